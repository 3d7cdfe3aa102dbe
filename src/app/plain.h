/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_PLAIN_H
#define APP_PLAIN_H

#include "levels.h"

#include <stdbool.h>

/*
 * Walks in plain mode between the standard input and the standard output. True: the walker
 * goes on with the other face, which `has_screens` says there is. A signal that is to end the
 * program ends the walk as the end of the input does, and is *ret_signal; else 0.
 */
bool plain_run(struct levels *l, bool has_screens, int *ret_signal);

#endif
