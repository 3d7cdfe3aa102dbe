/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Strings in JSON. Only what must be escaped is: a carnet can be read with the eye, and the
 * same text always gives the same bytes.
 */
#include "quote.h"

#include "utf8.h"

#include <string.h>

static void add_escaped(struct buf *out, char c)
{
	static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *found = c != '\0' ? strchr(plain, c) : NULL;
	if (found != NULL) {
		buf_addc(out, '\\');
		buf_addc(out, letters[found - plain]);
	} else {
		buf_addf(out, "\\u%04x", (unsigned)(unsigned char)c);
	}
}

static bool is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/* What needs no change goes in one piece. */
static void add_valid(struct buf *out, struct str s)
{
	size_t from = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!is_plain(s.ptr[i])) {
			buf_add(out, str_slice(s, from, i - from));
			add_escaped(out, s.ptr[i]);
			from = i + 1;
		}
	}
	buf_add(out, str_slice(s, from, s.len));
}

static void add_mended(struct buf *out, struct str s)
{
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(s, at, &rune);
		if (rune < 0x80) {
			add_valid(out, (struct str){&(char){(char)rune}, 1});
		} else {
			buf_add_rune(out, rune);
		}
	}
}

void quote_add(struct buf *out, struct str s)
{
	size_t at;
	buf_addc(out, '"');
	if (utf8_is_valid(s, &at)) {
		add_valid(out, s);
	} else {
		add_mended(out, s);
	}
	buf_addc(out, '"');
}
