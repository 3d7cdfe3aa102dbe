/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A harvest, line after line; and a catalogue step, whose shelf is leafed through in place. */
#include "dialogue_parts.h"

#include "i18n.h"

/* --- Harvests --------------------------------------------------------------------- */

size_t harvest_say_lines(struct dialogue *d, const struct step *s)
{
	size_t n;
	const struct scene_line *lines = scene_harvest(&d->turn, d->walk, s, &n);
	for (size_t i = 0; i < n; i++) {
		paper_row(&d->paper, "-", scene_line_words(&d->turn, &lines[i]));
	}
	paper_block(&d->paper);
	return n;
}

void harvest_show(struct dialogue *d, const struct scene *s)
{
	if (!said_is_empty(s->question)) {
		paper_said(&d->paper, s->question);
		paper_block(&d->paper);
	}
	(void)harvest_say_lines(d, s->step);
}

void harvest_prompt(struct dialogue *d, struct buf *prompt)
{
	size_t n;
	(void)scene_harvest(&d->turn, d->walk, visit_step(&d->visit), &n);
	if (n == 0) {
		buf_add(prompt,
		        str_from(_("Une idée par ligne, Entrée pour passer, ou « aide » :")));
	} else {
		buf_add(prompt, str_from(_("Une autre, ou Entrée pour continuer :")));
	}
}

/* Nothing is said after a line: the next one is waited for. */
void harvest_line(struct dialogue *d, struct str line)
{
	struct str trimmed = str_trim(line);
	if (help_doubt(d, trimmed)) {
		return;
	}
	struct str literal = str_eq(trimmed, STR("..")) ? STR(".") : words_literal(trimmed);
	(void)visit_contribute(&d->visit, &d->moves, literal);
}

/* --- Catalogues ------------------------------------------------------------------- */

void shelf_show(struct dialogue *d, const struct scene *s)
{
	size_t n_parts;
	if (s->shelf.n <= SHELF_TITLES) {
		titles_say(d, &s->shelf);
		return;
	}
	const struct shelf_part *parts =
		shelf_parts_within(&d->turn, d->setup.journey, &s->shelf, &n_parts);
	parts_say(d, parts, n_parts);
}

static size_t n_numbers(struct dialogue *d, const struct shelf *shelf)
{
	size_t n = shelf->n;
	if (n > SHELF_TITLES) {
		(void)shelf_parts_within(&d->turn, d->setup.journey, shelf, &n);
	}
	return n;
}

void shelf_prompt(struct dialogue *d, struct buf *prompt)
{
	struct shelf shelf = shelf_of_step(&d->turn, d->visit.walk, visit_step(&d->visit));
	if (shelf.n == 0) {
		buf_add(prompt, str_from(_("Entrée pour continuer, ou « aide » :")));
		return;
	}
	prompt_choice(prompt, shelf.n > SHELF_TITLES ? _("Quelle liste") : _("Quelle fiche"),
	              n_numbers(d, &shelf));
	buf_add(prompt, str_from(_(", Entrée pour continuer, ou « aide » :")));
}
