/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines are wrapped anew for each key and each frame, by the same function, so that the
 * cursor goes where it is seen to go. A text here is a screenful: that is cheap.
 */
#include "editor.h"

#include <string.h>

enum {
	BAR_COLS = 2,    /* the bar at the left of a field */
	CURSOR_COLS = 1, /* the cursor stands after the last character */
};

void editor_finish(struct editor *e)
{
	for (size_t i = 0; i < e->n_undo; i++) {
		buf_finish(&e->undo[i].text);
	}
	buf_finish(&e->text);
	*e = (struct editor){.has_lines = e->has_lines};
}

static struct str text_of(const struct editor *e)
{
	return buf_str(&e->text);
}

void editor_set(struct editor *e, struct str text)
{
	struct buf kept = {0};
	buf_add(&kept, text);
	editor_finish(e);
	e->text = kept;
	e->at = kept.len;
}

/* --- Undo ------------------------------------------------------------------------- */

static void remember(struct editor *e, enum key_kind kind)
{
	bool goes_on = kind == e->last && (kind == KEY_RUNE || kind == KEY_BACKSPACE);
	e->last = kind;
	if (goes_on && e->n_undo > 0) {
		return;
	}
	if (e->n_undo == EDITOR_MAX_UNDO) {
		buf_finish(&e->undo[0].text);
		memmove(&e->undo[0], &e->undo[1], (EDITOR_MAX_UNDO - 1) * sizeof e->undo[0]);
		e->n_undo--;
	}
	struct editor_undo *u = &e->undo[e->n_undo++];
	*u = (struct editor_undo){.at = e->at};
	buf_add(&u->text, text_of(e));
}

bool editor_undo(struct editor *e)
{
	if (e->n_undo == 0) {
		return false;
	}
	struct editor_undo *u = &e->undo[--e->n_undo];
	buf_finish(&e->text);
	e->text = u->text;
	e->at = u->at;
	e->last = KEY_NOTHING;
	return true;
}

/* --- Changes ---------------------------------------------------------------------- */

static void replace(struct editor *e, size_t from, size_t to, struct str put)
{
	struct buf text = {0};
	buf_add(&text, str_slice(text_of(e), 0, from));
	buf_add(&text, put);
	size_t at = text.len;
	buf_add(&text, str_slice(text_of(e), to, e->text.len));
	buf_finish(&e->text);
	e->text = text;
	e->at = at;
}

/* What may stand in a text: no control character but LF, where there are lines. */
static void add_clean(struct buf *out, struct str text, bool has_lines)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t rune;
		at += utf8_decode(text, at, &rune);
		if (rune == '\n' && has_lines) {
			buf_addc(out, '\n');
		} else if (rune == '\n' || rune == '\t') {
			buf_addc(out, ' ');
		} else if (rune >= ' ' && !(rune >= 0x7F && rune < 0xA0)) {
			buf_add_rune(out, rune);
		}
	}
}

static bool put(struct editor *e, struct str text, enum key_kind kind)
{
	struct buf clean = {0}, nfc = {0};
	add_clean(&clean, text, e->has_lines);
	utf8_add_nfc(&nfc, buf_str(&clean));
	bool fits = nfc.len <= EDITOR_MAX_BYTES - e->text.len;
	if (fits && nfc.len > 0) {
		remember(e, kind);
		replace(e, e->at, e->at, buf_str(&nfc));
	}
	buf_finish(&clean);
	buf_finish(&nfc);
	return fits;
}

bool editor_put(struct editor *e, struct str text)
{
	return put(e, text, KEY_PASTE);
}

/* --- Where one may stand ---------------------------------------------------------- */

static size_t after(const struct editor *e, size_t at, rune_width_fn width)
{
	uint32_t rune;
	if (at >= e->text.len) {
		return e->text.len;
	}
	at += utf8_decode(text_of(e), at, &rune);
	while (at < e->text.len) {
		size_t len = utf8_decode(text_of(e), at, &rune);
		if (rune == '\n' || width(rune) != 0) {
			break;
		}
		at += len;
	}
	return at;
}

static size_t before(const struct editor *e, size_t at, rune_width_fn width)
{
	uint32_t rune = 0;
	while (at > 0) {
		do {
			at--;
		} while (at > 0 && ((unsigned char)e->text.ptr[at] & 0xC0) == 0x80);
		(void)utf8_decode(text_of(e), at, &rune);
		if (rune == '\n' || width(rune) != 0) {
			break;
		}
	}
	return at;
}

static bool is_word_at(const struct editor *e, size_t at)
{
	uint32_t rune;
	(void)utf8_decode(text_of(e), at, &rune);
	return rune_is_letter(rune) || (rune >= '0' && rune <= '9');
}

static size_t word_left(const struct editor *e, rune_width_fn width)
{
	size_t at = e->at;
	while (at > 0 && !is_word_at(e, before(e, at, width))) {
		at = before(e, at, width);
	}
	while (at > 0 && is_word_at(e, before(e, at, width))) {
		at = before(e, at, width);
	}
	return at;
}

static size_t word_right(const struct editor *e, rune_width_fn width)
{
	size_t at = e->at;
	while (at < e->text.len && !is_word_at(e, at)) {
		at = after(e, at, width);
	}
	while (at < e->text.len && is_word_at(e, at)) {
		at = after(e, at, width);
	}
	return at;
}

/* --- Lines as they are seen ------------------------------------------------------- */

/* [from, to) is shown; the next line begins at `next`. */
struct row {
	size_t from, to, next;
};

static uint32_t cols_at(struct str text, size_t at, size_t len, rune_width_fn width)
{
	return (uint32_t)utf8_cols(str_slice(text, at, len), width);
}

/* The row that begins at `from`: cut after a blank, else where it is full. */
static struct row row_at(const struct editor *e, size_t from, uint32_t cols, rune_width_fn width)
{
	size_t at = from, cut = 0;
	uint32_t used = 0;
	while (at < e->text.len && e->text.ptr[at] != '\n') {
		size_t next = after(e, at, width);
		uint32_t need = cols_at(text_of(e), at, next - at, width);
		bool is_blank = e->text.ptr[at] == ' ' && next == at + 1; // no mark on it
		if (used + need > cols && !is_blank) {
			size_t end = cut > from ? cut : at > from ? at : next;
			return (struct row){from, end, end};
		}
		used += need;
		at = next;
		cut = is_blank ? at : cut;
	}
	return (struct row){from, at, at < e->text.len ? at + 1 : at};
}

/* True where another row comes after this one. */
static bool has_more(const struct editor *e, struct row r)
{
	bool ends_line = r.next > r.to;
	return r.next < e->text.len || (ends_line && r.next == e->text.len);
}

static struct row row_of_cursor(const struct editor *e, uint32_t cols, rune_width_fn width,
                                struct row *ret_above)
{
	struct row r = row_at(e, 0, cols, width);
	*ret_above = (struct row){0, 0, SIZE_MAX};
	while (has_more(e, r) && e->at >= r.next) {
		*ret_above = r;
		r = row_at(e, r.next, cols, width);
	}
	return r;
}

/* The place in a row that is nearest to a column. */
static size_t place_in(const struct editor *e, struct row r, uint32_t col, rune_width_fn width)
{
	size_t at = r.from;
	uint32_t used = 0;
	while (at < r.to && used < col) {
		size_t next = after(e, at, width);
		used += cols_at(text_of(e), at, next - at, width);
		if (next >= r.to && r.next == r.to && has_more(e, r)) {
			break; // there the next row begins
		}
		at = next;
	}
	return at;
}

static enum editor_result move_row(struct editor *e, bool is_down, uint32_t cols,
                                   rune_width_fn width)
{
	struct row above, here = row_of_cursor(e, cols, width, &above);
	uint32_t col = cols_at(text_of(e), here.from, e->at - here.from, width);
	if (is_down && !has_more(e, here)) {
		return EDITOR_LEFT_DOWN;
	}
	if (!is_down && above.next == SIZE_MAX) {
		return EDITOR_LEFT_UP;
	}
	struct row to = is_down ? row_at(e, here.next, cols, width) : above;
	e->at = place_in(e, to, col, width);
	return EDITOR_MOVED;
}

/* A screenful, one row of which stays; to an end of the text where it is nearer, then out. */
static enum editor_result move_page(struct editor *e, bool is_down, struct editor_window seen)
{
	size_t end = is_down ? e->text.len : 0;
	uint32_t n = seen.rows > 2 ? seen.rows - 1 : 1;
	if (e->at == end) {
		return is_down ? EDITOR_LEFT_DOWN : EDITOR_LEFT_UP;
	}
	for (uint32_t i = 0; i < n; i++) {
		if (move_row(e, is_down, seen.cols, seen.width) != EDITOR_MOVED) {
			e->at = end;
			break;
		}
	}
	return EDITOR_MOVED;
}

static size_t end_of_row(const struct editor *e, struct row r, rune_width_fn width)
{
	bool wraps = r.next == r.to && has_more(e, r);
	return wraps ? before(e, r.to, width) : r.to;
}

/* --- Keys ------------------------------------------------------------------------- */

static enum editor_result cut(struct editor *e, size_t from, size_t to, enum key_kind kind)
{
	if (from >= to) {
		return EDITOR_MOVED;
	}
	remember(e, kind);
	replace(e, from, to, (struct str){0});
	return EDITOR_CHANGED;
}

static enum editor_result type_text(struct editor *e, struct str text, enum key_kind kind)
{
	return put(e, text, kind) ? EDITOR_CHANGED : EDITOR_FULL;
}

static enum editor_result go_to(struct editor *e, size_t at)
{
	e->at = at;
	e->last = KEY_NOTHING;
	return EDITOR_MOVED;
}

/* What people of the command line have in their fingers. */
static enum editor_result control(struct editor *e, uint32_t letter, struct row here,
                                  rune_width_fn width)
{
	switch (letter) {
	case 'a':
		return go_to(e, here.from);
	case 'e':
		return go_to(e, end_of_row(e, here, width));
	case 'k':
		return cut(e, e->at, end_of_row(e, here, width), KEY_CTRL);
	case 'u':
		return cut(e, here.from, e->at, KEY_CTRL);
	case 'w':
		return cut(e, word_left(e, width), e->at, KEY_CTRL);
	default:
		return EDITOR_IGNORED;
	}
}

enum editor_result editor_key(struct editor *e, const struct key *key, struct editor_window seen)
{
	rune_width_fn width = seen.width;
	struct row above, here = row_of_cursor(e, seen.cols, width, &above);
	char bytes[UTF8_MAX_BYTES];
	switch ((int)key->kind) {
	case KEY_RUNE:
		return type_text(e, (struct str){bytes, utf8_encode(key->rune, bytes)}, KEY_RUNE);
	case KEY_PASTE:
		return type_text(e, key->text, KEY_PASTE);
	case KEY_BACKSPACE:
		return cut(e, before(e, e->at, width), e->at, KEY_BACKSPACE);
	case KEY_DELETE:
		return cut(e, e->at, after(e, e->at, width), KEY_DELETE);
	case KEY_LEFT:
		return go_to(e, before(e, e->at, width));
	case KEY_RIGHT:
		return go_to(e, after(e, e->at, width));
	case KEY_WORD_LEFT:
		return go_to(e, word_left(e, width));
	case KEY_WORD_RIGHT:
		return go_to(e, word_right(e, width));
	case KEY_HOME:
		return go_to(e, here.from);
	case KEY_END:
		return go_to(e, end_of_row(e, here, width));
	case KEY_UP:
	case KEY_DOWN:
		e->last = KEY_NOTHING;
		return move_row(e, key->kind == KEY_DOWN, seen.cols, width);
	case KEY_PAGE_UP:
	case KEY_PAGE_DOWN:
		e->last = KEY_NOTHING;
		return move_page(e, key->kind == KEY_PAGE_DOWN, seen);
	case KEY_CTRL:
		return control(e, key->rune, here, width);
	default:
		return EDITOR_IGNORED;
	}
}

/* --- What it shows ---------------------------------------------------------------- */

uint32_t editor_cols(uint32_t sheet_cols)
{
	uint32_t taken = BAR_COLS + CURSOR_COLS;
	return sheet_cols > taken ? sheet_cols - taken : 1;
}

static void show_row(const struct editor *e, struct sheet *s, struct row r, bool is_open)
{
	enum role role = is_open ? ROLE_TYPING : ROLE_FIELD;
	struct str text = str_slice(text_of(e), r.from, r.to - r.from);
	uint32_t cols = editor_cols(s->cols);
	while (text.len > 0 && text.ptr[text.len - 1] == ' ' && utf8_cols(text, s->width) > cols) {
		text.len--; // blanks hang past the edge
	}
	uint32_t used = (uint32_t)utf8_cols(text, s->width);
	sheet_line(s, 0, ROLE_RULE, 0, glyph_str(GLYPH_BAR, s->ascii));
	sheet_add(s, BAR_COLS, role, 0, text);
	struct buf rest = {0};
	for (uint32_t i = used; i < cols + CURSOR_COLS; i++) {
		buf_addc(&rest, ' ');
	}
	sheet_add(s, BAR_COLS + used, role, 0, buf_str(&rest));
	buf_finish(&rest);
}

void editor_show(const struct editor *e, struct sheet *s, uint32_t id, bool is_open, uint32_t rows)
{
	uint32_t cols = editor_cols(s->cols), n = 0;
	struct row above, here = row_of_cursor(e, cols, s->width, &above);
	struct sheet_item *item = sheet_begin_item(s, id);
	item->is_field = is_open;
	struct row r = row_at(e, 0, cols, s->width);
	for (bool goes_on = true; goes_on; n++) {
		show_row(e, s, r, is_open);
		if (r.from == here.from) {
			size_t len = e->at - here.from;
			sheet_cursor(s, BAR_COLS + cols_at(text_of(e), here.from, len, s->width));
		}
		goes_on = has_more(e, r);
		r = row_at(e, r.next, cols, s->width);
	}
	for (; n < rows; n++) {
		show_row(e, s, (struct row){e->text.len, e->text.len, e->text.len}, is_open);
	}
	sheet_end_item(s);
}
