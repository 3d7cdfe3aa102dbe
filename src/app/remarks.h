/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_REMARKS_H
#define APP_REMARKS_H

#include "buf.h"
#include "carnet.h"
#include "walk.h"

#include <stddef.h>

/* What opening a carnet showed, in sentences, each on a line. */

void remarks_add_damage(struct buf *out, const struct carnet_reading *r);

/* Another safari has it open. */
void remarks_add_holder(struct buf *out, const struct carnet_problem *p);

/* It can only be read: the disk, its rights. */
void remarks_add_unwritable(struct buf *out, const struct carnet_problem *p);

/* It is of a newer version of safari or of the journey. */
void remarks_add_newer(struct buf *out);

/*
 * The journey changed: what that did, where one is, that nothing was lost. `n_gone`: steps of
 * the path that it no longer has.
 */
void remarks_add_change(struct buf *out, struct walk *w, const struct carnet_reading *r,
                        size_t n_gone);

/* Why a carnet can't be walked at all; empty where it can. */
const char *remarks_refusal(enum carnet_outcome outcome);

/* « programme 1234, sur poste, hier à 18:04 », of what the holder of a carnet says of itself. */
void remarks_add_who(struct buf *out, struct str holder);

#endif
