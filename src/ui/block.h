/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_BLOCK_H
#define UI_BLOCK_H

#include "arena.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Block letters, seen from the back row: capitals of our own, with the accents of French,
 * drawn in half blocks (in ASCII, in `#`).
 */
struct block {
	struct str *lines; /* of a terminal; in the arena */
	size_t n;          /* 0: no face fits */
};

/*
 * The text in the largest face that takes at most so many rows and columns and cuts no word.
 * None where a character of it has no block letter.
 */
struct block block_make(struct arena *arena, struct str text, uint32_t cols, uint32_t rows,
                        bool ascii);

#endif
