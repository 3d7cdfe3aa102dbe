/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ideas to pages, pages to cells, two buttons to moves. At a fork nothing is lit on arrival; the
 * first button goes back until the second has lit something, then it lights the next.
 */
#include "room.h"

#include "block.h"
#include "i18n.h"

enum {
	MARK_COLS = 2,
	ROWS_FOR_FOOT = 5,
	ROWS_FOR_HEAD = 8,
	ROWS_FOR_GAP = 10,
	LARGE_SHARE = 3,  /* of the rows, for block letters */
	SHORT_SHARE = 3,  /* of the rows, for an idea that stands by itself */
	ABOVE_SHARE = 3,  /* of what such a page leaves free, over it */
	NOTICE_LEAST = 3, /* rows, where half the page is less */
};

#define ITEM_BACK (UINT32_MAX - 1) /* no enumerator: those are ints in C17 */

/* --- Ideas ------------------------------------------------------------------------ */

static struct sheet new_sheet(const struct room *r)
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
	r->ideas[r->n_ideas] = (struct room_idea){.sheet = new_sheet(r), .foot = new_sheet(r)};
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

static bool is_at_fork(const struct room *r)
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

static void make(struct room *r, const struct ui *u)
{
	const struct view *v = ui_top(u);
	arena_reset(u->drawn);
	*r = (struct room){.arena = u->drawn, .u = u};
	place(r);
	r->question = r->choices = new_sheet(r);
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

/* The item that is lit; SIZE_MAX: none. `lit` counts from 1 those that can be. */
static size_t lit_item(const struct room *r, uint32_t lit)
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

/* --- Drawing ---------------------------------------------------------------------- */

static void put_line(const struct room *r, const struct sheet *s, size_t line, uint32_t row,
                     bool is_lit, struct frame *f)
{
	uint32_t end = r->left + r->cols;
	if (is_lit) {
		frame_fill(f, row, r->left, end, ' ', ROLE_FOCUS, 0);
	}
	for (uint32_t i = 0; i < s->lines[line].n; i++) {
		const struct sheet_piece *p = &s->lines[line].pieces[i];
		(void)frame_put(f, row, r->left + p->col, end, p->text,
		                is_lit ? ROLE_FOCUS : (enum role)p->role, p->style);
	}
}

static void put_mark(const struct room *r, uint32_t row, enum glyph g, struct frame *f)
{
	(void)frame_put(f, row, r->left + r->cols - 1, r->left + r->cols,
	                glyph_str(g, r->u->settings.ascii), ROLE_KEY, 0);
}

static void put_choices(const struct room *r, uint32_t top, uint32_t height, uint32_t lit,
                        struct frame *f)
{
	const struct sheet *s = &r->choices;
	size_t item = lit_item(r, lit), scroll = 0;
	if (item < SIZE_MAX) {
		size_t end = s->items[item].first + s->items[item].n;
		scroll = end > height ? end - height : 0;
		scroll = s->items[item].first < scroll ? s->items[item].first : scroll;
	}
	for (uint32_t i = 0; i < height && scroll + i < s->n; i++) {
		bool is_lit = item < SIZE_MAX && s->lines[scroll + i].item == item;
		put_line(r, s, scroll + i, top + i, is_lit, f);
		if (is_lit && scroll + i == s->items[item].first) {
			(void)frame_put(f, top + i, r->left, r->left + 1,
			                glyph_str(GLYPH_POINTER, r->u->settings.ascii), ROLE_FOCUS,
			                0);
			f->hides_cursor = false;
			f->cursor_row = top + i;
			uint32_t col = r->left + s->items[item].cursor_col;
			f->cursor_col = col < f->cols ? col : f->cols - 1;
		}
	}
	if (scroll > 0) {
		put_mark(r, top, GLYPH_ABOVE, f);
	}
	if (scroll + height < s->n) {
		put_mark(r, top + height - 1, GLYPH_BELOW, f);
	}
}

static void put_fork(const struct room *r, uint32_t lit, struct frame *f)
{
	uint32_t top = r->top;
	for (size_t i = r->question_from; i < r->question.n; i++) {
		put_line(r, &r->question, i, top++, false, f);
	}
	top += r->has_gap ? 1 : 0;
	put_choices(r, top, r->top + r->height - top, lit, f);
}

/* What the two buttons do, while it isn't plain. */
static const char *hint(const struct room *r, uint32_t lit, bool briefly)
{
	if (is_at_fork(r) && lit > 0) {
		return briefly ? _("Page suivante : prendre")
		               : _("Page suivante : prendre · Page précédente : un autre");
	}
	if (is_at_fork(r)) {
		return _("Page suivante : choisir");
	}
	if (r->passes_open && r->page + 1 == r->n_pages) {
		return _("Page suivante : laisser ouvert");
	}
	bool is_first = r->page == 0 && ui_top(r->u)->screen == &screen_home;
	return is_first ? _("Page suivante : avancer") : NULL;
}

/* As much of it as there is room for before `end`, whole or with a mark. */
static void put_cut(const struct room *r, uint32_t row, uint32_t end, struct str text,
                    enum role role, unsigned style, struct frame *f)
{
	uint32_t cols = (uint32_t)utf8_cols(text, r->u->setup.width);
	if (r->left + cols <= end) {
		(void)frame_put(f, row, r->left, end, text, role, style);
	} else if (end > r->left) {
		uint32_t at = frame_put(f, row, r->left, end - 1, text, role, style);
		(void)frame_put(f, row, at, end, glyph_str(GLYPH_CUT, r->u->settings.ascii), role,
		                style);
	}
}

static void put_foot(const struct room *r, uint32_t lit, struct frame *f)
{
	struct buf b = {0};
	uint32_t row = f->rows - 1, end = r->left + r->cols;
	buf_addf(&b, "%zu/%zu", r->page + 1, r->n_pages);
	uint32_t at = end > b.len ? end - (uint32_t)b.len : 0;
	(void)frame_put(f, row, at, end, buf_str(&b), ROLE_MUTED, 0);
	end = at > 1 ? at - 1 : 0;
	struct str left = r->where;
	for (int briefly = 1; briefly >= 0; briefly--) {
		const char *words = hint(r, lit, briefly == 1);
		bool fits = words != NULL &&
		            r->left + utf8_cols(str_from(words), r->u->setup.width) <= end;
		left = fits ? str_from(words) : left;
	}
	put_cut(r, row, end, left, ROLE_FOOTER, 0, f);
	buf_finish(&b);
}

static void put_notice(const struct room *r, struct frame *f)
{
	const struct ui *u = r->u;
	struct sheet s = new_sheet(r);
	if (u->problem.len > 0) {
		struct str why = ui_told_here(u, r->arena, buf_str(&u->problem));
		sheet_say(&s, ROLE_ERROR, CELL_BOLD,
		          sheet_format(&s, _("NON ENREGISTRÉ : %.*s"), STR_ARG(why)));
	} else {
		struct str said = buf_str(u->told_errors.len > 0 ? &u->told_errors : &u->notice);
		sheet_say(&s, u->notice_role, CELL_BOLD, ui_told_here(u, r->arena, said));
	}
	size_t most = NOTICE_LEAST > r->height / 2 ? NOTICE_LEAST : r->height / 2;
	most = most < r->height ? most : r->height;
	size_t n = s.n < most ? s.n : most;
	for (size_t i = 0; i < n; i++) {
		uint32_t row = r->top + r->height - (uint32_t)(n - i);
		frame_fill(f, row, r->left, r->left + r->cols, ' ', ROLE_TEXT, 0);
		put_line(r, &s, i, row, false, f);
	}
	if (n < s.n) {
		uint32_t row = r->top + r->height - 1;
		(void)frame_put(f, row, r->left + r->cols - 1, r->left + r->cols,
		                glyph_str(GLYPH_CUT, u->settings.ascii), u->notice_role, 0);
	}
}

/* An opening, and an idea of a sentence or two, stand at a third of the page, not at its top. */
static uint32_t free_above(const struct room *r, const struct room_page *page)
{
	if (page->idea == r->n_ideas) {
		return 0;
	}
	const struct room_idea *idea = &r->ideas[page->idea];
	size_t n =
		page->n > 0 ? page->n + (page->has_foot ? room_foot_rows(idea) : 0) : idea->foot.n;
	bool is_whole = page->n == idea->sheet.n || page->n == 0;
	bool is_short = is_whole && n * SHORT_SHARE <= r->height;
	return idea->is_opening || is_short ? (r->height - (uint32_t)n) / ABOVE_SHARE : 0;
}

static void put_page(const struct room *r, const struct room_page *page, struct frame *f)
{
	const struct room_idea *idea = &r->ideas[page->idea];
	uint32_t top = r->top + free_above(r, page);
	for (size_t i = 0; i < page->n; i++) {
		put_line(r, &idea->sheet, page->first + i, top + (uint32_t)i, false, f);
	}
	if (page->has_foot && page->n > 0) {
		uint32_t below = r->height > page->n + room_foot_rows(idea) ? 1 : 0;
		top = r->top + r->height - (uint32_t)idea->foot.n - below;
	}
	for (size_t i = 0; i < idea->foot.n && page->has_foot; i++) {
		put_line(r, &idea->foot, i, top + (uint32_t)i, false, f);
	}
}

void room_draw(const struct ui *u, struct frame *f)
{
	struct room r;
	/* A block in a corner is no business of the room's, until there is something to take. */
	f->cursor_row = f->rows - 1;
	f->cursor_col = f->cols - 1;
	f->hides_cursor = true;
	if (u->is_black) {
		frame_clear(f, ROLE_BLACK);
		return;
	}
	make(&r, u);
	const struct room_page *page = &r.pages[r.page];
	uint32_t lit = ui_top(u)->lit;
	frame_clear(f, ROLE_TEXT);
	if (page->idea == r.n_ideas) {
		put_fork(&r, lit, f);
	}
	bool is_opening = page->idea < r.n_ideas && r.ideas[page->idea].is_opening;
	if (page->idea < r.n_ideas) {
		put_page(&r, page, f);
	}
	if (r.has_head && !is_opening) {
		put_cut(&r, 0, r.left + r.cols, r.title, ROLE_TITLE, CELL_BOLD, f);
	}
	if (r.has_foot) {
		put_foot(&r, lit, f);
	}
	put_notice(&r, f);
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
	size_t item = lit_item(r, v->lit);
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
	} else if (!is_at_fork(r)) {
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
	if (is_at_fork(r) && v->lit > 0) {
		v->lit = v->lit % n_lightable(r) + 1;
	} else {
		back(u, r);
	}
}

static void take_number(struct ui *u, const struct room *r, uint32_t number)
{
	if (is_at_fork(r) && number < n_lightable(r)) { // the last is « revenir »
		ui_view(u)->lit = number;
		take_lit(u, r);
	}
}

void room_resize(struct ui *u, uint32_t rows, uint32_t cols)
{
	struct room r;
	make(&r, u);
	struct room_spot spot = room_spot(&r);
	u->rows = rows;
	u->cols = cols;
	make(&r, u);
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
	make(&r, u);
	struct view *v = ui_view(u);
	v->page = r.page;
	enum action a = keys_find(CONTEXT_ROOM, key, is_at_fork(&r), &number);
	switch ((int)a) {
	case ACTION_PAGE_DOWN:
		press_on(u, &r);
		break;
	case ACTION_PAGE_UP:
		press_back(u, &r);
		break;
	case ACTION_TAKE:
		if (is_at_fork(&r) && v->lit > 0) {
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
