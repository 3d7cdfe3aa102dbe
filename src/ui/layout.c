/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a size to places. What a small window has no room for goes in this order: the blank
 * row under the header, the rule above the footer, the margins, the header; below 20 × 6 a
 * line alone is left.
 */
#include "layout.h"

#include "i18n.h"

enum {
	ROWS_FOR_HEADER = 8,
	ROWS_FOR_RULE = 12,
	ROWS_FOR_GAP = 16,
	COLS_FOR_MARGIN = 48,
	MARGIN_COLS = 2,
	MAX_BANNERS = 2,
	ERRORS_SHARE = 3, /* the errors of a file that is being written: idem */
	NOTICE_SHARE = 2, /* a notice takes this part of the rows at most */
};

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

struct sheet layout_sheet(const struct ui *u, uint32_t cols)
{
	return (struct sheet){
		.arena = u->scratch,
		.memo = u->memo,
		.cols = cols > 0 ? cols : 1,
		.width = u->setup.width,
		.ascii = u->settings.ascii,
		.airy = u->settings.large,
		.item = ITEM_NONE,
	};
}

static void place_cols(struct layout *l, const struct ui *u)
{
	uint32_t most = u->settings.large ? UI_LARGE_COLS : u->projects ? UI_ROOM_COLS : UI_COLS;
	uint32_t margin = u->cols >= COLS_FOR_MARGIN ? MARGIN_COLS : 0;
	l->cols = least(u->cols - 2 * margin, most);
	l->left = (u->cols - l->cols) / 2;
}

uint32_t layout_cols(const struct ui *u)
{
	struct layout l = {0};
	if (u->rows < UI_MINI_ROWS || u->cols < UI_MINI_COLS) {
		return u->cols > UI_MINI_COLS ? u->cols : UI_MINI_COLS;
	}
	place_cols(&l, u);
	return l.cols;
}

static void say_banners(struct layout *l, const struct ui *u)
{
	l->banners = layout_sheet(u, l->cols);
	if (u->problem.len > 0) {
		sheet_say(&l->banners, ROLE_BANNER, CELL_BOLD,
		          sheet_format(&l->banners, _("NON ENREGISTRÉ : %.*s"),
		                       STR_ARG(ui_told_here(u, u->scratch, buf_str(&u->problem)))));
	} else if (u->told_errors.len > 0) {
		sheet_written(&l->banners, ROLE_BANNER, buf_str(&u->told_errors));
		sheet_say(&l->banners, ROLE_BANNER, CELL_BOLD,
		          str_from(_("e les montre. Dessous, la dernière version sans erreur.")));
	} else if (u->read_only) {
		sheet_say(&l->banners, ROLE_BANNER, 0,
		          str_from(_("Lecture seule : ce carnet se lit, rien n'y change.")));
	}
}

/* The rows of the frame, from both ends to the middle, which is the text's. */
static void place_rows(struct layout *l, const struct ui *u)
{
	uint32_t top = 0, bottom = u->rows - 1; // the footer
	l->has_header = u->rows >= ROWS_FOR_HEADER;
	l->has_rule = u->rows >= ROWS_FOR_RULE;
	top += l->has_header ? 1 : 0;

	say_banners(l, u);
	l->banner_row = top;
	l->n_banners = least((uint32_t)l->banners.n, u->told_errors.len > 0 ? u->rows / ERRORS_SHARE
	                                             : l->has_rule          ? MAX_BANNERS
	                                                                    : 1);
	top += l->n_banners + (u->rows >= ROWS_FOR_GAP ? 1 : 0);

	l->rule_row = l->has_rule ? --bottom : u->rows;
	l->notices = layout_sheet(u, l->cols);
	sheet_say(&l->notices, u->notice_role, 0, ui_told_here(u, u->scratch, buf_str(&u->notice)));
	l->n_notices = least((uint32_t)l->notices.n, u->rows / NOTICE_SHARE);
	bottom -= l->n_notices;
	l->notice_row = bottom;
	l->top = top;
	l->height = bottom > top ? bottom - top : 1;
}

static size_t find_focus(const struct sheet *s, uint32_t id)
{
	size_t first = SIZE_MAX;
	for (size_t i = 0; i < s->n_items; i++) {
		if (s->items[i].id == id) {
			return i;
		}
		if (first == SIZE_MAX && !s->items[i].is_greyed) {
			first = i;
		}
	}
	return first == SIZE_MAX && s->n_items > 0 ? 0 : first;
}

bool layout_shows(const struct layout *l, size_t item)
{
	const struct sheet_item *i = &l->sheet.items[item];
	return i->cursor_line >= l->scroll && i->cursor_line < l->scroll + l->height;
}

size_t layout_scroll_to(const struct layout *l, size_t item)
{
	const struct sheet_item *i = &l->sheet.items[item];
	size_t scroll = l->scroll;
	if (i->first + i->n > scroll + l->height) {
		scroll = i->first + i->n - l->height;
	}
	if (i->first < scroll) {
		scroll = i->first;
	}
	if (i->cursor_line >= scroll + l->height) {
		scroll = i->cursor_line - l->height + 1;
	}
	return scroll;
}

/* Once it was in view, the place where one types stays there. */
static void follow_typing(struct layout *l)
{
	const struct sheet_item *i = &l->sheet.items[l->wanted];
	if (i->cursor_line < l->scroll) {
		l->scroll = i->cursor_line;
	} else if (i->cursor_line >= l->scroll + l->height) {
		l->scroll = i->cursor_line - l->height + 1;
	}
}

static void follow_focus(struct layout *l, const struct view *v)
{
	if (l->wanted == SIZE_MAX) {
		return;
	}
	if (v->is_fresh && l->sheet.begins_at_focus) {
		l->scroll = layout_scroll_to(l, l->wanted);
	} else if (!v->is_fresh && v->has_read && l->sheet.items[l->wanted].is_field) {
		follow_typing(l);
	}
}

static void place_view(struct layout *l, const struct view *v)
{
	l->max_scroll = l->sheet.n > l->height ? l->sheet.n - l->height : 0;
	size_t wanted = v->is_fresh && l->sheet.news > 0 ? l->sheet.news : v->scroll;
	l->scroll = wanted < l->max_scroll ? wanted : l->max_scroll;
	l->wanted = find_focus(&l->sheet, v->focus);
	follow_focus(l, v);
	l->more_above = l->scroll > 0;
	l->more_below = l->scroll < l->max_scroll;
	l->focus = l->wanted < SIZE_MAX && layout_shows(l, l->wanted) ? l->wanted : SIZE_MAX;
	l->pages_on = l->focus == SIZE_MAX && l->more_below;
	l->is_typing = l->focus < SIZE_MAX && l->sheet.items[l->focus].is_field;
}

void layout_make(struct layout *l, const struct ui *u, const struct view *v)
{
	*l = (struct layout){.is_mini = u->rows < UI_MINI_ROWS || u->cols < UI_MINI_COLS};
	arena_reset(u->scratch);
	memo_trim(u->memo);
	place_cols(l, u);
	if (l->is_mini) {
		l->left = 0;
		l->cols = u->cols;
		l->height = 1;
	} else {
		place_rows(l, u);
	}
	/* In the mini view the text is laid out as for the least width: one line of it is seen. */
	l->sheet = layout_sheet(u, l->is_mini ? layout_cols(u) : l->cols);
	l->sheet.rows = l->height;
	v->screen->build(u, v, &l->sheet);
	if (l->is_mini) {
		l->height = l->sheet.n > 0 ? (uint32_t)l->sheet.n : 1;
	}
	place_view(l, v);
}

size_t layout_item_at(const struct layout *l, uint32_t row, uint32_t col)
{
	bool is_inside = row >= l->top && row < l->top + l->height && col >= l->left &&
	                 col < l->left + l->cols;
	size_t line = l->scroll + (row - l->top);
	if (l->is_mini || !is_inside || line >= l->sheet.n) {
		return SIZE_MAX;
	}
	uint32_t item = l->sheet.lines[line].item;
	return item == ITEM_NONE ? SIZE_MAX : item;
}
