/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole state as canonical JSON (keys in the order of their code points, no blanks,
 * whole numbers as integers), to be compared line by line with that of another fold. Values
 * are built as jansson's trees, for this is for tests and reports, where time is no matter.
 */
#include "walk_state.h"

#include "event_facts.h"
#include "french.h"
#include "mem.h"
#include "quote.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* --- Canonical form ---------------------------------------------------------------- */

static int keys_cmp(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_canonical(struct buf *out, json_t *value);

static void add_object(struct buf *out, json_t *object)
{
	size_t n = json_object_size(object), i = 0;
	const char **keys = mem_array(n, sizeof keys[0]);
	for (void *m = json_object_iter(object); m != NULL; m = json_object_iter_next(object, m)) {
		keys[i++] = json_object_iter_key(m);
	}
	qsort(keys, n, sizeof keys[0], keys_cmp);
	buf_addc(out, '{');
	for (i = 0; i < n; i++) {
		buf_add(out, i > 0 ? STR(",") : STR(""));
		quote_add(out, str_from(keys[i]));
		buf_addc(out, ':');
		add_canonical(out, json_object_get(object, keys[i]));
	}
	buf_addc(out, '}');
	mem_free(keys);
}

static void add_array(struct buf *out, json_t *array)
{
	buf_addc(out, '[');
	for (size_t i = 0; i < json_array_size(array); i++) {
		buf_add(out, i > 0 ? STR(",") : STR(""));
		add_canonical(out, json_array_get(array, i));
	}
	buf_addc(out, ']');
}

/* The depth is bounded by that which the reader of lines lets through. */
static void add_canonical(struct buf *out, json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		add_object(out, value);
		break;
	case JSON_ARRAY:
		add_array(out, value);
		break;
	case JSON_STRING:
		quote_add(out, (struct str){json_string_value(value), json_string_length(value)});
		break;
	case JSON_INTEGER:
		buf_addf(out, "%lld", (long long)json_integer_value(value));
		break;
	case JSON_REAL:
		number_add_json(out, json_real_value(value));
		break;
	case JSON_TRUE:
		buf_add(out, STR("true"));
		break;
	case JSON_FALSE:
		buf_add(out, STR("false"));
		break;
	case JSON_NULL:
		buf_add(out, STR("null"));
		break;
	}
}

/* --- Pieces ------------------------------------------------------------------------ */

static json_t *string(struct str s)
{
	return json_stringn(s.len > 0 ? s.ptr : "", s.len);
}

/* Keys are ids; what lies behind a NUL in one is left out. */
static void set(json_t *object, struct str key, json_t *value)
{
	struct buf ended = {0};
	buf_add(&ended, key);
	(void)json_object_set_new(object, ended.ptr, value);
	buf_finish(&ended);
}

/* The object or array at that key, an empty one where there was none. */
static json_t *part(json_t *object, struct str key, json_t *take_empty)
{
	struct buf ended = {0};
	buf_add(&ended, key);
	json_t *there = json_object_get(object, ended.ptr);
	if (there == NULL) {
		(void)json_object_set(object, ended.ptr, take_empty);
		there = take_empty;
	}
	json_decref(take_empty);
	buf_finish(&ended);
	return there;
}

static json_t *parsed(struct str json)
{
	json_t *value = json_loadb(json.ptr, json.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	return value != NULL ? value : json_null();
}

static json_t *answer_json(const struct walk *w, step_id step, const struct answer *a)
{
	struct buf json = {0};
	answer_add_json(&json, walk_is_ours(w, step) ? &w->journey->steps[step] : NULL, a);
	json_t *value = parsed(buf_str(&json));
	buf_finish(&json);
	return value;
}

static int strings_cmp(const void *a, const void *b)
{
	json_t *const *x = a, *const *y = b;
	return strcmp(json_string_value(*x), json_string_value(*y));
}

/* Sorted, each once. */
static json_t *sorted(json_t *take_strings)
{
	size_t n = json_array_size(take_strings);
	json_t **list = mem_array(n, sizeof list[0]), *result = json_array();
	for (size_t i = 0; i < n; i++) {
		list[i] = json_array_get(take_strings, i);
	}
	qsort(list, n, sizeof list[0], strings_cmp);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || strings_cmp(&list[i - 1], &list[i]) != 0) {
			(void)json_array_append(result, list[i]);
		}
	}
	mem_free(list);
	json_decref(take_strings);
	return result;
}

/* --- The path ---------------------------------------------------------------------- */

static json_t *stack_value(const struct walk *w, const struct call *call)
{
	json_t *stack = json_array();
	for (; call != NULL; call = call->up) {
		const struct place *caller = call->caller;
		(void)json_array_insert_new(
			stack, 0,
			caller->dropped ? json_null() : string(walk_step_name(w, caller->step)));
	}
	return stack;
}

static json_t *place_value(const struct walk *w, const struct place *p)
{
	json_t *value = json_object();
	set(value, STR("step"), string(walk_step_name(w, p->step)));
	set(value, STR("par"),
	    p->by == PASSAGE_NONE ? json_null() : string(str_from(passage_name(p->by))));
	set(value, STR("stack"), stack_value(w, p->call));
	if (p->answer != NULL) {
		set(value, STR("rép"), answer_json(w, p->step, p->answer));
	}
	return value;
}

static void dump_path(const struct walk *w, json_t *state)
{
	json_t *path = json_array();
	for (size_t i = 0; i < w->n_places; i++) {
		(void)json_array_append_new(path, place_value(w, w->path[i].place));
	}
	set(state, STR("path"), path);
	set(state, STR("cursor"), json_integer((json_int_t)w->cursor));
	set(state, STR("told"), json_boolean(walk_is_told(w)));
}

static void dump_prefill(const struct walk *w, json_t *state)
{
	json_t *prefill = json_object();
	/* Where a name was given again, the living one is shown: it comes last. */
	for (step_id step = walk_n_step_numbers(w); step-- > 0;) {
		const struct answer *a = w->memory[step].prefill;
		if (a != NULL) {
			set(prefill, walk_step_name(w, step), answer_json(w, step, a));
		}
	}
	set(state, STR("prefill"), prefill);
}

static void dump_orphans(const struct walk *w, json_t *state)
{
	json_t *orphans = json_array();
	for (size_t i = 0; i < w->n_orphans; i++) {
		const struct orphan *o = &w->orphans[i];
		json_t *value = json_object();
		set(value, STR("step"), string(o->step));
		step_id step = journey_step(w->journey, o->step);
		set(value, STR("rép"), answer_json(w, step, o->answer));
		(void)json_array_append_new(orphans, value);
	}
	set(state, STR("orphans"), orphans);
}

/* --- What conditions see ------------------------------------------------------------ */

static void dump_facts(struct walk *w, json_t *state)
{
	const struct facts *facts = facts_compute(w, (struct viewpoint){.is_path_only = true});
	json_t *of = json_object();
	for (step_id step = 0; step < w->journey->n_steps; step++) {
		const struct fact *f = &facts->of[step];
		if (f->visits == 0 && !f->done && !f->right && f->answer == NULL) {
			continue;
		}
		json_t *value = json_object();
		set(value, STR("visites"), json_integer(f->visits));
		set(value, STR("fait"), json_boolean(f->done));
		set(value, STR("réussi"), json_boolean(f->right));
		if (f->answer != NULL) {
			set(value, STR("rép"), answer_json(w, step, f->answer));
		}
		set(of, w->journey->steps[step].id, value);
	}
	set(state, STR("facts"), of);
}

static void dump_ticks(const struct walk *w, json_t *state)
{
	json_t *ticks = json_object();
	for (size_t i = 0; i <= w->cursor; i++) {
		const struct place *p = w->path[i].place;
		if (facts_item_ended(w, p) != INDEX_NONE) {
			json_t *items = part(ticks, walk_step_name(w, p->step), json_array());
			(void)json_array_append_new(items, string(name_shown(p->ended->choice)));
		}
	}
	const char *hub;
	json_t *items;
	json_object_foreach(ticks, hub, items)
	{
		(void)json_object_set_new(ticks, hub, sorted(json_incref(items)));
	}
	set(state, STR("ticks"), ticks);
}

static void dump_once(const struct walk *w, json_t *state)
{
	json_t *once = json_array();
	struct buf name = {0};
	for (size_t i = 0; i <= w->cursor; i++) {
		const struct place *p = w->path[i].place;
		if (facts_is_call(p)) {
			buf_clear(&name);
			buf_add(&name, walk_step_name(w, p->opened->caller->step));
			buf_addc(&name, '.');
			buf_add(&name, name_shown(p->choice));
			(void)json_array_append_new(once, string(buf_str(&name)));
		}
	}
	buf_finish(&name);
	set(state, STR("once"), sorted(once));
}

/* --- Beside the path ----------------------------------------------------------------- */

static void dump_notes(const struct walk *w, json_t *state)
{
	json_t *notes = json_object();
	struct buf name = {0};
	for (size_t i = 0; i < walk_n_notes(w); i++) {
		struct note note = walk_note_at(w, i);
		buf_clear(&name);
		buf_add(&name, name_shown(note.step));
		buf_addc(&name, '/');
		buf_add(&name, note.what);
		set(notes, buf_str(&name), string(note.text));
	}
	buf_finish(&name);
	set(state, STR("notes"), notes);
}

static void dump_resources(const struct walk *w, json_t *state)
{
	json_t *kept = json_array(), *consulted = json_array();
	for (uint32_t i = 0; i < w->asides->n_resources; i++) {
		const struct resource_mark *mark = &w->asides->resources[i];
		if (mark->is_kept) {
			(void)json_array_append_new(kept, string(mark->id));
		}
		if (mark->is_consulted) {
			(void)json_array_append_new(consulted, string(mark->id));
		}
	}
	set(state, STR("kept"), sorted(kept));
	set(state, STR("consulted"), sorted(consulted));
}

/* True where a step that goes by that name now has lines of its own. */
static bool has_living(const struct asides *a, struct str step)
{
	for (uint32_t i = 0; i < a->n_gathered; i++) {
		if (str_eq(a->gathered[i].step, step)) {
			return true;
		}
	}
	return false;
}

static void dump_room(const struct walk *w, json_t *state)
{
	json_t *votes = json_object(), *harvest = json_object();
	for (int living = 0; living < 2; living++) {
		for (uint32_t i = 0; i < w->asides->n_votes; i++) {
			const struct object_record *r = &w->asides->votes[i];
			if (name_is_gone(r->step) == (living == 0)) {
				set(votes, name_shown(r->step), parsed(r->object));
			}
		}
	}
	for (uint32_t i = 0; i < w->asides->n_gathered; i++) {
		const struct object_record *r = &w->asides->gathered[i];
		if (name_is_gone(r->step) && has_living(w->asides, name_shown(r->step))) {
			continue;
		}
		set(part(harvest, name_shown(r->step), json_object()), r->id, parsed(r->object));
	}
	set(state, STR("votes"), votes);
	set(state, STR("harvest"), harvest);
}

void walk_dump(struct walk *w, struct buf *out)
{
	json_t *state = json_object();
	dump_path(w, state);
	dump_prefill(w, state);
	dump_orphans(w, state);
	dump_facts(w, state);
	dump_ticks(w, state);
	dump_once(w, state);
	dump_notes(w, state);
	dump_resources(w, state);
	dump_room(w, state);
	add_canonical(out, state);
	json_decref(state);
}
