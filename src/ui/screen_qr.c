/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An address as a code for telephones, over the whole terminal: black on white in every look.
 * Where it has no room, how much smaller the letters must be, and what it would have led to, as
 * large as can be.
 */
#include "layout.h"

#include "block.h"
#include "card.h"
#include "i18n.h"
#include "mem.h"
#include "qr.h"

enum {
	MAX_ZOOM = 20,
	TITLE_SHARE = 3, /* of the rows, for the title in block letters */
};

static uint32_t resource_of(const struct view *v)
{
	return *(const uint32_t *)v->state;
}

static const struct resource *card_of(const struct ui *u, const struct view *v)
{
	return &u->setup.journey->resources[resource_of(v)];
}

/* --- What it takes ---------------------------------------------------------------- */

/* In cells: a square is half a row; in ASCII a row and two columns. */
static uint32_t rows_of(const struct ui *u, const struct qr *qr, uint32_t quiet)
{
	uint32_t squares = qr->size + 2 * quiet;
	return u->settings.ascii ? squares : (squares + 1) / 2;
}

static uint32_t cols_of(const struct ui *u, const struct qr *qr, uint32_t quiet)
{
	return (qr->size + 2 * quiet) * (u->settings.ascii ? 2 : 1);
}

/* The quiet zone that there is room for; 0: not even the least. One row is kept for the way out
 * where there is one. */
static uint32_t quiet_for(const struct ui *u, const struct qr *qr, uint32_t rows, uint32_t cols)
{
	static const uint32_t zones[] = {QR_QUIET, QR_QUIET_LEAST};
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
		if (qr->size > 0 && rows_of(u, qr, zones[i]) <= rows &&
		    cols_of(u, qr, zones[i]) <= cols) {
			return zones[i];
		}
	}
	return 0;
}

/* A step of zoom makes letters a tenth smaller, and room for a tenth more of them. */
static uint32_t zoom_steps(const struct ui *u, const struct qr *qr)
{
	double rows = u->rows, cols = u->cols;
	uint32_t steps = 0;
	while (steps < MAX_ZOOM && quiet_for(u, qr, (uint32_t)rows, (uint32_t)cols) == 0) {
		rows *= 1.1;
		cols *= 1.1;
		steps++;
	}
	return steps;
}

/* --- The sheet: what it says where the code isn't drawn ----------------------------- */

static void add_large(const struct resource *r, struct sheet *s)
{
	struct str title = said_line_of(s->arena, NULL, &r->title);
	struct block block = block_make(s->arena, title, s->cols, s->rows / TITLE_SHARE, s->ascii);
	for (size_t i = 0; i < block.n; i++) {
		sheet_line(s, 0, ROLE_TITLE, 0, block.lines[i]);
	}
	if (block.n == 0) {
		sheet_say(s, ROLE_TITLE, CELL_BOLD, title);
	}
	sheet_gap(s);
	sheet_say(s, ROLE_TEXT, CELL_BOLD, card_origin(s->arena, r));
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct resource *r = card_of(u, v);
	struct qr qr = qr_make(s->arena, r->address);
	uint32_t steps = zoom_steps(u, &qr);
	s->left = str_from(_("Code QR"));
	s->enter = _("fermer");
	add_large(r, s);
	sheet_gap(s);
	if (qr.size == 0 || steps == MAX_ZOOM) {
		sheet_say(s, ROLE_MUTED, 0,
		          str_from(_("Cette adresse est trop longue pour un code.")));
	} else {
		sheet_sayf(s, ROLE_MUTED,
		           COUNTED(steps,
		                   "Le code n'a pas la place : diminuez la taille des lettres "
		                   "d'un cran (Ctrl et -).",
		                   "Le code n'a pas la place : diminuez la taille des lettres de "
		                   "%u crans (Ctrl et -, %u fois)."),
		           (unsigned)steps, (unsigned)steps);
	}
	sheet_gap(s);
	sheet_address(s, r->address);
	sheet_gap(s);
	sheet_button(s, 0, _("Fermer"));
}

/* --- The code --------------------------------------------------------------------- */

static bool is_dark(const struct qr *qr, uint32_t quiet, uint32_t x, uint32_t y)
{
	bool is_inside = x >= quiet && y >= quiet && x < qr->size + quiet && y < qr->size + quiet;
	return is_inside && qr->dark[(size_t)(y - quiet) * qr->size + (x - quiet)];
}

/* Two squares a cell, one over the other; in ASCII two cells a square, black or white. */
static void put_squares(const struct ui *u, const struct qr *qr, uint32_t quiet, uint32_t top,
                        uint32_t left, struct frame *f)
{
	static const uint32_t halves[] = {' ', 0x2580, 0x2584, 0x2588};
	uint32_t rows = rows_of(u, qr, quiet), cols = cols_of(u, qr, quiet);
	for (uint32_t row = 0; row < rows; row++) {
		for (uint32_t col = 0; col < cols; col++) {
			uint32_t at = left + col;
			if (u->settings.ascii) {
				bool dark = is_dark(qr, quiet, col / 2, row);
				frame_fill(f, top + row, at, at + 1, ' ',
				           dark ? ROLE_BLACK : ROLE_QR, 0);
				continue;
			}
			unsigned upper = is_dark(qr, quiet, col, row * 2);
			unsigned lower = is_dark(qr, quiet, col, row * 2 + 1);
			frame_fill(f, top + row, at, at + 1, halves[upper + 2 * lower], ROLE_QR, 0);
		}
	}
}

/* What it leads to above where there is room, the way out below. */
static void put_words(const struct ui *u, const struct resource *r, uint32_t free_rows,
                      uint32_t top, struct frame *f)
{
	struct sheet s = {.arena = u->drawn,
	                  .memo = u->memo,
	                  .cols = f->cols > 2 ? f->cols - 2 : 1,
	                  .width = u->setup.width,
	                  .ascii = u->settings.ascii,
	                  .item = ITEM_NONE};
	struct str out = str_from(_("Échap ferme ce code"));
	uint32_t cols = (uint32_t)utf8_cols(out, u->setup.width);
	sheet_say(&s, ROLE_TITLE, CELL_BOLD, said_line_of(s.arena, NULL, &r->title));
	if (free_rows > 2 && s.n == 1 && s.lines[0].n > 0) {
		struct str title = s.lines[0].pieces[0].text;
		uint32_t width = (uint32_t)utf8_cols(title, u->setup.width);
		(void)frame_put(f, top > 1 ? top - 2 : 0, (f->cols - width) / 2, f->cols, title,
		                ROLE_TITLE, CELL_BOLD);
	}
	if (free_rows > 0 && cols <= f->cols) {
		f->cursor_row = f->rows - 1;
		f->cursor_col = (f->cols - cols) / 2;
		(void)frame_put(f, f->cursor_row, f->cursor_col, f->cols, out, ROLE_FOOTER, 0);
	}
}

static bool draw(const struct ui *u, const struct view *v, struct frame *f)
{
	arena_reset(u->drawn);
	struct qr qr = qr_make(u->drawn, card_of(u, v)->address);
	uint32_t quiet = quiet_for(u, &qr, f->rows - 1, f->cols);
	quiet = quiet > 0 ? quiet : quiet_for(u, &qr, f->rows, f->cols);
	if (quiet == 0) {
		return false;
	}
	uint32_t rows = rows_of(u, &qr, quiet), free_rows = f->rows - rows;
	uint32_t top = free_rows > 2 ? free_rows - free_rows / 2 : 0;
	top = top + rows > f->rows - 1 && free_rows > 0 ? f->rows - 1 - rows : top;
	frame_clear(f, ROLE_TEXT);
	put_squares(u, &qr, quiet, top, (f->cols - cols_of(u, &qr, quiet)) / 2, f);
	put_words(u, card_of(u, v), free_rows, top, f);
	return true;
}

/* --- Keys ------------------------------------------------------------------------- */

static bool can(const struct ui *u, const struct view *v, enum action a)
{
	(void)u;
	(void)v;
	return a == ACTION_TAKE || a == ACTION_QR;
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	(void)item;
	ui_close(u);
}

static void close_qr(struct ui *u, struct view *v)
{
	(void)u;
	mem_free(v->state);
}

const struct screen screen_qr = {
	.name = "qr",
	.build = build,
	.draw = draw,
	.can = can,
	.act = act,
	.close = close_qr,
};

void screen_qr_open(struct ui *u, uint32_t resource)
{
	uint32_t *state = mem_alloc(sizeof *state);
	*state = resource;
	(void)ui_push(u, &screen_qr, state);
}
