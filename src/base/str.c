/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Borrowed slices: nothing here allocates, and every bound is checked against len. */
#include "str.h"

#include <string.h>

struct str str_from(const char *s)
{
	return (struct str){s, s != NULL ? strlen(s) : 0};
}

int str_cmp(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared == 0 ? 0 : memcmp(a.ptr, b.ptr, shared);
	if (order != 0) {
		return order;
	}
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str head)
{
	return s.len >= head.len && str_eq(str_slice(s, 0, head.len), head);
}

bool str_ends(struct str s, struct str tail)
{
	return s.len >= tail.len && str_eq(str_slice(s, s.len - tail.len, tail.len), tail);
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	if (needle.len == 0) {
		return from <= s.len ? from : SIZE_MAX;
	}
	while (from < s.len && s.len - from >= needle.len) {
		size_t room = s.len - from - needle.len + 1;
		const char *hit = memchr(s.ptr + from, needle.ptr[0], room);
		if (hit == NULL) {
			return SIZE_MAX;
		}
		if (memcmp(hit, needle.ptr, needle.len) == 0) {
			return (size_t)(hit - s.ptr);
		}
		from = (size_t)(hit - s.ptr) + 1;
	}
	return SIZE_MAX;
}

struct str str_slice(struct str s, size_t from, size_t len)
{
	if (from >= s.len) {
		return (struct str){s.ptr != NULL ? s.ptr + s.len : NULL, 0};
	}
	size_t room = s.len - from;
	return (struct str){s.ptr + from, len < room ? len : room};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
	while (s.len > 0 && is_blank(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len > 0 && is_blank(s.ptr[s.len - 1])) {
		s.len--;
	}
	return s;
}

enum {
	COUNT_BYTES = 128, /* as many as a byte can count, and a compiler takes in vectors */
};

size_t str_count(struct str s, char c)
{
	size_t n = 0;
	for (size_t at = 0; at < s.len; at += COUNT_BYTES) {
		size_t len = s.len - at < COUNT_BYTES ? s.len - at : COUNT_BYTES;
		const char *chunk = s.ptr + at;
		unsigned char n_here = 0;
		for (size_t i = 0; i < len; i++) {
			n_here = (unsigned char)(n_here + (chunk[i] == c));
		}
		n += n_here;
	}
	return n;
}

bool str_next_line(struct str *rest, struct str *ret_line)
{
	if (rest->len == 0) {
		return false;
	}
	size_t end = str_find(*rest, STR("\n"), 0);
	size_t next = end == SIZE_MAX ? rest->len : end + 1;
	size_t len = end == SIZE_MAX ? rest->len : end;
	if (len > 0 && rest->ptr[len - 1] == '\r') {
		len--;
	}
	*ret_line = str_slice(*rest, 0, len);
	*rest = str_slice(*rest, next, rest->len);
	return true;
}

uint64_t str_hash(struct str s)
{
	return str_hash_more(STR_HASH_BEGIN, s);
}

uint64_t str_hash_more(uint64_t hash, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		hash = (hash ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	}
	return hash;
}
