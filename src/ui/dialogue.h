/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_DIALOGUE_H
#define UI_DIALOGUE_H

#include "buf.h"
#include "journey.h"
#include "str.h"
#include "turn.h"
#include "utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Plain mode: the journey as a dialogue of lines. Pure: a line in, text and wishes out; app
 * reads the lines, prints the text and carries the wishes out. Nothing here moves a cursor,
 * draws or colours, and a drawing has its sentence; scripts and screen readers depend on its
 * grammar, which is in safari(1).
 */

struct dialogue_setup {
	const struct journey *journey;
	const struct known_carnet *carnets; /* lent until the next dialogue_home */
	size_t n_carnets;
	struct day today;
	struct str carnet_folder; /* as shown to people; empty: nothing can be saved */
	bool is_trial;            /* its author's: nothing of it is kept */
	uint32_t cols;            /* to wrap at; 0: not at all */
	rune_width_fn width;
};

struct dialogue;

/* Owned. The setup's journey, carnets and strings are lent until dialogue_destroy. */
struct dialogue *dialogue_create(const struct dialogue_setup *setup);
void dialogue_destroy(struct dialogue *d);

/* The start screen: doors, the carnets to take up again. Appends to `out`, prompt last. */
struct turn dialogue_home(struct dialogue *d, const struct known_carnet *carnets, size_t n_carnets,
                          struct buf *out);

/* A carnet is open. */
struct turn dialogue_enter(struct dialogue *d, const struct walk_entry *entry, struct buf *out);

/* What was wished can't be: says why (a whole sentence) and asks again. */
struct turn dialogue_refuse(struct dialogue *d, struct str why, struct buf *out);

/* One line that was read, without its end. */
struct turn dialogue_line(struct dialogue *d, struct str line, struct buf *out);

/*
 * After a turn that leaves, once its events were saved (or not, as dialogue_saved was told):
 * the last sentence.
 */
void dialogue_farewell(struct dialogue *d, struct buf *out);

/* The input has ended (end of file): what is being typed is kept, and it leaves. */
struct turn dialogue_end(struct dialogue *d, struct buf *out);

/*
 * How saving went. `problem` empty: all is on the disk. Else the sentence is said before each
 * prompt (NON ENREGISTRÉ) until it is well again, and then that it is.
 */
void dialogue_saved(struct dialogue *d, struct str problem);

/* Forgets the walk (the carnet is being closed). */
void dialogue_leave_walk(struct dialogue *d);

#endif
