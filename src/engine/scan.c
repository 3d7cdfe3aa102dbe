/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON (RFC 8259) taken apart where it lies, without a tree. jansson alone needs longer for
 * a line of a carnet than libyaml for the same event as YAML, which is all the time that
 * opening a carnet may take; here it is a tenth of that. Values that have an inside are
 * left to jansson, once it is known that they are sound.
 *
 * Nothing is handed out that was not read to its end: keys and values are valid UTF-8, and
 * containers are closed in order, at most MAX_DEPTH deep.
 */
#include "scan.h"

#include "utf8.h"

#include <assert.h>
#include <string.h>

enum {
	MAX_DEPTH = 64, /* one bit of a uint64_t each; what we write has three */
};

static char peek(const struct scan *s)
{
	return s->at < s->text.len ? s->text.ptr[s->at] : '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(struct scan *s)
{
	while (s->at < s->text.len && is_blank(s->text.ptr[s->at])) {
		s->at++;
	}
}

static bool skip_char(struct scan *s, char c)
{
	skip_blanks(s);
	if (s->at == s->text.len || s->text.ptr[s->at] != c) {
		return false;
	}
	s->at++;
	return true;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9') {
		return c - '0';
	}
	if (c >= 'a' && c <= 'f') {
		return c - 'a' + 10;
	}
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "\uXXXX" at `at`. */
static bool unit_at(struct str s, size_t at, uint32_t *ret_unit)
{
	uint32_t unit = 0;
	if (s.len < 6 || at > s.len - 6 || s.ptr[at] != '\\' || s.ptr[at + 1] != 'u') {
		return false;
	}
	for (size_t i = at + 2; i < at + 6; i++) {
		int digit = hex_digit(s.ptr[i]);
		if (digit < 0) {
			return false;
		}
		unit = unit << 4 | (uint32_t)digit;
	}
	*ret_unit = unit;
	return true;
}

/* The character of the escape at `at` and how many bytes that takes; 0: no escape. */
static size_t escape_at(struct str s, size_t at, uint32_t *ret_rune)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *letter =
		at + 1 < s.len && s.ptr[at + 1] != '\0' ? strchr(letters, s.ptr[at + 1]) : NULL;
	uint32_t low;
	if (letter != NULL) {
		*ret_rune = (unsigned char)meanings[letter - letters];
		return 2;
	}
	if (!unit_at(s, at, ret_rune) || (*ret_rune >= 0xDC00 && *ret_rune <= 0xDFFF)) {
		return 0;
	}
	if (*ret_rune < 0xD800 || *ret_rune > 0xDBFF) {
		return 6;
	}
	if (!unit_at(s, at + 6, &low) || low < 0xDC00 || low > 0xDFFF) {
		return 0;
	}
	*ret_rune = 0x10000 + ((*ret_rune - 0xD800) << 10) + (low - 0xDC00);
	return 12;
}

/* Characters that a string has as they are: neither quotes, escapes, controls nor UTF-8's
 * longer forms. */
static void skip_plain(struct scan *s)
{
	while (s->at < s->text.len) {
		unsigned char c = (unsigned char)s->text.ptr[s->at];
		if (c < 0x20 || c >= 0x80 || c == '"' || c == '\\') {
			return;
		}
		s->at++;
	}
}

static bool skip_string(struct scan *s)
{
	uint32_t rune;
	if (!skip_char(s, '"')) {
		return false;
	}
	for (skip_plain(s); s->at < s->text.len; skip_plain(s)) {
		unsigned char c = (unsigned char)s->text.ptr[s->at];
		if (c == '"') {
			s->at++;
			return true;
		}
		size_t len = 0;
		if (c == '\\') {
			len = escape_at(s->text, s->at, &rune);
		} else if (c >= 0x80) {
			len = utf8_decode(s->text, s->at, &rune);
			len = len > 1 ? len : 0;
		}
		if (len == 0) {
			return false;
		}
		s->at += len;
	}
	return false;
}

static size_t skip_digits(struct scan *s)
{
	size_t from = s->at;
	while (peek(s) >= '0' && peek(s) <= '9') {
		s->at++;
	}
	return s->at - from;
}

static bool skip_number(struct scan *s)
{
	s->at += peek(s) == '-';
	bool is_zero = peek(s) == '0';
	size_t n = skip_digits(s);
	if (n == 0 || (is_zero && n > 1)) {
		return false;
	}
	if (peek(s) == '.') {
		s->at++;
		if (skip_digits(s) == 0) {
			return false;
		}
	}
	if (peek(s) == 'e' || peek(s) == 'E') {
		s->at++;
		s->at += peek(s) == '+' || peek(s) == '-';
		return skip_digits(s) > 0;
	}
	return true;
}

static bool skip_word(struct scan *s, struct str word)
{
	if (!str_eq(str_slice(s->text, s->at, word.len), word)) {
		return false;
	}
	s->at += word.len;
	return true;
}

/* A value without an inside. */
static bool skip_scalar(struct scan *s)
{
	switch (peek(s)) {
	case '"':
		return skip_string(s);
	case 't':
		return skip_word(s, STR("true"));
	case 'f':
		return skip_word(s, STR("false"));
	case 'n':
		return skip_word(s, STR("null"));
	default:
		return skip_number(s);
	}
}

/* The containers that are open, innermost in the lowest bit: set where it is an object. */
struct nest {
	uint64_t objects;
	unsigned depth;
};

/*
 * Skips closing brackets and at most one comma, up to where a value begins. False where
 * that is no JSON; the nest is empty when the outermost is closed.
 */
static bool skip_to_next(struct scan *s, struct nest *nest)
{
	while (nest->depth > 0) {
		bool is_object = (nest->objects & 1) != 0;
		if (skip_char(s, is_object ? '}' : ']')) {
			nest->objects >>= 1;
			nest->depth--;
			continue;
		}
		if (!skip_char(s, ',')) {
			return false;
		}
		return !is_object || (skip_string(s) && skip_char(s, ':'));
	}
	return true;
}

static bool skip_value(struct scan *s)
{
	struct nest nest = {0};
	do {
		skip_blanks(s);
		char c = peek(s);
		if (c != '{' && c != '[') {
			if (!skip_scalar(s) || !skip_to_next(s, &nest)) {
				return false;
			}
			continue;
		}
		if (nest.depth == MAX_DEPTH) {
			return false;
		}
		nest.objects = nest.objects << 1 | (c == '{');
		nest.depth++;
		s->at++;
		skip_blanks(s);
		bool is_empty = peek(s) == (c == '{' ? '}' : ']');
		if (is_empty ? !skip_to_next(s, &nest)
		             : c == '{' && !(skip_string(s) && skip_char(s, ':'))) {
			return false;
		}
	} while (nest.depth > 0);
	return true;
}

bool scan_begin(struct scan *s, struct str text)
{
	*s = (struct scan){.text = text};
	skip_blanks(s);
	char open = peek(s);
	s->close = open == '{' ? '}' : ']';
	s->at++;
	return open == '{' || open == '[';
}

static enum scanned scan_end(struct scan *s)
{
	skip_blanks(s);
	return s->at == s->text.len ? SCAN_END : SCAN_BAD;
}

enum scanned scan_next(struct scan *s, struct member *ret_member)
{
	struct member m = {0};
	if (skip_char(s, s->close)) {
		return scan_end(s);
	}
	if (s->has_more && !skip_char(s, ',')) {
		return SCAN_BAD;
	}
	skip_blanks(s);
	size_t from = s->at;
	if (s->close == '}') {
		if (!skip_string(s)) {
			return SCAN_BAD;
		}
		m.key = str_slice(s->text, from + 1, s->at - from - 2);
		if (!skip_char(s, ':')) {
			return SCAN_BAD;
		}
		skip_blanks(s);
	}
	size_t value = s->at;
	if (!skip_value(s)) {
		return SCAN_BAD;
	}
	m.raw = str_slice(s->text, value, s->at - value);
	m.whole = str_slice(s->text, from, s->at - from);
	s->has_more = true;
	*ret_member = m;
	return SCAN_MEMBER;
}

bool scan_string(struct arena *arena, struct str raw, struct str *ret_string)
{
	if (raw.len < 2 || raw.ptr[0] != '"') {
		return false;
	}
	struct str s = str_slice(raw, 1, raw.len - 2);
	if (memchr(s.ptr, '\\', s.len) == NULL) {
		*ret_string = s;
		return true;
	}
	/* No escape is shorter than what it stands for. */
	char *plain = arena_alloc(arena, s.len + UTF8_MAX_BYTES);
	size_t len = 0;
	for (size_t at = 0; at < s.len;) {
		uint32_t rune = 0;
		if (s.ptr[at] != '\\') {
			plain[len++] = s.ptr[at++];
			continue;
		}
		size_t escape_len = escape_at(s, at, &rune);
		assert(escape_len > 0);
		at += escape_len;
		len += utf8_encode(rune, plain + len);
	}
	*ret_string = (struct str){plain, len};
	return true;
}

bool scan_whole(struct str raw, uint64_t *ret_number)
{
	uint64_t number = 0;
	for (size_t i = 0; i < raw.len; i++) {
		unsigned digit = (unsigned)(raw.ptr[i] - '0');
		if (digit > 9 || number > (UINT64_MAX - digit) / 10) {
			return false;
		}
		number = number * 10 + digit;
	}
	*ret_number = number;
	return raw.len > 0;
}

bool scan_bool(struct str raw, bool *ret_yes)
{
	if (!str_eq(raw, STR("true")) && !str_eq(raw, STR("false"))) {
		return false;
	}
	*ret_yes = raw.ptr[0] == 't';
	return true;
}
