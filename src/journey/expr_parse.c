/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recursive descent, one function a rule of the grammar (format, section Expressions), its
 * depth bounded by EXPR_MAX_DEPTH.
 */
#include "expr_parser.h"

#include "i18n.h"

#include <assert.h>
#include <string.h>

/* --- Terms and comparisons ------------------------------------------------------- */

static const struct expr *parse_term(struct parser *p)
{
	struct token token = p->token;
	switch (token.kind) {
	case TOKEN_NUMBER: {
		struct expr *e = parser_new(p, EXPR_NUMBER, TYPE_NUMBER);
		e->number = token.number;
		parser_advance(p);
		return e;
	}
	case TOKEN_TEXT: {
		struct expr *e = parser_new(p, EXPR_TEXT, TYPE_TEXT);
		e->text = arena_str(p->scope->arena, token.text);
		parser_advance(p);
		return e;
	}
	case TOKEN_OPEN: {
		parser_advance(p);
		const struct expr *e = parse_or(p);
		return e != NULL && parser_expect(p, TOKEN_CLOSE, N_("une parenthèse fermante"))
		               ? e
		               : NULL;
	}
	case TOKEN_WORD:
		parser_advance(p);
		return p->token.kind == TOKEN_OPEN ? parse_call(p, token) : parse_name(p, token);
	case TOKEN_UNCLOSED:
		return parser_fail(p, DIAG_PAR50, token, _("un guillemet n'est pas refermé"));
	case TOKEN_END:
		return parser_fail(p, DIAG_PAR50, token, _("la condition s'arrête trop tôt"));
	case TOKEN_COMMA:
		return parser_fail(
			p, DIAG_PAR50, token,
			_("les éléments se séparent par un point-virgule, pas par une virgule"));
	case TOKEN_CLOSE:
	case TOKEN_SEMICOLON:
	case TOKEN_DOT:
	case TOKEN_EQ:
	case TOKEN_NE:
	case TOKEN_LT:
	case TOKEN_LE:
	case TOKEN_GT:
	case TOKEN_GE:
	case TOKEN_FOREIGN:
		break;
	}
	return parser_fail(p, DIAG_PAR50, token, _("« %.*s » n'est pas attendu ici"),
	                   STR_ARG(token.text));
}

/* The options that a bare word after the comparison is one of. */
static const struct option *options_of(const struct parser *p, const struct expr *left,
                                       uint32_t *ret_n)
{
	const struct step *s = &p->scope->journey->steps[left->step];
	if (left->field == EXPR_NO_FIELD) {
		*ret_n = s->n_options;
		return s->options;
	}
	*ret_n = s->fields[left->field].n_options;
	return s->fields[left->field].options;
}

/* Beside what was told already, any value does. */
static const struct expr *parse_anything(struct parser *p)
{
	struct expr *e = parser_new(p, EXPR_TEXT, TYPE_UNKNOWN);
	e->text = p->token.text;
	parser_advance(p);
	return e;
}

static bool is_value(const struct parser *p)
{
	return p->token.kind == TOKEN_WORD || p->token.kind == TOKEN_NUMBER ||
	       p->token.kind == TOKEN_TEXT;
}

/* `envie = "rien"`, `envie = Je ne sais pas`: a name in quotes, or the label that people see.
 * False where it is neither. */
static bool tell_meant_option(struct parser *p, const struct expr *left)
{
	struct token token = p->token;
	bool is_quoted = token.kind == TOKEN_TEXT;
	if ((!is_quoted && token.kind != TOKEN_WORD) || p->failed) {
		return false;
	}
	uint32_t n;
	const struct option *options = options_of(p, left, &n);
	struct str rest = is_quoted ? token.text : str_slice(p->source, token.at, p->source.len);
	for (uint32_t i = 0; i < n; i++) {
		const struct option *o = &options[i];
		struct str label = o->label.source;
		bool is_it = is_quoted ? str_eq(rest, o->id) || str_eq(rest, label)
		                       : label.len > token.text.len && str_starts(rest, label);
		if (!is_it) {
			continue;
		}
		parser_fail(p, is_quoted ? DIAG_PAR50 : DIAG_PAR52, token,
		            _("dans une condition, une réponse se dit par son nom, sans "
		              "guillemets : « %.*s »"),
		            STR_ARG(o->id));
		p->fault->instead = o->id;
		p->fault->n_instead = is_quoted ? p->fault->len : label.len;
		return true;
	}
	return false;
}

static const struct expr *parse_option(struct parser *p, const struct expr *left)
{
	if (left->type == TYPE_UNKNOWN && is_value(p)) {
		return parse_anything(p);
	}
	struct token word = p->token;
	uint32_t n;
	const struct option *options = options_of(p, left, &n);
	bool is_named = word.kind == TOKEN_WORD && option_find(options, n, word.text) != INDEX_NONE;
	if (!is_named && !p->scope->is_terse && tell_meant_option(p, left)) {
		return NULL;
	}
	if (!parser_expect(p, TOKEN_WORD, N_("le nom d'une réponse, sans guillemets"))) {
		return NULL;
	}
	if (n == 0) { // they could not be read
		struct expr *any = parser_new(p, EXPR_TEXT, TYPE_UNKNOWN);
		any->text = word.text;
		return any;
	}
	struct expr *e = parser_new(p, EXPR_OPTION, TYPE_OPTION);
	e->step = left->step;
	e->field = left->field;
	e->option = option_find(options, n, word.text);
	if (e->option != INDEX_NONE) {
		return e;
	}
	const struct str step = p->scope->journey->steps[left->step].id;
	struct str near = {0};
	if (!p->scope->is_terse) {
		near = list_suggest(options, n, sizeof options[0], word.text);
	}
	if (near.len > 0) {
		return parser_fail(
			p, DIAG_PAR52, word,
			_("« %.*s » n'est pas une réponse de « %.*s » ; vouliez-vous « %.*s » ?"),
			STR_ARG(word.text), STR_ARG(step), STR_ARG(near));
	}
	return parser_fail(p, DIAG_PAR52, word, _("« %.*s » n'est pas une réponse de « %.*s »"),
	                   STR_ARG(word.text), STR_ARG(step));
}

static const struct expr *parse_date(struct parser *p)
{
	struct token token = p->token;
	struct expr *e = parser_new(p, EXPR_DATE, TYPE_DATE);
	if (token.kind != TOKEN_TEXT) {
		return parser_fail(p, DIAG_PAR53, token,
		                   _("une date se compare à une date : \"19/01/2013\""));
	}
	if (!date_parse(token.text, &e->date)) {
		return parser_fail(p, DIAG_PAR53, token,
		                   _("« %.*s » n'est pas un jour du calendrier ; une date s'écrit "
		                     "\"19/01/2013\""),
		                   STR_ARG(token.text));
	}
	parser_advance(p);
	return e;
}

static const struct expr *parse_yes_no(struct parser *p)
{
	struct token token = p->token;
	struct expr *e = parser_new(p, EXPR_YES_NO, TYPE_YES_NO);
	if (token.kind != TOKEN_WORD || !yes_no_parse(token.text, &e->yes)) {
		return parser_fail(p, DIAG_PAR52, token, _("cette réponse ne vaut que oui ou non"));
	}
	parser_advance(p);
	return e;
}

/* Digits that make no number that could be kept: any other foreign thing is one character. */
static bool is_long_number(const struct token *t)
{
	return t->kind == TOKEN_FOREIGN && t->text.len > 1 &&
	       strchr("-0123456789", t->text.ptr[0]) != NULL;
}

static const struct expr *parse_literal(struct parser *p, enum token_kind kind, const char *wrong)
{
	if (kind == TOKEN_NUMBER && is_long_number(&p->token)) {
		return parser_fail(p, DIAG_PAR53, p->token,
		                   _("ce nombre est trop long : 15 chiffres au plus"));
	}
	if (p->token.kind != kind && p->token.kind != TOKEN_UNCLOSED) {
		return parser_fail(p, DIAG_PAR53, p->token, "%s", _(wrong));
	}
	return parse_term(p);
}

/* The right side of a comparison: a value of the left side's type. */
static const struct expr *parse_right(struct parser *p, const struct expr *left)
{
	switch (left->type) {
	case TYPE_NUMBER:
		return parse_literal(p, TOKEN_NUMBER, N_("un nombre se compare à un nombre"));
	case TYPE_TEXT:
		return parse_literal(p, TOKEN_TEXT,
		                     N_("un texte se compare à un texte entre guillemets"));
	case TYPE_DATE:
		return parse_date(p);
	case TYPE_YES_NO:
		return parse_yes_no(p);
	case TYPE_OPTION:
		return parse_option(p, left);
	case TYPE_BOOL:
	case TYPE_SET:
	case TYPE_MIXED:
		break;
	case TYPE_UNKNOWN:
		if (is_value(p)) {
			return parse_anything(p);
		}
		break;
	}
	return parser_fail(p, DIAG_PAR53, p->token, _("ceci ne se compare pas"));
}

static bool has_order(enum expr_type type)
{
	return type == TYPE_NUMBER || type == TYPE_DATE || type == TYPE_UNKNOWN;
}

static const struct expr *parse_comparison(struct parser *p, const struct expr *left,
                                           enum expr_op op)
{
	struct token sign = p->token;
	parser_advance(p);
	if (left->op == EXPR_NUMBER || left->op == EXPR_TEXT) {
		return parser_fail(p, DIAG_PAR53, sign,
		                   _("la réponse se met à gauche, la valeur à droite"));
	}
	if (left->type == TYPE_SET) {
		return parser_fail(p, DIAG_PAR53, sign,
		                   _("plusieurs réponses ne se comparent pas par « %.*s » : "
		                     "écrivez « contient »"),
		                   STR_ARG(sign.text));
	}
	if (left->type == TYPE_BOOL) {
		return parser_fail(
			p, DIAG_PAR53, sign,
			_("une condition ne se compare pas : écrivez-la seule, ou après « non »"));
	}
	if (op != EXPR_EQ && op != EXPR_NE && !has_order(left->type)) {
		return parser_fail(p, DIAG_PAR53, sign,
		                   _("seuls les nombres et les dates ont un ordre"));
	}
	const struct expr *right = parse_right(p, left);
	if (right == NULL) {
		return NULL;
	}
	struct args args = {0};
	args_add(&args, left);
	args_add(&args, right);
	struct expr *e = parser_new(p, op, TYPE_BOOL);
	args_end(p, &args, e);
	return e;
}

static const struct expr *parse_contains(struct parser *p, const struct expr *left)
{
	struct token word = p->token;
	parser_advance(p);
	if (left->type != TYPE_SET && left->type != TYPE_UNKNOWN) {
		return parser_fail(p, DIAG_PAR53, word,
		                   _("« contient » demande une étape à plusieurs réponses"));
	}
	const struct expr *right = parse_option(p, left);
	if (right == NULL) {
		return NULL;
	}
	struct args args = {0};
	args_add(&args, left);
	args_add(&args, right);
	struct expr *e = parser_new(p, EXPR_CONTAINS, TYPE_BOOL);
	args_end(p, &args, e);
	return e;
}

static const struct expr *parse_among(struct parser *p, const struct expr *left)
{
	struct token word = p->token;
	parser_advance(p);
	if (left->type == TYPE_SET || left->type == TYPE_BOOL || left->type == TYPE_MIXED) {
		return parser_fail(p, DIAG_PAR53, word,
		                   _("« parmi » demande une réponse unique à gauche"));
	}
	if (!parser_expect(p, TOKEN_OPEN, N_("une parenthèse ouvrante après « parmi »"))) {
		return NULL;
	}
	struct args args = {0};
	args_add(&args, left);
	bool well = true;
	for (;;) {
		const struct expr *e = parse_right(p, left);
		if (e == NULL) {
			well = false;
			break;
		}
		args_add(&args, e);
		if (p->token.kind != TOKEN_SEMICOLON) {
			well = parser_expect(p, TOKEN_CLOSE,
			                     N_("un point-virgule ou une parenthèse fermante"));
			break;
		}
		parser_advance(p);
	}
	struct expr *e = parser_new(p, EXPR_AMONG, TYPE_BOOL);
	args_end(p, &args, e);
	return well ? e : NULL;
}

static const struct {
	enum token_kind token;
	enum expr_op op;
} comparisons[] = {
	{TOKEN_EQ, EXPR_EQ}, {TOKEN_NE, EXPR_NE}, {TOKEN_LT, EXPR_LT},
	{TOKEN_LE, EXPR_LE}, {TOKEN_GT, EXPR_GT}, {TOKEN_GE, EXPR_GE},
};

static const struct expr *parse_compared(struct parser *p)
{
	const struct expr *left = parse_term(p);
	if (left == NULL) {
		return NULL;
	}
	for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++) {
		if (p->token.kind == comparisons[i].token) {
			return parse_comparison(p, left, comparisons[i].op);
		}
	}
	if (parser_at_word(p, "contient")) {
		return parse_contains(p, left);
	}
	if (parser_at_word(p, "parmi")) {
		return parse_among(p, left);
	}
	return left;
}

static const struct expr *parse_not(struct parser *p)
{
	if (!parser_at_word(p, "non")) {
		return parse_compared(p);
	}
	parser_advance(p);
	struct token where = p->token;
	const struct expr *e = need_condition(p, parse_compared(p), where);
	if (e == NULL) {
		return NULL;
	}
	struct args args = {0};
	args_add(&args, e);
	struct expr *not = parser_new(p, EXPR_NOT, TYPE_BOOL);
	args_end(p, &args, not );
	return not ;
}

/* One operand, or several joined by `word`, which must then be conditions. */
static const struct expr *parse_joined(struct parser *p, const char *word, enum expr_op op,
                                       const struct expr *(*operand)(struct parser *))
{
	struct token where = p->token;
	const struct expr *first = operand(p);
	if (first == NULL || !parser_at_word(p, word)) {
		return first;
	}
	struct args args = {0};
	const struct expr *e = need_condition(p, first, where);
	while (e != NULL) {
		args_add(&args, e);
		if (!parser_at_word(p, word)) {
			break;
		}
		parser_advance(p);
		where = p->token;
		e = need_condition(p, operand(p), where);
	}
	struct expr *joined = parser_new(p, op, TYPE_BOOL);
	args_end(p, &args, joined);
	return e != NULL ? joined : NULL;
}

static const struct expr *parse_and(struct parser *p)
{
	return parse_joined(p, "et", EXPR_AND, parse_not);
}

const struct expr *parse_or(struct parser *p)
{
	if (p->depth == EXPR_MAX_DEPTH) {
		return parser_fail(p, DIAG_PAR50, p->token,
		                   _("trop de parenthèses les unes dans les autres (%d)"),
		                   EXPR_MAX_DEPTH);
	}
	p->depth++;
	const struct expr *e = parse_joined(p, "ou", EXPR_OR, parse_and);
	p->depth--;
	return e;
}

const struct expr *expr_parse(const struct expr_scope *scope, struct str source,
                              struct expr_fault *ret_fault)
{
	struct parser p = {
		.scope = scope,
		.source = source,
		.fault = ret_fault,
		.depth = scope->depth,
	};
	parser_advance(&p);
	const struct expr *e = parse_or(&p);
	if (e == NULL) {
		assert(p.failed);
		return NULL;
	}
	if (p.token.kind == TOKEN_END) {
		struct expr_whole *whole = arena_room(scope->arena, sizeof *whole);
		*whole = (struct expr_whole){*e, scope->span};
		return &whole->expr;
	}
	if (p.token.kind == TOKEN_COMMA) {
		return parser_fail(
			&p, DIAG_PAR50, p.token,
			_("les éléments se séparent par un point-virgule, pas par une virgule"));
	}
	return parser_fail(&p, DIAG_PAR50, p.token, _("« %.*s » n'est pas attendu ici"),
	                   STR_ARG(p.token.text));
}

struct span expr_span(const struct expr *whole)
{
	return ((const struct expr_whole *)whole)->span;
}
