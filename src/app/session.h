/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "buf.h"
#include "carnet.h"
#include "clock.h"
#include "journey.h"
#include "rescue.h"
#include "walk.h"

#include <stdbool.h>

/* From the least to the worst. */
enum session_trouble {
	SESSION_SOUND,
	SESSION_BUSY,        /* another safari holds it: status 75 */
	SESSION_CANT_CREATE, /* no carnet could be made: status 73 */
	SESSION_NOT_SAVED,   /* something could not be saved: status 74 */
};

/* What all sessions of a run have in common; lent. */
struct session_world {
	struct clock *clock;
	struct rescue *rescue;
	struct str program;     /* "safari 0.1.0" */
	struct str data_folder; /* $XDG_DATA_HOME/safari, or empty */
};

/*
 * One walker in one journey: the walk, the carnet that holds it, how saving goes. Where no
 * carnet can be had the walk goes on in memory, `problem` says so all along, and each save
 * tries to make one of all that was done.
 */
struct session {
	const struct journey *journey;
	const struct session_world *world;
	struct buf folder;     /* of this journey's carnets; empty: HOME and XDG unset */
	struct buf name;       /* of the carnet that is open */
	struct carnet *carnet; /* NULL: in memory, or only to be looked at */
	struct walk *walk;     /* NULL: none is open */
	struct buf remarks;    /* what reading it showed, in sentences */
	struct buf problem;    /* why it isn't saved; empty where all is well */
	struct buf lines;      /* of a walk in memory: the carnet that it would be */
	bool read_only;
	bool is_trial;  /* of an author: in memory, and nothing is kept or handed over */
	bool is_absent; /* what was to be opened isn't there, or was never begun */

	enum session_trouble trouble;
	struct buf lost; /* of a walk in memory that was left: its lines, for who shows them */
};

void session_init(struct session *s, const struct journey *j, const struct session_world *world);

/* Closes the walk too. */
void session_finish(struct session *s);

/* False, with a sentence, where no carnet can have the name. */
bool session_check_name(struct str name, struct buf *reason);

/*
 * Begins a carnet at the step. `name` empty: the first free one. False, with a sentence in
 * `reason`, only where a carnet of that name exists or the name can't be one.
 */
bool session_begin(struct session *s, struct str name, step_id start, struct buf *reason);

/* Opens one. False, with a sentence in `reason`, where it can't be walked at all. */
bool session_open(struct session *s, struct str name, struct buf *reason);

/*
 * The journey was read again, in a trial: the walk is folded anew on it, whatever changed. The
 * step `from` is called `to` now; where both are the same, or empty, none has another name.
 */
void session_reread(struct session *s, const struct journey *j, struct str from, struct str to);

/* Appends the events, in order; s->problem tells how it went. */
void session_save(struct session *s, const struct event *events, size_t n);

/*
 * Lets the carnet go, after a try to save what waits; where that fails, the rescue keeps it. Of
 * a walk that is only in memory the lines are added to s->lost.
 */
void session_close(struct session *s);

#endif
