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

bool trap_flow(const struct scene *s)
{
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
