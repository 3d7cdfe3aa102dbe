/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a walk may begin: at `départ` and at the doors, with nothing behind it; and at the
 * entry of an open section or a reminder, to which one jumps whatever was answered before: there,
 * each fact that still matters is taken to be anything it can be.
 */
#include "explore_parts.h"

#include "mem.h"

static void begin_at(struct exploration *x, step_id s)
{
	bdd set = BDD_ALL;
	for (uint32_t i = x->vars.n; i-- > 0;) {
		const struct var *v = &x->vars.list[i];
		uint32_t value = 0;
		if (v->step == s && v->kind == VAR_VISITS) {
			value = 1;
		} else if (v->step == s && v->kind == VAR_RIGHT) {
			value = STAY_NOW;
		}
		set = bdd_and(&x->b, var_is(x, v, value), set);
	}
	uint32_t i = spot_find(x, s, STACK_EMPTY);
	struct spot *spot = &x->spots[i];
	spot->start = bdd_or(&x->b, spot->start, bdd_free(&x->b, set, spot->dead));
}

/* One is there now, so it was visited; and it is not the first stay unless it is. */
static bool is_likely(const struct var *v, step_id s, uint32_t value)
{
	if (v->kind == VAR_VISITS && v->step == s) {
		return value > 0;
	}
	if (v->kind == VAR_RIGHT) {
		return v->step == s ? value != STAY_NOT_YET : value != STAY_NOW;
	}
	return true;
}

static void begin_with_any_history(struct exploration *x, step_id s)
{
	bdd set = BDD_ALL;
	for (uint32_t i = x->vars.n; i-- > 0;) {
		const struct var *v = &x->vars.list[i];
		bdd values = v->n_values == 0 ? BDD_ALL : BDD_NONE;
		for (uint32_t value = 0; value < v->n_values; value++) {
			if (is_likely(v, s, value)) {
				values = bdd_or(&x->b, values, var_is(x, v, value));
			}
		}
		set = bdd_and(&x->b, values, set);
	}
	uint32_t i = spot_find(x, s, STACK_EMPTY);
	struct spot *spot = &x->spots[i];
	spot->open = bdd_or(&x->b, spot->open, bdd_free(&x->b, set, spot->dead));
	spot->is_open = true;
}

void explore_begin(struct exploration *x)
{
	const struct journey *j = x->j;
	begin_at(x, j->start);
	for (uint32_t i = 0; i < j->n_doors; i++) {
		if (j->doors[i].to != STEP_NONE) {
			begin_at(x, j->doors[i].to);
		}
	}
	for (step_id s = 0; s < j->n_steps; s++) {
		step_id to = j->steps[s].reminder;
		if (to != STEP_NONE && j->steps[to].kind != STEP_JUNCTION) {
			begin_with_any_history(x, to);
		}
	}
	for (uint32_t i = 0; i < j->n_sections; i++) {
		step_id entry = j->sections[i].entry;
		if (entry != STEP_NONE && j->steps[entry].kind != STEP_JUNCTION) {
			begin_with_any_history(x, entry);
		}
	}
}
