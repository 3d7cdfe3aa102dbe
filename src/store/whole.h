/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_WHOLE_H
#define STORE_WHOLE_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>

struct new_file {
	struct str name; /* without a slash */
	struct str bytes;
};

/*
 * The folder `path` comes to be, with these files in it, or nothing does: all is written in a
 * folder beside it, synced, then renamed. An empty folder that is there is taken. False: errno, of
 * which EEXIST says that something is there already, ENOENT that its parent isn't.
 */
bool folder_create(const char *path, const struct new_file *files, size_t n);

#endif
