/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_UI_PARTS_H
#define UI_UI_PARTS_H

#include "editor.h"
#include "keys.h"
#include "moves.h"
#include "scene.h"
#include "sheet.h"
#include "ui.h"
#include "visit.h"

/*
 * The inside of the screens, for the files ui*.c and screen_*.c only.
 *
 * A screen is a table of functions and a state of its own, in its own file; screen_quit.c is
 * the smallest. It lies on a stack: ui_push, ui_close. Its `build` says what there is, as a
 * sheet, from the model alone; where the text is scrolled, what has the focus and which keys
 * work is ui's and layout's affair. A key is looked up in the one table (keys.c): what the
 * screen takes (its `can`) goes to its `act`, what is typed in a field to its `type`; the
 * rest ui.c does itself.
 */
struct room_part;
struct layout;
struct view;

struct screen {
	const char *name; /* for traces and tests */

	/* What it is to a room; NULL: the same as on one's own. */
	const struct room_part *room;

	/* Its state, owned, as it opens. NULL: it has none, or is opened with one (ui_push). */
	void *(*open)(struct ui *u);

	void (*build)(const struct ui *u, const struct view *v, struct sheet *s);

	/* Draws the whole frame itself, where there is room for it; NULL: layout does. */
	bool (*draw)(const struct ui *u, const struct view *v, struct frame *f);

	/* True where the action does something here, now. NULL: only ACTION_TAKE. */
	bool (*can)(const struct ui *u, const struct view *v, enum action a);

	/* `item` is the id of what has the focus (of what was taken by number or click). */
	void (*act)(struct ui *u, struct view *v, enum action a, uint32_t item);

	/* A key in a field; NULL where there are none. */
	void (*type)(struct ui *u, struct view *v, uint32_t item, const struct key *key);

	/* Time has passed without a key; NULL: nothing. */
	void (*tick)(struct ui *u, struct view *v);

	/* Before it goes: what is typed is kept; frees its state. NULL: nothing to do. */
	void (*close)(struct ui *u, struct view *v);
};

/* A screen on the stack. */
struct view {
	const struct screen *screen;
	void *state;
	uint32_t focus; /* the id of the item; one that isn't there: the first that can be */
	size_t scroll;  /* the first line shown; cut to what there is */
	bool is_fresh;  /* nothing was pressed since it opened: at the sheet's `news` */
	bool has_read;  /* its end was shown: Enter no longer turns the page */
	size_t page;    /* in front of a room (room.h); cut to what there is */
	uint32_t lit;   /* there, at a fork: which way, from 1; 0: none */
};

enum {
	UI_MAX_DEPTH = 8,
	UI_TYPING_MS = 2000, /* what is being typed is saved after this much rest */
	UI_COLS = 72,        /* of text, at most */
	UI_LARGE_COLS = 54,  /* the same in large */
	UI_ROOM_COLS = 60,   /* the same in front of a room */
	UI_MINI_ROWS = 6,    /* below, a line alone */
	UI_MINI_COLS = 20,
};

/* An old answer is being edited: which, from where, and where the walk was then. */
struct edit {
	bool is_on, from_carnet; /* else from a review */
	step_id step, here;
	uint32_t field;
	size_t cursor;
};

struct ui {
	struct ui_setup setup;
	struct settings settings;
	bool projects;
	uint32_t rows, cols;
	bool is_sized; /* they are the terminal's */
	const struct known_carnet *carnets;
	size_t n_carnets;
	struct buf erased; /* the file of a carnet in the bin, which can be taken back; or empty */

	/* The walk that is open; NULL: none. */
	struct walk *walk;
	struct buf carnet; /* its name */
	bool read_only;
	struct visit *visit;
	struct edit edit;

	struct view stack[UI_MAX_DEPTH];
	size_t n;

	/* Of this turn. `turn_arena` holds what is only needed until the next. */
	struct arena turn_arena;
	struct moves moves;
	enum wish wish;
	struct buf name, other;
	step_id start;

	struct buf notice; /* a sentence, until the next key */
	enum role notice_role;
	struct buf told_errors, all_errors; /* of the journey's files (ui_warn) */
	struct buf problem;                 /* why what was done isn't saved; empty: it is */
	bool is_saved_now;                  /* this turn's events just were */
	bool has_pending;                   /* something typed is not an event yet */
	bool has_told_where;
	uint32_t to_keep;      /* the resource that a carnet is being opened for; or INDEX_NONE */
	bool is_black;         /* the room looks elsewhere; any key comes back */
	bool to_carnets;       /* the start screen is being opened for the list of them */
	bool explores;         /* one was: the catalogue still leads to the start screen */
	struct arena *scratch; /* of the last layout, whoever asked for it */
	struct arena *drawn;   /* of what draws itself: a room's page, a code */
	struct memo *memo;     /* texts laid out, for both */
	struct layout *laid;   /* the last one; as long as it `is_laid`, nothing has changed */
	bool is_laid;
	bool foresees; /* a turn has passed since ui_foresee */
};

/* --- The stack (ui.c) ------------------------------------------------------------- */

const struct view *ui_top(const struct ui *u);
struct view *ui_view(struct ui *u);

/* Lays a screen on top; `take_state` is freed by its `close`. */
struct view *ui_push(struct ui *u, const struct screen *screen, void *take_state);

/* Takes the top one away; the bottom stays. */
void ui_close(struct ui *u);
void ui_close_all(struct ui *u);

/* Lays a screen on top, made by its `open`; not twice. */
void ui_open(struct ui *u, const struct screen *screen);

/* The bottom becomes this one. */
void ui_rest_on(struct ui *u, const struct screen *screen, void *take_state);

/* The screen shows something else now: from its top, the focus on `focus`. */
void ui_turn_page(struct view *v, uint32_t focus);

/* --- Keys (ui_keys.c) ------------------------------------------------------------- */

/* Whether an action does something now: the screen's own and those that ui does. */
bool ui_can(const struct ui *u, enum action a);

/* The same as if the view at that depth were on top: what a menu or the help over it tells. */
bool ui_can_at(const struct ui *u, size_t depth, enum action a);

/* What a key or a line of the menu does. */
void ui_do(struct ui *u, enum action a);

/* What a key does, where this is what is seen. */
void ui_take_key(struct ui *u, const struct layout *l, const struct key *key);

/* --- What a turn comes to (ui.c) -------------------------------------------------- */

void ui_wish(struct ui *u, enum wish what, struct str name, step_id start);

/* One of WISH_RENAME_CARNET … WISH_ERASE_CARNET. */
void ui_wish_of_carnet(struct ui *u, enum wish what, struct str name, struct str other);

/* A sentence, until the next key. */
void ui_say(struct ui *u, enum role role, struct str sentence);

/*
 * What app says, as it is said here: before a room without the files that it names, in brackets
 * or after a colon. In the arena where it differs.
 */
struct str ui_told_here(const struct ui *u, struct arena *arena, struct str text);

/* The sentence and true, where the walk is only to be read. */
bool ui_is_locked(struct ui *u);

/* What is being typed becomes events, what lies on top goes: before leaving in any way. */
void ui_settle(struct ui *u);

/* What is being typed becomes events, and goes on being typed. */
void ui_keep_typing(struct ui *u);

/* A key in a field, as it is seen. */
enum editor_result ui_edit(const struct ui *u, struct editor *e, const struct key *key);

/* The carnet's file as shown to people, in the arena. Empty: nothing can be saved. */
struct str ui_carnet_path(const struct ui *u, struct arena *arena);

/* --- The screens ------------------------------------------------------------------ */

extern const struct screen screen_home, screen_name, screen_arrival, screen_step, screen_margin,
	screen_quit, screen_menu, screen_help, screen_resources, screen_catalogue, screen_titles,
	screen_card, screen_qr, screen_map, screen_search, screen_carnet, screen_comfort,
	screen_errors, screen_restart, screen_carnets, screen_one_carnet, screen_carnet_deed,
	screen_told;

/* A sentence that its place is too small for, whole. */
void screen_told_open(struct ui *u, enum role role, struct str sentence);

/* Before the walk goes on: remarks, « Jusqu'ici », where what is written is kept. */
void screen_arrival_open(struct ui *u, const struct walk_entry *entry);

/* Takes up the walk where it stands; after a move too. */
void screen_step_begin(struct ui *u);

/* The resources of the step, else the catalogue. */
void screen_resources_open(struct ui *u);

/* The titles of a part of the catalogue; SIZE_MAX: those with a word to be typed. */
void screen_titles_open(struct ui *u, size_t part);

/* A resource's card; the one that is open gives way to it. */
void screen_card_open(struct ui *u, uint32_t resource);

/* The carnet that keeping a resource wished for is open: it is kept. */
void screen_card_keep(struct ui *u, uint32_t resource);

/* An address as a code; lent by the journey. */
void screen_qr_open(struct ui *u, uint32_t resource);

/* Shows what the visit is at now, from its top (after visit_edit, or a move). */
void screen_step_show(struct ui *u);

/* Goes to edit an old answer, which leads back to the carnet; as visit_edit has them. */
void step_edit_from_carnet(struct ui *u, step_id step, uint32_t field);

/* Where an old answer was being edited and no longer is: back to where one came from. */
void step_come_back(struct ui *u);

/* The carnet, on the line of that answer. */
void screen_carnet_open_at(struct ui *u, step_id step, uint32_t field);

/* From the beginning again, without asking; the carnet keeps all. */
void screen_restart_now(struct ui *u);

/* Goes to a step by a jump, from wherever. */
void screen_step_jump(struct ui *u, step_id to);

#endif
