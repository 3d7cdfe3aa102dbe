/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings are values, collected, sorted and printed in one place. */
#include "diag.h"

#include "i18n.h"
#include "mem.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	enum diag_severity severity;
	const char *summary;
} codes[DIAG_N_CODES] = {

#define DIAG_ROW(name, severity, summary) [DIAG_##name] = {#name, severity, summary},
	DIAG_LIST(DIAG_ROW)
#undef DIAG_ROW
};

enum {
	FIX_LINES = 6, /* of a correction that are shown; the rest is alike */
	RUNE_SOFT_HYPHEN = 0xAD,
	EXCERPT_RUNES = 100, /* what of a long line is shown, the place in its middle */
};

/*
 * French spacing for our own sentences: the blank before : ; ? ! » and the one after « don't
 * break. What a journey says goes through text/typography.c instead, which knows more.
 */
static void add_spaced(struct buf *out, struct str s)
{
	struct str close = STR("»"), open = STR("«");
	for (size_t i = 0; i < s.len; i++) {
		struct str next = str_slice(s, i + 1, s.len);
		bool before = next.len > 0 &&
		              (strchr(":;?!", next.ptr[0]) != NULL || str_starts(next, close));
		bool after = str_ends(str_slice(s, 0, i), open);
		if (s.ptr[i] == ' ' && (before || after)) {
			buf_add_rune(out, RUNE_NBSP);
		} else {
			buf_addc(out, s.ptr[i]);
		}
	}
}

void diags_finish(struct diags *d)
{
	arena_finish(&d->arena);
	mem_free(d->list);
	*d = (struct diags){0};
}

bool diags_is_full(const struct diags *d)
{
	return d->n >= DIAGS_MAX;
}

/* How many there are of its severity. */
static size_t *count_of(struct diags *d, enum diag_code code)
{
	return codes[code].severity == DIAG_ERROR ? &d->n_errors : &d->n_warnings;
}

struct diag *diags_add(struct diags *d, enum diag_code code, struct span span, const char *format,
                       ...)
{
	size_t n_alike = ++*count_of(d, code);
	bool is_warning = codes[code].severity == DIAG_WARNING;
	if (diags_is_full(d) || (is_warning && n_alike > DIAGS_MAX_WARNINGS)) {
		d->n_more++;
		d->spare = (struct diag){.code = code, .span = span};
		return &d->spare;
	}
	if (d->n == d->cap) {
		d->cap = d->cap == 0 ? 16 : d->cap * 2;
		d->list = mem_resize(d->list, d->cap, sizeof d->list[0]);
	}
	struct buf message = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&message, format, args);
	va_end(args);
	struct buf spaced = {0};
	add_spaced(&spaced, buf_str(&message));
	struct diag *added = &d->list[d->n++];
	*added = (struct diag){
		.code = code,
		.span = span,
		.message = arena_str(&d->arena, buf_str(&spaced)),
		.other = {.file = SPAN_NO_FILE},
	};
	buf_finish(&spaced);
	buf_finish(&message);
	return added;
}

void diags_add_all(struct diags *d, const struct diags *more)
{
	size_t n_errors = d->n_errors + more->n_errors;
	size_t n_warnings = d->n_warnings + more->n_warnings;
	for (size_t i = 0; i < more->n; i++) {
		const struct diag *from = &more->list[i];
		struct diag *to =
			diags_add(d, from->code, from->span, "%.*s", STR_ARG(from->message));
		to->fix = arena_str(&d->arena, from->fix);
		to->other = from->other;
	}
	d->n_errors = n_errors;
	d->n_warnings = n_warnings;
	d->n_more += more->n_more;
}

void diags_drop_last(struct diags *d)
{
	d->n--;
	--*count_of(d, d->list[d->n].code);
}

void diags_drop_between(struct diags *d, size_t from, size_t to, enum diag_code code)
{
	size_t kept = from;
	for (size_t i = from; i < d->n; i++) {
		if (i < to && d->list[i].code == code) {
			--*count_of(d, code);
		} else {
			d->list[kept++] = d->list[i];
		}
	}
	d->n = kept;
}

static int compare(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right)
{
	const struct diag *a = left, *b = right;
	int order = compare(a->span.file, b->span.file);
	if (order == 0) {
		order = compare(a->span.line, b->span.line);
	}
	if (order == 0) {
		order = compare(a->span.col, b->span.col);
	}
	if (order == 0) {
		order = compare(a->code, b->code);
	}
	return order != 0 ? order : str_cmp(a->message, b->message);
}

void diags_sort(struct diags *d)
{
	if (d->n == 0) {
		return;
	}
	qsort(d->list, d->n, sizeof d->list[0], by_place);
	size_t kept = 1;
	for (size_t i = 1; i < d->n; i++) {
		const struct diag *last = &d->list[kept - 1], *next = &d->list[i];
		if (last->code == next->code && last->span.file == next->span.file &&
		    last->span.line == next->span.line && last->span.col == next->span.col) {
			--*count_of(d, next->code);
			continue;
		}
		d->list[kept++] = *next;
	}
	d->n = kept;
}

const char *diag_code_name(enum diag_code code)
{
	return codes[code].name;
}

enum diag_severity diag_code_severity(enum diag_code code)
{
	return codes[code].severity;
}

const char *diag_code_summary(enum diag_code code)
{
	return _(codes[code].summary);
}

/* The one place of this layer where foreign bytes go out; a tab is one blank. */
static void add_shown(struct buf *out, struct str s)
{
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(s, at, &rune);
		if (rune == '\t') {
			rune = ' ';
		} else if (rune_is_hidden(rune) || rune == RUNE_SOFT_HYPHEN) {
			rune = RUNE_REPLACEMENT;
		}
		buf_add_rune(out, rune_picture(rune));
	}
}

static void add_excerpt(struct buf *out, const struct source *src, struct span span,
                        struct diag_style style)
{
	struct str line = source_line(src, span.line);
	size_t skip = span.col > EXCERPT_RUNES * 3 / 4 ? span.col - EXCERPT_RUNES / 2 : 0;
	size_t from = utf8_offset(line, skip);
	struct str rest = str_slice(line, from, line.len);
	struct str part = str_slice(rest, 0, utf8_offset(rest, EXCERPT_RUNES));
	struct buf shown = {0};
	if (skip > 0) {
		buf_add(&shown, STR("…"));
	}
	size_t before = span.col - 1 - skip;
	add_shown(&shown, str_slice(part, 0, utf8_offset(part, before)));
	size_t caret_cols = utf8_cols(buf_str(&shown), style.width);
	add_shown(&shown, str_slice(part, utf8_offset(part, before), part.len));
	if (part.len < rest.len) {
		buf_add(&shown, STR("…"));
	}
	struct str marked =
		str_slice(part, utf8_offset(part, before),
	                  utf8_offset(part, before + span.n_runes) - utf8_offset(part, before));
	struct buf marked_shown = {0};
	add_shown(&marked_shown, marked);
	size_t mark_cols = utf8_cols(buf_str(&marked_shown), style.width);
	buf_finish(&marked_shown);
	buf_addf(out, "%6u | ", span.line);
	buf_add(out, buf_str(&shown));
	buf_addf(out, "\n       | %*s", (int)caret_cols, "");
	buf_add(out, str_from(style.colour ? "\033[1m" : ""));
	for (size_t i = 0; i < (mark_cols > 0 ? mark_cols : 1); i++) {
		buf_addc(out, '^');
	}
	buf_add(out, str_from(style.colour ? "\033[0m\n" : "\n"));
	buf_finish(&shown);
}

static void add_place(struct buf *out, struct span span, const struct sources *sources)
{
	add_shown(out, sources->list[span.file].name);
	if (span.line > 0) {
		buf_addf(out, ":%u:%u", span.line, span.col);
	}
}

void diag_print(struct buf *out, const struct diag *d, const struct sources *sources,
                struct diag_style style)
{
	bool is_error = codes[d->code].severity == DIAG_ERROR;
	if (d->span.file != SPAN_NO_FILE) {
		add_place(out, d->span, sources);
		buf_add(out, STR(": "));
	}
	buf_addf(out,
	         "%s%s[%s]%s\u00a0: ", style.colour ? (is_error ? "\033[1;31m" : "\033[1;33m") : "",
	         is_error ? _("erreur") : _("avertissement"), codes[d->code].name,
	         style.colour ? "\033[0m" : "");
	add_shown(out, d->message);
	buf_addc(out, '\n');
	if (d->span.file != SPAN_NO_FILE && d->span.line > 0) {
		add_excerpt(out, &sources->list[d->span.file], d->span, style);
	}
	if (d->fix.len > 0) {
		buf_addf(out, "  %s\n       | ", _("Écrivez plutôt\u00a0:"));
		struct str rest = d->fix, line;
		size_t n = 0;
		for (; str_next_line(&rest, &line); n++) {
			if (n < FIX_LINES) {
				buf_add(out, n > 0 ? STR("       | ") : STR(""));
				add_shown(out, line);
				buf_addc(out, '\n');
			}
		}
		if (n > FIX_LINES) {
			n -= FIX_LINES;
			buf_add(out, STR("       | "));
			buf_addf(out,
			         COUNTED(n, "… et %zu autre ligne\n", "… et %zu autres lignes\n"),
			         n);
		}
	}
	if (d->other.file != SPAN_NO_FILE) {
		buf_addf(out, "  %s ", _("Voir aussi\u00a0:"));
		add_place(out, d->other, sources);
		buf_addc(out, '\n');
	}
}

void diags_print(struct buf *out, const struct diags *d, const struct sources *sources,
                 struct diag_style style)
{
	for (size_t i = 0; i < d->n; i++) {
		diag_print(out, &d->list[i], sources, style);
	}
	if (d->n == 0) {
		return;
	}
	if (d->n_more > 0) {
		buf_addf(out, COUNTED(d->n_more, "… et %zu autre.\n", "… et %zu autres.\n"),
		         d->n_more);
	}
	buf_addf(out, "%zu %s, %zu %s.\n", d->n_errors, COUNTED(d->n_errors, "erreur", "erreurs"),
	         d->n_warnings, COUNTED(d->n_warnings, "avertissement", "avertissements"));
}
