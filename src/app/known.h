/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_KNOWN_H
#define APP_KNOWN_H

#include "buf.h"
#include "levels.h"

/*
 * The carnets that a level's start screen shows: the last used first, after them those that can't
 * be read. Where their folder can't be read a sentence goes to `reason`: they aren't forgotten.
 */
void known_read(struct level *level, struct buf *reason);

void known_forget(struct level *level);

#endif
