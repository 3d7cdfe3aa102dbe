/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which facts still matter at each step: those that a condition reads there or further on,
 * before they are given anew. What a `retour` leads to is known by the open calls, so each
 * stack says for itself which facts its callers will read; the step says the rest. Forgetting
 * the others is what keeps the search small, and loses nothing.
 */
#include "explore_parts.h"

#include "expr_walk.h"
#include "graph.h"
#include "mem.h"

#include <string.h>

struct live {
	struct exploration *x;
	uint64_t *out;           /* what is read after the step is answered */
	uint64_t *over;          /* what it reads before */
	uint64_t *on, *call;     /* scratch: of one step */
	uint64_t *given;         /* scratch */
	uint32_t *first, *froms; /* those that lead to step s: froms[first[s]] on */
	uint32_t *queue;         /* of steps, a ring of n_steps */
	bool *is_queued;
	uint32_t head, n_queued;
};

static uint64_t *live_at(const struct exploration *x, step_id s)
{
	return x->keep + s * x->n_words;
}

static void mark(const struct exploration *x, uint64_t *set, uint32_t var)
{
	if (var != VAR_NONE) {
		const struct var *v = &x->vars.list[var];
		for (uint32_t i = v->first_bit; i < v->first_bit + v->n_bits; i++) {
			set[i / 64] |= UINT64_C(1) << i % 64;
		}
	}
}

struct marking {
	const struct exploration *x;
	uint64_t *set;
};

static void mark_answers(const struct marking *m, const struct expr *e)
{
	const struct step_vars *of = &m->x->vars.of[e->step];
	for (uint32_t i = 0; i < of->n_fields; i++) {
		const struct var *v = &m->x->vars.list[of->first_field + i];
		if (e->field == EXPR_NO_FIELD || v->index == e->field) {
			mark(m->x, m->set, of->first_field + i);
		}
	}
	mark(m->x, m->set, of->answer);
}

static void mark_node(void *ctx, const struct expr *e)
{
	const struct marking *m = ctx;
	const struct step_vars *of = &m->x->vars.of[e->step];
	switch ((int)e->op) {
	case EXPR_ANSWER:
	case EXPR_ANSWERED:
		mark_answers(m, e);
		break;
	case EXPR_SEEN:
	case EXPR_VISITS:
		mark(m->x, m->set, of->visits);
		break;
	case EXPR_DONE:
		mark(m->x, m->set, of->done);
		break;
	case EXPR_RIGHT:
		mark(m->x, m->set, of->right);
		break;
	case EXPR_TICKED:
		mark(m->x, m->set, of->ticks);
		break;
	default:
		break;
	}
}

static void mark_condition(const struct exploration *x, uint64_t *set, const struct expr *e)
{
	struct marking m = {x, set};
	struct expr_walk walk = {.j = x->j, .each = mark_node, .ctx = &m};
	expr_walk(&walk, e);
	expr_walk_finish(&walk);
}

/* What the step reads before it is answered. */
static void mark_before(const struct exploration *x, step_id s, uint64_t *set)
{
	const struct step *step = &x->j->steps[s];
	const struct step_vars *of = &x->vars.of[s];
	for (uint32_t i = 0; i < step->n_options; i++) {
		mark_condition(x, set, step->options[i].when);
		mark_condition(x, set, step->options[i].grey);
	}
	for (uint32_t i = 0; i < of->n_once; i++) {
		mark(x, set, of->first_once + i);
	}
	if (step->hub != NULL && (x->how.once || step->hub->required > 0)) {
		mark(x, set, of->ticks);
	}
}

static void mark_after(const struct exploration *x, step_id s, uint64_t *set)
{
	const struct step *step = &x->j->steps[s];
	for (uint32_t i = 0; i < step->n_edges; i++) {
		mark_condition(x, set, step->edges[i].when);
	}
}

/* Going on from the step gives its answer anew, or leaves it open. A note stays written. */
static void forget_given(struct live *live, step_id s, uint64_t *set)
{
	const struct exploration *x = live->x;
	const struct step_vars *of = &x->vars.of[s];
	const struct step *step = &x->j->steps[s];
	memset(live->given, 0, x->n_words * sizeof live->given[0]);
	bool is_kept = step->n_options == 0 && step->estimate == NULL;
	if (!is_kept) {
		mark(x, live->given, of->answer);
	}
	for (uint32_t i = 0; i < of->n_fields; i++) {
		mark(x, live->given, of->first_field + i);
	}
	for (size_t w = 0; w < x->n_words; w++) {
		set[w] &= ~live->given[w];
	}
}

static void flow_edge(void *ctx, step_id to, enum edge_kind kind)
{
	struct live *live = ctx;
	const struct exploration *x = live->x;
	uint64_t *into = kind == EDGE_ON ? live->on : live->call;
	for (size_t w = 0; w < x->n_words; w++) {
		into[w] |= live_at(x, to)[w];
	}
}

/* Whether what matters at the step has grown by what matters where it leads. */
static bool grow(struct live *live, step_id s)
{
	struct exploration *x = live->x;
	size_t words = x->n_words, bytes = words * sizeof live->on[0];
	uint64_t *at = live_at(x, s);
	bool grows = false;
	memcpy(live->on, live->out + s * words, bytes);
	memcpy(live->call, live->over + s * words, bytes);
	step_each_edge(&x->j->steps[s], flow_edge, live);
	forget_given(live, s, live->on);
	for (size_t w = 0; w < words; w++) {
		uint64_t all = at[w] | live->on[w] | live->call[w];
		grows = grows || all != at[w];
		at[w] = all;
	}
	return grows;
}

/* --- Which step when ---------------------------------------------------------------------- */

static void queue_add(struct live *live, step_id s)
{
	uint32_t n = live->x->j->n_steps;
	if (!live->is_queued[s]) {
		live->is_queued[s] = true;
		live->queue[(live->head + live->n_queued++) % n] = s;
	}
}

static step_id queue_take(struct live *live)
{
	step_id s = live->queue[live->head];
	live->head = (live->head + 1) % live->x->j->n_steps;
	live->n_queued--;
	live->is_queued[s] = false;
	return s;
}

static void count_edge(void *ctx, step_id to, enum edge_kind kind)
{
	struct live *live = ctx;
	(void)kind;
	live->first[to]++;
}

struct noting {
	struct live *live;
	step_id from;
};

/* first[to] goes down from the end of its list to its beginning. */
static void note_edge(void *ctx, step_id to, enum edge_kind kind)
{
	struct noting *n = ctx;
	(void)kind;
	n->live->froms[--n->live->first[to]] = n->from;
}

static void turn_round(struct live *live)
{
	const struct journey *j = live->x->j;
	live->first = mem_array((size_t)j->n_steps + 1, sizeof live->first[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		step_each_edge(&j->steps[s], count_edge, live);
	}
	for (step_id s = 0; s < j->n_steps; s++) {
		live->first[s + 1] += live->first[s];
	}
	live->froms = mem_array(live->first[j->n_steps], sizeof live->froms[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		step_each_edge(&j->steps[s], note_edge, &(struct noting){live, s});
	}
}

/* From the last step to the first, for authors mostly write forward; then those that lead to a
 * step that has grown. */
static void spread(struct live *live)
{
	uint32_t n = live->x->j->n_steps;
	turn_round(live);
	live->queue = mem_array(n, sizeof live->queue[0]);
	live->is_queued = mem_array(n, sizeof live->is_queued[0]);
	for (step_id s = n; s-- > 0;) {
		queue_add(live, s);
	}
	while (live->n_queued > 0) {
		step_id s = queue_take(live);
		if (!grow(live, s)) {
			continue;
		}
		for (uint32_t i = live->first[s]; i < live->first[s + 1]; i++) {
			queue_add(live, live->froms[i]);
		}
	}
	mem_free(live->first);
	mem_free(live->froms);
	mem_free(live->queue);
	mem_free(live->is_queued);
}

void live_make(struct exploration *x)
{
	size_t words = x->n_words, n = x->j->n_steps * words;
	struct live live = {.x = x};
	live.out = mem_array(n, sizeof live.out[0]);
	live.over = mem_array(n, sizeof live.over[0]);
	live.on = mem_array(words, sizeof live.on[0]);
	live.call = mem_array(words, sizeof live.call[0]);
	live.given = mem_array(words, sizeof live.given[0]);
	x->keep = mem_array(n, sizeof x->keep[0]);
	for (step_id s = 0; s < x->j->n_steps; s++) {
		mark_after(x, s, live.out + s * words);
		mark_before(x, s, live.over + s * words);
	}
	spread(&live);
	mem_free(live.on);
	mem_free(live.call);
	mem_free(live.given);
	mem_free(live.out);
	mem_free(live.over);
}
