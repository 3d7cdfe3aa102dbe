/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_FOLLOW_H
#define APP_FOLLOW_H

#include "buf.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* What tells one state of a file from another without reading it. All 0: it isn't there. */
struct file_mark {
	dev_t device;
	ino_t inode;
	off_t bytes;
	int64_t changed_s, taken_s;
};

struct file_mark file_mark_take(const char *path);

/*
 * Files that are being edited in another window. The system tells what happens in their
 * folders (port_watch.h); where it can't, they are looked at every second. Whichever way an
 * editor saves: in place, by another file that takes the name, after moving the old one aside.
 */
struct followed {
	struct buf path;
	struct file_mark mark;
	struct buf target; /* where links lead, if elsewhere: it has another folder to watch */
};

struct follow {
	int fd; /* of port_watch; -1: look every second */
	struct followed *files;
	size_t n;
	bool is_told;
};

void follow_begin(struct follow *f);
void follow_end(struct follow *f);

/* From now on these files are followed, and no others. */
void follow_clear(struct follow *f);
void follow_add(struct follow *f, struct str path, struct file_mark mark);

/* Once all were added: watches their folders. */
void follow_watch(struct follow *f);

/* To poll, or -1. */
int follow_fd(const struct follow *f);

/* After how many ms the files are to be looked at; negative: the system tells. */
int follow_wait_ms(const struct follow *f);

/* True where one of them may have changed since it was added, or was asked last. */
bool follow_has_news(struct follow *f);

#endif
