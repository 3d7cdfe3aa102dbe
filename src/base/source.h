/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "str.h"

#include <stddef.h>
#include <stdint.h>

struct line_index;

/* A text that was read, for messages that point into it. */
struct source {
	struct str name;  /* as shown: a path */
	struct str bytes; /* without the BOM */
	uint32_t n_lines;
	struct line_index *lines; /* for the functions below */
};

/*
 * A place in a source. Lines and columns count from 1, columns in characters. `n_runes`
 * is how much is underlined, at least 1. line 0: the file as a whole.
 */
struct span {
	uint32_t file; /* index in struct sources; SPAN_NO_FILE: no file at all */
	uint32_t line, col, n_runes;
};

#define SPAN_NO_FILE UINT32_MAX /* no enumerator: those are ints in C17 */

/* The files of one journey, in the order in which they were read. Zeroed: none. */
struct sources {
	struct source *list;
	size_t n, cap;
};

/* Frees what it has, not what was lent to it. */
void sources_finish(struct sources *s);

/* The number of the new source. `name` and `bytes` are lent and must stay. */
uint32_t sources_add(struct sources *s, struct str name, struct str bytes);

/* Byte offset of the beginning of line `line`, 1 to n_lines. */
size_t source_line_at(const struct source *s, uint32_t line);

/* Line number `line` (from 1) without its end; empty where there is none. */
struct str source_line(const struct source *s, uint32_t line);

/* Byte offset of a place in its source; the end of its line when the column is beyond. */
size_t source_offset(const struct source *s, uint32_t line, uint32_t col);

/* The place of a byte offset; n_runes is 1. */
struct span source_span(const struct sources *s, uint32_t file, size_t offset);

#endif
