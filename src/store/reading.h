/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_READING_H
#define STORE_READING_H

#include "carnet.h"
#include "str.h"

#include <stdbool.h>

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
