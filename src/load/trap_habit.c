/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one writes out of a habit from elsewhere: `=` or an arrow for a key's colon, no space after
 * it, the comments of other languages; and one in the margin, which YAML takes for the end of the
 * text that it stands in.
 */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"

#include <string.h>

/* --- Colons -------------------------------------------------------------------------------- */

/* The longer before those that they begin with. */
static const char *const colon_signs[] = {"->", "=>", "==", "=", "→", "⇒", "：", ":"};

enum {
	N_COLON_SIGNS = sizeof colon_signs / sizeof colon_signs[0],
};

/* The sign at `at`; nothing where there is none. */
static struct str sign_at(struct str line, size_t at)
{
	struct str rest = str_slice(line, at, line.len);
	for (size_t i = 0; i < N_COLON_SIGNS; i++) {
		if (str_starts(rest, str_from(colon_signs[i]))) {
			return str_from(colon_signs[i]);
		}
	}
	return (struct str){0};
}

static size_t word_end(struct str line, size_t at)
{
	while (at < line.len && line.ptr[at] != ' ' && line.ptr[at] != '\t' &&
	       sign_at(line, at).len == 0) {
		at++;
	}
	return at;
}

/* A key stands in its column: it is no line of the text under `|` that is open. */
static bool is_beside_key(const struct scene_line *l)
{
	for (uint32_t i = 0; i < l->before.n_levels; i++) {
		if (!l->before.levels[i].is_list &&
		    (size_t)l->before.levels[i].col == l->entry.indent) {
			return true;
		}
	}
	return false;
}

/* `clé:valeur`, `clé = valeur`, `clé -> valeur` */
static bool tell_other_colon(const struct scene *s, const struct scene_line *l)
{
	size_t end = word_end(l->text, l->entry.body);
	size_t at = line_skip_blanks(l->text, end);
	struct str word = str_slice(l->text, l->entry.body, end - l->entry.body);
	struct str sign = sign_at(l->text, at);
	bool is_address = str_starts(str_slice(l->text, at, 3), STR("://"));
	if (l->entry.colon != SIZE_MAX || !is_word(word) || sign.len == 0 || is_address) {
		return false;
	}
	bool is_glued = str_eq(sign, STR(":")), is_text = l->before.in_plain || l->before.in_block;
	bool is_sure = is_glued && end == at && !l->before.in_block;
	if (!is_sure && is_text && key_use_of(word) == KEY_UNKNOWN) {
		return false;
	}
	struct span span = scene_span(s, l, at, at + sign.len);
	struct diag *told =
		is_glued ? diags_add(s->d, DIAG_PAR06, span,
	                             _("il manque une espace après « %.*s: »"), STR_ARG(word))
			 : diags_add(s->d, DIAG_PAR06, span,
	                             _("après « %.*s », mettez deux-points au lieu de « %.*s »"),
	                             STR_ARG(word), STR_ARG(sign));
	size_t value = line_skip_blanks(l->text, at + sign.len);
	write_fix(s->d, told,
	          (struct edit){l->text, end, value, value < l->text.len ? STR(": ") : STR(":")});
	return true;
}

/* `vers, envie`: with a name behind it, for a text has commas of its own. */
static bool tell_comma_for_colon(const struct scene *s, const struct scene_line *l)
{
	size_t end = l->entry.body;
	while (end < l->text.len && strchr(" \t,;", l->text.ptr[end]) == NULL) {
		end++;
	}
	struct str word = str_slice(l->text, l->entry.body, end - l->entry.body);
	size_t value = line_skip_blanks(l->text, end + 1);
	bool is_sign = end < l->text.len && strchr(",;", l->text.ptr[end]) != NULL;
	if (l->entry.colon != SIZE_MAX || !is_sign || key_use_of(word) == KEY_UNKNOWN ||
	    !is_word(str_slice(l->text, value, l->entry.end - value))) {
		return false;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR06, scene_span(s, l, end, end + 1),
	                              _("après « %.*s », mettez deux-points au lieu de « %c »"),
	                              STR_ARG(word), l->text.ptr[end]);
	write_fix(s->d, told, (struct edit){l->text, end, value, STR(": ")});
	return true;
}

/* --- Comments ------------------------------------------------------------------------------ */

static const struct {
	const char *begin, *end;
} comments[] = {{"//", ""}, {"<!--", "-->"}, {"/*", "*/"}, {"-- ", ""}, {"' ", ""}, {"; ", ""}};

static bool tell_other_comment(const struct scene *s, const struct scene_line *l)
{
	struct str text = str_slice(l->text, l->entry.indent, l->text.len);
	for (size_t i = 0; i < sizeof comments / sizeof comments[0]; i++) {
		struct str begin = str_from(comments[i].begin), end = str_from(comments[i].end);
		if (!str_starts(text, begin)) {
			continue;
		}
		struct diag *told =
			diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->text.len),
		                  _("ici, un commentaire commence par « # »"));
		struct str said = str_trim(str_slice(text, begin.len, text.len));
		said.len -= end.len > 0 && str_ends(said, end) ? end.len : 0;
		said = str_trim(said);
		struct buf fixed = {0};
		buf_addf(&fixed, "%*s# %.*s", (int)l->entry.indent, "", STR_ARG(said));
		write_fix(s->d, told, (struct edit){l->text, 0, l->text.len, buf_str(&fixed)});
		buf_finish(&fixed);
		return true;
	}
	return false;
}

/* `=====`: a line drawn between two parts. */
static bool tell_rule(const struct scene *s, const struct scene_line *l)
{
	enum {
		SHORTEST_RULE = 3,
	};

	struct str text = str_trim(l->text);
	bool is_rule = text.len >= SHORTEST_RULE && strchr("=*_~-+", text.ptr[0]) != NULL;
	for (size_t at = 1; at < text.len && is_rule; at++) {
		is_rule = text.ptr[at] == text.ptr[0];
	}
	if (!is_rule) {
		return false;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.indent + text.len),
		_("un trait entre deux parties commence par « # », comme toute remarque"));
	write_fix(s->d, told, (struct edit){l->text, l->entry.indent, l->entry.indent, STR("# ")});
	return true;
}

bool habit_tell(const struct scene *s, const struct scene_line *l)
{
	bool is_text =
		outline_in_text(&l->before, l->text) || (l->before.in_block && !is_beside_key(l));
	return !is_text && (tell_rule(s, l) || tell_other_comment(s, l) ||
	                    tell_comma_for_colon(s, l) || tell_other_colon(s, l));
}

bool trap_habit(const struct scene *s)
{
	return habit_tell(s, scene_culprit(s));
}

/* --- A comment that cuts a text ----------------------------------------------------------------
 */

bool trap_comment_in_text(const struct scene *s)
{
	const struct scene_line *l = scene_culprit(s);
	uint32_t first = 0;
	for (uint32_t line = l->line - 1; line > 0; line--) {
		struct str text = source_line(s->src, line);
		size_t indent = line_indent(text);
		if (line_is_blank(text)) {
			continue;
		}
		if (text.ptr[indent] != '#' || indent >= l->entry.indent) {
			break;
		}
		first = line;
	}
	if (first == 0) {
		return false;
	}
	struct scene_line comment;
	scene_look(s, first, &comment);
	const struct outline *o = &comment.before;
	bool is_cut = o->in_block && o->block_indent != OUTLINE_NO_COL &&
	              !outline_in_text(o, comment.text) && outline_in_text(o, l->text);
	if (!is_cut) {
		return false;
	}
	diags_add(s->d, DIAG_PAR06, scene_span(s, &comment, comment.entry.indent, comment.text.len),
	          _("ce commentaire coupe le texte commencé ligne %u : mettez-le au-dessus de la "
	            "ligne %u"),
	          o->text_line, o->text_line);
	return true;
}
