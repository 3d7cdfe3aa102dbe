/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made anew each time: what the lines hold may have changed. */
#include "start.h"

#include "day.h"
#include "i18n.h"
#include "said.h"

static void add_day(struct buf *label, struct day today, struct day when)
{
	if (when.date.year != 0) {
		buf_add(label, STR(" ("));
		day_add(label, today, when);
		buf_add(label, STR(")"));
	}
}

/* « Reprendre : Le point d'eau »; whose, where there are several: a name, else empty. */
static void add_resume(struct buf *label, bool has_arrived, struct str whose, struct str where)
{
	if (whose.len > 0) {
		buf_addf(label,
		         has_arrived ? _("Relire la dernière page de « %.*s » : %.*s")
		                     : _("Reprendre « %.*s » : %.*s"),
		         STR_ARG(whose), STR_ARG(where));
	} else {
		buf_addf(label,
		         has_arrived ? _("Relire la dernière page : %.*s") : _("Reprendre : %.*s"),
		         STR_ARG(where));
	}
}

/* « Reprendre : Le point d'eau (mardi) »; the others by their name. */
static void label_carnet(struct start_row *row, struct arena *arena, const struct start_of *of)
{
	const struct known_carnet *c = &of->carnets[row->index];
	struct buf b = {0};
	struct str where = said_line(arena, (struct said){.source = c->where});
	struct str name = said_words(arena, c->name);
	if (c->is_unreadable) {
		buf_addf(&b, _("Carnet « %.*s », qui ne se lit pas"), STR_ARG(name));
	} else if (row->index == 0) {
		add_resume(&b, c->has_arrived, of->n_carnets > 1 ? name : (struct str){0},
		           where.len > 0 ? where : name);
	} else {
		buf_addf(&b, _("Carnet « %.*s »"), STR_ARG(name));
		if (where.len > 0) {
			buf_addf(&b, " : %.*s", STR_ARG(where));
		}
	}
	add_day(&b, of->today, c->when);
	row->label = arena_str(arena, buf_str(&b));
	buf_finish(&b);
}

/* « Est-ce fait ? »; whose, where there are several. */
static void label_due(struct start_row *row, struct arena *arena, const struct start_of *of)
{
	const struct known_carnet *c = &of->carnets[row->index];
	struct buf b = {0};
	buf_add(&b, c->due);
	if (of->n_carnets > 1) {
		buf_addf(&b, _(" (carnet « %.*s »)"), STR_ARG(said_words(arena, c->name)));
	}
	row->label = arena_str(arena, buf_str(&b));
	buf_finish(&b);
}

static void label_row(struct start_row *row, struct arena *arena, const struct start_of *of)
{
	const struct door *door;
	switch (row->kind) {
	case START_DUE:
		label_due(row, arena, of);
		break;
	case START_CARNET:
		label_carnet(row, arena, of);
		break;
	case START_DOOR:
		door = &of->journey->doors[row->index];
		row->label = said_line_of(arena, NULL, &door->label);
		row->summary = said_line_of(arena, NULL, &door->summary);
		break;
	case START_BEGIN:
		row->label = str_from(_("Commencer"));
		break;
	case START_NEW:
		row->label = str_from(_("Un nouveau carnet"));
		break;
	}
}

struct start_row *start_rows(struct arena *arena, const struct start_of *of, size_t *ret_n)
{
	const struct journey *j = of->journey;
	struct start_row *rows =
		arena_array(arena, 2 * of->n_carnets + j->n_doors + 2, sizeof *rows);
	size_t n = 0;
	for (size_t i = 0; i < of->n_carnets; i++) {
		if (of->carnets[i].due.len > 0) {
			rows[n++] = (struct start_row){.kind = START_DUE, .index = i};
		}
	}
	for (size_t i = 0; i < of->n_carnets; i++) {
		rows[n++] = (struct start_row){.kind = START_CARNET, .index = i};
	}
	for (size_t i = 0; i < j->n_doors; i++) {
		if (!j->doors[i].quiet) {
			rows[n++] = (struct start_row){.kind = START_DOOR, .index = i};
		}
	}
	if (of->n_carnets > 0) {
		rows[n++].kind = START_NEW;
	} else if (j->n_doors == 0) {
		rows[n++].kind = START_BEGIN;
	}
	for (size_t i = 0; i < j->n_doors; i++) {
		if (j->doors[i].quiet) {
			rows[n++] = (struct start_row){
				.kind = START_DOOR, .index = i, .is_quiet = true};
		}
	}
	for (size_t i = 0; i < n; i++) {
		label_row(&rows[i], arena, of);
	}
	*ret_n = n;
	return rows;
}

/* To a step: in the last carnet that can be read, else in a new one. */
static struct start_wish go_to(const struct start_of *of, step_id to)
{
	bool has_one = of->n_carnets > 0 && !of->carnets[0].is_unreadable;
	return has_one ? (struct start_wish){WISH_OPEN_CARNET, of->carnets[0].name, to}
	               : (struct start_wish){WISH_NEW_CARNET, {0}, to};
}

struct start_wish start_keep(const struct start_of *of)
{
	struct start_wish wish = go_to(of, of->journey->start);
	wish.start = wish.wish == WISH_OPEN_CARNET ? STEP_NONE : wish.start;
	return wish;
}

enum start_act start_take(const struct start_of *of, const struct start_row *row,
                          struct start_wish *ret_wish)
{
	const struct door *door;
	switch (row->kind) {
	case START_DUE:
		*ret_wish = (struct start_wish){WISH_OPEN_CARNET, of->carnets[row->index].name,
		                                of->carnets[row->index].due_at};
		break;
	case START_CARNET:
		*ret_wish = (struct start_wish){WISH_OPEN_CARNET, of->carnets[row->index].name,
		                                STEP_NONE};
		break;
	case START_BEGIN:
		*ret_wish = (struct start_wish){WISH_NEW_CARNET, {0}, of->journey->start};
		break;
	case START_NEW:
		return START_ACT_NAME;
	case START_DOOR:
		door = &of->journey->doors[row->index];
		if (door->catalogue) {
			return START_ACT_CATALOGUE;
		}
		*ret_wish = door->journey.len > 0 ? (struct start_wish){WISH_OPEN_JOURNEY,
		                                                        door->journey, STEP_NONE}
		                                  : go_to(of, door->to);
		break;
	}
	return START_ACT_WISH;
}
