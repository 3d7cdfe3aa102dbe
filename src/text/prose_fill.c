/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text on its way into a block's draft: marks become values, cleaned and literal; what an empty
 * value or one that ends its own sentence leaves too much of goes. Which block it is, and in
 * what style, is the parser's business.
 */
#include "prose_fill.h"

#include "prose_entity.h"
#include "prose_look.h"
#include "sanitise.h"

#include <string.h>

enum {
	MARK_FIRST_BYTE = 0xF3, /* of every mark in UTF-8, and of no character in use */
};

static bool is_mark(uint32_t rune)
{
	return rune >= RUNE_MARK && rune <= RUNE_MARK_LAST;
}

void prose_fill_begin(struct prose_fill *f, bool splits)
{
	f->splits = splits;
	f->after_empty = f->after_value = false;
}

/* An empty value leaves the blanks on both its sides: one is enough. */
static struct str without_second_blank(struct prose_fill *f, struct str text)
{
	struct str before = buf_str(&f->draft.text);
	bool after_blank =
		before.len == 0 || str_ends(before, STR(" ")) || str_ends(before, STR("\n"));
	if (f->after_empty && after_blank && str_starts(text, STR(" "))) {
		text = str_slice(text, 1, text.len);
	}
	f->after_empty = false;
	return text;
}

/* A value that ends a sentence by itself (« … ») needs no full stop behind it. */
static struct str without_second_stop(struct prose_fill *f, struct str text)
{
	static const struct str ends[] = {{"…", 3}, {".", 1}, {"!", 1}, {"?", 1}};
	struct str before = buf_str(&f->draft.text);
	bool is_stop = f->after_value && str_starts(text, STR(".")) && !str_starts(text, STR(".."));
	for (size_t i = 0; is_stop && i < sizeof ends / sizeof ends[0]; i++) {
		if (str_ends(before, ends[i])) {
			text = str_slice(text, 1, text.len);
			break;
		}
	}
	f->after_value = false;
	return text;
}

void prose_fill_add(struct prose_fill *f, struct str text)
{
	text = without_second_stop(f, without_second_blank(f, text));
	prose_draft_add(&f->draft, text, f->style, f->target);
}

/* What parts two lines of a value, or two paragraphs where there is a blank line. */
static struct str separator(const struct prose_fill *f, bool after_blank)
{
	if (f->is_line) {
		return STR(" ");
	}
	return after_blank && f->splits ? PROSE_PARAGRAPH_SEPARATOR : STR("\n");
}

static void add_lines(struct prose_fill *f, struct str value)
{
	struct str line;
	bool is_first = true, after_blank = false;
	while (str_next_line(&value, &line)) {
		if (str_trim(line).len == 0) {
			after_blank = true;
			continue;
		}
		if (!is_first) {
			prose_fill_add(f, separator(f, after_blank));
		}
		prose_fill_add(f, line);
		is_first = after_blank = false;
	}
}

/* A character in the range of marks that a person typed is no mark of ours. */
static void clean_value(struct buf *out, struct str value)
{
	struct buf clean = {0};
	uint32_t rune;
	sanitise(&clean, value);
	struct str s = buf_str(&clean);
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(s, at, &rune);
		buf_add_rune(out, is_mark(rune) ? RUNE_REPLACEMENT : rune);
	}
	buf_finish(&clean);
}

static void add_value(struct prose_fill *f, size_t k)
{
	struct buf clean = {0};
	clean_value(&clean, k < f->values.n ? f->values.values[k] : STR("…"));
	struct str value = buf_str(&clean);
	size_t len = f->draft.text.len;
	if (str_find(value, STR("\n"), 0) == SIZE_MAX) {
		prose_fill_add(f, value);
	} else {
		add_lines(f, value);
	}
	f->after_empty = f->draft.text.len == len;
	f->after_value = !f->after_empty;
	buf_finish(&clean);
}

static void add_piece(struct prose_fill *f, struct str text)
{
	if (text.len > 0) {
		prose_fill_add(f, text);
	}
}

void prose_fill_add_text(struct prose_fill *f, struct str text)
{
	size_t from = 0;
	for (size_t at = 0; at < text.len;) {
		const char *hit = memchr(text.ptr + at, MARK_FIRST_BYTE, text.len - at);
		if (hit == NULL) {
			break;
		}
		uint32_t rune;
		at = (size_t)(hit - text.ptr);
		size_t len = utf8_decode(text, at, &rune);
		if (is_mark(rune)) {
			add_piece(f, str_slice(text, from, at - from));
			add_value(f, rune - RUNE_MARK);
			from = at + len;
		}
		at += len;
	}
	add_piece(f, str_slice(text, from, text.len));
}

void prose_fill_add_entity(struct prose_fill *f, struct str entity)
{
	struct buf decoded = {0};
	prose_entity_decode(&decoded, entity);
	prose_fill_add(f, buf_str(&decoded));
	buf_finish(&decoded);
}

void prose_fill_without_marks(struct buf *out, struct str text)
{
	uint32_t rune;
	for (size_t at = 0; at < text.len;) {
		size_t len = utf8_decode(text, at, &rune);
		if (!is_mark(rune)) {
			buf_add(out, str_slice(text, at, len));
		}
		at += len;
	}
}
