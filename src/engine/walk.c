/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of a walk, its path, and what can be read off it. The invariants that fold.c
 * relies on: the path is never empty and the cursor is on it; memory[s].last is the last
 * place of step s on the path, and `before` leads to the earlier ones.
 */
#include "walk_state.h"

#include "mem.h"

#include <assert.h>

enum {
	FIRST_CAP = 16,
	FINGERPRINT_DIGITS = 16,
};

void *walk_grow(void *list, uint32_t n, uint32_t *cap, size_t bytes)
{
	if (n < *cap) {
		return list;
	}
	*cap = *cap == 0 ? FIRST_CAP : *cap * 2;
	return mem_resize(list, *cap, bytes);
}

/* --- Steps ----------------------------------------------------------------------- */

bool walk_is_ours(const struct walk *w, step_id step)
{
	return step < w->journey->n_steps;
}

uint32_t walk_n_step_numbers(const struct walk *w)
{
	return w->journey->n_steps + w->n_foreign;
}

static step_id add_foreign(struct walk *w, struct str id)
{
	step_id step = walk_n_step_numbers(w);
	id = arena_str(&w->arena, id);
	w->foreign = walk_grow(w->foreign, w->n_foreign, &w->cap_foreign, sizeof w->foreign[0]);
	w->memory = walk_grow(w->memory, step, &w->cap_memory, sizeof w->memory[0]);
	w->memory[step] = (struct step_memory){.last = NO_PLACE};
	ids_add(&w->foreign_ids, &w->arena, id, w->n_foreign);
	w->foreign[w->n_foreign++] = id;
	return step;
}

step_id walk_step_number(struct walk *w, struct str id)
{
	step_id step = journey_step(w->journey, id);
	if (step != STEP_NONE) {
		return step;
	}
	uint32_t known = ids_find(&w->foreign_ids, id);
	return known != IDS_NONE ? w->journey->n_steps + known : add_foreign(w, id);
}

step_id walk_start_number(struct walk *w, struct str start)
{
	return start.len > 0 ? walk_step_number(w, start) : w->journey->start;
}

struct str walk_step_name(const struct walk *w, step_id step)
{
	if (walk_is_ours(w, step)) {
		return w->journey->steps[step].id;
	}
	uint32_t known = step - w->journey->n_steps;
	return known < w->n_foreign ? name_shown(w->foreign[known]) : (struct str){0};
}

/* --- The path -------------------------------------------------------------------- */

void walk_append(struct walk *w, struct place *p)
{
	struct step_memory *memory = &w->memory[p->step];
	if (w->n_places == w->cap_places) {
		w->cap_places = w->cap_places == 0 ? FIRST_CAP : w->cap_places * 2;
		w->path = mem_resize(w->path, w->cap_places, sizeof w->path[0]);
	}
	w->path[w->n_places] = (struct stop){p, memory->last};
	memory->last = w->n_places++;
	memory->is_removed = false;
}

void walk_cut(struct walk *w, size_t n)
{
	for (size_t i = n; i < w->n_places; i++) {
		const struct place *p = w->path[i].place;
		if (p->answer != NULL) {
			w->memory[p->step].prefill = p->answer;
		}
	}
	while (w->n_places > n) {
		w->n_places--;
		w->memory[w->path[w->n_places].place->step].last = w->path[w->n_places].before;
	}
}

size_t walk_last_place(const struct walk *w, step_id step, size_t end)
{
	size_t i = w->memory[step].last;
	while (i != NO_PLACE && i >= end) {
		i = w->path[i].before;
	}
	return i;
}

static size_t depth_of(const struct call *call)
{
	size_t depth = 0;
	for (; call != NULL; call = call->up) {
		depth++;
	}
	return depth;
}

size_t walk_outside_call(const struct walk *w)
{
	size_t depth = depth_of(walk_here(w)->call);
	for (size_t i = w->cursor; i > 0; i--) {
		if (depth_of(w->path[i - 1].place->call) < depth) {
			return i - 1;
		}
	}
	return NO_PLACE;
}

/* --- Life ------------------------------------------------------------------------ */

void walk_make_scratch(struct walk *w)
{
	const struct journey *j = w->journey;
	w->facts_of = mem_array(j->n_steps, sizeof w->facts_of[0]);
	w->was_met = mem_array(j->n_steps, sizeof w->was_met[0]);
	w->first_item = mem_array(j->n_steps, sizeof w->first_item[0]);
	w->n_ticked = 0;
	for (step_id s = 0; s < j->n_steps; s++) {
		w->first_item[s] = w->n_ticked;
		w->n_ticked += j->steps[s].hub != NULL ? j->steps[s].hub->n_items : 0;
	}
	w->ticked = mem_array(w->n_ticked, sizeof w->ticked[0]);
	w->facts = (struct facts){j, w->facts_of};
}

struct str walk_fingerprint(struct walk *w)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t fingerprint = journey_fingerprint(w->journey);
	char *hex = arena_alloc(&w->arena, FINGERPRINT_DIGITS + 1);
	for (unsigned i = 0; i < FINGERPRINT_DIGITS; i++) {
		unsigned shift = 4 * (FINGERPRINT_DIGITS - 1 - i);
		hex[i] = digits[fingerprint >> shift & 0xF];
	}
	return (struct str){hex, FINGERPRINT_DIGITS};
}

struct walk *walk_create(const struct journey *j, struct str start)
{
	struct walk *w = mem_alloc(sizeof *w);
	assert(j->n_steps > 0);
	w->journey = j;
	w->asides = mem_alloc(sizeof *w->asides);
	w->version = j->version;
	w->opened = start.len > 0 ? j->version : 0; // else its first line is lost
	w->fingerprint = walk_fingerprint(w);
	w->cap_memory = j->n_steps;
	w->memory = mem_array(j->n_steps, sizeof w->memory[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		w->memory[s].last = NO_PLACE;
	}
	walk_make_scratch(w);
	w->start = walk_start_number(w, start);
	struct place *first = arena_alloc(&w->arena, sizeof *first);
	first->step = w->start;
	walk_append(w, first);
	return w;
}

void walk_destroy(struct walk *w)
{
	if (w == NULL) {
		return;
	}
	if (!w->is_look) {
		asides_finish(w->asides);
		mem_free(w->asides);
		mem_free(w->orphans);
		mem_free(w->foreign);
	}
	mem_free(w->ticked);
	mem_free(w->first_item);
	mem_free(w->was_met);
	mem_free(w->facts_of);
	mem_free(w->memory);
	mem_free(w->path);
	arena_finish(&w->arena);
	mem_free(w);
}

/* --- What is --------------------------------------------------------------------- */

const struct journey *walk_journey(const struct walk *w)
{
	return w->journey;
}

const struct place *walk_here(const struct walk *w)
{
	return w->path[w->cursor].place;
}

const struct step *walk_step(const struct walk *w)
{
	step_id step = walk_here(w)->step;
	return walk_is_ours(w, step) ? &w->journey->steps[step] : NULL;
}

size_t walk_n_places(const struct walk *w)
{
	return w->n_places;
}

const struct place *walk_place(const struct walk *w, size_t i)
{
	assert(i < w->n_places);
	return w->path[i].place;
}

size_t walk_cursor(const struct walk *w)
{
	return w->cursor;
}

uint64_t walk_last_n(const struct walk *w)
{
	return w->last_n;
}

bool walk_is_told(const struct walk *w)
{
	return w->told_at != NULL && w->told_at == walk_here(w);
}

const struct answer *walk_prefill(const struct walk *w)
{
	const struct place *here = walk_here(w);
	return here->answer != NULL ? here->answer : w->memory[here->step].prefill;
}

const struct answer *walk_left_over(const struct walk *w, step_id step)
{
	return walk_is_ours(w, step) ? w->memory[step].prefill : NULL;
}

size_t walk_n_orphans(const struct walk *w)
{
	return w->n_orphans;
}

struct orphan walk_orphan(const struct walk *w, size_t i)
{
	assert(i < w->n_orphans);
	return w->orphans[i];
}
