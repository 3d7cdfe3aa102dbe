/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TERM_KIND_H
#define TERM_KIND_H

#include "str.h"
#include "terminal.h"

/*
 * Which kind of terminal it is, by terminfo. Where `type` isn't known on this machine,
 * *ret_type is its nearest elder that is.
 */
enum terminal_outcome kind_find(const char *type, const char **ret_type);

/* What the terminal in use is sent, or sends, by terminfo's name; empty: nothing. Lent. */
struct str kind_string(const char *name);

#endif
