/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between braces and brackets: what the character at which libyaml stopped gives away. */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

static bool is_opening(struct str text, size_t at)
{
	return at < text.len && (text.ptr[at] == '{' || text.ptr[at] == '[');
}

void trap_fix_flow(const struct scene *s, struct diag *to_fix, const struct scene_line *l)
{
	uint32_t line = l->before.flow_depth > 0 ? l->before.flow_line : l->line;
	struct str text = source_line(s->src, line);
	size_t at = entry_read(text).value;
	if (is_opening(text, at)) {
		write_flow_fix(s->d, to_fix, s->src, line, at);
	}
}

/* Of the line: the last byte before `at` that is no blank; its index plus one, 0: none. */
static size_t end_before(struct str text, size_t at)
{
	while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t')) {
		at--;
	}
	return at;
}

/* The line of the fault is beside or left of the one with the brace: it is no part of it. */
static bool is_left_open(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	bool is_end = l->line == s->src->n_lines && l->at >= l->text.len;
	bool is_outside = l->line > s->start.line && l->entry.indent <= s->start.entry.indent;
	return is_end || (is_outside && entry_is_key(l->text, &l->entry));
}

/* `texte: {Bilan du programme`: no key follows the brace, and no list belongs there. */
static bool tell_opening_text(const struct scene *s, const struct scene_line *l)
{
	size_t colon = line_colon(l->text, l->at + 1);
	bool is_map = l->text.ptr[l->at] == '{' && colon != SIZE_MAX &&
	              is_word(str_slice(l->text, l->at + 1, colon - l->at - 1));
	bool is_list = l->text.ptr[l->at] == '[' && l->entry.colon == SIZE_MAX;
	if (l->at != l->entry.value || is_map || is_list || scene_key_use(l) == KEY_OTHER) {
		return false;
	}
	struct diag *told =
		diags_add(s->d, DIAG_PAR13, scene_span(s, l, l->at, l->at + 1),
	                  _("un texte ne commence pas par « [ » ni « { » sans guillemets"));
	scene_fix_text(s, told, l);
	return true;
}

static void tell_left_open(const struct scene *s)
{
	const struct scene_line *l = &s->start;
	if (tell_opening_text(s, l)) {
		return;
	}
	size_t cut = line_comment(l->text, l->at);
	struct diag *told;
	if (cut < l->text.len) {
		told = trap_tell_cut(s, scene_span(s, l, cut, cut + 1),
		                     _("pour YAML, ce qui suit « # » est un commentaire : la fin "
		                       "de l'accolade n'est pas lue"));
	} else {
		told = diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->at, l->at + 1), "%s",
		                 l->text.ptr[l->at] == '{'
		                         ? _("cette accolade n'est pas refermée : il manque « } »")
		                         : _("ce crochet n'est pas refermé : il manque « ] »"));
	}
	trap_fix_flow(s, told, l);
}

/*
 * Where the quotation begins that ends before `end`; SIZE_MAX where there is none. With SIZE_MAX
 * for `end`: the one that the line doesn't end.
 */
static size_t quote_up_to(struct str text, size_t from, size_t end)
{
	char before = '\0';
	for (size_t at = from; at < text.len; at++) {
		char c = text.ptr[at];
		bool can_begin = before != '\0' && strchr("{[,:", before) != NULL;
		if ((c == '"' || c == '\'') && can_begin) {
			size_t after = line_after_quote(text, at);
			if (after == end) {
				return at;
			}
			if (after == SIZE_MAX) {
				break;
			}
			at = after - 1;
		}
		before = c == ' ' || c == '\t' ? before : c;
	}
	return SIZE_MAX;
}

/* The quotation went on into the next line of the author's: `{a: "b, c: d}`. */
static bool tell_quote_left_open(const struct scene *s)
{
	struct scene_line l = s->start;
	bool is_outside = s->here.line > l.line && s->here.entry.indent <= l.entry.indent &&
	                  entry_is_key(s->here.text, &s->here.entry);
	l.at = is_outside ? quote_up_to(l.text, l.at, SIZE_MAX) : SIZE_MAX;
	if (l.at == SIZE_MAX) {
		return false;
	}
	trap_tell_unclosed(s, &l);
	return true;
}

/* It went on to where the next one begins: `{a: "b, c: "d"}`, where the fault is at d. */
static bool tell_quote_missed(const struct scene *s)
{
	struct scene_line l = s->here;
	size_t end = end_before(l.text, l.at), n_quotes = 0;
	if (end == 0 || (l.text.ptr[end - 1] != '"' && l.text.ptr[end - 1] != '\'')) {
		return false;
	}
	for (size_t at = 0; at < l.text.len; at++) {
		n_quotes += l.text.ptr[at] == l.text.ptr[end - 1];
	}
	size_t colon = end_before(l.text, end - 1), word = colon;
	while (word > 0 && strchr(" ,{", l.text.ptr[word - 1]) == NULL) {
		word--;
	}
	size_t comma = end_before(l.text, word);
	bool begins_item = colon > word && l.text.ptr[colon - 1] == ':' && comma > 0 &&
	                   l.text.ptr[comma - 1] == ',' &&
	                   is_word(str_slice(l.text, word, colon - 1 - word));
	if (n_quotes % 2 == 0 || !begins_item) {
		return false;
	}
	l.at = quote_up_to(l.text, l.entry.value, end);
	if (l.at == SIZE_MAX) {
		return false;
	}
	trap_tell_unclosed(s, &l);
	return true;
}

static size_t word_start(struct str text, size_t end)
{
	while (end > 0 && strchr(" \t{[,", text.ptr[end - 1]) == NULL) {
		end--;
	}
	return end;
}

/* The word that ends at `end` is a key of the format, and something stands before it. */
static bool is_key_without_comma(struct str text, size_t end)
{
	size_t from = word_start(text, end);
	return end_before(text, from) < from &&
	       key_use_of(str_slice(text, from, end - from)) != KEY_UNKNOWN;
}

/* From `at`, a word and its colon. */
static bool is_key_ahead(struct str text, size_t at)
{
	size_t colon = line_colon(text, at);
	return colon != SIZE_MAX && is_word(str_slice(text, at, colon - at));
}

struct flow_cause {
	enum diag_code code;
	const char *message;
};

static struct flow_cause missing_comma(void)
{
	return (struct flow_cause){DIAG_PAR06, _("il manque une virgule avant la clé suivante")};
}

static struct flow_cause closed_early(char quote)
{
	return (struct flow_cause){
		DIAG_PAR12, quote == '"' ? _("un guillemet « \" » au milieu du texte l'a fermé ici "
	                                     ": entourez le texte d'apostrophes")
					 : _("une apostrophe au milieu du texte l'a fermé ici : "
	                                     "entourez le texte de guillemets « \" »")};
}

/* The cause, from the character of the fault and the one before it. NULL message: unknown. */
static struct flow_cause cause_of(struct str text, size_t at)
{
	size_t end = end_before(text, at);
	char c = at < text.len ? text.ptr[at] : '\0';
	char before = end > 0 ? text.ptr[end - 1] : '\0';
	if (c == '{' && before == '$') {
		return (struct flow_cause){DIAG_PAR16, _("« ${…} » dans un texte entre accolades : "
		                                         "mettez le texte entre guillemets")};
	}
	if (before == '"' || before == '\'') {
		return is_key_ahead(text, at) ? missing_comma() : closed_early(before);
	}
	if (c == ':') {
		return is_key_without_comma(text, at)
		               ? missing_comma()
		               : (struct flow_cause){DIAG_PAR09, _("« : » dans un texte : mettez "
		                                                   "le texte entre guillemets")};
	}
	if (before == ']' || before == '}') {
		return is_key_ahead(text, at)
		               ? missing_comma()
		               : (struct flow_cause){DIAG_PAR13, _("un texte ne commence pas par « "
		                                                   "[ » ni « { » sans guillemets")};
	}
	if (c == '{' || c == '[') {
		return (struct flow_cause){DIAG_PAR16,
		                           _("une accolade ou un crochet dans un texte entre "
		                             "accolades : mettez le texte entre guillemets")};
	}
	if (c == '}' || c == ']') {
		return (struct flow_cause){
			DIAG_PAR06,
			_("ce qui s'ouvre par « { » se ferme par « } », et « [ » par « ] »")};
	}
	return (struct flow_cause){DIAG_PAR06, NULL};
}

/* --- A word and its braces, without the colon between them ---------------------------------- */

static bool tell_no_colon_before_brace(struct diags *d, struct span span, struct str line)
{
	struct entry e = entry_read(line);
	size_t end = e.body;
	while (end < line.len && strchr(" \t:{[", line.ptr[end]) == NULL) {
		end++;
	}
	size_t brace = line_skip_blanks(line, end);
	struct str word = str_slice(line, e.body, end - e.body);
	if (!is_opening(line, brace) || !is_word(word) || word_is_upper(word)) {
		return false;
	}
	span.col = (uint32_t)utf8_n_runes(str_slice(line, 0, e.body)) + 1;
	span.n_runes = (uint32_t)utf8_n_runes(word);
	struct diag *told = diags_add(d, DIAG_PAR06, span,
	                              _("il manque les deux-points après « %.*s »"), STR_ARG(word));
	write_fix(d, told, (struct edit){line, end, brace, STR(": ")});
	return true;
}

bool trap_key_before_brace(struct diags *d, const struct sources *sources, const struct node *key)
{
	return key->style == NODE_PLAIN &&
	       tell_no_colon_before_brace(d, node_span(key),
	                                  source_line(&sources->list[key->file], key->line));
}

bool trap_no_colon_before_brace(const struct scene *s)
{
	struct scene_line l = s->here;
	if (outline_in_text(&l.before, l.text)) {
		scene_look(s, l.before.text_line, &l);
	}
	return tell_no_colon_before_brace(s->d, scene_span(s, &l, 0, 0), l.text);
}

bool trap_flow(const struct scene *s)
{
	bool is_quote = is_opening(s->start.text, s->start.at) && tell_quote_left_open(s);
	if (is_quote || tell_quote_missed(s)) {
		return true;
	}
	if (is_opening(s->start.text, s->start.at) && is_left_open(s)) {
		tell_left_open(s);
		return true;
	}
	const struct scene_line *l = &s->here;
	struct flow_cause cause = cause_of(l->text, l->at);
	if (cause.message == NULL) {
		return false;
	}
	bool at_colon = l->at < l->text.len && l->text.ptr[l->at] == ':';
	size_t from = cause.code == DIAG_PAR06 && at_colon ? word_start(l->text, l->at) : l->at;
	struct span span = scene_span(s, l, from, from < l->at ? l->at : l->at + 1);
	trap_fix_flow(s, diags_add(s->d, cause.code, span, "%s", cause.message), l);
	return true;
}
