/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_SAID_H
#define UI_SAID_H

#include "arena.h"
#include "expr.h"
#include "journey.h"
#include "prose.h"
#include "str.h"

#include <stdbool.h>

/* A text of the journey with what its marks stand for now. A zeroed one is empty. */
struct said {
	struct str source; /* Markdown; lent by the journey */
	struct prose_values values;
};

/* In the arena. `facts` NULL: no walk is open, nothing is answered. */
struct said said_make(struct arena *arena, const struct facts *facts, const struct text *text);

bool said_is_empty(struct said s);

/* On one line, sanitised, typeset, without Markdown; in the arena. */
struct str said_line(struct arena *arena, struct said s);

/* Both at once. */
struct str said_line_of(struct arena *arena, const struct facts *facts, const struct text *text);

/* Whole, as plain lines without a last LF; in the arena. */
struct str said_plain(struct arena *arena, struct said s);

/* Words that a person wrote or an author's plain string: sanitised, typeset, on one line. */
struct str said_words(struct arena *arena, struct str words);

/* A year as an author writes it: « 2021 », « vers 2021 » for `~2021`, « sans date ». */
struct str said_year(struct arena *arena, struct str year);

/* « Le chapeau : D'une association »; no colon after a question. In the arena. */
struct str said_pair(struct arena *arena, struct str label, struct str answer);

#endif
