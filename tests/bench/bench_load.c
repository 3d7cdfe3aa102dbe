/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From YAML to a checked graph, beside the raw event loop of libyaml over the same bytes: a
 * ratio, at 100, 1,000, 10,000 and, the limit, 20,000 steps; the time that a step takes, the same
 * at any size; and peak memory beside libyaml's own document API. A benchmark, never a test:
 * nothing here fails because a machine is slow.
 *
 * The heap keeps its pages from round to round, so that the ratio is one of work; what a
 * kernel takes to hand out pages varies a hundredfold between machines, and shows in the
 * second ratio, of a child's very first loading.
 */
#define _DEFAULT_SOURCE

#include "bench.h"
#include "journey_text.h"
#include "load.h"

#include <malloc.h>
#include <yaml.h>

/* Both begin with the bytes in memory; the loader keeps those that it is given. */
struct subject {
	struct buf text, given;
};

static void give(void *ctx)
{
	struct subject *s = ctx;
	if (s->given.len == 0) {
		buf_add(&s->given, buf_str(&s->text));
	}
}

static void run_events(void *ctx)
{
	const struct subject *s = ctx;
	yaml_parser_t parser;
	yaml_parser_initialize(&parser);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)s->text.ptr, s->text.len);
	for (;;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			abort();
		}
		int type = event.type;
		yaml_event_delete(&event);
		if (type == YAML_STREAM_END_EVENT) {
			break;
		}
	}
	yaml_parser_delete(&parser);
}

static void run_document(void *ctx)
{
	const struct subject *s = ctx;
	yaml_parser_t parser;
	yaml_document_t document;
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)s->text.ptr, s->text.len);
	if (!yaml_parser_load(&parser, &document)) {
		abort();
	}
	yaml_document_delete(&document);
	yaml_parser_delete(&parser);
}

static bool fetch(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason)
{
	struct subject *s = ctx;
	(void)path;
	(void)ret_reason;
	give(s);
	*ret_bytes = s->given;
	s->given = (struct buf){0};
	return true;
}

static void run_load(void *ctx)
{
	struct load_sources sources = {0};
	struct diags diags = {0};
	struct journey *j =
		load_journey(STR("mesure.yaml"), (struct load_files){fetch, ctx}, &sources, &diags);
	if (j == NULL) {
		fprintf(stderr, "%.*s\n", STR_ARG(diags.list[0].message));
		abort();
	}
	journey_destroy(j);
	load_sources_finish(&sources);
	diags_finish(&diags);
}

/* Of first runs, each in a child of its own. */
static double first_run_ratio(struct subject *s, int rounds)
{
	double ratios[BENCH_MAX_ROUNDS];
	for (int i = 0; i < rounds; i++) {
		give(s);
		double load = bench_child_s(run_load, s), events = bench_child_s(run_events, s);
		ratios[i] = load / events;
	}
	qsort(ratios, (size_t)rounds, sizeof ratios[0], bench_by_value);
	return ratios[rounds / 2];
}

int main(void)
{
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	mallopt(M_TOP_PAD, 1 << 20);

	static const struct {
		uint32_t n_steps;
		int rounds;
	} sizes[] = {{100, 101}, {1000, 51}, {10000, 15}, {19999, 9}};

	enum {
		N_SIZES = sizeof sizes / sizeof sizes[0],
	};

	long memory[N_SIZES][2];
	for (size_t i = 0; i < N_SIZES; i++) {
		struct subject s = {0};
		add_journey_text(&s.text, sizes[i].n_steps);
		long idle = bench_peak_kib(NULL, &s);
		memory[i][0] = bench_peak_kib(run_load, &s) - idle;
		memory[i][1] = bench_peak_kib(run_document, &s) - idle;
		buf_finish(&s.given);
		buf_finish(&s.text);
	}
	printf("steps   bytes     safari ms  libyaml ms  µs/step  ratio (10 %%–90 %%)      "
	       "first run   memory: safari / document KiB\n");
	for (size_t i = 0; i < N_SIZES; i++) {
		struct subject s = {0};
		add_journey_text(&s.text, sizes[i].n_steps);
		struct bench_ratio r = bench_pairs(give, run_load, run_events, &s, sizes[i].rounds);
		printf("%6u %8zu %10.3f %10.3f %8.2f   %.3f (%.3f–%.3f)   %.3f   %8ld / %ld\n",
		       sizes[i].n_steps, s.text.len, r.a_s * 1e3, r.b_s * 1e3,
		       r.a_s * 1e6 / sizes[i].n_steps, r.median, r.low, r.high,
		       first_run_ratio(&s, 15), memory[i][0], memory[i][1]);
		buf_finish(&s.given);
		buf_finish(&s.text);
	}
	return 0;
}
