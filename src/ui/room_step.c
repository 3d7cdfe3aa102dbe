/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step to a room: the camp in large where it opens, its texts, what is said after an answer; then
 * a fork, or nothing to choose: what would be typed is left open.
 */
#include "room.h"

#include "i18n.h"
#include "words.h"

enum {
	CHOICE_ON = 1 << 20, /* below: the option, the hub's item */
	CHOICE_HOME,
};

/* --- The camp --------------------------------------------------------------------- */

static bool opens_camp(const struct ui *u, struct arena *arena)
{
	const struct step *s = visit_step(u->visit);
	size_t n;
	const step_id *seen = scene_seen(arena, u->walk, &n);
	if (s->section >= u->setup.journey->n_sections || u->visit->stage == VISIT_TOLD) {
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		if (u->setup.journey->steps[seen[i]].section == s->section) {
			return seen[i] == walk_here(u->walk)->step;
		}
	}
	return true;
}

/* A camp's time is for somebody alone. */
static void add_opening(const struct scene *scene, struct room *r)
{
	struct sheet *s = room_opening(r);
	room_add_large(r, s, scene->section);
	sheet_gap(s);
	sheet_say(s, ROLE_MUTED, 0, scene->day);
}

/* --- Texts ------------------------------------------------------------------------ */

static void add_idea(struct room *r, struct said text)
{
	if (!said_is_empty(text)) {
		sheet_prose(room_begin(r), ROLE_TEXT, text);
	}
}

/* The questions that a text ends with; empty where it asks none. */
static struct str last_question(struct str line)
{
	size_t from = line.len;
	if (!str_ends(line, STR("?"))) {
		return (struct str){0};
	}
	while (from > 0) {
		struct str before = str_slice(line, 0, from - 1);
		if (line.ptr[from - 1] == ' ' &&
		    (str_ends(before, STR(".")) || str_ends(before, STR("!")) ||
		     str_ends(before, STR("…")))) {
			break;
		}
		from--;
	}
	return str_slice(line, from, line.len);
}

/* What the room chooses an answer to; a bet, and a step without a question, ask in their text. */
static struct str question_of(const struct ui *u, const struct scene *scene, struct arena *arena)
{
	struct str question = said_line(arena, scene->question);
	if (question.len > 0 || u->visit->stage != VISIT_CHOOSE) {
		return question;
	}
	bool is_bet = !said_is_empty(scene->sighting);
	question = last_question(said_line(arena, is_bet ? scene->sighting : scene->room));
	return question.len == 0 && is_bet ? str_from(_("Votre pari")) : question;
}

/* The source is at the foot of what it is of: the lesson, else what was said last. */
static void add_lesson(struct room *r, struct said lesson, struct said source)
{
	struct str line = said_line(r->arena, lesson), from = said_line(r->arena, source);
	if (line.len > 0 || (from.len > 0 && r->n_ideas == 0)) {
		sheet_say(room_begin(r), ROLE_TEXT, CELL_BOLD, line);
	}
	if (from.len > 0) {
		sheet_sayf(room_foot(r, r->n_ideas - 1, false), ROLE_MUTED, _("Source : %.*s"),
		           STR_ARG(from));
	}
}

static void add_texts(const struct ui *u, const struct scene *scene, struct room *r)
{
	const struct text *room = &scene->step->room;
	add_idea(r, room->source.len > 0
	                    ? said_make(r->arena, walk_facts(u->visit->walk, false), room)
	                    : scene->body);
	if (!said_is_empty(scene->sighting)) {
		struct sheet *s = room_begin(r);
		if (!words_same(scene->place, scene->title)) {
			sheet_say(s, ROLE_MUTED, CELL_BOLD, scene->place);
			sheet_gap(s);
		}
		sheet_prose(s, ROLE_TEXT, scene->sighting);
	}
	add_idea(r, scene->story);
	add_lesson(r, scene->lesson, scene->source);
}

/* --- What is said after an answer ------------------------------------------------- */

static void add_figure(struct room *r, const struct scene_told *t)
{
	struct sheet *s = room_opening(r);
	room_add_large(r, s, t->figure);
	if (t->answer.len > 0) {
		sheet_gap(s);
		sheet_sayf(s, ROLE_TEXT, _("Votre estimation : %.*s."), STR_ARG(t->answer));
	}
	add_lesson(r, (struct said){0}, t->source);
}

/* At the foot of the first page that answers it; by itself where there is none. */
static void add_answer(struct room *r, const struct scene_told *t, const struct step *step)
{
	if (t->answer.len > 0) {
		struct sheet *s = r->n_ideas > 0 ? room_foot(r, 0, true) : room_begin(r);
		sheet_sayf(s, ROLE_TEXT,
		           step->kind == STEP_SIGHTING ? _("Votre pari : %.*s.")
		                                       : _("Votre réponse : %.*s"),
		           STR_ARG(t->answer));
	}
}

static void add_told(const struct ui *u, struct room *r)
{
	struct scene_told t;
	scene_tell(&t, r->arena, u->visit);
	bool is_estimate = visit_step(u->visit)->estimate != NULL;
	if (is_estimate) {
		add_figure(r, &t);
	}
	struct sheet *s = t.verdict.len + t.rather.len > 0 ? room_begin(r) : NULL;
	if (s != NULL) {
		sheet_say(s, ROLE_TITLE, CELL_BOLD, t.verdict);
		sheet_say(s, ROLE_TEXT, 0, t.rather);
	}
	for (size_t i = 0; i < t.n_explanations; i++) {
		s = s != NULL && i == 0 ? s : room_begin(r);
		sheet_gap(s);
		sheet_say(s, ROLE_TEXT, CELL_BOLD, t.explanations[i].about);
		sheet_prose(s, ROLE_TEXT, t.explanations[i].text);
	}
	add_idea(r, t.story);
	add_lesson(r, t.lesson, is_estimate ? (struct said){0} : t.source);
	if (!is_estimate) {
		add_answer(r, &t, visit_step(u->visit));
	}
}

/* --- What is asked ---------------------------------------------------------------- */

/* One of `n`: by itself it is no list. */
static void add_point(struct sheet *s, size_t n, struct str words)
{
	if (n == 1) {
		sheet_say(s, ROLE_TEXT, 0, words);
	} else {
		sheet_hang(s, glyph_str(GLYPH_BULLET, s->ascii), ROLE_TEXT, words);
	}
}

static void add_fork(const struct scene *scene, struct room *r)
{
	for (size_t i = 0; i < scene->n_rows; i++) {
		const struct scene_row *row = &scene->rows[i];
		struct str note = row->is_greyed ? row->why : scene_row_mark(row);
		room_add_choice(r, row->index, row->label, note, row->is_greyed);
	}
}

static void add_fields(const struct ui *u, const struct step *step, struct sheet *s)
{
	const struct facts *facts = walk_facts(u->visit->walk, false);
	for (uint32_t i = 0; i < step->n_fields; i++) {
		add_point(s, step->n_fields, said_line_of(s->arena, facts, &step->fields[i].label));
	}
}

static void add_review(const struct ui *u, struct sheet *s)
{
	size_t n;
	const struct scene_answer *list = scene_review(s->arena, u->visit, &n);
	for (size_t i = 0; i < n; i++) {
		struct str answer =
			list[i].answer.len > 0 ? list[i].answer : str_from(_("laissé ouvert"));
		add_point(s, n,
		          list[i].written.len > 0 ? list[i].title
		                                  : said_pair(s->arena, list[i].title, answer));
	}
}

static void add_lines(const struct ui *u, const struct step *step, struct sheet *s)
{
	size_t n;
	const struct scene_line *lines = scene_harvest(s->arena, u->walk, step, &n);
	for (size_t i = 0; i < n; i++) {
		add_point(s, n, lines[i].line);
	}
}

static void add_composition(const struct ui *u, struct sheet *s)
{
	struct scene_composition c;
	scene_compose(&c, s->arena, u->visit);
	if (c.written.len > 0) {
		sheet_written(s, ROLE_TEXT, c.written);
	} else {
		sheet_prose(s, ROLE_TEXT, c.drawn);
	}
}

static void add_shelf(const struct ui *u, const struct scene *scene, struct sheet *s)
{
	for (size_t i = 0; i < scene->shelf.n; i++) {
		add_point(s, scene->shelf.n,
		          shelf_line(s->arena,
		                     &u->setup.journey->resources[scene->shelf.resources[i]]));
	}
}

/* Of a hub, what was not seen yet, as on one's own; else the way on. */
static size_t first_unseen(const struct scene *scene)
{
	size_t i = 0;
	while (i < scene->n_rows && (scene->rows[i].is_done || scene->rows[i].is_greyed)) {
		i++;
	}
	return i;
}

/* What is there to look at and not to choose, on a page of its own. */
static void add_asked(const struct ui *u, const struct scene *scene, struct room *r)
{
	struct sheet *s = &r->question;
	if (s->n > 0) {
		sheet_gap(s);
	}
	switch (u->visit->stage) {
	case VISIT_SEVERAL:
		for (size_t i = 0; i < scene->n_rows; i++) {
			add_point(s, scene->n_rows, scene->rows[i].label);
		}
		break;
	case VISIT_FIELD:
		add_fields(u, scene->step, s);
		break;
	case VISIT_HARVEST:
		add_lines(u, scene->step, s);
		break;
	case VISIT_CATALOGUE:
		add_shelf(u, scene, s);
		break;
	case VISIT_REVIEW:
		add_review(u, s);
		break;
	case VISIT_COMPOSE:
	case VISIT_RETOUCH:
		add_composition(u, s);
		break;
	case VISIT_CHOOSE:
		add_fork(scene, r);
		break;
	case VISIT_HUB:
		add_fork(scene, r);
		room_add_choice(r, CHOICE_ON, str_from(_("Continuer")), (struct str){0}, false);
		r->lit_first = first_unseen(scene);
		break;
	case VISIT_ENDING:
		room_add_choice(r, CHOICE_HOME, str_from(_("Retour à l'accueil")), (struct str){0},
		                false);
		break;
	case VISIT_READ:
	case VISIT_GUESS:
	case VISIT_NOTE:
	case VISIT_TOLD:
		break;
	}
}

static void add_step(const struct ui *u, const struct scene *scene, struct room *r)
{
	if (opens_camp(u, r->arena)) {
		add_opening(scene, r);
	}
	add_texts(u, scene, r);
	sheet_say(&r->question, ROLE_TEXT, CELL_BOLD, question_of(u, scene, r->arena));
	add_asked(u, scene, r);
}

static void build(const struct ui *u, const struct view *v, struct room *r)
{
	struct scene scene;
	(void)v;
	scene_make(&scene, r->arena, u->visit);
	r->title = scene.title.len > 0 ? scene.title : said_line(r->arena, scene.question);
	r->where = scene.section;
	r->passes_open = visit_passes_open(u->visit) && !u->read_only;
	if (u->visit->stage == VISIT_TOLD) {
		add_told(u, r);
	} else {
		add_step(u, &scene, r);
	}
	if (r->n_ideas == 0 && r->question.n == 0) {
		sheet_say(room_begin(r), ROLE_TEXT, CELL_BOLD, r->title);
	}
}

/* --- Buttons ---------------------------------------------------------------------- */

/* What the visit is at now, or why it is where it was. */
static void show_anew(struct ui *u, enum outcome o)
{
	if (o == OUTCOME_OK) {
		screen_step_show(u);
		step_come_back(u);
	} else if (o == OUTCOME_NO_WAY || o == OUTCOME_NOT_THERE) {
		ui_say(u, ROLE_TEXT, str_from(_("Le chemin s'arrête ici.")));
	}
}

static void on(struct ui *u, struct view *v)
{
	(void)v;
	if (!ui_is_locked(u)) {
		show_anew(u, visit_pass(u->visit, &u->moves));
	}
}

static bool back(struct ui *u, struct view *v)
{
	(void)v;
	if (walk_cursor(u->walk) == 0 && u->visit->stage != VISIT_TOLD) {
		return false;
	}
	if (ui_is_locked(u)) {
		return false;
	}
	enum outcome o = visit_back(u->visit, &u->moves);
	show_anew(u, o);
	return o == OUTCOME_OK;
}

static void take(struct ui *u, struct view *v, uint32_t choice)
{
	if (choice == CHOICE_HOME) {
		ui_do(u, ACTION_HOME);
	} else if (choice == CHOICE_ON) {
		on(u, v);
	} else if (!ui_is_locked(u)) {
		show_anew(u, u->visit->stage == VISIT_HUB
		                     ? visit_enter(u->visit, &u->moves, choice)
		                     : visit_choose(u->visit, &u->moves, choice));
	}
}

const struct room_part room_step = {build, on, back, take};
