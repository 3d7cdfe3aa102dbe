/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The macros ask for flock, which POSIX doesn't have, on systems that hide it. */
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "port.h"

#include <errno.h>
#include <sys/file.h>

bool port_lock(int fd, bool *ret_busy)
{
	int result;
	do {
		result = flock(fd, LOCK_EX | LOCK_NB);
	} while (result != 0 && errno == EINTR);
	*ret_busy = result != 0 && errno == EWOULDBLOCK;
	return result == 0;
}
