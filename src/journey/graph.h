/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_GRAPH_H
#define JOURNEY_GRAPH_H

#include "journey.h"

/* The edges of the graph, as if every condition could be true. Private to journey/. */
enum edge_kind {
	EDGE_ON,   /* a way on: same calls open */
	EDGE_CALL, /* a détour, a hub's item: one call deeper */
};

typedef void (*edge_fn)(void *ctx, step_id to, enum edge_kind kind);

void step_each_edge(const struct step *s, edge_fn each, void *ctx);

#endif
