/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From what conditions read to facts as small numbers. Numbers and dates fall into the
 * points they are compared with and the stretches between; options into those that are
 * named and one for all others; sets into which of the named ones they hold. A stretch that
 * no answer within the bounds can lie in is left out.
 */
#include "explore_parts.h"

#include "i18n.h"
#include "mem.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

struct making {
	struct vars *v;
	struct arena *arena;
	const struct reads *r;
};

static struct var *var_add(struct making *m, enum var_kind kind, uint32_t step, uint32_t index)
{
	struct vars *v = m->v;
	if (v->n == v->cap) {
		v->cap = v->cap == 0 ? 32 : v->cap * 2;
		v->list = mem_resize(v->list, v->cap, sizeof v->list[0]);
	}
	struct var *var = &v->list[v->n++];
	*var = (struct var){.kind = kind, .step = step, .index = index, .n_bits = 1, .n_values = 2};
	return var;
}

static struct answer *new_answer(struct making *m, enum answer_kind kind)
{
	struct answer *a = arena_alloc(m->arena, sizeof *a);
	a->kind = kind;
	return a;
}

static void values_begin(struct making *m, struct var *var, size_t most)
{
	var->answers = arena_array(m->arena, most + 1, sizeof(struct answer *));
	var->n_values = 1;
}

static void value_add(struct var *var, const struct answer *a)
{
	var->answers[var->n_values++] = a;
}

/* --- Numbers and dates -------------------------------------------------------------------- */

/* What a number may be: bounds, and whether it is whole. */
struct range {
	bool has_min, has_max, is_whole;
	double min, max;
};

static bool in_range(const struct range *range, double n)
{
	return (!range->has_min || n >= range->min) && (!range->has_max || n <= range->max);
}

static int by_number(const void *left, const void *right)
{
	const double *a = left, *b = right;
	return (*a > *b) - (*a < *b);
}

/* The constants of comparisons in order, and where among them there is a value already. */
struct scale {
	double *constants;
	uint32_t n;
	bool *is_taken; /* by twice the number of constants below, and one where it is one itself */
};

static struct scale scale_begin(struct making *m, const double *constants, uint32_t n)
{
	struct scale scale = {
		.constants = arena_array(m->arena, n, sizeof(double)),
		.n = n,
		.is_taken = arena_array(m->arena, 2 * (size_t)n + 1, sizeof(bool)),
	};
	if (n > 0) {
		memcpy(scale.constants, constants, n * sizeof(double));
		qsort(scale.constants, n, sizeof scale.constants[0], by_number);
	}
	return scale;
}

/* False where some value already there stands to all the constants as this one does. */
static bool scale_take(const struct scale *scale, double value)
{
	uint32_t low = 0, high = scale->n;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (scale->constants[middle] < value) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	bool is_one = low < scale->n && !(scale->constants[low] > value);
	bool *is_taken = &scale->is_taken[2 * (size_t)low + is_one];
	bool is_new = !*is_taken;
	*is_taken = true;
	return is_new;
}

static void offer_number(struct making *m, struct var *var, const struct scale *scale,
                         const struct range *range, double n)
{
	if (range->is_whole) {
		n = (double)(int64_t)n;
	}
	if (in_range(range, n) && scale_take(scale, n)) {
		struct answer *a = new_answer(m, ANSWER_NUMBER);
		a->number = n;
		value_add(var, a);
	}
}

static void make_numbers(struct making *m, struct var *var, const struct leaf *leaf,
                         struct range range)
{
	uint32_t n = 0;
	struct scale scale = scale_begin(m, leaf->numbers, leaf->n_numbers);
	double *pivots = arena_array(m->arena, leaf->n_numbers + 3, sizeof(double));
	for (uint32_t i = 0; i < leaf->n_numbers; i++) {
		pivots[n++] = leaf->numbers[i];
	}
	if (range.has_min) {
		pivots[n++] = range.min;
	}
	if (range.has_max) {
		pivots[n++] = range.max;
	}
	if (n == 0) {
		pivots[n++] = 0;
	}
	qsort(pivots, n, sizeof pivots[0], by_number);
	values_begin(m, var, 5 * (size_t)n + 2);
	offer_number(m, var, &scale, &range, pivots[0] - 1);
	for (uint32_t i = 0; i < n; i++) {
		offer_number(m, var, &scale, &range, pivots[i]);
		if (range.is_whole) {
			/* Whatever side the cast rounds to, both neighbours are offered. */
			offer_number(m, var, &scale, &range, pivots[i] - 1);
			offer_number(m, var, &scale, &range, pivots[i] + 1);
		}
		if (i + 1 < n) {
			offer_number(m, var, &scale, &range,
			             pivots[i] + (pivots[i + 1] - pivots[i]) / 2);
		}
	}
	offer_number(m, var, &scale, &range, pivots[n - 1] + 1);
}

static uint8_t days_of_month(uint16_t year, uint8_t month)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return (uint8_t)(days[month - 1] + (month == 2 && leap));
}

/* Year 0 or 10000 where there is none. */
static struct date day_before(struct date d)
{
	if (d.day > 1) {
		d.day--;
	} else if (d.month > 1) {
		d.month--;
		d.day = days_of_month(d.year, d.month);
	} else {
		d = (struct date){(uint16_t)(d.year - 1), 12, 31};
	}
	return d;
}

static struct date day_after(struct date d)
{
	if (d.day < days_of_month(d.year, d.month)) {
		d.day++;
	} else if (d.month < 12) {
		d.month++;
		d.day = 1;
	} else {
		d = (struct date){(uint16_t)(d.year + 1), 1, 1};
	}
	return d;
}

/* In the order of the calendar. */
static double day_number(struct date d)
{
	return d.year * 10000.0 + d.month * 100 + d.day;
}

static void offer_date(struct making *m, struct var *var, const struct scale *scale,
                       const struct field *f, struct date d)
{
	bool exists = d.year >= 1 && d.year <= 9999;
	bool is_early = f->min.is_set && date_cmp(d, f->min.date) < 0;
	bool is_late = f->max.is_set && date_cmp(d, f->max.date) > 0;
	if (exists && !is_early && !is_late && scale_take(scale, day_number(d))) {
		struct answer *a = new_answer(m, ANSWER_DATE);
		a->date = d;
		value_add(var, a);
	}
}

static void make_dates(struct making *m, struct var *var, const struct leaf *leaf,
                       const struct field *f)
{
	double *days = arena_array(m->arena, leaf->n_dates, sizeof days[0]);
	for (uint32_t i = 0; i < leaf->n_dates; i++) {
		days[i] = day_number(leaf->dates[i]);
	}
	struct scale scale = scale_begin(m, days, leaf->n_dates);
	values_begin(m, var, 3 * (size_t)leaf->n_dates + 3);
	for (uint32_t i = 0; i < leaf->n_dates; i++) {
		offer_date(m, var, &scale, f, day_before(leaf->dates[i]));
		offer_date(m, var, &scale, f, leaf->dates[i]);
		offer_date(m, var, &scale, f, day_after(leaf->dates[i]));
	}
	offer_date(m, var, &scale, f, f->min.is_set ? f->min.date : (struct date){1, 1, 1});
	offer_date(m, var, &scale, f, f->max.is_set ? f->max.date : (struct date){9999, 12, 31});
}

/* --- Texts, options, sets ------------------------------------------------------------------ */

static void offer_text(struct making *m, struct var *var, const struct field *f, struct str text)
{
	size_t n = utf8_n_runes(text);
	bool is_short = f != NULL && f->min.is_set && (double)n < f->min.number;
	bool is_long = f != NULL && f->max.is_set && (double)n > f->max.number;
	for (uint32_t v = 1; v < var->n_values; v++) {
		if (str_eq(var->answers[v]->text, text)) {
			return;
		}
	}
	if (text.len > 0 && !is_short && !is_long) {
		struct answer *a = new_answer(m, ANSWER_TEXT);
		a->text = text;
		value_add(var, a);
	}
}

/* The named texts, and one that none of them is. */
static void make_texts(struct making *m, struct var *var, const struct leaf *leaf,
                       const struct field *f)
{
	struct buf other = {0};
	values_begin(m, var, (size_t)leaf->n_texts + 1);
	for (uint32_t i = 0; i < leaf->n_texts; i++) {
		offer_text(m, var, f, leaf->texts[i]);
		size_t longer = leaf->texts[i].len + 1;
		while (other.len < longer) {
			buf_addc(&other, 'x');
		}
	}
	buf_addc(&other, 'x');
	struct answer *a = new_answer(m, ANSWER_TEXT);
	a->text = arena_str(m->arena, buf_str(&other));
	value_add(var, a);
	buf_finish(&other);
}

static void make_options(struct making *m, struct var *var, const struct leaf *leaf,
                         const struct option *options, uint32_t n)
{
	uint32_t others = 0;
	values_begin(m, var, n);
	var->class_of = arena_array(m->arena, n, sizeof(uint32_t));
	for (uint32_t i = 0; i < n; i++) {
		if (options[i].detour != STEP_NONE) {
			continue;
		}
		if (!leaf->mentioned[i] && others != 0) {
			var->class_of[i] = others;
			continue;
		}
		struct answer *a = new_answer(m, ANSWER_OPTION);
		a->option = i;
		var->class_of[i] = var->n_values;
		if (!leaf->mentioned[i]) {
			others = var->n_values;
		}
		value_add(var, a);
	}
}

/* Every subset of the named options. */
static void make_sets(struct making *m, struct var *var, const struct leaf *leaf,
                      const struct step *s)
{
	bool all = m->r->right[leaf->step];
	var->options = arena_array(m->arena, s->n_options, sizeof(uint32_t));
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (all || leaf->mentioned[i]) {
			var->options[var->n_options++] = i;
		}
	}
	if (var->n_options > MAX_SET_OPTIONS) {
		m->v->why = N_("une étape à plusieurs réponses est lue de trop de façons");
		var->n_options = MAX_SET_OPTIONS;
	}
	uint32_t n = 1U << var->n_options;
	values_begin(m, var, n);
	var->masks = arena_array(m->arena, (size_t)n + 1, sizeof(uint32_t));
	for (uint32_t mask = 0; mask < n; mask++) {
		struct answer *a = new_answer(m, ANSWER_SET);
		a->set.options = arena_array(m->arena, var->n_options, sizeof(uint32_t));
		for (uint32_t i = 0; i < var->n_options; i++) {
			if ((mask >> i & 1) != 0) {
				a->set.options[a->set.n++] = var->options[i];
			}
		}
		var->masks[var->n_values] = mask;
		value_add(var, a);
	}
}

static void make_yes_no(struct making *m, struct var *var)
{
	values_begin(m, var, 2);
	for (int yes = 0; yes < 2; yes++) {
		struct answer *a = new_answer(m, ANSWER_YES_NO);
		a->yes = yes != 0;
		value_add(var, a);
	}
}

/* --- Steps ---------------------------------------------------------------------------------- */

static void make_field(struct making *m, struct var *var, const struct leaf *leaf)
{
	const struct field *f = &m->r->j->steps[leaf->step].fields[leaf->field];
	struct range range = {f->min.is_set, f->max.is_set, f->type == FIELD_SCALE, f->min.number,
	                      f->max.number};
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG_TEXT:
		make_texts(m, var, leaf, f);
		break;
	case FIELD_NUMBER:
	case FIELD_SCALE:
		make_numbers(m, var, leaf, range);
		break;
	case FIELD_DATE:
		make_dates(m, var, leaf, f);
		break;
	case FIELD_YES_NO:
		make_yes_no(m, var);
		break;
	case FIELD_LIST:
		make_options(m, var, leaf, f->options, f->n_options);
		break;
	}
}

static void make_step_answer(struct making *m, struct var *var, struct leaf *leaf)
{
	const struct step *s = &m->r->j->steps[leaf->step];
	if (s->is_several) {
		make_sets(m, var, leaf, s);
	} else if (s->n_options > 0) {
		make_options(m, var, leaf, s->options, s->n_options);
	} else if (s->estimate != NULL) {
		const struct estimate *e = s->estimate;
		struct range range = {e->has_range, e->has_range, false, e->from, e->to};
		make_numbers(m, var, leaf, range);
	} else {
		make_texts(m, var, leaf, NULL);
	}
}

static uint32_t bits_for(uint32_t max)
{
	uint32_t bits = 1;
	while (bits < 32 && max >> bits != 0) {
		bits++;
	}
	return bits;
}

static void make_answers(struct making *m, step_id s)
{
	struct step_vars *of = &m->v->of[s];
	const struct step *step = &m->r->j->steps[s];
	of->first_field = m->v->n;
	for (uint32_t i = m->r->leaf_of[s]; i != INDEX_NONE; i = m->r->leaves[i].next) {
		struct leaf *leaf = &m->r->leaves[i];
		if (leaf->field == EXPR_NO_FIELD && step->n_fields > 0) {
			continue; /* a step with fields has no answer of its own */
		}
		bool is_field = leaf->field != EXPR_NO_FIELD;
		struct var *var = var_add(m, is_field ? VAR_FIELD : VAR_ANSWER, s, leaf->field);
		if (is_field) {
			make_field(m, var, leaf);
			of->n_fields++;
		} else {
			make_step_answer(m, var, leaf);
			of->answer = m->v->n - 1;
		}
		var->stands_for_others = leaf->stands_for_others;
		var->n_bits = bits_for(var->n_values - 1);
	}
}

/* A guess is right at one point, and a set as a whole: their answers are then read too. */
static bool needs_answer_for_right(const struct step *s)
{
	return s->kind == STEP_ESTIMATE || s->is_several;
}

static void make_step(struct making *m, step_id s)
{
	const struct reads *r = m->r;
	const struct step *step = &r->j->steps[s];
	struct step_vars *of = &m->v->of[s];
	*of = (struct step_vars){VAR_NONE, VAR_NONE, VAR_NONE, VAR_NONE, VAR_NONE, 0, 0, 0, 0};
	make_answers(m, s);
	if (r->visits[s] > 0) {
		of->visits = m->v->n;
		bool fits = r->visits[s] <= MAX_VISITS;
		struct var *var = var_add(m, VAR_VISITS, s, 0);
		var->n_values = (fits ? r->visits[s] : MAX_VISITS) + 1;
		var->n_bits = bits_for(var->n_values - 1);
		m->v->why = fits ? m->v->why : N_("une condition compte trop de visites");
	}
	if (r->done[s]) {
		of->done = m->v->n;
		(void)var_add(m, VAR_DONE, s, 0);
	}
	if (r->right[s]) {
		of->right = m->v->n;
		struct var *var = var_add(m, VAR_RIGHT, s, 0);
		var->n_values = STAY_RIGHT + 1;
		var->n_bits = bits_for(STAY_RIGHT);
	}
	if (r->ticks[s] && step->hub != NULL) {
		of->ticks = m->v->n;
		struct var *var = var_add(m, VAR_TICKS, s, 0);
		var->n_values = 0;
		var->n_bits = step->hub->n_items;
	}
	of->first_once = m->v->n;
	for (uint32_t i = 0; i < step->n_options; i++) {
		bool is_once = step->options[i].once || r->once;
		if (is_once && step->options[i].detour != STEP_NONE) {
			(void)var_add(m, VAR_ONCE, s, i);
			of->n_once++;
		}
	}
}

/* Bits in the order of the steps: facts that meet in a condition mostly stand near. */
static void pack(struct vars *v)
{
	for (uint32_t i = 0; i < v->n; i++) {
		v->list[i].first_bit = v->n_bits;
		v->n_bits += v->list[i].n_bits;
	}
	if (v->n_bits > BDD_MAX_BITS) {
		v->why = N_("trop de réponses sont lues par des conditions");
	}
}

/* Answers that only `réussi` reads become leaves of their own. */
static void add_right_leaves(struct reads *r)
{
	for (step_id s = 0; s < r->j->n_steps; s++) {
		const struct step *step = &r->j->steps[s];
		if (r->right[s] && needs_answer_for_right(step)) {
			reads_add_right(r, s);
		}
	}
}

void vars_make(struct vars *v, struct arena *arena, struct reads *r)
{
	*v = (struct vars){.of = mem_array(r->j->n_steps, sizeof v->of[0])};
	struct making m = {v, arena, r};
	add_right_leaves(r);
	for (step_id s = 0; s < r->j->n_steps; s++) {
		make_step(&m, s);
	}
	pack(v);
}

void vars_finish(struct vars *v)
{
	mem_free(v->list);
	mem_free(v->of);
	*v = (struct vars){0};
}
