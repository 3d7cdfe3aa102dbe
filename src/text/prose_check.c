/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What Markdown reads otherwise than a person who writes prose. md4c reads the text and
 * hands out slices of it, so that a place is the slice's offset; what it took for a list, a
 * heading or plain asterisks is then looked at in the source, line by line. Only what is
 * almost surely an accident is told: a warning that cries wolf is soon read by nobody.
 */
#include "prose.h"

#include "mem.h"

#include <md4c.h>
#include <string.h>
#include <unictype.h>

enum {
	MIN_UNLIKELY_NUMBER = 100, /* `1789.` begins a sentence, `12.` perhaps an item */
	MIN_MEANT_UNDERLINE = 3,
	MAX_HASHES = 6,
};

/* A run of asterisks that Markdown left in the text. */
struct stars {
	size_t at, len;
};

struct checker {
	struct str source;
	void (*found)(void *ctx, enum prose_fault fault, size_t offset, struct str fix);
	void *ctx;

	/* The outermost list or quotation that is open. */
	size_t n_containers, n_items;
	size_t item_at; /* where the text of the first item is; SIZE_MAX: it has none */
	bool is_numbered;
	uint32_t list_start;

	/* The block that is open: its text goes from `first` to `last`; SIZE_MAX: none yet. */
	size_t first, last;
	struct stars *stars;
	size_t n_stars, cap_stars;
};

struct line {
	size_t at; /* in the source */
	struct str text;
};

/* Markdown ends a line at LF, CR LF and CR alone. */
static bool is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static struct line line_at(struct str source, size_t at)
{
	size_t from = at, to = at;
	while (from > 0 && !is_line_end(source.ptr[from - 1])) {
		from--;
	}
	while (to < source.len && !is_line_end(source.ptr[to])) {
		to++;
	}
	return (struct line){from, str_slice(source, from, to - from)};
}

/* Empty, at the end, below the last. */
static struct line line_below(struct str source, struct line line)
{
	size_t at = line.at + line.text.len;
	bool is_pair = str_eq(str_slice(source, at, 2), STR("\r\n"));
	at += is_pair ? 2 : 1;
	return line_at(source, at < source.len ? at : source.len);
}

/* Where the first sign of the line stands in the source; its end where it has none. */
static size_t first_sign(struct line line)
{
	size_t at = 0;
	while (at < line.text.len && line.text.ptr[at] == ' ') {
		at++;
	}
	return line.at + at;
}

/* The line above, without its outer blanks; empty where there is none. */
static struct str line_above(struct str source, struct line line, bool skips_blank)
{
	struct str above = {0};
	while (line.at > 0 && above.len == 0) {
		bool is_pair =
			line.at > 1 && str_eq(str_slice(source, line.at - 2, 2), STR("\r\n"));
		line = line_at(source, line.at - (is_pair ? 2 : 1));
		above = str_trim(line.text);
		if (!skips_blank) {
			break;
		}
	}
	return above;
}

/* `len` bytes of the source, within one line, that should give way to `with`. */
struct mend {
	size_t at, len;
	struct str with;
};

static void tell(struct checker *c, enum prose_fault fault, struct mend mend)
{
	struct buf fix = {0};
	struct line line = line_at(c->source, mend.at);
	size_t at = mend.at - line.at;
	buf_add(&fix, str_slice(line.text, 0, at));
	buf_add(&fix, mend.with);
	buf_add(&fix, str_slice(line.text, at + mend.len, line.text.len));
	c->found(c->ctx, fault, mend.at, buf_str(&fix));
	buf_finish(&fix);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A number or a sign that opens its line loses its meaning for Markdown. */
static void tell_list(struct checker *c, struct line line)
{
	size_t at = first_sign(line), digits = at;
	while (digits < c->source.len && is_digit(c->source.ptr[digits])) {
		digits++;
	}
	if (c->is_numbered) {
		tell(c, PROSE_FAULT_LIST, (struct mend){digits, 0, STR("\\")});
	} else if (c->source.ptr[at] == '-') {
		tell(c, PROSE_FAULT_LIST, (struct mend){at, 1, STR("–")});
	} else {
		tell(c, PROSE_FAULT_LIST, (struct mend){at, 0, STR("\\")});
	}
}

/*
 * A list of one item that nothing announces (a colon, a heading) is a dialogue, or a line
 * that happened to begin with a sign; a year at the beginning of a line is no number.
 */
static void check_list(struct checker *c)
{
	if (c->item_at == SIZE_MAX) {
		return;
	}
	struct line line = line_at(c->source, c->item_at);
	struct str touching = line_above(c->source, line, false);
	struct str above = line_above(c->source, line, true);
	bool announced = str_ends(above, STR(":")) || str_starts(above, STR("#"));
	bool is_alone = c->n_items == 1 && !announced;
	bool is_accident = c->is_numbered ? touching.len > 0 : true;
	if ((is_alone && is_accident) || c->list_start >= MIN_UNLIKELY_NUMBER) {
		tell_list(c, line);
	}
}

/* A line of - or = makes a heading of the paragraph above, which we write with #. */
static void check_underline(struct checker *c, struct line text)
{
	struct line last = line_at(c->source, c->last - 1);
	struct line underline = line_below(c->source, last);
	if (last.at == text.at && str_trim(underline.text).len >= MIN_MEANT_UNDERLINE) {
		tell(c, PROSE_FAULT_HEADING, (struct mend){first_sign(text), 0, STR("# ")});
	} else {
		tell(c, PROSE_FAULT_HEADING, (struct mend){first_sign(underline), 0, STR("\\")});
	}
}

static void check_heading(struct checker *c)
{
	if (c->first == SIZE_MAX || c->n_containers > 0) {
		return;
	}
	struct line line = line_at(c->source, c->first);
	size_t at = first_sign(line);
	if (c->source.ptr[at] != '#') {
		check_underline(c, line);
		return;
	}
	if (is_digit(c->source.ptr[c->first]) && line_above(c->source, line, false).len > 0) {
		/* « voir la fiche / # 3 » */
		tell(c, PROSE_FAULT_HEADING, (struct mend){at, 0, STR("\\")});
	}
}

/* A lone line `#Titre` is a heading without its blank. */
static void check_hashes(struct checker *c)
{
	if (c->first == SIZE_MAX || c->n_containers > 0) {
		return;
	}
	struct line line = line_at(c->source, c->first);
	size_t end = c->first, line_end = line.at + line.text.len;
	while (end < line_end && c->source.ptr[end] == '#') {
		end++;
	}
	size_t n = end - c->first;
	if (n == 0 || n > MAX_HASHES || c->first != first_sign(line) || c->last > line_end ||
	    end == line_end) {
		return;
	}
	uint32_t rune;
	(void)utf8_decode(c->source, end, &rune);
	if (rune_is_letter(rune)) {
		tell(c, PROSE_FAULT_HEADING, (struct mend){end, 0, STR(" ")});
	}
}

/* What Markdown looks at on each side of asterisks. */
enum side {
	SIDE_BLANK,
	SIDE_PUNCTUATION,
	SIDE_WORD,
};

static enum side side_of(uint32_t rune)
{
	if (rune == 0 || uc_is_property_white_space(rune)) {
		return SIDE_BLANK;
	}
	bool is_ascii_sign = rune < 0x80 && !rune_is_letter(rune) && (rune < '0' || rune > '9');
	if (is_ascii_sign || uc_is_property_punctuation(rune)) {
		return SIDE_PUNCTUATION;
	}
	return SIDE_WORD;
}

static enum side side_after(struct str s, size_t at)
{
	uint32_t rune = 0;
	if (at < s.len) {
		(void)utf8_decode(s, at, &rune);
	}
	return side_of(rune);
}

static enum side side_before(struct str s, size_t at)
{
	if (at == 0) {
		return SIDE_BLANK;
	}
	size_t from = at - 1;
	while (from > 0 && at - from < UTF8_MAX_BYTES && (s.ptr[from] & 0xC0) == 0x80) {
		from--;
	}
	return side_after(s, from);
}

/*
 * Appends « stars, words, stars » so that Markdown sees the pair: no blank inside, and one
 * outside where a sign of punctuation inside would meet a word.
 */
static void add_mended(struct buf *out, struct str source, const struct stars *pair)
{
	size_t from = pair[0].at + pair[0].len;
	struct str inner = str_slice(source, from, pair[1].at - from), core = str_trim(inner);
	struct str mark = str_slice(source, pair[0].at, pair[0].len);
	bool blank_before = core.ptr > inner.ptr || side_after(core, 0) == SIDE_PUNCTUATION;
	bool blank_after = core.ptr + core.len < inner.ptr + inner.len ||
	                   side_before(core, core.len) == SIDE_PUNCTUATION;
	if (blank_before && side_before(source, pair[0].at) == SIDE_WORD) {
		buf_addc(out, ' ');
	}
	buf_add(out, mark);
	buf_add(out, core);
	buf_add(out, mark);
	if (blank_after && side_after(source, pair[1].at + pair[1].len) == SIDE_WORD) {
		buf_addc(out, ' ');
	}
}

/* False where the two are no pair, or nothing would change. */
static bool tell_pair(struct checker *c, const struct stars *pair)
{
	size_t from = pair[0].at, to = pair[1].at + pair[1].len;
	struct str old = str_slice(c->source, from, to - from);
	struct buf with = {0};
	bool is_one_line =
		str_find(old, STR("\n"), 0) == SIZE_MAX && str_find(old, STR("\r"), 0) == SIZE_MAX;
	if (pair[0].len != pair[1].len || !is_one_line) {
		return false;
	}
	add_mended(&with, c->source, pair);
	bool changes = !str_eq(buf_str(&with), old);
	if (changes) {
		tell(c, PROSE_FAULT_ASTERISKS, (struct mend){from, old.len, buf_str(&with)});
	}
	buf_finish(&with);
	return changes;
}

/* Without a partner they can only be shown as they are. */
static void tell_escaped(struct checker *c, const struct stars *stars)
{
	struct buf with = {0};
	for (size_t i = 0; i < stars->len; i++) {
		buf_add(&with, STR("\\*"));
	}
	tell(c, PROSE_FAULT_ASTERISKS, (struct mend){stars->at, stars->len, buf_str(&with)});
	buf_finish(&with);
}

/*
 * One fault a block: when it is mended, the others often are too. A single asterisk
 * without a partner may call a footnote or multiply.
 */
static void check_stars(struct checker *c)
{
	for (size_t i = 0; i + 1 < c->n_stars; i++) {
		if (tell_pair(c, &c->stars[i])) {
			return;
		}
	}
	for (size_t i = 0; i < c->n_stars; i++) {
		if (c->stars[i].len > 1) {
			tell_escaped(c, &c->stars[i]);
			return;
		}
	}
}

static void add_stars(struct checker *c, struct stars stars)
{
	bool is_glued = side_before(c->source, stars.at) != SIDE_BLANK ||
	                side_after(c->source, stars.at + stars.len) != SIDE_BLANK;
	bool is_escaped = stars.at > 0 && c->source.ptr[stars.at - 1] == '\\';
	if (is_escaped || (stars.len == 1 && !is_glued)) {
		return;
	}
	if (c->n_stars == c->cap_stars) {
		c->cap_stars = c->cap_stars == 0 ? 8 : c->cap_stars * 2;
		c->stars = mem_resize(c->stars, c->cap_stars, sizeof *c->stars);
	}
	c->stars[c->n_stars++] = stars;
}

static void find_stars(struct checker *c, size_t from, size_t to)
{
	for (size_t at = from; at < to;) {
		size_t end = at;
		while (end < to && c->source.ptr[end] == '*') {
			end++;
		}
		if (end > at) {
			add_stars(c, (struct stars){at, end - at});
		}
		at = end + 1;
	}
}

static void begin_block(struct checker *c)
{
	c->first = c->last = SIZE_MAX;
	c->n_stars = 0;
}

/* An item's text may have no block of its own, so any edge ends the one before. */
static void end_block(struct checker *c)
{
	check_stars(c);
	begin_block(c);
}

static bool is_list(MD_BLOCKTYPE type)
{
	return type == MD_BLOCK_UL || type == MD_BLOCK_OL;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct checker *c = ctx;
	end_block(c);
	if (type == MD_BLOCK_LI && c->n_containers == 1) {
		c->n_items++;
	}
	if (!is_list(type) && type != MD_BLOCK_QUOTE) {
		return 0;
	}
	if (c->n_containers == 0) {
		const MD_BLOCK_OL_DETAIL *list = detail;
		c->n_items = 0;
		c->item_at = SIZE_MAX;
		c->is_numbered = type == MD_BLOCK_OL;
		c->list_start = c->is_numbered ? list->start : 0;
	}
	c->n_containers++;
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct checker *c = ctx;
	(void)detail;
	if (type == MD_BLOCK_H) {
		check_heading(c);
	} else if (type == MD_BLOCK_P) {
		check_hashes(c);
	}
	end_block(c);
	if (is_list(type) || type == MD_BLOCK_QUOTE) {
		c->n_containers--;
	}
	if (is_list(type) && c->n_containers == 0) {
		check_list(c);
	}
	return 0;
}

static int any_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	(void)type;
	(void)detail;
	(void)ctx;
	return 0;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE size, void *ctx)
{
	struct checker *c = ctx;
	uintptr_t at = (uintptr_t)ptr - (uintptr_t)c->source.ptr;
	/* A line end, say, is no slice of the source. */
	if ((uintptr_t)ptr < (uintptr_t)c->source.ptr || at >= c->source.len) {
		return 0;
	}
	if (c->first == SIZE_MAX) {
		c->first = at;
	}
	c->last = at + size;
	if (c->n_containers == 1 && c->n_items == 1 && c->item_at == SIZE_MAX) {
		c->item_at = at;
	}
	if (type == MD_TEXT_NORMAL) {
		find_stars(c, at, at + size);
	}
	return 0;
}

void prose_check(struct str source,
                 void (*found)(void *ctx, enum prose_fault fault, size_t offset, struct str fix),
                 void *ctx)
{
	static const MD_PARSER callbacks = {
		.flags =
			MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_PERMISSIVEAUTOLINKS,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = any_span,
		.leave_span = any_span,
		.text = text,
	};
	struct checker c = {.source = str_slice(source, 0, UINT32_MAX), .found = found, .ctx = ctx};
	begin_block(&c);
	if (source.len > 0 && md_parse(c.source.ptr, (MD_SIZE)c.source.len, &callbacks, &c) != 0) {
		/* Our callbacks never refuse, so md4c is out of memory. */
		mem_exhausted();
	}
	mem_free(c.stars);
}
