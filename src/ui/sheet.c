/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines are added at the end and never changed after, but for pieces added to the last one.
 * Every line stands within the sheet's columns: prose_layout sees to it for texts, and what
 * is drawn by column is cut by the frame.
 */
#include "sheet.h"

#include "prose.h"
#include "sanitise.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

enum {
	POINTER_COLS = 2, /* the room of the pointer, before every choice */
	BAR_COLS = 2,
};

static const struct {
	struct str drawn, ascii;
} glyphs[GLYPH_COUNT] = {
	[GLYPH_POINTER] = {{"►", 3}, {">", 1}}, [GLYPH_BULLET] = {{"•", 3}, {"-", 1}},
	[GLYPH_RULE] = {{"─", 3}, {"-", 1}},    [GLYPH_BAR] = {{"│", 3}, {"|", 1}},
	[GLYPH_BELOW] = {{"▼", 3}, {"v", 1}},   [GLYPH_ABOVE] = {{"▲", 3}, {"^", 1}},
	[GLYPH_ON] = {{"[x]", 3}, {"[x]", 3}},  [GLYPH_OFF] = {{"[ ]", 3}, {"[ ]", 3}},
	[GLYPH_DONE] = {{"✓", 3}, {"x", 1}},    [GLYPH_CUT] = {{"…", 3}, {"~", 1}},
	[GLYPH_RETURN] = {{"↩", 3}, {"<", 1}},  [GLYPH_HERE] = {{"◆", 3}, {"@", 1}},
	[GLYPH_BEEN] = {{"●", 3}, {"*", 1}},    [GLYPH_OPEN] = {{"◇", 3}, {"+", 1}},
	[GLYPH_NOT_YET] = {{"○", 3}, {".", 1}},
};

struct str glyph_str(enum glyph g, bool ascii)
{
	return ascii ? glyphs[g].ascii : glyphs[g].drawn;
}

uint32_t glyph_rune(enum glyph g, bool ascii)
{
	uint32_t rune;
	(void)utf8_decode(glyph_str(g, ascii), 0, &rune);
	return rune;
}

/* --- Lines ------------------------------------------------------------------------ */

/* Room for one more of `bytes`, in the arena. */
static void *grown(struct sheet *s, void *list, size_t n, size_t *cap, size_t bytes)
{
	if (n < *cap) {
		return list;
	}
	*cap = *cap == 0 ? 16 : *cap * 2;
	void *more = arena_array(s->arena, *cap, bytes);
	if (n > 0) {
		memcpy(more, list, n * bytes);
	}
	return more;
}

static void new_line(struct sheet *s)
{
	if (s->gap && s->n > 0) {
		s->gap = false;
		uint32_t item = s->item;
		s->item = ITEM_NONE;
		new_line(s);
		s->item = item;
	}
	s->gap = false;
	s->lines = grown(s, s->lines, s->n, &s->cap, sizeof *s->lines);
	s->lines[s->n++] = (struct sheet_line){.item = s->item};
	if (s->item != ITEM_NONE) {
		struct sheet_item *item = &s->items[s->item];
		if (item->n++ == 0) {
			item->first = item->cursor_line = s->n - 1;
		}
	}
}

static void add_piece(struct sheet *s, struct sheet_piece piece)
{
	struct sheet_line *line = &s->lines[s->n - 1];
	size_t cap = line->cap;
	if (piece.text.len == 0) {
		return;
	}
	line->pieces = grown(s, line->pieces, line->n, &cap, sizeof piece);
	line->cap = (uint32_t)cap;
	line->pieces[line->n++] = piece;
}

void sheet_gap(struct sheet *s)
{
	s->gap = true;
}

void sheet_add(struct sheet *s, uint32_t col, enum role role, unsigned style, struct str text)
{
	struct buf clean = {0};
	sanitise_line(&clean, text);
	add_piece(s, (struct sheet_piece){.text = arena_str(s->arena, buf_str(&clean)),
	                                  .col = s->inset + col,
	                                  .role = (uint8_t)role,
	                                  .style = (uint8_t)style});
	buf_finish(&clean);
}

void sheet_line(struct sheet *s, uint32_t col, enum role role, unsigned style, struct str text)
{
	new_line(s);
	sheet_add(s, col, role, style, text);
}

struct str sheet_format(struct sheet *s, const char *format, ...)
{
	struct buf b = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&b, format, args);
	va_end(args);
	struct str made = arena_str(s->arena, buf_str(&b));
	buf_finish(&b);
	return made;
}

/* --- Texts ------------------------------------------------------------------------ */

static uint32_t room(const struct sheet *s)
{
	return s->cols > s->inset ? s->cols - s->inset : 1;
}

static enum role role_of_run(enum role role, const struct prose_piece *p)
{
	bool is_link = (p->style & PROSE_LINK) != 0, is_word = (p->style & PROSE_WORD) != 0;
	bool is_stressed = (p->style & PROSE_EMPHASIS) != 0 && role == ROLE_TEXT;
	if (role != ROLE_TEXT && role != ROLE_QUOTE) {
		return role;
	}
	return is_link ? ROLE_LINK : is_word ? ROLE_WORD : is_stressed ? ROLE_STRESS : role;
}

/* Underlined is what leads somewhere, nothing else. */
static unsigned style_of_run(const struct prose_line *line, const struct prose_piece *p,
                             enum role role)
{
	bool is_stressed = (p->style & PROSE_EMPHASIS) != 0 && role != ROLE_TEXT;
	bool is_strong =
		(p->style & PROSE_STRONG) != 0 || line->kind == PROSE_HEADING || is_stressed;
	bool leads = (p->style & (PROSE_LINK | PROSE_WORD)) != 0;
	return (is_strong ? CELL_BOLD : 0u) | (leads ? CELL_UNDERLINED : 0u);
}

/* The bullet that prose_layout hung there, in the look of the sheet. */
static struct str in_look(const struct sheet *s, struct str text)
{
	return str_eq(text, glyphs[GLYPH_BULLET].drawn) ? glyph_str(GLYPH_BULLET, s->ascii) : text;
}

static void add_prose_line(struct sheet *s, const struct prose_line *line, enum role role,
                           unsigned style)
{
	for (size_t i = 0; i < line->n_pieces; i++) {
		const struct prose_piece *p = &line->pieces[i];
		add_piece(s, (struct sheet_piece){
				     .text = in_look(s, p->text),
				     .col = s->inset + p->start,
				     .role = (uint8_t)role_of_run(role, p),
				     .style = (uint8_t)(style | style_of_run(line, p, role)),
			     });
	}
}

static struct prose_lines lay(struct sheet *s, struct said text, uint32_t cols)
{
	return memo_lay(s->memo, text, cols, s->width);
}

/* Words as a text in which nothing can be taken for Markdown. */
static struct said literal(struct sheet *s, struct str words)
{
	char mark[UTF8_MAX_BYTES];
	size_t len = utf8_encode(RUNE_MARK, mark);
	struct str *value = arena_array(s->arena, 1, sizeof *value);
	*value = words;
	return (struct said){arena_str(s->arena, (struct str){mark, len}), {value, 1}};
}

static void say_text(struct sheet *s, struct said text, enum role role, unsigned style)
{
	struct prose_lines lines = lay(s, text, room(s));
	for (size_t i = 0; i < lines.n; i++) {
		if (lines.lines[i].is_blank) {
			sheet_gap(s);
			continue;
		}
		new_line(s);
		add_prose_line(s, &lines.lines[i], role, style);
	}
}

void sheet_say(struct sheet *s, enum role role, unsigned style, struct str words)
{
	if (words.len > 0) {
		say_text(s, literal(s, words), role, style);
	}
}

void sheet_sayf(struct sheet *s, enum role role, const char *format, ...)
{
	struct buf b = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&b, format, args);
	va_end(args);
	sheet_say(s, role, 0, buf_str(&b));
	buf_finish(&b);
}

void sheet_prose(struct sheet *s, enum role role, struct said text)
{
	if (!said_is_empty(text)) {
		say_text(s, text, role, 0);
	}
}

void sheet_quote(struct sheet *s, enum role role, struct said text)
{
	uint32_t inset = s->inset;
	if (said_is_empty(text)) {
		return;
	}
	struct prose_lines lines = lay(s, text, room(s) - BAR_COLS);
	for (size_t i = 0; i < lines.n; i++) {
		new_line(s);
		sheet_add(s, 0, ROLE_RULE, 0, glyph_str(GLYPH_BAR, s->ascii));
		s->inset = inset + BAR_COLS;
		add_prose_line(s, &lines.lines[i], role, 0);
		s->inset = inset;
	}
}

void sheet_written(struct sheet *s, enum role role, struct str text)
{
	struct str line;
	while (str_next_line(&text, &line)) {
		if (str_trim(line).len == 0) {
			sheet_gap(s);
		} else {
			sheet_say(s, role, 0, line);
		}
	}
}

void sheet_address(struct sheet *s, struct str address)
{
	sheet_say(s, ROLE_LINK, 0, address);
}

void sheet_rule(struct sheet *s)
{
	struct buf b = {0};
	for (uint32_t i = 0; i < room(s); i++) {
		buf_add(&b, glyph_str(GLYPH_RULE, s->ascii));
	}
	sheet_line(s, 0, ROLE_RULE, 0, buf_str(&b));
	buf_finish(&b);
}

/* Between two lines of its own length: as large as letters of one row can look. */
void sheet_figure(struct sheet *s, struct str figure)
{
	uint32_t cols = (uint32_t)utf8_cols(figure, s->width) + 4;
	struct buf line = {0};
	if (cols > room(s)) {
		sheet_say(s, ROLE_FIGURE, CELL_BOLD, figure);
		return;
	}
	for (uint32_t i = 0; i < cols; i++) {
		buf_add(&line, glyph_str(GLYPH_RULE, s->ascii));
	}
	sheet_line(s, 0, ROLE_RULE, 0, buf_str(&line));
	sheet_line(s, 2, ROLE_FIGURE, CELL_BOLD, figure);
	sheet_line(s, 0, ROLE_RULE, 0, buf_str(&line));
	buf_finish(&line);
}

/* --- What hangs beside a head ----------------------------------------------------- */

static uint32_t cols_of(const struct sheet *s, struct str text)
{
	return (uint32_t)utf8_cols(text, s->width);
}

/* The text beside what stands on `head_cols` columns of its first line. */
static void hang(struct sheet *s, uint32_t head_cols, enum role role, unsigned style,
                 struct said text)
{
	uint32_t inset = s->inset;
	s->inset += head_cols;
	struct prose_lines lines = lay(s, text, room(s));
	for (size_t i = 0; i < lines.n; i++) {
		if (i > 0) {
			new_line(s);
		}
		add_prose_line(s, &lines.lines[i], role, style);
	}
	s->inset = inset;
}

void sheet_hang(struct sheet *s, struct str head, enum role role, struct str words)
{
	sheet_line(s, 0, role == ROLE_TEXT ? ROLE_MUTED : role, 0, head);
	hang(s, cols_of(s, head) + 1, role, 0, literal(s, words));
}

/* --- Items ------------------------------------------------------------------------ */

struct sheet_item *sheet_begin_item(struct sheet *s, uint32_t id)
{
	assert(s->item == ITEM_NONE);
	s->items = grown(s, s->items, s->n_items, &s->cap_items, sizeof *s->items);
	s->item = (uint32_t)s->n_items++;
	s->items[s->item] = (struct sheet_item){.id = id};
	return &s->items[s->item];
}

void sheet_end_item(struct sheet *s)
{
	assert(s->item != ITEM_NONE);
	if (s->items[s->item].n == 0) {
		new_line(s);
	}
	s->item = ITEM_NONE;
}

void sheet_cursor(struct sheet *s, uint32_t col)
{
	struct sheet_item *item = &s->items[s->item];
	item->cursor_line = s->n - 1;
	item->cursor_col = s->inset + col;
}

static uint32_t n_digits(size_t number)
{
	uint32_t n = 1;
	while (number > 9) {
		number /= 10;
		n++;
	}
	return n;
}

/* « 1. [x] »; what it holds depends on what the list has. */
static uint32_t add_head(struct sheet *s, const struct sheet_choice *c, enum role role)
{
	struct buf number = {0};
	uint32_t col = POINTER_COLS;
	if (c->number > 0) {
		buf_addf(&number, "%u.", (unsigned)c->number);
	} else if (c->is_greyed) {
		buf_add(&number, glyph_str(GLYPH_BULLET, s->ascii));
	}
	uint32_t most = n_digits(s->highest), own = n_digits(c->number);
	col += number.len > 0 && most > own ? most - own : 0;
	sheet_add(s, col, role, 0, buf_str(&number));
	col += number.len > 0 ? cols_of(s, buf_str(&number)) + 1 : 0;
	buf_finish(&number);
	if (c->box.len > 0) {
		sheet_cursor(s, col);
		sheet_add(s, col, role, 0, c->box);
		col += cols_of(s, c->box) + 1;
	} else {
		sheet_cursor(s, col);
	}
	return col;
}

void sheet_choice(struct sheet *s, const struct sheet_choice *c)
{
	enum role role = c->is_greyed ? ROLE_GREYED : c->role != ROLE_TEXT ? c->role : ROLE_CHOICE;
	struct sheet_item *item = sheet_begin_item(s, c->id);
	item->number = c->number;
	item->is_greyed = c->is_greyed;
	new_line(s);
	uint32_t head_cols = add_head(s, c, role);
	hang(s, head_cols, role, 0, literal(s, c->label));
	if (c->note.len > 0) {
		s->inset += head_cols;
		sheet_say(s, ROLE_MUTED, 0, c->note);
		s->inset -= head_cols;
	}
	sheet_end_item(s);
	s->gap = s->airy;
}

void sheet_button(struct sheet *s, uint32_t id, const char *label)
{
	(void)sheet_begin_item(s, id);
	sheet_line(s, POINTER_COLS, ROLE_CHOICE, 0, sheet_format(s, "[ %s ]", label));
	sheet_cursor(s, POINTER_COLS + 2);
	sheet_end_item(s);
}
