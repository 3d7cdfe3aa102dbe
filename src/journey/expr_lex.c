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

/* What follows is the same for ASCII, most of what there is. */

static size_t skip_blanks(struct str s, size_t at)
{
	while (at < s.len && s.ptr[at] == ' ') {
		at++;
	}
	return at < s.len && (unsigned char)s.ptr[at] > ' ' && (unsigned char)s.ptr[at] < 0x80
	               ? at
	               : skip_while(s, at, rune_is_blank);
}

static bool is_plain_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_plain_word_part(unsigned char c)
{
	return is_plain_letter(c) || is_digit(c) || c == '-' || c == '_';
}

static size_t skip_word(struct str s, size_t at)
{
	while (at < s.len && is_plain_word_part((unsigned char)s.ptr[at])) {
		at++;
	}
	return at < s.len && (unsigned char)s.ptr[at] >= 0x80 ? skip_while(s, at, is_word_part)
	                                                      : at;
}

static struct token word_token(struct str s, size_t from, size_t *at)
{
	*at = skip_word(s, from);
	return (struct token){TOKEN_WORD, {s.ptr + from, *at - from}, from, 0};
}

/* ["-"] digits [("," | ".") digits] */
static struct token number_token(struct str s, size_t from, size_t *at)
{
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

static struct token text_token(struct str s, size_t from, size_t *at)
{
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

/* A sign, or the rune of `len` bytes that is none. */
static struct token sign_token(struct str s, size_t from, size_t len, size_t *at)
{
	struct str rest = {s.ptr + from, s.len - from};
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (signs[i].sign[0] != rest.ptr[0]) {
			continue;
		}
		struct str sign = str_from(signs[i].sign);
		if (str_starts(rest, sign)) {
			*at = from + sign.len;
			return (struct token){signs[i].kind, {rest.ptr, sign.len}, from, 0};
		}
	}
	*at = from + len;
	return (struct token){TOKEN_FOREIGN, {rest.ptr, len}, from, 0};
}

struct token expr_next_token(struct str source, size_t *at)
{
	struct str s = source;
	size_t from = skip_blanks(s, *at);
	if (from >= s.len) {
		*at = s.len;
		return (struct token){TOKEN_END, str_slice(s, s.len, 0), s.len, 0};
	}
	if (is_plain_letter((unsigned char)s.ptr[from])) {
		return word_token(s, from, at);
	}
	uint32_t rune;
	size_t len = utf8_decode(s, from, &rune);
	bool is_negative =
		rune == '-' && from + 1 < s.len && is_digit((unsigned char)s.ptr[from + 1]);
	if (is_digit(rune) || is_negative) {
		return number_token(s, from, at);
	}
	if (rune == '"') {
		return text_token(s, from, at);
	}
	if (rune_is_letter(rune)) {
		return word_token(s, from, at);
	}
	return sign_token(s, from, len, at);
}

/* As utf8_add_folded makes it. */
static unsigned char fold_ascii(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : c == '_' ? '-' : c;
}

/* Most words are told apart by their first letters: only what isn't ASCII wants real folding. */
bool word_is_like(struct str word, const char *name)
{
	size_t at = 0;
	for (; at < word.len && name[at] != '\0'; at++) {
		unsigned char x = (unsigned char)word.ptr[at], y = (unsigned char)name[at];
		if ((x | y) >= 0x80) {
			return utf8_folds_alike(word, str_from(name));
		}
		if (fold_ascii(x) != fold_ascii(y)) {
			return false;
		}
	}
	unsigned char next = (unsigned char)(at < word.len ? word.ptr[at] : name[at]);
	return next == '\0' || (next >= 0x80 && utf8_folds_alike(word, str_from(name)));
}
