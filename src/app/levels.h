/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_LEVELS_H
#define APP_LEVELS_H

#include "arena.h"
#include "carnet.h"
#include "clock.h"
#include "journeys.h"
#include "session.h"
#include "status.h"
#include "str.h"
#include "turn.h"

#include <stdbool.h>

enum {
	MAX_NESTED_JOURNEYS = 4, /* a door opens a journey whose door opens… */
};

/*
 * What plain mode and the screens do alike: journeys within journeys, their carnets, what is
 * wished of them, saving, how it all ends. A face is one of the two; walkers go from one to
 * the other on the same step.
 */
struct level {
	struct loaded loaded;
	struct session session;
	void *face; /* made by face->create */
	struct carnet_list list;
	struct known_carnet *carnets;
	struct arena said; /* what they ask */
	struct str bin;    /* the file of the last one in the bin, where none here has its name */
};

/* How a face is told; `ctx` is its own, `face` what it made for a level. */
struct face {
	void *(*create)(void *ctx, const struct level *level, bool has_outer);
	void (*destroy)(void *face);
	struct turn (*home)(void *ctx, void *face, const struct known_carnet *carnets, size_t n);
	struct turn (*enter)(void *ctx, void *face, const struct walk_entry *entry);
	struct turn (*refuse)(void *ctx, void *face, struct str why);
	/* `problem` empty: all is on the disk. `is_new`: it was well before. */
	void (*saved)(void *ctx, void *face, struct str problem, bool is_new);
	void (*leave_walk)(void *face);
	/* What a walk in memory held that was left, ready to be written as it is. NULL: it
	 * waits for the end. */
	void (*hand_over)(void *ctx, struct str lines);

	/*
	 * For --suivre. What is being typed becomes events; a face of the same level's newer
	 * journey, which has entered already, shows itself as the older one did, and says the
	 * remark; the journey's files have errors: the first, and all of them.
	 */
	struct turn (*settle)(void *ctx, void *face);
	struct turn (*take_after)(void *ctx, void *face, const void *older, bool is_same_step,
	                          struct str remark);
	struct turn (*warn)(void *ctx, void *face, struct str told, struct str all);

	/* Before home and told: the file in the bin, or empty. NULL: nobody takes it back. */
	void (*tell_bin)(void *face, struct str path);

	/* What was wished of a carnet's file is done. NULL: nothing is ever wished of one. */
	struct turn (*told)(void *ctx, void *face, const struct known_carnet *carnets, size_t n,
	                    struct deed_done done);
};

/* What another reading of the journey that is walked brings (rereading.h). Steps by their ids. */
struct replacement {
	struct str from, to; /* the step where one is has this name now; the same, or empty */
	struct str jump;     /* go there; or empty */
	struct str remark;   /* a sentence */
};

struct rereading;

struct levels_setup {
	const struct journey_places *places;
	struct str journey;     /* a name or a path */
	struct str carnet;      /* opened or begun at once; NULL: the start screen */
	struct str data_folder; /* $XDG_DATA_HOME/safari, or empty */
	struct str program;     /* "safari 0.1.0" */
	bool is_trial;          /* nothing is kept: no carnet is made, listed or opened */
};

struct levels {
	const struct levels_setup *setup;
	struct clock clock;
	struct rescue rescue;
	struct session_world world;             /* of every level's session */
	struct level list[MAX_NESTED_JOURNEYS]; /* the innermost, last, is walked */
	int n;
	struct rereading *rereading; /* --suivre; NULL: without */
	const struct face *face;     /* NULL: none now */
	void *face_ctx;
	bool begun;
	bool resumed; /* the setup's carnet was there already */
	bool failed;  /* something else than a carnet's trouble */
	enum session_trouble worst;
	struct buf lost; /* what no face has shown of what wasn't saved */
};

/* The outermost journey is given. */
void levels_init(struct levels *l, const struct levels_setup *setup, struct loaded *take_loaded);

/*
 * Opens or begins the setup's carnet, before there is a face. What can't be had ends the
 * program: not STATUS_OK, with a sentence in `reason`.
 */
enum status levels_begin(struct levels *l, struct buf *reason);

/* Lets every carnet go, and prints what could not be saved; how the program ends. */
enum status levels_finish(struct levels *l);

/* It ends with STATUS_FAILURE where nothing worse happens: the reason was said. */
void levels_fail(struct levels *l);

/* The level that is walked. */
struct level *levels_top(struct levels *l);

/* The face of every level from now on; `ctx` is lent until levels_drop_face. */
void levels_take_face(struct levels *l, const struct face *face, void *ctx);
void levels_drop_face(struct levels *l);

/*
 * What the face shows first: the start screen or the setup's carnet; the step where another
 * face was dropped.
 */
struct turn levels_show(struct levels *l);

/* What the turn changed goes to the disk, and the face is told how that went. */
void levels_save(struct levels *l, const struct turn *turn);

/* True where something isn't on the disk yet, of this carnet or one that was left. */
bool levels_has_unsaved(struct levels *l);

/* Tries it again. */
void levels_retry(struct levels *l);

/*
 * Carries out what is wished of journeys and carnets, and saves, wish after wish, until one is
 * the face's loop's own. The turn's own events are saved already.
 */
struct turn levels_carry_out(struct levels *l, struct turn turn);

/*
 * Another reading of the journey that is walked takes its place: the walk is folded anew on it.
 * Takes `take_now`.
 */
struct turn levels_replace(struct levels *l, struct loaded *take_now,
                           const struct replacement *how);

/* What was wished can't be. Takes `take_reason`'s bytes. */
struct turn levels_refuse(struct levels *l, struct buf *take_reason);

/* The same, of a sentence that is known. */
struct turn levels_refuse_with(struct levels *l, const char *why);

#endif
