/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The menu: every action by its name and key, so that no letter need be learnt. What does
 * nothing now is greyed. Below, a sentence on the one that has the focus.
 */
#include "ui_parts.h"

#include "i18n.h"

enum {
	KEY_COL = 20,
	ROWS_FOR_SENTENCE = 18,
};

static const enum action listed[] = {
	ACTION_MAP,     ACTION_CARNET,  ACTION_RESOURCES, ACTION_NOTE, ACTION_SEARCH,
	ACTION_PROJECT, ACTION_COMFORT, ACTION_PLAIN,     ACTION_HELP, ACTION_BACK,
	ACTION_REDO,    ACTION_RESTART, ACTION_CARNETS,   ACTION_HOME, ACTION_QUIT,
};

enum {
	N_LISTED = sizeof listed / sizeof listed[0],
};

static bool works(const struct ui *u, const struct view *v, enum action a)
{
	size_t depth = (size_t)(v - u->stack);
	return ui_can_at(u, depth > 0 ? depth - 1 : 0, a);
}

static void add_action(const struct ui *u, const struct view *v, struct sheet *s, enum action a)
{
	const struct key_row *row = keys_row_of(CONTEXT_KEYS, a);
	bool is_on = works(u, v, a);
	struct sheet_item *item = sheet_begin_item(s, (uint32_t)a);
	item->is_greyed = !is_on;
	sheet_line(s, 2, is_on ? ROLE_CHOICE : ROLE_GREYED, 0, keys_title_of(s->arena, a));
	sheet_cursor(s, 2);
	if (row != NULL) {
		struct str key = str_from(keys_name(row, s->ascii));
		uint32_t last = s->cols - (uint32_t)utf8_cols(key, s->width);
		sheet_add(s, last < KEY_COL ? last : KEY_COL, is_on ? ROLE_KEY : ROLE_GREYED, 0,
		          key);
	}
	sheet_end_item(s);
}

static void add_sentence(const struct view *v, struct sheet *s)
{
	size_t n;
	const struct key_row *rows = keys_table(&n);
	for (size_t i = 0; i < n; i++) {
		if ((uint32_t)rows[i].action == v->focus && rows[i].help != NULL) {
			sheet_gap(s);
			sheet_say(s, ROLE_MUTED, 0, str_from(_(rows[i].help)));
			return;
		}
	}
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	s->left = str_from(_("Menu"));
	s->enter = _("valider");
	for (size_t i = 0; i < N_LISTED; i++) {
		add_action(u, v, s, listed[i]);
	}
	if (s->rows >= ROWS_FOR_SENTENCE) {
		add_sentence(v, s);
	}
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)a;
	if (item >= ACTION_COUNT) {
		return;
	}
	if (!works(u, v, (enum action)item)) {
		ui_say(u, ROLE_ERROR,
		       str_from(u->walk == NULL ? _("Cela sert en chemin : choisissez d'abord une "
		                                    "ligne de l'accueil.")
		                                : _("Cela ne sert pas ici, maintenant.")));
		return;
	}
	ui_close(u);
	ui_do(u, (enum action)item);
}

const struct screen screen_menu = {
	.name = "menu",
	.build = build,
	.act = act,
};
