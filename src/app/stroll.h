/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_STROLL_H
#define APP_STROLL_H

#include "buf.h"
#include "journey.h"
#include "walk.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A walk at random, that answers whatever it is asked: the same seed walks the same way. Its
 * lines are those of a carnet.
 */
struct stroll {
	struct walk *walk;
	struct buf lines;
	uint64_t random;
};

/* Begins at the step, with its first line. */
void stroll_init(struct stroll *s, const struct journey *j, step_id start, uint64_t seed);
void stroll_finish(struct stroll *s);

/* One move more. False at an ending, or where there is no way on. */
bool stroll_move(struct stroll *s);

#endif
