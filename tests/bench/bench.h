/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/*
 * Measures as ratios, of processor time, which other programs on the machine disturb less: the two
 * things in turn, A B A B, in one process, and the median of the rounds' ratios, so that a machine
 * whose speed drifts drifts for both.
 */
static inline double bench_now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline double bench_time_s(void (*run)(void *), void *ctx)
{
	double begin = bench_now_s();
	run(ctx);
	return bench_now_s() - begin;
}

static inline int bench_by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

enum {
	BENCH_MAX_ROUNDS = 201,
};

struct bench_ratio {
	double low, median, high; /* first decile, median, last decile of the rounds' ratios */
	double a_s, b_s;          /* the fastest of each, seconds */
};

/*
 * `rounds` at most BENCH_MAX_ROUNDS; one more comes first and isn't counted. Nor is `before`, which
 * makes ready for a round (NULL: nothing is to be).
 */
static inline struct bench_ratio bench_pairs(void (*before)(void *), void (*a)(void *),
                                             void (*b)(void *), void *ctx, int rounds)
{
	double ratios[BENCH_MAX_ROUNDS];
	struct bench_ratio r = {.a_s = 1e9, .b_s = 1e9};
	for (int i = -1; i < rounds; i++) {
		if (before != NULL) {
			before(ctx);
		}
		double t_a = bench_time_s(a, ctx), t_b = bench_time_s(b, ctx);
		if (i < 0) {
			continue;
		}
		ratios[i] = t_a / t_b;
		r.a_s = t_a < r.a_s ? t_a : r.a_s;
		r.b_s = t_b < r.b_s ? t_b : r.b_s;
	}
	qsort(ratios, (size_t)rounds, sizeof ratios[0], bench_by_value);
	r.low = ratios[rounds / 10];
	r.median = ratios[rounds / 2];
	r.high = ratios[rounds - 1 - rounds / 10];
	return r;
}

/* Seconds that a child takes for its first run of it. */
static inline double bench_child_s(void (*run)(void *), void *ctx)
{
	int ends[2];
	double seconds = -1;
	if (pipe(ends) != 0) {
		return -1;
	}
	pid_t child = fork();
	if (child == 0) {
		seconds = bench_time_s(run, ctx);
		_exit(write(ends[1], &seconds, sizeof seconds) == sizeof seconds ? 0 : 1);
	}
	close(ends[1]);
	if (read(ends[0], &seconds, sizeof seconds) != sizeof seconds) {
		seconds = -1;
	}
	close(ends[0]);
	waitpid(child, NULL, 0);
	return seconds;
}

/* Peak resident memory, KiB, of a child that runs it; less what an idle child takes. */
static inline long bench_peak_kib(void (*run)(void *), void *ctx)
{
	pid_t child = fork();
	if (child == 0) {
		if (run != NULL) {
			run(ctx);
		}
		_exit(0);
	}
	struct rusage usage;
	int status;
	if (wait4(child, &status, 0, &usage) < 0 || status != 0) {
		return -1;
	}
	return usage.ru_maxrss;
}

#endif
