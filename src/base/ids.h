/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_IDS_H
#define BASE_IDS_H

#include "arena.h"
#include "str.h"

#include <stddef.h>
#include <stdint.h>

/*
 * A table from ids to numbers: open addressing, at most half full, no removal. A zeroed
 * one is valid and empty; its memory is the arena's. Ids are lent and must stay.
 */
struct ids {
	struct ids_slot *slots;
	uint32_t n, n_slots; /* n_slots is a power of two, or 0 */
};

#define IDS_NONE UINT32_MAX

/* Room for n ids without growing. */
void ids_reserve(struct ids *ids, struct arena *arena, uint32_t n);

/* Adds the id. IDS_NONE; or, where it was there already, its number, which stays. */
uint32_t ids_add(struct ids *ids, struct arena *arena, struct str id, uint32_t number);

/* The table's own copy of the id, made in the arena where there was none (its number is 0). */
struct str ids_keep(struct ids *ids, struct arena *arena, struct str id);

/* IDS_NONE where it isn't there. */
uint32_t ids_find(const struct ids *ids, struct str id);

#endif
