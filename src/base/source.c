/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line index is made once, when a source is added, by a walk from LF to LF. */
#include "source.h"

#include "mem.h"
#include "utf8.h"

#include <string.h>

void sources_init(struct sources *s, struct arena *arena)
{
	*s = (struct sources){.arena = arena};
}

void sources_finish(struct sources *s)
{
	mem_free(s->list);
	*s = (struct sources){0};
}

enum {
	LINE_BYTES = 24, /* the first guess at how long a line is */
};

/* Byte offsets of all lines, in the arena. */
static const uint32_t *index_lines(struct arena *arena, struct str bytes, uint32_t *ret_n)
{
	size_t cap = bytes.len / LINE_BYTES + 2;
	uint32_t *found = mem_resize(NULL, cap, sizeof found[0]);
	uint32_t n = 1;
	found[0] = 0;
	for (size_t at = 0; at < bytes.len; n++) {
		const char *end = memchr(bytes.ptr + at, '\n', bytes.len - at);
		if (end == NULL) {
			break;
		}
		if (n == cap) {
			cap *= 2;
			found = mem_resize(found, cap, sizeof found[0]);
		}
		at = (size_t)(end - bytes.ptr) + 1;
		found[n] = (uint32_t)at;
	}
	uint32_t *line_at = arena_array(arena, n, sizeof line_at[0]);
	memcpy(line_at, found, n * sizeof found[0]);
	mem_free(found);
	*ret_n = n;
	return line_at;
}

uint32_t sources_add(struct sources *s, struct str name, struct str bytes)
{
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 8 : s->cap * 2;
		s->list = mem_resize(s->list, s->cap, sizeof s->list[0]);
	}
	struct source *added = &s->list[s->n];
	*added = (struct source){.name = name, .bytes = bytes};
	added->line_at = index_lines(s->arena, bytes, &added->n_lines);
	return (uint32_t)s->n++;
}

struct str source_line(const struct source *s, uint32_t line)
{
	if (line == 0 || line > s->n_lines) {
		return (struct str){0};
	}
	size_t from = s->line_at[line - 1];
	size_t to = line < s->n_lines ? s->line_at[line] - 1 : s->bytes.len;
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
	return s->line_at[line - 1] + utf8_offset(text, col > 0 ? col - 1 : 0);
}

struct span source_span(const struct sources *s, uint32_t file, size_t offset)
{
	const struct source *src = &s->list[file];
	uint32_t low = 0, high = src->n_lines;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (src->line_at[middle] <= offset) {
			low = middle;
		} else {
			high = middle;
		}
	}
	struct str before = str_slice(src->bytes, src->line_at[low], offset - src->line_at[low]);
	return (struct span){file, low + 1, (uint32_t)utf8_n_runes(before) + 1, 1};
}
