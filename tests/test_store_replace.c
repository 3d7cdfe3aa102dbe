/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small file, whole or as it was. In a folder made below the working one. */
#include "replace.h"

#include "buf.h"
#include "file.h"
#include "tap.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "replace-XXXXXX";
static char deep[64], path[128];

static struct str content(struct buf *out)
{
	int error;
	buf_finish(out);
	return file_read(path, 1000, true, out, &error) == FILE_OK ? buf_str(out) : STR("(absent)");
}

static size_t n_names(void)
{
	struct names names = {0};
	(void)folder_read(deep, &names);
	size_t n = names.n;
	names_finish(&names);
	return n;
}

int main(void)
{
	struct buf bytes = {0};
	struct stat found;
	if (mkdtemp(folder) == NULL) {
		return 1;
	}
	snprintf(deep, sizeof deep, "%s/a/b", folder);
	snprintf(path, sizeof path, "%s/reglages.yaml", deep);
	(void)umask(0);
	ok(file_replace(str_from(deep), STR("reglages.yaml"), STR("un\n")), "a first file is made");
	is_str(content(&bytes), STR("un\n"), "with its bytes");
	ok(stat(path, &found) == 0 && (found.st_mode & 0777) == 0600, "for its owner alone");
	ok(stat(deep, &found) == 0 && (found.st_mode & 0777) == 0700, "in folders that are too");
	ok(file_replace(str_from(deep), STR("reglages.yaml"), STR("deux\n")),
	   "then it is replaced");
	is_str(content(&bytes), STR("deux\n"), "as a whole");
	is_int(n_names(), 1, "and nothing is left beside it");

	char old[160];
	snprintf(old, sizeof old, "%s/.reglages.yaml.%ld", deep, (long)getpid());
	int fd = open(old, O_WRONLY | O_CREAT, 0600);
	close(fd);
	ok(file_replace(str_from(deep), STR("reglages.yaml"), STR("trois\n")),
	   "what a crash left behind is no obstacle");
	is_int(n_names(), 1, "and goes");

	unlink(path);
	int made = symlink("ailleurs", path);
	ok(made == 0 && !file_replace(str_from(deep), STR("reglages.yaml"), STR("x")) &&
	           errno == ELOOP,
	   "a symbolic link is not written through, nor replaced");
	unlink(path);
	ok(mkdir(path, 0700) == 0 &&
	           !file_replace(str_from(deep), STR("reglages.yaml"), STR("x")) && errno == EINVAL,
	   "a folder of its name stays");
	rmdir(path);
	is_int(n_names(), 0, "and what was begun for them is gone");

	fd = open(path, O_WRONLY | O_CREAT, 0600);
	close(fd);
	char below[160];
	snprintf(below, sizeof below, "%s/c", path);
	ok(!file_replace(str_from(below), STR("x"), STR("x")) && errno == ENOTDIR,
	   "a folder that can't be is told");
	unlink(path);
	rmdir(deep);
	snprintf(deep, sizeof deep, "%s/a", folder);
	rmdir(deep);
	rmdir(folder);
	buf_finish(&bytes);
	return tap_done();
}
