/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files and folders on a real disk, in a folder made below argv[1], $TMPDIR or the working
 * folder. fsync passes through this file, to see which folders are synced, and read, so
 * that it can fail, stop short and be counted.
 */
#include "file.h"

#include "tap.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- The calls that pass through here ---------------------------------------------- */

static struct {
	ino_t folders[16];
	size_t n;
	int error; /* 0: all goes well */
} synced;

int fsync(int fd)
{
	struct stat found;
	if (synced.error != 0) {
		errno = synced.error;
		return -1;
	}
	if (fstat(fd, &found) == 0 && synced.n < 16) {
		synced.folders[synced.n++] = found.st_ino;
	}
	return 0;
}

/* Zeroed: all goes well. */
static struct {
	size_t chunk;      /* one read gives so many bytes at most; 0: all */
	int n_interrupted; /* so many reads are interrupted before they read */
	int error;         /* after n_good reads */
	size_t n_good;
	bool endless; /* there is always more, though the file doesn't announce it */
	size_t n_calls;
} reads;

ssize_t read(int fd, void *bytes, size_t len)
{
	reads.n_calls++;
	if (reads.n_interrupted > 0) {
		reads.n_interrupted--;
		errno = EINTR;
		return -1;
	}
	if (reads.error != 0 && reads.n_good == 0) {
		errno = reads.error;
		return -1;
	}
	reads.n_good -= reads.n_good > 0 ? 1 : 0;
	if (reads.endless) {
		memset(bytes, 'x', len);
		return (ssize_t)len;
	}
	struct iovec whole = {bytes, reads.chunk > 0 && len > reads.chunk ? reads.chunk : len};
	return readv(fd, &whole, 1);
}

/* --- Places ------------------------------------------------------------------------ */

static struct buf root;

/* Lent until the fourth next. */
static const char *path_of(const char *name)
{
	static struct buf paths[4];
	static size_t turn;
	struct buf *path = &paths[turn++ % 4];
	buf_clear(path);
	buf_addf(path, "%s/%s", root.ptr, name);
	return path->ptr;
}

static void put_file(const char *name, struct str bytes)
{
	int fd = open(path_of(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || write(fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len) {
		tap_note("%s: %s", name, strerror(errno));
		exit(EXIT_FAILURE);
	}
	(void)close(fd);
}

static void put_link(const char *to, const char *name)
{
	if (symlink(to, path_of(name)) != 0) {
		tap_note("%s: %s", name, strerror(errno));
		exit(EXIT_FAILURE);
	}
}

static bool exists(const char *name)
{
	struct stat found;
	return lstat(path_of(name), &found) == 0;
}

static unsigned mode_of(const char *name)
{
	struct stat found = {0};
	return lstat(path_of(name), &found) == 0 ? (unsigned)found.st_mode & 07777 : 0;
}

/* Its place in the order of what was synced, from 1; 0: it wasn't. */
static size_t sync_of(const char *name)
{
	struct stat found;
	if (stat(path_of(name), &found) != 0) {
		return 0;
	}
	for (size_t i = 0; i < synced.n; i++) {
		if (synced.folders[i] == found.st_ino) {
			return i + 1;
		}
	}
	return 0;
}

/* --- Opening ----------------------------------------------------------------------- */

static void test_open(void)
{
	put_file("fichier", STR("abc"));
	int fd = file_open(path_of("fichier"), O_RDONLY, 0);
	ok(fd > 2, "a file is opened");
	ok((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0, "no child inherits it");
	(void)close(fd);
	put_link("fichier", "lien");
	fd = file_open(path_of("lien"), O_RDONLY, 0);
	ok(fd < 0 && errno == ELOOP, "a symbolic link isn't followed");
	put_link("cible", "vers-rien");
	fd = file_open(path_of("vers-rien"), O_WRONLY | O_CREAT, 0600);
	ok(fd < 0 && errno == ELOOP && !exists("cible"), "nothing is made through a symbolic link");
	mode_t before = umask(0);
	fd = file_open(path_of("neuf"), O_WRONLY | O_CREAT | O_EXCL, 0600);
	umask(before);
	ok(fd > 2 && mode_of("neuf") == 0600, "a file is made with the mode asked for");
	(void)close(fd);
	fd = file_open(path_of("absent"), O_RDONLY, 0);
	ok(fd < 0 && errno == ENOENT, "a file that isn't there isn't opened");

	pid_t pid = fork();
	if (pid == 0) {
		(void)close(0);
		(void)close(1);
		(void)close(2);
		fd = file_open(path_of("fichier"), O_RDONLY, 0);
		bool right = fd > 2 && (fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0 &&
		             fcntl(0, F_GETFD) < 0 && fcntl(1, F_GETFD) < 0 &&
		             fcntl(2, F_GETFD) < 0;
		_exit(right ? 0 : 1);
	}
	int status = 1;
	(void)waitpid(pid, &status, 0);
	is_int(status, 0, "no file is opened in the place of a standard stream");
}

/* --- Reading ----------------------------------------------------------------------- */

static void check_refusal(const char *name, size_t limit, bool follow, enum file_outcome outcome,
                          int error, const char *sentence)
{
	struct buf bytes = {0};
	int got_error = 0;
	(void)alarm(20);
	enum file_outcome got = file_read(path_of(name), limit, follow, &bytes, &got_error);
	(void)alarm(0);
	if (!ok(got == outcome && got_error == error && bytes.ptr == NULL, sentence)) {
		tap_note("outcome %d, %s", (int)got, strerror(got_error));
	}
	buf_finish(&bytes);
}

static void check_text(const char *name, size_t limit, bool follow, struct str wanted,
                       const char *sentence)
{
	struct buf bytes = {0};
	int error = 0;
	enum file_outcome got = file_read(path_of(name), limit, follow, &bytes, &error);
	if (!ok(got == FILE_OK && str_eq(buf_str(&bytes), wanted), sentence)) {
		tap_note("outcome %d, %s, %zu bytes", (int)got, strerror(error), bytes.len);
	}
	buf_finish(&bytes);
}

static void test_read(void)
{
	put_file("texte", STR("un\0deux\r\n\xff"));
	check_text("texte", 100, false, STR("un\0deux\r\n\xff"), "a file is read byte by byte");
	check_text("texte", 10, false, STR("un\0deux\r\n\xff"),
	           "a file may be as long as the limit");
	check_refusal("texte", 9, false, FILE_TOO_LARGE, EFBIG, "a file over the limit isn't read");
	check_refusal("texte", 0, false, FILE_TOO_LARGE, EFBIG, "nor is any with a limit of 0");
	put_file("vide", STR(""));
	check_text("vide", 100, false, STR(""), "an empty file is read as nothing");
	check_text("vide", 0, false, STR(""), "even with a limit of 0");

	check_refusal("pas-là", 100, false, FILE_ABSENT, ENOENT,
	              "a file that isn't there is absent");
	check_refusal("pas/là", 100, false, FILE_ABSENT, ENOENT, "so is one of an absent folder");
	check_refusal("texte/x", 100, false, FILE_UNREADABLE, ENOTDIR,
	              "a file below a file is unreadable");
	(void)mkdir(path_of("dossier"), 0700);
	check_refusal("dossier", 100, false, FILE_IS_FOLDER, EISDIR, "a folder is told apart");

	put_link("texte", "alias");
	check_text("alias", 100, true, STR("un\0deux\r\n\xff"),
	           "a link is followed where that is asked");
	check_refusal("alias", 100, false, FILE_UNREADABLE, ELOOP, "and not where it isn't");
	put_link("boucle", "boucle");
	check_refusal("boucle", 100, true, FILE_UNREADABLE, ELOOP, "a ring of links is unreadable");
	put_link("rien", "perdu");
	check_refusal("perdu", 100, true, FILE_ABSENT, ENOENT,
	              "what a link should lead to is absent");

	(void)mkfifo(path_of("tube"), 0600);
	check_refusal("tube", 100, true, FILE_NOT_REGULAR, EINVAL, "a FIFO isn't waited for");
	put_link("/dev/zero", "zéro");
	check_refusal("zéro", 100, true, FILE_NOT_REGULAR, EINVAL, "an endless device isn't read");
}

static void test_read_large(void)
{
	struct buf large = {0};
	for (uint32_t i = 0; i < 300000; i++) {
		buf_addf(&large, "%u\n", (unsigned)i);
	}
	put_file("gros", buf_str(&large));
	check_text("gros", large.len, false, buf_str(&large), "a file of 2 MB is read whole");

	int fd = open(path_of("gros"), O_RDONLY);
	(void)lseek(fd, 5, SEEK_SET);
	struct buf rest = {0};
	int error;
	ok(file_read_open(fd, large.len, &rest, &error) == FILE_OK &&
	           str_eq(buf_str(&rest), str_slice(buf_str(&large), 5, SIZE_MAX)),
	   "an open file is read from where it stands");
	buf_finish(&rest);
	(void)close(fd);
	fd = open(path_of("gros"), O_WRONLY);
	is_int(file_read_open(fd, large.len, &rest, &error), FILE_UNREADABLE,
	       "a file that can't be read is unreadable");
	is_int(error, EBADF, "the reason is told");
	(void)close(fd);
	buf_finish(&large);
}

static void test_read_faults(void)
{
	put_file("phrase", STR("Qui manque autour de la table ?"));
	reads.n_calls = 0;
	check_refusal("phrase", 10, false, FILE_TOO_LARGE, EFBIG,
	              "a file over the limit is refused");
	is_int(reads.n_calls, 0, "before any of it is read");
	reads.chunk = 3;
	check_text("phrase", 100, false, STR("Qui manque autour de la table ?"),
	           "reads of 3 bytes are continued to the end");
	reads.chunk = 0;
	reads.n_interrupted = 3;
	check_text("phrase", 100, false, STR("Qui manque autour de la table ?"),
	           "a read that signals interrupt is repeated");
	reads.error = EIO;
	check_refusal("phrase", 100, false, FILE_UNREADABLE, EIO, "a read that fails is told");
	reads.chunk = 5;
	reads.n_good = 2;
	check_refusal("phrase", 100, false, FILE_UNREADABLE, EIO,
	              "nothing is given of a file of which a part can't be read");
	memset(&reads, 0, sizeof(reads));
	reads.endless = true;
	check_refusal("phrase", 1000, false, FILE_TOO_LARGE, EFBIG,
	              "a file that grows beyond the limit while it is read isn't read");
	memset(&reads, 0, sizeof(reads));
	check_text("phrase", 31, false, STR("Qui manque autour de la table ?"),
	           "then all goes well");
	is_int(reads.n_calls, 2, "a file that stays as it is takes two reads");
}

/* As an ordinary user: a superuser may read everything. */
static void test_read_rights(void)
{
	put_file("secret", STR("x"));
	(void)chmod(path_of("secret"), 0000);
	pid_t pid = fork();
	if (pid == 0) {
		if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
			_exit(1);
		}
		struct buf bytes = {0};
		int error = 0;
		enum file_outcome got = file_read(path_of("secret"), 10, false, &bytes, &error);
		_exit(got == FILE_UNREADABLE && error == EACCES ? 0 : 1);
	}
	int status = 1;
	(void)waitpid(pid, &status, 0);
	is_int(status, 0, "a file that one may not read is unreadable, not absent");
}

/* --- Writing ----------------------------------------------------------------------- */

static void test_write(void)
{
	int fd = open(path_of("écrit"), O_WRONLY | O_CREAT, 0600);
	size_t n = 9;
	ok(file_write(fd, STR("bonjour"), &n) && n == 7, "bytes are written");
	ok(file_write(fd, STR(""), &n) && n == 0, "no bytes are written without harm");
	(void)close(fd);
	check_text("écrit", 100, false, STR("bonjour"), "what was written is there");
	fd = open(path_of("écrit"), O_RDONLY);
	ok(!file_write(fd, STR("x"), &n) && n == 0 && errno == EBADF,
	   "a write that fails says how much went in, and why it failed");
	(void)close(fd);

	(void)signal(SIGXFSZ, SIG_IGN);
	struct rlimit before, small;
	(void)getrlimit(RLIMIT_FSIZE, &before);
	small = before;
	small.rlim_cur = 10;
	fd = open(path_of("écrit"), O_WRONLY | O_APPEND);
	(void)setrlimit(RLIMIT_FSIZE, &small);
	bool written = file_write(fd, STR("monsieur"), &n);
	int error = errno;
	(void)setrlimit(RLIMIT_FSIZE, &before);
	(void)close(fd);
	ok(!written && n == 3 && error == EFBIG, "what still went in before a failure is counted");
	check_text("écrit", 100, false, STR("bonjourmon"), "and is in the file");
}

/* --- Folders ----------------------------------------------------------------------- */

static void test_folder_make(void)
{
	synced.n = 0;
	ok(folder_make(path_of("a/b/c")), "a folder is made with those above it");
	ok(mode_of("a") == 0700 && mode_of("a/b") == 0700 && mode_of("a/b/c") == 0700,
	   "all of them are 0700");
	ok(sync_of("") > 0 && sync_of("a") > 0 && sync_of("a/b") > 0,
	   "each is synced into its parent");
	ok(sync_of("") < sync_of("a") && sync_of("a") < sync_of("a/b"), "from above to below");
	is_int(sync_of(".."), 1,
	       "the folder in which they are made is synced into its own parent, first");

	synced.n = 0;
	ok(folder_make(path_of("a/b/c")), "a folder that is there is as good as made");
	ok(sync_of("a/b") == 1 && synced.n == 1,
	   "it is synced into its parent again, for a run that was killed before that");
	ok(folder_make(path_of("a/b/d///")), "slashes at the end don't count");
	ok(mode_of("a/b/d") == 0700, "the folder is made without them");
	ok(folder_make(path_of("x//y/./z")), "nor do doubled ones inside");
	ok(mode_of("x/y/z") == 0700, "and every folder of it is made");
	ok(folder_make("/"), "the root is there");
	ok(!folder_make("") && errno == ENOENT, "no name is no folder");

	put_file("obstacle", STR(""));
	ok(!folder_make(path_of("obstacle")) && errno == ENOTDIR, "a file is no folder");
	ok(!folder_make(path_of("obstacle/sous")) && errno == ENOTDIR,
	   "nothing is made below a file");
	put_link("néant", "vers-le-néant");
	ok(!folder_make(path_of("vers-le-néant")), "a link that leads nowhere is no folder");
	ok(!folder_make(path_of("vers-le-néant/sous")), "nothing is made below it");
	ok(!exists("néant"), "nor where it leads");
	put_link("a", "vers-a");
	ok(folder_make(path_of("vers-a/e")), "a link to a folder is followed");
	is_int(mode_of("a/e"), 0700, "to where it leads");

	mode_t before = umask(0777);
	bool made = folder_make(path_of("masque/dessous"));
	umask(before);
	ok(made && mode_of("masque") == 0700 && mode_of("masque/dessous") == 0700,
	   "under umask 777 folders are 0700 as well");

	synced.error = EIO;
	ok(!folder_make(path_of("m/n")) && errno == EIO, "a folder that isn't synced isn't made");
	ok(!folder_sync(path_of("a")) && errno == EIO, "a sync that fails says so");
	synced.error = EINVAL;
	ok(folder_sync(path_of("a")), "where folders can't be synced there is nothing to fail");
	synced.error = 0;
	ok(!folder_sync(path_of("obstacle")) && errno == ENOTDIR,
	   "a file isn't synced as a folder");

	if (chdir(root.ptr) == 0) {
		ok(folder_make("relatif/sous") && mode_of("relatif/sous") == 0700,
		   "a folder is made below the working folder");
	}
}

static void test_folder_read(void)
{
	struct names names;
	ok(!folder_read(path_of("pas-de-dossier"), &names) && errno == ENOENT,
	   "a folder that isn't there says so");
	ok(!folder_read(path_of("texte"), &names) && errno == ENOTDIR, "a file has no names in it");
	(void)mkdir(path_of("lecture"), 0700);
	ok(folder_read(path_of("lecture"), &names) && names.n == 0, "an empty folder has no names");
	names_finish(&names);
	static const char *const files[] = {"lecture/b", "lecture/a.yaml", "lecture/.caché",
	                                    "lecture/é", "lecture/A",      "lecture/a"};
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		put_file(files[i], STR(""));
	}
	struct buf all = {0};
	ok(folder_read(path_of("lecture"), &names), "a folder is read");
	for (size_t i = 0; i < names.n; i++) {
		buf_addf(&all, "%s ", names.list[i].ptr);
	}
	is_str(buf_str(&all), STR(".caché A a a.yaml b é "),
	       "names come in the order of their bytes");
	names_finish(&names);
	names_finish(&names);
	for (size_t i = 0; i < 100; i++) {
		char name[32];
		snprintf(name, sizeof(name), "lecture/n%zu", i);
		put_file(name, STR(""));
	}
	ok(folder_read(path_of("lecture"), &names) && names.n == 106, "a folder may hold many");
	names_finish(&names);
	buf_finish(&all);
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

int main(int argc, char **argv)
{
	const char *below = argc > 1 ? argv[1] : getenv("TMPDIR");
	char *real = realpath(below != NULL ? below : ".", NULL);
	buf_addf(&root, "%s/files-XXXXXX", real != NULL ? real : ".");
	free(real);
	if (mkdtemp(root.ptr) == NULL) {
		tap_note("%s: %s", root.ptr, strerror(errno));
		return EXIT_FAILURE;
	}
	(void)chmod(root.ptr, 0711);

	test_open();
	test_read();
	test_read_large();
	test_read_faults();
	test_read_rights();
	test_write();
	test_folder_make();
	test_folder_read();

	(void)nftw(root.ptr, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	buf_finish(&root);
	return tap_done();
}
