/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEXT_SANITISE_H
#define TEXT_SANITISE_H

#include "buf.h"
#include "str.h"

/*
 * The one gate for every text that goes out, whatever the output. C0 becomes U+2400 + n
 * and DEL U+2421 (LF stays, TAB becomes a blank, CR before LF goes, U+2028 and U+2029 are
 * LF); C1, bidi controls, stray zero-width characters and malformed bytes become U+FFFD;
 * soft hyphens, and ZWJ, variation selectors and tags inside an emoji, are dropped. Marks
 * (utf8.h, RUNE_MARK) pass.
 */
void sanitise(struct buf *out, struct str s);

/* The same for one line: LF becomes a blank too. */
void sanitise_line(struct buf *out, struct str s);

#endif
