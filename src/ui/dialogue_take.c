/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a line does at a step: it becomes an answer for visit.h, by one table by stage. What
 * that refuses, dialogue_help.c says.
 */
#include "dialogue_parts.h"

#include "i18n.h"

static bool is_blank(struct str line)
{
	return str_trim(line).len == 0;
}

/* Where one is before a line, to tell what editing an old answer came to. */
struct before {
	size_t cursor, n_moves;
	step_id step;
	bool is_editing;
};

static struct before before_line(const struct dialogue *d)
{
	return (struct before){walk_cursor(d->walk), d->moves.n, walk_here(d->walk)->step,
	                       visit_is_editing(&d->visit)};
}

/* Says it, where an old answer was being edited and no longer is. */
static void say_edited(struct dialogue *d, const struct before *before)
{
	if (!before->is_editing || visit_is_editing(&d->visit)) {
		return;
	}
	paper_block(&d->paper);
	if (walk_here(d->walk)->step != before->step) {
		paper_say(&d->paper, _("C'est changé, et la suite n'est plus la même : vous la "
		                       "reprenez ici. Vos réponses plus loin sont gardées pour le "
		                       "moment où vous y repasserez."));
	} else {
		paper_say(&d->paper,
		          d->moves.n > before->n_moves ? _("C'est changé.") : _("Rien de changé."));
	}
}

/* Says what an answer came to. */
static void conclude(struct dialogue *d, enum outcome o, const struct before *before,
                     struct str line)
{
	if (o == OUTCOME_OK) {
		say_edited(d, before);
		step_show_after(d, before->cursor);
	} else {
		help_refused(d, o, line);
	}
}

static enum outcome take_nothing(struct dialogue *d, struct str line)
{
	(void)line;
	(void)d;
	return OUTCOME_MALFORMED;
}

static enum outcome take_choice(struct dialogue *d, struct str line)
{
	size_t n;
	const struct scene_row *rows = scene_rows(&d->turn, &d->visit, &n);
	const struct scene_row *row = rows_pick(rows, n, line);
	return row != NULL ? visit_choose(&d->visit, &d->moves, row->index) : OUTCOME_MALFORMED;
}

/* Rows that a line may mean, and by option which of them it does. */
struct set {
	const struct scene_row *rows;
	size_t n_rows;
	bool *is_in;
};

/* Marks the rows of the numbers; 0 alone marks none. False: one is no row's. */
static bool mark_numbers(struct set *set, const uint32_t *numbers, uint32_t n)
{
	if (n == 1 && numbers[0] == 0) {
		return true;
	}
	for (uint32_t i = 0; i < n; i++) {
		const struct scene_row *row =
			numbers[i] > 0 ? rows_at(set->rows, set->n_rows, numbers[i]) : NULL;
		if (row == NULL) {
			return false;
		}
		set->is_in[row->index] = true;
	}
	return true;
}

/* Marks the one row of that label. */
static bool mark_label(struct set *set, struct str label)
{
	const struct scene_row *row = rows_pick(set->rows, set->n_rows, label);
	if (row != NULL) {
		set->is_in[row->index] = true;
	}
	return row != NULL;
}

static enum outcome take_several(struct dialogue *d, struct str line)
{
	uint32_t n_options = visit_step(&d->visit)->n_options, *numbers, n;
	struct set set = {.is_in = arena_array(&d->turn, n_options, sizeof(bool))};
	set.rows = scene_rows(&d->turn, &d->visit, &set.n_rows);
	bool is_read = words_numbers(&d->turn, line, &numbers, &n) ? mark_numbers(&set, numbers, n)
	                                                           : mark_label(&set, line);
	if (!is_read) {
		return OUTCOME_MALFORMED;
	}
	uint32_t *options = arena_array(&d->turn, n_options, sizeof *options), n_chosen = 0;
	for (uint32_t i = 0; i < n_options; i++) {
		if (set.is_in[i]) {
			options[n_chosen++] = i;
		}
	}
	return visit_choose_set(&d->visit, &d->moves, options, n_chosen);
}

/* « 40 % » is 40. */
static struct str without_unit(struct dialogue *d, struct str line)
{
	const struct estimate *e = visit_step(&d->visit)->estimate;
	struct str unit = said_line_of(&d->turn, walk_facts(d->visit.walk, false), &e->unit);
	line = str_trim(line);
	if (unit.len > 0 && str_ends(line, unit)) {
		line.len -= unit.len;
	}
	return line;
}

static enum outcome take_guess(struct dialogue *d, struct str line)
{
	return visit_guess(&d->visit, &d->moves, without_unit(d, line));
}

/* The number of a label of the scale; the line itself where it is none. */
static struct str scale_number(struct dialogue *d, const struct field *f, struct str line)
{
	for (uint32_t i = 0; i < f->n_labels; i++) {
		struct str label = said_line_of(&d->turn, walk_facts(d->visit.walk, false),
		                                &f->labels[i].label);
		if (words_same(line, label)) {
			struct buf b = {0};
			buf_addf(&b, "%d", (int)f->labels[i].at);
			line = arena_str(&d->turn, buf_str(&b));
			buf_finish(&b);
			break;
		}
	}
	return line;
}

static enum outcome take_field(struct dialogue *d, struct str line)
{
	const struct field *f = visit_field(&d->visit);
	if (f->type != FIELD_LIST) {
		struct str typed = f->type == FIELD_SCALE ? scale_number(d, f, line) : line;
		return visit_fill(&d->visit, &d->moves, words_literal(typed));
	}
	size_t n;
	const struct scene_row *rows = scene_field_rows(&d->turn, &d->visit, &n);
	const struct scene_row *row = rows_pick(rows, n, line);
	return row != NULL ? visit_fill_option(&d->visit, &d->moves, row->index)
	                   : OUTCOME_MALFORMED;
}

static enum outcome take_hub(struct dialogue *d, struct str line)
{
	size_t n;
	uint32_t number;
	const struct scene_row *rows = scene_rows(&d->turn, &d->visit, &n);
	bool is_last = words_number(line, &number) && number == n + 1;
	if (is_last || words_are(line, _("Continuer"))) {
		return visit_leave(&d->visit, &d->moves);
	}
	const struct scene_row *row = rows_pick(rows, n, line);
	return row != NULL ? visit_enter(&d->visit, &d->moves, row->index) : OUTCOME_MALFORMED;
}

static enum outcome (*const takes[])(struct dialogue *d, struct str line) = {
	[VISIT_READ] = take_nothing,      [VISIT_CHOOSE] = take_choice,
	[VISIT_SEVERAL] = take_several,   [VISIT_GUESS] = take_guess,
	[VISIT_FIELD] = take_field,
	[VISIT_NOTE] = take_nothing,      // see note_line
	[VISIT_HARVEST] = take_nothing,   // see harvest_line
	[VISIT_CATALOGUE] = take_nothing, // see shelf_take
	[VISIT_REVIEW] = review_take,     [VISIT_COMPOSE] = compose_take,
	[VISIT_RETOUCH] = take_nothing, // see retouch_line
	[VISIT_HUB] = take_hub,           [VISIT_TOLD] = take_nothing,
	[VISIT_ENDING] = take_nothing,
};

/* A blank line is Enter alone, unless something was typed before it: then it is a blank line. */
static void note_line(struct dialogue *d, struct str line)
{
	struct str trimmed = str_trim(line);
	struct before before = before_line(d);
	bool ends = str_eq(trimmed, STR(".")) || (trimmed.len == 0 && !d->visit.draft.has_begun);
	if (ends) {
		conclude(d, visit_go_on(&d->visit, &d->moves), &before, line);
	} else if (!help_doubt(d, line)) {
		struct str literal = str_eq(trimmed, STR("..")) ? STR(".") : words_literal(line);
		(void)visit_write_line(&d->visit, &d->moves, literal);
		note_say_blank(d, line);
	}
}

/* A point alone, as for a note. */
static bool ends_harvest(const struct dialogue *d, struct str line)
{
	return d->visit.stage == VISIT_HARVEST && str_eq(str_trim(line), STR("."));
}

static bool is_text_field(const struct dialogue *d)
{
	if (d->visit.stage != VISIT_FIELD) {
		return false;
	}
	enum field_type type = visit_field(&d->visit)->type;
	return type == FIELD_TEXT || type == FIELD_LONG_TEXT;
}

/* What was written is said again: nobody sees a word that was taken for an answer go by. */
static void text_line(struct dialogue *d, struct str line)
{
	struct before before = before_line(d);
	if (help_doubt(d, line)) {
		return;
	}
	enum outcome o = take_field(d, line);
	if (o == OUTCOME_OK) {
		struct str said = said_words(&d->turn, str_trim(words_literal(line)));
		bool is_sentence = str_ends(said, STR(".")) || str_ends(said, STR("!")) ||
		                   str_ends(said, STR("?")) || str_ends(said, STR("…"));
		paper_sayf(&d->paper, _("C'est écrit : %.*s%s"), STR_ARG(said),
		           is_sentence ? "" : ".");
	}
	conclude(d, o, &before, line);
}

void take_line(struct dialogue *d, struct str line)
{
	struct before before = before_line(d);
	if (d->visit.stage == VISIT_ENDING && is_blank(line)) {
		dialogue_do(d, COMMAND_HOME);
	} else if (d->read_only) {
		if (!help_do_meant(d, line)) {
			(void)dialogue_is_locked(d);
		}
	} else if (d->visit.stage == VISIT_NOTE) {
		note_line(d, line);
	} else if (d->visit.stage == VISIT_RETOUCH) {
		retouch_line(d, line);
	} else if (d->visit.stage == VISIT_HARVEST && !is_blank(line) && !ends_harvest(d, line)) {
		harvest_line(d, line);
	} else if (d->visit.stage == VISIT_CATALOGUE && !is_blank(line)) {
		shelf_take(d, line);
	} else if (is_blank(line) || ends_harvest(d, line)) {
		conclude(d, visit_go_on(&d->visit, &d->moves), &before, line);
	} else if (is_text_field(d)) {
		text_line(d, line);
	} else {
		conclude(d, takes[d->visit.stage](d, line), &before, line);
	}
}

/* --- Words that move -------------------------------------------------------------- */

void take_back(struct dialogue *d)
{
	struct before before = before_line(d);
	enum visit_stage stage = d->visit.stage;
	bool has_written = stage == VISIT_NOTE && d->visit.draft.has_begun;
	if (dialogue_is_locked(d)) {
		return;
	}
	if (visit_back(&d->visit, &d->moves) != OUTCOME_OK) {
		paper_say(&d->paper, _("C'est le début du chemin. « accueil » ramène à l'écran de "
		                       "départ."));
		return;
	}
	if (has_written) {
		paper_say(&d->paper, _("C'est noté."));
	}
	if (stage == VISIT_TOLD || before.is_editing) {
		say_edited(d, &before);
		dialogue_show(d);
	} else {
		step_show_after(d, before.cursor);
	}
}

void take_redo(struct dialogue *d)
{
	struct before before = before_line(d);
	if (dialogue_is_locked(d)) {
		return;
	}
	if (visit_redo(&d->visit, &d->moves) != OUTCOME_OK) {
		paper_say(&d->paper, _("Rien à refaire. « plan » montre les étapes plus loin."));
	} else {
		step_show_after(d, before.cursor);
	}
}

void take_restart(struct dialogue *d)
{
	size_t cursor = walk_cursor(d->walk);
	visit_restart(&d->visit, &d->moves);
	step_show_after(d, cursor);
}

void take_erase(struct dialogue *d)
{
	struct before before = before_line(d);
	struct draft *note = note_at_hand(d);
	if (retouch_erase(d)) {
		return;
	}
	if (note != NULL) {
		note_erase(d, note);
		return;
	}
	enum outcome o = visit_erase(&d->visit, &d->moves);
	if (o == OUTCOME_OK && d->visit.stage == VISIT_HARVEST) {
		paper_say(&d->paper, _("C'est effacé."));
	} else if (o == OUTCOME_UNANSWERED || o == OUTCOME_REQUIRED) {
		paper_say(&d->paper, _("Ici, il faut une réponse : rien n'est effacé."));
	} else if (o == OUTCOME_NOT_THERE) {
		paper_say(&d->paper, _("Il n'y a rien à effacer ici."));
	} else {
		conclude(d, o, &before, (struct str){0});
	}
}
