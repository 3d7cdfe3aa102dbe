/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_KEY_H
#define UI_KEY_H

#include "str.h"

#include <stdint.h>

/*
 * What comes in, one at a time: keys as term decodes them, a size, the passing of time. An
 * arrow is an arrow whatever the terminal sends for it.
 */
enum key_kind {
	KEY_NOTHING, /* an unknown sequence */
	KEY_RUNE,    /* a character: `rune` */
	KEY_CTRL,    /* Ctrl with a letter: `rune` is 'a' … 'z' */
	KEY_ENTER,
	KEY_ESCAPE,
	KEY_TAB,
	KEY_BACKTAB,
	KEY_BACKSPACE,
	KEY_DELETE,
	KEY_INSERT,
	KEY_UP,
	KEY_DOWN,
	KEY_LEFT,
	KEY_RIGHT,
	KEY_WORD_LEFT, /* Ctrl or Alt with an arrow */
	KEY_WORD_RIGHT,
	KEY_HOME,
	KEY_END,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_FUNCTION, /* `rune` is 1 … 12 */
	KEY_CLICK,    /* at `row`, `col`, from 0 */
	KEY_WHEEL_UP,
	KEY_WHEEL_DOWN,
	KEY_PASTE,  /* `text`, lent: taken literally, line ends as LF */
	KEY_RESIZE, /* the terminal has `row` rows and `col` columns now */
	KEY_TICK,   /* time has passed: see ui_tick_ms */
	KEY_ALT,    /* Alt with a character: `rune`; 0: with Enter, Tab or Backspace */
};

struct key {
	enum key_kind kind;
	uint32_t rune;
	uint32_t row, col;
	struct str text;
};

#endif
