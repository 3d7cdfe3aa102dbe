/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SETTINGS_H
#define UI_SETTINGS_H

#include <stdbool.h>

enum theme {
	THEME_AUTO, /* dark, on the terminals that we can't ask */
	THEME_DARK,
	THEME_LIGHT,
	THEME_MONO, /* bold, reverse, underline alone */
	THEME_COUNT,
};

/* « Mon confort ». Zeroed: as the program comes. */
struct settings {
	enum theme theme;
	bool plain;        /* begin in plain mode */
	bool no_mouse;     /* leave the mouse to the terminal */
	bool ascii;        /* no lines, blocks or dots beyond ASCII */
	bool large;        /* fewer words a line, more space */
	bool dark_project; /* the projector look in white on black */
};

#endif
