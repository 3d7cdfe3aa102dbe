/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_STATS_H
#define JOURNEY_STATS_H

#include "journey.h"

/* What a reader should know of a journey before lending it. */
struct stats {
	uint32_t n_steps; /* places: without junctions */
	uint32_t n_of_kind[STEP_N_KINDS];
	uint32_t n_choices, n_fields;
	uint32_t n_resources;
	/* Of what a walker reads: texts of steps, in words and sentences. */
	uint32_t n_words, n_blocks, n_sentences;
	uint32_t longest_block, longest_sentence; /* words */
	step_id longest_block_at, longest_sentence_at;
	/*
	 * Screens of the longest walk that takes each détour and each item of a hub once and never
	 * goes round; returns to a hub are screens too. Conditions may forbid it: at most.
	 */
	uint32_t longest_walk;
};

void stats_make(struct stats *ret_stats, const struct journey *j);

/* How many resources are meant for the audience: named for it, or for everybody. */
uint32_t stats_resources_for(const struct journey *j, uint32_t audience);

/* And how many of those lie at a step that `met` says is reached. */
uint32_t stats_resources_met(const struct journey *j, uint32_t audience, const bool *met);

#endif
