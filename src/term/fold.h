/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TERM_FOLD_H
#define TERM_FOLD_H

#include <stdint.h>

/* The ASCII character that stands best for this one; '?' where none does. */
uint32_t fold_rune(uint32_t rune);

/* The one after it, for a letter that is two (œ: oe) and takes two columns; else a blank. */
uint32_t fold_second(uint32_t rune);

#endif
