/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A system that tells nothing of what happens in folders, in the place of port_watch.c. */
#include "port.h"

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
