/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_RETRACE_H
#define ENGINE_RETRACE_H

#include "buf.h"
#include "str.h"
#include "walk.h"

/*
 * A recorded walk is the lines of a carnet; of each, only what was done counts (`e`, `de`,
 * `à`, `par`, `choix`, `rép`, `étape`, `quoi`, `texte`, `pas`), so that one can be written by
 * hand. Retracing asks each move of the journey as it is now: it must be allowed, and must
 * lead where the record says, where it says so.
 */
enum retrace_outcome {
	RETRACE_DONE,
	RETRACE_PASSED_OVER, /* nothing that a walker does */
	RETRACE_UNREADABLE,  /* no JSON object, or without `e` */
	RETRACE_ELSEWHERE,   /* the walk isn't at the step that the line begins from */
	RETRACE_REFUSED,     /* the journey doesn't allow it */
	RETRACE_LED_AWAY,    /* it leads elsewhere than recorded */
};

/* One line, folded where it was done. `reason`: a French sentence where it wasn't. */
enum retrace_outcome retrace_line(struct walk *w, struct str line, struct buf *reason);

/* A whole record: how far it could be done again. Zeroed, then retraced_finish. */
struct retraced {
	bool well;
	uint32_t n_done; /* moves */
	uint32_t line;   /* where it stopped, from 1 */
	struct buf reason;
	struct buf here; /* the step where one is then */
};

void retraced_finish(struct retraced *r);

/*
 * Where its first line is that of a carnet, from there; else from the journey's beginning.
 * Blank lines and those that begin with # are passed over.
 */
void retrace_record(const struct journey *j, struct str record, struct retraced *ret);

#endif
