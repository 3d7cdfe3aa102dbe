/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recursive descent, one function a rule of the grammar, its depth bounded by
 * EXPR_MAX_DEPTH. The first fault ends the parse: `p->fault` is then set and every
 * function returns NULL as soon as it sees that.
 */
#include "expr.h"

#include "expr_lex.h"
#include "i18n.h"
#include "journey.h"
#include "mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct parser {
	const struct expr_scope *scope;
	struct str source;
	size_t at;         /* after `token` */
	struct token token; /* the next one, not yet taken */
	struct expr_fault *fault;
	bool failed;
	int depth;
};

static void advance(struct parser *p)
{
	p->token = expr_next_token(p->source, &p->at);
}

static PRINTF_LIKE(4, 5) const struct expr *fail(struct parser *p, enum diag_code code,
                                                 struct token where, const char *format, ...)
{
	if (p->failed) {
		return NULL;
	}
	char message[512];
	va_list args;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	p->failed = true;
	*p->fault = (struct expr_fault){
		.code = code,
		.offset = where.at,
		.len = where.kind == TOKEN_TEXT ? where.text.len + 2
			: where.text.len > 0    ? where.text.len
						: 1,
		.message = arena_str(p->scope->arena, str_from(message)),
	};
	return NULL;
}

static struct expr *new_expr(struct parser *p, enum expr_op op, enum expr_type type)
{
	struct expr *e = arena_alloc(p->scope->arena, sizeof *e);
	e->op = op;
	e->type = type;
	e->field = EXPR_NO_FIELD;
	return e;
}

enum {
	FEW_ARGS = 4,
};

/* Arguments while their number isn't known: the first few here, all of them in `more` beyond. */
struct args {
	const struct expr *few[FEW_ARGS];
	const struct expr **more;
	uint32_t n, cap;
};

static const struct expr **args_list(struct args *a)
{
	return a->more != NULL ? a->more : a->few;
}

static void args_add(struct args *a, const struct expr *e)
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

/* Moves them into the expression; frees the list. */
static void args_end(struct parser *p, struct args *a, struct expr *e)
{
	e->n_args = a->n;
	e->args = arena_array(p->scope->arena, a->n, sizeof e->args[0]);
	if (a->n > 0) {
		memcpy(e->args, args_list(a), a->n * sizeof e->args[0]);
	}
	mem_free(a->more);
}

static bool at_word(const struct parser *p, struct str word)
{
	return p->token.kind == TOKEN_WORD && word_is(p->token.text, word);
}

static bool expect(struct parser *p, enum token_kind kind, const char *what)
{
	if (p->token.kind == kind) {
		advance(p);
		return true;
	}
	if (p->token.kind == TOKEN_COMMA) {
		fail(p, DIAG_PAR50, p->token,
		     _("les éléments se séparent par un point-virgule, pas par une virgule"));
	} else if (p->token.kind == TOKEN_END) {
		fail(p, DIAG_PAR50, p->token, _("la condition s'arrête trop tôt : il manque %s"), what);
	} else {
		fail(p, DIAG_PAR50, p->token, _("« %.*s » n'est pas attendu ici : il faudrait %s"),
		     STR_ARG(p->token.text), what);
	}
	return false;
}

static const struct expr *parse_or(struct parser *p);

/* --- Names ---------------------------------------------------------------------- */

/* The type of a step's own answer; false where it has none by itself. */
static bool step_type(const struct step *s, enum expr_type *ret_type)
{
	switch (s->kind) {
	case STEP_QUESTION:
		*ret_type = TYPE_OPTION;
		return true;
	case STEP_SEVERAL:
		*ret_type = TYPE_SET;
		return true;
	case STEP_QUIZ:
		*ret_type = s->is_several ? TYPE_SET : TYPE_OPTION;
		return true;
	case STEP_ESTIMATE:
		*ret_type = TYPE_NUMBER;
		return true;
	case STEP_SIGHTING:
		*ret_type = TYPE_OPTION;
		return s->n_options > 0;
	case STEP_NOTE:
	case STEP_COMPOSITION:
		*ret_type = TYPE_TEXT;
		return true;
	case STEP_INFO:
	case STEP_JUNCTION:
	case STEP_INPUT:
	case STEP_HARVEST:
	case STEP_HUB:
	case STEP_REVIEW:
	case STEP_CATALOGUE:
	case STEP_ENDING:
	case STEP_N_KINDS:
		break;
	}
	return false;
}

static const enum expr_type field_types[] = {
	[FIELD_TEXT] = TYPE_TEXT,     [FIELD_LONG_TEXT] = TYPE_TEXT, [FIELD_NUMBER] = TYPE_NUMBER,
	[FIELD_DATE] = TYPE_DATE,     [FIELD_YES_NO] = TYPE_YES_NO,  [FIELD_SCALE] = TYPE_NUMBER,
	[FIELD_LIST] = TYPE_OPTION,
};

static step_id find_step(struct parser *p, struct token name)
{
	const struct journey *j = p->scope->journey;
	step_id s = journey_step(j, name.text);
	if (s != STEP_NONE) {
		return s;
	}
	struct str near = journey_suggest_step(j, name.text);
	if (near.len > 0) {
		fail(p, DIAG_PAR51, name, _("« %.*s » n'est ni une étape ni un calcul ; vouliez-vous « %.*s » ?"),
		     STR_ARG(name.text), STR_ARG(near));
	} else {
		fail(p, DIAG_PAR51, name, _("« %.*s » n'est ni une étape ni un calcul"),
		     STR_ARG(name.text));
	}
	return STEP_NONE;
}

/* After `étape.`: the field. INDEX_NONE after a fault. */
static uint32_t parse_field(struct parser *p, const struct step *s)
{
	struct token name = p->token;
	if (!expect(p, TOKEN_WORD, _("le nom d'un champ"))) {
		return INDEX_NONE;
	}
	uint32_t f = field_find(s, name.text);
	if (f == INDEX_NONE) {
		fail(p, DIAG_PAR51, name, _("l'étape « %.*s » n'a pas de champ « %.*s »"),
		     STR_ARG(s->id), STR_ARG(name.text));
	}
	return f;
}

static const struct expr *parse_computed(struct parser *p, uint32_t computed)
{
	const struct expr *named = NULL;
	struct expr *e = new_expr(p, EXPR_COMPUTED, TYPE_TEXT);
	e->computed = computed;
	if (!p->scope->computed_type(p->scope->ctx, computed, &named)) {
		/* Its own fault is told where it is defined; here it may pass as anything. */
		e->type = TYPE_MIXED;
		return e;
	}
	e->type = named->type;
	e->step = named->step;
	e->field = named->field;
	return e;
}

/* An id alone or `étape.champ`. */
static const struct expr *parse_name(struct parser *p, struct token name)
{
	const struct journey *j = p->scope->journey;
	uint32_t computed = computed_find(j, name.text);
	if (computed != INDEX_NONE && p->token.kind != TOKEN_DOT) {
		return parse_computed(p, computed);
	}
	step_id id = find_step(p, name);
	if (id == STEP_NONE) {
		return NULL;
	}
	const struct step *s = &j->steps[id];
	struct expr *e = new_expr(p, EXPR_ANSWER, TYPE_TEXT);
	e->step = id;
	if (p->token.kind == TOKEN_DOT) {
		advance(p);
		e->field = parse_field(p, s);
		if (e->field == INDEX_NONE) {
			return NULL;
		}
		e->type = field_types[s->fields[e->field].type];
		return e;
	}
	if (step_type(s, &e->type)) {
		return e;
	}
	if (s->kind == STEP_INPUT) {
		return fail(p, DIAG_PAR51, name, _("l'étape « %.*s » a des champs : écrivez « %.*s.%.*s »"),
		            STR_ARG(s->id), STR_ARG(s->id), STR_ARG(s->fields[0].id));
	}
	return fail(p, DIAG_PAR51, name, _("l'étape « %.*s » ne reçoit pas de réponse (genre : %s)"),
	            STR_ARG(s->id), step_kind_name(s->kind));
}

/* --- Functions ------------------------------------------------------------------ */

enum wants {
	WANTS_ANSWER, /* an answer, or fields */
	WANTS_PLACE,  /* a step where one can be */
	WANTS_RIGHT,  /* a quiz or an estimation */
	WANTS_HUB,
};

static const struct step_function {
	const char *name;
	enum expr_op op;
	enum expr_type type;
	enum wants wants;
} step_functions[] = {
	{"répondu", EXPR_ANSWERED, TYPE_BOOL, WANTS_ANSWER},
	{"vu", EXPR_SEEN, TYPE_BOOL, WANTS_PLACE},
	{"visites", EXPR_VISITS, TYPE_NUMBER, WANTS_PLACE},
	{"fait", EXPR_DONE, TYPE_BOOL, WANTS_PLACE},
	{"réussi", EXPR_RIGHT, TYPE_BOOL, WANTS_RIGHT},
	{"cochés", EXPR_TICKED, TYPE_NUMBER, WANTS_HUB},
};

static bool suits(struct parser *p, const struct step_function *f, struct token name,
                  const struct step *s)
{
	enum expr_type type;
	bool suits = true;
	switch (f->wants) {
	case WANTS_ANSWER:
		suits = s->kind == STEP_INPUT || step_type(s, &type);
		break;
	case WANTS_PLACE:
		suits = s->kind != STEP_JUNCTION;
		break;
	case WANTS_RIGHT:
		suits = s->kind == STEP_QUIZ || s->kind == STEP_ESTIMATE;
		break;
	case WANTS_HUB:
		suits = s->kind == STEP_HUB;
		break;
	}
	if (!suits) {
		fail(p, DIAG_PAR53, name, _("%s(%.*s) n'a pas de sens : « %.*s » est une étape de genre %s"),
		     f->name, STR_ARG(name.text), STR_ARG(name.text), step_kind_name(s->kind));
	}
	return suits;
}

/* After the name of the function and its opening bracket. */
static const struct expr *parse_step_function(struct parser *p, const struct step_function *f)
{
	struct token name = p->token;
	if (!expect(p, TOKEN_WORD, _("le nom d'une étape"))) {
		return NULL;
	}
	step_id id = find_step(p, name);
	if (id == STEP_NONE || !suits(p, f, name, &p->scope->journey->steps[id])) {
		return NULL;
	}
	struct expr *e = new_expr(p, f->op, f->type);
	e->step = id;
	if (f->op == EXPR_ANSWERED && p->token.kind == TOKEN_DOT) {
		advance(p);
		e->field = parse_field(p, &p->scope->journey->steps[id]);
		if (e->field == INDEX_NONE) {
			return NULL;
		}
	}
	return expect(p, TOKEN_CLOSE, _("une parenthèse fermante")) ? e : NULL;
}

static bool is_condition(const struct expr *e)
{
	return e->type == TYPE_BOOL || e->type == TYPE_YES_NO;
}

/* A sub-expression that must be true or false. */
static const struct expr *need_condition(struct parser *p, const struct expr *e,
                                         struct token where)
{
	if (e == NULL || is_condition(e) || (e->op == EXPR_COMPUTED && e->type == TYPE_MIXED)) {
		return e;
	}
	if (e->op == EXPR_ANSWER) {
		return fail(p, DIAG_PAR53, where,
		            _("« %.*s » est une réponse, pas une condition : écrivez répondu(%.*s), ou "
		              "comparez-la"),
		            STR_ARG(where.text), STR_ARG(where.text));
	}
	return fail(p, DIAG_PAR53, where, _("il faut ici une condition, vraie ou fausse"));
}

/* Conditions separated by `;`, up to the closing bracket, which is taken. */
static bool parse_arguments(struct parser *p, struct args *args, bool conditions)
{
	for (;;) {
		struct token where = p->token;
		const struct expr *e = parse_or(p);
		bool must_hold = conditions || args->n == 0;
		if (must_hold) {
			e = need_condition(p, e, where);
		}
		if (e == NULL) {
			return false;
		}
		args_add(args, e);
		if (p->token.kind != TOKEN_SEMICOLON) {
			return expect(p, TOKEN_CLOSE, _("un point-virgule ou une parenthèse fermante"));
		}
		advance(p);
	}
}

static const struct expr *parse_count(struct parser *p)
{
	struct args args = {0};
	struct expr *e = new_expr(p, EXPR_COUNT, TYPE_NUMBER);
	bool well = parse_arguments(p, &args, true);
	args_end(p, &args, e);
	return well ? e : NULL;
}

static bool same_type(const struct expr *a, const struct expr *b)
{
	if (a->type != b->type) {
		return false;
	}
	return (a->type != TYPE_OPTION && a->type != TYPE_SET) ||
	       (a->step == b->step && a->field == b->field);
}

static const struct expr *parse_if(struct parser *p, struct token name)
{
	struct args args = {0};
	struct expr *e = new_expr(p, EXPR_IF, TYPE_MIXED);
	bool well = parse_arguments(p, &args, false);
	args_end(p, &args, e);
	if (!well) {
		return NULL;
	}
	if (e->n_args != 3) {
		return fail(p, DIAG_PAR50, name,
		            _("si(…) veut trois éléments : si(condition; alors; sinon) ; il y en a %u"),
		            e->n_args);
	}
	if (same_type(e->args[1], e->args[2])) {
		e->type = e->args[1]->type;
		e->step = e->args[1]->step;
		e->field = e->args[1]->field;
	}
	return e;
}

static const struct expr *parse_call(struct parser *p, struct token name)
{
	advance(p);
	if (word_is(name.text, STR("compte"))) {
		return parse_count(p);
	}
	if (word_is(name.text, STR("si"))) {
		return parse_if(p, name);
	}
	for (size_t i = 0; i < sizeof step_functions / sizeof step_functions[0]; i++) {
		if (word_is(name.text, str_from(step_functions[i].name))) {
			return parse_step_function(p, &step_functions[i]);
		}
	}
	return fail(p, DIAG_PAR51, name,
	            _("« %.*s » n'est pas une fonction ; il y a répondu, vu, visites, fait, réussi, "
	              "cochés, compte et si"),
	            STR_ARG(name.text));
}

/* --- Terms and comparisons ------------------------------------------------------- */

static const struct expr *parse_term(struct parser *p)
{
	struct token token = p->token;
	switch (token.kind) {
	case TOKEN_NUMBER: {
		struct expr *e = new_expr(p, EXPR_NUMBER, TYPE_NUMBER);
		e->number = token.number;
		advance(p);
		return e;
	}
	case TOKEN_TEXT: {
		struct expr *e = new_expr(p, EXPR_TEXT, TYPE_TEXT);
		e->text = arena_str(p->scope->arena, token.text);
		advance(p);
		return e;
	}
	case TOKEN_OPEN: {
		advance(p);
		const struct expr *e = parse_or(p);
		return e != NULL && expect(p, TOKEN_CLOSE, _("une parenthèse fermante")) ? e : NULL;
	}
	case TOKEN_WORD:
		advance(p);
		return p->token.kind == TOKEN_OPEN ? parse_call(p, token) : parse_name(p, token);
	case TOKEN_UNCLOSED:
		return fail(p, DIAG_PAR50, token, _("un guillemet n'est pas refermé"));
	case TOKEN_END:
		return fail(p, DIAG_PAR50, token, _("la condition s'arrête trop tôt"));
	case TOKEN_COMMA:
		return fail(p, DIAG_PAR50, token,
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
	return fail(p, DIAG_PAR50, token, _("« %.*s » n'est pas attendu ici"), STR_ARG(token.text));
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

static const struct expr *parse_option(struct parser *p, const struct expr *left)
{
	struct token word = p->token;
	if (!expect(p, TOKEN_WORD, _("le nom d'une réponse, sans guillemets"))) {
		return NULL;
	}
	uint32_t n;
	const struct option *options = options_of(p, left, &n);
	struct expr *e = new_expr(p, EXPR_OPTION, TYPE_OPTION);
	e->step = left->step;
	e->field = left->field;
	e->option = option_find(options, n, word.text);
	if (e->option != INDEX_NONE) {
		return e;
	}
	const struct str step = p->scope->journey->steps[left->step].id;
	struct str near = option_suggest(options, n, word.text);
	if (near.len > 0) {
		return fail(p, DIAG_PAR52, word,
		            _("« %.*s » n'est pas une réponse de « %.*s » ; vouliez-vous « %.*s » ?"),
		            STR_ARG(word.text), STR_ARG(step), STR_ARG(near));
	}
	return fail(p, DIAG_PAR52, word, _("« %.*s » n'est pas une réponse de « %.*s »"),
	            STR_ARG(word.text), STR_ARG(step));
}

static const struct expr *parse_date(struct parser *p)
{
	struct token token = p->token;
	struct expr *e = new_expr(p, EXPR_DATE, TYPE_DATE);
	if (token.kind != TOKEN_TEXT || !date_parse(token.text, &e->date)) {
		return fail(p, DIAG_PAR53, token, _("une date se compare à une date : \"19/01/2013\""));
	}
	advance(p);
	return e;
}

static const struct expr *parse_yes_no(struct parser *p)
{
	struct token token = p->token;
	struct expr *e = new_expr(p, EXPR_YES_NO, TYPE_YES_NO);
	if (token.kind != TOKEN_WORD || !yes_no_parse(token.text, &e->yes)) {
		return fail(p, DIAG_PAR52, token, _("cette réponse ne vaut que oui ou non"));
	}
	advance(p);
	return e;
}

static const struct expr *parse_literal(struct parser *p, enum token_kind kind, const char *wrong)
{
	if (p->token.kind != kind && p->token.kind != TOKEN_UNCLOSED) {
		return fail(p, DIAG_PAR53, p->token, "%s", wrong);
	}
	return parse_term(p);
}

/* The right side of a comparison: a value of the left side's type. */
static const struct expr *parse_right(struct parser *p, const struct expr *left)
{
	switch (left->type) {
	case TYPE_NUMBER:
		return parse_literal(p, TOKEN_NUMBER, _("un nombre se compare à un nombre"));
	case TYPE_TEXT:
		return parse_literal(p, TOKEN_TEXT, _("un texte se compare à un texte entre guillemets"));
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
	}
	return fail(p, DIAG_PAR53, p->token, _("ceci ne se compare pas"));
}

static bool has_order(enum expr_type type)
{
	return type == TYPE_NUMBER || type == TYPE_DATE;
}

static const struct expr *parse_comparison(struct parser *p, const struct expr *left,
                                           enum expr_op op)
{
	struct token sign = p->token;
	advance(p);
	if (left->op == EXPR_NUMBER || left->op == EXPR_TEXT) {
		return fail(p, DIAG_PAR53, sign, _("la réponse se met à gauche, la valeur à droite"));
	}
	if (left->type == TYPE_SET) {
		return fail(p, DIAG_PAR53, sign,
		            _("plusieurs réponses ne se comparent pas par « %.*s » : écrivez « contient »"),
		            STR_ARG(sign.text));
	}
	if (left->type == TYPE_BOOL) {
		return fail(p, DIAG_PAR53, sign,
		            _("une condition ne se compare pas : écrivez-la seule, ou après « non »"));
	}
	if (op != EXPR_EQ && op != EXPR_NE && !has_order(left->type)) {
		return fail(p, DIAG_PAR53, sign, _("seuls les nombres et les dates ont un ordre"));
	}
	const struct expr *right = parse_right(p, left);
	if (right == NULL) {
		return NULL;
	}
	struct args args = {0};
	args_add(&args, left);
	args_add(&args, right);
	struct expr *e = new_expr(p, op, TYPE_BOOL);
	args_end(p, &args, e);
	return e;
}

static const struct expr *parse_contains(struct parser *p, const struct expr *left)
{
	struct token word = p->token;
	advance(p);
	if (left->type != TYPE_SET) {
		return fail(p, DIAG_PAR53, word, _("« contient » demande une étape à plusieurs réponses"));
	}
	const struct expr *right = parse_option(p, left);
	if (right == NULL) {
		return NULL;
	}
	struct args args = {0};
	args_add(&args, left);
	args_add(&args, right);
	struct expr *e = new_expr(p, EXPR_CONTAINS, TYPE_BOOL);
	args_end(p, &args, e);
	return e;
}

static const struct expr *parse_among(struct parser *p, const struct expr *left)
{
	struct token word = p->token;
	advance(p);
	if (left->type == TYPE_SET || left->type == TYPE_BOOL || left->type == TYPE_MIXED) {
		return fail(p, DIAG_PAR53, word, _("« parmi » demande une réponse unique à gauche"));
	}
	if (!expect(p, TOKEN_OPEN, _("une parenthèse ouvrante après « parmi »"))) {
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
			well = expect(p, TOKEN_CLOSE, _("un point-virgule ou une parenthèse fermante"));
			break;
		}
		advance(p);
	}
	struct expr *e = new_expr(p, EXPR_AMONG, TYPE_BOOL);
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
	if (at_word(p, STR("contient"))) {
		return parse_contains(p, left);
	}
	if (at_word(p, STR("parmi"))) {
		return parse_among(p, left);
	}
	return left;
}

static const struct expr *parse_not(struct parser *p)
{
	if (!at_word(p, STR("non"))) {
		return parse_compared(p);
	}
	advance(p);
	struct token where = p->token;
	const struct expr *e = need_condition(p, parse_compared(p), where);
	if (e == NULL) {
		return NULL;
	}
	struct args args = {0};
	args_add(&args, e);
	struct expr *not = new_expr(p, EXPR_NOT, TYPE_BOOL);
	args_end(p, &args, not);
	return not;
}

/* One operand, or several joined by `word`, which must then be conditions. */
static const struct expr *parse_joined(struct parser *p, struct str word, enum expr_op op,
                                       const struct expr *(*operand)(struct parser *))
{
	struct token where = p->token;
	const struct expr *first = operand(p);
	if (first == NULL || !at_word(p, word)) {
		return first;
	}
	struct args args = {0};
	const struct expr *e = need_condition(p, first, where);
	while (e != NULL) {
		args_add(&args, e);
		if (!at_word(p, word)) {
			break;
		}
		advance(p);
		where = p->token;
		e = need_condition(p, operand(p), where);
	}
	struct expr *joined = new_expr(p, op, TYPE_BOOL);
	args_end(p, &args, joined);
	return e != NULL ? joined : NULL;
}

static const struct expr *parse_and(struct parser *p)
{
	return parse_joined(p, STR("et"), EXPR_AND, parse_not);
}

static const struct expr *parse_or(struct parser *p)
{
	if (p->depth == EXPR_MAX_DEPTH) {
		return fail(p, DIAG_PAR50, p->token, _("trop de parenthèses les unes dans les autres (%d)"),
		            EXPR_MAX_DEPTH);
	}
	p->depth++;
	const struct expr *e = parse_joined(p, STR("ou"), EXPR_OR, parse_and);
	p->depth--;
	return e;
}

const struct expr *expr_parse(const struct expr_scope *scope, struct str source,
                              struct expr_fault *ret_fault)
{
	struct parser p = {.scope = scope, .source = source, .fault = ret_fault};
	advance(&p);
	const struct expr *e = parse_or(&p);
	if (e == NULL) {
		assert(p.failed);
		return NULL;
	}
	if (p.token.kind == TOKEN_END) {
		return e;
	}
	if (p.token.kind == TOKEN_COMMA) {
		return fail(&p, DIAG_PAR50, p.token,
		            _("les éléments se séparent par un point-virgule, pas par une virgule"));
	}
	return fail(&p, DIAG_PAR50, p.token, _("« %.*s » n'est pas attendu ici"),
	            STR_ARG(p.token.text));
}
