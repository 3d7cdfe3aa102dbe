/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A child's child runs the program, so that nobody waits for it and none is left behind. It has
 * its own session, /dev/null for terminal, and no descriptor or handler of ours.
 */
#include "opener.h"

#include "buf.h"
#include "file.h"
#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	MAX_ADDRESS_BYTES = 2083, /* what browsers take */
};

/* macOS's own has no need of a display's name. */
static const struct {
	const char *name;
	bool needs_display;
} programs[] = {
	{"xdg-open", true},
	{"wslview", false},
#ifdef __APPLE__
	{"open", false},
#endif
};

/* An absolute folder of PATH that has the program; *out is its path. */
static bool find(const struct opener *o, const char *name, struct buf *out)
{
	struct str rest = str_from(o->path);
	while (rest.len > 0) {
		size_t end = str_find(rest, STR(":"), 0);
		struct str folder = end == SIZE_MAX ? rest : str_slice(rest, 0, end);
		rest = end == SIZE_MAX ? STR("") : str_slice(rest, end + 1, rest.len);
		buf_clear(out);
		buf_addf(out, "%.*s/%s", STR_ARG(folder), name);
		if (str_starts(folder, STR("/")) && access(out->ptr, X_OK) == 0) {
			return true;
		}
	}
	return false;
}

static bool choose(const struct opener *o, struct buf *out)
{
	bool has_display = o->display != NULL && o->display[0] != '\0';
	for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
		if ((has_display || !programs[i].needs_display) && find(o, programs[i].name, out)) {
			return true;
		}
	}
	return false;
}

bool opener_is_there(const struct opener *o)
{
	struct buf program = {0};
	bool there = choose(o, &program);
	buf_finish(&program);
	return there;
}

bool opener_takes(struct str address)
{
	if (address.len > MAX_ADDRESS_BYTES ||
	    !(str_starts(address, STR("https://")) || str_starts(address, STR("http://")))) {
		return false;
	}
	for (size_t i = 0; i < address.len; i++) {
		if (address.ptr[i] <= ' ' || address.ptr[i] > '~') {
			return false;
		}
	}
	return true;
}

/* In the child's child: what we are is forgotten. */
static void become(char *program, char *address)
{
	char *words[] = {program, address, NULL};
	(void)setsid();
	int null = file_open("/dev/null", O_RDWR, 0);
	if (null < 0) {
		_exit(127);
	}
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		(void)dup2(null, fd);
	}
	(void)close(null);
	struct sigaction plain = {.sa_handler = SIG_DFL};
	(void)sigemptyset(&plain.sa_mask);
	(void)sigaction(SIGPIPE, &plain, NULL);
	(void)sigaction(SIGXFSZ, &plain, NULL);
	(void)execv(program, words);
	_exit(127);
}

bool opener_open(const struct opener *o, struct str address)
{
	struct buf program = {0}, word = {0};
	if (!opener_takes(address) || !choose(o, &program)) {
		buf_finish(&program);
		return false;
	}
	buf_add(&word, address);
	pid_t child = fork();
	if (child == 0) {
		pid_t grandchild = fork();
		if (grandchild == 0) {
			become(program.ptr, word.ptr);
		}
		_exit(grandchild < 0 ? 1 : 0);
	}
	int status = 1;
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
	}
	buf_finish(&program);
	buf_finish(&word);
	return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
