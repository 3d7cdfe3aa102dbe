/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of states led along ways, forth and back, once and until they grow no more. */
#include "explore_parts.h"

#include "mem.h"

#include <string.h>

/* Where a fact doesn't matter, its bits may say what is no value: that stays as it is. */
static uint32_t mapped(const struct var *v, const struct op *op, uint32_t value)
{
	return value < v->n_values ? op->to[value] : value;
}

static bdd map_forth(struct exploration *x, const struct op *op, bdd set)
{
	const struct var *v = &x->vars.list[op->var];
	bdd result = BDD_NONE;
	for (uint32_t k = 0; k < 1U << v->n_bits; k++) {
		bdd part = bdd_and(&x->b, set, var_is(x, v, k));
		if (part != BDD_NONE) {
			part = bdd_free(&x->b, part, op->cube);
			part = bdd_and(&x->b, part, var_is(x, v, mapped(v, op, k)));
			result = bdd_or(&x->b, result, part);
		}
	}
	return result;
}

static bdd map_back(struct exploration *x, const struct op *op, bdd set)
{
	const struct var *v = &x->vars.list[op->var];
	bdd result = BDD_NONE;
	for (uint32_t k = 0; k < 1U << v->n_bits; k++) {
		bdd part = bdd_and(&x->b, set, var_is(x, v, mapped(v, op, k)));
		part = bdd_and(&x->b, bdd_free(&x->b, part, op->cube), var_is(x, v, k));
		result = bdd_or(&x->b, result, part);
	}
	return result;
}

bdd way_forth_whole(struct exploration *x, const struct way *way, bdd set)
{
	for (uint32_t i = 0; i < way->n_ops && set != BDD_NONE; i++) {
		const struct op *op = &way->ops[i];
		switch (op->kind) {
		case OP_ASK:
			set = bdd_and(&x->b, set, op->set);
			break;
		case OP_SET:
			set = bdd_and(&x->b, bdd_free(&x->b, set, op->cube), op->set);
			break;
		case OP_MAP:
			set = map_forth(x, op, set);
			break;
		}
	}
	return set;
}

bdd way_forth(struct exploration *x, const struct way *way, bdd set)
{
	set = way_forth_whole(x, way, set);
	x->n_moves++;
	return way->to != SPOT_NONE ? bdd_free(&x->b, set, x->spots[way->to].dead) : set;
}

bdd way_back(struct exploration *x, const struct way *way, bdd set)
{
	for (uint32_t i = way->n_ops; i-- > 0 && set != BDD_NONE;) {
		const struct op *op = &way->ops[i];
		switch (op->kind) {
		case OP_ASK:
			set = bdd_and(&x->b, set, op->set);
			break;
		case OP_SET:
			set = bdd_free(&x->b, bdd_and(&x->b, set, op->set), op->cube);
			break;
		case OP_MAP:
			set = map_back(x, op, set);
			break;
		}
	}
	return set;
}

/* Spots whose set has grown, each once. */
struct queue {
	uint32_t *list;
	bool *is_in;
	size_t head, n, room;
};

static void queue_add(struct queue *q, uint32_t spot)
{
	if (!q->is_in[spot]) {
		q->is_in[spot] = true;
		q->list[(q->head + q->n++) % q->room] = spot;
	}
}

static uint32_t queue_take(struct queue *q)
{
	uint32_t spot = q->list[q->head];
	q->head = (q->head + 1) % q->room;
	q->n--;
	q->is_in[spot] = false;
	return spot;
}

static struct queue queue_of(const struct exploration *x, const bdd *seed)
{
	struct queue q = {.room = (size_t)x->n_spots + 1};
	q.list = mem_array(q.room, sizeof q.list[0]);
	q.is_in = mem_array(q.room, sizeof q.is_in[0]);
	for (uint32_t i = 0; i < x->n_spots; i++) {
		if (seed[i] != BDD_NONE) {
			queue_add(&q, i);
		}
	}
	return q;
}

static void queue_finish(struct queue *q)
{
	mem_free(q->list);
	mem_free(q->is_in);
}

static bdd *copy_of(const struct exploration *x, const bdd *seed)
{
	bdd *sets = mem_array(x->n_spots, sizeof sets[0]);
	memcpy(sets, seed, x->n_spots * sizeof sets[0]);
	return sets;
}

bdd *sets_forth(struct exploration *x, const bdd *seed, bool alone)
{
	bdd *sets = copy_of(x, seed);
	struct queue q = queue_of(x, seed);
	while (q.n > 0) {
		uint32_t i = queue_take(&q);
		const struct spot *s = &x->spots[i];
		for (uint32_t w = s->first_way; w < s->first_way + s->n_ways; w++) {
			const struct way *way = &x->ways[w];
			if (way->to == SPOT_NONE || (alone && way->room)) {
				continue;
			}
			bdd grown = bdd_or(&x->b, sets[way->to], way_forth(x, way, sets[i]));
			if (grown != sets[way->to]) {
				sets[way->to] = grown;
				queue_add(&q, way->to);
			}
		}
	}
	queue_finish(&q);
	return sets;
}

/* The ways by where they lead. */
static uint32_t *ways_to(const struct exploration *x, uint32_t *first)
{
	uint32_t *list = mem_array(x->n_ways, sizeof list[0]);
	memset(first, 0, ((size_t)x->n_spots + 2) * sizeof first[0]);
	for (uint32_t w = 0; w < x->n_ways; w++) {
		first[x->ways[w].to != SPOT_NONE ? x->ways[w].to + 1 : x->n_spots + 1]++;
	}
	for (uint32_t i = 0; i < x->n_spots; i++) {
		first[i + 1] += first[i];
	}
	uint32_t *at = mem_array((size_t)x->n_spots + 1, sizeof at[0]);
	memcpy(at, first, x->n_spots * sizeof at[0]);
	for (uint32_t w = 0; w < x->n_ways; w++) {
		if (x->ways[w].to != SPOT_NONE) {
			list[at[x->ways[w].to]++] = w;
		}
	}
	mem_free(at);
	return list;
}

bdd *sets_back(struct exploration *x, const bdd *seed, bool alone)
{
	bdd *sets = copy_of(x, seed);
	struct queue q = queue_of(x, seed);
	uint32_t *first = mem_array((size_t)x->n_spots + 2, sizeof first[0]);
	uint32_t *list = ways_to(x, first);
	while (q.n > 0) {
		uint32_t i = queue_take(&q);
		for (uint32_t k = first[i]; k < first[i + 1]; k++) {
			const struct way *way = &x->ways[list[k]];
			if (alone && way->room) {
				continue;
			}
			bdd grown = bdd_or(&x->b, sets[way->from], way_back(x, way, sets[i]));
			if (grown != sets[way->from]) {
				sets[way->from] = grown;
				queue_add(&q, way->from);
			}
		}
	}
	queue_finish(&q);
	mem_free(first);
	mem_free(list);
	return sets;
}
