/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered, shown again: the answers of a review, and a text composed of them. */
#include "scene.h"

#include "buf.h"
#include "i18n.h"

/* --- Reviews ---------------------------------------------------------------------- */

struct review {
	struct scene_answer *list;
	size_t n;
	struct arena *arena;
	const struct visit *v;
};

struct str scene_written(struct arena *arena, struct walk *w, const struct step *s)
{
	struct str what = s->kind == STEP_NOTE ? STR("note") : STR("récit");
	struct str written = walk_note(w, s->id, what);
	if (written.len > 0 || s->kind == STEP_NOTE) {
		return written;
	}
	return said_plain(arena, said_make(arena, walk_facts(w, false), &s->composition));
}

static bool is_written_kind(const struct step *s)
{
	return s->kind == STEP_NOTE || s->kind == STEP_COMPOSITION;
}

static void add_fields(struct review *r, struct scene_answer row, const struct step *s,
                       const struct answer *a)
{
	for (uint32_t i = 0; i < s->n_fields; i++) {
		const struct field *f = &s->fields[i];
		bool has = a != NULL && a->kind == ANSWER_FIELDS && i < a->fields.n;
		row.field = i;
		row.step_title = i == 0 && s->n_fields > 1 ? row.title : (struct str){0};
		struct scene_answer *into = &r->list[r->n++];
		*into = row;
		if (s->n_fields > 1) {
			into->title =
				said_line_of(r->arena, walk_facts(r->v->live, false), &f->label);
		}
		into->answer = has ? scene_field_answer(r->arena, r->v->live, f, a->fields.list[i])
		                   : (struct str){0};
		row.camp = (struct str){0};
	}
}

/* True where something was added. */
static bool add_step(struct review *r, step_id step, struct str camp, bool is_beside)
{
	struct walk *w = r->v->live;
	const struct step *s = &walk_journey(w)->steps[step];
	const struct answer *a =
		is_beside ? walk_left_over(w, step) : walk_facts(w, false)->of[step].answer;
	struct scene_answer row = {
		.step = step, .field = INDEX_NONE, .camp = camp, .is_beside = is_beside};
	if (is_written_kind(s)) {
		bool is_told = !is_beside || walk_note(w, s->id, STR("note")).len > 0 ||
		               walk_note(w, s->id, STR("récit")).len > 0;
		if (!is_told) {
			return false;
		}
		row.written = scene_written(r->arena, r->v->live, s);
	} else if (is_beside && (a == NULL || a->kind == ANSWER_OPEN)) {
		return false;
	}
	row.title = scene_title(r->arena, w, step);
	if (s->n_fields > 0) {
		add_fields(r, row, s, a);
		return true;
	}
	row.answer = scene_answer(r->arena, w, s, a);
	r->list[r->n++] = row;
	return true;
}

/* The listed steps of one section, under its title; `section` may be none. */
static void add_section(struct review *r, const struct step *s, uint32_t section, bool is_beside)
{
	const struct journey *j = walk_journey(r->v->live);
	struct str camp = {0};
	if (section < j->n_sections) {
		camp = said_line_of(r->arena, walk_facts(r->v->live, false),
		                    &j->sections[section].title);
	}
	for (uint32_t i = 0; i < s->n_reviewed; i++) {
		step_id step = s->reviewed[i].step;
		if (j->steps[step].section == section &&
		    walk_is_behind(r->v->live, step) != is_beside &&
		    add_step(r, step, camp, is_beside)) {
			camp = (struct str){0};
		}
	}
}

/* Each section at its first listed step. */
static void add_sections(struct review *r, const struct step *s, bool is_beside)
{
	const struct journey *j = walk_journey(r->v->live);
	for (uint32_t i = 0; i < s->n_reviewed; i++) {
		uint32_t section = j->steps[s->reviewed[i].step].section;
		bool is_first = true;
		for (uint32_t k = 0; k < i && is_first; k++) {
			is_first = j->steps[s->reviewed[k].step].section != section;
		}
		if (is_first) {
			add_section(r, s, section, is_beside);
		}
	}
}

static void set_apart(struct review *r)
{
	const struct step *steps = walk_journey(r->v->live)->steps;
	for (size_t i = 1; i < r->n; i++) {
		step_id above = r->list[i - 1].step;
		r->list[i].is_apart = r->list[i].step != above && steps[above].n_fields > 1;
	}
}

struct scene_answer *scene_review(struct arena *arena, const struct visit *v, size_t *ret_n)
{
	const struct step *s = walk_step(v->live);
	struct review r = {.arena = arena, .v = v};
	size_t most = 0;
	for (uint32_t i = 0; i < s->n_reviewed; i++) {
		most += (size_t)walk_journey(v->live)->steps[s->reviewed[i].step].n_fields + 1;
	}
	r.list = arena_array(arena, most, sizeof r.list[0]);
	add_sections(&r, s, false);
	add_sections(&r, s, true);
	set_apart(&r);
	*ret_n = r.n;
	return r.list;
}

/* --- Harvests --------------------------------------------------------------------- */

struct scene_line *scene_harvest(struct arena *arena, const struct walk *w, const struct step *s,
                                 size_t *ret_n)
{
	size_t n;
	const struct contribution *all = walk_gathered(w, arena, s->id, &n);
	struct scene_line *lines = arena_array(arena, n, sizeof *lines);
	*ret_n = 0;
	for (size_t i = 0; i < n; i++) {
		if (all[i].into.len > 0) {
			continue;
		}
		struct scene_line *line = &lines[(*ret_n)++];
		*line = (struct scene_line){.line = said_words(arena, all[i].text),
		                            .table = all[i].table,
		                            .is_starred = all[i].is_starred};
		for (size_t k = 0; k < n; k++) {
			line->n_merged += str_eq(all[k].into, all[i].id);
		}
	}
	return lines;
}

struct str scene_line_words(struct arena *arena, const struct scene_line *line)
{
	struct buf b = {0};
	buf_add(&b, line->line);
	if (line->n_merged > 0) {
		buf_addf(&b, COUNTED(line->n_merged, " (et %zu autre)", " (et %zu autres)"),
		         line->n_merged);
	}
	if (line->table > 0) {
		buf_addf(&b, _(" (table %u)"), (unsigned)line->table);
	}
	if (line->is_starred) {
		buf_add(&b, str_from(_(" (retenu)")));
	}
	struct str words = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return words;
}

/* --- Compositions ----------------------------------------------------------------- */

static bool is_same_text(struct str a, struct str b)
{
	struct buf nfc = {0};
	utf8_add_nfc(&nfc, a);
	bool same = str_eq(buf_str(&nfc), b);
	buf_finish(&nfc);
	return same;
}

/* The name of what an insertion shows; empty where it shows something, or no answer. */
static struct str lacking(struct arena *arena, struct walk *w, const struct expr *e)
{
	const struct facts *facts = walk_facts(w, false);
	if (e->op != EXPR_ANSWER || expr_eval(facts, e).kind != VALUE_NONE) {
		return (struct str){0};
	}
	const struct step *s = &facts->journey->steps[e->step];
	return e->field != EXPR_NO_FIELD ? said_line_of(arena, facts, &s->fields[e->field].label)
	                                 : scene_title(arena, w, e->step);
}

static void add_open(struct scene_composition *c, struct str name)
{
	for (size_t i = 0; i < c->n_open; i++) {
		if (str_eq(c->open[i], name)) {
			return;
		}
	}
	if (name.len > 0) {
		c->open[c->n_open++] = name;
	}
}

void scene_compose(struct scene_composition *c, struct arena *arena, const struct visit *v)
{
	const struct step *s = visit_step(v);
	const struct text *text = &s->composition;
	*c = (struct scene_composition){
		.drawn = said_make(arena, walk_facts(v->walk, false), text),
		.written = walk_note(v->live, s->id, STR("récit")),
		.open = arena_array(arena, text_n_inserts(text), sizeof c->open[0]),
	};
	c->is_stale = c->written.len > 0 &&
	              !is_same_text(said_plain(arena, c->drawn), walk_drawn(v->live, s->id));
	for (uint32_t i = 0; i < text_n_inserts(text); i++) {
		add_open(c, lacking(arena, v->walk, text->inserts->list[i]));
	}
}
