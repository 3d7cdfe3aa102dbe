/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See stage.h. Linux and BSD alike, but for forkpty, which hides what is wanted here. */
#define _DEFAULT_SOURCE
#define _XOPEN_SOURCE 700

#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What the shell tells of the program: its number, then each status of waitpid. */
struct news {
	pid_t pid;
	int status;
};

static void die(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(1);
}

static double now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- The child's side ------------------------------------------------------------------------- */

static char *join(const char *name, const char *value)
{
	size_t size = strlen(name) + strlen(value) + 2;
	char *s = malloc(size);
	snprintf(s, size, "%s=%s", name, value);
	return s;
}

static bool is_among(const char *const *more, const char *name)
{
	for (; more != NULL && *more != NULL; more++) {
		size_t len = strlen(name);
		if (strncmp(*more, name, len) == 0 && (*more)[len] == '=') {
			return true;
		}
	}
	return false;
}

static char **environment(const struct stage *s, const struct stage_setup *setup)
{
	char **env = calloc(64, sizeof *env);
	size_t n = 0;
	static const char *const passed[] = {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LOCPATH"};
	for (size_t i = 0; i < sizeof passed / sizeof passed[0]; i++) {
		const char *value = getenv(passed[i]);
		if (value != NULL && !is_among(setup->more, passed[i])) {
			env[n++] = join(passed[i], value);
		}
	}
	env[n++] = join("HOME", setup->home);
	const char *terminal = setup->terminal != NULL ? setup->terminal : "xterm-256color";
	if (terminal[0] != '\0') {
		env[n++] = join("TERM", terminal);
	}
	for (const char *const *more = setup->more; more != NULL && *more != NULL; more++) {
		env[n++] = strdup(*more);
	}
	if (!is_among(setup->more, "LANG") && !is_among(setup->more, "LC_ALL")) {
		env[n++] = join("LANG", "C.UTF-8");
	}
	if (!setup->untraced) {
		env[n++] = join("SAFARI_TRACE", s->fifo);
	}
	return env;
}

static void be_program(const struct stage *s, const struct stage_setup *setup, int in, int out)
{
	size_t n = 1;
	const char *words[32] = {setup->program};
	for (const char *const *w = setup->words; w != NULL && *w != NULL; w++) {
		words[n++] = *w;
	}
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(s->slave, STDERR_FILENO);
	char **argv = calloc(n + 1, sizeof *argv);
	for (size_t i = 0; i < n; i++) {
		argv[i] = strdup(words[i]);
	}
	execve(setup->program, argv, environment(s, setup));
	_exit(126);
}

/* Leads the session; holds the terminal until `keep` is closed at the other end. */
static void be_shell(const struct stage *s, const struct stage_setup *setup, int news, int keep,
                     int in, int out)
{
	signal(SIGHUP, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);
	close(s->master);
	// A test that was killed leaves nothing behind for long.
	alarm(300);
	setsid();
	ioctl(s->slave, TIOCSCTTY, 0);
	pid_t program = fork();
	if (program == 0) {
		setpgid(0, 0);
		tcsetpgrp(s->slave, getpid());
		// Whoever started the tests in the background may have had them ignored.
		static const int heard[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTOU};
		for (size_t i = 0; i < sizeof heard / sizeof heard[0]; i++) {
			signal(heard[i], SIG_DFL);
		}
		close(news);
		be_program(s, setup, in, out);
	}
	close(in);
	close(out);
	struct news n = {.pid = program};
	bool goes_on = true;
	while (write(news, &n, sizeof n) == (ssize_t)sizeof n && goes_on) {
		n = (struct news){0};
		pid_t found = waitpid(program, &n.status, WUNTRACED);
		goes_on = found == program && WIFSTOPPED(n.status);
	}
	char byte;
	ssize_t n_read = read(keep, &byte, 1);
	(void)n_read;
	_exit(0);
}

/* --- A home --- */

void stage_new_home(char *home)
{
	char here[STAGE_HOME_BYTES - 20];
	if (getcwd(here, sizeof here) == NULL) {
		die("no working folder");
	}
	snprintf(home, STAGE_HOME_BYTES, "%s/stage-XXXXXX", here);
	if (mkdtemp(home) == NULL) {
		die("no folder");
	}
}

void stage_remove_home(const char *home)
{
	pid_t pid = fork();
	if (pid == 0) {
		execlp("rm", "rm", "-rf", home, (char *)NULL);
		_exit(1);
	}
	waitpid(pid, NULL, 0);
}

struct str stage_read_home(const char *home, struct buf *out, const char *name)
{
	char path[STAGE_HOME_BYTES * 2];
	buf_clear(out);
	snprintf(path, sizeof path, "%s/%s", home, name);
	FILE *f = fopen(path, "rb");
	if (f != NULL) {
		char bytes[4096];
		size_t n;
		while ((n = fread(bytes, 1, sizeof bytes, f)) > 0) {
			buf_add(out, (struct str){bytes, n});
		}
		fclose(f);
	}
	return buf_str(out);
}

/* --- Life
 * ------------------------------------------------------------------------------------------ */

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct stage *s = user;
	if (prop == VTERM_PROP_ALTSCREEN) {
		s->alternate = value->boolean;
	} else if (prop == VTERM_PROP_CURSORVISIBLE) {
		s->cursor_hidden = !value->boolean;
	} else if (prop == VTERM_PROP_MOUSE) {
		s->mouse = value->number != VTERM_PROP_MOUSE_NONE;
	}
	return 1;
}

static void open_pty(struct stage *s)
{
	s->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (s->master < 0 || grantpt(s->master) != 0 || unlockpt(s->master) != 0) {
		die("no pty");
	}
	s->slave = open(ptsname(s->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (s->slave < 0) {
		die("no slave");
	}
	struct winsize size = {.ws_row = (unsigned short)s->rows,
	                       .ws_col = (unsigned short)s->cols};
	ioctl(s->slave, TIOCSWINSZ, &size);
	tcgetattr(s->slave, &s->before);
}

static void open_vterm(struct stage *s)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
	s->vt = vterm_new((int)s->rows, (int)s->cols);
	vterm_set_utf8(s->vt, 1);
	s->screen = vterm_obtain_screen(s->vt);
	vterm_screen_set_callbacks(s->screen, &callbacks, s);
	vterm_screen_enable_altscreen(s->screen, 1);
	vterm_screen_reset(s->screen, 1);
}

static void open_trace(struct stage *s, const char *home)
{
	snprintf(s->fifo, sizeof s->fifo, "%s/trace", home);
	unlink(s->fifo);
	if (mkfifo(s->fifo, 0600) != 0) {
		die("no fifo");
	}
	s->trace = open(s->fifo, O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

void stage_open(struct stage *s, const struct stage_setup *setup)
{
	*s = (struct stage){.rows = setup->rows != 0 ? setup->rows : 24,
	                    .cols = setup->cols != 0 ? setup->cols : 80,
	                    .away_in = -1,
	                    .away_out = -1};
	int news[2], keep[2], in[2], out[2];
	open_pty(s);
	open_trace(s, setup->home);
	open_vterm(s);
	if (pipe(news) != 0 || pipe(keep) != 0 || pipe(in) != 0 || pipe(out) != 0) {
		die("no pipe");
	}
	s->shell = fork();
	if (s->shell == 0) {
		close(news[0]);
		close(keep[1]);
		close(in[1]);
		close(out[0]);
		be_shell(s, setup, news[1], keep[0], setup->stdin_away ? in[0] : dup(s->slave),
		         setup->stdout_away ? out[1] : dup(s->slave));
	}
	close(news[1]);
	close(keep[0]);
	close(in[0]);
	close(out[1]);
	s->news = news[0];
	s->keep = keep[1];
	s->away_in = in[1];
	s->away_out = out[0];
	fcntl(s->news, F_SETFD, FD_CLOEXEC);
	fcntl(s->keep, F_SETFD, FD_CLOEXEC);
	fcntl(s->away_in, F_SETFD, FD_CLOEXEC);
	fcntl(s->away_out, F_SETFD, FD_CLOEXEC);
	fcntl(s->away_out, F_SETFL, O_NONBLOCK);
	fcntl(s->master, F_SETFL, O_NONBLOCK);
	struct news first;
	if (read(s->news, &first, sizeof first) != (ssize_t)sizeof first) {
		die("no program");
	}
	s->program = first.pid;
	fcntl(s->news, F_SETFL, O_NONBLOCK);
}

void stage_close(struct stage *s)
{
	if (!s->gone) {
		kill(s->program, SIGKILL);
	}
	close(s->keep);
	waitpid(s->shell, NULL, 0);
	int fds[] = {s->master, s->slave, s->trace, s->news, s->away_in, s->away_out};
	for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++) {
		if (fds[i] >= 0) {
			close(fds[i]);
		}
	}
	unlink(s->fifo);
	vterm_free(s->vt);
	buf_finish(&s->bytes);
	buf_finish(&s->aside);
	buf_finish(&s->lines);
}

/* --- Lockstep
 * ----------------------------------------------------------------------------------------- */

static const char PASTE_ON[] = "\033[?2004h", PASTE_OFF[] = "\033[?2004l";

static void feed(struct stage *s, struct str bytes)
{
	size_t from = s->bytes.len > 8 ? s->bytes.len - 8 : 0;
	buf_add(&s->bytes, bytes);
	for (size_t at = from; at + 8 <= s->bytes.len; at++) {
		if (memcmp(s->bytes.ptr + at, PASTE_ON, 8) == 0) {
			s->paste = true;
		} else if (memcmp(s->bytes.ptr + at, PASTE_OFF, 8) == 0) {
			s->paste = false;
		}
	}
	vterm_input_write(s->vt, bytes.ptr, bytes.len);
}

/* All that is in the pipe of the terminal; true where there was something. */
static bool drain(struct stage *s)
{
	char bytes[65536];
	bool some = false;
	ssize_t n;
	while (s->master >= 0 && (n = read(s->master, bytes, sizeof bytes)) > 0) {
		feed(s, (struct str){bytes, (size_t)n});
		some = true;
	}
	while ((n = read(s->away_out, bytes, sizeof bytes)) > 0) {
		buf_add(&s->aside, (struct str){bytes, (size_t)n});
		some = true;
	}
	return some;
}

static void take_line(struct stage *s, struct str line)
{
	if (str_starts(line, STR("lu "))) {
		s->n_read += (size_t)strtoul(line.ptr + 3, NULL, 10);
		s->waits = false;
	} else if (str_starts(line, STR("attend "))) {
		s->waits = true;
		// So short a sleep is for the rest of a key.
		s->timed = line.ptr[7] != '-' && strtoul(line.ptr + 7, NULL, 10) <= 100;
	} else {
		s->waits = false;
	}
}

static void drain_trace(struct stage *s)
{
	char bytes[65536];
	ssize_t n;
	while ((n = read(s->trace, bytes, sizeof bytes)) > 0) {
		buf_add(&s->lines, (struct str){bytes, (size_t)n});
	}
	for (;;) {
		size_t end = str_find(buf_str(&s->lines), STR("\n"), s->lines_at);
		if (end == SIZE_MAX) {
			return;
		}
		take_line(s, str_slice(buf_str(&s->lines), s->lines_at, end - s->lines_at));
		s->lines_at = end + 1;
	}
}

static void drain_news(struct stage *s)
{
	struct news n;
	while (read(s->news, &n, sizeof n) == (ssize_t)sizeof n) {
		if (WIFSTOPPED(n.status)) {
			s->stopped = true;
		} else {
			s->gone = true;
			s->status = n.status;
		}
	}
}

/*
 * A mark behind all that the program wrote: once it comes out, the rest is here. A string that
 * no terminal shows.
 */
static bool flush(struct stage *s, double deadline)
{
	if (s->master < 0) {
		return true;
	}
	drain(s);
	size_t from = s->bytes.len; // the program may write behind the mark
	char mark[32];
	int len = snprintf(mark, sizeof mark, "\033]7777;%zu\a", ++s->marks);
	ssize_t n = write(s->slave, mark, (size_t)len);
	if (n != len) {
		return true;
	}
	struct str wanted = {mark, (size_t)len};
	while (now_s() < deadline) {
		size_t at = str_find(buf_str(&s->bytes), wanted, from);
		if (at != SIZE_MAX) {
			memmove(s->bytes.ptr + at, s->bytes.ptr + at + wanted.len,
			        s->bytes.len - at - wanted.len);
			buf_cut(&s->bytes, s->bytes.len - wanted.len);
			return true;
		}
		struct pollfd fd = {.fd = s->master, .events = POLLIN};
		poll(&fd, 1, 1000);
		drain(s);
	}
	return false;
}

static bool wait_until(struct stage *s, bool (*done)(const struct stage *s))
{
	double deadline = now_s() + STAGE_DEADLINE_S;
	for (;;) {
		drain(s);
		drain_trace(s);
		drain_news(s);
		if (done(s)) {
			// What was told last may have been told after the trace was read.
			drain_trace(s);
			return flush(s, deadline);
		}
		if (now_s() > deadline) {
			return false;
		}
		struct pollfd fds[] = {{.fd = s->master, .events = POLLIN},
		                       {.fd = s->trace, .events = POLLIN},
		                       {.fd = s->news, .events = POLLIN}};
		poll(fds, 3, 1000);
	}
}

static bool is_settled(const struct stage *s)
{
	return s->gone || s->stopped || (s->waits && !s->timed && s->n_read >= s->n_sent);
}

static bool is_gone(const struct stage *s)
{
	return s->gone;
}

bool stage_settle(struct stage *s)
{
	return wait_until(s, is_settled);
}

static bool is_stopped(const struct stage *s)
{
	return s->stopped || s->gone;
}

bool stage_until_stopped(struct stage *s)
{
	bool well = wait_until(s, is_stopped);
	// What it had not read yet may go with the modes of the terminal.
	s->n_sent = s->n_read;
	return well;
}

bool stage_end(struct stage *s)
{
	return wait_until(s, is_gone);
}

bool stage_await(struct stage *s, bool alternate, const char *text)
{
	double deadline = now_s() + STAGE_DEADLINE_S;
	while (!(s->alternate == alternate && stage_shows(s, text))) {
		if (now_s() > deadline) {
			return false;
		}
		struct pollfd fd = {.fd = s->master, .events = POLLIN};
		poll(&fd, 1, 1000);
		drain(s);
	}
	return true;
}

bool stage_await_settled(struct stage *s, const char *text)
{
	double deadline = now_s() + STAGE_DEADLINE_S;
	bool is_there = false;
	while (!is_there && !s->gone && now_s() < deadline) {
		s->waits = false; // until it has done something more
		stage_settle(s);
		is_there = stage_shows(s, text);
	}
	return is_there;
}

void stage_push(struct stage *s, struct str keys)
{
	s->n_sent += keys.len;
	s->waits = false;
	while (keys.len > 0) {
		ssize_t n = write(s->master, keys.ptr, keys.len);
		if (n > 0) {
			keys = str_slice(keys, (size_t)n, keys.len);
		} else if (errno != EAGAIN && errno != EINTR) {
			return;
		} else {
			drain(s);
		}
	}
}

bool stage_type_bytes(struct stage *s, struct str keys)
{
	stage_push(s, keys);
	return stage_settle(s);
}

bool stage_type(struct stage *s, const char *keys)
{
	return stage_type_bytes(s, str_from(keys));
}

/* Where the system tells how its processes fare: asleep after the key, it stands in the painting.
 */
static bool is_asleep(const struct stage *s)
{
	char path[64], text[256] = "";
	snprintf(path, sizeof path, "/proc/%d/stat", (int)s->program);
	FILE *f = fopen(path, "r");
	if (f == NULL) {
		return true;
	}
	size_t n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	const char *name_end = n > 0 ? strrchr(text, ')') : NULL;
	return name_end == NULL || name_end[2] == 'S';
}

void stage_hold(struct stage *s, const char *keys)
{
	tcflow(s->slave, TCOOFF);
	stage_push(s, str_from(keys));
	double deadline = now_s() + STAGE_DEADLINE_S;
	// No mark can tell here that all has come out.
	while (s->n_read < s->n_sent && now_s() < deadline) {
		struct pollfd fd = {.fd = s->trace, .events = POLLIN};
		poll(&fd, 1, 1000);
		drain_trace(s);
	}
	while (!is_asleep(s) && now_s() < deadline) {
		poll(NULL, 0, 1);
	}
}

void stage_let_go(struct stage *s)
{
	tcflow(s->slave, TCOON);
}

bool stage_resize(struct stage *s, unsigned rows, unsigned cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	s->rows = rows;
	s->cols = cols;
	s->waits = false;
	// Behind an absurd size it stays as it is: libvterm would take minutes.
	if (rows <= 500 && cols <= 500) {
		vterm_set_size(s->vt, (int)rows, (int)cols);
	}
	ioctl(s->master, TIOCSWINSZ, &size);
	return stage_settle(s);
}

void stage_signal(struct stage *s, int signal)
{
	if (signal == SIGCONT) {
		s->stopped = false;
	}
	s->waits = false;
	kill(s->program, signal);
}

void stage_hang_up(struct stage *s)
{
	close(s->slave);
	close(s->master);
	s->slave = -1;
	s->master = -1;
}

/* --- What is seen
 * ---------------------------------------------------------------------------------------- */

struct str stage_row(struct stage *s, unsigned row)
{
	static struct buf text;
	buf_clear(&text);
	for (unsigned col = 0; col < s->cols; col++) {
		VTermScreenCell cell;
		VTermPos pos = {.row = (int)row, .col = (int)col};
		if (vterm_screen_get_cell(s->screen, pos, &cell) == 0) {
			break;
		}
		if (cell.chars[0] == 0) {
			buf_addc(&text, ' ');
		}
		for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
			if (cell.chars[i] != (uint32_t)-1) {
				buf_add_rune(&text, cell.chars[i]);
			}
		}
		col += cell.width == 2 ? 1 : 0;
	}
	while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
		buf_cut(&text, text.len - 1);
	}
	return buf_str(&text);
}

bool stage_shows(struct stage *s, const char *text)
{
	for (unsigned row = 0; row < s->rows; row++) {
		if (str_find(stage_row(s, row), str_from(text), 0) != SIZE_MAX) {
			return true;
		}
	}
	return false;
}

void stage_show(struct stage *s)
{
	for (unsigned row = 0; row < s->rows; row++) {
		struct str text = stage_row(s, row);
		printf("# |%.*s\n", STR_ARG(text));
	}
	struct str lines = buf_str(&s->lines);
	printf("# %zu of %zu bytes read; the end of its trace:\n", s->n_read, s->n_sent);
	for (struct str line; str_next_line(&lines, &line);) {
		if (lines.len < 1000) {
			printf("#   %.*s\n", STR_ARG(line));
		}
	}
}

static bool same_modes(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
	       a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof a->c_cc) == 0;
}

bool stage_is_restored(struct stage *s)
{
	struct termios now;
	bool modes = tcgetattr(s->slave, &now) == 0 && same_modes(&now, &s->before);
	if (!modes || s->alternate || s->cursor_hidden || s->mouse || s->paste) {
		printf("# left behind:%s%s%s%s%s\n", modes ? "" : " modes",
		       s->alternate ? " alternate screen" : "",
		       s->cursor_hidden ? " hidden cursor" : "", s->mouse ? " mouse" : "",
		       s->paste ? " bracketed paste" : "");
		return false;
	}
	return true;
}

int stage_status(const struct stage *s)
{
	return WIFSIGNALED(s->status) ? 128 + WTERMSIG(s->status) : WEXITSTATUS(s->status);
}
