/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inotify, where there is one. What is told is what editors do when they save: a file written
 * and closed, one that comes or goes by another name. A write that isn't closed tells nothing:
 * the file is not whole yet.
 */
#include "port.h"

#ifdef __linux__

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
	TOLD = IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
	       IN_DELETE_SELF | IN_MOVE_SELF,
};

int port_watch_open(void)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	return fd < 0 ? -1 : fd;
}

bool port_watch_folder(int fd, const char *path)
{
	return inotify_add_watch(fd, path, TOLD) >= 0;
}

static void tell(const struct inotify_event *e, void (*each)(void *ctx, const char *name),
                 void *ctx)
{
	bool is_named = e->len > 0 && (e->mask & IN_Q_OVERFLOW) == 0;
	if ((e->mask & IN_IGNORED) == 0) {
		each(ctx, is_named ? e->name : NULL);
	}
}

void port_watch_take(int fd, void (*each)(void *ctx, const char *name), void *ctx)
{
	_Alignas(struct inotify_event) char bytes[16 * (sizeof(struct inotify_event) + NAME_MAX)];
	for (;;) {
		ssize_t n = read(fd, bytes, sizeof bytes);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n <= 0) {
			return;
		}
		for (size_t at = 0; at < (size_t)n;) {
			const void *here = bytes + at;
			const struct inotify_event *e = here;
			tell(e, each, ctx);
			at += sizeof *e + e->len;
		}
	}
}

#else

int port_watch_open(void)
{
	return -1;
}

bool port_watch_folder(int fd, const char *path)
{
	(void)fd;
	(void)path;
	return false;
}

void port_watch_take(int fd, void (*each)(void *ctx, const char *name), void *ctx)
{
	(void)fd;
	(void)each;
	(void)ctx;
}

#endif
