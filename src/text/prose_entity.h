/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEXT_PROSE_ENTITY_H
#define TEXT_PROSE_ENTITY_H

#include "buf.h"
#include "str.h"

/*
 * Appends what an entity ("&nbsp;", "&#233;") stands for, sanitised, on one line, and never
 * a mark; one that safari doesn't know, as it is written. For the files of prose only.
 */
void prose_entity_decode(struct buf *out, struct str entity);

#endif
