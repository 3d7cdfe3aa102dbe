/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_CARNET_FILE_H
#define STORE_CARNET_FILE_H

#include "buf.h"
#include "carnet.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Carnets as whole files: moved, copied, taken elsewhere and brought back. Their bytes stay
 * as they are, no carnet is ever written over another, and none is deleted. What is made is
 * there whole or not at all, whatever the run is stopped at.
 *
 * Each gives CARNET_OK, else fills the problem: CARNET_ABSENT, CARNET_BUSY (holder),
 * CARNET_UNREADABLE, CARNET_UNWRITABLE (EEXIST: the name is taken), CARNET_NOT_SAVED (the
 * disk refuses; nothing was made).
 */

/* The same carnet by another name, or in another folder, which is made where it lacks. */
enum carnet_outcome carnet_move(struct carnet_place from, struct carnet_place to,
                                struct carnet_problem *problem);

/* Into `corbeille/` below its folder, by its name or the first free one like it: *ret_path. */
enum carnet_outcome carnet_erase(struct carnet_place place, struct buf *ret_path,
                                 struct carnet_problem *problem);

/* A copy, also of one that another safari holds: then up to its last whole line. */
enum carnet_outcome carnet_copy(struct carnet_place from, struct carnet_place to,
                                struct carnet_problem *problem);

/*
 * A copy in any folder that is there (a key). An earlier copy of this very carnet is brought
 * up to date; beside another one of that name, a free name is taken: *ret_path.
 */
enum carnet_outcome carnet_export(struct carnet_place from, struct str folder, struct buf *ret_path,
                                  struct carnet_problem *problem);

/* What a carnet says of itself, without its journey. */
struct carnet_sight {
	struct buf journey; /* its id; empty where the first line can't be read */
	uint32_t version;
	size_t n_lines;   /* good ones, the first included */
	size_t n_damaged; /* lines that can't be read, or lack */
};

void carnet_sight_finish(struct carnet_sight *s);
void carnet_sight_make(struct carnet_sight *ret_sight, struct str bytes);

/* The bytes of a file, a carnet or not. Owned. */
enum carnet_outcome carnet_bytes(struct str path, struct buf *ret_bytes,
                                 struct carnet_problem *problem);

/* A new carnet with these bytes. */
enum carnet_outcome carnet_import(struct str bytes, struct carnet_place to,
                                  struct carnet_problem *problem);

/* « NOM » for 1, then « NOM-2 »…, shortened where a name would be too long. */
void carnet_nth_name(struct buf *out, struct str name, unsigned n);

#endif
