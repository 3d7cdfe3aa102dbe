/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may come next: each question here gives the event that the move would be, or says why
 * it can't be made. Conditions are asked now and never again, for the event holds where they
 * led; nothing here changes the walk.
 */
#include "walk_state.h"

#include "quote.h"

#include <assert.h>

/* --- Ways ------------------------------------------------------------------------ */

/* A way on: where it leads and what it is called. STEP_NONE: there is none. */
struct way {
	step_id to;
	enum passage by;
};

static step_id edge_taken(const struct step *s, const struct facts *facts)
{
	for (uint32_t i = 0; i < s->n_edges; i++) {
		if (expr_is_true(facts, s->edges[i].when)) {
			return s->edges[i].to;
		}
	}
	return STEP_NONE;
}

/*
 * Junctions are no places: the way goes through them to a step that is one. Their conditions
 * see what that step will see: the place that is being left, with the answer given there,
 * lies behind. A ring of junctions, which the loader refuses, leads nowhere.
 */
static struct way through_junctions(struct walk *w, struct way way, const struct answer *own)
{
	const struct journey *j = w->journey;
	if (way.to == STEP_NONE || j->steps[way.to].kind != STEP_JUNCTION) {
		return way;
	}
	const struct facts *facts =
		facts_compute(w, (struct viewpoint){.own = own, .left_by = way.by});
	for (uint32_t hops = 0; hops < j->n_steps && way.to != STEP_NONE; hops++) {
		if (j->steps[way.to].kind != STEP_JUNCTION) {
			return way;
		}
		way.to = edge_taken(&j->steps[way.to], facts);
	}
	way.to = STEP_NONE;
	return way;
}

/* The last place outside the open call; the journey's start where all of them are gone. */
static struct way way_outside(const struct walk *w)
{
	size_t i = walk_outside_call(w);
	bool is_there = i != NO_PLACE && walk_is_ours(w, w->path[i].place->step);
	return (struct way){is_there ? w->path[i].place->step : w->journey->start, PASSAGE_RETOUR};
}

/*
 * Where `retour` leads. A jump is a call of sorts: it comes back to where one was, unless the
 * step says what to do without a call. A caller that is gone can't be returned to.
 */
static struct way way_back(const struct walk *w, const struct step *s)
{
	const struct call *call = walk_here(w)->call;
	bool is_gone =
		call != NULL && (call->caller->dropped || !walk_is_ours(w, call->caller->step));
	bool is_real = call != NULL && call->by != PASSAGE_SAUT && !is_gone;
	if (!is_real && s->otherwise != STEP_NONE) {
		return (struct way){s->otherwise, PASSAGE_VERS};
	}
	if (call == NULL) {
		return (struct way){.to = STEP_NONE};
	}
	return is_gone ? way_outside(w) : (struct way){call->caller->step, PASSAGE_RETOUR};
}

static struct way way_of_step(struct walk *w, const struct step *s, const struct answer *own)
{
	if (s->hub != NULL) {
		return (struct way){s->hub->then, PASSAGE_ENSUITE};
	}
	if (s->n_edges > 0) {
		const struct facts *facts = facts_compute(w, (struct viewpoint){.own = own});
		return (struct way){edge_taken(s, facts), PASSAGE_SUITE};
	}
	if (s->to != STEP_NONE) {
		return (struct way){s->to, PASSAGE_VERS};
	}
	return s->back ? way_back(w, s) : (struct way){.to = STEP_NONE};
}

static struct way way_on(struct walk *w, const struct step *s, const struct answer *own)
{
	bool is_choice = answer_is_given(own) && own->kind == ANSWER_OPTION;
	if (is_choice && s->options[own->option].to != STEP_NONE) {
		return (struct way){s->options[own->option].to, PASSAGE_VERS};
	}
	return way_of_step(w, s, own);
}

/* The event of going there; `own` is the answer held when one leaves. */
static enum outcome go_by(struct walk *w, struct way way, const struct answer *own,
                          struct event *ret_event)
{
	way = through_junctions(w, way, own);
	if (way.to == STEP_NONE) {
		return OUTCOME_NO_WAY;
	}
	*ret_event = event_next(w, EVENT_GO);
	ret_event->from = walk_here_name(w);
	ret_event->to = w->journey->steps[way.to].id;
	ret_event->by = way.by;
	return OUTCOME_OK;
}

/* --- On --------------------------------------------------------------------------- */

/* Whether one may go with this answer (NULL: with none). */
static enum outcome check_leaving(struct walk *w, const struct step *s, const struct answer *own)
{
	if (!answer_is_given(own)) {
		return step_is_passable(s) ? OUTCOME_OK : OUTCOME_UNANSWERED;
	}
	return answer_check(w, own);
}

/* `exiger` holds back `ensuite`; items that are optional don't count among « tous ». */
static enum outcome check_hub(struct walk *w, const struct step *s)
{
	const struct hub *hub = s->hub;
	step_id here = walk_here(w)->step;
	if (hub == NULL || hub->required == 0) {
		return OUTCOME_OK;
	}
	(void)walk_facts(w, false);
	if (hub->required != HUB_ALL) {
		bool enough = facts_n_ticked(w, here, false) >= hub->required;
		return enough ? OUTCOME_OK : OUTCOME_TOO_FEW;
	}
	uint32_t n_wanted = 0;
	for (uint32_t i = 0; i < hub->n_items; i++) {
		n_wanted += !w->journey->steps[hub->items[i].to].optional;
	}
	return facts_n_ticked(w, here, true) >= n_wanted ? OUTCOME_OK : OUTCOME_TOO_FEW;
}

enum outcome walk_go(struct walk *w, const struct answer *a, struct event *ret_event)
{
	const struct step *s = walk_step(w);
	if (s == NULL || s->kind == STEP_ENDING) {
		return OUTCOME_NO_WAY;
	}
	const struct answer *own = a != NULL ? a : walk_here(w)->answer;
	enum outcome outcome = check_leaving(w, s, own);
	if (outcome == OUTCOME_OK) {
		outcome = check_hub(w, s);
	}
	if (outcome == OUTCOME_OK) {
		outcome = go_by(w, way_on(w, s, own), own, ret_event);
	}
	if (outcome == OUTCOME_OK) {
		ret_event->answer = answer_kept(w, walk_step(w), a);
	}
	return outcome;
}

enum outcome walk_pass(struct walk *w, struct event *ret_event)
{
	const struct step *s = walk_step(w);
	if (s == NULL || s->kind == STEP_ENDING) {
		return OUTCOME_NO_WAY;
	}
	const struct answer *own = walk_here(w)->answer;
	bool is_open = own == NULL && !step_is_passable(s);
	own = is_open ? walk_open_answer() : own;
	enum outcome outcome = go_by(w, way_on(w, s, own), own, ret_event);
	if (outcome == OUTCOME_OK && is_open) {
		ret_event->answer = answer_kept(w, s, own);
	}
	return outcome;
}

enum outcome walk_detour(struct walk *w, uint32_t option, struct event *ret_event)
{
	const struct step *s = walk_step(w);
	if (s == NULL || option >= s->n_options || !option_is_detour(&s->options[option])) {
		return OUTCOME_NO_CHOICE;
	}
	enum option_state state = walk_option_state(w, option);
	if (state != OPTION_OFFERED) {
		return state == OPTION_GREYED ? OUTCOME_GREYED : OUTCOME_NO_CHOICE;
	}
	struct way way = {s->options[option].detour, PASSAGE_DETOUR};
	enum outcome outcome = go_by(w, way, walk_here(w)->answer, ret_event);
	if (outcome == OUTCOME_OK) {
		ret_event->choice = s->options[option].id;
	}
	return outcome;
}

enum outcome walk_enter(struct walk *w, uint32_t item, struct event *ret_event)
{
	const struct step *s = walk_step(w);
	if (s == NULL || s->hub == NULL || item >= s->hub->n_items) {
		return OUTCOME_NO_CHOICE;
	}
	struct way way = {s->hub->items[item].to, PASSAGE_CARREFOUR};
	enum outcome outcome = go_by(w, way, walk_here(w)->answer, ret_event);
	if (outcome == OUTCOME_OK) {
		ret_event->choice = s->hub->items[item].name;
	}
	return outcome;
}

enum outcome walk_jump(struct walk *w, step_id to, struct event *ret_event)
{
	if (!walk_is_ours(w, to)) {
		return OUTCOME_NOT_THERE;
	}
	return go_by(w, (struct way){to, PASSAGE_SAUT}, walk_here(w)->answer, ret_event);
}

/* --- Along the path ---------------------------------------------------------------- */

static void move_along(const struct walk *w, enum event_kind kind, uint32_t count, size_t target,
                       struct event *ret_event)
{
	*ret_event = event_next(w, kind);
	ret_event->count = count;
	ret_event->to = walk_step_name(w, w->path[target].place->step);
}

enum outcome walk_back(struct walk *w, uint32_t count, struct event *ret_event)
{
	if (count == 0 || count > w->cursor) {
		return OUTCOME_NOT_THERE;
	}
	move_along(w, EVENT_BACK, count, w->cursor - count, ret_event);
	return OUTCOME_OK;
}

enum outcome walk_redo(struct walk *w, uint32_t count, struct event *ret_event)
{
	if (count == 0 || count > w->n_places - 1 - w->cursor) {
		return OUTCOME_NOT_THERE;
	}
	move_along(w, EVENT_REDO, count, w->cursor + count, ret_event);
	return OUTCOME_OK;
}

enum outcome walk_restart(struct walk *w, struct event *ret_event)
{
	*ret_event = event_next(w, EVENT_RESTART);
	return OUTCOME_OK;
}

enum outcome walk_end(struct walk *w, struct event *ret_event)
{
	const struct step *s = walk_step(w);
	if (s == NULL || s->kind != STEP_ENDING) {
		return OUTCOME_NO_WAY;
	}
	*ret_event = event_next(w, EVENT_END);
	return OUTCOME_OK;
}

/* --- Answers ----------------------------------------------------------------------- */

static void answer_event(struct walk *w, const struct answer *a, struct event *ret_event)
{
	*ret_event = event_next(w, EVENT_ANSWER);
	ret_event->step = walk_here_name(w);
	ret_event->answer = answer_kept(w, walk_step(w), a);
}

enum outcome walk_answer(struct walk *w, const struct answer *a, struct event *ret_event)
{
	enum outcome outcome = answer_check(w, a);
	if (outcome == OUTCOME_OK) {
		answer_event(w, a, ret_event);
	}
	return outcome;
}

enum outcome walk_leave_open(struct walk *w, struct event *ret_event)
{
	if (walk_step(w) == NULL) {
		return OUTCOME_NOT_THERE;
	}
	answer_event(w, walk_open_answer(), ret_event);
	return OUTCOME_OK;
}

/* The fields as they are shown: those of the place, else those of an earlier passage. */
static void copy_fields(const struct walk *w, struct answer *ret_fields)
{
	const struct answer *shown = walk_prefill(w);
	for (uint32_t i = 0; i < ret_fields->fields.n; i++) {
		if (shown != NULL && shown->kind == ANSWER_FIELDS && i < shown->fields.n) {
			ret_fields->fields.list[i] = shown->fields.list[i];
		}
	}
}

const struct answer *walk_fields_answer(struct walk *w, uint32_t field, const struct answer *a)
{
	const struct step *s = walk_step(w);
	struct answer *all = arena_alloc(&w->arena, sizeof *all);
	all->kind = ANSWER_FIELDS;
	all->fields.n = s->n_fields;
	all->fields.list = arena_array(&w->arena, s->n_fields, sizeof all->fields.list[0]);
	copy_fields(w, all);
	all->fields.list[field] = a;
	return all;
}

enum outcome walk_answer_field(struct walk *w, uint32_t field, const struct answer *a,
                               struct event *ret_event)
{
	const struct step *s = walk_step(w);
	if (s == NULL || field >= s->n_fields) {
		return OUTCOME_NO_CHOICE;
	}
	enum outcome outcome = field_check(&s->fields[field], a);
	if (outcome == OUTCOME_OK) {
		answer_event(w, walk_fields_answer(w, field, a), ret_event);
	}
	return outcome;
}
