/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_READING_H
#define STORE_READING_H

#include "carnet.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What is missing shows in two ways: a line that can't be read, and a sequence number that
 * isn't the next. A hole no wider than the unreadable lines in it is theirs and isn't counted
 * again; a wider one counts once more. What a write left that was broken off and then repeated
 * is an unreadable line too, of which nothing is missing: it is mended.
 */
struct tally {
	uint64_t next_n;           /* one more than the highest n so far */
	size_t n_unread, n_broken; /* lines skipped since the last new event; those cut short */
	size_t n_damaged, n_mended;
};

/* A line that can't be read. */
void tally_unread(struct tally *t, struct str line);

/* An event. False: its n was met before, and it counts for nothing. *ret_hole: a wider hole. */
bool tally_event(struct tally *t, uint64_t n, bool *ret_hole);

/*
 * Folds a carnet's bytes. CARNET_OK and CARNET_NEWER with *ret_walk and *ret_reading
 * Owned; CARNET_FOREIGN; CARNET_ABSENT where nothing was ever begun in it (see
 * reading_is_unbegun); CARNET_UNREADABLE where there is something and not one good line.
 */
enum carnet_outcome reading_fold(struct str bytes, const struct journey *j, struct walk **ret_walk,
                                 struct carnet_reading *ret_reading);

/*
 * True where the making of the carnet was broken off before its first line was whole: no
 * bytes, or a part of such a line and nothing else. Nothing in it was ever acknowledged.
 */
bool reading_is_unbegun(struct str bytes);

#endif
