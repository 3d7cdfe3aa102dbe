/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_EXPR_WALK_H
#define JOURNEY_EXPR_WALK_H

#include "expr.h"
#include "journey.h"

/*
 * A walk over expressions: `each` is given every node, those of the calculs that are named too, a
 * calcul's once in the whole walk. For reading what conditions ask, in no order.
 */
struct expr_walk {
	const struct journey *j;
	void (*each)(void *ctx, const struct expr *e);
	void *ctx;
	bool *computed; /* calculs that were gone through; NULL: none yet */
};

/* `e` NULL: nothing. */
void expr_walk(struct expr_walk *w, const struct expr *e);

void expr_walk_finish(struct expr_walk *w);

#endif
