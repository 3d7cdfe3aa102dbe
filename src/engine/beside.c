/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The events that don't move one along the path: beginnings, notes, resources. The other
 * side of aside.c, which folds them.
 */
#include "walk_state.h"

#include "utf8.h"

struct event event_next(const struct walk *w, enum event_kind kind)
{
	return (struct event){.kind = kind, .n = w->last_n + 1};
}

struct str walk_here_name(const struct walk *w)
{
	return walk_step_name(w, walk_here(w)->step);
}

/* --- Beginnings -------------------------------------------------------------------- */

void walk_begin_event(struct walk *w, struct str program, struct event *ret_event)
{
	*ret_event = (struct event){
		.kind = EVENT_BEGIN,
		.format = CARNET_FORMAT,
		.journey = w->journey->id,
		.version = w->journey->version,
		.fingerprint = walk_fingerprint(w),
		.program = arena_str(&w->arena, program),
		.start = walk_step_name(w, w->start),
	};
}

/* Steps that the carnet knows and the journey doesn't, but for those already said. */
static void list_removed(struct walk *w, struct event *e)
{
	e->removed = arena_array(&w->arena, w->n_foreign, sizeof e->removed[0]);
	for (uint32_t i = 0; i < w->n_foreign; i++) {
		if (!w->memory[w->journey->n_steps + i].is_removed) {
			e->removed[e->n_removed++] = name_shown(w->foreign[i]);
		}
	}
}

enum outcome walk_reopen(struct walk *w, struct event *ret_event)
{
	struct str fingerprint = walk_fingerprint(w);
	if (w->version == w->journey->version && str_eq(w->fingerprint, fingerprint)) {
		return OUTCOME_NOT_THERE;
	}
	*ret_event = event_next(w, EVENT_OPEN);
	ret_event->version = w->journey->version;
	ret_event->fingerprint = fingerprint;
	ret_event->to = walk_here_name(w);
	list_removed(w, ret_event);
	return OUTCOME_OK;
}

/* --- Notes and resources ------------------------------------------------------------ */

struct str text_kept(struct walk *w, struct str text)
{
	struct buf lines = {0}, normal = {0};
	for (size_t i = 0; i < text.len; i++) {
		bool is_cr = text.ptr[i] == '\r';
		if (!is_cr || i + 1 == text.len || text.ptr[i + 1] != '\n') {
			buf_addc(&lines, is_cr ? '\n' : text.ptr[i]);
		}
	}
	utf8_add_nfc(&normal, buf_str(&lines));
	struct str kept = arena_str(&w->arena, buf_str(&normal));
	buf_finish(&normal);
	buf_finish(&lines);
	return kept;
}

void walk_write_note(struct walk *w, struct str what, struct str text, struct event *ret_event)
{
	*ret_event = event_next(w, EVENT_NOTE);
	ret_event->step = walk_here_name(w);
	ret_event->what = arena_str(&w->arena, what);
	ret_event->text = text_kept(w, text);
}

void walk_write_note_of(struct walk *w, step_id step, struct str what, struct str text,
                        struct event *ret_event)
{
	walk_write_note(w, what, text, ret_event);
	ret_event->step = w->journey->steps[step].id;
}

/* `put` stays as it is: positions count in the text as the editor has it. */
void walk_draft(struct walk *w, struct str what, uint32_t at, uint32_t cut, struct str put,
                struct event *ret_event)
{
	*ret_event = event_next(w, EVENT_DRAFT);
	ret_event->step = walk_here_name(w);
	ret_event->what = arena_str(&w->arena, what);
	ret_event->at = at;
	ret_event->cut = cut;
	ret_event->text = arena_str(&w->arena, put);
}

enum outcome walk_keep(struct walk *w, uint32_t resource, bool keep, struct event *ret_event)
{
	if (resource >= w->journey->n_resources) {
		return OUTCOME_NOT_THERE;
	}
	*ret_event = event_next(w, EVENT_KEEP);
	ret_event->resource = w->journey->resources[resource].id;
	ret_event->keep = keep;
	return OUTCOME_OK;
}

enum outcome walk_consult(struct walk *w, uint32_t resource, struct event *ret_event)
{
	if (resource >= w->journey->n_resources) {
		return OUTCOME_NOT_THERE;
	}
	*ret_event = event_next(w, EVENT_CONSULT);
	ret_event->resource = w->journey->resources[resource].id;
	return OUTCOME_OK;
}
