/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting words as a reader would, and screens as a walker. */
#include "stats.h"

#include "mem.h"
#include "utf8.h"

#include <string.h>

/* --- Words ------------------------------------------------------------------------------- */

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

/* A word has a letter or a figure in it; « : » alone, a dash or a star is none. */
static void read_text(struct reading *r, const struct text *t)
{
	uint32_t rune, last = 0;
	bool in_word = false;
	for (size_t at = 0; at < t->source.len;) {
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
			if (ends || (rune == '\n' && last == '\n')) {
				end_sentence(r);
			}
		}
		last = rune;
	}
	end_sentence(r);
}

static void read_step(struct reading *r, const struct step *s)
{
	const struct text *texts[] = {&s->body, &s->question, &s->explanation};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		read_text(r, texts[i]);
		end_block(r);
	}
	if (s->sighting != NULL) {
		read_text(r, &s->sighting->scene);
		end_block(r);
		read_text(r, &s->sighting->story);
		end_block(r);
		read_text(r, &s->sighting->lesson);
		end_block(r);
	}
	for (uint32_t i = 0; i < s->n_options; i++) {
		read_text(r, &s->options[i].label);
		end_block(r);
		read_text(r, &s->options[i].explanation);
		end_block(r);
	}
	for (uint32_t i = 0; i < s->n_fields; i++) {
		read_text(r, &s->fields[i].label);
		end_block(r);
	}
}

/* --- Screens ------------------------------------------------------------------------------ */

enum mark {
	MARK_NEW,
	MARK_OPEN,
	MARK_DONE,
};

/* Depth first with a stack of our own: a step is counted once all that it leads to is. */
struct longest {
	const struct journey *j;
	unsigned char *marks;
	uint32_t *screens;
	step_id *stack;
	size_t depth;
};

static void push(struct longest *l, step_id s)
{
	if (s != STEP_NONE && l->marks[s] == MARK_NEW) {
		l->stack[l->depth++] = s;
	}
}

static void push_all(struct longest *l, const struct step *s)
{
	for (uint32_t i = 0; i < s->n_options; i++) {
		push(l, s->options[i].to);
		push(l, s->options[i].detour);
	}
	for (uint32_t i = 0; i < s->n_edges; i++) {
		push(l, s->edges[i].to);
	}
	push(l, s->to);
	for (uint32_t i = 0; s->hub != NULL && i < s->hub->n_items; i++) {
		push(l, s->hub->items[i].to);
	}
	if (s->hub != NULL) {
		push(l, s->hub->then);
	}
}

/* A step that is still open would be a round: it adds nothing. */
static uint32_t screens_of(const struct longest *l, step_id s)
{
	return s != STEP_NONE && l->marks[s] == MARK_DONE ? l->screens[s] : 0;
}

static uint32_t more(uint32_t best, uint32_t other)
{
	return other > best ? other : best;
}

static uint32_t count_step(const struct longest *l, const struct step *s)
{
	uint32_t own = s->kind != STEP_JUNCTION, on = 0;
	for (uint32_t i = 0; i < s->n_options; i++) {
		uint32_t detour = screens_of(l, s->options[i].detour);
		own += detour > 0 ? detour + 1 : 0;
		on = more(on, screens_of(l, s->options[i].to));
	}
	for (uint32_t i = 0; i < s->n_edges; i++) {
		on = more(on, screens_of(l, s->edges[i].to));
	}
	for (uint32_t i = 0; s->hub != NULL && i < s->hub->n_items; i++) {
		own += screens_of(l, s->hub->items[i].to) + 1;
	}
	on = more(on, screens_of(l, s->to));
	return own + (s->hub != NULL ? more(on, screens_of(l, s->hub->then)) : on);
}

static uint32_t longest_from(struct longest *l, step_id start)
{
	push(l, start);
	while (l->depth > 0) {
		step_id s = l->stack[l->depth - 1];
		if (l->marks[s] == MARK_NEW) {
			l->marks[s] = MARK_OPEN;
			push_all(l, &l->j->steps[s]);
			continue;
		}
		l->depth--;
		if (l->marks[s] == MARK_OPEN) {
			l->screens[s] = count_step(l, &l->j->steps[s]);
			l->marks[s] = MARK_DONE;
		}
	}
	return l->screens[start];
}

static size_t n_edges(const struct journey *j)
{
	size_t n = 1;
	for (step_id s = 0; s < j->n_steps; s++) {
		const struct step *step = &j->steps[s];
		n += 3 + 2 * (size_t)step->n_options + step->n_edges;
		n += step->hub != NULL ? step->hub->n_items : 0;
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
		ret_stats->n_fields += step->n_fields;
	}
	struct longest l = {
		.j = j,
		.marks = mem_array(j->n_steps, sizeof l.marks[0]),
		.screens = mem_array(j->n_steps, sizeof l.screens[0]),
		.stack = mem_array(n_edges(j), sizeof l.stack[0]),
	};
	ret_stats->longest_walk = longest_from(&l, j->start);
	mem_free(l.marks);
	mem_free(l.screens);
	mem_free(l.stack);
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
