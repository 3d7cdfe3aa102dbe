/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The carnet read through: answers by section in the order of the path, bets, notes in the
 * margin, what is kept, and what the journey no longer has a place for.
 */
#include "dialogue_parts.h"

#include "i18n.h"

static bool is_bet(const struct step *s)
{
	return s->kind == STEP_SIGHTING;
}

static struct str open_words(void)
{
	return str_from(_("laissé ouvert"));
}

static struct str or_open(struct str answer)
{
	return answer.len > 0 ? answer : open_words();
}

/* The last answer of a step, its own at the cursor included. */
static const struct answer *answer_at(struct dialogue *d, step_id step)
{
	return walk_facts(d->walk, true)->of[step].answer;
}

static struct str note_at(struct dialogue *d, step_id step)
{
	const struct step *s = &d->setup.journey->steps[step];
	return s->kind == STEP_NOTE          ? walk_note(d->walk, s->id, STR("note"))
	       : s->kind == STEP_COMPOSITION ? walk_note(d->walk, s->id, STR("récit"))
	                                     : (struct str){0};
}

static bool has_entry(struct dialogue *d, step_id step)
{
	const struct step *s = &d->setup.journey->steps[step];
	size_t n_lines;
	(void)walk_gathered(d->walk, &d->turn, s->id, &n_lines);
	return !is_bet(s) &&
	       (n_lines > 0 || answer_at(d, step) != NULL || note_at(d, step).len > 0);
}

static void say_fields(struct dialogue *d, const struct step *s, const struct answer *a)
{
	for (uint32_t i = 0; i < s->n_fields && i < a->fields.n; i++) {
		const struct field *f = &s->fields[i];
		if (a->fields.list[i] == NULL) {
			continue;
		}
		struct str label = said_line_of(&d->turn, walk_facts(d->walk, true), &f->label);
		struct str said = scene_field_answer(&d->turn, d->walk, f, a->fields.list[i]);
		paper_row(&d->paper, "-", said_pair(&d->turn, label, or_open(said)));
	}
}

static void say_note(struct dialogue *d, struct str title, struct str text)
{
	paper_sayf(&d->paper, _("%.*s, vous notez :"), STR_ARG(title));
	paper_written(&d->paper, text);
	paper_block(&d->paper);
}

static void say_entry(struct dialogue *d, step_id step)
{
	const struct step *s = &d->setup.journey->steps[step];
	const struct answer *a = answer_at(d, step);
	struct str title = scene_title(&d->turn, d->walk, step);
	if (s->kind == STEP_NOTE) {
		say_note(d, title, note_at(d, step));
	} else if (s->kind == STEP_HARVEST) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(title));
		(void)harvest_say_lines(d, s);
	} else if (s->kind == STEP_COMPOSITION) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(title));
		paper_written(&d->paper, note_at(d, step));
		paper_block(&d->paper);
	} else if (a->kind == ANSWER_FIELDS && s->n_fields > 1) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(title));
		say_fields(d, s, a);
	} else {
		struct str said = or_open(scene_answer(&d->turn, d->walk, s, a));
		paper_sayf(&d->paper, "%.*s", STR_ARG(said_pair(&d->turn, title, said)));
	}
}

/* The section of a step; INDEX_NONE for none. */
static uint32_t section_of(const struct journey *j, step_id step)
{
	return j->steps[step].section < j->n_sections ? j->steps[step].section : INDEX_NONE;
}

static void say_section(struct dialogue *d, const step_id *seen, size_t n, uint32_t section)
{
	const struct journey *j = d->setup.journey;
	paper_block(&d->paper);
	if (section != INDEX_NONE) {
		const struct text *title = &j->sections[section].title;
		paper_sayf(&d->paper, "%.*s",
		           STR_ARG(said_line_of(&d->turn, walk_facts(d->walk, false), title)));
	}
	for (size_t i = 0; i < n; i++) {
		if (section_of(j, seen[i]) == section && has_entry(d, seen[i])) {
			say_entry(d, seen[i]);
		}
	}
}

/* Each section at its first step that has something; false where nothing has. */
static bool say_answers(struct dialogue *d, const step_id *seen, size_t n)
{
	const struct journey *j = d->setup.journey;
	bool *is_done = arena_array(&d->turn, (size_t)j->n_sections + 1, sizeof *is_done);
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		uint32_t section = section_of(j, seen[i]);
		bool *done = &is_done[section == INDEX_NONE ? j->n_sections : section];
		if (!*done && has_entry(d, seen[i])) {
			*done = any = true;
			say_section(d, seen, n, section);
		}
	}
	return any;
}

static bool say_bets(struct dialogue *d, const step_id *seen, size_t n)
{
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		const struct step *s = &d->setup.journey->steps[seen[i]];
		if (!is_bet(s) || answer_at(d, seen[i]) == NULL) {
			continue;
		}
		if (!any) {
			paper_block(&d->paper);
			paper_say(&d->paper, _("Vos paris"));
			any = true;
		}
		say_entry(d, seen[i]);
	}
	return any;
}

static bool say_margins(struct dialogue *d)
{
	bool any = false;
	for (size_t i = 0; i < walk_n_notes(d->walk); i++) {
		struct note note = walk_note_at(d->walk, i);
		step_id step = note.is_gone ? STEP_NONE : journey_step(d->setup.journey, note.step);
		if (!str_eq(note.what, STR("marge")) || note.text.len == 0) {
			continue;
		}
		if (!any) {
			paper_block(&d->paper);
			paper_say(&d->paper, _("En marge"));
			any = true;
		}
		say_note(d,
		         step != STEP_NONE ? scene_title(&d->turn, d->walk, step)
		                           : said_words(&d->turn, note.step),
		         note.text);
	}
	return any;
}

static bool say_kept(struct dialogue *d)
{
	struct shelf kept = shelf_kept(&d->turn, d->walk);
	if (kept.n > 0) {
		paper_block(&d->paper);
		paper_say(&d->paper, _("Ressources gardées"));
	}
	for (size_t i = 0; i < kept.n; i++) {
		const struct resource *r = &d->setup.journey->resources[kept.resources[i]];
		paper_row(&d->paper, "-", shelf_line(&d->turn, r));
		if (r->address.len > 0) {
			paper_address(&d->paper, r->address);
		}
	}
	return kept.n > 0;
}

/* As it was written: JSON, of which a text loses its quotes. */
static struct str orphan_words(struct dialogue *d, const struct answer *a)
{
	struct str json = a != NULL && a->kind == ANSWER_MISFIT ? a->misfit : (struct str){0};
	if (str_starts(json, STR("\"")) && json.len > 1) {
		json = str_slice(json, 1, json.len - 2);
	}
	return or_open(said_words(&d->turn, json));
}

/* Nothing that was answered goes unsaid, even where the journey has no place for it. */
static void say_orphans(struct dialogue *d)
{
	size_t n = walk_n_orphans(d->walk);
	if (n > 0) {
		paper_block(&d->paper);
		paper_say(&d->paper, _("Réponses à des étapes que le parcours n'a plus"));
	}
	for (size_t i = 0; i < n; i++) {
		struct orphan orphan = walk_orphan(d->walk, i);
		struct str step = said_words(&d->turn, orphan.step);
		struct str words = orphan_words(d, orphan.answer);
		paper_row(&d->paper, "-", said_pair(&d->turn, step, words));
	}
}

void carnet_show(struct dialogue *d)
{
	size_t n;
	const step_id *seen = scene_seen(&d->turn, d->walk, &n);
	paper_block(&d->paper);
	paper_sayf(&d->paper, _("Carnet : %.*s"),
	           STR_ARG(said_words(&d->turn, buf_str(&d->carnet))));
	bool any = say_answers(d, seen, n);
	any = say_bets(d, seen, n) || any;
	any = say_margins(d) || any;
	any = say_kept(d) || any;
	if (!any && walk_n_orphans(d->walk) == 0) {
		paper_say(&d->paper, _("Encore vide : rien n'est écrit, rien n'est perdu."));
	}
	say_orphans(d);
	paper_block(&d->paper);
}
