/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_PAPER_H
#define UI_PAPER_H

#include "buf.h"
#include "said.h"
#include "str.h"
#include "utf8.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Where plain mode writes: blocks of lines, with one blank line between two blocks and
 * never two; nothing wider than `cols` but addresses and prompts. All that comes in is
 * sanitised and typeset here, whatever it went through before.
 */
struct paper {
	struct buf *out;
	uint32_t cols; /* 0: not wrapped */
	rune_width_fn width;
	bool has_text; /* something stands above */
	bool gap;      /* a blank line comes before the next text */
};

/* What comes next begins a block. */
void paper_block(struct paper *p);

/* A sentence or several: one paragraph. */
void paper_say(struct paper *p, const char *sentence);
void paper_sayf(struct paper *p, const char *format, ...) PRINTF_LIKE(2, 3);

/* A text of the journey: its paragraphs and lists. */
void paper_said(struct paper *p, struct said s);

/* What a person wrote, line by line; a blank line is a gap. */
void paper_written(struct paper *p, struct str text);

/* « 1. », then the words, which hang beside it. */
void paper_row(struct paper *p, const char *head, struct str words);
void paper_numbered(struct paper *p, size_t number, struct str words);

/* Something to be copied whole (an address, a path), on a line of its own, as it is. */
void paper_address(struct paper *p, struct str address);

/* The last thing of a turn: without a newline, a blank at its end. */
void paper_prompt(struct paper *p, struct str prompt);

#endif
