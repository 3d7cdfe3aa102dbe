/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of resources: those of a step, and the catalogue, in parts with their counts, then
 * ten titles at a time. A title keeps its number from page to page. No carnet is needed.
 */
#include "dialogue_parts.h"

#include "i18n.h"

enum {
	TITLES_A_PAGE = SHELF_TITLES,
	MIN_SOUGHT = 3, /* letters; fewer would be in every title */
};

/* A list that is left for another takes its memory with it. */
static void forget_lists(struct dialogue *d)
{
	arena_finish(&d->lists);
	d->shelf = d->within = (struct shelf){0};
	d->parts = NULL;
	d->n_parts = d->part = d->from = 0;
	d->sought = (struct str){0};
}

static struct str title_of(struct dialogue *d, uint32_t resource)
{
	struct buf b = {0};
	const struct resource *r = &d->setup.journey->resources[resource];
	buf_add(&b, shelf_line(&d->turn, r));
	if (d->walk != NULL && walk_is_kept(d->walk, r->id)) {
		buf_add(&b, str_from(_(" (gardée)")));
	}
	struct str title = arena_str(&d->turn, buf_str(&b));
	buf_finish(&b);
	return title;
}

static void say_titles(struct dialogue *d, const struct shelf *shelf, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		paper_numbered(&d->paper, i + 1, title_of(d, shelf->resources[i]));
	}
	paper_block(&d->paper);
}

/* Opens the card of a number or a title; false where the line is neither. */
static bool take_card(struct dialogue *d, struct str line)
{
	uint32_t number;
	if (words_number(line, &number) && number >= 1 && number <= d->shelf.n) {
		card_open(d, d->shelf.resources[number - 1]);
		return true;
	}
	for (size_t i = 0; i < d->shelf.n; i++) {
		const struct resource *r = &d->setup.journey->resources[d->shelf.resources[i]];
		if (words_same(line, said_line_of(&d->turn, NULL, &r->title))) {
			card_open(d, d->shelf.resources[i]);
			return true;
		}
	}
	return false;
}

static void go_up(struct dialogue *d)
{
	dialogue_close_page(d);
	dialogue_show(d);
}

/* --- Of the step ------------------------------------------------------------------ */

void resources_open(struct dialogue *d)
{
	const struct step *s = visit_step(&d->visit);
	if (s->kind == STEP_CATALOGUE) {
		dialogue_close_all(d);
		dialogue_show(d);
		return;
	}
	if (s->n_resources == 0) {
		paper_say(&d->paper, _("Cette étape n'a pas de ressource."));
		return;
	}
	forget_lists(d);
	d->shelf = shelf_of_step(&d->lists, d->visit.walk, s);
	dialogue_open(d, PAGE_RESOURCES);
	dialogue_show(d);
}

void titles_say(struct dialogue *d, const struct shelf *shelf)
{
	if (shelf->n_own > 0) {
		paper_sayf(&d->paper, _("Pour vous (%.*s)"), STR_ARG(shelf->profile));
		say_titles(d, shelf, 0, shelf->n_own);
	}
	if (shelf->n > shelf->n_own) {
		if (shelf->n_own > 0 || dialogue_page(d) == PAGE_RESOURCES) {
			paper_say(&d->paper, _("Pour tous"));
		}
		say_titles(d, shelf, shelf->n_own, shelf->n);
	}
}

void resources_show(struct dialogue *d)
{
	paper_sayf(&d->paper, COUNTED(d->shelf.n, "%zu ressource", "%zu ressources"), d->shelf.n);
	paper_block(&d->paper);
	titles_say(d, &d->shelf);
}

void resources_prompt(struct dialogue *d, struct buf *prompt)
{
	prompt_choice(prompt, _("Quelle fiche"), d->shelf.n);
	buf_add(prompt, str_from(_(", Entrée pour revenir à l'étape, ou « aide » :")));
}

void resources_line(struct dialogue *d, struct str line)
{
	if (str_trim(line).len == 0) {
		go_up(d);
	} else if (!take_card(d, line)) {
		help_misread_choice(d, line, d->shelf.n);
	}
}

/* --- The catalogue's parts -------------------------------------------------------- */

void catalogue_open(struct dialogue *d)
{
	forget_lists(d);
	d->within = shelf_whole(&d->lists, d->setup.journey);
	d->parts = shelf_parts_within(&d->lists, d->setup.journey, &d->within, &d->n_parts);
	dialogue_open(d, PAGE_CATALOGUE);
	dialogue_show(d);
}

static void say_part(struct dialogue *d, const struct shelf_part *part, size_t i)
{
	struct buf b = {0};
	buf_addf(&b, "%.*s : %zu", STR_ARG(part->label), part->n);
	paper_numbered(&d->paper, i + 1, buf_str(&b));
	buf_finish(&b);
}

void parts_say(struct dialogue *d, const struct shelf_part *parts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool is_kind = parts[i].audience == INDEX_NONE;
		if (i == 0 || is_kind != (parts[i - 1].audience == INDEX_NONE)) {
			paper_block(&d->paper);
			paper_say(&d->paper, is_kind ? _("Par genre") : _("Par public"));
		}
		say_part(d, &parts[i], i);
	}
	paper_block(&d->paper);
}

void catalogue_show(struct dialogue *d)
{
	uint32_t n = d->setup.journey->n_resources;
	paper_sayf(&d->paper,
	           COUNTED(n, "Le catalogue : %u ressource", "Le catalogue : %u ressources"),
	           (unsigned)n);
	parts_say(d, d->parts, d->n_parts);
}

static bool leads_home(const struct dialogue *d)
{
	return d->pages[0] == PAGE_HOME || d->explores;
}

void catalogue_prompt(struct dialogue *d, struct buf *prompt)
{
	prompt_choice(prompt, _("Quelle liste"), d->n_parts);
	buf_add(prompt, str_from(_(", un mot à chercher")));
	buf_add(prompt,
	        str_from(leads_home(d) ? _(", Entrée pour l'accueil, ou « aide » :")
	                               : _(", Entrée pour revenir à l'étape, ou « aide » :")));
}

static void open_titles(struct dialogue *d, size_t part)
{
	d->part = part;
	d->from = 0;
	d->sought = (struct str){0};
	d->shelf = shelf_of_part_within(&d->lists, d->setup.journey, &d->within, &d->parts[part]);
	dialogue_stack(d, PAGE_TITLES);
	dialogue_show(d);
}

/* Opens the part of a number or a label; false where the line is neither. */
static bool take_part(struct dialogue *d, struct str line)
{
	uint32_t number;
	if (words_number(line, &number) && number >= 1 && number <= d->n_parts) {
		open_titles(d, number - 1);
		return true;
	}
	for (size_t i = 0; i < d->n_parts; i++) {
		if (words_same(line, d->parts[i].label)) {
			open_titles(d, i);
			return true;
		}
	}
	return false;
}

/* The titles that have what is typed, or that none has; false where it is no word. */
static bool seek(struct dialogue *d, struct str line)
{
	struct str typed = str_trim(line);
	struct shelf found = shelf_find(&d->lists, d->setup.journey, typed);
	uint32_t number;
	if (words_number(typed, &number) || utf8_n_runes(typed) < MIN_SOUGHT) {
		return false;
	}
	if (found.n == 0) {
		paper_sayf(&d->paper, _("Aucun titre n'a « %.*s »."), STR_ARG(typed));
		return true;
	}
	d->shelf = found;
	d->from = 0;
	d->sought = arena_str(&d->lists, typed);
	if (dialogue_page(d) != PAGE_TITLES) {
		dialogue_stack(d, PAGE_TITLES);
	}
	dialogue_show(d);
	return true;
}

void catalogue_line(struct dialogue *d, struct str line)
{
	if (str_trim(line).len == 0 && leads_home(d)) {
		dialogue_do(d, COMMAND_HOME);
	} else if (str_trim(line).len == 0) {
		go_up(d);
	} else if (!take_part(d, line) && !seek(d, line)) {
		help_misread_choice(d, line, d->n_parts);
	}
}

/* --- The titles of one part ------------------------------------------------------- */

static size_t end_of_page(const struct dialogue *d)
{
	size_t end = d->from + TITLES_A_PAGE;
	return end < d->shelf.n ? end : d->shelf.n;
}

void titles_show(struct dialogue *d)
{
	size_t first = d->from + 1, last = end_of_page(d), n = d->shelf.n;
	if (d->sought.len > 0) {
		paper_sayf(&d->paper, _("Avec « %.*s », %zu à %zu sur %zu"), STR_ARG(d->sought),
		           first, last, n);
	} else {
		paper_sayf(&d->paper, _("%.*s, %zu à %zu sur %zu"),
		           STR_ARG(d->parts[d->part].label), first, last, n);
	}
	paper_block(&d->paper);
	say_titles(d, &d->shelf, d->from, end_of_page(d));
}

void titles_prompt(struct dialogue *d, struct buf *prompt)
{
	prompt_choice(prompt, _("Quelle fiche"), d->shelf.n);
	buf_add(prompt, str_from(end_of_page(d) < d->shelf.n
	                                 ? _(", Entrée pour la suite, ou « aide » :")
	                                 : _(", Entrée pour le catalogue, ou « aide » :")));
}

void titles_line(struct dialogue *d, struct str line)
{
	if (str_trim(line).len > 0) {
		if (!take_card(d, line) && !seek(d, line)) {
			help_misread_choice(d, line, d->shelf.n);
		}
		return;
	}
	if (end_of_page(d) == d->shelf.n) {
		go_up(d);
		return;
	}
	d->from = end_of_page(d);
	dialogue_show(d);
}

/* --- A catalogue step ------------------------------------------------------------- */

/* What it shows in place has the numbers: of titles where they are few, else of parts. */
void shelf_take(struct dialogue *d, struct str line)
{
	const struct journey *j = d->setup.journey;
	forget_lists(d);
	d->within = shelf_of_step(&d->lists, d->visit.walk, visit_step(&d->visit));
	d->parts = shelf_parts_within(&d->lists, j, &d->within, &d->n_parts);
	d->shelf = d->within;
	bool is_taken = d->within.n <= TITLES_A_PAGE ? take_card(d, line) : take_part(d, line);
	if (!is_taken) {
		help_misread_choice(d, line,
		                    d->within.n <= TITLES_A_PAGE ? d->within.n : d->n_parts);
	}
}
