/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text points to: words of the journey's glossary, addresses. */
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

/* Most texts point to nothing: there is no need to parse them. */
static bool points_somewhere(struct said text)
{
	return str_find(text.source, STR("]("), 0) != SIZE_MAX;
}

struct glossary_word *glossary_find(struct arena *arena, const struct journey *j, struct said text,
                                    size_t *ret_n)
{
	*ret_n = 0;
	if (!points_somewhere(text)) {
		return NULL;
	}
	struct prose prose = prose_parse(arena, text.source, text.values);
	struct glossary_word *list = arena_array(arena, j->n_words, sizeof *list);
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

static size_t count_links(const struct prose *prose)
{
	size_t n = 0;
	for (size_t i = 0; i < prose->n_blocks; i++) {
		for (size_t k = 0; k < prose->blocks[i].n_runs; k++) {
			n += (prose->blocks[i].runs[k].style & PROSE_LINK) != 0;
		}
	}
	return n;
}

/* The words of one link may be several runs, with emphasis among them: the first is told. */
struct glossary_link *glossary_links(struct arena *arena, struct said text, size_t *ret_n)
{
	*ret_n = 0;
	if (!points_somewhere(text)) {
		return NULL;
	}
	struct prose prose = prose_parse(arena, text.source, text.values);
	struct glossary_link *list = arena_array(arena, count_links(&prose), sizeof *list);
	for (size_t i = 0; i < prose.n_blocks; i++) {
		const struct prose_block *block = &prose.blocks[i];
		for (size_t k = 0; k < block->n_runs; k++) {
			const struct prose_run *run = &block->runs[k];
			bool is_link = (run->style & PROSE_LINK) != 0;
			bool is_told = *ret_n > 0 && str_eq(list[*ret_n - 1].address, run->target);
			if (is_link && !is_told && !str_eq(run->text, run->target)) {
				list[(*ret_n)++] = (struct glossary_link){run->text, run->target};
			}
		}
	}
	return list;
}
