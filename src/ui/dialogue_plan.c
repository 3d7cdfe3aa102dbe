/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan, as one walks it: the section where one is, then the others where one was or can go,
 * with the numbers by which one goes there; last, in one sentence, those that are still to come.
 */
#include "dialogue_parts.h"

#include "i18n.h"
#include "trail.h"

struct plan {
	struct trail trail;
	const struct camp **camps; /* those that have stops, then the others */
	size_t n_open;             /* how many have */
	const struct stop **stops; /* as they are numbered */
};

static bool has_camp(const struct plan *p, const struct camp *camp)
{
	for (size_t i = 0; i < p->n_open; i++) {
		if (p->camps[i] == camp) {
			return true;
		}
	}
	return false;
}

static const struct camp *camp_of(const struct plan *p, uint32_t section)
{
	for (size_t i = 0; i < p->trail.n_camps; i++) {
		if (p->trail.camps[i].section == section) {
			return &p->trail.camps[i];
		}
	}
	return NULL;
}

static void add_open(struct plan *p, const struct camp *camp)
{
	if (camp != NULL && !has_camp(p, camp)) {
		p->camps[p->n_open++] = camp;
	}
}

static struct plan plan_make(struct dialogue *d)
{
	struct plan p = {0};
	size_t n = 0, n_later;
	trail_make(&p.trail, &d->turn, &d->visit);
	p.camps = arena_array(&d->turn, p.trail.n_camps, sizeof *p.camps);
	p.stops = arena_array(&d->turn, p.trail.n_stops, sizeof *p.stops);
	for (size_t i = 0; i < p.trail.n_camps; i++) {
		add_open(&p, p.trail.camps[i].is_here ? &p.trail.camps[i] : NULL);
	}
	for (size_t i = 0; i < p.trail.n_stops; i++) {
		add_open(&p, camp_of(&p, p.trail.stops[i].section));
	}
	n_later = p.n_open;
	for (size_t i = 0; i < p.trail.n_camps; i++) {
		if (!has_camp(&p, &p.trail.camps[i])) {
			p.camps[n_later++] = &p.trail.camps[i];
		}
	}
	for (size_t c = 0; c < p.n_open; c++) {
		for (size_t i = 0; i < p.trail.n_stops; i++) {
			if (p.trail.stops[i].section == p.camps[c]->section) {
				p.stops[n++] = &p.trail.stops[i];
			}
		}
	}
	return p;
}

static void say_stop(struct dialogue *d, const struct stop *stop, size_t number)
{
	static const char *const why[] = {
		[STOP_SEEN] = "",
		[STOP_ITEM] = N_(" (au choix, d'ici)"),
		[STOP_FREE] = N_(" (à tout moment)"),
	};

	struct buf b = {0};
	buf_add(&b, stop->title);
	if (stop->is_here) {
		buf_add(&b, str_from(_(" (vous êtes ici)")));
	} else if (stop->kind != STOP_SEEN) {
		buf_add(&b, str_from(_(why[stop->kind])));
	}
	paper_numbered(&d->paper, number, buf_str(&b));
	buf_finish(&b);
}

static void say_heading(struct dialogue *d, const struct camp *camp)
{
	paper_block(&d->paper);
	if (camp->day.len > 0) {
		paper_sayf(&d->paper, _("Journée %.*s, %.*s"), STR_ARG(camp->day),
		           STR_ARG(camp->title));
	} else if (camp->title.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(camp->title));
	}
}

/* « Pas encore : La carte, Le point d'eau et Le guide. » */
static void say_later(struct dialogue *d, const struct plan *p)
{
	struct buf b = {0};
	for (size_t i = p->n_open; i < p->trail.n_camps; i++) {
		bool is_last = i + 1 == p->trail.n_camps;
		buf_add(&b, str_from(i == p->n_open ? "" : is_last ? _(" et ") : ", "));
		buf_add(&b, p->camps[i]->title);
	}
	if (b.len > 0) {
		paper_block(&d->paper);
		paper_sayf(&d->paper, _("Pas encore : %.*s."), STR_ARG(buf_str(&b)));
	}
	buf_finish(&b);
}

/* What one has come back from: `refaire` goes there, a jump would cut it off. */
static void say_ahead(struct dialogue *d, size_t n)
{
	if (n > 0) {
		paper_block(&d->paper);
		paper_sayf(&d->paper,
		           COUNTED(n, "%zu pas plus loin, déjà fait : « refaire » y ramène.",
		                   "%zu pas plus loin, déjà faits : « refaire » y ramène."),
		           n);
	}
}

void plan_show(struct dialogue *d)
{
	struct plan p = plan_make(d);
	paper_say(&d->paper, _("Plan"));
	for (size_t i = 0; i < p.trail.n_stops; i++) {
		if (i == 0 || p.stops[i]->section != p.stops[i - 1]->section) {
			say_heading(d, camp_of(&p, p.stops[i]->section));
		}
		say_stop(d, p.stops[i], i + 1);
	}
	say_later(d, &p);
	say_ahead(d, p.trail.n_ahead);
	paper_block(&d->paper);
}

void plan_prompt(struct dialogue *d, struct buf *prompt)
{
	struct trail t;
	trail_make(&t, &d->turn, &d->visit);
	if (d->read_only) {
		buf_add(prompt, str_from(_("Entrée pour revenir à l'étape, ou « aide » :")));
	} else {
		prompt_choice(prompt, _("Où aller"), t.n_stops);
		buf_add(prompt, str_from(_(", Entrée pour revenir à l'étape, ou « aide » :")));
	}
}

static void go_to(struct dialogue *d, const struct stop *stop)
{
	dialogue_close_all(d);
	(void)trail_go(stop, &d->visit, &d->moves);
	dialogue_show(d);
}

void plan_line(struct dialogue *d, struct str line)
{
	struct plan p = plan_make(d);
	uint32_t number;
	if (str_trim(line).len == 0) {
		dialogue_close_all(d);
		dialogue_show(d);
		return;
	}
	if (dialogue_is_locked(d)) {
		return;
	}
	if (words_number(line, &number) && number >= 1 && number <= p.trail.n_stops) {
		go_to(d, p.stops[number - 1]);
		return;
	}
	for (size_t i = 0; i < p.trail.n_stops; i++) {
		if (words_same(line, p.stops[i]->title)) {
			go_to(d, p.stops[i]);
			return;
		}
	}
	help_misread_choice(d, line, p.trail.n_stops);
}
