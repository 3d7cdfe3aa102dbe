/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipe and the emergency are at file scope: a handler gets nothing but a number. */
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

static int pipe_ends[2] = {-1, -1};
static void (*emergency_hook)(void);

static const int told[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGXCPU};

enum {
	N_TOLD = sizeof told / sizeof told[0],
	N_FATAL = sizeof fatal / sizeof fatal[0],
};

static struct sigaction told_before[N_TOLD], fatal_before[N_FATAL];
static char other_stack[32 * 1024]; /* to say a last word when the stack itself is used up */

static void tell(int signal)
{
	int error = errno;
	char byte = (char)signal;
	// A full pipe has enough to tell.
	ssize_t n = write(pipe_ends[1], &byte, 1);
	(void)n;
	errno = error;
}

static void end_badly(int signal)
{
	if (emergency_hook != NULL) {
		emergency_hook();
	}
	// SA_RESETHAND: this time it ends the program.
	(void)raise(signal);
}

static bool open_pipe(void)
{
	if (pipe(pipe_ends) != 0) {
		return false;
	}
	for (int i = 0; i < 2; i++) {
		(void)fcntl(pipe_ends[i], F_SETFD, FD_CLOEXEC);
		(void)fcntl(pipe_ends[i], F_SETFL, O_NONBLOCK);
	}
	return true;
}

static bool is_default(const struct sigaction *a)
{
	return (a->sa_flags & SA_SIGINFO) == 0 && a->sa_handler == SIG_DFL;
}

static bool is_ignored(const struct sigaction *a)
{
	return (a->sa_flags & SA_SIGINFO) == 0 && a->sa_handler == SIG_IGN;
}

static void set_handler(int signal, void (*handler)(int), int flags)
{
	struct sigaction now = {.sa_handler = handler, .sa_flags = flags};
	(void)sigemptyset(&now.sa_mask);
	(void)sigaction(signal, &now, NULL);
}

void signals_take_back(void)
{
	for (int i = 0; i < N_TOLD; i++) {
		if (!is_ignored(&told_before[i])) {
			set_handler(told[i], tell, SA_RESTART);
		}
	}
	for (int i = 0; i < N_FATAL; i++) {
		// A sanitizer's own handler is left in its place.
		if (is_default(&fatal_before[i])) {
			set_handler(fatal[i], end_badly,
			            (int)(SA_RESETHAND | SA_NODEFER | SA_ONSTACK));
		}
	}
}

bool signals_begin(void (*emergency)(void))
{
	if (!open_pipe()) {
		return false;
	}
	emergency_hook = emergency;
	stack_t stack = {.ss_sp = other_stack, .ss_size = sizeof other_stack};
	(void)sigaltstack(&stack, NULL);
	for (int i = 0; i < N_TOLD; i++) {
		(void)sigaction(told[i], NULL, &told_before[i]);
	}
	for (int i = 0; i < N_FATAL; i++) {
		(void)sigaction(fatal[i], NULL, &fatal_before[i]);
	}
	signals_take_back();
	return true;
}

void signals_end(void)
{
	for (int i = 0; i < N_TOLD; i++) {
		(void)sigaction(told[i], &told_before[i], NULL);
	}
	for (int i = 0; i < N_FATAL; i++) {
		(void)sigaction(fatal[i], &fatal_before[i], NULL);
	}
	for (int i = 0; i < 2; i++) {
		(void)close(pipe_ends[i]);
		pipe_ends[i] = -1;
	}
}

int signals_fd(void)
{
	return pipe_ends[0];
}

int signals_next(void)
{
	char byte;
	return read(pipe_ends[0], &byte, 1) == 1 ? byte : 0;
}

static void take_default(int signal, struct sigaction *before)
{
	struct sigaction plain = {.sa_handler = SIG_DFL};
	(void)sigemptyset(&plain.sa_mask);
	(void)sigaction(signal, &plain, before);
}

void signals_stop(void)
{
	struct sigaction before;
	take_default(SIGTSTP, &before);
	(void)raise(SIGTSTP);
	(void)sigaction(SIGTSTP, &before, NULL);
}

void signals_die(int signal)
{
	// What people write in their carnet is not left in a core file.
	(void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	take_default(signal, NULL);
	(void)raise(signal);
}
