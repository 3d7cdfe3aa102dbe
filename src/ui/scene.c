/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step as a whole; its rows and answers are in scene_rows.c. */
#include "scene.h"

#include "i18n.h"

static const char *const kind_words[STEP_N_KINDS] = {
	[STEP_INFO] = N_("À lire"),           [STEP_JUNCTION] = N_("À lire"),
	[STEP_QUESTION] = N_("Question"),     [STEP_SEVERAL] = N_("Plusieurs réponses"),
	[STEP_QUIZ] = N_("À votre avis"),     [STEP_ESTIMATE] = N_("Une estimation"),
	[STEP_INPUT] = N_("À vous d'écrire"), [STEP_NOTE] = N_("Une note"),
	[STEP_HARVEST] = N_("Une collecte"),  [STEP_SIGHTING] = N_("Un territoire"),
	[STEP_HUB] = N_("Un carrefour"),      [STEP_REVIEW] = N_("Un bilan"),
	[STEP_COMPOSITION] = N_("Un récit"),  [STEP_CATALOGUE] = N_("Un catalogue"),
	[STEP_ENDING] = N_("L'arrivée"),
};

static struct str kind_of(struct arena *arena, const struct step *s)
{
	bool is_halt = s->kind == STEP_ENDING && !s->success;
	return said_words(arena, str_from(is_halt ? _("Une halte") : _(kind_words[s->kind])));
}

step_id *scene_seen(struct arena *arena, const struct walk *w, size_t *ret_n)
{
	uint32_t n_steps = walk_journey(w)->n_steps;
	step_id *seen = arena_array(arena, n_steps, sizeof *seen);
	bool *is_seen = arena_array(arena, n_steps, sizeof *is_seen);
	*ret_n = 0;
	for (size_t i = 0; i <= walk_cursor(w); i++) {
		step_id step = walk_place(w, i)->step;
		if (step < n_steps && !is_seen[step]) {
			is_seen[step] = true;
			seen[(*ret_n)++] = step;
		}
	}
	return seen;
}

/* Within its section: by ear, « étape 3 » of a camp says more than the hundredth of all. */
static uint32_t rank_of(struct arena *arena, const struct walk *w)
{
	const struct step *here = walk_step(w), *steps = walk_journey(w)->steps;
	size_t n;
	const step_id *seen = scene_seen(arena, w, &n);
	uint32_t rank = 1;
	for (size_t i = 0; i < n && &steps[seen[i]] != here; i++) {
		rank += steps[seen[i]].section == here->section ? 1 : 0;
	}
	return rank;
}

/* « Les Mureaux (Yvelines), 2017 » */
static struct str place_of(struct arena *arena, const struct facts *facts,
                           const struct sighting *sighting)
{
	struct buf b = {0};
	struct str year = said_year(arena, sighting->year);
	buf_add(&b, said_line_of(arena, facts, &sighting->place));
	if (year.len > 0) {
		buf_addf(&b, ", %.*s", STR_ARG(year));
	}
	struct str place = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return place;
}

/* Where the title is the question or the beginning of the text, it will be read there. */
static bool has_own_title(const struct step *s)
{
	return s->title.source.len > 0;
}

static void add_sighting(struct scene *s, struct arena *arena, const struct facts *facts)
{
	const struct sighting *sighting = s->step->sighting;
	struct str place = place_of(arena, facts, sighting);
	if (has_own_title(s->step)) {
		s->place = place;
	} else {
		s->title = place;
	}
	s->sighting = said_make(arena, facts, &sighting->scene);
	if (s->step->n_options == 0) {
		s->story = said_make(arena, facts, &sighting->story);
		s->lesson = said_make(arena, facts, &sighting->lesson);
		s->source = said_make(arena, facts, &sighting->source);
	}
}

static void add_section(struct scene *s, struct arena *arena, const struct facts *facts)
{
	const struct journey *j = facts->journey;
	if (s->step->section < j->n_sections) {
		const struct section *section = &j->sections[s->step->section];
		s->day = said_words(arena, section->day);
		s->section = said_line_of(arena, facts, &section->title);
	}
}

void scene_make(struct scene *s, struct arena *arena, const struct visit *v)
{
	const struct step *step = visit_step(v);
	const struct facts *facts = walk_facts(v->walk, false);
	*s = (struct scene){
		.step = step,
		.rank = rank_of(arena, v->walk),
		.kind = kind_of(arena, step),
		.body = said_make(arena, facts, &step->body),
		.question = said_make(arena, facts, &step->question),
		.notes = said_make(arena, facts, &step->notes),
		.minutes = step->minutes,
		.room_minutes = step->room_minutes > 0 ? step->room_minutes : step->minutes,
	};
	s->room = step->room.source.len > 0 ? said_make(arena, facts, &step->room) : s->body;
	if (has_own_title(step)) {
		s->title = said_line_of(arena, facts, &step->title);
	}
	if (step->sighting != NULL) {
		add_sighting(s, arena, facts);
	}
	add_section(s, arena, facts);
	s->rows = scene_rows(arena, v, &s->n_rows);
	s->shelf = shelf_of_step(arena, v->walk, step);
}

static void add_part(struct buf *b, struct str part)
{
	if (part.len > 0) {
		buf_add(b, str_from(b->len > 0 ? ", " : ""));
		buf_add(b, part);
	}
}

struct str scene_where(struct arena *arena, const struct scene *s)
{
	struct buf b = {0}, rank = {0};
	if (s->day.len > 0) {
		buf_addf(&b, _("Journée %.*s"), STR_ARG(s->day));
	}
	add_part(&b, s->section);
	buf_addf(&rank, b.len > 0 ? _("étape %u") : _("Étape %u"), (unsigned)s->rank);
	add_part(&b, buf_str(&rank));
	struct str where = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	buf_finish(&rank);
	return where;
}
