/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A target without a fuzzer: each file of its corpus once, whole, and cut in two places, which
 * is where a reader goes past the end.
 *
 *     fuzz_NAME FILE or FOLDER…
 */
#define _XOPEN_SOURCE 700

#include "fuzz.h"

#include "buf.h"
#include "tap.h"

#include <ftw.h>
#include <string.h>
#include <sys/stat.h>

enum {
	MAX_OPEN = 16,
};

static void play(const char *bytes, size_t n)
{
	/* Of its own size, so that reading past it is seen. */
	uint8_t *copy = malloc(n > 0 ? n : 1);
	if (n > 0) {
		memcpy(copy, bytes, n);
	}
	(void)LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

static int play_file(const char *path, const struct stat *found, int kind, struct FTW *at)
{
	char chunk[4096];
	size_t n;
	struct buf bytes = {0};
	(void)found;
	(void)at;
	FILE *file = kind == FTW_F ? fopen(path, "rb") : NULL;
	if (file == NULL) {
		return 0;
	}
	while ((n = fread(chunk, 1, sizeof chunk, file)) > 0) {
		buf_add(&bytes, (struct str){chunk, n});
	}
	(void)fclose(file);
	play(bytes.ptr, bytes.len);
	play(bytes.ptr, bytes.len / 2);
	play(bytes.ptr, bytes.len - bytes.len / 4);
	ok(true, strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path);
	buf_finish(&bytes);
	return 0;
}

int main(int argc, char **argv)
{
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	for (int i = 1; i < argc; i++) {
		ok(nftw(argv[i], play_file, MAX_OPEN, FTW_PHYS) == 0, argv[i]);
	}
	return tap_done();
}
