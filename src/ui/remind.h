/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_REMIND_H
#define UI_REMIND_H

#include "arena.h"
#include "str.h"
#include "turn.h"
#include "walk.h"

#include <stdbool.h>

/*
 * A date that a walker set themselves (`rappel`), once it is past: asked on the start screen until
 * something is said to it, then never again for that date.
 */
struct reminder {
	step_id step;
	uint32_t field;
	struct date date;
};

/* The first on the path. False: nothing is to be asked today. */
bool reminder_due(struct walk *w, struct date today, struct reminder *ret);

/* What is asked, on one line; in the arena. */
struct str reminder_question(struct arena *arena, struct walk *w, const struct reminder *r);

/* The event that holds what was said. */
void reminder_tell(struct walk *w, const struct reminder *r, enum told told,
                   struct event *ret_event);

/* « fait », « pas encore fait » beside a date in the carnet; empty: nothing was said to it. */
struct str reminder_said(const struct walk *w, step_id step, uint32_t field, struct date date);

/* True of the notes that keep it: they are no text of the walker's. */
bool reminder_is(struct str what);

/* What may be said to it, and what is answered then. */
struct str reminder_choice(enum told told);
struct str reminder_thanks(enum told told);

#endif
