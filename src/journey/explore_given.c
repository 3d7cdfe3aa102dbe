/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that are read where no walk can have given them yet: of each one the flow ends where
 * the last step that reads it is reached, which mostly lies near. Whether an answer is behind
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
	uint32_t next;      /* of the same step, or INDEX_NONE */
	step_id last_place; /* where it is read, of those collected so far */
	uint32_t n_places;
};

/* One step where one of them is read. */
struct place {
	uint32_t subject;
	step_id step;
	bool arrives; /* some walk comes there with the answer behind it */
};

struct given {
	struct exploration *x;
	struct diags *d;
	bool *is_told;
	struct subject *subjects;
	uint32_t n_subjects, cap_subjects;
	uint32_t *first; /* by step */
	/* By subject, and of each by step; first_place[subject], and one more. */
	struct place *places;
	uint32_t n_places, cap_places, *first_place;
	step_id collecting; /* the step that is looked at */
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

static uint32_t subject_add(struct given *g, const struct expr *e)
{
	if (g->n_subjects == g->cap_subjects) {
		g->cap_subjects = g->cap_subjects == 0 ? 16 : g->cap_subjects * 2;
		g->subjects = mem_resize(g->subjects, g->cap_subjects, sizeof g->subjects[0]);
	}
	g->subjects[g->n_subjects] =
		(struct subject){e->step, e->field, g->first[e->step], STEP_NONE, 0};
	g->first[e->step] = g->n_subjects;
	return g->n_subjects++;
}

/* Steps are gone through in their order, so each comes once. */
static void place_add(void *ctx, const struct expr *e)
{
	struct given *g = ctx;
	if (e->op != EXPR_ANSWER) {
		return;
	}
	uint32_t i = subject_find(g, e->step, e->field);
	i = i != INDEX_NONE ? i : subject_add(g, e);
	if (g->subjects[i].last_place == g->collecting) {
		return;
	}
	g->subjects[i].last_place = g->collecting;
	g->subjects[i].n_places++;
	if (g->n_places == g->cap_places) {
		g->cap_places = g->cap_places == 0 ? 16 : g->cap_places * 2;
		g->places = mem_resize(g->places, g->cap_places, sizeof g->places[0]);
	}
	g->places[g->n_places++] = (struct place){i, g->collecting, false};
}

/* From the order of the steps to that of the subjects. */
static void sort_places(struct given *g)
{
	struct place *sorted = mem_array(g->n_places, sizeof sorted[0]);
	uint32_t *at = mem_array((size_t)g->n_subjects + 1, sizeof at[0]);
	g->first_place = mem_array((size_t)g->n_subjects + 1, sizeof g->first_place[0]);
	for (uint32_t i = 0; i < g->n_subjects; i++) {
		g->first_place[i + 1] = at[i + 1] = g->first_place[i] + g->subjects[i].n_places;
	}
	for (uint32_t k = 0; k < g->n_places; k++) {
		sorted[at[g->places[k].subject]++] = g->places[k];
	}
	mem_free(g->places);
	mem_free(at);
	g->places = sorted;
}

/* NULL where the step doesn't read it. */
static struct place *place_of(const struct given *g, uint32_t subject, step_id step)
{
	uint32_t from = g->first_place[subject], to = g->first_place[subject + 1];
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		if (g->places[middle].step == step) {
			return &g->places[middle];
		}
		if (g->places[middle].step < step) {
			from = middle + 1;
		} else {
			to = middle;
		}
	}
	return NULL;
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
	(void)time;
	g->collecting = s;
	each_node(g, e, place_add, g);
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

/* What one subject's flow leaves clean for the next, so that it costs what it reaches. */
struct flow {
	struct given *g;
	uint32_t subject;
	uint32_t n_left; /* places that it hasn't come to yet */
	bdd *sets;       /* by spot: the states that have the answer behind them */
	uint32_t *reached, n_reached;
	uint32_t *queue; /* spots whose set has grown, each once; round */
	bool *is_queued;
	uint32_t head, n_queued;
	/* The spots of each step: of_step[first_of_step[step]], and on; those that are open. */
	uint32_t *of_step, *first_of_step, *open, n_open;
};

static void flow_init(struct flow *f, struct given *g)
{
	const struct exploration *x = g->x;
	uint32_t n = x->n_spots, n_steps = x->j->n_steps;
	*f = (struct flow){.g = g};
	f->sets = mem_array(n, sizeof f->sets[0]);
	f->reached = mem_array(n, sizeof f->reached[0]);
	f->queue = mem_array(n, sizeof f->queue[0]);
	f->is_queued = mem_array(n, sizeof f->is_queued[0]);
	f->of_step = mem_array(n, sizeof f->of_step[0]);
	f->open = mem_array(n, sizeof f->open[0]);
	f->first_of_step = mem_array((size_t)n_steps + 1, sizeof f->first_of_step[0]);
	uint32_t *at = mem_array((size_t)n_steps + 1, sizeof at[0]);
	for (uint32_t i = 0; i < n; i++) {
		f->first_of_step[x->spots[i].step + 1]++;
		if (x->spots[i].is_open) {
			f->open[f->n_open++] = i;
		}
	}
	for (uint32_t s = 0; s < n_steps; s++) {
		at[s + 1] = f->first_of_step[s + 1] += f->first_of_step[s];
	}
	for (uint32_t i = 0; i < n; i++) {
		f->of_step[at[x->spots[i].step]++] = i;
	}
	mem_free(at);
}

static void flow_finish(struct flow *f)
{
	mem_free(f->sets);
	mem_free(f->reached);
	mem_free(f->queue);
	mem_free(f->is_queued);
	mem_free(f->of_step);
	mem_free(f->open);
	mem_free(f->first_of_step);
}

/* The states come to the spot too. */
static void flow_add(struct flow *f, uint32_t spot, bdd set)
{
	struct exploration *x = f->g->x;
	bdd grown = bdd_or(&x->b, f->sets[spot], set);
	if (grown == f->sets[spot]) {
		return;
	}
	if (f->sets[spot] == BDD_NONE) {
		struct place *place = place_of(f->g, f->subject, x->spots[spot].step);
		f->reached[f->n_reached++] = spot;
		f->n_left -= place != NULL && !place->arrives;
		if (place != NULL) {
			place->arrives = true;
		}
	}
	f->sets[spot] = grown;
	if (!f->is_queued[spot]) {
		f->is_queued[spot] = true;
		f->queue[(f->head + f->n_queued++) % x->n_spots] = spot;
	}
}

/* From where the answer is given, and from open beginnings. */
static void flow_begin(struct flow *f)
{
	struct exploration *x = f->g->x;
	const struct subject *subject = &f->g->subjects[f->subject];
	for (uint32_t i = 0; i < f->n_open; i++) {
		flow_add(f, f->open[i], x->spots[f->open[i]].met);
	}
	for (uint32_t k = f->first_of_step[subject->step]; k < f->first_of_step[subject->step + 1];
	     k++) {
		const struct spot *s = &x->spots[f->of_step[k]];
		for (uint32_t w = s->first_way; w < s->first_way + s->n_ways; w++) {
			const struct way *way = &x->ways[w];
			enum effect effect = effect_of(x, way, subject->step);
			if (way->to != SPOT_NONE &&
			    (effect == EFFECT_GIVES || effect == EFFECT_MAY_GIVE)) {
				bdd set = way_forth_whole(x, way, s->met);
				set = given_rows(x, subject, set);
				flow_add(f, way->to, bdd_free(&x->b, set, x->spots[way->to].dead));
			}
		}
	}
}

/* Where it is read some walk arrives with the answer behind it, or none does. */
static void flow_lead(struct flow *f, uint32_t subject)
{
	struct exploration *x = f->g->x;
	f->subject = subject;
	f->n_left = 0;
	for (uint32_t k = f->g->first_place[subject]; k < f->g->first_place[subject + 1]; k++) {
		f->n_left += x->met[f->g->places[k].step];
	}
	flow_begin(f);
	while (f->n_queued > 0 && f->n_left > 0) {
		uint32_t i = f->queue[f->head];
		f->head = (f->head + 1) % x->n_spots;
		f->n_queued--;
		f->is_queued[i] = false;
		const struct spot *s = &x->spots[i];
		for (uint32_t w = s->first_way; w < s->first_way + s->n_ways; w++) {
			const struct way *way = &x->ways[w];
			// Given anew it was a beginning already, left open it is behind no more.
			bool is_other =
				effect_of(x, way, f->g->subjects[subject].step) == EFFECT_NONE;
			if (way->to != SPOT_NONE && is_other) {
				flow_add(f, way->to, way_forth(x, way, f->sets[i]));
			}
		}
	}
	while (f->n_queued > 0) {
		f->is_queued[f->queue[f->head]] = false;
		f->head = (f->head + 1) % x->n_spots;
		f->n_queued--;
	}
	while (f->n_reached > 0) {
		f->sets[f->reached[--f->n_reached]] = BDD_NONE;
	}
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
	return is_own || place_of(t->g, i, t->step)->arrives;
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
	sort_places(&g);
	struct flow flow;
	flow_init(&flow, &g);
	for (uint32_t i = 0; i < g.n_subjects; i++) {
		flow_lead(&flow, i);
	}
	flow_finish(&flow);
	for (step_id s = 0; s < x->j->n_steps; s++) {
		each_of_step(&g, s, tell);
	}
	mem_free(g.subjects);
	mem_free(g.first);
	mem_free(g.places);
	mem_free(g.first_place);
}
