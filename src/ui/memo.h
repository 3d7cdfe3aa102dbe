/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_MEMO_H
#define UI_MEMO_H

#include "prose.h"
#include "said.h"
#include "utf8.h"

#include <stdint.h>

/*
 * Texts that have been laid out. A screen is made anew at each key, and most of its texts are
 * those that it had before: the same source with the same values at the same width has the same
 * lines. They are lent until memo_trim or memo_destroy.
 */
struct memo;

struct memo *memo_create(void);

/* Accepts NULL. */
void memo_destroy(struct memo *m);

/* prose_parse and prose_layout, done once. `width` must always be the same function. */
struct prose_lines memo_lay(struct memo *m, struct said text, uint32_t cols, rune_width_fn width);

/*
 * Forgets what has become much, but for what was laid out last. To be called where nothing that it
 * has lent is in use.
 */
void memo_trim(struct memo *m);

#endif
