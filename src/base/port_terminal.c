/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The macros ask for TIOCGWINSZ, which POSIX doesn't have, on systems that hide it. */
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "port.h"

#include <sys/ioctl.h>

unsigned port_terminal_cols(int fd)
{
	struct winsize size;
	return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
