/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers are tried until one is taken; what refuses them all is left open, or left. */
#include "stroll.h"

#include "arena.h"

enum {
	ONE_BACK_IN = 12,
	ONE_DETOUR_IN = 4,
	MAX_TRIES = 8,
};

/* Knuth's MMIX multiplier; its high bits are the good ones. */
static uint32_t below(struct stroll *s, uint32_t n)
{
	s->random = s->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return n > 0 ? (uint32_t)(s->random >> 33) % n : 0;
}

static void record(struct stroll *s, const struct event *e)
{
	walk_fold(s->walk, e);
	event_write(&s->lines, e, (struct stamp){STR("2027-03-12T18:04:05Z"), e->n});
}

void stroll_init(struct stroll *s, const struct journey *j, step_id start, uint64_t seed)
{
	struct event first;
	*s = (struct stroll){.walk = walk_create(j, j->steps[start].id), .random = seed};
	walk_begin_event(s->walk, STR("safari"), &first);
	record(s, &first);
}

void stroll_finish(struct stroll *s)
{
	walk_destroy(s->walk);
	buf_finish(&s->lines);
	*s = (struct stroll){0};
}

static bool is_offered(struct stroll *s, uint32_t option)
{
	return walk_option_state(s->walk, option) == OPTION_OFFERED;
}

/* A way aside, into a détour or an item. */
static bool turn_aside(struct stroll *s)
{
	const struct step *here = walk_step(s->walk);
	struct event e;
	enum outcome outcome = OUTCOME_NO_CHOICE;
	if (here->hub != NULL) {
		outcome = walk_enter(s->walk, below(s, here->hub->n_items), &e);
	} else if (here->n_options > 0) {
		uint32_t option = below(s, here->n_options);
		if (option_is_detour(&here->options[option])) {
			outcome = walk_detour(s->walk, option, &e);
		}
	}
	if (outcome == OUTCOME_OK) {
		record(s, &e);
	}
	return outcome == OUTCOME_OK;
}

static const struct answer *pick(struct stroll *s, const struct step *here)
{
	uint32_t option = below(s, here->n_options);
	for (uint32_t i = 0; i < here->n_options; i++) {
		uint32_t at = (option + i) % here->n_options;
		if (is_offered(s, at) && !option_is_detour(&here->options[at])) {
			return walk_option_answer(s->walk, at);
		}
	}
	return NULL;
}

static const struct answer *pick_several(struct stroll *s, const struct step *here)
{
	struct arena arena = {0};
	uint32_t *set = arena_array(&arena, here->n_options, sizeof *set), n = 0;
	for (uint32_t i = 0; i < here->n_options; i++) {
		if (is_offered(s, i) && below(s, 2) == 0) {
			set[n++] = i;
		}
	}
	const struct answer *a = walk_set_answer(s->walk, set, n);
	arena_finish(&arena);
	return a;
}

static const struct answer *guess(struct stroll *s, const struct step *here)
{
	const struct answer *a = NULL;
	struct buf typed = {0};
	number_add_french(&typed, here->estimate->has_range ? here->estimate->from : 12);
	if (walk_read_estimate(s->walk, here, buf_str(&typed), &a) != OUTCOME_OK) {
		a = NULL;
	}
	buf_finish(&typed);
	return a;
}

static const struct answer *make_answer(struct stroll *s)
{
	const struct step *here = walk_step(s->walk);
	if (here->is_several) {
		return pick_several(s, here);
	}
	if (here->kind == STEP_ESTIMATE) {
		return guess(s, here);
	}
	return here->n_options > 0 ? pick(s, here) : NULL;
}

/* The first of these that the field takes. */
static void fill_field(struct stroll *s, uint32_t field)
{
	static const char *const typed[] = {"Ana", "12", "12/03/2027", "oui", "1", "3", ""};
	const struct field *f = &walk_step(s->walk)->fields[field];
	const struct answer *a;
	struct event e;
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		if (walk_read_field(s->walk, f, str_from(typed[i]), &a) == OUTCOME_OK &&
		    walk_answer_field(s->walk, field, a, &e) == OUTCOME_OK) {
			record(s, &e);
			return;
		}
	}
}

static bool go(struct stroll *s)
{
	struct event e;
	const struct step *here = walk_step(s->walk);
	for (uint32_t i = 0; i < here->n_fields; i++) {
		fill_field(s, i);
	}
	if (here->kind == STEP_NOTE) {
		walk_write_note(s->walk, STR("note"), STR("un mot"), &e);
		record(s, &e);
	}
	enum outcome outcome = OUTCOME_NO_WAY;
	for (int i = 0; i < MAX_TRIES && outcome != OUTCOME_OK; i++) {
		outcome = walk_go(s->walk, make_answer(s), &e);
	}
	if (outcome != OUTCOME_OK) {
		outcome = walk_go(s->walk, walk_open_answer(), &e);
	}
	if (outcome == OUTCOME_OK) {
		record(s, &e);
	}
	return outcome == OUTCOME_OK;
}

bool stroll_move(struct stroll *s)
{
	struct event e;
	if (below(s, ONE_BACK_IN) == 0 && walk_back(s->walk, 1, &e) == OUTCOME_OK) {
		record(s, &e);
		return true;
	}
	bool is_hub = walk_step(s->walk)->hub != NULL;
	if ((is_hub ? below(s, 3) > 0 : below(s, ONE_DETOUR_IN) == 0) && turn_aside(s)) {
		return true;
	}
	return go(s) || (is_hub && turn_aside(s));
}
