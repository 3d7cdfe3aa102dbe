/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Repartir du début ? »: no move undoes it, so it is asked first. */
#include "ui_parts.h"

#include "i18n.h"

enum {
	ITEM_RESTART,
	ITEM_STAY,
};

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	(void)u;
	(void)v;
	s->enter = _("valider");
	sheet_say(s, ROLE_TITLE, CELL_BOLD, str_from(_("Repartir du début ?")));
	sheet_gap(s);
	sheet_say(s, ROLE_TEXT, 0,
	          str_from(_("Le chemin parcouru reste dans le carnet, et vos réponses vous seront "
	                     "proposées à nouveau.")));
	sheet_gap(s);
	sheet_choice(s, &(struct sheet_choice){
				.id = ITEM_STAY, .number = 1, .label = str_from(_("Rester ici"))});
	sheet_choice(s, &(struct sheet_choice){.id = ITEM_RESTART,
	                                       .number = 2,
	                                       .label = str_from(_("Recommencer"))});
}

void screen_restart_now(struct ui *u)
{
	ui_settle(u);
	visit_restart(u->visit, &u->moves);
	screen_step_begin(u);
	ui_say(u, ROLE_WELL, str_from(_("Vous voici au début ; le carnet garde tout.")));
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	if (item != ITEM_RESTART) {
		ui_close(u);
		return;
	}
	screen_restart_now(u);
}

const struct screen screen_restart = {
	.name = "recommencer",
	.build = build,
	.act = act,
};
