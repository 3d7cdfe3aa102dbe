/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plain reads and writes; no stdio, so that a prompt without LF is out when we wait. */
#include "output.h"

#include "charset.h"
#include "i18n.h"
#include "reasons.h"
#include "sanitise.h"
#include "signals.h"
#include "typography.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Someone else may have set the terminal so that nobody waits on it. */
static bool wait_for(int fd, short what)
{
	struct pollfd one = {.fd = fd, .events = what};
	return poll(&one, 1, -1) >= 0 || errno == EINTR;
}

bool output_write(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);
		bool may_go_on = n > 0 || (n < 0 && errno == EINTR) ||
		                 (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) &&
		                  wait_for(fd, POLLOUT));
		if (!may_go_on) {
			return false;
		}
		bytes = str_slice(bytes, n > 0 ? (size_t)n : 0, bytes.len);
	}
	return true;
}

bool output_tell(int fd, struct str text)
{
	struct buf out = {0};
	charset_add(&out, text);
	bool well = output_write(fd, buf_str(&out));
	int error = errno;
	buf_finish(&out);
	errno = error;
	return well;
}

void output_add_sentence(struct buf *out, struct str sentence)
{
	struct buf clean = {0};
	sanitise_line(&clean, sentence);
	typography_french(out, buf_str(&clean));
	buf_addc(out, '\n');
	buf_finish(&clean);
}

void output_add_command(struct buf *out, struct str command)
{
	buf_add(out, STR("  "));
	sanitise_line(out, command);
	buf_addc(out, '\n');
}

void output_add_word(struct buf *out, struct str word)
{
	buf_addc(out, '\'');
	for (size_t i = 0; i < word.len; i++) {
		if (word.ptr[i] == '\'') {
			buf_add(out, STR("'\\''"));
		} else {
			buf_addc(out, word.ptr[i]);
		}
	}
	buf_addc(out, '\'');
}

void output_add_bare_word(struct buf *out, struct str word)
{
	bool plain = word.len > 0;
	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.ptr[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
		plain = plain && (is_letter || (c >= '0' && c <= '9') || strchr("-_./", c) != NULL);
	}
	if (plain) {
		buf_add(out, word);
	} else {
		output_add_word(out, word);
	}
}

void output_complain(struct str sentence)
{
	struct buf out = {0};
	typography_french(&out, STR("safari : "));
	output_add_sentence(&out, sentence);
	(void)output_tell(STDERR_FILENO, buf_str(&out));
	buf_finish(&out);
}

/* `well`: it could be written; else errno. */
static bool complain_unless(bool well)
{
	if (!well) {
		struct buf sentence = {0};
		buf_addf(&sentence, _("ce que safari dit ne s'écrit pas : %s."),
		         reason_of_error(errno));
		output_complain(buf_str(&sentence));
		buf_finish(&sentence);
	}
	return well;
}

bool output_print(struct str text)
{
	return complain_unless(output_tell(STDOUT_FILENO, text));
}

bool output_print_bytes(struct str bytes)
{
	return complain_unless(output_write(STDOUT_FILENO, bytes));
}

void input_finish(struct input *in)
{
	buf_finish(&in->pending);
}

/* The signals that came. False where one of them ends the program. */
static bool take_signals(struct input *in)
{
	int signal;
	while ((signal = signals_next()) != 0) {
		if (signal == SIGTSTP) {
			signals_stop();
		} else if (signal != SIGCONT && signal != SIGWINCH) {
			in->signal = signal;
		}
	}
	return in->signal == 0;
}

bool input_goes_on(struct input *in)
{
	in->ended = in->ended || (in->hears_signals && !take_signals(in));
	return !in->ended;
}

/* Until there is something to read. False where the program must end. */
static bool wait_to_read(struct input *in)
{
	struct pollfd fds[] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = in->hears_signals ? signals_fd() : -1, .events = POLLIN},
	};
	do {
		fds[0].revents = 0;
		if (poll(fds, 2, -1) < 0 && errno != EINTR) {
			return true; // read() will say what is wrong
		}
		if (in->hears_signals && !take_signals(in)) {
			return false;
		}
	} while (fds[0].revents == 0);
	return true;
}

/* More bytes into `pending`. False at the end. */
static bool fill(struct input *in)
{
	enum {
		CHUNK = 4096,
	};

	buf_reserve(&in->pending, CHUNK);
	for (;;) {
		if (!wait_to_read(in)) {
			return false;
		}
		ssize_t n = read(STDIN_FILENO, in->pending.ptr + in->pending.len, CHUNK);
		if (n < 0 && (errno == EINTR || errno == EAGAIN)) {
			continue;
		}
		if (n <= 0) {
			in->error = n < 0 ? errno : 0;
			return false;
		}
		in->pending.len += (size_t)n;
		in->pending.ptr[in->pending.len] = '\0';
		return true;
	}
}

/* Removes the first `len` bytes. */
static void drop(struct input *in, size_t len)
{
	memmove(in->pending.ptr, in->pending.ptr + len, in->pending.len - len);
	buf_cut(&in->pending, in->pending.len - len);
}

/* What a line that is being read has too much of goes at once: memory stays bounded. */
static bool shed(struct input *in)
{
	bool is_long = in->pending.len > INPUT_MAX_LINE_BYTES;
	if (is_long) {
		buf_cut(&in->pending, INPUT_MAX_LINE_BYTES);
	}
	return is_long;
}

static size_t line_end(const struct input *in, size_t from)
{
	return str_find(buf_str(&in->pending), STR("\n"), from);
}

bool input_has_line(const struct input *in)
{
	return in->ended || line_end(in, 0) != SIZE_MAX;
}

bool input_read_line(struct input *in, struct buf *line)
{
	size_t seen = 0;
	size_t end;
	bool was_shed = false;
	while ((end = line_end(in, seen)) == SIZE_MAX && !in->ended) {
		was_shed = shed(in) || was_shed;
		seen = in->pending.len;
		in->ended = !fill(in);
	}
	if (end == SIZE_MAX && in->pending.len == 0) {
		return false;
	}
	size_t len = end == SIZE_MAX ? in->pending.len : end;
	in->was_cut = was_shed || len > INPUT_MAX_LINE_BYTES;
	size_t kept = len > INPUT_MAX_LINE_BYTES ? INPUT_MAX_LINE_BYTES : len;
	struct str text = str_slice(buf_str(&in->pending), 0, kept);
	if (str_ends(text, STR("\r"))) {
		text.len--;
	}
	buf_add(line, text);
	drop(in, end == SIZE_MAX ? len : end + 1);
	return true;
}
