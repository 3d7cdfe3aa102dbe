/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a node, or a piece of its text, stands in its source. */
#include "tree.h"

#include "utf8.h"

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
		size_t begin = source_offset(src, n->line, n->col) - source_line_at(src, n->line);
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
