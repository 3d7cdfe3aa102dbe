/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one walk through the arguments of expressions and into calculs; depths are bounded at
 * parsing. */
#include "expr_walk.h"

#include "mem.h"

static void enter_computed(struct expr_walk *w, uint32_t computed)
{
	if (w->computed == NULL) {
		w->computed = mem_array(w->j->n_computed, sizeof w->computed[0]);
	}
	if (!w->computed[computed]) {
		w->computed[computed] = true;
		expr_walk(w, w->j->computed[computed].expr);
	}
}

void expr_walk(struct expr_walk *w, const struct expr *e)
{
	if (e == NULL) {
		return;
	}
	w->each(w->ctx, e);
	if (e->op == EXPR_COMPUTED) {
		enter_computed(w, e->computed);
	}
	for (uint32_t i = 0; i < e->n_args; i++) {
		expr_walk(w, e->args[i]);
	}
}

void expr_walk_finish(struct expr_walk *w)
{
	mem_free(w->computed);
	w->computed = NULL;
}
