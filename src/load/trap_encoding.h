/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_TRAP_ENCODING_H
#define LOAD_TRAP_ENCODING_H

#include "diag.h"
#include "source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Files that are no UTF-8 text, or hold what YAML refuses. Private to the traps. */

/* Nothing, a document of a word processor, a web page, UTF-16: told. False where it is none. */
bool encoding_trap_kind(struct diags *d, const struct sources *sources, uint32_t file);

/*
 * The first `n_bytes` character by character: malformed UTF-8 and control characters are
 * told. True where there are any.
 */
bool encoding_trap_characters(struct diags *d, const struct sources *sources, uint32_t file,
                              size_t n_bytes);

/* The character at `offset`, which YAML refuses or takes for a line's end, is told. */
void encoding_tell_character(struct diags *d, const struct sources *sources, uint32_t file,
                             size_t offset);

/* --- A fault that a file may hold a thousand times -------------------------------------- */

enum {
	HANDFUL = 5, /* so many lines are told one by one */
};

struct handful {
	size_t n;
	struct span next; /* the first that isn't told */
};

/* Counts it; true where it is to be told. */
bool handful_take(struct handful *h, struct span span);

/* How many are left untold. */
size_t handful_rest(const struct handful *h);

#endif
