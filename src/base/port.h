/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_PORT_H
#define BASE_PORT_H

#include <stdbool.h>

/*
 * What POSIX.1-2008 does not have, or does not promise: each function in its own port_NAME.c,
 * so that a test may bring its own.
 */

/*
 * The whole file's lock (flock), taken without waiting and kept until every copy of the
 * descriptor is closed, by whatever end of the process. False with *ret_busy set: another
 * one holds it; false without: errno.
 */
bool port_lock(int fd, bool *ret_busy);

/*
 * What was written is on the disk itself, not in its cache, with all that is needed to
 * read it back: fdatasync, on macOS F_FULLFSYNC. False: errno, and nothing is known of
 * what was written since the last success: write it again, for a second call may succeed
 * without it.
 */
bool port_datasync(int fd);

/* What the terminal behind `fd` measures; 0 where it doesn't know. False: it is none. */
bool port_terminal_size(int fd, unsigned *ret_rows, unsigned *ret_cols);

/*
 * Word of what happens in folders, so that nothing need be looked at now and then: a descriptor
 * for poll. -1: this system has no such thing, or no more of it. Closed with close.
 */
int port_watch_open(void);

/* This folder too, from now on. False: of this one nothing will be told. */
bool port_watch_folder(int fd, const char *path);

/*
 * What was told since the last call, without waiting: the name of each file of those folders
 * that was written, came or went; NULL where anything may have.
 */
void port_watch_take(int fd, void (*each)(void *ctx, const char *name), void *ctx);

#endif
