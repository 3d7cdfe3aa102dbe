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

#include <string.h>

enum {
	MAX_TRAPS = 9,
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
         {trap_odd_blanks, trap_left_text, trap_comment_in_text, trap_margin,
          trap_no_colon_before_brace, trap_no_steps, trap_key_too_deep, trap_colon}},
	{"could not find expected ':'",
         N_("cette ligne n'est ni « clé: valeur » ni la suite d'un texte : il manque les "
            "deux-points, ou elle est mal alignée"),
         {trap_odd_blanks, trap_habit, trap_comment_in_text, trap_left_text, trap_stray_sign,
          trap_no_bar, trap_no_colon}},
	{"did not find expected key",
         N_("cette ligne n'est pas à sa place : vérifiez son retrait et la ligne au-dessus"),
         {trap_odd_blanks, trap_comment_in_text, trap_left_text, trap_stray_sign, trap_after_value,
          trap_cut_above, trap_no_bar, trap_margin, trap_off_level}},
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

/* Before the fault, its line was read as a value that is no map: one cause, told once. */
static void drop_torn(struct diags *d)
{
	if (d->n < 2) {
		return;
	}
	const struct diag *last = &d->list[d->n - 1], *before = last - 1;
	if (before->span.file == last->span.file && before->span.line == last->span.line) {
		diags_drop_between(d, d->n - 2, d->n - 1, DIAG_PAR23);
	}
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
	scene_look_at(&s, fault->line, fault->col, &s.here);
	if (fault->context != NULL && fault->context_line > 0) {
		scene_look_at(&s, fault->context_line, fault->context_col, &s.start);
	} else {
		s.start = s.here;
	}
	tell_fault(&s);
	drop_torn(d);
}
