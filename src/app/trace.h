/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_TRACE_H
#define APP_TRACE_H

#include "event.h"
#include "frame.h"
#include "key.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * SAFARI_TRACE: what came in, what was kept, what was shown, a line each, for those who look
 * for a fault. Its lines:
 *
 *     lu N          bytes of the terminal that have been read
 *     touche …      a key
 *     événement …   an event and its step
 *     image H R C   a frame that was painted: hash, rows, columns
 *     attend MS     all is done; asleep until something comes, or so long (-1: for ever)
 */
struct trace {
	int fd; /* negative: nothing is written */
};

/*
 * Begins where `path` is given and can be opened; it is created for its owner alone. Else it is
 * said, so no screen is up yet.
 */
struct trace trace_begin(const char *path);
void trace_end(struct trace *t);

void trace_read(const struct trace *t, size_t n_bytes);
void trace_key(const struct trace *t, const struct key *key);
void trace_events(const struct trace *t, const struct event *events, size_t n);
void trace_frame(const struct trace *t, const struct frame *f);
void trace_wait(const struct trace *t, int ms);

#endif
