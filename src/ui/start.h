/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_START_H
#define UI_START_H

#include "arena.h"
#include "journey.h"
#include "str.h"
#include "turn.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The lines of the start screen, the same for plain mode and screens: the carnet to take up
 * again first, the doors, other beginnings; those that are quiet last.
 */
enum start_kind {
	START_CARNET,
	START_TELL, /* to a date that has passed, asked by start_question */
	START_DOOR,
	START_BEGIN, /* where there are no doors */
	START_NEW,   /* a new carnet, beside others */
};

struct start_row {
	enum start_kind kind;
	size_t index; /* of a carnet, of a door; of TELL an enum told */
	bool is_quiet;
	struct str label, summary; /* plain lines; `summary` may be empty */
};

struct start_of {
	const struct journey *journey;
	const struct known_carnet *carnets;
	size_t n_carnets;
	struct day today;
};

struct start_row *start_rows(struct arena *arena, const struct start_of *of, size_t *ret_n);

enum start_act {
	START_ACT_WISH,      /* the wish of `start_take` */
	START_ACT_CATALOGUE, /* the catalogue is to be opened */
	START_ACT_NAME,      /* a name for a new carnet is to be asked */
};

struct start_wish {
	enum wish wish;
	struct str name;
	step_id start;
	enum told told;
};

/* What stands above the first line of START_TELL; in the arena. Empty where there is none. */
struct str start_question(struct arena *arena, const struct start_of *of);

/* What taking the row comes to. */
enum start_act start_take(const struct start_of *of, const struct start_row *row,
                          struct start_wish *ret_wish);

/*
 * The carnet in which something is kept where none is open: the last one, else a new one at
 * the journey's beginning.
 */
struct start_wish start_keep(const struct start_of *of);

#endif
