/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of a harvest: what aside.c keeps as it came, read and written. The last event
 * about an id holds all of it; a line whose text is empty was taken back.
 */
#include "walk_state.h"

#include "quote.h"

#include <jansson.h>

static struct str member(struct arena *arena, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	if (!json_is_string(value)) {
		return (struct str){0};
	}
	return arena_str(arena, (struct str){json_string_value(value), json_string_length(value)});
}

static struct contribution read_contribution(struct arena *arena, const struct object_record *r)
{
	json_t *object = json_loadb(r->object.ptr, r->object.len, JSON_ALLOW_NUL, NULL);
	json_int_t table = json_integer_value(json_object_get(object, "table"));
	struct contribution c = {
		.id = r->id,
		.text = member(arena, object, "texte"),
		.into = member(arena, object, "dans"),
		.table = table > 0 && table < UINT32_MAX ? (uint32_t)table : 0,
		.is_starred = json_is_true(json_object_get(object, "étoile")),
	};
	json_decref(object);
	return c;
}

struct contribution *walk_gathered(const struct walk *w, struct arena *arena, struct str step,
                                   size_t *ret_n)
{
	const struct asides *a = w->asides;
	struct contribution *list = arena_array(arena, a->n_gathered, sizeof *list);
	*ret_n = 0;
	for (uint32_t i = 0; i < a->n_gathered; i++) {
		if (str_eq(a->gathered[i].step, step)) {
			list[*ret_n] = read_contribution(arena, &a->gathered[i]);
			*ret_n += list[*ret_n].text.len > 0;
		}
	}
	return list;
}

/* « c7 »: the first that no line of the step has, counting on from how many there are. */
static struct str new_id(struct walk *w, struct str step)
{
	const struct asides *a = w->asides;
	struct buf id = {0};
	uint32_t number = 0;
	for (uint32_t i = 0; i < a->n_gathered; i++) {
		number += str_eq(a->gathered[i].step, step);
	}
	for (bool is_taken = true; is_taken;) {
		buf_clear(&id);
		buf_addf(&id, "c%u", (unsigned)++number);
		is_taken = false;
		for (uint32_t i = 0; i < a->n_gathered && !is_taken; i++) {
			is_taken = str_eq(a->gathered[i].step, step) &&
			           str_eq(a->gathered[i].id, buf_str(&id));
		}
	}
	struct str kept = arena_str(&w->arena, buf_str(&id));
	buf_finish(&id);
	return kept;
}

void walk_gather(struct walk *w, const struct contribution *c, struct event *ret_event)
{
	struct buf object = {0};
	*ret_event = event_next(w, EVENT_GATHER);
	ret_event->step = walk_here_name(w);
	ret_event->what = c->id.len > 0 ? arena_str(&w->arena, c->id) : new_id(w, ret_event->step);
	buf_add(&object, STR("{\"étape\":"));
	quote_add(&object, ret_event->step);
	buf_add(&object, STR(",\"id\":"));
	quote_add(&object, ret_event->what);
	buf_add(&object, STR(",\"texte\":"));
	quote_add(&object, text_kept(w, c->text));
	if (c->table > 0) {
		buf_addf(&object, ",\"table\":%u", (unsigned)c->table);
	}
	if (c->into.len > 0) {
		buf_add(&object, STR(",\"dans\":"));
		quote_add(&object, c->into);
	}
	buf_add(&object, c->is_starred ? STR(",\"étoile\":true}") : STR("}"));
	ret_event->object = arena_str(&w->arena, buf_str(&object));
	buf_finish(&object);
}
