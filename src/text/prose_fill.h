/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEXT_PROSE_FILL_H
#define TEXT_PROSE_FILL_H

#include "prose.h"
#include "prose_draft.h"

/* The inside of prose_parse: what is gathered of the block that is open. */
struct prose_fill {
	struct prose_values values;
	bool is_line; /* all of it is on one line */
	struct prose_draft draft;
	unsigned style; /* of what is added, with its target */
	struct str target;
	bool splits;      /* a blank line in a value makes two blocks of it */
	bool after_empty; /* the last thing added was a value without a character */
	bool after_value; /* the last thing added was a value */
};

void prose_fill_begin(struct prose_fill *f, bool splits);

/* Adds sanitised text as it is. */
void prose_fill_add(struct prose_fill *f, struct str text);

/* Adds text of the source, its marks replaced by their values. */
void prose_fill_add_text(struct prose_fill *f, struct str text);

/* Adds what `&…;` stands for. */
void prose_fill_add_entity(struct prose_fill *f, struct str entity);

/* Appends without marks: a value never gets into an address. */
void prose_fill_without_marks(struct buf *out, struct str text);

#endif
