/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_UI_H
#define UI_UI_H

#include "frame.h"
#include "key.h"
#include "settings.h"
#include "turn.h"

/*
 * The screens: a stack of them over one walk. Pure: a key in, events and wishes out, a frame
 * on demand. app paints after each key, and saves what the turn says before « Enregistré »
 * can be read.
 */
struct ui_setup {
	const struct journey *journey;
	struct day today;
	struct str carnet_folder; /* as shown to people; empty: nothing can be saved */
	struct settings settings;
	bool projects;  /* begin in the projector look */
	bool opens;     /* the system has something that opens an address */
	bool copies;    /* the terminal may take a copy (OSC 52) */
	bool has_outer; /* a door of another journey opened this one */
	bool is_trial;  /* its author's: nothing of it is kept */
	rune_width_fn width;
};

struct ui;

/* Owned. The setup's journey and strings are lent until ui_destroy. */
struct ui *ui_create(const struct ui_setup *setup);
void ui_destroy(struct ui *u);

/* The start screen. The carnets are lent until the next ui_home. */
struct turn ui_home(struct ui *u, const struct known_carnet *carnets, size_t n_carnets);

/* A carnet is open. */
struct turn ui_enter(struct ui *u, const struct walk_entry *entry);

/* What was wished can't be: a whole sentence, shown until the next key. */
struct turn ui_refuse(struct ui *u, struct str why);

/* Before ui_home and ui_told: the file of a carnet in the bin to take back, or empty. */
void ui_tell_bin(struct ui *u, struct str path);

/* What was wished of a carnet's file is done: those there are now, as ui_home; what it was. */
struct turn ui_told(struct ui *u, const struct known_carnet *carnets, size_t n_carnets,
                    struct deed_done done);

struct turn ui_key(struct ui *u, const struct key *key);

/* The program must end: what is being typed is kept. */
struct turn ui_end(struct ui *u);

/*
 * How saving went. `problem` empty: all is on the disk. Else a banner says it until it is
 * well again.
 */
void ui_saved(struct ui *u, struct str problem);

/*
 * The journey was read again: these screens, which have entered, take the place of older ones
 * of it. Size and look are theirs; on the same step, what was in view stays in view. A sentence
 * says so until the next key.
 */
struct turn ui_take_after(struct ui *u, const struct ui *older, bool is_same_step,
                          struct str remark);

/*
 * The journey's files have errors: the first of them is told above the text as long as these
 * screens last, a line a sentence; a key shows all.
 */
struct turn ui_warn(struct ui *u, struct str told, struct str all);

/* Forgets the walk (the carnet is being closed). */
void ui_leave_walk(struct ui *u);

/* Changes nothing. The frame gets the size of the last KEY_RESIZE (80 × 24 without). */
void ui_draw(const struct ui *u, struct frame *f);

/*
 * Lays out, once a turn, what Enter would show next, where that can be told. To be called while
 * nothing waits; nothing that can be seen depends on it.
 */
void ui_foresee(struct ui *u);

/* After how many ms without a key a KEY_TICK is wanted; negative: none is. */
int ui_tick_ms(const struct ui *u);

/* What the walker finds comfortable now; in the projector look, whether it is on. */
const struct settings *ui_settings(const struct ui *u);
bool ui_projects(const struct ui *u);

/* True where a key of text is wanted: the terminal's bracketed paste is on then. */
bool ui_is_typing(const struct ui *u);

#endif
