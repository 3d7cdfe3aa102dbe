/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_EXPLORE_DRAFT_H
#define JOURNEY_EXPLORE_DRAFT_H

#include "explore_parts.h"

enum {
	MAX_WAYS = 1000000,
	MAX_OPS = 40, /* of one way */
};

/* A way while it is thought of: its first n_ops are common to those that branch off it. */
struct draft {
	struct exploration *x;
	uint32_t spot;
	step_id step;
	uint32_t stack;
	struct op ops[MAX_OPS];
	uint32_t n_ops;
	enum move_kind kind;
	uint32_t index;
	bool room;
};

const struct step *draft_step(const struct draft *d);
const struct step_vars *draft_vars(const struct draft *d);

/* Begins another way from the spot. */
void draft_move(struct draft *d, enum move_kind kind, uint32_t index);

/* Only rows of the set may pass; the fact becomes any value of the set, or one value. */
void draft_ask(struct draft *d, bdd set);
void draft_set(struct draft *d, uint32_t var, bdd set);
void draft_set_value(struct draft *d, uint32_t var, uint32_t value);

/* Here the condition is asked. */
void draft_look(struct draft *d, uint32_t site);

/*
 * The way ends, and the draft is as before: on from the step, its answer given (`own` is where
 * the answer itself leads, or STEP_NONE; what is passed is not right); along the edges of a
 * junction; or into a call.
 */
void draft_leave(struct draft *d, step_id own, bool is_right);
void draft_take_edges(struct draft *d);
void draft_call(struct draft *d, step_id to, uint32_t item, uint32_t once);

#endif
