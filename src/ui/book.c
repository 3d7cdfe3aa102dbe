/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part after part; each walks over the steps that it is about. */
#include "book.h"

#include "i18n.h"
#include "remind.h"
#include "scene.h"
#include "shelf.h"

struct book {
	struct arena *arena;
	struct walk *w;
	const struct journey *j;
	struct book_entry *list;
	size_t n, cap;
	const step_id *seen;
	size_t n_seen;
	bool *is_met; /* by step: seen, or ahead */
	step_id first_page;
	enum book_part part;
	struct str camp; /* for the next entry */
};

const char *book_heading(enum book_part part)
{
	static const char *const headings[BOOK_N_PARTS] = {
		[BOOK_BETS] = N_("Vos paris"),
		[BOOK_AHEAD] = N_("Plus loin sur votre chemin"),
		[BOOK_MARGINS] = N_("En marge"),
		[BOOK_KEPT] = N_("Ressources gardées"),
		[BOOK_ORPHANS] = N_("Réponses à des étapes que le parcours n'a plus"),
		[BOOK_BESIDE] = N_("À côté de votre chemin"),
	};

	return headings[part] != NULL ? _(headings[part]) : NULL;
}

static void add(struct book *b, struct book_entry entry)
{
	if (b->n == b->cap) {
		size_t cap = b->cap == 0 ? 32 : b->cap * 2;
		struct book_entry *more = arena_array(b->arena, cap, sizeof *more);
		for (size_t i = 0; i < b->n; i++) {
			more[i] = b->list[i];
		}
		b->list = more;
		b->cap = cap;
	}
	entry.part = b->part;
	entry.camp = b->camp;
	b->camp = (struct str){0};
	b->list[b->n++] = entry;
}

static struct str or_open(struct str answer)
{
	return answer.len > 0 ? answer : str_from(_("laissé ouvert"));
}

/* --- A step ----------------------------------------------------------------------- */

static bool is_bet(const struct step *s)
{
	return s->kind == STEP_SIGHTING;
}

/* A text that one went on from was kept, even if nobody touched it. */
static struct str written_at(const struct book *b, const struct step *s)
{
	bool is_kept =
		s->kind == STEP_COMPOSITION && (walk_is_behind(b->w, journey_step(b->j, s->id)) ||
	                                        walk_note(b->w, s->id, STR("récit")).len > 0);
	return s->kind == STEP_NOTE || is_kept ? scene_written(b->arena, b->w, s) : (struct str){0};
}

static size_t n_lines(const struct book *b, const struct step *s)
{
	size_t n = 0;
	if (s->kind == STEP_HARVEST) {
		(void)walk_gathered(b->w, b->arena, s->id, &n);
	}
	return n;
}

static bool has_entry(const struct book *b, const struct step *s, const struct answer *a)
{
	return a != NULL || written_at(b, s).len > 0 || n_lines(b, s) > 0;
}

/* « 12/03/2027, fait » */
static void add_told(struct book *b, struct book_entry *entry, const struct answer *a)
{
	struct buf both = {0};
	struct str said = a->kind == ANSWER_DATE
	                          ? reminder_said(b->w, entry->step, entry->field, a->date)
	                          : (struct str){0};
	if (said.len > 0) {
		buf_addf(&both, "%.*s, %.*s", STR_ARG(entry->answer), STR_ARG(said));
		entry->answer = arena_str(b->arena, buf_str(&both));
	}
	buf_finish(&both);
}

static void add_fields(struct book *b, struct book_entry entry, const struct step *s,
                       const struct answer *a)
{
	struct str group = entry.title;
	for (uint32_t i = 0; i < s->n_fields && i < a->fields.n; i++) {
		const struct field *f = &s->fields[i];
		if (a->fields.list[i] == NULL) {
			continue;
		}
		entry.field = i;
		entry.group = group;
		entry.title = said_line_of(b->arena, walk_facts(b->w, true), &f->label);
		entry.answer = or_open(scene_field_answer(b->arena, b->w, f, a->fields.list[i]));
		add_told(b, &entry, a->fields.list[i]);
		add(b, entry);
		group = (struct str){0};
	}
}

static void add_step(struct book *b, step_id step, const struct answer *a)
{
	const struct step *s = &b->j->steps[step];
	struct book_entry entry = {
		.step = step,
		.field = s->n_fields == 1 ? 0 : INDEX_NONE,
		.title = scene_title(b->arena, b->w, step),
		.is_editable = walk_is_behind(b->w, step) && step_is_answerable(s),
	};
	if (s->kind == STEP_NOTE || s->kind == STEP_COMPOSITION) {
		entry.kind = s->kind == STEP_NOTE ? BOOK_NOTE : BOOK_TEXT;
		entry.written = written_at(b, s);
	} else if (s->kind == STEP_HARVEST) {
		entry.kind = BOOK_HARVEST;
	} else if (a != NULL && a->kind == ANSWER_FIELDS && s->n_fields > 1) {
		entry.kind = BOOK_FIELD;
		add_fields(b, entry, s, a);
		return;
	} else {
		entry.answer = or_open(scene_answer(b->arena, b->w, s, a));
	}
	add(b, entry);
}

/* --- On the way here -------------------------------------------------------------- */

/* The last answer of a step, its own at the cursor included. */
static const struct answer *answer_at(const struct book *b, step_id step)
{
	return walk_facts(b->w, true)->of[step].answer;
}

static uint32_t section_of(const struct book *b, step_id step)
{
	return b->j->steps[step].section < b->j->n_sections ? b->j->steps[step].section
	                                                    : INDEX_NONE;
}

static bool is_told(const struct book *b, step_id step)
{
	const struct step *s = &b->j->steps[step];
	return !is_bet(s) && step != b->first_page && has_entry(b, s, answer_at(b, step));
}

static void add_section(struct book *b, uint32_t section)
{
	b->camp = (struct str){0};
	if (section != INDEX_NONE) {
		b->camp = said_line_of(b->arena, walk_facts(b->w, false),
		                       &b->j->sections[section].title);
	}
	for (size_t i = 0; i < b->n_seen; i++) {
		if (section_of(b, b->seen[i]) == section && is_told(b, b->seen[i])) {
			add_step(b, b->seen[i], answer_at(b, b->seen[i]));
		}
	}
}

/* One arrives with a text to read aloud: the last that the answers made. */
static void add_first_page(struct book *b)
{
	const struct step *here = &b->j->steps[walk_here(b->w)->step];
	b->first_page = STEP_NONE;
	for (size_t i = 0; i < b->n_seen && here->kind == STEP_ENDING && here->success; i++) {
		const struct step *s = &b->j->steps[b->seen[i]];
		if (s->kind == STEP_COMPOSITION && written_at(b, s).len > 0) {
			b->first_page = b->seen[i];
		}
	}
	if (b->first_page != STEP_NONE) {
		add_step(b, b->first_page, NULL);
	}
}

/* Each section at its first step that has something. */
static void add_answers(struct book *b)
{
	bool *is_done = arena_array(b->arena, (size_t)b->j->n_sections + 1, sizeof *is_done);
	for (size_t i = 0; i < b->n_seen; i++) {
		uint32_t section = section_of(b, b->seen[i]);
		bool *done = &is_done[section == INDEX_NONE ? b->j->n_sections : section];
		if (!*done && is_told(b, b->seen[i])) {
			*done = true;
			add_section(b, section);
		}
	}
}

static void add_bets(struct book *b)
{
	for (size_t i = 0; i < b->n_seen; i++) {
		const struct answer *a = answer_at(b, b->seen[i]);
		if (is_bet(&b->j->steps[b->seen[i]]) && a != NULL) {
			add_step(b, b->seen[i], a);
		}
	}
}

/* --- Elsewhere -------------------------------------------------------------------- */

/* What one has come back from: the answer of the last place there. */
static const struct answer *answer_ahead(const struct book *b, step_id step)
{
	const struct answer *a = NULL;
	for (size_t i = walk_cursor(b->w) + 1; i < walk_n_places(b->w); i++) {
		const struct place *place = walk_place(b->w, i);
		a = place->step == step && place->answer != NULL ? place->answer : a;
	}
	return a;
}

static void add_ahead(struct book *b)
{
	for (size_t i = walk_cursor(b->w) + 1; i < walk_n_places(b->w); i++) {
		step_id step = walk_place(b->w, i)->step;
		if (step >= b->j->n_steps || b->is_met[step]) {
			continue;
		}
		b->is_met[step] = true;
		const struct answer *a = answer_ahead(b, step);
		if (has_entry(b, &b->j->steps[step], a)) {
			add_step(b, step, a);
		}
	}
}

static void add_margins(struct book *b)
{
	for (size_t i = 0; i < walk_n_notes(b->w); i++) {
		struct note note = walk_note_at(b->w, i);
		step_id step = note.is_gone ? STEP_NONE : journey_step(b->j, note.step);
		if (!str_eq(note.what, STR("marge")) || note.text.len == 0) {
			continue;
		}
		add(b, (struct book_entry){
			       .kind = BOOK_NOTE,
			       .step = step,
			       .field = INDEX_NONE,
			       .title = step != STEP_NONE ? scene_title(b->arena, b->w, step)
		                                          : said_words(b->arena, note.step),
			       .written = note.text,
		       });
	}
}

static void add_kept(struct book *b)
{
	struct shelf kept = shelf_kept(b->arena, b->w);
	for (size_t i = 0; i < kept.n; i++) {
		const struct resource *r = &b->j->resources[kept.resources[i]];
		add(b, (struct book_entry){.kind = BOOK_RESOURCE,
		                           .step = STEP_NONE,
		                           .field = INDEX_NONE,
		                           .resource = kept.resources[i],
		                           .title = shelf_line(b->arena, r)});
	}
}

/* As it was written: JSON, of which a text loses its quotes. */
static struct str orphan_words(struct arena *arena, const struct answer *a)
{
	struct str json = a != NULL && a->kind == ANSWER_MISFIT ? a->misfit : (struct str){0};
	if (str_starts(json, STR("\"")) && json.len > 1) {
		json = str_slice(json, 1, json.len - 2);
	}
	return or_open(said_words(arena, json));
}

static void add_orphans(struct book *b)
{
	for (size_t i = 0; i < walk_n_orphans(b->w); i++) {
		struct orphan orphan = walk_orphan(b->w, i);
		add(b, (struct book_entry){.kind = BOOK_PAIR,
		                           .step = STEP_NONE,
		                           .field = INDEX_NONE,
		                           .title = said_words(b->arena, orphan.step),
		                           .answer = orphan_words(b->arena, orphan.answer)});
	}
}

static void add_beside(struct book *b)
{
	for (step_id step = 0; step < b->j->n_steps; step++) {
		const struct step *s = &b->j->steps[step];
		const struct answer *a = walk_left_over(b->w, step);
		a = a != NULL && a->kind == ANSWER_OPEN ? NULL : a;
		if (!b->is_met[step] && has_entry(b, s, a)) {
			add_step(b, step, a);
		}
	}
}

struct book_entry *book_make(struct arena *arena, struct walk *w, size_t *ret_n)
{
	static void (*const parts[BOOK_N_PARTS])(struct book * b) = {
		[BOOK_FIRST_PAGE] = add_first_page,
		[BOOK_ANSWERS] = add_answers,
		[BOOK_BETS] = add_bets,
		[BOOK_AHEAD] = add_ahead,
		[BOOK_MARGINS] = add_margins,
		[BOOK_KEPT] = add_kept,
		[BOOK_ORPHANS] = add_orphans,
		[BOOK_BESIDE] = add_beside,
	};

	struct book b = {.arena = arena, .w = w, .j = walk_journey(w)};
	b.seen = scene_seen(arena, w, &b.n_seen);
	b.is_met = arena_array(arena, b.j->n_steps, sizeof *b.is_met);
	for (size_t i = 0; i < b.n_seen; i++) {
		b.is_met[b.seen[i]] = true;
	}
	for (int part = 0; part < BOOK_N_PARTS; part++) {
		b.part = (enum book_part)part;
		b.camp = (struct str){0};
		parts[part](&b);
	}
	*ret_n = b.n;
	return b.list;
}
