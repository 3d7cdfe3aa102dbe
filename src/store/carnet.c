/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carnets appended to. It keeps two invariants.
 *
 * Bytes go to the end of the file and are never touched again. `unsaved` is what isn't
 * acknowledged, as one text: an LF, then the lines. The LF is left out of the write as long
 * as the file is known to end in one.
 *
 * Acknowledged means: written, and synced after that, with nothing failed in between. After
 * a sync that failed the pages may be gone, though the next sync succeeds, and though they
 * can be read as long as they stay in memory; so the lines are written again, and begin
 * with an LF, for what the disk has before them isn't known. And what is written into a file
 * that has no name any more is lost at its closing, however well it was synced: then the whole
 * carnet is read back, and waits to be made again.
 */
#include "carnet_inside.h"

#include "file.h"
#include "lock.h"
#include "mem.h"
#include "port.h"
#include "utf8.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NAME_MAX_BYTES = 64,
	RUNE_DEL = 0x7F,
	RUNE_C1_LAST = 0x9F,
};

bool carnet_name_is_valid(struct str name)
{
	size_t malformed_at;
	if (name.len == 0 || name.len > NAME_MAX_BYTES || name.ptr[0] == '.' ||
	    !utf8_is_valid(name, &malformed_at)) {
		return false;
	}
	for (size_t at = 0; at < name.len;) {
		uint32_t rune;
		at += utf8_decode(name, at, &rune);
		if (rune < ' ' || rune == '/' || (rune >= RUNE_DEL && rune <= RUNE_C1_LAST)) {
			return false;
		}
	}
	return true;
}

enum carnet_outcome carnet_refuse(struct carnet_problem *problem, enum carnet_outcome outcome,
                                  int error, const struct buf *path)
{
	problem->error = error;
	buf_clear(&problem->path);
	buf_add(&problem->path, buf_str(path));
	return outcome;
}

void carnet_problem_finish(struct carnet_problem *p)
{
	buf_finish(&p->path);
	buf_finish(&p->holder);
	*p = (struct carnet_problem){0};
}

/* --- A file that was taken away --------------------------------------------------- */

/* True where the descriptor's file is not the one of that name. */
static bool is_other(int fd, const char *path)
{
	struct stat ours, there;
	return fstat(fd, &ours) == 0 && (lstat(path, &there) != 0 || ours.st_dev != there.st_dev ||
	                                 ours.st_ino != there.st_ino);
}

/* A file that was moved elsewhere still has a name, and is written on. */
static bool is_nameless(const struct carnet *c)
{
	struct stat ours;
	return fstat(c->fd, &ours) == 0 && ours.st_nlink == 0 && is_other(c->fd, c->path.ptr);
}

/* Everything waits again. Where the file can't be read any more, what waited last does. */
static void take_back(struct carnet *c)
{
	struct buf whole = {0};
	int error;
	c->is_gone = true;
	c->n_waiting = c->n_waiting > 0 ? c->n_waiting : 1;
	if (lseek(c->fd, 0, SEEK_SET) == 0 &&
	    file_read_open(c->fd, CARNET_MAX_BYTES, &whole, &error) == FILE_OK && whole.len > 0) {
		buf_cut(&c->unsaved, 1);
		buf_add(&c->unsaved, buf_str(&whole));
	}
	buf_finish(&whole);
}

/* The lock may be gone with the folder. */
static enum carnet_outcome hold_name(struct carnet *c, struct carnet_problem *problem)
{
	struct buf holder = {0};
	int lock;
	if (!folder_make(c->folder.ptr)) {
		return carnet_refuse(problem, CARNET_NOT_SAVED, errno, &c->folder);
	}
	if (!is_other(c->lock, c->lock_path.ptr)) {
		return CARNET_OK;
	}
	switch (lock_take(c->lock_path.ptr, (struct str){0}, &lock, &holder)) {
	case LOCK_TAKEN:
		(void)close(c->lock);
		c->lock = lock;
		return CARNET_OK;
	case LOCK_HELD:
		// Another safari has begun a carnet of that name.
		buf_finish(&holder);
		return carnet_refuse(problem, CARNET_NOT_SAVED, EEXIST, &c->path);
	case LOCK_FAILED:
		break;
	}
	return carnet_refuse(problem, CARNET_NOT_SAVED, errno, &c->lock_path);
}

static enum carnet_outcome save_anew(struct carnet *c, struct carnet_problem *problem)
{
	enum carnet_outcome outcome = hold_name(c, problem);
	if (outcome != CARNET_OK) {
		return outcome;
	}
	int fd = carnet_put_file(&c->folder, &c->path, carnet_waiting(c));
	if (fd < 0) {
		return carnet_refuse(problem, CARNET_NOT_SAVED, errno, &c->path);
	}
	(void)close(c->fd);
	c->fd = fd;
	c->is_gone = false;
	c->is_in_folder = true;
	return CARNET_OK;
}

/* --- Open for writing -------------------------------------------------------------- */

static enum carnet_outcome save_at_end(struct carnet *c, struct carnet_problem *problem)
{
	struct str bytes = str_slice(buf_str(&c->unsaved), c->ends_in_lf ? 1 : 0, SIZE_MAX);
	size_t n_written;
	bool written = file_write(c->fd, bytes, &n_written);
	c->ends_in_lf = c->ends_in_lf && n_written == 0;
	if (!written || !port_datasync(c->fd)) {
		return carnet_refuse(problem, CARNET_NOT_SAVED, errno, &c->path);
	}
	if (is_nameless(c)) {
		take_back(c);
		return save_anew(c, problem);
	}
	if (!c->is_in_folder && !folder_sync(c->folder.ptr)) {
		return carnet_refuse(problem, CARNET_NOT_SAVED, errno, &c->folder);
	}
	c->is_in_folder = true;
	return CARNET_OK;
}

/* The one way in which bytes get into a carnet. */
static enum carnet_outcome save(struct carnet *c, struct carnet_problem *problem)
{
	enum carnet_outcome outcome = c->is_gone ? save_anew(c, problem) : save_at_end(c, problem);
	if (outcome == CARNET_OK) {
		c->ends_in_lf = true;
		c->n_waiting = 0;
		buf_cut(&c->unsaved, 1);
	}
	return outcome;
}

enum carnet_outcome carnet_append(struct carnet *c, const struct event *e, struct stamp stamp,
                                  struct carnet_problem *problem)
{
	event_write(&c->unsaved, e, stamp);
	c->n_waiting++;
	return save(c, problem);
}

enum carnet_outcome carnet_retry(struct carnet *c, struct carnet_problem *problem)
{
	return c->n_waiting > 0 ? save(c, problem) : CARNET_OK;
}

size_t carnet_n_waiting(const struct carnet *c)
{
	return c->n_waiting;
}

struct str carnet_waiting(const struct carnet *c)
{
	return str_slice(buf_str(&c->unsaved), 1, SIZE_MAX);
}

bool carnet_is_gone(const struct carnet *c)
{
	return c->is_gone;
}

struct str carnet_path(const struct carnet *c)
{
	return buf_str(&c->path);
}

void carnet_close(struct carnet *c)
{
	if (c == NULL) {
		return;
	}
	// Nothing hangs on these: what was acknowledged was synced.
	(void)close(c->fd);
	(void)close(c->lock);
	buf_finish(&c->path);
	buf_finish(&c->folder);
	buf_finish(&c->lock_path);
	buf_finish(&c->unsaved);
	mem_free(c);
}
