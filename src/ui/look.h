/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_LOOK_H
#define UI_LOOK_H

#include "frame.h"
#include "settings.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * How a role looks: colours of the fixed part of the 256 palette (16–255, the same on every
 * terminal, so that their contrast can be measured), and attributes. Attributes are the same
 * in every look: what a cell is can be told without seeing any colour.
 */
enum look {
	LOOK_MONO, /* no colour: the terminal's own, with bold, reverse and underline */
	LOOK_DARK,
	LOOK_LIGHT,
	LOOK_PROJECTOR, /* black on a white page: an old lamp leaves nothing else */
	LOOK_PROJECTOR_DARK,
	LOOK_COUNT,
};

enum look_attribute {
	LOOK_BOLD = 1 << 0,
	LOOK_REVERSE = 1 << 1, /* ink and page change places */
	LOOK_UNDERLINE = 1 << 2,
	LOOK_ALL_ATTRIBUTES = LOOK_BOLD | LOOK_REVERSE | LOOK_UNDERLINE,
};

/* In LOOK_MONO both colours are 0: none. */
struct paint {
	uint8_t ink, page;
	uint8_t attributes; /* enum look_attribute */
};

/* `has_colours`: the terminal has 256 of them and the walker wants some. */
enum look look_choose(const struct settings *s, bool projects, bool has_colours);

/* `style`: of the cell (enum cell_style). */
struct paint look_paint(enum look look, enum role role, unsigned style);

/* 0xRRGGBB of a colour from 16 to 255. */
uint32_t look_rgb(uint8_t colour);

#endif
