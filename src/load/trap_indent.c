/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that stand at the wrong column. */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"

/*
 * Of a key and those below it, all in the column of `l` where its children belong, only the
 * first, on `first_line`, is not: it is the one to be moved.
 */
static bool tell_first_child(const struct scene *s, const struct scene_line *l, uint32_t first_line)
{
	struct scene_line first;
	const struct outline_level *parent = NULL;
	scene_look(s, first_line, &first);
	for (uint32_t i = 0; i < first.before.n_levels; i++) {
		const struct outline_level *level = &first.before.levels[i];
		if ((size_t)level->col < l->entry.indent &&
		    (size_t)level->col < first.entry.indent) {
			parent = level;
		}
	}
	bool is_first = parent != NULL && first.before.last == parent->line;
	bool is_alone = first.entry.body == first.entry.indent && first.entry.colon != SIZE_MAX;
	if (!is_first || !is_alone || (size_t)parent->col + WRITE_INDENT != l->entry.indent) {
		return false;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, &first, first.entry.body, first.entry.colon),
		_("cette ligne n'a pas le même retrait que celles d'en dessous"));
	scene_fix_indent(s, told, &first, l->entry.indent);
	return true;
}

/* What the keys below an id of the author's belong to, and the one that a bare value means. */
static const struct {
	const char *part, *key;
} labels[] = {
	{"choix", "libellé"},  {"champs", "libellé"},   {"pari", "libellé"},
	{"parmi", "libellé"},  {"portes", "libellé"},   {"étapes", "titre"},
	{"sections", "titre"}, {"ressources", "titre"},
};

static struct str key_of(struct str line, const struct entry *e)
{
	return e->colon == SIZE_MAX ? (struct str){0}
	                            : str_trim(str_slice(line, e->body, e->colon - e->body));
}

/* The key that its value stands for; NULL where that isn't known. */
static const char *label_of(const struct scene *s, const struct scene_line *l)
{
	uint32_t part = 0;
	for (uint32_t i = 0; i < l->before.n_levels; i++) {
		if ((size_t)l->before.levels[i].col < l->entry.indent) {
			part = l->before.levels[i].line;
		}
	}
	struct str line = part > 0 ? source_line(s->src, part) : (struct str){0};
	struct entry e = entry_read(line);
	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
		if (str_eq(key_of(line, &e), str_from(labels[i].part))) {
			return labels[i].key;
		}
	}
	return NULL;
}

/* `juin: En juin`, and below it, deeper, `vers: qui`: what has a value is to have keys too. */
static bool tell_value_and_keys(const struct scene *s, const struct scene_line *l,
                                const struct scene_line *above)
{
	struct str id = key_of(above->text, &above->entry);
	struct str value =
		str_slice(above->text, above->entry.value, above->entry.end - above->entry.value);
	const char *label = label_of(s, above);
	bool is_id = scene_key_use(above) == KEY_UNKNOWN && is_word(id) && label != NULL;
	if (!is_id || scene_key_use(l) == KEY_UNKNOWN) {
		return false;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, above, above->entry.value, above->entry.end),
		_("« %.*s » a déjà sa valeur ici ; pour y ajouter « %.*s », mettez-la à la ligne, "
	          "après « %s: »"),
		STR_ARG(id), STR_ARG(key_of(l->text, &l->entry)), label);
	struct buf below = {0};
	buf_addf(&below, "\n%*s%s: %.*s", (int)l->entry.indent, "", label, STR_ARG(value));
	write_fix(s->d, told,
	          (struct edit){above->text, above->entry.colon + 1, above->text.len,
	                        buf_str(&below)});
	buf_finish(&below);
	return true;
}

/* `étapes: voici`, and its steps below. */
static bool tell_value_for_lines(const struct scene *s, const struct scene_line *above)
{
	struct str key = key_of(above->text, &above->entry);
	if (!key_takes_lines(key)) {
		return false;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, above, above->entry.value, above->entry.end),
		_("« %.*s: » n'a rien après lui sur sa ligne : ce qui lui appartient est en "
	          "dessous"),
		STR_ARG(key));
	write_fix(s->d, told,
	          (struct edit){above->text, above->entry.colon + 1, above->entry.end, STR("")});
	return true;
}

/* The line above under which `l` stands in the column of what belongs to it; 0: there is none.
 * `vers: qui` ended it, and one more choice comes after that. */
static uint32_t part_left(const struct scene *s, const struct scene_line *l,
                          const struct scene_line *above)
{
	bool has_twin = false;
	for (uint32_t line = above->line - 1; line > 0; line--) {
		struct str text = source_line(s->src, line);
		struct entry e = entry_read(text);
		if (line_is_blank(text) || e.indent > l->entry.indent) {
			continue;
		}
		if (e.indent == l->entry.indent) {
			has_twin = has_twin || entry_is_key(text, &e);
			continue;
		}
		bool is_part = e.indent == above->entry.body && e.value == e.end &&
		               key_takes_lines(key_of(text, &e));
		if (e.indent < above->entry.body || is_part) {
			return is_part && has_twin ? line : 0;
		}
	}
	return 0;
}

static bool tell_left_part(const struct scene *s, const struct scene_line *l,
                           const struct scene_line *above)
{
	uint32_t part = scene_key_use(above) == KEY_UNKNOWN ? 0 : part_left(s, l, above);
	if (part == 0 || scene_key_use(l) != KEY_UNKNOWN) {
		return false;
	}
	struct str line = source_line(s->src, part);
	struct entry e = entry_read(line);
	diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.body, l->entry.colon),
	          _("« %.*s » semble être de « %.*s », ligne %u : mettez cette ligne avec les "
	            "autres, au-dessus de « %.*s »"),
	          STR_ARG(key_of(l->text, &l->entry)), STR_ARG(key_of(line, &e)), part,
	          STR_ARG(key_of(above->text, &above->entry)));
	return true;
}

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
		trap_tell_no_colon(s, &above);
		return true;
	}
	if (tell_left_part(s, l, &above) || tell_value_and_keys(s, l, &above) ||
	    tell_value_for_lines(s, &above) || tell_first_child(s, l, above.line)) {
		return true;
	}
	struct str key = str_slice(l->text, l->entry.body, l->entry.colon - l->entry.body);
	struct str other =
		str_slice(above.text, above.entry.body, above.entry.colon - above.entry.body);
	struct diag *told =
		diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.body, l->entry.colon),
	                  _("« %.*s » est plus à droite que « %.*s », qui a déjà sa valeur : "
	                    "mettez-les au même retrait"),
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
	                 _("le retrait de cette ligne ne correspond à aucune ligne au-dessus : "
	                   "alignez-la sur la ligne %u"),
	                 level_line);
}

static void tell_dash_among_keys(const struct scene *s, const struct scene_line *l)
{
	struct diag *told =
		diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.indent + 1),
	                  _("un tiret parmi des clés : une liste se met en retrait sous sa clé"));
	if (l->entry.colon != SIZE_MAX) {
		write_fix(s->d, told,
		          (struct edit){l->text, l->entry.indent, l->entry.body, STR("")});
	}
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
		tell_dash_among_keys(s, l);
		return true;
	}
	bool is_text = !is_item && l->entry.colon == SIZE_MAX;
	if (level == NULL || is_text || (size_t)level->col == l->entry.indent) {
		return false;
	}
	if (!tell_first_child(s, l, level->line)) {
		scene_fix_indent(s, tell_off_level(s, l, level->line), l, (size_t)level->col);
	}
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

/* `- clé: valeur`, and more keys in the dash's own column. */
static void tell_stray_dash(const struct scene *s, const struct scene_line *l)
{
	struct diag *told =
		diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.indent + 1),
	                  _("ce tiret commence une liste, que les lignes d'en dessous ne "
	                    "continuent pas : ôtez-le"));
	write_fix(s->d, told, (struct edit){l->text, l->entry.indent, l->entry.body, STR("")});
}

/* One dash for one key, or before one of several names with lines of their own below. */
static bool is_lone_item(const struct scene *s, const struct scene_line *l)
{
	const struct entry *first = &s->start.entry;
	bool are_names = first->value == first->end && l->entry.value == l->entry.end &&
	                 first->indent == l->entry.indent;
	return first->colon != SIZE_MAX && (s->start.line == l->before.last || are_names);
}

bool trap_no_dash(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	if (l->at != l->entry.indent || l->at >= l->text.len || l->entry.body > l->entry.indent) {
		return false;
	}
	if (l->entry.colon == SIZE_MAX) {
		trap_tell_no_dash(s, l, s->start.line);
		return true;
	}
	struct str key = key_of(l->text, &l->entry);
	if (str_eq(key, STR("sinon")) || str_eq(key, STR("si"))) {
		trap_tell_no_dash(s, l, s->start.line); // it can be nothing else
		return true;
	}
	if (is_lone_item(s, l)) {
		tell_stray_dash(s, &s->start);
		return true;
	}
	struct diag *told =
		diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
	                  _("cette clé est à la place d'un tiret de la liste commencée ligne %u"),
	                  s->start.line);
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
			          _("« ... » seul sur sa ligne finit le parcours : effacez cette "
			            "ligne, ou mettez-la en retrait si elle est d'un texte"));
			return true;
		}
	}
	return false;
}

/* Where steps stand that `line` is below; 0: under no `étapes`. */
static size_t steps_column(const struct source *src, uint32_t line)
{
	for (; line > 0; line--) {
		struct str text = source_line(src, line);
		struct entry e = entry_read(text);
		bool is_bare = e.colon != SIZE_MAX && e.value == e.end;
		if (is_bare && e.indent == 0 &&
		    str_eq(str_slice(text, 0, e.colon), STR("étapes"))) {
			return WRITE_INDENT;
		}
	}
	return 0;
}

bool trap_step_too_deep(struct diags *d, const struct source *src, const struct node *key)
{
	struct str line = source_line(src, key->line);
	struct entry e = entry_read(line);
	size_t column = steps_column(src, key->line);
	bool is_step = key->next->next != NULL && key_use_of(key->text) == KEY_UNKNOWN &&
	               is_word(key->text) && column > 0 && e.indent == column + WRITE_INDENT &&
	               key_use_of(key->next->next->text) != KEY_UNKNOWN;
	if (!is_step) {
		return false;
	}
	struct diag *told = diags_add(d, DIAG_PAR25, node_span(key),
	                              _("« %.*s » n'a pas de valeur ; si c'est une étape, elle est "
	                                "trop à droite : ce qui lui appartient est en dessous"),
	                              STR_ARG(key->text));
	struct buf head = {0};
	buf_addf(&head, "%*s", (int)column, "");
	write_fix(d, told, (struct edit){line, 0, e.indent, buf_str(&head)});
	buf_finish(&head);
	return true;
}
