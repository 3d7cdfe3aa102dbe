/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Quitter ? », said once; the same key again is a yes. */
#include "ui_parts.h"

#include "i18n.h"

enum {
	ITEM_LEAVE,
	ITEM_STAY,
};

/* What it says of what is saved is true of what is being typed too. */
static void *open_quit(struct ui *u)
{
	ui_keep_typing(u);
	return NULL;
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	(void)v;
	s->enter = _("valider");
	sheet_say(s, ROLE_TITLE, CELL_BOLD, str_from(_("Quitter ?")));
	sheet_gap(s);
	if (u->problem.len > 0) {
		sheet_sayf(s, ROLE_ERROR,
		           _("Vos dernières réponses ne sont pas enregistrées : %.*s"),
		           STR_ARG(ui_told_here(u, s->arena, buf_str(&u->problem))));
	} else if (u->setup.is_trial) {
		sheet_say(s, ROLE_TEXT, 0, str_from(_("C'est un essai : rien n'en est gardé.")));
	} else if (u->walk != NULL && !u->read_only) {
		sheet_say(s, ROLE_TEXT, 0,
		          str_from(_("Tout est enregistré : le carnet garde la place.")));
	}
	sheet_gap(s);
	sheet_choice(s, &(struct sheet_choice){
				.id = ITEM_LEAVE,
				.number = 1,
				.label = str_from(u->problem.len > 0 ? _("Quitter quand même")
	                                                             : _("Quitter")),
			});
	sheet_choice(s, &(struct sheet_choice){
				.id = ITEM_STAY, .number = 2, .label = str_from(_("Rester"))});
}

static bool can(const struct ui *u, const struct view *v, enum action a)
{
	(void)u;
	(void)v;
	return a == ACTION_TAKE || a == ACTION_QUIT;
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	if (a == ACTION_TAKE && item == ITEM_STAY) {
		ui_close(u);
	} else {
		ui_settle(u);
		ui_wish(u, WISH_LEAVE, (struct str){0}, STEP_NONE);
	}
}

const struct screen screen_quit = {
	.name = "quitter",
	.open = open_quit,
	.build = build,
	.can = can,
	.act = act,
};
