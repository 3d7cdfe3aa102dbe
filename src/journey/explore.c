/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search: breadth first, so that the first way to a state is a shortest one. Each state
 * is kept once, with where it was reached from; all its moves are kept too, so that one can
 * ask afterwards from where an ending can still be reached.
 */
#include "explore_parts.h"

#include "i18n.h"
#include "mem.h"

#include <string.h>

/* --- Open calls ----------------------------------------------------------------------- */

static uint64_t mixed(uint64_t z)
{
	/* The finisher of splitmix64 (Steele, Lea and Flood 2014). */
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static uint64_t call_hash(const struct open_call *c)
{
	return mixed((uint64_t)c->up << 32 | c->caller) ^ mixed(c->item + UINT64_C(1));
}

static void calls_rehash(struct exploration *x)
{
	mem_free(x->call_slots);
	x->n_call_slots = x->n_call_slots == 0 ? 64 : x->n_call_slots * 2;
	x->call_slots = mem_array(x->n_call_slots, sizeof x->call_slots[0]);
	for (uint32_t i = 1; i < x->n_calls; i++) {
		uint64_t slot = call_hash(&x->calls[i]) & (x->n_call_slots - 1);
		while (x->call_slots[slot] != 0) {
			slot = (slot + 1) & (x->n_call_slots - 1);
		}
		x->call_slots[slot] = i;
	}
}

static bool calls_eq(const struct open_call *a, const struct open_call *b)
{
	return a->up == b->up && a->caller == b->caller && a->item == b->item;
}

static uint32_t call_add(struct exploration *x, struct open_call c, uint64_t slot)
{
	size_t words = state_words(x);
	if (x->n_calls == x->cap_calls) {
		x->cap_calls *= 2;
		x->calls = mem_resize(x->calls, x->cap_calls, sizeof x->calls[0]);
		x->keep_of_stack = mem_resize(x->keep_of_stack, x->cap_calls * words,
		                              sizeof x->keep_of_stack[0]);
	}
	for (size_t w = 0; w < words; w++) {
		x->keep_of_stack[x->n_calls * words + w] =
			x->keep_of_stack[c.up * words + w] | x->keep[c.caller * words + w];
	}
	x->calls[x->n_calls] = c;
	x->call_slots[slot] = x->n_calls;
	return x->n_calls++;
}

uint32_t stack_push(struct exploration *x, uint32_t stack, step_id caller, uint32_t item)
{
	struct open_call c = {stack, caller, item, x->calls[stack].depth + 1};
	if (c.depth > MAX_CALLS) {
		x->why = N_("des détours s'ouvrent les uns dans les autres sans fin");
		return STATE_NONE;
	}
	if (2 * x->n_calls >= x->n_call_slots) {
		calls_rehash(x);
	}
	uint64_t slot = call_hash(&c) & (x->n_call_slots - 1);
	while (x->call_slots[slot] != 0) {
		if (calls_eq(&x->calls[x->call_slots[slot]], &c)) {
			return x->call_slots[slot];
		}
		slot = (slot + 1) & (x->n_call_slots - 1);
	}
	return call_add(x, c, slot);
}

/* Number 0 is no call at all. */
static void calls_begin(struct exploration *x)
{
	x->cap_calls = 64;
	x->n_calls = 1;
	x->calls = mem_array(x->cap_calls, sizeof x->calls[0]);
	x->keep_of_stack = mem_array(x->cap_calls * state_words(x), sizeof x->keep_of_stack[0]);
	calls_rehash(x);
}

/* --- States ------------------------------------------------------------------------------ */

static uint64_t state_hash(const struct exploration *x, const uint64_t *state)
{
	uint64_t hash = 0;
	for (size_t w = 0; w < state_words(x); w++) {
		hash = mixed(hash ^ state[w]);
	}
	return hash;
}

static void states_rehash(struct exploration *x)
{
	mem_free(x->slots);
	x->n_slots = x->n_slots == 0 ? 1024 : x->n_slots * 2;
	x->slots = mem_resize(NULL, x->n_slots, sizeof x->slots[0]);
	memset(x->slots, 0xFF, x->n_slots * sizeof x->slots[0]);
	for (uint32_t i = 0; i < x->n_states; i++) {
		uint64_t slot = state_hash(x, state_at(x, i)) & (x->n_slots - 1);
		while (x->slots[slot] != STATE_NONE) {
			slot = (slot + 1) & (x->n_slots - 1);
		}
		x->slots[slot] = i;
	}
}

static void states_grow(struct exploration *x)
{
	if (x->n_states < x->cap_states) {
		return;
	}
	x->cap_states = x->cap_states == 0 ? 512 : x->cap_states * 2;
	size_t words = state_words(x);
	x->states = mem_resize(x->states, x->cap_states * words, sizeof x->states[0]);
	x->before = mem_resize(x->before, x->cap_states, sizeof x->before[0]);
	x->by = mem_resize(x->by, x->cap_states, sizeof x->by[0]);
	x->first_move = mem_resize(x->first_move, x->cap_states + 1, sizeof x->first_move[0]);
}

/* The state's number, found or made; STATE_NONE beyond the budget. */
static uint32_t state_number(struct exploration *x, const uint64_t *state)
{
	size_t words = state_words(x);
	uint64_t slot = state_hash(x, state) & (x->n_slots - 1);
	while (x->slots[slot] != STATE_NONE) {
		if (memcmp(state_at(x, x->slots[slot]), state, words * sizeof state[0]) == 0) {
			return x->slots[slot];
		}
		slot = (slot + 1) & (x->n_slots - 1);
	}
	if (x->n_states == x->budget) {
		x->why = N_("il y a trop de marches différentes");
		return STATE_NONE;
	}
	states_grow(x);
	uint32_t number = (uint32_t)x->n_states++;
	memcpy(x->states + number * words, state, words * sizeof state[0]);
	x->before[number] = x->here;
	x->by[number] = (uint32_t)x->n_moves;
	x->slots[slot] = number;
	step_id s = state_step(state);
	if (x->first_state[s] == STATE_NONE) {
		x->first_state[s] = number;
		x->met[s] = true;
	}
	if (2 * x->n_states > x->n_slots) {
		states_rehash(x);
	}
	return number;
}

static void offer(struct exploration *x, const uint64_t *state)
{
	size_t words = state_words(x);
	if (x->n_offers == x->cap_offers) {
		x->cap_offers = x->cap_offers == 0 ? 64 : x->cap_offers * 2;
		x->offers = mem_resize(x->offers, x->cap_offers * words, sizeof x->offers[0]);
	}
	memcpy(x->offers + x->n_offers++ * words, state, words * sizeof state[0]);
}

void explore_reach(struct exploration *x, uint64_t *state, struct move move)
{
	size_t words = state_words(x);
	const uint64_t *keep = x->keep + state_step(state) * words;
	const uint64_t *called = x->keep_of_stack + state_stack(state) * words;
	for (size_t w = 1; w < words; w++) {
		state[w] &= keep[w] | called[w];
	}
	if (x->is_random) {
		offer(x, state);
		return;
	}
	if (x->n_moves == x->cap_moves) {
		x->cap_moves = x->cap_moves == 0 ? 1024 : x->cap_moves * 2;
		x->moves = mem_resize(x->moves, x->cap_moves, sizeof x->moves[0]);
	}
	move.to = state_number(x, state);
	if (move.to != STATE_NONE) {
		x->moves[x->n_moves++] = move;
	}
}

/* Noted for the move that is being made; should it lead nowhere, the next one inherits it,
 * which is of the same state. */
void explore_pass(struct exploration *x, step_id junction)
{
	if (x->is_random) {
		return;
	}
	if (x->n_passings == x->cap_passings) {
		x->cap_passings = x->cap_passings == 0 ? 64 : x->cap_passings * 2;
		x->passings = mem_resize(x->passings, x->cap_passings, sizeof x->passings[0]);
	}
	x->passings[x->n_passings++] = (struct passing){(uint32_t)x->n_moves, junction};
}

/* --- The whole ---------------------------------------------------------------------------- */

static void sites_make(struct exploration *x)
{
	const struct journey *j = x->j;
	uint32_t n = 0;
	x->first_site = mem_array((size_t)j->n_steps + 1, sizeof x->first_site[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		x->first_site[s] = n;
		n += 2 * j->steps[s].n_options + j->steps[s].n_edges;
	}
	x->first_site[j->n_steps] = n;
	x->sites = mem_array(n, sizeof x->sites[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		const struct step *step = &j->steps[s];
		struct site *site = x->sites + x->first_site[s];
		for (uint32_t i = 0; i < step->n_options; i++) {
			(site++)->e = step->options[i].when;
			(site++)->e = step->options[i].grey;
		}
		for (uint32_t i = 0; i < step->n_edges; i++) {
			(site++)->e = step->edges[i].when;
		}
	}
}

/* Where answers of fields are put together for the evaluation. */
static void scratch_make(struct exploration *x)
{
	const struct journey *j = x->j;
	x->facts_of = mem_array(j->n_steps, sizeof x->facts_of[0]);
	x->facts = (struct facts){j, x->facts_of};
	x->composed = mem_array(j->n_steps, sizeof x->composed[0]);
	x->next = mem_array(state_words(x), sizeof x->next[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		uint32_t n = j->steps[s].n_fields;
		if (x->vars.of[s].n_fields > 0) {
			x->composed[s].kind = ANSWER_FIELDS;
			x->composed[s].fields.n = n;
			x->composed[s].fields.list =
				arena_array(&x->arena, n, sizeof(struct answer *));
		}
	}
}

static void search(struct exploration *x)
{
	uint64_t *state = mem_array(state_words(x), sizeof state[0]);
	explore_begin(x);
	x->n_starts = (uint32_t)x->n_states;
	x->n_moves = 0; /* those of the beginnings are no moves of a state */
	for (uint32_t i = 0; i < x->n_states && x->why == NULL; i++) {
		x->here = i;
		x->first_move[i] = x->n_moves;
		memcpy(state, state_at(x, i), state_words(x) * sizeof state[0]);
		moves_from(x, state);
		x->first_move[i + 1] = x->n_moves;
		x->n_left += x->why == NULL;
	}
	mem_free(state);
}

struct exploration *explore(const struct journey *j, size_t budget, uint64_t seed)
{
	struct exploration *x = mem_alloc(sizeof *x);
	struct reads reads;
	*x = (struct exploration){.j = j, .budget = budget};
	reads_collect(&reads, j);
	vars_make(&x->vars, &x->arena, &reads);
	reads_finish(&reads);
	x->why = x->vars.why;
	x->first_state = mem_resize(NULL, j->n_steps, sizeof x->first_state[0]);
	memset(x->first_state, 0xFF, j->n_steps * sizeof x->first_state[0]);
	x->met = mem_array(j->n_steps, sizeof x->met[0]);
	sites_make(x);
	scratch_make(x);
	live_make(x);
	calls_begin(x);
	states_rehash(x);
	search(x);
	if (x->why != NULL) {
		explore_at_random(x, seed);
	}
	return x;
}

void exploration_destroy(struct exploration *x)
{
	if (x == NULL) {
		return;
	}
	vars_finish(&x->vars);
	mem_free(x->sites);
	mem_free(x->first_site);
	mem_free(x->keep);
	mem_free(x->keep_of_stack);
	mem_free(x->calls);
	mem_free(x->call_slots);
	mem_free(x->states);
	mem_free(x->slots);
	mem_free(x->before);
	mem_free(x->by);
	mem_free(x->first_move);
	mem_free(x->moves);
	mem_free(x->passings);
	mem_free(x->first_state);
	mem_free(x->met);
	mem_free(x->facts_of);
	mem_free(x->composed);
	mem_free(x->next);
	mem_free(x->offers);
	arena_finish(&x->arena);
	mem_free(x);
}

bool exploration_is_closed(const struct exploration *x)
{
	return x->why == NULL;
}

size_t exploration_n_states(const struct exploration *x)
{
	return x->n_states;
}

const char *exploration_why(const struct exploration *x)
{
	return x->why != NULL ? _(x->why) : NULL;
}

uint32_t exploration_n_met(const struct exploration *x, uint32_t *ret_n_places)
{
	uint32_t n_met = 0;
	*ret_n_places = 0;
	for (step_id s = 0; s < x->j->n_steps; s++) {
		if (x->j->steps[s].kind != STEP_JUNCTION) {
			++*ret_n_places;
			n_met += x->met[s];
		}
	}
	return n_met;
}

uint32_t exploration_n_random_walks(const struct exploration *x)
{
	return x->n_random;
}
