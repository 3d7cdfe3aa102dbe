/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note: the prompt, the editor, « [ Terminé ] ». */
#include "step_parts.h"

#include "i18n.h"

enum {
	NOTE_ROWS = 5, /* of the field, before anything is typed */
};

static void build_note(const struct ui *u, const struct view *v, const struct scene *scene,
                       struct sheet *s)
{
	const struct step_state *state = v->state;
	if (!said_is_empty(scene->question)) {
		sheet_say(s, ROLE_TITLE, scene->title.len > 0 ? 0 : CELL_BOLD,
		          said_line(s->arena, scene->question));
		sheet_gap(s);
	}
	s->begins_at_focus = u->visit->stage == VISIT_RETOUCH || visit_is_editing(u->visit);
	s->enter = v->focus == STEP_ITEM_GO ? _("terminer") : _("à la ligne");
	editor_show(&state->pad.editor, s, STEP_ITEM_FIELD, !u->read_only,
	            s->rows > 2 * NOTE_ROWS ? NOTE_ROWS : 1);
	sheet_gap(s);
	step_add_go(s, _("Terminé"));
}

static void begin_note(struct ui *u, struct view *v)
{
	struct step_state *state = v->state;
	pad_open(&state->pad, &u->visit->draft);
}

static bool can_note(const struct ui *u, const struct view *v, enum action a)
{
	const struct step_state *state = v->state;
	(void)u;
	return a == ACTION_UNDO && state->pad.editor.n_undo > 0;
}

static void act_note(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct step_state *state = v->state;
	if (ui_is_locked(u)) {
		return;
	}
	if (a == ACTION_UNDO) {
		(void)editor_undo(&state->pad.editor);
		u->has_pending = pad_typed(&state->pad, &u->visit->draft, &u->moves);
	} else if (item == STEP_ITEM_FIELD) {
		(void)editor_put(&state->pad.editor, STR("\n"));
		u->has_pending = pad_typed(&state->pad, &u->visit->draft, &u->moves);
	} else if (item == STEP_ITEM_GO) {
		pad_keep(&state->pad, &u->visit->draft, &u->moves);
		step_conclude(u, visit_go_on(u->visit, &u->moves), item);
	}
}

static void type_note(struct ui *u, struct view *v, uint32_t item, const struct key *key)
{
	struct step_state *state = v->state;
	(void)item;
	switch (ui_edit(u, &state->pad.editor, key)) {
	case EDITOR_CHANGED:
		u->has_pending = pad_typed(&state->pad, &u->visit->draft, &u->moves);
		break;
	case EDITOR_LEFT_DOWN:
		v->focus = STEP_ITEM_GO;
		break;
	case EDITOR_FULL:
		ui_say(u, ROLE_ERROR, str_from(_("Cette note est pleine.")));
		break;
	case EDITOR_IGNORED:
	case EDITOR_MOVED:
	case EDITOR_LEFT_UP:
		break;
	}
}

const struct step_stage step_note = {
	.build = build_note,
	.can = can_note,
	.act = act_note,
	.type = type_note,
	.begin = begin_note,
};
