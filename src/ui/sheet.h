/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SHEET_H
#define UI_SHEET_H

#include "arena.h"
#include "buf.h"
#include "frame.h"
#include "memo.h"
#include "said.h"
#include "str.h"
#include "utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a screen shows, made anew for each frame at the width that it has: lines of pieces,
 * of which some belong to items, which can have the focus. Everything that comes in is
 * sanitised and typeset here. It is 20 columns wide at least (UI_MINI_COLS). A sheet knows nothing
 * of scrolling or focus: see layout.h.
 */
#define ITEM_NONE UINT32_MAX /* no enumerator: those are ints in C17 */

/* The drawing signs, each with what stands for it in the ASCII look. */
enum glyph {
	GLYPH_POINTER, /* before what has the focus */
	GLYPH_BULLET,
	GLYPH_RULE,
	GLYPH_BAR, /* along a quotation, a field */
	GLYPH_BELOW,
	GLYPH_ABOVE,
	GLYPH_ON, /* a box that is ticked */
	GLYPH_OFF,
	GLYPH_DONE,
	GLYPH_CUT, /* the rest is not shown */
	GLYPH_RETURN,
	GLYPH_HERE, /* on the map: where one is, was, can go, not yet */
	GLYPH_BEEN,
	GLYPH_OPEN,
	GLYPH_NOT_YET,
	GLYPH_COUNT,
};

struct str glyph_str(enum glyph g, bool ascii);
uint32_t glyph_rune(enum glyph g, bool ascii);

struct sheet_piece {
	struct str text;
	uint32_t col; /* from the left of the sheet */
	uint8_t role;
	uint8_t style; /* of enum cell_style */
};

struct sheet_line {
	struct sheet_piece *pieces;
	uint32_t n, cap;
	uint32_t item; /* its index among the items, or ITEM_NONE */
};

struct sheet_item {
	uint32_t id;         /* the screen's own */
	uint32_t number;     /* by which a digit takes it; 0: none */
	size_t first, n;     /* its lines */
	size_t cursor_line;  /* where the cursor stands when it has the focus */
	uint32_t cursor_col; /* idem */
	bool is_greyed;      /* can have the focus; taking it is refused with a reason */
	bool is_field;       /* with the focus on it, one types */
	bool is_plain;       /* the focus changes nothing of how its lines look */
};

struct sheet {
	/* Set by who asks for it. */
	struct arena *arena;
	struct memo *memo;
	uint32_t cols, rows; /* `rows`: of the window; what is in it may be longer */
	rune_width_fn width;
	bool ascii, airy; /* `airy`: space between the items */

	/* What the screen says. */
	struct str left, right; /* the header; may be empty */
	const char *enter;      /* what Enter does, in a word, for the footer; NULL: nothing */
	const char *next;     /* what Tab leads to, where it isn't just the next item; else NULL */
	size_t news;          /* the first line of what is new, where the eye begins; 0: the top */
	bool is_spoken;       /* the footer is a sentence: somebody's first one */
	bool begins_at_focus; /* one came for it: it is in view at once, whatever lies above */
	struct sheet_line *lines;
	size_t n, cap;
	struct sheet_item *items;
	size_t n_items, cap_items;

	bool gap;       /* a blank line comes before the next text */
	uint32_t item;  /* that lines are being added to, or ITEM_NONE */
	uint32_t inset; /* columns left free at the left */
	size_t highest; /* number of its choices: all end in the same column */
};

/* What comes next begins a block: one blank line, never two, none at the top. */
void sheet_gap(struct sheet *s);

/* A paragraph, literally. */
void sheet_say(struct sheet *s, enum role role, unsigned style, struct str words);
void sheet_sayf(struct sheet *s, enum role role, const char *format, ...) PRINTF_LIKE(3, 4);

/* A text of the journey: its paragraphs and lists, emphasis and links with their roles. */
void sheet_prose(struct sheet *s, enum role role, struct said text);

/* The same beside a bar. */
void sheet_quote(struct sheet *s, enum role role, struct said text);

/* What a person wrote, line by line. */
void sheet_written(struct sheet *s, enum role role, struct str text);

/* Something to be copied whole (an address, a path), cut where it must. */
void sheet_address(struct sheet *s, struct str address);

/* `head`, then the words, which hang beside it. */
void sheet_hang(struct sheet *s, struct str head, enum role role, struct str words);

/* One line of one piece, as it is, from a column on; for drawings. */
void sheet_line(struct sheet *s, uint32_t col, enum role role, unsigned style, struct str text);

/* One more piece on the line that was added last. */
void sheet_add(struct sheet *s, uint32_t col, enum role role, unsigned style, struct str text);

/* A number, large. */
void sheet_figure(struct sheet *s, struct str figure);

/* A line right across. */
void sheet_rule(struct sheet *s);

/*
 * Lines between the two belong to the item. Its cursor is on its first line, where its
 * text begins, unless sheet_cursor says otherwise.
 */
struct sheet_item *sheet_begin_item(struct sheet *s, uint32_t id);
void sheet_end_item(struct sheet *s);

/* The cursor of the item being added: at this column of the line that was added last. */
void sheet_cursor(struct sheet *s, uint32_t col);

/* A choice: « 1. » and its label; `number` 0: a dot. `note` (may be empty) beside it, muted. */
struct sheet_choice {
	uint32_t id, number;
	struct str label, note;
	struct str box; /* between the number and the label: « [x] »; may be empty */
	enum role role; /* ROLE_TEXT: ROLE_CHOICE, or ROLE_GREYED where it is greyed */
	bool is_greyed;
};

void sheet_choice(struct sheet *s, const struct sheet_choice *choice);

/* « [ Terminé ] » */
void sheet_button(struct sheet *s, uint32_t id, const char *label);

/* What is between marks, in the arena. */
struct str sheet_format(struct sheet *s, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
