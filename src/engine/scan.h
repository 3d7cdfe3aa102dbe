/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_SCAN_H
#define ENGINE_SCAN_H

#include "arena.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The members of one JSON object or array, one after the other. */
struct scan {
	struct str text;
	size_t at;
	char close;    /* '}' or ']' */
	bool has_more; /* false before the first member */
};

/* One member. `raw` is its value's JSON, checked; `whole` also holds its key. */
struct member {
	struct str key; /* without its quotes, escapes as they are; empty in an array */
	struct str raw;
	struct str whole;
};

enum scanned {
	SCAN_MEMBER,
	SCAN_END, /* the object or array was closed, and nothing follows */
	SCAN_BAD, /* no JSON */
};

/* False where `text` begins neither an object nor an array. `text` is lent. */
bool scan_begin(struct scan *s, struct str text);

enum scanned scan_next(struct scan *s, struct member *ret_member);

/* What a JSON string stands for: lent by `raw`, or in the arena where it has escapes. False
 * where `raw` is no string. */
bool scan_string(struct arena *arena, struct str raw, struct str *ret_string);

/* A whole number without sign, below 2⁶⁴. */
bool scan_whole(struct str raw, uint64_t *ret_number);

bool scan_bool(struct str raw, bool *ret_yes);

#endif
