/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_PLAIN_H
#define APP_PLAIN_H

#include "journeys.h"
#include "status.h"
#include "str.h"

struct plain_setup {
	const struct journey_places *places;
	struct str journey;     /* a name or a path */
	struct str carnet;      /* opened or begun at once; empty: the start screen */
	struct str data_folder; /* $XDG_DATA_HOME/safari, or empty */
	struct str program;     /* "safari 0.1.0" */
};

/* Walks in plain mode between the standard input and the standard output, to the end. */
enum status plain_run(const struct plain_setup *setup);

#endif
