/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The carnets of a folder, told by their names; of the smallest, also whether they were begun. */
#include "carnet.h"

#include "file.h"
#include "mem.h"
#include "reading.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static const struct str SUFFIX = {".carnet", sizeof(".carnet") - 1};

enum {
	FIRST_LINE_BYTES = 1024, /* more than a part of it has */
};

/* True for what a run left that was stopped while it made a carnet: see carnet_make. */
static bool is_unbegun(const char *path, const struct stat *found)
{
	struct buf bytes = {0};
	int error;
	bool is = found->st_size < FIRST_LINE_BYTES &&
	          file_read(path, FIRST_LINE_BYTES, false, &bytes, &error) == FILE_OK &&
	          reading_is_unbegun(buf_str(&bytes));
	buf_finish(&bytes);
	return is;
}

/* Where it isn't a carnet's name, or the file isn't one: nothing. */
static void add_entry(struct carnet_list *list, struct str folder, struct str file_name)
{
	if (!str_ends(file_name, SUFFIX)) {
		return;
	}
	struct str name = str_slice(file_name, 0, file_name.len - SUFFIX.len);
	if (!carnet_name_is_valid(name)) {
		return;
	}
	struct buf path = {0};
	buf_addf(&path, "%.*s/%.*s", STR_ARG(folder), STR_ARG(file_name));
	struct stat found = {0};
	bool is_known = lstat(path.ptr, &found) == 0;
	// What can't be looked at now is still there.
	bool is_listed = is_known ? S_ISREG(found.st_mode) && !is_unbegun(path.ptr, &found)
	                          : errno != ENOENT;
	if (is_listed) {
		struct carnet_entry *entry = &list->entries[list->n++];
		*entry = (struct carnet_entry){.changed_s = (int64_t)found.st_mtime};
		buf_add(&entry->name, name);
	}
	buf_finish(&path);
}

/* The last changed first; of one second, by name. */
static int by_change(const void *a, const void *b)
{
	const struct carnet_entry *left = a, *right = b;
	if (left->changed_s != right->changed_s) {
		return left->changed_s < right->changed_s ? 1 : -1;
	}
	return str_cmp(buf_str(&left->name), buf_str(&right->name));
}

enum carnet_outcome carnet_list_read(struct str folder, struct carnet_list *ret_list,
                                     struct carnet_problem *problem)
{
	*ret_list = (struct carnet_list){0};
	struct buf path = {0};
	buf_add(&path, folder);
	struct names names = {0};
	bool read = folder_read(path.ptr, &names);
	int error = errno;
	buf_finish(&path);
	if (!read && error == ENOENT) {
		return CARNET_OK;
	}
	if (!read) {
		problem->error = error;
		buf_clear(&problem->path);
		buf_add(&problem->path, folder);
		return CARNET_UNREADABLE;
	}
	ret_list->entries = mem_array(names.n, sizeof(*ret_list->entries));
	for (size_t i = 0; i < names.n; i++) {
		add_entry(ret_list, folder, buf_str(&names.list[i]));
	}
	qsort(ret_list->entries, ret_list->n, sizeof(*ret_list->entries), by_change);
	names_finish(&names);
	return CARNET_OK;
}

void carnet_list_finish(struct carnet_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		buf_finish(&l->entries[i].name);
	}
	mem_free(l->entries);
	*l = (struct carnet_list){0};
}
