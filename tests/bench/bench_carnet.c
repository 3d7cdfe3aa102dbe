/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An acknowledged event of a carnet, beside a one-row commit of SQLite (WAL, synchronous=FULL)
 * and a file that is written anew, synced, renamed, its folder synced: the three in turn, on
 * the same disk, wall clock. SQLite is asked for by this bench alone.
 *
 *     bench_carnet [FOLDER]      where to write; the working folder
 */
#define _DEFAULT_SOURCE

#include "bench.h"
#include "carnet.h"
#include "event.h"
#include "load.h"
#include "walk.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

enum {
	ROUNDS = 100,
	EACH = 10, /* in a row, in each round */
	LONG = 100000,
};

static const char journey_text[] =
	"safari: 1\nparcours: mesure\ntitre: Une mesure\ndépart: porte\nétapes:\n"
	"  porte: {texte: La porte., vers: salle}\n"
	"  salle:\n    texte: La salle.\n    choix: {oui: Encore, non: Assez}\n"
	"    suite: [{si: salle = oui, vers: porte}, {sinon: bout}]\n"
	"  bout: {fin: réussie, titre: Le bout}\n";

struct subject {
	struct buf folder, snapshot, temporary;
	struct carnet *carnet;
	struct walk *walk;
	sqlite3 *db;
	sqlite3_stmt *insert;
	uint64_t n;
};

static bool fetch(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason)
{
	(void)ctx;
	(void)path;
	(void)ret_reason;
	buf_add(ret_bytes, str_from(journey_text));
	return true;
}

static void insist(bool well, const char *what)
{
	if (!well) {
		perror(what);
		exit(EXIT_FAILURE);
	}
}

static double now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct event next_event(struct subject *s)
{
	bool is_even = s->n % 2 == 0;
	return (struct event){
		.kind = EVENT_GO,
		.n = ++s->n,
		.from = is_even ? STR("porte") : STR("salle"),
		.to = is_even ? STR("salle") : STR("porte"),
		.by = PASSAGE_VERS,
	};
}

static const struct stamp stamp = {{"2027-03-12T18:04:05Z", 20}, 1000};

static void append(struct subject *s)
{
	struct event e = next_event(s);
	struct carnet_problem p = {0};
	insist(carnet_append(s->carnet, &e, stamp, &p) == CARNET_OK, "carnet_append");
}

static void commit(struct subject *s)
{
	struct event e = next_event(s);
	struct buf line = {0};
	event_write(&line, &e, stamp);
	sqlite3_bind_text(s->insert, 1, line.ptr, (int)line.len, SQLITE_STATIC);
	insist(sqlite3_step(s->insert) == SQLITE_DONE, "sqlite3_step");
	sqlite3_reset(s->insert);
	buf_finish(&line);
}

/* The whole state is one line: the smallest file that this way can have. */
static void rewrite(struct subject *s)
{
	struct event e = next_event(s);
	struct buf line = {0};
	event_write(&line, &e, stamp);
	int fd = open(s->temporary.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	insist(fd >= 0 && write(fd, line.ptr, line.len) == (ssize_t)line.len && fsync(fd) == 0 &&
	               close(fd) == 0 && rename(s->temporary.ptr, s->snapshot.ptr) == 0,
	       "rewrite");
	int folder = open(s->folder.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	insist(folder >= 0 && fsync(folder) == 0 && close(folder) == 0, "fsync of the folder");
	buf_finish(&line);
}

static double time_of(void (*run)(struct subject *s), struct subject *s)
{
	double begin = now_s();
	for (int i = 0; i < EACH; i++) {
		run(s);
	}
	return (now_s() - begin) / EACH;
}

static void begin_sqlite(struct subject *s)
{
	struct buf path = {0};
	buf_addf(&path, "%.*s/mesure.db", STR_ARG(buf_str(&s->folder)));
	insist(sqlite3_open(path.ptr, &s->db) == SQLITE_OK &&
	               sqlite3_exec(s->db,
	                            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	                            "CREATE TABLE event (line TEXT);",
	                            NULL, NULL, NULL) == SQLITE_OK &&
	               sqlite3_prepare_v2(s->db, "INSERT INTO event VALUES (?)", -1, &s->insert,
	                                  NULL) == SQLITE_OK,
	       "sqlite");
	buf_finish(&path);
}

static void begin_carnet(struct subject *s, const struct journey *j)
{
	struct event first;
	struct carnet_problem p = {0};
	s->walk = walk_create(j, STR("porte"));
	walk_begin_event(s->walk, STR("mesure"), &first);
	insist(carnet_make((struct carnet_place){buf_str(&s->folder), STR("un")}, &first, stamp,
	                   &s->carnet, &p) == CARNET_OK,
	       "carnet_make");
}

struct times {
	double list[ROUNDS];
};

static double median(struct times *t)
{
	qsort(t->list, ROUNDS, sizeof t->list[0], bench_by_value);
	return t->list[ROUNDS / 2];
}

static void compare(struct subject *s)
{
	struct times carnet, sqlite, anew, by_sqlite, by_anew;
	for (int i = -1; i < ROUNDS; i++) {
		double a = time_of(append, s), b = time_of(commit, s), c = time_of(rewrite, s);
		if (i >= 0) {
			carnet.list[i] = a;
			sqlite.list[i] = b;
			anew.list[i] = c;
			by_sqlite.list[i] = a / b;
			by_anew.list[i] = a / c;
		}
	}
	printf("an acknowledged event: carnet %.0f µs, SQLite %.0f µs, written anew %.0f µs\n",
	       median(&carnet) * 1e6, median(&sqlite) * 1e6, median(&anew) * 1e6);
	printf("carnet ÷ SQLite (WAL, FULL)            %.3f   (at most 1.2)\n", median(&by_sqlite));
	printf("carnet ÷ temp, fsync, rename, fsync    %.3f   (at most 0.4)\n", median(&by_anew));
}

/* What the length of the carnet costs: the first thousand beside the last. */
static void lengthen(struct subject *s)
{
	struct buf line = {0}, path = {0};
	struct times before, after;
	for (int i = 0; i < ROUNDS; i++) {
		before.list[i] = time_of(append, s);
	}
	buf_addf(&path, "%.*s/un.carnet", STR_ARG(buf_str(&s->folder)));
	int fd = open(path.ptr, O_WRONLY | O_APPEND | O_CLOEXEC);
	for (int i = 0; i < LONG; i++) {
		struct event e = next_event(s);
		event_write(&line, &e, stamp);
	}
	insist(fd >= 0 && write(fd, line.ptr, line.len) == (ssize_t)line.len && fsync(fd) == 0 &&
	               close(fd) == 0,
	       "lengthen");
	for (int i = 0; i < ROUNDS; i++) {
		after.list[i] = time_of(append, s);
	}
	printf("after %d events ÷ at the beginning   %.3f\n", LONG,
	       median(&after) / median(&before));
	buf_finish(&line);
	buf_finish(&path);
}

static void clear(struct subject *s)
{
	static const char *const names[] = {"un.carnet",     "un.verrou",     "mesure.db",
	                                    "mesure.db-wal", "mesure.db-shm", "anew"};
	struct buf path = {0};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		buf_clear(&path);
		buf_addf(&path, "%.*s/%s", STR_ARG(buf_str(&s->folder)), names[i]);
		(void)unlink(path.ptr);
	}
	(void)rmdir(s->folder.ptr);
	buf_finish(&path);
}

int main(int argc, char **argv)
{
	struct load_sources sources = {0};
	struct diags diags = {0};
	struct journey *j = load_journey(STR("mesure.yaml"), (struct load_files){fetch, NULL},
	                                 &sources, &diags);
	insist(j != NULL, "the journey");
	struct subject s = {0};
	buf_addf(&s.folder, "%s/bench-carnet-%ld", argc > 1 ? argv[1] : ".", (long)getpid());
	insist(mkdir(s.folder.ptr, 0700) == 0, s.folder.ptr);
	buf_addf(&s.snapshot, "%s/anew", s.folder.ptr);
	buf_addf(&s.temporary, "%s/anew.new", s.folder.ptr);
	begin_carnet(&s, j);
	begin_sqlite(&s);
	compare(&s);
	lengthen(&s);
	sqlite3_finalize(s.insert);
	sqlite3_close(s.db);
	carnet_close(s.carnet);
	walk_destroy(s.walk);
	clear(&s);
	buf_finish(&s.folder);
	buf_finish(&s.snapshot);
	buf_finish(&s.temporary);
	journey_destroy(j);
	load_sources_finish(&sources);
	diags_finish(&diags);
	return EXIT_SUCCESS;
}
