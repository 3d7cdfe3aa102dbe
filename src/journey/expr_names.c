/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the words of an expression mean: answers, fields, calculs, functions. Types are
 * settled here, so that nothing is left to find out when it is evaluated.
 */
#include "expr_parser.h"

#include "i18n.h"

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
	[FIELD_TEXT] = TYPE_TEXT,   [FIELD_LONG_TEXT] = TYPE_TEXT, [FIELD_NUMBER] = TYPE_NUMBER,
	[FIELD_DATE] = TYPE_DATE,   [FIELD_YES_NO] = TYPE_YES_NO,  [FIELD_SCALE] = TYPE_NUMBER,
	[FIELD_LIST] = TYPE_OPTION,
};

/* What may stand where a name does. */
enum named {
	NAMED_ANY,  /* a step or a calcul */
	NAMED_STEP, /* a step alone: its field, or what becomes of it, is asked for */
};

/* The only step that has a field of that name; STEP_NONE: none, or several. */
static step_id step_of_field(const struct journey *j, struct str name)
{
	step_id found = STEP_NONE;
	for (step_id s = 0; s < j->n_steps; s++) {
		if (field_find(&j->steps[s], name) == INDEX_NONE) {
			continue;
		}
		if (found != STEP_NONE) {
			return STEP_NONE;
		}
		found = s;
	}
	return found;
}

static void tell_unknown(struct parser *p, struct token name, enum named named)
{
	const struct journey *j = p->scope->journey;
	struct str near = {0};
	step_id step = STEP_NONE;
	if (!p->scope->is_terse) {
		step = named == NAMED_ANY ? step_of_field(j, name.text) : STEP_NONE;
	}
	if (step != STEP_NONE) {
		parser_fail(p, DIAG_PAR51, name,
		            _("« %.*s » est un champ de l'étape « %.*s » : écrivez « %.*s.%.*s »"),
		            STR_ARG(name.text), STR_ARG(j->steps[step].id),
		            STR_ARG(j->steps[step].id), STR_ARG(name.text));
		return;
	}
	if (!p->scope->is_terse) {
		near = named == NAMED_ANY ? journey_suggest_name(j, name.text)
		                          : journey_suggest_step(j, name.text);
	}
	if (near.len > 0) {
		parser_fail(p, DIAG_PAR51, name,
		            named == NAMED_ANY
		                    ? _("« %.*s » n'est ni une étape ni un calcul ; vouliez-vous "
		                        "« %.*s » ?")
		                    : _("« %.*s » n'est pas une étape ; vouliez-vous « %.*s » ?"),
		            STR_ARG(name.text), STR_ARG(near));
	} else {
		parser_fail(p, DIAG_PAR51, name,
		            named == NAMED_ANY ? _("« %.*s » n'est ni une étape ni un calcul")
		                               : _("« %.*s » n'est pas une étape"),
		            STR_ARG(name.text));
	}
}

static step_id find_step(struct parser *p, struct token name, enum named named)
{
	const struct journey *j = p->scope->journey;
	step_id s = journey_step(j, name.text);
	if (s != STEP_NONE) {
		return s;
	}
	if (computed_find(j, name.text) != INDEX_NONE) {
		parser_fail(p, DIAG_PAR51, name,
		            _("« %.*s » est un calcul, et il faut ici une étape"),
		            STR_ARG(name.text));
	} else {
		tell_unknown(p, name, named);
	}
	return STEP_NONE;
}

/* After `étape.`: the field. INDEX_NONE after a fault. */
static uint32_t parse_field(struct parser *p, const struct step *s)
{
	struct token name = p->token;
	if (!parser_expect(p, TOKEN_WORD, N_("le nom d'un champ"))) {
		return INDEX_NONE;
	}
	uint32_t f = field_find(s, name.text);
	if (f != INDEX_NONE) {
		return f;
	}
	struct str near = {0};
	if (!p->scope->is_terse) {
		near = list_suggest(s->fields, s->n_fields, sizeof s->fields[0], name.text);
	}
	if (near.len > 0) {
		parser_fail(p, DIAG_PAR51, name,
		            _("l'étape « %.*s » n'a pas de champ « %.*s » ; vouliez-vous "
		              "« %.*s » ?"),
		            STR_ARG(s->id), STR_ARG(name.text), STR_ARG(near));
	} else {
		parser_fail(p, DIAG_PAR51, name, _("l'étape « %.*s » n'a pas de champ « %.*s »"),
		            STR_ARG(s->id), STR_ARG(name.text));
	}
	return INDEX_NONE;
}

static const struct expr *parse_computed(struct parser *p, uint32_t computed)
{
	const struct expr *named = NULL;
	struct expr *e = parser_new(p, EXPR_COMPUTED, TYPE_TEXT);
	e->computed = computed;
	if (!p->scope->computed_type(p->scope->ctx, computed, p->depth, &named)) {
		e->type = TYPE_UNKNOWN;
		return e;
	}
	e->type = named->type;
	e->step = named->step;
	e->field = named->field;
	return e;
}

/* An id alone or `étape.champ`. */
const struct expr *parse_name(struct parser *p, struct token name)
{
	const struct journey *j = p->scope->journey;
	uint32_t computed = computed_find(j, name.text);
	if (computed != INDEX_NONE && p->token.kind != TOKEN_DOT) {
		return parse_computed(p, computed);
	}
	step_id id = find_step(p, name, p->token.kind == TOKEN_DOT ? NAMED_STEP : NAMED_ANY);
	if (id == STEP_NONE) {
		return NULL;
	}
	const struct step *s = &j->steps[id];
	struct expr *e = parser_new(p, EXPR_ANSWER, TYPE_TEXT);
	bool is_unread = s->kind == STEP_INPUT && s->n_fields == 0; // which was told
	e->step = id;
	if (p->token.kind == TOKEN_DOT) {
		parser_advance(p);
		if (is_unread && p->token.kind == TOKEN_WORD) {
			parser_advance(p);
			e->type = TYPE_UNKNOWN;
			return e;
		}
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
	if (is_unread) {
		e->type = TYPE_UNKNOWN;
		return e;
	}
	if (s->kind == STEP_INPUT) {
		return parser_fail(p, DIAG_PAR51, name,
		                   _("l'étape « %.*s » a des champs : écrivez « %.*s.%.*s »"),
		                   STR_ARG(s->id), STR_ARG(s->id), STR_ARG(s->fields[0].id));
	}
	return parser_fail(p, DIAG_PAR51, name,
	                   _("l'étape « %.*s » ne reçoit pas de réponse (genre : %s)"),
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
		parser_fail(p, DIAG_PAR53, name,
		            _("%s(%.*s) n'a pas de sens : « %.*s » est une étape de genre %s"),
		            f->name, STR_ARG(name.text), STR_ARG(name.text),
		            step_kind_name(s->kind));
	}
	return suits;
}

/* After the name of the function and its opening bracket. */
static const struct expr *parse_step_function(struct parser *p, const struct step_function *f)
{
	struct token name = p->token;
	if (!parser_expect(p, TOKEN_WORD, N_("le nom d'une étape"))) {
		return NULL;
	}
	step_id id = find_step(p, name, NAMED_STEP);
	if (id == STEP_NONE || !suits(p, f, name, &p->scope->journey->steps[id])) {
		return NULL;
	}
	struct expr *e = parser_new(p, f->op, f->type);
	e->step = id;
	if (f->op == EXPR_ANSWERED && p->token.kind == TOKEN_DOT) {
		parser_advance(p);
		e->field = parse_field(p, &p->scope->journey->steps[id]);
		if (e->field == INDEX_NONE) {
			return NULL;
		}
	}
	return parser_expect(p, TOKEN_CLOSE, N_("une parenthèse fermante")) ? e : NULL;
}

bool expr_is_condition(const struct expr *e)
{
	return e->type == TYPE_BOOL || e->type == TYPE_YES_NO || e->type == TYPE_UNKNOWN;
}

const struct expr *need_condition(struct parser *p, const struct expr *e, struct token where)
{
	if (e == NULL || expr_is_condition(e)) {
		return e;
	}
	if (e->op == EXPR_ANSWER) {
		return parser_fail(
			p, DIAG_PAR53, where,
			_("« %.*s » est une réponse, pas une condition : écrivez répondu(%.*s), ou "
		          "comparez-la"),
			STR_ARG(where.text), STR_ARG(where.text));
	}
	return parser_fail(p, DIAG_PAR53, where, _("il faut ici une condition, vraie ou fausse"));
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
			return parser_expect(p, TOKEN_CLOSE,
			                     N_("un point-virgule ou une parenthèse fermante"));
		}
		parser_advance(p);
	}
}

static const struct expr *parse_count(struct parser *p)
{
	struct args args = {0};
	struct expr *e = parser_new(p, EXPR_COUNT, TYPE_NUMBER);
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
	struct expr *e = parser_new(p, EXPR_IF, TYPE_MIXED);
	bool well = parse_arguments(p, &args, false);
	args_end(p, &args, e);
	if (!well) {
		return NULL;
	}
	if (e->n_args != 3) {
		return parser_fail(
			p, DIAG_PAR50, name,
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

const struct expr *parse_call(struct parser *p, struct token name)
{
	parser_advance(p);
	if (word_is(name.text, "compte")) {
		return parse_count(p);
	}
	if (word_is(name.text, "si")) {
		return parse_if(p, name);
	}
	for (size_t i = 0; i < sizeof step_functions / sizeof step_functions[0]; i++) {
		if (word_is(name.text, step_functions[i].name)) {
			return parse_step_function(p, &step_functions[i]);
		}
	}
	return parser_fail(
		p, DIAG_PAR51, name,
		_("« %.*s » n'est pas une fonction ; il y a répondu, vu, visites, fait, réussi, "
	          "cochés, compte et si"),
		STR_ARG(name.text));
}

bool expr_is_reserved(struct str word)
{
	static const char *const words[] = {"et",       "ou", "non",   "parmi",
	                                    "contient", "si", "sinon", "compte"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (word_is(word, words[i])) {
			return true;
		}
	}
	for (size_t i = 0; i < sizeof step_functions / sizeof step_functions[0]; i++) {
		if (word_is(word, step_functions[i].name)) {
			return true;
		}
	}
	return false;
}
