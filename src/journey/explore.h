/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_EXPLORE_H
#define JOURNEY_EXPLORE_H

#include "buf.h"
#include "diag.h"
#include "journey.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The explorer: every walk that a journey allows, met once each as far as conditions can
 * tell walks apart. A walk goes on from step to step, by answers, by what is left open, by
 * détours and hubs and back from them; alone, and in the room, where more can be passed. It
 * begins at `départ`, at a door, or, whatever was answered before, at an open section.
 * Steps back, corrections and jumps are no part of it.
 *
 * Where the search ends within its budget, what it did not meet cannot be: the findings
 * are proofs. Where it does not, exploration_is_closed says so, nothing is held to be
 * impossible, and random walks say how much of the journey they covered.
 */
enum {
	EXPLORE_BUDGET = 1000000, /* nodes of the diagrams that hold the states met */
};

struct exploration;

struct explore_how {
	size_t budget; /* 0: EXPLORE_BUDGET */
	uint64_t seed; /* of random walks */
	bool alone;    /* without what only the room may do */
	bool once;     /* each item of a hub and each détour once at most */
	bool has_audience;
	uint32_t audience; /* then: at `profil`, only the choices of this one are taken */
};

/* Owned. The journey has no errors, is lent and must outlive it. */
struct exploration *explore(const struct journey *j, const struct explore_how *how);

/* Accepts NULL. */
void exploration_destroy(struct exploration *x);

bool exploration_is_closed(const struct exploration *x);

/* States met, each once: a step, the open calls, what conditions ahead may read; none where it
 * did not close. And the nodes that it took to hold them, which the budget bounds. */
double exploration_n_states(const struct exploration *x);
size_t exploration_n_nodes(const struct exploration *x);

/* Why it did not close, a French phrase; NULL where it did. */
const char *exploration_why(const struct exploration *x);

/* Of steps that are places: how many were met, by the search or by random walks, of how many. */
uint32_t exploration_n_met(const struct exploration *x, uint32_t *ret_n_places);
uint32_t exploration_n_random_walks(const struct exploration *x);

/* What conditions make impossible: PAR80 to PAR85. */
void exploration_tell(struct exploration *x, struct diags *d);

/* True where the step was met. */
bool exploration_met(const struct exploration *x, step_id step);

#define EXPLORE_NEVER SIZE_MAX

/* How many moves the shortest walk to the step has; EXPLORE_NEVER: none was found. */
size_t exploration_distance(const struct exploration *x, step_id step);

/*
 * How many screens the longest walk from `départ` has, coming back from calls counted;
 * EXPLORE_NEVER: the search did not close, or one can go round. To be asked of an exploration
 * that was made with `once`, for hubs are rounds.
 */
size_t exploration_longest(struct exploration *x);

enum walk_origin {
	WALK_FROM_START,
	WALK_FROM_DOOR,
	WALK_FROM_SECTION,  /* no walk from `départ` or a door leads there: these two have */
	WALK_FROM_REMINDER, /* something behind them */
};

struct walk_start {
	enum walk_origin origin;
	struct str id; /* of the door, of the section, of the step that reminds; borrowed */
};

/* The shortest walk to the step, a step a line, with what is answered at each; one that a new
 * walker can go where there is such a one. False: none was found. */
bool exploration_print_walk(struct exploration *x, step_id step, struct buf *out,
                            struct walk_start *ret_start);

/* Why no walk leads to the step: the conditions that hold it back, a line each. */
void exploration_print_why(const struct exploration *x, step_id step, struct buf *out);

#endif
