/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An old answer is edited from the carnet or from a review: once that is done, or left, one is
 * back there, on the same line; unless the new answer leads elsewhere, which is said.
 */
#include "step_parts.h"

#include "i18n.h"

static void begin(struct ui *u, step_id step, uint32_t field, bool from_carnet)
{
	struct edit edit = {.is_on = true,
	                    .from_carnet = from_carnet,
	                    .step = step,
	                    .field = field,
	                    .here = walk_here(u->walk)->step,
	                    .cursor = walk_cursor(u->walk)};
	if (visit_edit(u->visit, &u->moves, step, field) == OUTCOME_OK) {
		u->edit = edit;
		screen_step_show(u);
	}
}

void step_edit_from_carnet(struct ui *u, step_id step, uint32_t field)
{
	ui_settle(u);
	begin(u, step, field, true);
}

void step_edit_from_review(struct ui *u, step_id step, uint32_t field)
{
	begin(u, step, field, false);
}

void step_edit_field(struct ui *u, uint32_t field)
{
	if (visit_edit(u->visit, &u->moves, u->edit.step, field) == OUTCOME_OK) {
		u->edit.field = field;
		screen_step_show(u);
	}
}

static bool is_corrected(const struct ui *u)
{
	for (size_t i = 0; i < u->moves.n; i++) {
		if (u->moves.list[i].kind == EVENT_CORRECT) {
			return true;
		}
	}
	return false;
}

void step_come_back(struct ui *u)
{
	struct edit edit = u->edit;
	if (!edit.is_on || visit_is_editing(u->visit)) {
		return;
	}
	u->edit = (struct edit){0};
	if (walk_here(u->walk)->step != edit.here || walk_cursor(u->walk) != edit.cursor) {
		ui_say(u, ROLE_WELL,
		       str_from(_("C'est changé, et la suite n'est plus la même : vous la "
		                  "reprenez ici.")));
		return;
	}
	if (is_corrected(u)) {
		ui_say(u, ROLE_WELL, str_from(_("C'est changé.")));
	}
	if (edit.from_carnet) {
		screen_carnet_open_at(u, edit.step, edit.field);
	} else {
		step_review_focus(u, edit.step, edit.field);
	}
}
