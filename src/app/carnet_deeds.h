/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CARNET_DEEDS_H
#define APP_CARNET_DEEDS_H

#include "buf.h"
#include "carnet.h"
#include "carnet_file.h"
#include "str.h"
#include "turn.h"

#include <stdbool.h>

/*
 * What is done with carnets as whole files, the same by « safari carnets » and from the
 * screens: renamed, copied, taken elsewhere, brought in, erased.
 */

/* What a name means to who types it: without the slashes at its end. */
struct str deed_folder(struct str typed);

/*
 * A carnet's file becomes a carnet of the data folder, among those of its journey. `name`
 * empty: that of the file, or the first free one like it. CARNET_FOREIGN: it is no carnet.
 * *ret_sight (carnet_sight_finish) and *ret_name are filled where it is read.
 */
enum carnet_outcome deed_import(struct str data_folder, struct str path, struct str name,
                                struct carnet_sight *ret_sight, struct buf *ret_name,
                                struct carnet_problem *problem);

/* Why it can't be, as a sentence without its capital. */
void deed_add_reason(struct buf *out, enum carnet_outcome outcome, const struct carnet_problem *p,
                     struct str name);

/* Where what the screens wish of a carnet is done. */
struct deed_place {
	struct str data_folder;
	struct str folder;  /* of the journey's carnets */
	struct str journey; /* its id */
	const char *home;   /* what « ~ » stands for; may be NULL */
};

/*
 * Carries out one of WISH_RENAME_CARNET … WISH_ERASE_CARNET; what came of it, in a sentence.
 * *ret_erased is added the file in the bin, of a carnet that went there.
 */
bool deed_do(const struct deed_place *place, const struct turn *turn, struct buf *ret_sentence,
             struct buf *ret_erased);

#endif
