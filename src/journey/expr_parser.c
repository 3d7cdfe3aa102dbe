/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every rule of the grammar needs: the next token, a new node, the first fault. */
#include "expr_parser.h"

#include "i18n.h"
#include "mem.h"

#include <stdarg.h>
#include <string.h>

void parser_advance(struct parser *p)
{
	p->token = expr_next_token(p->source, &p->at);
}

const struct expr *parser_fail(struct parser *p, enum diag_code code, struct token where,
                               const char *format, ...)
{
	if (p->failed) {
		return NULL;
	}
	struct buf message = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&message, format, args);
	va_end(args);
	p->failed = true;
	*p->fault = (struct expr_fault){
		.code = code,
		.offset = where.at,
		.len = where.kind == TOKEN_TEXT ? where.text.len + 2
	               : where.text.len > 0     ? where.text.len
	                                        : 1,
		.message = arena_str(p->scope->arena, buf_str(&message)),
	};
	buf_finish(&message);
	return NULL;
}

struct expr *parser_new(struct parser *p, enum expr_op op, enum expr_type type)
{
	struct expr *e = arena_room(p->scope->arena, sizeof *e);
	*e = (struct expr){.op = op, .type = type, .field = EXPR_NO_FIELD};
	return e;
}

static const struct expr **args_list(struct args *a)
{
	return a->more != NULL ? a->more : a->few;
}

void args_add(struct args *a, const struct expr *e)
{
	if (a->n == FEW_ARGS && a->more == NULL) {
		a->cap = FEW_ARGS * 2;
		a->more = mem_array(a->cap, sizeof a->more[0]);
		memcpy(a->more, a->few, sizeof a->few);
	} else if (a->more != NULL && a->n == a->cap) {
		a->cap *= 2;
		a->more = mem_resize(a->more, a->cap, sizeof a->more[0]);
	}
	args_list(a)[a->n++] = e;
}

void args_end(struct parser *p, struct args *a, struct expr *e)
{
	e->n_args = a->n;
	if (a->n > 0) {
		e->args = arena_room(p->scope->arena, a->n * sizeof e->args[0]);
		memcpy(e->args, args_list(a), a->n * sizeof e->args[0]);
	}
	mem_free(a->more);
}

bool parser_at_word(const struct parser *p, const char *word)
{
	return p->token.kind == TOKEN_WORD && word_is(p->token.text, word);
}

bool parser_expect(struct parser *p, enum token_kind kind, const char *what)
{
	if (p->token.kind == kind) {
		parser_advance(p);
		return true;
	}
	if (p->token.kind == TOKEN_COMMA) {
		parser_fail(
			p, DIAG_PAR50, p->token,
			_("les éléments se séparent par un point-virgule, pas par une virgule"));
	} else if (p->token.kind == TOKEN_END) {
		parser_fail(p, DIAG_PAR50, p->token,
		            _("la condition s'arrête trop tôt : il manque %s"), _(what));
	} else {
		parser_fail(p, DIAG_PAR50, p->token,
		            _("« %.*s » n'est pas attendu ici : il faudrait %s"),
		            STR_ARG(p->token.text), _(what));
	}
	return false;
}
