/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_TREE_H
#define LOAD_TREE_H

#include "arena.h"
#include "diag.h"
#include "source.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A YAML file as it was written: scalars, maps and lists with their places, nothing
 * typed.
 */
enum {
	TREE_MAX_SCALAR_BYTES = 64 * 1024,
	TREE_MAX_DEPTH = 64,
};

enum node_kind {
	NODE_SCALAR,
	NODE_MAP, /* children: key, value, key, value… keys are scalars */
	NODE_LIST,
};

enum node_style {
	NODE_PLAIN,
	NODE_SINGLE_QUOTED,
	NODE_DOUBLE_QUOTED,
	NODE_LITERAL, /* | */
	NODE_FOLDED,  /* > */
	NODE_BLOCK,   /* a map or list by indentation */
	NODE_FLOW,    /* { } and [ ] */
};

struct node {
	enum node_kind kind;
	enum node_style style;
	uint32_t file;
	uint32_t line, col;         /* of its first character, from 1 */
	uint32_t end_line, end_col; /* just after its last; of a scalar that isn't a block only */
	uint32_t n;                 /* children; of a map, pairs */
	struct str text;            /* of a scalar, NUL-ended */
	struct node *first, *next;
};

/*
 * Most of a journey is long maps of like entries below a key of the root. Those that are
 * wanted are handed over one by one as soon as they are read, and their nodes then forgotten
 * (the texts of values stay, those of keys go): a file takes the room of its largest entry, not of
 * itself.
 */
struct tree_reader {
	/* Whether the entries of the map under this key of the root are wanted. */
	bool (*wants)(void *ctx, const struct node *root_key);
	/* Of the last map that was wanted, which has no children; key and value live until the
	 * call returns. */
	void (*entry)(void *ctx, const struct node *map, const struct node *key,
	              const struct node *value);
	void *ctx;
};

/*
 * The root, NULL where it can't be read, with the reason in `d`, or where the file holds
 * nothing. `reader` may be NULL: then every node stays. Nodes and the texts of keys live in one
 * arena, other texts in another, which may be the same. The source is number `file` of `sources`.
 * Anchors, aliases, tags, a second document, a key that is no scalar, depth and length beyond the
 * limits are findings.
 */
struct node *tree_read(struct arena *nodes, struct arena *strings, const struct sources *sources,
                       uint32_t file, const struct tree_reader *reader, struct diags *d);

/* A scalar of blanks, or of nothing. */
static inline bool node_is_empty(const struct node *n)
{
	bool may_be = n->kind == NODE_SCALAR &&
	              (n->text.len == 0 || (unsigned char)n->text.ptr[0] <= ' ');
	return may_be && str_trim(n->text).len == 0;
}

/* The node as a whole, underlined as far as its line goes. */
struct span node_span(const struct node *n);

/*
 * A piece of a scalar's text, by byte offset and length, in its source: exact inside a
 * literal block and a scalar of one line without escapes, else the scalar's start.
 */
struct span node_span_in(const struct node *n, const struct sources *sources, size_t offset,
                         size_t len);

#endif
