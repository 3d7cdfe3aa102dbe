/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

#include "buf.h"
#include "key.h"
#include "sheet.h"
#include "str.h"
#include "utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A text being typed, on one line or several, with its cursor and what can be undone. The
 * cursor stands between characters, never before a mark that combines. A zeroed one is a
 * valid empty line.
 */
enum {
	EDITOR_MAX_BYTES = 65536,
	EDITOR_MAX_UNDO = 100,
};

struct editor_undo {
	struct buf text;
	size_t at;
};

struct editor {
	struct buf text;
	size_t at;
	bool has_lines; /* Enter makes a new one; else line ends that are pasted are blanks */
	struct editor_undo undo[EDITOR_MAX_UNDO];
	size_t n_undo;
	enum key_kind last; /* letters typed one after the other are undone together */
};

void editor_finish(struct editor *e);

/* Another text, the cursor at its end; nothing to undo. */
void editor_set(struct editor *e, struct str text);

/* Types a text where the cursor is; false where it is full. */
bool editor_put(struct editor *e, struct str text);

enum editor_result {
	EDITOR_IGNORED, /* no key of it */
	EDITOR_MOVED,
	EDITOR_CHANGED,
	EDITOR_LEFT_UP, /* up from the first line, down from the last */
	EDITOR_LEFT_DOWN,
	EDITOR_FULL,
};

/* What is seen of it: the columns that editor_show had, the rows of a screenful. */
struct editor_window {
	uint32_t cols, rows;
	rune_width_fn width;
};

enum editor_result editor_key(struct editor *e, const struct key *key, struct editor_window seen);

bool editor_undo(struct editor *e);

/* Adds the field as an item, at least `rows` lines high, its cursor where the text's is. */
void editor_show(const struct editor *e, struct sheet *s, uint32_t id, bool is_open, uint32_t rows);

/* The room of a text within a sheet of so many columns. */
uint32_t editor_cols(uint32_t sheet_cols);

#endif
