/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_COMFORT_H
#define APP_COMFORT_H

#include "buf.h"
#include "settings.h"
#include "str.h"

#include <stdbool.h>

/*
 * « Mon confort » on the disk: reglages.yaml in the configuration's folder, keys and words in
 * French, to be read and changed by people too.
 */
struct comfort {
	struct str folder; /* $XDG_CONFIG_HOME/safari; empty: nowhere */
	bool forces_ascii; /* the terminal does, for now: not to be remembered */
};

/*
 * What is kept there. What can't be read is as the program comes; why is said on the standard
 * error, and the journey begins all the same.
 */
void comfort_read(const struct comfort *c, struct settings *ret_settings);

/* Keeps them; lines that this version doesn't know stay. False with a sentence in `reason`. */
bool comfort_keep(const struct comfort *c, const struct settings *s, struct buf *reason);

#endif
