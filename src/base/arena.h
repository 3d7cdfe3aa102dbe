/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "str.h"

#include <stddef.h>

/*
 * Memory that dies at once. What is handed out is zeroed, aligned for any type and
 * stays where it is until arena_finish. A zeroed arena is a valid empty one.
 */
struct arena {
	struct arena_block *head;
	size_t used, size; /* bytes of the head block */
	size_t total;      /* bytes handed out since the beginning */
};

void arena_finish(struct arena *a);

/* Takes back all that was handed out, and keeps the last block for what comes next. */
void arena_reset(struct arena *a);

void *arena_alloc(struct arena *a, size_t bytes);

/*
 * Not zeroed, for one who fills all of it at once, and packed: aligned for pointers, numbers
 * and what is made of these.
 */
void *arena_room(struct arena *a, size_t bytes);

/* n × bytes; a product that overflows is want of memory. */
void *arena_array(struct arena *a, size_t n, size_t bytes);

/* A copy that lives as long as the arena, NUL-ended. */
struct str arena_str(struct arena *a, struct str s);

#endif
