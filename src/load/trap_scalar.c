/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that libyaml read, but not whole. Every plain scalar passes here, so the common case
 * costs a look at its first byte and at the few bytes that follow it on its line.
 */
#include "traps.h"

#include "i18n.h"
#include "trap_outline.h"
#include "trap_scene.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

/* --- Cut by a `#` ------------------------------------------------------------------------- */

/* The scalar in its last line: bytes. */
struct place {
	struct str line;
	size_t from; /* where it begins, or the line's head where it began above */
	size_t end;  /* just after it */
};

static struct place place_of(const struct source *src, const struct node *scalar)
{
	struct place p = {.line = source_line(src, scalar->end_line)};
	if (scalar->line == scalar->end_line) {
		p.from = utf8_offset(p.line, scalar->col - 1);
	} else {
		p.from = line_indent(p.line);
	}
	p.end = utf8_offset(p.line, scalar->end_col - 1);
	return p;
}

/* More signs of this pair open than close. */
static bool is_unbalanced(struct str s, struct str open, struct str close)
{
	size_t n_open = 0, n_close = 0;
	for (size_t at = str_find(s, open, 0); at != SIZE_MAX;
	     at = str_find(s, open, at + open.len)) {
		n_open++;
	}
	for (size_t at = str_find(s, close, 0); at != SIZE_MAX;
	     at = str_find(s, close, at + close.len)) {
		n_close++;
	}
	return n_open > n_close;
}

static bool has_open_insert(struct str text)
{
	return is_unbalanced(text, STR("${"), STR("}"));
}

static bool is_torn(struct str text)
{
	return is_unbalanced(text, STR("«"), STR("»")) || is_unbalanced(text, STR("("), STR(")")) ||
	       is_unbalanced(text, STR("["), STR("]"));
}

/* Where the line's braces have not begun: the value goes on to the line's end. */
static bool is_in_flow(const struct place *p)
{
	struct entry e = entry_read(p->line);
	bool begins = e.value < p->from && strchr("{[", p->line.ptr[e.value]) != NULL;
	size_t end = e.end;
	return begins || (end > 0 && strchr("},]", p->line.ptr[end - 1]) != NULL);
}

static void fix_cut(struct diags *d, struct diag *told, const struct source *src,
                    const struct node *scalar, const struct place *p)
{
	if (scalar->line != scalar->end_line || p->line.len > WRITE_MAX_BYTES) {
		return;
	}
	struct entry e = entry_read(p->line);
	if (e.value < p->from && strchr("{[", p->line.ptr[e.value]) != NULL) {
		write_flow_fix(d, told, src, scalar->line, e.value);
		return;
	}
	if (is_in_flow(p)) {
		return;
	}
	struct buf fixed = {0};
	struct str raw = str_trim(str_slice(p->line, p->from, p->line.len));
	write_scalar(&fixed, raw, WRITE_IN_BLOCK, e.body + WRITE_INDENT);
	write_fix(d, told, (struct edit){p->line, p->from, p->line.len, buf_str(&fixed)});
	buf_finish(&fixed);
}

/* The `#` that follows the scalar, after a comma between braces too; SIZE_MAX: none. */
static size_t hash_after(const struct place *p)
{
	size_t at = p->end;
	if (at < p->line.len && p->line.ptr[at] == ',') {
		at++;
	}
	size_t hash = line_skip_blanks(p->line, at);
	bool is_hash = hash > at && hash < p->line.len && p->line.ptr[hash] == '#';
	return is_hash ? hash : SIZE_MAX;
}

/*
 * `#3` is torn off a text; `# une remarque`, with a space, is a comment, unless what stands
 * before it lacks its end.
 */
static void look_for_cut(struct diags *d, const struct source *src, const struct node *scalar)
{
	struct place p = place_of(src, scalar);
	size_t hash = hash_after(&p);
	if (hash == SIZE_MAX || has_open_insert(scalar->text)) {
		return; /* trap_unclosed_insert tells that one */
	}
	bool is_glued = hash + 1 < p.line.len && p.line.ptr[hash + 1] != ' ' &&
	                p.line.ptr[hash + 1] != '#' && p.line.ptr[hash + 1] != '\t';
	if (!is_glued && !is_torn(scalar->text)) {
		return;
	}
	struct span span = {
		.file = scalar->file,
		.line = scalar->end_line,
		.col = (uint32_t)utf8_n_runes(str_slice(p.line, 0, hash)) + 1,
		.n_runes = (uint32_t)utf8_n_runes(str_slice(p.line, hash, p.line.len)),
	};
	struct diag *told = diags_add(
		d, DIAG_PAR10, span,
		_("pour YAML, ce qui suit « # » est un commentaire : si c'est du texte, mettez le "
	          "texte entre guillemets ; sinon, laissez une espace après « # »"));
	fix_cut(d, told, src, scalar, &p);
}

/* --- Quotes that aren't ------------------------------------------------------------------- */

static const struct {
	const char *open, *close;
	bool is_french; /* a whole sentence between them is a quotation that is meant */
} quotes[] = {{"“", "”", false}, {"‘", "’", false}, {"«", "»", true}};

static struct str trim_odd(struct str s)
{
	size_t from = line_skip_blanks(s, 0);
	s = str_slice(s, from, s.len);
	for (;;) {
		size_t len = str_ends(s, STR(" "))              ? 1
		             : str_ends(s, STR("\xC2\xA0"))     ? 2
		             : str_ends(s, STR("\xE2\x80\xAF")) ? 3
		                                                : 0;
		if (len == 0) {
			return s;
		}
		s.len -= len;
	}
}

static bool ends_sentence(struct str s)
{
	return str_ends(s, STR(".")) || str_ends(s, STR("!")) || str_ends(s, STR("?")) ||
	       str_ends(s, STR("…"));
}

/* The text between its quotes, where they go round the whole and are meant as YAML's. */
static bool read_quoted(struct str text, struct str *ret_inside)
{
	for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
		struct str open = str_from(quotes[i].open), close = str_from(quotes[i].close);
		if (!str_starts(text, open)) {
			continue;
		}
		size_t end = str_find(text, close, open.len);
		if (end == SIZE_MAX || end + close.len != text.len) {
			return false;
		}
		*ret_inside = trim_odd(str_slice(text, open.len, end - open.len));
		return ret_inside->len > 0 && !(quotes[i].is_french && ends_sentence(*ret_inside));
	}
	return false;
}

static void look_for_quotes(struct diags *d, const struct source *src, const struct node *scalar)
{
	struct str inside;
	if (!read_quoted(scalar->text, &inside) || scalar->line != scalar->end_line) {
		return;
	}
	struct diag *told =
		diags_add(d, DIAG_PAR14, node_span(scalar),
	                  _("ces guillemets seront affichés avec le texte ; s'ils ne font que "
	                    "l'entourer, mettez des guillemets droits « \" »"));
	struct place p = place_of(src, scalar);
	struct buf fixed = {0};
	write_scalar(&fixed, inside, is_in_flow(&p) ? WRITE_IN_FLOW : WRITE_IN_BLOCK,
	             entry_read(p.line).body + WRITE_INDENT);
	write_fix(d, told, (struct edit){p.line, p.from, p.end, buf_str(&fixed)});
	buf_finish(&fixed);
}

/* --- No-break spaces round a word --------------------------------------------------------- */

/* `clé : valeur` with a no-break space before the colon: it belongs to the key for libyaml. */
static void look_for_odd_key(struct diags *d, const struct node *scalar, const struct place *p,
                             struct str word)
{
	bool is_first = entry_read(p->line).body == p->from;
	if (!is_word(word) || word_is_upper(word) || (!is_first && !is_in_flow(p))) {
		return;
	}
	struct odd_key key = {
		.word = p->from,
		.word_end = p->from + word.len,
		.colon = p->end,
		.value = line_skip_blanks(p->line, p->end + 1),
	};
	odd_key_tell(d, node_span(scalar), p->line, &key);
}

/* A value that is a name, or one of a list of names: there a blank that nobody sees matters. */
static bool is_name_place(const struct place *p)
{
	struct entry e = entry_read(p->line);
	struct str key = str_slice(p->line, e.body, e.colon == SIZE_MAX ? 0 : e.colon - e.body);
	bool is_whole = e.value == p->from && key_use_of(str_trim(key)) == KEY_OTHER;
	bool is_in_list = e.value < p->from && p->line.ptr[e.value] == '[';
	return is_whole || is_in_list;
}

static void look_for_odd_name(struct diags *d, const struct node *scalar, const struct place *p,
                              struct str word)
{
	if (!is_word(word) || scalar->line != scalar->end_line || !is_name_place(p)) {
		return;
	}
	struct diag *told =
		diags_add(d, DIAG_PAR05, node_span(scalar),
	                  _("une espace insécable colle à « %.*s » : ôtez-la"), STR_ARG(word));
	struct buf fixed = {0};
	bool after_comma = p->from > 0 && p->line.ptr[p->from - 1] == ',';
	buf_addf(&fixed, "%s%.*s", after_comma ? " " : "", STR_ARG(word));
	write_fix(d, told, (struct edit){p->line, p->from, p->end, buf_str(&fixed)});
	buf_finish(&fixed);
}

static void look_for_odd_blank(struct diags *d, const struct source *src, const struct node *scalar)
{
	struct str word = trim_odd(scalar->text);
	if (word.len == scalar->text.len) {
		return; /* « à » ends in the same byte as a no-break space */
	}
	struct place p = place_of(src, scalar);
	if (p.end < p.line.len && p.line.ptr[p.end] == ':') {
		look_for_odd_key(d, scalar, &p, word);
	} else {
		look_for_odd_name(d, scalar, &p, word);
	}
}

/* --- Every plain scalar ---------------------------------------------------------------------- */

/* Of a line: a longer one is not looked at again for each of its scalars. */
enum {
	LOOK_MAX_BYTES = 4096,
};

/* Bytes of the line that may follow the scalar: no fewer than do, for a rune has a byte at least.
 */
static struct str rest_of_line(const struct source *src, const struct node *scalar)
{
	struct str line = source_line(src, scalar->end_line);
	return line.len > LOOK_MAX_BYTES ? (struct str){0}
	                                 : str_slice(line, scalar->end_col - 1, line.len);
}

void trap_plain_scalar(struct diags *d, const struct sources *sources, const struct node *scalar)
{
	const struct source *src = &sources->list[scalar->file];
	struct str text = scalar->text;
	if (text.len == 0) {
		return;
	}
	char first = text.ptr[0], last = text.ptr[text.len - 1];
	bool may_be_quoted = first == '\xE2' || first == '\xC2';
	if (source_line(src, scalar->end_line).len > LOOK_MAX_BYTES || d->n > WRITE_MAX_FIXES) {
		return; /* nobody reads so many warnings */
	}
	struct str rest = rest_of_line(src, scalar);
	if (rest.len > 0 && memchr(rest.ptr, '#', rest.len) != NULL) {
		look_for_cut(d, src, scalar);
	}
	if (may_be_quoted) {
		look_for_quotes(d, src, scalar);
	}
	if (last == '\xA0' || last == '\xAF' || line_odd_blank(text, 0) > 0) {
		look_for_odd_blank(d, src, scalar);
	}
}

/* --- `${` ------------------------------------------------------------------------------------- */

/* The id that the `${` at `offset` begins with: bytes of the text after it. */
static size_t insert_id_end(struct str text, size_t offset)
{
	size_t end = offset + 2;
	while (end < text.len && strchr(" \t\n,;:!?()\"'", text.ptr[end]) == NULL &&
	       line_odd_blank(text, end) == 0) {
		end++;
	}
	while (end > offset + 2 && text.ptr[end - 1] == '.') {
		end--;
	}
	return end;
}

/* `${nom, bonjour` on a line of the source: a `}` after the id. */
static void fix_insert(struct diags *d, struct diag *told, const struct sources *sources,
                       const struct node *scalar, size_t offset)
{
	const struct source *src = &sources->list[scalar->file];
	size_t end = insert_id_end(scalar->text, offset);
	struct span span = node_span_in(scalar, sources, offset, end - offset);
	struct str line = source_line(src, span.line);
	size_t at = utf8_offset(line, span.col - 1);
	struct str piece = str_slice(scalar->text, offset, end - offset);
	bool is_there = str_eq(str_slice(line, at, piece.len), piece);
	bool is_call = end < scalar->text.len && scalar->text.ptr[end] == '(';
	if (is_there && !is_call && piece.len > 2) {
		write_fix(d, told, (struct edit){line, at + piece.len, at + piece.len, STR("}")});
	}
}

static const char *insert_message(struct str rest)
{
	if (memchr(rest.ptr, '}', rest.len) != NULL) {
		return _("« ${ » n'est pas refermé : un guillemet « \" » manque avant « } »");
	}
	return _("« ${ » n'est pas refermé : il manque « } »");
}

void trap_unclosed_insert(struct diags *d, const struct sources *sources, const struct node *scalar,
                          size_t offset)
{
	const struct source *src = &sources->list[scalar->file];
	struct str rest = str_slice(scalar->text, offset, scalar->text.len);
	struct span span = node_span_in(scalar, sources, offset, 2);
	if (scalar->style == NODE_PLAIN) {
		struct place p = place_of(src, scalar);
		if (hash_after(&p) != SIZE_MAX) {
			struct diag *told = diags_add(
				d, DIAG_PAR50, span,
				_("« ${ » n'est pas refermé, car « # » après une espace commence "
			          "un commentaire : mettez le texte entre guillemets"));
			fix_cut(d, told, src, scalar, &p);
			return;
		}
	}
	struct diag *told = diags_add(d, DIAG_PAR50, span, "%s", insert_message(rest));
	if (memchr(rest.ptr, '}', rest.len) == NULL) {
		fix_insert(d, told, sources, scalar, offset);
	}
}
