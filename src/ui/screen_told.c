/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence that a small window has no room for beside what it is about. */
#include "ui_parts.h"

#include "i18n.h"
#include "mem.h"

struct told {
	struct buf sentence;
	enum role role;
};

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct told *t = v->state;
	s->left = str_from(_("À savoir"));
	s->enter = _("fermer");
	sheet_say(s, t->role, 0, ui_told_here(u, s->arena, buf_str(&t->sentence)));
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

static void close_told(struct ui *u, struct view *v)
{
	struct told *t = v->state;
	(void)u;
	buf_finish(&t->sentence);
	mem_free(t);
}

const struct screen screen_told = {
	.name = "dit",
	.build = build,
	.act = act,
	.close = close_told,
};

void screen_told_open(struct ui *u, enum role role, struct str sentence)
{
	struct told *t = mem_alloc(sizeof *t);
	t->role = role;
	buf_add(&t->sentence, sentence);
	(void)ui_push(u, &screen_told, t);
}
