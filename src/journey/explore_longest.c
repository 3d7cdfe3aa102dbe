/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The longest walk from the first step: all states are led on together, a move at a time, as
 * long as anybody is on the way. What was met before counts again, so a journey in which one
 * can go round has no longest walk, and that is noticed by its length.
 */
#include "explore_parts.h"

#include "mem.h"

#include <string.h>

enum {
	MOST_ROUNDS = 4, /* screens for each spot: a walk that has more goes round */
};

/* Who stands where, by spot; and the junctions that somebody is passing. */
struct crowd {
	struct exploration *x;
	bdd *sets;
	uint32_t *junctions, n_junctions;
};

static void add(struct crowd *c, uint32_t to, bdd set)
{
	const struct exploration *x = c->x;
	if (to == SPOT_NONE || set == BDD_NONE) {
		return;
	}
	bool is_junction = x->j->steps[x->spots[to].step].kind == STEP_JUNCTION;
	if (is_junction && c->sets[to] == BDD_NONE) {
		c->junctions[c->n_junctions++] = to;
	}
	c->sets[to] = bdd_or(&c->x->b, c->sets[to], set);
}

static void lead(struct crowd *c, uint32_t from, bdd set)
{
	const struct spot *s = &c->x->spots[from];
	for (uint32_t w = s->first_way; w < s->first_way + s->n_ways; w++) {
		const struct way *way = &c->x->ways[w];
		if (way->to != SPOT_NONE) {
			add(c, way->to, way_forth(c->x, way, set));
		}
	}
}

/* Everybody one move on; a junction is no screen. False: nobody is on the way any more. */
static bool move_all(struct crowd *c, bdd *before)
{
	size_t n = c->x->n_spots;
	memcpy(before, c->sets, n * sizeof before[0]);
	for (size_t i = 0; i < n; i++) {
		c->sets[i] = BDD_NONE;
	}
	for (uint32_t i = 0; i < n; i++) {
		if (before[i] != BDD_NONE) {
			lead(c, i, before[i]);
		}
	}
	while (c->n_junctions > 0) {
		uint32_t at = c->junctions[--c->n_junctions];
		bdd set = c->sets[at];
		c->sets[at] = BDD_NONE;
		lead(c, at, set);
	}
	for (size_t i = 0; i < n; i++) {
		if (c->sets[i] != BDD_NONE) {
			return true;
		}
	}
	return false;
}

size_t exploration_longest(struct exploration *x)
{
	if (x->why != NULL) {
		return EXPLORE_NEVER;
	}
	size_t n = x->n_spots, screens = 1, most = MOST_ROUNDS * n;
	bdd *before = mem_array(n, sizeof before[0]);
	struct crowd c = {
		.x = x,
		.sets = mem_array(n, sizeof c.sets[0]),
		.junctions = mem_array(n, sizeof c.junctions[0]),
	};
	for (size_t i = 0; i < n; i++) {
		c.sets[i] = BDD_NONE;
	}
	uint32_t start = spot_find(x, x->j->start, STACK_EMPTY);
	c.sets[start] = x->spots[start].start;
	while (screens <= most && !x->b.is_full && move_all(&c, before)) {
		screens++;
	}
	mem_free(before);
	mem_free(c.sets);
	mem_free(c.junctions);
	return screens <= most && !x->b.is_full ? screens : EXPLORE_NEVER;
}
