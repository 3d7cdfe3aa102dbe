/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_REFUSAL_H
#define UI_REFUSAL_H

#include "arena.h"
#include "scene.h"
#include "str.h"
#include "visit.h"
#include "walk.h"

/*
 * Why an answer to what is expected now can't be, in a sentence that says what would be; the
 * same for plain mode and screens. Empty for what each says in its own words: what isn't an
 * answer at all (OUTCOME_UNANSWERED, _NO_CHOICE, _MALFORMED), or leads nowhere. `greyed`: the
 * row that was meant, or NULL.
 */
struct str refusal_of(struct arena *arena, struct visit *v, enum outcome why,
                      const struct scene_row *greyed);

/* By how much a text is too long for its field; empty: its author says it, or it is no text. */
struct str refusal_too_long(struct arena *arena, const struct field *f, struct str typed);

/* What the field at hand wants: « Il faut une date, comme 12/03/2027. » */
const char *refusal_wanted(const struct field *f);

#endif
