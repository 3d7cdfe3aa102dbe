/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From runs to lines: where they end, what hangs, and that nothing is lost on the way. */
#include "prose.h"

#include "tap.h"

#define N_OF(table) (sizeof(table) / sizeof(table)[0])

/* Marks as they stand in a source. */
#define M0 "\U000F0000"
#define M1 "\U000F0001"
#define M2 "\U000F0002"

/* Columns as a terminal has them, near enough and on every machine the same. */
static int cols_of(uint32_t rune)
{
	if (rune < ' ' || rune == 0x1FAE8) {
		return -1;
	}
	if ((rune >= 0x300 && rune <= 0x36F) || rune == 0x20E3) {
		return 0;
	}
	bool is_wide = (rune >= 0x1100 && rune <= 0x115F) || (rune >= 0x2E80 && rune <= 0xD7A3) ||
	               (rune >= 0xFF00 && rune <= 0xFF60) || (rune >= 0x1F300 && rune <= 0x1FAFF);
	return is_wide ? 2 : 1;
}

static void add_drawn(struct buf *b, const struct prose_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		size_t col = 0;
		for (size_t k = 0; k < lines->lines[i].n_pieces; k++) {
			const struct prose_piece *piece = &lines->lines[i].pieces[k];
			for (; col < piece->start; col++) {
				buf_addc(b, '.');
			}
			buf_add(b, piece->text);
			col += utf8_cols(piece->text, cols_of);
		}
		buf_addc(b, '|');
	}
}

/* Lines end in |, what they stand in from the left is dots. */
static void lays(uint32_t cols, const char *source, const char *wanted, const char *sentence)
{
	struct arena arena = {0};
	struct buf b = {0};
	struct prose prose = prose_parse(&arena, str_from(source), (struct prose_values){0});
	struct prose_lines lines = prose_layout(&arena, &prose, cols, cols_of);
	add_drawn(&b, &lines);
	is_str(buf_str(&b), str_from(wanted), sentence);
	buf_finish(&b);
	arena_finish(&arena);
}

static void test_lines(void)
{
	lays(10, "", "", "nothing has no lines");
	lays(10, "un deux trois", "un deux|trois|", "words go to the next line");
	lays(7, "un deux trois", "un deux|trois|", "a line may be full to its last column");
	lays(10, "un\n\ndeux", "un||deux|", "one blank line between paragraphs");
	lays(10, "un  \ndeux", "un|deux|", "a hard break ends a line");
	lays(5, "abcdefghijkl mn", "abcde|fghij|kl mn|", "a long word is cut");
	lays(9, "voici **un mot** long", "voici un|mot long|", "a style is no place to break");
	lays(6, "ab**cd**ef gh", "abcdef|gh|", "a change of style in a word is none either");
	lays(8, "qui dit : non", "qui|dit\u00A0:|non|", "a sign stays with its word");
	lays(7, "a va-t-il", "a|va-t-il|", "a short syllable stays with its hyphen");
	lays(18, "voir co-construire.org", "voir|co-construire.org|", "a site's name is one word");
	lays(9, "un skate-park", "un skate-|park|", "a longer word may leave its hyphen");
	lays(11, "la date, s.d.", "la date,|s.d.|", "an abbreviation is one word");
	lays(4, "水火木金", "水火|木金|", "wide characters are two columns");
	lays(5, "水火木金", "水火|木金|", "wide characters are not cut in half");
	lays(4, "e\u0301te\u0301e\u0301e\u0301", "e\u0301te\u0301e\u0301|e\u0301|",
	     "accents stay with their letter");
	lays(3, "🇫🇷🇩🇪", "🇫🇷|🇩🇪|", "flags may be parted");
	lays(1, "🇫🇷", "\uFFFD|", "a flag is not cut in two");
	lays(2, "a🫨b", "a\uFFFD|b|", "what can't be shown counts one column");
	lays(1, "a水b", "a|\uFFFD|b|", "a character wider than the window is replaced");
	lays(1, "ab", "a|b|", "one column is enough");
	lays(0, "ab", "a|b|", "no column at all is as one");
	lays(3, "a\u00A0\u00A0b", "a|b|", "no blank begins or ends a line that was cut");
	lays(6, "```\nab\n\n  cd\n```", "ab||  cd|", "code keeps its blanks and empty lines");
}

static void test_hanging(void)
{
	lays(10, "- un deux trois\n- b", "•.un deux|..trois|•.b|", "items hang under their bullet");
	lays(12, "9. neuf\n10. dix fois dix", "9..neuf|10..dix fois|....dix|",
	     "items hang under their number");
	lays(20, "- a\n  - b\n- c", "•.a|..•.b|•.c|", "a list in a list stands in");
	lays(20, "- a\n\n  suite", "•.a||..suite|", "a second paragraph is under the first");
	lays(20, "1. a\n2. b\n\n- c", "1..a|2..b||•.c|", "two lists are parted");
	lays(20, "0. a\n1. b\n\n- c", "0..a|1..b||•.c|", "a list may begin at 0");
	lays(20, "Voici :\n- a", "Voici\u00A0:||•.a|", "a list is parted from what announces it");
	lays(12, "> un deux trois", "..un deux|..trois|", "a quotation stands in");
	lays(4, "- abc d", "•\u00A0ab|c d|", "a narrow window has no indent");
	lays(3, "12. ab", "12.|ab|", "a number may take a line");
	lays(8, "- - - - - a b", "....•\u00A0a|....b|", "indents leave half of the window");
}

static void test_address_lines(void)
{
	lays(20, "voir https://x.fr/un/deux-trois?a=1&b=2",
	     "voir https://x.fr/|un/deux-trois?a=1&|b=2|", "an address breaks after / ? and &");
	lays(16, "https://x.fr/un?a=1&b=2&c=3", "https://x.fr/un?|a=1&b=2&c=3|",
	     "an address breaks as late as it can");
	lays(10, "https://abc.fr", "https://ab|c.fr|", "an address breaks elsewhere where it must");
	lays(12, "a-b www.un-deux.fr c-d", "a-b|www.un-deux.|fr c-d|",
	     "an address never breaks after a hyphen");
	lays(14, "(https://x.fr/).", "(https://x.fr/|).|",
	     "a bracket round an address stays with it");
}

static void test_pieces(void)
{
	struct arena arena = {0};
	struct str source = STR("- un **deux** trois\n\nquatre");
	struct prose prose = prose_parse(&arena, source, (struct prose_values){0});
	struct prose_lines lines = prose_layout(&arena, &prose, 9, cols_of);
	is_int(lines.n, 4, "each line is there");
	const struct prose_line *first = &lines.lines[0];
	is_int(first->n_pieces, 3, "there is a piece for the bullet and each style");
	is_int(first->pieces[2].start, 5, "a piece says where it starts");
	is_int(first->pieces[2].style, PROSE_STRONG, "a piece says its style");
	is_int(first->kind, PROSE_ITEM, "a line says the kind of its block");
	ok(lines.lines[2].is_blank && lines.lines[2].n_pieces == 0,
	   "a line between blocks is blank");
	ok(!lines.lines[3].is_blank && lines.lines[3].block == 1, "a line says its block");
	arena_finish(&arena);
}

#define VALUES(...)                                               \
	((struct prose_values){(const struct str[]){__VA_ARGS__}, \
	                       sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str)})

static void test_shared_grapheme(void)
{
	struct arena arena = {0};
	struct prose prose = prose_parse(&arena, STR("`e`\u0301a"), (struct prose_values){0});
	struct prose_lines lines = prose_layout(&arena, &prose, 9, cols_of);
	const struct prose_line *line = &lines.lines[0];
	is_str(line->pieces[0].text, STR("e\u0301"), "an accent goes with its letter's piece");
	is_str(line->pieces[1].text, STR("a"), "its own run goes on after it");
	arena_finish(&arena);
}

static uint32_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16);
}

static void add_noise(struct buf *b, uint64_t *state)
{
	static const char *const signs[] = {
		" ",        " ",  " ",    " ",       " ",   "\n", "\n\n",   "- ",   "1. ", "> ",
		"# ",       "  ", "**",   "**",      "*",   "`",  "`",      "```",  "[",   "](u)",
		"](mot:m)", "![", "\\",   "\x1b",    "«",   "»",  " :",     "l'",   M0,    M1,
		M2,         "水", "🫨", "e\u0301", "été", "le", "&nbsp;", "\xff", "---",
	};
	static const char *const words[] = {
		"www.x.fr/a?b&c", "https://x.fr/un-deux/trois",
		"incroyablement", "va-t-il",
		"7 000",          "👨\u200D👩",
		"s.d.",           "&#27;",
	};
	for (uint32_t n = next_random(state) % 40; n > 0; n--) {
		uint32_t pick = next_random(state) % (N_OF(signs) + N_OF(words));
		bool is_word = pick >= N_OF(signs);
		buf_add(b, str_from(is_word ? words[pick - N_OF(signs)] : signs[pick]));
	}
}

/* All that is visible, as one string; what can't be shown as U+FFFD. */
static void add_visible(struct buf *b, struct str s)
{
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(s, at, &rune);
		if (rune != ' ' && rune != RUNE_NBSP && rune != '\n') {
			buf_add_rune(b, cols_of(rune) < 0 ? RUNE_REPLACEMENT : rune);
		}
	}
}

static void add_marker(struct buf *b, const struct prose_block *block)
{
	if (block->kind == PROSE_ITEM && block->number > 0) {
		buf_addf(b, "%u.", (unsigned)block->number);
	} else if (block->kind == PROSE_ITEM) {
		buf_add(b, STR("•"));
	}
}

struct faults {
	size_t n_wide, n_lost, n_overlapping, n_split, n_dirty;
};

static void count_line_faults(struct faults *f, const struct prose_line *line, uint32_t cols)
{
	size_t col = 0;
	for (size_t k = 0; k < line->n_pieces; k++) {
		const struct prose_piece *piece = &line->pieces[k];
		uint32_t first = 0;
		f->n_overlapping += piece->start < col || piece->text.len == 0 ? 1 : 0;
		col = piece->start + utf8_cols(piece->text, cols_of);
		(void)utf8_decode(piece->text, 0, &first);
		f->n_split += first == 0x301 && cols > 1 ? 1 : 0;
		f->n_dirty += str_find(piece->text, STR("\n"), 0) != SIZE_MAX ? 1 : 0;
	}
	f->n_wide += col > cols ? 1 : 0;
}

/* Lays one text out; what went in must come out, in order, in the room there is. */
static void count_faults(struct faults *f, struct str source, uint32_t cols)
{
	struct arena arena = {0};
	struct buf wanted = {0}, got = {0};
	struct prose_values values = VALUES(STR("l'eau : **x**\n\n7 000"), STR(""));
	struct prose prose = prose_parse(&arena, source, values);
	struct prose_lines lines = prose_layout(&arena, &prose, cols, cols_of);
	for (size_t i = 0; i < prose.n_blocks; i++) {
		add_marker(&wanted, &prose.blocks[i]);
		for (size_t k = 0; k < prose.blocks[i].n_runs; k++) {
			add_visible(&wanted, prose.blocks[i].runs[k].text);
		}
	}
	for (size_t i = 0; i < lines.n; i++) {
		count_line_faults(f, &lines.lines[i], cols);
		for (size_t k = 0; k < lines.lines[i].n_pieces; k++) {
			add_visible(&got, lines.lines[i].pieces[k].text);
		}
	}
	/* In one column a wide character is replaced, so only the rest can be compared. */
	f->n_lost += cols > 1 && !str_eq(buf_str(&wanted), buf_str(&got)) ? 1 : 0;
	buf_finish(&wanted);
	buf_finish(&got);
	arena_finish(&arena);
}

/* The other ways out, which no control character may take either. */
static size_t n_escapes(struct str source)
{
	struct buf text = {0};
	size_t n = 0;
	prose_add_plain(&text, source, (struct prose_values){0}, 30, cols_of);
	prose_add_plain(&text, source, (struct prose_values){0}, 0, NULL);
	prose_add_line(&text, source, (struct prose_values){0});
	for (size_t i = 0; i < text.len; i++) {
		n += (unsigned char)text.ptr[i] < ' ' && text.ptr[i] != '\n' ? 1 : 0;
	}
	buf_finish(&text);
	return n;
}

static void test_random(void)
{
	uint64_t state = 20210705;
	struct faults f = {0};
	tap_note("seed %llu", (unsigned long long)state);
	for (size_t i = 0; i < 20000; i++) {
		struct buf noise = {0};
		add_noise(&noise, &state);
		count_faults(&f, buf_str(&noise), 1 + next_random(&state) % 40);
		f.n_dirty += n_escapes(buf_str(&noise));
		buf_finish(&noise);
	}
	is_int(f.n_wide, 0, "no line of 20,000 random texts is wider than the window");
	is_int(f.n_lost, 0, "every visible character comes out once, in order");
	is_int(f.n_overlapping, 0, "pieces follow one another and hold something");
	is_int(f.n_split, 0, "no accent is parted from its letter");
	is_int(f.n_dirty, 0, "no control character comes out");
}

/* As long as a scalar of a journey may be, of the shapes that could cost most. */
static void test_extremes(void)
{
	static const char *const parts[] = {
		"> ", "- ",     "[",       "**a ",   "a*",    "]:",     "<",       "`",    "&",
		"a ", "\u00A0", "e\u0301", "\u0301", "a\n\n", "#a\n\n", "- a\n\n", "www.", "a/",
	};
	struct faults f = {0};
	for (size_t i = 0; i < N_OF(parts); i++) {
		struct buf text = {0};
		while (text.len < 64 * 1024) {
			buf_add(&text, str_from(parts[i]));
		}
		buf_addc(&text, 'z');
		count_faults(&f, buf_str(&text), 20);
		buf_finish(&text);
	}
	is_int(f.n_wide + f.n_lost + f.n_overlapping, 0, "texts of 64 KiB are laid out whole");
}

int main(void)
{
	test_lines();
	test_hanging();
	test_address_lines();
	test_pieces();
	test_shared_grapheme();
	test_random();
	test_extremes();
	return tap_done();
}
