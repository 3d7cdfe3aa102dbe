/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ways from a spot: what a walker may do there. The rules are those of the format
 * (sections Steps, The carnet, Rulings), written once more for facts alone: engine/moves and
 * engine/fold are the other time, on paths.
 */
#include "explore_draft.h"

#include "i18n.h"
#include "mem.h"

/* --- Choices ---------------------------------------------------------------------------------- */

static uint32_t once_var(const struct draft *d, uint32_t option)
{
	for (uint32_t i = 0; i < draft_vars(d)->n_once; i++) {
		uint32_t var = draft_vars(d)->first_once + i;
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
	bool is_profile = x->how.has_audience && d->step == x->j->profile;
	if (is_profile && draft_step(d)->options[option].audience != x->how.audience) {
		return BDD_NONE;
	}
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
	draft_move(d, MOVE_ON, 0);
	draft_look(d, site);
	draft_ask(d, site_set(x, site));
	if (once != VAR_NONE) {
		draft_ask(d, var_is(x, &x->vars.list[once], 0));
	}
	draft_look(d, site + 1);
}

/* Choices that lead to one place, whenever they are offered, are one way. */
static bool goes_with(struct draft *d, uint32_t a, uint32_t b)
{
	const struct option *left = &draft_step(d)->options[a], *right = &draft_step(d)->options[b];
	return right->detour == STEP_NONE && left->to == right->to && left->right == right->right &&
	       offered(d, a) == offered(d, b);
}

static void choose(struct draft *d, uint32_t option, bool *is_done)
{
	const struct step *s = draft_step(d);
	uint32_t answer = draft_vars(d)->answer;
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
	draft_move(d, MOVE_OPTION, option);
	draft_ask(d, offered(d, option));
	draft_set(d, answer, values);
	draft_leave(d, s->options[option].to, s->options[option].right);
}

static void ways_of_choices(struct draft *d)
{
	const struct step *s = draft_step(d);
	bool *is_done = mem_array(s->n_options, sizeof is_done[0]);
	for (uint32_t i = 0; i < s->n_options; i++) {
		look_at_choice(d, i);
		if (s->options[i].detour != STEP_NONE) {
			draft_move(d, MOVE_DETOUR, i);
			draft_ask(d, offered(d, i));
			draft_call(d, s->options[i].detour, INDEX_NONE, once_var(d, i));
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
	const struct several *several = &draft_step(d)->several;
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
	uint32_t answer = draft_vars(d)->answer;
	const struct var *v = answer != VAR_NONE ? &d->x->vars.list[answer] : NULL;
	bdd always = BDD_NONE;
	for (uint32_t value = 1; value < (v != NULL ? v->n_values : 2); value++) {
		uint32_t named = v != NULL ? v->masks[value] : 0;
		bdd when = possible(d, v, u, named);
		if (set_is_right(draft_step(d), v, named) != right || when == BDD_NONE) {
			continue;
		}
		bdd is = v != NULL ? var_is(d->x, v, value) : BDD_ALL;
		if (when == BDD_ALL) {
			always = bdd_or(&d->x->b, always, is);
			continue;
		}
		draft_move(d, MOVE_SET, 0);
		draft_ask(d, when);
		draft_set(d, answer, is);
		draft_leave(d, STEP_NONE, right);
	}
	if (always != BDD_NONE) {
		draft_move(d, MOVE_SET, 0);
		draft_set(d, answer, always);
		draft_leave(d, STEP_NONE, right);
	}
}

static void ways_of_sets(struct draft *d)
{
	const struct step *s = draft_step(d);
	uint32_t answer = draft_vars(d)->answer;
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
	uint32_t answer = draft_vars(d)->answer;
	const struct var *v = answer != VAR_NONE ? &d->x->vars.list[answer] : NULL;
	for (int right = 0; right < 2; right++) {
		bdd values = BDD_NONE;
		for (uint32_t value = 1; value < (v != NULL ? v->n_values : 2); value++) {
			if (guess_is_right(draft_step(d), v, value) == (right != 0)) {
				bdd is = v != NULL ? var_is(d->x, v, value) : BDD_ALL;
				values = bdd_or(&d->x->b, values, is);
			}
		}
		if (values != BDD_NONE) {
			draft_move(d, MOVE_GUESS, 0);
			draft_set(d, answer, values);
			draft_leave(d, STEP_NONE, right != 0);
		}
	}
}

/* Whether the field may stay open; one that stands for others, whether they all may. */
static bool field_may_be_open(const struct draft *d, const struct var *v)
{
	const struct step *s = draft_step(d);
	if (s->optional || !v->stands_for_others) {
		return s->optional || s->fields[v->index].optional;
	}
	for (uint32_t f = 0; f < s->n_fields; f++) {
		bool is_read = false;
		for (uint32_t i = 0; i < draft_vars(d)->n_fields; i++) {
			const struct var *other = &d->x->vars.list[draft_vars(d)->first_field + i];
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
	for (uint32_t i = 0; i < draft_vars(d)->n_fields; i++) {
		const struct var *v = &d->x->vars.list[draft_vars(d)->first_field + i];
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
		draft_set(d, draft_vars(d)->first_field + i, values);
	}
	return true;
}

static void ways_of_text(struct draft *d)
{
	uint32_t answer = draft_vars(d)->answer;
	bdd values = BDD_NONE;
	if (answer != VAR_NONE) {
		const struct var *v = &d->x->vars.list[answer];
		values = bdd_not(&d->x->b, var_is(d->x, v, 0));
		for (uint32_t value = v->n_values; value < 1U << v->n_bits; value++) {
			values = bdd_minus(&d->x->b, values, var_is(d->x, v, value));
		}
	}
	draft_move(d, MOVE_WRITE, 0);
	draft_set(d, answer, values);
	draft_leave(d, STEP_NONE, false);
}

/* --- Passing, hubs ------------------------------------------------------------------------------
 */

/* Left open; a note stays as it was. */
static void pass(struct draft *d, bool has_answer)
{
	draft_move(d, has_answer ? MOVE_OPEN : MOVE_ON, 0);
	if (has_answer) {
		draft_set_value(d, draft_vars(d)->answer, 0);
		for (uint32_t i = 0; i < draft_vars(d)->n_fields && d->n_ops + 8 < MAX_OPS; i++) {
			draft_set_value(d, draft_vars(d)->first_field + i, 0);
		}
	}
	draft_leave(d, STEP_NONE, false);
}

static bdd item_is_ticked(struct draft *d, uint32_t item)
{
	const struct var *ticks = &d->x->vars.list[draft_vars(d)->ticks];
	return bdd_bit(&d->x->b, ticks->first_bit + item);
}

/* `exiger` holds back `ensuite`, but not in the room. */
static bdd hub_is_open(struct draft *d)
{
	const struct hub *hub = draft_step(d)->hub;
	struct exploration *x = d->x;
	if (hub->required == 0) {
		return BDD_ALL;
	}
	uint32_t n = 0;
	bdd *list = mem_array(hub->n_items, sizeof list[0]);
	for (uint32_t i = 0; i < hub->n_items; i++) {
		if (hub->required != HUB_ALL || !x->j->steps[hub->items[i].to].optional) {
			list[n++] = item_is_ticked(d, i);
		}
	}
	bdd set = bits_count(x, list, n, hub->required != HUB_ALL ? hub->required : n);
	mem_free(list);
	return set;
}

static void ways_of_hub(struct draft *d)
{
	const struct hub *hub = draft_step(d)->hub;
	for (uint32_t i = 0; i < hub->n_items; i++) {
		draft_move(d, MOVE_ITEM, i);
		if (d->x->how.once) {
			draft_ask(d, bdd_not(&d->x->b, item_is_ticked(d, i)));
		}
		draft_call(d, hub->items[i].to, i, VAR_NONE);
	}
	bdd open = hub_is_open(d);
	draft_move(d, MOVE_ON, 0);
	draft_ask(d, open);
	draft_leave(d, STEP_NONE, false);
	if (open != BDD_ALL) {
		draft_move(d, MOVE_ON, 0);
		d->room = true;
		draft_leave(d, STEP_NONE, false);
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
	const struct step *s = draft_step(d);
	if (s->is_several) {
		ways_of_sets(d);
	} else {
		ways_of_choices(d);
	}
	if (s->estimate != NULL) {
		ways_of_guesses(d);
	}
	draft_move(d, MOVE_FIELDS, 0);
	if (s->n_fields > 0 && set_fields(d)) {
		draft_leave(d, STEP_NONE, false);
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
	const struct step *s = draft_step(&d);
	if (s->kind == STEP_JUNCTION) {
		draft_take_edges(&d);
	} else if (s->hub != NULL) {
		ways_of_hub(&d);
	} else if (s->kind != STEP_ENDING) {
		ways_of_step(&d);
	}
	x->spots[spot].first_way = first;
	x->spots[spot].n_ways = x->n_ways - first;
}
