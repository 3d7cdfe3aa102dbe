/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libyaml says what it expected, in English, and where it stopped. A table leads from its
 * sentence to the traps that end there; where none of them is the cause, the table has a
 * plain sentence on what to look for.
 */
#include "traps.h"

#include "i18n.h"
#include "trap_encoding.h"
#include "trap_scene.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

/* --- The scene ----------------------------------------------------------------------------- */

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

/* A fault may be told beyond the last line: then it is at the end of the last that holds something.
 */
static void look_at(const struct scene *s, uint32_t line, uint32_t col, struct scene_line *ret)
{
	bool is_beyond = line > s->src->n_lines;
	if (line == 0 || is_beyond) {
		line = is_beyond ? s->src->n_lines : 1;
	}
	scene_look(s, line, ret);
	ret->at = is_beyond ? ret->text.len : utf8_offset(ret->text, col > 0 ? col - 1 : 0);
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

void scene_fix_text(const struct scene *s, struct diag *to_fix, const struct scene_line *l)
{
	const struct entry *e = &l->entry;
	if (scene_key_use(l) == KEY_OTHER) {
		return; /* no quotes make a text a name or a number */
	}
	uint32_t above = bare_key_above(s, l), last = scene_last_of_text(s, l);
	struct str raw = str_slice(l->text, e->value, e->end - e->value);
	struct buf fixed = {0};
	if (l->text.len > WRITE_MAX_BYTES) {
		return;
	}
	if (above != 0) {
		struct str key = source_line(s->src, above);
		buf_addf(&fixed, "%.*s |", (int)entry_read(key).colon + 1, key.ptr);
		add_text_lines(&fixed, s, l->line, last, e->indent);
		write_fix(s->d, to_fix, (struct edit){l->text, 0, l->text.len, buf_str(&fixed)});
	} else if (last > l->line) {
		buf_addf(&fixed, "|\n%*s%.*s", (int)(text_parent(l) + 2), "", STR_ARG(raw));
		add_text_lines(&fixed, s, l->line + 1, last, text_parent(l) + 2);
		write_fix(s->d, to_fix,
		          (struct edit){l->text, e->value, l->text.len, buf_str(&fixed)});
	} else {
		write_scalar(&fixed, raw, WRITE_IN_BLOCK, text_parent(l) + 2);
		bool is_block = str_starts(buf_str(&fixed), STR("|"));
		write_fix(s->d, to_fix,
		          (struct edit){l->text, e->value, is_block ? l->text.len : e->end,
		                        buf_str(&fixed)});
	}
	buf_finish(&fixed);
}

void scene_fix_indent(const struct scene *s, struct diag *to_fix, const struct scene_line *l,
                      size_t indent)
{
	struct buf head = {0};
	buf_addf(&head, "%*s", (int)indent, "");
	write_fix(s->d, to_fix, (struct edit){l->text, 0, l->entry.indent, buf_str(&head)});
	buf_finish(&head);
}

/* --- The table ----------------------------------------------------------------------------- */

enum {
	MAX_TRAPS = 8,
};

/*
 * By what libyaml says; the traps in the order in which they are tried. Every sentence of
 * libyaml 0.2.5 that can reach us has a row, and the last row stands for those of later ones.
 */
static const struct fault_row {
	const char *problem;
	const char *message;
	trap_fn traps[MAX_TRAPS];
} rows[] = {
	{"mapping values are not allowed in this context",
         N_("ces deux-points ne peuvent pas être ici : un texte qui en contient se met entre "
            "guillemets"),
         {trap_odd_blanks, trap_left_text, trap_key_too_deep, trap_colon}},
	{"could not find expected ':'",
         N_("cette ligne n'est ni « clé: valeur » ni la suite d'un texte : il manque les "
            "deux-points, ou elle est mal alignée"),
         {trap_odd_blanks, trap_left_text, trap_stray_sign, trap_no_bar, trap_no_colon}},
	{"did not find expected key",
         N_("cette ligne n'est pas à sa place : vérifiez son retrait et la ligne au-dessus"),
         {trap_odd_blanks, trap_left_text, trap_stray_sign, trap_after_value, trap_cut_above,
          trap_no_bar, trap_off_level}},
	{"did not find expected '-' indicator",
         N_("les lignes d'une liste commencent toutes par un tiret, au même retrait"),
         {trap_odd_blanks, trap_left_text, trap_after_value, trap_no_dash}},
	{"did not find expected ',' or '}'",
         N_("une accolade « { » n'est pas refermée, ou il manque une virgule ou des guillemets"),
         {trap_flow}},
	{"did not find expected ',' or ']'",
         N_("un crochet « [ » n'est pas refermé, ou il manque une virgule ou des guillemets"),
         {trap_flow}},
	{"did not find expected node content",
         N_("il manque une valeur, ou un signe est de trop"),
         {trap_after_value, trap_stray_sign, trap_sign, trap_flow}},
	{"block sequence entries are not allowed in this context",
         N_("une liste commence à la ligne, un tiret par ligne"),
         {trap_odd_blanks, trap_left_text, trap_after_value, trap_sign}},
	{"mapping keys are not allowed in this context",
         N_("un « ? » suivi d'une espace ne peut pas commencer un texte : mettez des guillemets"),
         {trap_left_text, trap_after_value, trap_stray_sign, trap_sign}},
	{"found character that cannot start any token",
         N_("ce signe ne peut pas commencer un texte : mettez le texte entre guillemets"),
         {trap_odd_blanks, trap_left_text, trap_after_value, trap_stray_sign, trap_sign}},
	{"did not find expected alphabetic or numeric character",
         N_("un texte qui commence par « & » ou « * » se met entre guillemets"),
         {trap_left_text, trap_after_value, trap_stray_sign, trap_sign}},
	{"did not find expected comment or line break",
         N_("après « | » ou « > », le texte commence à la ligne suivante"),
         {trap_stray_sign, trap_block_header}},
	{"found an indentation indicator equal to 0",
         N_("après « | », le texte commence à la ligne suivante, en retrait"),
         {trap_stray_sign, trap_block_header}},
	{"found unexpected end of stream",
         N_("un guillemet ouvert n'est jamais refermé"),
         {trap_stray_sign, trap_unclosed_quote}},
	{"found unexpected document indicator",
         N_("un guillemet ouvert n'est jamais refermé"),
         {trap_stray_sign, trap_unclosed_quote}},
	{"found unknown escape character",
         N_("entre guillemets doubles, « \\ » est un signe à part : préférez des apostrophes"),
         {trap_escape}},
	{"did not find expected hexdecimal number",
         N_("entre guillemets doubles, « \\ » est un signe à part : préférez des apostrophes"),
         {trap_escape}},
	{"found invalid Unicode character escape code",
         N_("entre guillemets doubles, « \\ » est un signe à part : préférez des apostrophes"),
         {trap_escape}},
	{"found a tab character where an indentation space is expected",
         N_("cette ligne commence par une tabulation : mettez des espaces"),
         {trap_odd_blanks}},
	{"found a tab character that violates indentation",
         N_("cette ligne commence par une tabulation : mettez des espaces"),
         {trap_odd_blanks}},
	{"found unexpected ':'",
         N_("ces deux-points ne peuvent pas être ici : mettez le texte entre guillemets"),
         {trap_flow, trap_colon}},
	{"did not find expected whitespace or line break",
         N_("un texte qui commence par « ! », « | » ou « > » se met entre guillemets"),
         {trap_sign}},
	{"did not find expected '!'",
         N_("un texte qui commence par « ! » se met entre guillemets"),
         {trap_sign}},
	{"did not find expected tag URI",
         N_("un texte qui commence par « ! » se met entre guillemets"),
         {trap_sign}},
	{"did not find the expected '>'",
         N_("un texte qui commence par « ! » se met entre guillemets"),
         {trap_sign}},
	{"did not find URI escaped octet",
         N_("un texte qui commence par « ! » se met entre guillemets"),
         {trap_sign}},
	{"found an incorrect leading UTF-8 octet",
         N_("un texte qui commence par « ! » se met entre guillemets"),
         {trap_sign}},
	{"found an incorrect trailing UTF-8 octet",
         N_("un texte qui commence par « ! » se met entre guillemets"),
         {trap_sign}},
	{"found undefined tag handle",
         N_("un texte qui commence par « ! » se met entre guillemets"),
         {trap_sign}},
	{"did not find expected <document start>",
         N_("le parcours finit plus haut : rien ne peut suivre"),
         {trap_document_end, trap_left_text}},
	{"found unknown directive name",
         N_("une ligne ne peut pas commencer par « % »"),
         {trap_stray_sign}},
	{"could not find expected directive name",
         N_("une ligne ne peut pas commencer par « % »"),
         {trap_stray_sign}},
	{"found unexpected non-alphabetical character",
         N_("une ligne ne peut pas commencer par « % »"),
         {trap_stray_sign}},
	{"did not find expected digit or '.' character",
         N_("la ligne « %YAML » ne sert pas ici : effacez-la"),
         {NULL}},
	{"found extremely long version number",
         N_("la ligne « %YAML » ne sert pas ici : effacez-la"),
         {NULL}},
	{"did not find expected version number",
         N_("la ligne « %YAML » ne sert pas ici : effacez-la"),
         {NULL}},
	{"found incompatible YAML document",
         N_("la ligne « %YAML » ne sert pas ici : effacez-la"),
         {NULL}},
	{"found duplicate %YAML directive",
         N_("la ligne « %YAML » ne sert pas ici : effacez-la"),
         {NULL}},
	{"did not find expected whitespace",
         N_("la ligne « %TAG » ne sert pas ici : effacez-la"),
         {NULL}},
	{"found duplicate %TAG directive",
         N_("la ligne « %TAG » ne sert pas ici : effacez-la"),
         {NULL}},
	{NULL,
         N_("safari n'arrive pas à lire la suite : comparez cette ligne à ses voisines"),
         {NULL}},
};

static const struct fault_row *row_of(const char *problem)
{
	size_t n = sizeof rows / sizeof rows[0] - 1;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(rows[i].problem, problem) == 0) {
			return &rows[i];
		}
	}
	return &rows[n];
}

/* What libyaml's reader says, before it is a question of YAML. */
static const char *const encoding_problems[] = {
	"control characters are not allowed", "incomplete UTF-8 octet sequence",
	"incomplete UTF-16 character",        "incomplete UTF-16 surrogate pair",
	"invalid leading UTF-8 octet",        "invalid length of a UTF-8 sequence",
	"invalid trailing UTF-8 octet",       "invalid Unicode character",
	"unexpected low surrogate area",
};

static bool is_encoding_problem(const char *problem)
{
	for (size_t i = 0; i < sizeof encoding_problems / sizeof encoding_problems[0]; i++) {
		if (strcmp(encoding_problems[i], problem) == 0) {
			return true;
		}
	}
	return false;
}

static void tell_fault(const struct scene *s)
{
	if (s->fault->problem == NULL && trap_reference(s)) {
		return;
	}
	const struct fault_row *row = row_of(s->fault->problem != NULL ? s->fault->problem : "");
	for (size_t i = 0; i < MAX_TRAPS && row->traps[i] != NULL; i++) {
		if (row->traps[i](s)) {
			return;
		}
	}
	diags_add(s->d, DIAG_PAR06, scene_span(s, &s->here, s->here.at, s->here.at), "%s",
	          _(row->message));
}

void trap_syntax(struct diags *d, const struct sources *sources, uint32_t file,
                 const struct yaml_fault *fault)
{
	bool is_encoding = fault->problem != NULL && is_encoding_problem(fault->problem);
	if (is_encoding && encoding_trap_characters(d, sources, file, SIZE_MAX)) {
		return;
	}
	struct scene s = {.d = d,
	                  .sources = sources,
	                  .src = &sources->list[file],
	                  .file = file,
	                  .fault = fault};
	look_at(&s, fault->line, fault->col, &s.here);
	if (fault->context != NULL && fault->context_line > 0) {
		look_at(&s, fault->context_line, fault->context_col, &s.start);
	} else {
		s.start = s.here;
	}
	tell_fault(&s);
}
