/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen. Its lines are made anew each time: what they hold may have changed. */
#include "dialogue_parts.h"

#include "day.h"
#include "i18n.h"

enum row_kind {
	ROW_CARNET,
	ROW_DOOR,
	ROW_BEGIN,
	ROW_NEW,
};

struct row {
	enum row_kind kind;
	size_t index; /* of a carnet, of a door */
	bool is_quiet;
};

static struct row *make_rows(struct dialogue *d, size_t *ret_n)
{
	const struct journey *j = d->setup.journey;
	struct row *rows = arena_array(&d->turn, d->n_carnets + j->n_doors + 2, sizeof *rows);
	size_t n = 0;
	for (size_t i = 0; i < d->n_carnets; i++) {
		rows[n++] = (struct row){.kind = ROW_CARNET, .index = i};
	}
	for (size_t i = 0; i < j->n_doors; i++) {
		if (!j->doors[i].quiet) {
			rows[n++] = (struct row){.kind = ROW_DOOR, .index = i};
		}
	}
	if (d->n_carnets > 0) {
		rows[n++].kind = ROW_NEW;
	} else if (j->n_doors == 0) {
		rows[n++].kind = ROW_BEGIN;
	}
	for (size_t i = 0; i < j->n_doors; i++) {
		if (j->doors[i].quiet) {
			rows[n++] = (struct row){.kind = ROW_DOOR, .index = i, .is_quiet = true};
		}
	}
	*ret_n = n;
	return rows;
}

static void add_day(struct buf *label, const struct dialogue *d, struct day when)
{
	if (when.date.year != 0) {
		buf_add(label, STR(" ("));
		day_add(label, d->setup.today, when);
		buf_add(label, STR(")"));
	}
}

/* « Reprendre : Le point d'eau (mardi) »; the others by their name. */
static void add_carnet(struct buf *label, struct dialogue *d, const struct known_carnet *c,
                       bool is_first)
{
	struct str where = said_line(&d->turn, (struct said){.source = c->where});
	struct str name = said_words(&d->turn, c->name);
	if (is_first) {
		buf_addf(label, _("Reprendre : %.*s"), STR_ARG(where.len > 0 ? where : name));
	} else {
		buf_addf(label, _("Carnet « %.*s »"), STR_ARG(name));
		if (where.len > 0) {
			buf_addf(label, " : %.*s", STR_ARG(where));
		}
	}
	add_day(label, d, c->when);
}

static void add_door(struct buf *label, struct dialogue *d, const struct door *door)
{
	struct str name = said_line_of(&d->turn, NULL, &door->label);
	struct str summary = said_line_of(&d->turn, NULL, &door->summary);
	buf_add(label, name);
	if (summary.len > 0) {
		buf_addf(label, "%s %.*s", str_ends(name, STR(".")) ? "" : ".", STR_ARG(summary));
	}
}

static struct str row_label(struct dialogue *d, const struct row *row, size_t i)
{
	struct buf b = {0};
	switch (row->kind) {
	case ROW_CARNET:
		add_carnet(&b, d, &d->carnets[row->index], i == 0);
		break;
	case ROW_DOOR:
		add_door(&b, d, &d->setup.journey->doors[row->index]);
		break;
	case ROW_BEGIN:
		buf_add(&b, str_from(_("Commencer")));
		break;
	case ROW_NEW:
		buf_add(&b, str_from(_("Un nouveau carnet")));
		break;
	}
	struct str label = arena_str(&d->turn, buf_str(&b));
	buf_finish(&b);
	return label;
}

void home_show(struct dialogue *d)
{
	const struct journey *j = d->setup.journey;
	const struct text *text = j->home.source.len > 0 ? &j->home : &j->summary;
	size_t n;
	const struct row *rows = make_rows(d, &n);
	paper_sayf(&d->paper, "%.*s", STR_ARG(said_line_of(&d->turn, NULL, &j->title)));
	paper_block(&d->paper);
	paper_said(&d->paper, said_make(&d->turn, NULL, text));
	paper_block(&d->paper);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && rows[i].is_quiet && !rows[i - 1].is_quiet) {
			paper_block(&d->paper);
		}
		paper_numbered(&d->paper, i + 1, row_label(d, &rows[i], i));
	}
	paper_block(&d->paper);
	paper_say(&d->paper, _("Tapez un numéro puis Entrée. « ? » pour l'aide, « quitter » pour "
	                       "sortir."));
}

void home_prompt(struct dialogue *d, struct buf *prompt)
{
	size_t n;
	(void)make_rows(d, &n);
	prompt_choice(prompt, _("Votre choix"), n);
	buf_add(prompt, str_from(_(", ou ? :")));
}

/* --- What a line of it does ------------------------------------------------------- */

/* To a step: in the last carnet, else in a new one. */
static void go_to(struct dialogue *d, step_id to)
{
	if (d->n_carnets > 0) {
		dialogue_wish(d, WISH_OPEN_CARNET, d->carnets[0].name, to);
	} else {
		dialogue_wish(d, WISH_NEW_CARNET, (struct str){0}, to);
	}
}

static void take_door(struct dialogue *d, const struct door *door)
{
	if (door->catalogue) {
		catalogue_open(d);
	} else if (door->journey.len > 0) {
		dialogue_wish(d, WISH_OPEN_JOURNEY, door->journey, STEP_NONE);
	} else {
		go_to(d, door->to);
	}
}

static void take(struct dialogue *d, const struct row *row)
{
	switch (row->kind) {
	case ROW_CARNET:
		dialogue_wish(d, WISH_OPEN_CARNET, d->carnets[row->index].name, STEP_NONE);
		break;
	case ROW_DOOR:
		take_door(d, &d->setup.journey->doors[row->index]);
		break;
	case ROW_BEGIN:
		dialogue_wish(d, WISH_NEW_CARNET, (struct str){0}, d->setup.journey->start);
		break;
	case ROW_NEW:
		dialogue_open(d, PAGE_NAME);
		dialogue_show(d);
		break;
	}
}

/* A door is also taken by its label alone, a carnet by its name. */
static bool is_meant(struct dialogue *d, const struct row *row, size_t i, struct str line)
{
	if (row->kind == ROW_CARNET && words_same(line, d->carnets[row->index].name)) {
		return true;
	}
	if (row->kind == ROW_DOOR) {
		const struct door *door = &d->setup.journey->doors[row->index];
		return words_same(line, said_line_of(&d->turn, NULL, &door->label));
	}
	return words_same(line, row_label(d, row, i));
}

void home_line(struct dialogue *d, struct str line)
{
	size_t n;
	const struct row *rows = make_rows(d, &n);
	uint32_t number;
	if (words_number(line, &number) && number >= 1 && number <= n) {
		take(d, &rows[number - 1]);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (is_meant(d, &rows[i], i, line)) {
			take(d, &rows[i]);
			return;
		}
	}
	help_misread_choice(d, line, n);
}

/* --- The name of a new carnet ----------------------------------------------------- */

void name_show(struct dialogue *d)
{
	paper_say(&d->paper, _("Un nouveau carnet. Comment l'appeler ?"));
}

void name_prompt(struct dialogue *d, struct buf *prompt)
{
	(void)d;
	buf_add(prompt, str_from(_("Son nom, Entrée pour en recevoir un, ou ? :")));
}

void name_line(struct dialogue *d, struct str line)
{
	dialogue_wish(d, WISH_NEW_CARNET, str_trim(words_literal(line)), d->setup.journey->start);
}
