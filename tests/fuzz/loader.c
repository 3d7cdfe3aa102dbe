/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A journey of any bytes. Lines « === name » cut it into files, the first of which is the main
 * one: so inclusion is met as well.
 */
#include "fuzz.h"

#include "load.h"

enum {
	MAX_FILES = 8,
};

struct files {
	struct str names[MAX_FILES], contents[MAX_FILES];
	size_t n;
};

static bool fetch(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason)
{
	const struct files *files = ctx;
	for (size_t i = 0; i < files->n; i++) {
		if (str_eq(files->names[i], path)) {
			buf_add(ret_bytes, files->contents[i]);
			return true;
		}
	}
	*ret_reason = "ce fichier n'existe pas";
	return false;
}

static void cut(struct files *files, struct str text)
{
	const struct str mark = STR("\n=== ");
	files->names[0] = STR("parcours.yaml");
	files->n = 1;
	for (size_t from = 0;;) {
		size_t at = str_find(text, mark, from);
		size_t end = at == SIZE_MAX ? text.len : at + 1;
		files->contents[files->n - 1] = str_slice(text, from, end - from);
		if (at == SIZE_MAX || files->n == MAX_FILES) {
			return;
		}
		size_t name = at + mark.len, line = str_find(text, STR("\n"), name);
		line = line == SIZE_MAX ? text.len : line;
		files->names[files->n++] = str_slice(text, name, line - name);
		from = line < text.len ? line + 1 : line;
	}
}

/* Each finding lies in a file that was read, on a line that it has. */
static void check_places(const struct diags *d, const struct sources *sources)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct span *at = &d->list[i].span;
		bool well = at->file == SPAN_NO_FILE ||
		            (at->file < sources->n && at->line <= sources->list[at->file].n_lines);
		fuzz_check(well, "a finding lies where there is something");
		fuzz_check(d->list[i].message.len > 0, "a finding says something");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct files files = {0};
	struct load_sources sources = {0};
	struct diags diags = {0};
	struct buf printed = {0};
	cut(&files, (struct str){(const char *)data, size});
	struct journey *j = load_journey(STR("parcours.yaml"), (struct load_files){fetch, &files},
	                                 &sources, &diags);
	fuzz_check((j == NULL) == (diags.n_errors > 0), "a journey, or an error");
	check_places(&diags, &sources.sources);
	diags_print(&printed, &diags, &sources.sources, (struct diag_style){.width = fuzz_width});
	if (j != NULL) {
		(void)journey_fingerprint(j);
	}
	buf_finish(&printed);
	journey_destroy(j);
	diags_finish(&diags);
	load_sources_finish(&sources);
	return 0;
}
