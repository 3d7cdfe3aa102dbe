/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An old event in the names of today (`renommages`; format, Rulings from a test drive).
 * Versions are passed one after another, each look-up by the names of before. A name that
 * was removed keeps its letters behind a mark that no UTF-8 has, so that it equals no living
 * id, should the name have been given again; an answer with such a name in it fits nothing.
 */
#include "walk_state.h"

#include <jansson.h>
#include <string.h>

#define GONE '\xFF'

/* The key of the object that stands for a name that is gone, while an answer is renamed. */
static const char gone_key[] = {GONE, '\0'};

bool name_is_gone(struct str name)
{
	return name.len > 0 && name.ptr[0] == GONE;
}

struct str name_shown(struct str name)
{
	return name_is_gone(name) ? str_slice(name, 1, name.len) : name;
}

static int add_bytes(const char *bytes, size_t n, void *out)
{
	buf_add(out, (struct str){bytes, n});
	return 0;
}

/* Appends the value as a line has it. */
static void add_json(struct buf *out, const json_t *value)
{
	(void)json_dump_callback(value, add_bytes, out,
	                         JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(17));
}

/* --- Names ------------------------------------------------------------------------ */

static struct str gone(struct walk *w, struct str name)
{
	struct buf marked = {0};
	buf_addc(&marked, GONE);
	buf_add(&marked, name);
	struct str kept = arena_str(&w->arena, buf_str(&marked));
	buf_finish(&marked);
	return kept;
}

static struct str step_after(struct walk *w, const struct renaming *r, struct str name)
{
	const struct rename *found = rename_find(&r->steps, name);
	if (found == NULL || name_is_gone(name)) {
		return name;
	}
	return found->to.len > 0 ? found->to : gone(w, name);
}

/* The renaming of « étape.champ.option » (field empty: « étape.option »); NULL: it stays. */
static const struct rename *find_part(const struct renames *renames, struct str step,
                                      struct str field, struct str part)
{
	struct buf key = {0};
	if (renames->n == 0 || name_is_gone(step)) {
		return NULL;
	}
	buf_add(&key, step);
	buf_addc(&key, '.');
	if (field.len > 0) {
		buf_add(&key, field);
		buf_addc(&key, '.');
	}
	buf_add(&key, part);
	const struct rename *found = rename_find(renames, buf_str(&key));
	buf_finish(&key);
	return found;
}

static struct str choice_after(struct walk *w, const struct renaming *r, struct str step,
                               enum passage by, struct str choice)
{
	if (choice.len == 0 || name_is_gone(choice)) {
		return choice;
	}
	if (by == PASSAGE_CARREFOUR) {
		return step_after(w, r, choice);
	}
	const struct rename *found = find_part(&r->options, step, (struct str){0}, choice);
	if (found == NULL) {
		return choice;
	}
	return found->to.len > 0 ? found->to : gone(w, choice);
}

/* --- Answers ---------------------------------------------------------------------- */

static struct str string_of(const json_t *value)
{
	return (struct str){json_string_value(value), json_string_length(value)};
}

static json_t *gone_value(json_t *name)
{
	json_t *value = json_object();
	(void)json_object_set_new_nocheck(value, gone_key, name);
	return value;
}

/* Owned: the option under its new name; anything else as it is. */
static json_t *option_value(const struct renaming *r, struct str step, struct str field,
                            json_t *value)
{
	const struct rename *found = json_is_string(value)
	                                     ? find_part(&r->options, step, field, string_of(value))
	                                     : NULL;
	if (found == NULL) {
		return json_incref(value);
	}
	return found->to.len > 0 ? json_stringn(found->to.ptr, found->to.len)
	                         : gone_value(json_incref(value));
}

static json_t *set_after(const struct renaming *r, struct str step, json_t *set)
{
	json_t *after = json_array();
	for (size_t i = 0; i < json_array_size(set); i++) {
		json_t *one = option_value(r, step, (struct str){0}, json_array_get(set, i));
		bool is_there = false;
		for (size_t k = 0; k < json_array_size(after) && !is_there; k++) {
			is_there = json_equal(json_array_get(after, k), one);
		}
		if (!is_there) {
			(void)json_array_append(after, one);
		}
		json_decref(one);
	}
	return after;
}

/* Fields that are gone have a marked name; of several that became one the last counts. */
static json_t *fields_after(struct walk *w, const struct renaming *r, struct str step,
                            json_t *fields)
{
	json_t *after = json_object();
	void *m = json_object_iter(fields);
	for (; m != NULL; m = json_object_iter_next(fields, m)) {
		struct str name = str_from(json_object_iter_key(m));
		json_t *value = option_value(r, step, name, json_object_iter_value(m));
		const struct rename *found = find_part(&r->fields, step, (struct str){0}, name);
		struct str to = name;
		if (found != NULL && !name_is_gone(name)) {
			to = found->to.len > 0 ? found->to : gone(w, name);
		}
		struct str key = arena_str(&w->arena, to);
		(void)json_object_set_new_nocheck(after, key.ptr, value);
	}
	return after;
}

static json_t *value_after(struct walk *w, const struct renaming *r, struct str step, json_t *value)
{
	if (json_is_array(value)) {
		return set_after(r, step, value);
	}
	if (json_is_object(value) && json_object_get(value, gone_key) == NULL) {
		return fields_after(w, r, step, value);
	}
	return option_value(r, step, (struct str){0}, value);
}

/* Owned: without the marks; *has_gone where there was one. */
static json_t *without_marks(json_t *value, bool *has_gone)
{
	if (json_is_array(value)) {
		json_t *plain = json_array();
		for (size_t i = 0; i < json_array_size(value); i++) {
			(void)json_array_append_new(
				plain, without_marks(json_array_get(value, i), has_gone));
		}
		return plain;
	}
	json_t *name = json_object_get(value, gone_key);
	if (!json_is_object(value) || name != NULL) {
		*has_gone = *has_gone || name != NULL;
		return json_incref(name != NULL ? name : value);
	}
	/* A name that was given again is the one that is shown. */
	json_t *plain = json_object();
	for (int pass = 0; pass < 2; pass++) {
		void *m = json_object_iter(value);
		for (; m != NULL; m = json_object_iter_next(value, m)) {
			const char *key = json_object_iter_key(m);
			bool is_gone = key[0] == GONE;
			if (is_gone == (pass == 0)) {
				*has_gone = *has_gone || is_gone;
				(void)json_object_set_new_nocheck(
					plain, key + is_gone,
					without_marks(json_object_iter_value(m), has_gone));
			}
		}
	}
	return plain;
}

static uint32_t option_of(const struct step *s, const json_t *value)
{
	return json_is_string(value) ? option_find(s->options, s->n_options, string_of(value))
	                             : INDEX_NONE;
}

static bool has_options(const struct step *s, const json_t *set)
{
	size_t i;
	const json_t *one;
	json_array_foreach(set, i, one)
	{
		if (option_of(s, one) == INDEX_NONE) {
			return false;
		}
	}
	return true;
}

/*
 * A set is written in the order of the file, which new names may have changed; one with an option
 * that the file no longer has keeps its own.
 */
static void sort_set(const struct walk *w, struct str step, json_t *set)
{
	step_id id = journey_step(w->journey, step);
	if (id == STEP_NONE || !w->journey->steps[id].is_several) {
		return;
	}
	const struct step *s = &w->journey->steps[id];
	size_t n = has_options(s, set) ? json_array_size(set) : 0;
	for (size_t i = 1; i < n; i++) {
		json_t *one = json_incref(json_array_get(set, i));
		size_t at = i;
		while (at > 0 && option_of(s, json_array_get(set, at - 1)) > option_of(s, one)) {
			at--;
		}
		(void)json_array_remove(set, i);
		(void)json_array_insert_new(set, at, one);
	}
}

/* The answer given at that step, both in the names of before version `at`. */
static struct str answer_after(struct walk *w, uint32_t at, struct str step, struct str json)
{
	const struct journey *j = w->journey;
	json_t *value = json.len > 0 ? json_loadb(json.ptr, json.len,
	                                          JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL)
	                             : NULL;
	if (value == NULL) {
		return json;
	}
	for (; at < j->n_renamings; at++) {
		json_t *after = value_after(w, &j->renamings[at], step, value);
		json_decref(value);
		value = after;
		step = step_after(w, &j->renamings[at], step);
	}
	bool has_gone = false;
	json_t *plain = without_marks(value, &has_gone);
	if (!has_gone && json_is_array(plain)) {
		sort_set(w, step, plain);
	}
	struct buf text = {0};
	add_json(&text, plain);
	struct str kept = has_gone ? gone(w, buf_str(&text)) : arena_str(&w->arena, buf_str(&text));
	buf_finish(&text);
	json_decref(plain);
	json_decref(value);
	return kept;
}

/* --- Objects of the room ------------------------------------------------------------ */

/* Votes for options that became one add up. */
static struct str ballot_after(struct walk *w, uint32_t at, struct str step, struct str json)
{
	const struct journey *j = w->journey;
	json_t *votes = json_loadb(json.ptr, json.len, JSON_ALLOW_NUL, NULL);
	for (; at < j->n_renamings && votes != NULL; at++) {
		json_t *after = json_object();
		void *m = json_object_iter(votes);
		for (; m != NULL; m = json_object_iter_next(votes, m)) {
			struct str name = choice_after(w, &j->renamings[at], step, PASSAGE_DETOUR,
			                               str_from(json_object_iter_key(m)));
			name = arena_str(&w->arena, name);
			json_t *value = json_object_iter_value(m);
			json_t *there = json_object_get(after, name.ptr);
			if (there == NULL) {
				(void)json_object_set_nocheck(after, name.ptr, value);
			} else {
				double sum = json_number_value(there) + json_number_value(value);
				(void)json_object_set_new_nocheck(after, name.ptr, json_real(sum));
			}
		}
		json_decref(votes);
		votes = after;
		step = step_after(w, &j->renamings[at], step);
	}
	bool has_gone = false;
	json_t *plain = without_marks(votes, &has_gone);
	struct buf text = {0};
	add_json(&text, plain);
	struct str kept = arena_str(&w->arena, buf_str(&text));
	buf_finish(&text);
	json_decref(plain);
	json_decref(votes);
	return kept;
}

/* A line of a harvest names its step inside. */
static struct str line_after(struct walk *w, struct str step, struct str json)
{
	json_t *line = json_loadb(json.ptr, json.len, JSON_ALLOW_NUL, NULL);
	struct str name = name_shown(step);
	(void)json_object_set_new(line, "étape", json_stringn(name.ptr, name.len));
	struct buf text = {0};
	add_json(&text, line);
	struct str kept = arena_str(&w->arena, buf_str(&text));
	buf_finish(&text);
	json_decref(line);
	return kept;
}

/* --- Events ----------------------------------------------------------------------- */

/* The first renaming that lines of this version have not heard of. */
static uint32_t first_after(const struct journey *j, uint32_t version)
{
	uint32_t at = 0;
	while (at < j->n_renamings && j->renamings[at].version <= version) {
		at++;
	}
	return at;
}

static void rename_legs(struct walk *w, const struct renaming *r, struct event *e)
{
	struct str here = e->step;
	for (size_t i = 0; i < e->n_legs; i++) {
		struct leg *leg = &e->legs[i];
		struct str to = leg->to;
		leg->choice = choice_after(w, r, here, leg->by, leg->choice);
		leg->to = step_after(w, r, to);
		here = to;
	}
}

static void pass_version(struct walk *w, const struct renaming *r, struct event *e)
{
	e->choice = choice_after(w, r, e->from, e->by, e->choice);
	rename_legs(w, r, e);
	e->from = step_after(w, r, e->from);
	e->to = step_after(w, r, e->to);
	e->step = step_after(w, r, e->step);
	e->start = step_after(w, r, e->start);
}

static void rename_answers(struct walk *w, uint32_t at, struct event *e)
{
	e->answer = answer_after(w, at, e->kind == EVENT_GO ? e->from : e->step, e->answer);
	struct leg *legs = arena_array(&w->arena, e->n_legs, sizeof legs[0]);
	for (size_t i = 0; i < e->n_legs; i++) {
		legs[i] = e->legs[i];
		legs[i].answer = answer_after(w, at, legs[i].to, legs[i].answer);
	}
	e->legs = legs;
	if (e->kind == EVENT_VOTE) {
		e->object = ballot_after(w, at, e->step, e->object);
	}
}

/* What a line withdraws it names as the lines before it do. */
static void rename_removed(struct walk *w, struct event *e)
{
	const struct journey *j = w->journey;
	struct str *removed = arena_array(&w->arena, e->n_removed, sizeof removed[0]);
	for (size_t i = 0; i < e->n_removed; i++) {
		removed[i] = e->removed[i];
		for (uint32_t at = first_after(j, w->opened); at < j->n_renamings; at++) {
			removed[i] = step_after(w, &j->renamings[at], removed[i]);
		}
	}
	e->removed = removed;
}

void rename_event(struct walk *w, struct event *e)
{
	const struct journey *j = w->journey;
	uint32_t version = w->opened;
	if (e->kind == EVENT_OPEN && first_after(j, version) < j->n_renamings) {
		rename_removed(w, e);
	}
	if (e->kind == EVENT_BEGIN || (e->kind == EVENT_OPEN && e->version > version)) {
		version = e->version;
	}
	uint32_t at = first_after(j, version);
	if (at == j->n_renamings) {
		return;
	}
	rename_answers(w, at, e);
	for (; at < j->n_renamings; at++) {
		pass_version(w, &j->renamings[at], e);
	}
	if (e->kind == EVENT_GATHER) {
		e->object = line_after(w, e->step, e->object);
	}
}
