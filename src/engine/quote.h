/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_QUOTE_H
#define ENGINE_QUOTE_H

#include "buf.h"
#include "str.h"

/* The string as JSON, with its quotes. Malformed UTF-8 becomes U+FFFD, so that what is
 * written can be read again. */
void quote_add(struct buf *out, struct str s);

#endif
