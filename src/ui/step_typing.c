/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed in the fields of a step and not given yet: kept as notes are, see unsent.h. */
#include "step_parts.h"

#include "mem.h"
#include "unsent.h"

void step_begin_typing(struct step_state *state, uint32_t n)
{
	if (state->n_typings == 0) {
		state->typings = mem_array(n, sizeof *state->typings);
		state->n_typings = n;
	}
}

bool step_resume_typing(const struct ui *u, struct step_typing *t, uint32_t field,
                        const struct answer *given)
{
	struct str text = unsent_text(u->visit->live, visit_step(u->visit), field, given);
	if (text.len > 0) {
		editor_set(&t->editor, text);
		t->is_touched = t->is_resumed = true;
	}
	return text.len > 0;
}

void step_keep_typed(struct ui *u, struct view *v)
{
	struct step_state *state = v->state;
	bool has_fields = state->stage == VISIT_FIELD;
	for (uint32_t i = 0; i < state->n_typings; i++) {
		const struct step_typing *t = &state->typings[i];
		if (t->is_touched) {
			unsent_keep(u->visit->live, &u->moves, visit_step(u->visit),
			            has_fields ? i : INDEX_NONE, buf_str(&t->editor.text));
		}
	}
	state->n_pending = 0;
}

void step_typed(struct ui *u, struct view *v, struct step_typing *t)
{
	struct step_state *state = v->state;
	t->is_touched = true;
	t->is_refused = false;
	if (++state->n_pending >= PAD_KEYS_AN_EVENT) {
		step_keep_typed(u, v);
	}
	u->has_pending = state->n_pending > 0;
}
