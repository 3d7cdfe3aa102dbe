/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

/* Journeys for tests, loaded from texts in view: files are pairs of name and content. */
#include "load.h"

#include <stdbool.h>
#include <stddef.h>

struct memory_file {
	const char *name, *content;
};

/* For struct load_files: ctx is an array of memory_file ended by a NULL name. */
static inline bool memory_fetch(void *ctx, struct str path, struct buf *ret_bytes,
                                const char **ret_reason)
{
	for (const struct memory_file *f = ctx; f->name != NULL; f++) {
		if (str_eq(str_from(f->name), path)) {
			buf_add(ret_bytes, str_from(f->content));
			return true;
		}
	}
	*ret_reason = "ce fichier n'existe pas";
	return false;
}

struct loading_result {
	struct journey *journey;
	struct load_sources sources;
	struct diags diags;
};

/* The first file is the main one. */
static inline struct loading_result load_memory(struct memory_file *files)
{
	struct loading_result r = {0};
	r.journey = load_journey(str_from(files[0].name), (struct load_files){memory_fetch, files},
	                         &r.sources, &r.diags);
	return r;
}

static inline void loading_result_finish(struct loading_result *r)
{
	journey_destroy(r->journey);
	load_sources_finish(&r->sources);
	diags_finish(&r->diags);
	*r = (struct loading_result){0};
}

/* True where the code was found, at that line of the file number `file`; line 0: anywhere. */
static inline bool has_diag(const struct loading_result *r, enum diag_code code, uint32_t line)
{
	for (size_t i = 0; i < r->diags.n; i++) {
		const struct diag *d = &r->diags.list[i];
		if (d->code == code && (line == 0 || d->span.line == line)) {
			return true;
		}
	}
	return false;
}

/* For a test that should have loaded: what was found, as TAP comments. */
static inline void show_diags(const struct loading_result *r)
{
	for (size_t i = 0; i < r->diags.n; i++) {
		const struct diag *d = &r->diags.list[i];
		tap_note("%u:%u %s %.*s", d->span.line, d->span.col, diag_code_name(d->code),
		         STR_ARG(d->message));
	}
}

#endif
