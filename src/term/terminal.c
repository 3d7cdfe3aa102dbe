/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal's life, modes and size. Curses neither reads keys nor handles signals here. */
#include "terminal.h"

#include "kind.h"
#include "mem.h"
#include "painter.h"
#include "port.h"

#include <curses.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

struct terminal {
	SCREEN *screen;
	struct painter painter;
	bool is_modern;
	bool mouse, paste; /* as asked for */
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

static void begin(struct terminal *t, bool utf8)
{
	set_modes();
	// Never looks for keys while painting: they are not curses' to read.
	(void)typeahead(-1);
	(void)keypad(stdscr, TRUE);
	(void)leaveok(stdscr, FALSE);
	(void)scrollok(stdscr, FALSE);
	struct str mouse = kind_string("kmous");
	t->is_modern = str_starts(mouse, STR("\033["));
	int n_colours = has_colors() ? tigetnum((char[]){"colors"}) : 0;
	painter_begin(&t->painter, utf8, n_colours > 0 ? (uint32_t)n_colours : 0);
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

/*
 * Until it has been left once and come back to, ncurses writes at each move of the cursor, a dozen
 * times a frame; after that, a frame is one write. So it is left at once, of which the terminal
 * sees nothing, and come back to.
 */
static void gather_writes(void)
{
	int terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (terminal >= 0 && nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0) {
		(void)endwin();
		(void)dup2(terminal, STDOUT_FILENO);
		(void)refresh();
	}
	(void)close(terminal);
	(void)close(nowhere);
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
	gather_writes();
	struct terminal *t = mem_alloc(sizeof *t);
	*t = (struct terminal){.screen = screen};
	begin(t, utf8);
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
	t->painter.hides_cursor = false;
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
	painter_finish(&t->painter);
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
	return t->painter.has_colours;
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

void terminal_set_look(struct terminal *t, enum look look)
{
	painter_set_look(&t->painter, look);
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
	bool changed = rows != t->painter.last.rows || cols != t->painter.last.cols;
	if (rows != (unsigned)LINES || cols != (unsigned)COLS) {
		(void)resizeterm((int)rows, (int)cols);
		t->painter.known = false;
	}
	*ret_rows = rows;
	*ret_cols = cols;
	return changed;
}

/* --- Frames ------------------------------------------------------------------------ */

void terminal_paint(struct terminal *t, const struct frame *f)
{
	painter_paint(&t->painter, f);
}

void terminal_forget(struct terminal *t)
{
	painter_forget(&t->painter);
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
