/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a step asks, last: the choices, the question, the answer that Enter keeps, and the
 * prompt. One table by stage; dialogue_take.c has the other, of what a line does.
 */
#include "dialogue_parts.h"

#include "i18n.h"

enum {
	ASKED_MAX_RUNES = 80, /* of a question that a prompt says again */
};

/* --- What is shown before the prompt ---------------------------------------------- */

static void say_question(struct dialogue *d, const struct scene *s)
{
	if (!said_is_empty(s->question)) {
		paper_said(&d->paper, s->question);
	}
}

/* « Votre réponse : … (Entrée pour la garder) » */
static void say_prefill(struct dialogue *d)
{
	bool is_preset;
	const struct step *s = visit_step(&d->visit);
	const struct answer *a = visit_prefill(&d->visit, &is_preset);
	if (a == NULL) {
		return;
	}
	struct str said =
		d->visit.stage == VISIT_FIELD
			? scene_field_answer(&d->turn, d->visit.walk, visit_field(&d->visit), a)
			: scene_answer(&d->turn, d->visit.walk, s, a);
	if (is_preset) {
		paper_sayf(&d->paper, _("Réponse proposée : %.*s (Entrée pour la garder)"),
		           STR_ARG(said));
	} else {
		paper_sayf(&d->paper, _("Votre réponse : %.*s (Entrée pour la garder)"),
		           STR_ARG(said));
	}
}

static void show_read(struct dialogue *d, const struct scene *s)
{
	say_question(d, s);
}

static void show_choose(struct dialogue *d, const struct scene *s)
{
	say_question(d, s);
	paper_block(&d->paper);
	(void)rows_say(d, s->rows, s->n_rows);
	paper_block(&d->paper);
	say_prefill(d);
}

static void show_guess(struct dialogue *d, const struct scene *s)
{
	say_question(d, s);
	say_prefill(d);
}

static void say_scale(struct dialogue *d, const struct field *f)
{
	for (uint32_t i = 0; i < f->n_labels; i++) {
		struct str label = said_line_of(&d->turn, walk_facts(d->visit.walk, false),
		                                &f->labels[i].label);
		paper_sayf(&d->paper, _("%d : %.*s"), (int)f->labels[i].at, STR_ARG(label));
	}
}

/* The author's help, and how long a text may be: known before it's too long. */
static void say_field_help(struct dialogue *d, const struct field *f, struct str help)
{
	struct buf b = {0};
	bool is_text = f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT;
	buf_add(&b, help);
	if (is_text && f->max.is_set) {
		bool is_open = help.len == 0 || str_ends(help, STR(".")) ||
		               str_ends(help, STR("!")) || str_ends(help, STR("?"));
		buf_add(&b, str_from(help.len == 0 ? "" : is_open ? " " : ". "));
		number_add_french(&b, f->max.number);
		buf_add(&b, str_from(_("\u00A0caractères au plus.")));
	}
	if (b.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(buf_str(&b)));
	}
	buf_finish(&b);
}

static void show_field(struct dialogue *d, const struct scene *s)
{
	const struct field *f = visit_field(&d->visit);
	const struct facts *facts = walk_facts(d->visit.walk, false);
	struct str label = said_line_of(&d->turn, facts, &f->label);
	struct str help = said_line_of(&d->turn, facts, &f->help);
	size_t n;
	const struct scene_row *rows = scene_field_rows(&d->turn, &d->visit, &n);
	say_question(d, s);
	if (s->step->n_fields > 1) {
		paper_sayf(&d->paper, _("Question %u sur %u. %.*s"), (unsigned)d->visit.field + 1,
		           (unsigned)s->step->n_fields, STR_ARG(label));
	} else {
		paper_sayf(&d->paper, "%.*s", STR_ARG(label));
	}
	say_field_help(d, f, help);
	if (n > 0 || f->n_labels > 0) {
		paper_block(&d->paper);
	}
	(void)rows_say(d, rows, n);
	say_scale(d, f);
	if (n > 0 || f->n_labels > 0) {
		paper_block(&d->paper);
	}
	say_prefill(d);
}

static void show_note(struct dialogue *d, const struct scene *s)
{
	say_question(d, s);
	if (d->visit.draft.text.len > 0) {
		paper_say(&d->paper, _("Déjà écrit :"));
		paper_written(&d->paper, buf_str(&d->visit.draft.text));
	}
}

static void show_hub(struct dialogue *d, const struct scene *s)
{
	uint32_t n_missing;
	say_question(d, s);
	paper_block(&d->paper);
	size_t number = rows_say(d, s->rows, s->n_rows);
	if (visit_may_leave(&d->visit, &n_missing)) {
		paper_numbered(&d->paper, number + 1, str_from(_("Continuer")));
	} else {
		paper_sayf(&d->paper, _("Encore %u à voir avant de continuer."),
		           (unsigned)n_missing);
	}
	paper_block(&d->paper);
}

/* --- Prompts ---------------------------------------------------------------------- */

/* What Enter alone does, where it does something; what it keeps was said just before. */
static void prompt_enter(struct dialogue *d, struct buf *prompt)
{
	bool is_preset;
	if (visit_prefill(&d->visit, &is_preset) == NULL && visit_is_passable(&d->visit)) {
		buf_add(prompt, str_from(_(", Entrée pour passer")));
	}
}

static void prompt_end(struct buf *prompt)
{
	buf_add(prompt, str_from(_(", ou « aide » :")));
}

static void prompt_read(struct dialogue *d, struct buf *prompt)
{
	(void)d;
	buf_add(prompt, str_from(_("Entrée pour continuer, ou « aide » :")));
}

/* The question, where something else was said since it was asked; empty: no need, or none. */
static struct str asked_again(struct dialogue *d)
{
	const struct facts *facts = walk_facts(d->visit.walk, false);
	struct str question = {0};
	if (d->is_asked) {
		return question;
	}
	if (d->visit.stage == VISIT_FIELD) {
		question = said_line_of(&d->turn, facts, &visit_field(&d->visit)->label);
	} else if (d->visit.stage == VISIT_CHOOSE || d->visit.stage == VISIT_SEVERAL ||
	           d->visit.stage == VISIT_GUESS || d->visit.stage == VISIT_HUB) {
		question = said_line_of(&d->turn, facts, &visit_step(&d->visit)->question);
	}
	return utf8_n_runes(question) <= ASKED_MAX_RUNES ? question : (struct str){0};
}

/* « Votre choix » goes without saying after the question. */
static const char *what_now(struct dialogue *d, const char *what)
{
	return asked_again(d).len > 0 ? "" : what;
}

static size_t n_choices(struct dialogue *d)
{
	size_t n;
	const struct scene_row *rows = scene_rows(&d->turn, &d->visit, &n);
	return rows_count(rows, n);
}

static void prompt_choose(struct dialogue *d, struct buf *prompt)
{
	bool is_bet = visit_step(&d->visit)->kind == STEP_SIGHTING;
	prompt_choice(prompt, what_now(d, is_bet ? _("Votre pari") : _("Votre choix")),
	              n_choices(d));
	prompt_enter(d, prompt);
	prompt_end(prompt);
}

static void prompt_several(struct dialogue *d, struct buf *prompt)
{
	const struct several *several = &visit_step(&d->visit)->several;
	buf_add(prompt, str_from(_("Vos choix, par exemple 1 et 2")));
	if (several->min == 0 && several->exclusive == INDEX_NONE) { // else an option says it
		buf_add(prompt, str_from(_(", 0 pour aucun")));
	}
	prompt_enter(d, prompt);
	prompt_end(prompt);
}

static void add_range(struct buf *prompt, double from, double to)
{
	buf_add(prompt, str_from(_(", de ")));
	number_add_french(prompt, from);
	buf_add(prompt, str_from(_(" à ")));
	number_add_french(prompt, to);
}

static void prompt_guess(struct dialogue *d, struct buf *prompt)
{
	const struct estimate *e = visit_step(&d->visit)->estimate;
	buf_add(prompt, str_from(_("Votre estimation")));
	if (e->has_range) {
		add_range(prompt, e->from, e->to);
	}
	prompt_enter(d, prompt);
	prompt_end(prompt);
}

static const char *const field_prompts[] = {
	[FIELD_TEXT] = N_("Votre réponse"), [FIELD_LONG_TEXT] = N_("Votre réponse"),
	[FIELD_NUMBER] = N_("Un nombre"),   [FIELD_DATE] = N_("Une date, comme 12/03/2027"),
	[FIELD_YES_NO] = N_("Oui ou non"),  [FIELD_SCALE] = N_("Un nombre"),
	[FIELD_LIST] = N_("Votre choix"),
};

static void prompt_field(struct dialogue *d, struct buf *prompt)
{
	const struct field *f = visit_field(&d->visit);
	bool is_number = f->type == FIELD_NUMBER || f->type == FIELD_SCALE;
	bool is_text = f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT;
	bool is_preset, is_again = visit_prefill(&d->visit, &is_preset) != NULL;
	const char *what = is_text && is_again ? _("Une autre réponse") : _(field_prompts[f->type]);
	prompt_choice(prompt, f->type == FIELD_LIST ? what_now(d, what) : what, f->n_options);
	if (is_number && f->min.is_set && f->max.is_set) {
		add_range(prompt, f->min.number, f->max.number);
	}
	prompt_enter(d, prompt);
	prompt_end(prompt);
}

static void prompt_note(struct dialogue *d, struct buf *prompt)
{
	const char *words = _("Écrivez une ligne, Entrée pour passer, ou « aide » :");
	if (d->visit.draft.has_begun) {
		words = _("Une autre ligne. Pour finir, tapez « . » puis Entrée :");
	} else if (d->visit.draft.text.len > 0) {
		words = _("Une ligne de plus, Entrée pour garder, ou « aide » :");
	}
	buf_add(prompt, str_from(words));
}

static void prompt_hub(struct dialogue *d, struct buf *prompt)
{
	uint32_t n_missing;
	bool may_leave = visit_may_leave(&d->visit, &n_missing);
	prompt_choice(prompt, what_now(d, _("Votre choix")),
	              visit_step(&d->visit)->hub->n_items + may_leave);
	prompt_end(prompt);
}

static void prompt_ending(struct dialogue *d, struct buf *prompt)
{
	const struct step *step = visit_step(&d->visit);
	buf_add(prompt,
	        str_from(step->success
	                         ? _("Entrée pour l'accueil, « carnet » pour relire, « quitter » "
	                             "pour sortir :")
	                         : _("Entrée pour l'accueil, « retour » pour reprendre le "
	                             "chemin, « quitter » pour sortir :")));
}

static bool ends_sentence(struct str s)
{
	static const char *const ends[] = {".", "?", "!", "…", ":"};
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		if (str_ends(s, str_from(ends[i]))) {
			return true;
		}
	}
	return false;
}

static const struct {
	void (*show)(struct dialogue *d, const struct scene *s);
	void (*prompt)(struct dialogue *d, struct buf *prompt);
} stages[] = {
	[VISIT_READ] = {show_read, prompt_read},
	[VISIT_CHOOSE] = {show_choose, prompt_choose},
	[VISIT_SEVERAL] = {show_choose, prompt_several},
	[VISIT_GUESS] = {show_guess, prompt_guess},
	[VISIT_FIELD] = {show_field, prompt_field},
	[VISIT_NOTE] = {show_note, prompt_note},
	[VISIT_HUB] = {show_hub, prompt_hub},
	[VISIT_HARVEST] = {harvest_show, harvest_prompt},
	[VISIT_CATALOGUE] = {shelf_show, shelf_prompt},
	[VISIT_REVIEW] = {review_show, review_prompt},
	[VISIT_COMPOSE] = {compose_show, compose_prompt},
	[VISIT_RETOUCH] = {retouch_show, retouch_prompt},
	[VISIT_TOLD] = {show_read, prompt_read},
	[VISIT_ENDING] = {show_read, prompt_ending},
};

void ask_show(struct dialogue *d, const struct scene *s)
{
	d->is_asked = true;
	stages[d->visit.stage].show(d, s);
}

void ask_prompt(struct dialogue *d, struct buf *prompt)
{
	if (d->read_only) {
		buf_add(prompt,
		        str_from(_("Lecture seule. « carnet » pour relire, « accueil » pour "
		                   "revenir :")));
	} else {
		struct str again = asked_again(d);
		if (again.len > 0) {
			buf_addf(prompt, ends_sentence(again) ? "%.*s " : "%.*s. ", STR_ARG(again));
		}
		stages[d->visit.stage].prompt(d, prompt);
	}
}
