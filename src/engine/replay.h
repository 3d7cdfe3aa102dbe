/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_REPLAY_H
#define ENGINE_REPLAY_H

#include "buf.h"
#include "str.h"
#include "walk.h"

/*
 * A recorded walk is the lines of a carnet; of each, only what was done counts (`e`, `de`,
 * `à`, `par`, `choix`, `rép`, `étape`, `quoi`, `texte`, `pas`), so that one can be written by
 * hand. Replaying asks each move of the journey as it is now: it must be allowed, and must
 * lead where the record says, where it says so.
 */
enum replay_outcome {
	REPLAY_DONE,
	REPLAY_PASSED_OVER, /* nothing that a walker does */
	REPLAY_UNREADABLE,  /* no JSON object, or without `e` */
	REPLAY_ELSEWHERE,   /* the walk isn't at the step that the line begins from */
	REPLAY_REFUSED,     /* the journey doesn't allow it */
	REPLAY_LED_AWAY,    /* it leads elsewhere than recorded */
};

/* One line, folded where it was done. `reason`: a French sentence where it wasn't. */
enum replay_outcome replay_line(struct walk *w, struct str line, struct buf *reason);

/* Where the record begins: `début` of its first line, or empty. */
bool replay_start(struct str line, struct buf *ret_start);

#endif
