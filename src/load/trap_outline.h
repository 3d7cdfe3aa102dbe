/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_TRAP_OUTLINE_H
#define LOAD_TRAP_OUTLINE_H

#include "source.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What is open at the head of a line: an eye on the file that is far simpler than libyaml,
 * never fails, and says where a text, a quotation or a brace began. Private to the traps.
 */
enum {
	OUTLINE_MAX_LEVELS = 64,
	OUTLINE_NO_COL = -1,
};

/* A key or a dash whose column is that of the lines beside it. */
struct outline_level {
	int32_t col; /* from 0 */
	uint32_t line;
	bool is_list;
};

struct outline {
	uint32_t line;        /* the one whose head this is, from 1 */
	uint32_t last;        /* the last line with a key, a dash or a value; 0: none */
	uint32_t text_line;   /* where the plain text or the `|` that is open began */
	uint32_t quote_line;  /* where the quotation that is open began */
	uint32_t flow_line;   /* where the outermost brace or bracket that is open began */
	int32_t parent;       /* of the open text: only what is deeper belongs to it */
	int32_t block_indent; /* of the lines under `|`; OUTLINE_NO_COL: none was seen yet */
	bool in_plain, in_block;
	char quote;  /* ' or " where one is open, else NUL */
	char before; /* in a flow: the last character that is no blank */
	uint32_t flow_depth;
	uint32_t n_levels;
	struct outline_level levels[OUTLINE_MAX_LEVELS];
};

/* At the head of the first line. */
void outline_begin(struct outline *o);

/* Takes the line at whose head it stands. */
void outline_take(struct outline *o, struct str text);

/* At the head of `line`, from where it stands, which is not behind it. */
void outline_go(struct outline *o, const struct source *src, uint32_t line);

/* True where the line, at whose head it stands, goes on with the text that is open. */
bool outline_in_text(const struct outline *o, struct str text);

/* --- Pieces of a line ------------------------------------------------------------------ */

/* One line as its author sees it: offsets in its bytes. */
struct entry {
	size_t indent; /* spaces at its head */
	size_t body;   /* after dashes: the key, or the value where there is no key */
	size_t colon;  /* of the key; SIZE_MAX: there is none */
	size_t value;  /* where the value begins; = end: there is none */
	size_t end;    /* after the value, before blanks and a comment */
};

struct entry entry_read(struct str line);

/* A dash, or a key as one is written: a word that its colon touches, a small letter first. */
bool entry_is_key(struct str line, const struct entry *e);

size_t line_indent(struct str line);
bool line_is_blank(struct str line);

/* The first colon that a blank or the line's end follows, from `from`; SIZE_MAX: none. */
size_t line_colon(struct str line, size_t from);

/* Where a comment begins, `#` after a blank, from `from`; line.len where there is none. */
size_t line_comment(struct str line, size_t from);

/* After the quotation that begins at `from`; SIZE_MAX where the line doesn't end it. */
size_t line_after_quote(struct str line, size_t from);

/* Bytes of the blank at `at` that YAML doesn't take for one, at < s.len; 0: none. */
size_t line_odd_blank(struct str s, size_t at);

/* After blanks of any sort. */
size_t line_skip_blanks(struct str s, size_t at);

/* Letters, digits, `-` and `_`, at least one, a letter first: what can be a key. */
bool is_word(struct str s);

/* It begins with a capital: prose sooner than a key. */
bool word_is_upper(struct str word);

#endif
