/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What conditions see from the cursor, computed from the path when it is asked for and never
 * kept: one pass over the places up to the cursor, so that going back takes it all back.
 */
#include "walk_state.h"

#include <string.h>

/* Left by a move that finishes a step: not by a détour, which comes back, nor by a jump. */
static bool finishes(enum passage by)
{
	switch (by) {
	case PASSAGE_VERS:
	case PASSAGE_SUITE:
	case PASSAGE_ENSUITE:
	case PASSAGE_RETOUR:
		return true;
	case PASSAGE_NONE:
	case PASSAGE_DETOUR:
	case PASSAGE_CARREFOUR:
	case PASSAGE_SAUT:
	case PASSAGE_N:
		break;
	}
	return false;
}

uint32_t facts_item_ended(const struct walk *w, const struct place *p)
{
	bool ends_call = p->by == PASSAGE_RETOUR && p->ended != NULL &&
	                 p->ended->by == PASSAGE_CARREFOUR && walk_is_ours(w, p->step);
	const struct hub *hub = ends_call ? w->journey->steps[p->step].hub : NULL;
	return hub != NULL ? hub_item_find(hub, p->ended->choice) : INDEX_NONE;
}

bool facts_is_call(const struct place *p)
{
	return p->opened != NULL && !p->opened->caller->dropped;
}

static void tick(struct walk *w, step_id hub, uint32_t item)
{
	bool *ticked = &w->ticked[w->first_item[hub] + item];
	w->facts_of[hub].ticked += !*ticked;
	*ticked = true;
}

/* What the place at index i adds, but for its own answer. */
static void see_place(struct walk *w, const struct place *p, const struct answer *answer)
{
	struct fact *fact = &w->facts_of[p->step];
	if (p->by != PASSAGE_RETOUR) {
		fact->visits++;
	}
	if (!w->was_met[p->step]) {
		w->was_met[p->step] = true;
		fact->right = answer_is_right(&w->journey->steps[p->step], answer);
	}
	uint32_t item = facts_item_ended(w, p);
	if (item != INDEX_NONE) {
		tick(w, p->step, item);
	}
}

/* What a step of its own text has said is read by the step's id; it is off the path. */
static void see_notes(struct walk *w)
{
	for (uint32_t i = 0; i < w->asides->n_notes; i++) {
		const struct note_record *note = &w->asides->notes[i];
		step_id step = journey_step(w->journey, note->step);
		if (step == STEP_NONE || str_trim(buf_str(&note->text)).len == 0) {
			continue;
		}
		enum step_kind kind = w->journey->steps[step].kind;
		if ((kind == STEP_NOTE && str_eq(note->what, STR("note"))) ||
		    (kind == STEP_COMPOSITION && str_eq(note->what, STR("récit")))) {
			w->facts_of[step].answer = &note->as_answer;
		}
	}
}

static void see_path(struct walk *w, struct viewpoint from)
{
	for (size_t i = 0; i <= w->cursor; i++) {
		const struct place *p = w->path[i].place;
		bool is_here = i == w->cursor;
		const struct answer *own = is_here ? from.own : p->answer;
		enum passage left_by = is_here ? from.left_by : w->path[i + 1].place->by;
		if (!walk_is_ours(w, p->step)) {
			continue;
		}
		see_place(w, p, own != NULL ? own : p->answer);
		if (own != NULL) {
			w->facts_of[p->step].answer = own;
		}
		w->facts_of[p->step].done = w->facts_of[p->step].done || finishes(left_by);
	}
}

const struct facts *facts_compute(struct walk *w, struct viewpoint from)
{
	uint32_t n = w->journey->n_steps;
	memset(w->facts_of, 0, n * sizeof w->facts_of[0]);
	memset(w->was_met, 0, n * sizeof w->was_met[0]);
	memset(w->ticked, 0, w->n_ticked * sizeof w->ticked[0]);
	see_path(w, from);
	if (!from.is_path_only) {
		see_notes(w);
	}
	return &w->facts;
}

const struct facts *walk_facts(struct walk *w, bool with_own)
{
	const struct answer *own = with_own ? walk_here(w)->answer : NULL;
	return facts_compute(w, (struct viewpoint){.own = own});
}

uint32_t facts_n_ticked(const struct walk *w, step_id hub, bool only_required)
{
	const struct hub *h = w->journey->steps[hub].hub;
	uint32_t n = 0;
	for (uint32_t i = 0; i < h->n_items; i++) {
		bool counts = !only_required || !w->journey->steps[h->items[i].to].optional;
		n += counts && w->ticked[w->first_item[hub] + i];
	}
	return n;
}

bool walk_is_ticked(const struct walk *w, step_id hub, struct str item)
{
	for (size_t i = 0; i <= w->cursor; i++) {
		const struct place *p = w->path[i].place;
		if (p->step == hub && facts_item_ended(w, p) != INDEX_NONE &&
		    str_eq(p->ended->choice, item)) {
			return true;
		}
	}
	return false;
}

bool walk_was_taken(const struct walk *w, step_id step, struct str choice)
{
	for (size_t i = 0; i <= w->cursor; i++) {
		const struct place *p = w->path[i].place;
		if (facts_is_call(p) && p->opened->caller->step == step &&
		    str_eq(p->choice, choice)) {
			return true;
		}
	}
	return false;
}
