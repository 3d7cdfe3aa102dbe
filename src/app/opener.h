/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_OPENER_H
#define APP_OPENER_H

#include "str.h"

#include <stdbool.h>

/*
 * What the desktop opens an address with: a program of its own, run detached, without a shell,
 * away from our terminal.
 */
struct opener {
	const char *path;    /* $PATH */
	const char *display; /* $WAYLAND_DISPLAY, or $DISPLAY: without one, xdg-open
	                        would start a browser in our terminal */
};

/* There is one here. */
bool opener_is_there(const struct opener *o);

/* True for http and https, in visible ASCII, not absurdly long. Nothing else is opened. */
bool opener_takes(struct str address);

/* False where it takes no such address, or nothing can be run. */
bool opener_open(const struct opener *o, struct str address);

#endif
