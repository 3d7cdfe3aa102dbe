/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decoding follows table 3-7 of the Unicode standard (no overlong forms, no surrogates,
 * nothing above U+10FFFF). What needs Unicode's data is libunistring's.
 */
#include "utf8.h"

#include "mem.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

static bool is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

size_t utf8_decode_long(struct str s, size_t at, uint32_t *ret_rune)
{
	const unsigned char *p = (const unsigned char *)s.ptr + at;
	size_t room = s.len - at;
	if (p[0] >= 0xC2 && p[0] <= 0xDF && room >= 2 && is_tail(p[1])) {
		*ret_rune = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
		return 2;
	}
	if ((p[0] & 0xF0) == 0xE0 && room >= 3 && is_tail(p[1]) && is_tail(p[2])) {
		uint32_t rune = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
		                (p[2] & 0x3F);
		if (rune >= 0x800 && (rune < 0xD800 || rune > 0xDFFF)) {
			*ret_rune = rune;
			return 3;
		}
	}
	if ((p[0] & 0xF8) == 0xF0 && room >= 4 && is_tail(p[1]) && is_tail(p[2]) && is_tail(p[3])) {
		uint32_t rune = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
		                (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
		if (rune >= 0x10000 && rune <= 0x10FFFF) {
			*ret_rune = rune;
			return 4;
		}
	}
	*ret_rune = RUNE_REPLACEMENT;
	return 1;
}

size_t utf8_encode(uint32_t rune, char *ret_bytes)
{
	if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF)) {
		rune = RUNE_REPLACEMENT;
	}
	if (rune < 0x80) {
		ret_bytes[0] = (char)rune;
		return 1;
	}
	if (rune < 0x800) {
		ret_bytes[0] = (char)(0xC0 | rune >> 6);
		ret_bytes[1] = (char)(0x80 | (rune & 0x3F));
		return 2;
	}
	if (rune < 0x10000) {
		ret_bytes[0] = (char)(0xE0 | rune >> 12);
		ret_bytes[1] = (char)(0x80 | (rune >> 6 & 0x3F));
		ret_bytes[2] = (char)(0x80 | (rune & 0x3F));
		return 3;
	}
	ret_bytes[0] = (char)(0xF0 | rune >> 18);
	ret_bytes[1] = (char)(0x80 | (rune >> 12 & 0x3F));
	ret_bytes[2] = (char)(0x80 | (rune >> 6 & 0x3F));
	ret_bytes[3] = (char)(0x80 | (rune & 0x3F));
	return 4;
}

/* Past the plain ASCII that begins at `at`, eight bytes at a time: most of any file. */
static size_t skip_ascii(struct str s, size_t at)
{
	uint64_t word;
	for (; s.len - at >= sizeof word; at += sizeof word) {
		memcpy(&word, s.ptr + at, sizeof word);
		if ((word & UINT64_C(0x8080808080808080)) != 0) {
			break;
		}
	}
	return at;
}

bool utf8_is_valid(struct str s, size_t *ret_at)
{
	size_t at = 0;
	while (at < s.len) {
		at = skip_ascii(s, at);
		if (at == s.len) {
			break;
		}
		uint32_t rune;
		size_t len = utf8_decode(s, at, &rune);
		if (len == 1 && rune == RUNE_REPLACEMENT) {
			*ret_at = at;
			return false;
		}
		at += len;
	}
	return true;
}

size_t utf8_n_runes(struct str s)
{
	size_t n = 0;
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		size_t end = skip_ascii(s, at);
		n += end - at;
		at = end;
		if (at < s.len) {
			at += utf8_decode(s, at, &rune);
			n++;
		}
	}
	return n;
}

size_t utf8_offset(struct str s, size_t runes)
{
	size_t at = 0;
	uint32_t rune;
	for (; at < s.len && runes > 0; runes--) {
		at += utf8_decode(s, at, &rune);
	}
	return at;
}

size_t utf8_cols(struct str s, rune_width_fn width)
{
	size_t cols = 0;
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		size_t end = utf8_skip_printable(s, at);
		cols += end - at;
		at = end;
		if (at < s.len) {
			at += utf8_decode(s, at, &rune);
			int w = width(rune);
			cols += w < 0 ? 1 : (size_t)w;
		}
	}
	return cols;
}

bool utf8_is_nfc(struct str s)
{
	/* Below U+0300, where combining marks begin, every character is its own NFC. */
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		rune = (unsigned char)s.ptr[at];
		at += rune < 0x80 ? 1 : utf8_decode(s, at, &rune);
		if (rune >= 0x300) {
			struct buf nfc = {0};
			utf8_add_nfc(&nfc, s);
			bool same = str_eq(buf_str(&nfc), s);
			buf_finish(&nfc);
			return same;
		}
	}
	return true;
}

static void add_valid(struct buf *b, struct str s)
{
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(s, at, &rune);
		buf_add_rune(b, rune);
	}
}

void utf8_add_nfc(struct buf *b, struct str s)
{
	struct buf valid = {0};
	add_valid(&valid, s);
	size_t len = 0;
	if (valid.len > 0) {
		uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)valid.ptr, valid.len,
		                            NULL, &len);
		if (nfc == NULL) {
			mem_exhausted(); // what is well-formed has nothing else to fail by
		}
		buf_add(b, (struct str){(const char *)nfc, len});
		mem_free(nfc);
	}
	buf_finish(&valid);
}

static void add_folded_rune(struct buf *b, uint32_t rune)
{
	if (rune < 0x80) {
		char c = (char)rune;
		if (c >= 'A' && c <= 'Z') {
			c = (char)(c - 'A' + 'a');
		}
		buf_addc(b, c == '_' ? '-' : c);
		return;
	}
	rune = uc_tolower(rune);
	switch (rune) {
	case 0x153: /* œ */
		buf_add(b, STR("oe"));
		return;
	case 0xE6: /* æ */
		buf_add(b, STR("ae"));
		return;
	case 0x2019: /* ’ */
		buf_addc(b, '\'');
		return;
	}
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	bool is_hangul = rune >= 0xAC00 && rune <= 0xD7A3; // whose parts are letters, no accents
	while (!is_hangul && uc_canonical_decomposition(rune, parts) > 0) {
		rune = parts[0];
	}
	if (!uc_is_general_category(rune, UC_NON_SPACING_MARK)) {
		buf_add_rune(b, rune);
	}
}

void utf8_add_folded(struct buf *b, struct str s)
{
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(s, at, &rune);
		add_folded_rune(b, rune);
	}
}

bool utf8_folds_alike(struct str a, struct str b)
{
	struct buf folded_a = {0}, folded_b = {0};
	utf8_add_folded(&folded_a, a);
	utf8_add_folded(&folded_b, b);
	bool alike = str_eq(buf_str(&folded_a), buf_str(&folded_b));
	buf_finish(&folded_b);
	buf_finish(&folded_a);
	return alike;
}

enum {
	DISTANCE_MAX_RUNES = 64,
};

/* SIZE_MAX where there are too many. */
static size_t decode_short(struct str s, uint32_t *ret_runes)
{
	size_t n = 0;
	for (size_t at = 0; at < s.len; n++) {
		if (n == DISTANCE_MAX_RUNES) {
			return SIZE_MAX;
		}
		at += utf8_decode(s, at, &ret_runes[n]);
	}
	return n;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t utf8_distance(struct str a, struct str b)
{
	uint32_t x[DISTANCE_MAX_RUNES], y[DISTANCE_MAX_RUNES];
	size_t n_x = decode_short(a, x), n_y = decode_short(b, y);
	if (n_x == SIZE_MAX || n_y == SIZE_MAX) {
		return SIZE_MAX;
	}
	size_t rows[3][DISTANCE_MAX_RUNES + 1];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t j = 0; j <= n_y; j++) {
		before[j] = last[j] = j;
	}
	for (size_t i = 1; i <= n_x; i++) {
		row[0] = i;
		for (size_t j = 1; j <= n_y; j++) {
			row[j] = least(least(last[j] + 1, row[j - 1] + 1),
			               last[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) {
				row[j] = least(row[j], before[j - 2] + 1);
			}
		}
		size_t *free_row = before;
		before = last;
		last = row;
		row = free_row;
	}
	return last[n_y];
}

bool rune_is_letter(uint32_t rune)
{
	if (rune < 0x80) {
		return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z');
	}
	return uc_is_general_category(rune, UC_LETTER);
}

bool rune_is_hidden(uint32_t rune)
{
	/* In order. */
	static const struct {
		uint32_t first, last;
	} hidden[] = {
		{0x034F, 0x034F},   /* combining grapheme joiner */
		{0x061C, 0x061C},   /* Arabic letter mark */
		{0x180E, 0x180E},   /* Mongolian vowel separator */
		{0x200B, 0x200F},   /* zero-width space, joiners, direction marks */
		{0x202A, 0x202E},   /* bidi embeddings and overrides */
		{0x2060, 0x206F},   /* word joiner, invisible operators, bidi isolates */
		{0xFE00, 0xFE0F},   /* variations; the last two: text and emoji style */
		{0xFEFF, 0xFEFF},   /* byte order mark */
		{0xFFF9, 0xFFFB},   /* interlinear annotations */
		{0x1D173, 0x1D17A}, /* musical beams and slurs */
		{0xE0000, 0xE007F}, /* tags */
		{0xE0100, 0xE01EF}, /* more variations */
	};

	for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
		if (rune <= hidden[i].last) {
			return rune >= hidden[i].first;
		}
	}
	return false;
}

uint32_t rune_picture(uint32_t rune)
{
	enum {
		RUNE_DEL = 0x7F,
		RUNE_C1_LAST = 0x9F,
		RUNE_LINE_SEPARATOR = 0x2028,
		RUNE_PARAGRAPH_SEPARATOR = 0x2029,
		RUNE_PICTURE = 0x2400, /* ␀, the picture of a control character */
		RUNE_PICTURE_DEL = 0x2421,
	};

	if (rune < ' ') {
		return RUNE_PICTURE + rune;
	}
	if (rune == RUNE_DEL) {
		return RUNE_PICTURE_DEL;
	}
	bool acts = (rune > RUNE_DEL && rune <= RUNE_C1_LAST) || rune == RUNE_LINE_SEPARATOR ||
	            rune == RUNE_PARAGRAPH_SEPARATOR;
	return acts ? RUNE_REPLACEMENT : rune;
}

bool rune_is_blank(uint32_t rune)
{
	enum {
		RUNE_EN_QUAD = 0x2000, /* the first of the typographer's spaces */
		RUNE_HAIR_SPACE = 0x200A,
		RUNE_NARROW_NBSP = 0x202F,
		RUNE_MATHEMATICAL_SPACE = 0x205F,
		RUNE_IDEOGRAPHIC_SPACE = 0x3000,
	};

	return rune == ' ' || rune == '\t' || rune == '\n' || rune == '\r' || rune == RUNE_NBSP ||
	       (rune >= RUNE_EN_QUAD && rune <= RUNE_HAIR_SPACE) || rune == RUNE_NARROW_NBSP ||
	       rune == RUNE_MATHEMATICAL_SPACE || rune == RUNE_IDEOGRAPHIC_SPACE;
}
