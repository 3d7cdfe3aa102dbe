/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading is strict: the seal (CRC) closes the line, and every fact that its kind needs is
 * there once and of its type. Keys that a newer program may have added are passed over.
 *
 * The line is copied once; strings without escapes are lent by the copy.
 */
#include "crc.h"
#include "event_facts.h"
#include "scan.h"

#include <string.h>

static bool read_passage(struct arena *arena, struct str raw, enum passage *ret_by)
{
	struct str name;
	if (!scan_string(arena, raw, &name)) {
		return false;
	}
	for (enum passage by = PASSAGE_VERS; by < PASSAGE_N; by++) {
		if (str_eq(name, str_from(passage_name(by)))) {
			*ret_by = by;
			return true;
		}
	}
	return false;
}

static bool read_count(struct str raw, uint32_t *ret_count)
{
	uint64_t count;
	if (!scan_whole(raw, &count) || count > UINT32_MAX) {
		return false;
	}
	*ret_count = (uint32_t)count;
	return true;
}

/* How many members an array has; SIZE_MAX where it is none. */
static size_t count_members(struct str raw)
{
	struct scan s;
	struct member m;
	size_t n = 0;
	if (!str_starts(raw, STR("[")) || !scan_begin(&s, raw)) {
		return SIZE_MAX;
	}
	while (scan_next(&s, &m) == SCAN_MEMBER) {
		n++;
	}
	return n;
}

static bool read_strings(struct arena *arena, struct str raw, struct event *e)
{
	struct scan s;
	struct member m;
	size_t n = count_members(raw);
	if (n == SIZE_MAX) {
		return false;
	}
	e->removed = arena_array(arena, n, sizeof e->removed[0]);
	e->n_removed = n;
	(void)scan_begin(&s, raw);
	for (size_t i = 0; scan_next(&s, &m) == SCAN_MEMBER; i++) {
		if (!scan_string(arena, m.raw, &e->removed[i])) {
			return false;
		}
	}
	return true;
}

static bool read_value(struct arena *arena, const struct fact_rule *rule, struct str raw,
                       void *base)
{
	void *at = (char *)base + rule->offset;
	switch (rule->form) {
	case FORM_HEAD:
	case FORM_LEGS: /* see read_legs */
		break;
	case FORM_STRING:
		return scan_string(arena, raw, at);
	case FORM_COUNT:
		return read_count(raw, at);
	case FORM_BOOL:
		return scan_bool(raw, at);
	case FORM_PASSAGE:
		return read_passage(arena, raw, at);
	case FORM_JSON:
		*(struct str *)at = raw;
		return true;
	case FORM_OBJECT:
		*(struct str *)at = raw;
		return raw.ptr[0] == '{';
	case FORM_STRINGS:
		return read_strings(arena, raw, base);
	}
	return false;
}

/*
 * The number of the rule with this key, or `n`. The search goes on from *hint, the rule
 * after the last one found: keys come in the order of the table, so it mostly stops at once.
 */
static size_t rule_find(const struct fact_rule *list, size_t n, struct str key, size_t *hint)
{
	for (size_t i = 0; i < n; i++) {
		size_t k = *hint + i < n ? *hint + i : *hint + i - n;
		if (str_eq(key, (struct str){list[k].key, list[k].key_len})) {
			*hint = k + 1 < n ? k + 1 : 0;
			return k;
		}
	}
	return n;
}

/* Sorts the members of an object by their keys. False where it is none or a key comes twice. */
static bool read_members(struct str object, const struct fact_rule *list, size_t n,
                         struct str *ret_raw)
{
	struct scan s;
	struct member m;
	enum scanned scanned = SCAN_BAD;
	size_t hint = 0;
	if (!str_starts(object, STR("{")) || !scan_begin(&s, object)) {
		return false;
	}
	for (scanned = scan_next(&s, &m); scanned == SCAN_MEMBER; scanned = scan_next(&s, &m)) {
		size_t k = rule_find(list, n, m.key, &hint);
		if (k == n) {
			continue;
		}
		if (ret_raw[k].ptr != NULL) {
			return false;
		}
		ret_raw[k] = m.raw;
	}
	return scanned == SCAN_END;
}

static bool read_leg(struct arena *arena, struct str object, struct leg *ret_leg)
{
	struct str raw[LEG_N_RULES] = {{0}};
	if (!read_members(object, leg_rules, LEG_N_RULES, raw)) {
		return false;
	}
	for (size_t k = 0; k < LEG_N_RULES; k++) {
		if (raw[k].ptr == NULL ? k < LEG_N_NEEDS
		                       : !read_value(arena, &leg_rules[k], raw[k], ret_leg)) {
			return false;
		}
	}
	return true;
}

static bool read_legs(struct arena *arena, struct str raw, struct event *e)
{
	struct scan s;
	struct member m;
	size_t n = count_members(raw);
	if (n == SIZE_MAX) {
		return false;
	}
	e->legs = arena_array(arena, n, sizeof e->legs[0]);
	e->n_legs = n;
	(void)scan_begin(&s, raw);
	for (size_t i = 0; scan_next(&s, &m) == SCAN_MEMBER; i++) {
		if (!read_leg(arena, m.raw, &e->legs[i])) {
			return false;
		}
	}
	return true;
}

static enum event_kind kind_find(struct str name)
{
	for (enum event_kind kind = EVENT_BEGIN; kind < EVENT_FOREIGN; kind++) {
		if (str_eq(name, str_from(event_shapes[kind].name))) {
			return kind;
		}
	}
	return EVENT_FOREIGN;
}

static bool read_fact(struct arena *arena, const struct fact_rule *rule, struct str raw,
                      struct event *e)
{
	return rule->form == FORM_LEGS ? read_legs(arena, raw, e) : read_value(arena, rule, raw, e);
}

static bool read_facts(struct arena *arena, const struct str *raw, struct event *e)
{
	const struct event_shape *shape = &event_shapes[e->kind];
	for (uint32_t fact = FACT_FORMAT; fact < FACT_N_KEYS; fact++) {
		uint32_t bit = UINT32_C(1) << fact;
		if (((shape->needs | shape->may) & bit) == 0) {
			continue;
		}
		if (raw[fact].ptr == NULL ? (shape->needs & bit) != 0
		                          : !read_fact(arena, &fact_rules[fact], raw[fact], e)) {
			return false;
		}
	}
	return true;
}

/* What a contribution says: all members of the line but its head. */
static struct str object_of(struct arena *arena, struct str line)
{
	struct scan s;
	struct member m;
	char *const object = arena_alloc(arena, line.len + 1);
	char *end = object;
	*end++ = '{';
	(void)scan_begin(&s, line);
	while (scan_next(&s, &m) == SCAN_MEMBER) {
		size_t hint = 0;
		if (rule_find(fact_rules, FACT_KIND + 1, m.key, &hint) <= FACT_KIND) {
			continue;
		}
		if (end > object + 1) {
			*end++ = ',';
		}
		memcpy(end, m.whole.ptr, m.whole.len);
		end += m.whole.len;
	}
	*end++ = '}';
	return (struct str){object, (size_t)(end - object)};
}

static bool read_head(struct arena *arena, const struct str *raw, struct event *e,
                      struct str *ret_utc)
{
	struct str name;
	uint64_t ms;
	if (!scan_whole(raw[FACT_N], &e->n) || !scan_string(arena, raw[FACT_UTC], ret_utc) ||
	    !scan_whole(raw[FACT_MS], &ms) || !scan_string(arena, raw[FACT_KIND], &name)) {
		return false;
	}
	e->kind = kind_find(name);
	return e->n < UINT64_MAX; /* one more must be possible */
}

/* The line without its seal, as an object again, in the arena. False where the seal isn't
 * that of the bytes before it. */
static bool unseal(struct arena *arena, struct str line, struct str *ret_object)
{
	static const char head[] = ",\"crc\":\"", digits[] = "0123456789abcdef";
	const size_t seal_len = sizeof head - 1 + CRC_DIGITS + 2;
	uint32_t crc = 0;
	if (line.len < seal_len) {
		return false;
	}
	struct str sealed = str_slice(line, 0, line.len - seal_len);
	struct str seal = str_slice(line, sealed.len, seal_len);
	if (!str_starts(seal, STR(",\"crc\":\"")) || !str_ends(seal, STR("\"}"))) {
		return false;
	}
	for (size_t i = sizeof head - 1; i < seal_len - 2; i++) {
		const char *digit = memchr(digits, seal.ptr[i], sizeof digits - 1);
		if (digit == NULL) {
			return false;
		}
		crc = crc << 4 | (uint32_t)(digit - digits);
	}
	if (crc32c(sealed) != crc) {
		return false;
	}
	char *object = arena_alloc(arena, sealed.len + 1);
	memcpy(object, sealed.ptr, sealed.len);
	object[sealed.len] = '}';
	*ret_object = (struct str){object, sealed.len + 1};
	return true;
}

enum event_reading event_read(struct arena *arena, struct str line, struct event *ret_event,
                              struct str *ret_utc)
{
	struct event e = {0};
	struct str object, utc, raw[FACT_N_KEYS] = {{0}};
	if (!unseal(arena, line, &object) || !read_members(object, fact_rules, FACT_N_KEYS, raw) ||
	    !read_head(arena, raw, &e, &utc) || !read_facts(arena, raw, &e)) {
		return EVENT_DAMAGED;
	}
	if (event_shapes[e.kind].is_object) {
		e.object = object_of(arena, object);
	}
	*ret_event = e;
	*ret_utc = utc;
	return EVENT_READ;
}
