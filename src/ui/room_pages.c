/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An idea in pages. Every way of cutting it is weighed, from its last line up, and the least bad
 * one is taken.
 */
#include "room.h"

static bool is_blank(const struct sheet *s, size_t line)
{
	return s->lines[line].n == 0;
}

/* A page of an idea from one of its lines on: the best of those that fit. */
struct cut {
	size_t end; /* of its lines */
	size_t bad; /* of it and of all that follow; SIZE_MAX: nothing fits */
};

static size_t skip_blanks(const struct sheet *s, size_t from)
{
	while (from < s->n && is_blank(s, from)) {
		from++;
	}
	return from;
}

size_t room_foot_rows(const struct room_idea *idea)
{
	return idea->foot.n > 0 ? idea->foot.n + 1 : 0;
}

/*
 * Half a page is best: few words, and not one thing in bits. A paragraph is cut only where it is
 * too long for a page; a line is alone on one only where it is all that there is.
 */
static size_t badness(const struct sheet *s, size_t first, size_t end, size_t height)
{
	size_t n = end - first, half = height / 2, inside = height * height, alone = 4 * inside;
	size_t bad = half + (n > half ? n - half : half - n) * (n > half ? n - half : half - n);
	bool is_whole = skip_blanks(s, 0) == first && skip_blanks(s, end) == s->n;
	if (n == 1 && !is_whole) {
		bad += alone;
	}
	if (end < s->n && !is_blank(s, end)) {
		bool stays = n > 1 && is_blank(s, end - 2);
		bool goes = end + 1 == s->n || is_blank(s, end + 1);
		bad += inside + (stays || goes ? alone : 0);
	}
	return bad;
}

/* The best page of each line that can begin one, from the last up; false: the foot fits nowhere. */
static bool find_cuts(const struct room *r, const struct room_idea *idea, size_t foot,
                      struct cut *cuts)
{
	const struct sheet *s = &idea->sheet;
	size_t begin = skip_blanks(s, 0);
	cuts[s->n] = (struct cut){0};
	for (size_t first = s->n; first-- > begin;) {
		cuts[first].bad = SIZE_MAX;
		for (size_t end = first + 1; end <= s->n && end - first <= r->height; end++) {
			size_t next = skip_blanks(s, end);
			bool has_foot = idea->foot_is_first ? first == begin : next == s->n;
			size_t rows = end - first + (has_foot ? foot : 0);
			if (is_blank(s, end - 1) || rows > r->height ||
			    cuts[next].bad == SIZE_MAX) {
				continue;
			}
			size_t bad = badness(s, first, end, r->height) + cuts[next].bad;
			if (bad < cuts[first].bad) {
				cuts[first] = (struct cut){end, bad};
			}
		}
	}
	return cuts[begin].bad < SIZE_MAX;
}

/* A foot that has no room under any of its text has a page. */
void room_cut_pages(struct room *r, size_t i)
{
	const struct room_idea *idea = &r->ideas[i];
	const struct sheet *s = &idea->sheet;
	struct cut *cuts = arena_array(r->arena, s->n + 1, sizeof *cuts);
	struct room_page foot = {.idea = i, .has_foot = true};
	size_t first = skip_blanks(s, 0), n_before = r->n_pages;
	bool fits = find_cuts(r, idea, room_foot_rows(idea), cuts) && first < s->n;
	if (!fits) {
		(void)find_cuts(r, idea, 0, cuts);
	}
	if (!fits && idea->foot.n > 0 && idea->foot_is_first) {
		r->pages[r->n_pages++] = foot;
	}
	while (first < s->n) {
		size_t end = cuts[first].end;
		r->pages[r->n_pages++] = (struct room_page){i, first, end - first, false};
		first = skip_blanks(s, end);
	}
	if (!fits && idea->foot.n > 0 && !idea->foot_is_first) {
		r->pages[r->n_pages++] = foot;
	}
	if (fits && idea->foot.n > 0) {
		r->pages[idea->foot_is_first ? n_before : r->n_pages - 1].has_foot = true;
	}
}

struct room_spot room_spot(const struct room *r)
{
	const struct room_page *page = &r->pages[r->page];
	bool is_fork = page->idea == r->n_ideas;
	return (struct room_spot){is_fork, page->idea, page->first,
	                          is_fork ? 0 : r->ideas[page->idea].sheet.n};
}

/* As far in the idea as it was, whatever its lines are now. */
size_t room_page_of(const struct room *r, const struct room_spot *spot)
{
	size_t found = 0;
	if (spot->is_fork) {
		return r->n_pages - 1;
	}
	for (size_t i = 0; i < r->n_pages && r->pages[i].idea < r->n_ideas; i++) {
		const struct room_page *page = &r->pages[i];
		size_t n = r->ideas[page->idea].sheet.n;
		if (page->idea < spot->idea ||
		    (page->idea == spot->idea && page->first * spot->n_lines <= spot->line * n)) {
			found = i;
		}
	}
	return found;
}
