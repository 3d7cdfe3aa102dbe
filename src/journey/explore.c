/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search: breadth first on sets, so that the layer in which a state is first met is the
 * length of a shortest walk to it. Junctions are passed within a layer. Walks that begin with
 * nothing behind them come first, and all of them: a walk that begins where others jump to is
 * told only of what no new walker can come to.
 */
#include "explore_parts.h"

#include "i18n.h"
#include "mem.h"

#include <string.h>

/* --- Making -------------------------------------------------------------------------------- */

static void sites_make(struct exploration *x)
{
	const struct journey *j = x->j;
	uint32_t n = 0;
	x->first_site = mem_array((size_t)j->n_steps + 1, sizeof x->first_site[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		x->first_site[s] = n;
		n += 2 * j->steps[s].n_options + j->steps[s].n_edges;
	}
	x->first_site[j->n_steps] = n;
	x->sites = mem_array(n, sizeof x->sites[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		const struct step *step = &j->steps[s];
		struct site *site = x->sites + x->first_site[s];
		for (uint32_t i = 0; i < step->n_options; i++) {
			(site++)->e = step->options[i].when;
			(site++)->e = step->options[i].grey;
		}
		for (uint32_t i = 0; i < step->n_edges; i++) {
			(site++)->e = step->edges[i].when;
		}
	}
}

/* Where answers of fields are put together for the evaluation. */
static void scratch_make(struct exploration *x)
{
	const struct journey *j = x->j;
	x->facts_of = mem_array(j->n_steps, sizeof x->facts_of[0]);
	x->facts = (struct facts){j, x->facts_of};
	x->composed = mem_array(j->n_steps, sizeof x->composed[0]);
	x->computed = mem_resize(NULL, (size_t)j->n_computed + 1, sizeof x->computed[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		uint32_t n = j->steps[s].n_fields;
		if (x->vars.of[s].n_fields > 0) {
			x->composed[s].kind = ANSWER_FIELDS;
			x->composed[s].fields.n = n;
			x->composed[s].fields.list =
				arena_array(&x->arena, n, sizeof(struct answer *));
		}
	}
}

static void sets_begin(struct exploration *x, size_t budget)
{
	bdds_init(&x->b, (uint32_t)budget);
	memset(x->computed, 0xFF, x->j->n_computed * sizeof x->computed[0]);
	for (uint32_t i = 0; i < x->first_site[x->j->n_steps]; i++) {
		x->sites[i].is_compiled = false;
	}
	x->n_ways = 0;
	spots_begin(x);
	explore_begin(x);
}

/* --- Searching ----------------------------------------------------------------------------- */

/* Spots to be led on from: at this distance, and at the next. */
struct front {
	uint32_t *here, *there;
	size_t n_here, n_there, cap_here, cap_there;
};

static void front_add(uint32_t **list, size_t *n, size_t *cap, uint32_t spot)
{
	if (*n == *cap) {
		*cap = *cap == 0 ? 64 : *cap * 2;
		*list = mem_resize(*list, *cap, sizeof **list);
	}
	(*list)[(*n)++] = spot;
}

static void layer_add(struct spot *s, uint32_t distance, bdd set, struct bdds *b)
{
	if (s->n_layers > 0 && s->layers[s->n_layers - 1].distance == distance) {
		struct layer *last = &s->layers[s->n_layers - 1];
		last->set = bdd_or(b, last->set, set);
		return;
	}
	if (s->n_layers == s->cap_layers) {
		s->cap_layers = s->cap_layers == 0 ? 2 : s->cap_layers * 2;
		s->layers = mem_resize(s->layers, s->cap_layers, sizeof s->layers[0]);
	}
	s->layers[s->n_layers++] = (struct layer){distance, set};
}

/* What is new comes to the spot: now where it is a junction, else at the next distance. */
static void come(struct exploration *x, struct front *f, uint32_t to, bdd set)
{
	struct spot *s = &x->spots[to];
	set = bdd_minus(&x->b, set, s->met);
	if (set == BDD_NONE) {
		return;
	}
	if (x->j->steps[s->step].kind == STEP_JUNCTION) {
		if (s->fresh == BDD_NONE) {
			front_add(&f->here, &f->n_here, &f->cap_here, to);
		}
		s->fresh = bdd_or(&x->b, s->fresh, set);
		return;
	}
	if (s->next == BDD_NONE) {
		front_add(&f->there, &f->n_there, &f->cap_there, to);
	}
	s->next = bdd_or(&x->b, s->next, set);
}

static void lead_on(struct exploration *x, struct front *f, uint32_t i, uint32_t distance)
{
	bdd set = bdd_minus(&x->b, x->spots[i].fresh, x->spots[i].met);
	bool is_new = x->spots[i].met == BDD_NONE;
	x->spots[i].fresh = BDD_NONE;
	if (set == BDD_NONE) {
		return;
	}
	x->spots[i].met = bdd_or(&x->b, x->spots[i].met, set);
	x->met[x->spots[i].step] = true;
	layer_add(&x->spots[i], distance, set, &x->b);
	if (is_new) {
		ways_make(x, i);
	}
	uint32_t first = x->spots[i].first_way, n = x->spots[i].n_ways;
	for (uint32_t w = first; w < first + n && !x->b.is_full; w++) {
		if (x->ways[w].to != SPOT_NONE) {
			come(x, f, x->ways[w].to, way_forth(x, &x->ways[w], set));
		}
	}
}

/* The next distance becomes this one. */
static void front_move(struct exploration *x, struct front *f)
{
	uint32_t *list = f->here;
	size_t cap = f->cap_here;
	f->here = f->there;
	f->n_here = f->n_there;
	f->cap_here = f->cap_there;
	f->there = list;
	f->n_there = 0;
	f->cap_there = cap;
	for (size_t k = 0; k < f->n_here; k++) {
		struct spot *s = &x->spots[f->here[k]];
		s->fresh = bdd_or(&x->b, s->fresh, s->next);
		s->next = BDD_NONE;
	}
}

/* From those at the front, until nothing new is met. */
static void search_on(struct exploration *x, struct front *f)
{
	for (; f->n_there > 0 && x->why == NULL; x->n_distances++) {
		front_move(x, f);
		for (size_t k = 0; k < f->n_here && x->why == NULL; k++) {
			lead_on(x, f, f->here[k], x->n_distances);
			if (x->b.is_full) {
				x->why = N_("il y a trop de marches différentes");
			}
		}
	}
}

/* No walk begins at a junction: the check of the graph has seen to it. */
static void search(struct exploration *x)
{
	struct front f = {0};
	uint32_t n_starts = x->n_spots;
	for (uint32_t i = 0; i < n_starts; i++) {
		come(x, &f, i, x->spots[i].start);
	}
	search_on(x, &f);
	x->open_from = x->n_distances;
	for (uint32_t i = 0; i < n_starts && x->why == NULL; i++) {
		come(x, &f, i, x->spots[i].open);
	}
	search_on(x, &f);
	mem_free(f.here);
	mem_free(f.there);
}

/* What each condition was, wherever it was asked. */
static void look_at_sites(struct exploration *x)
{
	for (uint32_t w = 0; w < x->n_ways && !x->b.is_full; w++) {
		const struct way *way = &x->ways[w];
		if (way->site == INDEX_NONE) {
			continue;
		}
		struct site *site = &x->sites[way->site];
		bdd set = way_forth(x, way, x->spots[way->from].met);
		site->was_true = site->was_true || bdd_and(&x->b, set, site->set) != BDD_NONE;
		site->was_false = site->was_false || bdd_minus(&x->b, set, site->set) != BDD_NONE;
	}
	for (uint32_t i = 0; i < x->n_spots; i++) {
		x->n_states += bdd_count(&x->b, x->spots[i].met, x->spots[i].n_live);
	}
}

struct exploration *explore(const struct journey *j, const struct explore_how *how)
{
	size_t budget = how->budget > 0 ? how->budget : EXPLORE_BUDGET;
	struct exploration *x = mem_alloc(sizeof *x);
	struct reads reads;
	*x = (struct exploration){.j = j, .how = *how};
	reads_collect(&reads, j, how->once);
	vars_make(&x->vars, &x->arena, &reads);
	reads_finish(&reads);
	x->why = x->vars.why;
	x->n_words = (size_t)x->vars.n_bits / 64 + 1;
	x->met = mem_array(j->n_steps, sizeof x->met[0]);
	if (x->vars.n_bits > BDD_MAX_BITS) {
		return x; /* rows too long to be held */
	}
	sites_make(x);
	scratch_make(x);
	live_make(x);
	sets_begin(x, budget);
	search(x);
	if (x->why == NULL) {
		look_at_sites(x);
	}
	if (x->why != NULL) {
		x->n_nodes = x->b.n_nodes;
		spots_finish(x);
		bdds_finish(&x->b);
		sets_begin(x, budget);
		explore_at_random(x, how->seed);
	}
	return x;
}

void exploration_destroy(struct exploration *x)
{
	if (x == NULL) {
		return;
	}
	spots_finish(x);
	bdds_finish(&x->b);
	vars_finish(&x->vars);
	mem_free(x->sites);
	mem_free(x->first_site);
	mem_free(x->keep);
	mem_free(x->ways);
	mem_free(x->met);
	mem_free(x->facts_of);
	mem_free(x->composed);
	mem_free(x->computed);
	arena_finish(&x->arena);
	mem_free(x);
}

/* --- What is asked afterwards -------------------------------------------------------------------
 */

bool exploration_is_closed(const struct exploration *x)
{
	return x->why == NULL;
}

double exploration_n_states(const struct exploration *x)
{
	return x->n_states;
}

size_t exploration_n_nodes(const struct exploration *x)
{
	return x->n_nodes > 0 ? x->n_nodes : x->b.n_nodes;
}

const char *exploration_why(const struct exploration *x)
{
	return x->why != NULL ? _(x->why) : NULL;
}

uint32_t exploration_n_met(const struct exploration *x, uint32_t *ret_n_places)
{
	uint32_t n_met = 0;
	*ret_n_places = 0;
	for (step_id s = 0; s < x->j->n_steps; s++) {
		if (x->j->steps[s].kind != STEP_JUNCTION) {
			++*ret_n_places;
			n_met += x->met[s];
		}
	}
	return n_met;
}

uint32_t exploration_n_random_walks(const struct exploration *x)
{
	return x->n_random;
}

size_t exploration_distance(const struct exploration *x, step_id step)
{
	uint32_t nearest = UINT32_MAX;
	for (uint32_t i = 0; i < x->n_spots; i++) {
		const struct spot *s = &x->spots[i];
		if (s->step == step && s->n_layers > 0 && s->layers[0].distance < nearest) {
			nearest = s->layers[0].distance;
		}
	}
	if (nearest == UINT32_MAX) {
		return EXPLORE_NEVER;
	}
	return nearest < x->open_from ? nearest : nearest - x->open_from;
}

bool exploration_met(const struct exploration *x, step_id step)
{
	return x->met[step];
}
