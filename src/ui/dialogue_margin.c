/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A note in the margin of the step: lines, until one that is a single point. */
#include "dialogue_parts.h"

#include "i18n.h"

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
	buf_add(prompt, str_from(d->margin.has_begun
	                                 ? _("Une autre ligne, ou un point seul pour finir :")
	                                 : _("Écrivez une ligne, ou un point seul pour finir :")));
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
