/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was answered, read again: a review, whose numbers are those of the answers to edit,
 * and a composition, which is kept as it is or retouched paragraph by paragraph.
 */
#include "dialogue_parts.h"

#include "i18n.h"

/* --- Reviews ---------------------------------------------------------------------- */

static void say_answer(struct dialogue *d, const struct scene_answer *row, size_t number)
{
	struct str open = str_from(_("laissé ouvert"));
	struct str answer = row->answer.len > 0 ? row->answer : open;
	bool is_text = row->written.len > 0;
	struct str line = is_text ? row->title : said_pair(&d->turn, row->title, answer);
	if (number > 0) {
		paper_numbered(&d->paper, number, line);
	} else {
		paper_row(&d->paper, "-", line);
	}
	if (is_text) {
		paper_written(&d->paper, row->written);
		paper_block(&d->paper);
	}
}

static void say_heads(struct dialogue *d, const struct scene_answer *row)
{
	if (row->camp.len > 0) {
		paper_block(&d->paper);
		paper_sayf(&d->paper, "%.*s", STR_ARG(row->camp));
	}
	if (row->step_title.len > 0 || row->is_apart) {
		paper_block(&d->paper);
	}
	if (row->step_title.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(row->step_title));
	}
}

/* How many have a number: those that can be edited. */
static size_t n_numbered(const struct scene_answer *rows, size_t n)
{
	size_t count = 0;
	while (count < n && !rows[count].is_beside) {
		count++;
	}
	return count;
}

void review_show(struct dialogue *d, const struct scene *s)
{
	size_t n;
	const struct scene_answer *rows = scene_review(&d->turn, &d->visit, &n);
	size_t n_here = n_numbered(rows, n);
	(void)s;
	if (n == 0) {
		paper_say(&d->paper, _("Pas encore de réponse ici."));
	}
	for (size_t i = 0; i < n; i++) {
		if (i == n_here) {
			paper_block(&d->paper);
			paper_say(&d->paper,
			          _("Répondu sur un autre chemin ; gardé, pour le jour où "
			            "vous y repasserez :"));
		}
		say_heads(d, &rows[i]);
		say_answer(d, &rows[i], i < n_here ? i + 1 : 0);
	}
	paper_block(&d->paper);
}

size_t review_n_numbers(struct dialogue *d)
{
	size_t n;
	struct scene_composition c;
	if (d->visit.stage == VISIT_REVIEW) {
		const struct scene_answer *rows = scene_review(&d->turn, &d->visit, &n);
		return n_numbered(rows, n);
	}
	scene_compose(&c, &d->turn, &d->visit);
	return c.is_stale ? 3 : 2;
}

void review_prompt(struct dialogue *d, struct buf *prompt)
{
	size_t n = review_n_numbers(d);
	if (n == 0) {
		buf_add(prompt, str_from(_("Entrée pour continuer, ou « aide » :")));
		return;
	}
	prompt_choice(prompt, _("Un numéro pour changer une réponse"), n);
	buf_add(prompt,
	        str_from(
			n == 1 ? _(" pour changer la réponse, Entrée pour continuer, ou « aide » :")
			       : _(", Entrée pour continuer, ou « aide » :")));
}

enum outcome review_take(struct dialogue *d, struct str line)
{
	size_t n;
	uint32_t number;
	const struct scene_answer *rows = scene_review(&d->turn, &d->visit, &n), *found = NULL;
	n = n_numbered(rows, n);
	if (words_number(line, &number)) {
		found = number >= 1 && number <= n ? &rows[number - 1] : NULL;
	} else {
		for (size_t i = 0; i < n; i++) {
			found = words_same(line, rows[i].title) ? &rows[i] : found;
		}
	}
	if (found == NULL) {
		return OUTCOME_MALFORMED;
	}
	return visit_edit(&d->visit, &d->moves, found->step, found->field);
}

/* --- Compositions ----------------------------------------------------------------- */

enum {
	KEEP_TEXT = 1,
	RETOUCH_TEXT,
	DRAW_AGAIN,
};

static void say_open(struct dialogue *d, const struct scene_composition *c)
{
	struct buf b = {0};
	for (size_t i = 0; i < c->n_open; i++) {
		buf_add(&b, str_from(i > 0 ? " ; " : ""));
		buf_add(&b, c->open[i]);
	}
	if (c->n_open > 0) {
		paper_block(&d->paper);
		paper_sayf(&d->paper, _("Laissé ouvert : %.*s"), STR_ARG(buf_str(&b)));
	}
	buf_finish(&b);
}

void compose_show(struct dialogue *d, const struct scene *s)
{
	struct scene_composition c;
	(void)s;
	scene_compose(&c, &d->turn, &d->visit);
	if (c.written.len > 0) {
		paper_written(&d->paper, c.written);
	} else {
		paper_said(&d->paper, c.drawn);
		say_open(d, &c);
	}
	paper_block(&d->paper);
	if (c.is_stale) {
		paper_say(&d->paper,
		          _("Depuis votre retouche, une des réponses de ce texte a changé."));
		paper_block(&d->paper);
	}
	paper_numbered(&d->paper, KEEP_TEXT, str_from(_("Garder ce texte")));
	paper_numbered(&d->paper, RETOUCH_TEXT, str_from(_("Le retoucher")));
	if (c.is_stale) {
		paper_numbered(&d->paper, DRAW_AGAIN,
		               str_from(_("Refaire le texte avec les réponses d'aujourd'hui")));
	}
	paper_block(&d->paper);
}

void compose_prompt(struct dialogue *d, struct buf *prompt)
{
	prompt_choice(prompt, _("Votre choix"), review_n_numbers(d));
	buf_add(prompt, str_from(_(", Entrée pour garder, ou « aide » :")));
}

enum outcome compose_take(struct dialogue *d, struct str line)
{
	uint32_t number = 0;
	struct scene_composition c;
	scene_compose(&c, &d->turn, &d->visit);
	if (words_are(line, _("garder")) || words_are(line, _("Garder ce texte"))) {
		number = KEEP_TEXT;
	} else if (words_are(line, _("retoucher")) || words_are(line, _("Le retoucher"))) {
		number = RETOUCH_TEXT;
	} else if (words_are(line, _("Refaire le texte"))) {
		number = DRAW_AGAIN;
	} else if (!words_number(line, &number)) {
		return OUTCOME_MALFORMED;
	}
	if (number == KEEP_TEXT) {
		return visit_go_on(&d->visit, &d->moves);
	}
	if (number == RETOUCH_TEXT) {
		d->paragraph = 0;
		return visit_retouch(&d->visit);
	}
	return number == DRAW_AGAIN && c.is_stale ? visit_draw_again(&d->visit, &d->moves)
	                                          : OUTCOME_MALFORMED;
}

/* --- Retouching, paragraph by paragraph ------------------------------------------- */

/* A line of the text that isn't blank, by characters. */
struct paragraph {
	struct str text;
	uint32_t at;
};

/* The k-th from 1; false where there are fewer. */
static bool paragraph_at(struct str text, uint32_t k, struct paragraph *ret)
{
	struct str rest = text, line;
	uint32_t at = 0;
	while (str_next_line(&rest, &line)) {
		if (str_trim(line).len > 0 && --k == 0) {
			*ret = (struct paragraph){line, at};
			return true;
		}
		at += (uint32_t)utf8_n_runes(line) + 1;
	}
	return false;
}

static uint32_t n_paragraphs(struct str text)
{
	struct paragraph p;
	uint32_t n = 0;
	while (paragraph_at(text, n + 1, &p)) {
		n++;
	}
	return n;
}

void retouch_show(struct dialogue *d, const struct scene *s)
{
	struct str text = buf_str(&d->visit.draft.text);
	struct paragraph p;
	(void)s;
	if (d->paragraph > 0 && paragraph_at(text, d->paragraph, &p)) {
		paper_written(&d->paper, p.text);
		paper_block(&d->paper);
		return;
	}
	for (uint32_t i = 1; paragraph_at(text, i, &p); i++) {
		paper_numbered(&d->paper, i, said_words(&d->turn, p.text));
	}
	paper_block(&d->paper);
}

void retouch_prompt(struct dialogue *d, struct buf *prompt)
{
	if (d->paragraph > 0) {
		buf_add(prompt,
		        str_from(_("Récrivez-le en une ligne, « effacer » pour l'ôter, Entrée "
		                   "pour le laisser :")));
		return;
	}
	buf_add(prompt, str_from(_("Un numéro pour récrire, une phrase pour l'ajouter, Entrée pour "
	                           "finir :")));
}

/* In the place of the paragraph that was asked for; an empty one goes, with a line end. */
static void rewrite(struct dialogue *d, struct str line)
{
	struct draft *draft = &d->visit.draft;
	struct paragraph p;
	if (paragraph_at(buf_str(&draft->text), d->paragraph, &p)) {
		uint32_t len = (uint32_t)utf8_n_runes(p.text);
		struct str rest =
			str_slice(buf_str(&draft->text),
		                  utf8_offset(buf_str(&draft->text), p.at + len), SIZE_MAX);
		size_t gap = 0;
		while (line.len == 0 && gap < rest.len && rest.ptr[gap] == '\n') {
			gap++;
		}
		draft_edit(draft, &d->moves, p.at, len + (uint32_t)gap, line);
	}
	d->paragraph = 0;
}

static void add_paragraph(struct dialogue *d, struct str line)
{
	struct draft *draft = &d->visit.draft;
	struct buf put = {0};
	buf_add(&put, draft->text.len > 0 ? STR("\n\n") : STR(""));
	buf_add(&put, line);
	draft_edit(draft, &d->moves, (uint32_t)utf8_n_runes(buf_str(&draft->text)), 0,
	           buf_str(&put));
	buf_finish(&put);
}

/* The text alone while it is being written, then the step again. */
static void show_retouched(struct dialogue *d)
{
	paper_block(&d->paper);
	if (d->visit.stage == VISIT_RETOUCH) {
		retouch_show(d, NULL);
	} else {
		dialogue_show(d);
	}
}

void retouch_line(struct dialogue *d, struct str line)
{
	struct str trimmed = str_trim(line);
	uint32_t number, n = n_paragraphs(buf_str(&d->visit.draft.text));
	bool ends = trimmed.len == 0 || str_eq(trimmed, STR("."));
	if (ends && d->paragraph == 0) {
		(void)visit_go_on(&d->visit, &d->moves);
	} else if (ends) {
		d->paragraph = 0;
	} else if (d->paragraph > 0) {
		rewrite(d, words_literal(trimmed));
	} else if (words_number(line, &number)) {
		if (number < 1 || number > n) {
			help_misread_choice(d, line, n);
			return;
		}
		d->paragraph = number;
	} else {
		add_paragraph(d, words_literal(trimmed));
	}
	show_retouched(d);
}

bool retouch_erase(struct dialogue *d)
{
	if (d->visit.stage != VISIT_RETOUCH || d->paragraph == 0) {
		return false;
	}
	rewrite(d, (struct str){0});
	show_retouched(d);
	return true;
}
