/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the dialogue, which asks, and the store, which may refuse: the sentences are here. */
#include "session.h"

#include "carnet_file.h"
#include "i18n.h"
#include "reading.h"
#include "reasons.h"
#include "remarks.h"

#include <errno.h>

void session_init(struct session *s, const struct journey *j, const struct session_world *world)
{
	*s = (struct session){.journey = j, .world = world};
	if (world->data_folder.len > 0) {
		buf_addf(&s->folder, "%.*s/%.*s", STR_ARG(world->data_folder), STR_ARG(j->id));
	}
}

void session_finish(struct session *s)
{
	session_close(s);
	buf_finish(&s->folder);
	buf_finish(&s->name);
	buf_finish(&s->lines);
	buf_finish(&s->remarks);
	buf_finish(&s->problem);
	buf_finish(&s->lost);
}

/* The worst is what counts at the end. */
static void raise_trouble(struct session *s, enum session_trouble trouble)
{
	if (trouble > s->trouble) {
		s->trouble = trouble;
	}
}

static void say_unsaved(struct session *s, const struct carnet_problem *p)
{
	buf_clear(&s->problem);
	if (s->folder.len == 0) {
		buf_add(&s->problem,
		        str_from(_("aucun dossier personnel (HOME n'est pas défini) ; ce que vous "
		                   "faites ne sera pas gardé")));
		return;
	}
	buf_addf(&s->problem, "%s (%.*s)", reason_of_error(p->error), STR_ARG(buf_str(&p->path)));
}

static struct carnet_place place_of(const struct session *s)
{
	return (struct carnet_place){buf_str(&s->folder), buf_str(&s->name)};
}

/* A walk in memory. */
static void begin_walk(struct session *s, step_id start)
{
	struct event first;
	s->walk = walk_create(s->journey, s->journey->steps[start].id);
	walk_begin_event(s->walk, s->world->program, &first);
	walk_fold(s->walk, &first);
	event_write(&s->lines, &first, clock_stamp(s->world->clock));
}

/* Nothing can be saved, and the problem says why. */
static void begin_in_memory(struct session *s, step_id start, const struct carnet_problem *p)
{
	begin_walk(s, start);
	say_unsaved(s, p);
}

static enum carnet_outcome make(struct session *s, step_id start, struct carnet_problem *p)
{
	s->walk = walk_create(s->journey, s->journey->steps[start].id);
	struct event first;
	walk_begin_event(s->walk, s->world->program, &first);
	enum carnet_outcome outcome =
		carnet_make(place_of(s), &first, clock_stamp(s->world->clock), &s->carnet, p);
	if (outcome == CARNET_OK) {
		walk_fold(s->walk, &first);
	} else {
		walk_destroy(s->walk);
		s->walk = NULL;
	}
	return outcome;
}

enum {
	MAX_FREE_NAMES = 1000, /* tried before giving up */
};

bool session_check_name(struct str name, struct buf *reason)
{
	bool well = carnet_name_is_valid(name);
	if (!well) {
		buf_add(reason,
		        str_from(_("Ce nom ne convient pas : 64 lettres au plus, sans « / » ni "
		                   "point au début.")));
	}
	return well;
}

bool session_begin(struct session *s, struct str name, step_id start, struct buf *reason)
{
	session_close(s);
	bool is_free = name.len == 0;
	struct carnet_problem p = {0};
	if (!is_free && !session_check_name(name, reason)) {
		return false;
	}
	buf_clear(&s->name);
	buf_add(&s->name, name);
	if (s->is_trial) {
		begin_walk(s, start);
		return true;
	}
	enum carnet_outcome outcome = CARNET_UNWRITABLE;
	for (unsigned n = 1; s->folder.len > 0 && n <= MAX_FREE_NAMES; n++) {
		if (is_free) {
			carnet_nth_name(&s->name, str_from(_("mon-carnet")), n);
		}
		outcome = make(s, start, &p);
		bool is_taken = outcome == CARNET_UNWRITABLE && p.error == EEXIST;
		if (!is_free || !is_taken) {
			break;
		}
	}
	bool well = true;
	if (outcome == CARNET_UNWRITABLE && p.error == EEXIST) {
		buf_addf(reason, _("Un carnet s'appelle déjà « %.*s »."),
		         STR_ARG(buf_str(&s->name)));
		well = false;
	} else if (outcome != CARNET_OK) {
		begin_in_memory(s, start, &p);
	}
	carnet_problem_finish(&p);
	return well;
}

/* The journey changed since: it is said once, for the carnet then knows it. */
static void reopen(struct session *s, const struct carnet_reading *r)
{
	struct event e;
	if (s->carnet == NULL || walk_reopen(s->walk, &e) != OUTCOME_OK) {
		return;
	}
	remarks_add_change(&s->remarks, s->walk, r, e.n_removed);
	walk_fold(s->walk, &e);
	session_save(s, &e, 1);
}

/* « Il n'y a pas de carnet de ce nom (/home/ana/…). » */
static void add_refusal(struct buf *reason, enum carnet_outcome outcome, struct str path)
{
	struct str why = str_from(remarks_refusal(outcome));
	if (path.len > 0 && str_ends(why, STR("."))) {
		buf_addf(reason, "%.*s (%.*s).", STR_ARG(str_slice(why, 0, why.len - 1)),
		         STR_ARG(path));
	} else {
		buf_add(reason, why);
	}
}

bool session_open(struct session *s, struct str name, struct buf *reason)
{
	session_close(s);
	s->is_absent = false;
	if (!rescue_let_go(s->world->rescue, buf_str(&s->folder), name, reason)) {
		return false;
	}
	buf_clear(&s->name);
	buf_add(&s->name, name);
	struct carnet_problem p = {0};
	struct carnet_reading r = {0};
	enum carnet_outcome outcome =
		s->folder.len == 0 || !carnet_name_is_valid(name)
			? CARNET_ABSENT
			: carnet_open(place_of(s), s->journey, &s->carnet, &s->walk, &r, &p);
	bool well = s->walk != NULL;
	s->is_absent = outcome == CARNET_ABSENT;
	s->read_only = s->carnet == NULL;
	if (!well) {
		add_refusal(reason, outcome, buf_str(&p.path));
	} else {
		// The last line of a carnet that another holds may be in the midst of being
		// written.
		bool is_being_written = outcome == CARNET_BUSY && r.cut;
		if (!is_being_written) {
			remarks_add_damage(&s->remarks, &r);
		}
	}
	if (outcome == CARNET_BUSY) {
		raise_trouble(s, SESSION_BUSY);
		remarks_add_holder(&s->remarks, &p);
	} else if (well && outcome == CARNET_UNWRITABLE) {
		raise_trouble(s, SESSION_CANT_CREATE);
		remarks_add_unwritable(&s->remarks, &p);
	} else if (outcome == CARNET_NEWER) {
		remarks_add_newer(&s->remarks);
	}
	reopen(s, &r);
	carnet_reading_finish(&r);
	carnet_problem_finish(&p);
	return well;
}

/* All that was done is in memory: a carnet may be had now. */
static void make_late(struct session *s)
{
	struct carnet_problem p = {0};
	if (s->folder.len == 0) {
		return;
	}
	if (carnet_make_whole(place_of(s), buf_str(&s->lines), &s->carnet, &p) == CARNET_OK) {
		buf_clear(&s->lines);
		buf_clear(&s->problem);
	} else {
		say_unsaved(s, &p);
	}
	carnet_problem_finish(&p);
}

static void save_in_memory(struct session *s, const struct event *events, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		event_write(&s->lines, &events[i], clock_stamp(s->world->clock));
	}
	make_late(s);
}

/* --- Trials ------------------------------------------------------------------------------ */

static void rename_in(struct str *name, struct str from, struct str to)
{
	if (from.len > 0 && str_eq(*name, from)) {
		*name = to;
	}
}

/* An author gives names as they like: what was walked has those of now. */
static void rename_event(struct event *e, const struct journey *j, struct str from, struct str to)
{
	rename_in(&e->start, from, to);
	rename_in(&e->from, from, to);
	rename_in(&e->to, from, to);
	rename_in(&e->step, from, to);
	if (e->by == PASSAGE_CARREFOUR) {
		rename_in(&e->choice, from, to);
	}
	for (size_t i = 0; i < e->n_legs; i++) {
		rename_in(&e->legs[i].to, from, to);
		if (e->legs[i].by == PASSAGE_CARREFOUR) {
			rename_in(&e->legs[i].choice, from, to);
		}
	}
	if (e->kind == EVENT_BEGIN) {
		e->journey = j->id;
	}
}

/* The lines anew, by what is true of the journey now. */
static void rewrite_lines(struct session *s, struct str from, struct str to)
{
	struct arena arena = {0};
	struct buf lines = {0};
	struct str rest = buf_str(&s->lines), line, utc;
	struct event e;
	while (str_next_line(&rest, &line)) {
		if (event_read(&arena, line, &e, &utc) == EVENT_READ) {
			rename_event(&e, s->journey, from, to);
			event_write(&lines, &e, clock_stamp(s->world->clock));
		}
	}
	arena_finish(&arena);
	buf_finish(&s->lines);
	s->lines = lines;
}

void session_reread(struct session *s, const struct journey *j, struct str from, struct str to)
{
	struct carnet_reading r = {0};
	s->journey = j;
	if (s->walk == NULL) {
		return;
	}
	rewrite_lines(s, from, to);
	walk_destroy(s->walk);
	s->walk = NULL;
	(void)reading_fold(buf_str(&s->lines), j, &s->walk, &r);
	carnet_reading_finish(&r);
}

void session_save(struct session *s, const struct event *events, size_t n)
{
	if (s->carnet == NULL) {
		if (s->lines.len > 0) {
			save_in_memory(s, events, n);
		}
		return;
	}
	if (n == 0 && carnet_n_waiting(s->carnet) == 0) {
		return;
	}
	struct carnet_problem p = {0};
	enum carnet_outcome outcome = n == 0 ? carnet_retry(s->carnet, &p) : CARNET_OK;
	for (size_t i = 0; i < n; i++) {
		outcome = carnet_append(s->carnet, &events[i], clock_stamp(s->world->clock), &p);
	}
	if (outcome == CARNET_OK) {
		buf_clear(&s->problem);
	} else {
		say_unsaved(s, &p);
	}
	carnet_problem_finish(&p);
}

/* What is only in memory goes where the person may still keep it. */
static void hand_over(struct session *s)
{
	// More than its first line.
	bool has_moves = str_find(buf_str(&s->lines), STR("\n"), 0) + 1 < s->lines.len;
	raise_trouble(s, SESSION_CANT_CREATE);
	if (has_moves) {
		rescue_add_lines(&s->lost, buf_str(&s->problem), buf_str(&s->lines));
	}
}

void session_close(struct session *s)
{
	session_save(s, NULL, 0);
	if (s->carnet != NULL && carnet_n_waiting(s->carnet) > 0) {
		rescue_take(s->world->rescue, s->carnet, buf_str(&s->name), buf_str(&s->problem));
		s->carnet = NULL;
	} else if (!s->is_trial && s->lines.len > 0) {
		hand_over(s);
	}
	carnet_close(s->carnet);
	walk_destroy(s->walk);
	s->carnet = NULL;
	s->walk = NULL;
	s->read_only = false;
	buf_clear(&s->remarks);
	buf_clear(&s->problem);
	buf_clear(&s->lines);
}
