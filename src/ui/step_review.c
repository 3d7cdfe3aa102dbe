/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered, to read again: a review, and a text composed of it. */
#include "step_parts.h"

#include "i18n.h"

/* --- A review --------------------------------------------------------------------- */

static void add_heads(struct sheet *s, const struct scene_answer *row)
{
	if (row->camp.len > 0) {
		sheet_gap(s);
		sheet_say(s, ROLE_TITLE, CELL_BOLD, row->camp);
	}
	if (row->step_title.len > 0 || row->is_apart) {
		sheet_gap(s);
	}
	if (row->step_title.len > 0) {
		sheet_say(s, ROLE_TEXT, 0, row->step_title);
	}
}

/* As it was written, beneath its title. */
static void add_written(struct sheet *s, const struct scene_answer *row)
{
	uint32_t inset = s->inset;
	s->inset += s->cols > 2 * UI_MINI_COLS ? 5 : 0;
	sheet_written(s, ROLE_QUOTE, row->written);
	s->inset = inset;
	sheet_gap(s);
}

static void add_answer(struct sheet *s, const struct scene_answer *row, uint32_t i)
{
	struct str open = str_from(_("laissé ouvert"));
	struct str answer = row->answer.len > 0 ? row->answer : open;
	struct str line =
		row->written.len > 0 ? row->title : said_pair(s->arena, row->title, answer);
	if (row->is_beside) {
		sheet_hang(s, glyph_str(GLYPH_BULLET, s->ascii), ROLE_MUTED, line);
	} else {
		sheet_choice(s, &(struct sheet_choice){.id = i, .number = i + 1, .label = line});
	}
	if (row->written.len > 0) {
		add_written(s, row);
	}
}

static void build_review(const struct ui *u, const struct view *v, const struct scene *scene,
                         struct sheet *s)
{
	size_t n;
	const struct scene_answer *rows = scene_review(s->arena, u->visit, &n);
	(void)scene;
	s->highest = n;
	if (n == 0) {
		sheet_say(s, ROLE_TEXT, 0, str_from(_("Pas encore de réponse ici.")));
	}
	for (size_t i = 0; i < n; i++) {
		if (rows[i].is_beside && (i == 0 || !rows[i - 1].is_beside)) {
			sheet_gap(s);
			sheet_say(s, ROLE_MUTED, 0,
			          str_from(_("Répondu sur un autre chemin ; gardé, pour le jour où "
			                     "vous y repasserez :")));
		}
		add_heads(s, &rows[i]);
		add_answer(s, &rows[i], (uint32_t)i);
	}
	sheet_gap(s);
	s->begins_at_focus = v->focus < n;
	s->enter = v->focus < n ? _("changer") : _("continuer");
	step_add_go(s, _("Continuer"));
}

static void begin_review(struct ui *u, struct view *v)
{
	(void)u;
	v->focus = STEP_ITEM_GO;
}

void step_review_focus(struct ui *u, step_id step, uint32_t field)
{
	size_t n;
	const struct scene_answer *rows = scene_review(&u->turn_arena, u->visit, &n);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].step == step && rows[i].field == field) {
			ui_view(u)->focus = (uint32_t)i;
		}
	}
}

static void act_review(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	size_t n;
	const struct scene_answer *rows = scene_review(&u->turn_arena, u->visit, &n);
	(void)v;
	(void)a;
	if (ui_is_locked(u)) {
		return;
	}
	if (item < n) {
		step_edit_from_review(u, rows[item].step, rows[item].field);
	} else if (item == STEP_ITEM_GO) {
		step_conclude(u, visit_go_on(u->visit, &u->moves), ITEM_NONE);
	}
}

const struct step_stage step_review = {
	.build = build_review, .act = act_review, .begin = begin_review};

/* --- A composition ---------------------------------------------------------------- */

static void add_open(struct sheet *s, const struct scene_composition *c)
{
	struct buf b = {0};
	for (size_t i = 0; i < c->n_open; i++) {
		buf_add(&b, str_from(i > 0 ? " ; " : ""));
		buf_add(&b, c->open[i]);
	}
	if (b.len > 0) {
		sheet_gap(s);
		sheet_sayf(s, ROLE_MUTED, _("Laissé ouvert : %.*s."), STR_ARG(buf_str(&b)));
	}
	buf_finish(&b);
}

static void add_way(struct sheet *s, uint32_t id, uint32_t number, const char *label)
{
	sheet_choice(s,
	             &(struct sheet_choice){.id = id, .number = number, .label = str_from(label)});
}

static void build_compose(const struct ui *u, const struct view *v, const struct scene *scene,
                          struct sheet *s)
{
	struct scene_composition c;
	(void)v;
	(void)scene;
	scene_compose(&c, s->arena, u->visit);
	if (c.written.len > 0) {
		sheet_written(s, ROLE_QUOTE, c.written);
	} else {
		sheet_prose(s, ROLE_QUOTE, c.drawn);
		add_open(s, &c);
	}
	if (c.is_stale) {
		sheet_gap(s);
		sheet_say(
			s, ROLE_MUTED, 0,
			str_from(_(
				"Depuis votre retouche, une des réponses de ce texte a changé.")));
	}
	sheet_gap(s);
	s->enter = _("valider");
	add_way(s, STEP_ITEM_GO, 1, _("Garder ce texte"));
	add_way(s, STEP_ITEM_RETOUCH, 2, _("Le retoucher"));
	if (c.is_stale) {
		add_way(s, STEP_ITEM_DRAW_AGAIN, 3,
		        _("Refaire le texte avec les réponses d'aujourd'hui"));
	}
}

static void act_compose(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	if (ui_is_locked(u)) {
		return;
	}
	if (item == STEP_ITEM_GO) {
		step_conclude(u, visit_go_on(u->visit, &u->moves), ITEM_NONE);
	} else if (item == STEP_ITEM_RETOUCH) {
		step_conclude(u, visit_retouch(u->visit), ITEM_NONE);
	} else if (item == STEP_ITEM_DRAW_AGAIN) {
		step_conclude(u, visit_draw_again(u->visit, &u->moves), ITEM_NONE);
	}
}

const struct step_stage step_compose = {.build = build_compose, .act = act_compose};
