/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_BOOK_H
#define UI_BOOK_H

#include "arena.h"
#include "str.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The carnet read through, as data, the same for plain mode and the screens: at an arrival, the
 * text that was composed last, as its first page; what was answered and composed on the way that
 * leads here, camp by camp; bets; what lies ahead after going back; notes in the
 * margin; what is kept; what the journey has no place for any more. What was answered on a way
 * that isn't taken now comes last, for who asks.
 */
enum book_part {
	BOOK_FIRST_PAGE,
	BOOK_ANSWERS,
	BOOK_BETS,
	BOOK_AHEAD,
	BOOK_MARGINS,
	BOOK_KEPT,
	BOOK_ORPHANS,
	BOOK_BESIDE,
	BOOK_N_PARTS,
};

enum book_kind {
	BOOK_PAIR,  /* a title and its answer */
	BOOK_FIELD, /* the same, of one field of a step that has several */
	BOOK_NOTE,  /* what was written, in a note or a margin */
	BOOK_TEXT,  /* a composition, retouched or as it is drawn */
	BOOK_HARVEST,
	BOOK_RESOURCE,
};

struct book_entry {
	enum book_part part;
	enum book_kind kind;
	step_id step;       /* STEP_NONE: of an orphan, of a resource, or gone */
	uint32_t field;     /* as visit_edit takes it */
	uint32_t resource;  /* of BOOK_RESOURCE */
	struct str camp;    /* of BOOK_ANSWERS: the one that begins here; may be empty */
	struct str group;   /* of the first BOOK_FIELD of a step: its title */
	struct str title;   /* plain lines */
	struct str answer;  /* « laissé ouvert » where it was */
	struct str written; /* several lines, as they are */
	bool is_editable;
};

struct book_entry *book_make(struct arena *arena, struct walk *w, size_t *ret_n);

/* What stands over a part, « Vos paris »; NULL: nothing does. */
const char *book_heading(enum book_part part);

#endif
