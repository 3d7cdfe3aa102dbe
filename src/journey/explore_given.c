/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that are read where no walk can have given them yet. Whether an answer is behind
 * a state does not steer, so it need not be part of it: for each answer that is read
 * somewhere, the states that may have it behind them flow along the ways, from those that
 * give it, until they grow no more. Where any history may lie behind, they all may.
 */
#include "explore_parts.h"

#include "expr_walk.h"
#include "i18n.h"
#include "mem.h"

#include <string.h>

/* An answer that is read: of a step, or of a field of it. */
struct subject {
	uint32_t step, field;
	uint32_t next; /* of the same step, or INDEX_NONE */
};

struct given {
	struct exploration *x;
	struct diags *d;
	bool *is_told;
	struct subject *subjects;
	uint32_t n_subjects, cap_subjects;
	uint32_t *first; /* by step */
	bool *arrives;   /* by subject and step: with the answer behind one */
};

/* --- What is read ---------------------------------------------------------------------- */

static uint32_t subject_find(const struct given *g, uint32_t step, uint32_t field)
{
	uint32_t i = g->first[step];
	while (i != INDEX_NONE && g->subjects[i].field != field) {
		i = g->subjects[i].next;
	}
	return i;
}

static void subject_add(void *ctx, const struct expr *e)
{
	struct given *g = ctx;
	if (e->op != EXPR_ANSWER || subject_find(g, e->step, e->field) != INDEX_NONE) {
		return;
	}
	if (g->n_subjects == g->cap_subjects) {
		g->cap_subjects = g->cap_subjects == 0 ? 16 : g->cap_subjects * 2;
		g->subjects = mem_resize(g->subjects, g->cap_subjects, sizeof g->subjects[0]);
	}
	g->subjects[g->n_subjects] = (struct subject){e->step, e->field, g->first[e->step]};
	g->first[e->step] = g->n_subjects++;
}

/* When a text or condition of a step is read. */
enum reading_time {
	TIME_BEFORE, /* the step is answered */
	TIME_AFTER,
};

typedef void (*read_fn)(struct given *g, step_id s, enum reading_time time, const struct expr *e);

static void each_insert(struct given *g, step_id s, enum reading_time time, const struct text *t,
                        read_fn each)
{
	for (uint32_t i = 0; i < text_n_inserts(t); i++) {
		each(g, s, time, t->inserts->list[i]);
	}
}

static void each_of_options(struct given *g, step_id s, const struct option *options, uint32_t n,
                            read_fn each)
{
	for (uint32_t i = 0; i < n; i++) {
		each_insert(g, s, TIME_BEFORE, &options[i].label, each);
		each_insert(g, s, TIME_BEFORE, &options[i].why, each);
		each_insert(g, s, TIME_AFTER, &options[i].explanation, each);
		if (options[i].when != NULL) {
			each(g, s, TIME_BEFORE, options[i].when);
		}
		if (options[i].grey != NULL) {
			each(g, s, TIME_BEFORE, options[i].grey);
		}
	}
}

/* Notes for the facilitator are read all along, so as late as can be. */
static void each_of_step(struct given *g, step_id s, read_fn each)
{
	const struct step *step = &g->x->j->steps[s];
	const struct text *before[] = {&step->title, &step->body, &step->question, &step->room};
	for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
		each_insert(g, s, TIME_BEFORE, before[i], each);
	}
	each_insert(g, s, TIME_AFTER, &step->notes, each);
	each_insert(g, s, TIME_AFTER, &step->explanation, each);
	each_of_options(g, s, step->options, step->n_options, each);
	for (uint32_t i = 0; i < step->n_fields; i++) {
		each_insert(g, s, TIME_BEFORE, &step->fields[i].label, each);
		each_insert(g, s, TIME_BEFORE, &step->fields[i].help, each);
	}
	if (step->sighting != NULL) {
		each_insert(g, s, TIME_BEFORE, &step->sighting->place, each);
		each_insert(g, s, TIME_BEFORE, &step->sighting->scene, each);
		each_insert(g, s, TIME_AFTER, &step->sighting->story, each);
		each_insert(g, s, TIME_AFTER, &step->sighting->lesson, each);
	}
	each_insert(g, s, TIME_BEFORE, &step->composition, each);
	for (uint32_t i = 0; i < step->n_edges; i++) {
		if (step->edges[i].when != NULL) {
			each(g, s, TIME_AFTER, step->edges[i].when);
		}
	}
}

static void each_node(const struct given *g, const struct expr *e,
                      void (*each)(void *ctx, const struct expr *e), void *ctx)
{
	struct expr_walk walk = {.j = g->x->j, .each = each, .ctx = ctx};
	expr_walk(&walk, e);
	expr_walk_finish(&walk);
}

static void collect(struct given *g, step_id s, enum reading_time time, const struct expr *e)
{
	(void)s;
	(void)time;
	each_node(g, e, subject_add, g);
}

/* --- How it flows ------------------------------------------------------------------------ */

/* What a way does to an answer of the step that it leaves. */
enum effect {
	EFFECT_NONE,
	EFFECT_GIVES,
	EFFECT_MAY_GIVE, /* or leaves as it was */
	EFFECT_OPENS,
};

static enum effect effect_of(const struct exploration *x, const struct way *way, uint32_t step)
{
	if (x->spots[way->from].step != step) {
		return EFFECT_NONE;
	}
	switch (way->kind) {
	case MOVE_OPTION:
	case MOVE_SET:
	case MOVE_GUESS:
	case MOVE_WRITE:
		return EFFECT_GIVES;
	case MOVE_FIELDS:
		return EFFECT_MAY_GIVE;
	case MOVE_OPEN:
		return EFFECT_OPENS;
	case MOVE_ON:
	case MOVE_DETOUR:
	case MOVE_ITEM:
		break;
	}
	return EFFECT_NONE;
}

/* Those of the rows after the way in which the field isn't open, where a condition reads it. */
static bdd given_rows(struct exploration *x, const struct subject *subject, bdd set)
{
	const struct step_vars *of = &x->vars.of[subject->step];
	for (uint32_t i = 0; i < of->n_fields; i++) {
		const struct var *v = &x->vars.list[of->first_field + i];
		if (v->index == subject->field && !v->stands_for_others) {
			return bdd_minus(&x->b, set, var_is(x, v, 0));
		}
	}
	return set;
}

/* All that has the answer behind it: from where it is given and from open beginnings. */
static void seed_of(struct given *g, const struct subject *subject, bdd *seed)
{
	struct exploration *x = g->x;
	for (uint32_t i = 0; i < x->n_spots; i++) {
		seed[i] = x->spots[i].is_open ? x->spots[i].met : BDD_NONE;
	}
	for (uint32_t w = 0; w < x->n_ways; w++) {
		const struct way *way = &x->ways[w];
		enum effect effect = effect_of(x, way, subject->step);
		if (way->to != SPOT_NONE && (effect == EFFECT_GIVES || effect == EFFECT_MAY_GIVE)) {
			bdd set = way_forth_whole(x, way, x->spots[way->from].met);
			set = bdd_free(&x->b, given_rows(x, subject, set), x->spots[way->to].dead);
			seed[way->to] = bdd_or(&x->b, seed[way->to], set);
		}
	}
}

/* By step: whether some walk arrives there with the answer behind it. */
static void flow(struct given *g, uint32_t i)
{
	struct exploration *x = g->x;
	const struct subject subject = g->subjects[i];
	bool *at = g->arrives + (size_t)i * x->j->n_steps;
	bdd *seed = mem_array(x->n_spots, sizeof seed[0]);
	seed_of(g, &subject, seed);
	bdd *sets = sets_forth_but(x, seed, subject.step);
	for (uint32_t k = 0; k < x->n_spots; k++) {
		at[x->spots[k].step] = at[x->spots[k].step] || sets[k] != BDD_NONE;
	}
	mem_free(seed);
	mem_free(sets);
}

/* --- What is told ------------------------------------------------------------------------ */

struct telling {
	struct given *g;
	step_id step;
	enum reading_time time;
	const struct expr *early; /* one that can't be given yet; NULL: none so far */
	bool any_given;
};

static bool may_be_given(const struct telling *t, const struct expr *e)
{
	uint32_t i = subject_find(t->g, e->step, e->field);
	/* What is said after an answer is read with it, by whatever way one then goes. */
	bool is_own = t->time == TIME_AFTER && e->step == t->step;
	return is_own || t->g->arrives[(size_t)i * t->g->x->j->n_steps + t->step];
}

static void weigh(void *ctx, const struct expr *e)
{
	struct telling *t = ctx;
	if (e->op != EXPR_ANSWER) {
		return;
	}
	if (may_be_given(t, e)) {
		t->any_given = true;
	} else if (t->early == NULL) {
		t->early = e;
	}
}

/* An answer that is read outright: not by a `si` or a calcul, which may know what to do. */
static const struct expr *early_outright(const struct telling *t, const struct expr *e)
{
	if (e->op == EXPR_ANSWER) {
		return may_be_given(t, e) ? NULL : e;
	}
	const struct expr *early = NULL;
	for (uint32_t i = 0; e->op != EXPR_IF && i < e->n_args && early == NULL; i++) {
		early = early_outright(t, e->args[i]);
	}
	return early;
}

static void tell(struct given *g, step_id s, enum reading_time time, const struct expr *e)
{
	const struct exploration *x = g->x;
	struct telling t = {.g = g, .step = s, .time = time};
	if (!x->met[s]) {
		return;
	}
	each_node(g, e, weigh, &t);
	const struct expr *early = early_outright(&t, e);
	if (early == NULL && !t.any_given) {
		early = t.early;
	}
	if (early == NULL) {
		return;
	}
	const struct step *read = &x->j->steps[early->step];
	struct str field =
		early->field == EXPR_NO_FIELD ? (struct str){0} : read->fields[early->field].id;
	diags_add(g->d, DIAG_PAR84, expr_span(e),
	          _("ici, on n'a jamais encore répondu à « %.*s%s%.*s » : la réponse est lue trop "
	            "tôt"),
	          STR_ARG(read->id), field.len > 0 ? "." : "", STR_ARG(field));
	for (uint32_t i = x->first_site[s]; i < x->first_site[s + 1]; i++) {
		g->is_told[i] = g->is_told[i] || x->sites[i].e == e;
	}
}

void given_tell(struct exploration *x, struct diags *d, bool *is_told)
{
	struct given g = {.x = x, .d = d, .is_told = is_told};
	g.first = mem_resize(NULL, x->j->n_steps, sizeof g.first[0]);
	memset(g.first, 0xFF, x->j->n_steps * sizeof g.first[0]);
	for (step_id s = 0; s < x->j->n_steps; s++) {
		each_of_step(&g, s, collect);
	}
	g.arrives = mem_array((size_t)g.n_subjects * x->j->n_steps, sizeof g.arrives[0]);
	for (uint32_t i = 0; i < g.n_subjects; i++) {
		flow(&g, i);
	}
	for (step_id s = 0; s < x->j->n_steps; s++) {
		each_of_step(&g, s, tell);
	}
	mem_free(g.subjects);
	mem_free(g.first);
	mem_free(g.arrives);
}
