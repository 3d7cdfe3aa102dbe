/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_SCHEMA_H
#define LOAD_SCHEMA_H

#include "diag.h"
#include "expr.h"
#include "ids.h"
#include "journey.h"
#include "load.h"
#include "tree.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * From nodes to the journey. Private to load/. Each kind of map has a table of its keys; a
 * row says what the key is, for the manual, and which function reads it into which member.
 * What names something else (a step, a section, a condition…) is noted and looked up when
 * everything has been read, so the order of keys and files never matters.
 */
struct ids_space; /* names that must differ, with the place of each */

struct loader {
	struct journey *j;
	struct arena *arena; /* the journey's */
	struct arena nodes;  /* dies with the loading */
	struct sources *sources;
	struct diags *d;
	struct ids recurring; /* ids such as « oui »: each text is kept once */
	struct ref **refs;    /* to be looked up, in blocks: see loader_ref */
	size_t n_refs, n_ref_blocks;
	uint32_t file, line; /* of the entry that is being read */
	uint32_t part_line;  /* of the first one of its part */
	uint32_t cap_steps, cap_sections, cap_words, cap_computed, cap_resources, cap_computing;
	size_t step_findings;        /* how many there were before the last step was read */
	struct ids malformed;        /* ids that can't be, told once */
	struct str path;             /* of the main file */
	const struct part *part;     /* whose entries are being read (top.c) */
	const struct node *includes; /* `inclure`, or NULL */
	bool is_included;            /* the file being read is not the main one */
	/* Steps, values and calculs share one; sections, resources and words have their own. */
	struct ids_space *steps_space, *sections_space, *resources_space, *words_space;
	struct computing *computing; /* of each calcul */
	uint32_t computing_now;      /* which asks for another, or INDEX_NONE */
	size_t value_bytes;          /* of values, written out where texts name them */
	uint32_t n_expanded;         /* nodes of the conditions that name calculs, written out */
};

enum ref_kind {
	REF_STEP,     /* slot: step_id */
	REF_SECTION,  /* slot: uint32_t */
	REF_AUDIENCE, /* slot: uint32_t */
	REF_RESOURCE, /* slot: uint32_t */
	REF_EXPR,     /* slot: const struct expr *, a condition */
	REF_TEXT,     /* slot: struct text, whose marks are to be made */
	REF_WORDS,    /* no slot: a text that links to words of the glossary */
};

/* What is needed of the node once its entry is forgotten: its text and its place. */
struct ref {
	void *slot;
	struct str text;
	uint32_t file, line, col, end_col; /* end_col 0: not on one line */
	unsigned char kind;                /* enum ref_kind */
	unsigned char style;               /* enum node_style */
};

/* A scalar node as the ref had it. */
struct node ref_node(const struct ref *r);

void loader_refer(struct loader *l, enum ref_kind kind, const struct node *node, void *slot);

/* False where so much is wrong that the file has other troubles than spelling: to look for the
 * names that are near thousands of others takes minutes. */
bool loader_may_suggest(const struct loader *l);

/* Adds the finding: a sentence, and which of the list, whose items begin with their ids, may have
 * been meant by `id`. */
void loader_tell_unknown(struct loader *l, struct span span, struct str sentence, const void *list,
                         uint32_t n, size_t item_bytes, struct str id);

/* The i-th of n_refs: it stays where it is. */
struct ref *loader_ref(const struct loader *l, size_t i);

/* One key of a map. */
struct key {
	const char *name;
	const char *type;   /* for the manual */
	const char *preset; /* for the manual; NULL: none */
	/* NULL: the value is only kept in the reading, for who knows what it depends on. */
	void (*read)(struct loader *l, void *member, const struct node *value);
	size_t offset;  /* of `member` in what is read into */
	bool main_only; /* of the main file alone */
};

struct schema {
	const char *where; /* for the manual and messages: « une étape » */
	const struct key *keys;
	uint32_t n_keys; /* at most SCHEMA_MAX_KEYS */
};

enum {
	SCHEMA_MAX_KEYS = 40,
};

/* Which keys a map had, with their values. */
struct reading {
	uint64_t seen;   /* bit k: the key k was there */
	uint64_t usable; /* and has a value */
	uint64_t meant;  /* was likely meant by what can't be read, and told */
	const struct node *values[SCHEMA_MAX_KEYS]; /* where its bit is set in `usable` */
};

/* The value of key k, or NULL where the map had none. */
const struct node *reading_value(const struct reading *r, uint32_t k);

/*
 * Reads each key of the map into `into`. Tells unknown keys, twins, values that are empty; a
 * node that is no map. *ret_reading is filled in any case.
 */
void schema_read(struct loader *l, const struct schema *schema, void *into, const struct node *map,
                 struct reading *ret_reading);

/* False, and told, where nothing stands after the key, of this map. */
bool schema_has_value(struct loader *l, const struct node *map, const struct node *key);

/* False where the key has no value; where it isn't there at all, tells it at the node. */
bool schema_need(struct loader *l, const struct schema *schema, const struct reading *reading,
                 uint32_t key, const struct node *at);

/* False, and told, where the space has the name already. */
bool ids_space_claim(struct loader *l, struct ids_space *space, const struct node *name);

/* In the loader's own memory. */
struct ids_space *ids_space_new(struct loader *l);

/*
 * A map from ids to things of the author: calls `each` with its index, id node and value,
 * after the id was checked and found to be without twin in `space` (NULL: in this map).
 * `is_name`: operator words are refused. At most `limit` entries. How many were given to
 * `each`. schema_id_entry is for one entry: true where it is sound, with the id in *ret_id, whose
 * text the journey keeps (that of other keys dies with the reading).
 */
typedef void (*each_id_fn)(struct loader *l, void *ctx, uint32_t i, const struct node *id,
                           const struct node *value);

struct id_map {
	uint32_t limit;
	bool is_name;
	struct ids_space *space;
};

uint32_t schema_each_id(struct loader *l, const struct node *map, struct id_map how,
                        each_id_fn each, void *ctx);
bool schema_id_entry(struct loader *l, const struct node *map, struct id_map how,
                     const struct node *key, struct node *ret_id);

/* An id's form (format §2), told where it is wrong. `is_name`: an operator word can't be one. */
bool schema_check_id(struct loader *l, const struct node *id, bool is_name);

/* Tells what is wrong with a value that schema_scalar refuses: false. */
bool schema_tell_scalar(struct loader *l, const struct node *value, const char *wanted);

/*
 * True where the node is a scalar with something in it; else tells what it should be, which is
 * translated only then: looking a message up costs more than reading a value.
 */
static inline bool schema_scalar(struct loader *l, const struct node *value, const char *wanted)
{
	bool is_one = value->kind == NODE_SCALAR && !node_is_empty(value);
	return is_one || schema_tell_scalar(l, value, wanted);
}

/* Which key of the schema the word is, accents optional; INDEX_NONE: none. */
uint32_t schema_find_key(const struct schema *schema, struct str word);

/* True where it is a map; else tells that `what` is one. */
bool schema_need_map(struct loader *l, const struct node *n, const char *what);

/* --- Readers of members, for the tables ------------------------------------------------ */

void read_text(struct loader *l, void *member, const struct node *value); /* struct text */
void read_line(struct loader *l, void *member,
               const struct node *value); /* idem, drawn on one line */
void read_string(struct loader *l, void *member, const struct node *value);        /* struct str */
void read_id(struct loader *l, void *member, const struct node *value);            /* struct str */
void read_bool(struct loader *l, void *member, const struct node *value);          /* bool */
void read_whole(struct loader *l, void *member, const struct node *value);         /* uint32_t */
void read_number(struct loader *l, void *member, const struct node *value);        /* double */
void read_duration(struct loader *l, void *member, const struct node *value);      /* uint16_t */
void read_year(struct loader *l, void *member, const struct node *value);          /* struct str */
void read_step(struct loader *l, void *member, const struct node *value);          /* step_id */
void read_resource_kind(struct loader *l, void *member, const struct node *value); /* struct str */
void read_condition(struct loader *l, void *member,
                    const struct node *value); /* const struct expr * */
void read_section(struct loader *l, void *member, const struct node *value);  /* uint32_t */
void read_audience(struct loader *l, void *member, const struct node *value); /* uint32_t */

/* A list of names: the array in the arena, each noted as a ref of this kind. */
uint32_t *read_names(struct loader *l, const struct node *list, enum ref_kind kind,
                     uint32_t *ret_n);

/* --- The parts ---------------------------------------------------------------------------- */

/* Texts, conditions and names, once everything has been read. */
void loader_resolve(struct loader *l);

/* `calculs`, each parsed if none has asked for it so far. */
void loader_compute(struct loader *l);

/* `valeurs`: a calcul that is a text; `text` {0} where it has a fault, told. */
void loader_add_value(struct loader *l, const struct node *id, struct str text);

/* The expression that is a piece of the node's text. NULL: told. */
const struct expr *loader_parse(struct loader *l, const struct node *node, size_t offset,
                                size_t len);

/* `choix`, `pari`, `parmi`: the options in the arena. */
struct option *load_options(struct loader *l, const struct node *map, bool full, uint32_t *ret_n);

/* `champs` */
void load_fields(struct loader *l, struct step *s, const struct node *map);

/* A map of choices or fields that has none. */
void load_tell_none(struct loader *l, const struct node *value);

/*
 * The parts that are long maps, read entry by entry: `étapes`, `ressources`, `sections`,
 * `mots`, `valeurs`, `calculs`. Each adds one thing to the journey.
 */
void load_step(struct loader *l, const struct node *id, const struct node *value);

/* Among the steps, a key of the one before it, in the wrong column: told in place of its wants. */
bool load_is_left_key(struct loader *l, const struct node *key, const struct node *value);

void load_resource(struct loader *l, const struct node *id, const struct node *value);
void load_section(struct loader *l, const struct node *id, const struct node *value);
void load_word(struct loader *l, const struct node *id, const struct node *value);
void load_value(struct loader *l, const struct node *id, const struct node *value);
void load_computed(struct loader *l, const struct node *id, const struct node *value);

/* For tree_read, ctx being the loader. */
bool load_wants_part(void *ctx, const struct node *root_key);
void load_part_entry(void *ctx, const struct node *map, const struct node *key,
                     const struct node *value);

/* `renommages`; and whether they lead to what there is, once all of it is known. */
void load_renames(struct loader *l, void *member, const struct node *map);
void loader_check_renames(struct loader *l);

/* The other keys of a file, once it is read. */
void load_head(struct loader *l, const struct node *root);

/*
 * Room for one more in an array of the journey, zeroed: `*list` of `*n` entries of `bytes` each,
 * with room for *cap. Refs into it are moved along when it moves, which is seldom: room is made
 * for as many as the rest of the file promises.
 */
void *loader_grow(struct loader *l, void **list, uint32_t *n, uint32_t *cap, size_t bytes);

/* The tables, for keys.c. */
extern const struct schema top_schema, renaming_schema, home_schema, door_schema, section_schema,
	resource_schema, step_schema, edge_schema, choice_schema, several_schema, estimate_schema,
	sighting_schema, catalogue_schema, plain_option_schema, field_schema, type_schema,
	scale_schema, list_schema;

#endif
