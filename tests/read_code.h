/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_READ_CODE_H
#define TESTS_READ_CODE_H

/*
 * Reads a QR code as a telephone would, off squares, by ISO/IEC 18004 and nothing of the program:
 * byte mode, level L, versions 1 to 9. It corrects nothing: all must be right.
 */
#include "buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct code {
	bool *dark;
	unsigned size;
};

static inline bool code_at(const struct code *c, unsigned row, unsigned col)
{
	return c->dark[row * c->size + col];
}

/* Where one of the patterns of alignment lies; their middles share a list of coordinates. */
static inline bool code_is_aligned(unsigned version, unsigned size, unsigned row, unsigned col)
{
	static const unsigned middles[10][3] = {{0},  {0},  {18},     {22},     {26},
	                                        {30}, {34}, {22, 38}, {24, 42}, {26, 46}};
	unsigned list[3] = {6, middles[version][0], middles[version][1]};
	for (int i = 0; i < 3; i++) {
		for (int k = 0; k < 3; k++) {
			unsigned y = list[i], x = list[k];
			bool is_corner = (y == 6 && x == 6) || (y == 6 && x + 7 == size) ||
			                 (x == 6 && y + 7 == size);
			if (version > 1 && y > 0 && x > 0 && !is_corner && row + 2 >= y &&
			    row <= y + 2 && col + 2 >= x && col <= x + 2) {
				return true;
			}
		}
	}
	return false;
}

static inline bool code_is_data(const struct code *c, unsigned row, unsigned col)
{
	unsigned n = c->size, version = (n - 17) / 4;
	bool is_finder =
		(row < 9 && col < 9) || (row < 9 && col + 8 >= n) || (row + 8 >= n && col < 9);
	bool is_version =
		version >= 7 && ((row < 6 && col + 11 >= n) || (col < 6 && row + 11 >= n));
	return !is_finder && !is_version && row != 6 && col != 6 &&
	       !code_is_aligned(version, n, row, col);
}

static inline bool code_mask(unsigned mask, unsigned i, unsigned j)
{
	switch (mask) {
	case 0:
		return (i + j) % 2 == 0;
	case 1:
		return i % 2 == 0;
	case 2:
		return j % 3 == 0;
	case 3:
		return (i + j) % 3 == 0;
	case 4:
		return (i / 2 + j / 3) % 2 == 0;
	case 5:
		return i * j % 2 + i * j % 3 == 0;
	case 6:
		return (i * j % 2 + i * j % 3) % 2 == 0;
	default:
		return ((i + j) % 2 + i * j % 3) % 2 == 0;
	}
}

/* Five bits of the format: two of the level, three of the mask. */
static inline unsigned code_format(const struct code *c)
{
	unsigned bits = 0;
	for (unsigned i = 0; i < 5; i++) {
		bits = bits << 1 | code_at(c, 8, i);
	}
	return bits ^ 0x15; // the first five of the mask that all formats wear
}

static inline size_t code_words(const struct code *c, unsigned mask, uint8_t *words)
{
	size_t n_bits = 0;
	bool up = true;
	for (unsigned right = c->size - 1; right > 0; right -= right == 8 ? 3 : 2, up = !up) {
		for (unsigned k = 0; k < c->size; k++) {
			unsigned row = up ? c->size - 1 - k : k;
			for (unsigned col = right; col + 2 > right; col--) {
				if (code_is_data(c, row, col)) {
					bool bit =
						code_at(c, row, col) != code_mask(mask, row, col);
					words[n_bits / 8] = (uint8_t)(words[n_bits / 8] << 1 | bit);
					n_bits++;
				}
			}
			if (right == 1) {
				continue;
			}
		}
		if (right == 1) {
			break;
		}
	}
	return n_bits / 8;
}

/* The text, or nothing where it isn't one. */
static inline void code_read(const struct code *c, struct buf *out)
{
	static const unsigned data_words[] = {0, 19, 34, 55, 80, 108, 136, 156, 194, 232};
	static uint8_t words[512], data[512];
	unsigned version = (c->size - 17) / 4, format = code_format(c);
	if (version < 1 || version > 9 || format >> 3 != 1) {
		return;
	}
	(void)code_words(c, format & 7, words);
	unsigned n_blocks = version >= 6 ? 2 : 1, n = data_words[version];
	for (unsigned i = 0; i < n; i++) {
		data[i % n_blocks * (n / n_blocks) + i / n_blocks] = words[i];
	}
	unsigned len = (data[0] & 15u) << 4 | data[1] >> 4;
	if (data[0] >> 4 != 4 || len + 2 > n) {
		return;
	}
	for (unsigned i = 0; i < len; i++) {
		buf_addc(out, (char)(data[i + 1] << 4 | data[i + 2] >> 4));
	}
}

#endif
