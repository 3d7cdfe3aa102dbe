/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEXT_ADDRESS_H
#define TEXT_ADDRESS_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* False for most characters: no address begins with them. To be asked before address_len. */
static inline bool address_may_begin(char c)
{
	char lower = (char)(c | ('a' - 'A'));
	return lower == 'h' || lower == 'm' || lower == 'w';
}

/*
 * How many bytes of an address (http:, https:, mailto:, www.) begin at byte `at` of a
 * running text; 0 where none does.
 */
size_t address_len(struct str s, size_t at);

/* True where a line may end just before byte `at` of an address: after a / ? or &. */
bool address_may_break(struct str address, size_t at);

#endif
