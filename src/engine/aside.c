/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is kept beside the path: notes, resources, votes, contributions. The last event about
 * a thing wins; going back undoes none of it.
 */
#include "walk_state.h"

#include "mem.h"
#include "utf8.h"

#include <assert.h>
#include <string.h>

/* --- Notes ----------------------------------------------------------------------- */

/* Notes of one step are chained from its first; there are few kinds. */
static struct note_record *note_find(const struct walk *w, struct str step, struct str what)
{
	uint32_t i = ids_find(&w->asides->note_ids, step);
	while (i != INDEX_NONE && !str_eq(w->asides->notes[i].what, what)) {
		i = w->asides->notes[i].next;
	}
	return i != INDEX_NONE ? &w->asides->notes[i] : NULL;
}

static void chain_note(struct walk *w, uint32_t number)
{
	struct asides *a = w->asides;
	uint32_t i = ids_add(&a->note_ids, &w->arena, a->notes[number].step, number);
	if (i == IDS_NONE) {
		return;
	}
	while (a->notes[i].next != INDEX_NONE) {
		i = a->notes[i].next;
	}
	a->notes[i].next = number;
}

/* The note, an empty one where there was none. Lent until the next. */
static struct note_record *note_of(struct walk *w, struct str step, struct str what)
{
	struct asides *a = w->asides;
	struct note_record *found = note_find(w, step, what);
	if (found != NULL) {
		return found;
	}
	a->notes = walk_grow(a->notes, a->n_notes, &a->cap_notes, sizeof a->notes[0]);
	a->notes[a->n_notes] = (struct note_record){
		.step = arena_str(&w->arena, step),
		.what = ids_keep(&w->words, &w->arena, what),
		.next = INDEX_NONE,
	};
	chain_note(w, a->n_notes);
	return &a->notes[a->n_notes++];
}

/* Replaces `len` bytes at `at`. */
static void splice(struct note_record *note, size_t at, size_t len, struct str put)
{
	struct buf *text = &note->text;
	buf_reserve(text, put.len);
	size_t rest = text->len - at - len;
	memmove(text->ptr + at + put.len, text->ptr + at + len, rest);
	if (put.len > 0) {
		memcpy(text->ptr + at, put.ptr, put.len);
	}
	text->len = at + put.len + rest;
	text->ptr[text->len] = '\0';
	note->as_answer = (struct answer){.kind = ANSWER_TEXT, .text = buf_str(text)};
}

void aside_note(struct walk *w, const struct event *e)
{
	struct note_record *note = note_of(w, e->step, e->what);
	if (e->text.len == 0) {
		note->drawn = (struct str){0};
	} else if (note->drawn.len == 0 && str_eq(e->what, STR("récit"))) {
		note->drawn = arena_str(&w->arena, e->text);
	}
	splice(note, 0, note->text.len, e->text);
}

/* A draft that doesn't say of what is of the step's note. */
void aside_draft(struct walk *w, const struct event *e)
{
	struct note_record *note = note_of(w, e->step, e->what.len > 0 ? e->what : STR("note"));
	struct str text = buf_str(&note->text);
	size_t at = utf8_offset(text, e->at);
	struct str after = str_slice(text, at, SIZE_MAX);
	splice(note, at, utf8_offset(after, e->cut), e->text);
}

struct str walk_note(const struct walk *w, struct str step, struct str what)
{
	const struct note_record *found = note_find(w, step, what);
	return found != NULL ? buf_str(&found->text) : (struct str){0};
}

struct str walk_drawn(const struct walk *w, struct str step)
{
	const struct note_record *found = note_find(w, step, STR("récit"));
	return found != NULL ? found->drawn : (struct str){0};
}

size_t walk_n_notes(const struct walk *w)
{
	return w->asides->n_notes;
}

struct note walk_note_at(const struct walk *w, size_t i)
{
	assert(i < w->asides->n_notes);
	const struct note_record *note = &w->asides->notes[i];
	return (struct note){name_shown(note->step), note->what, buf_str(&note->text),
	                     name_is_gone(note->step)};
}

/* --- Resources ------------------------------------------------------------------- */

static struct resource_mark *resource_of(struct walk *w, struct str id)
{
	struct asides *a = w->asides;
	uint32_t found = ids_find(&a->resource_ids, id);
	if (found != IDS_NONE) {
		return &a->resources[found];
	}
	id = arena_str(&w->arena, id);
	a->resources =
		walk_grow(a->resources, a->n_resources, &a->cap_resources, sizeof a->resources[0]);
	ids_add(&a->resource_ids, &w->arena, id, a->n_resources);
	a->resources[a->n_resources] = (struct resource_mark){.id = id};
	return &a->resources[a->n_resources++];
}

void aside_keep(struct walk *w, const struct event *e)
{
	resource_of(w, e->resource)->is_kept = e->keep;
}

void aside_consult(struct walk *w, const struct event *e)
{
	resource_of(w, e->resource)->is_consulted = true;
}

bool walk_is_kept(const struct walk *w, struct str resource)
{
	uint32_t found = ids_find(&w->asides->resource_ids, resource);
	return found != IDS_NONE && w->asides->resources[found].is_kept;
}

bool walk_is_consulted(const struct walk *w, struct str resource)
{
	uint32_t found = ids_find(&w->asides->resource_ids, resource);
	return found != IDS_NONE && w->asides->resources[found].is_consulted;
}

/* --- The room -------------------------------------------------------------------- */

void aside_vote(struct walk *w, const struct event *e)
{
	struct asides *a = w->asides;
	uint32_t found = ids_find(&a->vote_ids, e->step);
	if (found == IDS_NONE) {
		found = a->n_votes++;
		a->votes = walk_grow(a->votes, found, &a->cap_votes, sizeof a->votes[0]);
		a->votes[found] = (struct object_record){.step = arena_str(&w->arena, e->step)};
		ids_add(&a->vote_ids, &w->arena, a->votes[found].step, found);
	}
	a->votes[found].object = arena_str(&w->arena, e->object);
}

/* "étape/id": ids hold no slash, so two contributions have two keys. */
static struct str pair_key(struct arena *arena, struct str step, struct str what)
{
	char *key = arena_alloc(arena, step.len + 1 + what.len);
	if (step.len > 0) {
		memcpy(key, step.ptr, step.len);
	}
	key[step.len] = '/';
	if (what.len > 0) {
		memcpy(key + step.len + 1, what.ptr, what.len);
	}
	return (struct str){key, step.len + 1 + what.len};
}

void aside_gather(struct walk *w, const struct event *e)
{
	struct asides *a = w->asides;
	struct str key = pair_key(&w->arena, e->step, e->what);
	uint32_t found = ids_find(&a->gathered_ids, key);
	if (found == IDS_NONE) {
		found = a->n_gathered++;
		a->gathered =
			walk_grow(a->gathered, found, &a->cap_gathered, sizeof a->gathered[0]);
		a->gathered[found] = (struct object_record){
			.step = str_slice(key, 0, e->step.len),
			.id = str_slice(key, e->step.len + 1, e->what.len),
		};
		ids_add(&a->gathered_ids, &w->arena, key, found);
	}
	a->gathered[found].object = arena_str(&w->arena, e->object);
}

void asides_finish(struct asides *a)
{
	for (uint32_t i = 0; i < a->n_notes; i++) {
		buf_finish(&a->notes[i].text);
	}
	mem_free(a->notes);
	mem_free(a->resources);
	mem_free(a->votes);
	mem_free(a->gathered);
}
