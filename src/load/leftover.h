/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_LEFTOVER_H
#define LOAD_LEFTOVER_H

#include "arena.h"
#include "source.h"
#include "str.h"

#include <stddef.h>

/*
 * A place that an author was invited to adapt, by a comment « # À ADAPTER : … » above it, and that
 * still says what the journey it was made from says at the same place.
 */
struct leftover {
	struct span span; /* in the adapted one's sources: the first text that is the same */
	struct str what;  /* of the comment: what to put there */
	struct str keys;  /* « titre, scène »: which texts of it; empty where it is one text */
};

/* A zeroed one is valid and empty. */
struct leftovers {
	struct arena arena;
	struct leftover *list; /* file by file, line by line */
	size_t n, cap;
};

/*
 * Both must be sound journeys' sources. A place is known by its keys from the root on, so that it
 * may have moved to another file, and its quotes and indentation may have changed. One whose
 * comment is gone is settled: its author keeps it as it is.
 */
void leftovers_find(struct leftovers *ret, const struct sources *adapted,
                    const struct sources *original);

void leftovers_finish(struct leftovers *l);

#endif
