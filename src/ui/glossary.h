/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_GLOSSARY_H
#define UI_GLOSSARY_H

#include "arena.h"
#include "journey.h"
#include "said.h"
#include "str.h"

#include <stddef.h>
#include <stdint.h>

/* A word of the glossary as it stands in a text. */
struct glossary_word {
	uint32_t word; /* among the journey's */
	struct str written;
};

/* Those of a text in their order, each once; in the arena. */
struct glossary_word *glossary_find(struct arena *arena, const struct journey *j, struct said text,
                                    size_t *ret_n);

/* An address that a text has words for, which say less than it does. */
struct glossary_link {
	struct str written, address;
};

/* Those of a text in their order; in the arena. */
struct glossary_link *glossary_links(struct arena *arena, struct said text, size_t *ret_n);

#endif
