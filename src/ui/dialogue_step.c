/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step read aloud: where, title, kind, text; then, from dialogue_ask.c, what can be
 * chosen and the question. After an answer, only what is new is said.
 */
#include "dialogue_parts.h"

#include "glossary.h"
#include "i18n.h"
#include "so_far.h"

#include <assert.h>

static void say_words(struct dialogue *d, struct str words)
{
	if (words.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(words));
	}
}

/* A source in a word before it, its text on the same line. */
static void say_source(struct dialogue *d, struct said source)
{
	struct str line = said_line(&d->turn, source);
	if (line.len > 0) {
		paper_block(&d->paper);
		paper_sayf(&d->paper, _("Source : %.*s"), STR_ARG(line));
	}
}

static void say_block(struct dialogue *d, struct said s)
{
	if (!said_is_empty(s)) {
		paper_block(&d->paper);
		paper_said(&d->paper, s);
	}
}

static void say_head(struct dialogue *d, const struct scene *s)
{
	say_words(d, scene_where(&d->turn, s));
	say_words(d, s->title);
	if (!words_same(s->title, s->kind)) {
		say_words(d, s->kind);
	}
}

/* --- Words of the glossary -------------------------------------------------------- */

/* The words explained in this turn, by their number. */
struct glossary {
	bool *is_said;
};

static struct glossary open_glossary(struct dialogue *d)
{
	uint32_t n = d->setup.journey->n_words;
	return (struct glossary){arena_array(&d->turn, n, sizeof(bool))};
}

/* The meaning of one word, at the first step of this run that has it, once. */
static void explain(struct dialogue *d, struct glossary *g, const struct glossary_word *w)
{
	const struct word *word = &d->setup.journey->words[w->word];
	step_id here = walk_here(d->walk)->step;
	step_id *at = &d->explained[w->word];
	if (g->is_said[w->word] || (*at != STEP_NONE && *at != here)) {
		return;
	}
	*at = here;
	g->is_said[w->word] = true;
	struct str meaning = said_line_of(&d->turn, walk_facts(d->walk, false), &word->meaning);
	paper_sayf(&d->paper, _("« %.*s » : %.*s"), STR_ARG(w->written), STR_ARG(meaning));
}

static void explain_words(struct dialogue *d, struct glossary *g, struct said s)
{
	size_t n;
	const struct glossary_word *list = glossary_find(&d->turn, d->setup.journey, s, &n);
	for (size_t i = 0; i < n; i++) {
		explain(d, g, &list[i]);
	}
}

/* --- The text --------------------------------------------------------------------- */

static void say_shelf(struct dialogue *d, const struct scene *s)
{
	if (s->shelf.n > 0) {
		paper_block(&d->paper);
		paper_sayf(&d->paper,
		           COUNTED(s->shelf.n, "%zu ressource sur ce sujet : tapez « ressources ».",
		                   "%zu ressources sur ce sujet : tapez « ressources »."),
		           s->shelf.n);
	}
}

static void say_text(struct dialogue *d, const struct scene *s, struct glossary *g)
{
	say_block(d, s->body);
	paper_block(&d->paper);
	if (!words_same(s->place, s->title)) {
		say_words(d, s->place);
	}
	say_block(d, s->sighting);
	say_block(d, s->story);
	say_block(d, s->lesson);
	say_source(d, s->source);
	paper_block(&d->paper);
	explain_words(d, g, s->body);
	explain_words(d, g, s->sighting);
	explain_words(d, g, s->story);
}

/* --- What is said after an answer ------------------------------------------------- */

static void say_answer(struct dialogue *d, const struct scene_told *t)
{
	const struct step *s = visit_step(&d->visit);
	if (s->kind == STEP_ESTIMATE) {
		if (answer_is_right(s, walk_here(d->walk)->answer)) {
			paper_sayf(&d->paper, _("Votre estimation : %.*s. C'est le chiffre."),
			           STR_ARG(t->answer));
		} else if (t->answer.len > 0) {
			paper_sayf(&d->paper, _("Votre estimation : %.*s. Le chiffre : %.*s."),
			           STR_ARG(t->answer), STR_ARG(t->figure));
		} else {
			paper_sayf(&d->paper, _("Le chiffre : %.*s."), STR_ARG(t->figure));
		}
	} else if (s->kind == STEP_SIGHTING && t->answer.len > 0) {
		paper_sayf(&d->paper, _("Votre pari : %.*s."), STR_ARG(t->answer));
	} else if (t->answer.len > 0) {
		paper_sayf(&d->paper, _("Votre réponse : %.*s"), STR_ARG(t->answer));
	}
}

static void say_explanations(struct dialogue *d, const struct scene_told *t)
{
	paper_block(&d->paper);
	say_words(d, t->verdict);
	if (t->rather.len > 0) {
		paper_sayf(&d->paper, _("Plutôt : %.*s"), STR_ARG(t->rather));
	}
	for (size_t i = 0; i < t->n_explanations; i++) {
		const struct scene_explanation *e = &t->explanations[i];
		if (e->about.len > 0) {
			paper_block(&d->paper);
			paper_sayf(&d->paper, "%.*s", STR_ARG(e->about));
		}
		paper_said(&d->paper, e->text);
	}
}

/* In these, what there is to read more is offered only after the answer. */
static bool is_told_later(const struct dialogue *d)
{
	const struct step *s = visit_step(&d->visit);
	return s->kind == STEP_QUIZ || s->kind == STEP_ESTIMATE ||
	       (s->kind == STEP_SIGHTING && s->n_options > 0);
}

static void say_told(struct dialogue *d, const struct scene *s, struct glossary *g)
{
	struct scene_told t;
	scene_tell(&t, &d->turn, &d->visit);
	paper_block(&d->paper);
	say_answer(d, &t);
	say_explanations(d, &t);
	say_block(d, t.story);
	say_block(d, t.lesson);
	say_source(d, t.source);
	paper_block(&d->paper);
	for (size_t i = 0; i < t.n_explanations; i++) {
		explain_words(d, g, t.explanations[i].text);
	}
	explain_words(d, g, t.story);
	if (is_told_later(d)) {
		say_shelf(d, s);
	}
	paper_block(&d->paper);
}

/* --- Endings ---------------------------------------------------------------------- */

static void say_carnet(struct dialogue *d, const struct step *s)
{
	struct str path = dialogue_path(d);
	paper_block(&d->paper);
	if (d->problem.len == 0 && path.len > 0) {
		paper_say(&d->paper, s->success ? _("Votre carnet est complet :")
		                                : _("Votre carnet garde tout :"));
		paper_address(&d->paper, path);
	}
	paper_block(&d->paper);
}

/* --- All of it -------------------------------------------------------------------- */

void step_show(struct dialogue *d)
{
	struct scene s;
	struct glossary g = open_glossary(d);
	scene_make(&s, &d->turn, &d->visit);
	say_head(d, &s);
	say_text(d, &s, &g);
	if (d->visit.stage == VISIT_TOLD) {
		say_told(d, &s, &g);
		return;
	}
	if (!is_told_later(d) && s.step->kind != STEP_CATALOGUE) {
		say_shelf(d, &s);
	}
	if (d->visit.stage == VISIT_ENDING) {
		say_carnet(d, s.step);
	}
	paper_block(&d->paper);
	if (visit_is_editing(&d->visit)) {
		paper_say(&d->paper, _("Vous changez une réponse ; « retour » la laisse comme elle "
		                       "était."));
		paper_block(&d->paper);
	}
	ask_show(d, &s);
}

void step_show_after(struct dialogue *d, size_t cursor_before)
{
	struct scene s;
	bool has_moved = walk_cursor(d->walk) != cursor_before;
	scene_make(&s, &d->turn, &d->visit);
	paper_block(&d->paper);
	if (!has_moved && d->visit.stage == VISIT_TOLD) {
		struct glossary g = open_glossary(d);
		say_told(d, &s, &g);
	} else if (!has_moved && !visit_is_editing(&d->visit) &&
	           (d->visit.stage == VISIT_FIELD || d->visit.stage == VISIT_RETOUCH)) {
		ask_show(d, &s);
	} else {
		step_show(d);
	}
}

void step_show_so_far(struct dialogue *d)
{
	size_t n;
	const struct so_far *list = so_far_make(&d->turn, d->walk, &n);
	if (n == 0) {
		return;
	}
	paper_block(&d->paper);
	paper_say(&d->paper, _("Jusqu'ici :"));
	for (size_t i = 0; i < n; i++) {
		paper_row(&d->paper, "-", said_pair(&d->turn, list[i].title, list[i].answer));
	}
}
