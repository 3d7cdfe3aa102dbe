/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What only the whole graph shows. Every walk over it is a loop with a queue, linear in
 * steps and edges, and sees conditions as if each could be true: what they make impossible
 * is the explorer's business.
 */
#include "graph.h"
#include "journey.h"

#include "i18n.h"
#include "mem.h"

#include <string.h>

/* --- Reaching --------------------------------------------------------------------------------- */

struct reach {
	bool *reached;
	step_id *queue;
	size_t n_queue;
	bool calls_too;
};

static void reach_add(struct reach *r, step_id s)
{
	if (s != STEP_NONE && !r->reached[s]) {
		r->reached[s] = true;
		r->queue[r->n_queue++] = s;
	}
}

static void reach_edge(void *ctx, step_id to, enum edge_kind kind)
{
	struct reach *r = ctx;
	if (kind == EDGE_ON || r->calls_too) {
		reach_add(r, to);
	}
}

/* From départ, the doors and the sections that are open. Owned. */
static bool *reach(const struct journey *j, bool calls_too)
{
	struct reach r = {
		.reached = mem_array(j->n_steps, sizeof(bool)),
		.queue = mem_array(j->n_steps, sizeof(step_id)),
		.calls_too = calls_too,
	};
	reach_add(&r, j->start);
	for (uint32_t i = 0; i < j->n_doors; i++) {
		reach_add(&r, j->doors[i].to);
	}
	for (uint32_t i = 0; i < j->n_sections; i++) {
		reach_add(&r, j->sections[i].entry);
	}
	for (size_t at = 0; at < r.n_queue; at++) {
		step_each_edge(&j->steps[r.queue[at]], reach_edge, &r);
	}
	mem_free(r.queue);
	return r.reached;
}

static void check_reached(const struct journey *j, struct diags *d)
{
	bool *reached = reach(j, true);
	for (step_id s = 0; s < j->n_steps; s++) {
		if (!reached[s]) {
			diags_add(d, DIAG_PAR63, j->steps[s].span,
			          _("aucun chemin ne mène à l'étape « %.*s »"),
			          STR_ARG(j->steps[s].id));
		}
	}
	mem_free(reached);
}

/* A `retour` that can be met without a call has nowhere to go back to. */
static void check_returns(const struct journey *j, struct diags *d)
{
	bool *reached = reach(j, false);
	for (step_id s = 0; s < j->n_steps; s++) {
		const struct step *step = &j->steps[s];
		if (reached[s] && step->back && step->otherwise == STEP_NONE) {
			diags_add(d, DIAG_PAR66, step->span,
			          _("on peut arriver à « %.*s » sans détour ni carrefour : « "
			            "retour » "
			            "n'aurait où revenir ; ajoutez « sinon: étape »"),
			          STR_ARG(step->id));
		}
	}
	mem_free(reached);
}

/* --- Ends ----------------------------------------------------------------------------------------
 */

/* The edges turned round: from[first[s]] … from[first[s + 1] - 1] lead to s. */
struct reverse {
	uint32_t *first;
	step_id *from;
	step_id here;
	bool counting;
	bool calls_too;
};

static void reverse_edge(void *ctx, step_id to, enum edge_kind kind)
{
	struct reverse *r = ctx;
	if (kind == EDGE_CALL && !r->calls_too) {
		return;
	}
	if (r->counting) {
		r->first[to + 1]++;
	} else {
		r->from[r->first[to]++] = r->here;
	}
}

static void reverse_make(const struct journey *j, struct reverse *r)
{
	r->first = mem_array((size_t)j->n_steps + 2, sizeof r->first[0]);
	r->counting = true;
	for (step_id s = 0; s < j->n_steps; s++) {
		step_each_edge(&j->steps[s], reverse_edge, r);
	}
	for (step_id s = 0; s < j->n_steps; s++) {
		r->first[s + 1] += r->first[s];
	}
	r->from = mem_array(r->first[j->n_steps], sizeof r->from[0]);
	r->counting = false;
	for (r->here = 0; r->here < j->n_steps; r->here++) {
		step_each_edge(&j->steps[r->here], reverse_edge, r);
	}
	/* Filling moved each start to its end, which is the next one's start. */
	memmove(r->first + 1, r->first, j->n_steps * sizeof r->first[0]);
	r->first[0] = 0;
}

static void reverse_finish(struct reverse *r)
{
	mem_free(r->first);
	mem_free(r->from);
}

/* All that leads to what `r` has reached, which is in its queue. */
static void reach_back(const struct journey *j, struct reach *r, bool calls_too)
{
	struct reverse reverse = {.calls_too = calls_too};
	reverse_make(j, &reverse);
	for (size_t at = 0; at < r->n_queue; at++) {
		step_id s = r->queue[at];
		for (uint32_t i = reverse.first[s]; i < reverse.first[s + 1]; i++) {
			reach_add(r, reverse.from[i]);
		}
	}
	reverse_finish(&reverse);
}

/*
 * The steps from which no ending can be reached, marked. An ending that a call leads to is one;
 * a call that returns is no way on. Within a call what returns counts as ending: whether its
 * caller can go on is the caller's own question.
 */
static void find_lost(const struct journey *j, bool *lost)
{
	bool *outside = reach(j, false);
	struct reach back = {
		.reached = mem_array(j->n_steps, sizeof(bool)),
		.queue = mem_array(j->n_steps, sizeof(step_id)),
	};
	for (step_id s = 0; s < j->n_steps; s++) {
		if (j->steps[s].kind == STEP_ENDING) {
			reach_add(&back, s);
		}
	}
	reach_back(j, &back, true);
	for (step_id s = 0; s < j->n_steps; s++) {
		lost[s] = outside[s] && !back.reached[s];
	}
	for (step_id s = 0; s < j->n_steps; s++) {
		if (j->steps[s].back) {
			reach_add(&back, s);
		}
	}
	reach_back(j, &back, false);
	for (step_id s = 0; s < j->n_steps; s++) {
		lost[s] = lost[s] || !back.reached[s];
	}
	mem_free(outside);
	mem_free(back.reached);
	mem_free(back.queue);
}

static void check_endings(const struct journey *j, struct diags *d)
{
	bool *lost = mem_array(j->n_steps, sizeof(bool));
	find_lost(j, lost);
	uint32_t n_lost = 0;
	step_id first_lost = STEP_NONE;
	for (step_id s = j->n_steps; s-- > 0;) {
		if (lost[s]) {
			n_lost++;
			first_lost = s;
		}
	}
	if (n_lost > 0) {
		const struct step *s = &j->steps[first_lost];
		diags_add(d, DIAG_PAR64, s->span,
		          _("à partir de « %.*s », aucune fin ne peut être atteinte (%u %s)"),
		          STR_ARG(s->id), n_lost,
		          COUNTED(n_lost, "étape dans ce cas", "étapes dans ce cas"));
	}
	mem_free(lost);
}

/* --- Ways on ------------------------------------------------------------------------------------
 */

static bool has_own_way(const struct step *s)
{
	return s->to != STEP_NONE || s->n_edges > 0 || s->back || s->hub != NULL ||
	       s->kind == STEP_ENDING;
}

static void check_ways(const struct step *s, struct diags *d)
{
	if (has_own_way(s)) {
		return;
	}
	uint32_t n_led = 0;
	for (uint32_t i = 0; i < s->n_options; i++) {
		n_led += s->options[i].to != STEP_NONE;
	}
	if (n_led == 0 || s->optional) {
		diags_add(d, DIAG_PAR61, s->span,
		          _("l'étape « %.*s » ne mène nulle part : donnez-lui « vers », « suite », "
		            "« retour » ou « fin »"),
		          STR_ARG(s->id));
		return;
	}
	for (uint32_t i = 0; i < s->n_options; i++) {
		const struct option *o = &s->options[i];
		if (o->to == STEP_NONE && o->detour == STEP_NONE) {
			diags_add(d, DIAG_PAR61, o->span,
			          _("le choix « %.*s » ne mène nulle part : donnez-lui « vers », "
			            "ou donnez-en "
			            "un à l'étape"),
			          STR_ARG(o->id));
		}
	}
}

/* --- Junctions
 * ------------------------------------------------------------------------------------ */

enum mark {
	MARK_NEW,
	MARK_OPEN, /* on the way that is being followed */
	MARK_DONE,
};

struct crossing {
	step_id step;
	uint32_t next; /* the edge to follow next */
};

/* Depth first along junctions only, with a stack of our own; the step where a ring closes. */
static step_id find_ring(const struct journey *j, step_id start, unsigned char *marks,
                         struct crossing *stack)
{
	size_t depth = 0;
	stack[depth++] = (struct crossing){start, 0};
	marks[start] = MARK_OPEN;
	while (depth > 0) {
		struct crossing *top = &stack[depth - 1];
		const struct step *s = &j->steps[top->step];
		if (top->next == s->n_edges) {
			marks[top->step] = MARK_DONE;
			depth--;
			continue;
		}
		step_id to = s->edges[top->next++].to;
		if (to == STEP_NONE || j->steps[to].kind != STEP_JUNCTION) {
			continue;
		}
		if (marks[to] == MARK_OPEN) {
			return to;
		}
		if (marks[to] == MARK_NEW) {
			marks[to] = MARK_OPEN;
			stack[depth++] = (struct crossing){to, 0};
		}
	}
	return STEP_NONE;
}

static void check_junctions(const struct journey *j, struct diags *d)
{
	unsigned char *marks = mem_array(j->n_steps, sizeof marks[0]);
	struct crossing *stack = mem_array(j->n_steps, sizeof stack[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		if (j->steps[s].kind != STEP_JUNCTION || marks[s] != MARK_NEW) {
			continue;
		}
		step_id ring = find_ring(j, s, marks, stack);
		if (ring != STEP_NONE) {
			diags_add(d, DIAG_PAR65, j->steps[ring].span,
			          _("des jonctions se renvoient l'une à l'autre à partir de « %.*s "
			            "»"),
			          STR_ARG(j->steps[ring].id));
			break;
		}
	}
	mem_free(stack);
	mem_free(marks);
}

/* --- Reviews -------------------------------------------------------------------------------- */

static void check_review(const struct journey *j, const struct step *s, struct diags *d)
{
	for (uint32_t i = 0; i < s->n_reviewed; i++) {
		const struct review_item *item = &s->reviewed[i];
		if (!step_is_answerable(&j->steps[item->step])) {
			diags_add(d, DIAG_PAR44, item->span,
			          _("on ne répond à rien à l'étape « %.*s » : un bilan montre des "
			            "réponses, des notes et des récits"),
			          STR_ARG(j->steps[item->step].id));
		}
	}
}

static void check_catalogue(const struct journey *j, const struct step *s, struct diags *d)
{
	bool any = s->catalogue == NULL;
	for (uint32_t i = 0; i < j->n_resources && !any; i++) {
		any = catalogue_has(s->catalogue, &j->resources[i]);
	}
	if (!any) {
		diags_add(d, DIAG_PAR45, s->span,
		          _("aucune ressource ne répond à ce que demande le catalogue « %.*s »"),
		          STR_ARG(s->id));
	}
}

static bool is_start(const struct journey *j, step_id s)
{
	if (s == j->start) {
		return true;
	}
	for (uint32_t i = 0; i < j->n_doors; i++) {
		if (j->doors[i].to == s) {
			return true;
		}
	}
	return false;
}

void journey_check(const struct journey *j, struct diags *d)
{
	size_t n_before = d->n_errors;
	for (step_id s = 0; s < j->n_steps; s++) {
		check_ways(&j->steps[s], d);
		check_review(j, &j->steps[s], d);
		check_catalogue(j, &j->steps[s], d);
		if (j->steps[s].kind == STEP_JUNCTION && is_start(j, s)) {
			diags_add(d, DIAG_PAR60, j->steps[s].span,
			          _("on ne commence pas par une jonction : « %.*s » n'est jamais "
			            "montrée"),
			          STR_ARG(j->steps[s].id));
		}
	}
	if (d->n_errors > n_before) {
		return; /* the rest would only repeat it */
	}
	check_junctions(j, d);
	check_returns(j, d);
	if (d->n_errors == n_before) {
		check_endings(j, d); /* what can't return would only be told again */
	}
	check_reached(j, d);
}
