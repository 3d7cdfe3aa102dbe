/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made anew each time: a step is told by its first place, in the order of the path. */
#include "trail.h"

#include "said.h"
#include "scene.h"

static uint32_t section_of(const struct journey *j, step_id step)
{
	return j->steps[step].section < j->n_sections ? j->steps[step].section : INDEX_NONE;
}

static void add_stop(struct trail *t, struct arena *arena, struct walk *w, struct stop stop)
{
	stop.section = section_of(walk_journey(w), stop.step);
	stop.title = scene_title(arena, w, stop.step);
	stop.is_here = stop.kind == STOP_SEEN && stop.step == walk_here(w)->step;
	t->stops[t->n_stops++] = stop;
}

static void add_seen(struct trail *t, struct arena *arena, struct walk *w, const step_id *seen,
                     size_t n, bool *is_seen)
{
	for (size_t i = 0; i < n; i++) {
		is_seen[seen[i]] = true;
		add_stop(t, arena, w, (struct stop){.step = seen[i], .kind = STOP_SEEN});
	}
}

/* A junction among them is told by the step that it leads to. */
static void add_items(struct trail *t, struct arena *arena, struct walk *w, const bool *is_seen)
{
	const struct step *s = walk_step(w);
	for (uint32_t i = 0; s->hub != NULL && i < s->hub->n_items; i++) {
		const struct hub_item *item = &s->hub->items[i];
		if (!is_seen[item->to] && !walk_is_ticked(w, walk_here(w)->step, item->name)) {
			add_stop(t, arena, w,
			         (struct stop){.step = item->to, .kind = STOP_ITEM, .item = i});
		}
	}
}

static void add_free(struct trail *t, struct arena *arena, struct walk *w, const bool *is_seen)
{
	const struct journey *j = walk_journey(w);
	for (uint32_t i = 0; i < j->n_sections; i++) {
		const struct section *section = &j->sections[i];
		if (section->open && section->entry < j->n_steps && !is_seen[section->entry]) {
			add_stop(t, arena, w,
			         (struct stop){.step = section->entry, .kind = STOP_FREE});
		}
	}
}

static void count_stops(const struct trail *t, struct camp *camp)
{
	for (size_t i = 0; i < t->n_stops; i++) {
		const struct stop *stop = &t->stops[i];
		if (stop->section == camp->section) {
			camp->n_seen += stop->kind == STOP_SEEN;
			camp->n_open += stop->kind != STOP_SEEN;
			camp->is_here = camp->is_here || stop->is_here;
		}
	}
}

static void add_camp(struct trail *t, struct arena *arena, struct walk *w, uint32_t section)
{
	struct camp *camp = &t->camps[t->n_camps];
	*camp = (struct camp){.section = section};
	if (section != INDEX_NONE) {
		const struct section *of = &walk_journey(w)->sections[section];
		camp->title = said_line_of(arena, walk_facts(w, false), &of->title);
		camp->day = said_words(arena, of->day);
		camp->minutes = of->minutes;
		camp->is_free = of->open;
	}
	count_stops(t, camp);
	t->n_camps += section != INDEX_NONE || camp->n_seen + camp->n_open > 0;
}

void trail_make(struct trail *t, struct arena *arena, struct visit *v)
{
	struct walk *w = v->live;
	const struct journey *j = walk_journey(w);
	const struct hub *hub = walk_step(w)->hub;
	size_t n_seen;
	const step_id *seen = scene_seen(arena, w, &n_seen);
	bool *is_seen = arena_array(arena, j->n_steps, sizeof *is_seen);
	size_t most = n_seen + j->n_sections + (hub != NULL ? hub->n_items : 0);
	*t = (struct trail){.n_ahead = walk_n_places(w) - walk_cursor(w) - 1};
	t->stops = arena_array(arena, most, sizeof *t->stops);
	t->camps = arena_array(arena, (size_t)j->n_sections + 1, sizeof *t->camps);
	add_seen(t, arena, w, seen, n_seen, is_seen);
	add_items(t, arena, w, is_seen);
	add_free(t, arena, w, is_seen);
	add_camp(t, arena, w, INDEX_NONE);
	for (uint32_t i = 0; i < j->n_sections; i++) {
		add_camp(t, arena, w, i);
	}
}

enum outcome trail_go(const struct stop *stop, struct visit *v, struct moves *m)
{
	if (stop->is_here) {
		return OUTCOME_OK;
	}
	if (stop->kind == STOP_ITEM && v->stage == VISIT_HUB) {
		return visit_enter(v, m, stop->item);
	}
	return visit_jump(v, m, stop->step);
}
