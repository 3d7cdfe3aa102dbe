/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether an answer may be given: options that are offered now, how many of them, bounds of
 * fields. Nothing here changes the walk.
 */
#include "walk_state.h"

#include "french.h"
#include "utf8.h"

#include <assert.h>
#include <math.h>

bool option_is_detour(const struct option *o)
{
	return o->detour != STEP_NONE;
}

bool answer_is_given(const struct answer *a)
{
	return a != NULL && a->kind != ANSWER_OPEN && a->kind != ANSWER_MISFIT;
}

/* --- Options --------------------------------------------------------------------- */

/* The facts that the options' conditions see; NULL where none has a condition. */
static const struct facts *option_facts(struct walk *w, const struct step *s)
{
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (s->options[i].when != NULL || s->options[i].grey != NULL) {
			return walk_facts(w, false);
		}
	}
	return NULL;
}

static enum option_state state_of(const struct walk *w, const struct facts *facts,
                                  const struct option *o)
{
	const struct place *here = walk_here(w);
	if (o->when != NULL && !expr_is_true(facts, o->when)) {
		return OPTION_HIDDEN;
	}
	if (o->once && walk_was_taken(w, here->step, o->id)) {
		return OPTION_HIDDEN;
	}
	bool is_grey = o->grey != NULL && expr_is_true(facts, o->grey);
	return is_grey ? OPTION_GREYED : OPTION_OFFERED;
}

enum option_state walk_option_state(struct walk *w, uint32_t option)
{
	const struct step *s = walk_step(w);
	assert(s != NULL && option < s->n_options);
	return state_of(w, option_facts(w, s), &s->options[option]);
}

static enum outcome check_offered(const struct walk *w, const struct facts *facts,
                                  const struct option *o)
{
	static const enum outcome outcomes[] = {
		[OPTION_HIDDEN] = OUTCOME_NO_CHOICE,
		[OPTION_GREYED] = OUTCOME_GREYED,
		[OPTION_OFFERED] = OUTCOME_OK,
	};

	return option_is_detour(o) ? OUTCOME_NO_CHOICE : outcomes[state_of(w, facts, o)];
}

static enum outcome check_option(struct walk *w, const struct step *s, const struct answer *a)
{
	if (a->kind != ANSWER_OPTION) {
		return OUTCOME_MALFORMED;
	}
	if (a->option >= s->n_options) {
		return OUTCOME_NO_CHOICE;
	}
	return check_offered(w, option_facts(w, s), &s->options[a->option]);
}

static bool set_has(const struct answer *a, uint32_t option)
{
	for (uint32_t i = 0; i < a->set.n; i++) {
		if (a->set.options[i] == option) {
			return true;
		}
	}
	return false;
}

/* The option that excludes the others stands for all of them: alone, it is never too few. */
static enum outcome check_count(const struct several *several, const struct answer *a)
{
	if (several->exclusive != INDEX_NONE && set_has(a, several->exclusive)) {
		return a->set.n == 1 ? OUTCOME_OK : OUTCOME_EXCLUSIVE;
	}
	if (a->set.n < several->min) {
		return OUTCOME_TOO_FEW;
	}
	return a->set.n > several->max ? OUTCOME_TOO_MANY : OUTCOME_OK;
}

static enum outcome check_set(struct walk *w, const struct step *s, const struct answer *a)
{
	if (a->kind != ANSWER_SET) {
		return OUTCOME_MALFORMED;
	}
	const struct facts *facts = option_facts(w, s);
	for (uint32_t i = 0; i < a->set.n; i++) {
		if (a->set.options[i] >= s->n_options) {
			return OUTCOME_NO_CHOICE;
		}
		enum outcome one = check_offered(w, facts, &s->options[a->set.options[i]]);
		if (one != OUTCOME_OK) {
			return one;
		}
	}
	return check_count(&s->several, a);
}

/* --- Fields ---------------------------------------------------------------------- */

static enum outcome check_range(const struct bound *min, const struct bound *max, double number)
{
	if (!isfinite(number)) {
		return OUTCOME_MALFORMED;
	}
	if (min->is_set && number < min->number) {
		return OUTCOME_BELOW;
	}
	return max->is_set && number > max->number ? OUTCOME_ABOVE : OUTCOME_OK;
}

static enum outcome check_dates(const struct field *f, struct date date)
{
	if (f->min.is_set && date_cmp(date, f->min.date) < 0) {
		return OUTCOME_BELOW;
	}
	return f->max.is_set && date_cmp(date, f->max.date) > 0 ? OUTCOME_ABOVE : OUTCOME_OK;
}

/* The ends of a scale are whole and near, so what lies between fits an int64_t. */
static enum outcome check_scale(const struct field *f, double number)
{
	enum outcome range = check_range(&f->min, &f->max, number);
	bool is_whole = range == OUTCOME_OK && !((double)(int64_t)number < number) &&
	                !((double)(int64_t)number > number);
	return range == OUTCOME_OK && !is_whole ? OUTCOME_MALFORMED : range;
}

static const enum answer_kind field_kinds[] = {
	[FIELD_TEXT] = ANSWER_TEXT,     [FIELD_LONG_TEXT] = ANSWER_TEXT,
	[FIELD_NUMBER] = ANSWER_NUMBER, [FIELD_DATE] = ANSWER_DATE,
	[FIELD_YES_NO] = ANSWER_YES_NO, [FIELD_SCALE] = ANSWER_NUMBER,
	[FIELD_LIST] = ANSWER_OPTION,
};

enum outcome field_check(const struct field *f, const struct answer *a)
{
	if (!answer_is_given(a)) {
		return f->optional ? OUTCOME_OK : OUTCOME_REQUIRED;
	}
	if (a->kind != field_kinds[f->type]) {
		return OUTCOME_MALFORMED;
	}
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG_TEXT:
		return check_range(&f->min, &f->max, (double)utf8_n_runes(a->text));
	case FIELD_NUMBER:
		return check_range(&f->min, &f->max, a->number);
	case FIELD_DATE:
		return check_dates(f, a->date);
	case FIELD_YES_NO:
		return OUTCOME_OK;
	case FIELD_SCALE:
		return check_scale(f, a->number);
	case FIELD_LIST:
		return a->option < f->n_options ? OUTCOME_OK : OUTCOME_NO_CHOICE;
	}
	return OUTCOME_MALFORMED;
}

static enum outcome check_fields(struct walk *w, const struct step *s, const struct answer *a)
{
	(void)w;
	if (a->kind != ANSWER_FIELDS || a->fields.n != s->n_fields) {
		return OUTCOME_MALFORMED;
	}
	for (uint32_t i = 0; i < s->n_fields; i++) {
		enum outcome one = field_check(&s->fields[i], a->fields.list[i]);
		bool may_miss = one == OUTCOME_REQUIRED && s->optional;
		if (one != OUTCOME_OK && !may_miss) {
			return one;
		}
	}
	return OUTCOME_OK;
}

static enum outcome check_guess(struct walk *w, const struct step *s, const struct answer *a)
{
	const struct estimate *e = s->estimate;
	(void)w;
	if (a->kind != ANSWER_NUMBER) {
		return OUTCOME_MALFORMED;
	}
	return check_range(&(struct bound){.is_set = e->has_range, .number = e->from},
	                   &(struct bound){.is_set = e->has_range, .number = e->to}, a->number);
}

/* --- Steps ----------------------------------------------------------------------- */

/* An empty cell: the kind takes no answer. A quiz may also be a set. */
static enum outcome (*const step_checks[STEP_N_KINDS])(struct walk *w, const struct step *s,
                                                       const struct answer *a) = {
	[STEP_QUESTION] = check_option, [STEP_SEVERAL] = check_set,     [STEP_QUIZ] = check_option,
	[STEP_ESTIMATE] = check_guess,  [STEP_SIGHTING] = check_option, [STEP_INPUT] = check_fields,
};

enum outcome answer_check(struct walk *w, const struct answer *a)
{
	const struct step *s = walk_step(w);
	if (s == NULL || step_checks[s->kind] == NULL) {
		return OUTCOME_NO_CHOICE;
	}
	if (a->kind == ANSWER_OPEN) {
		return step_is_passable(s) ? OUTCOME_OK : OUTCOME_UNANSWERED;
	}
	return s->is_several ? check_set(w, s, a) : step_checks[s->kind](w, s, a);
}
