/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maps from ids to things of the author: an id's form, and that it is nowhere else. */
#include "schema.h"

#include "i18n.h"
#include "traps.h"
#include "utf8.h"

#include <string.h>

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
                     const struct node *key, struct node *ret_id)
{
	if (map->n > how.limit) {
		if (map->n == how.limit + 1) {
			diags_add(l->d, DIAG_PAR03, node_span(key),
			          _("plus de %u entrées : la limite est là"), how.limit);
		}
		return false;
	}
	if (!schema_has_value(l, map, key)) {
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
		if (schema_id_entry(l, map, how, key, &id)) {
			each(l, ctx, i++, &id, key->next);
		}
	}
	return i;
}
