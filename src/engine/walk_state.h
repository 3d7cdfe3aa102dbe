/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_WALK_STATE_H
#define ENGINE_WALK_STATE_H

#include "ids.h"
#include "walk.h"

/*
 * The inside of a walk, for the files of the engine alone.
 *
 * Whatever folding makes lives in the walk's arena and stays until the walk dies, so that
 * stacks may point to places and places may share answers; a place that was cut off is
 * simply forgotten.
 */

/* Nowhere on the path. */
#define NO_PLACE SIZE_MAX

/* One place of the path. Places of one step are chained, so that the last is found at once. */
struct stop {
	struct place *place;
	size_t before; /* the place of the same step before it, or NO_PLACE */
};

/* What is kept of each step, foreign ones too. */
struct step_memory {
	const struct answer *prefill; /* NULL: none */
	size_t last;                  /* its last place on the path, or NO_PLACE */
	bool is_removed;              /* named by an `ouvrir`, and not reached since */
};

struct note_record {
	struct str step, what;
	struct buf text;
	struct answer as_answer; /* text as a condition reads it */
	struct str drawn;        /* of a composition: the text that was first edited */
	uint32_t next;           /* of the same step, or INDEX_NONE */
};

struct resource_mark {
	struct str id;
	bool is_kept, is_consulted;
};

/* A vote, or a contribution to a harvest. */
struct object_record {
	struct str step, id;
	struct str object; /* JSON */
};

/* Facts kept beside the path, each list with its look-up. */
struct asides {
	struct ids note_ids; /* the first note of each step */
	struct note_record *notes;
	uint32_t n_notes, cap_notes;
	struct ids resource_ids;
	struct resource_mark *resources;
	uint32_t n_resources, cap_resources;
	struct ids vote_ids; /* by step */
	struct object_record *votes;
	uint32_t n_votes, cap_votes;
	struct ids gathered_ids; /* by "étape/id" */
	struct object_record *gathered;
	uint32_t n_gathered, cap_gathered;
};

struct walk {
	const struct journey *journey;
	struct arena arena;

	bool has_begun; /* EVENT_BEGIN or a later event was folded */
	uint64_t last_n;
	uint32_t version;       /* of the last `ouvrir`, else of the first line */
	struct str fingerprint; /* idem */
	uint32_t opened;        /* the highest version of a line so far: what its names are of */
	step_id start;

	struct stop *path;
	size_t n_places, cap_places, cursor;
	const struct place *told_at; /* where the last move on the path was an answer; or NULL */
	bool has_misfits; /* answers that don't fit were folded since the last `ouvrir` */

	struct ids foreign_ids; /* ids that the journey doesn't have → number - n_steps */
	struct str *foreign;
	uint32_t n_foreign, cap_foreign;
	struct step_memory *memory; /* by step number */
	uint32_t cap_memory;

	struct ids words;      /* choices and items, each kept once */
	struct asides *asides; /* a look back shares them with its walk */
	bool is_look;          /* see walk_look_back */
	struct orphan *orphans;
	size_t n_orphans, cap_orphans;

	/* Scratch of facts.c, one for each step of the journey; see facts_compute. */
	struct facts facts;
	struct fact *facts_of;
	bool *was_met;        /* whether the step's first place is behind us */
	uint32_t *first_item; /* of a hub: where its items begin in `ticked` */
	bool *ticked;
	uint32_t n_ticked;
};

/* The number by which a step goes here: the journey's, or a foreign one (made where new). */
step_id walk_step_number(struct walk *w, struct str id);

/* Of a `début`; where that is empty (its line is lost), the journey's `départ`. */
step_id walk_start_number(struct walk *w, struct str start);

/* Ids known so far, the journey's and foreign ones. */
uint32_t walk_n_step_numbers(const struct walk *w);

/* True where the journey has the step. */
bool walk_is_ours(const struct walk *w, step_id step);

/* The journey's as 16 hexadecimal digits, in the walk's arena. */
struct str walk_fingerprint(struct walk *w);

/* Appends a place (its `step` is known); the cursor stays. */
void walk_append(struct walk *w, struct place *p);

/* Forgets the places from `n` on; their answers become pre-fill. */
void walk_cut(struct walk *w, size_t n);

/* What facts are computed in. */
void walk_make_scratch(struct walk *w);

/* The last place of the step before index `end`, or NO_PLACE. */
size_t walk_last_place(const struct walk *w, step_id step, size_t end);

/* A new last place, reached from the one at the cursor, which is the last till then. */
void walk_reach(struct walk *w, const struct leg *leg);

/* The last place before the cursor with a shorter stack than the one there, or NO_PLACE. */
size_t walk_outside_call(const struct walk *w);

/* Room for one more element in a list of n. */
void *walk_grow(void *list, uint32_t n, uint32_t *cap, size_t bytes);

/* --- beside.c -------------------------------------------------------------------- */

enum {
	CARNET_FORMAT = 1, /* of the carnets that are begun */
};

/* An event with its number and nothing else. */
struct event event_next(const struct walk *w, enum event_kind kind);

struct str walk_here_name(const struct walk *w);

/* The text in NFC, its line ends LF, in the walk's arena. */
struct str text_kept(struct walk *w, struct str text);

/* --- aside.c --------------------------------------------------------------------- */

void aside_note(struct walk *w, const struct event *e);
void aside_draft(struct walk *w, const struct event *e);
void aside_keep(struct walk *w, const struct event *e);
void aside_consult(struct walk *w, const struct event *e);
void aside_vote(struct walk *w, const struct event *e);
void aside_gather(struct walk *w, const struct event *e);
void asides_finish(struct asides *a);

/* --- facts.c --------------------------------------------------------------------- */

/*
 * From where one looks. `own` is the answer at the cursor that counts as given there (NULL:
 * none does); `left_by` is how the place at the cursor is being left, for a junction's
 * `suite`, which sees what the step reached will see (PASSAGE_NONE: it isn't). The texts of
 * notes, which are off the path, are left out where `is_path_only`.
 */
struct viewpoint {
	const struct answer *own;
	enum passage left_by;
	bool is_path_only;
};

/* Lent until the next call. */
const struct facts *facts_compute(struct walk *w, struct viewpoint from);

/* The item of its own hub that a place came back from by `retour`, or INDEX_NONE. */
uint32_t facts_item_ended(const struct walk *w, const struct place *p);

/* True for a place entered by a détour or an item of a step that is still on the path. */
bool facts_is_call(const struct place *p);

/* How many items of the hub are ticked; without those whose step is optional, if asked. */
uint32_t facts_n_ticked(const struct walk *w, step_id hub, bool only_required);

/* --- rename.c -------------------------------------------------------------------- */

/* The event in the names of today, what it holds in the walk's arena. */
void rename_event(struct walk *w, struct event *e);

/* Of a name, a step's or a choice's, that a renaming removed; it equals no living id. */
bool name_is_gone(struct str name);

/* The name as its author wrote it. */
struct str name_shown(struct str name);

/* --- answers.c ------------------------------------------------------------------- */

/* The answer that the JSON is at this step, in the walk's arena; what doesn't fit the step
 * is ANSWER_MISFIT. */
const struct answer *answer_from_json(struct walk *w, step_id step, struct str json);

/* As a carnet has it, in the walk's arena; empty for NULL. */
struct str answer_kept(struct walk *w, const struct step *s, const struct answer *a);

/* As a carnet has it. `s` NULL: of a foreign step, so left open or a misfit. */
void answer_add_json(struct buf *out, const struct step *s, const struct answer *a);

/* --- checks.c -------------------------------------------------------------------- */

/* Whether the answer may be given at the step at the cursor, or to one field. */
enum outcome answer_check(struct walk *w, const struct answer *a);
enum outcome field_check(const struct field *f, const struct answer *a);

/* False for NULL, what was left open and what doesn't fit. */
bool answer_is_given(const struct answer *a);

#endif
