/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen; its lines are start.h's. */
#include "dialogue_parts.h"

#include "i18n.h"
#include "start.h"

static struct start_of start_of(struct dialogue *d)
{
	return (struct start_of){d->setup.journey, d->carnets, d->n_carnets, d->setup.today};
}

static struct start_row *make_rows(struct dialogue *d, size_t *ret_n)
{
	struct start_of of = start_of(d);
	return start_rows(&d->turn, &of, ret_n);
}

/* « Commencer doucement. Cinq minutes. » */
static struct str row_label(struct dialogue *d, const struct start_row *row)
{
	struct buf b = {0};
	buf_add(&b, row->label);
	if (row->summary.len > 0) {
		buf_addf(&b, "%s %.*s", str_ends(row->label, STR(".")) ? "" : ".",
		         STR_ARG(row->summary));
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
	struct start_of of = start_of(d);
	const struct start_row *rows = start_rows(&d->turn, &of, &n);
	paper_sayf(&d->paper, "%.*s", STR_ARG(said_line_of(&d->turn, NULL, &j->title)));
	paper_block(&d->paper);
	paper_said(&d->paper, said_make(&d->turn, NULL, text));
	paper_block(&d->paper);
	for (size_t i = 0; i < n; i++) {
		bool begins = i == 0 || rows[i].kind != rows[i - 1].kind;
		bool follows = i > 0 && (rows[i].is_quiet != rows[i - 1].is_quiet ||
		                         (begins && rows[i - 1].kind == START_TELL));
		if (begins && rows[i].kind == START_TELL) {
			paper_block(&d->paper);
			paper_sayf(&d->paper, "%.*s", STR_ARG(start_question(&d->turn, &of)));
		} else if (follows) {
			paper_block(&d->paper);
		}
		paper_numbered(&d->paper, i + 1, row_label(d, &rows[i]));
	}
	paper_block(&d->paper);
	paper_say(
		&d->paper,
		_("Tapez un numéro puis Entrée. « aide » pour savoir quoi taper, « quitter » pour "
	          "sortir."));
}

void home_prompt(struct dialogue *d, struct buf *prompt)
{
	size_t n;
	(void)make_rows(d, &n);
	prompt_choice(prompt, _("Votre choix"), n);
	buf_add(prompt, str_from(_(", ou « aide » :")));
}

/* --- What a line of it does ------------------------------------------------------- */

static void take(struct dialogue *d, const struct start_row *row)
{
	struct start_of of = start_of(d);
	struct start_wish wish;
	switch (start_take(&of, row, &wish)) {
	case START_ACT_WISH:
		d->told = wish.told;
		dialogue_wish(d, wish.wish, wish.name, wish.start);
		break;
	case START_ACT_CATALOGUE:
		catalogue_open(d);
		break;
	case START_ACT_NAME:
		dialogue_open(d, PAGE_NAME);
		dialogue_show(d);
		break;
	}
}

/* A door is also taken by its label alone, a carnet by its name. */
static bool is_meant(struct dialogue *d, const struct start_row *row, struct str line)
{
	if (row->kind == START_CARNET && words_same(line, d->carnets[row->index].name)) {
		return true;
	}
	return words_same(line, row->kind == START_DOOR ? row->label : row_label(d, row));
}

/* The one whose label begins so; NULL: none, or two. */
static const struct start_row *only_beginning(const struct start_row *rows, size_t n,
                                              struct str line)
{
	const struct start_row *found = NULL;
	for (size_t i = 0; i < n; i++) {
		if (words_begin(line, rows[i].label)) {
			if (found != NULL) {
				return NULL;
			}
			found = &rows[i];
		}
	}
	return found;
}

void home_line(struct dialogue *d, struct str line)
{
	size_t n;
	const struct start_row *rows = make_rows(d, &n);
	uint32_t number;
	if (words_number(line, &number) && number >= 1 && number <= n) {
		take(d, &rows[number - 1]);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (is_meant(d, &rows[i], line)) {
			take(d, &rows[i]);
			return;
		}
	}
	const struct start_row *row = only_beginning(rows, n, line);
	if (row != NULL) {
		take(d, row);
		return;
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
	buf_add(prompt, str_from(_("Son nom, Entrée pour en recevoir un, ou « aide » :")));
}

void name_line(struct dialogue *d, struct str line)
{
	dialogue_wish(d, WISH_NEW_CARNET, str_trim(words_literal(line)), d->setup.journey->start);
}
