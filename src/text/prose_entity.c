/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The few names that a text needs because Markdown or YAML reads the sign itself, and the
 * numbers. An entity is a way round the cleaning of its source, so its character is cleaned
 * here, after it is decoded.
 */
#include "prose_entity.h"

#include "sanitise.h"
#include "utf8.h"

#include <string.h>

enum {
	MAX_DIGITS = 7, /* as md4c and CommonMark have it */
	RUNE_LAST = 0x10FFFF,
};

static const struct {
	const char *name;
	uint32_t rune;
} known[] = {
	{"&amp;", '&'},  {"&lt;", '<'},    {"&gt;", '>'},
	{"&quot;", '"'}, {"&apos;", '\''}, {"&nbsp;", RUNE_NBSP},
};

/* The value of a digit; `base` or more where it is none. */
static uint32_t digit_value(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *hit = strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
	return hit == NULL ? UINT32_MAX : (uint32_t)(hit - digits);
}

/* "233" or "xE9"; 0: no number. */
static uint32_t read_number(struct str s)
{
	bool is_hex = str_starts(s, STR("x")) || str_starts(s, STR("X"));
	uint32_t base = is_hex ? 16 : 10, rune = 0;
	struct str digits = str_slice(s, is_hex ? 1 : 0, s.len);
	if (digits.len > MAX_DIGITS) {
		return 0;
	}
	for (size_t i = 0; i < digits.len; i++) {
		uint32_t digit = digit_value(digits.ptr[i]);
		if (digit >= base) {
			return 0;
		}
		rune = rune * base + digit;
	}
	return rune <= RUNE_LAST ? rune : RUNE_REPLACEMENT;
}

/* 0: none that we know. */
static uint32_t rune_of(struct str entity)
{
	if (str_starts(entity, STR("&#"))) {
		return read_number(str_slice(entity, 2, entity.len - 3));
	}
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (str_eq(entity, str_from(known[i].name))) {
			return known[i].rune;
		}
	}
	return 0;
}

void prose_entity_decode(struct buf *out, struct str entity)
{
	struct buf decoded = {0};
	uint32_t rune = rune_of(entity);
	if (rune == 0) {
		buf_add(out, entity);
		return;
	}
	bool is_mark = rune >= RUNE_MARK && rune <= RUNE_MARK_LAST;
	buf_add_rune(&decoded, is_mark ? RUNE_REPLACEMENT : rune);
	sanitise_line(out, buf_str(&decoded));
	buf_finish(&decoded);
}
