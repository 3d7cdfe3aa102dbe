/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The macros ask for TIOCGWINSZ, which POSIX doesn't have, on systems that hide it. */
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE

#include "port.h"

#include <sys/ioctl.h>

bool port_terminal_size(int fd, unsigned *ret_rows, unsigned *ret_cols)
{
	struct winsize size;
	if (ioctl(fd, TIOCGWINSZ, &size) != 0) {
		return false;
	}
	*ret_rows = size.ws_row;
	*ret_cols = size.ws_col;
	return true;
}
