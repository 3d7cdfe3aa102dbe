/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include "buf.h"
#include "str.h"

/*
 * The lock of a carnet: flock on a file beside it, which is never replaced nor deleted, so
 * that all who ask for it ask the same file. It is let go by closing it, or by the end of
 * the process, whatever its end; no child that was exec'd keeps it.
 */
enum lock_outcome {
	LOCK_TAKEN,
	LOCK_HELD,   /* by another process */
	LOCK_FAILED, /* errno */
};

/*
 * Takes the lock at `path`, or tells who holds it. `utc`, or the clock's time where it is
 * empty, is written into it beside process and host, for the message only. On LOCK_TAKEN
 * *ret_lock is the descriptor to close; on LOCK_HELD *ret_holder is Owned, "pid host time"
 * as the holder wrote it, or empty.
 */
enum lock_outcome lock_take(const char *path, struct str utc, int *ret_lock,
                            struct buf *ret_holder);

#endif
