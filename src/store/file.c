/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The system calls on files and folders, each with its care: nothing inherited by a child,
 * nothing followed or waited for that shouldn't be, nothing left half-way by a signal. It
 * keeps one invariant: what folder_make leaves is on the disk, whatever the run before it
 * was killed at.
 */
#include "file.h"

#include "mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum {
	READ_STEP_BYTES = 64 * 1024, /* beyond the size that was announced */
	FOLDER_MODE = 0700,
};

static void close_keeping_errno(int fd)
{
	int error = errno;
	(void)close(fd);
	errno = error;
}

static int open_retrying(const char *path, int flags, unsigned mode)
{
	int fd;
	do {
		fd = open(path, flags | O_CLOEXEC | O_NOCTTY, (mode_t)mode);
	} while (fd < 0 && errno == EINTR);
	if (fd < 0 || fd > STDERR_FILENO) {
		return fd;
	}
	int higher = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close_keeping_errno(fd);
	return higher;
}

int file_open(const char *path, int flags, unsigned mode)
{
	return open_retrying(path, flags | O_NOFOLLOW, mode);
}

static bool read_some(int fd, struct buf *bytes, size_t room, size_t *ret_n)
{
	ssize_t n;
	do {
		n = read(fd, bytes->ptr + bytes->len, room);
	} while (n < 0 && errno == EINTR);
	if (n < 0) {
		return false;
	}
	bytes->len += (size_t)n;
	bytes->ptr[bytes->len] = '\0';
	*ret_n = (size_t)n;
	return true;
}

/*
 * One byte more than the file announces: where that is still true, the second read finds
 * the end without asking for memory.
 */
static enum file_outcome read_whole(int fd, size_t announced, size_t limit, struct buf *bytes,
                                    int *ret_error)
{
	size_t n = 0;
	buf_reserve(bytes, announced + 1);
	do {
		size_t room = bytes->cap - bytes->len - 1;
		if (room == 0) {
			buf_reserve(bytes, READ_STEP_BYTES);
			room = READ_STEP_BYTES;
		}
		if (!read_some(fd, bytes, room, &n)) {
			*ret_error = errno;
			return FILE_UNREADABLE;
		}
		if (bytes->len > limit) {
			*ret_error = EFBIG;
			return FILE_TOO_LARGE;
		}
	} while (n > 0);
	return FILE_OK;
}

enum file_outcome file_read_open(int fd, size_t limit, struct buf *ret_bytes, int *ret_error)
{
	struct stat found;
	if (fstat(fd, &found) != 0) {
		*ret_error = errno;
		return FILE_UNREADABLE;
	}
	if (S_ISDIR(found.st_mode)) {
		*ret_error = EISDIR;
		return FILE_IS_FOLDER;
	}
	if (!S_ISREG(found.st_mode)) {
		*ret_error = EINVAL;
		return FILE_NOT_REGULAR;
	}
	if ((uintmax_t)found.st_size > limit) {
		*ret_error = EFBIG;
		return FILE_TOO_LARGE;
	}
	struct buf bytes = {0};
	enum file_outcome outcome = read_whole(fd, (size_t)found.st_size, limit, &bytes, ret_error);
	if (outcome == FILE_OK) {
		*ret_bytes = bytes;
	} else {
		buf_finish(&bytes);
	}
	return outcome;
}

enum file_outcome file_read(const char *path, size_t limit, bool follow, struct buf *ret_bytes,
                            int *ret_error)
{
	// Without O_NONBLOCK, opening a FIFO waits for someone to write into it.
	int flags = O_RDONLY | O_NONBLOCK;
	int fd = follow ? open_retrying(path, flags, 0) : file_open(path, flags, 0);
	if (fd < 0) {
		*ret_error = errno;
		return errno == ENOENT ? FILE_ABSENT : FILE_UNREADABLE;
	}
	enum file_outcome outcome = file_read_open(fd, limit, ret_bytes, ret_error);
	(void)close(fd);
	return outcome;
}

bool file_write(int fd, struct str bytes, size_t *ret_n_written)
{
	size_t done = 0;
	bool written = true;
	while (written && done < bytes.len) {
		ssize_t n = write(fd, bytes.ptr + done, bytes.len - done);
		if (n > 0) {
			done += (size_t)n;
		} else if (n == 0) {
			// Not an error to POSIX, and no progress either.
			errno = ENOSPC;
			written = false;
		} else {
			written = errno == EINTR;
		}
	}
	*ret_n_written = done;
	return written;
}

static int folder_open(const char *path)
{
	return open_retrying(path, O_RDONLY | O_DIRECTORY, 0);
}

bool folder_sync(const char *path)
{
	int fd = folder_open(path);
	if (fd < 0) {
		return false;
	}
	int result;
	do {
		result = fsync(fd);
	} while (result != 0 && errno == EINTR);
	// EINVAL: this file system has no such thing as syncing a folder.
	bool synced = result == 0 || errno == EINVAL;
	close_keeping_errno(fd);
	return synced;
}

/* Where the parent of path[0..len) ends: its last component and the slashes before it off. */
static size_t parent_len(const char *path, size_t len)
{
	while (len > 0 && path[len - 1] != '/') {
		len--;
	}
	while (len > 1 && path[len - 1] == '/') {
		len--;
	}
	return len;
}

static bool sync_parent(const char *path, size_t len)
{
	struct buf parent = {0};
	buf_add(&parent, (struct str){path, parent_len(path, len)});
	bool synced = folder_sync(parent.len > 0 ? parent.ptr : ".");
	int error = errno;
	buf_finish(&parent);
	errno = error;
	return synced;
}

/* False, with ENOENT where nothing is there, ENOTDIR where something else is. */
static bool is_folder(const char *path)
{
	struct stat found;
	if (stat(path, &found) != 0) {
		return false;
	}
	errno = ENOTDIR;
	return S_ISDIR(found.st_mode);
}

static bool make_one(const char *path, size_t len)
{
	if (mkdir(path, FOLDER_MODE) == 0) {
		// The umask may have taken bits of our own.
		return chmod(path, FOLDER_MODE) == 0 && sync_parent(path, len);
	}
	// Another safari may have been faster.
	return errno == EEXIST && is_folder(path) && sync_parent(path, len);
}

/*
 * Up to the deepest folder that is there, then down again. Each is synced into its parent
 * before the next is made in it, so that only the deepest one can have been left unsynced
 * by a run that was killed; so it is synced as well. Where its parent may not even be read,
 * it isn't ours, and no run of ours made it.
 */
static bool make_path(char *path, size_t len)
{
	size_t end = len;
	bool found = is_folder(path);
	while (!found && errno == ENOENT) {
		size_t up = parent_len(path, end);
		if (up == 0 || path[up] != '/') {
			// Below the working folder, or the root.
			break;
		}
		path[up] = '\0';
		end = up;
		found = is_folder(path);
	}
	bool whole = found ? sync_parent(path, end) || errno == EACCES
	                   : errno == ENOENT && make_one(path, end);
	while (whole && end < len) {
		path[end] = '/';
		end = strlen(path);
		whole = make_one(path, end);
	}
	return whole;
}

bool folder_make(const char *path)
{
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/') {
		len--;
	}
	if (len == 0) {
		errno = ENOENT;
		return false;
	}
	struct buf copy = {0};
	buf_add(&copy, (struct str){path, len});
	bool made = make_path(copy.ptr, len);
	int error = errno;
	buf_finish(&copy);
	errno = error;
	return made;
}

bool folder_is_exposed(const char *path)
{
	struct stat found;
	return stat(path, &found) == 0 && (found.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

static int by_bytes(const void *a, const void *b)
{
	const struct buf *left = a, *right = b;
	return str_cmp(buf_str(left), buf_str(right));
}

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool read_names(DIR *folder, struct names *names)
{
	size_t cap = 0;
	for (;;) {
		errno = 0;
		const struct dirent *entry = readdir(folder);
		if (entry == NULL) {
			return errno == 0;
		}
		if (is_dots(entry->d_name)) {
			continue;
		}
		if (names->n == cap) {
			cap = cap == 0 ? 16 : cap * 2;
			names->list = mem_resize(names->list, cap, sizeof(*names->list));
		}
		struct buf *name = &names->list[names->n++];
		*name = (struct buf){0};
		buf_add(name, str_from(entry->d_name));
	}
}

bool folder_read(const char *path, struct names *ret_names)
{
	int fd = folder_open(path);
	if (fd < 0) {
		return false;
	}
	DIR *folder = fdopendir(fd);
	if (folder == NULL) {
		close_keeping_errno(fd);
		return false;
	}
	struct names names = {0};
	bool whole = read_names(folder, &names);
	int error = errno;
	(void)closedir(folder);
	if (!whole) {
		names_finish(&names);
		errno = error;
		return false;
	}
	if (names.n > 0) {
		qsort(names.list, names.n, sizeof(*names.list), by_bytes);
	}
	*ret_names = names;
	return true;
}

void names_finish(struct names *names)
{
	for (size_t i = 0; i < names->n; i++) {
		buf_finish(&names->list[i]);
	}
	mem_free(names->list);
	*names = (struct names){0};
}
