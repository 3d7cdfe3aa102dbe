/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_MOVES_H
#define UI_MOVES_H

#include "event.h"
#include "walk.h"

#include <stddef.h>

/*
 * The events that one answer of a person came to, in order, each folded when it was made.
 * A zeroed one is valid and empty.
 */
struct moves {
	struct event *list;
	size_t n, cap;
};

void moves_finish(struct moves *m);

/* Keeps the memory. */
void moves_clear(struct moves *m);

/* Folds the event on the walk and keeps it; its strings are the walk's. */
void moves_make(struct moves *m, struct walk *w, const struct event *e);

#endif
