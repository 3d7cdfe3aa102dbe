/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be chosen, what was answered, and what is said after it. */
#include "scene.h"

#include "buf.h"
#include "i18n.h"

/* --- Rows ------------------------------------------------------------------------- */

static void add_option(struct scene_row *rows, size_t *n, struct arena *arena,
                       const struct visit *v, uint32_t option)
{
	const struct option *o = &visit_step(v)->options[option];
	enum option_state state = walk_option_state(v->walk, option);
	if (state == OPTION_HIDDEN) {
		return;
	}
	const struct facts *facts = walk_facts(v->walk, false);
	rows[(*n)++] = (struct scene_row){
		.index = option,
		.key = o->id,
		.label = said_line_of(arena, facts, &o->label),
		.why = said_line_of(arena, facts, &o->why),
		.is_greyed = state == OPTION_GREYED,
		.is_detour = option_is_detour(o),
	};
}

static struct scene_row *option_rows(struct arena *arena, const struct visit *v, size_t *n)
{
	const struct step *s = visit_step(v);
	struct scene_row *rows = arena_array(arena, s->n_options, sizeof *rows);
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (!option_is_detour(&s->options[i])) {
			add_option(rows, n, arena, v, i);
		}
	}
	for (uint32_t i = 0; i < s->n_options && !visit_is_editing(v); i++) {
		if (option_is_detour(&s->options[i])) {
			add_option(rows, n, arena, v, i);
		}
	}
	return rows;
}

static bool is_left_open(struct walk *w, step_id step)
{
	const struct facts *facts = walk_facts(w, false);
	if (step >= facts->journey->n_steps) {
		return false;
	}
	const struct answer *a = facts->of[step].answer;
	return a != NULL && a->kind == ANSWER_OPEN;
}

static struct scene_row *hub_rows(struct arena *arena, const struct visit *v, size_t *n)
{
	const struct hub *hub = visit_step(v)->hub;
	step_id here = walk_here(v->walk)->step;
	struct scene_row *rows = arena_array(arena, hub->n_items, sizeof *rows);
	for (uint32_t i = 0; i < hub->n_items; i++) {
		rows[(*n)++] = (struct scene_row){
			.index = i,
			.key = hub->items[i].name,
			.label = scene_title(arena, v->walk, hub->items[i].to),
			.is_done = walk_is_ticked(v->walk, here, hub->items[i].name),
			.is_passed = is_left_open(v->walk, hub->items[i].to),
		};
	}
	return rows;
}

struct scene_row *scene_rows(struct arena *arena, const struct visit *v, size_t *ret_n)
{
	*ret_n = 0;
	return visit_step(v)->kind == STEP_HUB ? hub_rows(arena, v, ret_n)
	                                       : option_rows(arena, v, ret_n);
}

struct str scene_row_mark(const struct scene_row *row)
{
	if (row->is_detour) {
		return str_from(_("un détour, puis retour ici"));
	}
	return str_from(!row->is_done ? "" : row->is_passed ? _("laissé ouvert") : _("fait"));
}

struct scene_row *scene_field_rows(struct arena *arena, const struct visit *v, size_t *ret_n)
{
	const struct field *f = visit_field(v);
	const struct facts *facts = walk_facts(v->walk, false);
	struct scene_row *rows = arena_array(arena, f->n_options, sizeof *rows);
	for (uint32_t i = 0; i < f->n_options; i++) {
		rows[i].index = i;
		rows[i].key = f->options[i].id;
		rows[i].label = said_line_of(arena, facts, &f->options[i].label);
	}
	*ret_n = f->n_options;
	return rows;
}

/* --- Titles and answers ----------------------------------------------------------- */

/* What a junction leads to now; itself for any other step. */
static step_id shown_step(const struct facts *facts, step_id step)
{
	const struct journey *j = facts->journey;
	for (uint32_t hops = 0; hops < j->n_steps && j->steps[step].kind == STEP_JUNCTION; hops++) {
		const struct step *s = &j->steps[step];
		uint32_t i = 0;
		while (i + 1 < s->n_edges && !expr_is_true(facts, s->edges[i].when)) {
			i++;
		}
		if (i == s->n_edges || s->edges[i].to >= j->n_steps) {
			break;
		}
		step = s->edges[i].to;
	}
	return step;
}

struct str scene_title(struct arena *arena, struct walk *w, step_id step)
{
	const struct facts *facts = walk_facts(w, true);
	if (step >= facts->journey->n_steps) {
		return said_words(arena, walk_step_name(w, step));
	}
	struct text title = step_title(&facts->journey->steps[shown_step(facts, step)]);
	return said_line_of(arena, facts, &title);
}

/* Those in which options and sets count. */
struct options {
	const struct option *list;
	uint32_t n;
};

/* One answer that is no ANSWER_FIELDS. */
static struct str print_one(struct arena *arena, const struct facts *facts, const struct answer *a,
                            struct options options)
{
	struct buf b = {0};
	if (a == NULL || a->kind == ANSWER_OPEN || a->kind == ANSWER_FIELDS) {
		return (struct str){0};
	}
	if (a->kind == ANSWER_OPTION) {
		return a->option < options.n
		               ? said_line_of(arena, facts, &options.list[a->option].label)
		               : (struct str){0};
	}
	if (a->kind == ANSWER_SET && a->set.n == 0) {
		return said_words(arena, str_from(_("aucun")));
	}
	if (a->kind == ANSWER_MISFIT) {
		buf_add(&b, a->misfit);
	} else {
		value_print(&b, facts, answer_value(a, options.list, options.n));
	}
	struct str printed = said_words(arena, buf_str(&b));
	buf_finish(&b);
	return printed;
}

struct str scene_field_answer(struct arena *arena, struct walk *w, const struct field *f,
                              const struct answer *a)
{
	return print_one(arena, walk_facts(w, false), a,
	                 (struct options){f->options, f->n_options});
}

static struct str print_fields(struct arena *arena, struct walk *w, const struct step *s,
                               const struct answer *a)
{
	struct buf b = {0};
	for (uint32_t i = 0; i < s->n_fields && i < a->fields.n; i++) {
		struct str one = scene_field_answer(arena, w, &s->fields[i], a->fields.list[i]);
		if (one.len > 0) {
			buf_add(&b, str_from(b.len > 0 ? " ; " : ""));
			buf_add(&b, one);
		}
	}
	struct str printed = said_words(arena, buf_str(&b));
	buf_finish(&b);
	return printed;
}

/* « 76 % » */
static struct str with_unit(struct arena *arena, const struct facts *facts, const struct step *s,
                            double number)
{
	struct buf b = {0};
	struct str unit = said_line_of(arena, facts, &s->estimate->unit);
	number_add_french(&b, number);
	if (unit.len > 0) {
		buf_add_rune(&b, RUNE_NBSP);
		buf_add(&b, unit);
	}
	struct str printed = said_words(arena, buf_str(&b));
	buf_finish(&b);
	return printed;
}

struct str scene_answer(struct arena *arena, struct walk *w, const struct step *s,
                        const struct answer *a)
{
	if (a != NULL && a->kind == ANSWER_FIELDS) {
		return print_fields(arena, w, s, a);
	}
	const struct facts *facts = walk_facts(w, false);
	if (a != NULL && a->kind == ANSWER_NUMBER && s->estimate != NULL) {
		return with_unit(arena, facts, s, a->number);
	}
	return print_one(arena, facts, a, (struct options){s->options, s->n_options});
}

/* --- What is said after an answer ------------------------------------------------- */

static bool is_in(const struct answer *a, uint32_t option)
{
	if (a == NULL || a->kind != ANSWER_SET) {
		return a != NULL && a->kind == ANSWER_OPTION && a->option == option;
	}
	for (uint32_t i = 0; i < a->set.n; i++) {
		if (a->set.options[i] == option) {
			return true;
		}
	}
	return false;
}

/* Of what was chosen; of a set, of what was right too. Without one, the step's own. */
static void add_explanations(struct scene_told *t, struct arena *arena, const struct facts *facts,
                             const struct step *s, const struct answer *a)
{
	t->explanations = arena_array(arena, (size_t)s->n_options + 1, sizeof *t->explanations);
	for (uint32_t i = 0; i < s->n_options; i++) {
		const struct option *o = &s->options[i];
		if (o->explanation.source.len == 0 ||
		    !(is_in(a, i) || (s->is_several && o->right))) {
			continue;
		}
		struct scene_explanation *e = &t->explanations[t->n_explanations++];
		e->text = said_make(arena, facts, &o->explanation);
		if (s->is_several) {
			e->about = said_line_of(arena, facts, &o->label);
		}
	}
	if (t->n_explanations == 0 && s->explanation.source.len > 0) {
		t->explanations[t->n_explanations++].text =
			said_make(arena, facts, &s->explanation);
	}
}

/* What is right, where nothing explains it. */
static struct str right_answers(struct arena *arena, const struct facts *facts,
                                const struct step *s)
{
	struct buf b = {0};
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (s->options[i].right) {
			buf_add(&b, str_from(b.len > 0 ? " ; " : ""));
			buf_add(&b, said_line_of(arena, facts, &s->options[i].label));
		}
	}
	struct str printed = said_words(arena, buf_str(&b));
	buf_finish(&b);
	return printed;
}

/* Authors write the sentence themselves at times: it is not said twice. */
static bool begins_alike(struct arena *arena, const struct scene_told *t, struct str verdict)
{
	return t->n_explanations > 0 &&
	       str_starts(said_line(arena, t->explanations[0].text), verdict);
}

static void tell_quiz(struct scene_told *t, struct arena *arena, const struct facts *facts,
                      const struct step *s, const struct answer *a)
{
	bool is_open = a == NULL || a->kind == ANSWER_OPEN;
	bool is_right = !is_open && answer_is_right(s, a);
	struct str verdict = str_from(is_right ? _("Oui.") : _("On le croit souvent."));
	if (!is_open && !begins_alike(arena, t, verdict)) {
		t->verdict = verdict;
	}
	if (!is_right && t->n_explanations == 0) {
		t->rather = right_answers(arena, facts, s);
	}
}

/* How a bet reads after « Votre pari : ». */
static struct str bet_in_words(struct arena *arena, const struct facts *facts, const struct step *s,
                               const struct answer *a)
{
	if (a == NULL || a->kind != ANSWER_OPTION || a->option >= s->n_options) {
		return (struct str){0};
	}
	const struct option *o = &s->options[a->option];
	return said_line_of(arena, facts, o->says.source.len > 0 ? &o->says : &o->label);
}

void scene_tell(struct scene_told *t, struct arena *arena, const struct visit *v)
{
	const struct step *s = visit_step(v);
	const struct answer *a = walk_here(v->walk)->answer;
	*t = (struct scene_told){.answer = scene_answer(arena, v->walk, s, a)};
	const struct facts *facts = walk_facts(v->walk, true);
	add_explanations(t, arena, facts, s, a);
	if (s->kind == STEP_QUIZ) {
		tell_quiz(t, arena, facts, s, a);
	}
	if (s->estimate != NULL) {
		t->figure = with_unit(arena, facts, s, s->estimate->right);
		t->source = said_make(arena, facts, &s->estimate->source);
	}
	if (s->sighting != NULL) {
		t->answer = bet_in_words(arena, facts, s, a);
		t->story = said_make(arena, facts, &s->sighting->story);
		t->lesson = said_make(arena, facts, &s->sighting->lesson);
		t->source = said_make(arena, facts, &s->sighting->source);
	}
}
