/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an author is told, word for word, by the loader and the explorer. Each `PARnn-….yaml` of the
 * folder is a journey with one slip; beside it, `.diag` is what safari prints. SAFARI_BLESS=1
 * writes what it prints now: then the diff is the review. Files of other names are there to be
 * included.
 */
#include "buf.h"
#include "diag.h"
#include "explore.h"
#include "load.h"
#include "str.h"
#include "tap.h"
#include "utf8.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The terminal's widths don't depend on the machine here: accents that combine take none. */
static int width(uint32_t rune)
{
	if (rune < 0x20 || (rune >= 0x7F && rune < 0xA0)) {
		return -1;
	}
	return rune >= 0x300 && rune <= 0x36F ? 0 : 1;
}

/* --- Files ------------------------------------------------------------------------------- */

static bool read_file(const char *folder, struct str name, struct buf *ret)
{
	struct buf path = {0};
	buf_addf(&path, "%s/%.*s", folder, STR_ARG(name));
	FILE *f = fopen(path.ptr, "rb");
	buf_finish(&path);
	if (f == NULL) {
		return false;
	}
	char piece[4096];
	size_t n;
	while ((n = fread(piece, 1, sizeof piece, f)) > 0) {
		buf_add(ret, (struct str){piece, n});
	}
	(void)fclose(f);
	return true;
}

static bool write_file(const char *folder, struct str name, struct str content)
{
	struct buf path = {0};
	buf_addf(&path, "%s/%.*s", folder, STR_ARG(name));
	FILE *f = fopen(path.ptr, "wb");
	buf_finish(&path);
	if (f == NULL) {
		return false;
	}
	bool well = content.len == 0 || fwrite(content.ptr, 1, content.len, f) == content.len;
	return fclose(f) == 0 && well;
}

static bool fetch(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason)
{
	*ret_reason = "ce fichier n'existe pas";
	return read_file(ctx, path, ret_bytes);
}

/* --- Fixtures ------------------------------------------------------------------------------ */

enum {
	MAX_FIXTURES = 500,
	MAX_NAME_BYTES = 200,
};

struct fixture {
	char name[MAX_NAME_BYTES]; /* without `.yaml` */
	enum diag_code code;
};

static bool read_name(const char *file, struct fixture *ret)
{
	struct str name = str_from(file);
	if (!str_ends(name, STR(".yaml")) || name.len >= MAX_NAME_BYTES) {
		return false;
	}
	name.len -= strlen(".yaml");
	for (int code = 0; code < DIAG_N_CODES; code++) {
		struct str head = str_from(diag_code_name((enum diag_code)code));
		if (str_starts(name, head) && name.len > head.len && name.ptr[head.len] == '-') {
			*ret = (struct fixture){.code = (enum diag_code)code};
			memcpy(ret->name, name.ptr, name.len);
			return true;
		}
	}
	return false;
}

static int by_name(const void *left, const void *right)
{
	const struct fixture *a = left, *b = right;
	return strcmp(a->name, b->name);
}

static size_t read_names(const char *folder, struct fixture *fixtures)
{
	DIR *dir = opendir(folder);
	if (dir == NULL) {
		return 0;
	}
	size_t n = 0;
	for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
		if (n < MAX_FIXTURES && read_name(entry->d_name, &fixtures[n])) {
			n++;
		}
	}
	(void)closedir(dir);
	qsort(fixtures, n, sizeof fixtures[0], by_name);
	return n;
}

static void print_findings(const char *folder, const struct fixture *f, struct buf *out)
{
	struct load_sources sources = {0};
	struct diags diags = {0};
	struct buf name = {0}, context = {0};
	buf_addf(&name, "%s.yaml", f->name);
	buf_add(&context, str_from(folder));
	struct load_files files = {fetch, context.ptr};
	struct journey *j = load_journey(buf_str(&name), files, &sources, &diags);
	if (j != NULL) {
		struct exploration *x = explore(j, &(struct explore_how){0});
		exploration_tell(x, &diags);
		diags_sort(&diags);
		exploration_destroy(x);
	}
	diags_print(out, &diags, &sources.sources, (struct diag_style){.width = width});
	journey_destroy(j);
	diags_finish(&diags);
	load_sources_finish(&sources);
	buf_finish(&context);
	buf_finish(&name);
}

static void test_fixture(const char *folder, const struct fixture *f, struct str printed)
{
	struct buf name = {0}, wanted = {0}, sentence = {0};
	buf_addf(&name, "%s.diag", f->name);
	buf_addf(&sentence, "%s is told as it was", f->name);
	if (getenv("SAFARI_BLESS") != NULL) {
		ok(write_file(folder, buf_str(&name), printed), sentence.ptr);
	} else if (!read_file(folder, buf_str(&name), &wanted)) {
		ok(false, sentence.ptr);
		tap_note("%s is missing: look at it, then SAFARI_BLESS=1", name.ptr);
	} else {
		is_str(printed, buf_str(&wanted), sentence.ptr);
	}
	buf_finish(&name);
	buf_finish(&wanted);
	buf_finish(&sentence);
}

/* Words of libyaml's sentences and of no French one. */
static bool is_french(struct str printed)
{
	static const char *const words[] = {
		"expected", "found ", "while ", " not ",  "allowed", "mapping", "scanning",
		"parsing",  "could ", "token",  "octet ", "scalar",  "block ",  "invalid ",
	};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (str_find(printed, str_from(words[i]), 0) != SIZE_MAX) {
			tap_note("English: %s", words[i]);
			return false;
		}
	}
	return true;
}

static bool names_code(struct str printed, enum diag_code code)
{
	struct buf mark = {0};
	buf_addf(&mark, "[%s]", diag_code_name(code));
	bool found = str_find(printed, buf_str(&mark), 0) != SIZE_MAX;
	buf_finish(&mark);
	return found;
}

static void test_codes(const bool *has_fixture)
{
	for (int code = 0; code < DIAG_N_CODES; code++) {
		struct buf sentence = {0};
		const char *name = diag_code_name((enum diag_code)code);
		buf_addf(&sentence, "%s has a fixture", name);
		ok(has_fixture[code], sentence.ptr);
		buf_finish(&sentence);
	}
}

int main(int argc, char **argv)
{
	static struct fixture fixtures[MAX_FIXTURES];
	const char *folder = argc > 1 ? argv[1] : "tests/errors";
	bool has_fixture[DIAG_N_CODES] = {false};
	bool all_french = true, all_named = true;
	size_t n = read_names(folder, fixtures);
	for (size_t i = 0; i < n; i++) {
		struct buf printed = {0};
		print_findings(folder, &fixtures[i], &printed);
		test_fixture(folder, &fixtures[i], buf_str(&printed));
		bool named = names_code(buf_str(&printed), fixtures[i].code);
		if (!named || !is_french(buf_str(&printed))) {
			tap_note("in %s", fixtures[i].name);
		}
		has_fixture[fixtures[i].code] = has_fixture[fixtures[i].code] || named;
		all_named = all_named && named;
		all_french = all_french && is_french(buf_str(&printed));
		buf_finish(&printed);
	}
	ok(all_named, "each file is told with the code that it is named for");
	ok(all_french, "nothing of libyaml's English reaches an author");
	test_codes(has_fixture);
	return tap_done();
}
