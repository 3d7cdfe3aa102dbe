/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include "buf.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Every open of this program goes through file_open: O_NOFOLLOW | O_CLOEXEC | O_NOCTTY,
 * retried on EINTR; only a journey's file and folders may be reached through a symbolic
 * link. Never 0, 1 or 2, even where those are closed: what is printed must not end in a
 * carnet. Negative: errno.
 */
int file_open(const char *path, int flags, unsigned mode);

enum file_outcome {
	FILE_OK,
	FILE_ABSENT,
	FILE_IS_FOLDER,
	FILE_NOT_REGULAR, /* FIFO, device, socket: never read, never waited for */
	FILE_TOO_LARGE,
	FILE_UNREADABLE, /* errno says why */
};

/*
 * The whole of a regular file, at most `limit` bytes; a symbolic link is followed where
 * `follow` is set (journeys: yes, carnets: no). Never blocks on a FIFO. *ret_bytes is
 * Owned. Where it fails, *ret_error is the errno of FILE_UNREADABLE, of the others the one
 * that says nearest: ENOENT, EISDIR, EINVAL, EFBIG.
 */
enum file_outcome file_read(const char *path, size_t limit, bool follow, struct buf *ret_bytes,
                            int *ret_error);

/* The same of an open file, from where it stands to its end. FILE_ABSENT can't be. */
enum file_outcome file_read_open(int fd, size_t limit, struct buf *ret_bytes, int *ret_error);

/*
 * All the bytes: a short write is continued, one that a signal interrupted is repeated.
 * False: errno; the first *ret_n_written are in the file.
 */
bool file_write(int fd, struct str bytes, size_t *ret_n_written);

/* Makes the folder and those above it, 0700, each synced into its parent. False: errno. */
bool folder_make(const char *path);

/* The names in a folder are on the disk. False: errno. */
bool folder_sync(const char *path);

/* True where others than its owner may write in it; false too where it isn't there. */
bool folder_is_exposed(const char *path);

/* What a folder holds, hidden names and all, without "." and "..". */
struct names {
	struct buf *list; /* in the order of their bytes */
	size_t n;
};

/* *ret_names is Owned, see names_finish. False: errno; a folder that isn't there: ENOENT. */
bool folder_read(const char *path, struct names *ret_names);
void names_finish(struct names *names);

#endif
