/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SHELF_H
#define UI_SHELF_H

#include "arena.h"
#include "journey.h"
#include "str.h"
#include "walk.h"

#include <stddef.h>
#include <stdint.h>

/* Resources as they are listed: those of a step, those of one part of the catalogue. */
struct shelf {
	uint32_t *resources; /* in the arena */
	size_t n;
	size_t n_own;       /* the first ones, for the walker's profile; 0: no groups */
	struct str profile; /* whom those are for, a plain line */
};

/*
 * A step's resources; of a catalogue step, those that it shows. Those for the walker's profile (the
 * `public` of what was chosen at the journey's `profil`) make a group where they are two or more.
 */
struct shelf shelf_of_step(struct arena *arena, struct walk *w, const struct step *s);

/* Those that the walker keeps, in the order of the catalogue. */
struct shelf shelf_kept(struct arena *arena, const struct walk *w);

/* The catalogue of the journey. */
struct shelf shelf_whole(struct arena *arena, const struct journey *j);

/* A part of a catalogue that isn't empty: a kind, or an audience. */
struct shelf_part {
	struct str label;  /* « Méthodes », or the audience's, a plain line */
	struct str kind;   /* as kinds fold; empty: of an audience */
	uint32_t audience; /* or INDEX_NONE */
	size_t n;
};

/*
 * All parts: the letters of M.E.D.O.C. first, then videos and replays, then audiences; of the
 * whole catalogue, or of what a catalogue step shows.
 */
struct shelf_part *shelf_parts(struct arena *arena, const struct journey *j, size_t *ret_n);
struct shelf_part *shelf_parts_within(struct arena *arena, const struct journey *j,
                                      const struct shelf *within, size_t *ret_n);

/* The resources of one part, in the order of the catalogue. */
struct shelf shelf_of_part(struct arena *arena, const struct journey *j,
                           const struct shelf_part *part);
struct shelf shelf_of_part_within(struct arena *arena, const struct journey *j,
                                  const struct shelf *within, const struct shelf_part *part);

/* Those whose title or publisher has what is typed, however it is written; none for a blank. */
struct shelf shelf_find(struct arena *arena, const struct journey *j, struct str typed);

/* « Méthode », for a card; the author's word where it is none of ours. */
struct str shelf_kind(struct arena *arena, const struct resource *r);

/* « Titre. Éditeur, année », a plain line. */
struct str shelf_line(struct arena *arena, const struct resource *r);

/* « Associations, Fondations »; « Pour tous » where they are all of them, or none. */
struct str shelf_audiences(struct arena *arena, const struct journey *j, const struct resource *r);

#endif
