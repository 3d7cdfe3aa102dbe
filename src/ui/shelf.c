/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds are compared as they fold, so that « méthode » and « methode » are one. */
#include "shelf.h"

#include "buf.h"
#include "i18n.h"
#include "said.h"
#include "utf8.h"
#include "words.h"

#include <stdbool.h>

enum {
	OWN_MIN = 2, /* fewer of the profile's own make no group */
};

static const struct {
	struct str folded;
	const char *one, *many;
} kinds[] = {
	{{"methode", 7}, N_("Méthode"), N_("Méthodes")},
	{{"exemple", 7}, N_("Exemple"), N_("Exemples")},
	{{"donnee", 6}, N_("Donnée"), N_("Données")},
	{{"outil", 5}, N_("Outil"), N_("Outils")},
	{{"competence", 10}, N_("Compétence"), N_("Compétences")},
	{{"video", 5}, N_("Vidéo"), N_("Vidéos")},
	{{"replay", 6}, N_("Enregistrement"), N_("Enregistrements")},
};

enum {
	N_KINDS = sizeof kinds / sizeof kinds[0],
};

static bool has_audience(const struct resource *r, uint32_t audience)
{
	for (uint32_t i = 0; i < r->n_audiences; i++) {
		if (r->audiences[i] == audience) {
			return true;
		}
	}
	return false;
}

/* The row of `kinds`; N_KINDS: another word. */
static size_t kind_of(const struct resource *r)
{
	struct buf folded = {0};
	size_t row = 0;
	utf8_add_folded(&folded, r->kind);
	while (row < N_KINDS && !str_eq(buf_str(&folded), kinds[row].folded)) {
		row++;
	}
	buf_finish(&folded);
	return row;
}

static uint32_t profile_of(const struct facts *facts)
{
	const struct journey *j = facts->journey;
	if (j->profile >= j->n_steps) {
		return INDEX_NONE;
	}
	const struct step *s = &j->steps[j->profile];
	const struct answer *a = facts->of[j->profile].answer;
	bool chosen = a != NULL && a->kind == ANSWER_OPTION && a->option < s->n_options;
	return chosen ? s->options[a->option].audience : INDEX_NONE;
}

/* What a step has beside it, or, of a catalogue, all that it shows. */
static struct shelf all_of_step(struct arena *arena, const struct journey *j, const struct step *s)
{
	if (s->catalogue == NULL) {
		return (struct shelf){.resources = s->resources, .n = s->n_resources};
	}
	struct shelf all = {.resources = arena_array(arena, j->n_resources, sizeof(uint32_t))};
	for (uint32_t i = 0; i < j->n_resources; i++) {
		if (catalogue_has(s->catalogue, &j->resources[i])) {
			all.resources[all.n++] = i;
		}
	}
	return all;
}

struct shelf shelf_of_step(struct arena *arena, struct walk *w, const struct step *s)
{
	const struct facts *facts = walk_facts(w, true);
	const struct resource *resources = facts->journey->resources;
	struct shelf all = all_of_step(arena, facts->journey, s);
	uint32_t profile = profile_of(facts);
	struct shelf shelf = {.resources = arena_array(arena, all.n, sizeof(uint32_t))};
	for (size_t i = 0; i < all.n; i++) {
		if (profile != INDEX_NONE && has_audience(&resources[all.resources[i]], profile)) {
			shelf.resources[shelf.n_own++] = all.resources[i];
		}
	}
	if (shelf.n_own >= OWN_MIN) {
		shelf.profile =
			said_line_of(arena, facts, &facts->journey->audiences[profile].label);
	} else {
		shelf.n_own = 0;
	}
	shelf.n = shelf.n_own;
	for (size_t i = 0; i < all.n; i++) {
		if (shelf.n_own == 0 || !has_audience(&resources[all.resources[i]], profile)) {
			shelf.resources[shelf.n++] = all.resources[i];
		}
	}
	return shelf;
}

struct shelf shelf_whole(struct arena *arena, const struct journey *j)
{
	struct shelf shelf = {.resources = arena_array(arena, j->n_resources, sizeof(uint32_t))};
	for (uint32_t i = 0; i < j->n_resources; i++) {
		shelf.resources[shelf.n++] = i;
	}
	return shelf;
}

struct shelf shelf_kept(struct arena *arena, const struct walk *w)
{
	const struct journey *j = walk_journey(w);
	struct shelf shelf = {.resources = arena_array(arena, j->n_resources, sizeof(uint32_t))};
	for (uint32_t i = 0; i < j->n_resources; i++) {
		if (walk_is_kept(w, j->resources[i].id)) {
			shelf.resources[shelf.n++] = i;
		}
	}
	return shelf;
}

static bool is_of_part(const struct resource *r, const struct shelf_part *part)
{
	if (part->audience != INDEX_NONE) {
		return has_audience(r, part->audience);
	}
	size_t kind = kind_of(r);
	return str_eq(part->kind, kind < N_KINDS ? kinds[kind].folded : STR("autre"));
}

/* Counts it, and keeps it where it has something. */
static void add_part(struct shelf_part *parts, size_t *n, const struct journey *j,
                     const struct shelf *within, struct shelf_part part)
{
	for (size_t i = 0; i < within->n; i++) {
		part.n += is_of_part(&j->resources[within->resources[i]], &part);
	}
	if (part.n > 0) {
		parts[(*n)++] = part;
	}
}

struct shelf_part *shelf_parts_within(struct arena *arena, const struct journey *j,
                                      const struct shelf *within, size_t *ret_n)
{
	struct shelf_part *parts =
		arena_array(arena, (size_t)N_KINDS + 1 + j->n_audiences, sizeof *parts);
	*ret_n = 0;
	for (size_t i = 0; i < N_KINDS; i++) {
		add_part(parts, ret_n, j, within,
		         (struct shelf_part){.label = str_from(_(kinds[i].many)),
		                             .kind = kinds[i].folded,
		                             .audience = INDEX_NONE});
	}
	add_part(parts, ret_n, j, within,
	         (struct shelf_part){.label = str_from(_("Autres")),
	                             .kind = STR("autre"),
	                             .audience = INDEX_NONE});
	for (uint32_t i = 0; i < j->n_audiences; i++) {
		add_part(parts, ret_n, j, within,
		         (struct shelf_part){
				 .label = said_line_of(arena, NULL, &j->audiences[i].label),
				 .audience = i});
	}
	return parts;
}

struct shelf shelf_of_part_within(struct arena *arena, const struct journey *j,
                                  const struct shelf *within, const struct shelf_part *part)
{
	struct shelf shelf = {.resources = arena_array(arena, part->n, sizeof(uint32_t))};
	for (size_t i = 0; i < within->n && shelf.n < part->n; i++) {
		if (is_of_part(&j->resources[within->resources[i]], part)) {
			shelf.resources[shelf.n++] = within->resources[i];
		}
	}
	return shelf;
}

struct shelf_part *shelf_parts(struct arena *arena, const struct journey *j, size_t *ret_n)
{
	struct shelf all = shelf_whole(arena, j);
	return shelf_parts_within(arena, j, &all, ret_n);
}

struct shelf shelf_of_part(struct arena *arena, const struct journey *j,
                           const struct shelf_part *part)
{
	struct shelf all = shelf_whole(arena, j);
	return shelf_of_part_within(arena, j, &all, part);
}

struct shelf shelf_find(struct arena *arena, const struct journey *j, struct str typed)
{
	struct shelf shelf = {.resources = arena_array(arena, j->n_resources, sizeof(uint32_t))};
	for (uint32_t i = 0; i < j->n_resources; i++) {
		if (words_have(shelf_line(arena, &j->resources[i]), typed)) {
			shelf.resources[shelf.n++] = i;
		}
	}
	return shelf;
}

struct str shelf_kind(struct arena *arena, const struct resource *r)
{
	size_t kind = kind_of(r);
	return kind < N_KINDS ? str_from(_(kinds[kind].one)) : said_words(arena, r->kind);
}

static void add_sep(struct buf *b, const char *sep, struct str words)
{
	if (words.len > 0) {
		buf_add(b, str_from(b->len > 0 ? sep : ""));
		buf_add(b, words);
	}
}

/* What stands before a publisher; nothing more after a title that has a sign of its own. */
static const char *end_of_title(struct str title, const struct resource *r)
{
	static const struct str signs[] = {{".", 1}, {"?", 1}, {"!", 1}, {"…", 3}};
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (str_ends(title, signs[i])) {
			return " ";
		}
	}
	return r->publisher.len > 0 ? ". " : ", ";
}

struct str shelf_line(struct arena *arena, const struct resource *r)
{
	struct buf b = {0}, origin = {0};
	struct str title = said_line_of(arena, NULL, &r->title);
	buf_add(&b, title);
	add_sep(&origin, ", ", said_words(arena, r->publisher));
	add_sep(&origin, ", ", said_year(arena, r->year));
	if (origin.len > 0) {
		buf_add(&b, str_from(end_of_title(title, r)));
		buf_add(&b, buf_str(&origin));
	}
	struct str line = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	buf_finish(&origin);
	return line;
}

struct str shelf_audiences(struct arena *arena, const struct journey *j, const struct resource *r)
{
	struct buf b = {0};
	if (r->n_audiences == 0 || r->n_audiences == j->n_audiences) {
		return str_from(_("Pour tous"));
	}
	for (uint32_t i = 0; i < r->n_audiences; i++) {
		add_sep(&b, ", ", said_line_of(arena, NULL, &j->audiences[r->audiences[i]].label));
	}
	struct str line = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return line;
}
