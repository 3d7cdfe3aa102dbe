/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_DESCRIBE_H
#define TESTS_DESCRIBE_H

#include "buf.h"
#include "journey.h"

/* What the reference fold has to know of a journey, as one line of JSON: kinds, options,
 * fields, items. */
void describe_journey(struct buf *out, const struct journey *j);

#endif
