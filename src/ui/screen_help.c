/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help: the table of keys read aloud, what works here first. It has no list of its own. */
#include "ui_parts.h"

#include "i18n.h"

enum {
	KEY_COLS = 9,        /* of a key's name, beside what it does */
	COLS_FOR_TABLE = 36, /* below, each sentence runs on */
};

static const struct view *below(const struct ui *u, const struct view *v)
{
	return v > u->stack ? v - 1 : v;
}

static bool is_typed_in(const struct ui *u, const struct view *v)
{
	return below(u, v)->screen->type != NULL;
}

/* Where the help of a row stands. */
enum part {
	PART_HERE,
	PART_TYPING,
	PART_ROOM,
	PART_ELSEWHERE,
	PART_COUNT,
};

static enum part part_of(const struct ui *u, const struct view *v, const struct key_row *row)
{
	size_t depth = (size_t)(below(u, v) - u->stack);
	if ((row->contexts & CONTEXT_KEYS) == 0) {
		return (row->contexts & CONTEXT_TYPING) != 0 ? PART_TYPING : PART_ROOM;
	}
	return ui_can_at(u, depth, row->action) ? PART_HERE : PART_ELSEWHERE;
}

/* « c : la carte… », the key apart where there is room for a table. */
static void add_row(struct sheet *s, const struct key_row *row)
{
	struct str help = str_from(_(row->help)), name = str_from(keys_name(row, s->ascii));
	size_t colon = str_find(help, STR(" : "), 0);
	uint32_t cols = (uint32_t)utf8_cols(name, s->width);
	if (s->cols < COLS_FOR_TABLE || colon == SIZE_MAX || cols == 0 || cols >= KEY_COLS) {
		sheet_say(s, ROLE_TEXT, 0, help);
		return;
	}
	struct str head = sheet_format(s, "%.*s%*s", STR_ARG(name), (int)(KEY_COLS - 1 - cols), "");
	sheet_hang(s, head, ROLE_TEXT, str_slice(help, colon + 3, help.len));
}

static void add_part(const struct ui *u, const struct view *v, struct sheet *s, enum part part,
                     const char *title)
{
	size_t n;
	bool any = false;
	const struct key_row *rows = keys_table(&n);
	for (size_t i = 0; i < n; i++) {
		bool has_key = rows[i].contexts != 0; // the menu's own have none
		if (rows[i].help == NULL || !has_key || part_of(u, v, &rows[i]) != part) {
			continue;
		}
		if (!any) {
			sheet_gap(s);
			sheet_say(s, ROLE_TITLE, CELL_BOLD, str_from(title));
			any = true;
		}
		add_row(s, &rows[i]);
	}
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	static const char *const titles[PART_COUNT] = {
		[PART_HERE] = N_("Ici"),
		[PART_TYPING] = N_("En écrivant"),
		[PART_ROOM] = N_("Devant une salle"),
		[PART_ELSEWHERE] = N_("Ailleurs, ou plus tard"),
	};

	s->left = str_from(_("Aide"));
	s->enter = _("fermer");
	if (is_typed_in(u, v)) {
		sheet_say(s, ROLE_TEXT, 0,
		          str_from(_("Dans un champ, les lettres s'écrivent ; Échap ou Tab en "
		                     "sort, et les touches reprennent leur rôle.")));
	}
	for (int part = 0; part < PART_COUNT; part++) {
		add_part(u, v, s, (enum part)part, _(titles[part]));
	}
	sheet_gap(s);
	sheet_button(s, 0, _("Fermer"));
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	(void)item;
	ui_close(u);
}

const struct screen screen_help = {
	.name = "aide",
	.build = build,
	.act = act,
};
