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
	RUNE_SOFT_HYPHEN = 0xAD,
	RUNE_ZWJ = 0x200D,
	RUNE_LINE_SEPARATOR = 0x2028,
	RUNE_PARAGRAPH_SEPARATOR = 0x2029,
	RUNE_VS1 = 0xFE00,
	RUNE_VS15 = 0xFE0E,
	RUNE_VS16 = 0xFE0F,
	RUNE_TAG_SPACE = 0xE0020,
	RUNE_TAG_END = 0xE007F,
	RUNE_VS17 = 0xE0100,
	RUNE_VS256 = 0xE01EF,
};

struct cleaner {
	struct buf *out;
	struct str s;
	char newline;
	uint32_t base; /* the last character that was kept; 0: none */
};

/* Digits are emoji to Unicode, as the base of keycaps; they are no pictures. */
static bool is_pictograph(uint32_t rune)
{
	return rune > RUNE_DEL && uc_is_property_emoji(rune);
}

/* Which of the shapes of a Chinese character is meant: terminals have one. */
static bool is_variation(uint32_t rune)
{
	return (rune >= RUNE_VS1 && rune < RUNE_VS15) || (rune >= RUNE_VS17 && rune <= RUNE_VS256);
}

/* True where the hidden `rune`, which ends at `after`, only dresses what stands before it. */
static bool is_dress(const struct cleaner *c, uint32_t rune, size_t after)
{
	if (rune == RUNE_VS15 || rune == RUNE_VS16) {
		return uc_is_property_emoji(c->base);
	}
	if (is_variation(rune)) {
		return uc_is_property_ideographic(c->base);
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
		keep(c, rune_picture(rune));
	}
}

static void clean_rune(struct cleaner *c, uint32_t rune, size_t after)
{
	if (rune < ' ') {
		clean_c0(c, rune, after);
	} else if (rune == RUNE_LINE_SEPARATOR || rune == RUNE_PARAGRAPH_SEPARATOR) {
		keep(c, (uint32_t)c->newline);
	} else if (rune_is_hidden(rune)) {
		if (!is_dress(c, rune, after)) {
			keep(c, RUNE_REPLACEMENT);
		}
	} else if (rune != RUNE_SOFT_HYPHEN) {
		keep(c, rune_picture(rune));
	}
}

static void clean(struct cleaner *c)
{
	for (size_t at = 0; at < c->s.len;) {
		size_t plain = utf8_skip_printable(c->s, at);
		if (plain > at) {
			buf_add(c->out, str_slice(c->s, at, plain - at));
			at = plain;
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
