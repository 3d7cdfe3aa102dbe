/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass over the characters. The invariant: nothing that comes out can move a cursor,
 * start a terminal sequence, turn the direction of writing or hide; and cleaning what is
 * clean changes nothing.
 */
#include "sanitise.h"

#include "utf8.h"

#include <unictype.h>

enum {
	RUNE_DEL = 0x7F,
	RUNE_C1_LAST = 0x9F,
	RUNE_SOFT_HYPHEN = 0xAD,
	RUNE_ZWJ = 0x200D,
	RUNE_LINE_SEPARATOR = 0x2028,
	RUNE_PARAGRAPH_SEPARATOR = 0x2029,
	RUNE_PICTURE = 0x2400, /* ␀, the picture of a control character */
	RUNE_PICTURE_DEL = 0x2421,
	RUNE_VS15 = 0xFE0E,
	RUNE_VS16 = 0xFE0F,
	RUNE_TAG_SPACE = 0xE0020,
	RUNE_TAG_END = 0xE007F,
};

struct rune_range {
	uint32_t first, last;
};

/* What has no width and no business of its own in a text, in order. */
static const struct rune_range hidden[] = {
	{0x061C, 0x061C},   /* Arabic letter mark */
	{0x180E, 0x180E},   /* Mongolian vowel separator */
	{0x200B, 0x200F},   /* zero-width space, joiners, direction marks */
	{0x202A, 0x202E},   /* bidi embeddings and overrides */
	{0x2060, 0x206F},   /* word joiner, invisible operators, bidi isolates */
	{0xFE0E, 0xFE0F},   /* text and emoji style */
	{0xFEFF, 0xFEFF},   /* byte order mark */
	{0xFFF9, 0xFFFB},   /* interlinear annotations */
	{0x1D173, 0x1D17A}, /* musical beams and slurs */
	{0xE0000, 0xE007F}, /* tags */
};

struct cleaner {
	struct buf *out;
	struct str s;
	char newline;
	uint32_t base; /* the last character that was kept; 0: none */
};

static bool is_hidden(uint32_t rune)
{
	for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
		if (rune <= hidden[i].last) {
			return rune >= hidden[i].first;
		}
	}
	return false;
}

/* Digits are emoji to Unicode, as the base of keycaps; they are no pictures. */
static bool is_pictograph(uint32_t rune)
{
	return rune > RUNE_DEL && uc_is_property_emoji(rune);
}

/* True where the hidden `rune`, which ends at `after`, only dresses an emoji. */
static bool is_part_of_emoji(const struct cleaner *c, uint32_t rune, size_t after)
{
	if (rune == RUNE_VS15 || rune == RUNE_VS16) {
		return uc_is_property_emoji(c->base);
	}
	if (rune >= RUNE_TAG_SPACE && rune <= RUNE_TAG_END) {
		return is_pictograph(c->base);
	}
	uint32_t next = 0;
	if (rune == RUNE_ZWJ && after < c->s.len) {
		(void)utf8_decode(c->s, after, &next);
	}
	return next != 0 && is_pictograph(c->base) && is_pictograph(next);
}

static void keep(struct cleaner *c, uint32_t rune)
{
	buf_add_rune(c->out, rune);
	c->base = rune;
}

static void clean_c0(struct cleaner *c, uint32_t rune, size_t after)
{
	bool before_lf = after < c->s.len && c->s.ptr[after] == '\n';
	if (rune == '\r' && before_lf) {
		return;
	}
	if (rune == '\n') {
		keep(c, (uint32_t)c->newline);
	} else if (rune == '\t') {
		keep(c, ' ');
	} else {
		keep(c, RUNE_PICTURE + rune);
	}
}

static void clean_rune(struct cleaner *c, uint32_t rune, size_t after)
{
	if (rune < ' ') {
		clean_c0(c, rune, after);
	} else if (rune == RUNE_DEL) {
		keep(c, RUNE_PICTURE_DEL);
	} else if (rune > RUNE_DEL && rune <= RUNE_C1_LAST) {
		keep(c, RUNE_REPLACEMENT);
	} else if (rune == RUNE_LINE_SEPARATOR || rune == RUNE_PARAGRAPH_SEPARATOR) {
		keep(c, (uint32_t)c->newline);
	} else if (is_hidden(rune)) {
		if (!is_part_of_emoji(c, rune, after)) {
			keep(c, RUNE_REPLACEMENT);
		}
	} else if (rune != RUNE_SOFT_HYPHEN) {
		keep(c, rune);
	}
}

/* How many bytes of plain printable ASCII begin at `at`: most of any text. */
static size_t n_plain(struct str s, size_t at)
{
	size_t end = at;
	while (end < s.len && s.ptr[end] >= ' ' && s.ptr[end] < RUNE_DEL) {
		end++;
	}
	return end - at;
}

static void clean(struct cleaner *c)
{
	for (size_t at = 0; at < c->s.len;) {
		size_t len = n_plain(c->s, at);
		if (len > 0) {
			buf_add(c->out, str_slice(c->s, at, len));
			at += len;
			c->base = (unsigned char)c->s.ptr[at - 1];
			continue;
		}
		uint32_t rune;
		at += utf8_decode(c->s, at, &rune);
		clean_rune(c, rune, at);
	}
}

void sanitise(struct buf *out, struct str s)
{
	clean(&(struct cleaner){.out = out, .s = s, .newline = '\n'});
}

void sanitise_line(struct buf *out, struct str s)
{
	clean(&(struct cleaner){.out = out, .s = s, .newline = ' '});
}
