/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the conditions read: which answers and what each is compared with, whose visits
 * are counted and how far, which hubs' ticks matter. Nothing else of a walk can make two
 * walks differ.
 */
#include "explore_parts.h"

#include "expr_walk.h"
#include "mem.h"

static void *grow(void *list, uint32_t n, uint32_t *cap, size_t bytes)
{
	if (n < *cap) {
		return list;
	}
	*cap = *cap == 0 ? 4 : *cap * 2;
	return mem_resize(list, *cap, bytes);
}

static const struct option *leaf_options(const struct journey *j, uint32_t step, uint32_t field,
                                         uint32_t *ret_n)
{
	const struct step *s = &j->steps[step];
	*ret_n = field == EXPR_NO_FIELD ? s->n_options : s->fields[field].n_options;
	return field == EXPR_NO_FIELD ? s->options : s->fields[field].options;
}

/* Lent until the next one is made. */
static struct leaf *leaf_for(struct reads *r, uint32_t step, uint32_t field)
{
	for (uint32_t i = r->leaf_of[step]; i != INDEX_NONE; i = r->leaves[i].next) {
		if (r->leaves[i].field == field) {
			return &r->leaves[i];
		}
	}
	uint32_t n_options;
	(void)leaf_options(r->j, step, field, &n_options);
	r->leaves = grow(r->leaves, r->n_leaves, &r->cap_leaves, sizeof r->leaves[0]);
	struct leaf *leaf = &r->leaves[r->n_leaves];
	*leaf = (struct leaf){
		.step = step,
		.field = field,
		.mentioned = mem_array(n_options, sizeof(bool)),
		.next = r->leaf_of[step],
	};
	r->leaf_of[step] = r->n_leaves++;
	return leaf;
}

/* --- Comparisons ------------------------------------------------------------------------ */

static void compare_number(struct reads *r, const struct expr *left, double number)
{
	if (left->op == EXPR_VISITS) {
		/* One beyond what it is compared with is as good as any more. */
		double beyond = number < 0 ? 1 : number < 1000000 ? number + 2 : 1000000;
		uint32_t max = (uint32_t)beyond;
		r->visits[left->step] = max > r->visits[left->step] ? max : r->visits[left->step];
		return;
	}
	struct leaf *leaf = leaf_for(r, left->step, left->field);
	leaf->numbers = grow(leaf->numbers, leaf->n_numbers, &leaf->cap_numbers, sizeof(double));
	leaf->numbers[leaf->n_numbers++] = number;
}

static void compare_with(struct reads *r, const struct expr *left, const struct expr *right)
{
	if (right->op == EXPR_NUMBER) {
		compare_number(r, left, right->number);
		return;
	}
	if (left->op != EXPR_ANSWER) {
		return;
	}
	struct leaf *leaf = leaf_for(r, left->step, left->field);
	if (right->op == EXPR_OPTION) {
		/* Through a `si`, an option's number counts in whatever list the left side has. */
		uint32_t n;
		(void)leaf_options(r->j, left->step, left->field, &n);
		if (right->option < n) {
			leaf->mentioned[right->option] = true;
		}
	} else if (right->op == EXPR_DATE) {
		leaf->dates =
			grow(leaf->dates, leaf->n_dates, &leaf->cap_dates, sizeof leaf->dates[0]);
		leaf->dates[leaf->n_dates++] = right->date;
	} else if (right->op == EXPR_TEXT) {
		leaf->texts =
			grow(leaf->texts, leaf->n_texts, &leaf->cap_texts, sizeof leaf->texts[0]);
		leaf->texts[leaf->n_texts++] = right->text;
	}
}

/* What the left side of a comparison may be the value of, each with every right side. */
static void compare_sides(struct reads *r, const struct expr *left, const struct expr *e)
{
	switch ((int)left->op) {
	case EXPR_ANSWER:
	case EXPR_VISITS:
		for (uint32_t i = 1; i < e->n_args; i++) {
			compare_with(r, left, e->args[i]);
		}
		break;
	case EXPR_IF:
		compare_sides(r, left->args[1], e);
		compare_sides(r, left->args[2], e);
		break;
	case EXPR_COMPUTED:
		if (r->compared[left->computed] != e) {
			r->compared[left->computed] = e;
			compare_sides(r, r->j->computed[left->computed].expr, e);
		}
		break;
	default:
		break;
	}
}

static void read_node(void *ctx, const struct expr *e)
{
	struct reads *r = ctx;
	switch ((int)e->op) {
	case EXPR_EQ:
	case EXPR_NE:
	case EXPR_LT:
	case EXPR_LE:
	case EXPR_GT:
	case EXPR_GE:
	case EXPR_CONTAINS:
	case EXPR_AMONG:
		compare_sides(r, e->args[0], e);
		break;
	case EXPR_ANSWER:
		(void)leaf_for(r, e->step, e->field);
		break;
	case EXPR_ANSWERED:
		if (e->field == EXPR_NO_FIELD && r->j->steps[e->step].n_fields > 0) {
			r->any_field[e->step] = true;
		} else {
			(void)leaf_for(r, e->step, e->field);
		}
		break;
	case EXPR_SEEN:
	case EXPR_VISITS:
		r->visits[e->step] = r->visits[e->step] > 0 ? r->visits[e->step] : 1;
		break;
	case EXPR_DONE:
		r->done[e->step] = true;
		break;
	case EXPR_RIGHT:
		r->right[e->step] = true;
		break;
	case EXPR_TICKED:
		r->ticks[e->step] = true;
		break;
	default:
		break;
	}
}

/* --- The whole -------------------------------------------------------------------------- */

/* `répondu` of a step with fields asks for any: one that nothing reads stands for the rest. */
static void add_others(struct reads *r, uint32_t step)
{
	const struct step *s = &r->j->steps[step];
	uint32_t other = INDEX_NONE;
	for (uint32_t f = 0; f < s->n_fields && other == INDEX_NONE; f++) {
		bool is_read = false;
		for (uint32_t i = r->leaf_of[step]; i != INDEX_NONE; i = r->leaves[i].next) {
			is_read = is_read || r->leaves[i].field == f;
		}
		other = is_read ? INDEX_NONE : f;
	}
	if (other != INDEX_NONE) {
		leaf_for(r, step, other)->stands_for_others = true;
	}
}

void reads_collect(struct reads *r, const struct journey *j, bool once)
{
	*r = (struct reads){
		.j = j,
		.once = once,
		.leaf_of = mem_array(j->n_steps, sizeof(uint32_t)),
		.visits = mem_array(j->n_steps, sizeof(uint32_t)),
		.done = mem_array(j->n_steps, sizeof(bool)),
		.right = mem_array(j->n_steps, sizeof(bool)),
		.ticks = mem_array(j->n_steps, sizeof(bool)),
		.any_field = mem_array(j->n_steps, sizeof(bool)),
		.compared = mem_array(j->n_computed, sizeof r->compared[0]),
	};
	for (step_id s = 0; s < j->n_steps; s++) {
		r->leaf_of[s] = INDEX_NONE;
	}
	struct expr_walk walk = {.j = j, .each = read_node, .ctx = r};
	for (step_id s = 0; s < j->n_steps; s++) {
		const struct step *step = &j->steps[s];
		for (uint32_t i = 0; i < step->n_options; i++) {
			expr_walk(&walk, step->options[i].when);
			expr_walk(&walk, step->options[i].grey);
		}
		for (uint32_t i = 0; i < step->n_edges; i++) {
			expr_walk(&walk, step->edges[i].when);
		}
		bool is_held = step->hub != NULL && (once || step->hub->required > 0);
		r->ticks[s] = r->ticks[s] || is_held;
	}
	expr_walk_finish(&walk);
	for (step_id s = 0; s < j->n_steps; s++) {
		if (r->any_field[s]) {
			add_others(r, s);
		}
	}
}

void reads_add_right(struct reads *r, uint32_t step)
{
	const struct step *s = &r->j->steps[step];
	struct leaf *leaf = leaf_for(r, step, EXPR_NO_FIELD);
	if (s->estimate != NULL) {
		leaf->numbers =
			grow(leaf->numbers, leaf->n_numbers, &leaf->cap_numbers, sizeof(double));
		leaf->numbers[leaf->n_numbers++] = s->estimate->right;
	}
}

void reads_finish(struct reads *r)
{
	for (uint32_t i = 0; i < r->n_leaves; i++) {
		mem_free(r->leaves[i].mentioned);
		mem_free(r->leaves[i].numbers);
		mem_free(r->leaves[i].dates);
		mem_free(r->leaves[i].texts);
	}
	mem_free(r->leaves);
	mem_free(r->leaf_of);
	mem_free(r->visits);
	mem_free(r->done);
	mem_free(r->right);
	mem_free(r->ticks);
	mem_free(r->any_field);
	mem_free(r->compared);
	*r = (struct reads){0};
}
