/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include "arena.h"
#include "key.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The one table of keys: what each does, in which context, and how footer, help and menu
 * call it. A key that is not in the table of a context means nothing there.
 */
enum action {
	ACTION_NONE,
	ACTION_TAKE, /* what Enter does */
	ACTION_UP,
	ACTION_DOWN,
	ACTION_PAGE_UP,
	ACTION_PAGE_DOWN,
	ACTION_FIRST,
	ACTION_LAST,
	ACTION_NUMBER, /* the choice of that number */
	ACTION_TICK,   /* in or out of a set, without going on */
	ACTION_NEXT,   /* to the next item, out of a field */
	ACTION_PREVIOUS,
	ACTION_UNDO, /* what was typed last */
	ACTION_BACK,
	ACTION_REDO,
	ACTION_CLOSE, /* what lies on top; else the menu */
	ACTION_HELP,
	ACTION_MAP,
	ACTION_CARNET,
	ACTION_RESOURCES,
	ACTION_NOTE,
	ACTION_SEARCH,
	ACTION_KEEP,
	ACTION_OPEN,
	ACTION_COPY,
	ACTION_QR,
	ACTION_PROJECT,
	ACTION_COMFORT,
	ACTION_PLAIN,
	ACTION_CARNETS, /* those there are: renamed, copied, taken elsewhere… */
	ACTION_RESTART,
	ACTION_HOME,
	ACTION_QUIT,
	ACTION_SUSPEND,
	ACTION_BLACK,
	ACTION_ERRORS, /* of the journey's files, while its author writes */
	ACTION_COUNT,
};

enum context {
	CONTEXT_KEYS = 1 << 0,
	CONTEXT_TYPING = 1 << 1, /* what the table has not belongs to the field */
	CONTEXT_ROOM = 1 << 2,   /* the projector look */
	CONTEXT_ANY = CONTEXT_KEYS | CONTEXT_TYPING | CONTEXT_ROOM,
};

struct key_row {
	unsigned contexts;
	enum key_kind kind;
	uint32_t rune; /* of KEY_RUNE, in lower case; KEY_CTRL; KEY_FUNCTION */
	enum action action;
	const char *name;   /* « Entrée »; NULL: another row's key is the one that is told */
	const char *label;  /* in the footer and the menu, « revenir »; NULL: not there */
	const char *help;   /* a sentence, or NULL */
	const char *spoken; /* in a footer that is a sentence: « pour choisir », or NULL */
};

const struct key_row *keys_table(size_t *ret_n);

/* Its key as people call it; in the ASCII look without arrows. Untranslated rows only. */
const char *keys_name(const struct key_row *row, bool ascii);

/* The row by which an action is told in a context; NULL: none is. */
const struct key_row *keys_row_of(enum context context, enum action action);

/* What the action is called in the menu, « Carte »; in the arena. Empty: it isn't there. */
struct str keys_title_of(struct arena *arena, enum action action);

/*
 * What a key does. With `has_numbers`, digits and the unshifted top row of AZERTY are
 * ACTION_NUMBER, with the number.
 */
enum action keys_find(enum context context, const struct key *key, bool has_numbers,
                      uint32_t *ret_number);

#endif
