/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of resources: those of the step; the catalogue, in parts; the titles of one part, or
 * those in which a word that is typed stands. Each leads to a card.
 */
#include "ui_parts.h"

#include "i18n.h"
#include "mem.h"
#include "shelf.h"

enum {
	ITEM_CATALOGUE = 1 << 20, /* below: the resource, or the part */
	ITEM_SEARCH,
	ITEM_FIELD,
};

static void add_title(const struct ui *u, struct sheet *s, uint32_t resource, size_t number)
{
	const struct resource *r = &u->setup.journey->resources[resource];
	bool is_kept = u->walk != NULL && walk_is_kept(u->walk, r->id);
	sheet_choice(s, &(struct sheet_choice){
				.id = resource,
				.number = (uint32_t)number,
				.label = shelf_line(s->arena, r),
				.note = is_kept ? str_from(_("gardée")) : (struct str){0},
			});
}

/* « Le catalogue entier : 161 ressources » */
static void add_whole(const struct ui *u, struct sheet *s)
{
	uint32_t n = u->setup.journey->n_resources;
	struct str label = sheet_format(s,
	                                COUNTED(n, "Le catalogue entier : %u ressource",
	                                        "Le catalogue entier : %u ressources"),
	                                (unsigned)n);
	sheet_choice(s, &(struct sheet_choice){.id = ITEM_CATALOGUE, .label = label});
}

/* --- Of the step ------------------------------------------------------------------ */

static struct shelf own_shelf(const struct ui *u, struct arena *arena)
{
	return shelf_of_step(arena, u->visit->walk, visit_step(u->visit));
}

static void add_group(const struct ui *u, struct sheet *s, const struct shelf *shelf, size_t from,
                      size_t end)
{
	for (size_t i = from; i < end; i++) {
		add_title(u, s, shelf->resources[i], i + 1);
	}
	sheet_gap(s);
}

static void build_resources(const struct ui *u, const struct view *v, struct sheet *s)
{
	struct shelf shelf = own_shelf(u, s->arena);
	(void)v;
	s->left = str_from(_("Ressources"));
	s->enter = _("ouvrir");
	sheet_sayf(s, ROLE_TITLE,
	           COUNTED(shelf.n, "%zu ressource sur ce sujet", "%zu ressources sur ce sujet"),
	           shelf.n);
	sheet_gap(s);
	s->highest = shelf.n;
	if (shelf.n_own > 0) {
		sheet_sayf(s, ROLE_MUTED, _("Pour vous (%.*s)"), STR_ARG(shelf.profile));
		add_group(u, s, &shelf, 0, shelf.n_own);
		sheet_say(s, ROLE_MUTED, 0, str_from(_("Pour tous")));
	}
	add_group(u, s, &shelf, shelf.n_own, shelf.n);
	add_whole(u, s);
}

static void act_resources(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	if (item == ITEM_CATALOGUE) {
		ui_open(u, &screen_catalogue);
	} else if (item != ITEM_NONE) {
		screen_card_open(u, item);
	}
}

const struct screen screen_resources = {
	.name = "ressources",
	.build = build_resources,
	.act = act_resources,
};

/* Where the step has none, the catalogue is what there is to read. */
void screen_resources_open(struct ui *u)
{
	bool has_own = u->walk != NULL && own_shelf(u, &u->turn_arena).n > 0;
	if (u->setup.journey->n_resources > 0) {
		ui_open(u, has_own ? &screen_resources : &screen_catalogue);
	}
}

/* --- The catalogue ---------------------------------------------------------------- */

static void build_catalogue(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct journey *j = u->setup.journey;
	size_t n;
	const struct shelf_part *parts = shelf_parts(s->arena, j, &n);
	(void)v;
	s->left = str_from(_("Le catalogue"));
	s->enter = _("ouvrir");
	sheet_sayf(s, ROLE_TITLE,
	           COUNTED(j->n_resources, "Le catalogue : %u ressource",
	                   "Le catalogue : %u ressources"),
	           (unsigned)j->n_resources);
	sheet_gap(s);
	sheet_choice(s, &(struct sheet_choice){.id = ITEM_SEARCH,
	                                       .label = str_from(_("Chercher dans les titres"))});
	s->highest = n;
	for (size_t i = 0; i < n; i++) {
		bool is_kind = parts[i].audience == INDEX_NONE;
		if (i == 0 || is_kind != (parts[i - 1].audience == INDEX_NONE)) {
			sheet_gap(s);
			sheet_say(s, ROLE_MUTED, 0,
			          str_from(is_kind ? _("Par genre") : _("Par public")));
		}
		sheet_choice(s, &(struct sheet_choice){
					.id = (uint32_t)i,
					.number = (uint32_t)i + 1,
					.label = sheet_format(s, "%.*s : %zu",
		                                              STR_ARG(parts[i].label), parts[i].n),
				});
	}
}

static bool can_catalogue(const struct ui *u, const struct view *v, enum action a)
{
	(void)v;
	// Who came by a door goes back to it, also when keeping something has opened a carnet.
	return a == ACTION_TAKE || a == ACTION_SEARCH ||
	       (u->explores && (a == ACTION_CLOSE || a == ACTION_BACK));
}

static void act_catalogue(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	if (a == ACTION_CLOSE || a == ACTION_BACK) {
		ui_do(u, ACTION_HOME);
	} else if (a == ACTION_SEARCH || item == ITEM_SEARCH) {
		screen_titles_open(u, SIZE_MAX);
	} else if (item != ITEM_NONE) {
		screen_titles_open(u, item);
	}
}

const struct screen screen_catalogue = {
	.name = "catalogue",
	.build = build_catalogue,
	.can = can_catalogue,
	.act = act_catalogue,
};

/* --- Titles ----------------------------------------------------------------------- */

struct titles {
	size_t part; /* of the catalogue; SIZE_MAX: those with the word that is typed */
	struct editor editor;
};

static void add_field(const struct titles *t, struct sheet *s)
{
	if (t->part == SIZE_MAX) {
		editor_show(&t->editor, s, ITEM_FIELD, true, 1);
		sheet_gap(s);
	}
}

static void build_titles(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct titles *t = v->state;
	const struct journey *j = u->setup.journey;
	size_t n_parts, number = 0;
	const struct shelf_part *parts = shelf_parts(s->arena, j, &n_parts);
	bool searches = t->part >= n_parts;
	struct shelf shelf = searches ? shelf_find(s->arena, j, buf_str(&t->editor.text))
	                              : shelf_of_part(s->arena, j, &parts[t->part]);
	s->left = str_from(_("Le catalogue"));
	s->enter = shelf.n > 0 ? _("ouvrir") : NULL;
	sheet_say(s, ROLE_TITLE, CELL_BOLD,
	          searches ? str_from(_("Chercher dans les titres"))
	                   : sheet_format(s, "%.*s : %zu", STR_ARG(parts[t->part].label), shelf.n));
	sheet_gap(s);
	add_field(t, s);
	s->highest = shelf.n;
	for (size_t i = 0; i < shelf.n; i++) {
		add_title(u, s, shelf.resources[i], ++number);
	}
	if (searches && shelf.n == 0) {
		sheet_say(s, ROLE_MUTED, 0,
		          str_from(str_trim(buf_str(&t->editor.text)).len > 0
		                           ? _("Aucun titre n'a ce mot.")
		                           : _("Un mot, ou le début d'un mot.")));
	}
}

static uint32_t first_found(struct ui *u, const struct titles *t)
{
	struct shelf found = shelf_find(&u->turn_arena, u->setup.journey, buf_str(&t->editor.text));
	return found.n > 0 ? found.resources[0] : ITEM_NONE;
}

static bool can_titles(const struct ui *u, const struct view *v, enum action a)
{
	(void)u;
	(void)v;
	return a == ACTION_TAKE || a == ACTION_UNDO;
}

static void act_titles(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct titles *t = v->state;
	if (a == ACTION_UNDO) {
		(void)editor_undo(&t->editor);
		return;
	}
	item = item == ITEM_FIELD ? first_found(u, t) : item;
	if (item != ITEM_NONE) {
		screen_card_open(u, item);
	}
}

static void type_titles(struct ui *u, struct view *v, uint32_t item, const struct key *key)
{
	struct titles *t = v->state;
	(void)item;
	enum editor_result r = ui_edit(u, &t->editor, key);
	if (r == EDITOR_LEFT_DOWN) {
		v->focus = first_found(u, t);
	}
}

static void close_titles(struct ui *u, struct view *v)
{
	struct titles *t = v->state;
	(void)u;
	editor_finish(&t->editor);
	mem_free(t);
}

const struct screen screen_titles = {
	.name = "titres",
	.build = build_titles,
	.can = can_titles,
	.act = act_titles,
	.type = type_titles,
	.close = close_titles,
};

void screen_titles_open(struct ui *u, size_t part)
{
	struct titles *t = mem_alloc(sizeof *t);
	t->part = part;
	(void)ui_push(u, &screen_titles, t);
}
