/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_EDITED_H
#define LOAD_EDITED_H

#include "journey.h"
#include "source.h"

/* One reading of a journey, with what its files held. */
struct edition {
	const struct journey *journey;
	const struct sources *sources;
};

/*
 * Where an author is at work, between two readings of one journey, for somebody who stands at
 * the step `here` of the older one: that step, if its own lines changed; else the only one that
 * is new, or that changed. STEP_NONE: none of them more than another. Steps are of the newer.
 */
step_id edited_step(struct edition older, struct edition newer, step_id here);

/*
 * The step of the newer reading that took another name, if it is one: `here` of the older one
 * isn't there any more, and a single step that wasn't has its lines, or its place. STEP_NONE:
 * it was removed.
 */
step_id edited_name(struct edition older, struct edition newer, step_id here);

#endif
