/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file is followed by its name: what is there by that name counts, whatever it was before.
 * Marks are what is left where nothing tells; a second is as fine as they are, so a file that
 * changed in the second of its mark is news once more.
 */
#include "follow.h"

#include "mem.h"
#include "port.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	LOOK_MS = 1000,
};

struct file_mark file_mark_take(const char *path)
{
	struct stat found;
	if (stat(path, &found) != 0) {
		return (struct file_mark){0};
	}
	return (struct file_mark){found.st_dev, found.st_ino, found.st_size,
	                          (int64_t)found.st_mtime, (int64_t)time(NULL)};
}

static bool is_news(const struct file_mark *before, const struct file_mark *now)
{
	bool is_fresh = before->taken_s > 0 && before->taken_s - before->changed_s <= 1 &&
	                now->taken_s - before->changed_s > 1;
	return is_fresh || before->device != now->device || before->inode != now->inode ||
	       before->bytes != now->bytes || before->changed_s != now->changed_s;
}

void follow_begin(struct follow *f)
{
	*f = (struct follow){.fd = port_watch_open()};
}

void follow_clear(struct follow *f)
{
	for (size_t i = 0; i < f->n; i++) {
		buf_finish(&f->files[i].path);
		buf_finish(&f->files[i].target);
	}
	mem_free(f->files);
	f->files = NULL;
	f->n = 0;
}

void follow_end(struct follow *f)
{
	follow_clear(f);
	if (f->fd >= 0) {
		(void)close(f->fd);
	}
	f->fd = -1;
}

void follow_add(struct follow *f, struct str path, struct file_mark mark)
{
	f->files = mem_resize(f->files, f->n + 1, sizeof f->files[0]);
	struct followed *added = &f->files[f->n++];
	*added = (struct followed){.mark = mark};
	buf_add(&added->path, path);
	char *target = realpath(added->path.ptr, NULL);
	if (target != NULL) {
		buf_add(&added->target, str_from(target));
		mem_free(target);
	}
}

static const char *name_of(const struct buf *path)
{
	const char *slash = path->ptr != NULL ? strrchr(path->ptr, '/') : NULL;
	return slash != NULL ? slash + 1 : path->ptr;
}

static bool watch_folder_of(int fd, const struct buf *path)
{
	struct buf folder = {0};
	size_t len = path->len - strlen(name_of(path));
	buf_add(&folder, str_slice(buf_str(path), 0, len > 1 ? len - 1 : len));
	buf_add(&folder, str_from(len == 0 ? "." : ""));
	bool well = port_watch_folder(fd, folder.ptr);
	buf_finish(&folder);
	return well;
}

void follow_watch(struct follow *f)
{
	bool well = f->fd >= 0;
	for (size_t i = 0; i < f->n && well; i++) {
		const struct followed *file = &f->files[i];
		// The folder of a file that isn't there may not be there either.
		well = watch_folder_of(f->fd, &file->path) || file->target.len == 0;
		well = well && (file->target.len == 0 || watch_folder_of(f->fd, &file->target));
	}
	if (!well && f->fd >= 0) {
		(void)close(f->fd);
		f->fd = -1;
	}
}

int follow_fd(const struct follow *f)
{
	return f->fd;
}

int follow_wait_ms(const struct follow *f)
{
	return f->fd >= 0 ? -1 : LOOK_MS;
}

static void hear(void *ctx, const char *name)
{
	struct follow *f = ctx;
	f->is_told = f->is_told || name == NULL;
	for (size_t i = 0; i < f->n && !f->is_told; i++) {
		const struct followed *file = &f->files[i];
		f->is_told = strcmp(name, name_of(&file->path)) == 0 ||
		             (file->target.len > 0 && strcmp(name, name_of(&file->target)) == 0);
	}
}

bool follow_has_news(struct follow *f)
{
	if (f->fd >= 0) {
		port_watch_take(f->fd, hear, f);
	}
	bool has_news = f->is_told;
	f->is_told = false;
	for (size_t i = 0; i < f->n; i++) {
		struct file_mark now = file_mark_take(f->files[i].path.ptr);
		has_news = is_news(&f->files[i].mark, &now) || has_news;
		f->files[i].mark = now;
	}
	return has_news;
}
