/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A word looked for as it is typed: in the steps seen, in one's own notes, in the resources. */
#include "ui_parts.h"

#include "i18n.h"
#include "mem.h"
#include "shelf.h"
#include "unsent.h"
#include "words.h"

enum {
	ITEM_FIELD = 1 << 22,
	ITEM_RESOURCE = 1 << 21, /* + the resource; below: the step */
	MOST_FOUND = 30,         /* of each family; more are counted */
};

static void *open_search(struct ui *u)
{
	(void)u;
	return mem_alloc(sizeof(struct editor));
}

/* What of a step can be read, and what was written there. */
static bool step_has(const struct ui *u, struct arena *arena, step_id step, struct str typed)
{
	const struct step *s = &u->setup.journey->steps[step];
	const struct facts *facts = walk_facts(u->walk, false);
	const struct text *texts[] = {
		&s->body,
		&s->question,
		s->sighting != NULL ? &s->sighting->scene : &s->body,
		s->sighting != NULL ? &s->sighting->story : &s->body,
	};
	if (words_have(scene_title(arena, u->walk, step), typed)) {
		return true;
	}
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (words_have(said_line_of(arena, facts, texts[i]), typed)) {
			return true;
		}
	}
	return false;
}

/* What is found, family by family; the first can be opened from the field. */
struct found {
	struct sheet *sheet; /* NULL: only the first is wanted */
	uint32_t first;
	size_t n; /* of the family */
};

static void add_found(struct found *f, const char *family, uint32_t id, struct str label,
                      struct str note)
{
	f->first = f->first == ITEM_NONE ? id : f->first;
	f->n++;
	if (f->sheet == NULL || f->n > MOST_FOUND) {
		return;
	}
	if (f->n == 1) {
		sheet_gap(f->sheet);
		sheet_say(f->sheet, ROLE_MUTED, CELL_BOLD, str_from(family));
	}
	sheet_choice(f->sheet, &(struct sheet_choice){.id = id, .label = label, .note = note});
}

static void end_family(struct found *f)
{
	if (f->sheet != NULL && f->n > MOST_FOUND) {
		sheet_sayf(f->sheet, ROLE_MUTED, _("… et %zu autres : un mot de plus les trie."),
		           f->n - MOST_FOUND);
	}
	f->n = 0;
}

static void find_steps(const struct ui *u, struct arena *arena, struct str typed, struct found *f)
{
	size_t n;
	const step_id *seen = scene_seen(arena, u->walk, &n);
	for (size_t i = 0; i < n; i++) {
		if (step_has(u, arena, seen[i], typed)) {
			add_found(f, _("Étapes vues"), seen[i],
			          scene_title(arena, u->walk, seen[i]), (struct str){0});
		}
	}
	end_family(f);
}

static void find_notes(const struct ui *u, struct arena *arena, struct str typed, struct found *f)
{
	for (size_t i = 0; i < walk_n_notes(u->walk); i++) {
		struct note note = walk_note_at(u->walk, i);
		step_id step = journey_step(u->setup.journey, note.step);
		if (step != STEP_NONE && !unsent_is(note.what) && words_have(note.text, typed)) {
			add_found(f, _("Vos notes"), step, scene_title(arena, u->walk, step),
			          said_words(arena, note.text));
		}
	}
	end_family(f);
}

static void find_resources(const struct ui *u, struct arena *arena, struct str typed,
                           struct found *f)
{
	struct shelf shelf = shelf_find(arena, u->setup.journey, typed);
	for (size_t i = 0; i < shelf.n; i++) {
		const struct resource *r = &u->setup.journey->resources[shelf.resources[i]];
		add_found(f, _("Ressources"), ITEM_RESOURCE + shelf.resources[i],
		          shelf_line(arena, r), (struct str){0});
	}
	end_family(f);
}

static uint32_t find(const struct ui *u, struct arena *arena, struct str typed, struct sheet *s)
{
	struct found f = {.sheet = s, .first = ITEM_NONE};
	if (str_trim(typed).len > 0) {
		find_steps(u, arena, typed, &f);
		find_notes(u, arena, typed, &f);
		find_resources(u, arena, typed, &f);
	}
	return f.first;
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct editor *e = v->state;
	struct str typed = buf_str(&e->text);
	s->left = str_from(_("Chercher"));
	sheet_say(s, ROLE_TITLE, CELL_BOLD, str_from(_("Quel mot cherchez-vous ?")));
	editor_show(e, s, ITEM_FIELD, true, 1);
	bool has_found = find(u, s->arena, typed, s) != ITEM_NONE;
	s->enter = has_found ? _("ouvrir") : NULL;
	if (!has_found) {
		sheet_gap(s);
		sheet_say(
			s, ROLE_MUTED, 0,
			str_from(str_trim(typed).len > 0
		                         ? _("Rien de ce que vous avez vu ou noté n'a ce mot, "
		                             "ni aucune ressource.")
		                         : _("Dans les étapes vues, vos notes, les ressources.")));
	}
}

static bool can(const struct ui *u, const struct view *v, enum action a)
{
	(void)u;
	(void)v;
	return a == ACTION_TAKE || a == ACTION_UNDO;
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct editor *e = v->state;
	if (a == ACTION_UNDO) {
		(void)editor_undo(e);
		return;
	}
	if (item == ITEM_FIELD) {
		item = find(u, &u->turn_arena, buf_str(&e->text), NULL);
	}
	if (item == ITEM_NONE) {
		return;
	}
	if (item >= ITEM_RESOURCE) {
		screen_card_open(u, item - ITEM_RESOURCE);
	} else if (item == walk_here(u->walk)->step) {
		ui_close_all(u);
	} else {
		screen_step_jump(u, item);
	}
}

static void type(struct ui *u, struct view *v, uint32_t item, const struct key *key)
{
	struct editor *e = v->state;
	(void)item;
	if (ui_edit(u, e, key) == EDITOR_LEFT_DOWN) {
		uint32_t first = find(u, &u->turn_arena, buf_str(&e->text), NULL);
		v->focus = first != ITEM_NONE ? first : v->focus;
	}
}

static void close_search(struct ui *u, struct view *v)
{
	(void)u;
	editor_finish(v->state);
	mem_free(v->state);
}

const struct screen screen_search = {
	.name = "chercher",
	.open = open_search,
	.build = build,
	.can = can,
	.act = act,
	.type = type,
	.close = close_search,
};
