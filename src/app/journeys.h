/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_JOURNEYS_H
#define APP_JOURNEYS_H

#include "buf.h"
#include "diag.h"
#include "follow.h"
#include "journey.h"
#include "load.h"
#include "places.h"

#include <stdbool.h>

/* Where journeys of the program itself lie, beside those of the user. */
struct journey_places {
	struct environment environment;
	struct str installed;   /* the data folder */
	struct str source_tree; /* when run from a build folder, else empty */
	bool no_colours;        /* of findings, on a terminal too */
};

/* A file that the loader asked for, there or not, as it was just before it was read. */
struct asked {
	struct buf path;
	struct file_mark mark;
};

/* A journey that was loaded, with what it takes to print its diagnostics. */
struct loaded {
	struct journey *journey; /* NULL: it has errors, or can't be read */
	struct load_sources sources;
	struct diags diags;
	struct buf path;
	struct asked *asked;
	size_t n_asked;
	uint64_t hash;  /* of all that was asked for and what came: another one, another journey */
	bool stands_in; /* see loaded_stand_in */
	bool no_colours;
};

/* By a name or a path. loaded->journey is NULL where it can't be walked; the diags say why. */
void journey_open(struct loaded *ret_loaded, const struct journey_places *places, struct str name);

/* The same by the path of its main file. */
void journey_open_at(struct loaded *ret_loaded, struct str path);
void loaded_finish(struct loaded *l);

/*
 * For --suivre: files that have errors from the start get a journey of a page in their place,
 * which says so, until they have none. False where there are no files at all.
 */
bool loaded_stand_in(struct loaded *l);

/* Every finding, on the standard error; coloured where that is a terminal and NO_COLOR isn't
 * set. */
void loaded_print(const struct loaded *l);

#endif
