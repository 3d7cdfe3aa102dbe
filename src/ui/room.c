/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ideas to pages, two buttons to moves. At a fork nothing is lit on arrival; the first button goes
 * back until the second has lit something, then it lights the next.
 */
#include "room.h"

#include "block.h"
#include "i18n.h"

enum {
	MARK_COLS = 2,
	ROWS_FOR_FOOT = 5,
	ROWS_FOR_HEAD = 8,
	ROWS_FOR_GAP = 10,
	LARGE_SHARE = 3, /* of the rows, for block letters */
};

#define ITEM_BACK (UINT32_MAX - 1) /* no enumerator: those are ints in C17 */

/* --- Ideas ------------------------------------------------------------------------ */

struct sheet room_sheet(const struct room *r)
{
	return (struct sheet){
		.arena = r->arena,
		.memo = r->u->memo,
		.cols = r->cols,
		.rows = r->height,
		.width = r->u->setup.width,
		.ascii = r->u->settings.ascii,
		.item = ITEM_NONE,
	};
}

struct sheet *room_begin(struct room *r)
{
	if (r->n_ideas == r->cap) {
		size_t cap = r->cap == 0 ? 8 : r->cap * 2;
		struct room_idea *more = arena_array(r->arena, cap, sizeof *more);
		for (size_t i = 0; i < r->n_ideas; i++) {
			more[i] = r->ideas[i];
		}
		r->ideas = more;
		r->cap = cap;
	}
	r->ideas[r->n_ideas] = (struct room_idea){.sheet = room_sheet(r), .foot = room_sheet(r)};
	return &r->ideas[r->n_ideas++].sheet;
}

struct sheet *room_opening(struct room *r)
{
	struct sheet *s = room_begin(r);
	r->ideas[r->n_ideas - 1].is_opening = true;
	return s;
}

struct sheet *room_foot(struct room *r, size_t idea, bool is_first)
{
	r->ideas[idea].foot_is_first = is_first;
	return &r->ideas[idea].foot;
}

void room_add_large(struct room *r, struct sheet *s, struct str text)
{
	uint32_t rows = r->u->rows / LARGE_SHARE;
	struct block block = block_make(r->arena, text, s->cols, rows, s->ascii);
	for (size_t i = 0; i < block.n; i++) {
		sheet_line(s, 0, ROLE_FIGURE, 0,
		           block.lines[i].len > 0 ? block.lines[i] : STR(" "));
	}
	if (block.n == 0) {
		sheet_say(s, ROLE_FIGURE, CELL_BOLD, text);
	}
}

void room_add_choice(struct room *r, uint32_t id, struct str label, struct str note, bool is_greyed)
{
	uint32_t number = is_greyed ? 0 : 1;
	for (size_t i = 0; i < r->choices.n_items && !is_greyed; i++) {
		number += !r->choices.items[i].is_greyed;
	}
	sheet_choice(&r->choices, &(struct sheet_choice){.id = id,
	                                                 .number = number,
	                                                 .label = label,
	                                                 .note = note,
	                                                 .is_greyed = is_greyed});
}

/* --- Pages ------------------------------------------------------------------------ */

static bool has_fork(const struct room *r)
{
	return r->choices.n_items > 0;
}

static size_t count_lines(const struct room *r)
{
	size_t n = r->question.n + 1;
	for (size_t i = 0; i < r->n_ideas; i++) {
		n += r->ideas[i].sheet.n;
	}
	return n;
}

/*
 * The question stands over its choices, which scroll under it if they must. What is longer than
 * half a page is read on one before; its end, which asks, is over the choices as well.
 */
static void place_question(struct room *r)
{
	size_t n = r->question.n, tallest = 1;
	for (size_t i = 0; i < r->choices.n_items; i++) {
		tallest = r->choices.items[i].n > tallest ? r->choices.items[i].n : tallest;
	}
	bool fits = n + r->choices.n <= r->height;
	r->has_gap = n > 0 && n + 1 + r->choices.n <= r->height;
	if (!fits && (n * 2 > r->height || n + tallest > r->height)) {
		size_t most = r->height / 3;
		r->question_from = n > most ? n - most : 0;
		*room_begin(r) = r->question;
	}
}

static void make_pages(struct room *r)
{
	if (has_fork(r)) {
		place_question(r);
	} else if (r->question.n > 0) {
		*room_begin(r) = r->question;
	}
	r->pages = arena_array(r->arena, count_lines(r) + 2 * r->n_ideas + 1, sizeof *r->pages);
	for (size_t i = 0; i < r->n_ideas; i++) {
		room_cut_pages(r, i);
	}
	if (has_fork(r) || r->n_pages == 0) {
		r->pages[r->n_pages++] = (struct room_page){.idea = r->n_ideas};
	}
}

bool room_is_at_fork(const struct room *r)
{
	return r->pages[r->page].idea == r->n_ideas && has_fork(r);
}

static void place(struct room *r)
{
	const struct ui *u = r->u;
	uint32_t margin = u->cols > 2 ? 2 : 0;
	r->cols = u->cols - margin < UI_ROOM_COLS ? u->cols - margin : UI_ROOM_COLS;
	r->left = (u->cols - r->cols) / 2;
	r->has_head = u->rows >= ROWS_FOR_HEAD;
	r->has_foot = u->rows >= ROWS_FOR_FOOT;
	r->top = r->has_head ? (u->rows >= ROWS_FOR_GAP ? 2 : 1) : 0;
	r->height = u->rows - r->top - (r->has_foot ? 1 : 0);
}

void room_make(struct room *r, const struct ui *u)
{
	const struct view *v = ui_top(u);
	arena_reset(u->drawn);
	*r = (struct room){.arena = u->drawn, .u = u};
	place(r);
	r->question = r->choices = room_sheet(r);
	if (r->choices.cols > 2 * MARK_COLS) {
		r->choices.cols -= MARK_COLS; // never under the marks of what is above and below
	}
	v->screen->room->build(u, v, r);
	if (has_fork(r)) {
		struct str back = sheet_format(&r->choices, "%.*s %s",
		                               STR_ARG(glyph_str(GLYPH_RETURN, u->settings.ascii)),
		                               _("revenir"));
		sheet_choice(&r->choices, &(struct sheet_choice){.id = ITEM_BACK, .label = back});
	}
	make_pages(r);
	r->page = v->page < r->n_pages ? v->page : r->n_pages - 1;
}

/* --- The fork --------------------------------------------------------------------- */

size_t room_lit_item(const struct room *r, uint32_t lit)
{
	for (size_t i = 0; i < r->choices.n_items && lit > 0; i++) {
		if (!r->choices.items[i].is_greyed && --lit == 0) {
			return i;
		}
	}
	return SIZE_MAX;
}

/* What the second button lights: as `lit` counts. */
static uint32_t first_lit(const struct room *r)
{
	uint32_t lit = 1;
	for (size_t i = 0; i < r->lit_first; i++) {
		lit += !r->choices.items[i].is_greyed;
	}
	return lit;
}

static uint32_t n_lightable(const struct room *r)
{
	uint32_t n = 0;
	for (size_t i = 0; i < r->choices.n_items; i++) {
		n += !r->choices.items[i].is_greyed;
	}
	return n;
}

bool room_is_on(const struct ui *u)
{
	return u->projects && ui_top(u)->screen->room != NULL;
}

/* --- Buttons ---------------------------------------------------------------------- */

/* A page back; before the first, where the screen goes back, on its last page. */
static void back(struct ui *u, const struct room *r)
{
	struct view *v = ui_view(u);
	v->lit = 0;
	if (r->page > 0) {
		v->page = r->page - 1;
	} else if (v->screen->room->back(u, v)) {
		ui_view(u)->page = SIZE_MAX;
	}
}

static void take_lit(struct ui *u, const struct room *r)
{
	struct view *v = ui_view(u);
	size_t item = room_lit_item(r, v->lit);
	uint32_t id = item < SIZE_MAX ? r->choices.items[item].id : ITEM_NONE;
	v->lit = 0;
	if (id == ITEM_BACK) {
		back(u, r);
	} else if (id != ITEM_NONE) {
		v->screen->room->take(u, v, id);
	}
}

static void press_on(struct ui *u, const struct room *r)
{
	struct view *v = ui_view(u);
	if (r->page + 1 < r->n_pages) {
		v->page = r->page + 1;
	} else if (!room_is_at_fork(r)) {
		v->screen->room->on(u, v);
	} else if (v->lit > 0) {
		take_lit(u, r);
	} else {
		v->lit = first_lit(r);
	}
}

static void press_back(struct ui *u, const struct room *r)
{
	struct view *v = ui_view(u);
	if (room_is_at_fork(r) && v->lit > 0) {
		v->lit = v->lit % n_lightable(r) + 1;
	} else {
		back(u, r);
	}
}

static void take_number(struct ui *u, const struct room *r, uint32_t number)
{
	if (room_is_at_fork(r) && number < n_lightable(r)) { // the last is « revenir »
		ui_view(u)->lit = number;
		take_lit(u, r);
	}
}

void room_resize(struct ui *u, uint32_t rows, uint32_t cols)
{
	struct room r;
	room_make(&r, u);
	struct room_spot spot = room_spot(&r);
	u->rows = rows;
	u->cols = cols;
	room_make(&r, u);
	ui_view(u)->page = room_page_of(&r, &spot);
}

void room_tell_ways(struct ui *u)
{
	ui_say(u, ROLE_MUTED,
	       str_from(_("Page suivante pour avancer ; p pour quitter la projection.")));
}

void room_press(struct ui *u, const struct key *key)
{
	struct room r;
	uint32_t number = 0;
	if (u->is_black) {
		u->is_black = false;
		return;
	}
	room_make(&r, u);
	struct view *v = ui_view(u);
	v->page = r.page;
	enum action a = keys_find(CONTEXT_ROOM, key, room_is_at_fork(&r), &number);
	switch ((int)a) {
	case ACTION_PAGE_DOWN:
		press_on(u, &r);
		break;
	case ACTION_PAGE_UP:
		press_back(u, &r);
		break;
	case ACTION_TAKE:
		if (room_is_at_fork(&r) && v->lit > 0) {
			take_lit(u, &r);
		} else {
			room_tell_ways(u); // of no button: somebody doesn't know where they are
		}
		break;
	case ACTION_NUMBER:
		take_number(u, &r, number);
		break;
	case ACTION_BLACK:
		u->is_black = true;
		break;
	default:
		ui_do(u, a);
		break;
	}
}
