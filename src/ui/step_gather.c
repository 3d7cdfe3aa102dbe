/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A harvest, line after line; and a catalogue step. */
#include "step_parts.h"

#include "i18n.h"

/* --- A harvest -------------------------------------------------------------------- */

static struct step_typing *typing_of(const struct view *v)
{
	const struct step_state *state = v->state;
	return &state->typings[0];
}

static struct editor *editor_of(const struct view *v)
{
	return &typing_of(v)->editor;
}

static void build_harvest(const struct ui *u, const struct view *v, const struct scene *scene,
                          struct sheet *s)
{
	size_t n;
	const struct scene_line *lines = scene_harvest(s->arena, u->visit->walk, scene->step, &n);
	if (!said_is_empty(scene->question)) {
		sheet_say(s, ROLE_TITLE, scene->title.len > 0 ? 0 : CELL_BOLD,
		          said_line(s->arena, scene->question));
		sheet_gap(s);
	}
	for (size_t i = 0; i < n; i++) {
		sheet_hang(s, glyph_str(GLYPH_BULLET, s->ascii), ROLE_TEXT,
		           scene_line_words(s->arena, &lines[i]));
	}
	sheet_gap(s);
	sheet_say(s, ROLE_MUTED, 0, str_from(n == 0 ? _("Une idée par ligne") : _("Une autre")));
	editor_show(editor_of(v), s, STEP_ITEM_FIELD, !u->read_only, 1);
	sheet_gap(s);
	s->enter = v->focus == STEP_ITEM_FIELD && editor_of(v)->text.len > 0 ? _("ajouter")
	                                                                     : _("continuer");
	step_add_go(s, _("Terminé"));
	if (n > 0) {
		sheet_button(s, STEP_ITEM_TAKE_BACK, _("Ôter la dernière ligne"));
	}
}

static void begin_harvest(struct ui *u, struct view *v)
{
	struct step_state *state = v->state;
	step_begin_typing(state, 1);
	(void)step_resume_typing(u, typing_of(v), INDEX_NONE, NULL);
	v->focus = STEP_ITEM_FIELD;
}

/* The line goes to the others; the next is waited for. */
static void contribute(struct ui *u, struct view *v)
{
	struct editor *e = editor_of(v);
	struct str line = str_trim(buf_str(&e->text));
	if (line.len == 0) {
		step_keep_typed(u, v);
		step_conclude(u, visit_go_on(u->visit, &u->moves), ITEM_NONE);
		return;
	}
	enum outcome o = visit_contribute(u->visit, &u->moves, line);
	if (o == OUTCOME_OK) {
		editor_set(e, (struct str){0});
		typing_of(v)->is_touched = false;
	} else {
		step_conclude(u, o, ITEM_NONE);
	}
}

static bool can_harvest(const struct ui *u, const struct view *v, enum action a)
{
	(void)u;
	return a == ACTION_UNDO && editor_of(v)->n_undo > 0;
}

static void act_harvest(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	if (ui_is_locked(u)) {
		return;
	}
	if (a == ACTION_UNDO) {
		if (editor_undo(editor_of(v))) {
			step_typed(u, v, typing_of(v));
		}
	} else if (item == STEP_ITEM_TAKE_BACK) {
		(void)visit_erase(u->visit, &u->moves);
		v->focus = STEP_ITEM_FIELD;
	} else if (item == STEP_ITEM_FIELD || item == STEP_ITEM_GO) {
		contribute(u, v); // what is typed isn't lost by going on
	}
}

static void type_harvest(struct ui *u, struct view *v, uint32_t item, const struct key *key)
{
	(void)item;
	enum editor_result r = ui_edit(u, editor_of(v), key);
	if (r == EDITOR_CHANGED) {
		step_typed(u, v, typing_of(v));
	} else if (r == EDITOR_LEFT_DOWN) {
		v->focus = STEP_ITEM_GO;
	} else if (r == EDITOR_FULL) {
		ui_say(u, ROLE_ERROR, str_from(_("C'est trop long pour une ligne.")));
	}
}

const struct step_stage step_harvest = {
	.build = build_harvest,
	.can = can_harvest,
	.act = act_harvest,
	.type = type_harvest,
	.begin = begin_harvest,
};

/* --- A catalogue ------------------------------------------------------------------ */

static void build_catalogue(const struct ui *u, const struct view *v, const struct scene *scene,
                            struct sheet *s)
{
	const struct journey *j = u->setup.journey;
	(void)v;
	for (size_t i = 0; i < scene->shelf.n; i++) {
		const struct resource *r = &j->resources[scene->shelf.resources[i]];
		sheet_hang(s, glyph_str(GLYPH_BULLET, s->ascii), ROLE_TEXT,
		           shelf_line(s->arena, r));
	}
	sheet_gap(s);
	step_add_go(s, _("Continuer"));
}

static void act_catalogue(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	if (!ui_is_locked(u)) {
		step_conclude(u, visit_go_on(u->visit, &u->moves), item);
	}
}

const struct step_stage step_catalogue = {.build = build_catalogue, .act = act_catalogue};
