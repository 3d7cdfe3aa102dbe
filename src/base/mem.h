/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/*
 * Memory that never fails: where the system has none left, the hook runs once
 * and the program ends with status 1. Nothing acknowledged is lost by that, for
 * each move is on the disk before it is acknowledged.
 */

/* Called before the program ends for want of memory; NULL takes it away. */
void mem_on_failure(void (*hook)(void));

/* Ends the program as for want of memory; also for a library that met it. */
_Noreturn void mem_exhausted(void);

/* Owned, zeroed. `bytes` may be 0: the result is still unique and freeable. */
void *mem_alloc(size_t bytes);

/* Owned, zeroed, n × bytes; a product that overflows is want of memory. */
void *mem_array(size_t n, size_t bytes);

/* Owned. Grows or shrinks `p` (may be NULL) to n × bytes; what is new is not zeroed. */
void *mem_resize(void *p, size_t n, size_t bytes);

/* Owned copy, NUL-ended. */
char *mem_strdup(const char *s);

/* Accepts NULL. */
void mem_free(void *p);

#endif
