/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_SINCE_H
#define APP_SINCE_H

#include "journeys.h"
#include "str.h"

#include <stdbool.h>

/*
 * safari verifier --depuis ANCIEN: carnets of the old journey, folded on the new one, and what
 * became of them, on the standard output: where people who had stopped at a step take up
 * again, which answers are put aside. The carnets are those of this computer, and those of
 * walks at random, after each of their moves. False where the two are different journeys, or
 * the version didn't rise; it was said.
 */
bool since_run(const struct journey *old, const struct journey *new, struct str data_folder);

#endif
