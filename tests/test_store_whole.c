/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of files, whole or not at all. In a folder made below the working one. */
#include "whole.h"

#include "buf.h"
#include "file.h"
#include "tap.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "whole-XXXXXX";

static const char *at(const char *name)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static size_t n_names(const char *path)
{
	struct names names = {0};
	(void)folder_read(path, &names);
	size_t n = names.n;
	names_finish(&names);
	return n;
}

static void is_content(const char *name, struct str wanted, const char *sentence)
{
	struct buf bytes = {0};
	int error;
	(void)file_read(at(name), 1000, true, &bytes, &error);
	is_str(buf_str(&bytes), wanted, sentence);
	buf_finish(&bytes);
}

static bool is_refused(const char *name, const struct new_file *files, int error)
{
	errno = 0;
	return !folder_create(at(name), files, 2) && errno == error;
}

int main(void)
{
	const struct new_file files[] = {{STR("a.yaml"), STR("un\n")},
	                                 {STR("b.yaml"), STR("deux\n")}};
	if (mkdtemp(folder) == NULL) {
		return 1;
	}
	ok(folder_create(at("mien/"), files, 2), "a folder is made, with its slash or without");
	is_content("mien/a.yaml", STR("un\n"), "with its first file");
	is_content("mien/b.yaml", STR("deux\n"), "and its last");
	is_int(n_names(at("mien")), 2, "and no other");
	ok(is_refused("mien", files, EEXIST), "it is not made twice");
	ok(is_refused("mien/a.yaml", files, EEXIST), "nor over a file");
	ok(is_refused("loin/mien", files, ENOENT), "nor where there is no folder to hold it");
	ok(is_refused("mien/a.yaml/x", files, ENOTDIR), "nor in a file");
	ok(mkdir(at("vide"), 0700) == 0 && folder_create(at("vide"), files, 2),
	   "an empty folder is taken");
	is_content("vide/b.yaml", STR("deux\n"), "and filled");
	is_int(n_names(folder), 2, "nothing is left beside them");

	struct rlimit limit;
	(void)signal(SIGXFSZ, SIG_IGN);
	(void)getrlimit(RLIMIT_FSIZE, &limit);
	(void)setrlimit(RLIMIT_FSIZE, &(struct rlimit){4, limit.rlim_max});
	bool refused = is_refused("plein", files, EFBIG);
	(void)setrlimit(RLIMIT_FSIZE, &limit); // before what is said goes to a file
	ok(refused, "a file that can't be written whole says why");
	is_int(n_names(folder), 2, "and leaves nothing, not even the file before it");
	ok(folder_create(at("plein"), files, 2), "later it can be made");

	static const char *const made[] = {"mien", "vide", "plein"};

	for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) {
		char path[128];
		snprintf(path, sizeof path, "%s/%s/a.yaml", folder, made[i]);
		unlink(path);
		snprintf(path, sizeof path, "%s/%s/b.yaml", folder, made[i]);
		unlink(path);
		rmdir(at(made[i]));
	}
	rmdir(folder);
	return tap_done();
}
