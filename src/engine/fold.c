/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fold: what each event makes of a walk (format, sections The carnet and Rulings from a
 * test drive). Events are facts: nothing here asks what the journey would allow, only which
 * of its steps are endings and how an answer reads, so any event folds on any walk.
 *
 * Each event costs a constant, over the whole of a carnet: what is cut was appended once,
 * and the last place of a step is known.
 */
#include "walk_state.h"

#include "mem.h"

static struct place *here_of(struct walk *w)
{
	return w->path[w->cursor].place;
}

static struct place *new_place(struct walk *w, step_id step, const struct call *call)
{
	struct place *p = arena_alloc(&w->arena, sizeof *p);
	p->step = step;
	p->call = call;
	return p;
}

static const struct call *new_call(struct walk *w, const struct call *up, const struct place *p)
{
	struct call *call = arena_alloc(&w->arena, sizeof *call);
	*call = (struct call){.up = up, .caller = here_of(w), .choice = p->choice, .by = p->by};
	return call;
}

/*
 * The innermost open call whose caller is of this step: mostly the very last one. What a
 * `retour` reached is a fact, so where lines are missing or a caller was dropped, calls
 * inside it are over too. NULL: no such call.
 */
static const struct call *call_ended(const struct call *call, step_id step)
{
	while (call != NULL && (call->caller->dropped || call->caller->step != step)) {
		call = call->up;
	}
	return call;
}

/*
 * The place that a `retour` goes back to: the caller, or, where the caller was dropped, the
 * last place outside its call. NULL where lines are missing, so that it is neither.
 */
static const struct place *place_returned_to(const struct walk *w, const struct place *p)
{
	const struct call *open = w->path[w->cursor].place->call;
	if (p->ended != NULL) {
		return p->ended->caller;
	}
	size_t outside = open != NULL && open->caller->dropped ? walk_outside_call(w) : NO_PLACE;
	bool is_it = outside != NO_PLACE && w->path[outside].place->step == p->step;
	return is_it ? w->path[outside].place : NULL;
}

static void enter_by_return(const struct walk *w, struct place *p)
{
	p->ended = call_ended(w->path[w->cursor].place->call, p->step);
	const struct place *again = place_returned_to(w, p);
	p->call = again != NULL ? again->call : NULL;
	p->answer = again != NULL ? again->answer : NULL;
}

static void enter_by_jump(struct walk *w, struct place *p)
{
	size_t last = w->memory[p->step].last;
	p->call = last != NO_PLACE ? w->path[last].place->call : new_call(w, NULL, p);
}

/* A new last place. An ending ends all open calls. */
static void append(struct walk *w, struct place *p)
{
	bool is_ours = walk_is_ours(w, p->step);
	if (is_ours && w->journey->steps[p->step].kind == STEP_ENDING) {
		p->call = NULL;
	}
	walk_append(w, p);
	w->cursor = w->n_places - 1;
}

void walk_reach(struct walk *w, const struct leg *leg)
{
	const struct call *open = here_of(w)->call;
	struct place *p = new_place(w, walk_step_number(w, leg->to), open);
	p->by = leg->by;
	if (leg->choice.len > 0) {
		p->choice = ids_keep(&w->words, &w->arena, leg->choice);
	}
	switch (leg->by) {
	case PASSAGE_DETOUR:
	case PASSAGE_CARREFOUR:
		p->call = p->opened = new_call(w, open, p);
		break;
	case PASSAGE_RETOUR:
		enter_by_return(w, p);
		break;
	case PASSAGE_SAUT:
		enter_by_jump(w, p);
		break;
	case PASSAGE_NONE:
	case PASSAGE_VERS:
	case PASSAGE_SUITE:
	case PASSAGE_ENSUITE:
	case PASSAGE_N:
		break;
	}
	if (leg->answer.len > 0) {
		p->answer = answer_from_json(w, p->step, leg->answer);
	}
	append(w, p);
}

/*
 * Where a move says that it began elsewhere than at the cursor, lines are missing: the
 * cursor goes to the last place of that step; with none, one is added.
 */
static void begin_move_at(struct walk *w, struct str from)
{
	const struct place *here = here_of(w);
	step_id step = walk_step_number(w, from);
	if (here->step == step) {
		return;
	}
	size_t last = w->memory[step].last;
	if (last != NO_PLACE) {
		w->cursor = last;
		return;
	}
	walk_cut(w, w->cursor + 1);
	append(w, new_place(w, step, here->call));
}

static void fold_go(struct walk *w, const struct event *e)
{
	begin_move_at(w, e->from);
	struct place *here = here_of(w);
	if (e->answer.len > 0) {
		here->answer = answer_from_json(w, here->step, e->answer);
	}
	walk_cut(w, w->cursor + 1);
	walk_reach(w, &(struct leg){.to = e->to, .by = e->by, .choice = e->choice});
}

static void fold_answer(struct walk *w, const struct event *e)
{
	struct place *here = here_of(w);
	step_id step = walk_step_number(w, e->step);
	if (here->step == step) {
		w->told_at = here;
		here->answer = answer_from_json(w, here->step, e->answer);
		return;
	}
	const struct answer *a = answer_from_json(w, step, e->answer);
	size_t last = walk_last_place(w, step, w->cursor);
	if (last != NO_PLACE) {
		w->path[last].place->answer = a;
		w->told_at = w->path[last].place;
	} else {
		w->memory[step].prefill = a;
	}
}

/* The correction is of the step's last place strictly before the cursor; where lines are
 * missing there is none, and one is found as for any move. */
static void fold_correct(struct walk *w, const struct event *e)
{
	size_t last = walk_last_place(w, walk_step_number(w, e->step), w->cursor);
	if (last != NO_PLACE) {
		w->cursor = last;
	} else {
		begin_move_at(w, e->step);
	}
	struct place *p = here_of(w);
	p->answer = answer_from_json(w, p->step, e->answer);
	walk_cut(w, w->cursor + 1);
	for (size_t i = 0; i < e->n_legs; i++) {
		walk_reach(w, &e->legs[i]);
	}
}

static void fold_back(struct walk *w, const struct event *e)
{
	w->cursor -= e->count < w->cursor ? e->count : w->cursor;
}

static void fold_redo(struct walk *w, const struct event *e)
{
	size_t ahead = w->n_places - 1 - w->cursor;
	w->cursor += e->count < ahead ? e->count : ahead;
}

static void begin_again(struct walk *w, step_id step)
{
	walk_cut(w, 0);
	walk_append(w, new_place(w, step, NULL));
	w->cursor = 0;
}

/* The first step, unless it is known to be gone; then the journey's own. */
static step_id start_of(const struct walk *w)
{
	bool is_gone = !walk_is_ours(w, w->start) && w->memory[w->start].is_removed;
	return is_gone ? w->journey->start : w->start;
}

static void fold_restart(struct walk *w, const struct event *e)
{
	(void)e;
	begin_again(w, start_of(w));
}

/* --- A journey that changed ------------------------------------------------------- */

/* What a place held; nothing is lost with a place that held nothing. */
static void add_orphan(struct walk *w, const struct place *p)
{
	if (p->answer == NULL) {
		return;
	}
	if (w->n_orphans == w->cap_orphans) {
		w->cap_orphans = w->cap_orphans == 0 ? 16 : w->cap_orphans * 2;
		w->orphans = mem_resize(w->orphans, w->cap_orphans, sizeof w->orphans[0]);
	}
	w->orphans[w->n_orphans++] = (struct orphan){walk_step_name(w, p->step), p->answer};
}

/*
 * Drops the places that are marked `dropped`; stacks see the mark. The cursor goes to the
 * last place that remains at or before it, else to a new one at `départ`, before the others.
 */
static void drop_places(struct walk *w)
{
	size_t n_old = w->n_places, n_before = 0;
	struct stop *old = w->path;
	for (size_t i = 0; i < n_old; i++) {
		w->memory[old[i].place->step].last = NO_PLACE;
		n_before += i <= w->cursor && !old[i].place->dropped;
	}
	w->path = NULL;
	w->n_places = w->cap_places = 0;
	if (n_before == 0) {
		walk_append(w, new_place(w, w->journey->start, NULL));
		n_before = 1;
	}
	for (size_t i = 0; i < n_old; i++) {
		if (old[i].place->dropped) {
			add_orphan(w, old[i].place);
		} else {
			walk_append(w, old[i].place);
		}
	}
	w->cursor = n_before - 1;
	mem_free(old);
}

/* Marks the step's places on the path, and says whether there are any. */
static bool mark_places(struct walk *w, step_id step)
{
	size_t last = w->memory[step].last;
	for (size_t i = last; i != NO_PLACE; i = w->path[i].before) {
		w->path[i].place->dropped = true;
	}
	return last != NO_PLACE;
}

/* An answer that no longer fits its step becomes an orphan; its place stays. */
static void orphan_misfits(struct walk *w)
{
	for (size_t i = 0; w->has_misfits && i < w->n_places; i++) {
		struct place *p = w->path[i].place;
		bool is_misfit = p->answer != NULL && p->answer->kind == ANSWER_MISFIT;
		if (is_misfit && walk_is_ours(w, p->step)) {
			add_orphan(w, p);
			p->answer = NULL;
		}
	}
	w->has_misfits = false;
}

static void fold_open(struct walk *w, const struct event *e)
{
	bool any = false;
	for (size_t i = 0; i < e->n_removed; i++) {
		step_id step = walk_step_number(w, e->removed[i]);
		w->memory[step].is_removed = true;
		any = mark_places(w, step) || any;
	}
	if (any) {
		drop_places(w);
	}
	orphan_misfits(w);
	w->opened = e->version > w->opened ? e->version : w->opened;
	w->version = e->version;
	w->fingerprint = arena_str(&w->arena, e->fingerprint);
}

/* See begin_move_at: a move tells by itself that something before it is missing. */
void walk_damaged(struct walk *w)
{
	(void)w;
}

void walk_settle(struct walk *w)
{
	bool any = false;
	for (step_id step = w->journey->n_steps; step < walk_n_step_numbers(w); step++) {
		any = mark_places(w, step) || any;
	}
	if (any) {
		drop_places(w);
	}
	orphan_misfits(w);
	if (!walk_is_ours(w, w->start)) {
		w->start = w->journey->start;
	}
}

static void fold_begin(struct walk *w, const struct event *e)
{
	w->opened = e->version;
	w->version = e->version;
	w->fingerprint = arena_str(&w->arena, e->fingerprint);
	w->start = walk_start_number(w, e->start);
	begin_again(w, w->start);
}

/* Lines of an unknown kind and `fin` change nothing. */
static const struct {
	void (*fold)(struct walk *w, const struct event *e);
	bool is_on_path;
} folds[EVENT_N_KINDS] = {
	[EVENT_BEGIN] = {fold_begin, true},     [EVENT_OPEN] = {fold_open, true},
	[EVENT_GO] = {fold_go, true},           [EVENT_ANSWER] = {fold_answer, true},
	[EVENT_CORRECT] = {fold_correct, true}, [EVENT_BACK] = {fold_back, true},
	[EVENT_REDO] = {fold_redo, true},       [EVENT_RESTART] = {fold_restart, true},
	[EVENT_NOTE] = {aside_note, false},     [EVENT_DRAFT] = {aside_draft, false},
	[EVENT_KEEP] = {aside_keep, false},     [EVENT_CONSULT] = {aside_consult, false},
	[EVENT_VOTE] = {aside_vote, false},     [EVENT_GATHER] = {aside_gather, false},
};

void walk_fold(struct walk *w, const struct event *e)
{
	bool is_first = e->kind == EVENT_BEGIN && !w->has_begun;
	if (e->n <= w->last_n && !is_first) {
		return;
	}
	w->last_n = e->n;
	w->has_begun = true;
	if (folds[e->kind].fold == NULL || (e->kind == EVENT_BEGIN && !is_first)) {
		return;
	}
	if (folds[e->kind].is_on_path) {
		w->told_at = NULL;
	}
	struct event today = *e;
	if (w->journey->n_renamings > 0) {
		rename_event(w, &today);
	}
	folds[e->kind].fold(w, &today);
}
