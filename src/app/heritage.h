/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_HERITAGE_H
#define APP_HERITAGE_H

#include "buf.h"
#include "journeys.h"
#include "leftover.h"

/* What an adapted journey still has of the one it was made from. A zeroed one is of no such. */
struct heritage {
	struct str from;      /* the original's id; empty: it was made from none */
	struct loaded origin; /* its journey is NULL where it can't be read here */
	struct buf title;     /* of that one */
	struct leftovers leftovers;
};

/* Of a journey that was loaded; for as long as that is. */
void heritage_find(struct heritage *ret, const struct loaded *adapted,
                   const struct journey_places *places);

/* In French, not yet typeset; nothing where it was made from none. */
void heritage_add(struct buf *out, const struct heritage *h, const struct sources *sources);

void heritage_finish(struct heritage *h);

#endif
