/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include "buf.h"
#include "diag.h"
#include "journey.h"
#include "source.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	LOAD_MAX_FILE_BYTES = 16 * 1024 * 1024,
	LOAD_MAX_JOURNEY_BYTES = 64 * 1024 * 1024, /* its files together */
	LOAD_MAX_FILES = 1000,
	LOAD_MAX_STEPS = 20000,
	LOAD_MAX_ENTRIES = 20000, /* resources, words, calculs */
	LOAD_MAX_CHOICES = 1000,  /* of a step, or fields, or items */
};

/*
 * How the loader gets a file: app hands it in, for this layer does no I/O. `path` is that
 * of the main file, or `dir(main)/relative` of an included one, already known to be
 * relative, without `..`. True with the bytes appended; else the reason is a French
 * phrase, translated, static (« le fichier n'existe pas »).
 */
struct load_files {
	bool (*fetch)(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason);
	void *ctx;
};

/* What was read, kept for the printer of diagnostics. A zeroed one is valid and empty. */
struct load_sources {
	struct arena arena;
	struct sources sources;
	struct buf *contents; /* what the sources lend */
	size_t n_contents;
};

void load_sources_finish(struct load_sources *s);

/*
 * A checked journey, Owned (journey_destroy), or NULL. Findings are added to `d`, sorted;
 * NULL exactly when d->n_errors > 0. `path` is the main file's. The journey lends nothing
 * from `ret_sources`, which is filled in any case.
 */
struct journey *load_journey(struct str path, struct load_files files,
                             struct load_sources *ret_sources, struct diags *d);

/* The nearest id to what was written, added to `out`: nothing where there is none. It may still
 * begin with what is no letter, or be too long. */
void schema_mend_id(struct buf *out, struct str id);

/*
 * The table of keys, for the manual: calls `row` with where a key stands ("étape",
 * "choix"…), the key, its type in a word or two, its default. In the schema's order.
 */
void load_each_key(void (*row)(void *ctx, const char *where, const char *key, const char *type,
                               const char *preset),
                   void *ctx);

#endif
