/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_DUE_H
#define UI_DUE_H

#include "arena.h"
#include "french.h"
#include "str.h"
#include "walk.h"

/*
 * What the walk set itself a date for, by `rappel`, once that date is over and until it was
 * asked: the step that asks, and its title. False where there is nothing.
 */
bool due_find(struct arena *arena, struct walk *w, struct date today, step_id *ret_step,
              struct str *ret_title);

#endif
