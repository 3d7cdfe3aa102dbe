/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include "buf.h"
#include "str.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A picture of the whole terminal, in cells. Each cell says what it is (its role); which
 * colours and attributes that takes is the look's affair. Screens write frames, term paints
 * them, tests read them.
 */
enum role {
	ROLE_TEXT,
	ROLE_TITLE,
	ROLE_MUTED,  /* beside the point: a count, a source, a hint */
	ROLE_QUOTE,  /* the scene of a sighting, what somebody said */
	ROLE_STRESS, /* a word that the text leans on */
	ROLE_LINK,   /* an address */
	ROLE_WORD,   /* of the glossary */
	ROLE_FIGURE, /* a number in large */
	ROLE_RULE,   /* lines and borders */
	ROLE_HEADER, /* the first line */
	ROLE_FOOTER, /* the last */
	ROLE_KEY,    /* the name of a key, in the footer */
	ROLE_CHOICE, /* what can be taken */
	ROLE_FOCUS,  /* what Enter takes */
	ROLE_GREYED, /* what can't be taken yet */
	ROLE_DONE,   /* what is ticked, or was visited */
	ROLE_FIELD,  /* where one types */
	ROLE_TYPING, /* where one is typing now */
	ROLE_WELL,   /* « Enregistré » */
	ROLE_ERROR,  /* what was typed can't be */
	ROLE_BANNER, /* NON ENREGISTRÉ, lecture seule */
	ROLE_WINDOW, /* what lies over a screen: the menu */
	ROLE_QR,     /* black on white in every look */
	ROLE_BLACK,  /* the room looks elsewhere */
	ROLE_COUNT,
};

/* On top of what the role has. */
enum cell_style {
	CELL_BOLD = 1 << 0,
	CELL_UNDERLINED = 1 << 1,
};

enum {
	CELL_MAX_RUNES = 4, /* a character and what combines with it; the rest is left out */
	FRAME_MAX_ROWS = 1000,
	FRAME_MAX_COLS = 1000,
};

/* runes[0] 0: the right half of the wide character before it. Ended by 0 where shorter. */
struct cell {
	uint32_t runes[CELL_MAX_RUNES];
	uint8_t role;  /* enum role */
	uint8_t style; /* enum cell_style */
};

/*
 * A zeroed frame is valid and empty. The cursor is on the thing that has the focus; it is not to be
 * seen where there is nothing to stand on.
 */
struct frame {
	struct cell *cells; /* row after row */
	uint32_t rows, cols;
	uint32_t cursor_row, cursor_col;
	bool hides_cursor;
	rune_width_fn width;
};

/* Sizes beyond FRAME_MAX_… are cut to it, 0 is 1. Blank, ROLE_TEXT. Keeps the memory it has. */
void frame_resize(struct frame *f, uint32_t rows, uint32_t cols, rune_width_fn width);
void frame_finish(struct frame *f);

/* All cells blank, in this role. */
void frame_clear(struct frame *f, enum role role);

/* NULL outside of it. */
const struct cell *frame_at(const struct frame *f, uint32_t row, uint32_t col);

/*
 * Writes as much of the text as fits before column `end`, whole graphemes only; what is
 * outside of the frame is left out. The column after the last one written. Control and
 * malformed characters become U+FFFD; half of a wide character that is overwritten becomes
 * a blank.
 */
uint32_t frame_put(struct frame *f, uint32_t row, uint32_t col, uint32_t end, struct str text,
                   enum role role, unsigned style);

/* One character of one column, from `col` to before `end`. */
void frame_fill(struct frame *f, uint32_t row, uint32_t col, uint32_t end, uint32_t rune,
                enum role role, unsigned style);

/* One row as text, without blanks at its end. */
void frame_add_row(const struct frame *f, uint32_t row, struct buf *out);

#endif
