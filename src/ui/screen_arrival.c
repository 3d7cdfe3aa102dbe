/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before the first step of a run: what reading the carnet showed, « Jusqu'ici », where what
 * is written is kept: before a room, not in which file. It is not opened where it has nothing
 * to say.
 */
#include "ui_parts.h"

#include "i18n.h"
#include "mem.h"
#include "room.h"
#include "so_far.h"

struct arrival {
	struct buf remarks;
	bool is_resumed, tells_where;
	bool goes_on; /* to another step than the one where the carnet was left */
	bool has_arrived;
};

enum {
	ITEM_ON,
	ITEM_RESTART,
};

static void build_where(const struct ui *u, struct sheet *s)
{
	struct str path = ui_carnet_path(u, s->arena);
	sheet_gap(s);
	if (u->setup.is_trial) {
		sheet_say(s, ROLE_TEXT, 0,
		          str_from(_("Un essai : le parcours est relu chaque fois que vous "
		                     "l'enregistrez, et rien de ce que vous tapez ici n'est "
		                     "gardé.")));
		return;
	}
	if (u->projects && path.len > 0) {
		sheet_say(s, ROLE_TEXT, 0,
		          str_from(_("Vos réponses sont gardées sur cet ordinateur.")));
		sheet_gap(s);
		sheet_say(s, ROLE_TEXT, 0, str_from(_("Rien n'en sort.")));
		return;
	}
	if (path.len > 0) {
		sheet_say(s, ROLE_TEXT, 0,
		          str_from(_("Vos réponses sont gardées dans ce fichier, votre carnet :")));
		sheet_address(s, path);
	} else {
		sheet_say(
			s, ROLE_TEXT, 0,
			str_from(_("Ce voyage ne pourra pas être gardé d'une fois sur l'autre.")));
	}
	sheet_gap(s);
	sheet_say(s, ROLE_TEXT, 0,
	          str_from(_("Rien de ce que vous écrivez ne quitte cet ordinateur.")));
}

static void build_so_far(const struct ui *u, struct sheet *s)
{
	size_t n;
	const struct so_far *list = so_far_make(s->arena, u->walk, &n);
	if (n == 0) {
		return;
	}
	sheet_gap(s);
	sheet_say(s, ROLE_TITLE, CELL_BOLD, str_from(_("Jusqu'ici")));
	sheet_gap(s);
	for (size_t i = 0; i < n; i++) {
		sheet_hang(s, glyph_str(GLYPH_BULLET, s->ascii), ROLE_TEXT,
		           said_pair(s->arena, list[i].title, list[i].answer));
	}
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct arrival *a = v->state;
	s->left = said_line_of(s->arena, NULL, &u->setup.journey->title);
	s->enter = _("continuer");
	sheet_written(s, ROLE_TEXT, buf_str(&a->remarks));
	if (a->tells_where) {
		build_where(u, s);
	}
	if (a->is_resumed) {
		build_so_far(u, s);
	}
	sheet_gap(s);
	if (a->has_arrived) {
		sheet_button(s, ITEM_ON, _("Relire la dernière page"));
		sheet_button(s, ITEM_RESTART, _("Recommencer"));
	} else {
		sheet_button(s, ITEM_ON,
		             !a->is_resumed ? _("Commencer")
		             : a->goes_on   ? _("Continuer")
		                            : _("Reprendre"));
	}
}

static bool can(const struct ui *u, const struct view *v, enum action a)
{
	(void)u;
	(void)v;
	return a == ACTION_TAKE || a == ACTION_BACK;
}

/* The step is on from here: back is to the start screen. */
static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	if (a == ACTION_BACK) {
		ui_do(u, ACTION_HOME);
		return;
	}
	ui_close(u);
	if (item == ITEM_RESTART) {
		screen_restart_now(u);
	}
}

static void close_arrival(struct ui *u, struct view *v)
{
	struct arrival *a = v->state;
	(void)u;
	buf_finish(&a->remarks);
	mem_free(a);
}

const struct screen screen_arrival = {
	.name = "arrivée",
	.room = &room_arrival,
	.build = build,
	.can = can,
	.act = act,
	.close = close_arrival,
};

void screen_arrival_open(struct ui *u, const struct walk_entry *entry)
{
	size_t n = 0;
	bool tells_where = !u->has_told_where && (!entry->resumed || entry->jump != STEP_NONE);
	if (entry->resumed) {
		(void)so_far_make(&u->turn_arena, u->walk, &n);
	}
	if (entry->remarks.len == 0 && n == 0 && !tells_where) {
		return;
	}
	struct arrival *a = mem_alloc(sizeof *a);
	buf_add(&a->remarks, entry->remarks);
	a->is_resumed = n > 0;
	a->tells_where = tells_where;
	a->goes_on = entry->jump != STEP_NONE;
	const struct step *here = walk_step(u->walk);
	a->has_arrived = a->is_resumed && !a->goes_on && !entry->read_only &&
	                 here->kind == STEP_ENDING && here->success;
	u->has_told_where = u->has_told_where || tells_where;
	(void)ui_push(u, &screen_arrival, a);
}
