/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk along a map by its table, and the checks that all maps share. */
#include "schema.h"

#include "i18n.h"
#include "traps.h"
#include "utf8.h"

#include <assert.h>
#include <string.h>

/* As the author may write it: accents optional, `_` as `-`. */
static uint32_t find_folded(const struct schema *schema, struct str word)
{
	struct buf wanted = {0}, name = {0};
	utf8_add_folded(&wanted, word);
	uint32_t found = INDEX_NONE;
	char first = wanted.len > 0 ? wanted.ptr[0] : '\0';
	for (uint32_t k = 0; k < schema->n_keys && found == INDEX_NONE; k++) {
		char begin = schema->keys[k].name[0];
		if ((begin & 0x80) == 0 && begin != first) {
			continue; /* folding costs more than this look */
		}
		buf_clear(&name);
		utf8_add_folded(&name, str_from(schema->keys[k].name));
		if (str_eq(buf_str(&name), buf_str(&wanted))) {
			found = k;
		}
	}
	buf_finish(&name);
	buf_finish(&wanted);
	return found;
}

static bool is_key(const struct key *key, struct str word)
{
	return word.len > 0 && key->name[0] == word.ptr[0] &&
	       strncmp(key->name, word.ptr, word.len) == 0 && key->name[word.len] == '\0';
}

static uint32_t find_among(const struct schema *schema, struct str word, uint32_t from, uint32_t to)
{
	for (uint32_t k = from; k < to; k++) {
		if (is_key(&schema->keys[k], word)) {
			return k;
		}
	}
	return INDEX_NONE;
}

/* Sought from `guess` on first: authors mostly write keys in the order of the table. */
static uint32_t find_key(const struct schema *schema, struct str word, uint32_t guess)
{
	uint32_t k = find_among(schema, word, guess, schema->n_keys);
	if (k == INDEX_NONE) {
		k = find_among(schema, word, 0, guess);
	}
	return k != INDEX_NONE ? k : find_folded(schema, word);
}

uint32_t schema_find_key(const struct schema *schema, struct str word)
{
	return find_key(schema, word, 0);
}

static struct str nearest_key(const struct schema *schema, struct str word)
{
	struct option names[SCHEMA_MAX_KEYS] = {0};
	for (uint32_t k = 0; k < schema->n_keys; k++) {
		names[k].id = str_from(schema->keys[k].name);
	}
	return list_suggest(names, schema->n_keys, sizeof names[0], word);
}

/* What people write for a key, too far from it for its letters to tell. */
static const struct {
	const char *written, *key;
} synonyms[] = {
	{"aller", "vers"},       {"va", "vers"},        {"alors", "vers"},
	{"destination", "vers"}, {"suivant", "vers"},   {"suivante", "vers"},
	{"options", "choix"},    {"reponses", "choix"}, {"description", "texte"},
	{"contenu", "texte"},    {"txt", "texte"},      {"nom", "titre"},
	{"condition", "si"},
};

static struct str synonym_of(const struct schema *schema, struct str word)
{
	struct buf folded = {0};
	struct str found = {0};
	utf8_add_folded(&folded, word);
	for (size_t i = 0; i < sizeof synonyms / sizeof synonyms[0]; i++) {
		struct str key = str_from(synonyms[i].key);
		if (str_eq(buf_str(&folded), str_from(synonyms[i].written)) &&
		    schema_find_key(schema, key) != INDEX_NONE) {
			found = key;
		}
	}
	buf_finish(&folded);
	return found;
}

/* A blank that nobody sees, told when the key was read as a scalar. */
static bool has_odd_end(struct str word)
{
	return str_ends(word, STR("\xC2\xA0")) || str_ends(word, STR("\xE2\x80\xAF"));
}

static void tell_unknown(struct loader *l, const struct schema *schema, const struct node *map,
                         const struct node *key, struct reading *reading)
{
	if (schema == &top_schema && trap_step_in_margin(l->d, l->sources, key)) {
		ids_add(&l->malformed, &l->nodes, key->text, 0); /* those who name it are right */
		return;
	}
	if (has_odd_end(key->text) || trap_key(l->d, l->sources, map, key, key->next)) {
		reading->meant = UINT64_MAX;
		return;
	}
	bool may_suggest = loader_may_suggest(l);
	struct str near = may_suggest ? synonym_of(schema, key->text) : (struct str){0};
	if (may_suggest && near.len == 0) {
		near = nearest_key(schema, key->text);
	}
	if (near.len > 0) {
		reading->meant |= UINT64_C(1) << schema_find_key(schema, near);
		diags_add(l->d, DIAG_PAR20, node_span(key),
		          _("%s n'a pas de clé « %.*s » ; vouliez-vous « %.*s » ?"),
		          _(schema->where), STR_ARG(key->text), STR_ARG(near));
	} else {
		diags_add(l->d, DIAG_PAR20, node_span(key), _("%s n'a pas de clé « %.*s »"),
		          _(schema->where), STR_ARG(key->text));
	}
}

/* The first key of the map that means the same: the place of a twin. */
static struct span first_place(const struct schema *schema, const struct node *map, uint32_t k)
{
	for (const struct node *key = map->first; key != NULL; key = key->next->next) {
		if (schema_find_key(schema, key->text) == k) {
			return node_span(key);
		}
	}
	return node_span(map);
}

bool schema_has_value(struct loader *l, const struct node *map, const struct node *key)
{
	if (!node_is_empty(key->next)) {
		return true;
	}
	if (!trap_key(l->d, l->sources, map, key, key->next)) {
		diags_add(l->d, DIAG_PAR25, node_span(key), _("« %.*s » n'a pas de valeur"),
		          STR_ARG(key->text));
	}
	return false;
}

bool schema_need_map(struct loader *l, const struct node *n, const char *what)
{
	if (n->kind == NODE_MAP) {
		return true;
	}
	diags_add(l->d, DIAG_PAR23, node_span(n),
	          n->kind == NODE_LIST && n->style == NODE_FLOW
	                  ? _("%s s'écrit sans crochets, une ligne par nom, en retrait : le nom, "
	                      "deux-points, une espace, puis sa valeur")
	          : n->kind == NODE_LIST
	                  ? _("%s s'écrit sans tirets, une ligne par nom : le nom, deux-points, "
	                      "une espace, puis sa valeur")
	                  : _("%s s'écrit comme une suite de lignes « clé: valeur »"),
	          _(what));
	return false;
}

const struct node *reading_value(const struct reading *r, uint32_t k)
{
	return (r->usable & UINT64_C(1) << k) != 0 ? r->values[k] : NULL;
}

/* One key that the schema knows, for the first time. False where its value is no use. */
static bool read_key(struct loader *l, const struct key *row, void *into, const struct node *map,
                     const struct node *key)
{
	const struct node *value = key->next;
	if (row->main_only && l->is_included) {
		diags_add(l->d, DIAG_PAR20, node_span(key),
		          _("« %.*s » ne s'écrit que dans le fichier principal"),
		          STR_ARG(key->text));
		return false;
	}
	if (!schema_has_value(l, map, key)) {
		return false;
	}
	if (row->read != NULL) {
		row->read(l, (char *)into + row->offset, value);
	}
	return true;
}

/* Of a map that is cut amiss: what stands in it isn't what the author wrote. */
static void forget_expressions(struct loader *l, size_t from)
{
	size_t n = from;
	for (size_t i = from; i < l->n_refs; i++) {
		const struct ref *ref = loader_ref(l, i);
		if (ref->kind != REF_EXPR && ref->kind != REF_TEXT) {
			*loader_ref(l, n++) = *ref;
		}
	}
	l->n_refs = n;
}

void schema_read(struct loader *l, const struct schema *schema, void *into, const struct node *map,
                 struct reading *ret_reading)
{
	assert(schema->n_keys <= SCHEMA_MAX_KEYS);
	size_t n_refs = l->n_refs;
	ret_reading->seen = ret_reading->usable = ret_reading->meant = 0;
	if (!schema_need_map(l, map, schema->where)) {
		return;
	}
	uint32_t guess = 0;
	for (const struct node *key = map->first; key != NULL; key = key->next->next) {
		uint32_t k = find_key(schema, key->text, guess);
		if (k == INDEX_NONE) {
			tell_unknown(l, schema, map, key, ret_reading);
			continue;
		}
		guess = k + 1;
		uint64_t bit = UINT64_C(1) << k;
		if ((ret_reading->seen & bit) != 0) {
			struct diag *told = diags_add(l->d, DIAG_PAR21, node_span(key),
			                              _("« %.*s » est déjà donné plus haut"),
			                              STR_ARG(key->text));
			if (!diags_is_full(l->d)) {
				told->other = first_place(schema, map, k);
			}
			continue;
		}
		ret_reading->seen |= bit;
		ret_reading->values[k] = key->next;
		if (read_key(l, &schema->keys[k], into, map, key)) {
			ret_reading->usable |= bit;
		}
	}
	if (ret_reading->meant == UINT64_MAX) {
		forget_expressions(l, n_refs);
	}
}

bool schema_need(struct loader *l, const struct schema *schema, const struct reading *reading,
                 uint32_t key, const struct node *at)
{
	if (reading_value(reading, key) != NULL) {
		return true;
	}
	if (((reading->seen | reading->meant) & UINT64_C(1) << key) == 0) {
		diags_add(l->d, DIAG_PAR22, node_span(at), _("%s demande la clé « %s »"),
		          _(schema->where), schema->keys[key].name);
	}
	return false;
}

bool schema_tell_scalar(struct loader *l, const struct node *value, const char *wanted)
{
	bool is_map = value->kind == NODE_MAP && value->first != NULL;
	if (trap_single_name(l->d, l->sources, value) ||
	    trap_list_in_text(l->d, l->sources, value)) {
		return false;
	}
	if (is_map && trap_key(l->d, l->sources, value, value->first, value->first->next)) {
		return false;
	}
	if (value->kind != NODE_SCALAR) {
		diags_add(l->d, DIAG_PAR23, node_span(value), _("il faut ici %s"), _(wanted));
	} else {
		diags_add(l->d, DIAG_PAR25, node_span(value), _("la valeur est vide"));
	}
	return false;
}
