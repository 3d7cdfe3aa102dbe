/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Linear probing; the stored hash spares most comparisons. Growing leaves the old slots to
 * the arena: the sum of them is less than the table itself.
 */
#include "ids.h"

#include <string.h>

enum {
	FIRST_SLOTS = 16,
};

struct ids_slot {
	struct str id; /* ptr NULL: free */
	uint32_t hash, number;
};

/*
 * Eight bytes at a time, each multiplied and folded: nobody keeps these hashes, so all that
 * counts is that ids which differ seldom agree. The factor is 2^64 over the golden ratio.
 */
static uint32_t hash_of(struct str id)
{
	const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
	uint64_t hash = id.len, word;
	size_t at = 0;
	for (; id.len - at >= sizeof word; at += sizeof word) {
		memcpy(&word, id.ptr + at, sizeof word);
		hash = (hash ^ word) * factor;
		hash ^= hash >> 32;
	}
	word = 0;
	for (; at < id.len; at++) {
		word = word << 8 | (unsigned char)id.ptr[at];
	}
	hash = (hash ^ word) * factor;
	return (uint32_t)(hash >> 32);
}

static struct ids_slot *slot_of(const struct ids *ids, struct str id, uint32_t hash)
{
	uint32_t at = hash & (ids->n_slots - 1);
	for (;;) {
		struct ids_slot *slot = &ids->slots[at];
		if (slot->id.ptr == NULL || (slot->hash == hash && str_eq(slot->id, id))) {
			return slot;
		}
		at = (at + 1) & (ids->n_slots - 1);
	}
}

static void grow(struct ids *ids, struct arena *arena, uint32_t n_slots)
{
	struct ids grown = {.n = ids->n, .n_slots = n_slots};
	grown.slots = arena_array(arena, n_slots, sizeof grown.slots[0]);
	for (uint32_t i = 0; i < ids->n_slots; i++) {
		const struct ids_slot *slot = &ids->slots[i];
		if (slot->id.ptr != NULL) {
			*slot_of(&grown, slot->id, slot->hash) = *slot;
		}
	}
	*ids = grown;
}

void ids_reserve(struct ids *ids, struct arena *arena, uint32_t n)
{
	uint32_t n_slots = ids->n_slots == 0 ? FIRST_SLOTS : ids->n_slots;
	while (n_slots / 2 < n) {
		n_slots *= 2;
	}
	if (n_slots != ids->n_slots) {
		grow(ids, arena, n_slots);
	}
}

uint32_t ids_add(struct ids *ids, struct arena *arena, struct str id, uint32_t number)
{
	ids_reserve(ids, arena, ids->n + 1);
	uint32_t hash = hash_of(id);
	struct ids_slot *slot = slot_of(ids, id, hash);
	if (slot->id.ptr != NULL) {
		return slot->number;
	}
	*slot = (struct ids_slot){{id.ptr != NULL ? id.ptr : "", id.len}, hash, number};
	ids->n++;
	return IDS_NONE;
}

struct str ids_keep(struct ids *ids, struct arena *arena, struct str id)
{
	ids_reserve(ids, arena, ids->n + 1);
	uint32_t hash = hash_of(id);
	struct ids_slot *slot = slot_of(ids, id, hash);
	if (slot->id.ptr == NULL) {
		*slot = (struct ids_slot){arena_str(arena, id), hash, 0};
		ids->n++;
	}
	return slot->id;
}

uint32_t ids_find(const struct ids *ids, struct str id)
{
	if (ids->n == 0) {
		return IDS_NONE;
	}
	const struct ids_slot *slot = slot_of(ids, id, hash_of(id));
	return slot->id.ptr != NULL ? slot->number : IDS_NONE;
}
