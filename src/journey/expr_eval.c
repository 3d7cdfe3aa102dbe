/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evaluation is total: what is unanswered gives VALUE_NONE, a comparison with it is false,
 * and types were settled when the expression was parsed. The depth is bounded there too.
 */
#include "expr.h"

#include "i18n.h"
#include "journey.h"

static struct value bool_value(bool yes)
{
	return (struct value){.kind = VALUE_BOOL, .yes = yes};
}

static struct value number_value(double number)
{
	return (struct value){.kind = VALUE_NUMBER, .number = number};
}

struct value answer_value(const struct answer *a, const struct option *options, uint32_t n)
{
	struct value v = {.options = options, .n_options = n};
	if (a == NULL) {
		return v;
	}
	switch (a->kind) {
	case ANSWER_OPEN:
	case ANSWER_FIELDS:
	case ANSWER_MISFIT:
		break;
	case ANSWER_OPTION:
		v.kind = VALUE_OPTION;
		v.option = a->option;
		break;
	case ANSWER_SET:
		v.kind = VALUE_SET;
		v.set = a->set.options;
		v.n_set = a->set.n;
		break;
	case ANSWER_NUMBER:
		v.kind = VALUE_NUMBER;
		v.number = a->number;
		break;
	case ANSWER_TEXT:
		/* An empty text is as if nothing had been written. */
		v.kind = a->text.len > 0 ? VALUE_TEXT : VALUE_NONE;
		v.text = a->text;
		break;
	case ANSWER_DATE:
		v.kind = VALUE_DATE;
		v.date = a->date;
		break;
	case ANSWER_YES_NO:
		v.kind = VALUE_YES_NO;
		v.yes = a->yes;
		break;
	}
	return v;
}

static struct value step_value(const struct facts *facts, const struct expr *e)
{
	const struct step *s = &facts->journey->steps[e->step];
	const struct answer *a = facts->of[e->step].answer;
	if (e->field == EXPR_NO_FIELD) {
		return answer_value(a, s->options, s->n_options);
	}
	const struct field *f = &s->fields[e->field];
	if (a != NULL && a->kind == ANSWER_FIELDS && e->field < a->fields.n) {
		return answer_value(a->fields.list[e->field], f->options, f->n_options);
	}
	return answer_value(NULL, f->options, f->n_options);
}

static bool is_answered(const struct facts *facts, const struct expr *e)
{
	const struct answer *a = facts->of[e->step].answer;
	if (e->field != EXPR_NO_FIELD || a == NULL || a->kind != ANSWER_FIELDS) {
		return step_value(facts, e).kind != VALUE_NONE;
	}
	for (uint32_t i = 0; i < a->fields.n; i++) {
		if (answer_value(a->fields.list[i], NULL, 0).kind != VALUE_NONE) {
			return true;
		}
	}
	return false;
}

static int numbers_cmp(double a, double b)
{
	return (a > b) - (a < b);
}

static bool sets_eq(const struct value *a, const struct value *b)
{
	if (a->n_set != b->n_set) {
		return false;
	}
	for (uint32_t i = 0; i < a->n_set; i++) {
		if (a->set[i] != b->set[i]) {
			return false;
		}
	}
	return true;
}

/* 0 where equal; for what has no order, anything else where not. Kinds are the same. */
static int values_cmp(const struct value *a, const struct value *b)
{
	switch (a->kind) {
	case VALUE_NONE:
		return 0;
	case VALUE_BOOL:
	case VALUE_YES_NO:
		return a->yes - b->yes;
	case VALUE_NUMBER:
		return numbers_cmp(a->number, b->number);
	case VALUE_TEXT:
		return str_cmp(a->text, b->text);
	case VALUE_DATE:
		return date_cmp(a->date, b->date);
	case VALUE_OPTION:
		return numbers_cmp(a->option, b->option);
	case VALUE_SET:
		return sets_eq(a, b) ? 0 : 1;
	}
	return 0;
}

/* Whether the comparison holds where its left side is less, equal, more. */
static const bool holds[][3] = {
	[EXPR_EQ] = {false, true, false}, [EXPR_NE] = {true, false, true},
	[EXPR_LT] = {true, false, false}, [EXPR_LE] = {true, true, false},
	[EXPR_GT] = {false, false, true}, [EXPR_GE] = {false, true, true},
};

static bool compare(const struct facts *facts, const struct expr *e)
{
	struct value a = expr_eval(facts, e->args[0]);
	struct value b = expr_eval(facts, e->args[1]);
	if (a.kind == VALUE_NONE || b.kind == VALUE_NONE || a.kind != b.kind) {
		return false;
	}
	int order = values_cmp(&a, &b);
	return holds[e->op][order < 0 ? 0 : order == 0 ? 1 : 2];
}

static bool contains(const struct facts *facts, const struct expr *e)
{
	struct value set = expr_eval(facts, e->args[0]);
	for (uint32_t i = 0; set.kind == VALUE_SET && i < set.n_set; i++) {
		if (set.set[i] == e->args[1]->option) {
			return true;
		}
	}
	return false;
}

static bool is_among(const struct facts *facts, const struct expr *e)
{
	struct value v = expr_eval(facts, e->args[0]);
	for (uint32_t i = 1; i < e->n_args; i++) {
		struct value other = expr_eval(facts, e->args[i]);
		if (v.kind != VALUE_NONE && v.kind == other.kind && values_cmp(&v, &other) == 0) {
			return true;
		}
	}
	return false;
}

static bool all_true(const struct facts *facts, const struct expr *e)
{
	for (uint32_t i = 0; i < e->n_args; i++) {
		if (!expr_is_true(facts, e->args[i])) {
			return false;
		}
	}
	return true;
}

static uint32_t count_true(const struct facts *facts, const struct expr *e)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->n_args; i++) {
		n += expr_is_true(facts, e->args[i]);
	}
	return n;
}

struct value expr_eval(const struct facts *facts, const struct expr *e)
{
	const struct fact *fact = &facts->of[e->step];
	switch (e->op) {
	case EXPR_OR:
		return bool_value(count_true(facts, e) > 0);
	case EXPR_AND:
		return bool_value(all_true(facts, e));
	case EXPR_NOT:
		return bool_value(!expr_is_true(facts, e->args[0]));
	case EXPR_EQ:
	case EXPR_NE:
	case EXPR_LT:
	case EXPR_LE:
	case EXPR_GT:
	case EXPR_GE:
		return bool_value(compare(facts, e));
	case EXPR_CONTAINS:
		return bool_value(contains(facts, e));
	case EXPR_AMONG:
		return bool_value(is_among(facts, e));
	case EXPR_NUMBER:
		return number_value(e->number);
	case EXPR_TEXT:
		return (struct value){.kind = VALUE_TEXT, .text = e->text};
	case EXPR_DATE:
		return (struct value){.kind = VALUE_DATE, .date = e->date};
	case EXPR_YES_NO:
		return (struct value){.kind = VALUE_YES_NO, .yes = e->yes};
	case EXPR_OPTION:
		return (struct value){.kind = VALUE_OPTION, .option = e->option};
	case EXPR_ANSWER:
		return step_value(facts, e);
	case EXPR_ANSWERED:
		return bool_value(is_answered(facts, e));
	case EXPR_SEEN:
		return bool_value(fact->visits > 0);
	case EXPR_VISITS:
		return number_value(fact->visits);
	case EXPR_DONE:
		return bool_value(fact->done);
	case EXPR_RIGHT:
		return bool_value(fact->right);
	case EXPR_TICKED:
		return number_value(fact->ticked);
	case EXPR_COUNT:
		return number_value(count_true(facts, e));
	case EXPR_IF:
		return expr_eval(facts, e->args[expr_is_true(facts, e->args[0]) ? 1 : 2]);
	case EXPR_COMPUTED: {
		const struct expr *named = facts->journey->computed[e->computed].expr;
		return named != NULL ? expr_eval(facts, named) : (struct value){0};
	}
	}
	return (struct value){0};
}

bool expr_is_true(const struct facts *facts, const struct expr *e)
{
	if (e == NULL) {
		return true;
	}
	struct value v = expr_eval(facts, e);
	return (v.kind == VALUE_BOOL || v.kind == VALUE_YES_NO) && v.yes;
}

enum {
	LABEL_MAX_DEPTH = 4, /* of labels that show answers whose labels show answers… */
	PRINTED_MAX_BYTES = 64 * 1024, /* of one value; what would still come is « … » */
};

/* Where printing is: how deep in labels, and up to which length of the text. */
struct printing {
	int depth;
	size_t end;
};

static void print(struct buf *out, const struct facts *facts, struct value v, struct printing p);

/* The label with its marks replaced; too deep, and a mark without a value, is « … ». */
static void print_label(struct buf *out, const struct facts *facts, const struct option *o,
                        struct printing p)
{
	const struct text *label = o->says.source.len > 0 ? &o->says : &o->label;
	struct str s = label->source;
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(s, at, &rune);
		if (rune < RUNE_MARK || rune > RUNE_MARK_LAST) {
			buf_add_rune(out, rune);
			continue;
		}
		struct value v = {0};
		if (out->len >= p.end) {
			buf_add(out, STR("…"));
			return;
		}
		if (p.depth < LABEL_MAX_DEPTH && rune - RUNE_MARK < text_n_inserts(label)) {
			v = expr_eval(facts, label->inserts->list[rune - RUNE_MARK]);
		}
		print(out, facts, v, (struct printing){p.depth + 1, p.end});
	}
}

static void print_set(struct buf *out, const struct facts *facts, const struct value *v,
                      struct printing p)
{
	if (v->n_set == 0) {
		buf_add(out, STR("…"));
	}
	for (uint32_t i = 0; i < v->n_set; i++) {
		if (i > 0) {
			buf_add(out, str_from(i + 1 == v->n_set ? _(" et ") : ", "));
		}
		print_label(out, facts, &v->options[v->set[i]], p);
	}
}

static void print(struct buf *out, const struct facts *facts, struct value v, struct printing p)
{
	switch (v.kind) {
	case VALUE_NONE:
		buf_add(out, STR("…"));
		break;
	case VALUE_BOOL:
	case VALUE_YES_NO:
		buf_add(out, str_from(v.yes ? _("oui") : _("non")));
		break;
	case VALUE_NUMBER:
		number_add_french(out, v.number);
		break;
	case VALUE_TEXT:
		buf_add(out, v.text);
		break;
	case VALUE_DATE:
		date_add_french(out, v.date);
		break;
	case VALUE_OPTION:
		print_label(out, facts, &v.options[v.option], p);
		break;
	case VALUE_SET:
		print_set(out, facts, &v, p);
		break;
	}
}

void value_print(struct buf *out, const struct facts *facts, struct value v)
{
	print(out, facts, v, (struct printing){.end = out->len + PRINTED_MAX_BYTES});
}
