/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place in a text is a line and a column, or a byte: from one to the other. */
#include "source.h"

#include "mem.h"
#include "utf8.h"

#include <string.h>

/* Made when a line is first asked for: a file without faults is read and never is. */
struct line_index {
	uint32_t *at; /* byte offset of each line; NULL: not made yet */
};

static const uint32_t *line_index(const struct source *s)
{
	struct line_index *index = s->lines;
	if (index->at != NULL) {
		return index->at;
	}
	index->at = mem_array(s->n_lines, sizeof index->at[0]);
	const char *next = s->bytes.ptr;
	for (uint32_t n = 1; n < s->n_lines; n++) {
		next = memchr(next, '\n', s->bytes.len - (size_t)(next - s->bytes.ptr));
		index->at[n] = (uint32_t)(++next - s->bytes.ptr);
	}
	return index->at;
}

void sources_finish(struct sources *s)
{
	for (size_t i = 0; i < s->n; i++) {
		mem_free(s->list[i].lines->at);
		mem_free(s->list[i].lines);
	}
	mem_free(s->list);
	*s = (struct sources){0};
}

uint32_t sources_add(struct sources *s, struct str name, struct str bytes)
{
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 8 : s->cap * 2;
		s->list = mem_resize(s->list, s->cap, sizeof s->list[0]);
	}
	struct source *added = &s->list[s->n];
	*added = (struct source){.name = name, .bytes = bytes};
	added->n_lines = (uint32_t)str_count(bytes, '\n') + 1;
	added->lines = mem_alloc(sizeof *added->lines);
	return (uint32_t)s->n++;
}

size_t source_line_at(const struct source *s, uint32_t line)
{
	return line_index(s)[line - 1];
}

struct str source_line(const struct source *s, uint32_t line)
{
	if (line == 0 || line > s->n_lines) {
		return (struct str){0};
	}
	const uint32_t *line_at = line_index(s);
	size_t from = line_at[line - 1];
	size_t to = line < s->n_lines ? line_at[line] - 1 : s->bytes.len;
	if (to > from && s->bytes.ptr[to - 1] == '\r') {
		to--;
	}
	return str_slice(s->bytes, from, to - from);
}

size_t source_offset(const struct source *s, uint32_t line, uint32_t col)
{
	if (line == 0 || line > s->n_lines) {
		return 0;
	}
	struct str text = source_line(s, line);
	return source_line_at(s, line) + utf8_offset(text, col > 0 ? col - 1 : 0);
}

struct span source_span(const struct sources *s, uint32_t file, size_t offset)
{
	const struct source *src = &s->list[file];
	const uint32_t *line_at = line_index(src);
	uint32_t low = 0, high = src->n_lines;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (line_at[middle] <= offset) {
			low = middle;
		} else {
			high = middle;
		}
	}
	struct str before = str_slice(src->bytes, line_at[low], offset - line_at[low]);
	return (struct span){file, low + 1, (uint32_t)utf8_n_runes(before) + 1, 1};
}
