/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Borrowed bytes, usually UTF-8. Not NUL-ended unless its maker says so. {0} is empty. */
struct str {
	const char *ptr;
	size_t len;
};

/* A literal as a str. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, ((s).ptr != NULL ? (s).ptr : "")

/* Lends `s`, which may be NULL (then empty). */
struct str str_from(const char *s);

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* As memcmp, the shorter first when one starts the other. */
int str_cmp(struct str a, struct str b);

bool str_starts(struct str s, struct str head);
bool str_ends(struct str s, struct str tail);

/* Byte offset of the first `needle` at or after `from`; SIZE_MAX where there is none. */
size_t str_find(struct str s, struct str needle, size_t from);

/* Clamped to what is there. */
struct str str_slice(struct str s, size_t from, size_t len);

/* Without ASCII blanks (space, tab, CR, LF) at both ends. */
struct str str_trim(struct str s);

/* How often the byte is in it. */
size_t str_count(struct str s, char c);

/* Takes the next line off *rest, without its LF or CRLF. False when nothing is left. */
bool str_next_line(struct str *rest, struct str *ret_line);

/* FNV-1a, 64 bits (Fowler, Noll, Vo; offset basis 0xcbf29ce484222325). */
uint64_t str_hash(struct str s);

/* One more piece on a running FNV-1a; begin with STR_HASH_BEGIN. */
#define STR_HASH_BEGIN UINT64_C(0xcbf29ce484222325)
uint64_t str_hash_more(uint64_t hash, struct str s);

#endif
