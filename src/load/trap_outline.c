/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Line by line, what an author would say is open. Where libyaml and this eye differ, libyaml
 * has already refused the file: the outline only says why, so it may be wrong but never lost.
 */
#include "trap_outline.h"

#include "utf8.h"

#include <assert.h>
#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A blank at `at`, or the end of the line. */
static bool ends_at(struct str s, size_t at)
{
	return at >= s.len || is_blank(s.ptr[at]);
}

static size_t skip_blanks(struct str s, size_t at)
{
	while (at < s.len && is_blank(s.ptr[at])) {
		at++;
	}
	return at;
}

/* --- Pieces of a line ------------------------------------------------------------------ */

size_t line_indent(struct str line)
{
	size_t at = 0;
	while (at < line.len && line.ptr[at] == ' ') {
		at++;
	}
	return at;
}

bool line_is_blank(struct str line)
{
	return skip_blanks(line, 0) == line.len;
}

size_t line_colon(struct str line, size_t from)
{
	for (size_t at = str_find(line, STR(":"), from); at != SIZE_MAX;
	     at = str_find(line, STR(":"), at + 1)) {
		if (ends_at(line, at + 1)) {
			return at;
		}
	}
	return SIZE_MAX;
}

size_t line_comment(struct str line, size_t from)
{
	for (size_t at = str_find(line, STR("#"), from); at != SIZE_MAX;
	     at = str_find(line, STR("#"), at + 1)) {
		if (at == 0 || is_blank(line.ptr[at - 1])) {
			return at;
		}
	}
	return line.len;
}

size_t line_after_quote(struct str line, size_t from)
{
	char quote = line.ptr[from];
	for (size_t at = from + 1; at < line.len; at++) {
		if (line.ptr[at] == '\\' && quote == '"') {
			at++;
		} else if (line.ptr[at] == quote) {
			if (quote == '"' || at + 1 >= line.len || line.ptr[at + 1] != quote) {
				return at + 1;
			}
			at++;
		}
	}
	return SIZE_MAX;
}

bool is_word(struct str s)
{
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		bool is_first = at == 0;
		at += utf8_decode(s, at, &rune);
		bool is_more = (rune >= '0' && rune <= '9') || rune == '-' || rune == '_' ||
		               (rune >= 0x300 && rune <= 0x36F); /* decomposed accents */
		if (!rune_is_letter(rune) && (is_first || !is_more)) {
			return false;
		}
	}
	return s.len > 0;
}

bool word_is_upper(struct str word)
{
	uint32_t rune = 0;
	if (word.len > 0) {
		utf8_decode(word, 0, &rune);
	}
	return (rune >= 'A' && rune <= 'Z') || (rune >= 0xC0 && rune <= 0xDE) || rune == 0x152;
}

size_t line_odd_blank(struct str s, size_t at)
{
	const char *p = s.ptr + at;
	size_t room = s.len - at;
	if (room >= 2 && p[0] == '\xC2' && p[1] == '\xA0') {
		return 2;
	}
	/* U+2000 to U+200B and U+202F: em, figure, thin, zero-width…, and narrow no-break. */
	bool is_odd = room >= 3 && p[0] == '\xE2' && p[1] == '\x80' &&
	              (((unsigned char)p[2] >= 0x80 && (unsigned char)p[2] <= 0x8B) ||
	               (unsigned char)p[2] == 0xAF);
	return is_odd ? 3 : 0;
}

size_t line_skip_blanks(struct str s, size_t at)
{
	while (at < s.len) {
		size_t len = is_blank(s.ptr[at]) ? 1 : line_odd_blank(s, at);
		if (len == 0) {
			break;
		}
		at += len;
	}
	return at;
}

/* The end of the value from `from`, without a comment that is meant as one: `# `. */
static size_t value_end(struct str line, size_t from)
{
	size_t end = line.len;
	for (size_t at = line_comment(line, from); at < line.len; at = line_comment(line, at + 1)) {
		if (ends_at(line, at + 1)) {
			end = at;
			break;
		}
	}
	while (end > from && is_blank(line.ptr[end - 1])) {
		end--;
	}
	return end;
}

/* The colon of the key that begins at `body`, or SIZE_MAX. */
static size_t key_colon(struct str line, size_t body)
{
	if (body >= line.len) {
		return SIZE_MAX;
	}
	size_t from = body;
	if (line.ptr[body] == '"' || line.ptr[body] == '\'') {
		from = line_after_quote(line, body);
		if (from == SIZE_MAX) {
			return SIZE_MAX;
		}
	}
	size_t colon = line_colon(line, from);
	bool is_key = colon != SIZE_MAX && colon > body && line_comment(line, body) > colon;
	return is_key ? colon : SIZE_MAX;
}

struct entry entry_read(struct str line)
{
	struct entry e = {.indent = line_indent(line)};
	e.body = e.indent;
	while (e.body < line.len && line.ptr[e.body] == '-' && ends_at(line, e.body + 1)) {
		e.body = skip_blanks(line, e.body + 1);
	}
	e.colon = key_colon(line, e.body);
	e.value = e.colon == SIZE_MAX ? e.body : skip_blanks(line, e.colon + 1);
	e.end = value_end(line, e.value);
	return e;
}

bool entry_is_key(struct str line, const struct entry *e)
{
	if (e->colon == SIZE_MAX) {
		return e->body > e->indent;
	}
	struct str word = str_slice(line, e->body, e->colon - e->body);
	return is_word(word) && !word_is_upper(word);
}

/* --- The outline ------------------------------------------------------------------------ */

void outline_begin(struct outline *o)
{
	*o = (struct outline){.line = 1};
}

static int32_t top_col(const struct outline *o)
{
	return o->n_levels > 0 ? o->levels[o->n_levels - 1].col : OUTLINE_NO_COL;
}

static void push_level(struct outline *o, size_t col, bool is_list)
{
	struct outline_level level = {(int32_t)col, o->line, is_list};
	while (o->n_levels > 0 && top_col(o) > level.col) {
		o->n_levels--;
	}
	if (o->n_levels > 0 && top_col(o) == level.col) {
		o->n_levels--;
	}
	if (o->n_levels < OUTLINE_MAX_LEVELS) {
		o->levels[o->n_levels++] = level;
	}
}

/* In a flow a quotation begins only where a value can. */
static bool can_begin_quote(char before)
{
	return before == '{' || before == '[' || before == ',' || before == ':';
}

/* Goes on with the quotation; after it, or at the line's end. */
static size_t pass_quote(struct outline *o, struct str line, size_t at)
{
	for (; at < line.len; at++) {
		char c = line.ptr[at];
		if (c == '\\' && o->quote == '"') {
			at++;
		} else if (c == o->quote) {
			if (c == '"' || at + 1 >= line.len || line.ptr[at + 1] != c) {
				o->quote = '\0';
				return at + 1;
			}
			at++;
		}
	}
	return line.len;
}

static size_t begin_quote(struct outline *o, struct str line, size_t at)
{
	o->quote = line.ptr[at];
	o->quote_line = o->line;
	return pass_quote(o, line, at + 1);
}

/* Goes on with the flow; after its end, or at the line's end. */
static size_t pass_flow(struct outline *o, struct str line, size_t at)
{
	while (at < line.len) {
		char c = line.ptr[at];
		if (is_blank(c)) {
			at++;
			continue;
		}
		if (c == '#' && (at == 0 || is_blank(line.ptr[at - 1]))) {
			return line.len;
		}
		if ((c == '"' || c == '\'') && can_begin_quote(o->before)) {
			o->before = c;
			at = begin_quote(o, line, at);
			continue;
		}
		o->before = c;
		at++;
		if (c == '{' || c == '[') {
			o->flow_depth++;
		} else if (c == '}' || c == ']') {
			o->flow_depth--;
			if (o->flow_depth == 0) {
				return at;
			}
		}
	}
	return line.len;
}

/* Goes on with what is open at the line's head; after it, or at the line's end. */
static size_t pass_open(struct outline *o, struct str line, size_t at)
{
	if (o->quote != '\0') {
		at = pass_quote(o, line, at);
	}
	return o->quote == '\0' && o->flow_depth > 0 ? pass_flow(o, line, at) : at;
}

/* `|` or `>` with its signs and nothing else but a comment. */
static bool take_block_header(struct outline *o, struct str line, size_t at)
{
	int32_t given = 0;
	for (at++; at < line.len && !is_blank(line.ptr[at]); at++) {
		char c = line.ptr[at];
		if (c >= '1' && c <= '9') {
			given = c - '0';
		} else if (c != '+' && c != '-') {
			return false;
		}
	}
	at = skip_blanks(line, at);
	if (at < line.len && line.ptr[at] != '#') {
		return false;
	}
	o->in_block = true;
	o->text_line = o->line;
	o->parent = top_col(o);
	o->block_indent = given > 0 ? (o->parent > 0 ? o->parent : 0) + given : OUTLINE_NO_COL;
	return true;
}

static void take_plain(struct outline *o, struct str line, size_t at)
{
	o->in_plain = line_comment(line, at) == line.len;
	o->text_line = o->line;
	o->parent = top_col(o);
}

/* After an anchor, a tag or an alias; `at` where there is none. */
static size_t skip_property(struct str line, size_t at)
{
	while ((line.ptr[at] == '&' || line.ptr[at] == '!' || line.ptr[at] == '*')) {
		while (!ends_at(line, at)) {
			at++;
		}
		at = skip_blanks(line, at);
		if (at == line.len) {
			break;
		}
	}
	return at;
}

/* The value at `at`, or a key in quotes or braces. Where it goes on after that. */
static size_t take_enclosed(struct outline *o, struct str line, size_t at)
{
	char c = line.ptr[at];
	if (c == '"' || c == '\'') {
		return skip_blanks(line, begin_quote(o, line, at));
	}
	o->flow_line = o->line;
	o->before = c;
	o->flow_depth = 1;
	return skip_blanks(line, pass_flow(o, line, at + 1));
}

static void take_entry(struct outline *o, struct str line, size_t at)
{
	bool has_key = false;
	while (o->n_levels > 0 && top_col(o) > (int32_t)at) {
		o->n_levels--;
	}
	for (;;) {
		at = skip_blanks(line, at);
		if (at < line.len) {
			at = skip_property(line, at);
		}
		if (at == line.len || line.ptr[at] == '#') {
			return;
		}
		char c = line.ptr[at];
		if (!has_key && (c == '-' || c == '?') && ends_at(line, at + 1)) {
			push_level(o, at, c == '-');
			at++;
			continue;
		}
		if ((c == '|' || c == '>') && take_block_header(o, line, at)) {
			return;
		}
		bool is_enclosed = c == '"' || c == '\'' || c == '{' || c == '[';
		size_t after = is_enclosed ? take_enclosed(o, line, at) : line_colon(line, at);
		bool is_key = !has_key && after < line.len && line.ptr[after] == ':' &&
		              line_comment(line, at) > after;
		if (!is_key) {
			if (!is_enclosed) {
				take_plain(o, line, at);
			}
			return;
		}
		push_level(o, at, false);
		has_key = true;
		at = after + 1;
	}
}

static bool is_document_mark(struct str line)
{
	return (str_starts(line, STR("---")) || str_starts(line, STR("..."))) && ends_at(line, 3);
}

bool outline_in_text(const struct outline *o, struct str text)
{
	int32_t indent = (int32_t)line_indent(text);
	if (o->in_block) {
		return line_is_blank(text) ||
		       (o->block_indent == OUTLINE_NO_COL ? indent > o->parent
		                                          : indent >= o->block_indent);
	}
	return o->in_plain && indent > o->parent;
}

static void take_text(struct outline *o, struct str text)
{
	if (o->in_block && o->block_indent == OUTLINE_NO_COL && !line_is_blank(text)) {
		o->block_indent = (int32_t)line_indent(text);
	} else if (o->in_plain && line_comment(text, 0) < text.len) {
		o->in_plain = false;
	}
}

void outline_take(struct outline *o, struct str text)
{
	if (outline_in_text(o, text)) {
		take_text(o, text);
	} else if (o->quote != '\0' || o->flow_depth > 0) {
		pass_open(o, text, 0);
		o->last = o->line;
	} else if (!line_is_blank(text)) {
		size_t indent = line_indent(text);
		o->in_plain = o->in_block = false;
		if (is_document_mark(text)) {
			o->n_levels = 0;
		} else if (text.ptr[indent] != '#') {
			o->last = o->line;
			take_entry(o, text, indent);
		}
	}
	o->line++;
}

void outline_go(struct outline *o, const struct source *src, uint32_t line)
{
	assert(o->line <= line);
	while (o->line < line) {
		outline_take(o, source_line(src, o->line));
	}
}
