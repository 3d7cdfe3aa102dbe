/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A stage that is led by lines: a terminal for whoever can't link one. It speaks first, then
 * after each order, once the program sleeps or is gone.
 *
 *     host ROWS COLS HOME [NAME=VALUE…] PROGRAM [WORD…]
 *
 * Orders: `keys HEX`, `size ROWS COLS`, `cells`. What it says ends with a line `.`:
 *
 *     state here|gone|hangs STATUS RESTORED
 *     cursor ROW COL
 *     row TEXT                for each
 *     trace LINE              for each that came since
 *     cells RUN…              for each row, after `cells`: INK PAGE ATTRIBUTES TEXT, in hex
 */
#define _DEFAULT_SOURCE

#include "stage.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAX_LINE = 65536,
};

/* The cube and the greys as xterm has them, and most others since; libvterm's are its own. */
static unsigned rgb_of(struct stage *s, VTermColor colour)
{
	static const unsigned steps[] = {0, 95, 135, 175, 215, 255};
	unsigned n = VTERM_COLOR_IS_INDEXED(&colour) ? colour.indexed.idx : 0;
	if (n >= 232) {
		return (8 + (n - 232) * 10) * 0x10101;
	}
	if (n >= 16) {
		n -= 16;
		return steps[n / 36] << 16 | steps[n / 6 % 6] << 8 | steps[n % 6];
	}
	vterm_screen_convert_color_to_rgb(s->screen, &colour);
	return (unsigned)colour.rgb.red << 16 | (unsigned)colour.rgb.green << 8 | colour.rgb.blue;
}

static unsigned attributes_of(const VTermScreenCell *c)
{
	return (c->attrs.bold ? 1u : 0) | (c->attrs.underline != 0 ? 2u : 0) |
	       (c->attrs.reverse ? 4u : 0);
}

static void print_cell_text(const VTermScreenCell *c)
{
	struct buf text = {0};
	if (c->chars[0] == 0) {
		buf_addc(&text, ' ');
	}
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c->chars[i] != 0; i++) {
		if (c->chars[i] != (uint32_t)-1) {
			buf_add_rune(&text, c->chars[i]);
		}
	}
	for (size_t i = 0; i < text.len; i++) {
		printf("%02x", (unsigned char)text.ptr[i]);
	}
	buf_finish(&text);
}

static void print_cells(struct stage *s)
{
	for (unsigned row = 0; row < s->rows; row++) {
		char last[32] = "";
		printf("cells");
		for (unsigned col = 0; col < s->cols; col++) {
			VTermScreenCell c;
			char look[32];
			VTermPos at = {.row = (int)row, .col = (int)col};
			if (vterm_screen_get_cell(s->screen, at, &c) == 0) {
				break;
			}
			snprintf(look, sizeof look, "%06x %06x %u", rgb_of(s, c.fg),
			         rgb_of(s, c.bg), attributes_of(&c));
			if (strcmp(look, last) != 0) {
				printf(" %s ", look);
				memcpy(last, look, sizeof last);
			}
			print_cell_text(&c);
			col += c.width == 2 ? 1 : 0;
		}
		printf("\n");
	}
}

static void report(struct stage *s, bool well, size_t *told)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(s->vt), &at);
	printf("state %s %d %d\n",
	       s->gone ? "gone"
	       : well  ? "here"
	               : "hangs",
	       s->gone ? stage_status(s) : 0, s->gone && stage_is_restored(s));
	printf("cursor %d %d\n", at.row, at.col);
	for (unsigned row = 0; row < s->rows; row++) {
		struct str text = stage_row(s, row);
		printf("row %.*s\n", STR_ARG(text));
	}
	struct str rest = str_slice(buf_str(&s->lines), *told, s->lines_at - *told), line;
	while (str_next_line(&rest, &line)) {
		printf("trace %.*s\n", STR_ARG(line));
	}
	*told = s->lines_at;
}

static bool press(struct stage *s, const char *hex)
{
	struct buf keys = {0};
	unsigned byte;
	for (; sscanf(hex, "%2x", &byte) == 1; hex += 2) {
		buf_addc(&keys, (char)byte);
	}
	bool well = stage_type_bytes(s, buf_str(&keys));
	buf_finish(&keys);
	return well;
}

static void serve(struct stage *s)
{
	static char line[MAX_LINE];
	size_t told = 0;
	bool well = stage_settle(s);
	for (;;) {
		unsigned rows, cols;
		report(s, well, &told);
		printf(".\n");
		fflush(stdout);
		if (fgets(line, sizeof line, stdin) == NULL) {
			return;
		}
		if (strncmp(line, "keys ", 5) == 0) {
			well = press(s, line + 5);
		} else if (sscanf(line, "size %u %u", &rows, &cols) == 2) {
			well = stage_resize(s, rows, cols);
		} else if (strncmp(line, "cells", 5) == 0) {
			print_cells(s);
		}
	}
}

int main(int argc, char **argv)
{
	if (argc < 5) {
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	static const char *more[16];
	int at = 4;
	for (int n = 0; at < argc && n < 15 && strchr(argv[at], '=') != NULL; n++) {
		more[n] = argv[at++];
	}
	if (at == argc) {
		return 2;
	}
	struct stage s;
	stage_open(&s, &(struct stage_setup){
			       .program = argv[at],
			       .words = (const char *const *)(argv + at + 1),
			       .more = more,
			       .home = argv[3],
			       .rows = (unsigned)strtoul(argv[1], NULL, 10),
			       .cols = (unsigned)strtoul(argv[2], NULL, 10),
		       });
	serve(&s);
	stage_close(&s);
	return 0;
}
