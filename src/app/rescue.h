/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_RESCUE_H
#define APP_RESCUE_H

#include "buf.h"
#include "carnet.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Carnets that were left while the disk refused something of theirs. They stay open, their lock
 * held, and are tried again; what isn't saved in the end is handed over as lines. None is opened
 * again before: what would be written then would take the numbers of the lines that wait.
 */
struct rescued {
	struct carnet *carnet;
	struct buf name, problem;
};

/* A zeroed one holds none. */
struct rescue {
	struct rescued *list;
	size_t n;
};

void rescue_take(struct rescue *r, struct carnet *take_carnet, struct str name, struct str problem);

/* Tries again those that can be saved now. */
void rescue_retry(struct rescue *r);

/* False, with a sentence, where this carnet still waits here. */
bool rescue_let_go(struct rescue *r, struct str folder, struct str name, struct buf *reason);

/* A sentence for each that waits. */
void rescue_add_remarks(const struct rescue *r, struct buf *out);

/* The last try. True where something had to be handed over, in `lost`. */
bool rescue_finish(struct rescue *r, struct buf *lost);

/* Of a walk that no carnet holds: its lines, and what can be done with them. */
void rescue_add_lines(struct buf *lost, struct str problem, struct str lines);

#endif
