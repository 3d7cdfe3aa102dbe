/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between answers and people: what was typed becomes an answer, read the French way, and an
 * answer becomes words again.
 */
#include "walk_state.h"

#include "french.h"
#include "mem.h"
#include "utf8.h"

#include <assert.h>

/* --- From what was typed ---------------------------------------------------------- */

static bool is_blank(struct str typed)
{
	uint32_t rune;
	for (size_t at = 0; at < typed.len;) {
		at += utf8_decode(typed, at, &rune);
		if (!rune_is_blank(rune)) {
			return false;
		}
	}
	return true;
}

/* An item by its number in the list, its id or its label. */
static bool read_item(const struct field *f, struct str typed, uint32_t *ret_option)
{
	double number;
	bool is_row = number_parse(typed, &number) && number >= 1 && number <= f->n_options &&
	              !((double)(uint32_t)number < number);
	if (is_row) {
		*ret_option = (uint32_t)number - 1;
		return true;
	}
	typed = str_trim(typed);
	for (uint32_t i = 0; i < f->n_options; i++) {
		const struct option *o = &f->options[i];
		if (utf8_folds_alike(typed, o->id) ||
		    utf8_folds_alike(typed, str_trim(o->label.source))) {
			*ret_option = i;
			return true;
		}
	}
	return false;
}

static enum outcome read_kind(struct walk *w, const struct field *f, struct str typed,
                              struct answer *a)
{
	bool is_read = true;
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG_TEXT:
		a->kind = ANSWER_TEXT;
		a->text = text_kept(w, str_trim(typed));
		break;
	case FIELD_NUMBER:
	case FIELD_SCALE:
		a->kind = ANSWER_NUMBER;
		is_read = number_parse(typed, &a->number);
		break;
	case FIELD_DATE:
		a->kind = ANSWER_DATE;
		is_read = date_parse(typed, &a->date);
		break;
	case FIELD_YES_NO:
		a->kind = ANSWER_YES_NO;
		is_read = yes_no_parse(typed, &a->yes);
		break;
	case FIELD_LIST:
		a->kind = ANSWER_OPTION;
		return read_item(f, typed, &a->option) ? OUTCOME_OK : OUTCOME_NO_CHOICE;
	}
	return is_read ? OUTCOME_OK : OUTCOME_MALFORMED;
}

enum outcome walk_read_field(struct walk *w, const struct field *f, struct str typed,
                             const struct answer **ret_answer)
{
	if (is_blank(typed)) {
		if (f->optional) {
			*ret_answer = walk_open_answer();
		}
		return f->optional ? OUTCOME_OK : OUTCOME_REQUIRED;
	}
	struct answer *a = arena_alloc(&w->arena, sizeof *a);
	enum outcome outcome = read_kind(w, f, typed, a);
	if (outcome == OUTCOME_OK) {
		outcome = field_check(f, a);
	}
	if (outcome == OUTCOME_OK) {
		*ret_answer = a;
	}
	return outcome;
}

/* « 76 % » is 76 where the unit is « % ». */
static bool read_measure(struct str typed, struct str unit, double *ret_number)
{
	typed = str_trim(typed);
	unit = str_trim(unit);
	if (unit.len > 0 && str_ends(typed, unit)) {
		typed.len -= unit.len;
	}
	return number_parse(typed, ret_number);
}

enum outcome walk_read_estimate(struct walk *w, const struct step *s, struct str typed,
                                const struct answer **ret_answer)
{
	const struct estimate *e = s->estimate;
	assert(e != NULL);
	if (is_blank(typed)) {
		if (s->optional) {
			*ret_answer = walk_open_answer();
		}
		return s->optional ? OUTCOME_OK : OUTCOME_UNANSWERED;
	}
	struct answer *a = arena_alloc(&w->arena, sizeof *a);
	a->kind = ANSWER_NUMBER;
	if (!read_measure(typed, e->unit.source, &a->number)) {
		return OUTCOME_MALFORMED;
	}
	if (e->has_range && a->number < e->from) {
		return OUTCOME_BELOW;
	}
	if (e->has_range && a->number > e->to) {
		return OUTCOME_ABOVE;
	}
	*ret_answer = a;
	return OUTCOME_OK;
}

/* --- To what is read -------------------------------------------------------------- */

/* value_print prefers an option's `dit`, which is for sentences: here it has only a label. */
static void print_labels(struct buf *out, const struct facts *facts, struct value v)
{
	struct option *options = mem_array(v.n_options, sizeof options[0]);
	for (uint32_t i = 0; i < v.n_options; i++) {
		options[i].label = v.options[i].label;
	}
	v.options = options;
	value_print(out, facts, v);
	mem_free(options);
}

static const struct answer *field_answer(const struct answer *a, uint32_t i)
{
	return a->fields.list[i] != NULL ? a->fields.list[i] : walk_open_answer();
}

static void print_fields(struct buf *out, const struct facts *facts, const struct step *s,
                         const struct answer *a)
{
	for (uint32_t i = 0; i < a->fields.n; i++) {
		const struct field *f = &s->fields[i];
		buf_add(out, i > 0 ? STR(" ; ") : STR(""));
		print_labels(out, facts,
		             answer_value(field_answer(a, i), f->options, f->n_options));
	}
}

void answer_print(struct buf *out, struct walk *w, const struct step *s, const struct answer *a)
{
	const struct facts *facts = walk_facts(w, true);
	if (a == NULL) {
		a = walk_open_answer();
	}
	if (a->kind == ANSWER_FIELDS) {
		print_fields(out, facts, s, a);
	} else {
		print_labels(out, facts, answer_value(a, s->options, s->n_options));
	}
}
