/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_UNSENT_H
#define UI_UNSENT_H

#include "journey.h"
#include "moves.h"
#include "str.h"
#include "walk.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * What is typed in a field and not given yet: `brouillon` lines alone, of which nothing but
 * the field itself ever makes anything, so that it is there again when one comes back to it,
 * also after a machine that stopped. Giving the answer, or leaving it open, empties it, unless
 * it says the same.
 */

/*
 * `field`: a number of the step's fields, or INDEX_NONE: a guess, a line of a harvest. `given`:
 * the answer that it has, or NULL; a text that says the same is none.
 */
struct str unsent_text(struct walk *w, const struct step *s, uint32_t field,
                       const struct answer *given);

/* It becomes this: one event, none where it is so already. */
void unsent_keep(struct walk *w, struct moves *m, const struct step *s, uint32_t field,
                 struct str text);

/* True where a note's `quoi` is such a thing: no note for anyone to read. */
bool unsent_is(struct str what);

#endif
