/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Correct YAML for what an author meant. Between quotes there are few surprises: single ones
 * where the text holds double ones, `|` where it holds both. Tests read every correction with
 * libyaml and compare.
 */
#include "trap_write.h"

#include "load.h"
#include "trap_outline.h"
#include "utf8.h"

#include <string.h>

static bool holds(struct str s, char c)
{
	return s.len > 0 && memchr(s.ptr, c, s.len) != NULL;
}

/* --- Scalars --------------------------------------------------------------------------- */

/* A quote at `at` that begins a quoted word rather than ends one. */
static bool opens_word(struct str s, size_t at)
{
	return at == 0 || strchr(" (=;:[", s.ptr[at - 1]) != NULL;
}

/*
 * `raw` between the author's own quotes: all of it where they are not a pair round the
 * whole, as in `"Oui" ou "non"`.
 */
static struct str inside_quotes(struct str raw)
{
	char quote = raw.len > 0 ? raw.ptr[0] : '\0';
	if ((quote != '"' && quote != '\'') || raw.len < 2 || raw.ptr[raw.len - 1] != quote) {
		return raw;
	}
	struct str inside = str_slice(raw, 1, raw.len - 2);
	size_t n_quotes = 0, first = SIZE_MAX;
	for (size_t at = 0; at < inside.len; at++) {
		if (inside.ptr[at] == quote && (at == 0 || inside.ptr[at - 1] != '\\')) {
			first = n_quotes++ == 0 ? at : first;
		}
	}
	if (quote == '\'' || n_quotes == 0) {
		return inside;
	}
	if (n_quotes % 2 == 1) { /* the last of them was to end two things: "dit "oui" */
		return str_slice(raw, 1, raw.len - 1);
	}
	return opens_word(inside, first) ? inside : raw;
}

static struct str inside_curly_quotes(struct str raw)
{
	static const struct str open = {"“", sizeof "“" - 1}, close = {"”", sizeof "”" - 1};
	bool is_pair =
		raw.len >= open.len + close.len && str_starts(raw, open) && str_ends(raw, close);
	return is_pair ? str_slice(raw, open.len, raw.len - open.len - close.len) : raw;
}

/* Without the backslash of `\"`, which only means something between double quotes. */
static void add_unescaped(struct buf *out, struct str raw, struct str inside)
{
	bool was_double = inside.len < raw.len && raw.ptr[0] == '"';
	for (size_t at = 0; at < inside.len; at++) {
		bool is_escape = was_double && inside.ptr[at] == '\\' && at + 1 < inside.len &&
		                 inside.ptr[at + 1] == '"';
		if (!is_escape) {
			buf_addc(out, inside.ptr[at]);
		}
	}
}

static void add_between(struct buf *out, char quote, struct str text)
{
	buf_addc(out, quote);
	buf_add(out, text);
	buf_addc(out, quote);
}

static void add_escaped(struct buf *out, struct str text)
{
	buf_addc(out, '"');
	for (size_t at = 0; at < text.len; at++) {
		if (text.ptr[at] == '"' || text.ptr[at] == '\\') {
			buf_addc(out, '\\');
		}
		buf_addc(out, text.ptr[at]);
	}
	buf_addc(out, '"');
}

void write_scalar(struct buf *out, struct str raw, enum write_place place, size_t indent)
{
	struct buf meant = {0};
	add_unescaped(&meant, raw, inside_curly_quotes(inside_quotes(raw)));
	struct str text = buf_str(&meant);
	if (!holds(text, '"') && !holds(text, '\\')) {
		add_between(out, '"', text);
	} else if (!holds(text, '\'')) {
		add_between(out, '\'', text);
	} else if (place == WRITE_IN_BLOCK) {
		buf_addf(out, "|\n%*s%.*s", (int)indent, "", STR_ARG(text));
	} else {
		add_escaped(out, text);
	}
	buf_finish(&meant);
}

/* --- Keys that the format knows ------------------------------------------------------- */

struct key_search {
	struct buf folded, word;
	enum key_use use;
	bool takes_lines;
};

static bool is_text_type(const char *type)
{
	static const char *const types[] = {"texte", "condition", "valeur"};
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (strcmp(type, types[i]) == 0) {
			return true;
		}
	}
	return false;
}

static void compare_key(void *ctx, const char *where, const char *key, const char *type,
                        const char *preset)
{
	(void)where;
	(void)preset;
	struct key_search *search = ctx;
	char first = search->word.len > 0 ? search->word.ptr[0] : '\0';
	if (search->use == KEY_TEXT || ((key[0] & 0x80) == 0 && key[0] != first)) {
		return; /* folding costs more than this look */
	}
	buf_clear(&search->folded);
	utf8_add_folded(&search->folded, str_from(key));
	if (str_eq(buf_str(&search->folded), buf_str(&search->word))) {
		search->use = is_text_type(type) ? KEY_TEXT : KEY_OTHER;
		search->takes_lines =
			search->takes_lines || strncmp(type, "liste ", 6) == 0 ||
			str_find(str_from(type), STR(" par identifiant"), 0) != SIZE_MAX;
	}
}

static struct key_search search_key(struct str word)
{
	struct key_search search = {.use = KEY_UNKNOWN};
	utf8_add_folded(&search.word, word);
	load_each_key(compare_key, &search);
	buf_finish(&search.folded);
	buf_finish(&search.word);
	return search;
}

enum key_use key_use_of(struct str word)
{
	return search_key(word).use;
}

bool key_takes_lines(struct str word)
{
	return search_key(word).takes_lines;
}

/* --- Corrected lines ------------------------------------------------------------------- */

void write_set_fix(struct diags *d, struct diag *to_fix, struct str before, struct str after)
{
	if (d->n <= WRITE_MAX_FIXES && !str_eq(before, after) && after.len > 0 &&
	    after.len <= WRITE_MAX_BYTES) {
		to_fix->fix = arena_str(&d->arena, after);
	}
}

void write_fix(struct diags *d, struct diag *to_fix, struct edit edit)
{
	if (edit.line.len > WRITE_MAX_BYTES || d->n > WRITE_MAX_FIXES) {
		return;
	}
	struct buf fixed = {0};
	buf_add(&fixed, str_slice(edit.line, 0, edit.from));
	buf_add(&fixed, edit.instead);
	buf_add(&fixed, str_slice(edit.line, edit.to, edit.line.len));
	write_set_fix(d, to_fix, edit.line, buf_str(&fixed));
	buf_finish(&fixed);
}
