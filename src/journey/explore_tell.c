/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the search proves, as findings: what was never met, conditions that never changed,
 * walks that end nowhere. A search that did not close proves nothing, so it says nothing.
 */
#include "explore_parts.h"

#include "graph.h"
#include "i18n.h"
#include "mem.h"

/* --- Walks that end nowhere ------------------------------------------------------------- */

static enum step_kind kind_at(const struct exploration *x, uint32_t spot)
{
	return x->j->steps[x->spots[spot].step].kind;
}

/* By spot. Owned. */
static bdd *no_sets(const struct exploration *x)
{
	return mem_array(x->n_spots, sizeof(bdd));
}

/* The shortest walk to one of these states, if there is one. */
static void tell_walk(struct exploration *x, struct diags *d, enum diag_code code, const bdd *sets,
                      const char *sentence)
{
	struct buf walk = {0};
	struct walk_ends ends;
	if (walk_add(x, sets, " → ", &walk, &ends)) {
		const struct step *steps = x->j->steps;
		if (ends.is_open) {
			buf_addf(&walk,
			         _(" (on arrive à « %.*s » par une section libre ou un rappel)"),
			         STR_ARG(steps[x->spots[ends.first].step].id));
		}
		diags_add(d, code, steps[x->spots[ends.last].step].span, "%s : %.*s", sentence,
		          STR_ARG(buf_str(&walk)));
	}
	buf_finish(&walk);
}

/* The states met from which there is no way at all, by spot. */
static bdd *find_stops(struct exploration *x, const bdd *met)
{
	bdd *stops = no_sets(x);
	for (uint32_t i = 0; i < x->n_spots; i++) {
		bdd goes = BDD_NONE;
		const struct spot *s = &x->spots[i];
		for (uint32_t w = s->first_way; w < s->first_way + s->n_ways; w++) {
			const struct way *way = &x->ways[w];
			if (way->to != SPOT_NONE && !way->room) {
				goes = bdd_or(&x->b, goes, way_back(x, way, BDD_ALL));
			}
		}
		if (kind_at(x, i) != STEP_ENDING) {
			stops[i] = bdd_minus(&x->b, met[i], goes);
		}
	}
	return stops;
}

/* One walk for each step at which one can be stuck. */
static void tell_stops(struct exploration *x, struct diags *d, const bdd *stops)
{
	bool *told = mem_array(x->j->n_steps, sizeof told[0]);
	bdd *here = no_sets(x);
	for (uint32_t i = 0; i < x->n_spots; i++) {
		step_id s = x->spots[i].step;
		if (stops[i] == BDD_NONE || told[s]) {
			continue;
		}
		told[s] = true;
		for (uint32_t k = 0; k < x->n_spots; k++) {
			here[k] = x->spots[k].step == s ? stops[k] : BDD_NONE;
		}
		tell_walk(x, d, DIAG_PAR85, here, _("par ce chemin, on ne peut plus avancer"));
	}
	mem_free(here);
	mem_free(told);
}

/* First where a walk stops, then where one goes round; all this alone, without the room. */
static void tell_lost(struct exploration *x, struct diags *d)
{
	bdd *seed = no_sets(x), *ends = no_sets(x);
	for (uint32_t i = 0; i < x->n_spots; i++) {
		seed[i] = x->spots[i].start;
		ends[i] = kind_at(x, i) == STEP_ENDING ? BDD_ALL : BDD_NONE;
	}
	bdd *met = sets_forth(x, seed, true);
	bdd *stops = find_stops(x, met);
	bdd *ending = sets_back(x, ends, true), *stopping = sets_back(x, stops, true);
	bdd *rings = no_sets(x);
	tell_stops(x, d, stops);
	for (uint32_t i = 0; i < x->n_spots; i++) {
		bdd others = bdd_or(&x->b, ending[i], stopping[i]);
		bool is_place = kind_at(x, i) != STEP_JUNCTION;
		rings[i] = is_place ? bdd_minus(&x->b, met[i], others) : BDD_NONE;
	}
	tell_walk(x, d, DIAG_PAR86, rings,
	          _("par ce chemin, on tourne sans pouvoir arriver à une fin"));
	mem_free(seed);
	mem_free(ends);
	mem_free(met);
	mem_free(stops);
	mem_free(ending);
	mem_free(stopping);
	mem_free(rings);
}

/* --- Conditions -------------------------------------------------------------------------- */

static void tell_condition(const struct exploration *x, struct diags *d, enum diag_code code,
                           const struct expr *e, const char *sentence)
{
	struct buf printed = {0};
	expr_print(&printed, x->j, e);
	diags_add(d, code, expr_span(e), "« %.*s » %s", STR_ARG(buf_str(&printed)), sentence);
	buf_finish(&printed);
}

static bool is_constant(const struct site *site, const bool *is_told, uint32_t i, bool value)
{
	bool met = site->was_true || site->was_false;
	bool constant = value ? !site->was_false : !site->was_true;
	return site->e != NULL && !is_told[i] && met && constant;
}

static void tell_option(const struct exploration *x, struct diags *d, const bool *is_told,
                        uint32_t i)
{
	const struct site *when = &x->sites[i], *grey = &x->sites[i + 1];
	if (is_constant(when, is_told, i, false)) {
		tell_condition(x, d, DIAG_PAR81, when->e,
		               _("n'est jamais vrai ici : ce choix n'est jamais proposé"));
	}
	if (is_constant(when, is_told, i, true)) {
		tell_condition(x, d, DIAG_PAR82, when->e,
		               _("est toujours vrai ici : ce choix n'a pas besoin de condition"));
	}
	if (is_constant(grey, is_told, i + 1, false)) {
		tell_condition(x, d, DIAG_PAR83, grey->e,
		               _("n'est jamais vrai ici : ce choix n'est jamais grisé"));
	}
	if (is_constant(grey, is_told, i + 1, true)) {
		tell_condition(x, d, DIAG_PAR82, grey->e,
		               _("est toujours vrai ici : ce choix reste grisé"));
	}
}

static void tell_edge(const struct exploration *x, struct diags *d, const bool *is_told, uint32_t i)
{
	const struct site *site = &x->sites[i];
	if (is_constant(site, is_told, i, true)) {
		tell_condition(x, d, DIAG_PAR82, site->e,
		               _("est toujours vrai ici : les lignes d'après ne servent pas"));
	}
	if (is_constant(site, is_told, i, false)) {
		tell_condition(x, d, DIAG_PAR83, site->e,
		               _("n'est jamais vrai ici : cette ligne ne sert pas"));
	}
}

static void tell_conditions(const struct exploration *x, struct diags *d, const bool *is_told)
{
	for (step_id s = 0; s < x->j->n_steps; s++) {
		const struct step *step = &x->j->steps[s];
		uint32_t site = x->first_site[s];
		for (uint32_t i = 0; i < step->n_options; i++, site += 2) {
			tell_option(x, d, is_told, site);
		}
		for (uint32_t i = 0; i < step->n_edges; i++, site++) {
			tell_edge(x, d, is_told, site);
		}
	}
}

/* --- Steps ------------------------------------------------------------------------------- */

struct frontier {
	const struct exploration *x;
	bool *reached; /* by an edge of a step that was met */
};

static void reach_edge(void *ctx, step_id to, enum edge_kind kind)
{
	struct frontier *f = ctx;
	(void)kind;
	f->reached[to] = true;
}

/* Only the first of those behind one another: the others would repeat it. */
static void tell_steps(const struct exploration *x, struct diags *d)
{
	struct frontier f = {x, mem_array(x->j->n_steps, sizeof(bool))};
	for (step_id s = 0; s < x->j->n_steps; s++) {
		if (x->met[s]) {
			step_each_edge(&x->j->steps[s], reach_edge, &f);
		}
	}
	for (step_id s = 0; s < x->j->n_steps; s++) {
		if (f.reached[s] && !x->met[s]) {
			diags_add(d, DIAG_PAR80, x->j->steps[s].span,
			          _("les conditions font que personne n'arrive jamais à « %.*s »"),
			          STR_ARG(x->j->steps[s].id));
		}
	}
	mem_free(f.reached);
}

void exploration_tell(struct exploration *x, struct diags *d)
{
	if (x->why != NULL) {
		return;
	}
	bool *is_told = mem_array(x->first_site[x->j->n_steps], sizeof is_told[0]);
	struct diags found = {0};
	given_tell(x, &found, is_told);
	tell_conditions(x, &found, is_told);
	tell_steps(x, &found);
	tell_lost(x, &found);
	mem_free(is_told);
	if (x->b.is_full) {
		/* The proofs themselves went beyond the budget: they are none. */
		x->why = N_("il y a trop de marches différentes");
	} else {
		diags_add_all(d, &found);
	}
	diags_finish(&found);
}
