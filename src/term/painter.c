/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames to curses, cell by cell, never a multibyte string: under a locale that isn't UTF-8
 * curses would make control bytes of it. Curses is given the cells that changed and finds the
 * shortest way there.
 */
#include "painter.h"

#include "fold.h"
#include "mem.h"

#include <string.h>
#include <wchar.h>

enum {
	MIN_COLOURS = 256, /* whose values are known; more: any value can be asked for */
};

/* --- Looks ------------------------------------------------------------------------ */

/*
 * With colours, what is reversed gets its two the other way round: curses erases a row's rest
 * in one go in colours, never in reverse.
 */
static struct paint paint_of(enum look look, enum role role, unsigned style)
{
	struct paint p = look_paint(look, role, style);
	if (look == LOOK_MONO || (p.attributes & LOOK_REVERSE) == 0) {
		return p;
	}
	return (struct paint){p.page, p.ink, (uint8_t)(p.attributes ^ LOOK_REVERSE)};
}

/* Roles of the same colours share a pair: nothing is sent where only the role changes. */
static short make_pair(struct painter *p, struct paint paint)
{
	short n = 0;
	while (n < p->n_pairs && (p->pairs[n].ink != paint.ink || p->pairs[n].page != paint.page)) {
		n++;
	}
	short pair = (short)(n + 1);
	if (n < p->n_pairs) {
		return pair;
	}
	p->pairs[p->n_pairs++] = paint;
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS
	if (p->is_direct) {
		(void)init_extended_pair(pair, (int)look_rgb(paint.ink), (int)look_rgb(paint.page));
		return pair;
	}
#endif
	(void)init_pair(pair, paint.ink, paint.page);
	return pair;
}

static void take_look(struct painter *p, enum look look)
{
	p->look = look;
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		for (unsigned style = 0; style < PAINTER_N_STYLES; style++) {
			p->paints[role][style] = paint_of(look, role, style);
		}
	}
}

void painter_begin(struct painter *p, bool utf8, uint32_t n_colours)
{
	*p = (struct painter){.utf8 = utf8};
	p->has_colours = n_colours >= MIN_COLOURS;
	p->is_direct = n_colours > MIN_COLOURS;
#if !defined(NCURSES_EXT_COLORS) || !NCURSES_EXT_COLORS
	p->has_colours = p->has_colours && !p->is_direct;
#endif
	take_look(p, LOOK_MONO);
}

void painter_finish(struct painter *p)
{
	frame_finish(&p->last);
	mem_free(p->row);
}

void painter_set_look(struct painter *p, enum look look)
{
	look = p->has_colours ? look : LOOK_MONO;
	if (look == p->look) {
		return;
	}
	take_look(p, look);
	p->known = false;
	if (look == LOOK_MONO) {
		return;
	}
	if (!p->colours_begun) {
		(void)start_color();
		(void)use_default_colors();
		p->colours_begun = true;
	}
	p->n_pairs = 0;
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		p->pair_of[role] = make_pair(p, paint_of(look, role, 0));
	}
}

/* --- Cells ------------------------------------------------------------------------ */

static attr_t curses_attributes(unsigned attributes)
{
	attr_t a = A_NORMAL;
	a |= (attributes & LOOK_BOLD) != 0 ? A_BOLD : A_NORMAL;
	a |= (attributes & LOOK_REVERSE) != 0 ? A_REVERSE : A_NORMAL;
	a |= (attributes & LOOK_UNDERLINE) != 0 ? A_UNDERLINE : A_NORMAL;
	return a;
}

static bool is_half(const struct cell *c)
{
	return c->runes[0] == 0;
}

/* In ASCII, the right half of a letter is a letter: œ is oe. */
static uint32_t folded(const struct cell *c)
{
	return is_half(c) ? fold_second(c[-1].runes[0]) : fold_rune(c->runes[0]);
}

/* A cell of a row, in the looks of `like`; in UTF-8 none that is the right half of another. */
static void set_cell(const struct painter *p, const struct cell *c, const struct cell *like,
                     cchar_t *out)
{
	wchar_t text[CELL_MAX_RUNES + 1] = {0};
	for (int i = 0; p->utf8 && i < CELL_MAX_RUNES; i++) {
		text[i] = (wchar_t)c->runes[i];
	}
	if (!p->utf8) {
		text[0] = (wchar_t)folded(c);
	}
	attr_t a = curses_attributes(p->paints[like->role][like->style].attributes);
	short pair = p->look == LOOK_MONO ? 0 : p->pair_of[like->role];
	if (setcchar(out, text, a, pair, NULL) != OK) {
		text[1] = 0;
		(void)setcchar(out, text, a, pair, NULL);
	}
}

/*
 * A blank has no ink: on the same page it may have the looks of what stands beside it, and nothing
 * is sent for the change.
 */
static bool may_look_like(const struct painter *p, const struct cell *blank,
                          const struct cell *beside)
{
	const unsigned visible = LOOK_REVERSE | LOOK_UNDERLINE;
	if (beside == NULL || blank->runes[0] != ' ') {
		return false;
	}
	struct paint a = p->paints[blank->role][blank->style];
	struct paint b = p->paints[beside->role][beside->style];
	return a.page == b.page && ((a.attributes | b.attributes) & visible) == 0;
}

/* What blanks at the beginning of a run may look like. */
static const struct cell *first_text(const struct cell *cells, uint32_t from, uint32_t to)
{
	while (from < to && cells[from].runes[0] == ' ') {
		from++;
	}
	return from < to ? &cells[from] : NULL;
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
	return memcmp(a->runes, b->runes, sizeof a->runes) == 0 && a->role == b->role &&
	       a->style == b->style;
}

/* Both halves of a wide character go together. */
static void paint_run(struct painter *p, uint32_t row, const struct cell *cells, uint32_t from,
                      uint32_t to, uint32_t cols)
{
	while (from > 0 && is_half(&cells[from])) {
		from--;
	}
	while (to < cols && is_half(&cells[to])) {
		to++;
	}
	int n = 0;
	const struct cell *like = first_text(cells, from, to);
	for (uint32_t col = from; col < to; col++) {
		if (!p->utf8 || !is_half(&cells[col])) {
			like = may_look_like(p, &cells[col], like) ? like : &cells[col];
			set_cell(p, &cells[col], like, &p->row[n++]);
		}
	}
	(void)mvadd_wchnstr((int)row, (int)from, p->row, n);
}

static bool has_changed(const struct cell *cells, const struct cell *old, uint32_t col)
{
	return old == NULL || !same_cell(&cells[col], &old[col]);
}

/*
 * Where the run ends that has changed: a few blanks between words are gone over, so that they
 * look like these and not like what stood there before.
 */
static uint32_t end_of_run(const struct cell *cells, const struct cell *old, uint32_t col,
                           uint32_t cols)
{
	enum {
		MAX_BLANKS = 8, /* farther, curses moves the cursor */
	};

	uint32_t end = col;
	for (; col < cols && col - end < MAX_BLANKS; col++) {
		if (has_changed(cells, old, col)) {
			end = col + 1;
		} else if (cells[col].runes[0] != ' ') {
			break;
		}
	}
	return end;
}

/* `old` NULL: all of it. */
static void paint_row(struct painter *p, uint32_t row, const struct cell *cells,
                      const struct cell *old, uint32_t cols)
{
	for (uint32_t col = 0; col < cols; col++) {
		if (has_changed(cells, old, col)) {
			uint32_t end = end_of_run(cells, old, col, cols);
			paint_run(p, row, cells, col, end, cols);
			col = end;
		}
	}
}

void painter_paint(struct painter *p, const struct frame *f)
{
	bool fits = p->last.rows == f->rows && p->last.cols == f->cols;
	bool known = p->known && fits;
	if (!fits) {
		frame_resize(&p->last, f->rows, f->cols, f->width);
	}
	if (p->n_row < f->cols) {
		p->row = mem_resize(p->row, f->cols, sizeof p->row[0]);
		p->n_row = f->cols;
	}
	size_t row_bytes = f->cols * sizeof f->cells[0];
	for (uint32_t row = 0; row < f->rows; row++) {
		const struct cell *cells = f->cells + (size_t)row * f->cols;
		struct cell *old = p->last.cells + (size_t)row * f->cols;
		// Most rows are as they were, to the byte; padding that differs costs a closer
		// look.
		if (known && memcmp(cells, old, row_bytes) == 0) {
			continue;
		}
		if (row < (uint32_t)LINES) {
			paint_row(p, row, cells, known ? old : NULL, f->cols);
		}
		memcpy(old, cells, row_bytes);
	}
	p->known = true;
	if (p->hides_cursor != f->hides_cursor) {
		p->hides_cursor = f->hides_cursor;
		(void)curs_set(f->hides_cursor ? 0 : 1);
	}
	(void)move((int)f->cursor_row, (int)f->cursor_col);
	(void)refresh();
}

void painter_forget(struct painter *p)
{
	p->known = false;
	(void)clearok(curscr, TRUE);
}
