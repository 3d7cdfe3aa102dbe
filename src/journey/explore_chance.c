/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the search can't close: random walks from a seed, with a bent for the steps that were
 * met least, so that one can at least say how much of the journey was seen.
 */
#include "explore_parts.h"

#include "mem.h"

#include <string.h>

enum {
	CHANCE_MOVES = 100000, /* in all */
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

static uint32_t value_of(const struct var *v, const uint64_t *row)
{
	uint32_t value = 0;
	for (uint32_t i = 0; i < v->n_bits; i++) {
		uint32_t bit = v->first_bit + i;
		value |= (uint32_t)(row[bit / 64] >> bit % 64 & 1) << i;
	}
	return value;
}

static void put_value(const struct var *v, uint64_t *row, uint32_t value)
{
	for (uint32_t i = 0; i < v->n_bits; i++) {
		uint32_t bit = v->first_bit + i;
		row[bit / 64] &= ~(UINT64_C(1) << bit % 64);
		row[bit / 64] |= (uint64_t)(value >> i & 1) << bit % 64;
	}
}

/* One of the values that the op allows. */
static void put_any(const struct exploration *x, const struct op *op, uint64_t *row, uint64_t *seed)
{
	if (op->var == VAR_NONE) {
		bdd_pick(&x->b, op->set, row);
		return;
	}
	const struct var *v = &x->vars.list[op->var];
	uint64_t first = draw(seed);
	for (uint32_t k = 0; k < v->n_values; k++) {
		put_value(v, row, (uint32_t)((first + k) % v->n_values));
		if (bdd_holds(&x->b, op->set, row)) {
			return;
		}
	}
}

/* False where the way can't be taken. */
static bool take(const struct exploration *x, const struct way *way, uint64_t *row, uint64_t *seed)
{
	for (uint32_t i = 0; i < way->n_ops; i++) {
		const struct op *op = &way->ops[i];
		switch (op->kind) {
		case OP_ASK:
			if (!bdd_holds(&x->b, op->set, row)) {
				return false;
			}
			break;
		case OP_SET:
			put_any(x, op, row, seed);
			break;
		case OP_MAP: {
			const struct var *v = &x->vars.list[op->var];
			uint32_t value = value_of(v, row);
			put_value(v, row, value < v->n_values ? op->to[value] : value);
			break;
		}
		}
	}
	return true;
}

struct chance {
	struct exploration *x;
	uint32_t *n_met; /* by step */
	bool *is_made;   /* by spot: its ways are known */
	uint32_t cap_made;
	uint64_t *row, *tried, *best;
	uint64_t seed;
};

static void need_ways(struct chance *c, uint32_t spot)
{
	if (c->x->n_spots > c->cap_made) {
		uint32_t cap = 2 * c->x->n_spots;
		c->is_made = mem_resize(c->is_made, cap, sizeof c->is_made[0]);
		memset(c->is_made + c->cap_made, 0, (cap - c->cap_made) * sizeof c->is_made[0]);
		c->cap_made = cap;
	}
	if (!c->is_made[spot]) {
		c->is_made[spot] = true;
		ways_make(c->x, spot);
	}
}

/* The spot that one goes to, the row changed; SPOT_NONE where there is no way. Of ways that
 * can be taken, mostly the one whose step was met least. */
static uint32_t go(struct chance *c, uint32_t spot)
{
	struct exploration *x = c->x;
	size_t bytes = x->n_words * sizeof c->row[0];
	uint32_t chosen = SPOT_NONE, least = UINT32_MAX;
	need_ways(c, spot);
	for (uint32_t w = 0; w < x->spots[spot].n_ways; w++) {
		const struct way *way = &x->ways[x->spots[spot].first_way + w];
		memcpy(c->tried, c->row, bytes);
		if (way->to == SPOT_NONE || !take(x, way, c->tried, &c->seed)) {
			continue;
		}
		uint32_t n = c->n_met[x->spots[way->to].step] + (uint32_t)(draw(&c->seed) % 4);
		if (n < least) {
			least = n;
			chosen = way->to;
			memcpy(c->best, c->tried, bytes);
		}
	}
	memcpy(c->row, c->best, bytes);
	return chosen;
}

static void walk(struct chance *c, uint32_t spot, size_t *n_moves)
{
	struct exploration *x = c->x;
	memset(c->row, 0, x->n_words * sizeof c->row[0]);
	bdd start = x->spots[spot].start;
	bdd_pick(&x->b, start != BDD_NONE ? start : x->spots[spot].open, c->row);
	for (size_t n = 0; spot != SPOT_NONE && n < CHANCE_WALK; n++) {
		c->n_met[x->spots[spot].step]++;
		x->met[x->spots[spot].step] = true;
		++*n_moves;
		spot = go(c, spot);
	}
}

void explore_at_random(struct exploration *x, uint64_t seed)
{
	struct chance c = {.x = x, .seed = seed};
	const char *why = x->why;
	uint32_t n_starts = x->n_spots;
	size_t n_moves = 0;
	c.n_met = mem_array(x->j->n_steps, sizeof c.n_met[0]);
	c.row = mem_array(x->n_words, sizeof c.row[0]);
	c.tried = mem_array(x->n_words, sizeof c.tried[0]);
	c.best = mem_array(x->n_words, sizeof c.best[0]);
	while (n_moves < CHANCE_MOVES) {
		walk(&c, x->n_random % n_starts, &n_moves);
		x->n_random++;
	}
	x->why = why;
	mem_free(c.n_met);
	mem_free(c.is_made);
	mem_free(c.row);
	mem_free(c.tried);
	mem_free(c.best);
}
