/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_WALKING_H
#define APP_WALKING_H

#include "comfort.h"
#include "levels.h"
#include "screens.h"
#include "status.h"

#include <stdbool.h>

struct walking_setup {
	struct levels_setup levels;
	struct comfort comfort;
	/* `settings`, `keep` and `keep_ctx` are filled by walking_run. */
	struct screens_setup screens;
	bool plain; /* --texte, ACCESSIBLE, or no terminal at one end */
};

/*
 * Walks to the end, on the screens or in plain mode, whichever fits, and from one to the other
 * as the walker likes.
 */
enum status walking_run(const struct walking_setup *setup);

#endif
