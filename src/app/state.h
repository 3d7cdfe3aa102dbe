/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_STATE_H
#define APP_STATE_H

#include "journeys.h"
#include "status.h"
#include "str.h"

/*
 * safari etat: what whoever helps needs to know of this computer, and nothing of who walks:
 * no carnet's name, no text; the personal folder is written « ~ ».
 */
void state_add(struct buf *out, const struct journey_places *places, struct str data_folder);
enum status state_run(const struct journey_places *places, struct str data_folder);

#endif
