/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CARNETS_LIST_H
#define APP_CARNETS_LIST_H

#include "journeys.h"
#include "status.h"
#include "str.h"

/*
 * Every carnet, by journey: whose, where it stopped, how far that is, when. `only`: a journey
 * by its name or its path, or empty.
 */
enum status carnets_list(const struct journey_places *places, struct str data_folder,
                         struct str only);

/* The journey of that id, among those of this computer. ret->journey NULL: it isn't there. */
void carnets_list_journey(const struct journey_places *places, struct str id, struct loaded *ret);

#endif
