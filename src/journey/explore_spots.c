/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls and spots, each kept once under a number. */
#include "explore_parts.h"

#include "i18n.h"
#include "mem.h"

#include <string.h>

enum {
	MAX_SPOTS = 200000,
};

static uint64_t hash(uint64_t a, uint64_t b)
{
	/* The finisher of splitmix64 (Steele, Lea and Flood 2014). */
	uint64_t z = a * UINT64_C(0x9E3779B97F4A7C15) + b;
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* --- Calls ------------------------------------------------------------------------------- */

static uint64_t call_hash(const struct open_call *c)
{
	return hash((uint64_t)c->up << 32 | c->caller, c->item);
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

static uint32_t call_add(struct exploration *x, struct open_call c, uint64_t slot)
{
	size_t words = x->n_words;
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

/* The calls with one more on top; SPOT_NONE where they are too deep. */
uint32_t stack_push(struct exploration *x, uint32_t stack, step_id caller, uint32_t item)
{
	struct open_call c = {stack, caller, item, x->calls[stack].depth + 1};
	if (c.depth > MAX_CALLS) {
		x->why = N_("des détours s'ouvrent les uns dans les autres sans fin");
		return SPOT_NONE;
	}
	if (2 * x->n_calls >= x->n_call_slots) {
		calls_rehash(x);
	}
	uint64_t slot = call_hash(&c) & (x->n_call_slots - 1);
	while (x->call_slots[slot] != 0) {
		const struct open_call *o = &x->calls[x->call_slots[slot]];
		if (o->up == c.up && o->caller == c.caller && o->item == c.item) {
			return x->call_slots[slot];
		}
		slot = (slot + 1) & (x->n_call_slots - 1);
	}
	return call_add(x, c, slot);
}

/* --- Spots --------------------------------------------------------------------------------- */

static void spots_rehash(struct exploration *x)
{
	mem_free(x->spot_slots);
	x->n_spot_slots = x->n_spot_slots == 0 ? 64 : x->n_spot_slots * 2;
	x->spot_slots = mem_array(x->n_spot_slots, sizeof x->spot_slots[0]);
	for (uint32_t i = 0; i < x->n_spots; i++) {
		const struct spot *s = &x->spots[i];
		uint64_t slot = hash(s->step, s->stack) & (x->n_spot_slots - 1);
		while (x->spot_slots[slot] != 0) {
			slot = (slot + 1) & (x->n_spot_slots - 1);
		}
		x->spot_slots[slot] = i + 1;
	}
}

/* What neither the step nor its callers read. */
static void find_dead(struct exploration *x, struct spot *s)
{
	const uint64_t *keep = x->keep + s->step * x->n_words;
	const uint64_t *called = x->keep_of_stack + s->stack * x->n_words;
	s->dead = BDD_ALL;
	for (uint32_t i = x->vars.n_bits; i-- > 0;) {
		bool is_live = ((keep[i / 64] | called[i / 64]) >> i % 64 & 1) != 0;
		s->n_live += is_live;
		if (!is_live) {
			s->dead = bdd_and(&x->b, bdd_bit(&x->b, i), s->dead);
		}
	}
}

/* The number of the spot, made where it is new. SPOT_NONE: there are too many. */
uint32_t spot_find(struct exploration *x, step_id step, uint32_t stack)
{
	uint64_t slot = hash(step, stack) & (x->n_spot_slots - 1);
	while (x->spot_slots[slot] != 0) {
		const struct spot *s = &x->spots[x->spot_slots[slot] - 1];
		if (s->step == step && s->stack == stack) {
			return x->spot_slots[slot] - 1;
		}
		slot = (slot + 1) & (x->n_spot_slots - 1);
	}
	if (x->n_spots == MAX_SPOTS) {
		x->why = N_("il y a trop de détours dans des détours");
		return SPOT_NONE;
	}
	if (x->n_spots == x->cap_spots) {
		x->cap_spots = x->cap_spots == 0 ? 64 : x->cap_spots * 2;
		x->spots = mem_resize(x->spots, x->cap_spots, sizeof x->spots[0]);
	}
	struct spot *s = &x->spots[x->n_spots++];
	*s = (struct spot){.step = step, .stack = stack};
	find_dead(x, s);
	x->spot_slots[slot] = x->n_spots;
	if (2 * x->n_spots > x->n_spot_slots) {
		spots_rehash(x);
	}
	return x->n_spots - 1;
}

/* Call number 0 is no call at all. */
void spots_begin(struct exploration *x)
{
	x->cap_calls = 64;
	x->n_calls = 1;
	x->calls = mem_array(x->cap_calls, sizeof x->calls[0]);
	x->keep_of_stack = mem_array(x->cap_calls * x->n_words, sizeof x->keep_of_stack[0]);
	calls_rehash(x);
	spots_rehash(x);
}

void spots_finish(struct exploration *x)
{
	for (uint32_t i = 0; i < x->n_spots; i++) {
		mem_free(x->spots[i].layers);
	}
	mem_free(x->spots);
	mem_free(x->spot_slots);
	mem_free(x->calls);
	mem_free(x->call_slots);
	mem_free(x->keep_of_stack);
	x->spots = NULL;
	x->spot_slots = x->call_slots = NULL;
	x->calls = NULL;
	x->keep_of_stack = NULL;
	x->n_spots = x->cap_spots = x->n_spot_slots = 0;
	x->n_calls = x->cap_calls = x->n_call_slots = 0;
}
