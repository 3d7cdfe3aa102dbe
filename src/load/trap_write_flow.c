/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Braces and brackets, read as their author means them: a text goes on to the next `, clé: `
 * or to the end, whatever it holds. What comes out differs from what went in only where YAML
 * would have read something else.
 */
#include "trap_write.h"

#include "trap_outline.h"
#include "utf8.h"

#include <string.h>

enum {
	FLOW_MAX_DEPTH = 16,
	/* Inner ones that turned out to be texts are read again: no more than that, for they nest.
	 */
	FLOW_MAX_TEXTS = 32,
};

struct flow {
	struct buf *out;
	struct str s;
	size_t at;
	size_t indent; /* of the line on which the outermost one begins */
	int depth, n_texts;
};

static bool is_gap(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_gaps(struct str s, size_t at)
{
	while (at < s.len && is_gap(s.ptr[at])) {
		at++;
	}
	return at;
}

/* Past blanks, line ends and whole comments. */
static size_t skip_comments(struct str s, size_t at)
{
	at = skip_gaps(s, at);
	while (at + 1 < s.len && s.ptr[at] == '#' && is_gap(s.ptr[at + 1])) {
		size_t end = str_find(s, STR("\n"), at);
		at = end == SIZE_MAX ? s.len : skip_gaps(s, end);
	}
	return at;
}

static bool is_flow_end(char c)
{
	return c == '}' || c == ']';
}

/* The colon of the `word: ` at `at`; SIZE_MAX where there is no such thing. */
static size_t word_colon(struct str s, size_t at)
{
	size_t end = at;
	while (end < s.len && strchr(" \t\r\n:,[]{}\"'#", s.ptr[end]) == NULL) {
		end++;
	}
	bool is_key = end + 1 < s.len && s.ptr[end] == ':' &&
	              (is_gap(s.ptr[end + 1]) || strchr(",[]{}", s.ptr[end + 1]) != NULL) &&
	              is_word(str_slice(s, at, end - at));
	return is_key ? end : SIZE_MAX;
}

/* `word:` without a blank after it, where the word is a key of the format. */
static bool is_glued_key(struct str s, size_t at)
{
	size_t end = at;
	while (end < s.len && strchr(" \t\r\n:,[]{}\"'#", s.ptr[end]) == NULL) {
		end++;
	}
	return end < s.len && s.ptr[end] == ':' && end > at &&
	       key_use_of(str_slice(s, at, end - at)) != KEY_UNKNOWN;
}

/* After the `}` of the `${` at `at`, literals in it passed over; SIZE_MAX: not on this line. */
static size_t after_insert(struct str s, size_t at)
{
	bool in_literal = false;
	for (at += 2; at < s.len && s.ptr[at] != '\n'; at++) {
		if (s.ptr[at] == '"') {
			in_literal = !in_literal;
		} else if (s.ptr[at] == '}' && !in_literal) {
			return at + 1;
		}
	}
	return SIZE_MAX;
}

/* The line after the LF at `at` is no part of a flow that a line at `indent` begins. */
static bool leaves_flow(struct str s, size_t at, size_t indent)
{
	struct str rest = str_slice(s, at + 1, s.len), line = {0};
	while (str_next_line(&rest, &line) && line_is_blank(line)) {
	}
	if (line_is_blank(line)) {
		return true;
	}
	struct entry e = entry_read(line);
	return e.indent <= indent && !is_flow_end(line.ptr[e.indent]);
}

/* After a comma: another item, and not more of the text. */
static bool is_next_item(struct str s, size_t at, bool in_list)
{
	size_t next = skip_gaps(s, at);
	return in_list || next == s.len || word_colon(s, next) != SIZE_MAX || is_glued_key(s, next);
}

/* After a blank: a key of the format, whose comma was forgotten. */
static bool is_next_key(struct str s, size_t at)
{
	size_t colon = at < s.len ? word_colon(s, at) : SIZE_MAX;
	return colon != SIZE_MAX && key_use_of(str_slice(s, at, colon - at)) != KEY_UNKNOWN;
}

/* The text ends at `at`, where nothing of its own is open. */
static bool ends_text(struct str s, size_t at, bool in_list)
{
	char c = s.ptr[at];
	return is_flow_end(c) || (c == ',' && is_next_item(s, at + 1, in_list)) ||
	       (is_gap(c) && !in_list && is_next_key(s, at + 1));
}

static size_t text_end(const struct flow *f, size_t at, bool in_list)
{
	struct str s = f->s;
	int depth = 0; /* of brackets that the text opens itself, as a link does */
	for (; at < s.len; at++) {
		char c = s.ptr[at];
		bool leaves = c == '\n' && leaves_flow(s, at, f->indent);
		if (leaves || (depth == 0 && ends_text(s, at, in_list))) {
			break;
		}
		if (str_starts(str_slice(s, at, 2), STR("${"))) {
			size_t after = after_insert(s, at);
			if (after == SIZE_MAX) {
				break;
			}
			at = after - 1;
		} else if (c == '[' || c == '{' || c == '(') {
			depth++;
		} else if (depth > 0 && (is_flow_end(c) || c == ')')) {
			depth--;
		}
	}
	return at;
}

size_t write_flow_text_end(struct str s, size_t at, bool in_list)
{
	struct flow f = {.s = s};
	return text_end(&f, at, in_list);
}

static bool needs_quotes(struct str text)
{
	static const char reserved[] = "@`%!&*|>[]{},#\"'";
	if (text.len == 0) {
		return false;
	}
	bool is_signed =
		strchr(reserved, text.ptr[0]) != NULL ||
		(strchr("-?:", text.ptr[0]) != NULL && (text.len == 1 || is_gap(text.ptr[1])));
	if (is_signed || text.ptr[text.len - 1] == ':') {
		return true;
	}
	for (size_t at = 0; at < text.len; at++) {
		char c = text.ptr[at];
		char next = at + 1 < text.len ? text.ptr[at + 1] : ' ';
		if (strchr(",[]{}", c) != NULL || (c == ':' && is_gap(next)) ||
		    (is_gap(c) && next == '#')) {
			return true;
		}
	}
	return false;
}

/* `3,5`: between braces a number has a point. */
static bool is_decimal(struct str text)
{
	size_t n_commas = 0;
	for (size_t at = 0; at < text.len; at++) {
		bool is_digit = text.ptr[at] >= '0' && text.ptr[at] <= '9';
		bool is_inner_comma = text.ptr[at] == ',' && at > 0 && at + 1 < text.len;
		if (!is_digit && !is_inner_comma && !(at == 0 && text.ptr[0] == '-')) {
			return false;
		}
		n_commas += is_inner_comma;
	}
	return n_commas == 1;
}

static void add_text(struct flow *f, struct str text)
{
	if (is_decimal(text)) {
		size_t comma = str_find(text, STR(","), 0);
		buf_add(f->out, str_slice(text, 0, comma));
		buf_addc(f->out, '.');
		buf_add(f->out, str_slice(text, comma + 1, text.len));
	} else if (needs_quotes(text)) {
		write_scalar(f->out, text, WRITE_IN_FLOW, 0);
	} else {
		buf_add(f->out, text);
	}
}

static void copy_to(struct flow *f, size_t to)
{
	buf_add(f->out, str_slice(f->s, f->at, to - f->at));
	f->at = to;
}

/* What may follow a value: nothing more, a comma, an end, the next key. */
static bool is_item_end(const struct flow *f, size_t at)
{
	size_t next = skip_gaps(f->s, at);
	return next == f->s.len || f->s.ptr[next] == ',' || is_flow_end(f->s.ptr[next]) ||
	       word_colon(f->s, next) != SIZE_MAX;
}

static bool copy_quoted(struct flow *f)
{
	size_t after = line_after_quote(f->s, f->at);
	if (after == SIZE_MAX || !is_item_end(f, after)) {
		return false;
	}
	copy_to(f, after);
	return true;
}

static bool write_collection(struct flow *f);

/* A value that is a flow itself; false, with nothing changed, where it is a text instead. */
static bool write_inner(struct flow *f)
{
	size_t at = f->at, len = f->out->len;
	bool may_be = f->depth < FLOW_MAX_DEPTH && f->n_texts < FLOW_MAX_TEXTS;
	if (may_be && write_collection(f) && is_item_end(f, f->at)) {
		return true;
	}
	f->n_texts++;
	f->at = at;
	buf_cut(f->out, len);
	return false;
}

/* `{a: x; b: y}`: the text ends at `used` in a `;` that was to be the comma before the key. */
static bool is_semicolon_for_comma(const struct flow *f, size_t used, size_t end, bool in_list)
{
	return !in_list && used > f->at + 1 && f->s.ptr[used - 1] == ';' && end < f->s.len &&
	       is_gap(f->s.ptr[end]) && is_next_key(f->s, skip_gaps(f->s, end));
}

/* False where it can't go on. */
static bool write_value(struct flow *f, bool in_list)
{
	if (f->at == f->s.len) {
		return true;
	}
	char c = f->s.ptr[f->at];
	if ((c == '"' || c == '\'') && copy_quoted(f)) {
		return true;
	}
	if ((c == '{' || c == '[') && write_inner(f)) {
		return true;
	}
	size_t end = text_end(f, f->at, in_list);
	size_t used = end;
	while (used > f->at && is_gap(f->s.ptr[used - 1])) {
		used--;
	}
	size_t text_to = used - is_semicolon_for_comma(f, used, end, in_list);
	struct str text = str_slice(f->s, f->at, text_to - f->at);
	bool starts_insert = end < f->s.len && f->s.ptr[end] == '$';
	if (starts_insert || (needs_quotes(text) && memchr(text.ptr, '\n', text.len) != NULL)) {
		return false;
	}
	add_text(f, text);
	f->at = used;
	return true;
}

/* After the key at f->at and its colon, which gets a blank where it has none. */
static void write_key(struct flow *f)
{
	if (f->s.ptr[f->at] == '"' || f->s.ptr[f->at] == '\'') {
		(void)copy_quoted(f);
	}
	size_t end = f->at;
	while (end < f->s.len && strchr(":,{}[]\n", f->s.ptr[end]) == NULL) {
		end++;
	}
	bool has_colon = end < f->s.len && f->s.ptr[end] == ':';
	if (!has_colon) {
		return;
	}
	bool is_address = str_starts(str_slice(f->s, end, 3), STR("://"));
	if (is_address) {
		return;
	}
	copy_to(f, end + 1);
	if (f->at < f->s.len && strchr(" \t\r\n,}]", f->s.ptr[f->at]) == NULL) {
		buf_addc(f->out, ' ');
	}
	copy_to(f, skip_gaps(f->s, f->at));
}

/* Up to the next item, with the comma that has to stand before it. */
static void write_gap(struct flow *f, bool is_first)
{
	size_t next = skip_gaps(f->s, f->at);
	bool is_end = next == f->s.len || is_flow_end(f->s.ptr[next]);
	if (!is_first && !is_end && f->s.ptr[next] != ',') {
		buf_addc(f->out, ',');
	}
	if (next < f->s.len && f->s.ptr[next] == ',') {
		next++;
	}
	copy_to(f, skip_comments(f->s, next));
}

/* A line end lies ahead after which the flow can't go on. */
static bool is_left_open(const struct flow *f)
{
	for (size_t at = f->at; at < f->s.len && is_gap(f->s.ptr[at]); at++) {
		if (f->s.ptr[at] == '\n') {
			return leaves_flow(f->s, at, f->indent);
		}
	}
	return skip_gaps(f->s, f->at) == f->s.len;
}

/* `{a: x], b: y}`: a `]` that closes nothing, for the map goes on. */
static bool is_stray_bracket(const struct flow *f, bool in_list)
{
	size_t next = skip_gaps(f->s, f->at + 1);
	return !in_list && f->s.ptr[f->at] == ']' && next < f->s.len && f->s.ptr[next] == ',';
}

static bool write_collection(struct flow *f)
{
	bool in_list = f->s.ptr[f->at] == '[';
	f->depth++;
	copy_to(f, f->at + 1);
	bool is_first = true, well = true;
	while (well && !is_left_open(f)) {
		write_gap(f, is_first);
		if (f->at == f->s.len) {
			break;
		}
		if (is_stray_bracket(f, in_list)) {
			f->at++;
			continue;
		}
		if (is_flow_end(f->s.ptr[f->at])) {
			f->at++;
			break;
		}
		size_t before = f->at;
		if (!in_list) {
			write_key(f);
		}
		well = write_value(f, in_list) && f->at > before;
		is_first = false;
	}
	buf_addc(f->out, in_list ? ']' : '}');
	f->depth--;
	return well;
}

static bool write_flow(struct buf *out, struct str s, size_t at, size_t *ret_end)
{
	size_t head = at;
	while (head > 0 && s.ptr[head - 1] != '\n') {
		head--;
	}
	struct flow f = {
		.out = out,
		.s = str_slice(s, 0, at + WRITE_MAX_BYTES),
		.at = at,
		.indent = line_indent(str_slice(s, head, at - head)),
	};
	if (!write_collection(&f) || f.at - at >= WRITE_MAX_BYTES) {
		return false;
	}
	*ret_end = f.at;
	return true;
}

/* --- The fix ---------------------------------------------------------------------------- */

/* Takes the lines that are the same off the heads of both, at most `n_lines`. */
static void drop_equal_head(struct str *before, struct str *after, uint32_t n_lines)
{
	struct str rest_before = *before, rest_after = *after, a, b;
	while (n_lines-- > 0 && str_next_line(&rest_before, &a) && str_next_line(&rest_after, &b) &&
	       str_eq(a, b)) {
		*before = rest_before;
		*after = rest_after;
	}
}

static void drop_equal_tail(struct str *before, struct str *after)
{
	for (;;) {
		size_t a = before->len, b = after->len;
		while (a > 0 && before->ptr[a - 1] != '\n') {
			a--;
		}
		while (b > 0 && after->ptr[b - 1] != '\n') {
			b--;
		}
		if (a == 0 || b == 0 ||
		    !str_eq(str_slice(*before, a, before->len), str_slice(*after, b, after->len))) {
			return;
		}
		before->len = a - 1;
		after->len = b - 1;
	}
}

void write_flow_fix(struct diags *d, struct diag *to_fix, const struct source *src, uint32_t line,
                    size_t at)
{
	if (d->n > WRITE_MAX_FIXES) {
		return;
	}
	size_t head = source_line_at(src, line), end;
	struct buf fixed = {0};
	buf_add(&fixed, str_slice(src->bytes, head, at));
	if (at <= WRITE_MAX_BYTES && write_flow(&fixed, src->bytes, head + at, &end)) {
		size_t tail = str_find(src->bytes, STR("\n"), end);
		tail = tail == SIZE_MAX ? src->bytes.len : tail;
		buf_add(&fixed, str_slice(src->bytes, end, tail - end));
		struct str before = str_slice(src->bytes, head, tail - head);
		struct str after = buf_str(&fixed);
		drop_equal_head(&before, &after, to_fix->span.line - line);
		drop_equal_tail(&before, &after);
		write_set_fix(d, to_fix, before, after);
	}
	buf_finish(&fixed);
}
