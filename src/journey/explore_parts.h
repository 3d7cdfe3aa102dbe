/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_EXPLORE_PARTS_H
#define JOURNEY_EXPLORE_PARTS_H

#include "arena.h"
#include "explore.h"
#include "expr.h"
#include "journey.h"

/*
 * The inside of the explorer, for journey/explore_*.c.
 *
 * A state is a step, the calls that are open, and the values of the facts that some
 * condition reads: small numbers, packed. Of answers, only classes are kept: two that no
 * condition tells apart are one value, which stands for the class by one real answer, so
 * that conditions are evaluated by expr_eval itself. A fact that nothing ahead reads is 0.
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
	bool *any_field;              /* by step: `répondu(étape)` of a step with fields */
	bool *computed;               /* calculs that were read, once each */
	const struct expr **compared; /* by calcul: the last comparison that looked into it */
};

/* Of the conditions that steer: of choices, of `suite`, `exiger`. */
void reads_collect(struct reads *r, const struct journey *j);
void reads_finish(struct reads *r);

/* The answer of a step whose being right is read: a guess is right at one point. */
void reads_add_right(struct reads *r, uint32_t step);

/* All answers that an expression reads the value of, through calculs and `si`. */
typedef void (*leaf_fn)(void *ctx, const struct expr *leaf);
void expr_each_answer(const struct journey *j, const struct expr *e, leaf_fn each, void *ctx);

/* --- Facts as small numbers (explore_vars.c) ------------------------------------------- */

enum var_kind {
	VAR_ANSWER, /* of a step that has no fields; 0: none */
	VAR_FIELD,  /* index: the field; 0: none */
	VAR_VISITS, /* saturated */
	VAR_DONE,
	VAR_RIGHT, /* enum first_stay */
	VAR_TICKS, /* a bit for each item */
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
	uint32_t n_values;             /* of answers */
	const struct answer **answers; /* [0] is NULL */
	uint32_t *class_of;            /* of a choice: the value of each option */
	uint32_t max;                  /* of visits */
	uint32_t word, shift, bits;
	uint64_t *masks;   /* of a set: the mentioned options of value v, as bits of `options` */
	uint32_t *options; /* of a set: the mentioned options */
	uint32_t n_options;
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
	MAX_TICKS = 30,       /* items of one hub */
	MAX_CALLS = 32,       /* that are open at once */
};

struct vars {
	struct var *list;
	uint32_t n, cap;
	struct step_vars *of; /* by step */
	uint32_t n_words;     /* of a packed state, without its head */
	const char *why;      /* why the search can't be exact, or NULL */
};

void vars_make(struct vars *v, struct arena *arena, struct reads *r);
void vars_finish(struct vars *v);

uint32_t var_get(const struct var *v, const uint64_t *state);
void var_set(const struct var *v, uint64_t *state, uint32_t value);

/* --- The search ------------------------------------------------------------------------- */

#define STATE_NONE UINT32_MAX
#define STACK_EMPTY 0

/* An open call. Interned: the same calls are the same number. */
struct open_call {
	uint32_t up; /* the calls below, or STACK_EMPTY */
	step_id caller;
	uint32_t item; /* of a hub, or INDEX_NONE */
	uint32_t depth;
};

/* How a state was reached. */
enum move_kind {
	MOVE_START,
	MOVE_ON,     /* nothing was to be answered */
	MOVE_OPEN,   /* left open */
	MOVE_OPTION, /* index: the choice */
	MOVE_SET,    /* index: the value of its fact; 0 where nothing reads it */
	MOVE_GUESS,  /* idem */
	MOVE_FIELDS, /* index: which combination of its facts */
	MOVE_WRITE,  /* a note was written */
	MOVE_DETOUR, /* index: the choice */
	MOVE_ITEM,   /* index: the item */
	MOVE_N_KINDS,
};

struct move {
	uint32_t to;
	unsigned kind : 4;
	unsigned room : 1; /* in the room only */
	unsigned index : 27;
};

/* Where an edge passed a junction. */
struct passing {
	uint32_t move; /* index of the move */
	step_id junction;
};

/* A condition of the graph, and what it was found to be. */
struct site {
	const struct expr *e;
	bool was_true, was_false;
};

struct exploration {
	const struct journey *j;
	struct arena arena;
	struct vars vars;
	/* Conditions of step s: two for each option, then its edges. */
	struct site *sites;
	uint32_t *first_site;
	/* Bits of the facts that something ahead reads: of each step, of each stack. */
	uint64_t *keep;
	uint64_t *keep_of_stack;
	struct open_call *calls;
	uint32_t n_calls, cap_calls;
	uint32_t *call_slots, n_call_slots;
	/* States: a head (step, stack) and the packed facts. */
	uint64_t *states;
	size_t n_states, cap_states, budget;
	uint32_t *slots;
	size_t n_slots;
	uint32_t *before; /* the state that each was first reached from */
	uint32_t *by;     /* and the move */
	/* The moves of state i: from first_move[i] to first_move[i + 1]. */
	size_t *first_move;
	struct move *moves;
	size_t n_moves, cap_moves;
	struct passing *passings;
	size_t n_passings, cap_passings;
	uint32_t n_starts;
	uint32_t first_any;    /* states from here to n_starts begin with any history */
	uint32_t *first_state; /* by step, STATE_NONE: never met */
	bool *met;             /* by step; junctions too */
	const char *why;       /* NULL: closed */
	size_t n_left;         /* states whose moves are all known */
	uint32_t n_random;
	/* Of random walks: states are offered, not kept. */
	bool is_random;
	uint64_t *offers;
	size_t n_offers, cap_offers;
	/* Scratch of the moves. */
	struct facts facts;
	struct fact *facts_of;
	struct answer *composed; /* by step: of its fields */
	uint64_t *next;
	uint32_t here; /* the state being left */
};

static inline size_t state_words(const struct exploration *x)
{
	return 1 + (size_t)x->vars.n_words;
}

static inline const uint64_t *state_at(const struct exploration *x, uint32_t i)
{
	return x->states + i * state_words(x);
}

static inline step_id state_step(const uint64_t *state)
{
	return (step_id)(state[0] & UINT32_MAX);
}

static inline uint32_t state_stack(const uint64_t *state)
{
	return (uint32_t)(state[0] >> 32);
}

/* Which facts still matter at each step (explore_live.c). */
void live_make(struct exploration *x);

/* The calls with one more on top; STATE_NONE where they are too deep (explore_stack.c). */
uint32_t stack_push(struct exploration *x, uint32_t stack, step_id caller, uint32_t item);

/* The state as it is kept: facts that no longer matter are 0. Adds a move to it from
 * x->here (explore.c). */
void explore_reach(struct exploration *x, uint64_t *state, struct move move);
void explore_pass(struct exploration *x, step_id junction);

/* All moves from a state that was copied out (explore_moves.c). */
void moves_from(struct exploration *x, const uint64_t *state);

/* The states where a walk may begin (explore_starts.c). */
void explore_begin(struct exploration *x);

/* True where the condition holds of the state's facts; notes what it was. */
bool site_holds(struct exploration *x, uint32_t site, const uint64_t *state);

/* Random walks, where the search did not close (explore_chance.c). */
void explore_at_random(struct exploration *x, uint64_t seed);

/* Adds PAR84 (explore_given.c). `is_told[site]`: set for what is told there. */
void given_tell(const struct exploration *x, struct diags *d, bool *is_told);

/* The walk to a state, on one line (explore_walk.c). */
void walk_add_line(const struct exploration *x, uint32_t state, struct buf *out);

#endif
