/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stands between a program and the system (LD_PRELOAD), for what touches files below SHIM_ROOT.
 * Such calls are operations, numbered from 1. Each is written to SHIM_LOG once it is done; so
 * is each write to the standard output, as « print », for that is what a person has seen.
 *
 *     SHIM_ROOT   the folder
 *     SHIM_LOG    the file of the log
 *     SHIM_AT     the number of the operation at which something happens; 0: never
 *     SHIM_HOW    before, after: kill -9 then. part:K: of a write, K bytes are written, then
 *                 kill -9. short: half of a read or write is done. A number: that errno
 *     SHIM_EVER   1: the same for every later operation of that name. An interruption (EINTR)
 *                 then comes some hundred times: no system does it for ever
 *     SHIM_ALLOC  the number of the allocation that fails; SHIM_EVER as above
 */
#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
	MAX_FD = 256,
	LOG_FD = 200,
	MAX_EINTR = 300,
	LINE = 16 * 1024,
};

static char root[1024], how[32];
static unsigned long at, n_operations, n_allocations, alloc_at;
static bool is_ever, is_armed, is_tracked[MAX_FD];
static const char *struck; /* the name of the operation at which it happened */
static unsigned n_struck;

static void say(const char *format, ...)
{
	char line[LINE];
	va_list args;
	va_start(args, format);
	int len = vsnprintf(line, sizeof line, format, args);
	va_end(args);
	if (len > 0) {
		syscall(SYS_write, LOG_FD, line, (size_t)(len < LINE ? len : LINE - 1));
	}
}

static void die(void)
{
	syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
}

__attribute__((constructor)) static void begin(void)
{
	const char *value = getenv("SHIM_ROOT");
	const char *log = getenv("SHIM_LOG");
	snprintf(root, sizeof root, "%s", value != NULL ? value : "/nowhere");
	value = getenv("SHIM_HOW");
	snprintf(how, sizeof how, "%s", value != NULL ? value : "");
	value = getenv("SHIM_AT");
	at = value != NULL ? strtoul(value, NULL, 10) : 0;
	value = getenv("SHIM_ALLOC");
	alloc_at = value != NULL ? strtoul(value, NULL, 10) : 0;
	is_ever = getenv("SHIM_EVER") != NULL;
	if (log != NULL) {
		long fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
		syscall(SYS_dup3, fd, LOG_FD, O_CLOEXEC);
		syscall(SYS_close, fd);
	}
	is_armed = true;
}

__attribute__((destructor)) static void end(void)
{
	is_armed = false;
	say("end %lu %lu\n", n_operations, n_allocations);
}

static bool is_below(const char *path)
{
	size_t len = strlen(root);
	return strncmp(path, root, len) == 0 && (path[len] == '/' || path[len] == '\0');
}

static bool is_ours(int fd)
{
	return fd >= 0 && fd < MAX_FD && is_tracked[fd];
}

/* What is to happen at this operation. */
enum fate {
	FATE_NONE,
	FATE_AFTER,
	FATE_PART,
	FATE_SHORT,
	FATE_ERROR, /* errno is set */
};

static enum fate fate_of(const char *name)
{
	n_operations++;
	bool again = is_ever && struck != NULL && strcmp(struck, name) == 0;
	if (n_operations != at && !again) {
		return FATE_NONE;
	}
	struck = name;
	n_struck++;
	if (strcmp(how, "before") == 0) {
		die();
	}
	if (strcmp(how, "after") == 0) {
		return FATE_AFTER;
	}
	if (strncmp(how, "part:", 5) == 0) {
		return FATE_PART;
	}
	if (strcmp(how, "short") == 0) {
		return FATE_SHORT;
	}
	errno = atoi(how);
	if (errno == EINTR && n_struck > MAX_EINTR) {
		return FATE_NONE;
	}
	say("fault %lu %s %d\n", n_operations, name, errno);
	return FATE_ERROR;
}

/* After the operation, whose line is in the log. */
static void finish(enum fate fate)
{
	if (fate == FATE_AFTER) {
		die();
	}
}

#define REAL(type, name, ...)                          \
	static type (*real)(__VA_ARGS__);              \
	if (real == NULL) {                            \
		void *symbol = dlsym(RTLD_NEXT, name); \
		memcpy(&real, &symbol, sizeof real);   \
	}

/* --- Files ------------------------------------------------------------------------- */

static int open_it(const char *path, int flags, mode_t mode)
{
	REAL(int, "open64", const char *, int, ...)
	if (!is_below(path)) {
		return real(path, flags, mode);
	}
	struct stat before;
	bool was_there = fstatat(AT_FDCWD, path, &before, AT_SYMLINK_NOFOLLOW) == 0;
	enum fate fate = fate_of("open");
	if (fate == FATE_ERROR) {
		return -1;
	}
	int fd = real(path, flags, mode);
	int error = errno;
	if (fd >= 0 && fd < MAX_FD) {
		is_tracked[fd] = true;
		say("open %lu %d %d %s\n", n_operations, fd, (flags & O_CREAT) != 0 && !was_there,
		    path);
	} else {
		say("none %lu open\n", n_operations);
	}
	finish(fate);
	errno = error;
	return fd;
}

int open(const char *path, int flags, ...)
{
	va_list args;
	va_start(args, flags);
	mode_t mode = (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
	va_end(args);
	return open_it(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	va_list args;
	va_start(args, flags);
	mode_t mode = (flags & O_CREAT) != 0 ? va_arg(args, mode_t) : 0;
	va_end(args);
	return open_it(path, flags, mode);
}

int close(int fd)
{
	REAL(int, "close", int)
	if (!is_ours(fd)) {
		return real(fd);
	}
	is_tracked[fd] = false;
	enum fate fate = fate_of("close");
	int result = real(fd);
	say("close %lu %d\n", n_operations, fd);
	finish(fate);
	return fate == FATE_ERROR ? (errno = atoi(how), -1) : result;
}

ssize_t read(int fd, void *bytes, size_t n)
{
	REAL(ssize_t, "read", int, void *, size_t)
	if (!is_ours(fd)) {
		return real(fd, bytes, n);
	}
	enum fate fate = fate_of("read");
	if (fate == FATE_ERROR) {
		return -1;
	}
	ssize_t result = real(fd, bytes, fate == FATE_SHORT && n > 1 ? n / 2 : n);
	say("none %lu read\n", n_operations);
	finish(fate);
	return result;
}

static void say_write(int fd, const unsigned char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	static char hex[2 * 64 * 1024 + 64];
	int len = snprintf(hex, 64, "write %lu %d ", n_operations, fd);
	for (size_t i = 0; i < n && i < 64 * 1024; i++) {
		hex[len++] = digits[bytes[i] >> 4];
		hex[len++] = digits[bytes[i] & 0xF];
	}
	hex[len++] = '\n';
	syscall(SYS_write, LOG_FD, hex, (size_t)len);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	REAL(ssize_t, "write", int, const void *, size_t)
	if (!is_ours(fd)) {
		ssize_t result = real(fd, bytes, n);
		if (fd == STDOUT_FILENO) {
			say("print\n");
		}
		return result;
	}
	enum fate fate = fate_of("write");
	if (fate == FATE_ERROR) {
		return -1;
	}
	if (fate == FATE_PART) {
		size_t part = strtoul(how + 5, NULL, 10);
		ssize_t result = real(fd, bytes, part < n ? part : n);
		say_write(fd, bytes, result > 0 ? (size_t)result : 0);
		die();
	}
	ssize_t result = real(fd, bytes, fate == FATE_SHORT && n > 1 ? n / 2 : n);
	say_write(fd, bytes, result > 0 ? (size_t)result : 0);
	finish(fate);
	return result;
}

/* One that takes a descriptor and leaves nothing but its effect. */
#define ON_FD(function, parameters, arguments, ...)                                     \
	int function parameters                                                         \
	{                                                                               \
		REAL(int, #function, __VA_ARGS__)                                       \
		if (!is_ours(fd)) {                                                     \
			return real arguments;                                          \
		}                                                                       \
		enum fate fate = fate_of(#function);                                    \
		if (fate == FATE_ERROR) {                                               \
			return -1;                                                      \
		}                                                                       \
		int result = real arguments;                                            \
		int error = errno;                                                      \
		say("%s %lu %d\n", result == 0 ? #function : "none", n_operations, fd); \
		finish(fate);                                                           \
		errno = error;                                                          \
		return result;                                                          \
	}

ON_FD(fdatasync, (int fd), (fd), int)
ON_FD(fsync, (int fd), (fd), int)
ON_FD(fchmod, (int fd, mode_t mode), (fd, mode), int, mode_t)
ON_FD(flock, (int fd, int operation), (fd, operation), int, int)
ON_FD(ftruncate64, (int fd, off64_t length), (fd, length), int, off64_t)
ON_FD(fstat64, (int fd, struct stat64 *found), (fd, found), int, struct stat64 *)

/* --- Names ------------------------------------------------------------------------- */

#define ON_PATH(function, parameters, arguments, ...)                                     \
	int function parameters                                                           \
	{                                                                                 \
		REAL(int, #function, __VA_ARGS__)                                         \
		if (!is_below(path)) {                                                    \
			return real arguments;                                            \
		}                                                                         \
		enum fate fate = fate_of(#function);                                      \
		if (fate == FATE_ERROR) {                                                 \
			return -1;                                                        \
		}                                                                         \
		int result = real arguments;                                              \
		int error = errno;                                                        \
		say("%s %lu %s\n", result == 0 ? #function : "none", n_operations, path); \
		finish(fate);                                                             \
		errno = error;                                                            \
		return result;                                                            \
	}

ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode), const char *, mode_t)
ON_PATH(chmod, (const char *path, mode_t mode), (path, mode), const char *, mode_t)
ON_PATH(unlink, (const char *path), (path), const char *)
ON_PATH(stat64, (const char *path, struct stat64 *found), (path, found), const char *,
        struct stat64 *)
ON_PATH(lstat64, (const char *path, struct stat64 *found), (path, found), const char *,
        struct stat64 *)

int rename(const char *old, const char *new)
{
	REAL(int, "rename", const char *, const char *)
	if (!is_below(old) && !is_below(new)) {
		return real(old, new);
	}
	enum fate fate = fate_of("rename");
	if (fate == FATE_ERROR) {
		return -1;
	}
	int result = real(old, new);
	if (result == 0) {
		say("rename %lu %s\t%s\n", n_operations, old, new);
	} else {
		say("none %lu rename\n", n_operations);
	}
	finish(fate);
	return result;
}

DIR *fdopendir(int fd)
{
	REAL(DIR *, "fdopendir", int)
	enum fate fate = is_ours(fd) ? fate_of("fdopendir") : FATE_NONE;
	if (fate == FATE_ERROR) {
		return NULL;
	}
	DIR *folder = real(fd);
	if (is_ours(fd)) {
		say("none %lu fdopendir\n", n_operations);
	}
	finish(fate);
	return folder;
}

struct dirent64 *readdir64(DIR *folder)
{
	REAL(struct dirent64 *, "readdir64", DIR *)
	bool ours = is_ours(dirfd(folder));
	enum fate fate = ours ? fate_of("readdir") : FATE_NONE;
	if (fate == FATE_ERROR) {
		return NULL;
	}
	struct dirent64 *entry = real(folder);
	if (ours) {
		say("none %lu readdir\n", n_operations);
	}
	finish(fate);
	return entry;
}

int closedir(DIR *folder)
{
	REAL(int, "closedir", DIR *)
	int fd = dirfd(folder);
	if (is_ours(fd)) {
		is_tracked[fd] = false;
		say("close 0 %d\n", fd);
	}
	return real(folder);
}

/* --- Memory ------------------------------------------------------------------------ */

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

static bool is_refused(void)
{
	if (!is_armed) {
		return false;
	}
	n_allocations++;
	bool refused = alloc_at > 0 &&
	               (n_allocations == alloc_at || (is_ever && n_allocations > alloc_at));
	if (refused) {
		errno = ENOMEM;
	}
	return refused;
}

void *malloc(size_t bytes)
{
	return is_refused() ? NULL : __libc_malloc(bytes);
}

void *calloc(size_t n, size_t bytes)
{
	return is_refused() ? NULL : __libc_calloc(n, bytes);
}

void *realloc(void *p, size_t bytes)
{
	return is_refused() ? NULL : __libc_realloc(p, bytes);
}
