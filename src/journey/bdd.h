/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_BDD_H
#define JOURNEY_BDD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Sets of rows of bits, as reduced ordered decision diagrams (Bryant 1986): equal sets are
 * one number, and facts that have nothing to do with one another cost the sum, not the
 * product. Private to journey/. Nodes stay until the end; beyond the limit, of them or of the
 * work that they make, `is_full` is set and results mean nothing any more.
 */
typedef uint32_t bdd;

#define BDD_NONE ((bdd)0) /* no row */
#define BDD_ALL ((bdd)1)  /* every row */

struct bdd_node;
struct bdd_memo;

struct bdds {
	struct bdd_node *nodes;
	uint32_t n_nodes, cap_nodes, max_nodes;
	uint64_t n_asked,
		max_asked; /* of the recursions: a diagram that is gone through too often */
	bool is_full;
	uint32_t *slots;
	uint32_t n_slots;
	struct bdd_memo *memo;
	uint32_t n_memo;
	double *shares; /* of all rows that each node holds, where asked; else negative */
	uint32_t n_shares;
};

enum {
	BDD_MAX_BITS = 4096, /* the depth of the recursions */
};

void bdds_init(struct bdds *b, uint32_t max_nodes);
void bdds_finish(struct bdds *b);

/* The rows in which the bit is set. */
bdd bdd_bit(struct bdds *b, uint32_t bit);

/* f ? g : h */
bdd bdd_ite(struct bdds *b, bdd f, bdd g, bdd h);
bdd bdd_and(struct bdds *b, bdd f, bdd g);
bdd bdd_or(struct bdds *b, bdd f, bdd g);
bdd bdd_not(struct bdds *b, bdd f);
bdd bdd_minus(struct bdds *b, bdd f, bdd g);

/* The rows that are in f for some values of the bits of `cube`, an `and` of bdd_bit's. */
bdd bdd_free(struct bdds *b, bdd f, bdd cube);

/* How many rows of n_bits are in f, which reads no other bits. */
double bdd_count(struct bdds *b, bdd f, uint32_t n_bits);

/* One row of f, which has one, into words of 64 bits; bits that are free are left as they are. */
void bdd_pick(const struct bdds *b, bdd f, uint64_t *bits);

/* Whether the row is in f. */
bool bdd_holds(const struct bdds *b, bdd f, const uint64_t *bits);

#endif
