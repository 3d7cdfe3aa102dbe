/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk along a map by its table, and the checks that all maps share. */
#include "schema.h"

#include "i18n.h"
#include "mem.h"
#include "traps.h"
#include "utf8.h"

#include <assert.h>
#include <string.h>

enum {
	BLOCK_REFS = 512,
};

struct ref *loader_ref(const struct loader *l, size_t i)
{
	return &l->refs[i / BLOCK_REFS][i % BLOCK_REFS];
}

void loader_refer(struct loader *l, enum ref_kind kind, const struct node *node, void *slot)
{
	size_t block = l->n_refs / BLOCK_REFS;
	if (block == l->n_ref_blocks) {
		l->refs = mem_resize(l->refs, block + 1, sizeof l->refs[0]);
		l->refs[block] = arena_room(&l->nodes, BLOCK_REFS * sizeof(struct ref));
		l->n_ref_blocks++;
	}
	bool one_line = node->end_line == node->line;
	*loader_ref(l, l->n_refs++) = (struct ref){
		.slot = slot,
		.text = node->text,
		.file = node->file,
		.line = node->line,
		.col = node->col,
		.end_col = one_line ? node->end_col : 0,
		.kind = (unsigned char)kind,
		.style = (unsigned char)node->style,
	};
}

struct node ref_node(const struct ref *r)
{
	return (struct node){
		.kind = NODE_SCALAR,
		.style = (enum node_style)r->style,
		.file = r->file,
		.line = r->line,
		.col = r->col,
		.end_line = r->end_col != 0 ? r->line : 0,
		.end_col = r->end_col,
		.text = r->text,
	};
}

/* The array went from `old` to `now`: what is to be filled in it went along. */
static void move_refs(struct loader *l, const void *old, size_t bytes, char *now)
{
	for (size_t i = 0; i < l->n_refs; i++) {
		/* As numbers: pointers into different things have no order. */
		struct ref *ref = loader_ref(l, i);
		uintptr_t from_old = (uintptr_t)ref->slot - (uintptr_t)old;
		if (from_old < bytes) {
			ref->slot = now + from_old;
		}
	}
}

enum {
	FIRST_ENTRIES = 16,
};

/* How many entries there will be, were the rest of the file like what was read of it. */
static uint32_t foresee(const struct loader *l, uint32_t n)
{
	const struct source *src = &l->sources->list[l->file];
	size_t enough = n + n / 4 + FIRST_ENTRIES;
	size_t likely = n * src->bytes.len / (source_offset(src, l->line, 1) + 1);
	likely = likely < LOAD_MAX_ENTRIES ? likely + likely / 64 : LOAD_MAX_ENTRIES;
	return (uint32_t)(likely > enough ? likely : enough);
}

void *loader_grow(struct loader *l, void **list, uint32_t *n, uint32_t *cap, size_t bytes)
{
	if (*n == *cap) {
		uint32_t grown = foresee(l, *n);
		char *now = mem_resize(NULL, grown, bytes);
		char *old = *list;
		if (*n > 0) {
			memcpy(now, old, *n * bytes);
			move_refs(l, old, *n * bytes, now);
		}
		mem_free(old);
		*list = now;
		*cap = grown;
	}
	return memset((char *)*list + (size_t)(*n)++ * bytes, 0, bytes);
}

/* --- Keys ------------------------------------------------------------------------- */

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
	return option_suggest(names, schema->n_keys, word);
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

enum {
	SUGGEST_MAX_FINDINGS = 100, /* beyond, a file has other troubles than spelling */
};

static void tell_unknown(struct loader *l, const struct schema *schema, const struct node *map,
                         const struct node *key, struct reading *reading)
{
	if (schema == &top_schema && trap_step_in_margin(l->d, l->sources, key)) {
		ids_add(&l->malformed, &l->nodes, key->text, 0); /* those who name it are right */
		return;
	}
	if (trap_key(l->d, l->sources, map, key, key->next)) {
		reading->meant = UINT64_MAX;
		return;
	}
	bool may_suggest = l->d->n < SUGGEST_MAX_FINDINGS;
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

static void tell_empty(struct loader *l, const struct node *map, const struct node *key,
                       const struct node *value)
{
	if (!trap_key(l->d, l->sources, map, key, value)) {
		diags_add(l->d, DIAG_PAR25, node_span(key), _("« %.*s » n'a pas de valeur"),
		          STR_ARG(key->text));
	}
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
	if (node_is_empty(value)) {
		tell_empty(l, map, key, value);
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

/* --- Ids --------------------------------------------------------------------------- */

enum {
	ID_MAX_RUNES = 64,
};

static bool is_id_rune(uint32_t rune)
{
	return rune_is_letter(rune) || (rune >= '0' && rune <= '9') || rune == '-' || rune == '_';
}

/* NULL where the form is right; else what is wrong with it. */
static const char *id_fault(struct str id)
{
	uint32_t rune = 0;
	size_t n_runes = 0;
	bool is_plain = true;
	for (size_t at = 0; at < id.len; n_runes++) {
		rune = (unsigned char)id.ptr[at];
		if (rune < 0x80) {
			at++;
		} else {
			at += utf8_decode(id, at, &rune);
			is_plain = false;
		}
		if (n_runes == 0 && !rune_is_letter(rune)) {
			return N_("un nom commence par une lettre");
		}
		if (!is_id_rune(rune)) {
			if (!utf8_is_nfc(id)) {
				return N_("ce nom a des accents décomposés : retapez-le");
			}
			return N_("un nom n'a que des lettres, des chiffres, « - » et « _ »");
		}
	}
	if (n_runes > ID_MAX_RUNES) {
		return N_("un nom a 64 caractères au plus");
	}
	if (rune == '-' || rune == '_') {
		return N_("un nom ne finit pas par « - » ni « _ »");
	}
	return is_plain || utf8_is_nfc(id) ? NULL
	                                   : N_("ce nom a des accents décomposés : retapez-le");
}

/* Hyphens for blanks and apostrophes, no other signs. */
void schema_mend_id(struct buf *out, struct str id)
{
	uint32_t rune;
	id = str_trim(id);
	for (size_t at = 0; at < id.len;) {
		at += utf8_decode(id, at, &rune);
		bool is_gap = rune == ' ' || rune == '\'' || rune == RUNE_NBSP || rune == 0x2019;
		if (is_id_rune(rune)) {
			buf_add_rune(out, rune);
		} else if (is_gap && out->len > 0 && out->ptr[out->len - 1] != '-') {
			buf_addc(out, '-');
		}
	}
	while (out->len > 0 && (out->ptr[out->len - 1] == '-' || out->ptr[out->len - 1] == '_')) {
		buf_cut(out, out->len - 1);
	}
}

static void tell_malformed(struct loader *l, const struct node *id, const char *fault)
{
	struct buf mended = {0};
	schema_mend_id(&mended, id->text);
	if (mended.len > 0 && id_fault(buf_str(&mended)) == NULL) {
		diags_add(l->d, DIAG_PAR40, node_span(id), _("%s : « %.*s » ; écrivez « %.*s »"),
		          _(fault), STR_ARG(id->text), STR_ARG(buf_str(&mended)));
	} else {
		diags_add(l->d, DIAG_PAR40, node_span(id), "%s : « %.*s »", _(fault),
		          STR_ARG(id->text));
	}
	buf_finish(&mended);
}

bool schema_check_id(struct loader *l, const struct node *id, bool is_name)
{
	const char *fault = id_fault(id->text);
	if (fault != NULL && trap_key_before_brace(l->d, l->sources, id)) {
		size_t end = str_find(id->text, STR(" "), 0);
		ids_add(&l->malformed, &l->nodes, str_slice(id->text, 0, end), 0);
		return false;
	}
	if (fault != NULL) {
		tell_malformed(l, id, fault);
		return false;
	}
	if (is_name && expr_is_reserved(id->text)) {
		diags_add(l->d, DIAG_PAR40, node_span(id),
		          _("« %.*s » est un mot des conditions : choisissez un autre nom"),
		          STR_ARG(id->text));
		return false;
	}
	return true;
}

struct ids_space {
	struct ids ids;
	struct span *firsts; /* by the number in ids */
	uint32_t cap;
};

struct ids_space *ids_space_new(struct loader *l)
{
	return arena_alloc(&l->nodes, sizeof(struct ids_space));
}

static void note_place(struct loader *l, struct ids_space *space, uint32_t number,
                       struct span place)
{
	if (number == space->cap) {
		uint32_t cap = space->cap == 0 ? 16 : space->cap * 2;
		struct span *firsts = arena_array(&l->nodes, cap, sizeof firsts[0]);
		if (number > 0) {
			memcpy(firsts, space->firsts, number * sizeof firsts[0]);
		}
		space->firsts = firsts;
		space->cap = cap;
	}
	space->firsts[number] = place;
}

bool ids_space_claim(struct loader *l, struct ids_space *space, const struct node *key)
{
	uint32_t number = space->ids.n;
	uint32_t first = ids_add(&space->ids, &l->nodes, key->text, number);
	if (first == IDS_NONE) {
		note_place(l, space, number, node_span(key));
		return true;
	}
	diags_add(l->d, DIAG_PAR41, node_span(key), _("« %.*s » est déjà défini"),
	          STR_ARG(key->text))
		->other = space->firsts[first];
	return false;
}

enum {
	FEW_IDS = 16, /* below, twins are sought pair by pair, without a table */
};

static bool has_earlier_twin(struct loader *l, const struct node *map, const struct node *key)
{
	for (const struct node *other = map->first; other != key; other = other->next->next) {
		if (str_eq(other->text, key->text)) {
			diags_add(l->d, DIAG_PAR41, node_span(key), _("« %.*s » est déjà défini"),
			          STR_ARG(key->text))
				->other = node_span(other);
			return true;
		}
	}
	return false;
}

bool schema_id_entry(struct loader *l, const struct node *map, struct id_map how,
                     const struct node *key, const struct node *value, struct node *ret_id)
{
	if (map->n > how.limit) {
		if (map->n == how.limit + 1) {
			diags_add(l->d, DIAG_PAR03, node_span(key),
			          _("plus de %u entrées : la limite est là"), how.limit);
		}
		return false;
	}
	if (node_is_empty(value)) {
		tell_empty(l, map, key, value);
		return false;
	}
	*ret_id = *key;
	/* In a map of its own an id recurs elsewhere, as « oui » does; a name doesn't. */
	ret_id->text = how.space == NULL ? ids_keep(&l->recurring, l->arena, key->text)
	                                 : arena_str(l->arena, key->text);
	bool is_new = how.space != NULL ? ids_space_claim(l, how.space, ret_id)
	                                : !has_earlier_twin(l, map, key);
	bool is_sound = is_new && schema_check_id(l, ret_id, how.is_name);
	if (is_new && !is_sound && how.space != NULL) {
		ids_add(&l->malformed, &l->nodes, ret_id->text, 0);
	}
	return is_sound;
}

uint32_t schema_each_id(struct loader *l, const struct node *map, struct id_map how,
                        each_id_fn each, void *ctx)
{
	if (!schema_need_map(l, map, N_("cette partie"))) {
		return 0;
	}
	if (map->n > how.limit) {
		diags_add(l->d, DIAG_PAR03, node_span(map), _("%u entrées ; la limite est de %u"),
		          map->n, how.limit);
		return 0;
	}
	if (how.space == NULL && map->n > FEW_IDS) {
		how.space = ids_space_new(l);
	}
	uint32_t i = 0;
	for (const struct node *key = map->first; key != NULL; key = key->next->next) {
		struct node id;
		if (schema_id_entry(l, map, how, key, key->next, &id)) {
			each(l, ctx, i++, &id, key->next);
		}
	}
	return i;
}

bool schema_tell_scalar(struct loader *l, const struct node *value, const char *wanted)
{
	bool is_map = value->kind == NODE_MAP && value->first != NULL;
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
