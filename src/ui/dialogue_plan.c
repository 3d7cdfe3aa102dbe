/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan: every section, in it the steps where one can go, with the numbers by which one goes
 * there. Those of the steps seen are those of « étape k ».
 */
#include "dialogue_parts.h"

#include "i18n.h"
#include "trail.h"

static void say_stop(struct dialogue *d, const struct trail *t, size_t i)
{
	static const char *const why[] = {
		[STOP_SEEN] = "",
		[STOP_ITEM] = N_(" (au choix, d'ici)"),
		[STOP_FREE] = N_(" (à tout moment)"),
	};

	struct buf b = {0};
	const struct stop *stop = &t->stops[i];
	buf_add(&b, stop->title);
	if (stop->is_here) {
		buf_add(&b, str_from(_(" (vous êtes ici)")));
	} else if (stop->kind != STOP_SEEN) {
		buf_add(&b, str_from(_(why[stop->kind])));
	}
	paper_numbered(&d->paper, i + 1, buf_str(&b));
	buf_finish(&b);
}

static void say_camp(struct dialogue *d, const struct trail *t, const struct camp *camp)
{
	paper_block(&d->paper);
	if (camp->day.len > 0) {
		paper_sayf(&d->paper, _("Journée %.*s, %.*s"), STR_ARG(camp->day),
		           STR_ARG(camp->title));
	} else if (camp->title.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(camp->title));
	}
	for (size_t i = 0; i < t->n_stops; i++) {
		if (t->stops[i].section == camp->section) {
			say_stop(d, t, i);
		}
	}
	if (camp->n_seen + camp->n_open == 0) {
		paper_say(&d->paper, _("Pas encore."));
	}
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
	struct trail t;
	trail_make(&t, &d->turn, &d->visit);
	paper_say(&d->paper, _("Plan"));
	for (size_t i = 0; i < t.n_camps; i++) {
		say_camp(d, &t, &t.camps[i]);
	}
	say_ahead(d, t.n_ahead);
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
	struct trail t;
	uint32_t number;
	trail_make(&t, &d->turn, &d->visit);
	if (str_trim(line).len == 0) {
		dialogue_close_all(d);
		dialogue_show(d);
		return;
	}
	if (dialogue_is_locked(d)) {
		return;
	}
	if (words_number(line, &number) && number >= 1 && number <= t.n_stops) {
		go_to(d, &t.stops[number - 1]);
		return;
	}
	for (size_t i = 0; i < t.n_stops; i++) {
		if (words_same(line, t.stops[i].title)) {
			go_to(d, &t.stops[i]);
			return;
		}
	}
	help_misread_choice(d, line, t.n_stops);
}
