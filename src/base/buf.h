/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "str.h"

#include <stdarg.h>
#include <stdint.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(nth, first) __attribute__((format(printf, nth, first)))
#else
#define PRINTF_LIKE(nth, first)
#endif

/*
 * Owned bytes that grow. Once something was added, ptr[len] is NUL. A zeroed buf is a
 * valid empty one, whose ptr is NULL.
 */
struct buf {
	char *ptr;
	size_t len, cap;
};

void buf_finish(struct buf *b);

/* Keeps the memory. */
void buf_clear(struct buf *b);

/* Shortens to `len`, which is at most what is there. */
void buf_cut(struct buf *b, size_t len);

void buf_add(struct buf *b, struct str s);
void buf_addc(struct buf *b, char c);

/* The character in UTF-8; one that isn't a scalar value becomes U+FFFD. */
void buf_add_rune(struct buf *b, uint32_t rune);

void buf_addf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_addv(struct buf *b, const char *format, va_list args) PRINTF_LIKE(2, 0);

/* Room for `bytes` more; the caller writes them at ptr + len and raises len. */
void buf_reserve(struct buf *b, size_t bytes);

/* Lent; good until the next change. */
struct str buf_str(const struct buf *b);

#endif
