/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a walk may begin: at `départ` and at the doors, with nothing behind it; and at the
 * entry of an open section, to which one jumps whatever was answered before: there, each
 * fact that still matters is taken to be anything it can be.
 */
#include "explore_parts.h"

#include "i18n.h"

#include <string.h>

static void begin_at(struct exploration *x, step_id s)
{
	const struct step_vars *of = &x->vars.of[s];
	memset(x->next, 0, state_words(x) * sizeof x->next[0]);
	x->next[0] = s;
	if (of->visits != VAR_NONE) {
		var_set(&x->vars.list[of->visits], x->next, 1);
	}
	if (of->right != VAR_NONE) {
		var_set(&x->vars.list[of->right], x->next, STAY_NOW);
	}
	explore_reach(x, x->next, (struct move){.kind = MOVE_START});
}

/* How many values the fact has; a hub's ticks, each set of them. */
static uint64_t n_values(const struct var *v)
{
	switch (v->kind) {
	case VAR_ANSWER:
	case VAR_FIELD:
		return v->n_values;
	case VAR_VISITS:
		return (uint64_t)v->max + 1;
	case VAR_DONE:
	case VAR_ONCE:
		return 2;
	case VAR_RIGHT:
		return STAY_RIGHT + 1;
	case VAR_TICKS:
		return UINT64_C(1) << v->bits;
	}
	return 1;
}

static bool matters(const struct exploration *x, const struct var *v, step_id s)
{
	const uint64_t *keep = x->keep + s * state_words(x);
	return (keep[v->word] >> v->shift & 1) != 0;
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
	uint64_t n = 1;
	if (x->is_random) {
		begin_at(x, s);
		return;
	}
	for (uint32_t i = 0; i < x->vars.n && n <= x->budget; i++) {
		n *= matters(x, &x->vars.list[i], s) ? n_values(&x->vars.list[i]) : 1;
	}
	bool goes_on = n <= x->budget;
	if (!goes_on) {
		x->why = N_("une section libre peut s'ouvrir de trop de façons");
	}
	for (uint64_t k = 0; k < n && goes_on; k++) {
		bool likely = true;
		uint64_t rest = k;
		memset(x->next, 0, state_words(x) * sizeof x->next[0]);
		x->next[0] = s;
		for (uint32_t i = 0; i < x->vars.n; i++) {
			const struct var *v = &x->vars.list[i];
			if (matters(x, v, s)) {
				uint32_t value = (uint32_t)(rest % n_values(v));
				rest /= n_values(v);
				likely = likely && is_likely(v, s, value);
				var_set(v, x->next, value);
			}
		}
		if (likely) {
			explore_reach(x, x->next, (struct move){.kind = MOVE_START});
			goes_on = x->why == NULL;
		}
	}
}

void explore_begin(struct exploration *x)
{
	const struct journey *j = x->j;
	x->here = STATE_NONE;
	begin_at(x, j->start);
	for (uint32_t i = 0; i < j->n_doors; i++) {
		if (j->doors[i].to != STEP_NONE) {
			begin_at(x, j->doors[i].to);
		}
	}
	x->first_any = (uint32_t)x->n_states;
	for (uint32_t i = 0; i < j->n_sections; i++) {
		step_id entry = j->sections[i].entry;
		if (entry != STEP_NONE && j->steps[entry].kind != STEP_JUNCTION) {
			begin_with_any_history(x, entry);
		}
	}
}
