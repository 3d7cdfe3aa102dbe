/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * At each step, what could be done is tried in an order that chance and past counts give:
 * what the engine refuses is passed over, so nothing here knows the rules.
 */
#include "trial.h"

#include "french.h"
#include "mem.h"
#include "walk_state.h"

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t draw(struct trials *t)
{
	uint64_t z = t->seed += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static uint32_t below(struct trials *t, uint32_t n)
{
	return n > 0 ? (uint32_t)(draw(t) % n) : 0;
}

static uint32_t n_choices_of(const struct step *s)
{
	return s->hub != NULL ? s->hub->n_items : s->n_options;
}

void trials_init(struct trials *t, const struct journey *j, uint64_t seed)
{
	uint32_t n = 0;
	*t = (struct trials){.journey = j, .seed = seed};
	t->n_steps = mem_array(j->n_steps, sizeof t->n_steps[0]);
	t->first_choice = mem_array((size_t)j->n_steps + 1, sizeof t->first_choice[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		t->first_choice[s] = n;
		n += n_choices_of(&j->steps[s]);
	}
	t->first_choice[j->n_steps] = n;
	t->n_choices = mem_array(n, sizeof t->n_choices[0]);
}

void trials_finish(struct trials *t)
{
	mem_free(t->n_steps);
	mem_free(t->first_choice);
	mem_free(t->n_choices);
	*t = (struct trials){0};
}

/* --- What may be done -------------------------------------------------------------------- */

struct trial {
	struct trials *all;
	struct walk *walk;
	step_id at;
	const struct step *step;
	struct event event; /* of what was allowed */
};

static uint32_t *count_of(const struct trial *t, uint32_t choice)
{
	return &t->all->n_choices[t->all->first_choice[t->at] + choice];
}

/* The choice taken least, by some chance; `tried` leaves out those that were refused. */
static uint32_t least_taken(const struct trial *t, const bool *tried)
{
	uint32_t best = INDEX_NONE, least = UINT32_MAX;
	for (uint32_t i = 0; i < n_choices_of(t->step); i++) {
		uint32_t weight = *count_of(t, i) + below(t->all, 3);
		if (!tried[i] && (best == INDEX_NONE || weight < least)) {
			best = i;
			least = weight;
		}
	}
	return best;
}

static bool take_choice(struct trial *t, uint32_t i)
{
	struct walk *w = t->walk;
	if (t->step->hub != NULL) {
		return walk_enter(w, i, &t->event) == OUTCOME_OK;
	}
	if (option_is_detour(&t->step->options[i])) {
		return walk_detour(w, i, &t->event) == OUTCOME_OK;
	}
	return walk_go(w, walk_option_answer(w, i), &t->event) == OUTCOME_OK;
}

static bool choose(struct trial *t)
{
	uint32_t n = n_choices_of(t->step);
	bool *tried = mem_array(n, sizeof tried[0]);
	bool done = false;
	for (uint32_t k = 0; k < n && !done; k++) {
		uint32_t i = least_taken(t, tried);
		tried[i] = true;
		done = take_choice(t, i);
		*count_of(t, i) += done;
	}
	mem_free(tried);
	return done;
}

static bool choose_set(struct trial *t)
{
	uint32_t n = t->step->n_options;
	uint32_t *set = mem_array(n, sizeof set[0]);
	bool done = false;
	/* Any size: from one in two of the choices, down and up to what is allowed. */
	for (uint32_t k = 0; k < 4 * n + 8 && !done; k++) {
		uint32_t n_set = 0;
		for (uint32_t i = 0; i < n; i++) {
			bool wanted =
				k < n ? i == (k + below(t->all, n)) % n : below(t->all, 2) > 0;
			if (wanted) {
				set[n_set++] = i;
			}
		}
		done = walk_go(t->walk, walk_set_answer(t->walk, set, n_set), &t->event) ==
		       OUTCOME_OK;
		for (uint32_t i = 0; done && i < n_set; i++) {
			++*count_of(t, set[i]);
		}
	}
	mem_free(set);
	return done;
}

static bool guess(struct trial *t)
{
	const struct estimate *e = t->step->estimate;
	struct buf typed = {0};
	const struct answer *a = NULL;
	double from = e->has_range ? e->from : 0, to = e->has_range ? e->to : 100;
	number_add_json(&typed, from + (to - from) * below(t->all, 5) / 4);
	bool done = walk_read_estimate(t->walk, t->step, buf_str(&typed), &a) == OUTCOME_OK &&
	            walk_go(t->walk, a, &t->event) == OUTCOME_OK;
	buf_finish(&typed);
	return done;
}

/* What people type, from the plainest on. */
static const char *const typings[] = {
	"oui", "Loos", "12",         "1",
	"0",   "3,5",  "12/03/2027", "un texte un peu plus long que les autres",
	"100", "2000", "50000",
};

/* What a field with bounds takes, where nothing that people type does. */
static void type_bound(struct buf *out, const struct field *f)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG_TEXT:
		for (uint32_t i = 0; f->min.is_set && i < f->min.number; i++) {
			buf_addc(out, 'a');
		}
		break;
	case FIELD_DATE:
		date_add_french(out, f->min.is_set ? f->min.date : f->max.date);
		break;
	case FIELD_NUMBER:
	case FIELD_SCALE:
		number_add_json(out, f->min.is_set ? f->min.number : f->max.number);
		break;
	case FIELD_YES_NO:
	case FIELD_LIST:
		buf_addc(out, '1');
		break;
	}
}

/* What someone may type there; NULL where it is left as it is. */
static const struct answer *fill_field(struct trial *t, const struct field *f)
{
	uint32_t n = sizeof typings / sizeof typings[0], first = below(t->all, n);
	const struct answer *a = NULL;
	struct buf typed = {0};
	bool is_left = f->optional && below(t->all, 3) == 0;
	bool done = false;
	for (uint32_t k = 0; k <= n && !done && !is_left; k++) {
		buf_clear(&typed);
		if (k < n) {
			buf_add(&typed, str_from(typings[(first + k) % n]));
		} else {
			type_bound(&typed, f);
		}
		done = walk_read_field(t->walk, f, buf_str(&typed), &a) == OUTCOME_OK &&
		       field_check(f, a) == OUTCOME_OK;
	}
	buf_finish(&typed);
	return done ? a : NULL;
}

/* --- A walk -------------------------------------------------------------------------------- */

static void keep(struct trial *t, struct buf *record)
{
	event_write(record, &t->event, (struct stamp){.utc = STR("2000-01-01T00:00:00Z")});
}

/* All fields, then one event: each of them apart would write the whole object anew. */
static void fill(struct trial *t, struct buf *record)
{
	const struct answer *shown = walk_prefill(t->walk);
	bool has_fields = shown != NULL && shown->kind == ANSWER_FIELDS && shown->fields.n > 0;
	const struct answer *all =
		walk_fields_answer(t->walk, 0, has_fields ? shown->fields.list[0] : NULL);
	bool is_new = false;
	for (uint32_t i = 0; i < t->step->n_fields; i++) {
		const struct answer *a = fill_field(t, &t->step->fields[i]);
		if (a != NULL) {
			all->fields.list[i] = a;
			is_new = true;
		}
	}
	if (is_new && walk_answer(t->walk, all, &t->event) == OUTCOME_OK) {
		walk_fold(t->walk, &t->event);
		keep(t, record);
	}
}

/* Some move is allowed; t->event is it. */
static bool move(struct trial *t, struct buf *record)
{
	const struct step *s = t->step;
	if (s->kind == STEP_NOTE && below(t->all, 2) == 0) {
		walk_write_note(t->walk, STR("note"), STR("Un mot."), &t->event);
		walk_fold(t->walk, &t->event);
		keep(t, record);
	}
	if (s->n_fields > 0) {
		fill(t, record);
		return walk_go(t->walk, NULL, &t->event) == OUTCOME_OK;
	}
	if (s->hub != NULL && below(t->all, s->hub->n_items + 1) == 0 &&
	    walk_go(t->walk, NULL, &t->event) == OUTCOME_OK) {
		return true;
	}
	if (step_is_passable(s) && n_choices_of(s) > 0 && s->hub == NULL && below(t->all, 6) == 0 &&
	    walk_go(t->walk, walk_open_answer(), &t->event) == OUTCOME_OK) {
		return true;
	}
	if (s->is_several) {
		return choose_set(t) ||
		       walk_go(t->walk, walk_open_answer(), &t->event) == OUTCOME_OK;
	}
	if (s->estimate != NULL) {
		return guess(t) || walk_go(t->walk, walk_open_answer(), &t->event) == OUTCOME_OK;
	}
	if (n_choices_of(s) > 0 && choose(t)) {
		return true;
	}
	return walk_go(t->walk, NULL, &t->event) == OUTCOME_OK;
}

/* Départ, and each door in its turn. */
static struct str start_of(const struct trials *t)
{
	const struct journey *j = t->journey;
	uint32_t turn = t->n_walks % (j->n_doors + 1);
	step_id start = turn < j->n_doors ? j->doors[turn].to : j->start;
	return j->steps[start != STEP_NONE ? start : j->start].id;
}

enum trial_outcome trial_walk(struct trials *t, struct buf *record, step_id *ret_last)
{
	struct trial trial = {.all = t, .walk = walk_create(t->journey, start_of(t))};
	enum trial_outcome outcome = TRIAL_TOO_LONG;
	buf_clear(record);
	walk_begin_event(trial.walk, STR("essai"), &trial.event);
	keep(&trial, record);
	walk_fold(trial.walk, &trial.event);
	t->n_walks++;
	for (int i = 0; i < TRIAL_MAX_MOVES && outcome == TRIAL_TOO_LONG; i++) {
		trial.at = walk_here(trial.walk)->step;
		trial.step = walk_step(trial.walk);
		t->n_steps[trial.at]++;
		if (trial.step->kind == STEP_ENDING) {
			outcome = TRIAL_ENDED;
		} else if (!move(&trial, record)) {
			outcome = TRIAL_STUCK;
		} else {
			t->n_moves++;
			keep(&trial, record);
			walk_fold(trial.walk, &trial.event);
		}
	}
	t->n_ended += outcome == TRIAL_ENDED;
	*ret_last = trial.at;
	walk_destroy(trial.walk);
	return outcome;
}
