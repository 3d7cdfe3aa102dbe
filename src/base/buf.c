/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Growth by doubling; one byte beyond the content is always kept for the NUL. */
#include "buf.h"

#include "mem.h"
#include "utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

void buf_finish(struct buf *b)
{
	mem_free(b->ptr);
	*b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
	buf_cut(b, 0);
}

void buf_cut(struct buf *b, size_t len)
{
	assert(len <= b->len);
	b->len = len;
	if (b->ptr != NULL) {
		b->ptr[len] = '\0';
	}
}

void buf_reserve(struct buf *b, size_t bytes)
{
	if (bytes < b->cap - b->len) {
		return;
	}
	if (bytes >= SIZE_MAX / 2 - b->len) {
		mem_exhausted();
	}
	size_t cap = b->cap < 64 ? 64 : b->cap;
	while (cap - b->len <= bytes) {
		cap *= 2;
	}
	b->ptr = mem_resize(b->ptr, cap, 1);
	b->cap = cap;
	b->ptr[b->len] = '\0';
}

void buf_add(struct buf *b, struct str s)
{
	buf_reserve(b, s.len);
	if (s.len > 0) {
		memcpy(b->ptr + b->len, s.ptr, s.len);
	}
	b->len += s.len;
	b->ptr[b->len] = '\0';
}

void buf_addc(struct buf *b, char c)
{
	buf_add(b, (struct str){&c, 1});
}

void buf_add_rune(struct buf *b, uint32_t rune)
{
	char bytes[UTF8_MAX_BYTES];
	size_t len = utf8_encode(rune, bytes);
	buf_add(b, (struct str){bytes, len});
}

enum {
	FIRST_TRY_BYTES = 128,
};

void buf_addv(struct buf *b, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	buf_reserve(b, FIRST_TRY_BYTES);
	int len = vsnprintf(b->ptr + b->len, FIRST_TRY_BYTES, format, args);
	if (len >= FIRST_TRY_BYTES) {
		buf_reserve(b, (size_t)len);
		len = vsnprintf(b->ptr + b->len, (size_t)len + 1, format, again);
	}
	if (len > 0) {
		b->len += (size_t)len;
	}
	b->ptr[b->len] = '\0';
	va_end(again);
}

void buf_addf(struct buf *b, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	buf_addv(b, format, args);
	va_end(args);
}

struct str buf_str(const struct buf *b)
{
	return (struct str){b->ptr, b->len};
}
