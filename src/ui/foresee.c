/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * While one reads, the texts of the step that Enter leads to are laid out, so that it is there at
 * the key. A guess: nothing depends on it, and where the way or an answer in it becomes another the
 * memo has a text more.
 */
#include "layout.h"
#include "room.h"
#include "ui_parts.h"

#include "event.h"

/* STEP_NONE: nothing leads on as things are, or not to a text of a screen. */
static step_id next_step(const struct ui *u)
{
	struct event go;
	bool is_reading = ui_top(u)->screen == &screen_step && !room_is_on(u) &&
	                  (u->visit->stage == VISIT_READ || u->visit->stage == VISIT_TOLD) &&
	                  !visit_is_editing(u->visit);
	if (!is_reading || walk_go(u->walk, NULL, &go) != OUTCOME_OK) {
		return STEP_NONE;
	}
	return journey_step(u->setup.journey, go.to);
}

void ui_foresee(struct ui *u)
{
	step_id next = u->foresees ? next_step(u) : STEP_NONE;
	u->foresees = false;
	if (next == STEP_NONE) {
		return;
	}
	const struct step *step = &u->setup.journey->steps[next];
	const struct facts *facts = walk_facts(u->walk, true);
	struct sheet s = layout_sheet(u, layout_cols(u));
	sheet_prose(&s, ROLE_TEXT, said_make(s.arena, facts, &step->body));
	if (step->sighting != NULL) {
		sheet_quote(&s, ROLE_QUOTE, said_make(s.arena, facts, &step->sighting->scene));
		if (step->n_options == 0) {
			sheet_prose(&s, ROLE_TEXT,
			            said_make(s.arena, facts, &step->sighting->story));
		}
	}
}
