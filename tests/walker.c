/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Walks a journey at random, from a seed: the same seed walks the same way.
 *
 *     walker JOURNEY --seed S --moves N --walks W --carnet FILE --states FILE [--rough]
 *            [--after CARNET]
 *
 * The lines of the carnet go to one file, the state after each folded line to the other (with
 * several walks: FILE.1, FILE.2…). On the way the invariants of the fold are held against
 * what happens: asking changes nothing; a move and back leave all that conditions see as it
 * was; back and forth leave everything as it was; what was written is read again to the same
 * state. A broken one ends the program with its sentence and status 1.
 *
 * Two walks run side by side: `live` makes every move, `read` knows only the lines. With
 * --rough some lines are damaged or come twice, journeys lose steps and old answers are
 * corrected, so that `read` has to mend what `live` knows.
 */
#include "crc.h"
#include "from_disk.h"
#include "load.h"
#include "quote.h"
#include "walk.h"

#include <errno.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ONE_DAMAGED_IN = 20,
	ONE_REPEATED_IN = 15,
	ONE_UNKNOWN_IN = 50,
	ONE_BACK_IN = 3,
	ONE_RELOAD_IN = 40,
	MAX_TYPED = 24,
};

struct options {
	const char *journey, *carnet, *states;
	const char *after; /* a carnet to go on with, of an earlier version of the journey */
	uint64_t seed;
	unsigned long moves, walks;
	bool rough;
};

struct walker {
	const struct journey *journey;
	const struct options *options;
	uint64_t random;
	struct walk *live, *read;
	bool is_same;       /* no line was damaged: `read` knows all that `live` does */
	struct buf lines;   /* all that was written */
	size_t last_line;   /* where the last good line begins */
	struct arena arena; /* of events made here */
	FILE *carnet, *states;
	unsigned long n_events, n_refused, n_damaged, n_repeated, n_backs, n_reloads;
};

static _Noreturn void broken(const struct walker *w, const char *sentence)
{
	fprintf(stderr, "seed %" PRIu64 ", event %lu: not true that %s\n", w->options->seed,
	        w->n_events, sentence);
	exit(EXIT_FAILURE);
}

static void insist(const struct walker *w, bool holds, const char *sentence)
{
	if (!holds) {
		broken(w, sentence);
	}
}

/* --- Chance (splitmix64, Steele, Lea and Flood 2014) -------------------------------- */

static uint64_t draw(struct walker *w)
{
	uint64_t z = w->random += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* From 0 to n - 1; 0 where n is. */
static uint32_t below(struct walker *w, size_t n)
{
	return n > 0 ? (uint32_t)(draw(w) % n) : 0;
}

static bool one_in(struct walker *w, uint32_t n)
{
	return below(w, n) == 0;
}

/* --- What a state looks like --------------------------------------------------------- */

static struct buf dump_of(struct walk *walk)
{
	struct buf dump = {0};
	walk_dump(walk, &dump);
	return dump;
}

/* Shows both where they differ. */
static bool is_same(const struct buf *was, const struct buf *is)
{
	bool same = str_eq(buf_str(was), buf_str(is));
	if (!same) {
		fprintf(stderr, "was: %s\nis:  %s\n", was->ptr, is->ptr);
	}
	return same;
}

static bool is_dump(struct walk *walk, const struct buf *expected)
{
	struct buf dump = dump_of(walk);
	bool same = is_same(expected, &dump);
	buf_finish(&dump);
	return same;
}

/* A step that is nothing else than `réussi` isn't shown without it either. */
static void leave_out_right(json_t *facts, const char *step)
{
	json_t *fact = json_object_get(facts, step);
	(void)json_object_del(fact, "réussi");
	if (fact != NULL && json_integer_value(json_object_get(fact, "visites")) == 0 &&
	    !json_is_true(json_object_get(fact, "fait")) && json_object_get(fact, "rép") == NULL) {
		(void)json_object_del(facts, step);
	}
}

/*
 * All that conditions and exports see at the cursor: the state without the places after it,
 * pre-fill, and what the place at the cursor holds itself (so `réussi` of its step too).
 */
static struct buf view_of(struct walk *walk)
{
	struct buf dump = dump_of(walk), view = {0};
	json_t *state = json_loadb(dump.ptr, dump.len, JSON_ALLOW_NUL, NULL);
	json_t *path = json_object_get(state, "path");
	while (json_array_size(path) > walk_cursor(walk) + 1) {
		(void)json_array_remove(path, json_array_size(path) - 1);
	}
	json_t *here = json_array_get(path, walk_cursor(walk));
	leave_out_right(json_object_get(state, "facts"),
	                json_string_value(json_object_get(here, "step")));
	(void)json_object_del(here, "rép");
	(void)json_object_del(state, "prefill");
	(void)json_object_del(state, "told");
	char *text = json_dumps(state, JSON_SORT_KEYS);
	buf_add(&view, str_from(text));
	free(text);
	json_decref(state);
	buf_finish(&dump);
	return view;
}

/* The dump without whether something is still to be told. */
static struct buf lasting_of(struct walk *walk)
{
	struct buf dump = dump_of(walk), lasting = {0};
	size_t at = str_find(buf_str(&dump), STR(",\"told\":"), 0);
	buf_add(&lasting, str_slice(buf_str(&dump), 0, at));
	buf_finish(&dump);
	return lasting;
}

/* --- Lines ----------------------------------------------------------------------------- */

static struct stamp stamp_of(const struct walker *w)
{
	return (struct stamp){STR("2027-03-12T18:04:05Z"), w->n_events * 10};
}

static void put_line(struct walker *w, struct str line)
{
	buf_add(&w->lines, line);
	fwrite(line.ptr, 1, line.len, w->carnet);
}

static void put_state(struct walker *w, uint64_t n)
{
	struct buf dump = dump_of(w->read);
	fprintf(w->states, "{\"n\":%" PRIu64 ",\"state\":%s}\n", n, dump.ptr);
	buf_finish(&dump);
}

/* Folds a line, without its LF, as the store does. */
static bool fold_line(struct walk *walk, struct str line)
{
	struct arena arena = {0};
	struct event e;
	struct str utc;
	bool is_good = event_read(&arena, line, &e, &utc) == EVENT_READ;
	if (is_good) {
		walk_fold(walk, &e);
	} else {
		walk_damaged(walk);
	}
	arena_finish(&arena);
	return is_good;
}

static void put_good_line(struct walker *w, struct str line, uint64_t n)
{
	w->last_line = w->lines.len;
	put_line(w, line);
	insist(w, fold_line(w->read, str_slice(line, 0, line.len - 1)),
	       "a line that was written can be read");
	put_state(w, n);
	if (w->is_same) {
		struct buf live = dump_of(w->live);
		insist(w, is_dump(w->read, &live), "a line says all that its event did");
		buf_finish(&live);
	}
}

/* One byte of the line is another. */
static void put_damaged_line(struct walker *w, struct buf *line)
{
	line->ptr[below(w, line->len - 1)] ^= 1;
	put_line(w, buf_str(line));
	insist(w, !fold_line(w->read, str_slice(buf_str(line), 0, line->len - 1)),
	       "a line with a changed byte is damaged");
	w->is_same = false;
	w->n_damaged++;
}

/* A line that a newer program may have written: sealed, of a kind that isn't known. */
static void put_unknown_line(struct walker *w)
{
	struct buf line = {0}, before = dump_of(w->read);
	struct event e = {.kind = EVENT_FOREIGN, .n = walk_last_n(w->live) + 1};
	buf_addf(&line,
	         "{\"n\":%" PRIu64 ",\"t\":\"\",\"ms\":0,\"e\":\"danser\",\"pas\":\"chassé\"", e.n);
	buf_addf(&line, ",\"crc\":\"%08" PRIx32 "\"}\n", crc32c(buf_str(&line)));
	put_line(w, buf_str(&line));
	walk_fold(w->live, &e);
	insist(w, fold_line(w->read, str_slice(buf_str(&line), 0, line.len - 1)),
	       "a line of an unknown kind isn't damaged");
	insist(w, is_dump(w->read, &before), "a line of an unknown kind changes nothing");
	buf_finish(&before);
	buf_finish(&line);
}

static void repeat_last_line(struct walker *w)
{
	struct str line = str_slice(buf_str(&w->lines), w->last_line, SIZE_MAX);
	struct buf before = dump_of(w->read), copy = {0};
	buf_add(&copy, str_slice(line, 0, str_find(line, STR("\n"), 0) + 1));
	put_line(w, buf_str(&copy));
	(void)fold_line(w->read, str_slice(buf_str(&copy), 0, copy.len - 1));
	insist(w, is_dump(w->read, &before), "a line that comes twice counts once");
	buf_finish(&copy);
	buf_finish(&before);
	w->n_repeated++;
}

/* The event happens: it is folded and its line is written. */
static void record(struct walker *w, const struct event *e)
{
	struct buf line = {0};
	bool rough = w->options->rough && e->kind != EVENT_BEGIN;
	event_write(&line, e, stamp_of(w));
	walk_fold(w->live, e);
	w->n_events++;
	if (rough && one_in(w, ONE_DAMAGED_IN)) {
		put_damaged_line(w, &line);
	} else {
		put_good_line(w, buf_str(&line), e->n);
	}
	if (rough && one_in(w, ONE_REPEATED_IN)) {
		repeat_last_line(w);
	}
	if (rough && one_in(w, ONE_UNKNOWN_IN)) {
		put_unknown_line(w);
	}
	buf_finish(&line);
}

/* All that was written, read by a walk that knows nothing. */
static void reload(struct walker *w)
{
	struct buf before = dump_of(w->read);
	struct str rest = buf_str(&w->lines), line;
	const struct step *first = &w->journey->steps[w->journey->start];
	struct walk *fresh = walk_create(w->journey, first->id);
	while (str_next_line(&rest, &line)) {
		(void)fold_line(fresh, line);
	}
	insist(w, is_dump(fresh, &before), "what was saved is loaded again");
	insist(w, walk_last_n(fresh) == walk_last_n(w->read), "numbers go on after loading");
	walk_destroy(fresh);
	buf_finish(&before);
	w->n_reloads++;
}

/* --- Answers --------------------------------------------------------------------------- */

/* What people type, and what they don't: one text ends in a NUL. */
static struct str typed_at_random(struct walker *w)
{
	static const struct str texts[] = {
		{"", 0},
		{"  ", 2},
		{"7", 1},
		{"12 300", 6},
		{"3,5", 3},
		{"-2", 2},
		{"oui", 3},
		{"Non", 3},
		{"12/03/2027", 10},
		{"1er mars 2031", 13},
		{"31/02/2027", 10},
		{"x", 1},
		{"e\xCC\x81te\xCC\x81", 7},
		{"une \"phrase\" \\ et\r\nsa suite\t\x01", 30},
		{"\xF0\x9F\xA6\x81 \xC2\xAB lion \xC2\xBB", 14},
		{"mal\xFF form\xC3", 10},
	};
	return texts[below(w, sizeof texts / sizeof texts[0])];
}

static const struct answer *set_at_random(struct walker *w, const struct step *s)
{
	uint32_t options[MAX_TYPED], n = 0;
	for (uint32_t i = 0; i < s->n_options && n < MAX_TYPED; i++) {
		if (one_in(w, 2)) {
			options[n++] = i;
		}
	}
	return walk_set_answer(w->live, options, n);
}

/* Some answer for the step, often one that may be given; NULL: none. */
static const struct answer *answer_at_random(struct walker *w, const struct step *s)
{
	const struct answer *a = NULL;
	if (one_in(w, 12)) {
		return walk_open_answer();
	}
	if (s->is_several) {
		return set_at_random(w, s);
	}
	if (s->n_options > 0) {
		return walk_option_answer(w->live, below(w, s->n_options));
	}
	if (s->estimate != NULL) {
		struct str typed = one_in(w, 3) ? STR("42") : typed_at_random(w);
		(void)walk_read_estimate(w->live, s, typed, &a);
	}
	return a;
}

/* --- Moves ------------------------------------------------------------------------------
 *
 * Each makes the event of one move, or is refused. Some choose what can't be.
 */

static enum outcome try_go(struct walker *w, struct event *e)
{
	const struct step *s = walk_step(w->live);
	const struct answer *a = s != NULL && one_in(w, 2) ? answer_at_random(w, s) : NULL;
	return walk_go(w->live, a, e);
}

static enum outcome try_answer(struct walker *w, struct event *e)
{
	const struct step *s = walk_step(w->live);
	const struct answer *a = s != NULL ? answer_at_random(w, s) : NULL;
	return a != NULL ? walk_answer(w->live, a, e) : OUTCOME_MALFORMED;
}

static enum outcome try_field(struct walker *w, struct event *e)
{
	const struct step *s = walk_step(w->live);
	if (s == NULL || s->n_fields == 0) {
		return walk_answer_field(w->live, 0, walk_open_answer(), e);
	}
	uint32_t field = below(w, s->n_fields);
	const struct answer *a = NULL;
	enum outcome outcome = walk_read_field(w->live, &s->fields[field], typed_at_random(w), &a);
	return outcome == OUTCOME_OK ? walk_answer_field(w->live, field, a, e) : outcome;
}

static enum outcome try_detour(struct walker *w, struct event *e)
{
	const struct step *s = walk_step(w->live);
	return walk_detour(w->live, below(w, s != NULL ? s->n_options + 1 : 1), e);
}

static enum outcome try_enter(struct walker *w, struct event *e)
{
	const struct step *s = walk_step(w->live);
	bool is_hub = s != NULL && s->hub != NULL;
	return walk_enter(w->live, below(w, is_hub ? s->hub->n_items : 1), e);
}

static enum outcome try_back(struct walker *w, struct event *e)
{
	return walk_back(w->live, below(w, 4), e);
}

static enum outcome try_redo(struct walker *w, struct event *e)
{
	return walk_redo(w->live, below(w, 4), e);
}

static enum outcome try_jump(struct walker *w, struct event *e)
{
	return walk_jump(w->live, below(w, w->journey->n_steps + 1), e);
}

static enum outcome try_restart(struct walker *w, struct event *e)
{
	return walk_restart(w->live, e);
}

static enum outcome try_end(struct walker *w, struct event *e)
{
	return walk_end(w->live, e);
}

static struct str what_at_random(struct walker *w)
{
	static const struct str whats[] = {{"note", 4}, {"marge", 5}, {"récit", 6}};
	return whats[below(w, 3)];
}

static enum outcome try_note(struct walker *w, struct event *e)
{
	walk_write_note(w->live, what_at_random(w), typed_at_random(w), e);
	return OUTCOME_OK;
}

static enum outcome try_draft(struct walker *w, struct event *e)
{
	uint32_t at = below(w, 20), cut = below(w, 6);
	/* Good UTF-8, for what is put in isn't mended before it is written. */
	struct str put = one_in(w, 2) ? STR("é🦁 ") : STR("");
	walk_draft(w->live, one_in(w, 3) ? STR("") : what_at_random(w), at, cut, put, e);
	return OUTCOME_OK;
}

static enum outcome try_keep(struct walker *w, struct event *e)
{
	return walk_keep(w->live, below(w, w->journey->n_resources + 1), one_in(w, 2), e);
}

static enum outcome try_consult(struct walker *w, struct event *e)
{
	return walk_consult(w->live, below(w, w->journey->n_resources + 1), e);
}

static struct event event_by_hand(const struct walker *w, enum event_kind kind)
{
	return (struct event){.kind = kind, .n = walk_last_n(w->live) + 1};
}

static struct str step_at_random(struct walker *w)
{
	return w->journey->steps[below(w, w->journey->n_steps)].id;
}

static enum outcome try_vote(struct walker *w, struct event *e)
{
	static const struct str ballots[] = {{"{}", 2}, {"{\"a\":7,\"b\":0}", 13}};
	*e = event_by_hand(w, EVENT_VOTE);
	e->step = step_at_random(w);
	e->object = ballots[below(w, 2)];
	return OUTCOME_OK;
}

static enum outcome try_gather(struct walker *w, struct event *e)
{
	struct buf object = {0};
	*e = event_by_hand(w, EVENT_GATHER);
	e->step = step_at_random(w);
	e->what = one_in(w, 2) ? STR("c1") : STR("c2");
	buf_add(&object, STR("{\"étape\":"));
	quote_add(&object, e->step);
	buf_add(&object, STR(",\"id\":"));
	quote_add(&object, e->what);
	buf_addf(&object, ",\"texte\":\"n\\u00b0 %u\",\"lignes\":[1,{\"a\":null}]}",
	         (unsigned)below(w, 30));
	e->object = arena_str(&w->arena, buf_str(&object));
	buf_finish(&object);
	return OUTCOME_OK;
}

/* The answer of a place of the live path, as JSON; empty where there is none. */
static struct str answer_on_path(struct walker *w, size_t i)
{
	struct buf dump = dump_of(w->live);
	json_t *state = json_loadb(dump.ptr, dump.len, JSON_ALLOW_NUL, NULL);
	json_t *place = json_array_get(json_object_get(state, "path"), i);
	json_t *answer = json_object_get(place, "rép");
	char *text = answer != NULL ? json_dumps(answer, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
	struct str kept = arena_str(&w->arena, str_from(text));
	free(text);
	json_decref(state);
	buf_finish(&dump);
	return kept;
}

/*
 * An old answer edited: the last place of some step before the cursor gets the answer of one
 * of its places, or none, or one that doesn't fit, and some places after it come again.
 */
static enum outcome try_correct(struct walker *w, struct event *e)
{
	size_t cursor = walk_cursor(w->live);
	if (cursor == 0) {
		return OUTCOME_NOT_THERE;
	}
	size_t from = below(w, cursor), n = below(w, cursor - from + 1);
	step_id step = walk_place(w->live, from)->step;
	*e = event_by_hand(w, EVENT_CORRECT);
	e->step = walk_step_name(w->live, step);
	e->answer = answer_on_path(w, from);
	if (e->answer.len == 0 || one_in(w, 4)) {
		e->answer = one_in(w, 2) ? STR("null") : STR("\"ailleurs\"");
	}
	e->legs = arena_array(&w->arena, n + 1, sizeof e->legs[0]);
	for (e->n_legs = 0; e->n_legs < n; e->n_legs++) {
		size_t i = from + 1 + e->n_legs;
		const struct place *p = walk_place(w->live, i);
		e->legs[e->n_legs] = (struct leg){
			.to = walk_step_name(w->live, p->step),
			.by = p->by != PASSAGE_NONE ? p->by : PASSAGE_VERS,
			.choice = p->choice,
			.answer = answer_on_path(w, i),
		};
	}
	return OUTCOME_OK;
}

/* Fields of which each holds what may be typed there, or nothing. */
static const struct answer *fields_at_random(struct walker *w, const struct step *s)
{
	struct answer *all = arena_alloc(&w->arena, sizeof *all);
	all->kind = ANSWER_FIELDS;
	all->fields.n = s->n_fields;
	all->fields.list = arena_array(&w->arena, s->n_fields, sizeof all->fields.list[0]);
	for (uint32_t i = 0; i < s->n_fields; i++) {
		const struct answer *a = NULL;
		(void)walk_read_field(w->live, &s->fields[i], typed_at_random(w), &a);
		all->fields.list[i] = a;
	}
	return all;
}

/* An old answer edited as a person does it: the way that follows is the engine's to find. */
static enum outcome try_edit(struct walker *w, struct event *e)
{
	step_id step = walk_place(w->live, below(w, walk_cursor(w->live) + 1))->step;
	if (step >= w->journey->n_steps) {
		return OUTCOME_NOT_THERE;
	}
	const struct step *s = &w->journey->steps[step];
	const struct answer *a = s->n_fields > 0 ? fields_at_random(w, s) : answer_at_random(w, s);
	return a != NULL ? walk_correct(w->live, step, a, e) : OUTCOME_MALFORMED;
}

/* What an edit leaves: the answer is what the step says, and the way to here is a way. */
static void check_edit(struct walker *w, const struct event *e)
{
	const struct facts *facts = walk_facts(w->live, true);
	step_id step = journey_step(w->journey, e->step);
	insist(w, facts->of[step].answer != NULL, "an edited step is answered");
	size_t last = walk_n_places(w->live) - 1;
	insist(w, walk_cursor(w->live) == last, "after an edit one is at the end of the way");
	insist(w, e->n_legs <= last, "an edited way is no longer than the one there is");
	for (size_t i = 0; i < e->n_legs; i++) {
		const struct place *p = walk_place(w->live, last - e->n_legs + 1 + i);
		insist(w, str_eq(walk_step_name(w->live, p->step), e->legs[i].to),
		       "each leg of an edited way is a place");
	}
}

/* A step is corrected, or answered, that isn't there. */
static enum outcome try_answer_elsewhere(struct walker *w, struct event *e)
{
	*e = event_by_hand(w, EVENT_ANSWER);
	e->step = one_in(w, 8) ? STR("ailleurs") : step_at_random(w);
	e->answer = one_in(w, 2) ? STR("null") : STR("{\"x\":[1,2.5,3.0]}");
	return OUTCOME_OK;
}

/* To or from a step that the journey doesn't have, by any way. */
static enum outcome try_go_elsewhere(struct walker *w, struct event *e)
{
	*e = event_by_hand(w, EVENT_GO);
	e->from = walk_step_name(w->live, walk_here(w->live)->step);
	e->to = one_in(w, 3)   ? step_at_random(w)
	        : one_in(w, 2) ? STR("ailleurs")
	                       : STR("autre part");
	e->by = PASSAGE_VERS + below(w, PASSAGE_N - PASSAGE_VERS);
	if (e->by == PASSAGE_DETOUR || e->by == PASSAGE_CARREFOUR) {
		e->choice = one_in(w, 2) ? STR("par-ici") : STR("par-là");
	}
	return OUTCOME_OK;
}

static enum outcome try_open(struct walker *w, struct event *e)
{
	*e = event_by_hand(w, EVENT_OPEN);
	e->version = w->journey->version + 1;
	e->fingerprint = STR("0123456789abcdef");
	e->to = step_at_random(w);
	e->n_removed = below(w, 3);
	e->removed = arena_array(&w->arena, e->n_removed + 1, sizeof e->removed[0]);
	for (size_t i = 0; i < e->n_removed; i++) {
		e->removed[i] = one_in(w, 4) ? STR("ailleurs") : step_at_random(w);
	}
	return OUTCOME_OK;
}

static const struct {
	const char *name;
	uint32_t weight;
	bool is_rough;
	enum outcome (*make)(struct walker *w, struct event *e);
} moves[] = {
	{"go", 40, false, try_go},
	{"answer", 12, false, try_answer},
	{"field", 10, false, try_field},
	{"detour", 10, false, try_detour},
	{"enter", 15, false, try_enter},
	{"back", 5, false, try_back},
	{"redo", 5, false, try_redo},
	{"jump", 4, false, try_jump},
	{"restart", 1, false, try_restart},
	{"end", 2, false, try_end},
	{"note", 3, false, try_note},
	{"draft", 3, false, try_draft},
	{"keep", 2, false, try_keep},
	{"consult", 2, false, try_consult},
	{"vote", 1, false, try_vote},
	{"gather", 2, false, try_gather},
	{"edit", 5, false, try_edit},
	{"correct", 5, true, try_correct},
	{"answer elsewhere", 3, true, try_answer_elsewhere},
	{"go elsewhere", 3, true, try_go_elsewhere},
	{"open", 2, true, try_open},
};

enum {
	N_MOVES = sizeof moves / sizeof moves[0],
};

static size_t move_at_random(struct walker *w)
{
	uint32_t total = 0;
	for (size_t i = 0; i < N_MOVES; i++) {
		total += moves[i].is_rough && !w->options->rough ? 0 : moves[i].weight;
	}
	uint32_t ticket = below(w, total);
	for (size_t i = 0; i < N_MOVES; i++) {
		uint32_t weight = moves[i].is_rough && !w->options->rough ? 0 : moves[i].weight;
		if (ticket < weight) {
			return i;
		}
		ticket -= weight;
	}
	return 0;
}

/* --- The walk ---------------------------------------------------------------------------- */

/* After a move along the path: back again, and there again. */
static void go_back_and_forth(struct walker *w, const struct buf *view)
{
	struct event e;
	struct buf there = lasting_of(w->live);
	insist(w, walk_back(w->live, 1, &e) == OUTCOME_OK, "after a move there is a way back");
	record(w, &e);
	struct buf again = view_of(w->live);
	insist(w, is_same(view, &again), "a move and back leave all that conditions see as it was");
	buf_finish(&again);
	if (one_in(w, 2)) {
		insist(w, walk_redo(w->live, 1, &e) == OUTCOME_OK,
		       "what was undone can be done again");
		record(w, &e);
		again = lasting_of(w->live);
		insist(w, is_same(&there, &again), "back and forth leave everything as it was");
		buf_finish(&again);
	}
	buf_finish(&there);
	w->n_backs++;
}

static void move(struct walker *w)
{
	struct event e;
	size_t i = move_at_random(w);
	struct buf before = dump_of(w->live), view = view_of(w->live);
	enum outcome outcome = moves[i].make(w, &e);
	insist(w, is_dump(w->live, &before), "asking for a move changes nothing");
	if (outcome != OUTCOME_OK) {
		w->n_refused++;
	} else {
		insist(w, e.n == walk_last_n(w->live) + 1, "an event has the next number");
		record(w, &e);
		if (moves[i].make == try_edit) {
			check_edit(w, &e);
		}
		if (e.kind == EVENT_GO && one_in(w, ONE_BACK_IN)) {
			go_back_and_forth(w, &view);
		}
	}
	if (one_in(w, ONE_RELOAD_IN)) {
		reload(w);
	}
	buf_finish(&view);
	buf_finish(&before);
}

/* As the store does after the last line: what the journey no longer has is dropped. */
static void settle(struct walker *w)
{
	walk_settle(w->read);
	insist(w, walk_step(w->read) != NULL, "a settled walk stands on a step of the journey");
	for (size_t i = 0; i < walk_n_places(w->read); i++) {
		insist(w, walk_place(w->read, i)->step < w->journey->n_steps,
		       "a settled path has only steps of the journey");
	}
	struct buf once = dump_of(w->read);
	walk_settle(w->read);
	insist(w, is_dump(w->read, &once), "settling twice is settling once");
	buf_finish(&once);
}

static FILE *open_output(const char *path, unsigned long walk, const struct options *o)
{
	struct buf name = {0};
	buf_add(&name, str_from(path));
	if (o->walks > 1) {
		buf_addf(&name, ".%lu", walk + 1);
	}
	FILE *f = fopen(name.ptr, "wb");
	if (f == NULL) {
		fprintf(stderr, "%s: %s\n", name.ptr, strerror(errno));
		exit(EXIT_FAILURE);
	}
	buf_finish(&name);
	return f;
}

static void close_output(FILE *f)
{
	if (fclose(f) != 0) {
		perror("walker");
		exit(EXIT_FAILURE);
	}
}

static bool read_bytes(const char *path, struct buf *out)
{
	char block[4096];
	size_t n;
	FILE *f = fopen(path, "rb");
	if (f == NULL) {
		return false;
	}
	while ((n = fread(block, 1, sizeof block, f)) > 0) {
		buf_add(out, (struct str){block, n});
	}
	fclose(f);
	return true;
}

/* Takes up a carnet of an earlier version: its lines, then what the change of journey is. */
static void take_up(struct walker *w)
{
	struct buf bytes = {0}, whole = {0};
	struct event e;
	if (!read_bytes(w->options->after, &bytes)) {
		broken(w, "the carnet to go on with can be read");
	}
	struct str rest = buf_str(&bytes), line;
	while (str_next_line(&rest, &line)) {
		buf_clear(&whole);
		buf_add(&whole, line);
		buf_addc(&whole, '\n');
		w->last_line = w->lines.len;
		put_line(w, buf_str(&whole));
		insist(w, fold_line(w->read, line) && fold_line(w->live, line),
		       "a line of before can be read");
		put_state(w, walk_last_n(w->read));
	}
	walk_settle(w->live);
	if (walk_reopen(w->live, &e) == OUTCOME_OK) {
		record(w, &e);
	}
	buf_finish(&whole);
	buf_finish(&bytes);
}

static void walk_once(const struct journey *j, const struct options *o, unsigned long number)
{
	struct walker w = {.journey = j, .options = o, .is_same = true};
	struct event first;
	w.random = o->seed + number * UINT64_C(0xD1342543DE82EF95);
	w.carnet = open_output(o->carnet, number, o);
	w.states = open_output(o->states, number, o);
	w.live = walk_create(j, j->steps[j->start].id);
	w.read = walk_create(j, j->steps[j->start].id);
	if (o->after != NULL) {
		take_up(&w);
	} else {
		walk_begin_event(w.live, STR("safari 0.1.0"), &first);
		record(&w, &first);
	}
	for (unsigned long i = 0; i < o->moves; i++) {
		move(&w);
	}
	reload(&w);
	settle(&w);
	printf("walk %lu: %lu events, %lu refused, %lu damaged, %lu repeated, %lu backs, "
	       "%lu reloads, %zu places\n",
	       number + 1, w.n_events, w.n_refused, w.n_damaged, w.n_repeated, w.n_backs,
	       w.n_reloads, walk_n_places(w.live));
	close_output(w.states);
	close_output(w.carnet);
	walk_destroy(w.read);
	walk_destroy(w.live);
	buf_finish(&w.lines);
	arena_finish(&w.arena);
}

/* --- The program ---------------------------------------------------------------------------- */

static bool read_options(int argc, char **argv, struct options *o)
{
	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;
		if (strcmp(argv[i], "--rough") == 0) {
			o->rough = true;
			continue;
		}
		if (strncmp(argv[i], "--", 2) != 0) {
			o->journey = argv[i];
			continue;
		}
		if (value == NULL) {
			return false;
		}
		i++;
		if (strcmp(argv[i - 1], "--seed") == 0) {
			o->seed = strtoull(value, NULL, 10);
		} else if (strcmp(argv[i - 1], "--moves") == 0) {
			o->moves = strtoul(value, NULL, 10);
		} else if (strcmp(argv[i - 1], "--walks") == 0) {
			o->walks = strtoul(value, NULL, 10);
		} else if (strcmp(argv[i - 1], "--carnet") == 0) {
			o->carnet = value;
		} else if (strcmp(argv[i - 1], "--after") == 0) {
			o->after = value;
		} else if (strcmp(argv[i - 1], "--states") == 0) {
			o->states = value;
		} else {
			return false;
		}
	}
	return o->journey != NULL && o->carnet != NULL && o->states != NULL;
}

int main(int argc, char **argv)
{
	struct options o = {.seed = 1, .moves = 200, .walks = 1};
	if (!read_options(argc, argv, &o)) {
		fprintf(stderr, "usage: walker JOURNEY --seed S --moves N --walks W --carnet FILE "
		                "--states FILE [--rough]\n");
		return EXIT_FAILURE;
	}
	struct journey *j = load_from_disk(o.journey);
	if (j == NULL) {
		return EXIT_FAILURE;
	}
	for (unsigned long i = 0; i < o.walks; i++) {
		walk_once(j, &o, i);
	}
	journey_destroy(j);
	return EXIT_SUCCESS;
}
