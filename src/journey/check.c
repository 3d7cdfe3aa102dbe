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

/* --- The graph, small ------------------------------------------------------------------- */

/* An edge, at one of its ends: the step at the other. */
struct link {
	uint32_t step : 31;
	uint32_t is_call : 1;
};

/*
 * The edges apart from the steps, which are large: links[first[s]] … links[first[s + 1] - 1] are
 * those of s, in the direction that its maker says.
 */
struct links {
	uint32_t *first;
	struct link *links;
	uint32_t cap;
};

static void links_finish(struct links *l)
{
	mem_free(l->first);
	mem_free(l->links);
}

struct links_ctx {
	struct links *links;
	uint32_t n;
};

static void add_edge(void *ctx, step_id to, enum edge_kind kind)
{
	struct links_ctx *c = ctx;
	struct links *l = c->links;
	if (c->n == l->cap) {
		l->cap *= 2;
		l->links = mem_resize(l->links, l->cap, sizeof l->links[0]);
	}
	l->links[c->n++] = (struct link){to & 0x7FFFFFFF, kind == EDGE_CALL};
}

/* Where each step leads. */
static struct links links_on(const struct journey *j)
{
	struct links l = {.cap = j->n_steps * 4 + 1};
	struct links_ctx c = {.links = &l};
	l.first = mem_array((size_t)j->n_steps + 1, sizeof l.first[0]);
	l.links = mem_array(l.cap, sizeof l.links[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		l.first[s] = c.n;
		step_each_edge(&j->steps[s], add_edge, &c);
	}
	l.first[j->n_steps] = c.n;
	return l;
}

/* The same turned round: what leads to each step. */
static struct links links_back(const struct links *on, uint32_t n_steps)
{
	uint32_t n = on->first[n_steps];
	struct links back = {.cap = n};
	back.first = mem_array((size_t)n_steps + 2, sizeof back.first[0]);
	back.links = mem_array(n, sizeof back.links[0]);
	for (uint32_t i = 0; i < n; i++) {
		back.first[on->links[i].step + 2]++;
	}
	for (step_id s = 0; s < n_steps; s++) {
		back.first[s + 1] += back.first[s];
	}
	/* first[s + 1] goes from the start of s to its end, which is the start of the next. */
	for (step_id s = 0; s < n_steps; s++) {
		for (uint32_t i = on->first[s]; i < on->first[s + 1]; i++) {
			struct link link = {s & 0x7FFFFFFF, on->links[i].is_call};
			back.links[back.first[on->links[i].step + 1]++] = link;
		}
	}
	return back;
}

struct graph {
	const struct journey *j;
	struct links on, back;
};

/* --- Reaching --------------------------------------------------------------------------------- */

struct reach {
	bool *reached;
	step_id *queue;
	size_t n_queue;
};

static struct reach reach_begin(const struct graph *g)
{
	return (struct reach){
		.reached = mem_array(g->j->n_steps, sizeof(bool)),
		.queue = mem_array(g->j->n_steps, sizeof(step_id)),
	};
}

static void reach_finish(struct reach *r)
{
	mem_free(r->reached);
	mem_free(r->queue);
}

static void reach_add(struct reach *r, step_id s)
{
	if (s != STEP_NONE && !r->reached[s]) {
		r->reached[s] = true;
		r->queue[r->n_queue++] = s;
	}
}

/* All that the links lead to from what is in the queue. */
static void reach_all(struct reach *r, const struct links *links, bool calls_too)
{
	for (size_t at = 0; at < r->n_queue; at++) {
		step_id s = r->queue[at];
		for (uint32_t i = links->first[s]; i < links->first[s + 1]; i++) {
			if (calls_too || !links->links[i].is_call) {
				reach_add(r, links->links[i].step);
			}
		}
	}
}

/* From départ, the doors and the sections that are open. */
static struct reach reach_from_starts(const struct graph *g, bool calls_too)
{
	const struct journey *j = g->j;
	struct reach r = reach_begin(g);
	reach_add(&r, j->start);
	for (uint32_t i = 0; i < j->n_doors; i++) {
		reach_add(&r, j->doors[i].to);
	}
	for (uint32_t i = 0; i < j->n_sections; i++) {
		reach_add(&r, j->sections[i].entry);
	}
	reach_all(&r, &g->on, calls_too);
	return r;
}

static void check_reached(const struct graph *g, struct diags *d)
{
	struct reach r = reach_from_starts(g, true);
	for (step_id s = 0; s < g->j->n_steps; s++) {
		if (!r.reached[s]) {
			diags_add(d, DIAG_PAR63, g->j->steps[s].span,
			          _("aucun chemin ne mène à l'étape « %.*s »"),
			          STR_ARG(g->j->steps[s].id));
		}
	}
	reach_finish(&r);
}

/* A `retour` that can be met without a call has nowhere to go back to. */
static void check_returns(const struct graph *g, struct diags *d)
{
	struct reach r = reach_from_starts(g, false);
	for (step_id s = 0; s < g->j->n_steps; s++) {
		const struct step *step = &g->j->steps[s];
		if (step->back && step->otherwise == STEP_NONE && r.reached[s]) {
			diags_add(d, DIAG_PAR66, step->span,
			          _("on peut arriver à « %.*s » sans détour ni carrefour : « "
			            "retour » "
			            "n'aurait où revenir ; ajoutez « sinon: étape »"),
			          STR_ARG(step->id));
		}
	}
	reach_finish(&r);
}

/* --- Ends ----------------------------------------------------------------------------------- */

/*
 * The steps from which no ending can be reached, marked. An ending that a call leads to is one;
 * a call that returns is no way on. Within a call what returns counts as ending: whether its
 * caller can go on is the caller's own question.
 */
static void find_lost(const struct graph *g, bool *lost)
{
	const struct journey *j = g->j;
	struct reach outside = reach_from_starts(g, false), back = reach_begin(g);
	for (step_id s = 0; s < j->n_steps; s++) {
		if (j->steps[s].kind == STEP_ENDING) {
			reach_add(&back, s);
		}
	}
	reach_all(&back, &g->back, true);
	for (step_id s = 0; s < j->n_steps; s++) {
		lost[s] = outside.reached[s] && !back.reached[s];
	}
	for (step_id s = 0; s < j->n_steps; s++) {
		if (j->steps[s].back) {
			reach_add(&back, s);
		}
	}
	reach_all(&back, &g->back, false);
	for (step_id s = 0; s < j->n_steps; s++) {
		lost[s] = lost[s] || !back.reached[s];
	}
	reach_finish(&outside);
	reach_finish(&back);
}

static void check_endings(const struct graph *g, struct diags *d)
{
	const struct journey *j = g->j;
	bool *lost = mem_array(j->n_steps, sizeof(bool));
	find_lost(g, lost);
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
	struct graph g = {.j = j, .on = links_on(j)};
	g.back = links_back(&g.on, j->n_steps);
	check_returns(&g, d);
	if (d->n_errors == n_before) {
		check_endings(&g, d); /* what can't return would only be told again */
	}
	check_reached(&g, d);
	links_finish(&g.on);
	links_finish(&g.back);
}
