/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nodes 0 and 1 are the two leaves. A node's children read later bits only, no node has the
 * same child twice, and no two nodes are alike: so equal sets are equal numbers.
 */
#include "bdd.h"

#include "mem.h"

#include <string.h>

struct bdd_node {
	uint32_t bit;
	bdd low, high; /* where the bit is 0, 1 */
};

struct bdd_memo {
	uint32_t f, g, h;
	bdd result;
};

enum {
	LEAST_MEMO = 1 << 16, /* grows with the nodes: one that forgets makes the same work again */
	ASKED_FOR_A_NODE = 40, /* with a budget of a million nodes, some ten seconds */
	FREE = -1,             /* in the place of h: bdd_free */
};

#define LEAF UINT32_MAX

static uint64_t mixed(uint64_t z)
{
	/* The finisher of splitmix64 (Steele, Lea and Flood 2014). */
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static uint64_t hash(uint32_t a, uint32_t b, uint32_t c)
{
	return mixed(((uint64_t)a << 32 | b) * 3 + mixed(c + UINT64_C(1)));
}

void bdds_init(struct bdds *b, uint32_t max_nodes)
{
	*b = (struct bdds){
		.cap_nodes = 1024,
		.max_nodes = max_nodes,
		.max_asked = (uint64_t)max_nodes * ASKED_FOR_A_NODE,
		.n_nodes = 2,
	};
	b->nodes = mem_array(b->cap_nodes, sizeof b->nodes[0]);
	b->nodes[0].bit = b->nodes[1].bit = LEAF;
	b->n_slots = 4096;
	b->slots = mem_array(b->n_slots, sizeof b->slots[0]);
	b->n_memo = LEAST_MEMO;
	b->memo = mem_array(b->n_memo, sizeof b->memo[0]);
}

void bdds_finish(struct bdds *b)
{
	mem_free(b->nodes);
	mem_free(b->slots);
	mem_free(b->memo);
	mem_free(b->shares);
	*b = (struct bdds){0};
}

static void rehash(struct bdds *b)
{
	mem_free(b->slots);
	b->n_slots *= 2;
	b->slots = mem_array(b->n_slots, sizeof b->slots[0]);
	for (uint32_t i = 2; i < b->n_nodes; i++) {
		const struct bdd_node *n = &b->nodes[i];
		uint64_t slot = hash(n->bit, n->low, n->high) & (b->n_slots - 1);
		while (b->slots[slot] != 0) {
			slot = (slot + 1) & (b->n_slots - 1);
		}
		b->slots[slot] = i;
	}
	if (b->n_memo < b->n_slots) {
		mem_free(b->memo);
		b->n_memo = b->n_slots;
		b->memo = mem_array(b->n_memo, sizeof b->memo[0]);
	}
}

/* Not to be held while nodes are made: it moves when it grows. */
static struct bdd_memo *memo_of(const struct bdds *b, uint32_t f, uint32_t g, uint32_t h)
{
	return &b->memo[hash(f, g, h) & (b->n_memo - 1)];
}

static bdd make(struct bdds *b, uint32_t bit, bdd low, bdd high)
{
	if (low == high) {
		return low;
	}
	uint64_t slot = hash(bit, low, high) & (b->n_slots - 1);
	for (; b->slots[slot] != 0; slot = (slot + 1) & (b->n_slots - 1)) {
		const struct bdd_node *n = &b->nodes[b->slots[slot]];
		if (n->bit == bit && n->low == low && n->high == high) {
			return b->slots[slot];
		}
	}
	if (b->n_nodes >= b->max_nodes) {
		b->is_full = true;
		return BDD_NONE;
	}
	if (b->n_nodes == b->cap_nodes) {
		b->cap_nodes *= 2;
		b->nodes = mem_resize(b->nodes, b->cap_nodes, sizeof b->nodes[0]);
	}
	b->nodes[b->n_nodes] = (struct bdd_node){bit, low, high};
	b->slots[slot] = b->n_nodes++;
	if (2 * b->n_nodes > b->n_slots) {
		rehash(b);
	}
	return b->n_nodes - 1;
}

bdd bdd_bit(struct bdds *b, uint32_t bit)
{
	return make(b, bit, BDD_NONE, BDD_ALL);
}

static bdd branch(const struct bdds *b, bdd f, uint32_t bit, bool high)
{
	const struct bdd_node *n = &b->nodes[f];
	if (n->bit != bit) {
		return f;
	}
	return high ? n->high : n->low;
}

static uint32_t first_bit(const struct bdds *b, bdd f, bdd g)
{
	return b->nodes[f].bit < b->nodes[g].bit ? b->nodes[f].bit : b->nodes[g].bit;
}

/* The memo forgets, so that few nodes can make much work: it is counted. */
static bool may_go_on(struct bdds *b)
{
	b->is_full = b->is_full || ++b->n_asked > b->max_asked;
	return !b->is_full;
}

bdd bdd_ite(struct bdds *b, bdd f, bdd g, bdd h)
{
	if (f == BDD_ALL || g == h) {
		return g;
	}
	if (f == BDD_NONE) {
		return h;
	}
	if (g == BDD_ALL && h == BDD_NONE) {
		return f;
	}
	const struct bdd_memo *memo = memo_of(b, f, g, h);
	if (memo->f == f && memo->g == g && memo->h == h) {
		return memo->result;
	}
	if (!may_go_on(b)) {
		return BDD_NONE;
	}
	uint32_t bit = first_bit(b, f, g);
	bit = b->nodes[h].bit < bit ? b->nodes[h].bit : bit;
	bdd low = bdd_ite(b, branch(b, f, bit, false), branch(b, g, bit, false),
	                  branch(b, h, bit, false));
	bdd high = bdd_ite(b, branch(b, f, bit, true), branch(b, g, bit, true),
	                   branch(b, h, bit, true));
	bdd result = make(b, bit, low, high);
	*memo_of(b, f, g, h) = (struct bdd_memo){f, g, h, result};
	return result;
}

bdd bdd_and(struct bdds *b, bdd f, bdd g)
{
	return bdd_ite(b, f, g, BDD_NONE);
}

bdd bdd_or(struct bdds *b, bdd f, bdd g)
{
	return bdd_ite(b, f, BDD_ALL, g);
}

bdd bdd_not(struct bdds *b, bdd f)
{
	return bdd_ite(b, f, BDD_NONE, BDD_ALL);
}

bdd bdd_minus(struct bdds *b, bdd f, bdd g)
{
	return bdd_ite(b, g, BDD_NONE, f);
}

bdd bdd_free(struct bdds *b, bdd f, bdd cube)
{
	uint32_t bit = b->nodes[f].bit;
	while (b->nodes[cube].bit < bit) {
		cube = b->nodes[cube].high;
	}
	if (bit == LEAF || cube == BDD_ALL) {
		return f;
	}
	const struct bdd_memo *memo = memo_of(b, f, cube, (uint32_t)FREE);
	if (memo->f == f && memo->g == cube && memo->h == (uint32_t)FREE) {
		return memo->result;
	}
	if (!may_go_on(b)) {
		return BDD_NONE;
	}
	bool is_free = b->nodes[cube].bit == bit;
	bdd rest = is_free ? b->nodes[cube].high : cube;
	bdd low = bdd_free(b, b->nodes[f].low, rest);
	bdd high = bdd_free(b, b->nodes[f].high, rest);
	bdd result = is_free ? bdd_or(b, low, high) : make(b, bit, low, high);
	*memo_of(b, f, cube, (uint32_t)FREE) = (struct bdd_memo){f, cube, (uint32_t)FREE, result};
	return result;
}

/* The share of all rows that are in f. */
static double share(struct bdds *b, bdd f)
{
	if (f <= BDD_ALL) {
		return f;
	}
	if (b->shares[f] < 0) {
		b->shares[f] = (share(b, b->nodes[f].low) + share(b, b->nodes[f].high)) / 2;
	}
	return b->shares[f];
}

double bdd_count(struct bdds *b, bdd f, uint32_t n_bits)
{
	if (b->n_shares < b->n_nodes) {
		b->shares = mem_resize(b->shares, b->n_nodes, sizeof b->shares[0]);
		for (; b->n_shares < b->n_nodes; b->n_shares++) {
			b->shares[b->n_shares] = -1;
		}
	}
	double count = share(b, f);
	for (uint32_t i = 0; i < n_bits; i++) {
		count *= 2;
	}
	return count;
}

void bdd_pick(const struct bdds *b, bdd f, uint64_t *bits)
{
	while (f > BDD_ALL) {
		const struct bdd_node *n = &b->nodes[f];
		uint64_t bit = UINT64_C(1) << n->bit % 64;
		bool high = n->low == BDD_NONE;
		bits[n->bit / 64] = high ? bits[n->bit / 64] | bit : bits[n->bit / 64] & ~bit;
		f = high ? n->high : n->low;
	}
}

bool bdd_holds(const struct bdds *b, bdd f, const uint64_t *bits)
{
	while (f > BDD_ALL) {
		const struct bdd_node *n = &b->nodes[f];
		f = (bits[n->bit / 64] >> n->bit % 64 & 1) != 0 ? n->high : n->low;
	}
	return f == BDD_ALL;
}
