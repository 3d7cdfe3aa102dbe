/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_STATS_TEXT_H
#define APP_STATS_TEXT_H

#include "buf.h"
#include "journey.h"

/* The figures of a journey, those that the explorer gives too. */
struct figures;

/* Owned. The journey is lent and must outlive them. */
struct figures *figures_make(const struct journey *j);
void figures_destroy(struct figures *f);

void figures_add_text(struct buf *out, const struct figures *f);

/* One line of JSON, with its LF. */
void figures_add_json(struct buf *out, const struct figures *f);

#endif
