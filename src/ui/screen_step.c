/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step: where one is, its title and texts, then what the stage of the visit asks. The
 * state is made anew whenever the stage or the place changes, by screen_step_begin.
 */
#include "step_parts.h"

#include "glossary.h"
#include "i18n.h"
#include "mem.h"
#include "refusal.h"
#include "room.h"
#include "words.h"

enum {
	COLS_FOR_WHERE = 44, /* below, the header has only the section and a number */
};

static const struct step_stage *const stages[] = {
	[VISIT_READ] = &step_read,       [VISIT_CHOOSE] = &step_choose,
	[VISIT_SEVERAL] = &step_several, [VISIT_GUESS] = &step_guess,
	[VISIT_FIELD] = &step_field,     [VISIT_NOTE] = &step_note,
	[VISIT_HUB] = &step_hub,         [VISIT_TOLD] = &step_told,
	[VISIT_ENDING] = &step_ending,   [VISIT_REVIEW] = &step_review,
	[VISIT_COMPOSE] = &step_compose, [VISIT_RETOUCH] = &step_note,
	[VISIT_HARVEST] = &step_harvest, [VISIT_CATALOGUE] = &step_catalogue,
};

static const struct step_stage *stage_of(const struct ui *u)
{
	return stages[u->visit->stage];
}

/* --- State ------------------------------------------------------------------------ */

static void forget(struct step_state *state)
{
	for (uint32_t i = 0; i < state->n_typings; i++) {
		editor_finish(&state->typings[i].editor);
	}
	pad_finish(&state->pad);
	mem_free(state->typings);
	mem_free(state->ticks);
	*state = (struct step_state){0};
}

static void *open_step(struct ui *u)
{
	(void)u;
	return mem_alloc(sizeof(struct step_state));
}

static void close_step(struct ui *u, struct view *v)
{
	(void)u;
	forget(v->state);
	mem_free(v->state);
}

static struct view *step_view(struct ui *u)
{
	return &u->stack[0];
}

/* Another field of the same form: what was typed in the others stays. */
static bool goes_on_filling(const struct ui *u, const struct step_state *state)
{
	return u->visit->stage == VISIT_FIELD && state->n_typings > 0 &&
	       state->stage == VISIT_FIELD && state->is_editing == visit_is_editing(u->visit) &&
	       state->cursor == walk_cursor(u->visit->walk);
}

void step_refresh(struct ui *u)
{
	struct view *v = step_view(u);
	struct step_state *state = v->state;
	if (goes_on_filling(u, state)) {
		v->focus = ITEM_NONE;
		v->is_fresh = true;
	} else {
		forget(state);
		state->stage = u->visit->stage;
		state->is_editing = visit_is_editing(u->visit);
		state->cursor = walk_cursor(u->visit->walk);
		u->has_pending = false;
		ui_turn_page(v, ITEM_NONE);
	}
	if (stage_of(u)->begin != NULL) {
		stage_of(u)->begin(u, v);
	}
}

void screen_step_show(struct ui *u)
{
	forget(step_view(u)->state);
	step_refresh(u);
}

void screen_step_begin(struct ui *u)
{
	visit_begin(u->visit, u->walk);
	u->edit = (struct edit){0};
	screen_step_show(u);
}

/* --- The head --------------------------------------------------------------------- */

static void build_header(const struct scene *scene, struct sheet *s)
{
	if (s->cols >= COLS_FOR_WHERE) {
		s->left = scene->day.len > 0 && scene->section.len > 0
		                  ? sheet_format(s, "%.*s · %.*s", STR_ARG(scene->day),
		                                 STR_ARG(scene->section))
		                  : scene->section;
		s->right = sheet_format(s, _("étape %u"), (unsigned)scene->rank);
	} else {
		s->left = scene->section;
		s->right = sheet_format(s, "%u", (unsigned)scene->rank);
	}
}

/* « Un territoire · 3 min » */
static void build_kind(const struct scene *scene, struct sheet *s)
{
	struct buf b = {0};
	if (scene->step->kind != STEP_INFO && scene->step->kind != STEP_QUESTION &&
	    !words_same(scene->title, scene->kind)) {
		buf_add(&b, scene->kind);
	}
	if (scene->step->minutes > 0) {
		buf_add(&b, str_from(b.len > 0 ? " · " : ""));
		duration_add_french(&b, scene->step->minutes);
	}
	sheet_say(s, ROLE_MUTED, 0, buf_str(&b));
	buf_finish(&b);
}

/* --- The texts -------------------------------------------------------------------- */

/* An address is never hidden behind its words. */
static void add_links(struct sheet *s, struct said text)
{
	size_t n;
	const struct glossary_link *list = glossary_links(s->arena, text, &n);
	for (size_t i = 0; i < n; i++) {
		sheet_sayf(s, ROLE_MUTED, _("%.*s : %.*s"), STR_ARG(list[i].written),
		           STR_ARG(list[i].address));
	}
}

static void explain(const struct ui *u, struct sheet *s, struct said text)
{
	const struct journey *j = u->setup.journey;
	size_t n;
	const struct glossary_word *list = glossary_find(s->arena, j, text, &n);
	for (size_t i = 0; i < n; i++) {
		struct str meaning = said_line_of(s->arena, walk_facts(u->visit->walk, false),
		                                  &j->words[list[i].word].meaning);
		sheet_sayf(s, ROLE_MUTED, _("« %.*s » : %.*s"), STR_ARG(list[i].written),
		           STR_ARG(meaning));
	}
	add_links(s, text);
}

static void add_block(struct sheet *s, enum role role, struct said text)
{
	if (!said_is_empty(text)) {
		sheet_gap(s);
		sheet_prose(s, role, text);
	}
}

/* What was learnt there, set off. */
static void add_lesson(struct sheet *s, struct said text)
{
	if (!said_is_empty(text)) {
		sheet_gap(s);
		sheet_say(s, ROLE_TITLE, CELL_BOLD, said_line(s->arena, text));
	}
}

static void add_source(struct sheet *s, struct said text)
{
	struct str line = said_line(s->arena, text);
	if (line.len > 0) {
		sheet_gap(s);
		sheet_sayf(s, ROLE_MUTED, _("Source : %.*s"), STR_ARG(line));
	}
}

static void build_texts(const struct ui *u, const struct scene *scene, struct sheet *s)
{
	add_block(s, ROLE_TEXT, scene->body);
	if (scene->place.len > 0 && !words_same(scene->place, scene->title)) {
		sheet_gap(s);
		sheet_say(s, ROLE_MUTED, CELL_BOLD, scene->place);
	}
	if (!said_is_empty(scene->sighting)) {
		sheet_gap(s);
		sheet_quote(s, ROLE_QUOTE, scene->sighting);
	}
	add_block(s, ROLE_TEXT, scene->story);
	add_lesson(s, scene->lesson);
	add_source(s, scene->source);
	sheet_gap(s);
	explain(u, s, scene->body);
	explain(u, s, scene->sighting);
	explain(u, s, scene->story);
}

/* --- What is said after an answer ------------------------------------------------- */

static void build_answer(const struct ui *u, const struct scene_told *t, struct sheet *s)
{
	const struct step *step = visit_step(u->visit);
	if (step->estimate != NULL) {
		sheet_figure(s, t->figure);
		sheet_gap(s);
		if (answer_is_right(step, walk_here(u->visit->walk)->answer)) {
			sheet_sayf(s, ROLE_TEXT, _("Votre estimation : %.*s. C'est le chiffre."),
			           STR_ARG(t->answer));
		} else if (t->answer.len > 0) {
			sheet_sayf(s, ROLE_TEXT, _("Votre estimation : %.*s."), STR_ARG(t->answer));
		}
	} else if (step->kind == STEP_SIGHTING && t->answer.len > 0) {
		sheet_sayf(s, ROLE_DONE, _("Votre pari : %.*s."), STR_ARG(t->answer));
	} else if (t->answer.len > 0) {
		sheet_sayf(s, ROLE_DONE, _("Votre réponse : %.*s"), STR_ARG(t->answer));
	}
}

static void build_told(const struct ui *u, struct sheet *s)
{
	struct scene_told t;
	scene_tell(&t, s->arena, u->visit);
	sheet_gap(s);
	s->news = s->n + 1; // under the gap
	build_answer(u, &t, s);
	sheet_gap(s);
	sheet_say(s, ROLE_TITLE, CELL_BOLD, t.verdict);
	if (t.rather.len > 0) {
		sheet_sayf(s, ROLE_TEXT, _("Plutôt : %.*s"), STR_ARG(t.rather));
	}
	for (size_t i = 0; i < t.n_explanations; i++) {
		const struct scene_explanation *e = &t.explanations[i];
		if (e->about.len > 0) {
			sheet_gap(s);
			sheet_say(s, ROLE_TEXT, CELL_BOLD, e->about);
		}
		sheet_prose(s, ROLE_TEXT, e->text);
	}
	add_block(s, ROLE_TEXT, t.story);
	add_lesson(s, t.lesson);
	add_source(s, t.source);
	sheet_gap(s);
	for (size_t i = 0; i < t.n_explanations; i++) {
		explain(u, s, t.explanations[i].text);
	}
	explain(u, s, t.story);
}

/* --- All of it -------------------------------------------------------------------- */

/* In these, what there is to read more is offered only after the answer. */
static bool is_told_later(const struct ui *u)
{
	const struct step *s = visit_step(u->visit);
	return u->visit->stage != VISIT_TOLD && (s->kind == STEP_QUIZ || s->kind == STEP_ESTIMATE ||
	                                         (s->kind == STEP_SIGHTING && s->n_options > 0));
}

static void build_shelf(const struct ui *u, const struct scene *scene, struct sheet *s)
{
	if (scene->shelf.n == 0 || is_told_later(u) || scene->step->kind == STEP_CATALOGUE ||
	    !ui_can(u, ACTION_RESOURCES)) {
		return;
	}
	sheet_gap(s);
	sheet_sayf(s, ROLE_MUTED,
	           COUNTED(scene->shelf.n, "%zu ressource sur ce sujet : touche R",
	                   "%zu ressources sur ce sujet : touche R"),
	           scene->shelf.n);
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	struct scene scene;
	scene_make(&scene, s->arena, u->visit);
	build_header(&scene, s);
	if (visit_is_editing(u->visit)) {
		sheet_say(s, ROLE_BANNER, 0,
		          str_from(_("Vous changez une réponse ; ← la laisse comme elle était.")));
		sheet_gap(s);
	}
	sheet_say(s, ROLE_TITLE, CELL_BOLD, scene.title);
	build_kind(&scene, s);
	build_texts(u, &scene, s);
	if (u->visit->stage == VISIT_TOLD) {
		build_told(u, s);
	}
	sheet_gap(s);
	stage_of(u)->build(u, v, &scene, s);
	build_shelf(u, &scene, s);
}

/* --- Keys ------------------------------------------------------------------------- */

static bool can_go_back(const struct ui *u)
{
	const struct visit *v = u->visit;
	return walk_cursor(v->walk) > 0 || v->stage == VISIT_TOLD || visit_is_editing(v) ||
	       (v->stage == VISIT_FIELD && v->field > 0);
}

/* To the next field that is filled, to what was said after the answer, a place on. */
static bool can_redo(const struct ui *u)
{
	const struct visit *v = u->visit;
	struct event e;
	if (visit_is_editing(v)) {
		return false;
	}
	return (v->stage == VISIT_FIELD && v->field < v->n_filled &&
	        v->field + 1 < visit_step(v)->n_fields) ||
	       (v->stage != VISIT_TOLD && walk_is_told(v->walk)) ||
	       walk_redo(v->walk, 1, &e) == OUTCOME_OK;
}

static bool can(const struct ui *u, const struct view *v, enum action a)
{
	if (a == ACTION_BACK) {
		return can_go_back(u);
	}
	if (a == ACTION_REDO) {
		return can_redo(u);
	}
	return a == ACTION_TAKE || (stage_of(u)->can != NULL && stage_of(u)->can(u, v, a));
}

static void travel(struct ui *u, enum action a)
{
	struct view *v = step_view(u);
	if (ui_is_locked(u)) {
		return;
	}
	v->screen->tick(u, v);
	enum outcome o = a == ACTION_BACK ? visit_back(u->visit, &u->moves)
	                                  : visit_redo(u->visit, &u->moves);
	if (o == OUTCOME_OK) {
		step_refresh(u);
		step_come_back(u);
	}
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	if (a == ACTION_BACK || a == ACTION_REDO) {
		travel(u, a);
	} else {
		stage_of(u)->act(u, v, a, item);
	}
}

static void type(struct ui *u, struct view *v, uint32_t item, const struct key *key)
{
	if (stage_of(u)->type != NULL && !ui_is_locked(u)) {
		stage_of(u)->type(u, v, item, key);
	}
}

/* True while a draft of the visit is open in the pad. */
static bool step_writes(const struct ui *u)
{
	return u->visit->stage == VISIT_NOTE || u->visit->stage == VISIT_RETOUCH;
}

static void tick(struct ui *u, struct view *v)
{
	struct step_state *state = v->state;
	if (u->walk == NULL || u->read_only) {
		return;
	}
	if (step_writes(u)) {
		pad_keep(&state->pad, &u->visit->draft, &u->moves);
	} else {
		step_keep_typed(u, v);
	}
}

const struct screen screen_step = {
	.name = "étape",
	.room = &room_step,
	.open = open_step,
	.build = build,
	.can = can,
	.act = act,
	.type = type,
	.tick = tick,
	.close = close_step,
};

void screen_step_jump(struct ui *u, step_id to)
{
	ui_settle(u);
	if (!ui_is_locked(u) && visit_jump(u->visit, &u->moves, to) == OUTCOME_OK) {
		screen_step_begin(u);
	}
}

/* --- For the stages --------------------------------------------------------------- */

const struct scene_row *step_row(struct ui *u, uint32_t index)
{
	size_t n;
	const struct scene_row *rows = scene_rows(&u->turn_arena, u->visit, &n);
	for (size_t i = 0; i < n; i++) {
		if (rows[i].index == index) {
			return &rows[i];
		}
	}
	return NULL;
}

struct str step_reason(const struct ui *u, struct arena *arena, enum outcome o,
                       const struct scene_row *row)
{
	struct str said = refusal_of(arena, u->visit, o, row);
	if (said.len > 0) {
		return said;
	}
	if (o == OUTCOME_NO_WAY || o == OUTCOME_NOT_THERE) {
		return str_from(_("Le chemin s'arrête ici."));
	}
	return str_from(u->visit->stage == VISIT_FIELD ? refusal_wanted(visit_field(u->visit))
	                                               : _("Il faut un nombre, comme 40."));
}

void step_conclude(struct ui *u, enum outcome o, uint32_t index)
{
	if (o == OUTCOME_OK) {
		step_refresh(u);
		step_come_back(u);
	} else {
		ui_say(u, ROLE_ERROR, step_reason(u, &u->turn_arena, o, step_row(u, index)));
	}
}

void step_add_go(struct sheet *s, const char *label)
{
	s->enter = s->enter != NULL ? s->enter : _("continuer");
	sheet_button(s, STEP_ITEM_GO, label);
}

void step_add_pass(const struct ui *u, struct sheet *s)
{
	if (visit_is_passable(u->visit)) {
		sheet_button(s, STEP_ITEM_PASS, _("Passer"));
	}
}
