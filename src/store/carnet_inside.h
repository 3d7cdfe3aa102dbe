/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_CARNET_INSIDE_H
#define STORE_CARNET_INSIDE_H

#include "carnet.h"

/* The inside of an open carnet, for those who open it and who write into it. */
struct carnet {
	int fd, lock;
	struct buf path, folder, lock_path;
	struct buf unsaved; /* an LF, then the lines */
	size_t n_waiting;
	bool ends_in_lf;   /* what is on the disk, for sure */
	bool is_in_folder; /* its name is on the disk */
	bool is_gone;      /* somebody took its file away: all of it waits */
};

enum {
	CARNET_MODE = 0600,
	/* O_NONBLOCK, with these, for the FIFO that may stand in a carnet's place; files don't
	 * heed it. */
	CARNET_MAX_BYTES = 1024 * 1024 * 1024, /* a move a second for two months */
};

/* How a carnet's file is opened to be written. */
int carnet_open_file(const char *path, int more_flags);

/* Fills the problem, and gives the outcome. */
enum carnet_outcome carnet_refuse(struct carnet_problem *problem, enum carnet_outcome outcome,
                                  int error, const struct buf *path);

/* Writes the bytes whole where no carnet is, or one that was never begun, and opens it; its
 * lock is held. Negative: errno. */
int carnet_put_file(const struct buf *folder, const struct buf *path, struct str bytes);

#endif
