/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_EVENT_FACTS_H
#define ENGINE_EVENT_FACTS_H

#include "event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the writer and the reader of events both go by. Private to the engine. */

/* In the order in which they are written. */
enum fact_key {
	FACT_N,
	FACT_UTC,
	FACT_MS,
	FACT_KIND,
	FACT_FORMAT,
	FACT_JOURNEY,
	FACT_VERSION,
	FACT_FINGERPRINT,
	FACT_PROGRAM,
	FACT_START,
	FACT_REMOVED,
	FACT_COUNT,
	FACT_STEP,
	FACT_FROM,
	FACT_TO,
	FACT_BY,
	FACT_CHOICE,
	FACT_ANSWER,
	FACT_LEGS,
	FACT_WHAT,
	FACT_ID,
	FACT_AT,
	FACT_CUT,
	FACT_PUT,
	FACT_TEXT,
	FACT_RESOURCE,
	FACT_KEEP,
	FACT_BALLOT,
	FACT_N_KEYS,
};

enum fact_form {
	FORM_HEAD, /* of every line: read and written apart */
	FORM_STRING,
	FORM_COUNT,
	FORM_BOOL,
	FORM_PASSAGE,
	FORM_JSON,
	FORM_OBJECT,  /* JSON, too */
	FORM_STRINGS, /* `retirées` */
	FORM_LEGS,    /* `trajet` */
};

struct fact_rule {
	const char *key;
	size_t key_len;
	enum fact_form form;
	size_t offset; /* in struct event, or in struct leg */
};

/* By enum fact_key. */
extern const struct fact_rule fact_rules[FACT_N_KEYS];

/* Of one place of a `trajet`; those from LEG_N_NEEDS on may be absent. */
enum {
	LEG_N_NEEDS = 2,
	LEG_N_RULES = 4,
};
extern const struct fact_rule leg_rules[LEG_N_RULES];

/* Which facts an event has, as bits 1 << enum fact_key. Those that it may have are strings
 * or JSON, absent when empty. */
struct event_shape {
	const char *name;
	uint32_t needs, may;
	bool is_object; /* what it says is kept as one JSON object */
};

/* By enum event_kind. */
extern const struct event_shape event_shapes[EVENT_N_KINDS];

/* As a carnet has it; empty for PASSAGE_NONE. */
const char *passage_name(enum passage by);

enum {
	CRC_DIGITS = 8,
};

#endif
