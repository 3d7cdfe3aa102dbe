/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_TRIAL_H
#define ENGINE_TRIAL_H

#include "buf.h"
#include "walk.h"

/*
 * Walks at random by the moves of a walker, as a person alone makes them, with a bent for
 * what was done least: to find what no rule foresaw, and to say how much of a journey was seen.
 */
struct trials {
	const struct journey *journey;
	uint64_t seed;
	uint32_t *n_steps;      /* by step: how often it was met */
	uint32_t *n_choices;    /* by choice, all steps in a row; see first_choice */
	uint32_t *first_choice; /* by step; of hubs, their items */
	uint32_t n_walks, n_ended;
	uint64_t n_moves;
};

enum trial_outcome {
	TRIAL_ENDED,    /* at an ending */
	TRIAL_STUCK,    /* nothing can be done where the walk is */
	TRIAL_TOO_LONG, /* TRIAL_MAX_MOVES, and no ending */
};

enum {
	TRIAL_MAX_MOVES = 2000,
};

/* The journey is lent and must outlive it. */
void trials_init(struct trials *t, const struct journey *j, uint64_t seed);
void trials_finish(struct trials *t);

/* One walk more. `record` becomes it, as lines of a carnet; `ret_last` the step it stopped at. */
enum trial_outcome trial_walk(struct trials *t, struct buf *record, step_id *ret_last);

#endif
