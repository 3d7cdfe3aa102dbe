/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEXT_PROSE_H
#define TEXT_PROSE_H

#include "arena.h"
#include "buf.h"
#include "str.h"
#include "utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A text of a journey, from small Markdown to lines. The order is fixed (format, section
 * Text): marks stand in the source from the loading on; md4c, without HTML and without
 * indented code, gives blocks and runs; then marks become values, sanitised and literal,
 * so that an answer can never become a link or an emphasis; then typography; then lines,
 * by libunistring's line breaking with our own widths. Pure: no I/O, no locale.
 */
enum prose_style {
	PROSE_STRONG = 1 << 0,
	PROSE_EMPHASIS = 1 << 1,
	PROSE_CODE = 1 << 2,
	PROSE_LINK = 1 << 3, /* `target` holds the address */
	PROSE_WORD = 1 << 4, /* a word of the glossary; `target` holds its key, without "mot:" */
};

struct prose_run {
	struct str text;
	unsigned style;    /* of enum prose_style */
	struct str target; /* empty but for LINK and WORD */
};

enum prose_kind {
	PROSE_PARAGRAPH,
	PROSE_HEADING,
	PROSE_ITEM,  /* of a list */
	PROSE_QUOTE, /* a paragraph of a quotation */
};

/*
 * `depth` counts the lists and quotations in which the block stands, without the one that
 * makes it an item or a quotation: the items of an outer list have 0, the second paragraph
 * of such an item 1.
 */
struct prose_block {
	enum prose_kind kind;
	uint32_t depth;
	bool is_numbered; /* of an item: `number` stands before it, else a bullet */
	uint32_t number;
	struct prose_run *runs;
	size_t n_runs;
};

struct prose {
	struct prose_block *blocks;
	size_t n_blocks;
};

/* What stands for each mark: values[k] for RUNE_MARK + k; past the last, an ellipsis. */
struct prose_values {
	const struct str *values;
	size_t n;
};

/*
 * Blocks and runs, in the arena; values put in, sanitised, typeset. Blocks left without
 * any visible character (an empty `${si(…; "")}`) are not there. A value with blank lines
 * in it makes several paragraphs, in an item or a heading several lines. LF in a run ends
 * its line. What safari doesn't draw is text: an image is its source, a fenced code block
 * a paragraph in PROSE_CODE, a rule « * * * ». Of several runs none is empty.
 */
struct prose prose_parse(struct arena *arena, struct str source, struct prose_values values);

/*
 * A piece of a line. `start` is its first column. The bullet or number of an item is a
 * piece without style, before those of its first line.
 */
struct prose_piece {
	struct str text;
	unsigned style;
	struct str target;
	uint32_t start;
};

struct prose_line {
	struct prose_piece *pieces;
	size_t n_pieces;
	enum prose_kind kind;
	uint32_t block; /* its block's number; of a blank line, that of the block below */
	bool is_blank;  /* between two blocks */
};

struct prose_lines {
	struct prose_line *lines;
	size_t n;
};

/*
 * Lines of at most `cols` columns (at least 1), in the arena. Words wider than a line are
 * cut between graphemes; an address is cut after / ? & only, else where it must. Items hang
 * under their bullet. One blank line between blocks, none between items of one list. What
 * `width` can't show, or no line can hold, is U+FFFD.
 */
struct prose_lines prose_layout(struct arena *arena, const struct prose *prose, uint32_t cols,
                                rune_width_fn width);

/*
 * Appends the text as plain lines, each ended by LF, without ornament: emphasis has no
 * mark, a link is « its words (address) », an item « - » or « 1. ». cols 0: not wrapped,
 * and `width` may be NULL.
 */
void prose_add_plain(struct buf *out, struct str source, struct prose_values values, uint32_t cols,
                     rune_width_fn width);

/*
 * The text on one line, without marks of Markdown: titles, labels. There are no blocks in
 * it: « 1789. Une date » or « # 3 » is as it reads.
 */
void prose_add_line(struct buf *out, struct str source, struct prose_values values);

enum prose_fault {
	PROSE_FAULT_LIST,      /* `1789. Une date`, `- ` where a sentence was meant */
	PROSE_FAULT_HEADING,   /* `#Titre`, `# 3` within a paragraph, a line underlined by - or = */
	PROSE_FAULT_ASTERISKS, /* asterisks left over, as in `**Le mot :**suite` */
};

/*
 * What Markdown would surely not read as the author meant it: called for each, with the
 * byte offset in `source` and the corrected line (lent for the call). At most one fault of
 * a kind in a block or list: mending the first often mends the others.
 */
void prose_check(struct str source,
                 void (*found)(void *ctx, enum prose_fault fault, size_t offset, struct str fix),
                 void *ctx);

#endif
