/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The map: the camps along a trail, with where one is, was, can go, not yet. Enter looks into a
 * camp; there, it goes to a step.
 */
#include "ui_parts.h"

#include "french.h"
#include "i18n.h"
#include "mem.h"
#include "trail.h"

enum {
	SIGN_COL = 2, /* of the sign of a camp; the trail runs below it */
	TITLE_COL = 5,
	COLS_FOR_DAY = 40,
	ROWS_FOR_LEGEND = 16,
};

struct map {
	bool is_near;     /* looking into one camp */
	uint32_t section; /* that one */
};

static void *open_map(struct ui *u)
{
	(void)u;
	return mem_alloc(sizeof(struct map));
}

/* --- The trail -------------------------------------------------------------------- */

static enum glyph sign_of(const struct camp *camp)
{
	return camp->is_here      ? GLYPH_HERE
	       : camp->n_seen > 0 ? GLYPH_BEEN
	       : camp->n_open > 0 ? GLYPH_OPEN
	                          : GLYPH_NOT_YET;
}

static enum role role_of(const struct camp *camp)
{
	return camp->is_here      ? ROLE_TITLE
	       : camp->n_seen > 0 ? ROLE_DONE
	       : camp->n_open > 0 ? ROLE_CHOICE
	                          : ROLE_GREYED;
}

static struct str state_of(const struct camp *camp, struct sheet *s)
{
	if (camp->is_here) {
		return str_from(_("vous êtes ici"));
	}
	if (camp->n_seen > 0) {
		return sheet_format(s, COUNTED(camp->n_seen, "%zu étape vue", "%zu étapes vues"),
		                    camp->n_seen);
	}
	return str_from(camp->n_open > 0 ? _("à tout moment") : _("pas encore"));
}

/* « 15 min · pas encore » beside the title where there is room, else below it. */
static void add_beside(const struct camp *camp, struct sheet *s, struct str title)
{
	struct buf b = {0};
	struct str state = state_of(camp, s);
	uint32_t end = TITLE_COL + (uint32_t)utf8_cols(title, s->width);
	if (camp->minutes > 0 && s->cols >= COLS_FOR_DAY) {
		duration_add_french(&b, camp->minutes);
		buf_add(&b, STR(" · "));
	}
	buf_add(&b, state);
	uint32_t cols = (uint32_t)utf8_cols(buf_str(&b), s->width);
	if (end + 2 + cols <= s->cols) {
		sheet_add(s, s->cols - cols, ROLE_MUTED, 0, buf_str(&b));
	} else {
		s->inset = TITLE_COL;
		sheet_say(s, ROLE_MUTED, 0, state);
		s->inset = 0;
	}
	buf_finish(&b);
}

/* A sign on the trail, and words beside it. */
static void add_sign(struct sheet *s, struct str sign, enum role role, struct str words)
{
	sheet_hang(s, sheet_format(s, "%*s%.*s ", SIGN_COL, "", STR_ARG(sign)), role, words);
}

static struct str camp_title(const struct ui *u, const struct camp *camp, struct sheet *s)
{
	return camp->title.len > 0 ? camp->title
	                           : said_line_of(s->arena, NULL, &u->setup.journey->title);
}

static void add_camp(const struct ui *u, const struct camp *camp, struct sheet *s, uint32_t id)
{
	struct str title = camp_title(u, camp, s);
	struct sheet_item *item = sheet_begin_item(s, id);
	item->is_greyed = camp->n_seen + camp->n_open == 0;
	add_sign(s, glyph_str(sign_of(camp), s->ascii), role_of(camp), title);
	add_beside(camp, s, title);
	s->items[s->item].cursor_col = TITLE_COL;
	sheet_end_item(s);
}

static void add_legend(struct sheet *s)
{
	static const struct {
		enum glyph glyph;
		const char *word;
	} legend[] = {
		{GLYPH_HERE, N_("ici")},
		{GLYPH_BEEN, N_("vu")},
		{GLYPH_OPEN, N_("ouvert")},
		{GLYPH_NOT_YET, N_("pas encore")},
	};

	struct buf b = {0};
	for (size_t i = 0; i < sizeof legend / sizeof legend[0]; i++) {
		buf_addf(&b, "%s%.*s %s", i > 0 ? "   " : "",
		         STR_ARG(glyph_str(legend[i].glyph, s->ascii)), _(legend[i].word));
	}
	if (SIGN_COL + utf8_cols(buf_str(&b), s->width) <= s->cols) {
		sheet_gap(s);
		sheet_line(s, SIGN_COL, ROLE_MUTED, 0, buf_str(&b));
	}
	buf_finish(&b);
}

/* The day is said where it begins, beside the trail. */
static void add_day(struct sheet *s, const struct camp *camp, bool is_first)
{
	add_sign(s, is_first ? STR(" ") : glyph_str(GLYPH_BAR, s->ascii), ROLE_MUTED, camp->day);
}

static void build_far(const struct ui *u, struct sheet *s, const struct trail *t)
{
	struct str day = {0};
	s->enter = _("voir ce camp");
	for (size_t i = 0; i < t->n_camps; i++) {
		const struct camp *camp = &t->camps[i];
		if (camp->day.len > 0 && !str_eq(day, camp->day)) {
			add_day(s, camp, i == 0);
		} else if (camp->day.len == 0 && day.len > 0) {
			sheet_gap(s); // the trail ends; what follows lies by itself
			sheet_line(s, TITLE_COL, ROLE_MUTED, CELL_BOLD, str_from(_("À côté")));
		} else if (i > 0 && s->rows > 2 * t->n_camps) {
			sheet_line(s, SIGN_COL, ROLE_RULE, 0, glyph_str(GLYPH_BAR, s->ascii));
		}
		day = camp->day;
		add_camp(u, camp, s, (uint32_t)i);
	}
	if (s->rows >= ROWS_FOR_LEGEND) {
		add_legend(s);
	}
}

/* --- One camp --------------------------------------------------------------------- */

static void add_stop(const struct stop *stop, struct sheet *s, uint32_t id, uint32_t number)
{
	static const char *const why[] = {
		[STOP_SEEN] = NULL,
		[STOP_ITEM] = N_("au choix, d'ici"),
		[STOP_FREE] = N_("à tout moment"),
	};
	const char *note = stop->is_here ? N_("vous êtes ici") : why[stop->kind];
	enum glyph g = stop->is_here             ? GLYPH_HERE
	               : stop->kind == STOP_SEEN ? GLYPH_BEEN
	                                         : GLYPH_OPEN;
	sheet_choice(s, &(struct sheet_choice){
				.id = id,
				.number = number,
				.label = stop->title,
				.note = str_from(note != NULL ? _(note) : ""),
				.box = glyph_str(g, s->ascii),
				.role = stop->kind == STOP_SEEN ? ROLE_DONE : ROLE_CHOICE,
			});
}

static void build_near(const struct ui *u, const struct map *m, struct sheet *s,
                       const struct trail *t)
{
	uint32_t number = 0;
	s->enter = u->read_only ? NULL : _("y aller");
	for (size_t i = 0; i < t->n_camps; i++) {
		if (t->camps[i].section == m->section) {
			sheet_say(s, ROLE_TITLE, CELL_BOLD, camp_title(u, &t->camps[i], s));
			sheet_gap(s);
		}
	}
	for (size_t i = 0; i < t->n_stops; i++) {
		s->highest += t->stops[i].section == m->section;
	}
	for (size_t i = 0; i < t->n_stops; i++) {
		if (t->stops[i].section == m->section) {
			add_stop(&t->stops[i], s, (uint32_t)i, ++number);
		}
	}
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct map *m = v->state;
	struct trail t;
	trail_make(&t, s->arena, u->visit);
	s->left = str_from(_("La carte"));
	s->begins_at_focus = true;
	if (m->is_near) {
		build_near(u, m, s, &t);
	} else {
		build_far(u, s, &t);
	}
	if (t.n_ahead > 0) {
		sheet_gap(s);
		sheet_sayf(s, ROLE_MUTED,
		           COUNTED(t.n_ahead, "%zu pas plus loin, déjà fait : « u » y ramène.",
		                   "%zu pas plus loin, déjà faits : « u » y ramène."),
		           t.n_ahead);
	}
}

/* --- Keys ------------------------------------------------------------------------- */

static bool can(const struct ui *u, const struct view *v, enum action a)
{
	const struct map *m = v->state;
	(void)u;
	return a == ACTION_TAKE || (m->is_near && (a == ACTION_BACK || a == ACTION_CLOSE));
}

static uint32_t camp_at(const struct trail *t, uint32_t section)
{
	for (size_t i = 0; i < t->n_camps; i++) {
		if (t->camps[i].section == section) {
			return (uint32_t)i;
		}
	}
	return ITEM_NONE;
}

static void look_into(struct ui *u, struct view *v, const struct trail *t, uint32_t item)
{
	struct map *m = v->state;
	const struct camp *camp = &t->camps[item];
	if (camp->n_seen + camp->n_open == 0) {
		ui_say(u, ROLE_ERROR, str_from(_("Pas encore : votre chemin y passera, ou pas.")));
		return;
	}
	m->is_near = true;
	m->section = camp->section;
	ui_turn_page(v, ITEM_NONE);
	for (size_t i = 0; i < t->n_stops; i++) {
		v->focus = t->stops[i].is_here ? (uint32_t)i : v->focus;
	}
}

static void go_to(struct ui *u, struct stop stop)
{
	if (ui_is_locked(u)) {
		return;
	}
	ui_settle(u);
	if (trail_go(&stop, u->visit, &u->moves) == OUTCOME_OK) {
		screen_step_begin(u);
	}
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct map *m = v->state;
	struct trail t;
	trail_make(&t, &u->turn_arena, u->visit);
	if (a != ACTION_TAKE) {
		m->is_near = false;
		ui_turn_page(v, camp_at(&t, m->section));
	} else if (!m->is_near && item < t.n_camps) {
		look_into(u, v, &t, item);
	} else if (m->is_near && item < t.n_stops) {
		go_to(u, t.stops[item]);
	}
}

static void close_map(struct ui *u, struct view *v)
{
	(void)u;
	mem_free(v->state);
}

const struct screen screen_map = {
	.name = "carte",
	.open = open_map,
	.build = build,
	.can = can,
	.act = act,
	.close = close_map,
};
