/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prints the keys of the loader's tables that are in none of the files, where they would stand;
 * and the files that can't be read.
 *
 *     journey_keys FILE…
 */
#include "load.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum {
	MAX_DEPTH = 16,
	MAX_USED = 4096,
	NAME_BYTES = 80,
};

/* Where a map stands, by the keys that lead to it: « * » is any id, « - » an item of a list. */
static const struct {
	const char *path, *where;
} places[] = {
	{"", "un parcours"},
	{"renommages/*", "une version de « renommages »"},
	{"accueil", "« accueil »"},
	{"accueil/portes/*", "une porte"},
	{"sections/*", "une section"},
	{"ressources/*", "une ressource"},
	{"étapes/*", "une étape"},
	{"étapes/*/suite/-", "une ligne de « suite »"},
	{"étapes/*/choix/*", "un choix"},
	{"étapes/*/plusieurs", "« plusieurs »"},
	{"étapes/*/estimer", "« estimer »"},
	{"étapes/*/observation", "une observation"},
	{"étapes/*/observation/pari/*", "un pari ou un élément de liste"},
	{"étapes/*/catalogue", "un catalogue"},
	{"étapes/*/champs/*", "un champ"},
	{"étapes/*/champs/*/type", "un type de champ"},
	{"étapes/*/champs/*/type/échelle", "une échelle"},
	{"étapes/*/champs/*/type/liste", "une liste"},
	{"étapes/*/champs/*/type/liste/parmi/*", "un pari ou un élément de liste"},
};

struct level {
	char key[NAME_BYTES]; /* the last key of a map, or « - » */
	bool is_map, has_key;
};

static struct used {
	const char *where;
	char key[NAME_BYTES];
} used[MAX_USED];

static size_t n_used;

static bool fits(const char *part, size_t len, const char *key)
{
	return (len == 1 && part[0] == '*') || (strlen(key) == len && memcmp(part, key, len) == 0);
}

/* What stands at the map on top of the stack; NULL: ids, or nothing of ours. */
static const char *find_place(const struct level *stack, size_t depth)
{
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		const char *part = places[i].path;
		size_t k = 0;
		bool well = true;
		while (*part != '\0' && well) {
			size_t len = strcspn(part, "/");
			well = k < depth && fits(part, len, stack[k].key);
			part += len + (part[len] == '/');
			k++;
		}
		if (well && k == depth) {
			return places[i].where;
		}
	}
	return NULL;
}

static void take_key(struct level *stack, size_t depth, const char *key)
{
	const char *where = find_place(stack, depth);
	(void)snprintf(stack[depth].key, NAME_BYTES, "%s", key);
	if (where != NULL && n_used < MAX_USED) {
		used[n_used].where = where;
		(void)snprintf(used[n_used++].key, NAME_BYTES, "%s", key);
	}
}

/* A value has begun, or is a scalar; of a map, a key comes next. */
static void take_value(struct level *level)
{
	level->has_key = false;
}

static bool read_file(const char *path)
{
	yaml_parser_t parser;
	struct level stack[MAX_DEPTH] = {{{0}, false, false}};
	size_t depth = 0; /* of open collections; stack[depth - 1] is the innermost */
	FILE *file = fopen(path, "rb");
	if (file == NULL) {
		return false;
	}
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_file(&parser, file);
	bool well = true, is_over = false;
	while (well && !is_over) {
		yaml_event_t e;
		well = yaml_parser_parse(&parser, &e) != 0 && depth < MAX_DEPTH;
		if (!well) {
			break;
		}
		struct level *in = depth > 0 ? &stack[depth - 1] : NULL;
		bool begins =
			e.type == YAML_MAPPING_START_EVENT || e.type == YAML_SEQUENCE_START_EVENT;
		if (e.type == YAML_SCALAR_EVENT && in != NULL && in->is_map && !in->has_key) {
			take_key(stack, depth - 1, (const char *)e.data.scalar.value);
			in->has_key = true;
		} else if (e.type == YAML_SCALAR_EVENT && in != NULL) {
			take_value(in);
		} else if (begins) {
			if (in != NULL) {
				take_value(in);
			}
			stack[depth] =
				(struct level){{0}, e.type == YAML_MAPPING_START_EVENT, false};
			(void)snprintf(stack[depth].key, NAME_BYTES, "-");
			depth++;
		} else if (e.type == YAML_MAPPING_END_EVENT || e.type == YAML_SEQUENCE_END_EVENT) {
			depth--;
		}
		is_over = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&parser);
	(void)fclose(file);
	return well;
}

static bool is_used(const char *where, const char *key)
{
	for (size_t i = 0; i < n_used; i++) {
		if (strcmp(used[i].where, where) == 0 && strcmp(used[i].key, key) == 0) {
			return true;
		}
	}
	return false;
}

/* « un choix: griser_si », one a line, where it is in none of the files. */
static void tell_missing(void *ctx, const char *where, const char *key, const char *type,
                         const char *preset)
{
	int *n = ctx;
	(void)type;
	(void)preset;
	(*n)++;
	if (!is_used(where, key)) {
		printf("%s: %s\n", where, key);
	}
}

int main(int argc, char **argv)
{
	int n = 0;
	for (int i = 1; i < argc; i++) {
		if (!read_file(argv[i])) {
			printf("%s\n", argv[i]);
		}
	}
	load_each_key(tell_missing, &n);
	return n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
