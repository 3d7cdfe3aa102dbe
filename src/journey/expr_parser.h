/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_EXPR_PARSER_H
#define JOURNEY_EXPR_PARSER_H

#include "expr.h"
#include "expr_lex.h"
#include "journey.h"

#include <stdbool.h>

/*
 * The parser's inside, for journey/expr_*.c. The first fault ends the parse: `failed` is then
 * set, and every function gives NULL or false as soon as it sees that.
 */
struct parser {
	const struct expr_scope *scope;
	struct str source;
	size_t at;          /* after `token` */
	struct token token; /* the next one, not yet taken */
	struct expr_fault *fault;
	bool failed;
	int depth;
};

void parser_advance(struct parser *p);

/* Notes the first fault, at the token. Always NULL, for the caller to return. */
const struct expr *parser_fail(struct parser *p, enum diag_code code, struct token where,
                               const char *format, ...) PRINTF_LIKE(4, 5);

struct expr *parser_new(struct parser *p, enum expr_op op, enum expr_type type);

bool parser_at_word(const struct parser *p, const char *word);

/* Takes a token of that kind; else says that `what` should stand here, translated then. */
bool parser_expect(struct parser *p, enum token_kind kind, const char *what);

enum {
	FEW_ARGS = 4,
};

/* Arguments while their number isn't known: the first few here, all of them in `more` beyond. */
struct args {
	const struct expr *few[FEW_ARGS];
	const struct expr **more;
	uint32_t n, cap;
};

void args_add(struct args *a, const struct expr *e);

/* Moves them into the expression; frees what was taken for them. */
void args_end(struct parser *p, struct args *a, struct expr *e);

/* An id alone or `étape.champ`, after its word (expr_names.c). */
const struct expr *parse_name(struct parser *p, struct token name);

/* `nom(…)`, at its opening bracket (expr_names.c). */
const struct expr *parse_call(struct parser *p, struct token name);

/* The whole grammar (expr_parse.c). */
const struct expr *parse_or(struct parser *p);

/* `e`, where it is true or false or NULL already; else a fault at `where`. */
const struct expr *need_condition(struct parser *p, const struct expr *e, struct token where);

#endif
