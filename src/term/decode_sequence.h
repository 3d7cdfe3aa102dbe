/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TERM_DECODE_SEQUENCE_H
#define TERM_DECODE_SEQUENCE_H

#include "key.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * One sequence, which begins with Escape at the start of `s`: its length, 0 where its end is
 * still to come. Always fills *ret_key, with KEY_NOTHING for what no key sends.
 */
size_t sequence_decode(struct str s, struct key *ret_key);

/* It was « paste begins » or « paste ends » (CSI 200 ~, 201 ~). */
bool sequence_is_paste(struct str sequence);
#define SEQUENCE_PASTE_END STR("\033[201~")

#endif
