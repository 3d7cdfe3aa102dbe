/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef JOURNEY_JOURNEY_H
#define JOURNEY_JOURNEY_H

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "french.h"
#include "ids.h"
#include "source.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct expr;

/*
 * A journey: the graph that a YAML file defines, read-only once loaded. Everything lives
 * in its arena and dies at once. Steps, options, fields, sections… are indices; an id is
 * what the author wrote and what a carnet holds.
 */
typedef uint32_t step_id;

#define STEP_NONE UINT32_MAX
#define INDEX_NONE UINT32_MAX /* of a section, an audience, an option, a resource… */
#define HUB_ALL UINT32_MAX    /* exiger: tous */

enum {
	JOURNEY_FORMAT = 1, /* the newest `safari:` that is understood */
};

/*
 * A text for people: Markdown, in which the k-th `${…}` stands as the character
 * RUNE_MARK + k (utf8.h). An absent text has an empty `source`.
 */
struct text {
	struct str source;
	const struct inserts *inserts; /* NULL: none */
};

/* Apart from the text: most have none, and a large journey has tens of thousands. */
struct inserts {
	uint32_t n;
	const struct expr *list[];
};

static inline uint32_t text_n_inserts(const struct text *t)
{
	return t->inserts != NULL ? t->inserts->n : 0;
}

enum step_kind {
	STEP_INFO,
	STEP_JUNCTION,
	STEP_QUESTION,
	STEP_SEVERAL,
	STEP_QUIZ,
	STEP_ESTIMATE,
	STEP_INPUT,
	STEP_NOTE,
	STEP_HARVEST,
	STEP_SIGHTING,
	STEP_HUB,
	STEP_REVIEW,
	STEP_COMPOSITION,
	STEP_CATALOGUE,
	STEP_ENDING,
	STEP_N_KINDS,
};

/* A choice, a bet, an item of a list. */
struct option {
	struct str id;
	struct span span;
	struct text label;
	struct text says;        /* `dit`: how it reads inside a sentence; empty: the label */
	struct text explanation; /* of a quiz */
	struct text why;         /* `pourquoi`: beside what is greyed */
	const struct expr *when; /* NULL: always there */
	const struct expr *grey; /* shown, can't be taken */
	step_id to;              /* `vers`, or STEP_NONE */
	step_id detour;          /* or STEP_NONE */
	uint32_t audience;       /* `public`: index in the journey's, or INDEX_NONE */
	bool has_way;            /* `vers` or `détour` was written */
	bool once;               /* `une_fois` */
	bool right;              /* `juste` */
};

enum field_type {
	FIELD_TEXT,
	FIELD_LONG_TEXT,
	FIELD_NUMBER,
	FIELD_DATE,
	FIELD_YES_NO,
	FIELD_SCALE,
	FIELD_LIST,
};

/* A bound of a field: a number, a date, or of texts how many characters. */
struct bound {
	bool is_set;
	double number;
	struct date date;
};

struct scale_label {
	int32_t at;
	struct text label;
};

struct field {
	struct str id;
	struct span span;
	enum field_type type;
	struct text label, help, message;
	struct str preset; /* `défaut`: as an answer is typed; may be empty */
	bool optional;
	struct bound min, max;      /* of a scale both are set: its ends, whole numbers */
	struct scale_label *labels; /* of a scale, rising */
	uint32_t n_labels;
	struct option *options; /* of a list */
	uint32_t n_options;
};

/* One line of a `suite`: the first whose condition holds is taken; `sinon` has none. */
struct edge {
	const struct expr *when;
	step_id to;
};

/* `plusieurs` */
struct several {
	uint32_t min, max;  /* max INDEX_NONE: no limit */
	uint32_t exclusive; /* the option that excludes the others, or INDEX_NONE */
};

struct estimate {
	double right, from, to; /* `from` and `to` are 0 where has_range is false */
	bool has_range;
	struct text unit, source;
};

struct sighting {
	struct text place, scene, story, lesson, source;
	struct str year;
};

struct hub_item {
	struct str name; /* as the hub names it: ticks go by it */
	step_id to;
	struct span span;
};

struct hub {
	struct hub_item *items;
	uint32_t n_items;
	uint32_t required; /* of `exiger`: how many before `ensuite`, or HUB_ALL */
	step_id then;      /* `ensuite` */
};

/* A step that a review shows again. */
struct review_item {
	step_id step;
	struct span span;
};

/* What a catalogue step shows: the resources that match all that is given. */
struct catalogue {
	struct str kind, theme;
	uint32_t *audiences; /* one of these */
	uint32_t n_audiences;
};

struct step {
	struct str id;
	struct span span;
	enum step_kind kind;
	uint32_t section;     /* or INDEX_NONE */
	struct text title;    /* empty: see step_title */
	struct text body;     /* `texte` */
	struct text question; /* beside `choix`, drawn last; the prompt of note and harvest */
	struct text room;     /* `projection` */
	struct text notes;    /* `animateur` */
	uint16_t minutes, room_minutes; /* 0: not said */
	uint32_t *resources;            /* indices in the journey's */
	uint32_t n_resources;
	bool optional;          /* `facultatif` */
	struct option *options; /* of question, several, quiz, sighting with a bet */
	uint32_t n_options;
	struct field *fields; /* of input */
	uint32_t n_fields;
	struct several several; /* where options make a set: see is_several */
	bool is_several;        /* STEP_SEVERAL, or a quiz with `plusieurs` */
	struct text explanation;
	struct estimate *estimate;
	struct sighting *sighting;
	struct hub *hub;
	struct review_item *reviewed; /* of `bilan`, in the author's order */
	uint32_t n_reviewed;
	struct text composition; /* `récit`: the text that the answers are put into */
	struct catalogue *catalogue;
	bool success; /* of an ending: réussie */
	/* The ways on. A choice's own beats them all. */
	step_id to;         /* `vers` */
	struct edge *edges; /* `suite`, ends in one without condition */
	uint32_t n_edges;
	bool back;         /* `retour: oui` */
	step_id otherwise; /* `sinon` beside `retour`: without an open call */
	step_id reminder;  /* `rappel`: asked from the start screen, once its date is over */
};

struct section {
	struct str id;
	struct span span;
	struct text title;
	struct str day; /* `journée` */
	uint16_t minutes;
	bool open;     /* `libre` */
	step_id entry; /* of an open one */
};

struct audience {
	struct str id;
	struct text label;
};

struct word {
	struct str id;
	struct text meaning;
};

struct computed {
	struct str id;
	struct span span;
	const struct expr *expr;
	bool is_value; /* of `valeurs`: a text that never changes */
};

struct resource {
	struct str id;
	struct span span;
	struct text title, summary;
	struct str kind, publisher, year, address, theme;
	uint32_t *audiences;
	uint32_t n_audiences;
	bool checked; /* `vérifiée` */
};

struct door {
	struct str id;
	struct span span;
	struct text label, summary;
	step_id to; /* STEP_NONE: one of the next two */
	bool catalogue;
	struct str journey; /* `parcours`: the name of another one, or empty */
	bool quiet;         /* `discret` */
};

/* What had that name before has this one; `to` empty: it was removed. */
struct rename {
	struct str from; /* « étape », « étape.choix », « étape.champ.option », « étape.champ » */
	struct str to; /* the new name of its last part */
	struct span span;
};

struct renames {
	struct rename *list;
	uint32_t n;
	struct ids ids; /* by `from` */
};

/* What one version renamed, all at once: left sides in the names of before. */
struct renaming {
	uint32_t version;
	struct span span;
	struct renames steps, options, fields;
};

struct journey {
	struct arena arena;
	bool owns_lists; /* steps, sections, words, computed, resources: freed one by one */
	struct str id;
	uint32_t version;
	struct str language;
	struct text title, summary;
	struct str author, licence;
	struct str adapted_from; /* `adapté_de`: the id of the one it was made of, or empty */
	struct text credits;
	struct text home; /* `accueil.texte` */
	struct door *doors;
	uint32_t n_doors;
	step_id start;   /* `départ` */
	step_id profile; /* `profil`, or STEP_NONE */
	struct step *steps;
	uint32_t n_steps;
	struct section *sections;
	uint32_t n_sections;
	struct audience *audiences;
	uint32_t n_audiences;
	struct word *words;
	uint32_t n_words;
	struct computed *computed;
	uint32_t n_computed;
	struct resource *resources;
	uint32_t n_resources;
	struct renaming *renamings; /* `renommages`, versions rising */
	uint32_t n_renamings;
	/* From ids to indices. */
	struct ids steps_by_id, resources_by_id, computed_by_id;
};

/* Accepts NULL. */
void journey_destroy(struct journey *j);

/* NULL where the name stays. */
const struct rename *rename_find(const struct renames *renames, struct str from);

/* Makes the look-ups by id, once the arrays are filled: of two alike, the first counts. */
void journey_index(struct journey *j);

/* STEP_NONE where there is none. */
step_id journey_step(const struct journey *j, struct str id);

/* INDEX_NONE where there is none. */
uint32_t option_find(const struct option *options, uint32_t n, struct str id);
uint32_t field_find(const struct step *s, struct str id);
uint32_t computed_find(const struct journey *j, struct str id);
uint32_t hub_item_find(const struct hub *hub, struct str name);
uint32_t resource_find(const struct journey *j, struct str id);
uint32_t audience_find(const struct journey *j, struct str id);
const struct word *word_find(const struct journey *j, struct str id);

/*
 * The step's title, else its sighting's place, its question, its note's prompt, the first
 * sentence of its text. May be empty only for a junction.
 */
struct text step_title(const struct step *s);

/* True where nothing has to be answered to go on. */
bool step_is_passable(const struct step *s);

/* True where the catalogue shows the resource. */
bool catalogue_has(const struct catalogue *c, const struct resource *r);

/* True where something can be answered or written that a review can show again. */
bool step_is_answerable(const struct step *s);

/* The French word by which the manual calls the kind. */
const char *step_kind_name(enum step_kind kind);

/*
 * The best match among the ids for a word that is none of them: for « vouliez-vous … ? ».
 * Empty where none is near (distance over a third of the word, or over 3).
 */
struct str journey_suggest_step(const struct journey *j, struct str id);
struct str journey_suggest_name(const struct journey *j, struct str id); /* or of a calcul */

/* The same, of a list whose items begin with their ids: options, fields, sections, words… */
struct str list_suggest(const void *list, uint32_t n, size_t item_bytes, struct str id);

/*
 * FNV-1a over départ and, by id, what makes the graph (format §8); not texts. Made on demand:
 * only a carnet asks.
 */
uint64_t journey_fingerprint(const struct journey *j);

/* What only the whole graph shows: PAR60 to PAR66. Linear in steps and edges. */
void journey_check(const struct journey *j, struct diags *d);

#endif
