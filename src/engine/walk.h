/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_WALK_H
#define ENGINE_WALK_H

#include "answer.h"
#include "arena.h"
#include "buf.h"
#include "event.h"
#include "expr.h"
#include "journey.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A walk is the state of a walker: a path of places and a cursor on it, made by folding
 * the events of a carnet in order (format, section The carnet), and by nothing else.
 * Asking for a move gives the event that it would be; folding the event makes it.
 *
 * Pure: no I/O and no clock. Total: any event folds on any walk.
 */

/* A call that is open: where `retour` leads, and how it began. Immutable; NULL: none. */
struct call {
	const struct call *up;
	struct place *caller; /* by reference: its answer is what it holds at the return */
	struct str choice;    /* the détour's choice, or the item as the hub names it */
	enum passage by;      /* PASSAGE_DETOUR, PASSAGE_CARREFOUR, PASSAGE_SAUT */
};

/*
 * One stay at a step. `step` may be a foreign number (≥ the journey's n_steps) for a step
 * that the journey no longer has: walk_step_name still knows its id.
 */
struct place {
	step_id step;
	const struct call *call;
	const struct answer *answer; /* NULL: none */
	enum passage by;
	struct str choice;         /* by which a détour or hub item was entered */
	const struct call *ended;  /* of a place entered by `retour`: the call it ended */
	const struct call *opened; /* of one entered by a détour or an item: the call it began */
	bool dropped;              /* an empty mark: its step was removed from the journey */
};

struct note {
	struct str step, what; /* `étape`, `quoi` */
	struct str text;
	bool is_gone; /* of a step that was removed, whose name may be another's now */
};

/* An answer whose place was dropped, or that no longer fitted its step when the journey
 * changed. */
struct orphan {
	struct str step;
	const struct answer *answer;
};

/* One line of a harvest. */
struct contribution {
	struct str id;
	struct str text;
	uint32_t table;  /* of the room it came from; 0: not said */
	struct str into; /* the line that it was merged into; empty: it stands by itself */
	bool is_starred;
};

struct walk; /* opaque; what may be read has a function below */

/*
 * Owned. An empty walk on a journey (lent, must outlive it): one place at `start`, as
 * EVENT_BEGIN makes it; where `start` is empty, at the journey's `départ`. A start that the
 * journey doesn't have is a foreign step until walk_settle.
 */
struct walk *walk_create(const struct journey *j, struct str start);

/* Accepts NULL. */
void walk_destroy(struct walk *w);

/*
 * Folds one event, of which nothing need stay. Events whose n was folded already (is not
 * above the highest) are skipped; so are foreign ones. EVENT_BEGIN counts once, first.
 */
void walk_fold(struct walk *w, const struct event *e);

/*
 * Says that lines are missing before the next event (damaged ones). The fold needs no more
 * than what each event says: any `aller` that didn't begin at the cursor mends its own start
 * (format §8).
 */
void walk_damaged(struct walk *w);

/*
 * After the last event of a carnet: drops the places whose step the journey no longer has,
 * from the path and from stacks (they become orphans, and so do answers that no longer fit), and
 * sets the cursor on the last that remains at or before it, else on a new place at `départ`. Moves
 * are asked of a settled walk.
 */
void walk_settle(struct walk *w);

/* --- What is -------------------------------------------------------------------- */

const struct journey *walk_journey(const struct walk *w);
const struct place *walk_here(const struct walk *w);

/* Of walk_here; NULL only while a walk with a foreign place there isn't settled. */
const struct step *walk_step(const struct walk *w);

size_t walk_n_places(const struct walk *w);
const struct place *walk_place(const struct walk *w, size_t i);
size_t walk_cursor(const struct walk *w);
struct str walk_step_name(const struct walk *w, step_id step);

/* The highest n folded; 0 when only EVENT_BEGIN was. */
uint64_t walk_last_n(const struct walk *w);

/* True where the last move on the path was an answer to the step at the cursor: what is
 * said after an answer is to be shown, also when one resumes. */
bool walk_is_told(const struct walk *w);

/* The answer to show at the cursor: its own, else the pre-fill of its step. NULL: none. */
const struct answer *walk_prefill(const struct walk *w);

/* The answer of that step that was cut off the path last, or said without a place; it comes
 * back as pre-fill. NULL: none. */
const struct answer *walk_left_over(const struct walk *w, step_id step);

/* True where the step has a place strictly before the cursor: its answer can be corrected. */
bool walk_is_behind(const struct walk *w, step_id step);

/*
 * Owned (walk_destroy). The walk as it stood at the step's last place before the cursor, to
 * show that step and see what can be answered there; NULL where it isn't behind. It shares
 * with `w`, which must outlive it and move on only by notes, and no event of it is kept.
 */
struct walk *walk_look_back(const struct walk *w, step_id step);

/*
 * What conditions see at the cursor: answers strictly before it, plus, where `with_own` is
 * set, the one given at the cursor. Lent until the next fold or call.
 */
const struct facts *walk_facts(struct walk *w, bool with_own);

/*
 * The text of a note step ("note"), of a margin ("marge"), of a composition ("récit"); empty
 * where there is none or it was erased. Conditions and texts read the first and the last by
 * the step's id, as an ANSWER_TEXT of walk_facts.
 */
struct str walk_note(const struct walk *w, struct str step, struct str what);

/*
 * Of a composition that was edited: the text that the first edit began from, to tell whether
 * the answers in it have changed since. Empty where it is drawn from the answers.
 */
struct str walk_drawn(const struct walk *w, struct str step);
size_t walk_n_notes(const struct walk *w);
struct note walk_note_at(const struct walk *w, size_t i);

/* True where the item of the hub step is ticked on the path up to the cursor. */
bool walk_is_ticked(const struct walk *w, step_id hub, struct str item);

/* True where the choice was taken as a détour (or item) on the path up to the cursor: what
 * `une_fois` goes by. */
bool walk_was_taken(const struct walk *w, step_id step, struct str choice);

/* The lines of a harvest in the order they came, in the arena; ids lent by the walk. */
struct contribution *walk_gathered(const struct walk *w, struct arena *arena, struct str step,
                                   size_t *ret_n);

bool walk_is_kept(const struct walk *w, struct str resource);
bool walk_is_consulted(const struct walk *w, struct str resource);
size_t walk_n_orphans(const struct walk *w);
struct orphan walk_orphan(const struct walk *w, size_t i);

/* --- What may come next ------------------------------------------------------------
 *
 * Each walk_… below that makes an event returns a refusal or OUTCOME_OK; only then is
 * *ret_event filled, its strings lent by the walk until it is destroyed. `n` is already
 * the next one. The caller folds it, then saves it.
 */
enum outcome {
	OUTCOME_OK,
	OUTCOME_NO_WAY,     /* nothing leads on from here: an ending */
	OUTCOME_UNANSWERED, /* the step wants an answer first */
	OUTCOME_NO_CHOICE,  /* no such choice, or not offered now */
	OUTCOME_GREYED,     /* offered, can't be taken now */
	OUTCOME_TOO_FEW,    /* of several, of a hub's items (exiger) */
	OUTCOME_TOO_MANY,
	OUTCOME_EXCLUSIVE, /* with one that excludes the others */
	OUTCOME_BELOW,     /* under the minimum of the field */
	OUTCOME_ABOVE,
	OUTCOME_MALFORMED, /* not a number, a date… */
	OUTCOME_REQUIRED,  /* a field that can't be left open */
	OUTCOME_NOT_THERE, /* no step before, after, by that name */
};

enum option_state {
	OPTION_HIDDEN,
	OPTION_GREYED,
	OPTION_OFFERED,
};

/* Of an option of the step at the cursor: conditions, `une_fois`. */
enum option_state walk_option_state(struct walk *w, uint32_t option);

/* True where the option is a détour, no answer. */
bool option_is_detour(const struct option *o);

/*
 * An answer to the step at the cursor, saved without leaving it: EVENT_ANSWER. `a` is
 * checked against the step (offered options, bounds, how many). ANSWER_OPEN passes where
 * the step may be left open.
 */
enum outcome walk_answer(struct walk *w, const struct answer *a, struct event *ret_event);

/*
 * One field of an input step, the others staying as they are shown (see walk_prefill):
 * EVENT_ANSWER with all. ANSWER_OPEN passes where the field is optional.
 */
enum outcome walk_answer_field(struct walk *w, uint32_t field, const struct answer *a,
                               struct event *ret_event);

/*
 * Another answer to a step that is behind: EVENT_CORRECT, with the way that follows from it
 * now (format, section The carnet). `a` is checked as at that place. OUTCOME_NOT_THERE where
 * the step isn't behind.
 */
enum outcome walk_correct(struct walk *w, step_id step, const struct answer *a,
                          struct event *ret_event);

/*
 * On from the step at the cursor: EVENT_GO. `a` is the answer that is given by going, or
 * NULL to keep the one the place holds. A question's choice leads where it says; else the
 * step's suite, vers, retour, or a hub's `ensuite`. Junctions are passed through.
 */
enum outcome walk_go(struct walk *w, const struct answer *a, struct event *ret_event);

/*
 * In front of a room nothing is required (format, section Steps): an answer left open, and on
 * from there, whatever the step and its hub ask. OUTCOME_NO_WAY where nothing leads on without
 * an answer.
 */
enum outcome walk_leave_open(struct walk *w, struct event *ret_event);
enum outcome walk_pass(struct walk *w, struct event *ret_event);

/*
 * Into a détour (option of this step), or into an item of this hub, done before or not.
 * OUTCOME_NO_CHOICE for one that is hidden or isn't there.
 */
enum outcome walk_detour(struct walk *w, uint32_t option, struct event *ret_event);
enum outcome walk_enter(struct walk *w, uint32_t item, struct event *ret_event);

/* OUTCOME_NOT_THERE where there are fewer places before, after; nothing is clamped. */
enum outcome walk_back(struct walk *w, uint32_t count, struct event *ret_event);
enum outcome walk_redo(struct walk *w, uint32_t count, struct event *ret_event);

/* Anywhere: EVENT_GO by `saut`. */
enum outcome walk_jump(struct walk *w, step_id to, struct event *ret_event);
enum outcome walk_restart(struct walk *w, struct event *ret_event);

/* At an ending: the mark that the walk is finished. OUTCOME_NO_WAY elsewhere. */
enum outcome walk_end(struct walk *w, struct event *ret_event);

/*
 * Off the path; never refused but for a resource that the journey doesn't have
 * (OUTCOME_NOT_THERE). Notes are of the step at the cursor. A note's text is normalised (NFC,
 * LF); what a draft puts stays as it is, and its positions count in the text as it stands.
 */
void walk_write_note(struct walk *w, struct str what, struct str text, struct event *ret_event);

/* The same of another step than the one at the cursor. */
void walk_write_note_of(struct walk *w, step_id step, struct str what, struct str text,
                        struct event *ret_event);
void walk_draft(struct walk *w, struct str what, uint32_t at, uint32_t cut, struct str put,
                struct event *ret_event);

/* A line of the harvest at the cursor: a new one (id empty), or one as it is now, whole:
 * starred, merged, in other words. An empty text takes it back. */
void walk_gather(struct walk *w, const struct contribution *c, struct event *ret_event);
enum outcome walk_keep(struct walk *w, uint32_t resource, bool keep, struct event *ret_event);
enum outcome walk_consult(struct walk *w, uint32_t resource, struct event *ret_event);

/*
 * The change of journey since the carnet's last `ouvrir` or beginning, as EVENT_OPEN with
 * the ids of the steps that are gone. OUTCOME_NOT_THERE when version and fingerprint are
 * those already written.
 */
enum outcome walk_reopen(struct walk *w, struct event *ret_event);

/* The first line of a new carnet. Strings are lent by the walk. */
void walk_begin_event(struct walk *w, struct str program, struct event *ret_event);

/* --- Answers ------------------------------------------------------------------------ */

/*
 * What a person typed for a field, read the French way and checked against its bounds:
 * OUTCOME_OK with *ret_answer in the walk's memory. Blank: left open where it may be, else
 * OUTCOME_REQUIRED. An item of a list is taken by its number, its id or its label.
 */
enum outcome walk_read_field(struct walk *w, const struct field *f, struct str typed,
                             const struct answer **ret_answer);

/* The guess of an estimation, with or without its unit. Blank: left open where the step is
 * optional, else OUTCOME_UNANSWERED. */
enum outcome walk_read_estimate(struct walk *w, const struct step *s, struct str typed,
                                const struct answer **ret_answer);

/* All fields of the input step at the cursor as they are shown, but for this one. */
const struct answer *walk_fields_answer(struct walk *w, uint32_t field, const struct answer *a);

/* An option, or a set of them (rising, without doubles), in the walk's memory. */
const struct answer *walk_option_answer(struct walk *w, uint32_t option);
const struct answer *walk_set_answer(struct walk *w, const uint32_t *options, uint32_t n);
const struct answer *walk_open_answer(void);

/* True where the answer is right: quiz and estimation. False for anything else. */
bool answer_is_right(const struct step *s, const struct answer *a);

/* As a person reads it: labels, French numbers and dates, « … » for what is open or NULL;
 * fields one after the other, between semicolons. */
void answer_print(struct buf *out, struct walk *w, const struct step *s, const struct answer *a);

/* JSON is read with mem.h's memory, which never fails; once, at the start of the program. */
void answers_use_our_memory(void);

/* --- For tests and reports ----------------------------------------------------------- */

/* The whole state as one line of canonical JSON: the form that tests/reference compares. */
void walk_dump(struct walk *w, struct buf *out);

#endif
