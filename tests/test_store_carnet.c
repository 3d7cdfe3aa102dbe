/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The carnet on a real disk, in a folder made for it below argv[1], $TMPDIR or the working
 * folder. Three system calls pass through this file, so that they can fail, stop short and
 * be counted: write, fsync, and port_datasync.
 */
#include "carnet.h"

#include "mem.h"
#include "port.h"
#include "tap.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* --- The calls that pass through here ---------------------------------------------- */

/* Zeroed: all goes well. */
static struct {
	size_t chunk;      /* one write takes so many bytes at most; 0: all */
	int n_interrupted; /* so many writes are interrupted before they write */
	bool idle;         /* writes succeed and write nothing */
	int write_error;   /* after `room` bytes */
	size_t room;
	int sync_error;
	int folder_error;
	char calls[32]; /* w: write, d: datasync, f: fsync; what came last */
	size_t n_calls;
} fake;

static void forget_calls(void)
{
	memset(&fake, 0, sizeof(fake));
}

static void record(char call)
{
	if (fake.n_calls + 1 < sizeof(fake.calls)) {
		fake.calls[fake.n_calls++] = call;
	}
}

static int result_of(int error)
{
	errno = error;
	return error == 0 ? 0 : -1;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	record('w');
	if (fake.n_interrupted > 0) {
		fake.n_interrupted--;
		return result_of(EINTR);
	}
	if (fake.idle) {
		return 0;
	}
	if (fake.write_error != 0) {
		if (fake.room == 0) {
			return result_of(fake.write_error);
		}
		len = len < fake.room ? len : fake.room;
		fake.room -= len;
	}
	if (fake.chunk > 0 && len > fake.chunk) {
		len = fake.chunk;
	}
	struct iovec whole = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = len};
	return writev(fd, &whole, 1);
}

int fsync(int fd)
{
	(void)fd;
	record('f');
	return result_of(fake.folder_error);
}

bool port_datasync(int fd)
{
	(void)fd;
	record('d');
	return result_of(fake.sync_error) == 0;
}

/* --- Journeys, events, places, files ----------------------------------------------- */

#define STEP(name)                                                                        \
	{                                                                                 \
		.id = {name, sizeof(name) - 1}, .kind = STEP_INFO, .section = INDEX_NONE, \
		.to = STEP_NONE, .otherwise = STEP_NONE, .reminder = STEP_NONE,                                  \
	}

static struct step steps[] = {STEP("camp"), STEP("eau"), STEP("piste")};

static struct journey journey = {
	.id = {"essai", 5},
	.version = 3,
	.start = 0,
	.profile = STEP_NONE,
	.steps = steps,
	.n_steps = 3,
};

static const struct stamp stamp = {{"2027-03-12T18:04:05Z", 20}, 1500};

static struct event first_event(void)
{
	return (struct event){
		.kind = EVENT_BEGIN,
		.format = 1,
		.version = 3,
		.journey = STR("essai"),
		.fingerprint = STR("00000000deadbeef"),
		.program = STR("safari 0.1"),
		.start = STR("camp"),
	};
}

/* A note of the step called as its number is: told apart from any other when read back. */
static struct event note_event(uint64_t n)
{
	static char names[256][8];
	snprintf(names[n % 256], sizeof(names[0]), "n%u", (unsigned)(n % 256));
	struct str name = str_from(names[n % 256]);
	return (struct event){
		.kind = EVENT_NOTE, .n = n, .step = name, .what = STR("marge"), .text = name};
}

static struct event go_event(uint64_t n, const char *from, const char *to)
{
	return (struct event){.kind = EVENT_GO,
	                      .n = n,
	                      .from = str_from(from),
	                      .to = str_from(to),
	                      .by = PASSAGE_VERS};
}

static bool has_note(struct walk *w, uint64_t n)
{
	struct event e = note_event(n);
	return str_eq(walk_note(w, e.step, e.what), e.text);
}

/* The first line and the notes 1 to `last`. */
static struct buf small_carnet(uint64_t last)
{
	struct buf bytes = {0};
	struct event e = first_event();
	event_write(&bytes, &e, stamp);
	for (uint64_t n = 1; n <= last; n++) {
		e = note_event(n);
		event_write(&bytes, &e, stamp);
	}
	return bytes;
}

static struct buf root;

/* Where one test has its carnet, called essai; lent until the next. */
static struct carnet_place place_of(const char *test)
{
	static struct buf folder;
	buf_clear(&folder);
	buf_addf(&folder, "%s/%s", root.ptr, test);
	return (struct carnet_place){buf_str(&folder), STR("essai")};
}

/* Lent until the fourth next. */
static const char *path_in(struct carnet_place p, const char *file)
{
	static struct buf paths[4];
	static size_t turn;
	struct buf *path = &paths[turn++ % 4];
	buf_clear(path);
	buf_addf(path, "%.*s/%s", STR_ARG(p.folder), file);
	return path->ptr;
}

static void put_into(int fd, const char *path, struct str bytes)
{
	struct iovec whole = {.iov_base = (void *)(uintptr_t)bytes.ptr, .iov_len = bytes.len};
	if (fd < 0 || (bytes.len > 0 && writev(fd, &whole, 1) != (ssize_t)bytes.len)) {
		tap_note("%s: %s", path, strerror(errno));
		exit(EXIT_FAILURE);
	}
	(void)close(fd);
}

/* A new file: ext4 makes haste to write one that is cut to nothing and filled again. */
static void put_file(const char *path, struct str bytes)
{
	(void)unlink(path);
	put_into(open(path, O_WRONLY | O_CREAT | O_EXCL, 0600), path, bytes);
}

/* The same file, filled anew. */
static void put_over(const char *path, struct str bytes)
{
	put_into(open(path, O_WRONLY | O_TRUNC), path, bytes);
}

static void put_link(const char *to, const char *path)
{
	if (symlink(to, path) != 0) {
		tap_note("%s: %s", path, strerror(errno));
		exit(EXIT_FAILURE);
	}
}

/* A folder that holds essai.carnet with these bytes. */
static struct carnet_place put_carnet(const char *test, struct str bytes)
{
	struct carnet_place p = place_of(test);
	(void)mkdir(path_in(p, ""), 0700);
	put_file(path_in(p, "essai.carnet"), bytes);
	return p;
}

/* Owned. */
static struct buf get_file(const char *path)
{
	struct buf bytes = {0};
	int fd = open(path, O_RDONLY);
	ssize_t n = 0;
	do {
		buf_reserve(&bytes, 4096);
		n = fd >= 0 ? read(fd, bytes.ptr + bytes.len, 4096) : 0;
		bytes.len += n > 0 ? (size_t)n : 0;
	} while (n > 0);
	(void)close(fd);
	return bytes;
}

static bool file_is(const char *path, struct str wanted)
{
	struct buf bytes = get_file(path);
	bool same = str_eq(buf_str(&bytes), wanted);
	buf_finish(&bytes);
	return same;
}

static unsigned mode_of(const char *path)
{
	struct stat found = {0};
	return lstat(path, &found) == 0 ? (unsigned)found.st_mode & 07777 : 0;
}

static bool exists(const char *path)
{
	struct stat found;
	return lstat(path, &found) == 0;
}

/* What carnet_read or carnet_open gave. */
struct seen {
	enum carnet_outcome outcome;
	struct carnet *carnet;
	struct walk *walk;
	struct carnet_reading reading;
	struct carnet_problem problem;
};

static struct seen see(struct carnet_place p)
{
	struct seen s = {0};
	s.outcome = carnet_read(p, &journey, &s.walk, &s.reading, &s.problem);
	return s;
}

static struct seen see_open(struct carnet_place p)
{
	struct seen s = {0};
	s.outcome = carnet_open(p, &journey, &s.carnet, &s.walk, &s.reading, &s.problem);
	return s;
}

static void unsee(struct seen *s)
{
	carnet_close(s->carnet);
	walk_destroy(s->walk);
	carnet_reading_finish(&s->reading);
	carnet_problem_finish(&s->problem);
	*s = (struct seen){0};
}

/* Made with its first line; ends the test program where it can't. */
static struct carnet *made(struct carnet_place p)
{
	struct event e = first_event();
	struct carnet *c;
	struct carnet_problem problem = {0};
	if (carnet_make(p, &e, stamp, &c, &problem) != CARNET_OK) {
		tap_note("%s: %s", problem.path.ptr, strerror(problem.error));
		exit(EXIT_FAILURE);
	}
	forget_calls();
	return c;
}

static enum carnet_outcome try_to_make(struct carnet_place p, int *ret_error)
{
	struct event e = first_event();
	struct carnet *c;
	struct carnet_problem problem = {0};
	enum carnet_outcome outcome = carnet_make(p, &e, stamp, &c, &problem);
	*ret_error = problem.error;
	carnet_close(c);
	carnet_problem_finish(&problem);
	return outcome;
}

static enum carnet_outcome append(struct carnet *c, uint64_t n, int *ret_error)
{
	struct event e = note_event(n);
	struct carnet_problem problem = {0};
	enum carnet_outcome outcome = carnet_append(c, &e, stamp, &problem);
	*ret_error = problem.error;
	carnet_problem_finish(&problem);
	return outcome;
}

static enum carnet_outcome retry(struct carnet *c)
{
	struct carnet_problem problem = {0};
	enum carnet_outcome outcome = carnet_retry(c, &problem);
	carnet_problem_finish(&problem);
	return outcome;
}

/* True where the carnet is readable and its notes are 1 to `last`, no more, no less. */
static bool holds_notes(struct carnet_place p, uint64_t last)
{
	struct seen s = see(p);
	bool all = s.outcome == CARNET_OK && s.reading.n_events == last + 1 &&
	           walk_n_notes(s.walk) == last;
	for (uint64_t n = 1; n <= last && all; n++) {
		all = has_note(s.walk, n);
	}
	if (!all) {
		tap_note("outcome %d, %zu events", (int)s.outcome, s.reading.n_events);
	}
	unsee(&s);
	return all;
}

static size_t n_damaged(struct carnet_place p)
{
	struct seen s = see(p);
	size_t n = s.reading.n_damaged;
	unsee(&s);
	return n;
}

/* Damage of which something may be missing. */
static size_t n_told(struct carnet_place p)
{
	struct seen s = see(p);
	size_t n = s.reading.n_damaged - s.reading.n_mended;
	unsee(&s);
	return n;
}

/* --- Making ------------------------------------------------------------------------ */

static void test_make(void)
{
	struct carnet_place p = place_of("make/dans/un-dossier");
	struct event e = first_event();
	struct carnet *c;
	struct carnet_problem problem = {0};
	ok(carnet_make(p, &e, stamp, &c, &problem) == CARNET_OK && c != NULL,
	   "a carnet is made in a folder that isn't there yet");
	struct buf line = {0};
	event_write(&line, &e, stamp);
	ok(file_is(path_in(p, "essai.carnet"), buf_str(&line)), "it holds its first line alone");
	is_str(carnet_path(c), str_from(path_in(p, "essai.carnet")), "its path is its folder's");
	ok(carnet_n_waiting(c) == 0 && carnet_waiting(c).len == 0, "nothing waits in a new carnet");

	struct carnet *other;
	is_int(carnet_make(p, &e, stamp, &other, &problem), CARNET_UNWRITABLE,
	       "a carnet that is open can't be made again");
	ok(problem.error == EEXIST && problem.holder.len > 0,
	   "it is taken, and it is told by whom");
	ok(other == NULL, "who couldn't make a carnet gets none");
	carnet_close(c);
	is_int(carnet_make(p, &e, stamp, &other, &problem), CARNET_UNWRITABLE,
	       "a carnet that is there can't be made again");
	is_int(problem.error, EEXIST, "the reason is that it is there");
	is_str(buf_str(&problem.path), str_from(path_in(p, "essai.carnet")),
	       "the problem names the file");
	ok(file_is(path_in(p, "essai.carnet"), buf_str(&line)),
	   "a carnet that couldn't be made again is as it was");
	buf_finish(&line);
	carnet_problem_finish(&problem);
}

static void test_make_order(void)
{
	struct carnet_place p = place_of("order");
	(void)mkdir(path_in(p, ""), 0700);
	int error;
	forget_calls();
	is_int(try_to_make(p, &error), CARNET_OK, "a carnet is made in a folder that is there");
	// The folder into its parent; the lock's text; the first line; its name.
	is_str(str_from(fake.calls), STR("fwwdf"),
	       "the first line is written, synced, and then its name in the folder is synced");
	p = place_of("order/un/deux");
	forget_calls();
	is_int(try_to_make(p, &error), CARNET_OK, "a carnet is made two folders deeper");
	is_str(str_from(fake.calls), STR("fffwwdf"),
	       "each folder made is synced into its parent, and the one they stand in");
}

static void check_modes(const char *test, mode_t mask, const char *sentence)
{
	struct carnet_place p = place_of(test);
	mode_t before = umask(mask);
	struct carnet *c = made(p);
	umask(before);
	unsigned folder = mode_of(path_in(p, "")), file = mode_of(path_in(p, "essai.carnet"));
	unsigned verrou = mode_of(path_in(p, "essai.verrou"));
	if (!ok(folder == 0700 && file == 0600 && verrou == 0600, sentence)) {
		tap_note("folder %o, file %o, lock %o", folder, file, verrou);
	}
	carnet_close(c);
}

static void test_modes(void)
{
	check_modes("modes/000", 0, "under umask 000 the folder is 0700, carnet and lock 0600");
	check_modes("modes/077", 077, "under umask 077 the folder is 0700, carnet and lock 0600");
	check_modes("modes/777", 0777, "under umask 777 the folder is 0700, carnet and lock 0600");
	is_int(mode_of(path_in(place_of("modes"), "")), 0700, "the folder above is 0700 too");
}

/* What is in the way of a new carnet, and whether it is completed. */
static void check_remains(const char *test, struct str bytes, bool completed, const char *sentence)
{
	struct carnet_place p = put_carnet(test, bytes);
	int error;
	enum carnet_outcome outcome = try_to_make(p, &error);
	bool right;
	if (completed) {
		struct buf all = get_file(path_in(p, "essai.carnet"));
		right = outcome == CARNET_OK && holds_notes(p, 0) &&
		        str_starts(buf_str(&all), bytes);
		buf_finish(&all);
	} else {
		right = outcome == CARNET_UNWRITABLE && error == EEXIST &&
		        file_is(path_in(p, "essai.carnet"), bytes);
	}
	ok(right, sentence);
}

static void test_make_on_remains(void)
{
	struct buf line = small_carnet(0);
	struct str whole = buf_str(&line);
	check_remains("remains/1", STR(""), true, "an empty file is completed to a carnet");
	bool all = true;
	for (size_t len = 1; len + 1 < whole.len; len++) {
		struct carnet_place p = put_carnet("remains/2", str_slice(whole, 0, len));
		int error;
		if (try_to_make(p, &error) != CARNET_OK || !holds_notes(p, 0) ||
		    n_damaged(p) != 1) {
			tap_note("cut at %zu", len);
			all = false;
		}
	}
	ok(all, "a first line cut anywhere is completed, and counts as one damaged line");
	check_remains("remains/3", STR("{\"n\":0,\"t\":\"2027\n{\"n\":0,\"t\":"), true,
	              "a making broken off twice is completed");
	check_remains("remains/4", str_slice(whole, 0, whole.len - 1), false,
	              "a first line without its end is a carnet, and isn't made again");
	check_remains("remains/5", STR("Liste des courses"), false, "another text isn't touched");
	check_remains("remains/6", STR("{\"n\":1,\"t\":\"2027"), false,
	              "a part of a later line isn't taken for a new carnet");
	struct buf spoilt = {0};
	buf_add(&spoilt, whole);
	spoilt.ptr[spoilt.len - 1] = '\v';
	check_remains("remains/7", buf_str(&spoilt), false,
	              "a first line whose end is damaged isn't made again");
	spoilt.ptr[spoilt.len - 1] = '\n';
	spoilt.ptr[10] ^= 1;
	check_remains("remains/8", buf_str(&spoilt), false,
	              "a damaged first line isn't made again");
	char nuls[512] = {0};
	check_remains("remains/9", (struct str){nuls, sizeof(nuls)}, false,
	              "a file of NULs isn't touched");
	buf_finish(&spoilt);
	buf_finish(&line);
}

static void test_names(void)
{
	static const char *const good[] = {
		"a", "atelier-2027-03-12", "Chez nous", "é", "a.b", "-", "日本", "a..", "x.carnet"};
	static const char *const bad[] = {"",     ".",    "..",       ".cache",  "a/b",
	                                  "/a",   "../a", "a\nb",     "a\x1b[m", "a\x7f",
	                                  "\xff", "\xc3", "\xc2\x85", "a\tb",    "/"};
	bool all = true;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		all = carnet_name_is_valid(str_from(good[i])) && all;
	}
	ok(all, "blanks, accents, any script and dots inside may stand in a name");
	all = true;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		all = !carnet_name_is_valid(str_from(bad[i])) && all;
	}
	ok(all, "slashes, controls, malformed bytes and a dot in front may not");
	char longest[65];
	memset(longest, 'a', sizeof(longest));
	ok(carnet_name_is_valid((struct str){longest, 64}), "a name may have 64 bytes");
	ok(!carnet_name_is_valid((struct str){longest, 65}), "a name may not have 65 bytes");
	ok(!carnet_name_is_valid((struct str){"a\0b", 3}), "a name has no NUL");

	struct carnet_place p = place_of("names");
	p.name = STR("../dehors");
	int error;
	is_int(try_to_make(p, &error), CARNET_UNWRITABLE, "no carnet is made by an invalid name");
	is_int(error, EINVAL, "the reason is the name");
	ok(!exists(path_in(p, "")), "for an invalid name not even the folder is made");
	struct seen s = see(p);
	is_int(s.outcome, CARNET_ABSENT, "no carnet is read by an invalid name");
	unsee(&s);
	s = see_open(p);
	is_int(s.outcome, CARNET_ABSENT, "no carnet is opened by an invalid name");
	unsee(&s);
}

static void test_make_failing(void)
{
	struct carnet_place p = place_of("make-failing");
	struct event e = first_event();
	struct carnet *c;
	struct carnet_problem problem = {0};
	put_file(path_in(place_of(""), "un-fichier"), STR("x"));
	is_int(carnet_make(place_of("un-fichier/parcours"), &e, stamp, &c, &problem),
	       CARNET_UNWRITABLE, "a carnet can't be made below a file");
	is_int(problem.error, ENOTDIR, "the reason is that it is no folder");

	p = place_of("make-failing");
	forget_calls();
	fake.sync_error = EIO;
	is_int(carnet_make(p, &e, stamp, &c, &problem), CARNET_UNWRITABLE,
	       "a carnet whose first line isn't synced isn't made");
	is_int(problem.error, EIO, "the reason is the sync's");
	ok(c == NULL, "no carnet is given whose first line isn't synced");
	forget_calls();
	struct seen s = see_open(p);
	is_int(s.outcome, CARNET_OK, "what was written of it can be opened: its lock was let go");
	unsee(&s);

	p = place_of("make-failing-2");
	fake.folder_error = EIO;
	is_int(carnet_make(p, &e, stamp, &c, &problem), CARNET_UNWRITABLE,
	       "no carnet is made in a folder that isn't synced");
	ok(!exists(path_in(p, "essai.carnet")), "not even its file");
	forget_calls();
	fake.folder_error = EINVAL;
	int error;
	is_int(try_to_make(p, &error), CARNET_OK,
	       "a file system that can't sync folders can have carnets");
	forget_calls();
	carnet_problem_finish(&problem);
}

/* --- Appending --------------------------------------------------------------------- */

static void test_append(void)
{
	struct carnet_place p = place_of("append");
	struct carnet *c = made(p);
	int error;
	is_int(append(c, 1, &error), CARNET_OK, "an event is appended");
	is_str(str_from(fake.calls), STR("wd"),
	       "an append is one write and one sync, in this order");
	is_int(carnet_n_waiting(c), 0, "an appended event doesn't wait");
	ok(holds_notes(p, 1), "what was appended is read back, even while the carnet is open");
	ok(append(c, 2, &error) == CARNET_OK && append(c, 3, &error) == CARNET_OK,
	   "more events are appended");
	struct buf wanted = small_carnet(3);
	ok(file_is(path_in(p, "essai.carnet"), buf_str(&wanted)),
	   "the file is its lines in order, and nothing else");
	forget_calls();
	is_int(retry(c), CARNET_OK, "trying again what doesn't wait succeeds");
	is_int(fake.n_calls, 0, "trying again what doesn't wait touches nothing");
	carnet_close(c);
	carnet_close(NULL);

	struct seen s = see_open(p);
	is_int(s.outcome, CARNET_OK, "a carnet is opened again");
	is_int(walk_last_n(s.walk), 3, "the walk stands at its last event");
	is_str(buf_str(&s.reading.last_utc), stamp.utc, "the time of the last event is told");
	ok(s.reading.n_damaged == 0 && !s.reading.torn, "a carnet that is well has no damage");
	forget_calls();
	is_int(append(s.carnet, 4, &error), CARNET_OK, "an opened carnet is appended to");
	is_str(str_from(fake.calls), STR("wd"),
	       "the first append after opening is one write and one sync too");
	unsee(&s);
	ok(holds_notes(p, 4), "events of both times are read back");
	buf_finish(&wanted);
}

/* A lock keeps out who asks for it, and nobody else. */
static void test_append_beside(void)
{
	struct carnet_place p = place_of("beside");
	struct carnet *c = made(p);
	int fd = open(path_in(p, "essai.carnet"), O_WRONLY | O_APPEND);
	put_into(fd, "beside", STR("un ajout fait à la main\n"));
	int error;
	is_int(append(c, 1, &error), CARNET_OK, "an event is appended behind what others wrote");
	carnet_close(c);
	ok(holds_notes(p, 1) && n_damaged(p) == 1, "nothing that others wrote is overwritten");
}

static void test_append_long(void)
{
	struct carnet_place p = place_of("long");
	struct carnet *c = made(p);
	struct buf text = {0};
	for (size_t i = 0; i < 100000; i++) {
		buf_add(&text, STR("été\n\"\\"));
	}
	struct event e = note_event(1);
	e.text = buf_str(&text);
	struct carnet_problem problem = {0};
	is_int(carnet_append(c, &e, stamp, &problem), CARNET_OK, "a text of 800 KB is appended");
	is_str(str_from(fake.calls), STR("wd"), "it is one write as well");
	carnet_close(c);
	struct seen s = see(p);
	ok(s.outcome == CARNET_OK && str_eq(walk_note(s.walk, e.step, e.what), e.text),
	   "it is read back whole");
	unsee(&s);
	buf_finish(&text);
}

static void test_append_interrupted(void)
{
	struct carnet_place p = place_of("interrupted");
	struct carnet *c = made(p);
	int error;
	fake.chunk = 7;
	is_int(append(c, 1, &error), CARNET_OK, "writes of 7 bytes are continued to the whole");
	is_int(fake.calls[fake.n_calls - 1], 'd', "the sync comes after the last of them");
	fake.chunk = 0;
	fake.n_interrupted = 3;
	is_int(append(c, 2, &error), CARNET_OK, "a write that signals interrupt is repeated");
	fake.idle = true;
	is_int(append(c, 3, &error), CARNET_NOT_SAVED,
	       "a write that makes no progress is given up");
	fake.idle = false;
	is_int(retry(c), CARNET_OK, "and tried again later");
	carnet_close(c);
	struct buf wanted = small_carnet(3);
	ok(file_is(path_in(p, "essai.carnet"), buf_str(&wanted)),
	   "short and interrupted writes leave the same bytes as whole ones");
	buf_finish(&wanted);
}

static void test_append_full(void)
{
	struct carnet_place p = place_of("full");
	struct carnet *c = made(p);
	int error;
	(void)append(c, 1, &error);
	struct buf before = get_file(path_in(p, "essai.carnet"));
	fake.write_error = ENOSPC;
	is_int(append(c, 2, &error), CARNET_NOT_SAVED,
	       "an event that finds the disk full isn't saved");
	is_int(error, ENOSPC, "the reason is the full disk");
	ok(file_is(path_in(p, "essai.carnet"), buf_str(&before)),
	   "a write of nothing leaves the file as it was");
	is_int(carnet_n_waiting(c), 1, "it waits");
	struct buf line = {0};
	struct event e = note_event(2);
	event_write(&line, &e, stamp);
	is_str(carnet_waiting(c), buf_str(&line), "what waits can be had as its line");
	is_int(retry(c), CARNET_NOT_SAVED, "it isn't saved as long as the disk is full");
	is_int(carnet_n_waiting(c), 1, "trying again doesn't make it wait twice");
	fake.room = 20;
	is_int(append(c, 3, &error), CARNET_NOT_SAVED, "the event after it isn't saved either");
	is_int(carnet_n_waiting(c), 2, "both wait");
	ok(holds_notes(p, 1), "what was acknowledged is there beside a torn line");
	forget_calls();
	is_int(retry(c), CARNET_OK, "once there is room, trying again saves them");
	is_str(str_from(fake.calls), STR("wd"), "all that waited is one write and one sync");
	is_int(carnet_n_waiting(c), 0, "nothing waits any more");
	is_int(carnet_waiting(c).len, 0, "no line waits any more");
	ok(holds_notes(p, 3), "every event is there once");
	is_int(n_damaged(p), 1, "what was torn is one damaged line");
	is_int(n_told(p), 0, "of which nothing is missing, for it was written again");
	is_int(append(c, 4, &error), CARNET_OK, "the next event is appended as ever");
	carnet_close(c);
	ok(holds_notes(p, 4), "and is read back");
	struct buf after = get_file(path_in(p, "essai.carnet"));
	ok(str_starts(buf_str(&after), buf_str(&before)), "nothing written was rewritten");
	ok(str_find(buf_str(&after), STR("\n\n"), 0) == SIZE_MAX, "no blank line was left");
	buf_finish(&after);
	buf_finish(&line);
	buf_finish(&before);
}

/* A write that stops after each number of bytes: what is saved is whole in every case. */
static void test_append_torn_anywhere(void)
{
	struct event e = note_event(1);
	struct buf line = {0};
	event_write(&line, &e, stamp);
	bool waits = true, whole = true, one = true;
	for (size_t room = 0; room <= line.len; room++) {
		char name[32];
		snprintf(name, sizeof(name), "torn-%zu", room);
		struct carnet_place p = place_of(name);
		struct carnet *c = made(p);
		int error;
		fake.room = room;
		fake.write_error = EIO;
		// With room for all it is the sync that fails.
		fake.sync_error = EIO;
		waits = append(c, 1, &error) == CARNET_NOT_SAVED && carnet_n_waiting(c) == 1 &&
		        waits;
		forget_calls();
		whole = append(c, 2, &error) == CARNET_OK && holds_notes(p, 2) && whole;
		// Torn before its end it is damage; all but its LF, or all, it is the event itself.
		size_t n_torn = room > 0 && room < line.len - 1 ? 1 : 0;
		one = n_damaged(p) == n_torn && one;
		carnet_close(c);
	}
	ok(waits, "an event whose write stops at any byte isn't saved, and waits");
	ok(whole, "it is saved with the next, and both are read back");
	ok(one, "at most one line is damaged by it");
	buf_finish(&line);
}

/* --- Taken away -------------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *where);

static void test_file_gone(void)
{
	struct carnet_place p = place_of("gone");
	struct carnet *c = made(p);
	int error;
	(void)append(c, 1, &error);
	(void)unlink(path_in(p, "essai.carnet"));
	is_int(append(c, 2, &error), CARNET_OK, "a carnet whose file was deleted takes an event");
	ok(holds_notes(p, 2), "and is there again, with all that it held");
	is_int(mode_of(path_in(p, "essai.carnet")), 0600, "for its owner alone");
	forget_calls();
	is_int(append(c, 3, &error), CARNET_OK, "it goes on there");
	is_str(str_from(fake.calls), STR("wd"), "by one write and one sync");
	(void)nftw(path_in(p, ""), remove_one, 16, FTW_DEPTH | FTW_PHYS);
	is_int(append(c, 4, &error), CARNET_OK, "so does one whose folder was deleted");
	struct seen s = see_open(p);
	is_int(s.outcome, CARNET_BUSY, "whose lock is held anew");
	unsee(&s);
	carnet_close(c);
	ok(holds_notes(p, 4), "and everything is there");
}

static void test_file_gone_for_good(void)
{
	struct carnet_place p = place_of("taken");
	struct carnet *c = made(p);
	int error;
	(void)append(c, 1, &error);
	(void)unlink(path_in(p, "essai.carnet"));
	struct buf other = small_carnet(7);
	put_file(path_in(p, "essai.carnet"), buf_str(&other));
	is_int(append(c, 2, &error), CARNET_NOT_SAVED, "another carnet in its place isn't touched");
	ok(error == EEXIST && carnet_is_gone(c), "and that is the reason");
	struct buf whole = small_carnet(2);
	is_str(carnet_waiting(c), buf_str(&whole), "then all of the carnet waits");
	is_int(append(c, 3, &error), CARNET_NOT_SAVED, "the next event too");
	ok(file_is(path_in(p, "essai.carnet"), buf_str(&other)), "the other is as it was");
	(void)unlink(path_in(p, "essai.carnet"));
	is_int(retry(c), CARNET_OK, "once the name is free, trying again saves it");
	ok(!carnet_is_gone(c) && holds_notes(p, 3), "whole");
	(void)rename(path_in(p, "essai.carnet"), path_in(p, "ailleurs.carnet"));
	is_int(append(c, 4, &error), CARNET_OK, "a file that was moved is written on");
	ok(!exists(path_in(p, "essai.carnet")), "and not made twice");
	carnet_close(c);
	buf_finish(&whole);
	buf_finish(&other);
}

static void test_make_whole(void)
{
	struct carnet_place p = place_of("whole");
	struct carnet_problem problem = {0};
	struct carnet *c;
	struct buf lines = small_carnet(3);
	int error;
	fake.write_error = ENOSPC;
	fake.room = 100;
	is_int(carnet_make_whole(p, buf_str(&lines), &c, &problem), CARNET_UNWRITABLE,
	       "a carnet made of its lines finds the disk full");
	ok(problem.error == ENOSPC && c == NULL && !exists(path_in(p, "essai.carnet")),
	   "and leaves nothing behind");
	forget_calls();
	put_file(path_in(p, "essai.carnet"), str_slice(buf_str(&lines), 0, 30));
	is_int(carnet_make_whole(p, buf_str(&lines), &c, &problem), CARNET_OK,
	       "with room it is made, also where one was never begun");
	ok(holds_notes(p, 3) && append(c, 4, &error) == CARNET_OK, "and taken up at once");
	carnet_close(c);
	ok(holds_notes(p, 4), "all of it is there");
	is_int(carnet_make_whole(p, buf_str(&lines), &c, &problem), CARNET_UNWRITABLE,
	       "a name that is taken is refused");
	ok(problem.error == EEXIST && holds_notes(p, 4), "its carnet untouched");
	carnet_problem_finish(&problem);
	buf_finish(&lines);
}

static void test_append_unsynced(void)
{
	struct carnet_place p = place_of("unsynced");
	struct carnet *c = made(p);
	int error;
	fake.sync_error = EIO;
	is_int(append(c, 1, &error), CARNET_NOT_SAVED, "an event that isn't synced isn't saved");
	is_int(error, EIO, "the reason is the sync's");
	is_int(append(c, 2, &error), CARNET_NOT_SAVED, "nor is the next");
	is_int(carnet_n_waiting(c), 2, "both wait, though both are in the file");
	forget_calls();
	is_int(append(c, 3, &error), CARNET_OK, "once syncing succeeds, all three are saved");
	is_str(str_from(fake.calls), STR("wd"), "by one write and one sync");
	struct buf all = get_file(path_in(p, "essai.carnet")), lines = {0};
	for (uint64_t n = 1; n <= 3; n++) {
		struct event e = note_event(n);
		event_write(&lines, &e, stamp);
	}
	ok(str_ends(buf_str(&all), buf_str(&lines)),
	   "after a sync that failed all that waits is written again");
	size_t at = all.len - lines.len;
	ok(at > 1 && all.ptr[at - 1] == '\n' && all.ptr[at - 2] == '\n',
	   "it begins with a newline of its own, whatever became of what stood before");
	ok(holds_notes(p, 3), "lines that were written twice are folded once");
	is_int(n_damaged(p), 0, "lines that were written twice, and the blank one, are no damage");

	// What a disk may have kept of the first attempts: NULs instead of pages that were lost.
	struct buf first = small_carnet(0);
	memset(all.ptr + first.len, 0, at - 1 - first.len);
	put_file(path_in(p, "essai.carnet"), buf_str(&all));
	ok(holds_notes(p, 3), "what was saved survives the loss of what was written before it");
	carnet_close(c);
	buf_finish(&first);
	buf_finish(&lines);
	buf_finish(&all);

	p = place_of("unsynced-folder");
	(void)mkdir(path_in(p, ""), 0700);
	put_carnet("unsynced-folder", STR(""));
	struct buf bytes = small_carnet(0);
	put_carnet("unsynced-folder", buf_str(&bytes));
	fake.folder_error = EIO;
	struct seen s = see_open(p);
	is_int(s.outcome, CARNET_OK, "a carnet is opened though its name can't be synced");
	is_int(append(s.carnet, 1, &error), CARNET_NOT_SAVED,
	       "nothing is acknowledged in it as long as its name isn't");
	forget_calls();
	is_int(append(s.carnet, 2, &error), CARNET_OK, "once it is, all is saved");
	is_str(str_from(fake.calls), STR("wdf"), "the name is synced after the lines");
	unsee(&s);
	ok(holds_notes(p, 2), "and all is there");
	buf_finish(&bytes);
}

/* The same with the system's own refusal. */
static void test_append_limit(void)
{
	struct carnet_place p = place_of("limit");
	struct carnet *c = made(p);
	struct stat found;
	struct rlimit before;
	(void)stat(path_in(p, "essai.carnet"), &found);
	(void)getrlimit(RLIMIT_FSIZE, &before);
	(void)signal(SIGXFSZ, SIG_IGN);
	struct rlimit small = before;
	small.rlim_cur = (rlim_t)found.st_size + 30;
	(void)setrlimit(RLIMIT_FSIZE, &small);
	int error_1, error_2;
	enum carnet_outcome first = append(c, 1, &error_1), second = append(c, 2, &error_2);
	(void)setrlimit(RLIMIT_FSIZE, &before);
	ok(first == CARNET_NOT_SAVED && second == CARNET_NOT_SAVED,
	   "beyond the limit of a file's size nothing is saved");
	ok(error_1 == EFBIG && error_2 == EFBIG, "the reason is the limit");
	is_int(carnet_n_waiting(c), 2, "what is beyond the limit waits");
	(void)stat(path_in(p, "essai.carnet"), &found);
	is_int(found.st_size, small.rlim_cur, "the file is filled up to its limit");
	is_int(retry(c), CARNET_OK, "with the limit raised, all is saved");
	carnet_close(c);
	ok(holds_notes(p, 2), "and read back");
}

/* --- Reading ----------------------------------------------------------------------- */

static void test_absent(void)
{
	struct carnet_place p = place_of("absent");
	struct seen s = see(p);
	ok(s.outcome == CARNET_ABSENT && s.problem.error == ENOENT,
	   "a carnet of a folder that isn't there is absent");
	ok(s.walk == NULL && s.carnet == NULL, "an absent carnet has no walk");
	unsee(&s);
	s = see_open(p);
	is_int(s.outcome, CARNET_ABSENT, "and can't be opened");
	unsee(&s);
	ok(!exists(path_in(p, "")), "looking for a carnet makes no folder");
	(void)mkdir(path_in(p, ""), 0700);
	s = see_open(p);
	ok(s.outcome == CARNET_ABSENT && s.problem.error == ENOENT,
	   "a carnet that isn't there is absent");
	unsee(&s);
	ok(!exists(path_in(p, "essai.verrou")), "opening what isn't there leaves no lock behind");
	put_carnet("absent", STR(""));
	s = see_open(p);
	ok(s.outcome == CARNET_ABSENT && s.problem.error == 0,
	   "an empty file is a carnet never begun");
	unsee(&s);
	put_carnet("absent", STR("{\"n\":0,\"t\":\"2027-03"));
	s = see_open(p);
	ok(s.outcome == CARNET_ABSENT && s.problem.error == 0,
	   "a part of a first line is a carnet never begun");
	unsee(&s);
	int error;
	is_int(try_to_make(p, &error), CARNET_OK, "opening it let its lock go: it can be made");
}

static void check_bytes(const char *test, struct str bytes, enum carnet_outcome outcome,
                        const char *sentence)
{
	struct carnet_place p = put_carnet(test, bytes);
	struct seen s = see(p), o = see_open(p);
	bool filled = outcome == CARNET_OK || outcome == CARNET_NEWER;
	bool right = s.outcome == outcome && o.outcome == outcome && (s.walk != NULL) == filled &&
	             (o.walk != NULL) == filled && (o.carnet != NULL) == (outcome == CARNET_OK) &&
	             file_is(path_in(p, "essai.carnet"), bytes);
	if (!ok(right, sentence)) {
		tap_note("read: %d, opened: %d", (int)s.outcome, (int)o.outcome);
	}
	unsee(&s);
	unsee(&o);
}

static void check_events(const char *test, const struct event *events, size_t n,
                         enum carnet_outcome outcome, const char *sentence)
{
	struct buf bytes = {0};
	for (size_t i = 0; i < n; i++) {
		event_write(&bytes, &events[i], stamp);
	}
	check_bytes(test, buf_str(&bytes), outcome, sentence);
	buf_finish(&bytes);
}

static void test_kinds_of_carnets(void)
{
	struct event e = first_event();
	e.version = 2;
	check_events("kinds", &e, 1, CARNET_OK, "a carnet of an older journey is opened");
	e.version = 4;
	check_events("kinds", &e, 1, CARNET_NEWER, "a carnet of a newer journey is read-only");
	e = first_event();
	e.format = 2;
	check_events("kinds", &e, 1, CARNET_NEWER, "a carnet of a newer format is read-only");
	e = first_event();
	e.journey = STR("autre");
	check_events("kinds", &e, 1, CARNET_FOREIGN, "a carnet of another journey isn't read");
	struct event two[] = {first_event(),
	                      {.kind = EVENT_OPEN, .n = 1, .version = 4, .fingerprint = STR("f")}};
	check_events("kinds", two, 2, CARNET_NEWER,
	             "a carnet that a newer journey has opened is read-only");
	two[1].version = 3;
	check_events("kinds", two, 2, CARNET_OK,
	             "a carnet that the same version has opened again is opened");
	e = first_event();
	e.start = STR("disparue");
	check_events("kinds", &e, 1, CARNET_OK, "a carnet whose first step is gone is opened");
}

static void test_walk(void)
{
	struct carnet_place p = place_of("walk");
	struct carnet *c = made(p);
	struct event moves[] = {go_event(1, "camp", "eau"), go_event(2, "eau", "piste")};
	struct carnet_problem problem = {0};
	ok(carnet_append(c, &moves[0], stamp, &problem) == CARNET_OK &&
	           carnet_append(c, &moves[1], stamp, &problem) == CARNET_OK,
	   "moves are saved");
	carnet_close(c);
	struct seen s = see_open(p);
	is_int(walk_n_places(s.walk), 3, "the walk has as many places as were gone to");
	is_str(walk_step_name(s.walk, walk_here(s.walk)->step), STR("piste"),
	       "the walk stands where it was left");
	struct event gone = go_event(3, "piste", "disparue");
	is_int(carnet_append(s.carnet, &gone, stamp, &problem), CARNET_OK,
	       "a move is saved whatever it leads to");
	unsee(&s);
	s = see(p);
	is_str(walk_step_name(s.walk, walk_here(s.walk)->step), STR("piste"),
	       "a walk that was left at a step that is gone stands at the last that remains");
	unsee(&s);
}

static void check_damage(const char *test, struct str bytes, uint32_t line, const char *sentence)
{
	struct carnet_place p = put_carnet(test, bytes);
	struct seen s = see(p);
	bool right =
		s.outcome == CARNET_OK && s.reading.n_damaged == 1 && s.reading.damaged[0] == line;
	if (!ok(right, sentence)) {
		tap_note("outcome %d, %zu damaged, line %u", (int)s.outcome, s.reading.n_damaged,
		         s.reading.n_damaged > 0 ? (unsigned)s.reading.damaged[0] : 0);
	}
	unsee(&s);
}

/* Where line number `line` (from 1) begins; the length for the one after the last. */
static size_t line_at(struct str bytes, size_t line)
{
	size_t at = 0;
	while (--line > 0) {
		at = str_find(bytes, STR("\n"), at) + 1;
	}
	return at;
}

static void test_damage(void)
{
	struct buf good = small_carnet(5), spoilt = {0};
	struct str all = buf_str(&good);

	buf_add(&spoilt, all);
	spoilt.ptr[line_at(all, 3) + 20] ^= 1;
	check_damage("damage", buf_str(&spoilt), 3, "a damaged line is counted by its number");
	struct seen s = see(place_of("damage"));
	ok(s.reading.n_events == 5 && !has_note(s.walk, 2) && has_note(s.walk, 1) &&
	           has_note(s.walk, 3) && has_note(s.walk, 5),
	   "every line but the damaged one is folded");
	unsee(&s);

	buf_clear(&spoilt);
	buf_add(&spoilt, str_slice(all, 0, line_at(all, 3)));
	buf_add(&spoilt, str_slice(all, line_at(all, 5), SIZE_MAX));
	check_damage("damage", buf_str(&spoilt), 3,
	             "a hole in the sequence is damage, counted once, at the line after it");

	buf_clear(&spoilt);
	buf_add(&spoilt, str_slice(all, 0, line_at(all, 5)));
	buf_add(&spoilt, str_slice(all, line_at(all, 6), SIZE_MAX));
	spoilt.ptr[line_at(all, 2) + 20] ^= 1;
	s = see(put_carnet("damage", buf_str(&spoilt)));
	ok(s.reading.n_damaged == 2 && s.reading.damaged[0] == 2 && s.reading.damaged[1] == 5,
	   "a damaged line doesn't account for a hole elsewhere");
	unsee(&s);

	buf_clear(&spoilt);
	buf_add(&spoilt, str_slice(all, line_at(all, 2), SIZE_MAX));
	check_damage("damage", buf_str(&spoilt), 1, "a first line that is missing is damage");

	buf_clear(&spoilt);
	buf_add(&spoilt, all);
	spoilt.ptr[3] ^= 1;
	check_damage("damage", buf_str(&spoilt), 1, "a first line that is damaged is damage");
	s = see_open(place_of("damage"));
	ok(s.outcome == CARNET_OK && s.reading.n_events == 5 && has_note(s.walk, 5),
	   "the lines after a damaged first line are folded");
	is_str(walk_step_name(s.walk, walk_here(s.walk)->step), STR("camp"),
	       "without its first line the walk begins at the journey's départ");
	int error;
	is_int(append(s.carnet, 6, &error), CARNET_OK, "such a carnet is appended to");
	unsee(&s);
	s = see(place_of("damage"));
	ok(s.outcome == CARNET_OK && s.reading.n_events == 6 && has_note(s.walk, 6),
	   "and what is appended is read back");
	unsee(&s);

	buf_clear(&spoilt);
	buf_add(&spoilt, all);
	for (size_t i = 0; i < 1000; i++) {
		buf_addc(&spoilt, '\0');
	}
	check_damage("damage", buf_str(&spoilt), 7, "NULs at the end are one damaged line");

	buf_clear(&spoilt);
	buf_add(&spoilt, str_slice(all, 0, line_at(all, 4)));
	buf_add(&spoilt, STR("\xff\xfe\x00\x01\x80 \r\v\f\xed\xa0\x80"));
	buf_addc(&spoilt, '\n');
	buf_add(&spoilt, str_slice(all, line_at(all, 4), SIZE_MAX));
	check_damage("damage", buf_str(&spoilt), 4, "binary rubbish is one damaged line");
	ok(holds_notes(place_of("damage"), 5), "and all around it is folded");

	buf_clear(&spoilt);
	buf_add(&spoilt, all);
	buf_add(&spoilt, all);
	ok(holds_notes(put_carnet("damage", buf_str(&spoilt)), 5),
	   "lines that are there twice are folded once");
	is_int(n_damaged(place_of("damage")), 0, "lines that are there twice are no damage");

	buf_clear(&spoilt);
	buf_add(&spoilt, STR("\n\n"));
	buf_add(&spoilt, all);
	buf_add(&spoilt, STR("\n"));
	ok(holds_notes(put_carnet("damage", buf_str(&spoilt)), 5) &&
	           n_damaged(place_of("damage")) == 0,
	   "blank lines are passed over, even before the first");

	buf_clear(&spoilt);
	struct event far = note_event(1000);
	buf_add(&spoilt, all);
	event_write(&spoilt, &far, stamp);
	far.n = UINT64_MAX;
	event_write(&spoilt, &far, stamp);
	s = see(put_carnet("damage", buf_str(&spoilt)));
	ok(s.outcome == CARNET_OK && s.reading.n_damaged <= 2, "a hole of any width is one damage");
	unsee(&s);
	buf_finish(&spoilt);
	buf_finish(&good);
}

static void test_unreadable(void)
{
	struct buf good = small_carnet(3), spoilt = {0};
	for (size_t i = 0; i < good.len; i++) {
		if (good.ptr[i] == '\n') {
			buf_addc(&spoilt, '\r');
		}
		buf_addc(&spoilt, good.ptr[i]);
	}
	check_bytes("unreadable", buf_str(&spoilt), CARNET_UNREADABLE,
	            "lines that end in CR LF are damage");
	check_bytes("unreadable", STR("\n"), CARNET_ABSENT,
	            "a blank line alone is a carnet never begun");
	check_bytes("unreadable", STR("bonjour\n"), CARNET_UNREADABLE,
	            "another text isn't a carnet");
	check_bytes("unreadable", STR("bonjour"), CARNET_UNREADABLE,
	            "another text without an end isn't a carnet");
	char nuls[4096] = {0};
	check_bytes("unreadable", (struct str){nuls, sizeof(nuls)}, CARNET_UNREADABLE,
	            "a file of NULs isn't a carnet, nor an empty one");
	buf_clear(&spoilt);
	for (uint32_t i = 0, seed = 1; i < 100000; i++) {
		seed = seed * 1664525 + 1013904223;
		buf_addc(&spoilt, (char)(seed >> 24));
	}
	check_bytes("unreadable", buf_str(&spoilt), CARNET_UNREADABLE, "noise isn't a carnet");
	struct seen s = see(place_of("unreadable"));
	is_int(s.problem.error, EBADMSG, "the reason is what stands in it");
	unsee(&s);
	int error;
	is_int(try_to_make(place_of("unreadable"), &error), CARNET_UNWRITABLE,
	       "nothing is started in its place");
	buf_finish(&spoilt);
	buf_finish(&good);
}

/* --- Every truncation, every corruption -------------------------------------------- */

/* The lines of bytes[0..len) that are whole, the last one's LF apart. */
static size_t n_whole_lines(struct str bytes, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < bytes.len; i++) {
		if (bytes.ptr[i] == '\n' && i <= len) {
			n++;
		}
	}
	return n;
}

static void test_truncations(void)
{
	struct buf good = small_carnet(4);
	struct str all = buf_str(&good);
	bool read = true, kept = true, appended = true, torn = true;
	for (size_t len = 0; len < all.len; len++) {
		struct carnet_place p = put_carnet("truncated", str_slice(all, 0, len));
		size_t n_whole = n_whole_lines(all, len);
		struct seen s = see_open(p);
		int error;
		if (n_whole == 0) {
			read = s.outcome == CARNET_ABSENT && read;
			unsee(&s);
			read = try_to_make(p, &error) == CARNET_OK && read;
			s = see_open(p);
			n_whole = 1;
		} else {
			bool ends = len > 0 && all.ptr[len - 1] == '\n';
			torn = s.reading.torn == !ends && torn;
		}
		read = s.outcome == CARNET_OK && read;
		kept = s.reading.n_events == n_whole && kept;
		appended = append(s.carnet, n_whole, &error) == CARNET_OK && appended;
		unsee(&s);
		appended = holds_notes(p, n_whole) && n_damaged(p) <= 1 && appended;
		if (!read || !kept || !appended || !torn) {
			tap_note("cut at %zu", len);
			break;
		}
	}
	ok(read, "a carnet cut at any byte is opened, or made where it was never begun");
	ok(kept, "a carnet cut at any byte keeps every whole line");
	ok(torn, "a carnet cut inside a line is said to be torn");
	ok(appended, "a carnet cut at any byte takes the next event, which is read back");
	buf_finish(&good);
}

struct toll {
	bool reads, keeps, tells, appends;
};

/* How many lines are lost by bytes[at] becoming something else: a lost end joins two. */
static void damaged_by(struct str bytes, size_t at, size_t *ret_first, size_t *ret_last)
{
	size_t line = n_whole_lines(bytes, at);
	*ret_first = bytes.ptr[at] == '\n' ? line - 1 : line;
	*ret_last = line;
}

static void corrupt(struct str good, size_t n_lines, size_t at, char other, struct toll *toll)
{
	struct buf spoilt = {0};
	buf_add(&spoilt, good);
	spoilt.ptr[at] = other;
	struct carnet_place p = put_carnet("corrupted", buf_str(&spoilt));
	size_t first, last;
	damaged_by(good, at, &first, &last);
	struct seen s = see_open(p);
	bool reads = s.outcome == CARNET_OK;
	bool keeps = reads;
	for (size_t n = 1; n < n_lines && keeps; n++) {
		keeps = has_note(s.walk, n) == (n < first || n > last);
	}
	bool tells = s.reading.n_damaged > 0;
	int error;
	bool appends = reads && append(s.carnet, n_lines, &error) == CARNET_OK;
	unsee(&s);
	s = see(p);
	appends = appends && s.outcome == CARNET_OK && has_note(s.walk, n_lines);
	unsee(&s);
	if (!reads || !keeps || !tells || !appends) {
		tap_note("byte %zu becomes %d", at, other);
	}
	*toll = (struct toll){toll->reads && reads, toll->keeps && keeps, toll->tells && tells,
	                      toll->appends && appends};
	buf_finish(&spoilt);
}

static void test_corruptions(void)
{
	enum {
		N_LINES = 4,
	};
	struct buf good = small_carnet(N_LINES - 1);
	struct toll toll = {true, true, true, true};
	size_t n = 0;
	for (size_t at = 0; at < good.len; at++) {
		char others[10];
		size_t n_others = 0;
		for (unsigned bit = 0; bit < 8; bit++) {
			others[n_others++] = (char)((unsigned char)good.ptr[at] ^ 1u << bit);
		}
		others[n_others++] = '\n';
		others[n_others++] = '\0';
		for (size_t i = 0; i < n_others; i++) {
			if (others[i] != good.ptr[at]) {
				corrupt(buf_str(&good), N_LINES, at, others[i], &toll);
				n++;
			}
		}
	}
	tap_note("%zu corruptions", n);
	ok(toll.reads, "a carnet with any byte corrupted is opened");
	ok(toll.keeps, "a carnet with any byte corrupted keeps every other line");
	ok(toll.tells, "a carnet with any byte corrupted says that it is damaged");
	ok(toll.appends, "a carnet with any byte corrupted takes the next event");

	// With one line only, nothing is left of the carnet: that must not pass for a new one.
	buf_finish(&good);
	good = small_carnet(0);
	bool silent = false;
	for (size_t at = 0; at < good.len; at++) {
		for (unsigned bit = 0; bit < 8; bit++) {
			struct buf spoilt = {0};
			buf_add(&spoilt, buf_str(&good));
			spoilt.ptr[at] = (char)((unsigned char)spoilt.ptr[at] ^ 1u << bit);
			struct carnet_place p = put_carnet("corrupted", buf_str(&spoilt));
			struct seen s = see(p);
			int error;
			// Its end alone may be lost without harm.
			bool same = at + 1 == good.len && s.outcome == CARNET_OK;
			if (!same && (s.outcome != CARNET_UNREADABLE ||
			              try_to_make(p, &error) != CARNET_UNWRITABLE)) {
				tap_note("byte %zu, bit %u: %d", at, bit, (int)s.outcome);
				silent = true;
			}
			unsee(&s);
			buf_finish(&spoilt);
		}
	}
	ok(!silent, "a carnet of one line with any bit flipped never passes for a new one");
	buf_finish(&good);
}

/* --- Locks ------------------------------------------------------------------------- */

/* A child that holds the carnet until its pipe is closed, or until it is killed. */
struct holder {
	pid_t pid;
	int go_on; /* what the parent closes */
};

static struct holder hold(struct carnet_place p)
{
	int there[2], go_on[2];
	if (pipe(there) != 0 || pipe(go_on) != 0) {
		exit(EXIT_FAILURE);
	}
	pid_t pid = fork();
	if (pid == 0) {
		(void)close(there[0]);
		(void)close(go_on[1]);
		struct seen s = see_open(p);
		(void)close(there[1]);
		char c;
		(void)!read(go_on[0], &c, 1);
		_exit(s.outcome == CARNET_OK ? 0 : 1);
	}
	(void)close(there[1]);
	(void)close(go_on[0]);
	char c;
	(void)!read(there[0], &c, 1);
	(void)close(there[0]);
	return (struct holder){pid, go_on[1]};
}

static int end_of(struct holder h)
{
	int status = 0;
	(void)close(h.go_on);
	(void)waitpid(h.pid, &status, 0);
	return status;
}

static void test_lock(void)
{
	struct carnet_place p = place_of("lock");
	struct carnet *c = made(p);
	int error;
	(void)append(c, 1, &error);
	carnet_close(c);
	struct stat before, after;
	(void)stat(path_in(p, "essai.verrou"), &before);

	struct holder h = hold(p);
	struct seen s = see_open(p);
	is_int(s.outcome, CARNET_BUSY, "a carnet that another process holds is busy");
	ok(s.carnet == NULL, "a busy carnet can't be written to");
	ok(s.walk != NULL && has_note(s.walk, 1), "a busy carnet can be looked at");
	char host[256] = "", wanted[300];
	(void)gethostname(host, sizeof(host) - 1);
	snprintf(wanted, sizeof(wanted), "%ld %s 2", (long)h.pid, host);
	ok(str_starts(buf_str(&s.problem.holder), str_from(wanted)) &&
	           str_ends(buf_str(&s.problem.holder), STR("Z")),
	   "who holds it is told by process, host and time");
	unsee(&s);
	ok(try_to_make(p, &error) == CARNET_UNWRITABLE && error == EEXIST,
	   "nor can it be made anew");
	s = see(p);
	is_int(s.outcome, CARNET_OK, "reading needs no lock");
	unsee(&s);
	is_int(end_of(h), 0, "the holder had it");
	s = see_open(p);
	is_int(s.outcome, CARNET_OK, "once the holder has ended it can be opened");
	unsee(&s);

	h = hold(p);
	(void)kill(h.pid, SIGKILL);
	ok(WIFSIGNALED(end_of(h)), "a holder is killed");
	s = see_open(p);
	is_int(s.outcome, CARNET_OK, "a holder that was killed leaves no lock behind");
	unsee(&s);
	(void)stat(path_in(p, "essai.verrou"), &after);
	ok(before.st_ino == after.st_ino, "the lock's file is never replaced");

	put_over(path_in(p, "essai.verrou"), STR("un texte bien plus long que ce qu'un verrou dit "
	                                         "de celui qui le tient, sans fin de ligne"));
	h = hold(p);
	s = see_open(p);
	struct buf text = get_file(path_in(p, "essai.verrou"));
	buf_addc(&s.problem.holder, '\n');
	is_str(buf_str(&text), buf_str(&s.problem.holder),
	       "the lock's file holds the last holder's line alone");
	buf_finish(&text);
	unsee(&s);
	put_over(path_in(p, "essai.verrou"), STR("\x1b]0;x"));
	s = see_open(p);
	ok(s.outcome == CARNET_BUSY && str_eq(buf_str(&s.problem.holder), STR("\x1b]0;x")),
	   "a lock is a lock, whatever its file says");
	unsee(&s);
	(void)end_of(h);
}

static void test_descriptors(void)
{
	struct carnet_place p = place_of("descriptors");
	bool open_before[64];
	for (int fd = 0; fd < 64; fd++) {
		open_before[fd] = fcntl(fd, F_GETFD) >= 0;
	}
	struct carnet *c = made(p);
	bool closed_on_exec = true;
	int n = 0;
	for (int fd = 0; fd < 64; fd++) {
		int flags = fcntl(fd, F_GETFD);
		if (flags >= 0 && !open_before[fd]) {
			closed_on_exec = (flags & FD_CLOEXEC) != 0 && closed_on_exec;
			n++;
		}
	}
	ok(closed_on_exec, "no child inherits the carnet or its lock");
	is_int(n, 2, "an open carnet has two descriptors");
	carnet_close(c);
	struct seen s = see_open(p);
	unsee(&s);
	s = see(p);
	unsee(&s);
	n = 0;
	for (int fd = 0; fd < 64; fd++) {
		n += fcntl(fd, F_GETFD) >= 0 && !open_before[fd] ? 1 : 0;
	}
	is_int(n, 0, "a closed one has none");

	pid_t pid = fork();
	if (pid == 0) {
		(void)close(0);
		(void)close(1);
		(void)close(2);
		s = see_open(p);
		bool kept = s.outcome == CARNET_OK && fcntl(0, F_GETFD) < 0 &&
		            fcntl(1, F_GETFD) < 0 && fcntl(2, F_GETFD) < 0;
		_exit(kept ? 0 : 1);
	}
	int status = 1;
	(void)waitpid(pid, &status, 0);
	is_int(status, 0, "without standard streams, the carnet isn't taken for one");
}

/* --- What one may not do ----------------------------------------------------------- */

/* What an ordinary user finds, in a child of its own; the working folder is the place. */
struct report {
	enum carnet_outcome opened, read, made, closed;
	int open_error, read_error, make_error, closed_error;
	bool has_walk, has_carnet;
};

static struct report report_as_ordinary(struct carnet_place p)
{
	struct report r = {0};
	int out[2];
	if (pipe(out) != 0) {
		exit(EXIT_FAILURE);
	}
	pid_t pid = fork();
	if (pid == 0) {
		if (chdir(path_in(p, "")) != 0 ||
		    (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))) {
			_exit(1);
		}
		struct carnet_place here = {STR("."), STR("essai")};
		struct carnet_place inner = {STR("./sous/dossier"), STR("essai")};
		struct carnet_place closed = {STR("./fermé"), STR("essai")};
		struct seen s = see_open(here);
		r.opened = s.outcome;
		r.open_error = s.problem.error;
		r.has_walk = s.walk != NULL;
		r.has_carnet = s.carnet != NULL;
		unsee(&s);
		s = see(here);
		r.read = s.outcome;
		r.read_error = s.problem.error;
		unsee(&s);
		s = see_open(closed);
		r.closed = s.outcome;
		r.closed_error = s.problem.error;
		unsee(&s);
		r.made = try_to_make(inner, &r.make_error);
		forget_calls();
		_exit(write(out[1], &r, sizeof(r)) == (ssize_t)sizeof(r) ? 0 : 1);
	}
	(void)close(out[1]);
	ssize_t n = read(out[0], &r, sizeof(r));
	(void)close(out[0]);
	int status = 1;
	(void)waitpid(pid, &status, 0);
	if (n != (ssize_t)sizeof(r) || status != 0) {
		tap_note("no report of the ordinary user");
	}
	return r;
}

static void give_away(const char *path)
{
	if (getuid() == 0 && lchown(path, 65534, 65534) != 0) {
		tap_note("%s: %s", path, strerror(errno));
	}
}

static void test_rights(void)
{
	struct buf bytes = small_carnet(2);
	struct carnet_place p = put_carnet("rights", buf_str(&bytes));
	give_away(path_in(p, ""));
	give_away(path_in(p, "essai.carnet"));

	(void)chmod(path_in(p, ""), 0500);
	struct report r = report_as_ordinary(p);
	is_int(r.opened, CARNET_UNWRITABLE,
	       "a carnet in a folder that is read-only can't be opened to write");
	is_int(r.open_error, EACCES, "the reason is the right to write");
	ok(r.has_walk && !r.has_carnet, "but it can be looked at");
	is_int(r.read, CARNET_OK, "and read");
	ok(r.made == CARNET_UNWRITABLE && r.make_error == EACCES,
	   "no folder is made in one that is read-only");

	(void)chmod(path_in(p, ""), 0700);
	(void)chmod(path_in(p, "essai.carnet"), 0400);
	r = report_as_ordinary(p);
	ok(r.opened == CARNET_UNWRITABLE && r.open_error == EACCES && r.has_walk,
	   "a carnet that is read-only can be looked at");
	is_int(r.made, CARNET_OK, "another can be made beside it");

	(void)chmod(path_in(p, "essai.carnet"), 0000);
	r = report_as_ordinary(p);
	ok(r.opened == CARNET_UNREADABLE && r.open_error == EACCES,
	   "a carnet that one may not read is unreadable, not absent");
	ok(r.read == CARNET_UNREADABLE && r.read_error == EACCES && !r.has_walk,
	   "it can't be looked at either");

	(void)mkdir(path_in(p, "fermé"), 0000);
	give_away(path_in(p, "fermé"));
	r = report_as_ordinary(p);
	ok(r.closed == CARNET_UNREADABLE && r.closed_error == EACCES,
	   "a carnet of a folder that one may not enter is unreadable, not absent");
	(void)chmod(path_in(p, "fermé"), 0700);
	buf_finish(&bytes);
}

static void check_odd(const char *test, int error, const char *sentence)
{
	struct carnet_place p = place_of(test);
	(void)alarm(20);
	struct seen s = see(p), o = see_open(p);
	int make_error;
	enum carnet_outcome made_it = try_to_make(p, &make_error);
	(void)alarm(0);
	bool right = s.outcome == CARNET_UNREADABLE && s.problem.error == error &&
	             o.outcome == CARNET_UNREADABLE && o.problem.error == error && s.walk == NULL &&
	             o.walk == NULL && made_it == CARNET_UNWRITABLE && make_error == EEXIST;
	if (!ok(right, sentence)) {
		tap_note("read %d (%d), opened %d (%d), made %d (%d)", (int)s.outcome,
		         s.problem.error, (int)o.outcome, o.problem.error, (int)made_it,
		         make_error);
	}
	unsee(&s);
	unsee(&o);
}

static void test_odd_files(void)
{
	struct carnet_place p = place_of("odd-fifo");
	(void)mkdir(path_in(p, ""), 0700);
	(void)mkfifo(path_in(p, "essai.carnet"), 0600);
	check_odd("odd-fifo", EINVAL, "a FIFO in a carnet's place is neither read nor waited for");

	p = place_of("odd-folder");
	(void)mkdir(path_in(p, ""), 0700);
	(void)mkdir(path_in(p, "essai.carnet"), 0700);
	check_odd("odd-folder", EISDIR, "a folder in a carnet's place isn't read");

	struct buf bytes = small_carnet(1);
	p = place_of("odd-link");
	(void)mkdir(path_in(p, ""), 0700);
	put_file(path_in(p, "ailleurs"), buf_str(&bytes));
	put_link("ailleurs", path_in(p, "essai.carnet"));
	check_odd("odd-link", ELOOP, "a symbolic link in a carnet's place isn't followed");
	ok(file_is(path_in(p, "ailleurs"), buf_str(&bytes)), "what it leads to is as it was");

	p = place_of("odd-dangling");
	(void)mkdir(path_in(p, ""), 0700);
	put_link("nulle-part", path_in(p, "essai.carnet"));
	check_odd("odd-dangling", ELOOP, "nor is one that leads nowhere");
	ok(!exists(path_in(p, "nulle-part")), "nothing is made where it leads");

	p = put_carnet("odd-lock", buf_str(&bytes));
	put_file(path_in(p, "ailleurs"), STR("contenu"));
	put_link("ailleurs", path_in(p, "essai.verrou"));
	struct seen s = see_open(p);
	ok(s.outcome == CARNET_UNWRITABLE && s.problem.error == ELOOP,
	   "a symbolic link in the lock's place isn't followed");
	ok(s.walk != NULL && s.carnet == NULL, "without a lock, a carnet can only be looked at");
	unsee(&s);
	int error;
	(void)unlink(path_in(p, "essai.carnet"));
	ok(try_to_make(p, &error) == CARNET_UNWRITABLE && error == ELOOP &&
	           !exists(path_in(p, "essai.carnet")),
	   "without a lock, no carnet is made");
	ok(file_is(path_in(p, "ailleurs"), STR("contenu")),
	   "what the lock's link leads to is as it was");

	p = put_carnet("odd-lock-fifo", buf_str(&bytes));
	(void)mkfifo(path_in(p, "essai.verrou"), 0600);
	(void)alarm(20);
	s = see_open(p);
	(void)alarm(0);
	is_int(s.outcome, CARNET_UNWRITABLE, "a FIFO in the lock's place is no lock");
	unsee(&s);

	put_file(path_in(place_of(""), "fichier"), STR(""));
	s = see(place_of("fichier"));
	ok(s.outcome == CARNET_UNREADABLE && s.problem.error == ENOTDIR,
	   "a carnet whose folder is a file is unreadable");
	unsee(&s);

	// A folder may be reached through a link: one may keep it on another disk.
	put_carnet("odd-real", buf_str(&bytes));
	put_link("odd-real", path_in(place_of(""), "odd-alias"));
	s = see_open(place_of("odd-alias"));
	is_int(s.outcome, CARNET_OK, "a carnet's folder may be a symbolic link");
	unsee(&s);
	buf_finish(&bytes);
}

/* --- Lists ------------------------------------------------------------------------- */

static void put_dated(struct carnet_place p, const char *file, time_t changed)
{
	put_file(path_in(p, file), STR("x"));
	struct timespec times[2] = {{.tv_sec = changed}, {.tv_sec = changed}};
	(void)utimensat(AT_FDCWD, path_in(p, file), times, 0);
}

static void test_list(void)
{
	struct carnet_place p = place_of("list");
	struct carnet_list list;
	struct carnet_problem problem = {0};
	ok(carnet_list_read(p.folder, &list, &problem) == CARNET_OK && list.n == 0,
	   "a folder that isn't there has no carnets");
	carnet_list_finish(&list);
	(void)mkdir(path_in(p, ""), 0700);
	ok(carnet_list_read(p.folder, &list, &problem) == CARNET_OK && list.n == 0,
	   "an empty folder has no carnets");
	carnet_list_finish(&list);

	put_dated(p, "vieux.carnet", 1000);
	put_dated(p, "neuf.carnet", 3000);
	put_dated(p, "b.carnet", 2000);
	put_dated(p, "a.carnet", 2000);
	put_dated(p, "a.verrou", 5000);
	put_dated(p, ".cache.carnet", 5000);
	put_dated(p, ".carnet", 5000);
	put_dated(p, "x.carnet~", 5000);
	put_dated(p, "\xff.carnet", 5000);
	(void)mkdir(path_in(p, "dossier.carnet"), 0700);
	(void)mkfifo(path_in(p, "tube.carnet"), 0600);
	put_link("neuf.carnet", path_in(p, "lien.carnet"));
	is_int(carnet_list_read(p.folder, &list, &problem), CARNET_OK,
	       "a folder's carnets are listed");
	is_int(list.n, 4, "only files that may be carnets are");
	struct buf names = {0};
	for (size_t i = 0; i < list.n; i++) {
		buf_addf(&names, "%s %lld ", list.entries[i].name.ptr,
		         (long long)list.entries[i].changed_s);
	}
	is_str(buf_str(&names), STR("neuf 3000 a 2000 b 2000 vieux 1000 "),
	       "the last changed comes first, then by name");
	buf_finish(&names);
	carnet_list_finish(&list);
	carnet_list_finish(&list);

	put_file(path_in(place_of(""), "pas-un-dossier"), STR(""));
	is_int(carnet_list_read(place_of("pas-un-dossier").folder, &list, &problem),
	       CARNET_UNREADABLE, "a folder that can't be read isn't taken for an empty one");
	is_int(problem.error, ENOTDIR, "the reason is told");
	ok(list.n == 0, "its list is empty");
	carnet_problem_finish(&problem);
}

/* --- All --------------------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *s, int kind, struct FTW *at)
{
	(void)s;
	(void)kind;
	(void)at;
	(void)remove(path);
	return 0;
}

/* The folder for all tests, by its full path: below it each test has its own. */
static void make_root(const char *below)
{
	char *real = realpath(below, NULL);
	buf_addf(&root, "%s/carnets-XXXXXX", real != NULL ? real : ".");
	free(real);
	if (mkdtemp(root.ptr) == NULL) {
		tap_note("%s: %s", root.ptr, strerror(errno));
		exit(EXIT_FAILURE);
	}
	// For the ordinary user's sake.
	(void)chmod(root.ptr, 0711);
}

int main(int argc, char **argv)
{
	const char *below = argc > 1 ? argv[1] : getenv("TMPDIR");
	make_root(below != NULL ? below : ".");
	journey_index(&journey);
	(void)mkdir(path_in(place_of("remains"), ""), 0700);

	test_make();
	test_make_order();
	test_modes();
	test_make_on_remains();
	test_names();
	test_make_failing();
	test_append();
	test_append_beside();
	test_append_long();
	test_append_interrupted();
	test_append_full();
	test_append_torn_anywhere();
	test_append_unsynced();
	test_file_gone();
	test_file_gone_for_good();
	test_make_whole();
	test_append_limit();
	test_absent();
	test_kinds_of_carnets();
	test_walk();
	test_damage();
	test_unreadable();
	test_truncations();
	test_corruptions();
	test_lock();
	test_descriptors();
	test_rights();
	test_odd_files();
	test_list();

	(void)nftw(root.ptr, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_finish(&journey.arena);
	buf_finish(&root);
	return tap_done();
}
