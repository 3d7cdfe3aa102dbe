/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the grammar: one act each, and what must be there for it. */
#include "dialogue_parts.h"

#include "i18n.h"

/* A carnet that another safari writes into is read again. */
static void reread(struct dialogue *d)
{
	if (d->read_only) {
		dialogue_wish(d, WISH_OPEN_CARNET, buf_str(&d->carnet), STEP_NONE);
	} else {
		dialogue_show(d);
	}
}

static void say_where(struct dialogue *d)
{
	struct scene scene;
	struct str path = dialogue_path(d);
	scene_make(&scene, &d->turn, &d->visit);
	paper_block(&d->paper);
	paper_sayf(&d->paper, "%.*s", STR_ARG(scene_where(&d->turn, &scene)));
	paper_sayf(&d->paper, "%.*s",
	           STR_ARG(scene_title(&d->turn, d->visit.walk, walk_here(d->visit.walk)->step)));
	paper_sayf(&d->paper, _("Carnet : %.*s"),
	           STR_ARG(said_words(&d->turn, buf_str(&d->carnet))));
	if (path.len > 0) {
		paper_address(&d->paper, path);
	}
	paper_block(&d->paper);
}

static void open_plan(struct dialogue *d)
{
	dialogue_open(d, PAGE_PLAN);
	dialogue_show(d);
}

static void open_margin(struct dialogue *d)
{
	if (!dialogue_is_locked(d)) {
		margin_open(d);
	}
}

static void back(struct dialogue *d)
{
	bool has_written = dialogue_page(d) == PAGE_MARGIN && d->margin.has_begun;
	if (dialogue_page(d) == PAGE_CATALOGUE && d->explores) {
		dialogue_do(d, COMMAND_HOME);
	} else if (d->n_pages > 1) {
		if (has_written) {
			paper_say(&d->paper, _("C'est noté."));
		}
		dialogue_close_page(d);
		dialogue_show(d);
	} else if (dialogue_page(d) == PAGE_STEP) {
		take_back(d);
	} else {
		paper_say(&d->paper, _("Vous êtes à l'accueil. « quitter » pour sortir."));
	}
}

static void redo(struct dialogue *d)
{
	bool is_last = walk_cursor(d->walk) + 1 >= walk_n_places(d->walk);
	if (note_take_up(d)) {
		return;
	}
	if (dialogue_page(d) == PAGE_MARGIN && is_last) {
		paper_say(&d->paper, _("Rien à refaire dans cette note."));
		return;
	}
	dialogue_close_all(d);
	take_redo(d);
}

/* No move undoes it, so it's asked first. */
static void restart(struct dialogue *d)
{
	if (dialogue_is_locked(d)) {
		return;
	}
	if (d->twice != COMMAND_RESTART) {
		d->twice = COMMAND_RESTART;
		paper_say(&d->paper,
		          _("Repartir du début ? Le chemin parcouru reste dans le carnet, et vos "
		            "réponses vous seront proposées à nouveau. Pour le faire, tapez encore "
		            "« recommencer »."));
		return;
	}
	d->twice = COMMAND_NONE;
	dialogue_close_all(d);
	take_restart(d);
}

static void erase(struct dialogue *d)
{
	if (dialogue_page(d) == PAGE_MARGIN) {
		note_erase(d, &d->margin);
	} else if (dialogue_page(d) != PAGE_STEP) {
		paper_say(&d->paper, _("Rien à effacer ici. Revenez d'abord à l'étape."));
	} else if (!dialogue_is_locked(d)) {
		take_erase(d);
	}
}

/* Whatever is being typed is kept. */
static void settle(struct dialogue *d)
{
	dialogue_close_all(d);
	if (d->walk != NULL) {
		visit_close(&d->visit, &d->moves);
		visit_begin(&d->visit, d->walk);
	}
}

static void go_home(struct dialogue *d)
{
	bool is_there = d->walk == NULL;
	settle(d);
	if (is_there) {
		dialogue_show(d);
	} else {
		dialogue_wish(d, WISH_HOME, (struct str){0}, STEP_NONE);
	}
}

static void to_screens(struct dialogue *d)
{
	settle(d);
	dialogue_wish(d, WISH_OTHER_FACE, (struct str){0}, STEP_NONE);
}

static void quit(struct dialogue *d)
{
	bool is_saved = d->problem.len == 0;
	if (!is_saved && d->twice != COMMAND_QUIT) {
		d->twice = COMMAND_QUIT;
		paper_say(&d->paper,
		          _("Vos dernières réponses ne sont pas enregistrées. Pour sortir "
		            "quand même, tapez encore « quitter »."));
		return;
	}
	settle(d);
	dialogue_wish(d, WISH_LEAVE, (struct str){0}, STEP_NONE);
}

static const struct {
	void (*act)(struct dialogue *d);
	bool needs_walk; /* a carnet that is open */
} acts[COMMAND_N] = {
	[COMMAND_REREAD] = {reread, false},
	[COMMAND_WHERE] = {say_where, true},
	[COMMAND_PLAN] = {open_plan, true},
	[COMMAND_CARNET] = {carnet_show, true},
	[COMMAND_RESOURCES] = {resources_open, true},
	[COMMAND_NOTE] = {open_margin, true},
	[COMMAND_BACK] = {back, false},
	[COMMAND_REDO] = {redo, true},
	[COMMAND_RESTART] = {restart, true},
	[COMMAND_ERASE] = {erase, true},
	[COMMAND_HOME] = {go_home, false},
	[COMMAND_SCREENS] = {to_screens, false},
	[COMMAND_QUIT] = {quit, false},
	[COMMAND_HELP] = {help_show, false},
};

void dialogue_do(struct dialogue *d, enum command command)
{
	if (acts[command].needs_walk && d->walk == NULL) {
		paper_say(&d->paper, _("Aucun carnet n'est ouvert. Choisissez d'abord une ligne."));
	} else {
		acts[command].act(d);
	}
}
