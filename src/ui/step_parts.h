/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_STEP_PARTS_H
#define UI_STEP_PARTS_H

#include "pad.h"
#include "ui_parts.h"

/*
 * The screen of a step, for the files screen_step.c and step_*.c: the head and the texts are
 * every step's; below them, each stage of the visit has its own, by one table (stages in
 * screen_step.c).
 */
enum step_item {
	/* Below: the option, the hub's item, the value of a field. */
	STEP_ITEM_GO = 1 << 20, /* on */
	STEP_ITEM_PASS,         /* on, leaving it open */
	STEP_ITEM_HOME,
	STEP_ITEM_LEAVE,
	STEP_ITEM_BACK,    /* from a stop, which is no end */
	STEP_ITEM_RETOUCH, /* of a composition */
	STEP_ITEM_DRAW_AGAIN,
	STEP_ITEM_TAKE_BACK, /* the last line of a harvest */
	STEP_ITEM_FIELD,     /* where one types */
	STEP_ITEM_OTHER,     /* + the number of another field, to go to */
};

/* A field of a form, a guess, the line of a harvest. */
struct step_typing {
	struct editor editor;
	bool is_touched; /* something was typed since it was filled in */
	bool is_resumed; /* … before one left and came back: unsent.h */
	bool is_refused; /* as it is, and what is wanted is said under it */
};

/* What the walker has done here and that is no event yet. */
struct step_state {
	enum visit_stage stage; /* what it was made for, and where on the path */
	size_t cursor;
	bool is_editing;
	bool *ticks; /* by option, of VISIT_SEVERAL */
	uint32_t n_ticks;
	struct step_typing *typings; /* by field; of VISIT_GUESS and _HARVEST one */
	uint32_t n_typings;
	uint32_t n_pending; /* keys since they were kept */
	struct pad pad;     /* of VISIT_NOTE and VISIT_RETOUCH */
};

struct step_stage {
	/* At the end of the sheet: what is asked. */
	void (*build)(const struct ui *u, const struct view *v, const struct scene *scene,
	              struct sheet *s);
	bool (*can)(const struct ui *u, const struct view *v, enum action a);
	void (*act)(struct ui *u, struct view *v, enum action a, uint32_t item);
	void (*type)(struct ui *u, struct view *v, uint32_t item, const struct key *key);
	void (*begin)(struct ui *u, struct view *v); /* on arriving at the stage */
};

extern const struct step_stage step_read, step_choose, step_several, step_hub, step_told,
	step_ending, step_guess, step_field, step_note, step_review, step_compose, step_harvest,
	step_catalogue;

/* The state for the stage that the visit is at now. */
void step_refresh(struct ui *u);

/* What an answer came to: the next stage or step, or why not. `index`: the row that was meant. */
void step_conclude(struct ui *u, enum outcome o, uint32_t index);

/* Why not, in a sentence; `row`: the one that was meant, or NULL. */
struct str step_reason(const struct ui *u, struct arena *arena, enum outcome o,
                       const struct scene_row *row);

/* From the review of the step: to edit an answer; the focus on its row. */
void step_edit_from_review(struct ui *u, step_id step, uint32_t field);
void step_review_focus(struct ui *u, step_id step, uint32_t field);

/* Of the old answer that is being edited: another of its fields instead. */
void step_edit_field(struct ui *u, uint32_t field);

/* The row of the step with that index, or NULL. */
const struct scene_row *step_row(struct ui *u, uint32_t index);

/* « Continuer », or whatever goes on. */
void step_add_go(struct sheet *s, const char *label);

/* Room for what is typed in so many fields; none where there is some. */
void step_begin_typing(struct step_state *state, uint32_t n);

/* Something was typed in the field: it is kept as it is every so many keys, and at rest. */
void step_typed(struct ui *u, struct view *v, struct step_typing *t);

/* Takes up what was typed there and not given; false where nothing was. `given` or NULL. */
bool step_resume_typing(const struct ui *u, struct step_typing *t, uint32_t field,
                        const struct answer *given);

/* What is typed in the fields and not given yet goes into the carnet. */
void step_keep_typed(struct ui *u, struct view *v);

/* Where it can be left open: « Passer ». */
void step_add_pass(const struct ui *u, struct sheet *s);

#endif
