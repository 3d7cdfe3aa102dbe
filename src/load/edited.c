/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps are compared as their author wrote them: the lines from a step's name to what stands
 * less far to the right, or to the next step. So whatever was changed of it counts, and nothing
 * that was changed elsewhere.
 */
#include "edited.h"

#include "mem.h"

#include <stdlib.h>

/* Where each step of a reading begins, in the order of the files. */
struct outline {
	struct edition of;
	step_id *order;
	uint32_t *rank; /* of a step, in that order */
};

static int compare_places(const struct span *a, const struct span *b)
{
	if (a->file != b->file) {
		return a->file < b->file ? -1 : 1;
	}
	if (a->line != b->line) {
		return a->line < b->line ? -1 : 1;
	}
	return a->col < b->col ? -1 : a->col > b->col;
}

struct placed {
	struct span span;
	step_id step;
};

static int compare_placed(const void *a, const void *b)
{
	return compare_places(&((const struct placed *)a)->span, &((const struct placed *)b)->span);
}

static void outline_make(struct outline *o, struct edition of)
{
	uint32_t n = of.journey->n_steps;
	struct placed *placed = mem_array(n, sizeof placed[0]);
	*o = (struct outline){of, mem_array(n, sizeof o->order[0]),
	                      mem_array(n, sizeof o->rank[0])};
	for (step_id s = 0; s < n; s++) {
		placed[s] = (struct placed){of.journey->steps[s].span, s};
	}
	qsort(placed, n, sizeof placed[0], compare_placed);
	for (uint32_t i = 0; i < n; i++) {
		o->order[i] = placed[i].step;
		o->rank[placed[i].step] = i;
	}
	mem_free(placed);
}

static void outline_finish(struct outline *o)
{
	mem_free(o->order);
	mem_free(o->rank);
}

static uint32_t indent_of(struct str line)
{
	uint32_t n = 0;
	while (n < line.len && line.ptr[n] == ' ') {
		n++;
	}
	return n;
}

static bool says_nothing(struct str line)
{
	struct str text = str_trim(line);
	return text.len == 0 || text.ptr[0] == '#';
}

/* The first line from `line` on that no longer belongs to what is indented more than that. */
static size_t end_of_block(const struct source *s, uint32_t line, uint32_t indent)
{
	for (uint32_t i = line; i <= s->n_lines; i++) {
		struct str text = source_line(s, i);
		if (!says_nothing(text) && indent_of(text) <= indent) {
			return source_line_at(s, i);
		}
	}
	return s->bytes.len;
}

/* All that was written of a step, from behind its name on. */
static struct str lines_of(const struct outline *o, step_id step)
{
	const struct journey *j = o->of.journey;
	const struct span *at = &j->steps[step].span;
	if (at->file == SPAN_NO_FILE || at->file >= o->of.sources->n) {
		return (struct str){0};
	}
	const struct source *s = &o->of.sources->list[at->file];
	size_t from = source_offset(s, at->line, at->col), to = s->bytes.len;
	uint32_t next = o->rank[step] + 1;
	if (next < j->n_steps && j->steps[o->order[next]].span.file == at->file) {
		const struct span *after = &j->steps[o->order[next]].span;
		to = source_offset(s, after->line, after->col);
	}
	if (indent_of(source_line(s, at->line)) == at->col - 1) {
		size_t end = end_of_block(s, at->line + 1, at->col - 1);
		to = end < to ? end : to;
	}
	from += j->steps[step].id.len;
	return str_trim(str_slice(s->bytes, from, to > from ? to - from : 0));
}

/* The step of the same name; STEP_NONE: there is none. */
static step_id twin(const struct outline *o, const struct outline *of, step_id step)
{
	return journey_step(o->of.journey, of->of.journey->steps[step].id);
}

static bool is_shown(const struct outline *o, step_id step)
{
	return o->of.journey->steps[step].kind != STEP_JUNCTION;
}

static step_id find_edited(const struct outline *older, const struct outline *newer, step_id here)
{
	step_id added = STEP_NONE, changed = STEP_NONE;
	uint32_t n_added = 0, n_changed = 0;
	for (step_id s = 0; s < newer->of.journey->n_steps; s++) {
		step_id before = twin(older, newer, s);
		bool is_changed =
			before != STEP_NONE && !str_eq(lines_of(newer, s), lines_of(older, before));
		if (is_changed && before == here) {
			return s;
		}
		if (is_changed) {
			changed = s;
			n_changed++;
		} else if (before == STEP_NONE) {
			added = s;
			n_added++;
		}
	}
	step_id found = n_added == 1 ? added : n_added == 0 && n_changed == 1 ? changed : STEP_NONE;
	return found != STEP_NONE && is_shown(newer, found) ? found : STEP_NONE;
}

step_id edited_step(struct edition older, struct edition newer, step_id here)
{
	struct outline before, after;
	outline_make(&before, older);
	outline_make(&after, newer);
	step_id found = find_edited(&before, &after, here);
	outline_finish(&before);
	outline_finish(&after);
	return found;
}

/* True where both stand behind a step of one name, or first. */
static bool is_same_place(const struct outline *older, step_id before, const struct outline *newer,
                          step_id after)
{
	uint32_t i = older->rank[before], k = newer->rank[after];
	return i == 0 || k == 0 ? i == k
	                        : twin(newer, older, older->order[i - 1]) == newer->order[k - 1];
}

static step_id find_name(const struct outline *older, const struct outline *newer, step_id here)
{
	struct str lines = lines_of(older, here);
	step_id by_lines = STEP_NONE, by_place = STEP_NONE;
	uint32_t n_by_lines = 0, n_by_place = 0;
	for (step_id s = 0; s < newer->of.journey->n_steps; s++) {
		if (twin(older, newer, s) != STEP_NONE || !is_shown(newer, s)) {
			continue;
		}
		if (str_eq(lines_of(newer, s), lines)) {
			by_lines = s;
			n_by_lines++;
		}
		if (is_same_place(older, here, newer, s)) {
			by_place = s;
			n_by_place++;
		}
	}
	return n_by_lines == 1 ? by_lines : n_by_place == 1 ? by_place : STEP_NONE;
}

step_id edited_name(struct edition older, struct edition newer, step_id here)
{
	struct outline before, after;
	if (journey_step(newer.journey, older.journey->steps[here].id) != STEP_NONE) {
		return STEP_NONE;
	}
	outline_make(&before, older);
	outline_make(&after, newer);
	step_id found = find_name(&before, &after, here);
	outline_finish(&before);
	outline_finish(&after);
	return found;
}
