/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TERM_TERMINAL_H
#define TERM_TERMINAL_H

#include "frame.h"
#include "look.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The terminal, between the standard input and the standard output: frames out. Curses is known in
 * this folder alone. The terminal is never asked a question, so a silent one can't make us wait;
 * keys are read by app and decoded by decode.h. Whatever the way out, it is left as it was found:
 * its modes, its screen, its cursor, its mouse, its way of pasting.
 */
enum terminal_outcome {
	TERMINAL_OK,
	TERMINAL_UNNAMED, /* TERM isn't set */
	TERMINAL_UNKNOWN, /* nobody has described it on this machine */
	TERMINAL_SIMPLE,  /* a cursor can't be moved on it */
};

enum {
	/* Sizes beyond are taken for these: curses would ask for all the memory there is. */
	TERMINAL_MAX_ROWS = 500,
	TERMINAL_MAX_COLS = 1000,
};

struct terminal;

/*
 * Owned; takes the screen. There is at most one. `type` is $TERM; where it isn't known, its
 * nearest relative is tried. `utf8` false: nothing but ASCII goes out.
 */
enum terminal_outcome terminal_create(const char *type, bool utf8, struct terminal **ret_terminal);

/* Gives the screen back. Accepts NULL. */
void terminal_destroy(struct terminal *t);

/* 256 colours, whose values are known. */
bool terminal_has_colours(const struct terminal *t);

/* It is of the family that knows OSC 52, the mouse and bracketed paste. */
bool terminal_is_modern(const struct terminal *t);

/* What it sends for the key that terminfo knows by this name ("kcuu1"); may be empty. Lent. */
struct str terminal_key(const struct terminal *t, const char *name);

/* These last from frame to frame; what was so already costs nothing. */
void terminal_set_look(struct terminal *t, enum look look);
void terminal_set_mouse(struct terminal *t, bool on);
void terminal_set_paste(struct terminal *t, bool on);

/* What it measures now, in *ret_…; curses is told. True where that has changed. */
bool terminal_measure(struct terminal *t, uint32_t *ret_rows, uint32_t *ret_cols);

/* Only what differs from the last frame is sent, in one write. */
void terminal_paint(struct terminal *t, const struct frame *f);

/* Nothing on it is known to be as it was: the next frame is sent whole. */
void terminal_forget(struct terminal *t);

/* To the clipboard (OSC 52). False where it is too long for a terminal to take. */
bool terminal_copy(struct terminal *t, struct str text);

/* Gives the screen back for a while, and takes it again. */
void terminal_suspend(struct terminal *t);
void terminal_resume(struct terminal *t);

/* For the handler of a fatal signal: gives back what one write can. Async-signal-safe. */
void terminal_emergency(void);

#endif
