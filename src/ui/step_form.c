/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fields, as a form in which one is open: those that are filled stand above it and can be
 * gone back to, those to come below. Enter on an open field takes what is typed, or keeps
 * what was there when nothing was. A guess is a form of one.
 */
#include "step_parts.h"

#include "i18n.h"
#include "mem.h"
#include "refusal.h"

enum {
	SCALE_MAX_ROWS = 11, /* a longer scale is typed */
	LONG_TEXT_ROWS = 3,
	ROWS_FOR_REFUSAL = 12, /* below, what is under the field may be out of sight */
};

/* --- How a field is answered ------------------------------------------------------ */

static bool is_text(const struct field *f)
{
	return f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT;
}

static uint32_t n_scale(const struct field *f)
{
	return (uint32_t)(f->max.number - f->min.number) + 1;
}

/* By rows to choose from, not by typing. */
static bool has_rows(const struct field *f)
{
	return f->type == FIELD_LIST || f->type == FIELD_YES_NO ||
	       (f->type == FIELD_SCALE && n_scale(f) <= SCALE_MAX_ROWS);
}

static struct step_typing *typing_of(const struct ui *u, const struct step_state *state)
{
	uint32_t i = u->visit->stage == VISIT_FIELD ? u->visit->field : 0;
	return &state->typings[i];
}

/* --- Rows ------------------------------------------------------------------------- */

static struct str scale_label(const struct ui *u, struct sheet *s, const struct field *f,
                              uint32_t i)
{
	int32_t at = (int32_t)f->min.number + (int32_t)i;
	for (uint32_t k = 0; k < f->n_labels; k++) {
		if (f->labels[k].at == at) {
			struct str label = said_line_of(s->arena, walk_facts(u->visit->walk, false),
			                                &f->labels[k].label);
			return sheet_format(s, _("%d : %.*s"), (int)at, STR_ARG(label));
		}
	}
	return sheet_format(s, "%d", (int)at);
}

static void add_value(struct sheet *s, uint32_t id, struct str label, bool has_number)
{
	sheet_choice(s, &(struct sheet_choice){
				.id = id, .number = has_number ? id + 1 : 0, .label = label});
}

static void add_rows(const struct ui *u, struct sheet *s, const struct field *f)
{
	size_t n;
	if (f->type == FIELD_YES_NO) {
		add_value(s, 0, str_from(_("Oui")), true);
		add_value(s, 1, str_from(_("Non")), true);
		return;
	}
	if (f->type == FIELD_LIST) {
		const struct scene_row *rows = scene_field_rows(s->arena, u->visit, &n);
		s->highest = n;
		for (size_t i = 0; i < n; i++) {
			add_value(s, rows[i].index, rows[i].label, true);
		}
		return;
	}
	for (uint32_t i = 0; i < n_scale(f); i++) {
		struct sheet_choice c = {.id = i, .label = scale_label(u, s, f, i)};
		sheet_choice(s, &c);
		int32_t at = (int32_t)f->min.number + (int32_t)i;
		s->items[s->n_items - 1].number = at > 0 ? (uint32_t)at : 0;
	}
}

/* The row of an answer, or ITEM_NONE. */
static uint32_t row_of(const struct field *f, const struct answer *a)
{
	if (a == NULL) {
		return ITEM_NONE;
	}
	if (a->kind == ANSWER_YES_NO) {
		return a->yes ? 0 : 1;
	}
	if (a->kind == ANSWER_NUMBER) {
		return (uint32_t)(a->number - f->min.number);
	}
	return a->kind == ANSWER_OPTION ? a->option : ITEM_NONE;
}

static enum outcome take_row(struct ui *u, uint32_t row)
{
	const struct field *f = visit_field(u->visit);
	struct buf number = {0};
	if (f->type == FIELD_LIST) {
		return visit_fill_option(u->visit, &u->moves, row);
	}
	if (f->type == FIELD_YES_NO) {
		return visit_fill(u->visit, &u->moves, row == 0 ? STR("oui") : STR("non"));
	}
	buf_addf(&number, "%d", (int)f->min.number + (int)row);
	enum outcome o = visit_fill(u->visit, &u->moves, buf_str(&number));
	buf_finish(&number);
	return o;
}

/* --- What is said under an open field --------------------------------------------- */

static enum outcome read_typed(const struct ui *u, struct str typed, const struct answer **ret)
{
	return u->visit->stage == VISIT_GUESS
	               ? walk_read_estimate(u->visit->walk, visit_step(u->visit), typed, ret)
	               : walk_read_field(u->visit->walk, visit_field(u->visit), typed, ret);
}

/* How long it may be, as it grows. */
static void add_length(struct sheet *s, const struct field *f, const struct editor *e)
{
	size_t n = utf8_n_runes(str_trim(buf_str(&e->text)));
	if (f->max.is_set) {
		sheet_sayf(s, (double)n > f->max.number ? ROLE_ERROR : ROLE_MUTED,
		           n < 2 ? _("%zu caractère sur %.0f au plus")
		                 : _("%zu caractères sur %.0f au plus"),
		           n, f->max.number);
	}
}

static void add_range(const struct ui *u, struct sheet *s)
{
	struct buf b = {0};
	struct str unit = {0};
	double from, to;
	if (u->visit->stage == VISIT_GUESS) {
		const struct estimate *e = visit_step(u->visit)->estimate;
		if (!e->has_range) {
			return;
		}
		from = e->from;
		to = e->to;
		unit = said_line_of(s->arena, walk_facts(u->visit->walk, false), &e->unit);
	} else {
		const struct field *f = visit_field(u->visit);
		if (f->type == FIELD_DATE || !f->min.is_set || !f->max.is_set) {
			sheet_say(s, ROLE_MUTED, 0, str_from(refusal_wanted(f)));
			return;
		}
		from = f->min.number;
		to = f->max.number;
	}
	buf_add(&b, str_from(_("De ")));
	number_add_french(&b, from);
	buf_add(&b, str_from(_(" à ")));
	number_add_french(&b, to);
	if (unit.len > 0) {
		buf_add_rune(&b, RUNE_NBSP);
		buf_add(&b, unit);
	}
	sheet_say(s, ROLE_MUTED, 0, buf_str(&b));
	buf_finish(&b);
}

/* What was typed, as it will be kept; or what would be. */
static void add_check(const struct ui *u, struct sheet *s, const struct step_typing *t)
{
	const struct answer *a;
	struct str typed = str_trim(buf_str(&t->editor.text)), said = {0};
	enum outcome o = typed.len > 0 ? read_typed(u, typed, &a) : OUTCOME_MALFORMED;
	if (o == OUTCOME_OK) {
		said = u->visit->stage == VISIT_GUESS
		               ? scene_answer(s->arena, u->visit->walk, visit_step(u->visit), a)
		               : scene_field_answer(s->arena, u->visit->walk, visit_field(u->visit),
		                                    a);
		sheet_sayf(s, ROLE_WELL, _("C'est noté ainsi : %.*s"), STR_ARG(said));
	} else if (o == OUTCOME_BELOW || o == OUTCOME_ABOVE || t->is_refused) {
		sheet_say(s, ROLE_ERROR, 0, step_reason(u, s->arena, o, NULL));
	} else {
		add_range(u, s);
	}
}

/* --- The open field --------------------------------------------------------------- */

static void add_editor(const struct ui *u, const struct view *v, struct sheet *s,
                       const struct field *f)
{
	const struct step_state *state = v->state;
	const struct step_typing *t = typing_of(u, state);
	s->begins_at_focus = visit_is_editing(u->visit);
	bool is_long = f != NULL && f->type == FIELD_LONG_TEXT;
	editor_show(&t->editor, s, STEP_ITEM_FIELD, !u->read_only,
	            is_long && s->rows > 4 * LONG_TEXT_ROWS ? LONG_TEXT_ROWS : 1);
	if (f != NULL && is_text(f)) {
		add_length(s, f, &t->editor);
	} else {
		add_check(u, s, t);
	}
	if (t->is_resumed) {
		sheet_say(s, ROLE_MUTED, 0, str_from(_("Déjà commencé, pas encore validé.")));
	}
}

static void add_open_field(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct field *f = visit_field(u->visit);
	const struct facts *facts = walk_facts(u->visit->walk, false);
	struct str label = said_line_of(s->arena, facts, &f->label);
	struct str help = said_line_of(s->arena, facts, &f->help);
	sheet_say(s, ROLE_TITLE, CELL_BOLD,
	          f->optional ? sheet_format(s, _("%.*s (facultatif)"), STR_ARG(label)) : label);
	sheet_say(s, ROLE_MUTED, 0, help);
	if (has_rows(f)) {
		add_rows(u, s, f);
	} else {
		add_editor(u, v, s, f);
	}
}

/* --- The form --------------------------------------------------------------------- */

static const struct answer *given(const struct ui *u, uint32_t field)
{
	const struct answer *a = walk_here(u->visit->walk)->answer;
	return a != NULL && a->kind == ANSWER_FIELDS && field < a->fields.n ? a->fields.list[field]
	                                                                    : NULL;
}

/* « Un nom pour le préau : Soleil » */
static void add_filled(const struct ui *u, struct sheet *s, uint32_t i, struct str label)
{
	const struct field *f = &visit_step(u->visit)->fields[i];
	struct str said = scene_field_answer(s->arena, u->visit->walk, f, given(u, i));
	said = said.len > 0 ? said : str_from(_("laissé ouvert"));
	sheet_choice(s, &(struct sheet_choice){.id = STEP_ITEM_OTHER + i,
	                                       .label = said_pair(s->arena, label, said),
	                                       .role = ROLE_DONE});
}

static void add_buttons(const struct ui *u, struct sheet *s)
{
	bool is_last = u->visit->field + 1 == visit_step(u->visit)->n_fields;
	if (!has_rows(visit_field(u->visit))) {
		step_add_go(s, visit_is_editing(u->visit) ? _("Valider")
		               : is_last                  ? _("Terminé")
		                                          : _("Suivant"));
	}
	step_add_pass(u, s);
}

static void build_field(const struct ui *u, const struct view *v, const struct scene *scene,
                        struct sheet *s)
{
	const struct step *step = scene->step;
	if (!said_is_empty(scene->question)) {
		sheet_prose(s, ROLE_TEXT, scene->question);
		sheet_gap(s);
	}
	for (uint32_t i = 0; i < step->n_fields; i++) {
		struct str label = said_line_of(s->arena, walk_facts(u->visit->walk, false),
		                                &step->fields[i].label);
		if (i == u->visit->field) {
			sheet_gap(s);
			// Under the gap; on arriving the first comes after the text.
			s->news = i > 0 || u->visit->n_filled > 0 ? s->n + 1 : 0;
			add_open_field(u, v, s);
			sheet_gap(s);
			add_buttons(u, s);
			sheet_gap(s);
		} else if (i < u->visit->n_filled) {
			add_filled(u, s, i, label);
		} else {
			sheet_hang(s, STR(" "), ROLE_MUTED, label);
		}
	}
	s->enter =
		v->focus == STEP_ITEM_FIELD && step->fields[u->visit->field].type == FIELD_LONG_TEXT
			? _("à la ligne")
			: _("valider");
}

/* Text as it is kept, the rest as people write it. */
static void fill_in(struct ui *u, struct editor *e, const struct answer *a)
{
	struct str said = {0};
	if (a != NULL && a->kind == ANSWER_TEXT) {
		said = a->text;
	} else if (a != NULL && u->visit->stage == VISIT_FIELD) {
		said = scene_field_answer(&u->turn_arena, u->visit->walk, visit_field(u->visit), a);
	} else if (a != NULL) {
		struct buf number = {0};
		number_add_french(&number, a->number);
		said = arena_str(&u->turn_arena, buf_str(&number));
		buf_finish(&number);
	}
	editor_set(e, said);
}

static void begin_form(struct ui *u, struct view *v)
{
	struct step_state *state = v->state;
	bool is_preset;
	bool has_fields = u->visit->stage == VISIT_FIELD;
	step_begin_typing(state, has_fields ? visit_step(u->visit)->n_fields : 1);
	const struct answer *a = visit_prefill(u->visit, &is_preset);
	const struct field *f = has_fields ? visit_field(u->visit) : NULL;
	struct step_typing *t = typing_of(u, state);
	if (f != NULL && has_rows(f)) {
		v->focus = row_of(f, a) == ITEM_NONE ? 0 : row_of(f, a);
		return;
	}
	t->editor.has_lines = f != NULL && f->type == FIELD_LONG_TEXT;
	v->focus = STEP_ITEM_FIELD;
	if (!t->is_touched &&
	    !step_resume_typing(u, t, has_fields ? u->visit->field : INDEX_NONE, a)) {
		fill_in(u, &t->editor, a);
	}
}

/* What is wanted is said under the field, where the eyes are; else by a notice. */
static bool is_told_there(const struct ui *u, struct str typed, enum outcome o)
{
	bool is_wrong = o == OUTCOME_BELOW || o == OUTCOME_ABOVE || o == OUTCOME_MALFORMED;
	if (!is_wrong || str_trim(typed).len == 0 || u->rows < ROWS_FOR_REFUSAL) {
		return false;
	}
	return u->visit->stage == VISIT_GUESS || !is_text(visit_field(u->visit));
}

/* What is typed, or Enter alone where nothing was. */
static void take_typed(struct ui *u, struct view *v)
{
	struct step_state *state = v->state;
	struct step_typing *t = typing_of(u, state);
	struct str typed = buf_str(&t->editor.text);
	enum outcome o;
	if (!t->is_touched) {
		o = visit_go_on(u->visit, &u->moves);
	} else if (u->visit->stage == VISIT_GUESS) {
		o = visit_guess(u->visit, &u->moves, typed);
	} else {
		o = visit_fill(u->visit, &u->moves, typed);
	}
	if (o == OUTCOME_OK) {
		t->is_touched = t->is_resumed = false;
	}
	t->is_refused = is_told_there(u, typed, o);
	if (t->is_refused) {
		v->focus = STEP_ITEM_FIELD;
	} else {
		step_conclude(u, o, ITEM_NONE);
	}
}

/* To a field that is filled, forward or back; what is typed in this one is kept first. */
static void go_to_field(struct ui *u, struct view *v, uint32_t field)
{
	step_keep_typed(u, v);
	if (visit_is_editing(u->visit)) {
		step_edit_field(u, field);
		return;
	}
	while (u->visit->field > field && visit_back(u->visit, &u->moves) == OUTCOME_OK) {
	}
	while (u->visit->field < field && field <= u->visit->n_filled &&
	       visit_redo(u->visit, &u->moves) == OUTCOME_OK) {
	}
	step_refresh(u);
}

static void act_form(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	struct step_state *state = v->state;
	if (ui_is_locked(u)) {
		return;
	}
	if (item >= STEP_ITEM_OTHER && item != ITEM_NONE) {
		go_to_field(u, v, item - STEP_ITEM_OTHER);
		return;
	}
	struct step_typing *t = typing_of(u, state);
	if (a == ACTION_UNDO) {
		if (editor_undo(&t->editor)) {
			step_typed(u, v, t);
		}
	} else if (item == STEP_ITEM_FIELD && t->editor.has_lines) {
		(void)editor_put(&t->editor, STR("\n"));
		step_typed(u, v, t);
	} else if (item == STEP_ITEM_FIELD || item == STEP_ITEM_GO) {
		take_typed(u, v);
	} else if (item == STEP_ITEM_PASS) {
		t->is_touched = false;
		step_keep_typed(u, v);
		step_conclude(u, visit_erase(u->visit, &u->moves), ITEM_NONE);
	} else if (item != ITEM_NONE) {
		step_conclude(u, take_row(u, item), ITEM_NONE);
	}
}

/*
 * As in any form, Tab goes from a field to the next, which takes what is typed; where it was
 * refused, or something is wanted, to the buttons, as it does from the last field and from a text
 * of several lines.
 */
static bool tab_takes(const struct ui *u, const struct view *v)
{
	const struct step_state *state = v->state;
	if (v->focus != STEP_ITEM_FIELD || u->visit->stage != VISIT_FIELD ||
	    visit_is_editing(u->visit)) {
		return false;
	}
	const struct step_typing *t = typing_of(u, state);
	bool is_last = u->visit->field + 1 == visit_step(u->visit)->n_fields;
	bool has_some = str_trim(buf_str(&t->editor.text)).len > 0;
	return !is_last && !t->is_refused && !t->editor.has_lines &&
	       (has_some || visit_field(u->visit)->optional);
}

static bool can_form(const struct ui *u, const struct view *v, enum action a)
{
	return a == ACTION_UNDO || (a == ACTION_NEXT && tab_takes(u, v));
}

static void type_form(struct ui *u, struct view *v, uint32_t item, const struct key *key)
{
	struct step_state *state = v->state;
	(void)item;
	struct step_typing *t = typing_of(u, state);
	switch (ui_edit(u, &t->editor, key)) {
	case EDITOR_CHANGED:
		step_typed(u, v, t);
		break;
	case EDITOR_LEFT_DOWN:
		v->focus = STEP_ITEM_GO;
		break;
	case EDITOR_LEFT_UP:
		if (u->visit->stage == VISIT_FIELD && u->visit->field > 0) {
			v->focus = STEP_ITEM_OTHER + u->visit->field - 1;
		}
		break;
	case EDITOR_FULL:
		ui_say(u, ROLE_ERROR, str_from(_("C'est trop long pour ce champ.")));
		break;
	case EDITOR_IGNORED:
	case EDITOR_MOVED:
		break;
	}
}

const struct step_stage step_field = {
	.build = build_field,
	.can = can_form,
	.act = act_form,
	.type = type_form,
	.begin = begin_form,
};

/* --- A guess ---------------------------------------------------------------------- */

static void build_guess(const struct ui *u, const struct view *v, const struct scene *scene,
                        struct sheet *s)
{
	if (!said_is_empty(scene->question)) {
		sheet_prose(s, ROLE_TITLE, scene->question);
		sheet_gap(s);
	}
	sheet_say(s, ROLE_TITLE, CELL_BOLD, str_from(_("Votre estimation")));
	add_editor(u, v, s, NULL);
	sheet_gap(s);
	s->enter = _("valider");
	step_add_go(s, _("Valider"));
	step_add_pass(u, s);
}

const struct step_stage step_guess = {
	.build = build_guess,
	.can = can_form,
	.act = act_form,
	.type = type_form,
	.begin = begin_form,
};
