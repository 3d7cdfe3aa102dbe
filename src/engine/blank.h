/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_BLANK_H
#define ENGINE_BLANK_H

#include "arena.h"
#include "event.h"
#include "journey.h"

/*
 * Takes what a person wrote out of an event, so that it may be shown to others: each letter
 * becomes an x, so that lengths and lines stay. What the journey itself offers stays: steps,
 * choices, items, numbers, dates, yes and no. A text that only looks like one of these, at a
 * step or field that the journey doesn't have, goes. What is made is in the arena.
 */
void event_blank(struct arena *arena, const struct journey *j, struct event *e);

#endif
