/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_TURN_H
#define UI_TURN_H

#include "event.h"
#include "french.h"
#include "journey.h"
#include "str.h"
#include "utf8.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What plain mode and the screens have in common towards app: what they are told, and what a
 * line or a key came to. Both are pure; app reads, shows what they made, saves, and carries
 * out what they wish.
 */

/* A day as the walker's clock has it. */
struct day {
	struct date date;
	uint8_t weekday; /* 0 Sunday … 6 Saturday */
};

/* A carnet on the start screen, the last used first, after them those that can't be read. */
struct known_carnet {
	struct str name;
	struct str where; /* the title of the step where it stopped; may be empty */
	struct day when;  /* date.year 0: unknown */
	bool has_arrived; /* at an ending from where nobody means to go on */
	struct str due;   /* what a date that is over asks, see due.h; empty: nothing */
	step_id due_at;   /* where it asks it */
	bool is_unreadable;
};

enum wish {
	WISH_LISTEN,        /* show, then read on */
	WISH_HOME,          /* the start screen: app closes the carnet, lists those there are and
	                       goes home; of a journey that a door of another opened, to that
	                       one's start screen */
	WISH_OPEN_CARNET,   /* `name`: then enter or refuse; `start`: the `jump` of the entry */
	WISH_NEW_CARNET,    /* `name` (empty: app finds one) beginning at `start`: idem */
	WISH_OPEN_JOURNEY,  /* `name`: another journey; app comes back by going home */
	WISH_RENAME_CARNET, /* `name` is called `other` from now on. Of this and the next: then
	                       those there are with a sentence, or refuse; no carnet is open */
	WISH_COPY_CARNET,   /* `other` becomes a copy of `name` */
	WISH_EXPORT_CARNET, /* `name` is copied into the folder `other` */
	WISH_IMPORT_CARNET, /* the file `other` becomes a carnet */
	WISH_ERASE_CARNET,  /* `name` goes into the bin */
	WISH_OTHER_FACE,    /* plain mode instead of the screens, or back, on the same step */
	WISH_OPEN_ADDRESS,  /* `name`: with what the system opens it with; then refuse, or on */
	WISH_COPY,          /* `name`: to the clipboard, by the terminal */
	WISH_SETTINGS,      /* what the walker finds comfortable has changed: keep it */
	WISH_SUSPEND,       /* as Ctrl-Z */
	WISH_LEAVE,         /* show and end, status 0 */
};

/* What came of one of WISH_RENAME_CARNET … WISH_ERASE_CARNET. */
struct deed_done {
	struct str sentence;
	struct str erased; /* the file in the bin of a carnet that went there; or empty */
};

/*
 * What a line or key came to. The events are folded already and are to be appended in this
 * order, before anything is shown. Lent until the next call.
 */
struct turn {
	enum wish wish;
	struct str name, other;
	step_id start;
	const struct event *events;
	size_t n_events;
};

/*
 * A carnet is open: its walk is lent until the face leaves it. `resumed` gives « Jusqu'ici »
 * first. `remarks` (may be empty) are said before all: damaged lines, a changed journey.
 * `read_only`: moves are refused with a sentence. `jump`: a step to go to at once by a saut
 * (a door taken in an open carnet), or STEP_NONE. `is_reread`: it was open, and its journey was
 * read again; nothing is said before the step.
 */
struct walk_entry {
	struct walk *walk;
	struct str name;
	struct str remarks;
	bool resumed, read_only, is_reread;
	step_id jump;
};

#endif
