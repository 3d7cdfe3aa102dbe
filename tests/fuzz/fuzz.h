/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include "str.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/*
 * What each target gives: any bytes are taken, and 0 is given back. With -Dfuzz=true a fuzzer
 * calls it; else driver.c does, with the files of a corpus.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold, in every build. */
static inline void fuzz_check(bool well, const char *sentence)
{
	if (!well) {
		(void)fprintf(stderr, "not so: %s\n", sentence);
		abort();
	}
}

static inline int fuzz_width(uint32_t rune)
{
	return rune < ' ' || (rune >= 0x7F && rune < 0xA0) ? -1 : 1;
}

#endif
