/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a step may lead: the one list of its edges, for all that walk the graph. */
#include "graph.h"

static void give(edge_fn each, void *ctx, step_id to, enum edge_kind kind)
{
	if (to != STEP_NONE) {
		each(ctx, to, kind);
	}
}

void step_each_edge(const struct step *s, edge_fn each, void *ctx)
{
	for (uint32_t i = 0; i < s->n_options; i++) {
		give(each, ctx, s->options[i].to, EDGE_ON);
		give(each, ctx, s->options[i].detour, EDGE_CALL);
	}
	for (uint32_t i = 0; i < s->n_edges; i++) {
		give(each, ctx, s->edges[i].to, EDGE_ON);
	}
	give(each, ctx, s->to, EDGE_ON);
	give(each, ctx, s->otherwise, EDGE_ON);
	give(each, ctx, s->reminder, EDGE_ON);
	if (s->hub != NULL) {
		for (uint32_t i = 0; i < s->hub->n_items; i++) {
			give(each, ctx, s->hub->items[i].to, EDGE_CALL);
		}
		give(each, ctx, s->hub->then, EDGE_ON);
	}
}
