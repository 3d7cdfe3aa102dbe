/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the search can't close: random walks from a seed, with a bent for the steps that were
 * met least, so that one can at least say how much of the journey was seen.
 */
#include "explore_parts.h"

#include "mem.h"

#include <string.h>

enum {
	CHANCE_MOVES = 200000, /* in all */
	CHANCE_WALK = 2000,    /* of one walk, at most */
};

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t draw(uint64_t *seed)
{
	uint64_t z = *seed += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* Of two drawn at random, the one whose step was met less. */
static const uint64_t *choose(const struct exploration *x, const uint32_t *n_met, uint64_t *seed)
{
	size_t words = state_words(x);
	const uint64_t *a = x->offers + draw(seed) % x->n_offers * words;
	const uint64_t *b = x->offers + draw(seed) % x->n_offers * words;
	return n_met[state_step(b)] < n_met[state_step(a)] ? b : a;
}

void explore_at_random(struct exploration *x, uint64_t seed)
{
	size_t words = state_words(x), n_moves = 0;
	uint32_t *n_met = mem_array(x->j->n_steps, sizeof n_met[0]);
	uint64_t *state = mem_array(words, sizeof state[0]);
	const char *why = x->why;
	x->is_random = true;
	while (n_moves < CHANCE_MOVES) {
		x->n_offers = 0;
		explore_begin(x);
		x->n_random++;
		size_t length = 0;
		while (x->n_offers > 0 && length < CHANCE_WALK) {
			memcpy(state, choose(x, n_met, &seed), words * sizeof state[0]);
			n_met[state_step(state)]++;
			x->met[state_step(state)] = true;
			x->n_offers = 0;
			moves_from(x, state);
			length++;
		}
		n_moves += length + 1;
	}
	x->why = why;
	mem_free(n_met);
	mem_free(state);
}
