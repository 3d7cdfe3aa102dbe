/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SO_FAR_H
#define UI_SO_FAR_H

#include "arena.h"
#include "str.h"
#include "walk.h"

#include <stddef.h>

/* « Jusqu'ici »: the last steps answered before this one, the latest last; plain lines. */
struct so_far {
	struct str title, answer;
};

struct so_far *so_far_make(struct arena *arena, struct walk *w, size_t *ret_n);

#endif
