/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quotations that end too soon or never, and what stands after a value that has ended. */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"

#include <string.h>

static bool is_quote(char c)
{
	return c == '"' || c == '\'';
}

static char value_sign(const struct scene_line *l)
{
	return l->entry.value < l->text.len ? l->text.ptr[l->entry.value] : '\0';
}

/* --- Never closed ---------------------------------------------------------------------------- */

/* The quotation that begins at l->at, on several lines, as a text under `|`. */
static void fix_as_block(const struct scene *s, struct diag *told, const struct scene_line *l,
                         uint32_t last)
{
	size_t indent = l->entry.body + WRITE_INDENT;
	struct buf fixed = {0};
	struct str first = str_slice(l->text, l->at + 1, l->text.len);
	buf_addf(&fixed, "|\n%*s%.*s", (int)indent, "", STR_ARG(first));
	for (uint32_t line = l->line + 1; line <= last && fixed.len <= WRITE_MAX_BYTES; line++) {
		struct str text = str_trim(source_line(s->src, line));
		bool ends = line == last && text.len > 0 &&
		            text.ptr[text.len - 1] == l->text.ptr[l->at];
		buf_addf(&fixed, "\n%*s%.*s", text.len > 0 ? (int)indent : 0, "",
		         (int)(ends ? text.len - 1 : text.len), text.ptr != NULL ? text.ptr : "");
	}
	write_fix(s->d, told, (struct edit){l->text, l->at, l->text.len, buf_str(&fixed)});
	buf_finish(&fixed);
}

static void fix_by_closing(const struct scene *s, struct diag *told, const struct scene_line *l)
{
	struct str quote = str_slice(l->text, l->at, 1);
	size_t end = l->entry.end;
	uint32_t last = scene_last_of_text(s, l);
	if (l->before.flow_depth > 0 || value_sign(l) == '{' || value_sign(l) == '[') {
		end = write_flow_text_end(l->text, l->at + 1, value_sign(l) == '[');
	} else if (l->at != l->entry.value) {
		return;
	}
	if (last == l->line || end < l->entry.end) {
		write_fix(s->d, told, (struct edit){l->text, end, end, quote});
		return;
	}
	struct buf lines = {0};
	for (uint32_t line = l->line + 1; line <= last && lines.len <= WRITE_MAX_BYTES; line++) {
		struct str text = source_line(s->src, line);
		buf_addf(&lines, "\n%.*s", STR_ARG(text));
	}
	buf_add(&lines, quote);
	write_fix(s->d, told, (struct edit){l->text, l->text.len, l->text.len, buf_str(&lines)});
	buf_finish(&lines);
}

void trap_tell_unclosed(const struct scene *s, const struct scene_line *l)
{
	struct diag *told =
		diags_add(s->d, DIAG_PAR12, scene_span(s, l, l->at, l->at + 1), "%s",
	                  l->text.ptr[l->at] == '"'
	                          ? _("un guillemet ouvre ici un texte et n'est pas refermé")
	                          : _("une apostrophe ouvre ici un texte et n'est pas refermée"));
	fix_by_closing(s, told, l);
}

bool trap_unclosed_quote(const struct scene *s)
{
	const struct scene_line *l = &s->start;
	if (l->at >= l->text.len || !is_quote(l->text.ptr[l->at])) {
		return false;
	}
	trap_tell_unclosed(s, l);
	return true;
}

/* --- Closed too soon ------------------------------------------------------------------------- */

static struct diag *tell_closed_early(const struct scene *s, const struct scene_line *l, char quote)
{
	return diags_add(s->d, DIAG_PAR12, scene_span(s, l, l->at, l->at + 1), "%s",
	                 quote == '"'
	                         ? _("un guillemet « \" » au milieu du texte l'a fermé ici : "
	                             "entourez le texte d'apostrophes, ou écrivez-le sous « | »")
	                         : _("une apostrophe au milieu du texte l'a fermé ici : entourez "
	                             "le texte de guillemets « \" »"));
}

/* The quotation comes from a line above and was closed on this one. */
static bool tell_quote_from_above(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	struct scene_line above;
	if (l->before.quote == '\0') {
		return false;
	}
	scene_look(s, l->before.quote_line, &above);
	if (above.at >= above.text.len || !is_quote(above.text.ptr[above.at])) {
		return false;
	}
	uint32_t last = scene_last_of_text(s, &above);
	if (last < l->line) {
		trap_tell_unclosed(s, &above);
		return true;
	}
	fix_as_block(s, tell_closed_early(s, l, l->before.quote), &above, last);
	return true;
}

static bool tell_after_quote(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	char sign = value_sign(l);
	if (!is_quote(sign)) {
		return false;
	}
	size_t after = line_after_quote(l->text, l->entry.value);
	if (after == SIZE_MAX || line_skip_blanks(l->text, after) != l->at) {
		return false;
	}
	struct diag *told = tell_closed_early(s, l, sign);
	if (after == l->entry.value + 2) {
		write_fix(s->d, told,
		          (struct edit){l->text, l->entry.value, l->entry.value + 1, STR("")});
	} else if (scene_key_use(l) == KEY_OTHER) {
		write_fix(s->d, told, (struct edit){l->text, after, l->text.len, STR("")});
	} else {
		scene_fix_text(s, told, l);
	}
	return true;
}

static size_t last_before(const struct scene_line *l)
{
	size_t at = l->at;
	while (at > 0 && (l->text.ptr[at - 1] == ' ' || l->text.ptr[at - 1] == '\t')) {
		at--;
	}
	return at;
}

/* The braces hold keys, or the key wants a list: what stands between them is no text. */
static bool holds_map_or_list(const struct scene_line *l)
{
	size_t colon = line_colon(l->text, l->entry.value + 1);
	bool is_map = l->text.ptr[l->entry.value] == '{' && colon != SIZE_MAX && colon < l->at &&
	              is_word(str_slice(l->text, l->entry.value + 1, colon - l->entry.value - 1));
	return (is_map && scene_key_use(l) != KEY_TEXT) || scene_key_use(l) == KEY_OTHER;
}

/* `[lien](adresse)`, `{n} points`; or one brace too many. */
static bool tell_after_flow(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	char sign = value_sign(l);
	size_t before = last_before(l);
	if ((sign != '{' && sign != '[') || before == 0 || l->at >= l->text.len ||
	    strchr("}]", l->text.ptr[before - 1]) == NULL) {
		return false;
	}
	char c = l->text.ptr[l->at];
	struct span span = scene_span(s, l, l->at, l->at + 1);
	if (c == '}' || c == ']') {
		struct diag *told =
			diags_add(s->d, DIAG_PAR06, span,
		                  _("« %c » est de trop : rien n'est plus ouvert ici"), c);
		write_fix(s->d, told, (struct edit){l->text, l->at, l->at + 1, STR("")});
		return true;
	}
	struct str key = l->entry.colon == SIZE_MAX ? (struct str){0}
	                                            : str_slice(l->text, l->entry.body,
	                                                        l->entry.colon - l->entry.body);
	size_t next = line_skip_blanks(l->text, l->at + 1);
	if (sign == '{' && c == ',' && next < l->text.len && l->text.ptr[next] == '{' &&
	    key_takes_lines(str_trim(key)) && l->text.ptr[l->entry.end - 1] == '}') {
		struct diag *told = diags_add(
			s->d, DIAG_PAR06, span,
			_("plusieurs accolades à la suite se mettent entre crochets [ ]"));
		struct buf list = {0};
		struct str items =
			str_slice(l->text, l->entry.value, l->entry.end - l->entry.value);
		buf_addf(&list, "[%.*s]", STR_ARG(items));
		write_fix(s->d, told,
		          (struct edit){l->text, l->entry.value, l->entry.end, buf_str(&list)});
		buf_finish(&list);
		return true;
	}
	if (holds_map_or_list(l)) {
		struct diag *told =
			diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->at, l->entry.end),
		                  _("ceci est de trop après « %c »"), l->text.ptr[before - 1]);
		write_fix(s->d, told, (struct edit){l->text, before, l->text.len, STR("")});
		return true;
	}
	span = scene_span(s, l, l->entry.value, before);
	struct diag *told = diags_add(s->d, DIAG_PAR13, span,
	                              _("un texte ne commence pas par « %c » sans guillemets : "
	                                "pour YAML, ce signe ouvre une liste ou des accolades"),
	                              sign);
	scene_fix_text(s, told, l);
	return true;
}

/* After a value that has ended, a blank that nobody sees. */
static bool tell_odd_end(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	bool is_odd = l->at < l->text.len && line_odd_blank(l->text, l->at) > 0;
	if (!is_odd || line_skip_blanks(l->text, l->at) < l->text.len) {
		return false;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR05, scene_span(s, l, l->at, l->text.len),
	                              _("une espace insécable à la fin de la ligne : ôtez-la"));
	write_fix(s->d, told, (struct edit){l->text, l->at, l->text.len, STR("")});
	return true;
}

bool trap_after_value(const struct scene *s)
{
	if (s->here.at <= s->here.entry.indent) {
		return false;
	}
	return tell_odd_end(s) || tell_quote_from_above(s) || tell_after_quote(s) ||
	       tell_after_flow(s);
}
