/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditions as sets of rows. What joins them (et, ou, non, si, compte) is done on sets; a
 * comparison is asked of expr_eval, once for each value of the one fact that it reads.
 */
#include "explore_parts.h"

#include "i18n.h"
#include "mem.h"

enum {
	MAX_EFFORT = 1000000, /* of all conditions: calculs within calculs can multiply */
};

#define NOT_COMPILED UINT32_MAX

static bdd condition(struct exploration *x, const struct expr *e);

bdd var_cube(struct exploration *x, const struct var *v)
{
	bdd cube = BDD_ALL;
	for (uint32_t i = v->n_bits; i-- > 0;) {
		cube = bdd_and(&x->b, bdd_bit(&x->b, v->first_bit + i), cube);
	}
	return cube;
}

bdd var_is(struct exploration *x, const struct var *v, uint32_t value)
{
	bdd set = BDD_ALL;
	for (uint32_t i = v->n_bits; i-- > 0;) {
		bdd bit = bdd_bit(&x->b, v->first_bit + i);
		set = bdd_and(&x->b, (value >> i & 1) != 0 ? bit : bdd_not(&x->b, bit), set);
	}
	return set;
}

/*
 * some[k], for k up to `most`: at least k of the sets hold. From the last set to the first, for
 * those that read later bits are to lie below. Owned.
 */
static bdd *count_up(struct exploration *x, const bdd *list, uint32_t n, uint32_t most)
{
	bdd *some = mem_array((size_t)most + 1, sizeof some[0]);
	some[0] = BDD_ALL;
	for (uint32_t i = n; i-- > 0 && !x->b.is_full;) {
		uint32_t so_far = n - i;
		for (uint32_t k = so_far < most ? so_far : most; k > 0; k--) {
			some[k] = bdd_ite(&x->b, list[i], some[k - 1], some[k]);
		}
	}
	return some;
}

/* At least so many of the sets hold. */
bdd bits_count(struct exploration *x, const bdd *list, uint32_t n, uint32_t at_least)
{
	if (at_least == 0 || at_least > n) {
		return at_least == 0 ? BDD_ALL : BDD_NONE;
	}
	bdd *some = count_up(x, list, n, at_least);
	bdd result = some[at_least];
	mem_free(some);
	return result;
}

/* --- Comparisons ------------------------------------------------------------------------ */

static void show_value(struct exploration *x, const struct var *v, uint32_t value)
{
	struct fact *fact = &x->facts_of[v->step];
	*fact = (struct fact){0};
	switch (v->kind) {
	case VAR_ANSWER:
		fact->answer = v->answers[value];
		break;
	case VAR_FIELD:
		x->composed[v->step].fields.list[v->index] = v->answers[value];
		fact->answer = &x->composed[v->step];
		break;
	case VAR_VISITS:
		fact->visits = value;
		break;
	case VAR_DONE:
		fact->done = value != 0;
		break;
	case VAR_RIGHT:
		fact->right = value == STAY_RIGHT;
		break;
	case VAR_TICKS:
	case VAR_ONCE:
		break;
	}
}

/* The rows in which an expression that reads this one fact is true. */
static bdd by_value(struct exploration *x, const struct expr *e, uint32_t var)
{
	bdd set = BDD_NONE;
	if (var == VAR_NONE) {
		return expr_is_true(&x->facts, e) ? BDD_ALL : BDD_NONE;
	}
	const struct var *v = &x->vars.list[var];
	for (uint32_t value = 0; value < v->n_values; value++) {
		show_value(x, v, value);
		if (expr_is_true(&x->facts, e)) {
			set = bdd_or(&x->b, set, var_is(x, v, value));
		}
	}
	show_value(x, v, 0);
	return set;
}

static uint32_t answer_var(const struct exploration *x, const struct expr *e)
{
	const struct step_vars *of = &x->vars.of[e->step];
	for (uint32_t i = 0; i < of->n_fields; i++) {
		if (x->vars.list[of->first_field + i].index == e->field) {
			return of->first_field + i;
		}
	}
	return e->field == EXPR_NO_FIELD ? of->answer : VAR_NONE;
}

/* The comparison with `left` in the place of its left side, which is a number. */
static bool number_holds(const struct exploration *x, const struct expr *e, double number)
{
	struct expr left = {.op = EXPR_NUMBER, .type = TYPE_NUMBER, .number = number};
	const struct expr *args[2] = {&left, e->args[1]};
	struct expr with = {.op = e->op, .type = TYPE_BOOL, .args = args, .n_args = 2};
	if (e->op != EXPR_AMONG) {
		return expr_is_true(&x->facts, &with);
	}
	for (uint32_t i = 1; i < e->n_args; i++) {
		args[1] = e->args[i];
		if (expr_is_true(&x->facts, &with)) {
			return true;
		}
	}
	return false;
}

/* Exactly k of the sets, for each k for which the comparison holds. */
static bdd compare_count(struct exploration *x, const struct expr *e, const bdd *list, uint32_t n)
{
	bdd set = BDD_NONE;
	bdd *some = count_up(x, list, n, n + 1);
	for (uint32_t k = 0; k <= n && !x->b.is_full; k++) {
		if (number_holds(x, e, k)) {
			set = bdd_or(&x->b, set, bdd_minus(&x->b, some[k], some[k + 1]));
		}
	}
	mem_free(some);
	return set;
}

static bdd compare_ticks(struct exploration *x, const struct expr *e, uint32_t step)
{
	uint32_t var = x->vars.of[step].ticks;
	if (var == VAR_NONE) {
		return number_holds(x, e, 0) ? BDD_ALL : BDD_NONE;
	}
	const struct var *v = &x->vars.list[var];
	bdd *list = mem_array(v->n_bits, sizeof list[0]);
	for (uint32_t i = 0; i < v->n_bits; i++) {
		list[i] = bdd_bit(&x->b, v->first_bit + i);
	}
	bdd set = compare_count(x, e, list, v->n_bits);
	mem_free(list);
	return set;
}

/* The comparison, with `left` for its left side. */
static bdd compare(struct exploration *x, const struct expr *e, const struct expr *left)
{
	if (++x->effort > MAX_EFFORT) {
		return BDD_NONE;
	}
	switch ((int)left->op) {
	case EXPR_IF:
		return bdd_ite(&x->b, condition(x, left->args[0]), compare(x, e, left->args[1]),
		               compare(x, e, left->args[2]));
	case EXPR_COMPUTED:
		return compare(x, e, x->j->computed[left->computed].expr);
	case EXPR_TICKED:
		return compare_ticks(x, e, left->step);
	case EXPR_COUNT: {
		bdd *list = mem_array(left->n_args, sizeof list[0]);
		for (uint32_t i = 0; i < left->n_args; i++) {
			list[i] = condition(x, left->args[i]);
		}
		bdd set = compare_count(x, e, list, left->n_args);
		mem_free(list);
		return set;
	}
	default:
		break;
	}
	uint32_t var = VAR_NONE;
	if (left->op == EXPR_ANSWER) {
		var = answer_var(x, left);
	} else if (left->op == EXPR_VISITS) {
		var = x->vars.of[left->step].visits;
	}
	const struct expr *few[2] = {left, e->n_args > 1 ? e->args[1] : NULL};
	const struct expr **args = few;
	if (e->n_args > 2) {
		args = mem_array(e->n_args, sizeof args[0]);
		for (uint32_t i = 1; i < e->n_args; i++) {
			args[i] = e->args[i];
		}
		args[0] = left;
	}
	struct expr with = *e;
	with.args = args;
	bdd set = by_value(x, &with, var);
	if (e->n_args > 2) {
		mem_free(args);
	}
	return set;
}

/* --- Conditions --------------------------------------------------------------------------- */

static bdd answered(struct exploration *x, const struct expr *e)
{
	const struct step_vars *of = &x->vars.of[e->step];
	bdd set = BDD_NONE;
	if (e->field != EXPR_NO_FIELD || x->j->steps[e->step].n_fields == 0) {
		return by_value(x, e, answer_var(x, e));
	}
	for (uint32_t i = 0; i < of->n_fields; i++) {
		const struct var *v = &x->vars.list[of->first_field + i];
		set = bdd_or(&x->b, set, bdd_not(&x->b, var_is(x, v, 0)));
	}
	return set;
}

static bdd joined(struct exploration *x, const struct expr *e)
{
	bdd set = e->op == EXPR_AND ? BDD_ALL : BDD_NONE;
	for (uint32_t i = 0; i < e->n_args; i++) {
		bdd one = condition(x, e->args[i]);
		set = e->op == EXPR_AND ? bdd_and(&x->b, set, one) : bdd_or(&x->b, set, one);
	}
	return set;
}

static bdd computed(struct exploration *x, const struct expr *e)
{
	bdd *known = &x->computed[e->computed];
	if (*known == NOT_COMPILED) {
		*known = condition(x, x->j->computed[e->computed].expr);
	}
	return *known;
}

static bdd condition(struct exploration *x, const struct expr *e)
{
	const struct step_vars *of = &x->vars.of[e->step];
	if (++x->effort > MAX_EFFORT) {
		return BDD_NONE;
	}
	switch ((int)e->op) {
	case EXPR_OR:
	case EXPR_AND:
		return joined(x, e);
	case EXPR_NOT:
		return bdd_not(&x->b, condition(x, e->args[0]));
	case EXPR_IF:
		return bdd_ite(&x->b, condition(x, e->args[0]), condition(x, e->args[1]),
		               condition(x, e->args[2]));
	case EXPR_COMPUTED:
		return computed(x, e);
	case EXPR_EQ:
	case EXPR_NE:
	case EXPR_LT:
	case EXPR_LE:
	case EXPR_GT:
	case EXPR_GE:
	case EXPR_CONTAINS:
	case EXPR_AMONG:
		return compare(x, e, e->args[0]);
	case EXPR_ANSWER:
		return by_value(x, e, answer_var(x, e));
	case EXPR_ANSWERED:
		return answered(x, e);
	case EXPR_SEEN:
		return by_value(x, e, of->visits);
	case EXPR_DONE:
		return by_value(x, e, of->done);
	case EXPR_RIGHT:
		return by_value(x, e, of->right);
	default:
		return by_value(x, e, VAR_NONE);
	}
}

bdd site_set(struct exploration *x, uint32_t site)
{
	struct site *s = &x->sites[site];
	if (!s->is_compiled) {
		s->set = s->e != NULL ? condition(x, s->e) : BDD_ALL;
		s->is_compiled = true;
		if (x->effort > MAX_EFFORT) {
			x->why = N_("les calculs sont trop emboîtés");
		}
	}
	return s->set;
}
