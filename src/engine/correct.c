/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An old answer edited, and what becomes of the way after it (format, section The carnet):
 * later places come again while each is what comes next and its answer still fits. It is
 * tried on a look back, a walk of its own that shares all that an edit can't change; the
 * walk itself learns of it by the event, as of any other.
 */
#include "walk_state.h"

#include "mem.h"

#include <string.h>

bool walk_is_behind(const struct walk *w, step_id step)
{
	return walk_is_ours(w, step) && walk_last_place(w, step, w->cursor) != NO_PLACE;
}

/* The path up to that place, which is a copy: its answer is to be another. */
static void copy_path(struct walk *look, const struct walk *w, size_t at)
{
	look->n_places = look->cap_places = at + 1;
	look->cursor = at;
	look->path = mem_array(look->n_places, sizeof look->path[0]);
	memcpy(look->path, w->path, look->n_places * sizeof look->path[0]);
	struct place *here = arena_alloc(&look->arena, sizeof *here);
	*here = *w->path[at].place;
	look->path[at].place = here;
}

static void copy_memory(struct walk *look, const struct walk *w)
{
	look->cap_memory = walk_n_step_numbers(w);
	look->memory = mem_array(look->cap_memory, sizeof look->memory[0]);
	memcpy(look->memory, w->memory, look->cap_memory * sizeof look->memory[0]);
	for (size_t i = w->n_places; i > look->n_places; i--) {
		look->memory[w->path[i - 1].place->step].last = w->path[i - 1].before;
	}
}

struct walk *walk_look_back(const struct walk *w, step_id step)
{
	if (!walk_is_behind(w, step)) {
		return NULL;
	}
	struct walk *look = mem_alloc(sizeof *look);
	*look = *w;
	look->is_look = true;
	look->told_at = NULL;
	look->arena = (struct arena){0};
	copy_path(look, w, walk_last_place(w, step, w->cursor));
	copy_memory(look, w);
	walk_make_scratch(look);
	return look;
}

/* --- The way again ------------------------------------------------------------------ */

static enum outcome call_again(struct walk *look, const struct place *p, struct event *ret_move)
{
	const struct step *s = walk_step(look);
	if (p->by == PASSAGE_CARREFOUR) {
		return s->hub != NULL ? walk_enter(look, hub_item_find(s->hub, p->choice), ret_move)
		                      : OUTCOME_NO_CHOICE;
	}
	return walk_detour(look, option_find(s->options, s->n_options, p->choice), ret_move);
}

static bool goes_on(enum passage by)
{
	return by == PASSAGE_VERS || by == PASSAGE_SUITE || by == PASSAGE_ENSUITE ||
	       by == PASSAGE_RETOUR;
}

/* The move that leads to this place again; false where none does now. */
static bool comes_again(struct walk *look, const struct place *p, struct event *ret_move)
{
	enum outcome outcome = OUTCOME_NO_WAY;
	if (goes_on(p->by)) {
		outcome = walk_go(look, NULL, ret_move);
	} else if (p->by == PASSAGE_DETOUR || p->by == PASSAGE_CARREFOUR) {
		outcome = call_again(look, p, ret_move);
	} else if (p->by == PASSAGE_SAUT) {
		outcome = walk_jump(look, p->step, ret_move);
	}
	return outcome == OUTCOME_OK && str_eq(ret_move->to, walk_step_name(look, p->step));
}

static struct leg *add_leg(struct walk *look, struct event *e, const struct event *move)
{
	struct leg *leg = &e->legs[e->n_legs++];
	*leg = (struct leg){.to = move->to, .by = move->by, .choice = move->choice};
	walk_reach(look, leg);
	return leg;
}

/*
 * Where the new answer leads elsewhere the way ends on the step that comes next instead: one
 * has answered, and isn't asked again.
 */
static void replay(struct walk *w, struct walk *look, struct event *e)
{
	size_t from = look->cursor + 1;
	struct event move;
	e->legs = arena_array(&w->arena, w->cursor - look->cursor, sizeof e->legs[0]);
	for (size_t i = from; i <= w->cursor; i++) {
		const struct place *p = w->path[i].place;
		if (!comes_again(look, p, &move)) {
			if (goes_on(p->by) && walk_go(look, NULL, &move) == OUTCOME_OK) {
				add_leg(look, e, &move);
			}
			return;
		}
		struct leg *leg = add_leg(look, e, &move);
		if (p->answer == NULL) {
			continue;
		}
		if (answer_check(look, p->answer) != OUTCOME_OK) {
			return;
		}
		leg->answer = answer_kept(w, walk_step(look), p->answer);
		look->path[look->cursor].place->answer = p->answer;
	}
}

enum outcome walk_correct(struct walk *w, step_id step, const struct answer *a,
                          struct event *ret_event)
{
	struct walk *look = walk_look_back(w, step);
	if (look == NULL) {
		return OUTCOME_NOT_THERE;
	}
	enum outcome outcome = answer_check(look, a);
	if (outcome == OUTCOME_OK) {
		look->path[look->cursor].place->answer = a;
		*ret_event = event_next(w, EVENT_CORRECT);
		ret_event->step = walk_step(look)->id;
		ret_event->answer = answer_kept(w, walk_step(look), a);
		replay(w, look, ret_event);
	}
	walk_destroy(look);
	return outcome;
}
