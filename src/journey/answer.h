/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_ANSWER_H
#define JOURNEY_ANSWER_H

#include "french.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/* What a walker answered at a step, or in one field of it. Immutable once made. */
enum answer_kind {
	ANSWER_OPEN,   /* passed: « laissé ouvert »; null in a carnet */
	ANSWER_OPTION, /* a choice, a bet, an item of a list */
	ANSWER_SET,    /* several, in the order of the file; may be empty */
	ANSWER_NUMBER, /* number, scale, estimation */
	ANSWER_TEXT,   /* NFC, LF */
	ANSWER_DATE,
	ANSWER_YES_NO,
	ANSWER_FIELDS, /* one for each field of the step, NULL where it holds none */
	ANSWER_MISFIT, /* of another journey: kept as it was written, read by nothing */
};

struct answer {
	enum answer_kind kind;

	union {
		uint32_t option; /* index in the step's, or the field's, options */

		struct {
			uint32_t *options; /* rising */
			uint32_t n;
		} set;

		double number;
		struct str text;
		struct date date;
		bool yes;

		struct {
			const struct answer **list;
			uint32_t n;
		} fields;
		struct str misfit; /* the JSON, as written */
	};
};

/* Both may be NULL (no answer at all), which equals only NULL. */
bool answer_eq(const struct answer *a, const struct answer *b);

#endif
