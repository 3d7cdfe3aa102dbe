/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

/*
 * Test Anything Protocol, for one test program. A test is named by a sentence that is
 * true of the program. ok, is_str, is_int go on after a failure and print both values;
 * end with `return tap_done();`. Failures are counted per process, so this header is
 * included by the file that has main, and by no other.
 */
#include "str.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int tap_n, tap_n_failed;

static inline bool tap_result(bool passed, const char *file, int line, const char *sentence)
{
	tap_n++;
	printf("%sok %d - %s\n", passed ? "" : "not ", tap_n, sentence);
	if (!passed) {
		tap_n_failed++;
		printf("# %s:%d\n", file, line);
	}
	fflush(stdout);
	return passed;
}

/* A value on lines that TAP reads as a comment. */
static inline void tap_show(const char *label, struct str s)
{
	printf("# %s: \"", label);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\n') {
			printf("\\n\n#   ");
		} else {
			putchar(s.ptr[i]);
		}
	}
	printf("\" (%zu)\n", s.len);
}

static inline bool tap_is_str(struct str got, struct str wanted, const char *file, int line,
                              const char *sentence)
{
	bool same = str_eq(got, wanted);
	tap_result(same, file, line, sentence);
	if (!same) {
		tap_show("got", got);
		tap_show("wanted", wanted);
	}
	return same;
}

static inline bool tap_is_int(long long got, long long wanted, const char *file, int line,
                              const char *sentence)
{
	bool same = got == wanted;
	tap_result(same, file, line, sentence);
	if (!same) {
		printf("# got: %lld\n# wanted: %lld\n", got, wanted);
	}
	return same;
}

#define ok(passed, sentence) tap_result((passed), __FILE__, __LINE__, (sentence))
#define is_str(got, wanted, sentence) tap_is_str((got), (wanted), __FILE__, __LINE__, (sentence))
#define is_int(got, wanted, sentence) \
	tap_is_int((long long)(got), (long long)(wanted), __FILE__, __LINE__, (sentence))

/* A remark in the output. */
#define tap_note(...) (printf("# " __VA_ARGS__), printf("\n"))

/* Prints the plan; the exit status of main. */
static inline int tap_done(void)
{
	printf("1..%d\n", tap_n);
	return tap_n_failed == 0 && tap_n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
