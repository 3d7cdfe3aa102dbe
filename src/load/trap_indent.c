/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that stand at the wrong column, or lack what makes them a key or an item. */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"

#include <string.h>

/* --- A text that a line leaves --------------------------------------------------------------- */

/* libyaml names where a key without colon begins in its context; other faults are where they show. */
static const struct scene_line *culprit(const struct scene *s)
{
	bool is_simple_key = s->fault->context != NULL &&
		strcmp(s->fault->context, "while scanning a simple key") == 0;
	return is_simple_key ? &s->start : &s->here;
}

/* All lines that left together, put back under `|`. */
static void fix_left_lines(const struct scene *s, struct diag *told, const struct scene_line *l,
                           size_t indent)
{
	struct buf lines = {0};
	size_t kept = 0;
	for (uint32_t line = l->line; line <= s->src->n_lines && lines.len <= WRITE_MAX_BYTES; line++) {
		struct str text = source_line(s->src, line);
		struct entry e = entry_read(text);
		if (line > l->line && !line_is_blank(text) &&
		    (entry_is_key(text, &e) || e.indent >= indent)) {
			break;
		}
		struct str trimmed = str_trim(text);
		buf_addf(&lines, "%s%*s%.*s", line > l->line ? "\n" : "",
		         trimmed.len > 0 ? (int)indent : 0, "", STR_ARG(trimmed));
		kept = trimmed.len > 0 ? lines.len : kept;
	}
	write_fix(s->d, told, l->text, 0, l->text.len, str_slice(buf_str(&lines), 0, kept));
	buf_finish(&lines);
}

bool trap_left_text(const struct scene *s)
{
	const struct scene_line *l = culprit(s);
	const struct outline *o = &l->before;
	if (!o->in_block || outline_in_text(o, l->text) || entry_is_key(l->text, &l->entry)) {
		return false;
	}
	size_t parent = o->parent > 0 ? (size_t)o->parent : 0;
	size_t indent = o->block_indent != OUTLINE_NO_COL ? (size_t)o->block_indent : parent + 2;
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
		_("cette ligne sort du texte commencé ligne %u : mettez-la en retrait, comme lui"),
		o->text_line);
	fix_left_lines(s, told, l, indent);
	return true;
}

/* --- A line without colon -------------------------------------------------------------------- */

static struct str first_word(const struct scene_line *l)
{
	size_t end = l->entry.body;
	while (end < l->text.len && strchr(" \t:", l->text.ptr[end]) == NULL) {
		end++;
	}
	return str_slice(l->text, l->entry.body, end - l->entry.body);
}

/* `clé:valeur` */
static bool tell_glued_colon(const struct scene *s, const struct scene_line *l)
{
	struct str word = first_word(l);
	size_t colon = l->entry.body + word.len;
	if (l->entry.colon != SIZE_MAX || !is_word(word) || colon >= l->text.len ||
	    l->text.ptr[colon] != ':' || str_starts(str_slice(l->text, colon, 3), STR("://"))) {
		return false;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR06, scene_span(s, l, colon, colon + 1),
	                              _("il manque une espace après « %.*s: »"), STR_ARG(word));
	size_t value = line_skip_blanks(l->text, colon + 1);
	write_fix(s->d, told, l->text, colon, value, STR(": "));
	return true;
}

/* The text above was cut by a `#`, so this line hangs in the air. */
static bool tell_cut_above(const struct scene *s, const struct scene_line *l)
{
	uint32_t line = l->line - 1;
	while (line > 0 && line_is_blank(source_line(s->src, line))) {
		line--;
	}
	struct scene_line above;
	if (line == 0 || l->before.text_line == 0) {
		return false;
	}
	scene_look(s, line, &above);
	size_t cut = line_comment(above.text, above.entry.indent);
	bool is_cut = cut < above.entry.end && cut > above.entry.value && l->entry.indent > 0;
	if (!is_cut || l->before.in_block) {
		return false;
	}
	struct diag *told = trap_tell_cut(
		s, scene_span(s, &above, cut, cut + 1),
		_("pour YAML, ce qui suit « # » est un commentaire, qui coupe ici le texte"));
	scene_look(s, l->before.text_line, &above);
	scene_fix_text(s, told, &above);
	return true;
}

bool trap_cut_above(const struct scene *s)
{
	return s->here.at == s->here.entry.indent && tell_cut_above(s, &s->here);
}

enum {
	SHORT_WORD_BYTES = 4, /* « de », « à », « note »: words of any text, although keys too */
};

/* `clé valeur` */
static bool tell_missing_colon(const struct scene *s, const struct scene_line *l)
{
	struct str word = first_word(l);
	bool may_be_prose = l->before.in_plain && word.len <= SHORT_WORD_BYTES;
	if (l->entry.colon != SIZE_MAX || may_be_prose || !is_word(word) || word_is_upper(word) ||
	    !is_known_key(word)) {
		return false;
	}
	size_t end = l->entry.body + word.len;
	struct diag *told = diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.body, end),
	                              _("il manque les deux-points après « %.*s »"), STR_ARG(word));
	size_t value = line_skip_blanks(l->text, end);
	write_fix(s->d, told, l->text, end, value, value < l->text.len ? STR(": ") : STR(":"));
	return true;
}

static void tell_no_dash(const struct scene *s, const struct scene_line *l, uint32_t list_line)
{
	struct diag *told =
		diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
	                  _("cette ligne est dans la liste de la ligne %u et n'a pas de tiret"), list_line);
	size_t dash = entry_read(source_line(s->src, list_line)).indent;
	struct buf head = {0};
	buf_addf(&head, "%*s- ", (int)dash, "");
	write_fix(s->d, told, l->text, 0, l->entry.indent, buf_str(&head));
	buf_finish(&head);
}

/* The text of the line above goes on, but not in its column. */
static bool tell_text_not_indented(const struct scene *s, const struct scene_line *l)
{
	if (!l->before.in_plain || l->entry.colon != SIZE_MAX || l->entry.body > l->entry.indent) {
		return false;
	}
	struct str above = source_line(s->src, l->before.text_line);
	struct entry e = entry_read(above);
	if (e.colon == SIZE_MAX && e.body > e.indent && e.indent == l->entry.indent) {
		tell_no_dash(s, l, l->before.text_line);
		return true;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
		_("si cette ligne continue le texte de la ligne %u, mettez-la en retrait ; sinon, il lui "
	          "manque « clé: »"),
		l->before.text_line);
	scene_fix_indent(s, told, l, e.body + 2);
	return true;
}

static void tell_no_colon(const struct scene *s, const struct scene_line *l)
{
	if (tell_glued_colon(s, l) || tell_missing_colon(s, l) || tell_cut_above(s, l) ||
	    tell_text_not_indented(s, l)) {
		return;
	}
	diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
	          _("cette ligne n'a pas de clé : écrivez « clé: valeur » ; si c'est un texte, mettez "
	            "« | » après la clé au-dessus et le texte en retrait"));
}

bool trap_no_colon(const struct scene *s)
{
	tell_no_colon(s, &s->start);
	return true;
}

/* --- Columns --------------------------------------------------------------------------------- */

bool trap_key_too_deep(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	if (!l->before.in_plain || !outline_in_text(&l->before, l->text) ||
	    l->entry.colon != l->at || !entry_is_key(l->text, &l->entry)) {
		return false;
	}
	struct scene_line above;
	scene_look(s, l->before.text_line, &above);
	if (above.entry.colon == SIZE_MAX) {
		tell_no_colon(s, &above);
		return true;
	}
	struct str key = str_slice(l->text, l->entry.body, l->entry.colon - l->entry.body);
	struct str other =
		str_slice(above.text, above.entry.body, above.entry.colon - above.entry.body);
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, l, l->entry.body, l->entry.colon),
		_("« %.*s » est plus à droite que « %.*s », qui a déjà sa valeur : mettez-les au même "
	          "retrait"),
		STR_ARG(key), STR_ARG(other));
	scene_fix_indent(s, told, l, above.entry.body);
	return true;
}

/* The level whose column is nearest; the deeper of two. NULL where there is none. */
static const struct outline_level *nearest_level(const struct outline *o, size_t col, bool in_list)
{
	const struct outline_level *best = NULL;
	size_t best_distance = SIZE_MAX;
	for (uint32_t i = 0; i < o->n_levels; i++) {
		const struct outline_level *level = &o->levels[i];
		size_t at = (size_t)level->col;
		size_t distance = at > col ? at - col : col - at;
		if (level->is_list == in_list && distance <= best_distance) {
			best = level;
			best_distance = distance;
		}
	}
	return best;
}

static struct diag *tell_off_level(const struct scene *s, const struct scene_line *l,
                                   uint32_t level_line)
{
	return diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
	                 _("le retrait de cette ligne ne correspond à aucune ligne au-dessus : alignez-la "
	                   "sur la ligne %u"),
	                 level_line);
}

bool trap_off_level(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	if (l->at != l->entry.indent || l->at >= l->text.len) {
		return false;
	}
	if (l->text.ptr[l->at] == ':') {
		diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->at, l->at + 1),
		          _("il manque la clé avant ces deux-points"));
		return true;
	}
	bool is_item = l->entry.body > l->entry.indent;
	const struct outline_level *level = nearest_level(&l->before, l->entry.indent, is_item);
	if (is_item && (level == NULL || (size_t)level->col == l->entry.indent)) {
		diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->at, l->at + 1),
		          _("un tiret parmi des clés : une liste se met en retrait sous sa clé"));
		return true;
	}
	bool is_text = !is_item && l->entry.colon == SIZE_MAX;
	if (level == NULL || is_text || (size_t)level->col == l->entry.indent) {
		return false;
	}
	scene_fix_indent(s, tell_off_level(s, l, level->line), l, (size_t)level->col);
	return true;
}

/* The key that a list belongs to is the innermost one left of the line. */
static const struct outline_level *key_left_of(const struct outline *o, size_t col)
{
	const struct outline_level *found = NULL;
	for (uint32_t i = 0; i < o->n_levels; i++) {
		if (!o->levels[i].is_list && (size_t)o->levels[i].col < col) {
			found = &o->levels[i];
		}
	}
	return found;
}

bool trap_no_dash(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	if (l->at != l->entry.indent || l->at >= l->text.len || l->entry.body > l->entry.indent) {
		return false;
	}
	if (l->entry.colon == SIZE_MAX) {
		tell_no_dash(s, l, s->start.line);
		return true;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
		_("cette clé est à la place d'un tiret de la liste commencée ligne %u"), s->start.line);
	const struct outline_level *level = key_left_of(&l->before, l->entry.indent);
	if (level != NULL) {
		scene_fix_indent(s, told, l, (size_t)level->col);
	}
	return true;
}

bool trap_document_end(const struct scene *s)
{
	for (uint32_t line = s->here.line; line > 0; line--) {
		struct str text = source_line(s->src, line);
		if (str_eq(str_trim(text), STR("...")) && text.ptr[0] == '.') {
			struct span span = {s->file, line, 1, 3};
			diags_add(s->d, DIAG_PAR06, span,
			          _("« ... » seul sur sa ligne finit le parcours : effacez cette ligne, ou "
			            "mettez-la en retrait si elle est d'un texte"));
			return true;
		}
	}
	return false;
}
