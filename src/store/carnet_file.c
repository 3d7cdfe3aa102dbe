/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carnets as whole files. It keeps two invariants. A name is taken and given under its lock,
 * as carnet_make does, so that nothing is written over; and bytes get a carnet's name only
 * once they are on the disk, so that a part of a carnet is never taken for one.
 */
#include "carnet_file.h"

#include "arena.h"
#include "event.h"
#include "file.h"
#include "lock.h"
#include "reading.h"
#include "replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	CARNET_MAX_BYTES = 1024 * 1024 * 1024,
	NAME_MAX_BYTES = 64,
	MAX_FREE_NAMES = 1000, /* tried before giving up */
};

static enum carnet_outcome fail(struct carnet_problem *problem, enum carnet_outcome outcome,
                                int error, struct str path)
{
	problem->error = error;
	buf_clear(&problem->path);
	buf_add(&problem->path, path);
	return outcome;
}

static void add_path(struct buf *out, struct str folder, struct str name, const char *suffix)
{
	buf_clear(out);
	buf_addf(out, "%.*s/%.*s%s", STR_ARG(folder), STR_ARG(name), suffix);
}

static bool is_there(const char *path)
{
	struct stat found;
	return lstat(path, &found) == 0 || errno != ENOENT;
}

void carnet_nth_name(struct buf *out, struct str name, unsigned n)
{
	struct buf tail = {0};
	if (n > 1) {
		buf_addf(&tail, "-%u", n);
	}
	size_t len = name.len;
	if (len + tail.len > NAME_MAX_BYTES) {
		len = NAME_MAX_BYTES - tail.len;
		while (len > 0 && ((unsigned char)name.ptr[len] & 0xC0) == 0x80) {
			len--;
		}
	}
	buf_clear(out);
	buf_add(out, str_slice(name, 0, len));
	buf_add(out, buf_str(&tail));
	buf_finish(&tail);
}

/* --- Locks ------------------------------------------------------------------------- */

/* CARNET_OK with the descriptor to close. */
static enum carnet_outcome take_lock(struct carnet_place place, int *ret_lock,
                                     struct carnet_problem *problem)
{
	struct buf path = {0}, holder;
	add_path(&path, place.folder, place.name, ".verrou");
	enum carnet_outcome outcome = CARNET_OK;
	switch (lock_take(path.ptr, (struct str){0}, ret_lock, &holder)) {
	case LOCK_TAKEN:
		break;
	case LOCK_HELD:
		buf_finish(&problem->holder);
		problem->holder = holder;
		outcome = fail(problem, CARNET_BUSY, 0, buf_str(&path));
		break;
	case LOCK_FAILED:
		outcome = fail(problem, CARNET_UNWRITABLE, errno, buf_str(&path));
		break;
	}
	buf_finish(&path);
	return outcome;
}

/* The lock of a name that nobody has; the folder is made. */
static enum carnet_outcome take_name(struct carnet_place place, int *ret_lock,
                                     struct carnet_problem *problem)
{
	struct buf path = {0};
	add_path(&path, place.folder, place.name, ".carnet");
	enum carnet_outcome outcome = CARNET_OK;
	struct buf folder = {0};
	buf_add(&folder, place.folder);
	if (!carnet_name_is_valid(place.name)) {
		outcome = fail(problem, CARNET_UNWRITABLE, EINVAL, buf_str(&path));
	} else if (!folder_make(folder.ptr)) {
		outcome = fail(problem, CARNET_UNWRITABLE, errno, place.folder);
	} else {
		outcome = take_lock(place, ret_lock, problem);
	}
	if (outcome == CARNET_BUSY) {
		// Whoever holds it has the carnet, or is making it.
		outcome = fail(problem, CARNET_UNWRITABLE, EEXIST, buf_str(&path));
	} else if (outcome == CARNET_OK && is_there(path.ptr)) {
		(void)close(*ret_lock);
		outcome = fail(problem, CARNET_UNWRITABLE, EEXIST, buf_str(&path));
	}
	buf_finish(&folder);
	buf_finish(&path);
	return outcome;
}

/* --- Moves ------------------------------------------------------------------------- */

static enum carnet_outcome move_locked(struct carnet_place from, struct carnet_place to,
                                       struct carnet_problem *problem)
{
	struct buf old = {0}, new = {0}, folders[2] = {{0}, {0}};
	add_path(&old, from.folder, from.name, ".carnet");
	add_path(&new, to.folder, to.name, ".carnet");
	buf_add(&folders[0], to.folder);
	buf_add(&folders[1], from.folder);
	enum carnet_outcome outcome = CARNET_OK;
	if (rename(old.ptr, new.ptr) != 0) {
		outcome = errno == ENOENT ? fail(problem, CARNET_ABSENT, ENOENT, buf_str(&old))
		                          : fail(problem, CARNET_UNWRITABLE, errno, buf_str(&new));
	} else if (!folder_sync(folders[0].ptr) ||
	           (!str_eq(from.folder, to.folder) && !folder_sync(folders[1].ptr))) {
		outcome = fail(problem, CARNET_NOT_SAVED, errno, to.folder);
	}
	buf_finish(&old);
	buf_finish(&new);
	buf_finish(&folders[0]);
	buf_finish(&folders[1]);
	return outcome;
}

/* No lock's file is made for a name that was only mistyped. */
static enum carnet_outcome find(struct carnet_place place, struct carnet_problem *problem)
{
	struct buf path = {0};
	struct stat found;
	add_path(&path, place.folder, place.name, ".carnet");
	enum carnet_outcome outcome = CARNET_OK;
	if (!carnet_name_is_valid(place.name)) {
		outcome = fail(problem, CARNET_ABSENT, EINVAL, buf_str(&path));
	} else if (lstat(path.ptr, &found) != 0) {
		outcome = fail(problem, errno == ENOENT ? CARNET_ABSENT : CARNET_UNREADABLE, errno,
		               buf_str(&path));
	}
	buf_finish(&path);
	return outcome;
}

enum carnet_outcome carnet_move(struct carnet_place from, struct carnet_place to,
                                struct carnet_problem *problem)
{
	int old, new;
	enum carnet_outcome outcome = find(from, problem);
	if (outcome == CARNET_OK) {
		outcome = take_lock(from, &old, problem);
	}
	if (outcome != CARNET_OK) {
		return outcome;
	}
	outcome = take_name(to, &new, problem);
	if (outcome == CARNET_OK) {
		outcome = move_locked(from, to, problem);
		(void)close(new);
	}
	(void)close(old);
	return outcome;
}

enum carnet_outcome carnet_erase(struct carnet_place place, struct buf *ret_path,
                                 struct carnet_problem *problem)
{
	struct buf bin = {0}, name = {0};
	buf_addf(&bin, "%.*s/corbeille", STR_ARG(place.folder));
	enum carnet_outcome outcome = CARNET_OK;
	for (unsigned n = 1; n <= MAX_FREE_NAMES; n++) {
		carnet_nth_name(&name, place.name, n);
		struct carnet_place to = {buf_str(&bin), buf_str(&name)};
		outcome = carnet_move(place, to, problem);
		if (outcome == CARNET_OK) {
			add_path(ret_path, to.folder, to.name, ".carnet");
		}
		if (outcome != CARNET_UNWRITABLE || problem->error != EEXIST) {
			break;
		}
	}
	buf_finish(&bin);
	buf_finish(&name);
	return outcome;
}

/* --- Copies ------------------------------------------------------------------------ */

enum carnet_outcome carnet_bytes(struct str path, struct buf *ret_bytes,
                                 struct carnet_problem *problem)
{
	struct buf name = {0};
	int error = 0;
	buf_add(&name, path);
	enum file_outcome read = file_read(name.ptr, CARNET_MAX_BYTES, false, ret_bytes, &error);
	buf_finish(&name);
	if (read == FILE_OK) {
		return CARNET_OK;
	}
	return fail(problem, read == FILE_ABSENT ? CARNET_ABSENT : CARNET_UNREADABLE, error, path);
}

/* Of a carnet that is being written, without the line that isn't whole yet. */
static enum carnet_outcome read_place(struct carnet_place place, struct buf *ret_bytes,
                                      struct carnet_problem *problem)
{
	int lock = -1;
	struct buf path = {0};
	enum carnet_outcome outcome = find(place, problem);
	bool is_held = outcome == CARNET_OK && take_lock(place, &lock, problem) == CARNET_BUSY;
	if (outcome == CARNET_OK) {
		add_path(&path, place.folder, place.name, ".carnet");
		outcome = carnet_bytes(buf_str(&path), ret_bytes, problem);
	}
	while (outcome == CARNET_OK && is_held && ret_bytes->len > 0 &&
	       ret_bytes->ptr[ret_bytes->len - 1] != '\n') {
		buf_cut(ret_bytes, ret_bytes->len - 1);
	}
	if (lock >= 0) {
		(void)close(lock);
	}
	buf_finish(&path);
	return outcome;
}

static enum carnet_outcome put(struct str folder, struct str name, struct str bytes,
                               struct carnet_problem *problem)
{
	struct buf file = {0}, path = {0};
	buf_addf(&file, "%.*s.carnet", STR_ARG(name));
	add_path(&path, folder, name, ".carnet");
	enum carnet_outcome outcome =
		file_put(folder, buf_str(&file), bytes)
			? CARNET_OK
			: fail(problem, CARNET_NOT_SAVED, errno, buf_str(&path));
	buf_finish(&file);
	buf_finish(&path);
	return outcome;
}

enum carnet_outcome carnet_import(struct str bytes, struct carnet_place to,
                                  struct carnet_problem *problem)
{
	int lock;
	enum carnet_outcome outcome = take_name(to, &lock, problem);
	if (outcome == CARNET_OK) {
		outcome = put(to.folder, to.name, bytes, problem);
		(void)close(lock);
	}
	return outcome;
}

enum carnet_outcome carnet_copy(struct carnet_place from, struct carnet_place to,
                                struct carnet_problem *problem)
{
	struct buf bytes = {0};
	enum carnet_outcome outcome = read_place(from, &bytes, problem);
	if (outcome == CARNET_OK) {
		outcome = carnet_import(buf_str(&bytes), to, problem);
	}
	buf_finish(&bytes);
	return outcome;
}

/* True where the file may be replaced: it isn't there, or the bytes go on from what it has. */
static bool may_take(const char *path, struct str bytes)
{
	struct buf old = {0};
	int error = 0;
	enum file_outcome read = file_read(path, CARNET_MAX_BYTES, false, &old, &error);
	bool may = read == FILE_ABSENT || (read == FILE_OK && str_starts(bytes, buf_str(&old)));
	buf_finish(&old);
	return may;
}

/* Of what may stand in a carnet's name, a key's file system (FAT) refuses these. */
static void add_key_name(struct buf *out, struct str name)
{
	const struct str refused = STR("\\:*?\"<>|");
	for (size_t i = 0; i < name.len; i++) {
		bool is_refused = str_find(refused, str_slice(name, i, 1), 0) < refused.len;
		buf_addc(out, is_refused ? '-' : name.ptr[i]);
	}
}

enum carnet_outcome carnet_export(struct carnet_place from, struct str folder, struct buf *ret_path,
                                  struct carnet_problem *problem)
{
	struct buf bytes = {0}, name = {0}, path = {0}, wanted = {0};
	enum carnet_outcome outcome = read_place(from, &bytes, problem);
	add_key_name(&wanted, from.name);
	bool is_done = outcome != CARNET_OK;
	for (unsigned n = 1; n <= MAX_FREE_NAMES && !is_done; n++) {
		carnet_nth_name(&name, buf_str(&wanted), n);
		add_path(&path, folder, buf_str(&name), ".carnet");
		is_done = may_take(path.ptr, buf_str(&bytes));
		outcome = is_done ? put(folder, buf_str(&name), buf_str(&bytes), problem)
		                  : fail(problem, CARNET_UNWRITABLE, EEXIST, buf_str(&path));
	}
	if (outcome == CARNET_OK) {
		buf_clear(ret_path);
		buf_add(ret_path, buf_str(&path));
	}
	buf_finish(&bytes);
	buf_finish(&name);
	buf_finish(&path);
	buf_finish(&wanted);
	return outcome;
}

/* --- At a glance ------------------------------------------------------------------- */

void carnet_sight_make(struct carnet_sight *ret_sight, struct str bytes)
{
	struct arena arena = {0};
	struct str line;
	struct tally tally = {0};
	*ret_sight = (struct carnet_sight){0};
	while (str_next_line(&bytes, &line)) {
		struct event e;
		struct str utc;
		bool has_hole;
		if (line.len == 0) {
			continue;
		}
		if (event_read(&arena, line, &e, &utc) == EVENT_DAMAGED) {
			tally_unread(&tally, line);
			continue;
		}
		if (e.kind == EVENT_BEGIN && ret_sight->n_lines == 0) {
			buf_add(&ret_sight->journey, e.journey);
			ret_sight->version = e.version;
		}
		(void)tally_event(&tally, e.n, &has_hole);
		ret_sight->n_lines++;
		arena_finish(&arena);
	}
	ret_sight->n_damaged = tally.n_damaged - tally.n_mended;
	arena_finish(&arena);
}

void carnet_sight_finish(struct carnet_sight *s)
{
	buf_finish(&s->journey);
	*s = (struct carnet_sight){0};
}
