/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_STATS_H
#define JOURNEY_STATS_H

#include "journey.h"

/* What a reader should know of a journey before lending it. */
struct stats {
	uint32_t n_steps; /* places: without junctions */
	uint32_t n_of_kind[STEP_N_KINDS];
	uint32_t n_choices;
	uint32_t n_typed; /* notes, and fields where one writes instead of choosing */
	uint32_t n_resources;
	/* Of what a walker reads: texts of steps, in words, paragraphs and items, sentences. */
	uint32_t n_words, n_blocks, n_sentences;
	uint32_t longest_block, longest_sentence; /* words */
	step_id longest_block_at, longest_sentence_at;
};

void stats_make(struct stats *ret_stats, const struct journey *j);

/* How many resources are meant for the audience: named for it, or for everybody. */
uint32_t stats_resources_for(const struct journey *j, uint32_t audience);

/* And how many of those lie at a step that `met` says is reached. */
uint32_t stats_resources_met(const struct journey *j, uint32_t audience, const bool *met);

#endif
