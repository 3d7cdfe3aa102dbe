/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slicing by eight: table[k][b] is the remainder of byte b followed by k zero bytes, so
 * that eight bytes are folded in with eight look-ups. The tables are computed from the
 * polynomial at the first use of a process; every computation of them gives the same
 * bytes, so nothing depends on who came first.
 */
#include "crc.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum {
	SLICES = 8,
};

static const uint32_t REFLECTED_POLYNOMIAL = 0x82F63B78;

/* At file scope because it is a constant that C can't spell: 8 KiB computed once. */
static uint32_t table[SLICES][256];
static bool has_table;

static void make_table(void)
{
	for (uint32_t byte = 0; byte < 256; byte++) {
		uint32_t rest = byte;
		for (int bit = 0; bit < 8; bit++) {
			rest = (rest >> 1) ^ ((rest & 1) != 0 ? REFLECTED_POLYNOMIAL : 0);
		}
		table[0][byte] = rest;
	}
	for (uint32_t byte = 0; byte < 256; byte++) {
		for (int k = 1; k < SLICES; k++) {
			uint32_t shorter = table[k - 1][byte];
			table[k][byte] = (shorter >> 8) ^ table[0][shorter & 0xFF];
		}
	}
	has_table = true;
}

uint32_t crc32c(struct str bytes)
{
	if (!has_table) {
		make_table();
	}
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	size_t left = bytes.len;
	uint32_t crc = UINT32_MAX;
	while (left >= SLICES) {
		uint32_t low = crc ^ ((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
		                      (uint32_t)p[3] << 24);
		crc = table[7][low & 0xFF] ^ table[6][low >> 8 & 0xFF] ^
		      table[5][low >> 16 & 0xFF] ^ table[4][low >> 24] ^ table[3][p[4]] ^
		      table[2][p[5]] ^ table[1][p[6]] ^ table[0][p[7]];
		p += SLICES;
		left -= SLICES;
	}
	while (left > 0) {
		crc = (crc >> 8) ^ table[0][(crc ^ *p) & 0xFF];
		p++;
		left--;
	}
	return ~crc;
}
