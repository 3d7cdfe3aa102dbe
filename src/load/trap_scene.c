/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a syntax error, looked at by the outline, and the corrections that several traps
 * share. To look at a line is to read the file down to it: a trap does so a few times at most,
 * for libyaml stops at the first error.
 */
#include "trap_scene.h"

#include "trap_write.h"
#include "utf8.h"

#include <string.h>

struct span scene_span(const struct scene *s, const struct scene_line *l, size_t from, size_t to)
{
	size_t n = utf8_n_runes(str_slice(l->text, from, to > from ? to - from : 0));
	return (struct span){
		.file = s->file,
		.line = l->line,
		.col = (uint32_t)utf8_n_runes(str_slice(l->text, 0, from)) + 1,
		.n_runes = n > 0 ? (uint32_t)n : 1,
	};
}

void scene_look(const struct scene *s, uint32_t line, struct scene_line *ret)
{
	ret->line = line;
	ret->text = source_line(s->src, line);
	ret->entry = entry_read(ret->text);
	ret->at = ret->entry.value;
	outline_begin(&ret->before);
	outline_go(&ret->before, s->src, line);
}

void scene_look_at(const struct scene *s, uint32_t line, uint32_t col, struct scene_line *ret)
{
	bool is_beyond = line > s->src->n_lines;
	if (line == 0 || is_beyond) {
		line = is_beyond ? s->src->n_lines : 1;
	}
	scene_look(s, line, ret);
	ret->at = is_beyond ? ret->text.len : utf8_offset(ret->text, col > 0 ? col - 1 : 0);
}

const struct scene_line *scene_culprit(const struct scene *s)
{
	bool is_simple_key = s->fault->context != NULL &&
	                     strcmp(s->fault->context, "while scanning a simple key") == 0;
	return is_simple_key ? &s->start : &s->here;
}

/* The column at which lines below must be deeper to belong to the value of `l`. */
static size_t text_parent(const struct scene_line *l)
{
	bool is_text_alone = l->entry.colon == SIZE_MAX && l->entry.body == l->entry.indent;
	if (is_text_alone) {
		const struct outline *o = &l->before;
		size_t n = o->n_levels;
		while (n > 0 && (size_t)o->levels[n - 1].col >= l->entry.indent) {
			n--;
		}
		return n > 0 ? (size_t)o->levels[n - 1].col : 0;
	}
	return l->entry.colon == SIZE_MAX ? l->entry.indent : l->entry.body;
}

uint32_t scene_last_of_text(const struct scene *s, const struct scene_line *l)
{
	uint32_t last = l->line;
	size_t parent = text_parent(l);
	bool is_text_alone = l->entry.colon == SIZE_MAX && l->entry.body == l->entry.indent;
	for (uint32_t line = l->line + 1; line <= s->src->n_lines; line++) {
		struct str text = source_line(s->src, line);
		struct entry e = entry_read(text);
		if (line_is_blank(text)) {
			continue;
		}
		bool is_under = e.indent > parent || (is_text_alone && e.indent >= l->entry.indent);
		if (!is_under || entry_is_key(text, &e)) {
			break;
		}
		last = line;
	}
	return last;
}

/* The key above `l` that has no value of its own, whose text `l` is meant to be; 0: none. */
static uint32_t bare_key_above(const struct scene *s, const struct scene_line *l)
{
	uint32_t above = l->before.last;
	if (above == 0 || l->entry.colon != SIZE_MAX || l->entry.body > l->entry.indent) {
		return 0;
	}
	struct str text = source_line(s->src, above);
	struct entry e = entry_read(text);
	bool is_bare = e.colon != SIZE_MAX && e.value == e.end && e.body < l->entry.indent;
	return is_bare ? above : 0;
}

static void add_text_lines(struct buf *out, const struct scene *s, uint32_t from, uint32_t to,
                           size_t indent)
{
	for (uint32_t line = from; line <= to && out->len <= WRITE_MAX_BYTES; line++) {
		struct str text = str_trim(source_line(s->src, line));
		buf_addf(out, "\n%*s%.*s", text.len > 0 ? (int)indent : 0, "", STR_ARG(text));
	}
}

enum key_use scene_key_use(const struct scene_line *l)
{
	const struct entry *e = &l->entry;
	return e->colon == SIZE_MAX
	               ? KEY_UNKNOWN
	               : key_use_of(str_trim(str_slice(l->text, e->body, e->colon - e->body)));
}

/* `clé:` gets its `|`, and the lines below stay where they are. */
static void fix_under_key(const struct scene *s, struct diag *to_fix, const struct scene_line *l,
                          uint32_t key_line)
{
	struct buf fixed = {0};
	struct str key = source_line(s->src, key_line);
	buf_addf(&fixed, "%.*s |", (int)entry_read(key).colon + 1, key.ptr);
	add_text_lines(&fixed, s, l->line, scene_last_of_text(s, l), l->entry.indent);
	write_fix(s->d, to_fix, (struct edit){l->text, 0, l->text.len, buf_str(&fixed)});
	buf_finish(&fixed);
}

/* A value of several lines goes under a `|`. */
static void fix_as_block(const struct scene *s, struct diag *to_fix, const struct scene_line *l,
                         uint32_t last)
{
	struct buf fixed = {0};
	size_t indent = text_parent(l) + WRITE_INDENT;
	struct str raw = str_slice(l->text, l->entry.value, l->entry.end - l->entry.value);
	buf_addf(&fixed, "|\n%*s%.*s", (int)indent, "", STR_ARG(raw));
	add_text_lines(&fixed, s, l->line + 1, last, indent);
	write_fix(s->d, to_fix,
	          (struct edit){l->text, l->entry.value, l->text.len, buf_str(&fixed)});
	buf_finish(&fixed);
}

static void fix_on_line(const struct scene *s, struct diag *to_fix, const struct scene_line *l)
{
	struct buf fixed = {0};
	struct str raw = str_slice(l->text, l->entry.value, l->entry.end - l->entry.value);
	write_scalar(&fixed, raw, WRITE_IN_BLOCK, text_parent(l) + WRITE_INDENT);
	bool is_block = str_starts(buf_str(&fixed), STR("|"));
	size_t to = is_block ? l->text.len : l->entry.end; /* under `|` a comment would be text */
	write_fix(s->d, to_fix, (struct edit){l->text, l->entry.value, to, buf_str(&fixed)});
	buf_finish(&fixed);
}

void scene_fix_text(const struct scene *s, struct diag *to_fix, const struct scene_line *l)
{
	if (scene_key_use(l) == KEY_OTHER || l->text.len > WRITE_MAX_BYTES) {
		return; /* no quotes make a text a name or a number */
	}
	uint32_t above = bare_key_above(s, l), last = scene_last_of_text(s, l);
	if (above != 0) {
		fix_under_key(s, to_fix, l, above);
	} else if (last > l->line) {
		fix_as_block(s, to_fix, l, last);
	} else {
		fix_on_line(s, to_fix, l);
	}
}

void scene_fix_indent(const struct scene *s, struct diag *to_fix, const struct scene_line *l,
                      size_t indent)
{
	struct buf head = {0};
	buf_addf(&head, "%*s", (int)indent, "");
	write_fix(s->d, to_fix, (struct edit){l->text, 0, l->entry.indent, buf_str(&head)});
	buf_finish(&head);
}
