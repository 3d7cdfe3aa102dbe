/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of lists by hash; what it holds and what it lends is in one arena. */
#include "memo.h"

#include "arena.h"
#include "mem.h"

#include <string.h>

enum {
	N_LISTS = 64,
	MUCH_BYTES = 128 * 1024, /* a dozen screens */
};

struct entry {
	struct entry *next;
	uint64_t hash;
	uint32_t cols;
	struct said text; /* a copy */
	struct prose_lines lines;
};

struct memo {
	struct arena arena;
	struct entry *lists[N_LISTS];
};

struct memo *memo_create(void)
{
	return mem_alloc(sizeof(struct memo));
}

void memo_destroy(struct memo *m)
{
	if (m != NULL) {
		arena_finish(&m->arena);
		mem_free(m);
	}
}

void memo_trim(struct memo *m)
{
	if (m->arena.total > MUCH_BYTES) {
		arena_reset(&m->arena);
		memset(m->lists, 0, sizeof m->lists);
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

struct prose_lines memo_lay(struct memo *m, struct said text, uint32_t cols, rune_width_fn width)
{
	uint64_t hash = hash_of(text);
	struct entry **list = &m->lists[hash % N_LISTS];
	for (struct entry *e = *list; e != NULL; e = e->next) {
		if (e->hash == hash && e->cols == cols && is_same(e->text, text)) {
			return e->lines;
		}
	}
	struct entry *e = arena_alloc(&m->arena, sizeof *e);
	*e = (struct entry){*list, hash, cols, copy(&m->arena, text), {0}};
	struct prose prose = prose_parse(&m->arena, e->text.source, e->text.values);
	e->lines = prose_layout(&m->arena, &prose, cols, width);
	*list = e;
	return e->lines;
}
