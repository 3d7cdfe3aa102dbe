/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From expressions to values; how they are put in is prose.h's. */
#include "said.h"

#include "buf.h"
#include "i18n.h"
#include "utf8.h"

static struct str print_value(struct arena *arena, const struct facts *facts, const struct expr *e)
{
	struct buf b = {0};
	if (facts == NULL) {
		return STR("…");
	}
	value_print(&b, facts, expr_eval(facts, e));
	struct str printed = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return printed;
}

struct said said_make(struct arena *arena, const struct facts *facts, const struct text *text)
{
	uint32_t n = text_n_inserts(text);
	struct str *values = arena_array(arena, n, sizeof *values);
	for (uint32_t i = 0; i < n; i++) {
		values[i] = print_value(arena, facts, text->inserts->list[i]);
	}
	return (struct said){text->source, {values, n}};
}

bool said_is_empty(struct said s)
{
	return s.source.len == 0;
}

struct str said_line(struct arena *arena, struct said s)
{
	struct buf b = {0};
	prose_add_line(&b, s.source, s.values);
	struct str line = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return line;
}

struct str said_plain(struct arena *arena, struct said s)
{
	struct buf b = {0};
	prose_add_plain(&b, s.source, s.values, 0, NULL);
	struct str text = arena_str(arena, str_trim(buf_str(&b)));
	buf_finish(&b);
	return text;
}

struct str said_line_of(struct arena *arena, const struct facts *facts, const struct text *text)
{
	return said_line(arena, said_make(arena, facts, text));
}

struct str said_words(struct arena *arena, struct str words)
{
	/* As the value of a mark, nothing in it can be taken for Markdown. */
	char mark[UTF8_MAX_BYTES];
	size_t len = utf8_encode(RUNE_MARK, mark);
	return said_line(arena, (struct said){{mark, len}, {&words, 1}});
}

struct str said_year(struct arena *arena, struct str year)
{
	struct buf b = {0};
	if (str_eq(year, STR("s.d."))) {
		buf_add(&b, str_from(_("sans date")));
	} else if (str_starts(year, STR("~"))) {
		buf_add(&b, str_from(_("vers ")));
		buf_add(&b, str_slice(year, 1, year.len));
	} else {
		buf_add(&b, year);
	}
	struct str said = said_words(arena, buf_str(&b));
	buf_finish(&b);
	return said;
}

/* True where words end in a sign after which nothing more is needed. */
static bool has_end(struct str words)
{
	static const struct str ends[] = {{"?", 1}, {":", 1}, {".", 1}, {"…", 3}};
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		if (str_ends(words, ends[i])) {
			return true;
		}
	}
	return false;
}

struct str said_pair(struct arena *arena, struct str label, struct str answer)
{
	struct buf b = {0};
	buf_add(&b, label);
	if (str_find(label, STR(":"), 0) != SIZE_MAX && !str_ends(label, STR(":"))) {
		buf_add(&b, STR(", ")); // two colons in one line would be read amiss
	} else {
		buf_add(&b, str_from(has_end(label) ? " " : " : "));
	}
	buf_add(&b, answer);
	struct str pair = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return pair;
}
