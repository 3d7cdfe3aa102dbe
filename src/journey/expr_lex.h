/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_EXPR_LEX_H
#define JOURNEY_EXPR_LEX_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* Words and signs of an expression. Private to journey/expr_*.c. */
enum token_kind {
	TOKEN_END,
	TOKEN_WORD,   /* an id, an option, an operator word, a function's name */
	TOKEN_NUMBER, /* number */
	TOKEN_TEXT,   /* text: what stands between the quotes */
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_SEMICOLON,
	TOKEN_DOT,
	TOKEN_EQ,
	TOKEN_NE,
	TOKEN_LT,
	TOKEN_LE,
	TOKEN_GT,
	TOKEN_GE,
	TOKEN_COMMA,    /* never right: kept for its message */
	TOKEN_UNCLOSED, /* a quote without its end */
	TOKEN_FOREIGN,  /* anything else */
};

struct token {
	enum token_kind kind;
	struct str text; /* as written; of TOKEN_TEXT without the quotes */
	size_t at;       /* byte offset in the source */
	double number;
};

/* The token that begins at or after *at, which moves past it. */
struct token expr_next_token(struct str source, size_t *at);

/* word_is, for what may be. */
bool word_is_like(struct str word, const char *name);

/* The same word, whatever the case and the accents. Most pairs begin with other letters. */
static inline bool word_is(struct str word, const char *name)
{
	unsigned char x = word.len > 0 ? (unsigned char)word.ptr[0] : 0, y = (unsigned char)name[0];
	return ((x | 0x20) == (y | 0x20) || (x | y) >= 0x80) && word_is_like(word, name);
}

#endif
