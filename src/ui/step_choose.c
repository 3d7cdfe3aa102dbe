/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages without a field: reading on, choosing one or several, a hub, an ending. */
#include "step_parts.h"

#include "i18n.h"
#include "mem.h"

/* --- Lists ------------------------------------------------------------------------ */

static struct str note_of(const struct scene_row *row, struct sheet *s)
{
	if (row->is_greyed) {
		return row->why.len > 0 ? sheet_format(s, _("fermé : %.*s"), STR_ARG(row->why))
		                        : str_from(_("fermé"));
	}
	bool is_ticked = row->is_done && !row->is_passed; // its box says it
	return is_ticked ? (struct str){0} : scene_row_mark(row);
}

/* `is_on`, by option, or NULL: no boxes. The number after the last. */
static uint32_t add_rows(const struct scene *scene, struct sheet *s, const bool *is_on)
{
	uint32_t number = 0;
	s->highest = scene->n_rows + (scene->step->kind == STEP_HUB);
	for (size_t i = 0; i < scene->n_rows; i++) {
		const struct scene_row *row = &scene->rows[i];
		struct sheet_choice c = {
			.id = row->index,
			.number = row->is_greyed ? 0 : ++number,
			.label = row->label,
			.note = note_of(row, s),
			.is_greyed = row->is_greyed,
		};
		if (is_on != NULL) {
			bool on = is_on[row->index];
			c.box = glyph_str(on ? GLYPH_ON : GLYPH_OFF, s->ascii);
			c.role = on ? ROLE_DONE : ROLE_CHOICE;
		}
		sheet_choice(s, &c);
	}
	return number + 1;
}

static void add_question(const struct scene *scene, struct sheet *s)
{
	if (!said_is_empty(scene->question)) {
		sheet_say(s, ROLE_TITLE, scene->title.len > 0 ? 0 : CELL_BOLD,
		          said_line(s->arena, scene->question));
		sheet_gap(s);
	}
}

/* --- Reading on ------------------------------------------------------------------- */

static void build_read(const struct ui *u, const struct view *v, const struct scene *scene,
                       struct sheet *s)
{
	(void)u;
	(void)v;
	add_question(scene, s);
	step_add_go(s, _("Continuer"));
}

static void act_read(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	if (!ui_is_locked(u)) {
		step_conclude(u, visit_go_on(u->visit, &u->moves), item);
	}
}

static void build_go(const struct ui *u, const struct view *v, const struct scene *scene,
                     struct sheet *s)
{
	(void)u;
	(void)v;
	(void)scene;
	step_add_go(s, _("Continuer"));
}

const struct step_stage step_read = {.build = build_read, .act = act_read};
const struct step_stage step_told = {.build = build_go, .act = act_read};

/* --- An ending -------------------------------------------------------------------- */

static void build_ending(const struct ui *u, const struct view *v, const struct scene *scene,
                         struct sheet *s)
{
	struct str path = ui_carnet_path(u, s->arena);
	(void)v;
	if (u->problem.len == 0 && path.len > 0) {
		sheet_say(s, ROLE_TEXT, 0,
		          str_from(scene->step->success ? _("Votre carnet est complet :")
		                                        : _("Votre carnet garde tout :")));
		sheet_address(s, path);
		sheet_gap(s);
	}
	s->enter = _("valider");
	sheet_choice(s, &(struct sheet_choice){.id = STEP_ITEM_HOME,
	                                       .number = 1,
	                                       .label = str_from(_("Retour à l'accueil"))});
	sheet_choice(s, &(struct sheet_choice){.id = STEP_ITEM_LEAVE,
	                                       .number = 2,
	                                       .label = str_from(_("Quitter"))});
	if (!scene->step->success && ui_can(u, ACTION_BACK)) {
		sheet_choice(s,
		             &(struct sheet_choice){.id = STEP_ITEM_BACK,
		                                    .number = 3,
		                                    .label = str_from(_("Reprendre le chemin"))});
	}
}

static void act_ending(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	ui_do(u, item == STEP_ITEM_LEAVE  ? ACTION_QUIT
	         : item == STEP_ITEM_BACK ? ACTION_BACK
	                                  : ACTION_HOME);
}

const struct step_stage step_ending = {.build = build_ending, .act = act_ending};

/* --- One option ------------------------------------------------------------------- */

static const struct answer *prefill(const struct ui *u)
{
	bool is_preset;
	return visit_prefill(u->visit, &is_preset);
}

static void build_choose(const struct ui *u, const struct view *v, const struct scene *scene,
                         struct sheet *s)
{
	const struct answer *kept = prefill(u);
	(void)v;
	add_question(scene, s);
	s->enter = _("valider");
	(void)add_rows(scene, s, NULL);
	if (kept != NULL) {
		sheet_gap(s);
		sheet_sayf(s, ROLE_MUTED, _("Votre réponse : %.*s"),
		           STR_ARG(scene_answer(s->arena, u->visit->walk, scene->step, kept)));
	}
	sheet_gap(s);
	step_add_pass(u, s);
}

static void begin_choose(struct ui *u, struct view *v)
{
	const struct answer *kept = prefill(u);
	if (kept != NULL) {
		v->focus = kept->option;
	}
}

static void act_choose(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	if (ui_is_locked(u)) {
		return;
	}
	if (item == STEP_ITEM_PASS) {
		step_conclude(u, visit_erase(u->visit, &u->moves), item);
	} else if (item != ITEM_NONE) {
		step_conclude(u, visit_choose(u->visit, &u->moves, item), item);
	}
}

const struct step_stage step_choose = {
	.build = build_choose, .act = act_choose, .begin = begin_choose};

/* --- Several ---------------------------------------------------------------------- */

static uint32_t count(const struct step_state *state)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < state->n_ticks; i++) {
		n += state->ticks[i];
	}
	return n;
}

/* « 2 cochés, 3 au plus » */
static void add_count(const struct ui *u, struct sheet *s, uint32_t n)
{
	const struct several *of = &visit_step(u->visit)->several;
	struct buf b = {0};
	buf_addf(&b, COUNTED(n, "%u coché", "%u cochés"), (unsigned)n);
	if (of->min > 0) {
		buf_addf(&b, _(", %u au moins"), (unsigned)of->min);
	}
	if (of->max != INDEX_NONE) {
		buf_addf(&b, _(", %u au plus"), (unsigned)of->max);
	}
	sheet_say(s, ROLE_MUTED, 0, buf_str(&b));
	buf_finish(&b);
}

static void build_several(const struct ui *u, const struct view *v, const struct scene *scene,
                          struct sheet *s)
{
	const struct step_state *state = v->state;
	add_question(scene, s);
	bool ticks = v->focus < state->n_ticks || v->focus == ITEM_NONE;
	s->enter = ticks ? _("cocher") : _("valider");
	s->next = ticks ? _("valider") : NULL;
	(void)add_rows(scene, s, state->ticks);
	sheet_gap(s);
	add_count(u, s, count(state));
	sheet_gap(s);
	step_add_go(s, _("Valider"));
	step_add_pass(u, s);
}

static void begin_several(struct ui *u, struct view *v)
{
	struct step_state *state = v->state;
	const struct answer *kept = prefill(u);
	state->n_ticks = visit_step(u->visit)->n_options;
	state->ticks = mem_array(state->n_ticks, sizeof *state->ticks);
	for (uint32_t i = 0; kept != NULL && i < kept->set.n; i++) {
		state->ticks[kept->set.options[i]] = true;
	}
}

static void untick_all(struct step_state *state)
{
	for (uint32_t i = 0; i < state->n_ticks; i++) {
		state->ticks[i] = false;
	}
}

/* The one that excludes the others goes with none. */
static void tick(struct ui *u, struct step_state *state, uint32_t option)
{
	const struct several *of = &visit_step(u->visit)->several;
	const struct scene_row *row = step_row(u, option);
	if (row == NULL || row->is_greyed) {
		step_conclude(u, row == NULL ? OUTCOME_NO_CHOICE : OUTCOME_GREYED, option);
		return;
	}
	if (state->ticks[option]) {
		state->ticks[option] = false;
		return;
	}
	if (option == of->exclusive) {
		untick_all(state);
	} else if (of->exclusive != INDEX_NONE) {
		state->ticks[of->exclusive] = false;
	}
	if (of->max != INDEX_NONE && count(state) >= of->max) {
		step_conclude(u, OUTCOME_TOO_MANY, option);
		return;
	}
	state->ticks[option] = true;
}

static void take_set(struct ui *u, const struct step_state *state)
{
	uint32_t *options = arena_array(&u->turn_arena, state->n_ticks, sizeof *options), n = 0;
	for (uint32_t i = 0; i < state->n_ticks; i++) {
		if (state->ticks[i]) {
			options[n++] = i;
		}
	}
	step_conclude(u, visit_choose_set(u->visit, &u->moves, options, n), ITEM_NONE);
}

static bool can_several(const struct ui *u, const struct view *v, enum action a)
{
	const struct step_state *state = v->state;
	(void)u;
	// Where Enter ticks, the way on may be out of sight: Tab leads there at once.
	return (a == ACTION_TICK || a == ACTION_NEXT) && v->focus < state->n_ticks;
}

static void act_several(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct step_state *state = v->state;
	if (a == ACTION_NEXT) {
		v->focus = STEP_ITEM_GO;
		return;
	}
	if (ui_is_locked(u)) {
		return;
	}
	if (item < state->n_ticks) {
		tick(u, state, item);
	} else if (item == STEP_ITEM_PASS) {
		step_conclude(u, visit_erase(u->visit, &u->moves), item);
	} else if (item == STEP_ITEM_GO) {
		take_set(u, state);
	}
}

const struct step_stage step_several = {
	.build = build_several, .can = can_several, .act = act_several, .begin = begin_several};

/* --- A hub ------------------------------------------------------------------------ */

static void build_hub(const struct ui *u, const struct view *v, const struct scene *scene,
                      struct sheet *s)
{
	bool *is_on = arena_array(s->arena, scene->n_rows, sizeof *is_on);
	uint32_t n_missing;
	(void)v;
	for (size_t i = 0; i < scene->n_rows; i++) {
		is_on[scene->rows[i].index] = scene->rows[i].is_done;
	}
	add_question(scene, s);
	s->enter = _("valider");
	uint32_t number = add_rows(scene, s, is_on);
	sheet_gap(s);
	if (visit_may_leave(u->visit, &n_missing)) {
		sheet_choice(s, &(struct sheet_choice){.id = STEP_ITEM_GO,
		                                       .number = number,
		                                       .label = str_from(_("Continuer"))});
	} else {
		sheet_sayf(s, ROLE_MUTED, _("Encore %u à voir avant de continuer."),
		           (unsigned)n_missing);
	}
}

/* On the first that was not seen yet, else on the way on. */
static void begin_hub(struct ui *u, struct view *v)
{
	size_t n;
	const struct scene_row *rows = scene_rows(&u->turn_arena, u->visit, &n);
	v->focus = STEP_ITEM_GO;
	for (size_t i = n; i > 0; i--) {
		if (!rows[i - 1].is_done) {
			v->focus = rows[i - 1].index;
		}
	}
}

static void act_hub(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	if (ui_is_locked(u)) {
		return;
	}
	if (item == STEP_ITEM_GO) {
		step_conclude(u, visit_leave(u->visit, &u->moves), item);
	} else if (item != ITEM_NONE) {
		step_conclude(u, visit_enter(u->visit, &u->moves, item), item);
	}
}

const struct step_stage step_hub = {.build = build_hub, .act = act_hub, .begin = begin_hub};
