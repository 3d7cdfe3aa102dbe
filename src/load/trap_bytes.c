/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with the blanks of a file. On the clean path memchr leaps from one byte that
 * might matter to the next; only a blank at the head of a line, or beside the colon of what
 * looks like a key, is looked at with the outline, which knows whether it stands in a text.
 */
#include "traps.h"

#include "i18n.h"
#include "trap_encoding.h"
#include "trap_outline.h"
#include "trap_scene.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

enum {
	/*
	 * A wrong encoding shows at the first accent; further on libyaml's own check is as good,
	 * and trap_syntax explains it.
	 */
	CHECKED_BYTES = 64 * 1024,
	CHUNK_BYTES = 16 * 1024, /* stays in the cache while it is searched for each byte */
};

struct sweep {
	struct diags *d;
	const struct sources *sources;
	uint32_t file;
	const struct source *src;
	uint32_t line;          /* of the place that is looked at */
	struct outline outline; /* at the head of a line not beyond the place that is looked at */
	struct handful tabs, indents, keys;
	bool well;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Only spaces and tabs stand before it on its line. */
static bool is_at_head(struct str s, size_t at)
{
	while (at > 0 && is_blank(s.ptr[at - 1])) {
		at--;
	}
	return at == 0 || s.ptr[at - 1] == '\n';
}

/* The line of the place, which is not before the last one asked for. */
static struct str line_of(struct sweep *w, size_t at)
{
	while (w->line < w->src->n_lines && source_line_at(w->src, w->line + 1) <= at) {
		w->line++;
	}
	return source_line(w->src, w->line);
}

static struct span span_of(const struct sweep *w, struct str line, size_t from, size_t to)
{
	return (struct span){
		.file = w->file,
		.line = w->line,
		.col = (uint32_t)utf8_n_runes(str_slice(line, 0, from)) + 1,
		.n_runes = (uint32_t)utf8_n_runes(str_slice(line, from, to - from)),
	};
}

/* --- Indentation ------------------------------------------------------------------------- */

enum {
	WIDEST_HEAD = 400, /* a head that is wider is no indentation; nor need it be exact */
};

/* With tabs worth `tab` columns and odd blanks worth `odd`. */
static size_t head_width(struct str head, size_t tab, size_t odd)
{
	size_t width = 0;
	uint32_t rune;
	for (size_t at = 0; at < head.len && width < WIDEST_HEAD;) {
		at += utf8_decode(head, at, &rune);
		width += rune == '\t' ? tab : rune == ' ' ? 1 : odd;
	}
	return width;
}

/* Where a line is expected: under a key that has no value yet, else beside the last one. */
static size_t expected_width(const struct outline *o, const struct source *src)
{
	if (o->n_levels == 0) {
		return 0;
	}
	struct str last = source_line(src, o->last);
	struct entry e = entry_read(last);
	bool is_bare = e.colon != SIZE_MAX && e.value == e.end;
	return (size_t)o->levels[o->n_levels - 1].col + (is_bare ? WRITE_INDENT : 0);
}

static bool is_level(const struct outline *o, size_t width)
{
	for (uint32_t i = 0; i < o->n_levels; i++) {
		if ((size_t)o->levels[i].col == width) {
			return true;
		}
	}
	return false;
}

/* What such blanks may be worth; the last: they slipped in between the right spaces. */
static const struct {
	size_t tab, odd;
} worths[] = {{WRITE_INDENT, 1}, {4, 1}, {8, 1}, {0, 0}};

/* After a text under `|` it is the key that comes next, and no line of the text. */
static bool is_format_key(struct str rest)
{
	struct entry e = entry_read(rest);
	return e.colon != SIZE_MAX && key_use_of(str_slice(rest, 0, e.colon)) != KEY_UNKNOWN;
}

/* Whatever puts the line where one is expected, or beside some line above. */
static size_t best_width(const struct outline *o, const struct source *src, struct str line,
                         size_t head_end)
{
	struct str head = str_slice(line, 0, head_end);
	if (o->in_block && !is_format_key(str_slice(line, head_end, line.len))) {
		size_t parent = o->parent < 0 ? 0 : (size_t)o->parent;
		return o->block_indent != OUTLINE_NO_COL ? (size_t)o->block_indent
		                                         : parent + WRITE_INDENT;
	}
	size_t expected = expected_width(o, src), found = SIZE_MAX;
	for (size_t i = 0; i < sizeof worths / sizeof worths[0]; i++) {
		size_t width = head_width(head, worths[i].tab, worths[i].odd);
		if (width == expected) {
			return width;
		}
		if (found == SIZE_MAX && is_level(o, width)) {
			found = width;
		}
	}
	return found != SIZE_MAX ? found : head_width(head, WRITE_INDENT, 1);
}

/* A plain text goes on here, and no key is meant. */
static bool goes_on(const struct outline *o, struct str line, struct str rest)
{
	return outline_in_text(o, line) && line_colon(rest, 0) == SIZE_MAX && rest.len > 0;
}

/* The tab doesn't matter to YAML: in a text after its indentation, in quotes, in braces. */
static bool is_tab_harmless(const struct outline *o, struct str line, struct str rest)
{
	if (o->in_block) {
		return o->block_indent != OUTLINE_NO_COL &&
		       line_indent(line) >= (size_t)o->block_indent;
	}
	return o->quote != '\0' || o->flow_depth > 0 || goes_on(o, line, rest);
}

static bool is_odd_blank_harmless(const struct outline *o, struct str line, struct str rest)
{
	if (o->in_block) {
		return outline_in_text(o, line);
	}
	if (o->flow_depth > 0) {
		return line_colon(rest, 0) == SIZE_MAX;
	}
	return o->quote != '\0' || goes_on(o, line, rest);
}

/* The outline goes past the line, as it should have been. */
static void take_straightened(struct sweep *w, struct str line, size_t head, struct buf *ret_fixed)
{
	size_t width = best_width(&w->outline, w->src, line, head);
	buf_addf(ret_fixed, "%*s", (int)width, "");
	buf_add(ret_fixed, str_slice(line, head, line.len));
	outline_take(&w->outline, buf_str(ret_fixed));
}

/* What is told of a blank that is no space, by whether anything follows it on its line. */
static const struct head_trap {
	enum diag_code code;
	const char *alone, *before_text;
} head_traps[] = {
	{DIAG_PAR04, N_("cette ligne paraît vide, mais contient une tabulation : effacez-la"),
         N_("cette ligne commence par une tabulation : mettez des espaces")},
	{DIAG_PAR05, N_("cette ligne paraît vide, mais contient une espace insécable : effacez-la"),
         N_("cette ligne commence par une espace insécable : mettez des espaces ordinaires")},
};

static void tell_head(struct sweep *w, const struct head_trap *trap, struct handful *lines,
                      struct str line, size_t head)
{
	struct buf fixed = {0};
	take_straightened(w, line, head, &fixed);
	struct span span = span_of(w, line, 0, head);
	w->well = false;
	if (handful_take(lines, span)) {
		bool is_alone = head == line.len;
		struct diag *told = diags_add(w->d, trap->code, span, "%s",
		                              is_alone ? _(trap->alone) : _(trap->before_text));
		if (!is_alone) {
			write_fix(w->d, told, (struct edit){line, 0, line.len, buf_str(&fixed)});
		}
	}
	buf_finish(&fixed);
}

/* A tab or a no-break space in the head of its line, at byte `at`. */
static void look_at_head(struct sweep *w, size_t at, bool is_tab)
{
	struct str line = line_of(w, at);
	if (w->line < w->outline.line) {
		return; /* told already */
	}
	outline_go(&w->outline, w->src, w->line);
	size_t head = line_skip_blanks(line, 0);
	struct str rest = str_slice(line, head, line.len);
	if (is_tab && !is_tab_harmless(&w->outline, line, rest)) {
		tell_head(w, &head_traps[0], &w->tabs, line, head);
	} else if (!is_tab && !is_odd_blank_harmless(&w->outline, line, rest)) {
		tell_head(w, &head_traps[1], &w->indents, line, head);
	}
}

/* --- Keys -------------------------------------------------------------------------------- */

static void look_at_key(struct sweep *w, size_t at)
{
	struct odd_key key;
	struct str line = line_of(w, at);
	if (w->line < w->outline.line || !odd_key_read(line, &key)) {
		return;
	}
	outline_go(&w->outline, w->src, w->line);
	const struct outline *o = &w->outline;
	struct str word = str_slice(line, key.word, key.word_end - key.word);
	if (o->quote != '\0' || o->flow_depth > 0 || outline_in_text(o, line) ||
	    word_is_upper(word)) {
		return;
	}
	w->well = false;
	struct span span = span_of(w, line, key.word, key.word_end);
	if (handful_take(&w->keys, span)) {
		odd_key_tell(w->d, span, line, &key);
	}
}

/* --- The search -------------------------------------------------------------------------- */

/* Looks at the byte found at `at`; where to search on. */
typedef size_t (*look_fn)(struct sweep *w, size_t at);

static size_t look_at_tab(struct sweep *w, size_t at)
{
	if (is_at_head(w->src->bytes, at)) {
		look_at_head(w, at, true);
	}
	return line_skip_blanks(w->src->bytes, at);
}

/* A colon stands before it, or after it and more of its kind. */
static bool is_beside_colon(struct str s, size_t at, size_t after)
{
	return (at > 0 && s.ptr[at - 1] == ':') || (after < s.len && s.ptr[after] == ':');
}

enum {
	WORD_MAX_BYTES = 256, /* what is longer is no key */
};

/* Only one word, blanks and dashes stand before it on its line. */
static bool is_after_first_word(struct str s, size_t at)
{
	size_t from = at;
	while (at > 0 && strchr(" \t\n\r", s.ptr[at - 1]) == NULL) {
		at--;
		if (from - at > WORD_MAX_BYTES) {
			return false;
		}
	}
	while (at > 0 && strchr(" \t-", s.ptr[at - 1]) != NULL) {
		at--;
	}
	return at == 0 || s.ptr[at - 1] == '\n';
}

static size_t end_of_line(struct str s, size_t at)
{
	size_t end = str_find(s, STR("\n"), at);
	return end == SIZE_MAX ? s.len : end;
}

static size_t look_at_odd_blank(struct sweep *w, size_t at)
{
	struct str s = w->src->bytes;
	if (line_odd_blank(s, at) == 0) {
		return at + 1;
	}
	size_t after = line_skip_blanks(s, at);
	if (is_at_head(s, at)) {
		look_at_head(w, at, false);
	} else if (is_beside_colon(s, at, after)) {
		if (is_after_first_word(s, at)) {
			look_at_key(w, at);
		}
		return end_of_line(s, at); /* what comes later on the line is no first word */
	}
	return after;
}

/* U+0085, U+2028 and U+2029 end a line for libyaml, but not in any editor. */
static bool is_line_mark(struct str s, size_t at)
{
	const char *p = s.ptr + at;
	size_t room = s.len - at;
	return (room >= 2 && p[0] == '\xC2' && p[1] == '\x85') ||
	       (room >= 3 && p[0] == '\xE2' && p[1] == '\x80' &&
	        (p[2] == '\xA8' || p[2] == '\xA9'));
}

static size_t look_at_lead(struct sweep *w, size_t at)
{
	if (is_line_mark(w->src->bytes, at)) {
		w->well = false;
		encoding_tell_character(w->d, w->sources, w->file, at);
		return w->src->bytes.len; /* one is enough: it is seldom alone */
	}
	return look_at_odd_blank(w, at);
}

/* A CR that no LF follows. */
static size_t look_at_cr(struct sweep *w, size_t at)
{
	struct str s = w->src->bytes;
	if (at + 1 < s.len && s.ptr[at + 1] == '\n') {
		return at + 2;
	}
	w->well = false;
	struct span span = source_span(w->sources, w->file, at);
	diags_add(w->d, DIAG_PAR02, span,
	          _("des fins de ligne d'ancien Mac (CR seul) : enregistrez le fichier avec des "
	            "fins de ligne Unix (LF)"));
	return s.len;
}

static const struct {
	char byte;
	look_fn look;
} needles[] = {
	{'\t', look_at_tab},
	{'\xC2', look_at_lead}, /* U+0085, U+00A0 */
	{'\xE2', look_at_lead}, /* U+2007 to U+202F */
	{'\r', look_at_cr},
};

enum {
	N_NEEDLES = sizeof needles / sizeof needles[0],
};

/* The next byte of the nth kind in [from, to); SIZE_MAX: none. */
static size_t find(const struct sweep *w, size_t nth, size_t from, size_t to)
{
	const char *bytes = w->src->bytes.ptr;
	const char *hit = from < to ? memchr(bytes + from, needles[nth].byte, to - from) : NULL;
	return hit != NULL ? (size_t)(hit - bytes) : SIZE_MAX;
}

static size_t nearest(const size_t *hits)
{
	size_t best = 0;
	for (size_t nth = 1; nth < N_NEEDLES; nth++) {
		best = hits[nth] < hits[best] ? nth : best;
	}
	return best;
}

/* In the order of the bytes, whatever their kind, for the outline only goes forward. */
static void sweep_chunk(struct sweep *w, size_t *resume, size_t to)
{
	size_t hits[N_NEEDLES];
	for (size_t nth = 0; nth < N_NEEDLES; nth++) {
		hits[nth] = find(w, nth, resume[nth], to);
	}
	for (;;) {
		size_t nth = nearest(hits);
		if (hits[nth] == SIZE_MAX) {
			break;
		}
		resume[nth] = needles[nth].look(w, hits[nth]);
		hits[nth] = find(w, nth, resume[nth], to);
	}
	for (size_t nth = 0; nth < N_NEEDLES; nth++) {
		resume[nth] = resume[nth] > to ? resume[nth] : to;
	}
}

static void tell_rest(const struct sweep *w)
{
	size_t n = handful_rest(&w->tabs);
	if (n > 0) {
		diags_add(w->d, DIAG_PAR04, w->tabs.next,
		          COUNTED(n, "et %zu autre ligne avec une tabulation",
		                  "et %zu autres lignes avec une tabulation"),
		          n);
	}
	n = handful_rest(&w->indents);
	if (n > 0) {
		diags_add(w->d, DIAG_PAR05, w->indents.next,
		          COUNTED(n, "et %zu autre ligne avec une espace insécable dans le retrait",
		                  "et %zu autres lignes avec une espace insécable dans le retrait"),
		          n);
	}
	n = handful_rest(&w->keys);
	if (n > 0) {
		diags_add(w->d, DIAG_PAR05, w->keys.next,
		          COUNTED(n, "et %zu autre clé avec une espace insécable",
		                  "et %zu autres clés avec une espace insécable"),
		          n);
	}
}

bool trap_bytes(struct diags *d, const struct sources *sources, uint32_t file)
{
	struct sweep w = {
		.d = d,
		.sources = sources,
		.file = file,
		.src = &sources->list[file],
		.line = 1,
		.well = true,
	};
	if (encoding_trap_kind(d, sources, file) ||
	    encoding_trap_characters(d, sources, file, CHECKED_BYTES)) {
		return false;
	}
	outline_begin(&w.outline);
	size_t resume[N_NEEDLES] = {0};
	for (size_t at = 0; at < w.src->bytes.len; at += CHUNK_BYTES) {
		size_t room = w.src->bytes.len - at;
		sweep_chunk(&w, resume, at + (room < CHUNK_BYTES ? room : CHUNK_BYTES));
	}
	tell_rest(&w);
	return w.well;
}
