/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_BLOCK_FACE_H
#define UI_BLOCK_FACE_H

#include <stddef.h>
#include <stdint.h>

/* A letter as rows of points between `|`: `#` is ink. It may hang below its line. */
struct block_glyph {
	uint32_t rune;
	const char *points;
};

enum block_mark {
	MARK_NONE,
	MARK_ACUTE,
	MARK_GRAVE,
	MARK_CIRCUMFLEX,
	MARK_DIAERESIS,
	MARK_CEDILLA, /* the only one below */
	MARK_COUNT,
};

struct block_face {
	const struct block_glyph *glyphs;
	size_t n;
	uint32_t height; /* of a capital */
	uint32_t above;  /* of what stands over it, with the row between */
	uint32_t below;
	uint32_t blank; /* between two words */
	const char *marks[MARK_COUNT];
};

extern const struct block_face block_tall, block_short;

#endif
