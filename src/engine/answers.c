/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers as a carnet has them (JSON), read against the step that they are of: option ids
 * become numbers, dates become dates. What doesn't fit the step as it is now is kept as it
 * was written, and read by nothing; bounds are no matter here, for they may change.
 */
#include "mem.h"
#include "walk_state.h"

#include "french.h"
#include "quote.h"

#include <jansson.h>
#include <string.h>

/* --- Reading --------------------------------------------------------------------- */

static const struct answer open_answer = {.kind = ANSWER_OPEN};

/* What a value is read against: a step, or one field of it. */
struct reading {
	struct arena *arena;
	const struct option *options;
	uint32_t n_options;
	const struct step *step; /* NULL: a field */
};

static struct str string_of(const json_t *value)
{
	if (!json_is_string(value)) {
		return (struct str){0};
	}
	return (struct str){json_string_value(value), json_string_length(value)};
}

/* Each reader fills *a from a value that isn't null, or says that it doesn't fit. */
typedef bool read_fn(const struct reading *r, json_t *value, struct answer *a);

static bool read_option(const struct reading *r, json_t *value, struct answer *a)
{
	a->kind = ANSWER_OPTION;
	a->option = option_find(r->options, r->n_options, string_of(value));
	return json_is_string(value) && a->option != INDEX_NONE;
}

static bool read_set(const struct reading *r, json_t *value, struct answer *a)
{
	size_t n = json_array_size(value);
	if (!json_is_array(value) || n > r->n_options) {
		return false;
	}
	a->kind = ANSWER_SET;
	a->set.options = arena_array(r->arena, n, sizeof a->set.options[0]);
	for (size_t i = 0; i < n; i++) {
		struct answer one;
		if (!read_option(r, json_array_get(value, i), &one)) {
			return false;
		}
		if (i > 0 && one.option <= a->set.options[i - 1]) {
			return false;
		}
		a->set.options[i] = one.option;
	}
	a->set.n = (uint32_t)n;
	return true;
}

static bool read_number(const struct reading *r, json_t *value, struct answer *a)
{
	(void)r;
	a->kind = ANSWER_NUMBER;
	a->number = json_number_value(value);
	return json_is_number(value);
}

static bool read_text(const struct reading *r, json_t *value, struct answer *a)
{
	a->kind = ANSWER_TEXT;
	a->text = arena_str(r->arena, string_of(value));
	return json_is_string(value);
}

/* Only the stored form: what a person may type is another matter. */
static bool read_date(const struct reading *r, json_t *value, struct answer *a)
{
	struct buf again = {0};
	struct str text = string_of(value);
	(void)r;
	a->kind = ANSWER_DATE;
	bool is_date = date_parse(text, &a->date);
	if (is_date) {
		date_add_json(&again, a->date);
		is_date = str_eq(buf_str(&again), text);
	}
	buf_finish(&again);
	return is_date;
}

static bool read_yes_no(const struct reading *r, json_t *value, struct answer *a)
{
	struct str text = string_of(value);
	(void)r;
	a->kind = ANSWER_YES_NO;
	a->yes = str_eq(text, STR("oui"));
	return a->yes || str_eq(text, STR("non"));
}

static read_fn *const field_readers[] = {
	[FIELD_TEXT] = read_text,   [FIELD_LONG_TEXT] = read_text, [FIELD_NUMBER] = read_number,
	[FIELD_DATE] = read_date,   [FIELD_YES_NO] = read_yes_no,  [FIELD_SCALE] = read_number,
	[FIELD_LIST] = read_option,
};

/* Bounds may have been drawn closer since. How long a text may be is asked while it is typed. */
static bool is_within(const struct field *f, const struct answer *a)
{
	bool has_bounds =
		f->type == FIELD_NUMBER || f->type == FIELD_SCALE || f->type == FIELD_DATE;
	enum outcome outcome = has_bounds ? field_check(f, a) : OUTCOME_OK;
	return outcome != OUTCOME_BELOW && outcome != OUTCOME_ABOVE;
}

/* NULL where the value doesn't fit the field. */
static const struct answer *read_field(struct arena *arena, const struct field *f, json_t *value)
{
	if (json_is_null(value)) {
		return &open_answer;
	}
	struct reading r = {.arena = arena, .options = f->options, .n_options = f->n_options};
	struct answer *a = arena_alloc(arena, sizeof *a);
	return field_readers[f->type](&r, value, a) && is_within(f, a) ? a : NULL;
}

/* Fields are one answer: where one is gone, has another type or is out of bounds, none of it fits.
 */
static bool read_fields(const struct reading *r, json_t *value, struct answer *a)
{
	const struct step *s = r->step;
	if (!json_is_object(value)) {
		return false;
	}
	a->kind = ANSWER_FIELDS;
	a->fields.n = s->n_fields;
	a->fields.list = arena_array(r->arena, s->n_fields, sizeof a->fields.list[0]);
	void *member = json_object_iter(value);
	for (; member != NULL; member = json_object_iter_next(value, member)) {
		uint32_t i = field_find(s, str_from(json_object_iter_key(member)));
		if (i == INDEX_NONE) {
			return false;
		}
		a->fields.list[i] =
			read_field(r->arena, &s->fields[i], json_object_iter_value(member));
		if (a->fields.list[i] == NULL) {
			return false;
		}
	}
	return true;
}

/* An empty cell: the kind takes no answer. A quiz may also be a set. */
static read_fn *const step_readers[STEP_N_KINDS] = {
	[STEP_QUESTION] = read_option, [STEP_SEVERAL] = read_set,     [STEP_QUIZ] = read_option,
	[STEP_ESTIMATE] = read_number, [STEP_SIGHTING] = read_option, [STEP_INPUT] = read_fields,
};

static read_fn *reader_of(const struct step *s)
{
	return s->is_several ? read_set : step_readers[s->kind];
}

/* The most common answer, taken without a parser: a string without escapes. */
static bool read_plain_option(const struct step *s, struct str json, struct answer *a)
{
	if (reader_of(s) != read_option || json.len < 2 || json.ptr[0] != '"') {
		return false;
	}
	a->kind = ANSWER_OPTION;
	a->option = option_find(s->options, s->n_options, str_slice(json, 1, json.len - 2));
	return a->option != INDEX_NONE;
}

static bool read_json(struct walk *w, const struct step *s, struct str json, struct answer *a)
{
	struct reading r = {&w->arena, s->options, s->n_options, s};
	json_t *value = json_loadb(json.ptr, json.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	bool fits = value != NULL && reader_of(s) != NULL && reader_of(s)(&r, value, a);
	json_decref(value);
	return fits;
}

void answers_use_our_memory(void)
{
	json_set_alloc_funcs(mem_alloc, mem_free);
}

const struct answer *answer_from_json(struct walk *w, step_id step, struct str json)
{
	if (str_eq(json, STR("null"))) {
		return &open_answer;
	}
	struct answer *a = arena_alloc(&w->arena, sizeof *a);
	const struct step *s = walk_is_ours(w, step) ? &w->journey->steps[step] : NULL;
	bool is_gone = name_is_gone(json);
	json = name_shown(json);
	if (s != NULL && !is_gone && (read_plain_option(s, json, a) || read_json(w, s, json, a))) {
		return a;
	}
	w->has_misfits = true;
	*a = (struct answer){.kind = ANSWER_MISFIT, .misfit = arena_str(&w->arena, json)};
	return a;
}

/* --- Writing --------------------------------------------------------------------- */

static void add_set(struct buf *out, const struct option *options, const struct answer *a)
{
	buf_addc(out, '[');
	for (uint32_t i = 0; i < a->set.n; i++) {
		buf_add(out, i > 0 ? STR(",") : STR(""));
		quote_add(out, options[a->set.options[i]].id);
	}
	buf_addc(out, ']');
}

/* Anything but fields; `options` are those of the step or of the field. */
static void add_one(struct buf *out, const struct option *options, const struct answer *a)
{
	switch (a->kind) {
	case ANSWER_OPEN:
	case ANSWER_FIELDS: /* no field has fields */
		buf_add(out, STR("null"));
		break;
	case ANSWER_OPTION:
		quote_add(out, options[a->option].id);
		break;
	case ANSWER_SET:
		add_set(out, options, a);
		break;
	case ANSWER_NUMBER:
		number_add_json(out, a->number);
		break;
	case ANSWER_TEXT:
		quote_add(out, a->text);
		break;
	case ANSWER_DATE:
		buf_addc(out, '"');
		date_add_json(out, a->date);
		buf_addc(out, '"');
		break;
	case ANSWER_YES_NO:
		buf_add(out, a->yes ? STR("\"oui\"") : STR("\"non\""));
		break;
	case ANSWER_MISFIT:
		buf_add(out, a->misfit);
		break;
	}
}

static void add_fields(struct buf *out, const struct step *s, const struct answer *a)
{
	bool is_first = true;
	buf_addc(out, '{');
	for (uint32_t i = 0; i < a->fields.n; i++) {
		if (a->fields.list[i] == NULL) {
			continue;
		}
		buf_add(out, is_first ? STR("") : STR(","));
		quote_add(out, s->fields[i].id);
		buf_addc(out, ':');
		add_one(out, s->fields[i].options, a->fields.list[i]);
		is_first = false;
	}
	buf_addc(out, '}');
}

void answer_add_json(struct buf *out, const struct step *s, const struct answer *a)
{
	if (s == NULL) {
		buf_add(out, a->kind == ANSWER_MISFIT ? a->misfit : STR("null"));
	} else if (a->kind == ANSWER_FIELDS) {
		add_fields(out, s, a);
	} else {
		add_one(out, s->options, a);
	}
}

struct str answer_kept(struct walk *w, const struct step *s, const struct answer *a)
{
	struct buf json = {0};
	if (a == NULL) {
		return (struct str){0};
	}
	answer_add_json(&json, s, a);
	struct str kept = arena_str(&w->arena, buf_str(&json));
	buf_finish(&json);
	return kept;
}

/* --- Making ---------------------------------------------------------------------- */

const struct answer *walk_open_answer(void)
{
	return &open_answer;
}

const struct answer *walk_option_answer(struct walk *w, uint32_t option)
{
	struct answer *a = arena_alloc(&w->arena, sizeof *a);
	*a = (struct answer){.kind = ANSWER_OPTION, .option = option};
	return a;
}

/* Puts the option where it belongs, unless it is there already. */
static void set_add(struct answer *a, uint32_t option)
{
	uint32_t *list = a->set.options, at = a->set.n;
	while (at > 0 && list[at - 1] > option) {
		at--;
	}
	if (at > 0 && list[at - 1] == option) {
		return;
	}
	memmove(list + at + 1, list + at, (a->set.n - at) * sizeof list[0]);
	list[at] = option;
	a->set.n++;
}

const struct answer *walk_set_answer(struct walk *w, const uint32_t *options, uint32_t n)
{
	struct answer *a = arena_alloc(&w->arena, sizeof *a);
	a->kind = ANSWER_SET;
	a->set.options = arena_array(&w->arena, n, sizeof a->set.options[0]);
	for (uint32_t i = 0; i < n; i++) {
		set_add(a, options[i]);
	}
	return a;
}

/* --- Right and wrong -------------------------------------------------------------- */

static bool set_is_right(const struct step *s, const struct answer *a)
{
	uint32_t n_right = 0;
	for (uint32_t i = 0; i < s->n_options; i++) {
		n_right += s->options[i].right;
	}
	for (uint32_t i = 0; i < a->set.n; i++) {
		if (!s->options[a->set.options[i]].right) {
			return false;
		}
	}
	return a->set.n == n_right;
}

static bool numbers_eq(double a, double b)
{
	return !(a < b) && !(a > b);
}

bool answer_is_right(const struct step *s, const struct answer *a)
{
	if (a == NULL) {
		return false;
	}
	if (s->kind == STEP_ESTIMATE) {
		return a->kind == ANSWER_NUMBER && numbers_eq(a->number, s->estimate->right);
	}
	if (s->kind != STEP_QUIZ) {
		return false;
	}
	return a->kind == ANSWER_SET ? set_is_right(s, a)
	                             : a->kind == ANSWER_OPTION && s->options[a->option].right;
}
