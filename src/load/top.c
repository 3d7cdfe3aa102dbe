/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a file but `étapes`: the head of the main one, sections, words, resources. */
#include "schema.h"

#include "i18n.h"
#include "utf8.h"

#include <string.h>

enum {
	MAX_FEW = 1000, /* sections, doors, audiences */
};

/* --- Sections, words, audiences ------------------------------------------------------ */

#define SECTION_KEY(name, type, preset, read, member)                             \
	{                                                                         \
		name, type, preset, read, offsetof(struct section, member), false \
	}

static const struct key section_keys[] = {
	SECTION_KEY("titre", "texte", NULL, read_line, title),
	SECTION_KEY("journée", "texte", NULL, read_string, day),
	SECTION_KEY("durée", "durée", NULL, read_duration, minutes),
	SECTION_KEY("libre", "oui ou non", "non", read_bool, open),
	SECTION_KEY("entrée", "étape", NULL, read_step, entry),
};
const struct schema section_schema = {N_("une section"), section_keys, 5};

void load_section(struct loader *l, const struct node *id, const struct node *value)
{
	struct section *s = loader_grow(l, (void **)&l->j->sections, &l->j->n_sections,
	                                &l->cap_sections, sizeof *s);
	*s = (struct section){.id = id->text, .span = node_span(id), .entry = STEP_NONE};
	struct reading r;
	schema_read(l, &section_schema, s, value, &r);
	if (value->kind != NODE_MAP) {
		return;
	}
	schema_need(l, &section_schema, &r, 0, id);
	if (s->open) {
		schema_need(l, &section_schema, &r, 4, id);
	}
}

void load_word(struct loader *l, const struct node *id, const struct node *value)
{
	struct word *w =
		loader_grow(l, (void **)&l->j->words, &l->j->n_words, &l->cap_words, sizeof *w);
	w->id = id->text;
	read_line(l, &w->meaning, value);
}

static void read_audience_entry(struct loader *l, void *ctx, uint32_t i, const struct node *id,
                                const struct node *value)
{
	(void)ctx;
	struct audience *a = &l->j->audiences[i];
	a->id = id->text;
	read_line(l, &a->label, value);
}

static void read_audiences(struct loader *l, void *member, const struct node *map)
{
	struct journey *j = member;
	j->audiences = arena_array(l->arena, map->n, sizeof j->audiences[0]);
	j->n_audiences = schema_each_id(l, map, (struct id_map){.limit = MAX_FEW},
	                                read_audience_entry, NULL);
}

/* --- Resources ------------------------------------------------------------------------ */

static const char *const resource_kinds[] = {
	"méthode", "exemple", "donnée", "outil", "compétence", "vidéo", "replay",
};

/* Kept as the table spells it, whatever the accents in the file. */
void read_resource_kind(struct loader *l, void *member, const struct node *value)
{
	if (!schema_scalar(l, value, N_("un type de ressource"))) {
		return;
	}
	struct buf word = {0}, name = {0};
	utf8_add_folded(&word, str_trim(value->text));
	struct str *kind = member;
	for (size_t i = 0; i < sizeof resource_kinds / sizeof resource_kinds[0]; i++) {
		buf_clear(&name);
		utf8_add_folded(&name, str_from(resource_kinds[i]));
		if (str_eq(buf_str(&name), buf_str(&word))) {
			*kind = str_from(resource_kinds[i]);
		}
	}
	if (kind->len == 0) {
		diags_add(l->d, DIAG_PAR24, node_span(value),
		          _("« %.*s » n'est pas un type ; il y a méthode, exemple, donnée, outil, "
		            "compétence, vidéo et replay"),
		          STR_ARG(value->text));
	}
	buf_finish(&name);
	buf_finish(&word);
}

/* Only http and https, printable ASCII, of a length that a QR code and a terminal bear. */
enum {
	ADDRESS_MAX_BYTES = 2083, /* the longest that VTE makes a link of */
};

static bool is_address(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < 0x21 || s.ptr[i] > 0x7E) {
			return false;
		}
	}
	size_t begin = str_starts(s, STR("https://"))  ? STR("https://").len
	               : str_starts(s, STR("http://")) ? STR("http://").len
	                                               : s.len;
	return begin < s.len && s.len <= ADDRESS_MAX_BYTES;
}

static void read_address(struct loader *l, void *member, const struct node *value)
{
	if (!schema_scalar(l, value, N_("une adresse"))) {
		return;
	}
	struct str s = str_trim(value->text);
	if (!is_address(s)) {
		diags_add(l->d, DIAG_PAR24, node_span(value),
		          _("une adresse commence par https:// ou http://, puis le nom du site, "
		            "sans espace ni accent"));
		return;
	}
	*(struct str *)member = s;
}

static void read_resource_audiences(struct loader *l, void *member, const struct node *list)
{
	struct resource *r = member;
	r->audiences = read_names(l, list, REF_AUDIENCE, &r->n_audiences);
}

#define RESOURCE_KEY(name, type, preset, read, member)                             \
	{                                                                          \
		name, type, preset, read, offsetof(struct resource, member), false \
	}

static const struct key resource_keys[] = {
	RESOURCE_KEY("titre", "texte", NULL, read_line, title),
	RESOURCE_KEY("type", "méthode, exemple, donnée, outil, compétence, vidéo, replay", NULL,
                     read_resource_kind, kind),
	RESOURCE_KEY("éditeur", "texte", NULL, read_string, publisher),
	RESOURCE_KEY("année", "année", NULL, read_year, year),
	RESOURCE_KEY("lien", "adresse", NULL, read_address, address),
	{"publics", "liste de publics", NULL, read_resource_audiences, 0, false},
	RESOURCE_KEY("thème", "texte", NULL, read_string, theme),
	RESOURCE_KEY("résumé", "texte", NULL, read_text, summary),
	RESOURCE_KEY("vérifiée", "oui ou non", "non", read_bool, checked),
};
const struct schema resource_schema = {N_("une ressource"), resource_keys, 9};

void load_resource(struct loader *l, const struct node *id, const struct node *value)
{
	struct resource *r = loader_grow(l, (void **)&l->j->resources, &l->j->n_resources,
	                                 &l->cap_resources, sizeof *r);
	*r = (struct resource){.id = id->text, .span = node_span(id)};
	struct reading reading;
	schema_read(l, &resource_schema, r, value, &reading);
	if (value->kind == NODE_MAP) {
		schema_need(l, &resource_schema, &reading, 0, id);
		schema_need(l, &resource_schema, &reading, 1, id);
	}
}

/* --- The start screen -------------------------------------------------------------------- */

#define DOOR_KEY(name, type, preset, read, member)                             \
	{                                                                      \
		name, type, preset, read, offsetof(struct door, member), false \
	}

static const struct key door_keys[] = {
	DOOR_KEY("libellé", "texte", NULL, read_line, label),
	DOOR_KEY("résumé", "texte", NULL, read_line, summary),
	DOOR_KEY("vers", "étape", NULL, read_step, to),
	DOOR_KEY("catalogue", "oui ou non", "non", read_bool, catalogue),
	DOOR_KEY("parcours", "nom d'un parcours", NULL, read_id, journey),
	DOOR_KEY("discret", "oui ou non", "non", read_bool, quiet),
};
const struct schema door_schema = {N_("une porte"), door_keys, 6};

static void read_door(struct loader *l, void *ctx, uint32_t i, const struct node *id,
                      const struct node *value)
{
	(void)ctx;
	struct door *d = &l->j->doors[i];
	*d = (struct door){.id = id->text, .span = node_span(id), .to = STEP_NONE};
	struct reading r;
	schema_read(l, &door_schema, d, value, &r);
	if (value->kind != NODE_MAP) {
		return;
	}
	schema_need(l, &door_schema, &r, 0, id);
	bool has_step = reading_value(&r, 2) != NULL;
	if (has_step + d->catalogue + (reading_value(&r, 4) != NULL) != 1) {
		diags_add(l->d, DIAG_PAR26, node_span(id),
		          _("une porte mène à une étape (« vers »), au catalogue (« catalogue: oui "
		            "») ou "
		            "à un autre parcours (« parcours ») : une seule chose"));
	}
}

static void read_doors(struct loader *l, void *member, const struct node *map)
{
	struct journey *j = member;
	j->doors = arena_array(l->arena, map->n, sizeof j->doors[0]);
	j->n_doors = schema_each_id(l, map, (struct id_map){.limit = MAX_FEW}, read_door, NULL);
}

static const struct key home_keys[] = {
	{"texte", "texte", NULL, read_text, offsetof(struct journey, home), false},
	{"portes", "portes par identifiant", NULL, read_doors, 0, false},
};
const struct schema home_schema = {N_("« accueil »"), home_keys, 2};

static void read_home(struct loader *l, void *member, const struct node *map)
{
	struct reading r;
	schema_read(l, &home_schema, member, map, &r);
}

/* --- A file --------------------------------------------------------------------------------- */

static void read_format(struct loader *l, void *member, const struct node *value)
{
	(void)member;
	uint32_t format = 0;
	read_whole(l, &format, value);
	if (format > JOURNEY_FORMAT) {
		diags_add(l->d, DIAG_PAR27, node_span(value),
		          _("ce parcours est écrit au format %u ; cette version de safari lit le "
		            "format "
		            "%d : prenez une version plus récente"),
		          format, JOURNEY_FORMAT);
	} else if (format == 0) {
		diags_add(l->d, DIAG_PAR24, node_span(value), _("écrivez « safari: 1 »"));
	}
}

/* Carnets lie in a folder of the journey's name, beside these two. */
static void read_journey_id(struct loader *l, void *member, const struct node *value)
{
	static const char *const taken[] = {"parcours", "corbeille"};
	read_id(l, member, value);
	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
		if (value->kind == NODE_SCALAR && str_eq(value->text, str_from(taken[i]))) {
			diags_add(l->d, DIAG_PAR40, node_span(value),
			          _("« %s » est un nom que safari garde pour lui : choisissez-en "
			            "un autre"),
			          taken[i]);
		}
	}
}

enum top_key {
	TOP_FORMAT,
	TOP_ID,
	TOP_VERSION,
	TOP_LANGUAGE,
	TOP_TITLE,
	TOP_SUMMARY,
	TOP_START,
	TOP_AUTHOR,
	TOP_LICENCE,
	TOP_CREDITS,
	TOP_ADAPTED,
	TOP_AUDIENCES,
	TOP_PROFILE,
	TOP_RENAMES,
	TOP_INCLUDES,
	TOP_HOME,
	TOP_SECTIONS,
	TOP_WORDS,
	TOP_VALUES,
	TOP_COMPUTED,
	TOP_RESOURCES,
	TOP_STEPS,
	N_TOP_KEYS,
};

#define TOP_KEY(name, type, preset, read, member)                                \
	{                                                                        \
		name, type, preset, read, offsetof(struct journey, member), true \
	}

static const struct key top_keys[N_TOP_KEYS] = {
	[TOP_FORMAT] = {"safari", "1", NULL, read_format, 0, true},
	[TOP_ID] = TOP_KEY("parcours", "identifiant", NULL, read_journey_id, id),
	[TOP_VERSION] = TOP_KEY("version", "nombre entier", "1", read_whole, version),
	[TOP_LANGUAGE] = TOP_KEY("langue", "fr", "fr", read_id, language),
	[TOP_TITLE] = TOP_KEY("titre", "texte", NULL, read_line, title),
	[TOP_SUMMARY] = TOP_KEY("résumé", "texte", NULL, read_text, summary),
	[TOP_START] = TOP_KEY("départ", "étape", NULL, read_step, start),
	[TOP_AUTHOR] = TOP_KEY("auteur", "texte", NULL, read_string, author),
	[TOP_LICENCE] = TOP_KEY("licence", "texte", NULL, read_string, licence),
	[TOP_CREDITS] = TOP_KEY("crédits", "texte", NULL, read_text, credits),
	[TOP_ADAPTED] = TOP_KEY("adapté_de", "nom d'un parcours", NULL, read_id, adapted_from),
	[TOP_AUDIENCES] = {"publics", "libellés par identifiant", NULL, read_audiences, 0, true},
	[TOP_PROFILE] = TOP_KEY("profil", "étape", NULL, read_step, profile),
	[TOP_RENAMES] = {"renommages", "par version", NULL, load_renames, 0, true},
	[TOP_INCLUDES] = {"inclure", "liste de fichiers", NULL, NULL, 0, true},
	[TOP_HOME] = {"accueil", "texte, portes", NULL, read_home, 0, true},
	[TOP_SECTIONS] = {"sections", "sections par identifiant", NULL, NULL, 0, false},
	[TOP_WORDS] = {"mots", "textes par identifiant", NULL, NULL, 0, false},
	[TOP_VALUES] = {"valeurs", "textes par identifiant", NULL, NULL, 0, false},
	[TOP_COMPUTED] = {"calculs", "conditions par identifiant", NULL, NULL, 0, false},
	[TOP_RESOURCES] = {"ressources", "ressources par identifiant", NULL, NULL, 0, false},
	[TOP_STEPS] = {"étapes", "étapes par identifiant", NULL, NULL, 0, false},
};
const struct schema top_schema = {N_("un parcours"), top_keys, N_TOP_KEYS};

/* The parts that are read entry by entry, whatever their spelling. */
static const struct part {
	enum top_key key;
	uint32_t limit;
	bool is_name;
	void (*load)(struct loader *l, const struct node *id, const struct node *value);
} parts[] = {
	{TOP_STEPS, LOAD_MAX_STEPS, true, load_step},
	{TOP_RESOURCES, LOAD_MAX_ENTRIES, false, load_resource},
	{TOP_SECTIONS, MAX_FEW, false, load_section},
	{TOP_WORDS, LOAD_MAX_ENTRIES, false, load_word},
	{TOP_VALUES, LOAD_MAX_ENTRIES, true, load_value},
	{TOP_COMPUTED, LOAD_MAX_ENTRIES, true, load_computed},
};

static const struct part *find_part(struct str root_key)
{
	uint32_t k = schema_find_key(&top_schema, root_key);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (k == (uint32_t)parts[i].key) {
			return &parts[i];
		}
	}
	return NULL;
}

bool load_wants_part(void *ctx, const struct node *root_key)
{
	struct loader *l = ctx;
	l->part = find_part(root_key->text);
	return l->part != NULL;
}

static struct ids_space *space_of(struct loader *l, enum top_key key)
{
	/* Steps, values and calculs are named by the same words in conditions. */
	return key == TOP_RESOURCES  ? l->resources_space
	       : key == TOP_SECTIONS ? l->sections_space
	       : key == TOP_WORDS    ? l->words_space
	                             : l->steps_space;
}

void load_part_entry(void *ctx, const struct node *map, const struct node *key,
                     const struct node *value)
{
	struct loader *l = ctx;
	const struct part *part = l->part;
	l->file = key->file;
	l->line = key->line;
	l->part_line = map->line;
	struct id_map how = {part->limit, part->is_name, space_of(l, part->key)};
	struct node id;
	if (part->key == TOP_STEPS && load_is_left_key(l, key, value)) {
		return;
	}
	if (schema_id_entry(l, map, how, key, &id)) {
		part->load(l, &id, value);
	}
}

void load_head(struct loader *l, const struct node *root)
{
	struct reading r;
	schema_read(l, &top_schema, l->j, root, &r);
	if (root->kind != NODE_MAP) {
		return;
	}
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const struct node *value = reading_value(&r, parts[i].key);
		if (value != NULL) {
			schema_need_map(l, value, N_("cette partie"));
		}
	}
	if (l->is_included) {
		return;
	}

	static const enum top_key needed[] = {TOP_FORMAT, TOP_ID, TOP_TITLE, TOP_START};

	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
		schema_need(l, &top_schema, &r, needed[i], root);
	}
	l->includes = reading_value(&r, TOP_INCLUDES);
}
