/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answers that are read where no walk can have given them yet. Whether an answer is behind
 * a state does not steer, so it need not be part of it: for each answer that is read
 * somewhere, « may be given » flows along the moves that the search kept, until it grows no
 * more. A set of bits for each state; the sets of beginnings are empty, or, where any
 * history may lie behind, full.
 */
#include "explore_parts.h"

#include "i18n.h"
#include "mem.h"

#include <string.h>

/* An answer that is read: of a step, or of a field of it. */
struct subject {
	uint32_t step, field;
	uint32_t next; /* of the same step, or INDEX_NONE */
};

struct given {
	const struct exploration *x;
	struct diags *d;
	bool *is_told;
	struct subject *subjects;
	uint32_t n_subjects, cap_subjects;
	uint32_t *first; /* by step */
	size_t words;
	uint64_t *bits; /* by state */
	uint64_t *flow; /* scratch */
	/* By step: what some walk has given on arriving there, on leaving it, and at junctions. */
	uint64_t *arriving, *leaving;
};

/* --- What is read ---------------------------------------------------------------------- */

static uint32_t subject_find(const struct given *g, uint32_t step, uint32_t field)
{
	uint32_t i = g->first[step];
	while (i != INDEX_NONE && g->subjects[i].field != field) {
		i = g->subjects[i].next;
	}
	return i;
}

static void subject_add(void *ctx, const struct expr *e)
{
	struct given *g = ctx;
	if (subject_find(g, e->step, e->field) != INDEX_NONE) {
		return;
	}
	if (g->n_subjects == g->cap_subjects) {
		g->cap_subjects = g->cap_subjects == 0 ? 16 : g->cap_subjects * 2;
		g->subjects = mem_resize(g->subjects, g->cap_subjects, sizeof g->subjects[0]);
	}
	g->subjects[g->n_subjects] = (struct subject){e->step, e->field, g->first[e->step]};
	g->first[e->step] = g->n_subjects++;
}

/* When a text or condition of a step is read. */
enum reading_time {
	TIME_BEFORE, /* the step is answered */
	TIME_AFTER,
};

typedef void (*read_fn)(struct given *g, step_id s, enum reading_time time, const struct expr *e);

static void each_insert(struct given *g, step_id s, enum reading_time time, const struct text *t,
                        read_fn each)
{
	for (uint32_t i = 0; i < t->n_inserts; i++) {
		each(g, s, time, t->inserts[i]);
	}
}

static void each_of_options(struct given *g, step_id s, const struct option *options, uint32_t n,
                            read_fn each)
{
	for (uint32_t i = 0; i < n; i++) {
		each_insert(g, s, TIME_BEFORE, &options[i].label, each);
		each_insert(g, s, TIME_BEFORE, &options[i].why, each);
		each_insert(g, s, TIME_AFTER, &options[i].explanation, each);
		if (options[i].when != NULL) {
			each(g, s, TIME_BEFORE, options[i].when);
		}
		if (options[i].grey != NULL) {
			each(g, s, TIME_BEFORE, options[i].grey);
		}
	}
}

/* Notes for the facilitator are read all along, so as late as can be. */
static void each_of_step(struct given *g, step_id s, read_fn each)
{
	const struct step *step = &g->x->j->steps[s];
	const struct text *before[] = {&step->title, &step->body, &step->question, &step->room};
	for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
		each_insert(g, s, TIME_BEFORE, before[i], each);
	}
	each_insert(g, s, TIME_AFTER, &step->notes, each);
	each_insert(g, s, TIME_AFTER, &step->explanation, each);
	each_of_options(g, s, step->options, step->n_options, each);
	for (uint32_t i = 0; i < step->n_fields; i++) {
		each_insert(g, s, TIME_BEFORE, &step->fields[i].label, each);
		each_insert(g, s, TIME_BEFORE, &step->fields[i].help, each);
	}
	if (step->sighting != NULL) {
		each_insert(g, s, TIME_BEFORE, &step->sighting->place, each);
		each_insert(g, s, TIME_BEFORE, &step->sighting->scene, each);
		each_insert(g, s, TIME_AFTER, &step->sighting->story, each);
		each_insert(g, s, TIME_AFTER, &step->sighting->lesson, each);
	}
	for (uint32_t i = 0; i < step->n_edges; i++) {
		if (step->edges[i].when != NULL) {
			each(g, s, TIME_AFTER, step->edges[i].when);
		}
	}
}

static void collect(struct given *g, step_id s, enum reading_time time, const struct expr *e)
{
	(void)s;
	(void)time;
	expr_each_answer(g->x->j, e, subject_add, g);
}

/* --- How it flows ------------------------------------------------------------------------ */

static void set_bit(uint64_t *bits, uint32_t i, bool on)
{
	uint64_t bit = UINT64_C(1) << i % 64;
	bits[i / 64] = on ? bits[i / 64] | bit : bits[i / 64] & ~bit;
}

static bool has_bit(const uint64_t *bits, uint32_t i)
{
	return (bits[i / 64] >> i % 64 & 1) != 0;
}

/* What the move gives of the step it leaves; a combination says it for fields that steer. */
static bool field_is_given(const struct given *g, step_id s, struct move move, uint32_t field)
{
	const struct step_vars *of = &g->x->vars.of[s];
	uint32_t rest = move.index;
	for (uint32_t i = 0; i < of->n_fields; i++) {
		const struct var *v = &g->x->vars.list[of->first_field + i];
		if (v->index == field && !v->stands_for_others) {
			return rest % v->n_values > 0;
		}
		rest /= v->n_values;
	}
	return true;
}

static void apply(const struct given *g, step_id s, struct move move, uint64_t *bits)
{
	for (uint32_t i = g->first[s]; i != INDEX_NONE; i = g->subjects[i].next) {
		switch ((enum move_kind)move.kind) {
		case MOVE_OPTION:
		case MOVE_SET:
		case MOVE_GUESS:
		case MOVE_WRITE:
			set_bit(bits, i, true);
			break;
		case MOVE_FIELDS:
			set_bit(bits, i, field_is_given(g, s, move, g->subjects[i].field));
			break;
		case MOVE_OPEN:
			set_bit(bits, i, false);
			break;
		case MOVE_START:
		case MOVE_ON:
		case MOVE_DETOUR:
		case MOVE_ITEM:
		case MOVE_N_KINDS:
			break;
		}
	}
}

/*
 * A note that no condition of the graph reads has no move of its own that writes it, for the
 * search would only meet the same states again: going on from it may have written it.
 */
static bool may_be_written(const struct given *g, step_id s, struct move move)
{
	enum step_kind kind = g->x->j->steps[s].kind;
	return move.kind == MOVE_ON && (kind == STEP_NOTE || kind == STEP_COMPOSITION) &&
	       g->x->vars.of[s].answer == VAR_NONE;
}

/* True where the state reached may now have more behind it. */
static bool flow_along(struct given *g, uint32_t from, struct move move)
{
	step_id s = state_step(state_at(g->x, from));
	uint64_t *to = g->bits + move.to * g->words;
	bool grown = false;
	memcpy(g->flow, g->bits + from * g->words, g->words * sizeof g->flow[0]);
	apply(g, s, move, g->flow);
	for (uint32_t i = g->first[s]; may_be_written(g, s, move) && i != INDEX_NONE;
	     i = g->subjects[i].next) {
		set_bit(g->flow, i, true);
	}
	for (size_t w = 0; w < g->words; w++) {
		grown = grown || (g->flow[w] & ~to[w]) != 0;
		to[w] |= g->flow[w];
		g->leaving[s * g->words + w] |= g->flow[w];
	}
	return grown;
}

static void flow(struct given *g)
{
	const struct exploration *x = g->x;
	uint32_t *queue = mem_array(x->n_states + 1, sizeof queue[0]);
	bool *queued = mem_array(x->n_states, sizeof queued[0]);
	size_t head = 0, n = 0, room = x->n_states + 1;
	for (uint32_t i = 0; i < x->n_states; i++) {
		queue[n++] = i;
		queued[i] = true;
	}
	while (head != n) {
		uint32_t i = queue[head];
		head = (head + 1) % room;
		queued[i] = false;
		for (size_t m = x->first_move[i]; m < x->first_move[i + 1]; m++) {
			struct move move = x->moves[m];
			if (flow_along(g, i, move) && !queued[move.to]) {
				queued[move.to] = true;
				queue[n] = move.to;
				n = (n + 1) % room;
			}
		}
	}
	mem_free(queue);
	mem_free(queued);
}

/* A junction sees what the moves through it carry. */
static void flow_to_junctions(struct given *g)
{
	const struct exploration *x = g->x;
	size_t p = 0;
	for (uint32_t i = 0; i < x->n_states; i++) {
		step_id s = state_step(state_at(x, i));
		for (size_t m = x->first_move[i]; m < x->first_move[i + 1]; m++) {
			for (; p < x->n_passings && x->passings[p].move <= m; p++) {
				uint64_t *at = g->leaving + x->passings[p].junction * g->words;
				memcpy(g->flow, g->bits + i * g->words,
				       g->words * sizeof g->flow[0]);
				apply(g, s, x->moves[m], g->flow);
				for (size_t w = 0; w < g->words; w++) {
					at[w] |= g->flow[w];
				}
			}
		}
	}
}

/* --- What is told ------------------------------------------------------------------------ */

struct telling {
	struct given *g;
	step_id step;
	enum reading_time time;
	const struct expr *whole;
	bool told;
};

static void tell_subject(void *ctx, const struct expr *e)
{
	struct telling *t = ctx;
	const struct given *g = t->g;
	const struct step *s = &g->x->j->steps[e->step];
	uint32_t i = subject_find(g, e->step, e->field);
	bool before = t->time == TIME_BEFORE;
	const uint64_t *bits = (before ? g->arriving : g->leaving) + t->step * g->words;
	/* What is said after an answer is read with it, by whatever way one then goes. */
	bool is_own = !before && e->step == t->step;
	if (t->told || is_own || has_bit(bits, i)) {
		return;
	}
	t->told = true;
	struct str field = e->field == EXPR_NO_FIELD ? (struct str){0} : s->fields[e->field].id;
	diags_add(g->d, DIAG_PAR84, expr_span(t->whole),
	          _("ici, on n'a jamais encore répondu à « %.*s%s%.*s » : la réponse est lue trop "
	            "tôt"),
	          STR_ARG(s->id), field.len > 0 ? "." : "", STR_ARG(field));
}

static void tell(struct given *g, step_id s, enum reading_time time, const struct expr *e)
{
	const struct exploration *x = g->x;
	if (!x->met[s]) {
		return;
	}
	struct telling t = {.g = g, .step = s, .time = time, .whole = e};
	expr_each_answer(x->j, e, tell_subject, &t);
	for (uint32_t i = x->first_site[s]; t.told && i < x->first_site[s + 1]; i++) {
		g->is_told[i] = g->is_told[i] || x->sites[i].e == e;
	}
}

static void bits_make(struct given *g)
{
	const struct exploration *x = g->x;
	size_t n = x->j->n_steps * g->words;
	g->bits = mem_array(x->n_states * g->words, sizeof g->bits[0]);
	g->flow = mem_array(g->words, sizeof g->flow[0]);
	g->arriving = mem_array(n, sizeof g->arriving[0]);
	g->leaving = mem_array(n, sizeof g->leaving[0]);
	for (size_t i = x->first_any * g->words; i < x->n_starts * g->words; i++) {
		g->bits[i] = UINT64_MAX;
	}
}

void given_tell(const struct exploration *x, struct diags *d, bool *is_told)
{
	struct given g = {.x = x, .d = d, .is_told = is_told};
	g.first = mem_resize(NULL, x->j->n_steps, sizeof g.first[0]);
	memset(g.first, 0xFF, x->j->n_steps * sizeof g.first[0]);
	for (step_id s = 0; s < x->j->n_steps; s++) {
		each_of_step(&g, s, collect);
	}
	g.words = ((size_t)g.n_subjects + 63) / 64;
	if (g.words > 0) {
		bits_make(&g);
		flow(&g);
		flow_to_junctions(&g);
		for (uint32_t i = 0; i < x->n_states; i++) {
			step_id s = state_step(state_at(x, i));
			for (size_t w = 0; w < g.words; w++) {
				uint64_t bits = g.bits[i * g.words + w];
				g.arriving[s * g.words + w] |= bits;
				g.leaving[s * g.words + w] |= bits;
			}
		}
		for (step_id s = 0; s < x->j->n_steps; s++) {
			each_of_step(&g, s, tell);
		}
	}
	mem_free(g.subjects);
	mem_free(g.first);
	mem_free(g.bits);
	mem_free(g.flow);
	mem_free(g.arriving);
	mem_free(g.leaving);
}
