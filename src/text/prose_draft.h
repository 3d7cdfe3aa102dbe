/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEXT_PROSE_DRAFT_H
#define TEXT_PROSE_DRAFT_H

#include "prose.h"

/*
 * A block in the making: one text, with styles over it, that becomes typeset runs. For the
 * files of prose only. A zeroed draft is a valid empty one.
 */
struct prose_stretch {
	size_t end; /* in the text; it begins where the one before ends */
	unsigned style;
	struct str target;
};

struct prose_stretches {
	struct prose_stretch *list;
	size_t n, cap;
};

struct prose_draft {
	struct buf text;
	struct prose_stretches stretches;
	bool keeps_indent; /* its leading blanks mean something */
};

/* Blocks that grow; the memory is the caller's to free. */
struct prose_blocks {
	struct prose_block *list;
	size_t n, cap;
};

/* Between two paragraphs of a draft. Sanitised text never holds one. */
#define PROSE_PARAGRAPH_SEPARATOR STR("\u2029")

void prose_draft_finish(struct prose_draft *d);

/* Appends text that is sanitised. */
void prose_draft_add(struct prose_draft *d, struct str text, unsigned style, struct str target);

/*
 * Adds a block like `model` for each paragraph of the draft in which there is something
 * to see, from byte `from` on, with its runs in the arena; then empties the draft.
 */
void prose_draft_close(struct prose_draft *d, size_t from, struct prose_block model,
                       struct arena *arena, struct prose_blocks *blocks);

#endif
