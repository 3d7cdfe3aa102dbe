/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `renommages`: by version, what had another name before. The names of before are nowhere
 * else, so only their form can be checked; those of after must lead to something that the
 * journey has, through the renamings of later versions.
 */
#include "schema.h"

#include "buf.h"
#include "i18n.h"

#include <stdlib.h>

enum {
	MAX_RENAMES = 20000,
};

/* What one of the three maps takes on its left. */
struct left_side {
	uint32_t min_parts, max_parts;
	const char *form;
};

static const struct left_side step_side = {1, 1, N_("le nom d'une étape")};
static const struct left_side option_side = {2, 3,
                                             N_("« étape.choix », ou « étape.champ.option »")};
static const struct left_side field_side = {2, 2, N_("« étape.champ »")};

/* 0 where one is empty. */
static uint32_t n_parts(struct str name)
{
	uint32_t n = 1;
	size_t from = 0;
	for (size_t at = 0; at < name.len; at++) {
		if (name.ptr[at] == '.') {
			if (at == from) {
				return 0;
			}
			n++;
			from = at + 1;
		}
	}
	return from < name.len ? n : 0;
}

/* A name of before was a name too: `3` never was one, nor is `03` another one. */
static bool are_ids(struct loader *l, const struct node *key)
{
	struct str rest = key->text;
	for (bool is_last = false; !is_last;) {
		size_t dot = str_find(rest, STR("."), 0);
		struct node part = *key;
		is_last = dot == SIZE_MAX;
		part.text = is_last ? rest : str_slice(rest, 0, dot);
		if (!schema_check_id(l, &part, false)) {
			return false;
		}
		rest = is_last ? rest : str_slice(rest, dot + 1, rest.len);
	}
	return true;
}

static void read_rename(struct loader *l, struct renames *into, const struct left_side *side,
                        const struct node *key)
{
	const struct node *value = key->next;
	uint32_t parts = n_parts(key->text);
	if (parts < side->min_parts || parts > side->max_parts) {
		diags_add(l->d, DIAG_PAR24, node_span(key), _("« %.*s » : il faut ici %s"),
		          STR_ARG(key->text), _(side->form));
		return;
	}
	if (!are_ids(l, key)) {
		return;
	}
	struct rename *r = &into->list[into->n];
	*r = (struct rename){.from = arena_str(l->arena, key->text), .span = node_span(value)};
	if (!schema_scalar(l, value, N_("un nouveau nom, ou ~ pour dire que c'est supprimé"))) {
		return;
	}
	bool is_removed = value->style == NODE_PLAIN && str_eq(value->text, STR("~"));
	if (!is_removed) {
		read_id(l, &r->to, value);
	}
	if (ids_add(&into->ids, l->arena, r->from, into->n) != IDS_NONE) {
		diags_add(l->d, DIAG_PAR41, node_span(key),
		          _("« %.*s » est déjà renommé plus haut"), STR_ARG(key->text));
		return;
	}
	into->n += is_removed || r->to.len > 0;
}

static void read_map(struct loader *l, struct renames *into, const struct left_side *side,
                     const struct node *map)
{
	if (!schema_need_map(l, map, N_("cette partie de « renommages »"))) {
		return;
	}
	if (map->n > MAX_RENAMES) {
		diags_add(l->d, DIAG_PAR03, node_span(map), _("%u entrées ; la limite est de %u"),
		          map->n, (unsigned)MAX_RENAMES);
		return;
	}
	into->list = arena_array(l->arena, map->n, sizeof into->list[0]);
	for (const struct node *key = map->first; key != NULL; key = key->next->next) {
		read_rename(l, into, side, key);
	}
}

static void read_steps(struct loader *l, void *member, const struct node *map)
{
	read_map(l, member, &step_side, map);
}

static void read_options(struct loader *l, void *member, const struct node *map)
{
	read_map(l, member, &option_side, map);
}

static void read_fields(struct loader *l, void *member, const struct node *map)
{
	read_map(l, member, &field_side, map);
}

#define RENAMING_KEY(name, type, read, member)                                   \
	{                                                                        \
		name, type, NULL, read, offsetof(struct renaming, member), false \
	}

static const struct key renaming_keys[] = {
	RENAMING_KEY("étapes", "« ancien: nouveau », ou « ancien: ~ »", read_steps, steps),
	RENAMING_KEY("choix", "« étape.ancien: nouveau »", read_options, options),
	RENAMING_KEY("champs", "« étape.ancien: nouveau »", read_fields, fields),
};
const struct schema renaming_schema = {N_("une version de « renommages »"), renaming_keys, 3};

static int by_version(const void *a, const void *b)
{
	const struct renaming *x = a, *y = b;
	return (x->version > y->version) - (x->version < y->version);
}

void load_renames(struct loader *l, void *member, const struct node *map)
{
	struct journey *j = member;
	if (!schema_need_map(l, map, N_("« renommages »"))) {
		return;
	}
	j->renamings = arena_array(l->arena, map->n, sizeof j->renamings[0]);
	for (const struct node *key = map->first; key != NULL; key = key->next->next) {
		struct renaming *r = &j->renamings[j->n_renamings];
		struct reading reading;
		r->span = node_span(key);
		read_whole(l, &r->version, key);
		schema_read(l, &renaming_schema, r, key->next, &reading);
		j->n_renamings++;
	}
	if (j->n_renamings > 0) {
		qsort(j->renamings, j->n_renamings, sizeof j->renamings[0], by_version);
	}
}

/* --- Where they lead ------------------------------------------------------------------ */

/* « étape.champ.option » in its parts. */
struct parts {
	struct str part[3];
	uint32_t n;
};

static struct parts parts_of(struct str name)
{
	struct parts p = {.n = 0};
	size_t from = 0;
	for (size_t at = 0; at <= name.len && p.n < 3; at++) {
		if (at == name.len || name.ptr[at] == '.') {
			p.part[p.n++] = str_slice(name, from, at - from);
			from = at + 1;
		}
	}
	return p;
}

static const struct rename *find_parts(const struct renames *renames, const struct parts *p,
                                       uint32_t n)
{
	struct buf key = {0};
	for (uint32_t i = 0; i < n; i++) {
		buf_add(&key, i > 0 ? STR(".") : STR(""));
		buf_add(&key, p->part[i]);
	}
	const struct rename *found = rename_find(renames, buf_str(&key));
	buf_finish(&key);
	return found;
}

/* One version later; parts whose name went are empty. */
static void pass_version(const struct renaming *r, bool is_field, struct parts *p)
{
	const struct parts before = *p;
	const struct rename *step = rename_find(&r->steps, p->part[0]);
	const struct rename *field =
		is_field || p->n == 3 ? find_parts(&r->fields, &before, 2) : NULL;
	const struct rename *option =
		p->n > 1 && !is_field ? find_parts(&r->options, &before, p->n) : NULL;
	p->part[0] = step != NULL ? step->to : p->part[0];
	p->part[1] = field != NULL ? field->to : p->part[1];
	if (option != NULL) {
		p->part[p->n - 1] = option->to;
	}
}

/* From the names before version `at` to those of today; false: removed on the way. */
static bool parts_today(const struct journey *j, uint32_t at, bool is_field, struct parts *p)
{
	for (; at < j->n_renamings; at++) {
		pass_version(&j->renamings[at], is_field, p);
		for (uint32_t i = 0; i < p->n; i++) {
			if (p->part[i].len == 0) {
				return false;
			}
		}
	}
	return true;
}

static bool has_part(const struct step *s, const struct parts *p, bool is_field)
{
	if (!is_field && p->n == 2) {
		return option_find(s->options, s->n_options, p->part[1]) != INDEX_NONE;
	}
	uint32_t field = field_find(s, p->part[1]);
	if (field == INDEX_NONE || is_field) {
		return field != INDEX_NONE;
	}
	const struct field *f = &s->fields[field];
	return option_find(f->options, f->n_options, p->part[2]) != INDEX_NONE;
}

static void tell_no_step(struct loader *l, const struct rename *r, struct str name)
{
	struct str near = {0};
	if (loader_may_suggest(l)) {
		near = journey_suggest_step(l->j, name);
	}
	if (near.len > 0) {
		diags_add(l->d, DIAG_PAR42, r->span,
		          _("il n'y a pas d'étape « %.*s » ; vouliez-vous « %.*s » ?"),
		          STR_ARG(name), STR_ARG(near));
	} else {
		diags_add(l->d, DIAG_PAR42, r->span, _("il n'y a pas d'étape « %.*s »"),
		          STR_ARG(name));
	}
}

static void tell_no_part(struct loader *l, const struct rename *r, const struct parts *p,
                         bool is_field)
{
	const struct step *s = &l->j->steps[journey_step(l->j, p->part[0])];
	struct str id = p->part[p->n - 1];
	struct buf b = {0};
	buf_addf(&b,
	         is_field ? _("l'étape « %.*s » n'a pas de champ « %.*s »")
	                  : _("l'étape « %.*s » n'a pas de choix « %.*s »"),
	         STR_ARG(p->part[0]), STR_ARG(id));
	if (is_field) {
		loader_tell_unknown(l, r->span, buf_str(&b), s->fields, s->n_fields,
		                    sizeof s->fields[0], id);
	} else {
		uint32_t field = p->n > 2 ? field_find(s, p->part[1]) : INDEX_NONE;
		const struct field *f = field != INDEX_NONE ? &s->fields[field] : NULL;
		loader_tell_unknown(l, r->span, buf_str(&b), f != NULL ? f->options : s->options,
		                    f != NULL ? f->n_options : s->n_options, sizeof s->options[0],
		                    id);
	}
	buf_finish(&b);
}

static void check_rename(struct loader *l, uint32_t at, const struct rename *r, bool is_field)
{
	struct parts p = parts_of(r->from);
	if (!parts_today(l->j, at, is_field, &p)) {
		return;
	}
	step_id step = journey_step(l->j, p.part[0]);
	if (step == STEP_NONE) {
		tell_no_step(l, r, p.part[0]);
	} else if (p.n > 1 && !has_part(&l->j->steps[step], &p, is_field)) {
		tell_no_part(l, r, &p, is_field);
	}
}

static void check_all(struct loader *l, uint32_t at, const struct renames *renames, bool is_field)
{
	for (uint32_t i = 0; i < renames->n; i++) {
		check_rename(l, at, &renames->list[i], is_field);
	}
}

static void check_version(struct loader *l, uint32_t at)
{
	const struct journey *j = l->j;
	const struct renaming *r = &j->renamings[at];
	if (r->version < 2) {
		diags_add(l->d, DIAG_PAR24, r->span,
		          _("« renommages » commence à la version 2 : avant la première, rien "
		            "n'avait d'autre nom"));
	} else if (r->version > j->version) {
		diags_add(l->d, DIAG_PAR24, r->span,
		          _("le parcours en est à la version %u : écrivez « version: %u » en tête"),
		          (unsigned)j->version, (unsigned)r->version);
	} else if (at > 0 && j->renamings[at - 1].version == r->version) {
		diags_add(l->d, DIAG_PAR41, r->span, _("la version %u est déjà donnée"),
		          (unsigned)r->version)
			->other = j->renamings[at - 1].span;
	}
}

void loader_check_renames(struct loader *l)
{
	for (uint32_t i = 0; i < l->j->n_renamings; i++) {
		const struct renaming *r = &l->j->renamings[i];
		check_version(l, i);
		check_all(l, i, &r->steps, false);
		check_all(l, i, &r->options, false);
		check_all(l, i, &r->fields, true);
	}
}
