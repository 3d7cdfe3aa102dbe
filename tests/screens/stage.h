/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_SCREENS_STAGE_H
#define TESTS_SCREENS_STAGE_H

#include "buf.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

/*
 * The program on a terminal of its own (a pty with libvterm behind it), in lockstep: it tells
 * through SAFARI_TRACE when it has read all and sleeps, and a mark written behind what it
 * wrote tells when all of that is here. Nothing waits a fixed time; STAGE_DEADLINE_S only ends
 * a test of a program that hangs.
 *
 * A shell of a kind stands between: it leads the session, holds the terminal when the program
 * is gone, and tells what became of it.
 */
enum {
	STAGE_DEADLINE_S = 60,
	STAGE_HOME_BYTES = 256,
};

struct stage_setup {
	const char *program;
	const char *const *words;     /* arguments, NULL-ended */
	const char *const *more;      /* NAME=value, NULL-ended; added to HOME, PATH, TERM, LANG */
	const char *terminal;         /* NULL: xterm-256color; "": TERM unset */
	const char *home;             /* an existing folder */
	unsigned rows, cols;          /* 0: 24 × 80 */
	bool stdin_away, stdout_away; /* a pipe in the place of the terminal */
	bool untraced;
};

struct stage {
	pid_t shell, program;
	int master, slave, trace, news, keep; /* keep: closed, the shell ends */
	int away_in, away_out;                /* the pipes' ends, or -1 */
	unsigned rows, cols;
	struct termios before;
	VTerm *vt;
	VTermScreen *screen;
	bool alternate, cursor_hidden, mouse, paste; /* as its terminal has them */
	struct buf bytes;                            /* all that it wrote to the terminal */
	struct buf aside;                            /* and to the pipe in its place */
	struct buf lines;                            /* all of the trace */
	size_t n_sent, n_read, lines_at, marks;
	bool waits, timed; /* it sleeps now; only for the rest of a key */
	bool stopped, gone;
	int status; /* of waitpid, once gone */
	char fifo[256];
};

/* A new folder below the working one, and its end. */
void stage_new_home(char *home);
void stage_remove_home(const char *home);

/* A file below it; empty where it isn't there. Lent by *out. */
struct str stage_read_home(const char *home, struct buf *out, const char *name);

void stage_open(struct stage *s, const struct stage_setup *setup);
void stage_close(struct stage *s);

/* Until it sleeps, has stopped, or is gone, with all that it wrote here. False: it hangs. */
bool stage_settle(struct stage *s);

/* Until it has stopped, or is gone. */
bool stage_until_stopped(struct stage *s);

/* Until it is gone. */
bool stage_end(struct stage *s);

/* Types, and settles. */
bool stage_type(struct stage *s, const char *keys);
bool stage_type_bytes(struct stage *s, struct str keys);

/* Until the text is there, for what doesn't trace: plain mode. */
bool stage_await(struct stage *s, bool alternate, const char *text);

/* Until the text is there and it sleeps again: for what comes of itself, on the screens. */
bool stage_await_settled(struct stage *s, const char *text);

/* Types without waiting. */
void stage_push(struct stage *s, struct str keys);

/*
 * The terminal takes nothing more until it is let go: what is typed at it first is read, and the
 * program stands in the painting of what it made of it. Whatever is pushed then waits together.
 */
void stage_hold(struct stage *s, const char *keys);
void stage_let_go(struct stage *s);

bool stage_resize(struct stage *s, unsigned rows, unsigned cols);
void stage_signal(struct stage *s, int signal);

/* The other end of the terminal goes away. */
void stage_hang_up(struct stage *s);

/* One row of the screen as text. Lent until the next call. */
struct str stage_row(struct stage *s, unsigned row);

/* True where the text is somewhere on the screen, on one row. */
bool stage_shows(struct stage *s, const char *text);

/* Modes, screen, cursor, mouse and pasting are as they were found. Says what isn't. */
bool stage_is_restored(struct stage *s);

/* The screen, as comments. */
void stage_show(struct stage *s);

/* 128 + n where a signal ended it, as a shell says it. */
int stage_status(const struct stage *s);

#endif
