/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the search proves, as findings: what was never met, conditions that never changed,
 * walks that end nowhere. A search that did not close proves nothing impossible; a walk with
 * no way on that it met is real all the same.
 */
#include "explore_parts.h"

#include "graph.h"
#include "i18n.h"
#include "mem.h"

#include <string.h>

/* --- Walks that end nowhere ------------------------------------------------------------- */

/* The moves turned round: those to state i come from from[first[i]] … from[first[i + 1] - 1]. */
struct turned {
	const struct exploration *x;
	size_t *first;
	uint32_t *from;
	bool alone; /* without the room's moves */
};

static bool counts(const struct turned *t, struct move move)
{
	return !(t->alone && move.room);
}

static void turn(struct turned *t)
{
	const struct exploration *x = t->x;
	t->first = mem_array(x->n_states + 2, sizeof t->first[0]);
	for (size_t m = 0; m < x->n_moves; m++) {
		t->first[x->moves[m].to + 1] += counts(t, x->moves[m]);
	}
	for (size_t i = 0; i < x->n_states; i++) {
		t->first[i + 1] += t->first[i];
	}
	t->from = mem_array(t->first[x->n_states], sizeof t->from[0]);
	size_t *at = mem_array(x->n_states, sizeof at[0]);
	memcpy(at, t->first, x->n_states * sizeof at[0]);
	for (uint32_t i = 0; i < x->n_states; i++) {
		for (size_t m = x->first_move[i]; m < x->first_move[i + 1]; m++) {
			if (counts(t, x->moves[m])) {
				t->from[at[x->moves[m].to]++] = i;
			}
		}
	}
	mem_free(at);
}

static void turned_finish(struct turned *t)
{
	mem_free(t->first);
	mem_free(t->from);
}

/* Grows the set of states by all that can come to one of it. */
static void add_coming_to(const struct turned *t, bool *set)
{
	uint32_t *queue = mem_array(t->x->n_states, sizeof queue[0]);
	size_t n = 0;
	for (uint32_t i = 0; i < t->x->n_states; i++) {
		if (set[i]) {
			queue[n++] = i;
		}
	}
	for (size_t at = 0; at < n; at++) {
		for (size_t k = t->first[queue[at]]; k < t->first[queue[at] + 1]; k++) {
			if (!set[t->from[k]]) {
				set[t->from[k]] = true;
				queue[n++] = t->from[k];
			}
		}
	}
	mem_free(queue);
}

/* What one can come to without the room's moves. Owned. */
static bool *met_alone(const struct exploration *x)
{
	bool *set = mem_array(x->n_states, sizeof set[0]);
	uint32_t *queue = mem_array(x->n_states, sizeof queue[0]);
	size_t n = 0;
	for (uint32_t i = 0; i < x->n_starts; i++) {
		set[i] = true;
		queue[n++] = i;
	}
	for (size_t at = 0; at < n; at++) {
		for (size_t m = x->first_move[queue[at]]; m < x->first_move[queue[at] + 1]; m++) {
			struct move move = x->moves[m];
			if (!move.room && !set[move.to]) {
				set[move.to] = true;
				queue[n++] = move.to;
			}
		}
	}
	mem_free(queue);
	return set;
}

static bool is_ending(const struct exploration *x, uint32_t state)
{
	return x->j->steps[state_step(state_at(x, state))].kind == STEP_ENDING;
}

static bool has_move(const struct turned *t, uint32_t state)
{
	const struct exploration *x = t->x;
	for (size_t m = x->first_move[state]; m < x->first_move[state + 1]; m++) {
		if (counts(t, x->moves[m])) {
			return true;
		}
	}
	return false;
}

static void tell_walk(const struct exploration *x, struct diags *d, enum diag_code code,
                      uint32_t state, const char *sentence)
{
	struct buf walk = {0};
	const struct step *s = &x->j->steps[state_step(state_at(x, state))];
	walk_add_line(x, state, &walk);
	diags_add(d, code, s->span, "%s : %.*s", sentence, STR_ARG(buf_str(&walk)));
	buf_finish(&walk);
}

/* States that are met and from which no ending can be: first where they stop, then rings. */
static void tell_lost(const struct turned *t, const bool *met, bool *told, struct diags *d)
{
	const struct exploration *x = t->x;
	bool *ends = mem_array(x->n_states, sizeof ends[0]);
	bool *stops = mem_array(x->n_states, sizeof stops[0]);
	for (uint32_t i = 0; i < x->n_states; i++) {
		ends[i] = is_ending(x, i);
		stops[i] = !ends[i] && met[i] && !has_move(t, i);
		step_id s = state_step(state_at(x, i));
		if (stops[i] && !told[s]) {
			told[s] = true;
			tell_walk(x, d, DIAG_PAR85, i, _("par ce chemin, on ne peut plus avancer"));
		}
	}
	add_coming_to(t, ends);
	add_coming_to(t, stops);
	for (uint32_t i = 0; i < x->n_states; i++) {
		if (met[i] && !ends[i] && !stops[i] && !told[state_step(state_at(x, i))]) {
			tell_walk(x, d, DIAG_PAR86, i,
			          _("par ce chemin, on tourne sans pouvoir arriver à une fin"));
			break;
		}
	}
	mem_free(ends);
	mem_free(stops);
}

static void tell_dead_ends(const struct exploration *x, struct diags *d)
{
	bool *told = mem_array(x->j->n_steps, sizeof told[0]);
	bool *alone = met_alone(x);
	struct turned t = {.x = x, .alone = true};
	turn(&t);
	tell_lost(&t, alone, told, d);
	turned_finish(&t);
	mem_free(alone);
	mem_free(told);
}

/* Of a search that did not close: states without a move, among those that were left. */
static void tell_stops_met(const struct exploration *x, struct diags *d)
{
	bool *told = mem_array(x->j->n_steps, sizeof told[0]);
	for (uint32_t i = 0; i < x->n_left; i++) {
		step_id s = state_step(state_at(x, i));
		bool stops = x->first_move[i] == x->first_move[i + 1] && !is_ending(x, i);
		if (stops && !told[s]) {
			told[s] = true;
			tell_walk(x, d, DIAG_PAR85, i, _("par ce chemin, on ne peut plus avancer"));
		}
	}
	mem_free(told);
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

void exploration_tell(const struct exploration *x, struct diags *d)
{
	if (x->why != NULL) {
		tell_stops_met(x, d);
		return;
	}
	bool *is_told = mem_array(x->first_site[x->j->n_steps], sizeof is_told[0]);
	given_tell(x, d, is_told);
	tell_conditions(x, d, is_told);
	tell_steps(x, d);
	tell_dead_ends(x, d);
	mem_free(is_told);
}
