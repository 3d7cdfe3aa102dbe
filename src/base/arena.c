/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chain of blocks, each twice the last up to a ceiling, filled from the front. A
 * large request gets a block of its own, behind the head, so that the head's room
 * isn't lost. What is handed out is zeroed then, not a block ahead: most of it is written at
 * once, while it is in the cache.
 */
#include "arena.h"

#include "mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

enum {
	FIRST_BLOCK_BYTES = 4 * 1024,
	LARGEST_BLOCK_BYTES = 1024 * 1024,
};

union plain {
	void *pointer;
	uint64_t whole;
	double number;
};

struct arena_block {
	struct arena_block *next;
	alignas(max_align_t) unsigned char bytes[];
};

void arena_finish(struct arena *a)
{
	struct arena_block *block = a->head;
	while (block != NULL) {
		struct arena_block *next = block->next;
		mem_free(block);
		block = next;
	}
	*a = (struct arena){0};
}

void arena_reset(struct arena *a)
{
	if (a->head == NULL) {
		return;
	}
	struct arena_block *block = a->head->next;
	while (block != NULL) {
		struct arena_block *next = block->next;
		mem_free(block);
		block = next;
	}
	a->head->next = NULL;
	a->used = 0;
	a->total = 0;
}

static struct arena_block *new_block(size_t bytes)
{
	if (bytes > SIZE_MAX - sizeof(struct arena_block)) {
		mem_exhausted();
	}
	return mem_resize(NULL, sizeof(struct arena_block) + bytes, 1);
}

/* Where the head block has no room: in a block of its own, or in a new head. */
static void *take_elsewhere(struct arena *a, size_t bytes)
{
	size_t grown = a->size == 0 ? FIRST_BLOCK_BYTES : a->size * 2;
	if (grown > LARGEST_BLOCK_BYTES) {
		grown = LARGEST_BLOCK_BYTES;
	}
	if (bytes > grown / 4 && a->head != NULL) {
		struct arena_block *own = new_block(bytes);
		own->next = a->head->next;
		a->head->next = own;
		return own->bytes;
	}
	if (bytes > SIZE_MAX - alignof(max_align_t)) {
		mem_exhausted();
	}
	if (grown <= bytes) {
		grown = (bytes / alignof(max_align_t) + 1) * alignof(max_align_t);
	}
	struct arena_block *head = new_block(grown);
	head->next = a->head;
	a->head = head;
	a->size = grown;
	a->used = bytes;
	return head->bytes;
}

/* Room, not zeroed, for `bytes` at a multiple of `align`, a power of two. */
static void *take(struct arena *a, size_t bytes, size_t align)
{
	/* A block's size is a multiple of any alignment, so that `at` is no further than its end.
	 */
	size_t at = (a->used + align - 1) & ~(align - 1);
	if (bytes < a->size - at) {
		a->used = at + bytes;
		return a->head->bytes + at;
	}
	return take_elsewhere(a, bytes);
}

void *arena_room(struct arena *a, size_t bytes)
{
	a->total += bytes;
	return take(a, bytes, alignof(union plain));
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	a->total += bytes;
	return memset(take(a, bytes, alignof(max_align_t)), 0, bytes);
}

void *arena_array(struct arena *a, size_t n, size_t bytes)
{
	if (bytes != 0 && n > SIZE_MAX / bytes) {
		mem_exhausted();
	}
	return arena_alloc(a, n * bytes);
}

struct str arena_str(struct arena *a, struct str s)
{
	a->total += s.len + 1;
	char *copy = take(a, s.len + 1, 1);
	if (s.len > 0) {
		memcpy(copy, s.ptr, s.len);
	}
	copy[s.len] = '\0';
	return (struct str){copy, s.len};
}
