/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_DRAFT_H
#define UI_DRAFT_H

#include "buf.h"
#include "moves.h"
#include "str.h"
#include "walk.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * A note being written: of a note step, of the margin of any. Each edit is an event, so
 * that a machine that stops takes nothing with it: the text as it was, before the first
 * edit; then each edit; then the whole. Nothing typed, no event. A zeroed draft is closed.
 */
struct draft {
	struct walk *walk;
	struct str step; /* of which step; lent by the journey */
	struct str what; /* `quoi`; lent, static */
	struct buf text;
	bool is_open, has_begun;
};

/* Opens it on the walk's note of that step, whose text it takes up. */
void draft_open(struct draft *d, struct walk *w, struct str step, struct str what);

/* What there is to begin with, where nothing was written: kept by the first edit. */
void draft_offer(struct draft *d, struct str text);

/*
 * `cut` characters at `at` give way to `put`. Malformed bytes of `put` become U+FFFD; it is
 * kept in NFC.
 */
void draft_edit(struct draft *d, struct moves *m, uint32_t at, uint32_t cut, struct str put);

/* A line more, at the end. */
void draft_add_line(struct draft *d, struct moves *m, struct str line);

/* Takes all of it away; the note stays open. */
void draft_erase(struct draft *d, struct moves *m);

/* Closes it: where something was typed, the whole text without blanks at its end. */
void draft_close(struct draft *d, struct moves *m);

/* Frees it, as it is. */
void draft_finish(struct draft *d);

/* `cut` characters at `at` that give way to `put`; `put` lent by the new text. */
struct draft_change {
	uint32_t at, cut;
	struct str put;
};

/* The one edit that leads from a text to another; false where they are the same. */
bool draft_change_between(struct str old, struct str new, struct draft_change *ret);

#endif
