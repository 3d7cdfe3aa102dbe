/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_TRAIL_H
#define UI_TRAIL_H

#include "arena.h"
#include "moves.h"
#include "str.h"
#include "visit.h"
#include "walk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The way as it can be looked over: the camps in the journey's order, in each the steps where one
 * can go, and why. The same for plain mode, which counts the stops from 1, and for the map.
 */
enum stop_kind {
	STOP_SEEN,
	STOP_ITEM, /* of the hub where one is, not done yet */
	STOP_FREE, /* the entry of an open camp where one hasn't been */
};

struct stop {
	step_id step;
	enum stop_kind kind;
	uint32_t item;    /* of STOP_ITEM: of the hub */
	uint32_t section; /* or INDEX_NONE */
	struct str title; /* a plain line */
	bool is_here;
};

struct camp {
	uint32_t section;      /* INDEX_NONE: the steps that are in none; comes first, if at all */
	struct str title, day; /* plain lines; of no section, empty */
	uint16_t minutes;
	size_t n_seen, n_open; /* stops where one was, where one can go besides */
	bool is_here;
	bool is_free; /* `libre` */
};

struct trail {
	struct stop *stops;
	size_t n_stops;
	struct camp *camps;
	size_t n_camps;
	size_t n_ahead; /* places that one has come back from */
};

void trail_make(struct trail *t, struct arena *arena, struct visit *v);

/* Goes there: into the hub's item, else by a jump; nowhere where one is there already. */
enum outcome trail_go(const struct stop *stop, struct visit *v, struct moves *m);

#endif
