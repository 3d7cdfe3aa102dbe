/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder appears whole, or not at all. */
#include "whole.h"

#include "buf.h"
#include "file.h"
#include "port.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FOLDER_MODE = 0700,
	FILE_MODE = 0644,
};

/* Said before anything is written; the renaming decides again. */
static bool may_create(const char *path)
{
	struct stat found;
	struct names names;
	if (lstat(path, &found) != 0) {
		return errno == ENOENT;
	}
	errno = EEXIST;
	if (!S_ISDIR(found.st_mode) || !folder_read(path, &names)) {
		return false;
	}
	bool is_empty = names.n == 0;
	names_finish(&names);
	errno = EEXIST;
	return is_empty;
}

static void add_path(struct buf *out, struct str folder, struct str name)
{
	buf_addf(out, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

static bool write_one(struct str folder, const struct new_file *file)
{
	struct buf path = {0};
	size_t n_written;
	add_path(&path, folder, file->name);
	int fd = file_open(path.ptr, O_WRONLY | O_CREAT | O_EXCL, FILE_MODE);
	bool well = fd >= 0 && file_write(fd, file->bytes, &n_written) && port_datasync(fd);
	int error = errno;
	if (fd >= 0 && close(fd) != 0 && well) {
		well = false;
		error = errno;
	}
	buf_finish(&path);
	errno = error;
	return well;
}

/* With errno as it was. */
static void take_away(struct str folder, const struct new_file *files, size_t n)
{
	int error = errno;
	struct buf path = {0};
	for (size_t i = 0; i < n; i++) {
		buf_clear(&path);
		add_path(&path, folder, files[i].name);
		(void)unlink(path.ptr);
	}
	buf_clear(&path);
	buf_add(&path, folder);
	(void)rmdir(path.ptr);
	buf_finish(&path);
	errno = error;
}

/* `parent` and `fresh` are paths, the one with what is before the last slash of `path`. */
static void name_neighbours(struct buf *parent, struct buf *fresh, struct str path)
{
	size_t slash = path.len;
	while (slash > 0 && path.ptr[slash - 1] != '/') {
		slash--;
	}
	buf_add(parent, slash > 0 ? str_slice(path, 0, slash) : STR("."));
	buf_add(fresh, str_slice(path, 0, slash));
	buf_addf(fresh, ".%.*s.%ld", STR_ARG(str_slice(path, slash, path.len)), (long)getpid());
}

bool folder_create(const char *path, const struct new_file *files, size_t n)
{
	struct buf whole = {0}, parent = {0}, fresh = {0};
	struct str trimmed = str_from(path);
	while (trimmed.len > 1 && trimmed.ptr[trimmed.len - 1] == '/') {
		trimmed.len--;
	}
	buf_add(&whole, trimmed);
	name_neighbours(&parent, &fresh, trimmed);
	bool well = may_create(whole.ptr);
	if (well) {
		take_away(buf_str(&fresh), files, n); // an old one, left by a crash
		well = mkdir(fresh.ptr, FOLDER_MODE) == 0;
	}
	if (well) {
		for (size_t i = 0; well && i < n; i++) {
			well = write_one(buf_str(&fresh), &files[i]);
		}
		well = well && folder_sync(fresh.ptr) && rename(fresh.ptr, whole.ptr) == 0;
		if (!well) {
			take_away(buf_str(&fresh), files, n);
		} else {
			// It is there; that its name outlives a power cut is all that may fail.
			(void)folder_sync(parent.ptr);
		}
	}
	int error = !well && errno == ENOTEMPTY ? EEXIST : errno;
	buf_finish(&whole);
	buf_finish(&parent);
	buf_finish(&fresh);
	errno = error;
	return well;
}
