/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SCENE_H
#define UI_SCENE_H

#include "arena.h"
#include "journey.h"
#include "said.h"
#include "shelf.h"
#include "str.h"
#include "visit.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a step shows, as data, the same for plain mode and screens: texts with their answers
 * put in, what can be taken and what can't yet, what lies beside. All of it is in the arena
 * that it was made in, or lent by the journey. Making it changes nothing.
 */

/* One thing to choose: an option, an item of a hub or of a field's list. */
struct scene_row {
	uint32_t index;   /* among the step's options, its hub's items, its field's options */
	struct str key;   /* as the author calls it */
	struct str label; /* a plain line */
	struct str why;   /* of a greyed one; may be empty */
	bool is_greyed;
	bool is_detour; /* and back here */
	bool is_done;   /* a ticked item */
	bool is_passed; /* its answer was left open */
};

struct scene {
	const struct step *step;
	struct str day, section; /* plain lines; may be empty */
	uint32_t rank;           /* « étape k »: among the steps seen of its section */
	struct str kind;         /* in a word or three */
	struct str title;        /* a plain line; empty where the question says it already */
	struct str place;        /* of a sighting, with its year, where the title isn't it */
	struct said body;
	struct said room; /* `projection`, what a room sees instead; the body where there is none */
	struct said notes;                 /* `animateur`: for who shows it, never for the room */
	uint32_t minutes, room_minutes;    /* `durée`, `durée-salle`; 0: not said */
	struct said sighting;              /* its scene */
	struct said story, lesson, source; /* of a sighting without a bet */
	struct said question;
	struct scene_row *rows; /* the choices, détours last; or the items of a hub */
	size_t n_rows;
	struct shelf shelf; /* its resources, those of the walker's profile first */
};

void scene_make(struct scene *s, struct arena *arena, const struct visit *v);

/* « Journée Relire, Le camp de base, étape 3 », in the arena. */
struct str scene_where(struct arena *arena, const struct scene *s);

/* Its rows alone. */
struct scene_row *scene_rows(struct arena *arena, const struct visit *v, size_t *ret_n);

/* What is said of a row beside its label, in a word or three: the same on every face. */
struct str scene_row_mark(const struct scene_row *row);

/* The rows of the field that a visit is at: of a list. */
struct scene_row *scene_field_rows(struct arena *arena, const struct visit *v, size_t *ret_n);

/* `about`: the option that it explains, where there are several; else empty. */
struct scene_explanation {
	struct str about;
	struct said text;
};

/* What is said after an answer (VISIT_TOLD). Empty parts have nothing to say. */
struct scene_told {
	struct str verdict; /* of a quiz: « Oui. », « On le croit souvent. » */
	struct str answer;  /* what was answered, a plain line; empty: left open */
	struct str figure;  /* of an estimation, with its unit */
	struct str rather;  /* of a quiz without any explanation: what is right */
	struct scene_explanation *explanations;
	size_t n_explanations;
	struct said story, lesson, source;
};

void scene_tell(struct scene_told *t, struct arena *arena, const struct visit *v);

/* One answer that a review shows. */
struct scene_answer {
	step_id step;
	uint32_t field;  /* of an input step; INDEX_NONE: of any other. As visit_edit takes it */
	struct str camp; /* the section that begins with this one, a plain line; may be empty */
	struct str step_title; /* where several fields begin with this one; may be empty */
	struct str title;      /* of the step, or the field's label; a plain line */
	struct str answer;     /* a plain line; empty: left open */
	struct str written;    /* of a note or a composition: as it was written, several lines */
	bool is_beside;        /* not on the path: only to be read; these come last */
	bool is_apart;         /* it comes after the fields of a step, and is none of them */
};

/*
 * The answers of a review, by camp: those on the path, then those that were given on a way
 * that isn't taken now. Steps that were never met are not there.
 */
struct scene_answer *scene_review(struct arena *arena, const struct visit *v, size_t *ret_n);

/* A line of a harvest that stands by itself. */
struct scene_line {
	struct str line; /* sanitised, typeset */
	uint32_t table;  /* 0: not said */
	size_t n_merged; /* how many others were merged into it */
	bool is_starred;
};

/* Those of a harvest step, in the order they came. */
struct scene_line *scene_harvest(struct arena *arena, const struct walk *w, const struct step *s,
                                 size_t *ret_n);

/* « Un goûter (et 2 autres) (table 3) », in the arena. */
struct str scene_line_words(struct arena *arena, const struct scene_line *line);

/* A composition as it is now. */
struct scene_composition {
	struct said drawn;  /* from the answers; to be shown unless it was retouched */
	struct str written; /* as it was retouched, several lines; empty: it wasn't */
	bool is_stale;      /* retouched, and an answer in it has changed since */
	struct str *open;   /* what it lacks: titles of steps, labels of fields */
	size_t n_open;
};

/* The text of a note, or of a composition: as it was retouched, else as it is drawn now. */
struct str scene_written(struct arena *arena, struct walk *w, const struct step *s);

void scene_compose(struct scene_composition *c, struct arena *arena, const struct visit *v);

/* The steps seen on the path up to the cursor, each once, by their first place. */
step_id *scene_seen(struct arena *arena, const struct walk *w, size_t *ret_n);

/* The title of a step as a plain line; of a junction, that of the step it leads to now. */
struct str scene_title(struct arena *arena, struct walk *w, step_id step);

/*
 * An answer as a person reads it, on one line: an option by its label, a set as « a, b et
 * c », fields one after the other. Empty where nothing is answered or it was left open.
 */
struct str scene_answer(struct arena *arena, struct walk *w, const struct step *s,
                        const struct answer *a);

/* The same for one field. */
struct str scene_field_answer(struct arena *arena, struct walk *w, const struct field *f,
                              const struct answer *a);

#endif
