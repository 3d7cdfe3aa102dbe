/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_REPLACE_H
#define STORE_REPLACE_H

#include "str.h"

#include <stdbool.h>

/*
 * The file `folder`/`name` becomes these bytes, whole, or stays as it was: written beside it
 * under another name, synced, renamed over it, the folder synced. 0600; the folder is made.
 * False: errno. What is no regular file, a symbolic link too, is left alone (EINVAL, ELOOP).
 */
bool file_replace(struct str folder, struct str name, struct str bytes);

/* The same in a folder that is there: none is made. */
bool file_put(struct str folder, struct str name, struct str bytes);

#endif
