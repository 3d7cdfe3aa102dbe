/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The moves of a walker, on states: what may be answered, what that changes, where it
 * leads. The rules are those of the format (sections Steps, The carnet, Rulings), written
 * once more for facts alone: engine/moves and engine/fold are the other time, on paths.
 */
#include "explore_parts.h"

#include "i18n.h"

#include <string.h>

/* --- Facts ---------------------------------------------------------------------------- */

static uint32_t n_bits(uint32_t set)
{
	uint32_t n = 0;
	for (; set != 0; set &= set - 1) {
		n++;
	}
	return n;
}

static void show_var(struct exploration *x, const struct var *v, uint32_t value)
{
	struct fact *fact = &x->facts_of[v->step];
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
		fact->ticked = n_bits(value);
		break;
	case VAR_ONCE:
		break;
	}
}

bool site_holds(struct exploration *x, uint32_t site, const uint64_t *state)
{
	struct site *s = &x->sites[site];
	if (s->e == NULL) {
		return true;
	}
	for (uint32_t i = 0; i < x->vars.n; i++) {
		show_var(x, &x->vars.list[i], var_get(&x->vars.list[i], state));
	}
	bool holds = expr_is_true(&x->facts, s->e);
	s->was_true = s->was_true || holds;
	s->was_false = s->was_false || !holds;
	return holds;
}

static void put(struct exploration *x, uint64_t *state, uint32_t var, uint32_t value)
{
	if (var != VAR_NONE) {
		var_set(&x->vars.list[var], state, value);
	}
}

static uint32_t get(const struct exploration *x, const uint64_t *state, uint32_t var)
{
	return var != VAR_NONE ? var_get(&x->vars.list[var], state) : 0;
}

/* --- Arriving ------------------------------------------------------------------------------ */

struct arrival {
	step_id to;
	uint32_t stack;
	bool by_return;
};

static void arrive(struct exploration *x, uint64_t *state, struct arrival a, struct move move)
{
	const struct step_vars *of = &x->vars.of[a.to];
	bool is_end = x->j->steps[a.to].kind == STEP_ENDING;
	uint32_t stack = is_end ? STACK_EMPTY : a.stack;
	state[0] = (uint64_t)stack << 32 | a.to;
	if (!a.by_return && of->visits != VAR_NONE) {
		const struct var *v = &x->vars.list[of->visits];
		uint32_t n = var_get(v, state);
		var_set(v, state, n < v->max ? n + 1 : n);
	}
	if (get(x, state, of->right) == STAY_NOT_YET) {
		put(x, state, of->right, STAY_NOW);
	}
	explore_reach(x, state, move);
}

/* The first edge whose condition holds. */
static step_id edge_taken(struct exploration *x, step_id s, const uint64_t *state)
{
	const struct step *step = &x->j->steps[s];
	uint32_t site = x->first_site[s] + 2 * step->n_options;
	for (uint32_t i = 0; i < step->n_edges; i++) {
		if (site_holds(x, site + i, state)) {
			return step->edges[i].to;
		}
	}
	return STEP_NONE;
}

static step_id through_junctions(struct exploration *x, step_id to, const uint64_t *state)
{
	for (uint32_t hops = 0; to != STEP_NONE && hops < x->j->n_steps; hops++) {
		if (x->j->steps[to].kind != STEP_JUNCTION) {
			return to;
		}
		x->met[to] = true;
		explore_pass(x, to);
		to = edge_taken(x, to, state);
	}
	return STEP_NONE;
}

/* --- Leaving -------------------------------------------------------------------------------- */

static void come_back(struct exploration *x, uint64_t *state, const struct open_call *call,
                      struct move move)
{
	uint32_t ticks = x->vars.of[call->caller].ticks;
	if (call->item != INDEX_NONE && call->item < MAX_TICKS) {
		put(x, state, ticks, get(x, state, ticks) | 1U << call->item);
	}
	arrive(x, state, (struct arrival){call->caller, call->up, true}, move);
}

/*
 * On from the step, its answer already in the state; `own` is where the answer itself leads,
 * or STEP_NONE. What is passed is not right.
 */
static void leave(struct exploration *x, const uint64_t *before, step_id own, bool is_right,
                  struct move move)
{
	step_id s = state_step(before);
	const struct step *step = &x->j->steps[s];
	const struct step_vars *of = &x->vars.of[s];
	uint64_t *state = x->next;
	uint32_t stack = state_stack(before);
	memmove(state, before, state_words(x) * sizeof state[0]);
	if (get(x, state, of->right) == STAY_NOW) {
		put(x, state, of->right, is_right ? STAY_RIGHT : STAY_WRONG);
	}
	step_id to = own;
	if (to == STEP_NONE && step->hub != NULL) {
		to = step->hub->then;
	} else if (to == STEP_NONE && step->n_edges > 0) {
		to = edge_taken(x, s, state);
	} else if (to == STEP_NONE) {
		to = step->to;
	}
	put(x, state, of->done, 1);
	if (to == STEP_NONE && step->back && stack != STACK_EMPTY) {
		come_back(x, state, &x->calls[stack], move);
		return;
	}
	if (to == STEP_NONE && step->back) {
		to = step->otherwise;
	}
	to = through_junctions(x, to, state);
	if (to != STEP_NONE) {
		arrive(x, state, (struct arrival){to, stack, false}, move);
	}
}

static void call(struct exploration *x, const uint64_t *before, step_id to, uint32_t once,
                 struct move move)
{
	step_id s = state_step(before);
	uint64_t *state = x->next;
	memmove(state, before, state_words(x) * sizeof state[0]);
	if (get(x, state, x->vars.of[s].right) == STAY_NOW) {
		put(x, state, x->vars.of[s].right, STAY_WRONG);
	}
	to = through_junctions(x, to, state);
	if (to == STEP_NONE) {
		return;
	}
	put(x, state, once, 1);
	uint32_t item = move.kind == MOVE_ITEM ? move.index : INDEX_NONE;
	uint32_t stack = stack_push(x, state_stack(before), s, item);
	if (stack != STATE_NONE) {
		arrive(x, state, (struct arrival){to, stack, false}, move);
	}
}

/* --- Answers --------------------------------------------------------------------------------- */

static uint32_t once_var(const struct exploration *x, step_id s, uint32_t option)
{
	const struct step_vars *of = &x->vars.of[s];
	for (uint32_t i = 0; i < of->n_once; i++) {
		if (x->vars.list[of->first_once + i].index == option) {
			return of->first_once + i;
		}
	}
	return VAR_NONE;
}

/* Evaluates both conditions, so that each is noted for what it was. */
static bool is_offered(struct exploration *x, const uint64_t *state, uint32_t option)
{
	step_id s = state_step(state);
	uint32_t site = x->first_site[s] + 2 * option;
	bool shown = site_holds(x, site, state) && get(x, state, once_var(x, s, option)) == 0;
	return shown && (x->sites[site + 1].e == NULL || !site_holds(x, site + 1, state));
}

/* Left open; a note stays as it was. */
static void pass(struct exploration *x, const uint64_t *before, struct move move)
{
	step_id s = state_step(before);
	const struct step_vars *of = &x->vars.of[s];
	uint64_t *state = x->next;
	memcpy(state, before, state_words(x) * sizeof state[0]);
	if (move.kind == MOVE_OPEN) {
		put(x, state, of->answer, 0);
		for (uint32_t i = 0; i < of->n_fields; i++) {
			put(x, state, of->first_field + i, 0);
		}
	}
	leave(x, state, STEP_NONE, false, move);
}

static void choose_option(struct exploration *x, const uint64_t *before, uint32_t option)
{
	step_id s = state_step(before);
	const struct option *o = &x->j->steps[s].options[option];
	uint32_t answer = x->vars.of[s].answer;
	if (o->detour != STEP_NONE) {
		call(x, before, o->detour, once_var(x, s, option),
		     (struct move){.kind = MOVE_DETOUR, .index = option & 0x7FFFFFF});
		return;
	}
	memcpy(x->next, before, state_words(x) * sizeof x->next[0]);
	if (answer != VAR_NONE) {
		put(x, x->next, answer, x->vars.list[answer].class_of[option]);
	}
	leave(x, x->next, o->to, o->right,
	      (struct move){.kind = MOVE_OPTION, .index = option & 0x7FFFFFF});
}

/* How many choices are offered that no condition names, and which of those named are. */
struct offer {
	uint32_t n_free, named;
	bool exclusive_is_free;
};

static struct offer offer_of(struct exploration *x, const uint64_t *state, const struct var *v)
{
	const struct step *s = &x->j->steps[state_step(state)];
	struct offer offer = {0};
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (!is_offered(x, state, i)) {
			continue;
		}
		uint32_t k = 0;
		while (v != NULL && k < v->n_options && v->options[k] != i) {
			k++;
		}
		if (v != NULL && k < v->n_options) {
			offer.named |= 1U << k;
		} else if (s->several.exclusive == i) {
			offer.exclusive_is_free = true;
		} else {
			offer.n_free++;
		}
	}
	return offer;
}

/* Whether some set that holds just these of the named choices may be given. */
static bool set_is_possible(const struct step *s, const struct var *v, struct offer offer,
                            uint32_t named)
{
	uint32_t n = n_bits(named);
	if ((named & ~offer.named) != 0) {
		return false;
	}
	for (uint32_t k = 0; v != NULL && k < v->n_options; k++) {
		if ((named >> k & 1) != 0 && v->options[k] == s->several.exclusive) {
			return n == 1;
		}
	}
	if (n == 0 && offer.exclusive_is_free) {
		return true;
	}
	return n <= s->several.max && n + offer.n_free >= s->several.min;
}

static bool set_is_right(const struct step *s, const struct var *v, uint64_t named)
{
	for (uint32_t k = 0; k < v->n_options; k++) {
		if (((named >> k & 1) != 0) != s->options[v->options[k]].right) {
			return false;
		}
	}
	return true;
}

static void choose_set(struct exploration *x, const uint64_t *before)
{
	step_id s = state_step(before);
	const struct step *step = &x->j->steps[s];
	uint32_t answer = x->vars.of[s].answer;
	const struct var *v = answer != VAR_NONE ? &x->vars.list[answer] : NULL;
	struct offer offer = offer_of(x, before, v);
	uint32_t n = v != NULL ? v->n_values : 2;
	for (uint32_t value = 1; value < n; value++) {
		uint64_t named = v != NULL ? v->masks[value] : 0;
		if (!set_is_possible(step, v, offer, (uint32_t)named)) {
			continue;
		}
		memcpy(x->next, before, state_words(x) * sizeof x->next[0]);
		put(x, x->next, answer, value);
		bool is_right = v != NULL && set_is_right(step, v, named);
		leave(x, x->next, STEP_NONE, is_right,
		      (struct move){.kind = MOVE_SET,
		                    .index = (v != NULL ? value : 0) & 0x7FFFFFF});
	}
}

static void guess(struct exploration *x, const uint64_t *before)
{
	step_id s = state_step(before);
	double right = x->j->steps[s].estimate->right;
	uint32_t answer = x->vars.of[s].answer;
	const struct var *v = answer != VAR_NONE ? &x->vars.list[answer] : NULL;
	for (uint32_t value = 1; value < (v != NULL ? v->n_values : 2); value++) {
		memcpy(x->next, before, state_words(x) * sizeof x->next[0]);
		put(x, x->next, answer, value);
		bool is_right = v != NULL && !(v->answers[value]->number < right) &&
		                !(v->answers[value]->number > right);
		leave(x, x->next, STEP_NONE, is_right,
		      (struct move){.kind = MOVE_GUESS,
		                    .index = (v != NULL ? value : 0) & 0x7FFFFFF});
	}
}

/* Whether the field may stay open; one that stands for others, whether they all may. */
static bool field_may_be_open(const struct exploration *x, const struct var *v)
{
	const struct step *s = &x->j->steps[v->step];
	const struct step_vars *of = &x->vars.of[v->step];
	if (s->optional || !v->stands_for_others) {
		return s->optional || s->fields[v->index].optional;
	}
	for (uint32_t f = 0; f < s->n_fields; f++) {
		bool is_read = false;
		for (uint32_t i = 0; i < of->n_fields; i++) {
			const struct var *other = &x->vars.list[of->first_field + i];
			is_read = is_read || (other->index == f && !other->stands_for_others);
		}
		if (!is_read && !s->fields[f].optional) {
			return false;
		}
	}
	return true;
}

/* Every combination of the fields that are read, in one running number. */
static void fill(struct exploration *x, const uint64_t *before)
{
	const struct step_vars *of = &x->vars.of[state_step(before)];
	uint64_t n = 1;
	for (uint32_t i = 0; i < of->n_fields; i++) {
		n *= x->vars.list[of->first_field + i].n_values;
		if (n > x->budget) {
			x->why = N_("une saisie est lue de trop de façons");
			return;
		}
	}
	for (uint32_t k = 0; k < n; k++) {
		bool is_possible = true;
		uint32_t rest = k;
		memcpy(x->next, before, state_words(x) * sizeof x->next[0]);
		for (uint32_t i = 0; i < of->n_fields; i++) {
			const struct var *v = &x->vars.list[of->first_field + i];
			uint32_t value = rest % v->n_values;
			rest /= v->n_values;
			is_possible = is_possible && (value > 0 || field_may_be_open(x, v));
			var_set(v, x->next, value);
		}
		if (is_possible) {
			leave(x, x->next, STEP_NONE, false,
			      (struct move){.kind = MOVE_FIELDS, .index = k & 0x7FFFFFF});
		}
	}
}

/* Some text; which one matters where conditions compare it. */
static void write_text(struct exploration *x, const uint64_t *before)
{
	uint32_t answer = x->vars.of[state_step(before)].answer;
	for (uint32_t v = 1; answer != VAR_NONE && v < x->vars.list[answer].n_values; v++) {
		memcpy(x->next, before, state_words(x) * sizeof x->next[0]);
		put(x, x->next, answer, v);
		leave(x, x->next, STEP_NONE, false,
		      (struct move){.kind = MOVE_WRITE, .index = v & 0x7FFFFFF});
	}
}

/* --- A step ------------------------------------------------------------------------------------
 */

/* `exiger` holds back `ensuite`, but not in the room. */
static bool hub_is_open(const struct exploration *x, const uint64_t *state)
{
	step_id s = state_step(state);
	const struct hub *hub = x->j->steps[s].hub;
	uint32_t ticked = get(x, state, x->vars.of[s].ticks);
	if (hub->required != HUB_ALL) {
		return n_bits(ticked) >= hub->required;
	}
	for (uint32_t i = 0; i < hub->n_items && i < MAX_TICKS; i++) {
		if ((ticked >> i & 1) == 0 && !x->j->steps[hub->items[i].to].optional) {
			return false;
		}
	}
	return true;
}

static void moves_of_hub(struct exploration *x, const uint64_t *state)
{
	const struct hub *hub = x->j->steps[state_step(state)].hub;
	for (uint32_t i = 0; i < hub->n_items; i++) {
		call(x, state, hub->items[i].to, VAR_NONE,
		     (struct move){.kind = MOVE_ITEM, .index = i & 0x7FFFFFF});
	}
	pass(x, state, (struct move){.kind = MOVE_ON, .room = !hub_is_open(x, state)});
}

/* What the room may leave open beyond what a person alone may. */
static bool room_may_pass(const struct step *s)
{
	return s->kind == STEP_INPUT || s->is_several;
}

void moves_from(struct exploration *x, const uint64_t *state)
{
	const struct step *s = &x->j->steps[state_step(state)];
	if (s->kind == STEP_ENDING) {
		return;
	}
	if (s->hub != NULL) {
		moves_of_hub(x, state);
		return;
	}
	if (s->is_several) {
		choose_set(x, state);
	}
	for (uint32_t i = 0; !s->is_several && i < s->n_options; i++) {
		if (is_offered(x, state, i)) {
			choose_option(x, state, i);
		}
	}
	if (s->estimate != NULL) {
		guess(x, state);
	}
	if (s->n_fields > 0) {
		fill(x, state);
	}
	if (s->kind == STEP_NOTE || s->kind == STEP_COMPOSITION) {
		write_text(x, state);
	}
	bool has_answer = s->n_options > 0 || s->estimate != NULL || s->n_fields > 0;
	if (step_is_passable(s) || room_may_pass(s)) {
		pass(x, state,
		     (struct move){.kind = has_answer ? MOVE_OPEN : MOVE_ON,
		                   .room = !step_is_passable(s)});
	}
}
