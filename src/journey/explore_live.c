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
	uint64_t *out;  /* scratch: what is read after the step */
	uint64_t *over; /* scratch: what each step reads after it is answered, and first */
	bool changed;
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
static void forget_given(const struct exploration *x, step_id s, uint64_t *set)
{
	const struct step_vars *of = &x->vars.of[s];
	const struct step *step = &x->j->steps[s];
	uint64_t *given = mem_array(x->n_words, sizeof given[0]);
	bool is_kept = step->n_options == 0 && step->estimate == NULL;
	if (!is_kept) {
		mark(x, given, of->answer);
	}
	for (uint32_t i = 0; i < of->n_fields; i++) {
		mark(x, given, of->first_field + i);
	}
	for (size_t w = 0; w < x->n_words; w++) {
		set[w] &= ~given[w];
	}
	mem_free(given);
}

struct flow {
	struct live *live;
	uint64_t *on, *call;
};

static void flow_edge(void *ctx, step_id to, enum edge_kind kind)
{
	struct flow *flow = ctx;
	const struct exploration *x = flow->live->x;
	uint64_t *into = kind == EDGE_ON ? flow->on : flow->call;
	for (size_t w = 0; w < x->n_words; w++) {
		into[w] |= live_at(x, to)[w];
	}
}

/* One round from the last step to the first: authors mostly write forward. */
static void round_of(struct live *live, uint64_t *on, uint64_t *call)
{
	struct exploration *x = live->x;
	size_t words = x->n_words;
	live->changed = false;
	for (step_id s = x->j->n_steps; s-- > 0;) {
		memcpy(on, live->out + s * words, words * sizeof on[0]);
		memcpy(call, live->over + s * words, words * sizeof call[0]);
		struct flow flow = {live, on, call};
		step_each_edge(&x->j->steps[s], flow_edge, &flow);
		forget_given(x, s, on);
		for (size_t w = 0; w < words; w++) {
			uint64_t all = live_at(x, s)[w] | on[w] | call[w];
			live->changed = live->changed || all != live_at(x, s)[w];
			live_at(x, s)[w] = all;
		}
	}
}

void live_make(struct exploration *x)
{
	size_t words = x->n_words, n = x->j->n_steps * words;
	struct live live = {.x = x};
	live.out = mem_array(n, sizeof live.out[0]);
	live.over = mem_array(n, sizeof live.over[0]);
	uint64_t *on = mem_array(words, sizeof on[0]), *call = mem_array(words, sizeof call[0]);
	x->keep = mem_array(n, sizeof x->keep[0]);
	for (step_id s = 0; s < x->j->n_steps; s++) {
		mark_after(x, s, live.out + s * words);
		mark_before(x, s, live.over + s * words);
	}
	do {
		round_of(&live, on, call);
	} while (live.changed);
	mem_free(on);
	mem_free(call);
	mem_free(live.out);
	mem_free(live.over);
}
