/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_ROOM_H
#define UI_ROOM_H

#include "ui_parts.h"

/*
 * In front of a room: pages instead of scrolling, one idea a page, two buttons. What a screen says
 * to a room is a list of ideas, each a sheet, then at most one fork. Pages are cut at the size that
 * there is, each time, so that a zoom fits them anew.
 */
struct room_page {
	size_t idea;
	size_t first, n; /* its lines; none: the foot alone */
	bool has_foot;
};

struct room_idea {
	struct sheet sheet;
	bool is_opening;   /* in the middle of a page of its own, without a head */
	struct sheet foot; /* at the bottom of its last page, or of its first; may be empty */
	bool foot_is_first;
};

struct room {
	struct arena *arena;
	const struct ui *u;
	uint32_t left, cols, top, height; /* of the text */
	bool has_head, has_foot;

	/* Set by the screen. */
	struct str title, where;
	struct room_idea *ideas;
	size_t n_ideas, cap;
	struct sheet question, choices; /* of the fork; no choice: there is none */
	size_t lit_first;               /* of the choices, what the second button lights */
	bool passes_open;               /* on from the last page leaves something open */

	struct room_page *pages;
	size_t n_pages;
	size_t page;          /* the one shown */
	size_t question_from; /* its lines from there stand over the choices */
	bool has_gap;         /* under them */
};

/* What a screen is to a room. */
struct room_part {
	void (*build)(const struct ui *u, const struct view *v, struct room *r);
	void (*on)(struct ui *u, struct view *v); /* from the last page, where there is no fork */
	bool (*back)(struct ui *u, struct view *v);
	void (*take)(struct ui *u, struct view *v, uint32_t choice);
};

extern const struct room_part room_home, room_arrival, room_step;

/* True where the room's page is what is shown. */
bool room_is_on(const struct ui *u);

void room_press(struct ui *u, const struct key *key);

/* Zoomed, the room stays at what it was looking at. */
void room_resize(struct ui *u, uint32_t rows, uint32_t cols);

/* How one goes on there, and out of it, until the next key. */
void room_tell_ways(struct ui *u);

/* --- Drawing (room_draw.c) -------------------------------------------------------- */

void room_draw(const struct ui *u, struct frame *f);

/* The pages of what is shown now, in the arena of what draws itself. */
void room_make(struct room *r, const struct ui *u);

bool room_is_at_fork(const struct room *r);

/* The choice that is lit; SIZE_MAX: none. `lit` counts from 1 those that can be. */
size_t room_lit_item(const struct room *r, uint32_t lit);

/* An empty sheet, as wide as the text. */
struct sheet room_sheet(const struct room *r);

/* --- Pages (room_pages.c) --------------------------------------------------------- */

/* Adds the pages of one idea, at the size that there is. */
void room_cut_pages(struct room *r, size_t idea);

/* The rows that the foot of an idea takes, with the blank over it. */
size_t room_foot_rows(const struct room_idea *idea);

/* What a page is of, and that page as the pages are cut now. */
struct room_spot {
	bool is_fork;
	size_t idea, line, n_lines;
};

struct room_spot room_spot(const struct room *r);
size_t room_page_of(const struct room *r, const struct room_spot *spot);

/* --- For who builds --------------------------------------------------------------- */

/* A new idea: what is added to it begins a page. Good until the next. */
struct sheet *room_begin(struct room *r);

/* The same, for a page that says little, in large. */
struct sheet *room_opening(struct room *r);

/* What stands at the bottom of a page of an idea that was begun: of its last, or of its first. */
struct sheet *room_foot(struct room *r, size_t idea, bool is_first);

/* Block letters where a face fits, else bold. */
void room_add_large(struct room *r, struct sheet *s, struct str text);

/* One more way of the fork; `note` may be empty. Greyed: told, can't be lit. */
void room_add_choice(struct room *r, uint32_t id, struct str label, struct str note,
                     bool is_greyed);

#endif
