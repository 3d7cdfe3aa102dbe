/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carnets made, read, opened. It keeps one invariant: what may be written into has its lock
 * held, from before it is read.
 */
#include "carnet_inside.h"

#include "file.h"
#include "lock.h"
#include "mem.h"
#include "reading.h"
#include "replace.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* One call of carnet_make, carnet_read, carnet_open: its paths, and what it gives. */
struct opening {
	struct buf folder, file, lock;
	bool has_name;                 /* one that a carnet may have */
	const struct journey *journey; /* not of carnet_make */
	struct carnet *carnet;
	struct walk *walk;
	struct carnet_reading reading;
	struct carnet_problem *problem;
};

static void opening_init(struct opening *o, struct carnet_place place, const struct journey *j,
                         struct carnet_problem *problem)
{
	*o = (struct opening){
		.has_name = carnet_name_is_valid(place.name), .journey = j, .problem = problem};
	buf_add(&o->folder, place.folder);
	buf_addf(&o->file, "%.*s/%.*s.carnet", STR_ARG(place.folder), STR_ARG(place.name));
	buf_addf(&o->lock, "%.*s/%.*s.verrou", STR_ARG(place.folder), STR_ARG(place.name));
}

/* Not what it gives. */
static void opening_finish(struct opening *o)
{
	buf_finish(&o->folder);
	buf_finish(&o->file);
	buf_finish(&o->lock);
}

static struct carnet *carnet_create(int take_fd, int take_lock, const struct opening *o)
{
	struct carnet *c = mem_alloc(sizeof(*c));
	c->fd = take_fd;
	c->lock = take_lock;
	buf_add(&c->path, buf_str(&o->file));
	buf_add(&c->folder, buf_str(&o->folder));
	buf_add(&c->lock_path, buf_str(&o->lock));
	buf_addc(&c->unsaved, '\n');
	return c;
}

int carnet_open_file(const char *path, int more_flags)
{
	return file_open(path, O_RDWR | O_APPEND | O_NONBLOCK | more_flags, CARNET_MODE);
}

/* --- A new one --------------------------------------------------------------------- */

static enum lock_outcome lock(const struct opening *o, struct str utc, int *ret_lock)
{
	struct buf holder;
	enum lock_outcome outcome = lock_take(o->lock.ptr, utc, ret_lock, &holder);
	if (outcome == LOCK_HELD) {
		buf_finish(&o->problem->holder);
		o->problem->holder = holder;
	}
	return outcome;
}

/*
 * The file of that name if its making was broken off before anything in it was
 * acknowledged. Else negative, with EEXIST.
 */
static int reopen_unbegun(const char *path, bool *ret_is_empty)
{
	int fd = carnet_open_file(path, 0);
	struct buf bytes = {0};
	int error;
	if (fd >= 0 && file_read_open(fd, CARNET_MAX_BYTES, &bytes, &error) == FILE_OK &&
	    reading_is_unbegun(buf_str(&bytes))) {
		*ret_is_empty = bytes.len == 0;
	} else {
		if (fd >= 0) {
			(void)close(fd);
		}
		fd = -1;
		errno = EEXIST;
	}
	buf_finish(&bytes);
	return fd;
}

/* True where nothing of that name was ever acknowledged. Else errno. */
static bool is_free(const char *path)
{
	bool is_empty;
	struct stat found;
	if (lstat(path, &found) != 0) {
		return errno == ENOENT;
	}
	int fd = reopen_unbegun(path, &is_empty);
	if (fd >= 0) {
		(void)close(fd);
	}
	return fd >= 0;
}

int carnet_put_file(const struct buf *folder, const struct buf *path, struct str bytes)
{
	struct str name = str_slice(buf_str(path), folder->len + 1, SIZE_MAX);
	if (!is_free(path->ptr) || !file_put(buf_str(folder), name, bytes)) {
		return -1;
	}
	return carnet_open_file(path->ptr, 0);
}

/* How a carnet begins: with its first line, or with all that it holds. */
struct beginning {
	const struct event *first; /* NULL: `lines` */
	struct stamp stamp;
	struct str lines;
};

static enum carnet_outcome begin_with_line(struct opening *o, int take_lock,
                                           const struct beginning *b)
{
	bool is_empty = true;
	int fd = carnet_open_file(o->file.ptr, O_CREAT | O_EXCL);
	if (fd < 0 && errno == EEXIST) {
		fd = reopen_unbegun(o->file.ptr, &is_empty);
	}
	if (fd < 0) {
		int error = errno;
		(void)close(take_lock);
		return carnet_refuse(o->problem, CARNET_UNWRITABLE, error, &o->file);
	}
	struct carnet *c = carnet_create(fd, take_lock, o);
	c->ends_in_lf = is_empty;
	// The umask may have taken bits of our own.
	if (fchmod(fd, CARNET_MODE) != 0) {
		(void)carnet_refuse(o->problem, CARNET_UNWRITABLE, errno, &o->file);
		carnet_close(c);
		return CARNET_UNWRITABLE;
	}
	// Where even the first line isn't saved, there is no carnet in which it could wait.
	if (carnet_append(c, b->first, b->stamp, o->problem) != CARNET_OK) {
		carnet_close(c);
		return CARNET_UNWRITABLE;
	}
	o->carnet = c;
	return CARNET_OK;
}

static enum carnet_outcome begin_with_all(struct opening *o, int take_lock,
                                          const struct beginning *b)
{
	int fd = carnet_put_file(&o->folder, &o->file, b->lines);
	if (fd < 0) {
		int error = errno;
		(void)close(take_lock);
		return carnet_refuse(o->problem, CARNET_UNWRITABLE, error, &o->file);
	}
	o->carnet = carnet_create(fd, take_lock, o);
	o->carnet->ends_in_lf = true;
	o->carnet->is_in_folder = true;
	return CARNET_OK;
}

/* The lock goes to the carnet, or is let go. */
static enum carnet_outcome make_locked(struct opening *o, int take_lock, const struct beginning *b)
{
	return b->first != NULL ? begin_with_line(o, take_lock, b)
	                        : begin_with_all(o, take_lock, b);
}

static enum carnet_outcome make(struct opening *o, const struct beginning *b)
{
	if (!o->has_name) {
		return carnet_refuse(o->problem, CARNET_UNWRITABLE, EINVAL, &o->file);
	}
	if (!folder_make(o->folder.ptr)) {
		return carnet_refuse(o->problem, CARNET_UNWRITABLE, errno, &o->folder);
	}
	int taken;
	switch (lock(o, b->stamp.utc, &taken)) {
	case LOCK_TAKEN:
		return make_locked(o, taken, b);
	case LOCK_HELD:
		// Whoever holds it has the carnet, or is making it.
		return carnet_refuse(o->problem, CARNET_UNWRITABLE, EEXIST, &o->file);
	case LOCK_FAILED:
		break;
	}
	return carnet_refuse(o->problem, CARNET_UNWRITABLE, errno, &o->lock);
}

enum carnet_outcome carnet_make(struct carnet_place place, const struct event *first,
                                struct stamp stamp, struct carnet **ret_carnet,
                                struct carnet_problem *problem)
{
	struct opening o;
	opening_init(&o, place, NULL, problem);
	enum carnet_outcome outcome = make(&o, &(struct beginning){first, stamp, {0}});
	*ret_carnet = o.carnet;
	opening_finish(&o);
	return outcome;
}

enum carnet_outcome carnet_make_whole(struct carnet_place place, struct str lines,
                                      struct carnet **ret_carnet, struct carnet_problem *problem)
{
	struct opening o;
	opening_init(&o, place, NULL, problem);
	enum carnet_outcome outcome = make(&o, &(struct beginning){.lines = lines});
	*ret_carnet = o.carnet;
	opening_finish(&o);
	return outcome;
}

/* --- One that is there ------------------------------------------------------------- */

static enum carnet_outcome look_at(struct opening *o, int fd)
{
	struct buf bytes = {0};
	int error;
	if (file_read_open(fd, CARNET_MAX_BYTES, &bytes, &error) != FILE_OK) {
		return carnet_refuse(o->problem, CARNET_UNREADABLE, error, &o->file);
	}
	enum carnet_outcome outcome =
		reading_fold(buf_str(&bytes), o->journey, &o->walk, &o->reading);
	buf_finish(&bytes);
	if (outcome == CARNET_OK || outcome == CARNET_NEWER) {
		return outcome;
	}
	error = outcome == CARNET_UNREADABLE ? EBADMSG : 0;
	return carnet_refuse(o->problem, outcome, error, &o->file);
}

/* Without the lock. */
static enum carnet_outcome look(struct opening *o)
{
	if (!o->has_name) {
		return carnet_refuse(o->problem, CARNET_ABSENT, EINVAL, &o->file);
	}
	int fd = file_open(o->file.ptr, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0) {
		int error = errno;
		return carnet_refuse(o->problem,
		                     error == ENOENT ? CARNET_ABSENT : CARNET_UNREADABLE, error,
		                     &o->file);
	}
	enum carnet_outcome outcome = look_at(o, fd);
	(void)close(fd);
	return outcome;
}

enum carnet_outcome carnet_read(struct carnet_place place, const struct journey *j,
                                struct walk **ret_walk, struct carnet_reading *ret_reading,
                                struct carnet_problem *problem)
{
	struct opening o;
	opening_init(&o, place, j, problem);
	enum carnet_outcome outcome = look(&o);
	*ret_walk = o.walk;
	*ret_reading = o.reading;
	opening_finish(&o);
	return outcome;
}

/* The lock goes to the carnet, or is let go. */
static enum carnet_outcome open_locked(struct opening *o, int take_lock)
{
	int fd = carnet_open_file(o->file.ptr, 0);
	if (fd < 0) {
		int error = errno;
		(void)close(take_lock);
		return carnet_refuse(o->problem, CARNET_UNWRITABLE, error, &o->file);
	}
	enum carnet_outcome outcome = look_at(o, fd);
	if (outcome != CARNET_OK) {
		(void)close(fd);
		(void)close(take_lock);
		return outcome;
	}
	o->carnet = carnet_create(fd, take_lock, o);
	o->carnet->ends_in_lf = !o->reading.torn;
	// Its maker may have been killed before this. Where it fails, `save` tries again.
	o->carnet->is_in_folder = folder_sync(o->folder.ptr);
	return CARNET_OK;
}

static enum carnet_outcome open_to_write(struct opening *o)
{
	int taken;
	switch (lock(o, (struct str){0}, &taken)) {
	case LOCK_TAKEN:
		return open_locked(o, taken);
	case LOCK_HELD:
		return carnet_refuse(o->problem, CARNET_BUSY, 0, &o->file);
	case LOCK_FAILED:
		break;
	}
	return carnet_refuse(o->problem, CARNET_UNWRITABLE, errno, &o->lock);
}

static enum carnet_outcome open_or_look(struct opening *o)
{
	if (!o->has_name) {
		return carnet_refuse(o->problem, CARNET_ABSENT, EINVAL, &o->file);
	}
	// No lock's file is made for a name that was only mistyped. Another may make the carnet
	// right now: it isn't looked for again, for it would be read as if nobody could write it.
	struct stat found;
	if (lstat(o->file.ptr, &found) != 0 && errno == ENOENT) {
		return carnet_refuse(o->problem, CARNET_ABSENT, ENOENT, &o->file);
	}
	enum carnet_outcome outcome = open_to_write(o);
	if (outcome != CARNET_BUSY && outcome != CARNET_UNWRITABLE) {
		return outcome;
	}
	enum carnet_outcome seen = look(o);
	return seen == CARNET_OK ? outcome : seen;
}

enum carnet_outcome carnet_open(struct carnet_place place, const struct journey *j,
                                struct carnet **ret_carnet, struct walk **ret_walk,
                                struct carnet_reading *ret_reading, struct carnet_problem *problem)
{
	struct opening o;
	opening_init(&o, place, j, problem);
	enum carnet_outcome outcome = open_or_look(&o);
	*ret_carnet = o.carnet;
	*ret_walk = o.walk;
	*ret_reading = o.reading;
	opening_finish(&o);
	return outcome;
}
