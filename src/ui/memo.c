/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of lists by hash, two of them, so that little is kept and what was laid out last isn't
 * forgotten: where the younger is full it becomes the older, whose texts go. What a table holds and
 * lends is in its arena.
 */
#include "memo.h"

#include "arena.h"
#include "mem.h"

#include <string.h>

enum {
	N_LISTS = 64,
	FULL_BYTES = 16 * 1024, /* a few screens */
};

struct entry {
	struct entry *next;
	uint64_t hash;
	uint32_t cols;
	struct said text; /* a copy */
	struct prose_lines lines;
};

struct generation {
	struct arena arena;
	struct entry *lists[N_LISTS];
};

struct memo {
	struct generation young, old;
};

struct memo *memo_create(void)
{
	return mem_alloc(sizeof(struct memo));
}

void memo_destroy(struct memo *m)
{
	if (m != NULL) {
		arena_finish(&m->young.arena);
		arena_finish(&m->old.arena);
		mem_free(m);
	}
}

void memo_trim(struct memo *m)
{
	if (m->young.arena.total > FULL_BYTES) {
		arena_finish(&m->old.arena);
		m->old = m->young;
		m->young = (struct generation){0};
	}
}

static uint64_t hash_of(struct said text)
{
	uint64_t hash = str_hash(text.source);
	for (size_t i = 0; i < text.values.n; i++) {
		hash = str_hash_more(hash, text.values.values[i]);
	}
	return hash;
}

static bool is_same(struct said a, struct said b)
{
	if (!str_eq(a.source, b.source) || a.values.n != b.values.n) {
		return false;
	}
	for (size_t i = 0; i < a.values.n; i++) {
		if (!str_eq(a.values.values[i], b.values.values[i])) {
			return false;
		}
	}
	return true;
}

static struct said copy(struct arena *arena, struct said text)
{
	struct str *values = arena_array(arena, text.values.n, sizeof *values);
	for (size_t i = 0; i < text.values.n; i++) {
		values[i] = arena_str(arena, text.values.values[i]);
	}
	return (struct said){arena_str(arena, text.source), {values, text.values.n}};
}

static const struct entry *find(const struct generation *g, const struct entry *wanted)
{
	const struct entry *e = g->lists[wanted->hash % N_LISTS];
	while (e != NULL && (e->hash != wanted->hash || e->cols != wanted->cols ||
	                     !is_same(e->text, wanted->text))) {
		e = e->next;
	}
	return e;
}

struct prose_lines memo_lay(struct memo *m, struct said text, uint32_t cols, rune_width_fn width)
{
	struct entry wanted = {.hash = hash_of(text), .cols = cols, .text = text};
	const struct entry *found = find(&m->young, &wanted);
	found = found != NULL ? found : find(&m->old, &wanted);
	if (found != NULL) {
		return found->lines;
	}
	struct arena *arena = &m->young.arena;
	struct entry **list = &m->young.lists[wanted.hash % N_LISTS];
	struct entry *e = arena_alloc(arena, sizeof *e);
	*e = (struct entry){*list, wanted.hash, cols, copy(arena, text), {0}};
	struct prose prose = prose_parse(arena, e->text.source, e->text.values);
	e->lines = prose_layout(arena, &prose, cols, width);
	*list = e;
	return e->lines;
}
