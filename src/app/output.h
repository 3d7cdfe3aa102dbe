/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_OUTPUT_H
#define APP_OUTPUT_H

#include "buf.h"
#include "str.h"

#include <stdbool.h>

/* All the bytes, whatever the size of the writes. False where the reader is gone. */
bool output_write(int fd, struct str bytes);

/* Text, in the terminal's charset. */
bool output_tell(int fd, struct str text);

/* To the standard output; where that fails it is said on the standard error. */
bool output_print(struct str text);

/* The same of what a program reads, JSON say: it stays UTF-8. */
bool output_print_bytes(struct str bytes);

/* « safari : » and the sentence, on the standard error. */
void output_complain(struct str sentence);

/* Typeset, with its LF, at the end of `out`; what it quotes can't do harm to a terminal. */
void output_add_sentence(struct buf *out, struct str sentence);

/*
 * A line to be copied whole, indented: a command, a path. It isn't typeset, for a curly
 * apostrophe is another file's name.
 */
void output_add_command(struct buf *out, struct str command);

/* A word of such a line, as a shell reads it. */
void output_add_word(struct buf *out, struct str word);

/* The same, between apostrophes only where it needs them. */
void output_add_bare_word(struct buf *out, struct str word);

/* Lines of the standard input. A zeroed one is ready. */
struct input {
	struct buf pending;
	bool ended;
	bool was_cut;       /* the last line was longer than INPUT_MAX_LINE_BYTES */
	int error;          /* errno, where reading failed rather than ended */
	bool hears_signals; /* see signals.h; one that ends the program ends the input */
	int signal;         /* the one that did; 0: none */
};

enum {
	INPUT_MAX_LINE_BYTES = 64 * 1024, /* the rest of a longer line is dropped */
};

void input_finish(struct input *in);

/* True where a whole line was read already, and need not be waited for. */
bool input_has_line(const struct input *in);

/* Takes the signals that came. False, and then the input has ended, where one is an end. */
bool input_goes_on(struct input *in);

/* The next line, without its LF or CRLF, appended to `line`. False at the end of the input. */
bool input_read_line(struct input *in, struct buf *line);

#endif
