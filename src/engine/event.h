/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ENGINE_EVENT_H
#define ENGINE_EVENT_H

#include "arena.h"
#include "buf.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One move is one event is one line of a carnet (format, section The carnet). An event
 * holds facts by the author's ids, never indices and never decisions to be taken again,
 * so that it can be folded whatever became of the journey.
 */
enum event_kind {
	EVENT_BEGIN,   /* carnet: the first line */
	EVENT_OPEN,    /* ouvrir */
	EVENT_GO,      /* aller */
	EVENT_ANSWER,  /* répondre */
	EVENT_CORRECT, /* corriger */
	EVENT_BACK,    /* reculer */
	EVENT_REDO,    /* refaire */
	EVENT_RESTART, /* recommencer */
	EVENT_END,     /* fin */
	EVENT_NOTE,    /* noter */
	EVENT_DRAFT,   /* brouillon */
	EVENT_KEEP,    /* garder */
	EVENT_CONSULT, /* consulter */
	EVENT_VOTE,    /* voter */
	EVENT_GATHER,  /* recueillir */
	EVENT_FOREIGN, /* a name that a newer program wrote: skipped, not damage */
	EVENT_N_KINDS,
};

/* `par`: by which way a place was reached. */
enum passage {
	PASSAGE_NONE, /* the first place */
	PASSAGE_VERS,
	PASSAGE_SUITE,
	PASSAGE_DETOUR,
	PASSAGE_RETOUR,
	PASSAGE_CARREFOUR,
	PASSAGE_ENSUITE,
	PASSAGE_SAUT,
	PASSAGE_N,
};

/* One place of a `trajet`. */
struct leg {
	struct str to;
	enum passage by;
	struct str choice;
	struct str answer;
};

/*
 * Strings are lent (by the arena of event_read, or by who makes the event). `answer` is
 * JSON: empty where there is none, "null" where left open.
 */
struct event {
	enum event_kind kind;
	uint64_t n; /* sequence; 0 is EVENT_BEGIN's */
	/* Moves. */
	struct str from, to; /* `de`, `à` */
	enum passage by;
	struct str choice;
	struct str answer;
	struct str step;  /* `étape` */
	uint32_t count;   /* `pas` of BACK and REDO */
	struct leg *legs; /* `trajet` */
	size_t n_legs;
	/* Beginnings. */
	uint32_t format, version;
	struct str journey, fingerprint, program, start; /* `début` */
	struct str *removed;                             /* `retirées` */
	size_t n_removed;
	/* Off the path. */
	struct str what;  /* `quoi`: marge, note, récit; of GATHER the contribution's `id` */
	struct str text;  /* of NOTE; `mis` of DRAFT */
	uint32_t at, cut; /* of DRAFT: `pos`, `ôté`, in characters */
	struct str resource;
	bool keep; /* `oui` of KEEP */
	/*
	 * JSON objects. Of VOTE: `voix`. Of GATHER: the line without n, t, ms, e and crc;
	 * `étape` and `id` are members of it, and it alone is written.
	 */
	struct str object;
};

/* When an event was made: app reads the clocks. */
struct stamp {
	struct str utc; /* "2027-03-12T18:04:05Z" */
	uint64_t ms;    /* monotonic, since this run began */
};

/*
 * Appends the line, its CRC and its LF. event->n is written as it is; `answer` and `object`
 * too, so they are sound JSON on one line. Not for EVENT_FOREIGN.
 */
void event_write(struct buf *out, const struct event *e, struct stamp stamp);

enum event_reading {
	EVENT_READ,
	EVENT_DAMAGED, /* not a line that event_write made, or no longer */
};

/*
 * `line` is without its LF, and need not stay. On EVENT_READ *ret_event and *ret_utc are
 * filled, their strings in the arena. A sealed line of a kind that isn't known is
 * EVENT_READ as EVENT_FOREIGN, with its n alone.
 */
enum event_reading event_read(struct arena *arena, struct str line, struct event *ret_event,
                              struct str *ret_utc);

#endif
