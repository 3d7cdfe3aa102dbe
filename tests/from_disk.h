/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_FROM_DISK_H
#define TESTS_FROM_DISK_H

/* A journey from a file, for the programs that tests in Python drive. */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>

static inline bool disk_fetch(void *ctx, struct str path, struct buf *ret_bytes,
                              const char **ret_reason)
{
	struct buf name = {0};
	char block[4096];
	size_t n;
	(void)ctx;
	buf_add(&name, path);
	FILE *f = fopen(name.ptr, "rb");
	buf_finish(&name);
	if (f == NULL) {
		*ret_reason = "ce fichier ne se lit pas";
		return false;
	}
	do {
		n = fread(block, 1, sizeof block, f);
		buf_add(ret_bytes, (struct str){block, n});
	} while (n > 0);
	fclose(f);
	return true;
}

/* NULL with the faults printed. */
static inline struct journey *load_from_disk(const char *path)
{
	struct load_sources sources = {0};
	struct diags diags = {0};
	struct journey *j = load_journey(str_from(path), (struct load_files){disk_fetch, NULL},
	                                 &sources, &diags);
	for (size_t i = 0; i < diags.n && j == NULL; i++) {
		fprintf(stderr, "%u: %s %.*s\n", (unsigned)diags.list[i].span.line,
		        diag_code_name(diags.list[i].code), STR_ARG(diags.list[i].message));
	}
	diags_finish(&diags);
	load_sources_finish(&sources);
	return j;
}

#endif
