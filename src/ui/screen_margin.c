/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note in the margin of the step where one is. Closing it, in any way, keeps it. */
#include "ui_parts.h"

#include "i18n.h"
#include "mem.h"
#include "pad.h"

enum {
	ITEM_FIELD,
	ITEM_DONE,
	MARGIN_ROWS = 5, /* of the field, before anything is typed */
};

struct margin {
	struct draft draft;
	struct pad pad;
};

static void *open_margin(struct ui *u)
{
	struct margin *m = mem_alloc(sizeof *m);
	draft_open(&m->draft, u->walk, visit_step(u->visit)->id, STR("marge"));
	pad_open(&m->pad, &m->draft);
	return m;
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct margin *m = v->state;
	s->left = said_line_of(s->arena, NULL, &u->setup.journey->title);
	s->begins_at_focus = true;
	s->enter = v->focus == ITEM_DONE ? _("terminer") : _("à la ligne");
	sheet_sayf(s, ROLE_TITLE, _("Note en marge de : %.*s"),
	           STR_ARG(scene_title(s->arena, u->visit->walk, walk_here(u->visit->walk)->step)));
	sheet_gap(s);
	editor_show(&m->pad.editor, s, ITEM_FIELD, true,
	            s->rows > 2 * MARGIN_ROWS ? MARGIN_ROWS : 1);
	sheet_gap(s);
	sheet_button(s, ITEM_DONE, _("Terminé"));
}

static bool can(const struct ui *u, const struct view *v, enum action a)
{
	(void)u;
	(void)v;
	return a == ACTION_TAKE || a == ACTION_UNDO;
}

static void keep_later(struct ui *u, struct margin *m)
{
	u->has_pending = pad_typed(&m->pad, &m->draft, &u->moves);
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct margin *m = v->state;
	if (a == ACTION_UNDO) {
		(void)editor_undo(&m->pad.editor);
		keep_later(u, m);
	} else if (item == ITEM_FIELD) {
		(void)editor_put(&m->pad.editor, STR("\n"));
		keep_later(u, m);
	} else {
		ui_close(u);
	}
}

static void type(struct ui *u, struct view *v, uint32_t item, const struct key *key)
{
	struct margin *m = v->state;
	(void)item;
	enum editor_result r = ui_edit(u, &m->pad.editor, key);
	if (r == EDITOR_CHANGED) {
		keep_later(u, m);
	} else if (r == EDITOR_LEFT_DOWN) {
		v->focus = ITEM_DONE;
	} else if (r == EDITOR_FULL) {
		ui_say(u, ROLE_ERROR, str_from(_("Cette note est pleine.")));
	}
}

static void tick(struct ui *u, struct view *v)
{
	struct margin *m = v->state;
	if (u->walk != NULL) {
		pad_keep(&m->pad, &m->draft, &u->moves);
	}
}

static void close_margin(struct ui *u, struct view *v)
{
	struct margin *m = v->state;
	if (u->walk != NULL) {
		bool is_new = m->draft.has_begun || m->pad.n_pending > 0;
		tick(u, v);
		draft_close(&m->draft, &u->moves);
		u->has_pending = false;
		if (is_new) {
			ui_say(u, ROLE_WELL, str_from(_("C'est noté.")));
		}
	}
	draft_finish(&m->draft);
	pad_finish(&m->pad);
	mem_free(m);
}

const struct screen screen_margin = {
	.name = "marge",
	.open = open_margin,
	.build = build,
	.can = can,
	.act = act,
	.type = type,
	.tick = tick,
	.close = close_margin,
};
