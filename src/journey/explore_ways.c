/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ways from a spot: what a walker may do there, what that asks of the facts, what it
 * makes of them, where it leads. The rules are those of the format (sections Steps, The
 * carnet, Rulings), written once more for facts alone: engine/moves and engine/fold are the
 * other time, on paths. A junction is a spot too, at no distance.
 */
#include "explore_parts.h"

#include "i18n.h"
#include "mem.h"

#include <string.h>

enum {
	MAX_WAYS = 1000000,
	MAX_OPS = 40,
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

static const struct step *step_of(const struct draft *d)
{
	return &d->x->j->steps[d->step];
}

static const struct step_vars *vars_of(const struct draft *d)
{
	return &d->x->vars.of[d->step];
}

/* --- Ops -------------------------------------------------------------------------------- */

static void ask(struct draft *d, bdd set)
{
	if (set != BDD_ALL) {
		d->ops[d->n_ops++] = (struct op){.kind = OP_ASK, .var = VAR_NONE, .set = set};
	}
}

static void set_to(struct draft *d, uint32_t var, bdd set)
{
	if (var != VAR_NONE) {
		bdd cube = var_cube(d->x, &d->x->vars.list[var]);
		d->ops[d->n_ops++] =
			(struct op){.kind = OP_SET, .var = var, .set = set, .cube = cube};
	}
}

static void set_value(struct draft *d, uint32_t var, uint32_t value)
{
	if (var != VAR_NONE) {
		set_to(d, var, var_is(d->x, &d->x->vars.list[var], value));
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
static void look(struct draft *d, uint32_t site)
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
static void take_edges(struct draft *d)
{
	const struct step *s = step_of(d);
	uint32_t site = d->x->first_site[d->step] + 2 * s->n_options, n_ops = d->n_ops;
	bdd others = BDD_ALL;
	for (uint32_t i = 0; i < s->n_edges; i++) {
		bdd holds = site_set(d->x, site + i);
		ask(d, others);
		look(d, site + i);
		ask(d, holds);
		if (s->kind != STEP_JUNCTION) {
			set_value(d, vars_of(d)->done, 1);
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
static void leave(struct draft *d, step_id own, bool is_right)
{
	const struct step *s = step_of(d);
	uint32_t n_ops = d->n_ops;
	map_one(d, vars_of(d)->right, STAY_NOW, is_right ? STAY_RIGHT : STAY_WRONG);
	step_id to = own;
	if (to == STEP_NONE && s->hub != NULL) {
		to = s->hub->then;
	} else if (to == STEP_NONE && s->n_edges > 0) {
		take_edges(d);
		d->n_ops = n_ops;
		return;
	} else if (to == STEP_NONE) {
		to = s->to;
	}
	set_value(d, vars_of(d)->done, 1);
	if (to != STEP_NONE) {
		arrive(d, to, d->stack, false);
	} else if (s->back && d->stack != STACK_EMPTY) {
		come_back(d);
	} else if (s->back && s->otherwise != STEP_NONE) {
		arrive(d, s->otherwise, d->stack, false);
	}
	d->n_ops = n_ops;
}

static void call(struct draft *d, step_id to, uint32_t item, uint32_t once)
{
	uint32_t n_ops = d->n_ops;
	map_one(d, vars_of(d)->right, STAY_NOW, STAY_WRONG);
	set_value(d, once, 1);
	uint32_t stack = stack_push(d->x, d->stack, d->step, item);
	if (stack != SPOT_NONE) {
		arrive(d, to, stack, false);
	}
	d->n_ops = n_ops;
}

static void move(struct draft *d, enum move_kind kind, uint32_t index)
{
	d->kind = kind;
	d->index = index;
	d->n_ops = 0;
}

/* --- Choices ---------------------------------------------------------------------------------- */

static uint32_t once_var(const struct draft *d, uint32_t option)
{
	for (uint32_t i = 0; i < vars_of(d)->n_once; i++) {
		uint32_t var = vars_of(d)->first_once + i;
		if (d->x->vars.list[var].index == option) {
			return var;
		}
	}
	return VAR_NONE;
}

/* The rows in which the choice is offered. */
static bdd offered(struct draft *d, uint32_t option)
{
	struct exploration *x = d->x;
	uint32_t site = x->first_site[d->step] + 2 * option, once = once_var(d, option);
	bdd shown = site_set(x, site);
	if (once != VAR_NONE) {
		shown = bdd_and(&x->b, shown, var_is(x, &x->vars.list[once], 0));
	}
	bdd grey = x->sites[site + 1].e != NULL ? site_set(x, site + 1) : BDD_NONE;
	return bdd_minus(&x->b, shown, grey);
}

static void look_at_choice(struct draft *d, uint32_t option)
{
	struct exploration *x = d->x;
	uint32_t site = x->first_site[d->step] + 2 * option, once = once_var(d, option);
	move(d, MOVE_ON, 0);
	look(d, site);
	ask(d, site_set(x, site));
	if (once != VAR_NONE) {
		ask(d, var_is(x, &x->vars.list[once], 0));
	}
	look(d, site + 1);
}

/* Choices that lead to one place, whenever they are offered, are one way. */
static bool goes_with(struct draft *d, uint32_t a, uint32_t b)
{
	const struct option *left = &step_of(d)->options[a], *right = &step_of(d)->options[b];
	return right->detour == STEP_NONE && left->to == right->to && left->right == right->right &&
	       offered(d, a) == offered(d, b);
}

static void choose(struct draft *d, uint32_t option, bool *is_done)
{
	const struct step *s = step_of(d);
	uint32_t answer = vars_of(d)->answer;
	bdd values = BDD_NONE;
	for (uint32_t i = option; i < s->n_options; i++) {
		if (is_done[i] || !goes_with(d, option, i)) {
			continue;
		}
		is_done[i] = true;
		if (answer != VAR_NONE) {
			const struct var *v = &d->x->vars.list[answer];
			values = bdd_or(&d->x->b, values, var_is(d->x, v, v->class_of[i]));
		}
	}
	move(d, MOVE_OPTION, option);
	ask(d, offered(d, option));
	set_to(d, answer, values);
	leave(d, s->options[option].to, s->options[option].right);
}

static void ways_of_choices(struct draft *d)
{
	const struct step *s = step_of(d);
	bool *is_done = mem_array(s->n_options, sizeof is_done[0]);
	for (uint32_t i = 0; i < s->n_options; i++) {
		look_at_choice(d, i);
		if (s->options[i].detour != STEP_NONE) {
			move(d, MOVE_DETOUR, i);
			ask(d, offered(d, i));
			call(d, s->options[i].detour, INDEX_NONE, once_var(d, i));
		} else if (!is_done[i]) {
			choose(d, i, is_done);
		}
	}
	mem_free(is_done);
}

/* --- Sets ----------------------------------------------------------------------------------- */

/* The choices of a set that no condition names: when each is offered. */
struct unnamed {
	bdd *list;
	uint32_t n;
	bdd exclusive; /* when the one that excludes the others is, if it is among them */
};

static bool is_named(const struct var *v, uint32_t option)
{
	for (uint32_t k = 0; v != NULL && k < v->n_options; k++) {
		if (v->options[k] == option) {
			return true;
		}
	}
	return false;
}

/* The rows in which a set that holds just these of the named choices may be given. */
static bdd possible(struct draft *d, const struct var *v, const struct unnamed *u, uint32_t named)
{
	const struct several *several = &step_of(d)->several;
	struct bdds *b = &d->x->b;
	bdd set = BDD_ALL;
	uint32_t n = 0;
	bool is_exclusive = false;
	for (uint32_t k = 0; v != NULL && k < v->n_options; k++) {
		if ((named >> k & 1) != 0) {
			set = bdd_and(b, set, offered(d, v->options[k]));
			is_exclusive = is_exclusive || v->options[k] == several->exclusive;
			n++;
		}
	}
	if (is_exclusive) {
		return n == 1 ? set : BDD_NONE;
	}
	bdd enough = BDD_NONE;
	if (n <= several->max) {
		uint32_t missing = several->min > n ? several->min - n : 0;
		enough = bits_count(d->x, u->list, u->n, missing);
	}
	return bdd_and(b, set, n == 0 ? bdd_or(b, enough, u->exclusive) : enough);
}

static bool set_is_right(const struct step *s, const struct var *v, uint32_t named)
{
	for (uint32_t k = 0; v != NULL && k < v->n_options; k++) {
		if (((named >> k & 1) != 0) != s->options[v->options[k]].right) {
			return false;
		}
	}
	return v != NULL;
}

/* Sets that may always be given are one way; the others, one each. */
static void choose_sets(struct draft *d, const struct unnamed *u, bool right)
{
	uint32_t answer = vars_of(d)->answer;
	const struct var *v = answer != VAR_NONE ? &d->x->vars.list[answer] : NULL;
	bdd always = BDD_NONE;
	for (uint32_t value = 1; value < (v != NULL ? v->n_values : 2); value++) {
		uint32_t named = v != NULL ? v->masks[value] : 0;
		bdd when = possible(d, v, u, named);
		if (set_is_right(step_of(d), v, named) != right || when == BDD_NONE) {
			continue;
		}
		bdd is = v != NULL ? var_is(d->x, v, value) : BDD_ALL;
		if (when == BDD_ALL) {
			always = bdd_or(&d->x->b, always, is);
			continue;
		}
		move(d, MOVE_SET, 0);
		ask(d, when);
		set_to(d, answer, is);
		leave(d, STEP_NONE, right);
	}
	if (always != BDD_NONE) {
		move(d, MOVE_SET, 0);
		set_to(d, answer, always);
		leave(d, STEP_NONE, right);
	}
}

static void ways_of_sets(struct draft *d)
{
	const struct step *s = step_of(d);
	uint32_t answer = vars_of(d)->answer;
	const struct var *v = answer != VAR_NONE ? &d->x->vars.list[answer] : NULL;
	struct unnamed u = {.list = mem_array(s->n_options, sizeof(bdd))};
	for (uint32_t i = 0; i < s->n_options; i++) {
		look_at_choice(d, i);
		if (is_named(v, i)) {
			continue;
		}
		if (s->several.exclusive == i) {
			u.exclusive = offered(d, i);
		} else {
			u.list[u.n++] = offered(d, i);
		}
	}
	choose_sets(d, &u, false);
	choose_sets(d, &u, true);
	mem_free(u.list);
}

/* --- Guesses, fields, texts ----------------------------------------------------------------------
 */

static bool guess_is_right(const struct step *s, const struct var *v, uint32_t value)
{
	double guess = v != NULL ? v->answers[value]->number : 0;
	return v != NULL && !(guess < s->estimate->right) && !(guess > s->estimate->right);
}

static void ways_of_guesses(struct draft *d)
{
	uint32_t answer = vars_of(d)->answer;
	const struct var *v = answer != VAR_NONE ? &d->x->vars.list[answer] : NULL;
	for (int right = 0; right < 2; right++) {
		bdd values = BDD_NONE;
		for (uint32_t value = 1; value < (v != NULL ? v->n_values : 2); value++) {
			if (guess_is_right(step_of(d), v, value) == (right != 0)) {
				bdd is = v != NULL ? var_is(d->x, v, value) : BDD_ALL;
				values = bdd_or(&d->x->b, values, is);
			}
		}
		if (values != BDD_NONE) {
			move(d, MOVE_GUESS, 0);
			set_to(d, answer, values);
			leave(d, STEP_NONE, right != 0);
		}
	}
}

/* Whether the field may stay open; one that stands for others, whether they all may. */
static bool field_may_be_open(const struct draft *d, const struct var *v)
{
	const struct step *s = step_of(d);
	if (s->optional || !v->stands_for_others) {
		return s->optional || s->fields[v->index].optional;
	}
	for (uint32_t f = 0; f < s->n_fields; f++) {
		bool is_read = false;
		for (uint32_t i = 0; i < vars_of(d)->n_fields; i++) {
			const struct var *other = &d->x->vars.list[vars_of(d)->first_field + i];
			is_read = is_read || (other->index == f && !other->stands_for_others);
		}
		if (!is_read && !s->fields[f].optional) {
			return false;
		}
	}
	return true;
}

/* Each field any of its values: what one holds says nothing of another. */
static bool set_fields(struct draft *d)
{
	for (uint32_t i = 0; i < vars_of(d)->n_fields; i++) {
		const struct var *v = &d->x->vars.list[vars_of(d)->first_field + i];
		bdd values = BDD_NONE;
		for (uint32_t value = 0; value < v->n_values; value++) {
			if (value > 0 || field_may_be_open(d, v)) {
				values = bdd_or(&d->x->b, values, var_is(d->x, v, value));
			}
		}
		if (d->n_ops + 8 > MAX_OPS) {
			d->x->why = N_("une saisie est lue de trop de façons");
			return false;
		}
		set_to(d, vars_of(d)->first_field + i, values);
	}
	return true;
}

static void ways_of_text(struct draft *d)
{
	uint32_t answer = vars_of(d)->answer;
	bdd values = BDD_NONE;
	if (answer != VAR_NONE) {
		const struct var *v = &d->x->vars.list[answer];
		values = bdd_not(&d->x->b, var_is(d->x, v, 0));
		for (uint32_t value = v->n_values; value < 1U << v->n_bits; value++) {
			values = bdd_minus(&d->x->b, values, var_is(d->x, v, value));
		}
	}
	move(d, MOVE_WRITE, 0);
	set_to(d, answer, values);
	leave(d, STEP_NONE, false);
}

/* --- Passing, hubs ------------------------------------------------------------------------------
 */

/* Left open; a note stays as it was. */
static void pass(struct draft *d, bool has_answer)
{
	move(d, has_answer ? MOVE_OPEN : MOVE_ON, 0);
	if (has_answer) {
		set_value(d, vars_of(d)->answer, 0);
		for (uint32_t i = 0; i < vars_of(d)->n_fields && d->n_ops + 8 < MAX_OPS; i++) {
			set_value(d, vars_of(d)->first_field + i, 0);
		}
	}
	leave(d, STEP_NONE, false);
}

/* `exiger` holds back `ensuite`, but not in the room. */
static bdd hub_is_open(struct draft *d)
{
	const struct hub *hub = step_of(d)->hub;
	struct exploration *x = d->x;
	if (hub->required == 0) {
		return BDD_ALL;
	}
	uint32_t first = x->vars.list[vars_of(d)->ticks].first_bit, n = 0;
	bdd *list = mem_array(hub->n_items, sizeof list[0]);
	for (uint32_t i = 0; i < hub->n_items; i++) {
		if (hub->required != HUB_ALL || !x->j->steps[hub->items[i].to].optional) {
			list[n++] = bdd_bit(&x->b, first + i);
		}
	}
	bdd set = bits_count(x, list, n, hub->required != HUB_ALL ? hub->required : n);
	mem_free(list);
	return set;
}

static void ways_of_hub(struct draft *d)
{
	const struct hub *hub = step_of(d)->hub;
	for (uint32_t i = 0; i < hub->n_items; i++) {
		move(d, MOVE_ITEM, i);
		call(d, hub->items[i].to, i, VAR_NONE);
	}
	bdd open = hub_is_open(d);
	move(d, MOVE_ON, 0);
	ask(d, open);
	leave(d, STEP_NONE, false);
	if (open != BDD_ALL) {
		move(d, MOVE_ON, 0);
		d->room = true;
		leave(d, STEP_NONE, false);
		d->room = false;
	}
}

/* What the room may leave open beyond what a person alone may. */
static bool room_may_pass(const struct step *s)
{
	return s->kind == STEP_INPUT || s->is_several;
}

static void ways_of_step(struct draft *d)
{
	const struct step *s = step_of(d);
	if (s->is_several) {
		ways_of_sets(d);
	} else {
		ways_of_choices(d);
	}
	if (s->estimate != NULL) {
		ways_of_guesses(d);
	}
	move(d, MOVE_FIELDS, 0);
	if (s->n_fields > 0 && set_fields(d)) {
		leave(d, STEP_NONE, false);
	}
	if (s->kind == STEP_NOTE || s->kind == STEP_COMPOSITION) {
		ways_of_text(d);
	}
	bool has_answer = s->n_options > 0 || s->estimate != NULL || s->n_fields > 0;
	if (step_is_passable(s) || room_may_pass(s)) {
		d->room = !step_is_passable(s);
		pass(d, has_answer);
		d->room = false;
	}
}

void ways_make(struct exploration *x, uint32_t spot)
{
	struct draft d = {.x = x, .spot = spot, .step = x->spots[spot].step};
	uint32_t first = x->n_ways;
	d.stack = x->spots[spot].stack;
	const struct step *s = step_of(&d);
	if (s->kind == STEP_JUNCTION) {
		take_edges(&d);
	} else if (s->hub != NULL) {
		ways_of_hub(&d);
	} else if (s->kind != STEP_ENDING) {
		ways_of_step(&d);
	}
	x->spots[spot].first_way = first;
	x->spots[spot].n_ways = x->n_ways - first;
}
