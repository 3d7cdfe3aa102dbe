/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_CARNET_H
#define STORE_CARNET_H

#include "buf.h"
#include "event.h"
#include "str.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A carnet on the disk: an append-only file of lines, `FOLDER/NOM.carnet`, 0600 in 0700.
 * Nothing written is ever rewritten, and nothing is ever deleted here. What is acknowledged
 * was written and fdatasynced and, for a new file, so was every directory made for it.
 *
 * A write beyond RLIMIT_FSIZE is a failure like another only where SIGXFSZ is ignored; app
 * does that.
 */
enum carnet_outcome {
	CARNET_OK,
	CARNET_ABSENT,  /* no such carnet; error 0: a file is there, never begun, see carnet_make */
	CARNET_BUSY,    /* another safari holds it: see carnet_problem.holder */
	CARNET_NEWER,   /* of a newer format or a newer journey: read-only */
	CARNET_FOREIGN, /* of another journey */
	CARNET_UNREADABLE, /* there, and can't be read; nothing is started in its place. EBADMSG:
	                      not one good line; EINVAL: a FIFO, a device; ELOOP: a symbolic link */
	CARNET_UNWRITABLE, /* the folder can't be made or the file can't be made or opened */
	CARNET_NOT_SAVED,  /* an append failed; what waits is tried again at the next call */
};

/*
 * Why, for a message; a zeroed one is valid. Filled on every outcome but CARNET_OK and
 * CARNET_NEWER.
 */
struct carnet_problem {
	int error;         /* errno, or 0 */
	struct buf path;   /* of the file or folder that it is about */
	struct buf holder; /* where another process has the lock: what its file says, "pid host
	                      time", not sanitised; empty where it says nothing */
};

void carnet_problem_finish(struct carnet_problem *p);

/* `folder` is $XDG_DATA_HOME/safari/PARCOURS. `name` has no slash and isn't hidden. */
struct carnet_place {
	struct str folder, name;
};

struct carnet; /* open for writing, its lock held */

/*
 * True for a name that may be a carnet's: 1–64 bytes of UTF-8, no '/', no control, no
 * leading '.'. The functions below find no carnet by another name, and make none (EINVAL).
 */
bool carnet_name_is_valid(struct str name);

/*
 * Makes a new one with its first line and acknowledges it. CARNET_OK with *ret_carnet
 * Owned; else NULL and CARNET_UNWRITABLE, also where the first line isn't saved. A name
 * that is taken is EEXIST, its file untouched: by a file, or by another process that holds
 * the lock (problem.holder). Not taken is a name whose file is empty, or holds parts of a
 * first line only: its making was broken off before anything was acknowledged, and is
 * completed.
 */
enum carnet_outcome carnet_make(struct carnet_place place, const struct event *first,
                                struct stamp stamp, struct carnet **ret_carnet,
                                struct carnet_problem *problem);

/*
 * The same with all that the carnet holds so far, its first line included: there whole, and
 * acknowledged, or not at all. What can't be made leaves nothing behind.
 */
enum carnet_outcome carnet_make_whole(struct carnet_place place, struct str lines,
                                      struct carnet **ret_carnet, struct carnet_problem *problem);

/* What reading found beside the events. */
struct carnet_reading {
	size_t n_events;     /* folded */
	size_t n_damaged;    /* lines skipped, and once for each hole in the sequence that no
	                        skipped line accounts for */
	uint32_t *damaged;   /* their numbers, from 1, of a hole the line after it; Owned, see
	                        carnet_reading_finish */
	size_t n_mended;     /* of them, lines cut short by a write that was then repeated:
	                        nothing is missing */
	bool cut;            /* the last line is damaged, and has no end */
	bool torn;           /* the last line had no end: folded where it is whole, else skipped */
	struct buf last_utc; /* `t` of the last event */
	uint32_t version;    /* of the journey that the carnet last knew; 0: it doesn't say */
	bool moved;          /* the step at which it stopped is gone from the journey */
};

void carnet_reading_finish(struct carnet_reading *r);

/*
 * Reads without a lock: EVENT_BEGIN first (its journey must be j->id), then every event,
 * folded into a new walk, which is settled. Where the first line is damaged, the walk
 * begins at the journey's départ. CARNET_OK or CARNET_NEWER with *ret_walk Owned; else
 * *ret_walk is NULL and *ret_reading empty.
 */
enum carnet_outcome carnet_read(struct carnet_place place, const struct journey *j,
                                struct walk **ret_walk, struct carnet_reading *ret_reading,
                                struct carnet_problem *problem);

/*
 * Takes the lock, reads as carnet_read does, and stays open for writing; writes nothing
 * yet: a torn last line is ended by the first append. On CARNET_BUSY, CARNET_NEWER and
 * CARNET_UNWRITABLE (no right to write here, a disk that is read-only) *ret_walk is filled
 * all the same, to look at, and *ret_carnet is NULL.
 */
enum carnet_outcome carnet_open(struct carnet_place place, const struct journey *j,
                                struct carnet **ret_carnet, struct walk **ret_walk,
                                struct carnet_reading *ret_reading, struct carnet_problem *problem);

/*
 * Appends one event and makes it last: one write, one fdatasync, whatever the length.
 * After a failure (CARNET_NOT_SAVED) every event not yet acknowledged is kept in memory and
 * written again, before this one, at the next call. Where the file was taken away meanwhile,
 * its folder too, it is made again with all that it held.
 */
enum carnet_outcome carnet_append(struct carnet *c, const struct event *e, struct stamp stamp,
                                  struct carnet_problem *problem);

/* Tries again what waits. CARNET_OK when nothing waits any more. */
enum carnet_outcome carnet_retry(struct carnet *c, struct carnet_problem *problem);

/* How many events are not acknowledged. */
size_t carnet_n_waiting(const struct carnet *c);

/* What waits, as the lines that would have been written, for the standard output. Lent. */
struct str carnet_waiting(const struct carnet *c);

/*
 * True where somebody took the file away while it was open, and it could not be made again so
 * far: then the whole carnet waits, its first line too.
 */
bool carnet_is_gone(const struct carnet *c);

struct str carnet_path(const struct carnet *c);

/* Lets the lock go. What waits is lost with it: ask carnet_n_waiting first. Accepts NULL. */
void carnet_close(struct carnet *c);

/* One carnet of a folder, for the start screen. */
struct carnet_entry {
	struct buf name;
	int64_t changed_s; /* time of last change, seconds since 1970, to sort by */
};

struct carnet_list {
	struct carnet_entry *entries; /* the last changed first */
	size_t n;
};

/*
 * By their names: whether each can be read is not looked at, only that it was begun (see
 * carnet_make). An absent folder is an empty list; one that can't be read is CARNET_UNREADABLE.
 */
enum carnet_outcome carnet_list_read(struct str folder, struct carnet_list *ret_list,
                                     struct carnet_problem *problem);
void carnet_list_finish(struct carnet_list *l);

#endif
