/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEXT_PROSE_LOOK_H
#define TEXT_PROSE_LOOK_H

#include "prose.h"

enum {
	PROSE_MAX_DEPTH = 16, /* lists and quotations deeper than this are drawn at this depth */
};

/* What differs between the screen and plain lines. For the files of prose only. */
struct prose_look {
	uint32_t cols;
	uint32_t quote_cols; /* how far a quotation stands in */
	struct str bullet;
	rune_width_fn width;
};

/* As prose_layout. */
struct prose_lines prose_lay(struct arena *arena, const struct prose *prose,
                             const struct prose_look *look);

#endif
