/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include "ui_parts.h"

/*
 * Where everything stands at the size that there is: made from the model alone, by update
 * and by draw, so that both see the same. Lives in u->scratch until the next.
 */
struct layout {
	struct sheet sheet;
	bool is_mini;         /* one line, the rest is blank */
	uint32_t left, cols;  /* of the text */
	uint32_t top, height; /* of the text: rows */
	uint32_t banner_row, n_banners;
	uint32_t notice_row, n_notices;
	uint32_t rule_row; /* where the marks stand; of no row: they stand in the footer */
	bool has_header, has_rule;
	struct sheet banners, notices;

	size_t scroll, max_scroll; /* lines of the sheet */
	bool more_above, more_below;
	size_t focus;  /* index of the item that has it and is in view, or SIZE_MAX */
	size_t wanted; /* index of the item that has it, in view or not, or SIZE_MAX */
	bool is_typing;
	bool pages_on; /* Enter shows what is below first */
};

/* Anew, where a turn has changed something; what was made before is gone. */
void layout_make(struct layout *l, const struct ui *u, const struct view *v);

/* Of the screen on top; the last one again where nothing has changed since (ui.c). */
void ui_lay(struct layout *l, const struct ui *u);

/* The columns of a text now. */
uint32_t layout_cols(const struct ui *u);

/* An empty sheet as they are made now, `cols` wide, in the scratch arena. */
struct sheet layout_sheet(const struct ui *u, uint32_t cols);

/* True where a line of the item can be seen. */
bool layout_shows(const struct layout *l, size_t item);

/* The scroll that has the item in view, as near to what it is now as can be. */
size_t layout_scroll_to(const struct layout *l, size_t item);

/* The item at a cell, or SIZE_MAX. */
size_t layout_item_at(const struct layout *l, uint32_t row, uint32_t col);

/* Draws it into a blank frame (layout_draw.c). */
void layout_draw(const struct layout *l, const struct ui *u, struct frame *f);

#endif
