/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any kind of blank separates, the no-break ones too: people paste from a word processor.
 * Every call moves at least one byte on until the end, so a caller's loop ends.
 */
#include "expr_lex.h"

#include "buf.h"
#include "french.h"
#include "utf8.h"

static bool is_digit(uint32_t rune)
{
	return rune >= '0' && rune <= '9';
}

/* Combining marks count, so that an id typed in NFD is one word, refused as an id later. */
static bool is_word_part(uint32_t rune)
{
	return rune_is_letter(rune) || is_digit(rune) || rune == '-' || rune == '_' ||
	       (rune >= 0x300 && rune <= 0x36F);
}

static size_t skip_while(struct str s, size_t at, bool (*is)(uint32_t))
{
	while (at < s.len) {
		uint32_t rune = (unsigned char)s.ptr[at];
		size_t len = rune < 0x80 ? 1 : utf8_decode(s, at, &rune);
		if (!is(rune)) {
			break;
		}
		at += len;
	}
	return at;
}

/* The same for ASCII, most of what there is. */
static bool is_plain_word_part(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '-' ||
	       c == '_';
}

static size_t skip_word(struct str s, size_t at)
{
	while (at < s.len && is_plain_word_part((unsigned char)s.ptr[at])) {
		at++;
	}
	return at < s.len && (unsigned char)s.ptr[at] >= 0x80 ? skip_while(s, at, is_word_part)
	                                                      : at;
}

/* ["-"] digits [("," | ".") digits] */
static struct token number_token(struct str s, size_t *at)
{
	size_t from = *at;
	size_t to = skip_while(s, s.ptr[from] == '-' ? from + 1 : from, is_digit);
	if (to + 1 < s.len && (s.ptr[to] == ',' || s.ptr[to] == '.') &&
	    is_digit((unsigned char)s.ptr[to + 1])) {
		to = skip_while(s, to + 1, is_digit);
	}
	*at = to;
	struct token t = {TOKEN_NUMBER, str_slice(s, from, to - from), from, 0};
	if (!number_parse(t.text, &t.number)) {
		t.kind = TOKEN_FOREIGN;
	}
	return t;
}

static struct token text_token(struct str s, size_t *at)
{
	size_t from = *at;
	size_t end = str_find(s, STR("\""), from + 1);
	if (end == SIZE_MAX) {
		*at = s.len;
		return (struct token){TOKEN_UNCLOSED, str_slice(s, from, s.len), from, 0};
	}
	*at = end + 1;
	return (struct token){TOKEN_TEXT, str_slice(s, from + 1, end - from - 1), from, 0};
}

static const struct {
	const char *sign;
	enum token_kind kind;
} signs[] = {
	/* The longer of two that begin alike comes first. */
	{"!=", TOKEN_NE},       {"<=", TOKEN_LE}, {">=", TOKEN_GE},   {"=", TOKEN_EQ},
	{"<", TOKEN_LT},        {">", TOKEN_GT},  {"(", TOKEN_OPEN},  {")", TOKEN_CLOSE},
	{";", TOKEN_SEMICOLON}, {".", TOKEN_DOT}, {",", TOKEN_COMMA}, {"≠", TOKEN_NE},
	{"≤", TOKEN_LE},        {"≥", TOKEN_GE},
};

struct token expr_next_token(struct str source, size_t *at)
{
	struct str s = source;
	*at = skip_while(s, *at, rune_is_blank);
	size_t from = *at;
	if (from >= s.len) {
		return (struct token){TOKEN_END, str_slice(s, s.len, 0), s.len, 0};
	}
	uint32_t rune;
	size_t len = utf8_decode(s, from, &rune);
	bool is_negative =
		rune == '-' && from + 1 < s.len && is_digit((unsigned char)s.ptr[from + 1]);
	if (is_digit(rune) || is_negative) {
		return number_token(s, at);
	}
	if (rune == '"') {
		return text_token(s, at);
	}
	if (rune_is_letter(rune)) {
		*at = skip_word(s, from);
		return (struct token){TOKEN_WORD, str_slice(s, from, *at - from), from, 0};
	}
	struct str rest = str_slice(s, from, s.len);
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (signs[i].sign[0] != rest.ptr[0]) {
			continue;
		}
		struct str sign = str_from(signs[i].sign);
		if (str_starts(rest, sign)) {
			*at = from + sign.len;
			return (struct token){signs[i].kind, str_slice(s, from, sign.len), from, 0};
		}
	}
	*at = from + len;
	return (struct token){TOKEN_FOREIGN, str_slice(s, from, len), from, 0};
}

/* Two ASCII letters that no folding makes equal: most pairs are told apart by that alone. */
static bool begin_apart(struct str a, struct str b)
{
	unsigned char x = (unsigned char)a.ptr[0], y = (unsigned char)b.ptr[0];
	return x < 0x80 && y < 0x80 && (x | 0x20) != (y | 0x20);
}

bool word_is(struct str word, struct str name)
{
	if (str_eq(word, name)) {
		return true;
	}
	if (word.len == 0 || name.len == 0 || begin_apart(word, name)) {
		return false;
	}
	struct buf a = {0}, b = {0};
	utf8_add_folded(&a, word);
	utf8_add_folded(&b, name);
	bool same = str_eq(buf_str(&a), buf_str(&b));
	buf_finish(&a);
	buf_finish(&b);
	return same;
}
