/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_STEP_PARTS_H
#define UI_STEP_PARTS_H

#include "editor.h"
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
	STEP_ITEM_RETOUCH, /* of a composition */
	STEP_ITEM_DRAW_AGAIN,
	STEP_ITEM_TAKE_BACK, /* the last line of a harvest */
	STEP_ITEM_FIELD,     /* where one types */
	STEP_ITEM_OTHER,     /* + the number of another field, to go to */
};

/* What the walker has done here and that is no event yet. */
struct step_state {
	enum visit_stage stage; /* what it was made for, and where on the path */
	size_t cursor;
	bool is_editing;
	bool *ticks; /* by option, of VISIT_SEVERAL */
	uint32_t n_ticks;
	struct editor *editors; /* by field; of VISIT_GUESS and _HARVEST one */
	bool *is_touched;       /* by editor: something was typed since it was filled in */
	uint32_t n_editors;
	struct pad pad; /* of VISIT_NOTE and VISIT_RETOUCH */
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

/* The row of the step with that index, or NULL. */
const struct scene_row *step_row(struct ui *u, uint32_t index);

/* « Continuer », or whatever goes on. */
void step_add_go(struct sheet *s, const char *label);

/* Where it can be left open: « Passer ». */
void step_add_pass(const struct ui *u, struct sheet *s);

#endif
