/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain lines for the text mode, exports and screen readers. The prose is first made plain
 * (each block one run without style, an address beside the words of its link), then laid
 * by the same hand as on the screen: so both modes say the same words.
 */
#include "prose_look.h"

#include <string.h>

/* True where the words of a link say its address already (www.x.fr for http://www.x.fr). */
static bool says_address(struct str words, struct str address)
{
	static const char *const schemes[] = {"", "http://", "https://", "mailto:"};
	for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
		struct str scheme = str_from(schemes[i]);
		if (str_starts(address, scheme) &&
		    str_eq(str_slice(address, scheme.len, address.len), words)) {
			return true;
		}
	}
	return false;
}

/* How many runs from `at` on make one link or, outside of links, just one. */
static size_t n_linked(const struct prose_block *block, size_t at)
{
	const struct prose_run *first = &block->runs[at];
	size_t n = 1;
	while ((first->style & PROSE_LINK) != 0 && at + n < block->n_runs &&
	       (block->runs[at + n].style & PROSE_LINK) != 0 &&
	       str_eq(block->runs[at + n].target, first->target)) {
		n++;
	}
	return n;
}

static void add_runs(struct buf *out, const struct prose_run *runs, size_t n)
{
	size_t from = out->len;
	for (size_t i = 0; i < n; i++) {
		buf_add(out, runs[i].text);
	}
	struct str words = str_slice(buf_str(out), from, out->len);
	if ((runs[0].style & PROSE_LINK) != 0 && !says_address(words, runs[0].target)) {
		buf_add(out, STR(" ("));
		buf_add(out, runs[0].target);
		buf_add(out, STR(")"));
	}
}

/* The block as one run without style. */
static void make_plain(struct arena *arena, struct prose_block *block)
{
	struct buf text = {0};
	for (size_t i = 0; i < block->n_runs;) {
		size_t n = n_linked(block, i);
		add_runs(&text, &block->runs[i], n);
		i += n;
	}
	block->runs = arena_array(arena, 1, sizeof *block->runs);
	block->runs[0] = (struct prose_run){.text = arena_str(arena, buf_str(&text))};
	block->n_runs = 1;
	buf_finish(&text);
}

static void add_line(struct buf *out, const struct prose_line *line, rune_width_fn width)
{
	size_t col = 0;
	for (size_t i = 0; i < line->n_pieces; i++) {
		const struct prose_piece *piece = &line->pieces[i];
		for (; col < piece->start; col++) {
			buf_addc(out, ' ');
		}
		buf_add(out, piece->text);
		col += width != NULL ? utf8_cols(piece->text, width) : utf8_n_runes(piece->text);
	}
	buf_addc(out, '\n');
}

void prose_add_plain(struct buf *out, struct str source, struct prose_values values, uint32_t cols,
                     rune_width_fn width)
{
	struct arena arena = {0};
	struct prose prose = prose_parse(&arena, source, values);
	struct prose_look look = {
		.cols = cols > 0 ? cols : UINT32_MAX,
		.bullet = STR("-"),
		.width = width,
	};
	for (size_t i = 0; i < prose.n_blocks; i++) {
		make_plain(&arena, &prose.blocks[i]);
	}
	struct prose_lines lines = prose_lay(&arena, &prose, &look);
	for (size_t i = 0; i < lines.n; i++) {
		add_line(out, &lines.lines[i], width);
	}
	arena_finish(&arena);
}
