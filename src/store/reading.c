/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the bytes of a carnet to a walk, in one pass. It keeps one invariant: every good
 * line is folded, whatever stands around it, and whatever was skipped is counted. A blank
 * line holds nothing and is nothing: carnet_append leaves one before what it writes again.
 */
#include "reading.h"

#include "arena.h"
#include "mem.h"

#include <string.h>

enum {
	CARNET_FORMAT = 1,       /* the newest `format` that is understood */
	ARENA_BYTES = 64 * 1024, /* how much of the lines' memory is kept before it is freed */
};

struct folding {
	const struct journey *journey;
	struct walk *walk; /* NULL until the first good line */
	struct carnet_reading reading;
	size_t cap_damaged;
	struct tally tally;
	bool newer, foreign;
};

/*
 * A line that ends in a brace, or has a whole seal and something behind it, was whole once;
 * else its writing was broken off.
 */
static bool is_broken_off(struct str line)
{
	const struct str seal = STR(",\"crc\":\"");
	const size_t seal_len = seal.len + strlen("01234567\"}");
	if (str_ends(line, STR("}"))) {
		return false;
	}
	size_t at = str_find(line, seal, 0);
	return at > line.len || line.len - at < seal_len;
}

void tally_unread(struct tally *t, struct str line)
{
	t->n_damaged++;
	t->n_unread++;
	t->n_broken += is_broken_off(line);
}

bool tally_event(struct tally *t, uint64_t n, bool *ret_hole)
{
	*ret_hole = false;
	if (n < t->next_n) {
		return false;
	}
	uint64_t n_missing = n - t->next_n;
	*ret_hole = n_missing > t->n_unread;
	if (*ret_hole) {
		t->n_damaged++;
	} else {
		size_t n_over = t->n_unread - (size_t)n_missing;
		t->n_mended += n_over < t->n_broken ? n_over : t->n_broken;
	}
	t->n_unread = t->n_broken = 0;
	t->next_n = n < UINT64_MAX ? n + 1 : n;
	return true;
}

static void note_damage(struct folding *f, uint32_t line)
{
	struct carnet_reading *r = &f->reading;
	if (r->n_damaged == f->cap_damaged) {
		f->cap_damaged = f->cap_damaged == 0 ? 16 : f->cap_damaged * 2;
		r->damaged = mem_resize(r->damaged, f->cap_damaged, sizeof(*r->damaged));
	}
	r->damaged[r->n_damaged++] = line;
}

/* The first good line: the first of all, unless that is damaged. */
static void begin(struct folding *f, const struct event *e)
{
	if (e->kind != EVENT_BEGIN) {
		f->walk = walk_create(f->journey, (struct str){0});
		return;
	}
	f->foreign = !str_eq(e->journey, f->journey->id);
	if (!f->foreign) {
		/* Where it began is in the names of then: the fold of the line knows. */
		f->walk = walk_create(f->journey, f->journey->steps[f->journey->start].id);
		f->newer = e->format > CARNET_FORMAT;
	}
}

static void fold(struct folding *f, const struct event *e, uint32_t line)
{
	if (f->walk == NULL) {
		begin(f, e);
	}
	if (f->foreign) {
		return;
	}
	if (e->kind == EVENT_BEGIN || e->kind == EVENT_OPEN) {
		f->newer = f->newer || e->version > f->journey->version;
		f->reading.version = e->version;
	}
	bool has_hole, has_unread = f->tally.n_unread > 0;
	bool is_new = tally_event(&f->tally, e->n, &has_hole);
	if (has_hole) {
		note_damage(f, line);
	}
	if (has_hole || (is_new && has_unread)) {
		walk_damaged(f->walk);
	}
	walk_fold(f->walk, e);
	if (is_new && e->kind != EVENT_FOREIGN) {
		f->reading.n_events++;
	}
}

/* Up to the LF, which isn't in it; only an LF ends a line here. */
static struct str line_at(struct str bytes, size_t at)
{
	size_t end = str_find(bytes, STR("\n"), at);
	return str_slice(bytes, at, end < bytes.len ? end - at : SIZE_MAX);
}

static void fold_lines(struct folding *f, struct str bytes)
{
	struct arena arena = {0};
	uint32_t line = 0;
	f->reading.torn = bytes.len > 0 && !str_ends(bytes, STR("\n"));
	for (size_t at = 0; at < bytes.len && !f->foreign;) {
		struct str text = line_at(bytes, at);
		at += text.len + 1;
		line++;
		if (text.len == 0) {
			continue;
		}
		struct event event;
		struct str utc;
		if (event_read(&arena, text, &event, &utc) == EVENT_DAMAGED) {
			note_damage(f, line);
			tally_unread(&f->tally, text);
			f->reading.cut = f->reading.torn && at > bytes.len;
		} else {
			fold(f, &event, line);
			buf_clear(&f->reading.last_utc);
			buf_add(&f->reading.last_utc, utc);
		}
		if (arena.total > ARENA_BYTES) {
			arena_finish(&arena);
		}
	}
	arena_finish(&arena);
	f->reading.n_mended = f->tally.n_mended;
}

/* What begins otherwise was never a first line. */
static bool is_part_of_first(struct str line)
{
	const struct str head = STR("{\"n\":0,");
	return str_starts(line, str_slice(head, 0, line.len)) && is_broken_off(line);
}

bool reading_is_unbegun(struct str bytes)
{
	for (size_t at = 0; at < bytes.len;) {
		struct str line = line_at(bytes, at);
		if (!is_part_of_first(line)) {
			return false;
		}
		at += line.len + 1;
	}
	return true;
}

enum carnet_outcome reading_fold(struct str bytes, const struct journey *j, struct walk **ret_walk,
                                 struct carnet_reading *ret_reading)
{
	struct folding f = {.journey = j};
	fold_lines(&f, bytes);
	if (f.walk != NULL) {
		f.reading.moved = walk_step(f.walk) == NULL;
		walk_settle(f.walk);
		*ret_walk = f.walk;
		*ret_reading = f.reading;
		return f.newer ? CARNET_NEWER : CARNET_OK;
	}
	carnet_reading_finish(&f.reading);
	if (f.foreign) {
		return CARNET_FOREIGN;
	}
	return reading_is_unbegun(bytes) ? CARNET_ABSENT : CARNET_UNREADABLE;
}

void carnet_reading_finish(struct carnet_reading *r)
{
	mem_free(r->damaged);
	buf_finish(&r->last_utc);
	*r = (struct carnet_reading){0};
}
