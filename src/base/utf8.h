/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "buf.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Characters ("runes": Unicode scalar values) in UTF-8. Three lengths, three names:
 * `len` counts bytes, `n_runes` characters, `cols` columns of a terminal.
 */
enum {
	UTF8_MAX_BYTES = 4,
	RUNE_NBSP = 0x00A0,
	RUNE_REPLACEMENT = 0xFFFD,
	/*
	 * The k-th `${…}` of a text is stored in it as the character RUNE_MARK + k
	 * (supplementary private use area A); such characters in a source become U+FFFD,
	 * so a mark is always ours.
	 */
	RUNE_MARK = 0xF0000,
	RUNE_MARK_LAST = 0xFFFFD,
};

/*
 * Columns that a character takes on the terminal: 0, 1 or 2; negative when it can't be
 * shown. The one such function is libc's wcwidth, handed in by app: curses asks the same.
 */
typedef int (*rune_width_fn)(uint32_t rune);

/* utf8_decode of what isn't ASCII. */
size_t utf8_decode_long(struct str s, size_t at, uint32_t *ret_rune);

/*
 * The character at byte `at` (at < s.len) and how many bytes it takes, at least 1. A
 * malformed byte gives U+FFFD and 1.
 */
static inline size_t utf8_decode(struct str s, size_t at, uint32_t *ret_rune)
{
	unsigned char byte = (unsigned char)s.ptr[at];
	if (byte < 0x80) {
		*ret_rune = byte;
		return 1;
	}
	return utf8_decode_long(s, at, ret_rune);
}

/* Writes at most UTF8_MAX_BYTES and says how many; not a scalar value: U+FFFD. */
size_t utf8_encode(uint32_t rune, char *ret_bytes);

/* False with the offset of the first malformed byte. */
bool utf8_is_valid(struct str s, size_t *ret_at);

size_t utf8_n_runes(struct str s);

/* Byte offset of the character number `runes` (from 0); s.len when there are fewer. */
size_t utf8_offset(struct str s, size_t runes);

/* `width` of it; printable ASCII is not asked for: it takes one column on any terminal. */
static inline int rune_cols(uint32_t rune, rune_width_fn width)
{
	return rune >= ' ' && rune < 0x7F ? 1 : width(rune);
}

/* Past the printable ASCII that begins at `at`. */
static inline size_t utf8_skip_printable(struct str s, size_t at)
{
	while (at < s.len && s.ptr[at] >= ' ' && s.ptr[at] < 0x7F) {
		at++;
	}
	return at;
}

/* Columns of the whole; characters that can't be shown count 1, as U+FFFD does. */
size_t utf8_cols(struct str s, rune_width_fn width);

/* True where `s` is in NFC (Unicode normalisation form C). */
bool utf8_is_nfc(struct str s);

/* Appends `s` in NFC; malformed bytes become U+FFFD first. */
void utf8_add_nfc(struct buf *b, struct str s);

/*
 * Appends `s` folded for comparing words that a person types: lower case, no accents,
 * œ as oe, æ as ae, ’ as ', `_` as `-`. "Étapes" and "etapes" fold to the same bytes.
 */
void utf8_add_folded(struct buf *b, struct str s);

/* True where both fold to the same bytes. */
bool utf8_folds_alike(struct str a, struct str b);

/*
 * Damerau-Levenshtein distance (optimal string alignment) between two words, in
 * characters, for "vouliez-vous …". Words over 64 characters are as far as can be.
 */
size_t utf8_distance(struct str a, struct str b);

/* True for any space that people type or paste, no-break ones too, a tab and a line's end. */
bool rune_is_blank(uint32_t rune);

/*
 * True for what has no width and no business of its own in a text: direction, joiners, styles,
 * tags. What acts (control characters, line separators) isn't one.
 */
bool rune_is_hidden(uint32_t rune);

/* What a control character, or one that would end a line, is shown as; any other: itself. */
uint32_t rune_picture(uint32_t rune);

/* True for a letter of any script. */
bool rune_is_letter(uint32_t rune);

#endif
