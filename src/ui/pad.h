/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_PAD_H
#define UI_PAD_H

#include "draft.h"
#include "editor.h"
#include "moves.h"

/*
 * A draft in an editor: what is typed becomes events a few characters at a time, so that a
 * machine that stops takes a word with it at most.
 */
enum {
	PAD_KEYS_AN_EVENT = 24, /* a sentence's worth of typing is never lost */
};

struct pad {
	struct editor editor;
	uint32_t n_pending; /* keys since the last event */
};

void pad_finish(struct pad *p);

/* Takes up the text of an open draft. */
void pad_open(struct pad *p, const struct draft *d);

/* The draft becomes what is in the editor: one event, none where they are the same. */
void pad_keep(struct pad *p, struct draft *d, struct moves *m);

/* Something was typed: keeps it, every so many keys. True where some is still to be kept. */
bool pad_typed(struct pad *p, struct draft *d, struct moves *m);

#endif
