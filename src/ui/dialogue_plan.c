/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The plan: every section, in it the steps seen, with the numbers by which one goes there;
 * an open section not yet seen can be entered. The numbers are those of « étape k ».
 */
#include "dialogue_parts.h"

#include "i18n.h"

/* Where one can go: plan->to[k - 1] is number k. */
struct plan {
	step_id *to;
	size_t n, n_seen;
};

static void make_plan(struct plan *plan, struct dialogue *d)
{
	const struct journey *j = d->setup.journey;
	size_t n_seen;
	const step_id *seen = scene_seen(&d->turn, d->walk, &n_seen);
	bool *is_seen = arena_array(&d->turn, j->n_steps, sizeof *is_seen);
	plan->to = arena_array(&d->turn, n_seen + j->n_sections, sizeof *plan->to);
	for (size_t i = 0; i < n_seen; i++) {
		plan->to[i] = seen[i];
		is_seen[seen[i]] = true;
	}
	plan->n = plan->n_seen = n_seen;
	for (uint32_t i = 0; i < j->n_sections; i++) {
		const struct section *section = &j->sections[i];
		if (section->open && section->entry < j->n_steps && !is_seen[section->entry]) {
			plan->to[plan->n++] = section->entry;
		}
	}
}

static void say_step(struct dialogue *d, const struct plan *plan, size_t i)
{
	struct buf b = {0};
	bool is_here = plan->to[i] == walk_here(d->walk)->step;
	buf_add(&b, scene_title(&d->turn, d->walk, plan->to[i]));
	if (i >= plan->n_seen) {
		buf_add(&b, str_from(_(" (à tout moment)")));
	} else if (is_here) {
		buf_add(&b, str_from(_(" (vous êtes ici)")));
	}
	paper_numbered(&d->paper, i + 1, buf_str(&b));
	buf_finish(&b);
}

/* Its steps; false where none can be gone to. */
static bool say_steps_of(struct dialogue *d, const struct plan *plan, uint32_t section)
{
	const struct journey *j = d->setup.journey;
	bool any = false;
	for (size_t i = 0; i < plan->n; i++) {
		uint32_t of = j->steps[plan->to[i]].section;
		if (of == section || (section == INDEX_NONE && of >= j->n_sections)) {
			say_step(d, plan, i);
			any = true;
		}
	}
	return any;
}

static void say_section(struct dialogue *d, const struct plan *plan, uint32_t i)
{
	const struct section *section = &d->setup.journey->sections[i];
	struct str title = said_line_of(&d->turn, walk_facts(d->walk, false), &section->title);
	struct str day = said_words(&d->turn, section->day);
	paper_block(&d->paper);
	if (day.len > 0) {
		paper_sayf(&d->paper, "%.*s · %.*s", STR_ARG(day), STR_ARG(title));
	} else {
		paper_sayf(&d->paper, "%.*s", STR_ARG(title));
	}
	if (!say_steps_of(d, plan, i)) {
		paper_say(&d->paper, _("Pas encore."));
	}
}

/* What one has come back from: `refaire` goes there, a jump would cut it off. */
static void say_ahead(struct dialogue *d)
{
	size_t n = walk_n_places(d->walk) - walk_cursor(d->walk) - 1;
	if (n > 0) {
		paper_block(&d->paper);
		paper_sayf(&d->paper,
		           COUNTED(n, "%zu pas plus loin, déjà fait : « refaire » y ramène.",
		                   "%zu pas plus loin, déjà faits : « refaire » y ramène."),
		           n);
	}
}

void plan_show(struct dialogue *d)
{
	const struct journey *j = d->setup.journey;
	struct plan plan;
	make_plan(&plan, d);
	paper_say(&d->paper, _("Plan"));
	paper_block(&d->paper);
	(void)say_steps_of(d, &plan, INDEX_NONE);
	for (uint32_t i = 0; i < j->n_sections; i++) {
		say_section(d, &plan, i);
	}
	say_ahead(d);
	paper_block(&d->paper);
}

void plan_prompt(struct dialogue *d, struct buf *prompt)
{
	struct plan plan;
	make_plan(&plan, d);
	if (d->read_only) {
		buf_add(prompt, str_from(_("Entrée pour revenir à l'étape, ou « aide » :")));
	} else {
		prompt_choice(prompt, _("Où aller"), plan.n);
		buf_add(prompt, str_from(_(", Entrée pour revenir à l'étape, ou « aide » :")));
	}
}

static void go_to(struct dialogue *d, step_id to)
{
	dialogue_close_all(d);
	if (to != walk_here(d->walk)->step) {
		(void)visit_jump(&d->visit, &d->moves, to);
	}
	dialogue_show(d);
}

void plan_line(struct dialogue *d, struct str line)
{
	struct plan plan;
	uint32_t number;
	make_plan(&plan, d);
	if (str_trim(line).len == 0) {
		dialogue_close_all(d);
		dialogue_show(d);
		return;
	}
	if (dialogue_is_locked(d)) {
		return;
	}
	if (words_number(line, &number) && number >= 1 && number <= plan.n) {
		go_to(d, plan.to[number - 1]);
		return;
	}
	for (size_t i = 0; i < plan.n; i++) {
		if (words_same(line, scene_title(&d->turn, d->walk, plan.to[i]))) {
			go_to(d, plan.to[i]);
			return;
		}
	}
	help_misread_choice(d, line, plan.n);
}
