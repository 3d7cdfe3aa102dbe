/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of a resource: the same whether it came from a step or from the catalogue. */
#include "dialogue_parts.h"

#include "i18n.h"

static const struct resource *resource_of(const struct dialogue *d)
{
	return &d->setup.journey->resources[d->card];
}

static bool is_kept(const struct dialogue *d)
{
	return d->walk != NULL && walk_is_kept(d->walk, resource_of(d)->id);
}

/* Consulting is written down the first time, where there is a carnet to write in. */
static void consult(struct dialogue *d)
{
	struct event e;
	bool writes = d->walk != NULL && !d->read_only;
	if (writes && !walk_is_consulted(d->walk, resource_of(d)->id) &&
	    walk_consult(d->walk, d->card, &e) == OUTCOME_OK) {
		moves_make(&d->moves, d->walk, &e);
	}
}

void card_open(struct dialogue *d, uint32_t resource)
{
	d->card = resource;
	if (dialogue_page(d) != PAGE_CARD) {
		dialogue_stack(d, PAGE_CARD);
	}
	consult(d);
	dialogue_show(d);
}

static void say_line(struct dialogue *d, struct str line)
{
	if (line.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(line));
	}
}

static void say_origin(struct dialogue *d, const struct resource *r)
{
	struct str publisher = said_words(&d->turn, r->publisher);
	struct str year = said_year(&d->turn, r->year);
	if (publisher.len > 0 && year.len > 0) {
		paper_sayf(&d->paper, "%.*s, %.*s", STR_ARG(publisher), STR_ARG(year));
	} else if (year.len > 0) {
		paper_sayf(&d->paper, _("Année : %.*s"), STR_ARG(year));
	} else {
		say_line(d, publisher);
	}
}

static void say_audiences(struct dialogue *d, const struct resource *r)
{
	const struct journey *j = d->setup.journey;
	struct str audiences = shelf_audiences(&d->turn, j, r);
	if (j->n_audiences == 0) {
		return;
	}
	if (r->n_audiences == 0 || r->n_audiences == j->n_audiences) {
		say_line(d, audiences);
	} else {
		paper_sayf(&d->paper, _("Pour : %.*s"), STR_ARG(audiences));
	}
}

void card_show(struct dialogue *d)
{
	const struct resource *r = resource_of(d);
	say_line(d, said_line_of(&d->turn, NULL, &r->title));
	say_origin(d, r);
	say_line(d, shelf_kind(&d->turn, r));
	say_audiences(d, r);
	paper_block(&d->paper);
	paper_said(&d->paper, said_make(&d->turn, NULL, &r->summary));
	paper_block(&d->paper);
	if (r->address.len > 0) {
		paper_address(&d->paper, r->address);
		if (!r->checked) {
			paper_say(&d->paper, _("Adresse relevée dans une archive, non vérifiée."));
		}
	}
	paper_block(&d->paper);
	if (is_kept(d)) {
		paper_say(&d->paper, _("Gardée dans votre carnet."));
		paper_block(&d->paper);
	}
}

void card_prompt(struct dialogue *d, struct buf *prompt)
{
	if (d->shelf.n > 1) {
		buf_add(prompt, str_from(_("Un autre numéro, ")));
	}
	if (is_kept(d)) {
		buf_add(prompt, str_from(_("« retirer » pour ne plus la garder, ")));
	} else if (d->walk != NULL && !d->read_only) {
		buf_add(prompt, str_from(_("« garder » pour la garder, ")));
	}
	buf_add(prompt, str_from(_("Entrée pour revenir, ou « aide » :")));
}

static void keep(struct dialogue *d, bool wanted)
{
	struct event e;
	if (d->walk == NULL) {
		paper_say(&d->paper,
		          _("Pour garder une ressource, il faut un carnet : prenez d'abord "
		            "une porte de l'accueil."));
		return;
	}
	if (dialogue_is_locked(d)) {
		return;
	}
	if (is_kept(d) == wanted) {
		paper_say(&d->paper,
		          wanted ? _("Elle est déjà gardée.") : _("Elle n'est pas gardée."));
	} else if (walk_keep(d->walk, d->card, wanted, &e) == OUTCOME_OK) {
		moves_make(&d->moves, d->walk, &e);
		paper_say(&d->paper, wanted ? _("Gardée : elle est dans votre carnet.")
		                            : _("Retirée du carnet."));
	}
}

/* From a step's resources back to the step; from the catalogue, to its titles. */
static void leave(struct dialogue *d)
{
	dialogue_close_page(d);
	if (dialogue_page(d) == PAGE_RESOURCES) {
		dialogue_close_page(d);
	}
	dialogue_show(d);
}

void card_line(struct dialogue *d, struct str line)
{
	uint32_t number;
	if (str_trim(line).len == 0) {
		leave(d);
	} else if (words_are(line, _("garder"))) {
		keep(d, true);
	} else if (words_are(line, _("retirer"))) {
		keep(d, false);
	} else if (words_number(line, &number) && number >= 1 && number <= d->shelf.n) {
		card_open(d, d->shelf.resources[number - 1]);
	} else {
		help_misread(d, line, _("Entrée pour revenir."));
	}
}
