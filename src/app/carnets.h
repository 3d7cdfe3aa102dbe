/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CARNETS_H
#define APP_CARNETS_H

#include "journeys.h"
#include "status.h"
#include "str.h"

/*
 * safari carnets: the carnets of this computer, listed, or one of them erased, renamed,
 * copied, exported, imported. `words` is what follows « carnets » on the command line.
 */
enum status carnets_run(const struct journey_places *places, struct str data_folder, char **words,
                        int n_words);

/*
 * The carnet that a word of the command line names, NOM or PARCOURS/NOM: both bufs are Owned.
 * STATUS_OK, else it was said.
 */
enum status carnets_find(struct str data_folder, struct str word, struct buf *ret_folder,
                         struct buf *ret_name);

/* Says once, on the standard error, that others may write in the folder of the carnets. */
void carnets_warn_if_exposed(struct str data_folder);

#endif
