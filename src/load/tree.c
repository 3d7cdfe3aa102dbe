/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a file become nodes, with a stack instead of recursion: the depth is counted
 * here because libyaml 0.2.5 has no limit of its own. Reading stops at the first finding
 * that makes the rest doubtful.
 */
#include "tree.h"

#include "grammar.h"
#include "i18n.h"
#include "traps.h"

#include <string.h>

/* What comes next. */
enum awaited {
	AWAITS_ITEM, /* of a list, or the root */
	AWAITS_KEY,
	AWAITS_VALUE,
};

/* A map or list not yet ended; the outermost is the file, whose one item is the root. */
struct level {
	struct node *node;
	struct node **end;      /* where its next child is hung */
	const struct node *key; /* of a map, the last one */
	enum awaited awaited;
};

enum {
	ENTRY_DEPTH = 2, /* the root and one of its maps are open */
};

struct builder {
	struct arena *nodes, *strings;
	struct arena *here; /* where nodes live now: those of an entry die with it */
	struct arena entry; /* of the nodes of the entry being read */
	const struct tree_reader *reader;
	const struct sources *sources;
	uint32_t file;
	struct diags *d;
	struct node whole; /* the file, as a list */
	struct level levels[TREE_MAX_DEPTH + 1];
	int depth;          /* maps and lists that are open */
	bool streams;       /* the map open at ENTRY_DEPTH is read entry by entry */
	uint32_t hash_line; /* the first line with a `#`, from the one being read on */
	size_t hash_from;   /* byte offset and line from where the next one is looked for */
	uint32_t hash_from_line;
};

static struct span part_span(const struct builder *b, const struct part *part)
{
	return (struct span){b->file, part->line, part->col, 1};
}

static struct node *new_node(struct builder *b, const struct part *part, enum node_kind kind)
{
	struct node *n = arena_room(b->here, sizeof *n);
	*n = (struct node){
		.kind = kind,
		.style = part->style,
		.file = b->file,
		.line = part->line,
		.col = part->col,
		.end_line = part->end_line,
		.end_col = part->end_col,
	};
	return n;
}

/* Hangs the node under the innermost open one. */
static void hang(struct level *top, struct node *n)
{
	*top->end = n;
	top->end = &n->next;
	if (top->awaited == AWAITS_KEY) {
		top->key = n;
		top->awaited = AWAITS_VALUE;
		return;
	}
	top->node->n++;
	if (top->awaited == AWAITS_VALUE) {
		top->awaited = AWAITS_KEY;
	}
}

/* After a value: an entry that is whole is handed over, its map left without children. */
static void end_value(struct builder *b)
{
	struct level *top = &b->levels[b->depth];
	if (!b->streams || b->depth != ENTRY_DEPTH || top->awaited != AWAITS_KEY) {
		return;
	}
	struct node *map = top->node, *key = map->first;
	map->first = NULL;
	top->end = &map->first;
	b->reader->entry(b->reader->ctx, map, key, key->next);
	arena_reset(&b->entry);
}

/* Asked for lines in their order. */
static bool has_hash(struct builder *b, uint32_t line)
{
	struct str bytes = b->sources->list[b->file].bytes;
	while (b->hash_line < line) {
		size_t hash = str_find(bytes, STR("#"), b->hash_from);
		if (hash == SIZE_MAX) {
			b->hash_line = UINT32_MAX;
			break;
		}
		struct str passed = str_slice(bytes, b->hash_from, hash - b->hash_from);
		b->hash_from_line += (uint32_t)str_count(passed, '\n');
		b->hash_from = hash + 1;
		b->hash_line = b->hash_from_line;
	}
	return b->hash_line == line;
}

static bool add_scalar(struct builder *b, const struct part *part)
{
	struct str value = part->text;
	if (value.len > TREE_MAX_SCALAR_BYTES) {
		diags_add(b->d, DIAG_PAR03, part_span(b, part),
		          _("ce texte fait %zu octets ; la limite est de %d"), value.len,
		          TREE_MAX_SCALAR_BYTES);
		return false;
	}
	struct level *top = &b->levels[b->depth];
	bool is_key = top->awaited == AWAITS_KEY;
	struct node *n = new_node(b, part, NODE_SCALAR);
	n->text = arena_str(is_key ? b->here : b->strings, value);
	if (n->style == NODE_DOUBLE_QUOTED && memchr(value.ptr, '\0', value.len) != NULL) {
		/* The byte itself doesn't get as far as here: only `\0` between quotes does. */
		diags_add(b->d, DIAG_PAR24, part_span(b, part),
		          _("« \\0 » n'est pas un caractère qui se lit : ôtez-le"));
		return false;
	}
	if (n->style == NODE_PLAIN && trap_may_have(value, has_hash(b, n->end_line))) {
		trap_plain_scalar(b->d, b->sources, n);
	}
	hang(top, n);
	end_value(b);
	return true;
}

/* Whether the map that opens, the value of a key of the root, is read entry by entry. */
static bool is_streamed(const struct builder *b, const struct node *map)
{
	const struct level *root = &b->levels[1];
	return b->reader != NULL && map->kind == NODE_MAP && root->node->kind == NODE_MAP &&
	       b->reader->wants(b->reader->ctx, root->key);
}

static bool open_node(struct builder *b, const struct part *part, enum node_kind kind)
{
	struct node *n = new_node(b, part, kind);
	struct level *top = &b->levels[b->depth];
	if (top->awaited == AWAITS_KEY) {
		diags_add(b->d, DIAG_PAR23, node_span(n),
		          _("une clé est un mot ; ici commence autre chose"));
		return false;
	}
	if (b->depth == TREE_MAX_DEPTH) {
		diags_add(b->d, DIAG_PAR03, node_span(n),
		          _("plus de %d niveaux les uns dans les autres"), TREE_MAX_DEPTH);
		return false;
	}
	hang(top, n);
	b->depth++;
	b->levels[b->depth] = (struct level){
		.node = n,
		.end = &n->first,
		.awaited = kind == NODE_MAP ? AWAITS_KEY : AWAITS_ITEM,
	};
	if (b->depth == ENTRY_DEPTH && is_streamed(b, n)) {
		b->streams = true;
		b->here = &b->entry;
	}
	return true;
}

static void close_node(struct builder *b)
{
	if (b->depth == ENTRY_DEPTH) {
		b->streams = false;
		b->here = b->nodes;
	}
	b->depth--;
	end_value(b);
}

/* False where reading must stop. */
static bool add_part(struct builder *b, const struct part *part)
{
	switch (part->kind) {
	case PART_SCALAR:
		return add_scalar(b, part);
	case PART_MAP:
		return open_node(b, part, NODE_MAP);
	case PART_LIST:
		return open_node(b, part, NODE_LIST);
	case PART_END:
		close_node(b);
		return true;
	case PART_FINISH:
		return true;
	case PART_FAULT:
	case PART_REFERENCE: /* the traps know what the author meant by the sign */
		trap_syntax(b->d, b->sources, b->file, &part->fault);
		return false;
	case PART_SECOND_DOCUMENT:
		diags_add(b->d, DIAG_PAR08, part_span(b, part),
		          _("« --- » commence un second document ; un fichier n'en a qu'un : ôtez "
		            "cette "
		            "ligne"));
		return false;
	}
	return false;
}

struct node *tree_read(struct arena *nodes, struct arena *strings, const struct sources *sources,
                       uint32_t file, const struct tree_reader *reader, struct diags *d)
{
	struct builder b = {
		.hash_from_line = 1,
		.nodes = nodes,
		.strings = strings,
		.here = nodes,
		.reader = reader,
		.sources = sources,
		.file = file,
		.d = d,
	};
	struct str bytes = sources->list[file].bytes;
	if (bytes.len == 0) {
		return NULL; /* libyaml takes no NULL for an empty text */
	}
	b.levels[0] = (struct level){.node = &b.whole, .end = &b.whole.first};
	struct grammar *grammar = grammar_open(bytes);
	const struct part *part;
	bool well;
	do {
		part = grammar_next(grammar);
		well = add_part(&b, part);
	} while (well && part->kind != PART_FINISH);
	grammar_close(grammar);
	arena_finish(&b.entry);
	return well ? b.whole.first : NULL;
}
