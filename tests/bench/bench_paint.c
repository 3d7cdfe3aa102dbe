/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a frame costs on its way to a large terminal, processor time of ours: one line that changes
 * against all of it painted anew. The terminal is a pty that a child empties.
 *
 * It speaks on standard error: the frames go to standard output.
 */
#include "bench.h"

#include "terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>

enum {
	ROWS = 67,
	COLS = 240,
	N_FRAMES = 40,
	N_ROUNDS = 51,
};

struct bench {
	struct terminal *terminal;
	struct frame frames[2]; /* which differ in one line */
};

static int one_col(uint32_t rune)
{
	(void)rune;
	return 1;
}

static void fill(struct frame *f, uint32_t seed)
{
	frame_resize(f, ROWS, COLS, one_col);
	for (uint32_t row = 0; row < ROWS; row++) {
		for (uint32_t col = 0; col < COLS; col++) {
			seed = seed * 1664525 + 1013904223;
			char letter = (char)('a' + (seed >> 16) % 26);
			(void)frame_put(f, row, col, COLS, (struct str){&letter, 1}, ROLE_TEXT, 0);
		}
	}
}

static void change_line(struct frame *f)
{
	for (uint32_t col = 0; col < COLS; col++) {
		(void)frame_put(f, ROWS / 2, col, COLS, STR("-"), ROLE_TEXT, 0);
	}
}

static void paint_one_line(void *ctx)
{
	struct bench *b = ctx;
	for (int i = 0; i < N_FRAMES; i++) {
		terminal_paint(b->terminal, &b->frames[i % 2]);
	}
}

static void paint_all(void *ctx)
{
	struct bench *b = ctx;
	for (int i = 0; i < N_FRAMES; i++) {
		terminal_forget(b->terminal);
		terminal_paint(b->terminal, &b->frames[0]);
	}
}

/* Standard output is a terminal of this size from now on; the child that reads it. */
static pid_t take_terminal(void)
{
	struct winsize size = {.ws_row = ROWS, .ws_col = COLS};
	int master = posix_openpt(O_RDWR | O_NOCTTY);
	if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) {
		exit(1);
	}
	int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	if (slave < 0 || ioctl(slave, TIOCSWINSZ, &size) != 0) {
		exit(1);
	}
	pid_t reader = fork();
	if (reader == 0) {
		static char bytes[1 << 16];
		while (read(master, bytes, sizeof bytes) > 0) {
		}
		_exit(0);
	}
	close(master);
	(void)dup2(slave, STDOUT_FILENO);
	close(slave);
	return reader;
}

int main(void)
{
	struct bench b = {0};
	pid_t reader = take_terminal();
	if (terminal_create("xterm-256color", true, &b.terminal) != TERMINAL_OK) {
		return 1;
	}
	uint32_t rows, cols;
	terminal_set_look(b.terminal, LOOK_DARK);
	(void)terminal_measure(b.terminal, &rows, &cols);
	fill(&b.frames[0], 1);
	fill(&b.frames[1], 1);
	change_line(&b.frames[1]);
	struct bench_ratio r = bench_pairs(NULL, paint_one_line, paint_all, &b, N_ROUNDS);
	fprintf(stderr, "%u x %u: one line ÷ all: %.3f (%.3f to %.3f), %.0f µs, %.0f µs\n",
	        (unsigned)cols, (unsigned)rows, r.median, r.low, r.high, r.a_s / N_FRAMES * 1e6,
	        r.b_s / N_FRAMES * 1e6);
	frame_finish(&b.frames[0]);
	frame_finish(&b.frames[1]);
	terminal_destroy(b.terminal);
	kill(reader, SIGKILL);
	waitpid(reader, NULL, 0);
	return 0;
}
