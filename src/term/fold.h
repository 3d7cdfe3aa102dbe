/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TERM_FOLD_H
#define TERM_FOLD_H

#include <stdint.h>

/* The ASCII character that stands best for this one, in one column; '?' where none does. */
uint32_t fold_rune(uint32_t rune);

#endif
