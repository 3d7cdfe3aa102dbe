/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The carnet: all that was answered, written, kept. An answer that lies behind can be changed from
 * here; what lies off the path is there for who asks.
 */
#include "ui_parts.h"

#include "book.h"
#include "i18n.h"
#include "mem.h"

enum {
	ITEM_BESIDE = 1 << 20, /* below: the entry's number */
};

struct carnet {
	bool shows_beside;
};

static void *open_carnet(struct ui *u)
{
	(void)u;
	return mem_alloc(sizeof(struct carnet));
}

static void add_lines(const struct ui *u, struct sheet *s, const struct book_entry *e)
{
	size_t n;
	const struct step *step = &u->setup.journey->steps[e->step];
	const struct scene_line *lines = scene_harvest(s->arena, u->walk, step, &n);
	for (size_t i = 0; i < n; i++) {
		sheet_hang(s, glyph_str(GLYPH_BULLET, s->ascii), ROLE_TEXT, lines[i].line);
	}
}

/* An entry is an item whatever it is: there the eye, and the keys, go from one to the next. */
static void add_entry(const struct ui *u, struct sheet *s, const struct book_entry *e, uint32_t id)
{
	bool is_pair = e->kind == BOOK_PAIR || e->kind == BOOK_FIELD;
	struct str label = is_pair ? said_pair(s->arena, e->title, e->answer) : e->title;
	sheet_choice(s, &(struct sheet_choice){.id = id, .label = label});
	s->inset += 2;
	sheet_written(s, ROLE_TEXT, e->written);
	if (e->kind == BOOK_HARVEST) {
		add_lines(u, s, e);
	} else if (e->kind == BOOK_RESOURCE) {
		sheet_address(s, u->setup.journey->resources[e->resource].address);
	}
	s->inset -= 2;
	if (e->written.len > 0) {
		sheet_gap(s);
	}
}

static void add_headings(struct sheet *s, const struct book_entry *above,
                         const struct book_entry *e)
{
	bool is_first = above == NULL || above->part != e->part;
	const char *heading = book_heading(e->part);
	if (is_first && heading != NULL) {
		sheet_gap(s);
		sheet_say(s, ROLE_TITLE, CELL_BOLD, str_from(heading));
	}
	if (e->camp.len > 0) {
		sheet_gap(s);
		sheet_say(s, ROLE_TITLE, CELL_BOLD, e->camp);
	}
	bool is_apart = above != NULL && above->kind == BOOK_FIELD && e->kind != BOOK_FIELD;
	if (e->group.len > 0 || is_apart) {
		sheet_gap(s); // the fields of a step stand together
	}
	sheet_say(s, ROLE_MUTED, 0, e->group);
}

/* « Montrer aussi ce qui n'est plus sur le chemin (3) » */
static void add_beside(struct sheet *s, size_t n)
{
	sheet_gap(s);
	sheet_choice(
		s,
		&(struct sheet_choice){
			.id = ITEM_BESIDE,
			.label = sheet_format(
				s,
				COUNTED(n, "Montrer ce qui n'est plus sur le chemin : %zu réponse",
	                                "Montrer ce qui n'est plus sur le chemin : %zu réponses"),
				n),
			.role = ROLE_MUTED,
		});
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct carnet *c = v->state;
	size_t n, i = 0;
	const struct book_entry *book = book_make(s->arena, u->walk, &n);
	s->left = sheet_format(s, _("Carnet : %.*s"),
	                       STR_ARG(said_words(s->arena, buf_str(&u->carnet))));
	s->enter = _("ouvrir");
	s->begins_at_focus = true;
	if (n == 0 || book[0].part == BOOK_BESIDE) {
		sheet_say(s, ROLE_TEXT, 0,
		          str_from(_("Encore vide : rien n'est écrit, rien n'est perdu.")));
	}
	for (; i < n && (book[i].part != BOOK_BESIDE || c->shows_beside); i++) {
		add_headings(s, i > 0 ? &book[i - 1] : NULL, &book[i]);
		add_entry(u, s, &book[i], (uint32_t)i);
	}
	if (i < n) {
		add_beside(s, n - i);
	}
}

static void take(struct ui *u, const struct book_entry *e)
{
	if (e->kind == BOOK_RESOURCE) {
		screen_card_open(u, e->resource);
	} else if (e->part == BOOK_AHEAD) {
		ui_say(u, ROLE_MUTED,
		       str_from(_("C'est plus loin : touche « u » pour y revenir.")));
	} else if (e->step != STEP_NONE && e->step == walk_here(u->walk)->step) {
		ui_close_all(u);
	} else if (e->part == BOOK_MARGINS && e->step != STEP_NONE) {
		screen_step_jump(u, e->step);
	} else if (e->is_editable) {
		if (!ui_is_locked(u)) {
			step_edit_from_carnet(u, e->step, e->field);
		}
	} else {
		ui_say(u, ROLE_MUTED,
		       str_from(_("Ceci se relit seulement ; d'ici, rien ne s'y change.")));
	}
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct carnet *c = v->state;
	size_t n;
	const struct book_entry *book = book_make(&u->turn_arena, u->walk, &n);
	(void)a;
	if (item == ITEM_BESIDE) {
		c->shows_beside = true;
		for (size_t i = n; i > 0 && book[i - 1].part == BOOK_BESIDE; i--) {
			v->focus = (uint32_t)i - 1;
		}
	} else if (item < n) {
		take(u, &book[item]);
	}
}

static void close_carnet(struct ui *u, struct view *v)
{
	(void)u;
	mem_free(v->state);
}

const struct screen screen_carnet = {
	.name = "carnet",
	.open = open_carnet,
	.build = build,
	.act = act,
	.close = close_carnet,
};

void screen_carnet_open_at(struct ui *u, step_id step, uint32_t field)
{
	size_t n;
	const struct book_entry *book = book_make(&u->turn_arena, u->walk, &n);
	ui_open(u, &screen_carnet);
	for (size_t i = 0; i < n; i++) {
		if (book[i].step == step && book[i].field == field &&
		    book[i].part != BOOK_MARGINS) {
			ui_view(u)->focus = (uint32_t)i;
			return;
		}
	}
}
