/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A room's page as cells: the text or the fork, its head and foot, what is told. */
#include "room.h"

#include "i18n.h"

enum {
	SHORT_SHARE = 3,  /* of the rows, for an idea that stands by itself */
	ABOVE_SHARE = 3,  /* of what such a page leaves free, over it */
	NOTICE_LEAST = 3, /* rows, where half the page is less */
};

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
	size_t item = room_lit_item(r, lit), scroll = 0;
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
	if (room_is_at_fork(r) && lit > 0) {
		return briefly ? _("Page suivante : prendre")
		               : _("Page suivante : prendre · Page précédente : un autre");
	}
	if (room_is_at_fork(r)) {
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
	struct sheet s = room_sheet(r);
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
	room_make(&r, u);
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
