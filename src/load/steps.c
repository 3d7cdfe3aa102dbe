/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `étapes`: a step's kind is inferred from the one key that only it has; keys that don't go
 * with that kind are contradictions, by one table.
 */
#include "steps.h"

#include "i18n.h"
#include "traps.h"

#define STEP_KEY(name, type, preset, read, member)                             \
	{                                                                      \
		name, type, preset, read, offsetof(struct step, member), false \
	}
#define STEP_LATER(name, type, preset)             \
	{                                          \
		name, type, preset, NULL, 0, false \
	}

static const struct key step_keys[N_STEP_KEYS] = {
	[KEY_SECTION] = STEP_KEY("section", "section", NULL, read_section, section),
	[KEY_TITLE] = STEP_KEY("titre", "texte", "tiré de l'étape", read_line, title),
	[KEY_BODY] = STEP_KEY("texte", "texte", NULL, read_text, body),
	[KEY_QUESTION] = STEP_KEY("question", "texte", NULL, read_text, question),
	[KEY_ROOM] = STEP_KEY("projection", "texte", "le texte", read_text, room),
	[KEY_NOTES] = STEP_KEY("animateur", "texte", NULL, read_text, notes),
	[KEY_MINUTES] = STEP_KEY("durée", "durée", NULL, read_duration, minutes),
	[KEY_ROOM_MINUTES] = STEP_KEY("durée-salle", "durée", "durée", read_duration, room_minutes),
	[KEY_RESOURCES] = STEP_LATER("ressources", "liste de ressources", NULL),
	[KEY_OPTIONAL] = STEP_KEY("facultatif", "oui ou non", "non", read_bool, optional),
	[KEY_CHOICES] = STEP_LATER("choix", "choix par identifiant", NULL),
	[KEY_SEVERAL] = STEP_LATER("plusieurs", "min, max, exclusif", NULL),
	[KEY_EXPLANATION] = STEP_KEY("explication", "texte", NULL, read_text, explanation),
	[KEY_ESTIMATE] = STEP_LATER("estimer", "juste, unité, de, à, source", NULL),
	[KEY_FIELDS] = STEP_LATER("champs", "champs par identifiant", NULL),
	[KEY_NOTE] = STEP_KEY("note", "texte", NULL, read_text, question),
	[KEY_HARVEST] = STEP_KEY("collecte", "texte", NULL, read_text, question),
	[KEY_SIGHTING] = STEP_LATER("observation", "lieu, scène, pari, récit…", NULL),
	[KEY_HUB] = STEP_LATER("carrefour", "liste d'étapes", NULL),
	[KEY_THEN] = STEP_LATER("ensuite", "étape", NULL),
	[KEY_REQUIRED] = STEP_LATER("exiger", "tous, ou un nombre", "0"),
	[KEY_REVIEW] = STEP_LATER("bilan", "liste d'étapes", NULL),
	[KEY_COMPOSITION] = STEP_KEY("récit", "texte", NULL, read_text, composition),
	[KEY_CATALOGUE] = STEP_LATER("catalogue", "oui, ou type, publics, thème", NULL),
	[KEY_ENDING] = STEP_LATER("fin", "réussie ou arrêt", NULL),
	[KEY_TO] = STEP_KEY("vers", "étape", NULL, read_step, to),
	[KEY_EDGES] = STEP_LATER("suite", "liste de « si » et « vers », puis « sinon »", NULL),
	[KEY_BACK] = STEP_KEY("retour", "oui ou non", "non", read_bool, back),
	[KEY_OTHERWISE] = STEP_KEY("sinon", "étape", NULL, read_step, otherwise),
	[KEY_REMINDER] = STEP_KEY("rappel", "étape", NULL, read_step, reminder),
};
const struct schema step_schema = {N_("une étape"), step_keys, N_STEP_KEYS};

/* The keys that say a kind, and what else goes with each beside the common ones. */
static const struct {
	enum step_key key;
	enum step_kind kind;
	uint64_t with;
} kinds[] = {
	{KEY_CHOICES, STEP_QUESTION, BIT(KEY_QUESTION) | BIT(KEY_SEVERAL) | BIT(KEY_EXPLANATION)},
	{KEY_ESTIMATE, STEP_ESTIMATE, BIT(KEY_QUESTION) | BIT(KEY_EXPLANATION)},
	{KEY_FIELDS, STEP_INPUT, BIT(KEY_QUESTION) | BIT(KEY_REMINDER)},
	{KEY_NOTE, STEP_NOTE, 0},
	{KEY_HARVEST, STEP_HARVEST, 0},
	{KEY_SIGHTING, STEP_SIGHTING, BIT(KEY_QUESTION)},
	{KEY_HUB, STEP_HUB, BIT(KEY_QUESTION) | BIT(KEY_THEN) | BIT(KEY_REQUIRED)},
	{KEY_REVIEW, STEP_REVIEW, 0},
	{KEY_COMPOSITION, STEP_COMPOSITION, 0},
	{KEY_CATALOGUE, STEP_CATALOGUE, 0},
	{KEY_ENDING, STEP_ENDING, 0},
};

enum {
	N_KINDS = sizeof kinds / sizeof kinds[0],
};

static const uint64_t COMMON = BIT(KEY_SECTION) | BIT(KEY_TITLE) | BIT(KEY_BODY) | BIT(KEY_ROOM) |
                               BIT(KEY_NOTES) | BIT(KEY_MINUTES) | BIT(KEY_ROOM_MINUTES) |
                               BIT(KEY_RESOURCES) | BIT(KEY_OPTIONAL) | BIT(KEY_TO) |
                               BIT(KEY_EDGES) | BIT(KEY_BACK) | BIT(KEY_OTHERWISE);

static const uint64_t WAYS = BIT(KEY_TO) | BIT(KEY_EDGES) | BIT(KEY_BACK);

/* Nothing else in these would make a title. */
static const uint64_t NEED_TITLE = BIT(KEY_REVIEW) | BIT(KEY_COMPOSITION) | BIT(KEY_CATALOGUE);

/* --- A step ----------------------------------------------------------------------------- */

/* The row of `kinds` that the keys say; N_KINDS where none does, or several: `*ret_clash`. */
static size_t find_kind(struct loader *l, const struct reading *r, const struct node *id,
                        bool *ret_clash)
{
	size_t found = N_KINDS;
	*ret_clash = false;
	for (size_t i = 0; i < N_KINDS; i++) {
		if ((r->seen & BIT(kinds[i].key)) == 0) {
			continue;
		}
		if (found < N_KINDS) {
			diags_add(l->d, DIAG_PAR26, node_span(id),
			          _("une étape est « %s » ou « %s », pas les deux"),
			          step_keys[kinds[found].key].name, step_keys[kinds[i].key].name);
			*ret_clash = true;
			return N_KINDS;
		}
		found = i;
	}
	return found;
}

static void tell_stray_keys(struct loader *l, const struct reading *r, uint64_t allowed,
                            enum step_kind kind)
{
	uint64_t stray = r->usable & ~allowed;
	for (uint32_t k = 0; stray >> k != 0; k++) {
		if ((stray & BIT(k)) != 0) {
			diags_add(l->d, DIAG_PAR26, node_span(r->values[k]),
			          _("« %s » ne va pas avec une étape de genre « %s »"),
			          step_keys[k].name, step_kind_name(kind));
		}
	}
}

/* `vers`, `suite`, `retour`: one at most, none for a hub or an ending. */
static void check_ways(struct loader *l, const struct step *s, const struct reading *r,
                       const struct node *id)
{
	/* `retour: non` is none. */
	uint64_t ways = r->seen & (s->back ? WAYS : WAYS & ~BIT(KEY_BACK));
	if ((s->kind == STEP_HUB || s->kind == STEP_ENDING) && ways != 0) {
		tell_stray_keys(l, r, ~WAYS, s->kind);
	} else if ((ways & (ways - 1)) != 0) {
		diags_add(l->d, DIAG_PAR26, node_span(id),
		          _("une étape a « vers », « suite » ou « retour » : un seul des trois"));
	}
	if (reading_value(r, KEY_OTHERWISE) != NULL && !s->back) {
		diags_add(l->d, DIAG_PAR26, node_span(reading_value(r, KEY_OTHERWISE)),
		          _("« sinon » ne s'écrit qu'à côté de « retour: oui » ou à la fin de « "
		            "suite »"));
	}
}

static bool is_junction(const struct reading *r)
{
	return (r->seen & ~(BIT(KEY_SECTION) | BIT(KEY_EDGES))) == 0 &&
	       (r->seen & BIT(KEY_EDGES)) != 0;
}

static void infer_kind(struct loader *l, struct step *s, const struct reading *r,
                       const struct node *id)
{
	bool clash;
	size_t row = find_kind(l, r, id, &clash);
	if (clash) {
		return;
	}
	if (row < N_KINDS) {
		s->kind = kinds[row].kind;
		tell_stray_keys(l, r, COMMON | BIT(kinds[row].key) | kinds[row].with, s->kind);
		bool has_title = (r->seen & (BIT(KEY_TITLE) | BIT(KEY_BODY))) != 0;
		if ((BIT(kinds[row].key) & NEED_TITLE) != 0 && !has_title) {
			schema_need(l, &step_schema, r, KEY_TITLE, id);
		}
		return;
	}
	s->kind = is_junction(r) ? STEP_JUNCTION : STEP_INFO;
	if (s->kind == STEP_INFO && r->meant == 0 && reading_value(r, KEY_QUESTION) != NULL) {
		diags_add(l->d, DIAG_PAR22, node_span(reading_value(r, KEY_QUESTION)),
		          _("à une question il faut de quoi répondre : « choix », « champs » ou "
		            "« estimer » ; une phrase à lire seulement est un « texte »"));
		return;
	}
	if (s->kind == STEP_INFO &&
	    r->meant == 0) { /* else its kind is likely in what is misspelt */
		tell_stray_keys(l, r, COMMON | ~(uint64_t)(BIT(N_STEP_KEYS) - 1), STEP_INFO);
		schema_need(l, &step_schema, r, KEY_BODY, id);
	}
}

bool load_is_left_key(struct loader *l, const struct node *key, const struct node *value)
{
	bool is_step = value->kind == NODE_MAP && value->first != NULL &&
	               schema_find_key(&step_schema, value->first->text) != INDEX_NONE;
	if (is_step || l->j->n_steps == 0 || diags_is_full(l->d) ||
	    schema_find_key(&step_schema, key->text) == INDEX_NONE) {
		return false;
	}
	size_t before = l->d->n;
	if (!trap_key_among_steps(l->d, l->sources, key)) {
		return false;
	}
	/* Without this key its step lacks something, or has too much. */
	size_t n = l->d->n;
	diags_drop_between(l->d, l->step_findings, before, DIAG_PAR22);
	diags_drop_between(l->d, l->step_findings, before - (n - l->d->n), DIAG_PAR26);
	return true;
}

void load_step(struct loader *l, const struct node *id, const struct node *value)
{
	l->step_findings = l->d->n;
	struct step *s =
		loader_grow(l, (void **)&l->j->steps, &l->j->n_steps, &l->cap_steps, sizeof *s);
	s->id = id->text;
	s->span = node_span(id);
	s->section = INDEX_NONE;
	s->to = s->otherwise = s->reminder = STEP_NONE;
	struct reading r;
	schema_read(l, &step_schema, s, value, &r);
	if (value->kind != NODE_MAP) {
		return;
	}
	infer_kind(l, s, &r, id);
	load_step_parts(l, s, &r, id);
	check_ways(l, s, &r, id);
}
