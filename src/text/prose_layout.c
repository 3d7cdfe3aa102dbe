/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Greedy filling, a block at a time. The block's runs become one text, in which characters
 * that can't be shown are already U+FFFD; libunistring says where a line may end and where
 * a grapheme begins, over the whole of it, so that a change of style is no place to break.
 * Lines are cut out of this text, which lives in the arena, as pieces.
 *
 * The invariant: the room of a line is the same through a block, so what was moved to the
 * next line fits there. What hangs before the first line (a bullet, a number) is therefore
 * a piece of its own; where the window is too narrow for that, it is the first word.
 */
#include "prose_look.h"

#include "address.h"
#include "mem.h"

#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>

enum {
	NARROW_COLS = 8, /* below, nothing stands in */
	QUOTE_COLS = 2,
	MIN_AFTER_HYPHEN = 3,
	DEPTH_COLS = 2, /* for a depth whose item has no text of its own */
};

/* A run as it lies over the block's text. */
struct stretch {
	size_t end;
	const struct prose_run *run; /* NULL: a marker */
};

struct layout {
	struct arena *arena;
	const struct prose_look *look;
	uint32_t indent_at[PROSE_MAX_DEPTH + 2]; /* where the text of each depth begins */

	/* The block. */
	const struct prose_block *block;
	uint32_t number, indent, room;
	struct str marker; /* still to hang before the first line, at `marker_col` */
	uint32_t marker_col;
	struct str text;
	char *breaks;    /* by byte: UC_BREAK_… before it */
	char *graphemes; /* by byte: 1 where one begins */
	struct stretch *stretches;
	size_t n_stretches, stretch; /* `stretch`: of the last piece */

	/* The line being filled begins at `start`; `cut` is its last place to end. */
	size_t start, cut;
	uint32_t cols, cut_cols;

	struct prose_line *lines;
	size_t n_lines, cap_lines;
	struct prose_piece *pieces; /* of all lines, in order */
	size_t n_pieces, cap_pieces;
};

static uint32_t text_cols(const struct layout *l, struct str s)
{
	rune_width_fn width = l->look->width;
	return (uint32_t)(width != NULL ? utf8_cols(s, width) : utf8_n_runes(s));
}

static struct prose_line *add_line(struct layout *l)
{
	if (l->n_lines == l->cap_lines) {
		l->cap_lines = l->cap_lines == 0 ? 32 : l->cap_lines * 2;
		l->lines = mem_resize(l->lines, l->cap_lines, sizeof *l->lines);
	}
	struct prose_line *line = &l->lines[l->n_lines++];
	*line = (struct prose_line){.kind = l->block->kind, .block = l->number};
	return line;
}

/* Adds to the last line. */
static void add_piece(struct layout *l, struct prose_piece piece)
{
	if (l->n_pieces == l->cap_pieces) {
		l->cap_pieces = l->cap_pieces == 0 ? 64 : l->cap_pieces * 2;
		l->pieces = mem_resize(l->pieces, l->cap_pieces, sizeof *l->pieces);
	}
	l->pieces[l->n_pieces++] = piece;
	l->lines[l->n_lines - 1].n_pieces++;
}

/* Adds [from, to) to the last line, a piece for each run. */
static void add_pieces(struct layout *l, size_t from, size_t to)
{
	uint32_t col = l->indent;
	for (size_t at = from; at < to;) {
		while (l->stretches[l->stretch].end <= at) {
			l->stretch++;
		}
		const struct stretch *in = &l->stretches[l->stretch];
		struct str text = str_slice(l->text, at, (in->end < to ? in->end : to) - at);
		struct prose_piece piece = {.text = text, .start = col};
		if (in->run != NULL) {
			piece.style = in->run->style;
			piece.target = in->run->target;
		}
		add_piece(l, piece);
		col += text_cols(l, text);
		at += text.len;
	}
}

/* The end of [from, to) without the blanks at its end, which need no room. */
static size_t trim_end(struct str s, size_t from, size_t to)
{
	static const struct str blanks[] = {{" ", 1}, {"\u00A0", 2}};
	for (size_t i = 0; i < sizeof blanks / sizeof blanks[0];) {
		if (str_ends(str_slice(s, from, to - from), blanks[i])) {
			to -= blanks[i].len;
			i = 0;
		} else {
			i++;
		}
	}
	return to;
}

static void begin_line(struct layout *l, size_t at)
{
	l->start = l->cut = at;
	l->cols = l->cut_cols = 0;
}

static void open_line(struct layout *l)
{
	add_line(l);
	if (l->marker.len > 0) {
		add_piece(l, (struct prose_piece){.text = l->marker, .start = l->marker_col});
		l->marker = (struct str){0};
	}
}

static void end_line(struct layout *l, size_t end)
{
	open_line(l);
	add_pieces(l, l->start, trim_end(l->text, l->start, end));
	begin_line(l, end);
}

/* Ends the line at its last good place or, where it has none, right before byte `at`. */
static void wrap(struct layout *l, size_t at)
{
	size_t cut = l->cut;
	uint32_t moved = l->cols - l->cut_cols;
	if (cut == l->start) {
		end_line(l, at);
		return;
	}
	if (trim_end(l->text, l->start, cut) > l->start) {
		end_line(l, cut);
	}
	begin_line(l, cut);
	l->cols = moved;
}

/* Takes one grapheme into the line, or into the next. */
static void fill(struct layout *l, size_t at, size_t next)
{
	struct str grapheme = {l->text.ptr + at, next - at};
	bool is_byte = next == at + 1 && utf8_skip_printable(grapheme, 0) == 1;
	uint32_t cols = is_byte ? 1 : text_cols(l, grapheme);
	bool is_blank = is_byte && *grapheme.ptr == ' ', wraps = false;
	if (l->breaks[at] == UC_BREAK_POSSIBLE) {
		l->cut = at;
		l->cut_cols = l->cols;
	}
	while (!is_blank && l->cols + cols > l->room && l->start < at) {
		wrap(l, at);
		wraps = true;
	}
	if (wraps && l->start == at && str_eq(grapheme, STR("\u00A0"))) {
		begin_line(l, next);
	} else if (l->start == at && cols > l->room) {
		/* No line can hold it. */
		open_line(l);
		add_piece(l, (struct prose_piece){.text = STR("\uFFFD"), .start = l->indent});
		begin_line(l, next);
	} else {
		l->cols += cols;
	}
}

static void fill_block(struct layout *l)
{
	begin_line(l, 0);
	for (size_t at = 0; at < l->text.len;) {
		size_t next = at + 1;
		while (next < l->text.len && l->graphemes[next] == 0) {
			next++;
		}
		if (l->text.ptr[at] == '\n') {
			end_line(l, at);
			begin_line(l, next);
		} else {
			fill(l, at, next);
		}
		at = next;
	}
	if (l->start < l->text.len) {
		end_line(l, l->text.len);
	}
}

/* True where the word goes on with a point inside it: « co-construisons.org » is a name. */
static bool has_point_inside(struct str s, size_t at)
{
	while (at < s.len && s.ptr[at] != ' ' && s.ptr[at] != '\n' && s.ptr[at] != '.') {
		at++;
	}
	uint32_t rune = 0;
	if (at + 1 < s.len && s.ptr[at] == '.') {
		(void)utf8_decode(s, at + 1, &rune);
	}
	return rune_is_letter(rune);
}

/*
 * French is stricter than Unicode: « s.d. » and « moi@x.fr » are one word, and a hyphen
 * keeps what is shorter than three letters (« peut-on », « va-t-il », « retouchez-la »).
 */
static bool holds_word(struct str s, size_t at)
{
	char before = s.ptr[at - 1];
	size_t n_letters = 0;
	if (before == '-' && has_point_inside(s, at)) {
		return true;
	}
	for (size_t i = at; before == '-' && i < s.len && n_letters < MIN_AFTER_HYPHEN;) {
		uint32_t rune;
		i += utf8_decode(s, i, &rune);
		if (!rune_is_letter(rune)) {
			break;
		}
		n_letters++;
	}
	bool is_short = n_letters > 0 && n_letters < MIN_AFTER_HYPHEN;
	return is_short || strchr(".,:;!?", before) != NULL;
}

static void hold_words(struct layout *l)
{
	for (size_t at = 1; at < l->text.len; at++) {
		if (l->breaks[at] == UC_BREAK_POSSIBLE && holds_word(l->text, at)) {
			l->breaks[at] = UC_BREAK_PROHIBITED;
		}
	}
}

/* An address ends a line where it may, not where libunistring would let it. */
static void hold_addresses(struct layout *l)
{
	for (size_t at = 0; at < l->text.len;) {
		bool may_begin = address_may_begin(l->text.ptr[at]);
		size_t len = may_begin ? address_len(l->text, at) : 0;
		struct str address = str_slice(l->text, at, len);
		for (size_t i = 1; i < len; i++) {
			l->breaks[at + i] = address_may_break(address, i) ? UC_BREAK_POSSIBLE
			                                                  : UC_BREAK_PROHIBITED;
		}
		at += len > 0 ? len : 1;
	}
}

/* A run that begins with a combining mark leaves it to the letter that bears it. */
static void hold_graphemes(struct layout *l)
{
	for (size_t i = 0; i < l->n_stretches; i++) {
		size_t *end = &l->stretches[i].end;
		while (*end < l->text.len && l->graphemes[*end] == 0) {
			++*end;
		}
	}
}

/* Letters and signs of Latin scripts: none of them joins what stands before it or after. */
static bool stands_alone(uint32_t rune)
{
	return (rune < 0x300 && rune != '\r') || (rune >= 0x2010 && rune < 0x2060);
}

static void find_graphemes(struct layout *l)
{
	uint32_t rune;
	for (size_t at = 0; at < l->text.len;) {
		size_t len = utf8_decode(l->text, at, &rune);
		if (!stands_alone(rune)) {
			u8_grapheme_breaks((const uint8_t *)l->text.ptr, l->text.len, l->graphemes);
			return;
		}
		l->graphemes[at] = 1;
		memset(l->graphemes + at + 1, 0, len - 1);
		at += len;
	}
}

static void find_breaks(struct layout *l)
{
	const uint8_t *bytes = (const uint8_t *)l->text.ptr;
	l->breaks = mem_alloc(l->text.len);
	l->graphemes = mem_alloc(l->text.len);
	if (l->text.len > 0) {
		u8_possible_linebreaks(bytes, l->text.len, "UTF-8", l->breaks);
		find_graphemes(l);
	}
	hold_words(l);
	hold_addresses(l);
	hold_graphemes(l);
}

static void add_shown(const struct layout *l, struct buf *out, struct str s)
{
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		size_t end = utf8_skip_printable(s, at);
		buf_add(out, str_slice(s, at, end - at));
		at = end;
		if (at < s.len) {
			at += utf8_decode(s, at, &rune);
			bool is_shown =
				rune == '\n' || l->look->width == NULL || l->look->width(rune) >= 0;
			buf_add_rune(out, is_shown ? rune : RUNE_REPLACEMENT);
		}
	}
}

/* The block's text, which begins with `first_word`, and its stretches. */
static void gather(struct layout *l, struct str first_word)
{
	struct buf text = {0};
	l->stretches = mem_array(l->block->n_runs + 1, sizeof *l->stretches);
	l->n_stretches = l->stretch = 0;
	if (first_word.len > 0) {
		buf_add(&text, first_word);
		buf_add(&text, STR("\u00A0"));
		l->stretches[l->n_stretches++] = (struct stretch){.end = text.len};
	}
	for (size_t i = 0; i < l->block->n_runs; i++) {
		const struct prose_run *run = &l->block->runs[i];
		add_shown(l, &text, run->text);
		l->stretches[l->n_stretches++] = (struct stretch){text.len, run};
	}
	l->text = arena_str(l->arena, buf_str(&text));
	buf_finish(&text);
}

/* In the arena; empty for what is no item. */
static struct str marker_of(const struct layout *l)
{
	struct buf number = {0};
	if (l->block->kind != PROSE_ITEM) {
		return (struct str){0};
	}
	if (!l->block->is_numbered) {
		return l->look->bullet;
	}
	buf_addf(&number, "%u.", (unsigned)l->block->number);
	struct str marker = arena_str(l->arena, buf_str(&number));
	buf_finish(&number);
	return marker;
}

/*
 * Sets where the block stands, and the marker that hangs before it. What is left of
 * `marker` has no room there: it is to be the first word.
 */
static struct str place(struct layout *l, struct str marker)
{
	uint32_t depth = l->block->depth, cols = l->look->cols;
	uint32_t limit = cols < NARROW_COLS ? 0 : cols / 2;
	uint32_t outer = l->indent_at[depth], inner = outer;
	if (l->block->kind == PROSE_ITEM) {
		inner += text_cols(l, marker) + 1;
		l->indent_at[depth + 1] = inner;
	} else if (l->block->kind == PROSE_QUOTE) {
		inner += l->look->quote_cols;
		l->indent_at[depth + 1] = inner;
	}
	bool hangs = marker.len > 0 && inner <= limit;
	uint32_t wanted = marker.len > 0 && !hangs ? outer : inner;
	l->indent = wanted < limit ? wanted : limit;
	l->room = cols - l->indent;
	l->marker = hangs ? marker : (struct str){0};
	l->marker_col = outer;
	return hangs ? (struct str){0} : marker;
}

static void lay_block(struct layout *l)
{
	gather(l, place(l, marker_of(l)));
	find_breaks(l);
	fill_block(l);
	mem_free(l->breaks);
	mem_free(l->graphemes);
	mem_free(l->stretches);
}

/* Items follow one another as long as they can be of one list. */
static bool needs_gap(const struct prose_block *above, const struct prose_block *below)
{
	if (above->kind != PROSE_ITEM || below->kind != PROSE_ITEM) {
		return true;
	}
	return above->depth == below->depth && above->is_numbered != below->is_numbered;
}

static struct prose_lines keep_lines(struct layout *l)
{
	struct prose_lines kept = {0};
	if (l->n_lines == 0) {
		return kept;
	}
	struct prose_piece *pieces = arena_array(l->arena, l->n_pieces, sizeof *pieces);
	kept.lines = arena_array(l->arena, l->n_lines, sizeof *kept.lines);
	kept.n = l->n_lines;
	memcpy(pieces, l->pieces, l->n_pieces * sizeof *pieces);
	memcpy(kept.lines, l->lines, l->n_lines * sizeof *kept.lines);
	for (size_t i = 0; i < kept.n; i++) {
		kept.lines[i].pieces = pieces;
		pieces += kept.lines[i].n_pieces;
	}
	return kept;
}

struct prose_lines prose_lay(struct arena *arena, const struct prose *prose,
                             const struct prose_look *look)
{
	struct layout l = {.arena = arena, .look = look};
	for (uint32_t depth = 0; depth < sizeof l.indent_at / sizeof l.indent_at[0]; depth++) {
		l.indent_at[depth] = depth * DEPTH_COLS;
	}
	for (size_t i = 0; i < prose->n_blocks; i++) {
		l.block = &prose->blocks[i];
		l.number = (uint32_t)i;
		if (i > 0 && needs_gap(l.block - 1, l.block)) {
			add_line(&l)->is_blank = true;
		}
		lay_block(&l);
	}
	struct prose_lines lines = keep_lines(&l);
	mem_free(l.lines);
	mem_free(l.pieces);
	return lines;
}

struct prose_lines prose_layout(struct arena *arena, const struct prose *prose, uint32_t cols,
                                rune_width_fn width)
{
	struct prose_look look = {
		.cols = cols > 0 ? cols : 1,
		.quote_cols = QUOTE_COLS,
		.bullet = STR("•"),
		.width = width,
	};
	return prose_lay(arena, prose, &look);
}
