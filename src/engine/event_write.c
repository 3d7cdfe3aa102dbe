/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One event as one line: its head, its facts in the order of the table, its seal. */
#include "crc.h"
#include "event_facts.h"
#include "quote.h"

#include <assert.h>

static void add_key(struct buf *out, const struct fact_rule *rule)
{
	buf_addc(out, ',');
	quote_add(out, (struct str){rule->key, rule->key_len});
	buf_addc(out, ':');
}

static void add_strings(struct buf *out, const struct str *list, size_t n)
{
	buf_addc(out, '[');
	for (size_t i = 0; i < n; i++) {
		buf_add(out, i > 0 ? STR(",") : STR(""));
		quote_add(out, list[i]);
	}
	buf_addc(out, ']');
}

/* The value at `rule`'s place in the event or leg that begins at `base`. */
static void add_value(struct buf *out, const struct fact_rule *rule, const void *base)
{
	const void *at = (const char *)base + rule->offset;
	const struct event *e = base;
	switch (rule->form) {
	case FORM_HEAD:
	case FORM_LEGS: /* see add_legs */
		break;
	case FORM_STRING:
		quote_add(out, *(const struct str *)at);
		break;
	case FORM_COUNT:
		buf_addf(out, "%u", (unsigned)*(const uint32_t *)at);
		break;
	case FORM_BOOL:
		buf_add(out, *(const bool *)at ? STR("true") : STR("false"));
		break;
	case FORM_PASSAGE:
		quote_add(out, str_from(passage_name(*(const enum passage *)at)));
		break;
	case FORM_JSON:
	case FORM_OBJECT:
		buf_add(out, *(const struct str *)at);
		break;
	case FORM_STRINGS:
		add_strings(out, e->removed, e->n_removed);
		break;
	}
}

/* Every fact that may be absent is a string or JSON, and is so when empty. */
static bool is_absent(const struct fact_rule *rule, const void *base)
{
	return ((const struct str *)(const void *)((const char *)base + rule->offset))->len == 0;
}

static void add_legs(struct buf *out, const struct leg *legs, size_t n)
{
	buf_addc(out, '[');
	for (size_t i = 0; i < n; i++) {
		size_t open = out->len;
		for (size_t k = 0; k < LEG_N_RULES; k++) {
			if (k < LEG_N_NEEDS || !is_absent(&leg_rules[k], &legs[i])) {
				add_key(out, &leg_rules[k]);
				add_value(out, &leg_rules[k], &legs[i]);
			}
		}
		/* The comma of the first key gives way to the brace. */
		out->ptr[open] = '{';
		buf_add(out, i + 1 < n ? STR("},") : STR("}"));
	}
	buf_addc(out, ']');
}

static void add_fact(struct buf *out, const struct fact_rule *rule, const struct event *e)
{
	if (rule->form == FORM_LEGS) {
		add_legs(out, e->legs, e->n_legs);
	} else {
		add_value(out, rule, e);
	}
}

static void add_facts(struct buf *out, const struct event *e)
{
	const struct event_shape *shape = &event_shapes[e->kind];
	for (uint32_t fact = 0; fact < FACT_N_KEYS; fact++) {
		uint32_t bit = UINT32_C(1) << fact;
		if ((shape->needs & bit) != 0 ||
		    ((shape->may & bit) != 0 && !is_absent(&fact_rules[fact], e))) {
			add_key(out, &fact_rules[fact]);
			add_fact(out, &fact_rules[fact], e);
		}
	}
}

/* The members of the object take their place among the line's own. */
static void add_object(struct buf *out, struct str object)
{
	assert(str_starts(object, STR("{")) && str_ends(object, STR("}")));
	struct str members = str_slice(object, 1, object.len - 2);
	buf_add(out, members.len > 0 ? STR(",") : STR(""));
	buf_add(out, members);
}

void event_write(struct buf *out, const struct event *e, struct stamp stamp)
{
	assert(e->kind < EVENT_FOREIGN);
	size_t start = out->len;
	buf_addf(out, "{\"n\":%llu,\"t\":", (unsigned long long)e->n);
	quote_add(out, stamp.utc);
	buf_addf(out, ",\"ms\":%llu,\"e\":", (unsigned long long)stamp.ms);
	quote_add(out, str_from(event_shapes[e->kind].name));
	if (event_shapes[e->kind].is_object) {
		add_object(out, e->object);
	} else {
		add_facts(out, e);
	}
	uint32_t crc = crc32c(str_slice(buf_str(out), start, SIZE_MAX));
	buf_addf(out, ",\"crc\":\"%08x\"}\n", (unsigned)crc);
}
