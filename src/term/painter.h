/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TERM_PAINTER_H
#define TERM_PAINTER_H

#include "frame.h"
#include "look.h"

#include <curses.h>
#include <stdbool.h>
#include <stdint.h>

/* From frames to curses' cells; terminal.h is what others see of it. */
enum {
	PAINTER_N_STYLES = (CELL_BOLD | CELL_UNDERLINED) + 1,
};

struct painter {
	bool utf8, has_colours, is_direct; /* `is_direct`: colours by value, not by number */
	bool colours_begun;
	bool hides_cursor;
	enum look look;
	struct paint paints[ROLE_COUNT][PAINTER_N_STYLES]; /* what the look makes of them */
	struct paint pairs[ROLE_COUNT];                    /* curses' pair n + 1 */
	short n_pairs, pair_of[ROLE_COUNT];
	struct frame last; /* what curses was given */
	bool known;        /* … is on its screen */
	cchar_t *row;      /* room for one */
	uint32_t n_row;
};

/* Curses has begun. `utf8` false: nothing but ASCII goes out. */
void painter_begin(struct painter *p, bool utf8, uint32_t n_colours);
void painter_finish(struct painter *p);

/* Lasts from frame to frame; what was so already costs nothing. */
void painter_set_look(struct painter *p, enum look look);

/* Only what differs from the last frame is sent. */
void painter_paint(struct painter *p, const struct frame *f);

/* Nothing on the screen is known to be as it was: the next frame is sent whole. */
void painter_forget(struct painter *p);

#endif
