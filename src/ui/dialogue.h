/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_DIALOGUE_H
#define UI_DIALOGUE_H

#include "buf.h"
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
 * Plain mode: the journey as a dialogue of lines. Pure: a line in, text and wishes out; app
 * reads the lines, prints the text and carries the wishes out. Nothing here moves a cursor,
 * draws or colours, and a drawing has its sentence; scripts and screen readers depend on its
 * grammar, which is in safari(1).
 */

/* A day as the walker's clock has it. */
struct day {
	struct date date;
	uint8_t weekday; /* 0 Sunday … 6 Saturday */
};

/* A carnet on the start screen, the last used first. */
struct dialogue_carnet {
	struct str name;
	struct str where;   /* the title of the step where it stopped; may be empty */
	struct day when;    /* date.year 0: unknown */
};

struct dialogue_setup {
	const struct journey *journey;
	const struct dialogue_carnet *carnets; /* lent until the next dialogue_home */
	size_t n_carnets;
	struct day today;
	struct str carnet_folder; /* as shown to people; empty: nothing can be saved */
	uint32_t cols;            /* to wrap at; 0: not at all */
	rune_width_fn width;
};

enum dialogue_wish {
	DIALOGUE_LISTEN,       /* print, then read the next line */
	DIALOGUE_HOME,         /* the start screen is wanted: app closes the carnet, lists those
	                          there are, and calls dialogue_home; of a journey that a door of
	                          another opened, it goes back to that one's start screen */
	DIALOGUE_OPEN_CARNET,  /* `name`: then dialogue_enter or dialogue_refuse */
	DIALOGUE_NEW_CARNET,   /* `name` (empty: app finds one) beginning at `start`: idem;
	                          with OPEN_CARNET `start` is the `jump` of the entry, or STEP_NONE */
	DIALOGUE_OPEN_JOURNEY, /* `name`: another journey; app comes back with dialogue_home */
	DIALOGUE_LEAVE,        /* print and end, status 0 */
};

/*
 * What a line came to. The events are folded already and are to be appended in this order,
 * before the text is printed; then dialogue_saved. Lent until the next call.
 */
struct dialogue_turn {
	enum dialogue_wish wish;
	struct str name;
	step_id start;
	const struct event *events;
	size_t n_events;
};

struct dialogue;

/* Owned. The setup's journey, carnets and strings are lent until dialogue_destroy. */
struct dialogue *dialogue_create(const struct dialogue_setup *setup);
void dialogue_destroy(struct dialogue *d);

/* The start screen: doors, the carnets to take up again. Appends to `out`, prompt last. */
struct dialogue_turn dialogue_home(struct dialogue *d, const struct dialogue_carnet *carnets,
                                   size_t n_carnets, struct buf *out);

/*
 * A carnet is open: its walk is lent until dialogue_leave_walk. `resumed` gives « Jusqu'ici »
 * first. `remarks` (may be empty) are said before all: damaged lines, a changed journey.
 * `read_only`: moves are refused with a sentence. `jump`: a step to go to at once by a saut
 * (a door taken in an open carnet), or STEP_NONE.
 */
struct dialogue_entry {
	struct walk *walk;
	struct str name;
	struct str remarks;
	bool resumed, read_only;
	step_id jump;
};
struct dialogue_turn dialogue_enter(struct dialogue *d, const struct dialogue_entry *entry,
                                    struct buf *out);

/* What was wished can't be: says why (a whole sentence) and asks again. */
struct dialogue_turn dialogue_refuse(struct dialogue *d, struct str why, struct buf *out);

/* One line that was read, without its end. */
struct dialogue_turn dialogue_line(struct dialogue *d, struct str line, struct buf *out);

/* The input has ended (end of file): what is being typed is kept, a last sentence is said. */
struct dialogue_turn dialogue_end(struct dialogue *d, struct buf *out);

/*
 * How saving went. `problem` empty: all is on the disk. Else the sentence is said before each
 * prompt (NON ENREGISTRÉ) until it is well again, and then that it is.
 */
void dialogue_saved(struct dialogue *d, struct str problem);

/* Forgets the walk (the carnet is being closed). */
void dialogue_leave_walk(struct dialogue *d);

#endif
