/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carnets made, opened, appended to. It keeps two invariants.
 *
 * Bytes go to the end of the file and are never touched again. `unsaved` is what isn't
 * acknowledged, as one text: an LF, then the lines. The LF is left out of the write as long
 * as the file is known to end in one.
 *
 * Acknowledged means: written, and synced after that, with nothing failed in between. After
 * a sync that failed the pages may be gone, though the next sync succeeds, and though they
 * can be read as long as they stay in memory; so the lines are written again, and begin
 * with an LF, for what the disk has before them isn't known.
 */
#include "carnet.h"

#include "file.h"
#include "lock.h"
#include "mem.h"
#include "port.h"
#include "reading.h"
#include "utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	CARNET_MODE = 0600,
	/* O_NONBLOCK for the FIFO that may stand in a carnet's place; files don't heed it. */
	CARNET_READ = O_RDONLY | O_NONBLOCK,
	CARNET_WRITE = O_RDWR | O_APPEND | O_NONBLOCK,
	CARNET_MAX_BYTES = 1024 * 1024 * 1024, /* a move a second for two months */
	NAME_MAX_BYTES = 64,
	RUNE_DEL = 0x7F,
	RUNE_C1_LAST = 0x9F,
};

struct carnet {
	int fd, lock;
	struct buf path, folder;
	struct buf unsaved; /* an LF, then the lines */
	size_t n_waiting;
	bool ends_in_lf;   /* what is on the disk, for sure */
	bool is_in_folder; /* its name is on the disk */
};

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

static enum carnet_outcome refuse(struct carnet_problem *problem, enum carnet_outcome outcome,
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

/* --- Open for writing -------------------------------------------------------------- */

static struct carnet *carnet_create(int take_fd, int take_lock, const struct opening *o)
{
	struct carnet *c = mem_alloc(sizeof(*c));
	c->fd = take_fd;
	c->lock = take_lock;
	buf_add(&c->path, buf_str(&o->file));
	buf_add(&c->folder, buf_str(&o->folder));
	buf_addc(&c->unsaved, '\n');
	return c;
}

/* The one way in which bytes get into a carnet. */
static enum carnet_outcome save(struct carnet *c, struct carnet_problem *problem)
{
	struct str bytes = str_slice(buf_str(&c->unsaved), c->ends_in_lf ? 1 : 0, SIZE_MAX);
	size_t n_written;
	bool written = file_write(c->fd, bytes, &n_written);
	c->ends_in_lf = c->ends_in_lf && n_written == 0;
	if (!written || !port_datasync(c->fd)) {
		return refuse(problem, CARNET_NOT_SAVED, errno, &c->path);
	}
	if (!c->is_in_folder && !folder_sync(c->folder.ptr)) {
		return refuse(problem, CARNET_NOT_SAVED, errno, &c->folder);
	}
	c->is_in_folder = true;
	c->ends_in_lf = true;
	c->n_waiting = 0;
	buf_cut(&c->unsaved, 1);
	return CARNET_OK;
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
	buf_finish(&c->unsaved);
	mem_free(c);
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
	int fd = file_open(path, CARNET_WRITE, 0);
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

/* The lock goes to the carnet, or is let go. */
static enum carnet_outcome make_locked(struct opening *o, int take_lock, const struct event *first,
                                       struct stamp stamp)
{
	bool is_empty = true;
	int fd = file_open(o->file.ptr, CARNET_WRITE | O_CREAT | O_EXCL, CARNET_MODE);
	if (fd < 0 && errno == EEXIST) {
		fd = reopen_unbegun(o->file.ptr, &is_empty);
	}
	if (fd < 0) {
		int error = errno;
		(void)close(take_lock);
		return refuse(o->problem, CARNET_UNWRITABLE, error, &o->file);
	}
	struct carnet *c = carnet_create(fd, take_lock, o);
	c->ends_in_lf = is_empty;
	// The umask may have taken bits of our own.
	if (fchmod(fd, CARNET_MODE) != 0) {
		(void)refuse(o->problem, CARNET_UNWRITABLE, errno, &o->file);
		carnet_close(c);
		return CARNET_UNWRITABLE;
	}
	// Where even the first line isn't saved, there is no carnet in which it could wait.
	if (carnet_append(c, first, stamp, o->problem) != CARNET_OK) {
		carnet_close(c);
		return CARNET_UNWRITABLE;
	}
	o->carnet = c;
	return CARNET_OK;
}

static enum carnet_outcome make(struct opening *o, const struct event *first, struct stamp stamp)
{
	if (!o->has_name) {
		return refuse(o->problem, CARNET_UNWRITABLE, EINVAL, &o->file);
	}
	if (!folder_make(o->folder.ptr)) {
		return refuse(o->problem, CARNET_UNWRITABLE, errno, &o->folder);
	}
	int taken;
	switch (lock(o, stamp.utc, &taken)) {
	case LOCK_TAKEN:
		return make_locked(o, taken, first, stamp);
	case LOCK_HELD:
		// Whoever holds it has the carnet, or is making it.
		return refuse(o->problem, CARNET_UNWRITABLE, EEXIST, &o->file);
	case LOCK_FAILED:
		break;
	}
	return refuse(o->problem, CARNET_UNWRITABLE, errno, &o->lock);
}

enum carnet_outcome carnet_make(struct carnet_place place, const struct event *first,
                                struct stamp stamp, struct carnet **ret_carnet,
                                struct carnet_problem *problem)
{
	struct opening o;
	opening_init(&o, place, NULL, problem);
	enum carnet_outcome outcome = make(&o, first, stamp);
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
		return refuse(o->problem, CARNET_UNREADABLE, error, &o->file);
	}
	enum carnet_outcome outcome =
		reading_fold(buf_str(&bytes), o->journey, &o->walk, &o->reading);
	buf_finish(&bytes);
	if (outcome == CARNET_OK || outcome == CARNET_NEWER) {
		return outcome;
	}
	error = outcome == CARNET_UNREADABLE ? EBADMSG : 0;
	return refuse(o->problem, outcome, error, &o->file);
}

/* Without the lock. */
static enum carnet_outcome look(struct opening *o)
{
	if (!o->has_name) {
		return refuse(o->problem, CARNET_ABSENT, EINVAL, &o->file);
	}
	int fd = file_open(o->file.ptr, CARNET_READ, 0);
	if (fd < 0) {
		int error = errno;
		return refuse(o->problem, error == ENOENT ? CARNET_ABSENT : CARNET_UNREADABLE,
		              error, &o->file);
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
	int fd = file_open(o->file.ptr, CARNET_WRITE, 0);
	if (fd < 0) {
		int error = errno;
		(void)close(take_lock);
		return refuse(o->problem, CARNET_UNWRITABLE, error, &o->file);
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
		return refuse(o->problem, CARNET_BUSY, 0, &o->file);
	case LOCK_FAILED:
		break;
	}
	return refuse(o->problem, CARNET_UNWRITABLE, errno, &o->lock);
}

static enum carnet_outcome open_or_look(struct opening *o)
{
	if (!o->has_name) {
		return refuse(o->problem, CARNET_ABSENT, EINVAL, &o->file);
	}
	// No lock's file is made for a name that was only mistyped. Another may make the carnet
	// right now: it isn't looked for again, for it would be read as if nobody could write it.
	struct stat found;
	if (lstat(o->file.ptr, &found) != 0 && errno == ENOENT) {
		return refuse(o->problem, CARNET_ABSENT, ENOENT, &o->file);
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
