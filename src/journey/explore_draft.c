/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A way in the making: what it asks of the facts and makes of them, till it leads somewhere.
 * The first ops of a draft are common to the ways that branch off it. A junction is a spot
 * too, at no distance.
 */
#include "explore_draft.h"

#include "i18n.h"
#include "mem.h"

#include <string.h>

const struct step *draft_step(const struct draft *d)
{
	return &d->x->j->steps[d->step];
}

const struct step_vars *draft_vars(const struct draft *d)
{
	return &d->x->vars.of[d->step];
}

/* --- Ops -------------------------------------------------------------------------------- */

void draft_ask(struct draft *d, bdd set)
{
	if (set != BDD_ALL) {
		d->ops[d->n_ops++] = (struct op){.kind = OP_ASK, .var = VAR_NONE, .set = set};
	}
}

void draft_set(struct draft *d, uint32_t var, bdd set)
{
	if (var != VAR_NONE) {
		bdd cube = var_cube(d->x, &d->x->vars.list[var]);
		d->ops[d->n_ops++] =
			(struct op){.kind = OP_SET, .var = var, .set = set, .cube = cube};
	}
}

void draft_set_value(struct draft *d, uint32_t var, uint32_t value)
{
	if (var != VAR_NONE) {
		draft_set(d, var, var_is(d->x, &d->x->vars.list[var], value));
	}
}

static void map(struct draft *d, uint32_t var, const uint32_t *to)
{
	bdd cube = var_cube(d->x, &d->x->vars.list[var]);
	d->ops[d->n_ops++] = (struct op){.kind = OP_MAP, .var = var, .cube = cube, .to = to};
}

static void map_one(struct draft *d, uint32_t var, uint32_t from, uint32_t to)
{
	if (var == VAR_NONE) {
		return;
	}
	uint32_t n = d->x->vars.list[var].n_values;
	uint32_t *table = arena_array(&d->x->arena, n, sizeof table[0]);
	for (uint32_t i = 0; i < n; i++) {
		table[i] = i == from ? to : i;
	}
	map(d, var, table);
}

static void tick(struct draft *d, step_id hub, uint32_t item)
{
	uint32_t var = d->x->vars.of[hub].ticks;
	if (var != VAR_NONE) {
		bdd bit = bdd_bit(&d->x->b, d->x->vars.list[var].first_bit + item);
		d->ops[d->n_ops++] =
			(struct op){.kind = OP_SET, .var = VAR_NONE, .set = bit, .cube = bit};
	}
}

static void count_visit(struct draft *d, step_id s)
{
	uint32_t var = d->x->vars.of[s].visits;
	if (var == VAR_NONE) {
		return;
	}
	uint32_t n = d->x->vars.list[var].n_values;
	uint32_t *table = arena_array(&d->x->arena, n, sizeof table[0]);
	for (uint32_t i = 0; i < n; i++) {
		table[i] = i + 1 < n ? i + 1 : i;
	}
	map(d, var, table);
}

/* --- Ends of ways --------------------------------------------------------------------------- */

static void add_way(struct draft *d, uint32_t to, uint32_t site)
{
	struct exploration *x = d->x;
	if (d->room && x->how.alone) {
		return;
	}
	if (x->n_ways == MAX_WAYS) {
		x->why = N_("il y a trop de façons d'avancer");
		return;
	}
	if (x->n_ways == x->cap_ways) {
		x->cap_ways = x->cap_ways == 0 ? 256 : x->cap_ways * 2;
		x->ways = mem_resize(x->ways, x->cap_ways, sizeof x->ways[0]);
	}
	struct op *ops = arena_array(&x->arena, d->n_ops, sizeof ops[0]);
	if (d->n_ops > 0) {
		memcpy(ops, d->ops, d->n_ops * sizeof ops[0]);
	}
	x->ways[x->n_ways++] = (struct way){
		.from = d->spot,
		.to = to,
		.ops = ops,
		.n_ops = d->n_ops,
		.kind = d->kind,
		.index = d->index,
		.room = d->room,
		.site = site,
	};
}

/* Here the condition is asked. */
void draft_look(struct draft *d, uint32_t site)
{
	if (d->x->sites[site].e != NULL) {
		add_way(d, SPOT_NONE, site);
	}
}

static void arrive(struct draft *d, step_id to, uint32_t stack, bool by_return)
{
	struct exploration *x = d->x;
	uint32_t n_ops = d->n_ops;
	const struct step *s = &x->j->steps[to];
	if (s->kind != STEP_JUNCTION) {
		if (!by_return) {
			count_visit(d, to);
		}
		map_one(d, x->vars.of[to].right, STAY_NOT_YET, STAY_NOW);
	}
	uint32_t spot = spot_find(x, to, s->kind == STEP_ENDING ? STACK_EMPTY : stack);
	if (spot != SPOT_NONE) {
		add_way(d, spot, INDEX_NONE);
	}
	d->n_ops = n_ops;
}

/* The first edge whose condition holds. A junction isn't done: it is no place. */
void draft_take_edges(struct draft *d)
{
	const struct step *s = draft_step(d);
	uint32_t site = d->x->first_site[d->step] + 2 * s->n_options, n_ops = d->n_ops;
	bdd others = BDD_ALL;
	for (uint32_t i = 0; i < s->n_edges; i++) {
		bdd holds = site_set(d->x, site + i);
		draft_ask(d, others);
		draft_look(d, site + i);
		draft_ask(d, holds);
		if (s->kind != STEP_JUNCTION) {
			draft_set_value(d, draft_vars(d)->done, 1);
		}
		arrive(d, s->edges[i].to, d->stack, false);
		d->n_ops = n_ops;
		others = bdd_minus(&d->x->b, others, holds);
	}
}

static void come_back(struct draft *d)
{
	struct open_call call = d->x->calls[d->stack];
	if (call.item != INDEX_NONE) {
		tick(d, call.caller, call.item);
	}
	arrive(d, call.caller, call.up, true);
}

/* On from the step, its answer given; `own` is where the answer itself leads, or STEP_NONE.
 * What is passed is not right. */
void draft_leave(struct draft *d, step_id own, bool is_right)
{
	const struct step *s = draft_step(d);
	uint32_t n_ops = d->n_ops;
	map_one(d, draft_vars(d)->right, STAY_NOW, is_right ? STAY_RIGHT : STAY_WRONG);
	step_id to = own;
	if (to == STEP_NONE && s->hub != NULL) {
		to = s->hub->then;
	} else if (to == STEP_NONE && s->n_edges > 0) {
		draft_take_edges(d);
		d->n_ops = n_ops;
		return;
	} else if (to == STEP_NONE) {
		to = s->to;
	}
	draft_set_value(d, draft_vars(d)->done, 1);
	if (to != STEP_NONE) {
		arrive(d, to, d->stack, false);
	} else if (s->back && d->stack != STACK_EMPTY) {
		come_back(d);
	} else if (s->back && s->otherwise != STEP_NONE) {
		arrive(d, s->otherwise, d->stack, false);
	}
	d->n_ops = n_ops;
}

void draft_call(struct draft *d, step_id to, uint32_t item, uint32_t once)
{
	uint32_t n_ops = d->n_ops;
	map_one(d, draft_vars(d)->right, STAY_NOW, STAY_WRONG);
	draft_set_value(d, once, 1);
	uint32_t stack = stack_push(d->x, d->stack, d->step, item);
	if (stack != SPOT_NONE) {
		arrive(d, to, stack, false);
	}
	d->n_ops = n_ops;
}

void draft_move(struct draft *d, enum move_kind kind, uint32_t index)
{
	d->kind = kind;
	d->index = index;
	d->n_ops = 0;
}
