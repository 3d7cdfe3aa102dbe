/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turns and pages. A line is a word of the grammar, which has one act whatever the page, or
 * it goes to the page on top. A turn ends in a prompt, unless something was wished of app.
 */
#include "dialogue_parts.h"

#include "i18n.h"
#include "mem.h"

#include <assert.h>

static const struct {
	void (*show)(struct dialogue *d);
	void (*prompt)(struct dialogue *d, struct buf *prompt);
	void (*line)(struct dialogue *d, struct str line);
} pages[PAGE_N] = {
	[PAGE_HOME] = {home_show, home_prompt, home_line},
	[PAGE_NAME] = {name_show, name_prompt, name_line},
	[PAGE_STEP] = {step_show, ask_prompt, take_line},
	[PAGE_MARGIN] = {margin_show, margin_prompt, margin_line},
	[PAGE_PLAN] = {plan_show, plan_prompt, plan_line},
	[PAGE_RESOURCES] = {resources_show, resources_prompt, resources_line},
	[PAGE_CATALOGUE] = {catalogue_show, catalogue_prompt, catalogue_line},
	[PAGE_TITLES] = {titles_show, titles_prompt, titles_line},
	[PAGE_CARD] = {card_show, card_prompt, card_line},
};

/* --- Pages ------------------------------------------------------------------------ */

enum page dialogue_page(const struct dialogue *d)
{
	return d->pages[d->n_pages - 1];
}

void dialogue_stack(struct dialogue *d, enum page page)
{
	assert(d->n_pages < PAGE_MAX_DEPTH);
	d->pages[d->n_pages++] = page;
}

void dialogue_close_page(struct dialogue *d)
{
	if (dialogue_page(d) == PAGE_MARGIN) {
		draft_close(&d->margin, &d->moves);
	}
	if (d->n_pages > 1) {
		d->n_pages--;
	}
}

void dialogue_close_all(struct dialogue *d)
{
	while (d->n_pages > 1) {
		dialogue_close_page(d);
	}
}

void dialogue_open(struct dialogue *d, enum page page)
{
	dialogue_close_all(d);
	dialogue_stack(d, page);
}

void dialogue_rest_on(struct dialogue *d, enum page page)
{
	dialogue_close_all(d);
	d->pages[0] = page;
}

void dialogue_show(struct dialogue *d)
{
	paper_block(&d->paper);
	pages[dialogue_page(d)].show(d);
}

bool dialogue_is_locked(struct dialogue *d)
{
	if (d->read_only) {
		paper_say(&d->paper, _("Lecture seule : ce carnet se lit, rien n'y change."));
	}
	return d->read_only;
}

void dialogue_wish(struct dialogue *d, enum wish what, struct str name, step_id start)
{
	d->wish = what;
	d->start = start;
	buf_clear(&d->name);
	buf_add(&d->name, name);
}

struct str dialogue_path(struct dialogue *d)
{
	struct buf b = {0};
	struct str folder = d->setup.carnet_folder;
	if (folder.len > 0) {
		buf_add(&b, folder);
		buf_add(&b, str_from(str_ends(folder, STR("/")) ? "" : "/"));
		buf_add(&b, buf_str(&d->carnet));
		buf_add(&b, STR(".carnet"));
	}
	struct str path = arena_str(&d->turn, buf_str(&b));
	buf_finish(&b);
	return path;
}

/* --- Turns ------------------------------------------------------------------------ */

static void begin_turn(struct dialogue *d, struct buf *out)
{
	arena_reset(&d->turn);
	moves_clear(&d->moves);
	buf_clear(&d->prompt);
	d->paper.out = out;
	d->paper.gap = false;
	d->is_asked = false;
	d->wish = WISH_LISTEN;
	d->start = STEP_NONE;
}

static void say_saving(struct dialogue *d)
{
	if (d->problem.len > 0) {
		paper_sayf(&d->paper, _("NON ENREGISTRÉ : %.*s"), STR_ARG(buf_str(&d->problem)));
	} else if (d->is_well_again) {
		paper_say(&d->paper, _("De nouveau enregistré : rien n'a été perdu."));
	}
	d->is_well_again = false;
}

static struct turn end_turn(struct dialogue *d)
{
	struct buf prompt = {0};
	if (d->wish == WISH_LISTEN) {
		say_saving(d);
		pages[dialogue_page(d)].prompt(d, &prompt);
		size_t from = d->paper.out->len;
		paper_prompt(&d->paper, buf_str(&prompt));
		buf_add(&d->prompt, str_slice(buf_str(d->paper.out), from, SIZE_MAX));
	}
	buf_finish(&prompt);
	return (struct turn){
		.wish = d->wish,
		.name = d->wish == WISH_LISTEN ? STR("") : buf_str(&d->name),
		.start = d->start,
		.events = d->moves.list,
		.n_events = d->moves.n,
	};
}

void dialogue_enter_alone(struct dialogue *d)
{
	pages[dialogue_page(d)].line(d, (struct str){0});
}

struct turn dialogue_line(struct dialogue *d, struct str line, struct buf *out)
{
	struct buf clean = {0};
	begin_turn(d, out);
	words_clean(&clean, line);
	enum command command = words_read(buf_str(&clean));
	if (words_meant(buf_str(&clean)) != d->twice) {
		d->twice = COMMAND_NONE;
	}
	if (command != COMMAND_NONE) {
		dialogue_do(d, command);
	} else if (words_are_arrows(buf_str(&clean))) {
		paper_say(&d->paper,
		          _("Les flèches ne servent pas ici. Tapez un numéro, puis Entrée."));
	} else {
		pages[dialogue_page(d)].line(d, buf_str(&clean));
	}
	buf_finish(&clean);
	return end_turn(d);
}

/* What was asked and nobody has read yet gives way: it is asked again after what comes now. */
static bool withdraw_prompt(const struct dialogue *d, struct buf *out)
{
	bool is_unread = d->prompt.len > 0 && str_ends(buf_str(out), buf_str(&d->prompt));
	if (is_unread) {
		buf_cut(out, out->len - d->prompt.len);
	}
	return is_unread;
}

struct turn dialogue_refuse(struct dialogue *d, struct str why, struct buf *out)
{
	bool follows = withdraw_prompt(d, out);
	begin_turn(d, out);
	if (follows) {
		paper_block(&d->paper);
	}
	d->to_keep = INDEX_NONE;
	paper_written(&d->paper, why);
	return end_turn(d);
}

static void forget_explained(struct dialogue *d)
{
	for (uint32_t i = 0; i < d->setup.journey->n_words; i++) {
		d->explained[i] = STEP_NONE;
	}
}

static void forget_walk(struct dialogue *d)
{
	visit_finish(&d->visit);
	d->walk = NULL;
	d->read_only = false;
	d->margin.is_open = false;
	d->to_keep = INDEX_NONE;
	d->explores = false;
	buf_clear(&d->erased);
	buf_clear(&d->carnet);
	forget_explained(d);
	d->n_pages = 1;
	d->pages[0] = PAGE_HOME;
}

struct turn dialogue_home(struct dialogue *d, const struct known_carnet *carnets, size_t n_carnets,
                          struct buf *out)
{
	begin_turn(d, out);
	forget_walk(d);
	d->carnets = carnets;
	d->n_carnets = n_carnets;
	dialogue_show(d);
	return end_turn(d);
}

/* Once: where what is written is kept, before the first of it is. */
static void say_where_kept(struct dialogue *d)
{
	struct str path = dialogue_path(d);
	if (d->has_told_where) {
		return;
	}
	d->has_told_where = true;
	paper_block(&d->paper);
	if (d->setup.is_trial) {
		paper_say(&d->paper, _("Un essai : le parcours est relu chaque fois que vous "
		                       "l'enregistrez, et rien de ce que vous tapez ici n'est "
		                       "gardé."));
		return;
	}
	if (path.len > 0 && d->problem.len == 0) {
		paper_say(&d->paper,
		          _("Vos réponses sont gardées dans ce fichier, votre carnet :"));
		paper_address(&d->paper, path);
	} else {
		paper_say(&d->paper,
		          _("Ce voyage ne pourra pas être gardé d'une fois sur l'autre."));
	}
	paper_say(&d->paper, _("Rien de ce que vous écrivez ne quitte cet ordinateur."));
}

/* The door's step, where one isn't there already. */
static void jump(struct dialogue *d, step_id to)
{
	if (to != walk_here(d->walk)->step && !dialogue_is_locked(d)) {
		(void)visit_jump(&d->visit, &d->moves, to);
	}
}

/* The carnet was opened from a card: one stays there, the step comes to lie below. */
static void keep_then_stay(struct dialogue *d, size_t n_pages)
{
	d->n_pages = n_pages;
	d->explores = true;
	if (!dialogue_is_locked(d)) {
		card_keep_here(d);
	}
}

struct turn dialogue_enter(struct dialogue *d, const struct walk_entry *entry, struct buf *out)
{
	uint32_t to_keep = d->to_keep;
	size_t n_pages = d->n_pages;
	begin_turn(d, out);
	d->paper.has_text = true; // another dialogue's prompt, or the command line, stands above
	forget_walk(d);
	d->walk = entry->walk;
	d->read_only = entry->read_only;
	buf_add(&d->carnet, entry->name);
	visit_begin(&d->visit, d->walk);
	dialogue_rest_on(d, PAGE_STEP);

	paper_block(&d->paper);
	paper_written(&d->paper, entry->remarks);
	if (d->read_only && to_keep == INDEX_NONE) {
		paper_say(&d->paper, _("Lecture seule : ce carnet se lit, rien n'y change."));
	}
	if (!entry->resumed && !entry->is_reread) {
		say_where_kept(d);
	}
	if (to_keep != INDEX_NONE) {
		keep_then_stay(d, n_pages);
		return end_turn(d);
	}
	if (entry->resumed) {
		step_show_so_far(d);
	}
	if (entry->jump != STEP_NONE) {
		jump(d, entry->jump);
	}
	dialogue_show(d);
	return end_turn(d);
}

struct turn dialogue_end(struct dialogue *d, struct buf *out)
{
	begin_turn(d, out);
	if (d->paper.has_text) {
		buf_addc(out, '\n'); // nobody pressed Enter after the prompt
	}
	say_saving(d);
	d->twice = COMMAND_QUIT;
	dialogue_do(d, COMMAND_QUIT);
	return end_turn(d);
}

void dialogue_farewell(struct dialogue *d, struct buf *out)
{
	d->paper.out = out;
	paper_block(&d->paper);
	if (d->walk == NULL || d->read_only || d->setup.is_trial) {
		paper_say(&d->paper, _("À bientôt."));
	} else if (d->problem.len == 0) {
		paper_say(&d->paper, _("À bientôt. Le carnet garde la place."));
	} else {
		paper_say(&d->paper,
		          _("À bientôt. Vos dernières réponses ne sont pas enregistrées."));
	}
}

/* --- Life ------------------------------------------------------------------------- */

struct dialogue *dialogue_create(const struct dialogue_setup *setup)
{
	struct dialogue *d = mem_alloc(sizeof *d);
	d->setup = *setup;
	d->carnets = setup->carnets;
	d->n_carnets = setup->n_carnets;
	d->pages[0] = PAGE_HOME;
	d->n_pages = 1;
	d->paper = (struct paper){.cols = setup->cols, .width = setup->width};
	d->start = STEP_NONE;
	d->to_keep = INDEX_NONE;
	d->explained = mem_array(setup->journey->n_words, sizeof *d->explained);
	forget_explained(d);
	return d;
}

void dialogue_destroy(struct dialogue *d)
{
	if (d == NULL) {
		return;
	}
	visit_finish(&d->visit);
	draft_finish(&d->margin);
	moves_finish(&d->moves);
	arena_finish(&d->lists);
	arena_finish(&d->turn);
	buf_finish(&d->carnet);
	buf_finish(&d->name);
	buf_finish(&d->prompt);
	buf_finish(&d->problem);
	buf_finish(&d->erased);
	mem_free(d->explained);
	mem_free(d);
}

void dialogue_saved(struct dialogue *d, struct str problem)
{
	d->is_well_again = d->is_well_again || (d->problem.len > 0 && problem.len == 0);
	buf_clear(&d->problem);
	buf_add(&d->problem, problem);
}

void dialogue_leave_walk(struct dialogue *d)
{
	forget_walk(d);
	/* How saving went was this carnet's. */
	buf_clear(&d->problem);
	d->is_well_again = false;
}
