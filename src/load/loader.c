/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What grows while a journey is read: names that wait to be looked up, and the arrays of the
 * journey, which may move under them.
 */
#include "schema.h"

#include "i18n.h"
#include "mem.h"

#include <string.h>

enum {
	BLOCK_REFS = 512,
};

struct ref *loader_ref(const struct loader *l, size_t i)
{
	return &l->refs[i / BLOCK_REFS][i % BLOCK_REFS];
}

void loader_refer(struct loader *l, enum ref_kind kind, const struct node *node, void *slot)
{
	size_t block = l->n_refs / BLOCK_REFS;
	if (block == l->n_ref_blocks) {
		l->refs = mem_resize(l->refs, block + 1, sizeof l->refs[0]);
		l->refs[block] = arena_room(&l->nodes, BLOCK_REFS * sizeof(struct ref));
		l->n_ref_blocks++;
	}
	bool one_line = node->end_line == node->line;
	*loader_ref(l, l->n_refs++) = (struct ref){
		.slot = slot,
		.text = node->text,
		.file = node->file,
		.line = node->line,
		.col = node->col,
		.end_col = one_line ? node->end_col : 0,
		.kind = (unsigned char)kind,
		.style = (unsigned char)node->style,
	};
}

struct node ref_node(const struct ref *r)
{
	return (struct node){
		.kind = NODE_SCALAR,
		.style = (enum node_style)r->style,
		.file = r->file,
		.line = r->line,
		.col = r->col,
		.end_line = r->end_col != 0 ? r->line : 0,
		.end_col = r->end_col,
		.text = r->text,
	};
}

/* The array went from `old` to `now`: what is to be filled in it went along. */
static void move_refs(struct loader *l, const void *old, size_t bytes, char *now)
{
	for (size_t i = 0; i < l->n_refs; i++) {
		/* As numbers: pointers into different things have no order. */
		struct ref *ref = loader_ref(l, i);
		uintptr_t from_old = (uintptr_t)ref->slot - (uintptr_t)old;
		if (from_old < bytes) {
			ref->slot = now + from_old;
		}
	}
}

enum {
	SUGGEST_MAX_FINDINGS = 100,
	FIRST_ENTRIES = 16,
};

bool loader_may_suggest(const struct loader *l)
{
	return l->d->n < SUGGEST_MAX_FINDINGS;
}

void loader_tell_unknown(struct loader *l, struct span span, struct str sentence, const void *list,
                         uint32_t n, size_t item_bytes, struct str id)
{
	struct str near = {0};
	if (loader_may_suggest(l)) {
		near = list_suggest(list, n, item_bytes, id);
	}
	if (near.len > 0) {
		diags_add(l->d, DIAG_PAR43, span, _("%.*s ; vouliez-vous « %.*s » ?"),
		          STR_ARG(sentence), STR_ARG(near));
	} else {
		diags_add(l->d, DIAG_PAR43, span, "%.*s", STR_ARG(sentence));
	}
}

/* How many entries there will be, were the rest of the file like what was read of this part. */
static uint32_t foresee(const struct loader *l, uint32_t n)
{
	const struct source *src = &l->sources->list[l->file];
	size_t enough = n + n / 4 + FIRST_ENTRIES;
	size_t n_read = l->line > l->part_line ? l->line - l->part_line : 1;
	size_t likely = n * (size_t)(src->n_lines - l->part_line) / n_read;
	likely = likely < LOAD_MAX_ENTRIES ? likely + likely / 64 : LOAD_MAX_ENTRIES;
	return (uint32_t)(likely > enough ? likely : enough);
}

void *loader_grow(struct loader *l, void **list, uint32_t *n, uint32_t *cap, size_t bytes)
{
	if (*n == *cap) {
		uint32_t grown = foresee(l, *n);
		char *now = mem_resize(NULL, grown, bytes);
		char *old = *list;
		if (*n > 0) {
			memcpy(now, old, *n * bytes);
			move_refs(l, old, *n * bytes, now);
		}
		mem_free(old);
		*list = now;
		*cap = grown;
	}
	return memset((char *)*list + (size_t)(*n)++ * bytes, 0, bytes);
}
