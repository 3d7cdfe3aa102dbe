/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The macro asks for F_FULLFSYNC on macOS, whose fsync stops at the disk's cache. */
#define _DARWIN_C_SOURCE

#include "port.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int datasync_once(int fd)
{
#ifdef F_FULLFSYNC
	// Some file systems don't know it, and say so by one of these.
	int result = fcntl(fd, F_FULLFSYNC);
	if (result != 0 && (errno == ENOTSUP || errno == ENOTTY || errno == EINVAL)) {
		return fsync(fd);
	}
	return result;
#else
	return fdatasync(fd);
#endif
}

bool port_datasync(int fd)
{
	int result;
	do {
		result = datasync_once(fd);
	} while (result != 0 && errno == EINTR);
	return result == 0;
}
