/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The colours of the Safari: sand, ochre and acacia by night and by day, and the navy of the
 * seventeenth goal on the first line. One table; the contrast of every pair of it is a test.
 */
#include "look.h"

#include <assert.h>

enum {
	BLACK = 16,
	WHITE = 231,
	/* By night. */
	EARTH = 234, /* the page */
	CREAM = 230, /* the text */
	SAND = 180,
	STRAW = 144,
	BARK = 101,
	OCHRE = 179,
	AMBER = 215,
	ACACIA = 108, /* the tree's green */
	SHOOT = 114,
	SKY = 110,
	REED = 152,
	EMBER = 209,
	STONE = 245,
	/* By day. */
	PAPER = 230,
	INK = 234,
	SOIL = 94,
	LEAF = 22,
	WELL = 23,
	CLAY = 130,
	BRICK = 124,
	SLATE = 240,
	PEBBLE = 241,
	NAVY = 24, /* of goal 17 */
};

static const uint8_t attributes[ROLE_COUNT] = {
	[ROLE_TITLE] = LOOK_BOLD,
	[ROLE_LINK] = LOOK_UNDERLINE,
	[ROLE_WORD] = LOOK_UNDERLINE,
	[ROLE_FIGURE] = LOOK_BOLD,
	[ROLE_HEADER] = LOOK_REVERSE,
	[ROLE_KEY] = LOOK_BOLD,
	[ROLE_CHOICE] = LOOK_BOLD,
	[ROLE_FOCUS] = LOOK_BOLD | LOOK_REVERSE,
	[ROLE_DONE] = LOOK_UNDERLINE,
	[ROLE_FIELD] = LOOK_UNDERLINE,
	[ROLE_TYPING] = LOOK_BOLD | LOOK_UNDERLINE,
	[ROLE_WELL] = LOOK_BOLD,
	[ROLE_ERROR] = LOOK_BOLD | LOOK_UNDERLINE,
	[ROLE_BANNER] = LOOK_BOLD | LOOK_REVERSE | LOOK_UNDERLINE,
};

/* Ink and page as they are before ROLE_HEADER, FOCUS and BANNER reverse them. */
struct colours {
	uint8_t ink, page;
};

/* What a table leaves out is its text. */
static const struct colours dark[ROLE_COUNT] = {
	[ROLE_TEXT] = {CREAM, EARTH},   [ROLE_TITLE] = {OCHRE, EARTH},
	[ROLE_MUTED] = {STRAW, EARTH},  [ROLE_QUOTE] = {SAND, EARTH},
	[ROLE_STRESS] = {SAND, EARTH},  [ROLE_LINK] = {SKY, EARTH},
	[ROLE_WORD] = {REED, EARTH},    [ROLE_FIGURE] = {AMBER, EARTH},
	[ROLE_RULE] = {BARK, EARTH},    [ROLE_HEADER] = {NAVY, CREAM},
	[ROLE_FOOTER] = {STRAW, EARTH}, [ROLE_KEY] = {OCHRE, EARTH},
	[ROLE_FOCUS] = {OCHRE, EARTH},  [ROLE_GREYED] = {STONE, EARTH},
	[ROLE_DONE] = {ACACIA, EARTH},  [ROLE_WELL] = {SHOOT, EARTH},
	[ROLE_ERROR] = {EMBER, EARTH},  [ROLE_BANNER] = {EMBER, EARTH},
	[ROLE_QR] = {BLACK, WHITE},     [ROLE_BLACK] = {WHITE, BLACK},
};

static const struct colours light[ROLE_COUNT] = {
	[ROLE_TEXT] = {INK, PAPER},     [ROLE_TITLE] = {NAVY, PAPER},
	[ROLE_MUTED] = {SLATE, PAPER},  [ROLE_QUOTE] = {SOIL, PAPER},
	[ROLE_STRESS] = {SOIL, PAPER},  [ROLE_LINK] = {NAVY, PAPER},
	[ROLE_WORD] = {WELL, PAPER},    [ROLE_FIGURE] = {CLAY, PAPER},
	[ROLE_RULE] = {PEBBLE, PAPER},  [ROLE_HEADER] = {NAVY, PAPER},
	[ROLE_FOOTER] = {SLATE, PAPER}, [ROLE_KEY] = {SOIL, PAPER},
	[ROLE_FOCUS] = {NAVY, PAPER},   [ROLE_GREYED] = {PEBBLE, PAPER},
	[ROLE_DONE] = {LEAF, PAPER},    [ROLE_WELL] = {LEAF, PAPER},
	[ROLE_ERROR] = {BRICK, PAPER},  [ROLE_BANNER] = {BRICK, PAPER},
	[ROLE_QR] = {BLACK, WHITE},     [ROLE_BLACK] = {WHITE, BLACK},
};

static const struct colours projector[ROLE_COUNT] = {
	[ROLE_TEXT] = {BLACK, WHITE},
	[ROLE_BLACK] = {WHITE, BLACK},
};

static const struct colours projector_dark[ROLE_COUNT] = {
	[ROLE_TEXT] = {WHITE, BLACK},
	[ROLE_QR] = {BLACK, WHITE},
};

enum look look_choose(const struct settings *s, bool projects, bool has_colours)
{
	static const enum look of_theme[THEME_COUNT] = {
		[THEME_AUTO] = LOOK_DARK,
		[THEME_DARK] = LOOK_DARK,
		[THEME_LIGHT] = LOOK_LIGHT,
		[THEME_MONO] = LOOK_MONO,
	};

	if (!has_colours) {
		return LOOK_MONO;
	}
	if (projects) {
		return s->dark_project ? LOOK_PROJECTOR_DARK : LOOK_PROJECTOR;
	}
	return of_theme[s->theme];
}

static struct colours colours_of(enum look look, enum role role)
{
	static const struct colours *const tables[LOOK_COUNT] = {
		[LOOK_DARK] = dark,
		[LOOK_LIGHT] = light,
		[LOOK_PROJECTOR] = projector,
		[LOOK_PROJECTOR_DARK] = projector_dark,
	};

	const struct colours *table = tables[look];
	if (table == NULL) {
		return (struct colours){0};
	}
	return table[role].ink != 0 ? table[role] : table[ROLE_TEXT];
}

struct paint look_paint(enum look look, enum role role, unsigned style)
{
	assert(look < LOOK_COUNT && role < ROLE_COUNT);
	struct colours c = colours_of(look, role);
	unsigned a = attributes[role];
	a |= (style & CELL_BOLD) != 0 ? LOOK_BOLD : 0U;
	a |= (style & CELL_UNDERLINED) != 0 ? LOOK_UNDERLINE : 0U;
	// Where it has no colour of its own, weight tells it.
	if (role == ROLE_STRESS && (c.ink == 0 || c.ink == colours_of(look, ROLE_TEXT).ink)) {
		a |= LOOK_BOLD;
	}
	// Most terminals without colours are white on black: reversed, a code can be read.
	if (look == LOOK_MONO && role == ROLE_QR) {
		a |= LOOK_REVERSE;
	}
	return (struct paint){c.ink, c.page, (uint8_t)a};
}

uint32_t look_rgb(uint8_t colour)
{
	static const uint8_t levels[] = {0, 95, 135, 175, 215, 255};
	if (colour >= 232) {
		uint32_t grey = 8 + 10 * (uint32_t)(colour - 232);
		return grey << 16 | grey << 8 | grey;
	}
	assert(colour >= 16);
	unsigned n = colour - 16U;
	return (uint32_t)levels[n / 36] << 16 | (uint32_t)levels[n / 6 % 6] << 8 | levels[n % 6];
}
