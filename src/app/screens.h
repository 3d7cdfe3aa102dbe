/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_SCREENS_H
#define APP_SCREENS_H

#include "levels.h"
#include "opener.h"
#include "settings.h"
#include "terminal.h"

#include <stdbool.h>

struct screens_setup {
	const char *terminal; /* $TERM */
	const char *trace;    /* $SAFARI_TRACE, or NULL */
	struct opener opener;
	bool utf8;                 /* the charset is */
	bool no_colours;           /* NO_COLOR, --sans-couleur */
	bool projects;             /* --projection */
	struct settings *settings; /* changed by the walker */
	/* Keeps them on the disk. False with a sentence in `reason`. */
	bool (*keep)(void *ctx, const struct settings *settings, struct buf *reason);
	void *keep_ctx;
};

enum screens_end {
	SCREENS_LEFT,
	SCREENS_SWITCHED, /* on to plain mode, on the same step */
	SCREENS_KILLED,   /* *ret_signal ends the program */
	SCREENS_UNUSABLE, /* nothing was shown; *ret_outcome says why */
};

/* Walks on the screens between the standard input and the standard output, both terminals. */
enum screens_end screens_run(struct levels *l, const struct screens_setup *setup, int *ret_signal,
                             enum terminal_outcome *ret_outcome);

#endif
