/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting words as a reader would. */
#include "stats.h"

#include "mem.h"
#include "utf8.h"

#include <string.h>

struct reading {
	struct stats *stats;
	step_id step;
	uint32_t n_in_block, n_in_sentence;
};

static void end_sentence(struct reading *r)
{
	struct stats *s = r->stats;
	if (r->n_in_sentence > 0) {
		s->n_sentences++;
	}
	if (r->n_in_sentence > s->longest_sentence) {
		s->longest_sentence = r->n_in_sentence;
		s->longest_sentence_at = r->step;
	}
	r->n_in_sentence = 0;
}

static void end_block(struct reading *r)
{
	struct stats *s = r->stats;
	end_sentence(r);
	s->n_words += r->n_in_block;
	s->n_blocks += r->n_in_block > 0;
	if (r->n_in_block > s->longest_block) {
		s->longest_block = r->n_in_block;
		s->longest_block_at = r->step;
	}
	r->n_in_block = 0;
}

static bool is_letter(uint32_t rune)
{
	return (rune >= '0' && rune <= '9') || (rune >= 'a' && rune <= 'z') ||
	       (rune >= 'A' && rune <= 'Z') ||
	       (rune >= 0xC0 && rune != 0xD7 && rune != 0xF7 && rune < 0x2000) ||
	       (rune >= RUNE_MARK && rune <= RUNE_MARK_LAST);
}

/* A blank line ends a paragraph, and so does the next item of a list. */
static bool ends_block(struct str rest)
{
	return str_starts(rest, STR("\n\n")) || str_starts(rest, STR("\n- ")) ||
	       str_starts(rest, STR("\n* "));
}

/* A word has a letter or a figure in it; « : » alone, a dash or a star is none. */
static void read_text(struct reading *r, const struct text *t)
{
	uint32_t rune, last = 0;
	bool in_word = false;
	for (size_t at = 0; at < t->source.len;) {
		if (ends_block(str_slice(t->source, at, t->source.len - at))) {
			end_block(r);
		}
		at += utf8_decode(t->source, at, &rune);
		bool is_blank = rune == ' ' || rune == '\n' || rune == '\t' || rune == RUNE_NBSP;
		if (!is_blank && is_letter(rune) && !in_word) {
			in_word = true;
			r->n_in_block++;
			r->n_in_sentence++;
		}
		if (is_blank) {
			in_word = false;
			bool ends = last == '.' || last == '!' || last == '?' || last == 0x2026;
			if (ends) {
				end_sentence(r);
			}
		}
		last = rune;
	}
	end_block(r);
}

static void read_step(struct reading *r, const struct step *s)
{
	const struct text *texts[] = {&s->body, &s->question, &s->explanation, &s->composition};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		read_text(r, texts[i]);
	}
	if (s->sighting != NULL) {
		read_text(r, &s->sighting->scene);
		read_text(r, &s->sighting->story);
		read_text(r, &s->sighting->lesson);
	}
	for (uint32_t i = 0; i < s->n_options; i++) {
		read_text(r, &s->options[i].label);
		read_text(r, &s->options[i].explanation);
	}
	for (uint32_t i = 0; i < s->n_fields; i++) {
		read_text(r, &s->fields[i].label);
	}
}

static uint32_t n_typed(const struct step *s)
{
	uint32_t n = s->kind == STEP_NOTE;
	for (uint32_t i = 0; i < s->n_fields; i++) {
		enum field_type type = s->fields[i].type;
		n += type != FIELD_LIST && type != FIELD_SCALE && type != FIELD_YES_NO;
	}
	return n;
}

void stats_make(struct stats *ret_stats, const struct journey *j)
{
	*ret_stats = (struct stats){.n_resources = j->n_resources};
	struct reading r = {.stats = ret_stats};
	for (step_id s = 0; s < j->n_steps; s++) {
		const struct step *step = &j->steps[s];
		r.step = s;
		read_step(&r, step);
		ret_stats->n_of_kind[step->kind]++;
		ret_stats->n_steps += step->kind != STEP_JUNCTION;
		ret_stats->n_choices += step->n_options;
		ret_stats->n_typed += n_typed(step);
	}
}

static bool is_for(const struct resource *r, uint32_t audience)
{
	for (uint32_t i = 0; i < r->n_audiences; i++) {
		if (r->audiences[i] == audience) {
			return true;
		}
	}
	return r->n_audiences == 0 || audience == INDEX_NONE;
}

uint32_t stats_resources_for(const struct journey *j, uint32_t audience)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < j->n_resources; i++) {
		n += is_for(&j->resources[i], audience);
	}
	return n;
}

uint32_t stats_resources_met(const struct journey *j, uint32_t audience, const bool *met)
{
	bool *lies = mem_array(j->n_resources, sizeof lies[0]);
	uint32_t n = 0;
	for (step_id s = 0; s < j->n_steps; s++) {
		for (uint32_t i = 0; met[s] && i < j->steps[s].n_resources; i++) {
			lies[j->steps[s].resources[i]] = true;
		}
	}
	for (uint32_t i = 0; i < j->n_resources; i++) {
		n += lies[i] && is_for(&j->resources[i], audience);
	}
	mem_free(lies);
	return n;
}
