/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For what is written whole: settings, and a carnet that comes from elsewhere. A carnet that is
 * walked never is: it is appended to. The new file's name is its own for each process, so that
 * two can't write into one, and hidden, so that a part of a carnet is never taken for one; an
 * old one left by a crash is taken away first.
 */
#include "replace.h"

#include "buf.h"
#include "file.h"
#include "port.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FILE_MODE = 0600,
};

static bool may_replace(const char *path)
{
	struct stat found;
	if (lstat(path, &found) != 0) {
		return errno == ENOENT;
	}
	errno = S_ISLNK(found.st_mode) ? ELOOP : EINVAL;
	return S_ISREG(found.st_mode);
}

static bool write_new(const char *path, struct str bytes)
{
	size_t n;
	(void)unlink(path);
	int fd = file_open(path, O_WRONLY | O_CREAT | O_EXCL, FILE_MODE);
	if (fd < 0) {
		return false;
	}
	// The umask may have taken bits of our own. Where a file system has no such rights (a
	// key), it refuses to set them.
	bool has_mode = fchmod(fd, FILE_MODE) == 0 || errno == EPERM || errno == ENOTSUP;
	bool well = has_mode && file_write(fd, bytes, &n) && port_datasync(fd);
	int error = errno;
	// Some file systems tell only now that the disk is full.
	if (close(fd) != 0 && well) {
		well = false;
		error = errno;
	}
	errno = error;
	return well;
}

bool file_put(struct str folder, struct str name, struct str bytes)
{
	struct buf dir = {0}, path = {0}, fresh = {0};
	buf_add(&dir, folder);
	buf_addf(&path, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
	buf_addf(&fresh, "%.*s/.%.*s.%ld", STR_ARG(folder), STR_ARG(name), (long)getpid());
	bool well = may_replace(path.ptr) && write_new(fresh.ptr, bytes) &&
	            rename(fresh.ptr, path.ptr) == 0 && folder_sync(dir.ptr);
	int error = errno;
	if (!well) {
		(void)unlink(fresh.ptr);
	}
	buf_finish(&dir);
	buf_finish(&path);
	buf_finish(&fresh);
	errno = error;
	return well;
}

bool file_replace(struct str folder, struct str name, struct str bytes)
{
	struct buf dir = {0};
	buf_add(&dir, folder);
	bool is_there = folder_make(dir.ptr);
	int error = errno;
	buf_finish(&dir);
	errno = error;
	return is_there && file_put(folder, name, bytes);
}
