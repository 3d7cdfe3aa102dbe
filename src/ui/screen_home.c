/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen: the carnet to take up again, the doors; and the name of a new carnet. */
#include "ui_parts.h"

#include "i18n.h"
#include "mem.h"
#include "room.h"
#include "start.h"

static struct start_of start_of(const struct ui *u)
{
	return (struct start_of){u->setup.journey, u->carnets, u->n_carnets, u->setup.today};
}

/* --- The lines -------------------------------------------------------------------- */

static void add_row(struct sheet *s, const struct start_row *row, size_t i)
{
	sheet_choice(s, &(struct sheet_choice){
				.id = (uint32_t)i,
				.number = (uint32_t)i + 1,
				.label = row->label,
				.note = row->summary,
				.role = row->is_quiet ? ROLE_MUTED : ROLE_CHOICE,
			});
}

/* A blank line between two families of lines, and round what has a summary; where there is
 * room for it. */
static bool needs_gap(const struct start_row *above, const struct start_row *below)
{
	return above->kind != below->kind || above->is_quiet != below->is_quiet ||
	       (above->summary.len > 0 && !above->is_quiet);
}

static void add_rows(struct sheet *s, const struct start_row *rows, size_t n, bool is_loose)
{
	s->highest = n;
	for (size_t i = 0; i < n; i++) {
		bool is_other = i > 0 && rows[i].is_quiet != rows[i - 1].is_quiet;
		if (i > 0 && (is_loose ? needs_gap(&rows[i - 1], &rows[i]) : is_other)) {
			sheet_gap(s);
		}
		add_row(s, &rows[i], i);
	}
}

static void add_text(const struct ui *u, struct sheet *s)
{
	const struct journey *j = u->setup.journey;
	const struct text *text = j->home.source.len > 0 ? &j->home : &j->summary;
	sheet_gap(s);
	sheet_prose(s, ROLE_TEXT, said_make(s->arena, NULL, text));
	sheet_gap(s);
}

/* In a small window the text follows the lines: the first one must be seen, with the title. */
static void add_text_and_rows(const struct ui *u, struct sheet *s, const struct start_row *rows,
                              size_t n)
{
	struct sheet tried = *s;
	add_text(u, &tried);
	add_rows(&tried, rows, n, true);
	bool is_seen = n == 0 || tried.items[0].cursor_line < s->rows;
	if (is_seen) {
		add_text(u, s);
	} else if (s->rows > 2 * s->n) {
		sheet_gap(s);
	}
	add_rows(s, rows, n, tried.n <= s->rows);
	if (!is_seen) {
		add_text(u, s);
	}
}

static void build_home(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct journey *j = u->setup.journey;
	struct start_of of = start_of(u);
	size_t n;
	const struct start_row *rows = start_rows(s->arena, &of, &n);
	(void)v;
	s->enter = _("valider");
	s->is_spoken = u->n_carnets == 0;
	s->left = str_from("safari");
	sheet_say(s, ROLE_TITLE, CELL_BOLD, said_line_of(s->arena, NULL, &j->title));
	add_text_and_rows(u, s, rows, n);
	sheet_gap(s);
	sheet_say(s, ROLE_MUTED, 0, str_from(_("Lecteur d'écran : touche T")));
}

static void act_home(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct start_of of = start_of(u);
	struct start_wish wish;
	size_t n;
	const struct start_row *rows = start_rows(&u->turn_arena, &of, &n);
	(void)v;
	(void)a;
	if (item >= n) {
		return;
	}
	switch (start_take(&of, &rows[item], &wish)) {
	case START_ACT_WISH:
		ui_wish(u, wish.wish, wish.name, wish.start);
		break;
	case START_ACT_CATALOGUE:
		ui_do(u, ACTION_RESOURCES);
		break;
	case START_ACT_NAME:
		ui_open(u, &screen_name);
		break;
	}
}

const struct screen screen_home = {
	.name = "accueil",
	.room = &room_home,
	.build = build_home,
	.act = act_home,
};

/* --- The name of a new carnet ----------------------------------------------------- */

enum {
	ITEM_FIELD,
	ITEM_DONE,
};

static void *open_name(struct ui *u)
{
	(void)u;
	return mem_alloc(sizeof(struct editor));
}

static void build_name(const struct ui *u, const struct view *v, struct sheet *s)
{
	s->enter = _("commencer");
	s->begins_at_focus = true;
	s->left = said_line_of(s->arena, NULL, &u->setup.journey->title);
	sheet_say(s, ROLE_TITLE, CELL_BOLD, str_from(_("Un nouveau carnet")));
	sheet_gap(s);
	sheet_say(s, ROLE_TEXT, 0, str_from(_("Comment l'appeler ? Sans nom, il en reçoit un.")));
	sheet_gap(s);
	editor_show(v->state, s, ITEM_FIELD, true, 1);
	sheet_gap(s);
	sheet_button(s, ITEM_DONE, _("Commencer"));
}

static bool can_name(const struct ui *u, const struct view *v, enum action a)
{
	(void)u;
	(void)v;
	return a == ACTION_TAKE || a == ACTION_UNDO;
}

static void act_name(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct editor *e = v->state;
	(void)item;
	if (a == ACTION_UNDO) {
		(void)editor_undo(e);
		return;
	}
	ui_wish(u, WISH_NEW_CARNET, str_trim(buf_str(&e->text)), u->setup.journey->start);
}

static void type_name(struct ui *u, struct view *v, uint32_t item, const struct key *key)
{
	(void)item;
	enum editor_result r = ui_edit(u, v->state, key);
	if (r == EDITOR_LEFT_DOWN) {
		v->focus = ITEM_DONE;
	}
}

static void close_name(struct ui *u, struct view *v)
{
	(void)u;
	editor_finish(v->state);
	mem_free(v->state);
}

const struct screen screen_name = {
	.name = "nom",
	.open = open_name,
	.build = build_name,
	.can = can_name,
	.act = act_name,
	.type = type_name,
	.close = close_name,
};
