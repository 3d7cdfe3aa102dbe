/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames to curses, cell by cell, never a multibyte string: under a locale that isn't UTF-8
 * curses would make control bytes of it. Curses is given the cells that changed and finds the
 * shortest way there. It neither reads keys nor handles signals here.
 */
#include "terminal.h"

#include "fold.h"
#include "kind.h"
#include "mem.h"
#include "port.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

struct terminal {
	SCREEN *screen;
	bool utf8, has_colours, is_direct, is_modern;
	bool colours_begun;
	bool mouse, paste; /* as asked for */
	enum look look;
	struct paint pairs[ROLE_COUNT]; /* curses' pair n + 1 */
	short n_pairs, pair_of[ROLE_COUNT];
	struct frame last; /* what curses was given */
	bool known;        /* … is on its screen */
	cchar_t *row;      /* room for one */
	uint32_t n_row;
};

/*
 * What a fatal signal's handler needs, which gets no argument: bytes that put the terminal
 * back, made beforehand, and its modes.
 */
static struct {
	char bytes[256];
	size_t len;
	struct termios modes;
	volatile bool armed;
} emergency;

static const char MOUSE_ON[] = "\033[?1000h\033[?1006h", MOUSE_OFF[] = "\033[?1006l\033[?1000l";
static const char PASTE_ON[] = "\033[?2004h", PASTE_OFF[] = "\033[?2004l";

static void send(struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(STDOUT_FILENO, bytes.ptr, bytes.len);
		if (n <= 0) {
			// Interrupted or gone: the loop learns of the latter by reading.
			return;
		}
		bytes = str_slice(bytes, (size_t)n, bytes.len);
	}
}

/* --- The way out --------------------------------------------------------------------------- */

/* Without the delays "$<5>" that curses would wait for. */
static void add_emergency(struct str bytes)
{
	for (size_t i = 0; i < bytes.len && emergency.len < sizeof emergency.bytes; i++) {
		if (bytes.ptr[i] == '$' && i + 1 < bytes.len && bytes.ptr[i + 1] == '<') {
			while (i < bytes.len && bytes.ptr[i] != '>') {
				i++;
			}
			continue;
		}
		emergency.bytes[emergency.len++] = bytes.ptr[i];
	}
}

static void prepare_emergency(const struct terminal *t)
{
	static const char *const names[] = {"sgr0", "op", "cnorm", "rmkx", "rmcup"};
	emergency.len = 0;
	if (t->is_modern) {
		add_emergency(STR(PASTE_OFF));
		add_emergency(STR(MOUSE_OFF));
	}
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		add_emergency(kind_string(names[i]));
	}
	add_emergency(STR("\r\n"));
}

void terminal_emergency(void)
{
	if (!emergency.armed) {
		return;
	}
	emergency.armed = false;
	ssize_t n = write(STDOUT_FILENO, emergency.bytes, emergency.len);
	(void)n;
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &emergency.modes);
}

/* --- Life ------------------------------------------------------------------------------------ */

static void set_modes(void)
{
	(void)raw();
	(void)noecho();
	(void)nonl();
}

static void begin(struct terminal *t)
{
	set_modes();
	// Never looks for keys while painting: they are not curses' to read.
	(void)typeahead(-1);
	(void)keypad(stdscr, TRUE);
	(void)leaveok(stdscr, FALSE);
	(void)scrollok(stdscr, FALSE);
	struct str mouse = kind_string("kmous");
	t->is_modern = str_starts(mouse, STR("\033["));
	t->has_colours = has_colors() && tigetnum((char[]){"colors"}) >= 256;
	t->is_direct = t->has_colours && tigetnum((char[]){"colors"}) > 256;
#if !defined(NCURSES_EXT_COLORS) || !NCURSES_EXT_COLORS
	t->has_colours = t->has_colours && !t->is_direct;
#endif
	prepare_emergency(t);
	emergency.armed = true;
}

/*
 * What LINES and COLUMNS say doesn't follow the window. It is asked itself, unless its answer
 * is absurd: then terminfo's size serves until terminal_measure has cut it.
 */
static void choose_size_source(void)
{
	unsigned rows = 0, cols = 0;
	bool sound = port_terminal_size(STDOUT_FILENO, &rows, &cols) && rows > 0 && cols > 0 &&
	             rows <= TERMINAL_MAX_ROWS && cols <= TERMINAL_MAX_COLS;
	use_env(FALSE);
#ifdef NCURSES_VERSION
	// Some types have no size of their own: the Linux console's, for one.
	use_tioctl(sound);
#else
	(void)sound;
#endif
}

enum terminal_outcome terminal_create(const char *type, bool utf8, struct terminal **ret_terminal)
{
	enum terminal_outcome outcome = kind_find(type, &type);
	if (outcome != TERMINAL_OK) {
		return outcome;
	}
	choose_size_source();
	(void)tcgetattr(STDIN_FILENO, &emergency.modes);
	SCREEN *screen = newterm(type, stdout, stdin);
	if (screen == NULL) {
		return TERMINAL_UNKNOWN;
	}
	struct terminal *t = mem_alloc(sizeof *t);
	*t = (struct terminal){.screen = screen, .utf8 = utf8};
	begin(t);
	*ret_terminal = t;
	return TERMINAL_OK;
}

static void give_back(struct terminal *t)
{
	if (t->paste) {
		send(STR(PASTE_OFF));
	}
	if (t->mouse) {
		send(STR(MOUSE_OFF));
	}
	(void)curs_set(1);
	(void)endwin();
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &emergency.modes);
	emergency.armed = false;
}

void terminal_destroy(struct terminal *t)
{
	if (t == NULL) {
		return;
	}
	give_back(t);
	delscreen(t->screen);
	frame_finish(&t->last);
	mem_free(t->row);
	mem_free(t);
}

void terminal_suspend(struct terminal *t)
{
	give_back(t);
}

void terminal_resume(struct terminal *t)
{
	emergency.armed = true;
	(void)reset_prog_mode();
	set_modes();
	terminal_forget(t);
	(void)refresh();
	if (t->mouse) {
		send(STR(MOUSE_ON));
	}
	if (t->paste) {
		send(STR(PASTE_ON));
	}
}

bool terminal_has_colours(const struct terminal *t)
{
	return t->has_colours;
}

bool terminal_is_modern(const struct terminal *t)
{
	return t->is_modern;
}

struct str terminal_key(const struct terminal *t, const char *name)
{
	(void)t;
	return kind_string(name);
}

/* --- Modes -------------------------------------------------------------------------------------
 */

void terminal_set_mouse(struct terminal *t, bool on)
{
	on = on && t->is_modern;
	if (on != t->mouse) {
		send(on ? STR(MOUSE_ON) : STR(MOUSE_OFF));
		t->mouse = on;
	}
}

void terminal_set_paste(struct terminal *t, bool on)
{
	on = on && t->is_modern;
	if (on != t->paste) {
		send(on ? STR(PASTE_ON) : STR(PASTE_OFF));
		t->paste = on;
	}
}

/*
 * With colours, what is reversed gets its two the other way round: curses erases a row's rest
 * in one go in colours, never in reverse.
 */
static struct paint paint_of(enum look look, enum role role, unsigned style)
{
	struct paint p = look_paint(look, role, style);
	if (look == LOOK_MONO || (p.attributes & LOOK_REVERSE) == 0) {
		return p;
	}
	return (struct paint){p.page, p.ink, (uint8_t)(p.attributes ^ LOOK_REVERSE)};
}

/* Roles of the same colours share a pair: nothing is sent where only the role changes. */
static short make_pair(struct terminal *t, struct paint p)
{
	short n = 0;
	while (n < t->n_pairs && (t->pairs[n].ink != p.ink || t->pairs[n].page != p.page)) {
		n++;
	}
	short pair = (short)(n + 1);
	if (n < t->n_pairs) {
		return pair;
	}
	t->pairs[t->n_pairs++] = p;
#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS
	if (t->is_direct) {
		(void)init_extended_pair(pair, (int)look_rgb(p.ink), (int)look_rgb(p.page));
		return pair;
	}
#endif
	(void)init_pair(pair, p.ink, p.page);
	return pair;
}

void terminal_set_look(struct terminal *t, enum look look)
{
	if (!t->has_colours) {
		look = LOOK_MONO;
	}
	if (look == t->look) {
		return;
	}
	t->look = look;
	t->known = false;
	if (look == LOOK_MONO) {
		return;
	}
	if (!t->colours_begun) {
		(void)start_color();
		(void)use_default_colors();
		t->colours_begun = true;
	}
	t->n_pairs = 0;
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		t->pair_of[role] = make_pair(t, paint_of(look, role, 0));
	}
}

/* --- Size
 * ------------------------------------------------------------------------------------------ */

bool terminal_measure(struct terminal *t, uint32_t *ret_rows, uint32_t *ret_cols)
{
	unsigned rows = 0, cols = 0;
	if (!port_terminal_size(STDOUT_FILENO, &rows, &cols) || rows == 0 || cols == 0) {
		rows = (unsigned)LINES;
		cols = (unsigned)COLS;
	}
	rows = rows < TERMINAL_MAX_ROWS ? rows : TERMINAL_MAX_ROWS;
	cols = cols < TERMINAL_MAX_COLS ? cols : TERMINAL_MAX_COLS;
	bool changed = rows != t->last.rows || cols != t->last.cols;
	if (rows != (unsigned)LINES || cols != (unsigned)COLS) {
		(void)resizeterm((int)rows, (int)cols);
		t->known = false;
	}
	*ret_rows = rows;
	*ret_cols = cols;
	return changed;
}

/* --- Painting ------------------------------------------------------------------------------------
 */

static attr_t curses_attributes(unsigned attributes)
{
	attr_t a = A_NORMAL;
	a |= (attributes & LOOK_BOLD) != 0 ? A_BOLD : A_NORMAL;
	a |= (attributes & LOOK_REVERSE) != 0 ? A_REVERSE : A_NORMAL;
	a |= (attributes & LOOK_UNDERLINE) != 0 ? A_UNDERLINE : A_NORMAL;
	return a;
}

static bool is_half(const struct cell *c)
{
	return c->runes[0] == 0;
}

/* In ASCII, the right half of a letter is a letter: œ is oe. */
static uint32_t folded(const struct cell *c)
{
	return is_half(c) ? fold_second(c[-1].runes[0]) : fold_rune(c->runes[0]);
}

/* A cell of a row, in the looks of `like`; in UTF-8 none that is the right half of another. */
static void set_cell(const struct terminal *t, const struct cell *c, const struct cell *like,
                     cchar_t *out)
{
	wchar_t text[CELL_MAX_RUNES + 1] = {0};
	for (int i = 0; t->utf8 && i < CELL_MAX_RUNES; i++) {
		text[i] = (wchar_t)c->runes[i];
	}
	if (!t->utf8) {
		text[0] = (wchar_t)folded(c);
	}
	attr_t a = curses_attributes(paint_of(t->look, like->role, like->style).attributes);
	short pair = t->look == LOOK_MONO ? 0 : t->pair_of[like->role];
	if (setcchar(out, text, a, pair, NULL) != OK) {
		text[1] = 0;
		(void)setcchar(out, text, a, pair, NULL);
	}
}

/*
 * A blank has no ink: on the same page it may have the looks of what stands beside it, and nothing
 * is sent for the change.
 */
static bool may_look_like(const struct terminal *t, const struct cell *blank,
                          const struct cell *beside)
{
	const unsigned visible = LOOK_REVERSE | LOOK_UNDERLINE;
	if (beside == NULL || blank->runes[0] != ' ') {
		return false;
	}
	struct paint a = paint_of(t->look, blank->role, blank->style);
	struct paint b = paint_of(t->look, beside->role, beside->style);
	return a.page == b.page && ((a.attributes | b.attributes) & visible) == 0;
}

/* What blanks at the beginning of a run may look like. */
static const struct cell *first_text(const struct cell *cells, uint32_t from, uint32_t to)
{
	while (from < to && cells[from].runes[0] == ' ') {
		from++;
	}
	return from < to ? &cells[from] : NULL;
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
	return memcmp(a->runes, b->runes, sizeof a->runes) == 0 && a->role == b->role &&
	       a->style == b->style;
}

/* Both halves of a wide character go together. */
static void paint_run(struct terminal *t, uint32_t row, const struct cell *cells, uint32_t from,
                      uint32_t to, uint32_t cols)
{
	while (from > 0 && is_half(&cells[from])) {
		from--;
	}
	while (to < cols && is_half(&cells[to])) {
		to++;
	}
	int n = 0;
	const struct cell *like = first_text(cells, from, to);
	for (uint32_t col = from; col < to; col++) {
		if (!t->utf8 || !is_half(&cells[col])) {
			like = may_look_like(t, &cells[col], like) ? like : &cells[col];
			set_cell(t, &cells[col], like, &t->row[n++]);
		}
	}
	(void)mvadd_wchnstr((int)row, (int)from, t->row, n);
}

static bool has_changed(const struct cell *cells, const struct cell *old, uint32_t col)
{
	return old == NULL || !same_cell(&cells[col], &old[col]);
}

/*
 * Where the run ends that has changed: a few blanks between words are gone over, so that they
 * look like these and not like what stood there before.
 */
static uint32_t end_of_run(const struct cell *cells, const struct cell *old, uint32_t col,
                           uint32_t cols)
{
	enum {
		MAX_BLANKS = 8, /* farther, curses moves the cursor */
	};

	uint32_t end = col;
	for (; col < cols && col - end < MAX_BLANKS; col++) {
		if (has_changed(cells, old, col)) {
			end = col + 1;
		} else if (cells[col].runes[0] != ' ') {
			break;
		}
	}
	return end;
}

/* `old` NULL: all of it. */
static void paint_row(struct terminal *t, uint32_t row, const struct cell *cells,
                      const struct cell *old, uint32_t cols)
{
	for (uint32_t col = 0; col < cols; col++) {
		if (has_changed(cells, old, col)) {
			uint32_t end = end_of_run(cells, old, col, cols);
			paint_run(t, row, cells, col, end, cols);
			col = end;
		}
	}
}

static void remember(struct terminal *t, const struct frame *f)
{
	if (t->last.rows != f->rows || t->last.cols != f->cols) {
		frame_resize(&t->last, f->rows, f->cols, f->width);
	}
	memcpy(t->last.cells, f->cells, (size_t)f->rows * f->cols * sizeof f->cells[0]);
	t->known = true;
}

void terminal_paint(struct terminal *t, const struct frame *f)
{
	bool known = t->known && t->last.rows == f->rows && t->last.cols == f->cols;
	if (t->n_row < f->cols) {
		t->row = mem_resize(t->row, f->cols, sizeof t->row[0]);
		t->n_row = f->cols;
	}
	uint32_t rows = f->rows < (uint32_t)LINES ? f->rows : (uint32_t)LINES;
	for (uint32_t row = 0; row < rows; row++) {
		size_t at = (size_t)row * f->cols;
		paint_row(t, row, f->cells + at, known ? t->last.cells + at : NULL, f->cols);
	}
	remember(t, f);
	(void)move((int)f->cursor_row, (int)f->cursor_col);
	(void)refresh();
}

void terminal_forget(struct terminal *t)
{
	t->known = false;
	(void)clearok(curscr, TRUE);
}

/* --- The clipboard -------------------------------------------------------------------------- */

bool terminal_copy(struct terminal *t, struct str text)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	enum {
		MAX_BYTES = 3072, /* 4 kB in base 64: what every terminal takes */
	};

	if (!t->is_modern || text.len > MAX_BYTES) {
		return false;
	}
	struct buf out = {0};
	buf_add(&out, STR("\033]52;c;"));
	for (size_t i = 0; i < text.len; i += 3) {
		size_t left = text.len - i;
		uint32_t three = (uint32_t)(unsigned char)text.ptr[i] << 16;
		three |= left > 1 ? (uint32_t)(unsigned char)text.ptr[i + 1] << 8 : 0;
		three |= left > 2 ? (uint32_t)(unsigned char)text.ptr[i + 2] : 0;
		buf_addc(&out, digits[three >> 18]);
		buf_addc(&out, digits[three >> 12 & 63]);
		buf_addc(&out, left > 1 ? digits[three >> 6 & 63] : '=');
		buf_addc(&out, left > 2 ? digits[three & 63] : '=');
	}
	buf_addc(&out, '\a');
	send(buf_str(&out));
	buf_finish(&out);
	return true;
}
