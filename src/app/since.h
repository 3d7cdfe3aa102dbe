/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_SINCE_H
#define APP_SINCE_H

#include "buf.h"
#include "journeys.h"
#include "str.h"

/* What became of one step of the old journey. */
struct fate {
	size_t n_moved; /* carnets that stood there and take up elsewhere */
	struct buf to;  /* where, of the first of them */
	size_t n_aside; /* carnets whose answer is put aside */
};

/*
 * safari verifier --depuis ANCIEN: carnets of the old journey, folded on the new one, and what
 * became of them: where people who had stopped at a step take up again, which answers are put
 * aside. The carnets are those of this computer, and those of walks at random, after each of
 * their moves.
 */
struct since {
	const struct journey *old, *new;
	struct buf
		why_not; /* they are no two versions of one journey; then there is nothing else */
	struct fate *fates; /* by step of the old one */
	size_t n_strolls, n_carnets, n_here;
};

void since_init(struct since *r, const struct journey *old, const struct journey *new,
                struct str data_folder);
void since_finish(struct since *r);

/* For people. */
void since_add_text(struct buf *out, const struct since *r);

#endif
