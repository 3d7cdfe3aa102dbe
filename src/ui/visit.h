/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_VISIT_H
#define UI_VISIT_H

#include "answer.h"
#include "draft.h"
#include "journey.h"
#include "moves.h"
#include "str.h"
#include "walk.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The visit of one step, however it is shown: what is expected of the walker now, and what
 * an answer comes to. Plain mode and screens go through here, so that the same answers give
 * the same events.
 *
 * Quiz, estimation and sighting with a bet: `répondre`, then something is said, then
 * `aller`. Question and several: `aller` with the answer. Input: `répondre` after each
 * field, then `aller`. Note: see draft.h, then `aller`. Ending: `fin`, once, on arriving.
 *
 * An answer that lies behind can be edited from anywhere (visit_edit; a review offers it):
 * the visit then is that of the old step, as it was, and the answer given comes to
 * `corriger`, after which one is where that leads: most often back where one was.
 */
enum visit_stage {
	VISIT_READ,    /* read, and go on */
	VISIT_CHOOSE,  /* one option */
	VISIT_SEVERAL, /* a set of options */
	VISIT_GUESS,
	VISIT_FIELD, /* number `field` */
	VISIT_NOTE,
	VISIT_HUB,       /* an item, or on */
	VISIT_HARVEST,   /* lines, one after another (scene_harvest), then on */
	VISIT_CATALOGUE, /* resources to look at (scene.shelf), then on */
	VISIT_REVIEW,    /* answers to edit (scene_review), or on */
	VISIT_COMPOSE,   /* a text to keep, or to retouch (scene_compose) */
	VISIT_RETOUCH,   /* its text, being written: see draft.h; then VISIT_COMPOSE again */
	VISIT_TOLD,      /* what is said after an answer was said: go on */
	VISIT_ENDING,
};

struct visit {
	struct walk *walk; /* what is shown: the walk, or a look back at it while editing */
	struct walk *live; /* the walk itself; lent */
	enum visit_stage stage;
	uint32_t field;
	uint32_t n_filled;            /* fields answered in this visit: the first ones */
	const struct answer *earlier; /* the answer that was there on arriving, or NULL */
	struct draft draft;           /* open in VISIT_NOTE and VISIT_RETOUCH */
};

/* Takes up the walk where it stands; no event. A draft that was open is dropped. */
void visit_begin(struct visit *v, struct walk *w);

/* True while an old answer is being edited. */
bool visit_is_editing(const struct visit *v);

/*
 * Goes to edit the answer of a step that lies behind, or one field of it (INDEX_NONE: of a
 * step that has none). OUTCOME_NOT_THERE where that can't be; no event.
 */
enum outcome visit_edit(struct visit *v, struct moves *m, step_id step, uint32_t field);

/* Closes what is being typed: before leaving in any way. */
void visit_close(struct visit *v, struct moves *m);

void visit_finish(struct visit *v);

const struct step *visit_step(const struct visit *v);

/* The field of VISIT_FIELD. */
const struct field *visit_field(const struct visit *v);

/*
 * The answer that Enter alone keeps: the one of this place, else of an earlier one of this
 * step, else one that was cut off the path, or the field's `défaut` where *ret_is_preset.
 * NULL where there is none, it was left open, or it can't be given now.
 */
const struct answer *visit_prefill(struct visit *v, bool *ret_is_preset);

/* True where what is expected now can be left open. */
bool visit_is_passable(const struct visit *v);

/* True where a hub lets go on; also how many items it still wants. */
bool visit_may_leave(struct visit *v, uint32_t *ret_n_missing);

/*
 * Answers. Each gives OUTCOME_OK with its events made and the next stage (or step) set, or
 * says why not, and then nothing has changed. An answer to another stage than the one that
 * it is named after is OUTCOME_NOT_THERE.
 */
enum outcome visit_choose(struct visit *v, struct moves *m, uint32_t option);
enum outcome visit_choose_set(struct visit *v, struct moves *m, const uint32_t *options,
                              uint32_t n);
enum outcome visit_guess(struct visit *v, struct moves *m, struct str typed);
enum outcome visit_fill(struct visit *v, struct moves *m, struct str typed);
enum outcome visit_fill_option(struct visit *v, struct moves *m, uint32_t option);
enum outcome visit_write_line(struct visit *v, struct moves *m, struct str line);
enum outcome visit_contribute(struct visit *v, struct moves *m, struct str line);
enum outcome visit_enter(struct visit *v, struct moves *m, uint32_t item);

/*
 * Enter alone: goes on where there is only reading, ends a note, keeps the answer of
 * visit_prefill, leaves open what may be. Never chooses for the walker.
 */
enum outcome visit_go_on(struct visit *v, struct moves *m);

/* From VISIT_COMPOSE: to write in the text. */
enum outcome visit_retouch(struct visit *v);

/* From VISIT_COMPOSE: forgets what was retouched; the text is drawn from the answers again. */
enum outcome visit_draw_again(struct visit *v, struct moves *m);

/* Leaves a hub. */
enum outcome visit_leave(struct visit *v, struct moves *m);

/* Leaves open what is expected now, whatever was answered before; empties a note or a text;
 * takes the last line of a harvest back. */
enum outcome visit_erase(struct visit *v, struct moves *m);

/*
 * In front of a room: on, whatever is expected. What was answered stays; the rest is left open.
 * A choice is not made for anybody: OUTCOME_UNANSWERED where one must be.
 */
enum outcome visit_pass(struct visit *v, struct moves *m);

/* True where that leaves open what is to be typed or ticked now. */
bool visit_passes_open(const struct visit *v);

/*
 * Back to the field before, to the question whose answer was given, else a place back;
 * and forward again. Back from editing changes nothing but what was written of a note.
 */
enum outcome visit_back(struct visit *v, struct moves *m);
enum outcome visit_redo(struct visit *v, struct moves *m);

enum outcome visit_jump(struct visit *v, struct moves *m, step_id to);

/* From the start; nothing undoes it, so ask first. */
void visit_restart(struct visit *v, struct moves *m);

#endif
