/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text is broken into lines by the points that its words take in a face, drawn on a canvas of
 * points, and read off two rows of points at a time.
 */
#include "block.h"

#include "block_face.h"
#include "buf.h"
#include "utf8.h"

enum {
	MAX_LINES = 6,
	MAX_LETTERS = 200,
};

struct size {
	const struct block_face *face;
	uint32_t scale;
};

/* From the largest. */
static const struct size sizes[] = {
	{&block_tall, 3}, {&block_tall, 2}, {&block_short, 2}, {&block_tall, 1}, {&block_short, 1},
};

/* --- Letters ---------------------------------------------------------------------- */

static uint32_t capital(uint32_t rune)
{
	bool is_latin = rune >= 0xE0 && rune <= 0xFE && rune != 0xF7;
	if ((rune >= 'a' && rune <= 'z') || is_latin) {
		return rune - 0x20;
	}
	return rune == 0x153 ? 0x152 : rune == 0xFF ? 0x178 : rune;
}

struct letter {
	const char *points; /* NULL: a blank */
	enum block_mark mark;
	bool breaks; /* a line may end here */
};

/* An accented capital is its letter and a mark; some signs have a plainer twin. */
static uint32_t bare(uint32_t rune, enum block_mark *ret_mark)
{
	static const struct {
		uint32_t rune, bare;
		enum block_mark mark;
	} pairs[] = {
		{0xC0, 'A', MARK_GRAVE},      {0xC2, 'A', MARK_CIRCUMFLEX},
		{0xC4, 'A', MARK_DIAERESIS},  {0xC7, 'C', MARK_CEDILLA},
		{0xC8, 'E', MARK_GRAVE},      {0xC9, 'E', MARK_ACUTE},
		{0xCA, 'E', MARK_CIRCUMFLEX}, {0xCB, 'E', MARK_DIAERESIS},
		{0xCE, 'I', MARK_CIRCUMFLEX}, {0xCF, 'I', MARK_DIAERESIS},
		{0xD4, 'O', MARK_CIRCUMFLEX}, {0xD6, 'O', MARK_DIAERESIS},
		{0xD9, 'U', MARK_GRAVE},      {0xDB, 'U', MARK_CIRCUMFLEX},
		{0xDC, 'U', MARK_DIAERESIS},  {0x178, 'Y', MARK_DIAERESIS},
		{0x2019, '\'', MARK_NONE},    {0x2013, '-', MARK_NONE},
		{0x2014, '-', MARK_NONE},     {0x2011, '-', MARK_NONE},
	};

	*ret_mark = MARK_NONE;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		if (pairs[i].rune == rune) {
			*ret_mark = pairs[i].mark;
			return pairs[i].bare;
		}
	}
	return rune;
}

static const char *points_of(const struct block_face *face, uint32_t rune)
{
	for (size_t i = 0; i < face->n; i++) {
		if (face->glyphs[i].rune == rune) {
			return face->glyphs[i].points;
		}
	}
	return NULL;
}

/* Its letters; 0 where one of them isn't in the face, or they are too many. */
static size_t spell(const struct block_face *face, struct str text, struct letter *ret_letters)
{
	size_t n = 0;
	for (size_t at = 0; at < text.len; n++) {
		uint32_t rune;
		at += utf8_decode(text, at, &rune);
		if (n == MAX_LETTERS) {
			return 0;
		}
		struct letter *letter = &ret_letters[n];
		*letter = (struct letter){.breaks = rune == ' '};
		if (rune == ' ' || rune == RUNE_NBSP || rune == 0x202F) {
			continue;
		}
		letter->points = points_of(face, bare(capital(rune), &letter->mark));
		if (letter->points == NULL) {
			return 0;
		}
	}
	return n;
}

static uint32_t points_width(const char *points)
{
	uint32_t n = 0;
	while (points[n] != '\0' && points[n] != '|') {
		n++;
	}
	return n;
}

/* With the column of points after it. */
static uint32_t letter_width(const struct block_face *face, const struct letter *letter)
{
	return letter->points != NULL ? points_width(letter->points) + 1 : face->blank;
}

/* --- Lines ------------------------------------------------------------------------ */

struct line {
	size_t from, end; /* letters */
};

static uint32_t width_of(const struct block_face *face, const struct letter *letters, struct line l)
{
	uint32_t width = 0;
	for (size_t i = l.from; i < l.end; i++) {
		width += letter_width(face, &letters[i]);
	}
	return width;
}

/* How many lines it takes; 0 where a word is too wide, or they are too many. */
static size_t break_lines(const struct block_face *face, const struct letter *letters, size_t n,
                          uint32_t width, struct line *ret_lines)
{
	size_t n_lines = 0;
	struct line line = {0};
	for (size_t at = 0; at < n;) {
		size_t end = at;
		while (end < n && !letters[end].breaks) {
			end++;
		}
		struct line longer = {line.from, end};
		if (width_of(face, letters, longer) <= width + 1) {
			line.end = end;
		} else if (line.end > line.from && n_lines < MAX_LINES) {
			ret_lines[n_lines++] = line;
			line = (struct line){at, at};
			continue;
		} else {
			return 0;
		}
		at = end + 1;
	}
	if (n_lines == MAX_LINES) {
		return 0;
	}
	ret_lines[n_lines++] = line;
	return n_lines;
}

/* --- The canvas ------------------------------------------------------------------- */

struct canvas {
	bool *ink;
	uint32_t cols, rows; /* points */
	uint32_t scale;
};

static void draw(const struct canvas *c, uint32_t col, uint32_t row, const char *points)
{
	uint32_t x = col, y = row;
	for (const char *p = points; *p != '\0'; p++) {
		if (*p == '|') {
			x = col;
			y++;
			continue;
		}
		for (uint32_t i = 0; *p == '#' && i < c->scale * c->scale; i++) {
			uint32_t px = x * c->scale + i % c->scale, py = y * c->scale + i / c->scale;
			if (px < c->cols && py < c->rows) {
				c->ink[(size_t)py * c->cols + px] = true;
			}
		}
		x++;
	}
}

static void draw_letter(const struct canvas *c, const struct block_face *face, uint32_t col,
                        uint32_t row, const struct letter *letter)
{
	const char *mark = face->marks[letter->mark];
	if (letter->points == NULL) {
		return;
	}
	draw(c, col, row, letter->points);
	if (mark == NULL) {
		return;
	}
	uint32_t width = points_width(letter->points), mark_width = points_width(mark);
	uint32_t shift = width > mark_width ? (width - mark_width) / 2 : 0;
	col -= width < mark_width && col > 0 ? (mark_width - width) / 2 : 0;
	draw(c, col + shift, letter->mark == MARK_CEDILLA ? row + face->height : row - face->above,
	     mark);
}

static struct str read_row(struct arena *arena, const struct canvas *c, uint32_t row, bool ascii)
{
	static const uint32_t halves[] = {' ', 0x2580, 0x2584, 0x2588};

	struct buf b = {0};
	size_t end = 0;
	for (uint32_t col = 0; col < c->cols; col++) {
		uint32_t y = ascii ? row : row * 2;
		bool upper = c->ink[(size_t)y * c->cols + col];
		bool lower = !ascii && y + 1 < c->rows && c->ink[(size_t)(y + 1) * c->cols + col];
		buf_add_rune(&b, ascii ? (upper ? '#' : ' ') : halves[upper + 2 * lower]);
		end = upper || lower ? b.len : end;
	}
	struct str line = arena_str(arena, str_slice(buf_str(&b), 0, end));
	buf_finish(&b);
	return line;
}

/* --- A text in one size ----------------------------------------------------------- */

/* Rows of points of a line: what no letter of the text needs isn't there. */
struct room {
	uint32_t above, below, all;
};

static bool hangs(const struct block_face *face, const struct letter *letter)
{
	uint32_t rows = 1;
	for (const char *p = letter->points; p != NULL && *p != '\0'; p++) {
		rows += *p == '|';
	}
	return rows > face->height || letter->mark == MARK_CEDILLA;
}

static struct room room_of(const struct block_face *face, const struct letter *letters, size_t n)
{
	struct room room = {0};
	for (size_t i = 0; i < n; i++) {
		bool is_high = letters[i].mark != MARK_NONE && letters[i].mark != MARK_CEDILLA;
		room.above = is_high ? face->above : room.above;
		room.below = hangs(face, &letters[i]) ? face->below : room.below;
	}
	room.all = room.above + face->height + room.below;
	return room;
}

static struct block set(struct arena *arena, struct size size, struct str text, uint32_t cols,
                        uint32_t rows, bool ascii)
{
	struct letter letters[MAX_LETTERS];
	struct line lines[MAX_LINES];
	size_t n = spell(size.face, text, letters);
	size_t n_lines = n > 0 ? break_lines(size.face, letters, n, cols / size.scale, lines) : 0;
	struct room room = room_of(size.face, letters, n);
	uint32_t gap = 1; // row of points between two lines
	uint32_t high = (uint32_t)n_lines * (room.all + gap) - (n_lines > 0 ? gap : 0);
	struct canvas c = {.cols = cols, .rows = high * size.scale, .scale = size.scale};
	uint32_t taken = ascii ? c.rows : (c.rows + 1) / 2;
	if (n_lines == 0 || taken > rows) {
		return (struct block){0};
	}
	c.ink = arena_array(arena, (size_t)c.rows * c.cols, sizeof *c.ink);
	for (size_t i = 0; i < n_lines; i++) {
		uint32_t x = 0, y = (uint32_t)i * (room.all + gap) + room.above;
		for (size_t k = lines[i].from; k < lines[i].end; k++) {
			draw_letter(&c, size.face, x, y, &letters[k]);
			x += letter_width(size.face, &letters[k]);
		}
	}
	struct block block = {.lines = arena_array(arena, taken, sizeof(struct str)), .n = taken};
	for (uint32_t row = 0; row < taken; row++) {
		block.lines[row] = read_row(arena, &c, row, ascii);
	}
	return block;
}

struct block block_make(struct arena *arena, struct str text, uint32_t cols, uint32_t rows,
                        bool ascii)
{
	struct block block = {0};
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0] && block.n == 0; i++) {
		block = set(arena, sizes[i], text, cols, rows, ascii);
	}
	return block;
}
