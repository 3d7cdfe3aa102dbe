/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of a resource, its address whole, and what can be done with it. */
#include "ui_parts.h"

#include "card.h"
#include "i18n.h"
#include "mem.h"
#include "shelf.h"
#include "start.h"

static uint32_t resource_of(const struct view *v)
{
	return *(const uint32_t *)v->state;
}

static const struct resource *card_of(const struct ui *u, const struct view *v)
{
	return &u->setup.journey->resources[resource_of(v)];
}

static bool is_kept(const struct ui *u, const struct view *v)
{
	return u->walk != NULL && walk_is_kept(u->walk, card_of(u, v)->id);
}

static bool can(const struct ui *u, const struct view *v, enum action a)
{
	bool has_address = card_of(u, v)->address.len > 0;
	switch ((int)a) {
	case ACTION_TAKE:
		return true;
	case ACTION_KEEP:
		return !u->read_only && (u->walk != NULL || u->setup.carnet_folder.len > 0);
	case ACTION_OPEN:
		return has_address && u->setup.opens;
	case ACTION_COPY:
		return has_address && u->setup.copies;
	case ACTION_QR:
		return has_address;
	default:
		return false;
	}
}

static void build_head(const struct ui *u, const struct resource *r, struct sheet *s)
{
	sheet_say(s, ROLE_TITLE, CELL_BOLD, said_line_of(s->arena, NULL, &r->title));
	sheet_say(s, ROLE_TEXT, 0, card_origin(s->arena, r));
	sheet_say(s, ROLE_MUTED, 0, shelf_kind(s->arena, r));
	sheet_say(s, ROLE_MUTED, 0, card_audiences(s->arena, u->setup.journey, r));
}

enum {
	COLS_FOR_WORDS = 36, /* below, an action is told by its name in the menu */
};

/* « Ouvrir », with its key at the right. */
static void add_action(const struct ui *u, const struct view *v, struct sheet *s, enum action a,
                       const char *label)
{
	bool is_wide = s->cols >= COLS_FOR_WORDS;
	if (can(u, v, a)) {
		struct str key = str_from(keys_name(keys_row_of(CONTEXT_KEYS, a), s->ascii));
		struct str words = is_wide ? said_words(s->arena, str_from(label))
		                           : keys_title_of(s->arena, a);
		sheet_button(s, (uint32_t)a, words.ptr);
		sheet_add(s, s->cols - 1, ROLE_KEY, 0, key);
	}
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct resource *r = card_of(u, v);
	s->left = str_from(_("Ressource"));
	s->enter = _("valider");
	build_head(u, r, s);
	sheet_gap(s);
	sheet_prose(s, ROLE_TEXT, said_make(s->arena, NULL, &r->summary));
	sheet_gap(s);
	if (r->address.len > 0) {
		sheet_address(s, r->address);
		sheet_say(s, ROLE_MUTED, 0, card_caution(r));
		sheet_gap(s);
	}
	if (is_kept(u, v)) {
		sheet_say(s, ROLE_DONE, 0, str_from(_("Gardée dans votre carnet.")));
		sheet_gap(s);
	}
	add_action(u, v, s, ACTION_OPEN, _("Ouvrir sur cet ordinateur"));
	add_action(u, v, s, ACTION_QR, _("Montrer à un téléphone"));
	add_action(u, v, s, ACTION_COPY, _("Copier l'adresse"));
	add_action(u, v, s, ACTION_KEEP,
	           is_kept(u, v) ? _("Ne plus la garder") : _("Garder dans le carnet"));
	sheet_button(s, ACTION_BACK, _("Revenir"));
}

/* Without a carnet there is nothing to keep it in: one is opened, then it is kept. */
static void keep(struct ui *u, struct view *v)
{
	struct start_of of = {u->setup.journey, u->carnets, u->n_carnets, u->setup.today};
	if (u->walk != NULL) {
		bool was_kept = is_kept(u, v);
		card_keep(u->walk, &u->moves, resource_of(v), !was_kept);
		ui_say(u, ROLE_WELL, str_from(was_kept ? _("Retirée du carnet.") : _("Gardée.")));
		return;
	}
	struct start_wish wish = start_keep(&of);
	u->to_keep = resource_of(v);
	ui_wish(u, wish.wish, wish.name, wish.start);
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	const struct resource *r = card_of(u, v);
	a = a == ACTION_TAKE && item < ACTION_COUNT ? (enum action)item : a;
	switch ((int)a) {
	case ACTION_KEEP:
		keep(u, v);
		break;
	case ACTION_OPEN:
		ui_say(u, ROLE_WELL, str_from(_("L'adresse s'ouvre dans une autre fenêtre.")));
		ui_wish(u, WISH_OPEN_ADDRESS, r->address, STEP_NONE);
		break;
	case ACTION_COPY:
		ui_say(u, ROLE_WELL, str_from(_("L'adresse est copiée.")));
		ui_wish(u, WISH_COPY, r->address, STEP_NONE);
		break;
	case ACTION_QR:
		screen_qr_open(u, resource_of(v));
		break;
	default:
		ui_close(u);
		break;
	}
}

static void close_card(struct ui *u, struct view *v)
{
	(void)u;
	mem_free(v->state);
}

const struct screen screen_card = {
	.name = "fiche",
	.build = build,
	.can = can,
	.act = act,
	.close = close_card,
};

void screen_card_open(struct ui *u, uint32_t resource)
{
	uint32_t *state = mem_alloc(sizeof *state);
	*state = resource;
	(void)ui_push(u, &screen_card, state);
	card_consult(u->read_only ? NULL : u->walk, &u->moves, resource);
}

void screen_card_keep(struct ui *u, uint32_t resource)
{
	struct str path = ui_carnet_path(u, &u->turn_arena);
	struct buf said = {0};
	if (ui_is_locked(u)) {
		return;
	}
	card_keep(u->walk, &u->moves, resource, true);
	if (u->problem.len > 0 || u->projects) {
		buf_add(&said,
		        str_from(_("Gardée."))); // no file yet, as the banner says; or a room
	} else {
		buf_addf(&said, _("Gardée dans votre carnet, ce fichier : %.*s"), STR_ARG(path));
	}
	ui_say(u, ROLE_WELL, buf_str(&said));
	u->has_told_where = true;
	buf_finish(&said);
}
