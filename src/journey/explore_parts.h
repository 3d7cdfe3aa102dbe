/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_EXPLORE_PARTS_H
#define JOURNEY_EXPLORE_PARTS_H

#include "arena.h"
#include "bdd.h"
#include "explore.h"
#include "expr.h"
#include "journey.h"

/*
 * The inside of the explorer, for journey/explore_*.c.
 *
 * A state is a spot (a step, and the calls that are open) and the values of the facts that
 * some condition reads: small numbers, a few bits each. Of answers, only classes are kept:
 * two that no condition tells apart are one value, which stands for the class by one real
 * answer, so that comparisons are evaluated by expr_eval itself. A fact that nothing ahead
 * reads is free. The states met at a spot are one set of rows of bits; a way from spot to
 * spot says what it asks of the facts and what it makes of them.
 */

/* --- What conditions read (explore_reads.c) ------------------------------------------ */

/* An answer, or one field of it, that conditions read, and all it is compared with. */
struct leaf {
	uint32_t step, field; /* field EXPR_NO_FIELD: the step's own answer */
	bool *mentioned;      /* of options */
	double *numbers;
	uint32_t n_numbers, cap_numbers;
	struct date *dates;
	uint32_t n_dates, cap_dates;
	struct str *texts;
	uint32_t n_texts, cap_texts;
	bool stands_for_others; /* of `répondu(étape)`: this field, for all that nothing reads */
	uint32_t next;          /* of the same step, or INDEX_NONE */
};

struct reads {
	const struct journey *j;
	struct leaf *leaves;
	uint32_t n_leaves, cap_leaves;
	uint32_t *leaf_of;            /* by step: its first leaf, or INDEX_NONE */
	uint32_t *visits;             /* by step: how far visits are counted; 0: they aren't */
	bool *done, *right;           /* by step */
	bool *ticks;                  /* by step: a hub whose ticked items matter */
	bool once;                    /* so does whether a détour was taken */
	bool *any_field;              /* by step: `répondu(étape)` of a step with fields */
	const struct expr **compared; /* by calcul: the last comparison that looked into it */
};

/* Of the conditions that steer: of choices, of `suite`, `exiger`; `once`: what was called too. */
void reads_collect(struct reads *r, const struct journey *j, bool once);
void reads_finish(struct reads *r);

/* The answer of a step whose being right is read: a guess is right at one point. */
void reads_add_right(struct reads *r, uint32_t step);

/* --- Facts as small numbers (explore_vars.c) ------------------------------------------- */

enum var_kind {
	VAR_ANSWER, /* of a step that has no fields; 0: none */
	VAR_FIELD,  /* index: the field; 0: none */
	VAR_VISITS, /* saturated */
	VAR_DONE,
	VAR_RIGHT, /* enum first_stay */
	VAR_TICKS, /* a bit for each item, no number */
	VAR_ONCE,  /* index: the option; 1: taken */
};

/* Of `réussi`: only what is answered before the first stay is left counts. */
enum first_stay {
	STAY_NOT_YET,
	STAY_NOW,
	STAY_WRONG,
	STAY_RIGHT,
};

struct var {
	enum var_kind kind;
	uint32_t step, index;
	uint32_t first_bit, n_bits;
	uint32_t n_values;             /* of ticks: 0 */
	const struct answer **answers; /* of answers, by value; [0] is NULL */
	uint32_t *class_of;            /* of a choice: the value of each option */
	uint32_t *options;             /* of a set: the options that are named */
	uint32_t n_options;
	uint32_t *masks; /* of a set: which of those each value holds */
	bool stands_for_others;
};

#define VAR_NONE UINT32_MAX

struct step_vars {
	uint32_t answer, visits, done, right, ticks;
	uint32_t first_field, n_fields;
	uint32_t first_once, n_once;
};

enum {
	MAX_SET_OPTIONS = 12, /* that conditions tell apart, of one set */
	MAX_VISITS = 60,
	MAX_CALLS = 32, /* that are open at once */
};

struct vars {
	struct var *list;
	uint32_t n, cap;
	struct step_vars *of; /* by step */
	uint32_t n_bits;
	const char *why; /* why the search can't be exact, or NULL */
};

void vars_make(struct vars *v, struct arena *arena, struct reads *r);
void vars_finish(struct vars *v);

/* --- Ways ------------------------------------------------------------------------------------ */

#define SPOT_NONE UINT32_MAX
#define STACK_EMPTY 0

/* An open call. Interned: the same calls are the same number. */
struct open_call {
	uint32_t up; /* the calls below, or STACK_EMPTY */
	step_id caller;
	uint32_t item; /* of a hub, or INDEX_NONE */
	uint32_t depth;
};

/* What a way asks of the facts, or makes of them. */
enum op_kind {
	OP_ASK, /* set: the rows that may pass */
	OP_SET, /* var, set: it becomes any value of the set */
	OP_MAP, /* var, to: each value becomes another */
};

struct op {
	enum op_kind kind;
	uint32_t var;
	bdd set;
	bdd cube;           /* the bits of the var, or of the one tick */
	const uint32_t *to; /* by value */
};

/* How one goes. */
enum move_kind {
	MOVE_ON,     /* nothing was to be answered */
	MOVE_OPEN,   /* left open */
	MOVE_OPTION, /* one of those of its class: index is the first */
	MOVE_SET,
	MOVE_GUESS,
	MOVE_FIELDS,
	MOVE_WRITE,  /* a note was written */
	MOVE_DETOUR, /* index: the choice */
	MOVE_ITEM,   /* index: the item */
};

struct way {
	uint32_t from, to; /* spots; `to` SPOT_NONE: only looked at, see `site` */
	const struct op *ops;
	uint32_t n_ops;
	enum move_kind kind;
	uint32_t index;
	bool room;     /* in the room only */
	uint32_t site; /* the condition that is asked here, or INDEX_NONE */
};

/* The states of a spot that were met at one distance. */
struct layer {
	uint32_t distance;
	bdd set;
};

struct spot {
	step_id step;
	uint32_t stack;
	uint32_t first_way, n_ways; /* those from here, made when it is first met */
	bdd dead;                   /* the cube of the facts that don't matter here */
	uint32_t n_live;            /* bits */
	bdd met;
	bdd fresh, next; /* of the search: met at this distance, at the next */
	struct layer *layers;
	uint32_t n_layers, cap_layers;
	bdd start; /* where a walk may begin, with nothing behind it */
	bdd open;  /* and with any history */
	bool is_open;
};

/* A condition of the graph, and what it was found to be. */
struct site {
	const struct expr *e;
	bool is_compiled;
	bdd set;
	bool was_true, was_false;
};

struct exploration {
	const struct journey *j;
	struct explore_how how;
	struct arena arena;
	struct vars vars;
	struct bdds b;
	/* Conditions of step s: two for each option, then its edges. */
	struct site *sites;
	uint32_t *first_site;
	uint64_t *keep; /* by step: the bits that something ahead reads */
	size_t n_words; /* of a row */
	uint64_t *keep_of_stack;
	struct open_call *calls;
	uint32_t n_calls, cap_calls;
	uint32_t *call_slots, n_call_slots;
	struct spot *spots;
	uint32_t n_spots, cap_spots;
	uint32_t *spot_slots, n_spot_slots;
	struct way *ways;
	uint32_t n_ways, cap_ways;
	bool *met;       /* by step; junctions too */
	const char *why; /* NULL: closed */
	size_t n_moves;  /* sets that were led along a way */
	uint32_t n_distances;
	uint32_t open_from; /* the distance at which walks from open beginnings begin */
	double n_states;
	uint32_t n_random;
	uint32_t n_nodes; /* of the search, where random walks came after it */
	/* Scratch of conditions. */
	struct facts facts;
	struct fact *facts_of;
	struct answer *composed; /* by step: of its fields */
	bdd *computed;           /* by calcul: as a condition, or UINT32_MAX */
	size_t effort;
};

/* Which facts still matter at each step (explore_live.c). */
void live_make(struct exploration *x);

/* Conditions as sets (explore_conditions.c). */
bdd site_set(struct exploration *x, uint32_t site);
bdd var_is(struct exploration *x, const struct var *v, uint32_t value);
bdd var_cube(struct exploration *x, const struct var *v);
bdd bits_count(struct exploration *x, const bdd *list, uint32_t n, uint32_t at_least);

/* Spots and calls (explore_spots.c). */
uint32_t spot_find(struct exploration *x, step_id step, uint32_t stack);
uint32_t stack_push(struct exploration *x, uint32_t stack, step_id caller, uint32_t item);
void spots_begin(struct exploration *x);
void spots_finish(struct exploration *x);

/* All ways from the spot, put after those there are (explore_ways.c). */
void ways_make(struct exploration *x, uint32_t spot);

/* The states where a walk may begin (explore_starts.c). */
void explore_begin(struct exploration *x);

/* The rows after the way, and those before that can come to `set` (explore_sets.c). */
bdd way_forth(struct exploration *x, const struct way *way, bdd set);
bdd way_back(struct exploration *x, const struct way *way, bdd set);

/* The same, without forgetting what no longer matters where it leads. */
bdd way_forth_whole(struct exploration *x, const struct way *way, bdd set);

/* By spot, all that `seed` comes to by ways; `alone`: without the room's. Owned. */
bdd *sets_forth(struct exploration *x, const bdd *seed, bool alone);

/* By spot, all that can come to `seed`. Owned. */
bdd *sets_back(struct exploration *x, const bdd *seed, bool alone);

/* Random walks, where the search did not close (explore_chance.c). */
void explore_at_random(struct exploration *x, uint64_t seed);

/* Adds PAR84 (explore_given.c). is_told[site]: set for what is told there. */
void given_tell(struct exploration *x, struct diags *d, bool *is_told);

/* Where a walk begins, and where it leads. */
struct walk_ends {
	uint32_t first, last; /* spots */
	bool is_open;         /* it begins with what others have behind them */
};

/* The shortest walk to a state of these, by spot, with nothing behind it if there is such a
 * one: on one line, or a step a line; false where none is met (explore_walk.c). */
bool walk_add(struct exploration *x, const bdd *sets, const char *between, struct buf *out,
              struct walk_ends *ret_ends);

#endif
