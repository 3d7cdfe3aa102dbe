/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one place where want of memory is met. The hook is a mutable variable at
 * file scope because the failure can come from anywhere, with no argument at hand.
 */
#include "mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void (*failure_hook)(void);

void mem_on_failure(void (*hook)(void))
{
	failure_hook = hook;
}

void mem_exhausted(void)
{
	void (*hook)(void) = failure_hook;
	failure_hook = NULL;
	if (hook != NULL) {
		hook();
	}
	exit(EXIT_FAILURE);
}

static void *checked(void *p)
{
	if (p == NULL) {
		mem_exhausted();
	}
	return p;
}

void *mem_alloc(size_t bytes)
{
	return mem_array(1, bytes);
}

void *mem_array(size_t n, size_t bytes)
{
	if (n == 0 || bytes == 0) {
		n = bytes = 1;
	}
	return checked(calloc(n, bytes));
}

void *mem_resize(void *p, size_t n, size_t bytes)
{
	if (bytes != 0 && n > SIZE_MAX / bytes) {
		return checked(NULL);
	}
	size_t total = n * bytes;
	return checked(realloc(p, total == 0 ? 1 : total));
}

char *mem_strdup(const char *s)
{
	size_t len = strlen(s) + 1;
	char *copy = mem_alloc(len);
	memcpy(copy, s, len);
	return copy;
}

void mem_free(void *p)
{
	free(p);
}
