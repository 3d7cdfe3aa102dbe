/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers are immutable values; this is only their equality. */
#include "answer.h"

#include <string.h>

static bool sets_eq(const struct answer *a, const struct answer *b)
{
	size_t bytes = a->set.n * sizeof a->set.options[0];
	return a->set.n == b->set.n &&
	       (bytes == 0 || memcmp(a->set.options, b->set.options, bytes) == 0);
}

/* The answer of a field is no ANSWER_FIELDS itself: one level of depth. */
static bool fields_eq(const struct answer *a, const struct answer *b)
{
	if (a->fields.n != b->fields.n) {
		return false;
	}
	for (uint32_t i = 0; i < a->fields.n; i++) {
		if (!answer_eq(a->fields.list[i], b->fields.list[i])) {
			return false;
		}
	}
	return true;
}

bool answer_eq(const struct answer *a, const struct answer *b)
{
	if (a == NULL || b == NULL || a->kind != b->kind) {
		return a == b;
	}
	switch (a->kind) {
	case ANSWER_OPEN:
		return true;
	case ANSWER_OPTION:
		return a->option == b->option;
	case ANSWER_SET:
		return sets_eq(a, b);
	case ANSWER_NUMBER:
		return !(a->number < b->number) && !(a->number > b->number);
	case ANSWER_TEXT:
		return str_eq(a->text, b->text);
	case ANSWER_DATE:
		return date_cmp(a->date, b->date) == 0;
	case ANSWER_YES_NO:
		return a->yes == b->yes;
	case ANSWER_FIELDS:
		return fields_eq(a, b);
	case ANSWER_MISFIT:
		return str_eq(a->misfit, b->misfit);
	}
	return false;
}
