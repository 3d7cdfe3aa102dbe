/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEXT_TYPOGRAPHY_H
#define TEXT_TYPOGRAPHY_H

#include "buf.h"
#include "str.h"

#include <stddef.h>

/*
 * French typography: an ordinary space before : ; ? ! » % and after « becomes U+00A0 (one
 * is added inside « » where it lacks); likewise between a number and the word that follows
 * it closely (units, « 20 000 », « 1 h 30 », dates « 4 juillet »), and after « n° », « p. ».
 * Other no-break spaces become U+00A0; ' between letters becomes ’. Never inside an address
 * (http:, https:, mailto:, www.). Doing it twice changes nothing.
 */
void typography_french(struct buf *out, struct str s);

/* `len` bytes at `at` give way to `with`. */
struct typography_edit {
	size_t at, len;
	struct str with;
};

/*
 * The same as changes, for a text whose pieces have owners: calls `edit` for each, from
 * the first to the last, which never overlap.
 */
void typography_edits(struct str s, void (*edit)(void *ctx, struct typography_edit edit),
                      void *ctx);

#endif
