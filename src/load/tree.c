/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libyaml's events become nodes, with a stack instead of recursion: the depth is counted
 * here because libyaml 0.2.5 has no limit of its own. Reading stops at the first finding
 * that makes the rest doubtful.
 */
#include "tree.h"

#include "i18n.h"
#include "mem.h"
#include "traps.h"
#include "utf8.h"

#include <string.h>
#include <yaml.h>

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
	bool seen_document;
};

static struct span mark_span(const struct builder *b, yaml_mark_t mark)
{
	return (struct span){b->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1, 1};
}

static struct node *new_node(struct builder *b, const yaml_event_t *event, enum node_kind kind,
                             enum node_style style)
{
	struct node *n = arena_room(b->here, sizeof *n);
	*n = (struct node){
		.kind = kind,
		.style = style,
		.file = b->file,
		.line = (uint32_t)event->start_mark.line + 1,
		.col = (uint32_t)event->start_mark.column + 1,
		.end_line = (uint32_t)event->end_mark.line + 1,
		.end_col = (uint32_t)event->end_mark.column + 1,
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

/* An anchor, an alias or a tag: the traps know what the author meant by the sign. */
static bool refuse_reference(struct builder *b, const yaml_event_t *event)
{
	struct yaml_fault fault = {
		.line = (uint32_t)event->start_mark.line + 1,
		.col = (uint32_t)event->start_mark.column + 1,
	};
	trap_syntax(b->d, b->sources, b->file, &fault);
	return false;
}

static const enum node_style scalar_styles[] = {
	[YAML_ANY_SCALAR_STYLE] = NODE_PLAIN,
	[YAML_PLAIN_SCALAR_STYLE] = NODE_PLAIN,
	[YAML_SINGLE_QUOTED_SCALAR_STYLE] = NODE_SINGLE_QUOTED,
	[YAML_DOUBLE_QUOTED_SCALAR_STYLE] = NODE_DOUBLE_QUOTED,
	[YAML_LITERAL_SCALAR_STYLE] = NODE_LITERAL,
	[YAML_FOLDED_SCALAR_STYLE] = NODE_FOLDED,
};

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
	if (b->hash_line < line) {
		const struct source *src = &b->sources->list[b->file];
		size_t from = source_offset(src, line, 1);
		const char *hash = memchr(src->bytes.ptr + from, '#', src->bytes.len - from);
		b->hash_line = UINT32_MAX;
		if (hash != NULL) {
			b->hash_line =
				source_span(b->sources, b->file, (size_t)(hash - src->bytes.ptr))
					.line;
		}
	}
	return b->hash_line == line;
}

static bool add_scalar(struct builder *b, const yaml_event_t *event)
{
	if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL) {
		return refuse_reference(b, event);
	}
	struct str value = {(const char *)event->data.scalar.value, event->data.scalar.length};
	if (value.len > TREE_MAX_SCALAR_BYTES) {
		diags_add(b->d, DIAG_PAR03, mark_span(b, event->start_mark),
		          _("ce texte fait %zu octets ; la limite est de %d"), value.len,
		          TREE_MAX_SCALAR_BYTES);
		return false;
	}
	struct level *top = &b->levels[b->depth];
	bool is_key = top->awaited == AWAITS_KEY;
	struct node *n = new_node(b, event, NODE_SCALAR, scalar_styles[event->data.scalar.style]);
	n->text = arena_str(is_key ? b->here : b->strings, value);
	if (n->style == NODE_DOUBLE_QUOTED && memchr(value.ptr, '\0', value.len) != NULL) {
		/* The byte itself doesn't get as far as here: only `\0` between quotes does. */
		diags_add(b->d, DIAG_PAR24, mark_span(b, event->start_mark),
		          _("« \\0 » n'est pas un caractère qui se lit : ôtez-le"));
		return false;
	}
	if (n->style == NODE_PLAIN) {
		trap_plain_scalar(b->d, b->sources, n, has_hash(b, n->end_line));
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

static bool open_node(struct builder *b, const yaml_event_t *event, enum node_kind kind,
                      bool is_flow)
{
	struct node *n = new_node(b, event, kind, is_flow ? NODE_FLOW : NODE_BLOCK);
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

static bool add_map(struct builder *b, const yaml_event_t *event)
{
	if (event->data.mapping_start.anchor != NULL || event->data.mapping_start.tag != NULL) {
		return refuse_reference(b, event);
	}
	return open_node(b, event, NODE_MAP,
	                 event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
}

static bool add_list(struct builder *b, const yaml_event_t *event)
{
	if (event->data.sequence_start.anchor != NULL || event->data.sequence_start.tag != NULL) {
		return refuse_reference(b, event);
	}
	return open_node(b, event, NODE_LIST,
	                 event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
}

static bool begin_document(struct builder *b, const yaml_event_t *event)
{
	if (b->seen_document) {
		diags_add(b->d, DIAG_PAR08, mark_span(b, event->start_mark),
		          _("« --- » commence un second document ; un fichier n'en a qu'un : ôtez "
		            "cette "
		            "ligne"));
		return false;
	}
	b->seen_document = true;
	return true;
}

/* False where reading must stop. */
static bool add_event(struct builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return add_scalar(b, event);
	case YAML_MAPPING_START_EVENT:
		return add_map(b, event);
	case YAML_SEQUENCE_START_EVENT:
		return add_list(b, event);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		close_node(b);
		return true;
	case YAML_ALIAS_EVENT:
		return refuse_reference(b, event);
	case YAML_DOCUMENT_START_EVENT:
		return begin_document(b, event);
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return true;
	}
	return true;
}

static void tell_syntax(struct builder *b, const yaml_parser_t *parser)
{
	struct yaml_fault fault = {
		.problem = parser->problem,
		.context = parser->context,
		.line = (uint32_t)parser->problem_mark.line + 1,
		.col = (uint32_t)parser->problem_mark.column + 1,
	};
	if (parser->context != NULL) {
		fault.context_line = (uint32_t)parser->context_mark.line + 1;
		fault.context_col = (uint32_t)parser->context_mark.column + 1;
	}
	trap_syntax(b->d, b->sources, b->file, &fault);
}

/* All events. False where something stopped it, which is told. */
static bool read_events(struct builder *b, yaml_parser_t *parser)
{
	for (;;) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event)) {
			if (parser->error == YAML_MEMORY_ERROR) {
				mem_exhausted(); // no fault of the author's
			}
			tell_syntax(b, parser);
			return false;
		}
		bool well = add_event(b, &event);
		bool ended = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		if (!well || ended) {
			return well;
		}
	}
}

struct node *tree_read(struct arena *nodes, struct arena *strings, const struct sources *sources,
                       uint32_t file, const struct tree_reader *reader, struct diags *d)
{
	struct builder b = {
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
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser)) {
		mem_exhausted();
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
	bool well = read_events(&b, &parser);
	yaml_parser_delete(&parser);
	arena_finish(&b.entry);
	return well ? b.whole.first : NULL;
}

struct span node_span(const struct node *n)
{
	bool one_line = n->kind == NODE_SCALAR && n->end_line == n->line && n->end_col > n->col;
	return (struct span){n->file, n->line, n->col, one_line ? n->end_col - n->col : 1};
}

/* Line and byte offset within it of a place in the text of a literal block. */
static bool literal_place(const struct node *n, const struct source *src, size_t offset,
                          uint32_t *ret_line, size_t *ret_byte)
{
	uint32_t line = n->line + 1;
	size_t from = 0;
	for (;;) {
		size_t end = str_find(n->text, STR("\n"), from);
		if (end == SIZE_MAX || end >= offset) {
			break;
		}
		from = end + 1;
		line++;
	}
	struct str rest = str_slice(n->text, from, n->text.len), text = {0};
	str_next_line(&rest, &text);
	struct str written = source_line(src, line);
	if (!str_ends(written, text)) {
		return false;
	}
	*ret_line = line;
	*ret_byte = written.len - text.len + (offset - from);
	return true;
}

struct span node_span_in(const struct node *n, const struct sources *sources, size_t offset,
                         size_t len)
{
	const struct source *src = &sources->list[n->file];
	struct span whole = node_span(n);
	if (n->style == NODE_PLAIN && n->end_line == n->line && offset == 0 && len == n->text.len) {
		return whole; /* it stands there as it is */
	}
	struct str piece = str_slice(n->text, offset, len);
	uint32_t n_runes = (uint32_t)utf8_n_runes(piece);
	uint32_t line = n->line;
	size_t byte;
	if (n->style == NODE_LITERAL) {
		if (!literal_place(n, src, offset, &line, &byte)) {
			return whole;
		}
	} else {
		size_t begin = source_offset(src, n->line, n->col) - src->line_at[n->line - 1];
		byte = begin + (n->style == NODE_PLAIN ? 0 : 1) + offset;
		struct str written = source_line(src, n->line);
		struct str before = str_slice(written, byte - offset, offset + len);
		if (n->style == NODE_FOLDED ||
		    !str_eq(before, str_slice(n->text, 0, offset + len))) {
			return whole;
		}
	}
	struct str head = str_slice(source_line(src, line), 0, byte);
	return (struct span){n->file, line, (uint32_t)utf8_n_runes(head) + 1,
	                     n_runes > 0 ? n_runes : 1};
}
