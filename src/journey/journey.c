/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look-ups in a journey, and what is read off its steps. */
#include "journey.h"

#include "i18n.h"
#include "mem.h"
#include "utf8.h"

void journey_destroy(struct journey *j)
{
	if (j == NULL) {
		return;
	}
	if (j->owns_lists) {
		mem_free(j->steps);
		mem_free(j->sections);
		mem_free(j->words);
		mem_free(j->computed);
		mem_free(j->resources);
	}
	/* The journey itself lies in its arena. */
	struct arena arena = j->arena;
	arena_finish(&arena);
}

void journey_index(struct journey *j)
{
	ids_reserve(&j->steps_by_id, &j->arena, j->n_steps);
	for (uint32_t i = 0; i < j->n_steps; i++) {
		ids_add(&j->steps_by_id, &j->arena, j->steps[i].id, i);
	}
	for (uint32_t i = 0; i < j->n_resources; i++) {
		ids_add(&j->resources_by_id, &j->arena, j->resources[i].id, i);
	}
	for (uint32_t i = 0; i < j->n_computed; i++) {
		ids_add(&j->computed_by_id, &j->arena, j->computed[i].id, i);
	}
}

const struct rename *rename_find(const struct renames *renames, struct str from)
{
	uint32_t i = ids_find(&renames->ids, from);
	return i < renames->n ? &renames->list[i] : NULL;
}

step_id journey_step(const struct journey *j, struct str id)
{
	return ids_find(&j->steps_by_id, id);
}

uint32_t option_find(const struct option *options, uint32_t n, struct str id)
{
	for (uint32_t i = 0; i < n; i++) {
		if (str_eq(options[i].id, id)) {
			return i;
		}
	}
	return INDEX_NONE;
}

uint32_t field_find(const struct step *s, struct str id)
{
	for (uint32_t i = 0; i < s->n_fields; i++) {
		if (str_eq(s->fields[i].id, id)) {
			return i;
		}
	}
	return INDEX_NONE;
}

uint32_t computed_find(const struct journey *j, struct str id)
{
	return ids_find(&j->computed_by_id, id);
}

uint32_t hub_item_find(const struct hub *hub, struct str name)
{
	for (uint32_t i = 0; i < hub->n_items; i++) {
		if (str_eq(hub->items[i].name, name)) {
			return i;
		}
	}
	return INDEX_NONE;
}

uint32_t resource_find(const struct journey *j, struct str id)
{
	return ids_find(&j->resources_by_id, id);
}

uint32_t audience_find(const struct journey *j, struct str id)
{
	for (uint32_t i = 0; i < j->n_audiences; i++) {
		if (str_eq(j->audiences[i].id, id)) {
			return i;
		}
	}
	return INDEX_NONE;
}

const struct word *word_find(const struct journey *j, struct str id)
{
	for (uint32_t i = 0; i < j->n_words; i++) {
		if (str_eq(j->words[i].id, id)) {
			return &j->words[i];
		}
	}
	return NULL;
}

/* Up to the first . ! ? … that a blank or the end follows, or the first line break. */
static struct text first_sentence(struct text t)
{
	uint32_t rune = 0, last = 0;
	for (size_t at = 0; at < t.source.len;) {
		size_t from = at;
		at += utf8_decode(t.source, at, &rune);
		bool after_stop = last == '.' || last == '!' || last == '?' || last == 0x2026;
		if (rune == '\n' || (rune == ' ' && after_stop)) {
			t.source.len = from;
			break;
		}
		last = rune;
	}
	return t;
}

struct text step_title(const struct step *s)
{
	if (s->title.source.len > 0) {
		return s->title;
	}
	if (s->sighting != NULL) {
		return s->sighting->place;
	}
	if (s->question.source.len > 0) {
		return s->question;
	}
	return first_sentence(s->body);
}

bool step_is_passable(const struct step *s)
{
	switch (s->kind) {
	case STEP_INFO:
	case STEP_JUNCTION:
	case STEP_NOTE:
	case STEP_HARVEST:
	case STEP_HUB:
	case STEP_REVIEW:
	case STEP_COMPOSITION:
	case STEP_CATALOGUE:
	case STEP_ENDING:
		return true;
	case STEP_QUESTION:
	case STEP_SEVERAL:
	case STEP_QUIZ:
	case STEP_ESTIMATE:
		return s->optional;
	case STEP_SIGHTING:
		return s->optional || s->n_options == 0;
	case STEP_INPUT:
		for (uint32_t i = 0; i < s->n_fields; i++) {
			if (!s->fields[i].optional) {
				return s->optional;
			}
		}
		return true;
	case STEP_N_KINDS:
		break;
	}
	return false;
}

bool step_is_answerable(const struct step *s)
{
	switch (s->kind) {
	case STEP_QUESTION:
	case STEP_SEVERAL:
	case STEP_QUIZ:
	case STEP_ESTIMATE:
	case STEP_INPUT:
	case STEP_NOTE:
	case STEP_COMPOSITION:
		return true;
	case STEP_SIGHTING:
		return s->n_options > 0;
	case STEP_INFO:
	case STEP_JUNCTION:
	case STEP_HARVEST:
	case STEP_HUB:
	case STEP_REVIEW:
	case STEP_CATALOGUE:
	case STEP_ENDING:
	case STEP_N_KINDS:
		break;
	}
	return false;
}

bool catalogue_has(const struct catalogue *c, const struct resource *r)
{
	bool has_audience = c->n_audiences == 0;
	for (uint32_t i = 0; i < c->n_audiences; i++) {
		for (uint32_t k = 0; k < r->n_audiences; k++) {
			has_audience = has_audience || c->audiences[i] == r->audiences[k];
		}
	}
	return has_audience && (c->kind.len == 0 || utf8_folds_alike(c->kind, r->kind)) &&
	       (c->theme.len == 0 || utf8_folds_alike(c->theme, r->theme));
}

static const char *const kind_names[STEP_N_KINDS] = {
	[STEP_INFO] = "information",  [STEP_JUNCTION] = "jonction",
	[STEP_QUESTION] = "question", [STEP_SEVERAL] = "plusieurs",
	[STEP_QUIZ] = "quiz",         [STEP_ESTIMATE] = "estimation",
	[STEP_INPUT] = "saisie",      [STEP_NOTE] = "note",
	[STEP_HARVEST] = "collecte",  [STEP_SIGHTING] = "observation",
	[STEP_HUB] = "carrefour",     [STEP_REVIEW] = "bilan",
	[STEP_COMPOSITION] = "récit", [STEP_CATALOGUE] = "catalogue",
	[STEP_ENDING] = "fin",
};

const char *step_kind_name(enum step_kind kind)
{
	return kind_names[kind];
}

enum {
	SUGGEST_MAX_DISTANCE = 3,
};

/* The nearest word so far. Distances are taken on folded forms: « Étape » is « etape ». */
struct nearest {
	struct buf wanted, folded;
	struct str best;
	size_t distance;
};

static void nearest_begin(struct nearest *n, struct str word)
{
	*n = (struct nearest){0};
	utf8_add_folded(&n->wanted, word);
	size_t third = utf8_n_runes(buf_str(&n->wanted)) / 3;
	n->distance = (third < SUGGEST_MAX_DISTANCE ? third : SUGGEST_MAX_DISTANCE) + 1;
}

static void nearest_offer(struct nearest *n, struct str word)
{
	buf_clear(&n->folded);
	utf8_add_folded(&n->folded, word);
	size_t distance = utf8_distance(buf_str(&n->wanted), buf_str(&n->folded));
	if (distance < n->distance) {
		n->distance = distance;
		n->best = word;
	}
}

static struct str nearest_end(struct nearest *n)
{
	buf_finish(&n->wanted);
	buf_finish(&n->folded);
	return n->best;
}

static void nearest_step(struct nearest *n, const struct journey *j, struct str id)
{
	nearest_begin(n, id);
	for (step_id s = 0; s < j->n_steps; s++) {
		nearest_offer(n, j->steps[s].id);
	}
}

struct str journey_suggest_step(const struct journey *j, struct str id)
{
	struct nearest n;
	nearest_step(&n, j, id);
	return nearest_end(&n);
}

struct str journey_suggest_name(const struct journey *j, struct str id)
{
	struct nearest n;
	nearest_step(&n, j, id);
	for (uint32_t i = 0; i < j->n_computed; i++) {
		nearest_offer(&n, j->computed[i].id);
	}
	return nearest_end(&n);
}

struct str list_suggest(const void *list, uint32_t n, size_t item_bytes, struct str id)
{
	struct nearest nearest;
	const char *at = list;
	nearest_begin(&nearest, id);
	for (uint32_t i = 0; i < n; i++, at += item_bytes) {
		struct str one;
		memcpy(&one, at, sizeof one);
		nearest_offer(&nearest, one);
	}
	return nearest_end(&nearest);
}
