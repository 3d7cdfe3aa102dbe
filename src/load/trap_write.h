/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_TRAP_WRITE_H
#define LOAD_TRAP_WRITE_H

#include "buf.h"
#include "diag.h"
#include "source.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* How the corrected line is written. Private to the traps. */
enum {
	WRITE_MAX_BYTES = 4096, /* a longer correction helps nobody: none is given */
	WRITE_MAX_FIXES = 100,  /* as for what comes after so many findings */
	WRITE_INDENT = 2,       /* spaces a level, as everywhere in the examples */
};

enum write_place {
	WRITE_IN_BLOCK,
	WRITE_IN_FLOW,
};

/*
 * `raw`, what the author typed as a value, as a scalar that says it: between the quotes
 * that it doesn't hold, else under `|`, whose text is at `indent`. Quotes of the author's own
 * round the whole are not doubled.
 */
void write_scalar(struct buf *out, struct str raw, enum write_place place, size_t indent);

/* Where a text that stands in a map between braces ends for its author, from `at`. */
size_t write_flow_text_end(struct str s, size_t at, bool in_list);

struct edit {
	struct str line;
	size_t from, to; /* bytes that go */
	struct str instead;
};

/* The edited line as the fix, unless it is too long or nothing new. */
void write_fix(struct diags *d, struct diag *to_fix, struct edit edit);

/* `after` as the fix for `before`, unless it is too long or the same. */
void write_set_fix(struct diags *d, struct diag *to_fix, struct str before, struct str after);

/*
 * The fix where a flow map or list begins in `line` at byte `at`, as its author means it: what
 * needs quotes has them, a missing comma, space or end is put in. The lines of it that change;
 * none where it can't be made out.
 */
void write_flow_fix(struct diags *d, struct diag *to_fix, const struct source *src, uint32_t line,
                    size_t at);

/* What the format says of a key, accents optional. */
enum key_use {
	KEY_UNKNOWN, /* an id of the author's, or a slip */
	KEY_TEXT,    /* its value is a text or a condition, which quotes don't change */
	KEY_OTHER,   /* its value is a name, a number, a list, a map */
};

enum key_use key_use_of(struct str word);

/* Its value is a list or a map: lines of their own below it. */
bool key_takes_lines(struct str word);

#endif
