/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks and reasons in words: the ids of the author, which are what can be looked for. */
#include "explore_parts.h"

#include "graph.h"
#include "i18n.h"
#include "mem.h"

/* --- Answers ------------------------------------------------------------------------- */

static void add_options(struct buf *out, const struct option *options, const uint32_t *list,
                        uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		buf_addf(out, "%s%.*s", i > 0 ? " + " : "", STR_ARG(options[list[i]].id));
	}
	if (n == 0) {
		buf_add(out, STR("…"));
	}
}

static void add_value(struct buf *out, const struct answer *a, const struct option *options)
{
	if (a == NULL) {
		buf_add(out, STR("…"));
		return;
	}
	switch (a->kind) {
	case ANSWER_OPTION:
		add_options(out, options, &a->option, 1);
		break;
	case ANSWER_SET:
		add_options(out, options, a->set.options, a->set.n);
		break;
	case ANSWER_NUMBER:
		number_add_french(out, a->number);
		break;
	case ANSWER_TEXT:
		buf_addf(out, "\"%.*s\"", STR_ARG(a->text));
		break;
	case ANSWER_DATE:
		date_add_french(out, a->date);
		break;
	case ANSWER_YES_NO:
		buf_add(out, str_from(a->yes ? _("oui") : _("non")));
		break;
	case ANSWER_OPEN:
	case ANSWER_FIELDS:
	case ANSWER_MISFIT:
		break;
	}
}

static void add_fields(const struct exploration *x, step_id s, uint32_t combination,
                       struct buf *out)
{
	const struct step_vars *of = &x->vars.of[s];
	const struct step *step = &x->j->steps[s];
	for (uint32_t i = 0; i < of->n_fields; i++) {
		const struct var *v = &x->vars.list[of->first_field + i];
		const struct field *f = &step->fields[v->index];
		buf_addf(out, "%s%.*s = ", i > 0 ? ", " : "", STR_ARG(f->id));
		add_value(out, v->answers[combination % v->n_values], f->options);
		combination /= v->n_values;
	}
}

/* What the move answers, in brackets; nothing where nothing is answered. */
static void add_move(const struct exploration *x, step_id s, struct move move, struct buf *out)
{
	const struct step *step = &x->j->steps[s];
	uint32_t answer = x->vars.of[s].answer;
	const struct var *v = answer != VAR_NONE ? &x->vars.list[answer] : NULL;
	struct buf said = {0};
	switch ((enum move_kind)move.kind) {
	case MOVE_OPTION:
	case MOVE_DETOUR:
		buf_add(&said, step->options[move.index].id);
		break;
	case MOVE_ITEM:
		buf_add(&said, step->hub->items[move.index].name);
		break;
	case MOVE_SET:
	case MOVE_GUESS:
	case MOVE_WRITE:
		if (v != NULL && move.index > 0) {
			add_value(&said, v->answers[move.index], step->options);
		}
		break;
	case MOVE_FIELDS:
		add_fields(x, s, move.index, &said);
		break;
	case MOVE_OPEN:
		buf_add(&said, str_from(_("laissé ouvert")));
		break;
	case MOVE_START:
	case MOVE_ON:
	case MOVE_N_KINDS:
		break;
	}
	if (said.len > 0) {
		buf_addf(out, " (%.*s)", STR_ARG(buf_str(&said)));
	}
	buf_finish(&said);
}

/* --- Walks ---------------------------------------------------------------------------- */

/* The states of the walk, first to last. Owned. */
static uint32_t *walk_states(const struct exploration *x, uint32_t last, size_t *ret_n)
{
	size_t n = 0;
	for (uint32_t i = last; i != STATE_NONE; i = x->before[i]) {
		n++;
	}
	uint32_t *list = mem_array(n, sizeof list[0]);
	*ret_n = n;
	for (uint32_t i = last; i != STATE_NONE; i = x->before[i]) {
		list[--n] = i;
	}
	return list;
}

static void add_walk(const struct exploration *x, uint32_t last, const char *between,
                     struct buf *out)
{
	size_t n;
	uint32_t *list = walk_states(x, last, &n);
	for (size_t i = 0; i < n; i++) {
		step_id s = state_step(state_at(x, list[i]));
		buf_addf(out, "%s%.*s", i > 0 ? between : "", STR_ARG(x->j->steps[s].id));
		if (i + 1 < n) {
			add_move(x, s, x->moves[x->by[list[i + 1]]], out);
		}
	}
	mem_free(list);
}

void walk_add_line(const struct exploration *x, uint32_t state, struct buf *out)
{
	add_walk(x, state, " → ", out);
}

size_t exploration_distance(const struct exploration *x, step_id step)
{
	uint32_t at = x->first_state[step];
	if (at == STATE_NONE) {
		return EXPLORE_NEVER;
	}
	size_t n = 0;
	for (; x->before[at] != STATE_NONE; at = x->before[at]) {
		n++;
	}
	return n;
}

void exploration_print_walk(const struct exploration *x, step_id step, struct buf *out)
{
	if (x->first_state[step] != STATE_NONE) {
		add_walk(x, x->first_state[step], "\n", out);
		buf_addc(out, '\n');
	}
}

/* --- Reasons ---------------------------------------------------------------------------- */

/* Looks for the edges from one step to another, with the condition that each has. */
struct looking {
	const struct exploration *x;
	struct buf *out;
	step_id to;
	uint32_t n_found;
};

static void say_edge(struct looking *k, step_id from, const char *how, struct str name,
                     const struct expr *when)
{
	const struct step *s = &k->x->j->steps[from];
	k->n_found++;
	buf_addf(k->out, "  %.*s : %s", STR_ARG(s->id), how);
	if (name.len > 0) {
		buf_addf(k->out, " « %.*s »", STR_ARG(name));
	}
	if (when != NULL) {
		buf_add(k->out, str_from(_(", si ")));
		expr_print(k->out, k->x->j, when);
	}
	if (!k->x->met[from]) {
		buf_add(k->out, str_from(_(" ; mais on n'arrive jamais là")));
	} else if (when != NULL) {
		buf_add(k->out, str_from(_(" ; ce n'est jamais vrai là")));
	}
	buf_addc(k->out, '\n');
}

static void look_at(struct looking *k, step_id from)
{
	const struct step *s = &k->x->j->steps[from];
	for (uint32_t i = 0; i < s->n_options; i++) {
		const struct option *o = &s->options[i];
		if (o->to == k->to || o->detour == k->to) {
			say_edge(k, from, _("le choix"), o->id, o->when);
		}
	}
	for (uint32_t i = 0; i < s->n_edges; i++) {
		if (s->edges[i].to == k->to) {
			say_edge(k, from,
			         s->edges[i].when == NULL ? _("le « sinon »") : _("la suite"),
			         (struct str){0}, s->edges[i].when);
		}
	}
	if (s->to == k->to || s->otherwise == k->to) {
		say_edge(k, from, s->to == k->to ? _("« vers »") : _("« sinon »"), (struct str){0},
		         NULL);
	}
	for (uint32_t i = 0; s->hub != NULL && i < s->hub->n_items; i++) {
		if (s->hub->items[i].to == k->to) {
			say_edge(k, from, _("l'étape du carrefour"), s->hub->items[i].name, NULL);
		}
	}
	if (s->hub != NULL && s->hub->then == k->to) {
		say_edge(k, from, _("« ensuite »"), (struct str){0}, NULL);
	}
}

void exploration_print_why(const struct exploration *x, step_id step, struct buf *out)
{
	struct looking k = {.x = x, .out = out, .to = step};
	for (step_id s = 0; s < x->j->n_steps; s++) {
		look_at(&k, s);
	}
	if (k.n_found == 0) {
		buf_add(out, str_from(_("  aucune étape n'y mène\n")));
	}
}
