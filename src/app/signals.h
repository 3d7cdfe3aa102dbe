/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_SIGNALS_H
#define APP_SIGNALS_H

#include <stdbool.h>

/*
 * Signals while a terminal is held, as bytes of a pipe: a handler does nothing else, so that
 * what follows is done where it is safe. Those that end a program that has gone wrong are the
 * exception: `emergency` is called from their handler, and they then end it as they always do.
 */

/*
 * Handlers are set; what was ignored stays so. False where no pipe can be had. Before curses
 * begins: it ignores SIGTSTP in each of its updates, and forgets those that come then, unless it
 * found a handler there.
 */
bool signals_begin(void (*emergency)(void));

/* The handlers once more, for a curses that put its own in their place: those don't save. */
void signals_take_back(void);

/* As they were. */
void signals_end(void);

/* To poll: readable when a signal has come. */
int signals_fd(void);

/* The next that came; 0: none. */
int signals_next(void);

/* Stops, as Ctrl-Z does, until it is continued. */
void signals_stop(void);

/* Ends by this signal, so that who waits for the program knows. Returns where it is ignored. */
void signals_die(int signal);

#endif
