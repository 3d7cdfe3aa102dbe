/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links to `mot:` in a text, by the journey's own list. */
#include "glossary.h"

#include "prose.h"

static void add_run(struct glossary_word *list, size_t *n, const struct journey *j,
                    const struct prose_run *run)
{
	const struct word *word = word_find(j, run->target);
	for (size_t i = 0; word != NULL && i < *n; i++) {
		if (list[i].word == (uint32_t)(word - j->words)) {
			return;
		}
	}
	if (word != NULL) {
		list[(*n)++] = (struct glossary_word){(uint32_t)(word - j->words), run->text};
	}
}

struct glossary_word *glossary_find(struct arena *arena, const struct journey *j, struct said text,
                                    size_t *ret_n)
{
	struct prose prose = prose_parse(arena, text.source, text.values);
	struct glossary_word *list = arena_array(arena, j->n_words, sizeof *list);
	*ret_n = 0;
	for (size_t i = 0; i < prose.n_blocks; i++) {
		const struct prose_block *block = &prose.blocks[i];
		for (size_t k = 0; k < block->n_runs; k++) {
			if ((block->runs[k].style & PROSE_WORD) != 0) {
				add_run(list, ret_n, j, &block->runs[k]);
			}
		}
	}
	return list;
}
