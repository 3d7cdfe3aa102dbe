/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_CARD_H
#define UI_CARD_H

#include "arena.h"
#include "journey.h"
#include "moves.h"
#include "str.h"
#include "walk.h"

/* The card of a resource: what both faces tell of it, and what a walker does with it. */

/* « La Fonda, vers 2019 », a plain line; may be empty. */
struct str card_origin(struct arena *arena, const struct resource *r);

/* « Pour : Associations », « Pour tous »; empty where the journey tells no audiences apart. */
struct str card_audiences(struct arena *arena, const struct journey *j, const struct resource *r);

/* What is said of an address that nobody could follow; empty where somebody did. */
struct str card_caution(const struct resource *r);

/* Looked at: written down the first time. `w` NULL: there is nothing to write it in. */
void card_consult(struct walk *w, struct moves *m, uint32_t resource);

/* Kept, or no longer. */
void card_keep(struct walk *w, struct moves *m, uint32_t resource, bool keep);

#endif
