/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a visit stands: the stage follows from the step and the walk; only within one step
 * does it move by itself: from field to field, from a question to what is said after it and
 * back. What an answer comes to is in visit_answer.c.
 */
#include "visit_parts.h"

#include <assert.h>

/* A question where the choice made, or the step, has an `explication`. */
static bool has_consequence(const struct step *s, const struct answer *a)
{
	if (s->kind != STEP_QUESTION || a == NULL || a->kind != ANSWER_OPTION) {
		return false;
	}
	return s->explanation.source.len > 0 ||
	       (a->option < s->n_options && s->options[a->option].explanation.source.len > 0);
}

bool visit_is_told(const struct step *s, const struct answer *a)
{
	return s->kind == STEP_QUIZ || s->kind == STEP_ESTIMATE ||
	       (s->kind == STEP_SIGHTING && s->n_options > 0) || has_consequence(s, a);
}

enum visit_stage visit_question_stage(const struct step *s)
{
	switch (s->kind) {
	case STEP_QUESTION:
	case STEP_SEVERAL:
	case STEP_QUIZ:
		return s->is_several ? VISIT_SEVERAL : VISIT_CHOOSE;
	case STEP_SIGHTING:
		return s->n_options > 0 ? VISIT_CHOOSE : VISIT_READ;
	case STEP_ESTIMATE:
		return VISIT_GUESS;
	case STEP_INPUT:
		return s->n_fields > 0 ? VISIT_FIELD : VISIT_READ;
	case STEP_NOTE:
		return VISIT_NOTE;
	case STEP_HUB:
		return VISIT_HUB;
	case STEP_HARVEST:
		return VISIT_HARVEST;
	case STEP_CATALOGUE:
		return VISIT_CATALOGUE;
	case STEP_REVIEW:
		return VISIT_REVIEW;
	case STEP_COMPOSITION:
		return VISIT_COMPOSE;
	case STEP_ENDING:
		return VISIT_ENDING;
	case STEP_INFO:
	case STEP_JUNCTION:
	case STEP_N_KINDS:
		break;
	}
	return VISIT_READ;
}

enum visit_stage visit_stage_of(const struct walk *w)
{
	const struct step *s = walk_step(w);
	bool told = walk_is_told(w) && visit_is_told(s, walk_here(w)->answer);
	return told ? VISIT_TOLD : visit_question_stage(s);
}

const struct answer *visit_field_answer(const struct answer *a, uint32_t field)
{
	bool has = a != NULL && a->kind == ANSWER_FIELDS && field < a->fields.n;
	return has ? a->fields.list[field] : NULL;
}

uint32_t visit_first_field(const struct walk *w)
{
	const struct answer *own = walk_here(w)->answer;
	for (uint32_t i = 0; own != NULL && i < walk_step(w)->n_fields; i++) {
		if (visit_field_answer(own, i) == NULL) {
			return i;
		}
	}
	return 0;
}

/* This place's own, else the one in force on the path, else one that was cut off it. */
static const struct answer *earlier_answer(struct walk *w)
{
	const struct answer *own = walk_here(w)->answer;
	const struct answer *before = walk_facts(w, false)->of[walk_here(w)->step].answer;
	if (own != NULL) {
		return own;
	}
	return before != NULL ? before : walk_prefill(w);
}

bool visit_is_editing(const struct visit *v)
{
	return v->walk != v->live;
}

static void end_editing(struct visit *v)
{
	if (visit_is_editing(v)) {
		walk_destroy(v->walk);
		v->walk = v->live;
	}
}

void visit_open_note(struct visit *v)
{
	draft_open(&v->draft, v->live, visit_step(v)->id, STR("note"));
}

void visit_begin(struct visit *v, struct walk *w)
{
	end_editing(v);
	v->walk = v->live = w;
	v->stage = visit_stage_of(w);
	v->field = visit_first_field(w);
	v->n_filled = v->field;
	v->earlier = earlier_answer(w);
	v->draft.is_open = false;
	if (v->stage == VISIT_NOTE) {
		visit_open_note(v);
	}
}

/* A step without fields is asked for with INDEX_NONE. */
static bool can_be_edited(const struct visit *v, step_id step, uint32_t field)
{
	if (!walk_is_behind(v->live, step)) {
		return false;
	}
	const struct step *s = &walk_journey(v->live)->steps[step];
	return step_is_answerable(s) &&
	       (s->n_fields > 0 ? field < s->n_fields : field == INDEX_NONE);
}

enum outcome visit_edit(struct visit *v, struct moves *m, step_id step, uint32_t field)
{
	if (!can_be_edited(v, step, field)) {
		return OUTCOME_NOT_THERE;
	}
	visit_close(v, m);
	end_editing(v);
	struct walk *look = walk_look_back(v->live, step);
	const struct answer *own = walk_here(look)->answer;
	v->walk = look;
	v->stage = visit_question_stage(walk_step(look));
	v->field = field != INDEX_NONE ? field : 0;
	v->n_filled = own != NULL ? walk_step(look)->n_fields : 0;
	v->earlier = earlier_answer(look);
	if (v->stage == VISIT_NOTE) {
		visit_open_note(v);
	}
	return OUTCOME_OK;
}

void visit_close(struct visit *v, struct moves *m)
{
	draft_close(&v->draft, m);
}

void visit_finish(struct visit *v)
{
	end_editing(v);
	draft_finish(&v->draft);
	*v = (struct visit){0};
}

const struct step *visit_step(const struct visit *v)
{
	return walk_step(v->walk);
}

const struct field *visit_field(const struct visit *v)
{
	assert(v->stage == VISIT_FIELD);
	return &visit_step(v)->fields[v->field];
}

/* --- What Enter keeps ------------------------------------------------------------- */

static bool is_offered(struct visit *v, uint32_t option)
{
	const struct step *s = visit_step(v);
	return option < s->n_options && !option_is_detour(&s->options[option]) &&
	       walk_option_state(v->walk, option) == OPTION_OFFERED;
}

static bool can_be_given(struct visit *v, const struct answer *a)
{
	if (a->kind == ANSWER_OPTION && v->stage == VISIT_CHOOSE) {
		return is_offered(v, a->option);
	}
	if (a->kind == ANSWER_NUMBER && v->stage == VISIT_GUESS) {
		return true;
	}
	if (a->kind != ANSWER_SET || v->stage != VISIT_SEVERAL) {
		return false;
	}
	for (uint32_t i = 0; i < a->set.n; i++) {
		if (!is_offered(v, a->set.options[i])) {
			return false;
		}
	}
	return true;
}

static const struct answer *field_prefill(struct visit *v, bool *ret_is_preset)
{
	const struct field *f = visit_field(v);
	bool is_filled = v->field < v->n_filled;
	const struct answer *a =
		visit_field_answer(is_filled ? walk_here(v->walk)->answer : v->earlier, v->field);
	if (a != NULL) {
		return a->kind == ANSWER_OPEN || a->kind == ANSWER_MISFIT ? NULL : a;
	}
	if (f->preset.len == 0 || walk_read_field(v->walk, f, f->preset, &a) != OUTCOME_OK) {
		return NULL;
	}
	*ret_is_preset = true;
	return a;
}

const struct answer *visit_prefill(struct visit *v, bool *ret_is_preset)
{
	*ret_is_preset = false;
	if (v->stage == VISIT_FIELD) {
		return field_prefill(v, ret_is_preset);
	}
	const struct answer *own = walk_here(v->walk)->answer;
	const struct answer *a = own != NULL ? own : v->earlier;
	return a != NULL && can_be_given(v, a) ? a : NULL;
}

bool visit_is_passable(const struct visit *v)
{
	const struct step *s = visit_step(v);
	switch (v->stage) {
	case VISIT_READ:
	case VISIT_TOLD:
	case VISIT_NOTE:
	case VISIT_HARVEST:
	case VISIT_CATALOGUE:
	case VISIT_REVIEW:
	case VISIT_COMPOSE:
	case VISIT_RETOUCH:
		return true;
	case VISIT_CHOOSE:
	case VISIT_SEVERAL:
	case VISIT_GUESS:
		return step_is_passable(s);
	case VISIT_FIELD:
		return s->optional || s->fields[v->field].optional;
	case VISIT_HUB:
	case VISIT_ENDING:
		break;
	}
	return false;
}

bool visit_may_leave(struct visit *v, uint32_t *ret_n_missing)
{
	const struct step *s = visit_step(v);
	const struct journey *j = walk_journey(v->walk);
	uint32_t n_ticked = 0, n_wanted = 0;
	struct event e;
	*ret_n_missing = 0;
	if (v->stage != VISIT_HUB) {
		return false;
	}
	for (uint32_t i = 0; i < s->hub->n_items; i++) {
		bool ticked =
			walk_is_ticked(v->walk, walk_here(v->walk)->step, s->hub->items[i].name);
		n_ticked += ticked;
		n_wanted += !ticked && !j->steps[s->hub->items[i].to].optional;
	}
	if (walk_go(v->walk, NULL, &e) == OUTCOME_OK) {
		return true;
	}
	if (s->hub->required == HUB_ALL) {
		*ret_n_missing = n_wanted;
	} else if (s->hub->required > n_ticked) {
		*ret_n_missing = s->hub->required - n_ticked;
	}
	return false;
}
