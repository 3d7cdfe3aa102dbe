/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note in the margin of the step: lines, until one that is a single point. */
#include "dialogue_parts.h"

#include "i18n.h"

struct draft *note_at_hand(struct dialogue *d)
{
	if (dialogue_page(d) == PAGE_MARGIN) {
		return &d->margin;
	}
	bool writes = d->visit.stage == VISIT_NOTE || d->visit.stage == VISIT_RETOUCH;
	return dialogue_page(d) == PAGE_STEP && writes && !d->read_only ? &d->visit.draft : NULL;
}

static size_t n_lines(struct str text)
{
	struct str line;
	size_t n = 0;
	while (str_next_line(&text, &line)) {
		n++;
	}
	return n;
}

static bool is_text(const struct draft *note)
{
	return str_eq(note->what, STR("récit"));
}

void note_erase(struct dialogue *d, struct draft *note)
{
	size_t n = n_lines(buf_str(&note->text));
	if (n == 0) {
		paper_say(&d->paper, is_text(note) ? _("Ce texte est déjà vide.")
		                                   : _("Cette note est déjà vide."));
		return;
	}
	buf_clear(&d->erased);
	buf_add(&d->erased, buf_str(&note->text));
	d->erased_step = note->step;
	d->erased_what = note->what;
	draft_erase(note, &d->moves);
	if (is_text(note)) {
		paper_sayf(&d->paper,
		           COUNTED(n, "Le texte est vidé (%zu ligne). « refaire » le reprend.",
		                   "Le texte est vidé (%zu lignes). « refaire » le reprend."),
		           n);
	} else {
		paper_sayf(&d->paper,
		           COUNTED(n, "La note est vidée (%zu ligne). « refaire » la reprend.",
		                   "La note est vidée (%zu lignes). « refaire » la reprend."),
		           n);
	}
}

bool note_take_up(struct dialogue *d)
{
	struct draft *note = note_at_hand(d);
	if (note == NULL || note->text.len > 0 || d->erased.len == 0 ||
	    !str_eq(note->step, d->erased_step) || !str_eq(note->what, d->erased_what)) {
		return false;
	}
	draft_edit(note, &d->moves, 0, 0, buf_str(&d->erased));
	buf_clear(&d->erased);
	paper_say(&d->paper, _("C'est repris :"));
	paper_written(&d->paper, buf_str(&note->text));
	return true;
}

void note_say_blank(struct dialogue *d, struct str line)
{
	if (str_trim(line).len == 0) {
		paper_say(&d->paper,
		          _("Ligne vide gardée. Pour finir : un point « . » puis Entrée."));
	}
}

void margin_open(struct dialogue *d)
{
	if (dialogue_page(d) != PAGE_MARGIN) {
		dialogue_open(d, PAGE_MARGIN);
		draft_open(&d->margin, d->walk, visit_step(&d->visit)->id, STR("marge"));
	}
	dialogue_show(d);
}

void margin_show(struct dialogue *d)
{
	paper_sayf(&d->paper, _("Note en marge de : %.*s"),
	           STR_ARG(scene_title(&d->turn, d->visit.walk, walk_here(d->visit.walk)->step)));
	if (d->margin.text.len > 0) {
		paper_say(&d->paper, _("Déjà écrit :"));
		paper_written(&d->paper, buf_str(&d->margin.text));
	}
	paper_block(&d->paper);
}

void margin_prompt(struct dialogue *d, struct buf *prompt)
{
	buf_add(prompt,
	        str_from(d->margin.has_begun
	                         ? _("Une autre ligne. Pour finir, tapez « . » puis Entrée :")
	                         : _("Écrivez une ligne. Pour finir, tapez « . » puis Entrée :")));
}

void margin_line(struct dialogue *d, struct str line)
{
	struct str trimmed = str_trim(line);
	if (!str_eq(trimmed, STR("."))) {
		if (help_doubt(d, line)) {
			return;
		}
		draft_add_line(&d->margin, &d->moves,
		               str_eq(trimmed, STR("..")) ? STR(".") : words_literal(line));
		note_say_blank(d, line);
		return;
	}
	bool is_new = d->margin.has_begun;
	struct scene scene;
	dialogue_close_page(d);
	paper_say(&d->paper, is_new ? _("C'est noté.") : _("Rien de changé."));
	scene_make(&scene, &d->turn, &d->visit);
	paper_block(&d->paper);
	ask_show(d, &scene);
}
