/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To a room: the start screen, a fork of its doors; what is said before a walk goes on. */
#include "room.h"

#include "i18n.h"
#include "start.h"

static struct start_of start_of(const struct ui *u)
{
	return (struct start_of){u->setup.journey, u->carnets, u->n_carnets, u->setup.today};
}

/* The catalogue is for leafing through alone; what one had promised is no one else's business. */
static bool is_for_room(const struct ui *u, const struct start_row *row)
{
	bool is_catalogue =
		row->kind == START_DOOR && u->setup.journey->doors[row->index].catalogue;
	return row->kind != START_TELL && !is_catalogue;
}

static void build_home(const struct ui *u, const struct view *v, struct room *r)
{
	const struct journey *j = u->setup.journey;
	const struct text *text = j->home.source.len > 0 ? &j->home : &j->summary;
	struct start_of of = start_of(u);
	size_t n;
	const struct start_row *rows = start_rows(r->arena, &of, &n);
	(void)v;
	room_add_large(r, room_opening(r), said_line_of(r->arena, NULL, &j->title));
	sheet_prose(room_begin(r), ROLE_TEXT, said_make(r->arena, NULL, text));
	r->title = said_line_of(r->arena, NULL, &j->title);
	for (size_t i = 0; i < n; i++) {
		if (is_for_room(u, &rows[i])) {
			room_add_choice(r, (uint32_t)i, rows[i].label, rows[i].summary, false);
		}
	}
}

static void stay(struct ui *u, struct view *v)
{
	(void)u;
	(void)v;
}

static bool back_home(struct ui *u, struct view *v)
{
	(void)u;
	(void)v;
	return false;
}

static void take_home(struct ui *u, struct view *v, uint32_t choice)
{
	struct start_of of = start_of(u);
	struct start_wish wish;
	size_t n;
	const struct start_row *rows = start_rows(&u->turn_arena, &of, &n);
	(void)v;
	if (choice >= n) {
		return;
	}
	if (start_take(&of, &rows[choice], &wish) == START_ACT_WISH) {
		ui_wish(u, wish.wish, wish.name, wish.start);
	} else if (rows[choice].kind == START_NEW) {
		ui_wish(u, WISH_NEW_CARNET, (struct str){0}, u->setup.journey->start);
	}
}

const struct room_part room_home = {build_home, stay, back_home, take_home};

/* --- Before the walk goes on -------------------------------------------------------- */

/* What it says on one's own, in pages. */
static void build_arrival(const struct ui *u, const struct view *v, struct room *r)
{
	struct sheet *s = room_begin(r);
	v->screen->build(u, v, s);
	r->title = s->left;
	s->n = s->n_items > 0 && s->items[0].first > 0 ? s->items[0].first : s->n;
}

static void close_it(struct ui *u, struct view *v)
{
	(void)v;
	ui_close(u);
}

static void take_nothing(struct ui *u, struct view *v, uint32_t choice)
{
	(void)u;
	(void)v;
	(void)choice;
}

const struct room_part room_arrival = {build_arrival, close_it, back_home, take_nothing};
