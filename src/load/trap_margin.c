/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Under `étapes`, what stands too far left: a step in the margin, a key of a step in the steps'
 * own column. YAML reads either as something else, or stops at the lines after it, which are
 * right: it is the line left behind that is told, with those below that go along.
 */
#include "traps.h"

#include "i18n.h"
#include "schema.h"
#include "trap_scene.h"
#include "trap_write.h"
#include "utf8.h"

static struct str word_of(const struct scene_line *l)
{
	const struct entry *e = &l->entry;
	return e->colon == SIZE_MAX ? (struct str){0}
	                            : str_slice(l->text, e->body, e->colon - e->body);
}

static bool is_step_key(struct str word)
{
	return schema_find_key(&step_schema, word) != INDEX_NONE;
}

static bool is_bare(const struct scene_line *l)
{
	return l->entry.colon != SIZE_MAX && l->entry.value == l->entry.end;
}

/* Only what is written on it, without what is open at its head. */
static struct scene_line glance(const struct source *src, uint32_t line)
{
	struct scene_line l = {.line = line, .text = source_line(src, line)};
	l.entry = entry_read(l.text);
	return l;
}

static bool is_passed_over(const struct scene_line *l)
{
	return line_is_blank(l->text) || l->text.ptr[l->entry.indent] == '#';
}

/* The first line below that holds anything, where it is deeper than `l`; else false. */
static bool child_of(const struct source *src, const struct scene_line *l, struct scene_line *ret)
{
	for (uint32_t line = l->line + 1; line <= src->n_lines; line++) {
		*ret = glance(src, line);
		if (!is_passed_over(ret)) {
			return ret->entry.indent > l->entry.indent;
		}
	}
	return false;
}

/* --- The fix ------------------------------------------------------------------------------- */

/* The lines below `l` that are its own: up to one no deeper, or of the other sort than `own`. */
static uint32_t last_own(const struct source *src, const struct scene_line *l, size_t col,
                         bool own_are_step_keys)
{
	uint32_t last = l->line;
	for (uint32_t line = l->line + 1; line <= src->n_lines; line++) {
		struct scene_line below = glance(src, line);
		if (is_passed_over(&below)) {
			continue;
		}
		bool is_other = below.entry.indent == col &&
		                entry_is_key(below.text, &below.entry) &&
		                is_step_key(word_of(&below)) != own_are_step_keys;
		if (below.entry.indent <= l->entry.indent || is_other) {
			break;
		}
		last = line;
	}
	return last;
}

/* A key that is deeper below a value that is whole belongs to something else. */
static bool may_own(const struct scene_line *l, const struct scene_line *child)
{
	bool is_bar = l->entry.end == l->entry.value + 1 &&
	              (l->text.ptr[l->entry.value] == '|' || l->text.ptr[l->entry.value] == '>');
	return is_bare(l) || is_bar || !entry_is_key(child->text, &child->entry);
}

/* `l` goes to column `to`, and with it those below that would no longer be deeper. */
static void fix_move(const struct scene *s, struct diag *told, const struct scene_line *l,
                     size_t to, bool own_are_step_keys)
{
	struct scene_line child;
	struct buf lines = {0};
	buf_addf(&lines, "%*s", (int)to, "");
	buf_add(&lines, str_slice(l->text, l->entry.indent, l->text.len));
	if (child_of(s->src, l, &child) && child.entry.indent <= to && may_own(l, &child)) {
		size_t shift = to + WRITE_INDENT - child.entry.indent;
		uint32_t last = last_own(s->src, l, child.entry.indent, own_are_step_keys);
		for (uint32_t line = l->line + 1; line <= last && lines.len <= WRITE_MAX_BYTES;
		     line++) {
			struct str text = source_line(s->src, line);
			buf_addf(&lines, "\n%*s%.*s", line_is_blank(text) ? 0 : (int)shift, "",
			         STR_ARG(text));
		}
	}
	write_fix(s->d, told, (struct edit){l->text, 0, l->text.len, buf_str(&lines)});
	buf_finish(&lines);
}

static struct span word_span(const struct scene *s, const struct scene_line *l)
{
	return scene_span(s, l, l->entry.body, l->entry.colon);
}

/* --- A step in the margin -------------------------------------------------------------------- */

static bool is_steps_part(struct str word)
{
	struct buf folded = {0};
	utf8_add_folded(&folded, word);
	bool is = str_eq(buf_str(&folded), STR("etapes"));
	buf_finish(&folded);
	return is;
}

/* The last line above that has something in its first column, and no comment; 0: none. */
static uint32_t margin_above(const struct source *src, uint32_t line)
{
	while (--line > 0) {
		struct str text = source_line(src, line);
		if (text.len > 0 && text.ptr[0] != ' ' && text.ptr[0] != '#' &&
		    !line_is_blank(text)) {
			break;
		}
	}
	return line;
}

/*
 * The part that the line is in is `étapes`, whose name stands alone on its line: then the column
 * of the steps that stand right, or the usual one; else 0. The file may be long, and its lines in
 * the margin many: those of texts are passed over at their first byte.
 */
static size_t steps_col(const struct source *src, uint32_t line)
{
	for (line = margin_above(src, line); line > 0; line = margin_above(src, line)) {
		struct scene_line above = glance(src, line), child;
		if (schema_find_key(&top_schema, word_of(&above)) == INDEX_NONE) {
			continue;
		}
		if (!is_bare(&above) || !is_steps_part(word_of(&above))) {
			return 0;
		}
		return child_of(src, &above, &child) ? child.entry.indent : WRITE_INDENT;
	}
	return 0;
}

static bool tell_left_step(const struct scene *s, const struct scene_line *l)
{
	struct scene_line child;
	bool is_step = l->entry.indent == 0 && is_bare(l) && entry_is_key(l->text, &l->entry) &&
	               schema_find_key(&top_schema, word_of(l)) == INDEX_NONE &&
	               child_of(s->src, l, &child) && is_step_key(word_of(&child));
	size_t col = is_step ? steps_col(s->src, l->line) : 0;
	if (col == 0) {
		return false;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR06, word_span(s, l),
	                              _("« %.*s » touche la marge : une étape se met en retrait "
	                                "sous « étapes »"),
	                              STR_ARG(word_of(l)));
	fix_move(s, told, l, col, true);
	return true;
}

bool trap_steps_follow(const struct source *src, uint32_t line)
{
	struct scene_line steps = glance(src, line), below, child;
	if (steps.entry.indent > 0 || !is_steps_part(word_of(&steps))) {
		return false;
	}
	for (uint32_t at = line + 1; at <= src->n_lines; at++) {
		below = glance(src, at);
		if (!is_passed_over(&below)) {
			return below.entry.indent == 0 && is_bare(&below) &&
			       child_of(src, &below, &child) && is_step_key(word_of(&child));
		}
	}
	return false;
}

/* --- A key in the column of steps --------------------------------------------------------------
 */

/* What it holds is no step: it is a key of the one above. */
static bool is_left_key(const struct source *src, const struct scene_line *l)
{
	struct scene_line child;
	if (!entry_is_key(l->text, &l->entry) || !is_step_key(word_of(l))) {
		return false;
	}
	return !is_bare(l) || (child_of(src, l, &child) && !is_step_key(word_of(&child)));
}

/* The step in column `col` that the line is under. False where there is none. */
static bool owner_of(const struct source *src, const struct scene_line *l, size_t col,
                     struct scene_line *ret)
{
	for (uint32_t line = l->line - 1; line > 0; line--) {
		*ret = glance(src, line);
		if (is_passed_over(ret)) {
			continue;
		}
		if (ret->entry.indent < col && ret->entry.indent < l->entry.indent) {
			return false;
		}
		if (ret->entry.indent == col && !is_left_key(src, ret)) {
			return is_bare(ret);
		}
	}
	return false;
}

/* The line goes where the keys of its step are. */
static bool tell_key_of(const struct scene *s, const struct scene_line *l, size_t steps)
{
	struct scene_line owner, child;
	if (!is_left_key(s->src, l) || !owner_of(s->src, l, steps, &owner)) {
		return false;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR06, word_span(s, l),
	                              _("« %.*s » est trop à gauche : c'est une clé de l'étape « "
	                                "%.*s »"),
	                              STR_ARG(word_of(l)), STR_ARG(word_of(&owner)));
	bool has_keys = child_of(s->src, &owner, &child);
	fix_move(s, told, l, has_keys ? child.entry.indent : steps + WRITE_INDENT, false);
	return true;
}

static bool tell_left_key(const struct scene *s, const struct scene_line *l)
{
	return l->entry.indent > 0 && tell_key_of(s, l, l->entry.indent);
}

/* A key of a step in the margin, which no key of the file is. */
static bool tell_key_in_margin(const struct scene *s, const struct scene_line *l)
{
	bool is_alien = l->entry.indent == 0 && l->entry.colon != SIZE_MAX &&
	                schema_find_key(&top_schema, word_of(l)) == INDEX_NONE;
	size_t col = is_alien ? steps_col(s->src, l->line) : 0;
	return col > 0 && tell_key_of(s, l, col);
}

/* --- Without `étapes` ------------------------------------------------------------------------ */

static bool has_steps_part(const struct source *src)
{
	for (uint32_t line = 1; line <= src->n_lines; line++) {
		struct scene_line l = glance(src, line);
		if (l.entry.indent == 0 && is_steps_part(word_of(&l))) {
			return true;
		}
	}
	return false;
}

bool trap_no_steps(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	struct scene_line child;
	bool is_step = l->entry.indent > 0 && is_bare(l) && entry_is_key(l->text, &l->entry) &&
	               child_of(s->src, l, &child) && is_step_key(word_of(&child));
	if (!is_step || l->before.n_levels != 1 || l->before.levels[0].col != 0 ||
	    has_steps_part(s->src)) {
		return false;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR06, word_span(s, l),
	                              _("il manque la ligne « étapes: » au-dessus de « %.*s »"),
	                              STR_ARG(word_of(l)));
	write_fix(s->d, told, (struct edit){l->text, 0, 0, STR("étapes:\n")});
	return true;
}

/* --- Where it is met ------------------------------------------------------------------------- */

bool trap_margin(const struct scene *s)
{
	const struct outline *o = &s->here.before;
	for (uint32_t i = 0; i < o->n_levels && i < 2; i++) {
		struct scene_line l = glance(s->src, o->levels[i].line);
		bool is_step = i == 0 && (tell_left_step(s, &l) || tell_key_in_margin(s, &l));
		bool is_key = i == 1 && steps_col(s->src, l.line) > 0 && tell_left_key(s, &l);
		if (is_step || is_key) {
			return true;
		}
	}
	return false;
}

static struct scene scene_of(struct diags *d, const struct sources *sources, const struct node *key)
{
	return (struct scene){
		.d = d, .sources = sources, .src = &sources->list[key->file], .file = key->file};
}

bool trap_step_in_margin(struct diags *d, const struct sources *sources, const struct node *key)
{
	struct scene s = scene_of(d, sources, key);
	struct scene_line l = glance(s.src, key->line);
	return !diags_is_full(d) && key->col == 1 &&
	       (tell_left_step(&s, &l) || tell_key_in_margin(&s, &l));
}

bool trap_key_among_steps(struct diags *d, const struct sources *sources, const struct node *key)
{
	struct scene s = scene_of(d, sources, key);
	struct scene_line l = glance(s.src, key->line);
	return d->n <= WRITE_MAX_FIXES && key->col == l.entry.body + 1 && is_step_key(key->text) &&
	       tell_left_key(&s, &l);
}
