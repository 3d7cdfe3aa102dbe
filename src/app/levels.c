/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A nest of journeys over their carnets. Each level's face is made and destroyed with it; the
 * walks stay when one face follows another.
 */
#include "levels.h"

#include "carnet_deeds.h"
#include "i18n.h"
#include "known.h"
#include "mem.h"
#include "output.h"

#include <unistd.h>

struct level *levels_top(struct levels *l)
{
	return &l->list[l->n - 1];
}

/* --- Carnets -------------------------------------------------------------------------------- */

/* Lets the level's carnet go. */
static void close_carnet(struct levels *l, struct level *level)
{
	struct session *s = &level->session;
	session_close(s);
	if (s->trouble > l->worst) {
		l->worst = s->trouble;
	}
	if (l->face != NULL && l->face->hand_over != NULL && s->lost.len > 0) {
		l->face->hand_over(l->face_ctx, buf_str(&s->lost));
	} else {
		buf_add(&l->lost, buf_str(&s->lost));
	}
	buf_clear(&s->lost);
}

static void tell_bin(struct levels *l, const struct level *level)
{
	if (l->face->tell_bin != NULL) {
		l->face->tell_bin(level->face, level->bin);
	}
}

static struct turn go_home(struct levels *l)
{
	struct level *level = levels_top(l);
	l->face->leave_walk(level->face);
	rescue_retry(&l->rescue);
	close_carnet(l, level);
	struct buf reason = {0};
	known_read(level, &reason);
	rescue_add_remarks(&l->rescue, &reason);
	tell_bin(l, level);
	struct turn turn = l->face->home(l->face_ctx, level->face, level->carnets, level->list.n);
	if (reason.len > 0) {
		turn = l->face->refuse(l->face_ctx, level->face, buf_str(&reason));
	}
	buf_finish(&reason);
	return turn;
}

/* --- Levels -------------------------------------------------------------------------------- */

static void push_level(struct levels *l, struct loaded *take_loaded)
{
	struct level *level = &l->list[l->n++];
	*level = (struct level){.loaded = *take_loaded};
	session_init(&level->session, level->loaded.journey, &l->world);
	level->session.is_trial = l->setup->is_trial;
	if (l->face != NULL) {
		level->face = l->face->create(l->face_ctx, level, l->n > 1);
	}
}

static void pop_level(struct levels *l)
{
	struct level *level = levels_top(l);
	if (l->face != NULL) {
		l->face->leave_walk(level->face);
	}
	close_carnet(l, level);
	if (l->face != NULL) {
		l->face->destroy(level->face);
	}
	session_finish(&level->session);
	known_forget(level);
	loaded_finish(&level->loaded);
	l->n--;
}

void levels_init(struct levels *l, const struct levels_setup *setup, struct loaded *take_loaded)
{
	*l = (struct levels){.setup = setup};
	clock_begin(&l->clock);
	struct str data = setup->is_trial ? STR("") : setup->data_folder;
	l->world = (struct session_world){&l->clock, &l->rescue, setup->program, data};
	push_level(l, take_loaded);
}

enum status levels_finish(struct levels *l)
{
	static const enum status statuses[] = {
		[SESSION_SOUND] = STATUS_OK,
		[SESSION_BUSY] = STATUS_BUSY,
		[SESSION_CANT_CREATE] = STATUS_CANT_CREATE,
		[SESSION_NOT_SAVED] = STATUS_NOT_SAVED,
	};

	while (l->n > 0) {
		pop_level(l);
	}
	if (rescue_finish(&l->rescue, &l->lost)) {
		l->worst = SESSION_NOT_SAVED;
	}
	// Where nobody reads the one, somebody may read the other.
	if (!output_write(STDOUT_FILENO, buf_str(&l->lost))) {
		(void)output_write(STDERR_FILENO, buf_str(&l->lost));
	}
	buf_finish(&l->lost);
	bool only_failed = l->failed && l->worst == SESSION_SOUND;
	return only_failed ? STATUS_FAILURE : statuses[l->worst];
}

void levels_fail(struct levels *l)
{
	l->failed = true;
}

/* --- Faces ------------------------------------------------------------------------------------ */

void levels_take_face(struct levels *l, const struct face *face, void *ctx)
{
	l->face = face;
	l->face_ctx = ctx;
	for (int i = 0; i < l->n; i++) {
		l->list[i].face = face->create(ctx, &l->list[i], i > 0);
	}
}

void levels_drop_face(struct levels *l)
{
	for (int i = l->n - 1; i >= 0; i--) {
		l->face->leave_walk(l->list[i].face);
		l->face->destroy(l->list[i].face);
		l->list[i].face = NULL;
	}
	l->face = NULL;
	l->face_ctx = NULL;
}

/* --- Wishes --------------------------------------------------------------------------------- */

struct turn levels_refuse(struct levels *l, struct buf *take_reason)
{
	struct turn turn = l->face->refuse(l->face_ctx, levels_top(l)->face, buf_str(take_reason));
	buf_finish(take_reason);
	return turn;
}

struct turn levels_refuse_with(struct levels *l, const char *why)
{
	return l->face->refuse(l->face_ctx, levels_top(l)->face, str_from(why));
}

static struct turn enter(struct levels *l, struct walk_entry how)
{
	struct level *level = levels_top(l);
	const struct session *s = &level->session;
	l->begun = true;
	l->face->saved(l->face_ctx, level->face, buf_str(&s->problem), false);
	how.walk = s->walk;
	how.name = buf_str(&s->name);
	how.read_only = s->read_only;
	return l->face->enter(l->face_ctx, level->face, &how);
}

static struct turn open_carnet(struct levels *l, struct str name, step_id jump)
{
	struct buf reason = {0};
	struct level *level = levels_top(l);
	struct session *s = &level->session;
	bool was_open = s->walk != NULL;
	if (was_open) {
		// It is read again: the walk that the face has is about to go.
		l->face->leave_walk(level->face);
	}
	if (!session_open(s, name, &reason)) {
		if (was_open) {
			(void)go_home(l);
		}
		return levels_refuse(l, &reason);
	}
	return enter(l, (struct walk_entry){
				.resumed = true, .jump = jump, .remarks = buf_str(&s->remarks)});
}

static struct turn new_carnet(struct levels *l, struct str name, step_id start)
{
	struct buf reason = {0};
	struct session *s = &levels_top(l)->session;
	if (!session_begin(s, name, start, &reason)) {
		return levels_refuse(l, &reason);
	}
	return enter(l, (struct walk_entry){.jump = STEP_NONE, .remarks = buf_str(&s->remarks)});
}

/*
 * The newest carnet of the level's journey that can be read, else a new one at its beginning.
 * False, with a sentence, where there is neither.
 */
static bool begin_journey(struct level *level, bool *ret_resumed, struct buf *reason)
{
	known_read(level, reason);
	if (reason->len > 0) {
		return false;
	}
	for (size_t i = 0; i < level->list.n; i++) {
		const struct known_carnet *c = &level->carnets[i];
		if (!c->is_unreadable && session_open(&level->session, c->name, reason)) {
			*ret_resumed = true;
			return true;
		}
	}
	buf_clear(reason);
	*ret_resumed = false;
	return session_begin(&level->session, STR(""), level->loaded.journey->start, reason);
}

static struct turn open_journey(struct levels *l, struct str name)
{
	struct buf reason = {0};
	struct loaded loaded = {0};
	if (l->n == MAX_NESTED_JOURNEYS) {
		return levels_refuse_with(
			l, _("Trop de parcours sont déjà ouverts l'un dans l'autre."));
	}
	journey_open(&loaded, l->setup->places, name);
	if (loaded.journey == NULL) {
		loaded_finish(&loaded);
		buf_addf(&reason, _("Le parcours « %.*s » ne s'ouvre pas ici."), STR_ARG(name));
		return levels_refuse(l, &reason);
	}
	push_level(l, &loaded);
	struct session *s = &levels_top(l)->session;
	bool resumed;
	if (!begin_journey(levels_top(l), &resumed, &reason)) {
		pop_level(l);
		return levels_refuse(l, &reason);
	}
	return enter(l, (struct walk_entry){.resumed = resumed,
	                                    .jump = STEP_NONE,
	                                    .remarks = buf_str(&s->remarks)});
}

/* Out of the innermost journey: its outer one's start screen. */
static struct turn come_back(struct levels *l)
{
	if (l->n > 1) {
		pop_level(l);
	}
	return go_home(l);
}

enum {
	MAX_BEGIN_TRIES = 3,
};

enum status levels_begin(struct levels *l, struct buf *reason)
{
	struct level *level = levels_top(l);
	struct session *s = &level->session;
	struct str name = l->setup->carnet;
	if (name.ptr == NULL) {
		return STATUS_OK;
	}
	if (!session_check_name(name, reason)) {
		return STATUS_USAGE;
	}
	/* Another safari may begin it, or erase it, between the two: then it is tried again. */
	for (int i = 0; i < MAX_BEGIN_TRIES; i++) {
		buf_clear(reason);
		l->resumed = session_open(s, name, reason);
		if (l->resumed) {
			return STATUS_OK;
		}
		if (!s->is_absent) {
			return STATUS_FAILURE;
		}
		buf_clear(reason);
		if (session_begin(s, name, level->loaded.journey->start, reason)) {
			return STATUS_OK;
		}
	}
	buf_clear(reason);
	buf_addf(reason, _("Un autre safari est en train de commencer le carnet « %.*s »."),
	         STR_ARG(name));
	return STATUS_BUSY;
}

struct turn levels_show(struct levels *l)
{
	const struct session *s = &levels_top(l)->session;
	struct walk_entry entry = {.jump = STEP_NONE};
	if (s->walk == NULL) {
		return go_home(l);
	}
	if (!l->begun) {
		entry.resumed = l->resumed;
		entry.remarks = buf_str(&s->remarks);
	}
	return enter(l, entry);
}

/* --- Another reading ------------------------------------------------------------------------- */

/* The walk is settled on the new journey already. */
static void jump(struct level *level, struct str step)
{
	struct session *s = &level->session;
	struct event e;
	step_id to = journey_step(level->loaded.journey, step);
	if (to != STEP_NONE && walk_jump(s->walk, to, &e) == OUTCOME_OK) {
		walk_fold(s->walk, &e);
		session_save(s, &e, 1);
	}
}

/* The level's new face shows where one is, as the old one did. */
static struct turn show_again(struct levels *l, const void *older, bool is_same_step,
                              struct str remark)
{
	struct level *level = levels_top(l);
	const struct session *s = &level->session;
	struct walk_entry entry = {
		.jump = STEP_NONE, .walk = s->walk, .name = buf_str(&s->name), .is_reread = true};
	if (s->walk != NULL) {
		(void)l->face->enter(l->face_ctx, level->face, &entry);
	} else {
		tell_bin(l, level);
		(void)l->face->home(l->face_ctx, level->face, level->carnets, level->list.n);
	}
	return l->face->take_after(l->face_ctx, level->face, older, is_same_step, remark);
}

struct turn levels_replace(struct levels *l, struct loaded *take_now, const struct replacement *how)
{
	struct level *level = levels_top(l);
	struct session *s = &level->session;
	struct loaded older = level->loaded;
	void *face = level->face;
	struct turn typed = l->face->settle(l->face_ctx, face);
	levels_save(l, &typed);
	level->loaded = *take_now;
	session_reread(s, level->loaded.journey, how->from, how->to);
	bool is_same_step = s->walk == NULL ||
	                    str_eq(walk_step_name(s->walk, walk_here(s->walk)->step), how->to);
	if (how->jump.len > 0) {
		jump(level, how->jump);
		is_same_step = false;
	}
	level->face = l->face->create(l->face_ctx, level, l->n > 1);
	struct turn turn = show_again(l, face, is_same_step, how->remark);
	l->face->destroy(face);
	loaded_finish(&older);
	return turn;
}

/* --- Turns --------------------------------------------------------------------------------------
 */

static void save_events(struct levels *l, const struct event *events, size_t n)
{
	struct level *level = levels_top(l);
	bool was_well = level->session.problem.len == 0;
	session_save(&level->session, events, n);
	struct str problem = buf_str(&level->session.problem);
	l->face->saved(l->face_ctx, level->face, problem, was_well && problem.len > 0);
}

void levels_save(struct levels *l, const struct turn *turn)
{
	save_events(l, turn->events, turn->n_events);
}

bool levels_has_unsaved(struct levels *l)
{
	const struct session *s = &levels_top(l)->session;
	return (s->folder.len > 0 && s->problem.len > 0) || l->rescue.n > 0;
}

void levels_retry(struct levels *l)
{
	rescue_retry(&l->rescue);
	save_events(l, NULL, 0);
}

static bool is_of_files(enum wish wish)
{
	return wish >= WISH_RENAME_CARNET && wish <= WISH_ERASE_CARNET;
}

static bool is_of_journeys(enum wish wish)
{
	return wish == WISH_HOME || wish == WISH_OPEN_CARNET || wish == WISH_NEW_CARNET ||
	       wish == WISH_OPEN_JOURNEY || is_of_files(wish);
}

/* What is wished of a carnet as a whole file; the list of them is read again. */
static struct turn do_deed(struct levels *l, const struct turn *turn)
{
	struct level *level = levels_top(l);
	struct buf said = {0}, reason = {0}, erased = {0};
	struct deed_place place = {
		.data_folder = l->setup->data_folder,
		.folder = buf_str(&level->session.folder),
		.journey = level->loaded.journey->id,
		.home = l->setup->places->environment.home,
	};
	if (place.folder.len == 0) {
		return levels_refuse_with(
			l, _("Aucun dossier personnel (HOME n'est pas défini), donc aucun "
		             "carnet."));
	}
	if (!deed_do(&place, turn, &said, &erased)) {
		return levels_refuse(l, &said);
	}
	known_read(level, &reason);
	tell_bin(l, level);
	struct turn next = l->face->told(l->face_ctx, level->face, level->carnets, level->list.n,
	                                 (struct deed_done){
						 buf_str(reason.len > 0 ? &reason : &said),
						 buf_str(&erased),
					 });
	buf_finish(&erased);
	buf_finish(&said);
	buf_finish(&reason);
	return next;
}

struct turn levels_carry_out(struct levels *l, struct turn turn)
{
	while (is_of_journeys(turn.wish)) {
		if (turn.wish == WISH_HOME) {
			turn = come_back(l);
		} else if (is_of_files(turn.wish)) {
			turn = do_deed(l, &turn);
		} else if (turn.wish == WISH_OPEN_CARNET) {
			turn = open_carnet(l, turn.name, turn.start);
		} else if (turn.wish == WISH_NEW_CARNET) {
			turn = new_carnet(l, turn.name, turn.start);
		} else {
			turn = open_journey(l, turn.name);
		}
		levels_save(l, &turn);
	}
	return turn;
}
