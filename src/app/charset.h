/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CHARSET_H
#define APP_CHARSET_H

#include "buf.h"
#include "str.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Takes the environment's locale for characters. Where that is C, POSIX or missing on this
 * machine, the first UTF-8 one that exists among C.UTF-8, fr_FR.UTF-8 and en_US.UTF-8. False
 * where characters will be of a charset that isn't UTF-8.
 */
bool charset_begin(void);

/* What charset_begin found. */
bool charset_is_utf8(void);

/*
 * How many columns a character takes: libc's wcwidth, the same that curses uses; where the
 * charset isn't UTF-8, libc knows only that charset's, and Unicode's own table serves, but for
 * letters that are two in ASCII.
 */
rune_width_fn charset_width(void);

/*
 * Text, which is UTF-8 here, as the terminal's charset has it; what that lacks in the nearest
 * letters, « oe » for « œ ».
 */
void charset_add(struct buf *out, struct str text);

/* The other way: what was typed. What is UTF-8 already (a script) stays as it is. */
void charset_add_typed(struct buf *out, struct str typed);

/* What a byte of the terminal is, in a charset of single bytes; NULL where it is UTF-8. */
uint32_t (*charset_rune_of_byte(bool utf8))(unsigned char byte);

#endif
