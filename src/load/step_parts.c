/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the keys of a step hold that are more than a scalar: choices, an estimation, a sighting, a
 * hub, the lines of `suite`… each with its own table of keys and what must hold in it.
 */
#include "steps.h"

#include "i18n.h"
#include "traps.h"
#include "utf8.h"

#define EDGE_KEY(name, type, read, member)                                   \
	{                                                                    \
		name, type, NULL, read, offsetof(struct edge, member), false \
	}

static const struct key edge_keys[] = {
	EDGE_KEY("si", "condition", read_condition, when),
	EDGE_KEY("vers", "étape", read_step, to),
	EDGE_KEY("sinon", "étape", read_step, to),
};
const struct schema edge_schema = {N_("une ligne de « suite »"), edge_keys, 3};

enum {
	EDGE_IF = 1 << 0,
	EDGE_TO = 1 << 1,
	EDGE_ELSE = 1 << 2,
};

/* Either {si, vers}, or, the last one, {sinon}. */
static void read_edge(struct loader *l, struct step *s, const struct node *item, bool is_last)
{
	struct edge *edge = &s->edges[s->n_edges++];
	edge->to = STEP_NONE;
	struct reading r;
	if (trap_item_without_colon(l->d, l->sources, item)) {
		return;
	}
	schema_read(l, &edge_schema, edge, item, &r);
	if (item->kind != NODE_MAP || r.meant != 0) {
		return; /* told: what is missing is there, misspelt */
	}
	if (r.seen == EDGE_ELSE && is_last) {
		return;
	}
	if (is_last) {
		diags_add(l->d, DIAG_PAR62, node_span(item),
		          _("« suite » finit par une ligne « sinon: étape », pour que l'on sache "
		            "toujours "
		            "où aller"));
	} else if (r.seen == EDGE_ELSE) {
		diags_add(l->d, DIAG_PAR26, node_span(item),
		          _("« sinon » vient en dernier : les lignes d'après ne seraient jamais "
		            "lues"));
	} else if (r.seen != (EDGE_IF | EDGE_TO)) {
		diags_add(l->d, DIAG_PAR22, node_span(item),
		          _("une ligne de « suite » s'écrit {si: condition, vers: étape}"));
	}
}

static void read_edges(struct loader *l, struct step *s, const struct node *list)
{
	if (trap_single_way(l->d, l->sources, list)) {
		return;
	}
	if (list->kind != NODE_LIST) {
		diags_add(l->d, DIAG_PAR23, node_span(list),
		          _("« suite » est une liste : chaque ligne commence par un tiret"));
		return;
	}
	s->edges = arena_array(l->arena, list->n, sizeof s->edges[0]);
	for (const struct node *item = list->first; item != NULL; item = item->next) {
		read_edge(l, s, item, item->next == NULL);
	}
}

static const struct key several_keys[] = {
	{"min", "nombre entier", "0", read_whole, offsetof(struct several, min), false},
	{"max", "nombre entier", "tous", read_whole, offsetof(struct several, max), false},
	{"exclusif", "choix", NULL, NULL, 0, false},
};
const struct schema several_schema = {N_("« plusieurs »"), several_keys, 3};

static void read_several(struct loader *l, struct step *s, const struct node *value)
{
	s->is_several = true;
	s->several = (struct several){.max = INDEX_NONE, .exclusive = INDEX_NONE};
	if (value->kind == NODE_SCALAR) {
		bool wanted = false;
		read_bool(l, &wanted, value);
		s->is_several = wanted;
		return;
	}
	struct reading r;
	schema_read(l, &several_schema, &s->several, value, &r);
	const struct node *exclusive = reading_value(&r, 2);
	if (exclusive != NULL && schema_scalar(l, exclusive, N_("le nom d'un choix"))) {
		s->several.exclusive = option_find(s->options, s->n_options, exclusive->text);
		if (s->several.exclusive == INDEX_NONE) {
			struct buf b = {0};
			buf_addf(&b, _("« %.*s » n'est pas un choix de cette étape"),
			         STR_ARG(exclusive->text));
			loader_tell_unknown(l, node_span(exclusive), buf_str(&b), s->options,
			                    s->n_options, sizeof s->options[0], exclusive->text);
			buf_finish(&b);
		}
	}
	if (s->several.max == 0) {
		diags_add(l->d, DIAG_PAR24, node_span(value),
		          _("« max » est le nombre de choix que l'on peut prendre : au moins 1"));
	} else if (s->several.min > s->several.max || s->several.min > s->n_options) {
		diags_add(l->d, DIAG_PAR24, node_span(value),
		          _("« min » dépasse « max » ou le nombre de choix"));
	}
}

/* A set leads where its step does. */
static void check_several(struct loader *l, const struct step *s)
{
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (s->options[i].has_way) {
			diags_add(l->d, DIAG_PAR26, s->options[i].span,
			          _("avec « plusieurs », un choix n'a ni « vers » ni « détour » : "
			            "c'est "
			            "l'étape qui dit où aller"));
		}
	}
}

/* Where one answer is given, one is right. */
static void check_quiz(struct loader *l, const struct step *s)
{
	bool has_right = false;
	for (uint32_t i = 0; i < s->n_options && !s->is_several; i++) {
		if (s->options[i].right && has_right) {
			diags_add(l->d, DIAG_PAR26, s->options[i].span,
			          _("un seul choix est « juste », à moins d'écrire « plusieurs: "
			            "oui »"));
		}
		has_right = has_right || s->options[i].right;
	}
}

/* A question becomes a quiz where a choice is `juste`, several answers by `plusieurs`. */
static void read_choices(struct loader *l, struct step *s, const struct reading *r)
{
	s->options = load_options(l, reading_value(r, KEY_CHOICES), true, &s->n_options);
	if (reading_value(r, KEY_SEVERAL) != NULL) {
		read_several(l, s, reading_value(r, KEY_SEVERAL));
	}
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (s->options[i].right) {
			s->kind = STEP_QUIZ;
		}
	}
	if (s->kind != STEP_QUIZ && s->is_several) {
		s->kind = STEP_SEVERAL;
	}
	if (s->is_several) {
		check_several(l, s);
	}
	if (s->kind == STEP_QUIZ) {
		check_quiz(l, s);
	}
}

#define ESTIMATE_KEY(name, type, read, member)                                   \
	{                                                                        \
		name, type, NULL, read, offsetof(struct estimate, member), false \
	}

static const struct key estimate_keys[] = {
	ESTIMATE_KEY("juste", "nombre", read_number, right),
	ESTIMATE_KEY("unité", "texte", read_line, unit),
	ESTIMATE_KEY("de", "nombre", read_number, from),
	ESTIMATE_KEY("à", "nombre", read_number, to),
	ESTIMATE_KEY("source", "texte", read_line, source),
};
const struct schema estimate_schema = {N_("« estimer »"), estimate_keys, 5};

static void read_estimate(struct loader *l, struct step *s, const struct node *map)
{
	s->estimate = arena_alloc(l->arena, sizeof *s->estimate);
	struct reading r;
	schema_read(l, &estimate_schema, s->estimate, map, &r);
	schema_need(l, &estimate_schema, &r, 0, map);
	schema_need(l, &estimate_schema, &r, 4, map);
	bool has_from = reading_value(&r, 2) != NULL, has_to = reading_value(&r, 3) != NULL;
	s->estimate->has_range = has_from && has_to;
	if (has_from != has_to) {
		diags_add(l->d, DIAG_PAR22, node_span(map), _("« de » et « à » vont ensemble"));
	}
	if (s->estimate->has_range &&
	    (s->estimate->right < s->estimate->from || s->estimate->right > s->estimate->to)) {
		diags_add(l->d, DIAG_PAR24, node_span(map),
		          _("« juste » doit être entre « de » et « à »"));
	}
}

#define SIGHTING_KEY(name, type, read, member)                                   \
	{                                                                        \
		name, type, NULL, read, offsetof(struct sighting, member), false \
	}

static const struct key sighting_keys[] = {
	SIGHTING_KEY("lieu", "texte", read_line, place),
	SIGHTING_KEY("année", "année", read_year, year),
	SIGHTING_KEY("scène", "texte", read_text, scene),
	SIGHTING_KEY("récit", "texte", read_text, story),
	SIGHTING_KEY("leçon", "texte", read_text, lesson),
	SIGHTING_KEY("source", "texte", read_line, source),
	{"pari", "libellés par identifiant", NULL, NULL, 0, false},
};
const struct schema sighting_schema = {N_("une observation"), sighting_keys, 7};

static void read_sighting(struct loader *l, struct step *s, const struct node *map)
{
	static const uint32_t needed[] = {0, 2, 3, 4, 5};
	s->sighting = arena_alloc(l->arena, sizeof *s->sighting);
	struct reading r;
	schema_read(l, &sighting_schema, s->sighting, map, &r);
	for (size_t i = 0; map->kind == NODE_MAP && i < sizeof needed / sizeof needed[0]; i++) {
		schema_need(l, &sighting_schema, &r, needed[i], map);
	}
	if (reading_value(&r, 6) != NULL) {
		s->options = load_options(l, reading_value(&r, 6), false, &s->n_options);
	}
}

static void read_items(struct loader *l, struct hub *hub, const struct node *list)
{
	if (list->kind != NODE_LIST || list->n > LOAD_MAX_CHOICES) {
		diags_add(l->d, list->kind != NODE_LIST ? DIAG_PAR23 : DIAG_PAR03, node_span(list),
		          _("un carrefour est une liste d'étapes, 1 000 au plus : [une, autre]"));
		return;
	}
	if (list->n == 0) {
		load_tell_none(l, list);
	}
	hub->items = arena_array(l->arena, list->n, sizeof hub->items[0]);
	for (const struct node *item = list->first; item != NULL; item = item->next) {
		if (!schema_scalar(l, item, N_("le nom d'une étape"))) {
			continue;
		}
		if (hub_item_find(hub, item->text) != INDEX_NONE) {
			diags_add(l->d, DIAG_PAR41, node_span(item),
			          _("« %.*s » est deux fois dans ce carrefour"),
			          STR_ARG(item->text));
			continue;
		}
		struct hub_item *into = &hub->items[hub->n_items++];
		*into = (struct hub_item){
			.name = item->text, .span = node_span(item), .to = STEP_NONE};
		read_step(l, &into->to, item);
	}
}

static void read_hub(struct loader *l, struct step *s, const struct reading *r,
                     const struct node *id)
{
	s->hub = arena_alloc(l->arena, sizeof *s->hub);
	s->hub->then = STEP_NONE;
	read_items(l, s->hub, reading_value(r, KEY_HUB));
	if (schema_need(l, &step_schema, r, KEY_THEN, id)) {
		read_step(l, &s->hub->then, reading_value(r, KEY_THEN));
	}
	const struct node *required = reading_value(r, KEY_REQUIRED);
	if (required == NULL) {
		return;
	}
	if (required->kind == NODE_SCALAR && str_eq(str_trim(required->text), STR("tous"))) {
		s->hub->required = HUB_ALL;
		return;
	}
	read_whole(l, &s->hub->required, required);
	if (s->hub->required > s->hub->n_items) {
		diags_add(l->d, DIAG_PAR24, node_span(required),
		          _("« exiger » dépasse le nombre d'étapes du carrefour"));
	}
}

static void read_review(struct loader *l, struct step *s, const struct node *list)
{
	if (list->kind != NODE_LIST || list->n > LOAD_MAX_CHOICES) {
		diags_add(l->d, list->kind != NODE_LIST ? DIAG_PAR23 : DIAG_PAR03, node_span(list),
		          _("un bilan est une liste d'étapes, 1 000 au plus : [une, autre]"));
		return;
	}
	if (list->n == 0) {
		load_tell_none(l, list);
	}
	struct ids_space *space = ids_space_new(l);
	s->reviewed = arena_array(l->arena, list->n, sizeof s->reviewed[0]);
	for (const struct node *item = list->first; item != NULL; item = item->next) {
		if (schema_scalar(l, item, N_("le nom d'une étape")) &&
		    ids_space_claim(l, space, item)) {
			struct review_item *into = &s->reviewed[s->n_reviewed++];
			into->span = node_span(item);
			read_step(l, &into->step, item);
		}
	}
}

static void read_catalogue_audiences(struct loader *l, void *member, const struct node *list)
{
	struct catalogue *c = member;
	c->audiences = read_names(l, list, REF_AUDIENCE, &c->n_audiences);
}

static const struct key catalogue_keys[] = {
	{"type", "méthode, exemple, donnée, outil, compétence, vidéo, replay", "tous",
         read_resource_kind, offsetof(struct catalogue, kind), false},
	{"publics", "liste de publics", "tous", read_catalogue_audiences, 0, false},
	{"thème", "texte", "tous", read_string, offsetof(struct catalogue, theme), false},
};
const struct schema catalogue_schema = {N_("un catalogue"), catalogue_keys, 3};

/* `catalogue: oui` is all of it. */
static void read_catalogue(struct loader *l, struct step *s, const struct node *value)
{
	s->catalogue = arena_alloc(l->arena, sizeof *s->catalogue);
	if (value->kind == NODE_SCALAR) {
		bool wanted = true;
		read_bool(l, &wanted, value);
		if (!wanted) {
			diags_add(l->d, DIAG_PAR24, node_span(value),
			          _("écrivez « catalogue: oui », ou dites lequel : {type: "
			            "méthode}"));
		}
		return;
	}
	struct reading r;
	schema_read(l, &catalogue_schema, s->catalogue, value, &r);
}

/* Rather « arrêt » than « réussie ». */
static bool is_stop(struct str folded)
{
	static const char *const words[] = {"non", "echec", "abandon", "arretee", "stop", "faux"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (str_eq(folded, str_from(words[i]))) {
			return true;
		}
	}
	return false;
}

static void read_ending(struct loader *l, struct step *s, const struct reading *r,
                        const struct node *id)
{
	const struct node *value = reading_value(r, KEY_ENDING);
	if (((r->seen | r->meant) & BIT(KEY_TITLE)) == 0) {
		diags_add(l->d, DIAG_PAR22, node_span(id), _("une fin demande un « titre »"));
	}
	if (!schema_scalar(l, value, N_("« réussie » ou « arrêt »"))) {
		return;
	}
	struct buf word = {0};
	utf8_add_folded(&word, str_trim(value->text));
	s->success = str_eq(buf_str(&word), STR("reussie"));
	if (!s->success && !str_eq(buf_str(&word), STR("arret"))) {
		struct diag *told = diags_add(l->d, DIAG_PAR24, node_span(value),
		                              _("« %.*s » : une fin est « réussie » ou « arrêt »"),
		                              STR_ARG(value->text));
		trap_fix_value(l->d, l->sources, told, value,
		               is_stop(buf_str(&word)) ? STR("arrêt") : STR("réussie"));
	}
	buf_finish(&word);
}

/* It is the date of the step that is awaited. */
static void need_date(struct loader *l, const struct step *s, const struct node *value)
{
	for (uint32_t i = 0; i < s->n_fields; i++) {
		if (s->fields[i].type == FIELD_DATE) {
			return;
		}
	}
	diags_add(l->d, DIAG_PAR26, node_span(value),
	          _("« rappel » attend la date d'un champ de type « date », et cette étape n'en a "
	            "pas"));
}

void load_step_parts(struct loader *l, struct step *s, const struct reading *r,
                     const struct node *id)
{
	if (reading_value(r, KEY_CHOICES) != NULL) {
		read_choices(l, s, r);
	}
	if (reading_value(r, KEY_ESTIMATE) != NULL) {
		read_estimate(l, s, reading_value(r, KEY_ESTIMATE));
	}
	if (reading_value(r, KEY_FIELDS) != NULL) {
		load_fields(l, s, reading_value(r, KEY_FIELDS));
		if (reading_value(r, KEY_FIELDS)->n == 0) {
			load_tell_none(l, reading_value(r, KEY_FIELDS));
		}
		if (reading_value(r, KEY_REMINDER) != NULL) {
			need_date(l, s, reading_value(r, KEY_REMINDER));
		}
	}
	if (reading_value(r, KEY_SIGHTING) != NULL) {
		read_sighting(l, s, reading_value(r, KEY_SIGHTING));
	}
	if (reading_value(r, KEY_HUB) != NULL) {
		read_hub(l, s, r, id);
	}
	if (reading_value(r, KEY_REVIEW) != NULL) {
		read_review(l, s, reading_value(r, KEY_REVIEW));
	}
	if (reading_value(r, KEY_CATALOGUE) != NULL) {
		read_catalogue(l, s, reading_value(r, KEY_CATALOGUE));
	}
	if (reading_value(r, KEY_ENDING) != NULL) {
		read_ending(l, s, r, id);
	}
	if (reading_value(r, KEY_EDGES) != NULL) {
		read_edges(l, s, reading_value(r, KEY_EDGES));
	}
	if (reading_value(r, KEY_RESOURCES) != NULL) {
		s->resources = read_names(l, reading_value(r, KEY_RESOURCES), REF_RESOURCE,
		                          &s->n_resources);
	}
}
