/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells, row after row. A wide character holds two: the second has no rune of its own, and
 * whoever writes over one half blanks the other, so that no half is ever painted.
 */
#include "frame.h"

#include "mem.h"

#include <assert.h>

static const struct cell blank = {.runes = {' '}};

static uint32_t clamp(uint32_t n, uint32_t most)
{
	return n == 0 ? 1 : n > most ? most : n;
}

void frame_resize(struct frame *f, uint32_t rows, uint32_t cols, rune_width_fn width)
{
	rows = clamp(rows, FRAME_MAX_ROWS);
	cols = clamp(cols, FRAME_MAX_COLS);
	if (rows != f->rows || cols != f->cols) {
		f->cells = mem_resize(f->cells, (size_t)rows * cols, sizeof f->cells[0]);
	}
	f->rows = rows;
	f->cols = cols;
	f->width = width;
	f->cursor_row = 0;
	f->cursor_col = 0;
	f->hides_cursor = false;
	frame_clear(f, ROLE_TEXT);
}

void frame_finish(struct frame *f)
{
	mem_free(f->cells);
	*f = (struct frame){0};
}

static struct cell *cell_at(struct frame *f, uint32_t row, uint32_t col)
{
	return &f->cells[(size_t)row * f->cols + col];
}

static void set_blank(struct cell *c, enum role role, unsigned style)
{
	*c = blank;
	c->role = (uint8_t)role;
	c->style = (uint8_t)style;
}

void frame_clear(struct frame *f, enum role role)
{
	for (uint32_t row = 0; row < f->rows; row++) {
		for (uint32_t col = 0; col < f->cols; col++) {
			set_blank(cell_at(f, row, col), role, 0);
		}
	}
}

const struct cell *frame_at(const struct frame *f, uint32_t row, uint32_t col)
{
	if (row >= f->rows || col >= f->cols) {
		return NULL;
	}
	return &f->cells[(size_t)row * f->cols + col];
}

/* What stands at a cell is going to be overwritten: no half of it stays. */
static void break_wide(struct frame *f, uint32_t row, uint32_t col)
{
	struct cell *c = cell_at(f, row, col);
	if (c->runes[0] == 0 && col > 0) {
		cell_at(f, row, col - 1)->runes[0] = ' ';
		cell_at(f, row, col - 1)->runes[1] = 0;
	}
	if (col + 1 < f->cols && cell_at(f, row, col + 1)->runes[0] == 0) {
		set_blank(cell_at(f, row, col + 1), cell_at(f, row, col + 1)->role, 0);
	}
}

static void combine(struct cell *c, uint32_t rune)
{
	for (int i = 1; i < CELL_MAX_RUNES; i++) {
		if (c->runes[i] == 0) {
			c->runes[i] = rune;
			return;
		}
	}
}

/* A character of `cols` columns, which fit. */
static void set_rune(struct frame *f, uint32_t row, uint32_t col, uint32_t rune, uint32_t cols,
                     struct cell as)
{
	for (uint32_t i = 0; i < cols; i++) {
		break_wide(f, row, col + i);
	}
	as.runes[0] = rune;
	*cell_at(f, row, col) = as;
	if (cols == 2) {
		as.runes[0] = 0;
		*cell_at(f, row, col + 1) = as;
	}
}

uint32_t frame_put(struct frame *f, uint32_t row, uint32_t col, uint32_t end, struct str text,
                   enum role role, unsigned style)
{
	struct cell as = {.role = (uint8_t)role, .style = (uint8_t)style};
	struct cell *last = NULL;
	end = end < f->cols ? end : f->cols;
	if (row >= f->rows) {
		return col;
	}
	for (size_t at = 0; at < text.len;) {
		uint32_t rune;
		at += utf8_decode(text, at, &rune);
		int cols = rune_cols(rune, f->width);
		if (cols < 0) {
			rune = RUNE_REPLACEMENT;
			cols = 1;
		}
		if (cols == 0) {
			if (last != NULL) {
				combine(last, rune);
			}
			continue;
		}
		if (col >= end || (uint32_t)cols > end - col) {
			break;
		}
		set_rune(f, row, col, rune, (uint32_t)cols, as);
		last = cell_at(f, row, col);
		col += (uint32_t)cols;
	}
	return col;
}

void frame_fill(struct frame *f, uint32_t row, uint32_t col, uint32_t end, uint32_t rune,
                enum role role, unsigned style)
{
	struct cell as = {.role = (uint8_t)role, .style = (uint8_t)style};
	end = end < f->cols ? end : f->cols;
	assert(f->width == NULL || f->width(rune) == 1);
	for (; row < f->rows && col < end; col++) {
		set_rune(f, row, col, rune, 1, as);
	}
}

void frame_add_row(const struct frame *f, uint32_t row, struct buf *out)
{
	size_t begin = out->len, end = begin;
	for (uint32_t col = 0; col < f->cols; col++) {
		const struct cell *c = frame_at(f, row, col);
		for (int i = 0; c != NULL && i < CELL_MAX_RUNES && c->runes[i] != 0; i++) {
			buf_add_rune(out, c->runes[i]);
			end = c->runes[i] == ' ' ? end : out->len;
		}
	}
	buf_cut(out, end);
}
