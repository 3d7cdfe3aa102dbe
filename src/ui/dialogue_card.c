/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of a resource: the same whether it came from a step or from the catalogue. */
#include "dialogue_parts.h"

#include "card.h"
#include "i18n.h"
#include "start.h"

static const struct resource *resource_of(const struct dialogue *d)
{
	return &d->setup.journey->resources[d->card];
}

static bool is_kept(const struct dialogue *d)
{
	return d->walk != NULL && walk_is_kept(d->walk, resource_of(d)->id);
}

void card_open(struct dialogue *d, uint32_t resource)
{
	d->card = resource;
	if (dialogue_page(d) != PAGE_CARD) {
		dialogue_stack(d, PAGE_CARD);
	}
	card_consult(d->read_only ? NULL : d->walk, &d->moves, d->card);
	dialogue_show(d);
}

static void say_line(struct dialogue *d, struct str line)
{
	if (line.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(line));
	}
}

void card_show(struct dialogue *d)
{
	const struct resource *r = resource_of(d);
	say_line(d, said_line_of(&d->turn, NULL, &r->title));
	say_line(d, card_origin(&d->turn, r));
	say_line(d, shelf_kind(&d->turn, r));
	say_line(d, card_audiences(&d->turn, d->setup.journey, r));
	paper_block(&d->paper);
	paper_said(&d->paper, said_make(&d->turn, NULL, &r->summary));
	paper_block(&d->paper);
	if (r->address.len > 0) {
		paper_address(&d->paper, r->address);
		say_line(d, card_caution(r));
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
	} else if (!d->read_only) {
		buf_add(prompt, str_from(_("« garder » pour la garder, ")));
	}
	buf_add(prompt, str_from(_("Entrée pour revenir, ou « aide » :")));
}

/* Without a carnet there is nothing to keep it in: one is opened, then it is kept. */
static void open_carnet_and_keep(struct dialogue *d)
{
	struct start_of of = {d->setup.journey, d->carnets, d->n_carnets, d->setup.today};
	struct start_wish wish = start_keep(&of);
	d->to_keep = d->card;
	dialogue_wish(d, wish.wish, wish.name, wish.start);
}

void card_keep_here(struct dialogue *d)
{
	if (is_kept(d)) {
		paper_say(&d->paper, _("Elle est déjà gardée."));
	} else {
		card_keep(d->walk, &d->moves, d->card, true);
		paper_say(&d->paper, _("Gardée : elle est dans votre carnet."));
	}
}

static void keep(struct dialogue *d)
{
	if (d->walk == NULL) {
		open_carnet_and_keep(d);
	} else if (!dialogue_is_locked(d)) {
		card_keep_here(d);
	}
}

static void keep_no_longer(struct dialogue *d)
{
	if (dialogue_is_locked(d)) {
		return;
	}
	if (!is_kept(d)) {
		paper_say(&d->paper, _("Elle n'est pas gardée."));
	} else {
		card_keep(d->walk, &d->moves, d->card, false);
		paper_say(&d->paper, _("Retirée du carnet."));
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
		keep(d);
	} else if (words_are(line, _("retirer"))) {
		keep_no_longer(d);
	} else if (words_number(line, &number) && number >= 1 && number <= d->shelf.n) {
		card_open(d, d->shelf.resources[number - 1]);
	} else {
		help_misread(d, line, _("Entrée pour revenir."));
	}
}
