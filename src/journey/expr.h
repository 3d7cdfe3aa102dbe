/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_EXPR_H
#define JOURNEY_EXPR_H

#include "answer.h"
#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

struct journey;
struct option;

/*
 * Expressions: total, typed, checked when the journey is loaded. There is no assignment,
 * no loop, no arithmetic and no function of the author (format, section Expressions).
 */
enum expr_op {
	EXPR_OR,  /* args: booleans */
	EXPR_AND, /* args: booleans */
	EXPR_NOT, /* args[0] */
	EXPR_EQ,  /* args[0], args[1]: the same kind of value */
	EXPR_NE,
	EXPR_LT, /* numbers or dates */
	EXPR_LE,
	EXPR_GT,
	EXPR_GE,
	EXPR_CONTAINS, /* args[0] a set, args[1] an option of it */
	EXPR_AMONG,    /* args[0] an option, the other args options of the same step or field */
	EXPR_NUMBER,   /* number */
	EXPR_TEXT,     /* text, literal */
	EXPR_DATE,     /* date */
	EXPR_YES_NO,   /* yes */
	EXPR_OPTION,   /* option: index among those of step and field */
	EXPR_ANSWER,   /* the answer of step (and field) */
	EXPR_ANSWERED, /* répondu(step[.field]) */
	EXPR_SEEN,     /* vu(step) */
	EXPR_VISITS,   /* visites(step) */
	EXPR_DONE,     /* fait(step) */
	EXPR_RIGHT,    /* réussi(step) */
	EXPR_TICKED,   /* cochés(step): how many items of a hub are ticked */
	EXPR_COUNT,    /* compte(…): how many args are true */
	EXPR_IF,       /* si(args[0]; args[1]; args[2]) */
	EXPR_COMPUTED, /* calculs: computed is its index in the journey's */
};

enum expr_type {
	TYPE_BOOL,
	TYPE_NUMBER,
	TYPE_TEXT,
	TYPE_DATE,
	TYPE_YES_NO,
	TYPE_OPTION,  /* of expr->step and expr->field */
	TYPE_SET,     /* idem */
	TYPE_MIXED,   /* of a `si` whose two sides differ: can only be printed */
	TYPE_UNKNOWN, /* of a calcul with a fault, told where it is: passes as anything */
};

#define EXPR_NO_FIELD UINT32_MAX

enum {
	EXPR_MAX_DEPTH = 64, /* of brackets and calls, in one expression and through calculs */
	/* Of the tree, calculs in their places: a rule of the grammar makes five nodes at most. */
	EXPR_MAX_NODE_DEPTH = EXPR_MAX_DEPTH * 5,
};

struct expr {
	enum expr_op op;
	enum expr_type type;
	uint32_t n_args; /* 0 where there are none: `args` is then no pointer */
	uint32_t step;   /* index of the step meant */
	uint32_t field;  /* index of its field, or EXPR_NO_FIELD */

	/* One of these, by `op`: a large journey has some of them for every step. */
	union {
		const struct expr **args;
		uint32_t option;
		uint32_t computed;
		double number;
		struct str text;
		struct date date;
		bool yes;
	};
};

/* What expr_parse gives: an expression, and where it is written. */
struct expr_whole {
	struct expr expr;
	struct span span;
};

/* Of what expr_parse gave, not of a part of it. */
struct span expr_span(const struct expr *whole);

/* What went wrong in an expression: where in its text, and how. */
struct expr_fault {
	enum diag_code code; /* PAR50 to PAR53 */
	size_t offset, len;  /* bytes of the expression's text */
	struct str message;  /* in the arena, a French sentence */
	/* Where it is known what was meant: that, lent by the journey, for `n_instead` bytes from
	 * `offset`. Else empty. */
	struct str instead;
	size_t n_instead;
};

/*
 * In the arena. NULL with *ret_fault filled. All steps, options, fields and the names of
 * the calculs must be in `j`; the calculs' own expressions need not be parsed yet, but the
 * type of a calcul that isn't yet known is asked of `computed_type`.
 */
struct expr_scope {
	const struct journey *journey;
	struct arena *arena;
	/* The type of the calcul, parsing it first where needed, with that `depth`; false: it has
	 * a fault or is in a circle, already told. May be NULL when the journey has none. */
	bool (*computed_type)(void *ctx, uint32_t computed, int depth,
	                      const struct expr **ret_expr);
	void *ctx;
	struct span span; /* what the expression will say of its place */
	bool is_terse;    /* no name that is near a wrong one is looked for */
	int depth;        /* at which it begins: that of whoever asks for the calcul it is */
};
const struct expr *expr_parse(const struct expr_scope *scope, struct str source,
                              struct expr_fault *ret_fault);

/* What conditions may see of one step. */
struct fact {
	const struct answer *answer; /* NULL: never answered */
	uint32_t visits;
	uint32_t ticked; /* of a hub: how many items */
	bool done;
	bool right;
};

/* of[step], for every step of the journey. */
struct facts {
	const struct journey *journey;
	const struct fact *of;
};

enum value_kind {
	VALUE_NONE, /* unanswered, or left open */
	VALUE_BOOL,
	VALUE_NUMBER,
	VALUE_TEXT,
	VALUE_DATE,
	VALUE_YES_NO,
	VALUE_OPTION, /* one of `options` */
	VALUE_SET,
};

/* Lent by the facts and the journey. */
struct value {
	enum value_kind kind;
	bool yes; /* of BOOL and YES_NO */
	double number;
	struct str text;
	struct date date;
	uint32_t option;
	const uint32_t *set;
	uint32_t n_set;
	const struct option *options; /* those that option and set count in */
	uint32_t n_options;
};

struct value expr_eval(const struct facts *facts, const struct expr *e);

/*
 * An answer as a value; `options` are those of its step or field. Fields, what is open or
 * doesn't fit, and NULL give VALUE_NONE.
 */
struct value answer_value(const struct answer *a, const struct option *options, uint32_t n);

/* A word of the grammar, accents and case aside as everywhere in it: it can't name a thing. */
bool expr_is_reserved(struct str word);

/* True or false, not a value to compare. */
bool expr_is_condition(const struct expr *e);

/* As a condition. A comparison with the unanswered is false; `e` NULL is true. */
bool expr_is_true(const struct facts *facts, const struct expr *e);

/*
 * As a text reads it: an option its `dit`, else its label; a set « a, b et c »; a number
 * the French way; nothing answered « … ». Literal: no Markdown in it means anything.
 */
void value_print(struct buf *out, const struct facts *facts, struct value v);

/* The canonical form, calculs expanded: for the fingerprint and for messages. */
void expr_print(struct buf *out, const struct journey *j, const struct expr *e);

#endif
