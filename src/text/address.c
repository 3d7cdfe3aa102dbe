/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What counts as an address in a running text, for those who must leave it whole. An
 * address goes on to the next blank or quotation mark; the full stop of its sentence
 * may thus be in it, which harms nobody who only keeps it together.
 */
#include "address.h"

static const struct str heads[] = {
	{"http:", 5},
	{"https:", 6},
	{"mailto:", 7},
	{"www.", 4},
};

/* Not ASCII, which stop an address as a blank or < > " do. */
static const struct str stops[] = {
	{"\u00A0", 2}, {"\u2009", 3}, {"\u202F", 3}, {"«", 2}, {"»", 2}, {"“", 3}, {"”", 3},
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_alnum(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

static bool starts_with(struct str s, size_t at, struct str head)
{
	if (s.len - at < head.len) {
		return false;
	}
	for (size_t i = 0; i < head.len; i++) {
		if (lower(s.ptr[at + i]) != head.ptr[i]) {
			return false;
		}
	}
	return true;
}

static bool stops_at(struct str s, size_t at)
{
	char c = s.ptr[at];
	if ((unsigned char)c <= ' ' || c == '<' || c == '>' || c == '"') {
		return true;
	}
	for (size_t i = 0; (unsigned char)c >= 0x80 && i < sizeof stops / sizeof stops[0]; i++) {
		if (str_starts(str_slice(s, at, stops[i].len), stops[i])) {
			return true;
		}
	}
	return false;
}

size_t address_len(struct str s, size_t at)
{
	if (!address_may_begin(s.ptr[at]) || (at > 0 && is_alnum(s.ptr[at - 1]))) {
		return 0;
	}
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		if (!starts_with(s, at, heads[i])) {
			continue;
		}
		size_t end = at + heads[i].len;
		while (end < s.len && !stops_at(s, end)) {
			end++;
		}
		return end > at + heads[i].len ? end - at : 0;
	}
	return 0;
}

bool address_may_break(struct str address, size_t at)
{
	if (at < 2 || at >= address.len) {
		return false;
	}
	char before = address.ptr[at - 1];
	if (before == '/') {
		/* Not within or after the // that follows the scheme. */
		return address.ptr[at] != '/' && address.ptr[at - 2] != '/';
	}
	return before == '?' || before == '&';
}
