/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_OUTLINE_H
#define JOURNEY_OUTLINE_H

#include "buf.h"
#include "journey.h"

/* The graph in the language of Graphviz: a box a step, sections together, conditions on edges. */
void outline_add_dot(struct buf *out, const struct journey *j);

/* The graph as lines, in the order of the files: each step, then where it leads. */
void outline_add_text(struct buf *out, const struct journey *j);

#endif
