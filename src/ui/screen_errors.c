/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps the journey from being read again, whole: while its author writes (--suivre). */
#include "ui_parts.h"

#include "i18n.h"

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	(void)v;
	s->left = str_from(_("Ce qui empêche de relire le parcours"));
	s->enter = _("fermer");
	sheet_written(s, ROLE_TEXT, buf_str(&u->all_errors));
	sheet_gap(s);
	sheet_button(s, 0, _("Fermer"));
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	(void)item;
	ui_close(u);
}

const struct screen screen_errors = {
	.name = "erreurs",
	.build = build,
	.act = act,
};
