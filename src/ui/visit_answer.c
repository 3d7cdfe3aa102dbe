/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an answer, or a move, comes to. Every move to another place ends in arrive, so nothing
 * of the last step stays behind.
 */
#include "visit_parts.h"

#include "said.h"
#include "unsent.h"

/* --- Moves ------------------------------------------------------------------------ */

/* Makes the move, and ends the walk where it leads to an ending. */
static void arrive(struct visit *v, struct moves *m, const struct event *e)
{
	struct event end;
	bool leads_on = e->kind == EVENT_GO || e->kind == EVENT_CORRECT;
	visit_close(v, m);
	moves_make(m, v->live, e);
	if (leads_on && walk_end(v->live, &end) == OUTCOME_OK) {
		moves_make(m, v->live, &end);
	}
	visit_begin(v, v->live);
}

/*
 * Closing a note makes an event, which would take the number of a move asked for before:
 * so what is being typed is closed, then the move asked for, then made, or the note opened
 * again where it can't be.
 */
static enum outcome settle(struct visit *v, struct moves *m, enum outcome o, const struct event *e)
{
	if (o == OUTCOME_OK) {
		arrive(v, m, e);
	} else if (v->stage == VISIT_NOTE && !v->draft.is_open) {
		visit_open_note(v);
	} else if (v->stage == VISIT_RETOUCH && !v->draft.is_open) {
		v->stage = VISIT_COMPOSE;
	}
	return o;
}

/* Back from editing, to where one was. */
static enum outcome leave_editing(struct visit *v, struct moves *m)
{
	visit_close(v, m);
	visit_begin(v, v->live);
	return OUTCOME_OK;
}

/* Another answer in the place of the old one; the same changes nothing. */
static enum outcome correct(struct visit *v, struct moves *m, const struct answer *a)
{
	struct event e;
	if (answer_eq(a, walk_here(v->walk)->answer)) {
		return leave_editing(v, m);
	}
	enum outcome o = walk_correct(v->live, walk_here(v->walk)->step, a, &e);
	return settle(v, m, o, &e);
}

/* Whether something was typed there that this answer doesn't say; NULL: nor any. */
static bool has_unsent(struct visit *v, uint32_t field, const struct answer *a)
{
	return unsent_text(v->live, visit_step(v), field, a).len > 0;
}

/* After the event of the answer, whose number would else be taken. */
static void drop_unsent(struct visit *v, struct moves *m, const struct step *s, uint32_t field)
{
	unsent_keep(v->live, m, s, field, (struct str){0});
}

static enum outcome go(struct visit *v, struct moves *m, const struct answer *a)
{
	struct event e;
	if (visit_is_editing(v)) {
		return leave_editing(v, m);
	}
	visit_close(v, m);
	enum outcome o = walk_go(v->walk, a, &e);
	return settle(v, m, o, &e);
}

/* An answer after which something is said. */
static enum outcome answer_and_tell(struct visit *v, struct moves *m, const struct answer *a)
{
	struct event e;
	enum outcome o = walk_answer(v->walk, a, &e);
	if (o == OUTCOME_OK) {
		moves_make(m, v->walk, &e);
		v->stage = VISIT_TOLD;
	}
	return o;
}

static enum outcome give(struct visit *v, struct moves *m, const struct answer *a)
{
	if (visit_is_editing(v)) {
		return correct(v, m, a);
	}
	return visit_is_told(visit_step(v), a) ? answer_and_tell(v, m, a) : go(v, m, a);
}

/* What was typed towards it waits no more. */
static enum outcome answer(struct visit *v, struct moves *m, const struct answer *a)
{
	const struct step *s = visit_step(v);
	bool waits = s->estimate != NULL && has_unsent(v, INDEX_NONE, a);
	enum outcome o = give(v, m, a);
	if (o == OUTCOME_OK && waits) {
		drop_unsent(v, m, s, INDEX_NONE);
	}
	return o;
}

static enum outcome correct_field(struct visit *v, struct moves *m, const struct answer *a)
{
	const struct step *s = visit_step(v);
	const struct answer *own = walk_here(v->walk)->answer;
	uint32_t field = v->field;
	bool is_same = own != NULL && answer_eq(visit_field_answer(own, field), a);
	bool waits = has_unsent(v, field, a);
	enum outcome o = correct(v, m, is_same ? own : walk_fields_answer(v->walk, field, a));
	if (o == OUTCOME_OK && waits) {
		drop_unsent(v, m, s, field);
	}
	return o;
}

static enum outcome answer_field(struct visit *v, struct moves *m, const struct answer *a)
{
	struct event e;
	if (visit_is_editing(v)) {
		return correct_field(v, m, a);
	}
	enum outcome o = walk_answer_field(v->walk, v->field, a, &e);
	if (o != OUTCOME_OK) {
		return o;
	}
	moves_make(m, v->walk, &e);
	if (has_unsent(v, v->field, a)) {
		drop_unsent(v, m, visit_step(v), v->field);
	}
	if (v->n_filled <= v->field) {
		v->n_filled = v->field + 1;
	}
	if (v->field + 1 < visit_step(v)->n_fields) {
		v->field++;
		return OUTCOME_OK;
	}
	o = go(v, m, NULL);
	if (o != OUTCOME_OK) {
		v->field = visit_first_field(v->walk);
	}
	return o;
}

/* --- Answers ---------------------------------------------------------------------- */

enum outcome visit_choose(struct visit *v, struct moves *m, uint32_t option)
{
	struct event e;
	if (v->stage != VISIT_CHOOSE || option >= visit_step(v)->n_options) {
		return v->stage == VISIT_CHOOSE ? OUTCOME_NO_CHOICE : OUTCOME_NOT_THERE;
	}
	if (visit_is_editing(v) || !option_is_detour(&visit_step(v)->options[option])) {
		return answer(v, m, walk_option_answer(v->walk, option));
	}
	enum outcome o = walk_detour(v->walk, option, &e);
	return settle(v, m, o, &e);
}

enum outcome visit_choose_set(struct visit *v, struct moves *m, const uint32_t *options, uint32_t n)
{
	if (v->stage != VISIT_SEVERAL) {
		return OUTCOME_NOT_THERE;
	}
	return answer(v, m, walk_set_answer(v->walk, options, n));
}

enum outcome visit_guess(struct visit *v, struct moves *m, struct str typed)
{
	const struct answer *a;
	if (v->stage != VISIT_GUESS) {
		return OUTCOME_NOT_THERE;
	}
	enum outcome o = walk_read_estimate(v->walk, visit_step(v), typed, &a);
	return o == OUTCOME_OK ? answer(v, m, a) : o;
}

enum outcome visit_fill(struct visit *v, struct moves *m, struct str typed)
{
	const struct answer *a;
	if (v->stage != VISIT_FIELD) {
		return OUTCOME_NOT_THERE;
	}
	enum outcome o = walk_read_field(v->walk, visit_field(v), typed, &a);
	return o == OUTCOME_OK ? answer_field(v, m, a) : o;
}

enum outcome visit_fill_option(struct visit *v, struct moves *m, uint32_t option)
{
	if (v->stage != VISIT_FIELD || option >= visit_field(v)->n_options) {
		return v->stage == VISIT_FIELD ? OUTCOME_NO_CHOICE : OUTCOME_NOT_THERE;
	}
	return answer_field(v, m, walk_option_answer(v->walk, option));
}

enum outcome visit_write_line(struct visit *v, struct moves *m, struct str line)
{
	if (v->stage != VISIT_NOTE && v->stage != VISIT_RETOUCH) {
		return OUTCOME_NOT_THERE;
	}
	draft_add_line(&v->draft, m, line);
	return OUTCOME_OK;
}

enum outcome visit_contribute(struct visit *v, struct moves *m, struct str line)
{
	struct event e;
	if (v->stage != VISIT_HARVEST || str_trim(line).len == 0) {
		return v->stage == VISIT_HARVEST ? OUTCOME_MALFORMED : OUTCOME_NOT_THERE;
	}
	walk_gather(v->live, &(struct contribution){.text = str_trim(line)}, &e);
	moves_make(m, v->live, &e);
	drop_unsent(v, m, visit_step(v), INDEX_NONE);
	return OUTCOME_OK;
}

/* The last line of a harvest, as if it had not been said. */
static enum outcome take_back_line(struct visit *v, struct moves *m)
{
	struct arena arena = {0};
	struct event e;
	size_t n;
	const struct contribution *lines = walk_gathered(v->live, &arena, visit_step(v)->id, &n);
	if (n > 0) {
		walk_gather(v->live, &(struct contribution){.id = lines[n - 1].id}, &e);
		moves_make(m, v->live, &e);
	}
	arena_finish(&arena);
	return n > 0 ? OUTCOME_OK : OUTCOME_NOT_THERE;
}

enum outcome visit_enter(struct visit *v, struct moves *m, uint32_t item)
{
	struct event e;
	if (v->stage != VISIT_HUB) {
		return OUTCOME_NOT_THERE;
	}
	enum outcome o = walk_enter(v->walk, item, &e);
	return settle(v, m, o, &e);
}

/* A field that can't be left open, in a step that can. */
static enum outcome pass_field(struct visit *v, struct moves *m)
{
	if (visit_field(v)->optional) {
		return answer_field(v, m, walk_open_answer());
	}
	if (!visit_step(v)->optional) {
		return OUTCOME_REQUIRED;
	}
	if (visit_is_editing(v)) {
		return answer_field(v, m, walk_open_answer());
	}
	drop_unsent(v, m, visit_step(v), v->field);
	return go(v, m, walk_here(v->walk)->answer != NULL ? NULL : walk_open_answer());
}

/* What is expected now, left open. */
static enum outcome pass(struct visit *v, struct moves *m)
{
	if (v->stage == VISIT_FIELD) {
		return pass_field(v, m);
	}
	return visit_is_passable(v) ? answer(v, m, walk_open_answer()) : OUTCOME_UNANSWERED;
}

enum outcome visit_go_on(struct visit *v, struct moves *m)
{
	bool is_preset;
	const struct answer *kept;
	switch (v->stage) {
	case VISIT_READ:
	case VISIT_TOLD:
	case VISIT_NOTE:
	case VISIT_HARVEST:
	case VISIT_CATALOGUE:
	case VISIT_REVIEW:
	case VISIT_COMPOSE:
		return go(v, m, NULL);
	case VISIT_RETOUCH:
		visit_close(v, m);
		v->stage = VISIT_COMPOSE;
		return OUTCOME_OK;
	case VISIT_CHOOSE:
	case VISIT_SEVERAL:
	case VISIT_GUESS:
		kept = visit_prefill(v, &is_preset);
		return kept != NULL ? answer(v, m, kept) : pass(v, m);
	case VISIT_FIELD:
		kept = visit_prefill(v, &is_preset);
		return kept != NULL ? answer_field(v, m, kept) : pass(v, m);
	case VISIT_HUB:
		return OUTCOME_UNANSWERED;
	case VISIT_ENDING:
		break;
	}
	return OUTCOME_NO_WAY;
}

static enum outcome pass_on(struct visit *v, struct moves *m)
{
	struct event e;
	visit_close(v, m);
	enum outcome o = walk_pass(v->walk, &e);
	return settle(v, m, o, &e);
}

bool visit_passes_open(const struct visit *v)
{
	if (v->stage == VISIT_NOTE) {
		return v->draft.text.len == 0;
	}
	bool is_asked =
		v->stage == VISIT_SEVERAL || v->stage == VISIT_GUESS || v->stage == VISIT_FIELD;
	return is_asked && walk_here(v->walk)->answer == NULL && !visit_is_editing(v);
}

enum outcome visit_pass(struct visit *v, struct moves *m)
{
	struct event e;
	bool is_choice = v->stage == VISIT_CHOOSE && walk_here(v->walk)->answer == NULL;
	if (v->stage == VISIT_ENDING || visit_is_editing(v)) {
		return OUTCOME_NO_WAY;
	}
	if (is_choice) {
		return OUTCOME_UNANSWERED;
	}
	if (visit_passes_open(v) && visit_is_told(visit_step(v), NULL) &&
	    walk_leave_open(v->walk, &e) == OUTCOME_OK) {
		moves_make(m, v->walk, &e);
		v->stage = VISIT_TOLD;
		return OUTCOME_OK;
	}
	return pass_on(v, m);
}

/* --- Compositions ----------------------------------------------------------------- */

enum outcome visit_retouch(struct visit *v)
{
	if (v->stage != VISIT_COMPOSE) {
		return OUTCOME_NOT_THERE;
	}
	const struct step *s = visit_step(v);
	struct arena arena = {0};
	draft_open(&v->draft, v->live, s->id, STR("récit"));
	draft_offer(&v->draft, said_plain(&arena, said_make(&arena, walk_facts(v->walk, false),
	                                                    &s->composition)));
	arena_finish(&arena);
	v->stage = VISIT_RETOUCH;
	return OUTCOME_OK;
}

enum outcome visit_draw_again(struct visit *v, struct moves *m)
{
	struct event e;
	struct str step = visit_step(v)->id, what = STR("récit");
	if (v->stage != VISIT_COMPOSE || walk_note(v->live, step, what).len == 0) {
		return OUTCOME_NOT_THERE;
	}
	walk_write_note(v->live, what, (struct str){0}, &e);
	e.step = step;
	moves_make(m, v->live, &e);
	return OUTCOME_OK;
}

enum outcome visit_leave(struct visit *v, struct moves *m)
{
	return v->stage == VISIT_HUB ? go(v, m, NULL) : OUTCOME_NOT_THERE;
}

enum outcome visit_erase(struct visit *v, struct moves *m)
{
	switch (v->stage) {
	case VISIT_NOTE:
	case VISIT_RETOUCH:
		draft_erase(&v->draft, m);
		return OUTCOME_OK;
	case VISIT_COMPOSE:
		return visit_draw_again(v, m);
	case VISIT_HARVEST:
		return take_back_line(v, m);
	case VISIT_CHOOSE:
	case VISIT_SEVERAL:
	case VISIT_GUESS:
	case VISIT_FIELD:
		return pass(v, m);
	case VISIT_READ:
	case VISIT_HUB:
	case VISIT_CATALOGUE:
	case VISIT_REVIEW:
	case VISIT_TOLD:
	case VISIT_ENDING:
		break;
	}
	return OUTCOME_NOT_THERE;
}

/* --- Back, forward, elsewhere ----------------------------------------------------- */

static enum outcome travel(struct visit *v, struct moves *m, bool back)
{
	struct event e;
	visit_close(v, m);
	enum outcome o = back ? walk_back(v->walk, 1, &e) : walk_redo(v->walk, 1, &e);
	return settle(v, m, o, &e);
}

enum outcome visit_back(struct visit *v, struct moves *m)
{
	if (v->stage == VISIT_RETOUCH) {
		return visit_go_on(v, m);
	}
	if (visit_is_editing(v)) {
		return leave_editing(v, m);
	}
	if (v->stage == VISIT_FIELD && v->field > 0) {
		v->field--;
		return OUTCOME_OK;
	}
	if (v->stage == VISIT_TOLD) {
		v->stage = visit_question_stage(visit_step(v));
		return OUTCOME_OK;
	}
	return travel(v, m, true);
}

enum outcome visit_redo(struct visit *v, struct moves *m)
{
	if (visit_is_editing(v)) {
		return OUTCOME_NOT_THERE;
	}
	if (v->stage == VISIT_FIELD && v->field + 1 < visit_step(v)->n_fields &&
	    v->field < v->n_filled) {
		v->field++;
		return OUTCOME_OK;
	}
	if (v->stage != VISIT_TOLD && visit_stage_of(v->walk) == VISIT_TOLD) {
		v->stage = VISIT_TOLD;
		return OUTCOME_OK;
	}
	return travel(v, m, false);
}

enum outcome visit_jump(struct visit *v, struct moves *m, step_id to)
{
	struct event e;
	visit_close(v, m);
	if (visit_is_editing(v)) {
		visit_begin(v, v->live);
		visit_close(v, m);
	}
	enum outcome o = walk_jump(v->walk, to, &e);
	return settle(v, m, o, &e);
}

void visit_restart(struct visit *v, struct moves *m)
{
	struct event e;
	visit_close(v, m);
	enum outcome o = walk_restart(v->live, &e);
	(void)settle(v, m, o, &e);
}
