/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_DAY_H
#define UI_DAY_H

#include "buf.h"
#include "turn.h"

/*
 * « aujourd'hui », « hier », « mardi » within six days, else « le 3 mars », with the year
 * where it isn't today's. Nothing for an unknown day.
 */
void day_add(struct buf *out, struct day today, struct day when);

#endif
