/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing stays of a text but what is known to be the journey's own: what isn't known goes. */
#include "blank.h"

#include "utf8.h"

#include <jansson.h>
#include <string.h>

static bool is_blank(uint32_t rune)
{
	return rune == ' ' || rune == '\n' || rune == '\t';
}

static struct str blanked(struct arena *arena, struct str text)
{
	struct buf out = {0};
	for (size_t at = 0; at < text.len;) {
		uint32_t rune;
		at += utf8_decode(text, at, &rune);
		buf_addc(&out, is_blank(rune) ? (char)rune : 'x');
	}
	struct str kept = arena_str(arena, buf_str(&out));
	buf_finish(&out);
	return kept;
}

/* 2027-03-12 */
static bool is_date(struct str s)
{
	static const char shape[] = "dddd-dd-dd";
	bool well = s.len == sizeof shape - 1;
	for (size_t i = 0; i < s.len && well; i++) {
		well = shape[i] == 'd' ? s.ptr[i] >= '0' && s.ptr[i] <= '9' : s.ptr[i] == shape[i];
	}
	return well;
}

/* True where the journey offers these very letters as an answer to the field, or to the step. */
static bool is_offered(const struct step *s, const struct field *f, struct str text)
{
	if (s == NULL) {
		return false;
	}
	if (f == NULL) {
		return option_find(s->options, s->n_options, text) != INDEX_NONE;
	}
	switch (f->type) {
	case FIELD_LIST:
		return option_find(f->options, f->n_options, text) != INDEX_NONE;
	case FIELD_DATE:
		return is_date(text);
	case FIELD_YES_NO:
		return str_eq(text, STR("oui")) || str_eq(text, STR("non"));
	case FIELD_TEXT:
	case FIELD_LONG_TEXT:
	case FIELD_NUMBER:
	case FIELD_SCALE:
		break;
	}
	return false;
}

static json_t *blank_string(const json_t *value, const struct step *s, const struct field *f)
{
	struct str text = {json_string_value(value), json_string_length(value)};
	struct arena arena = {0};
	struct str now = is_offered(s, f, text) ? text : blanked(&arena, text);
	json_t *made = json_stringn(now.ptr != NULL ? now.ptr : "", now.len);
	arena_finish(&arena);
	return made;
}

/* An answer is a value, a list of values, or a value for each field. */
static json_t *blank_value(json_t *value, const struct step *s, const struct field *f)
{
	if (json_is_string(value)) {
		return blank_string(value, s, f);
	}
	if (json_is_array(value)) {
		json_t *list = json_array();
		for (size_t i = 0; i < json_array_size(value); i++) {
			const json_t *item = json_array_get(value, i);
			(void)json_array_append_new(list, json_is_string(item)
			                                          ? blank_string(item, s, f)
			                                          : json_null());
		}
		return list;
	}
	if (json_is_number(value) || json_is_true(value) || json_is_false(value)) {
		return json_incref(value);
	}
	return json_null();
}

static json_t *blank_fields(json_t *object, const struct step *s)
{
	json_t *made = json_object(), *value;
	const char *name;
	json_object_foreach(object, name, value)
	{
		uint32_t i = s != NULL ? field_find(s, str_from(name)) : INDEX_NONE;
		/* A field that isn't the journey's: its name is an author's, its value a walker's.
		 */
		const struct field *f = i != INDEX_NONE ? &s->fields[i] : NULL;
		(void)json_object_set_new(made, name, blank_value(value, f != NULL ? s : NULL, f));
	}
	return made;
}

static int add_bytes(const char *bytes, size_t n, void *out)
{
	buf_add(out, (struct str){bytes, n});
	return 0;
}

static struct str as_text(struct arena *arena, json_t *take_value)
{
	struct buf out = {0};
	(void)json_dump_callback(take_value, add_bytes, &out,
	                         JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(17));
	json_decref(take_value);
	struct str kept = arena_str(arena, buf_str(&out));
	buf_finish(&out);
	return kept;
}

static struct str blank_answer(struct arena *arena, const struct journey *j, struct str step,
                               struct str answer)
{
	if (answer.len == 0) {
		return answer;
	}
	step_id id = journey_step(j, step);
	const struct step *s = id != STEP_NONE ? &j->steps[id] : NULL;
	json_t *value = json_loadb(answer.ptr, answer.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	json_t *made = json_is_object(value) ? blank_fields(value, s) : blank_value(value, s, NULL);
	json_decref(value);
	return as_text(arena, made);
}

/* A line of a harvest, a vote: what is said there goes, what it is about stays. */
static struct str blank_object(struct arena *arena, struct str object)
{
	static const char *const kept[] = {"étape", "id", "dans"};
	json_t *value = json_loadb(object.ptr, object.len, JSON_ALLOW_NUL, NULL);
	json_t *made = json_object(), *member;
	const char *name;
	json_object_foreach(value, name, member)
	{
		bool stays = false;
		for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
			stays = stays || strcmp(name, kept[i]) == 0;
		}
		json_t *now = stays ? json_incref(member) : blank_value(member, NULL, NULL);
		(void)json_object_set_new(made, name, now);
	}
	json_decref(value);
	return as_text(arena, made);
}

void event_blank(struct arena *arena, const struct journey *j, struct event *e)
{
	e->text = blanked(arena, e->text);
	e->answer = blank_answer(arena, j, e->kind == EVENT_GO ? e->from : e->step, e->answer);
	for (size_t i = 0; i < e->n_legs; i++) {
		e->legs[i].answer = blank_answer(arena, j, e->legs[i].to, e->legs[i].answer);
	}
	if (e->object.len > 0) {
		e->object = blank_object(arena, e->object);
	}
}
