/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things lie, below a folder made in argv[1], $TMPDIR or the working folder. */
#include "places.h"

#include "tap.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

static struct buf root;

/* Lent until the eighth next. */
static const char *path_of(const char *name)
{
	static struct buf paths[8];
	static size_t turn;
	struct buf *path = &paths[turn++ % 8];
	buf_clear(path);
	buf_addf(path, "%s/%s", root.ptr, name);
	return path->ptr;
}

/* An empty file, with the folders above it. */
static void put_file(const char *name)
{
	struct buf path = {0};
	buf_addf(&path, "%s/%s", root.ptr, name);
	for (size_t i = root.len + 1; i < path.len; i++) {
		if (path.ptr[i] == '/') {
			path.ptr[i] = '\0';
			(void)mkdir(path.ptr, 0700);
			path.ptr[i] = '/';
		}
	}
	int fd = open(path.ptr, O_WRONLY | O_CREAT, 0600);
	if (fd < 0) {
		tap_note("%s: %s", path.ptr, strerror(errno));
		exit(EXIT_FAILURE);
	}
	(void)close(fd);
	buf_finish(&path);
}

/* --- The data folder --------------------------------------------------------------- */

static void check_data(const char *home, const char *xdg, const char *wanted, const char *sentence)
{
	struct environment env = {.home = home, .xdg_data_home = xdg};
	struct buf out = {0};
	buf_add(&out, STR("avant"));
	bool found = places_data_folder(&out, &env);
	is_str(buf_str(&out), str_from(wanted != NULL ? wanted : "avant"), sentence);
	if (found != (wanted != NULL)) {
		ok(false, sentence);
	}
	buf_finish(&out);
}

static void test_data_folder(void)
{
	check_data("/home/ana", "/data", "/data/safari", "XDG_DATA_HOME comes first");
	check_data("/home/ana", NULL, "/home/ana/.local/share/safari", "without it, below HOME");
	check_data("/home/ana", "", "/home/ana/.local/share/safari",
	           "an empty XDG_DATA_HOME is unset");
	check_data("/home/ana", "data", "/home/ana/.local/share/safari",
	           "a relative XDG_DATA_HOME is ignored");
	check_data("/home/ana", "./data", "/home/ana/.local/share/safari",
	           "so is one that begins with a dot");
	check_data("/home/ana", "~/data", "/home/ana/.local/share/safari",
	           "so is one with a tilde that no shell expanded");
	check_data(NULL, "/data/", "/data/safari", "XDG_DATA_HOME needs no HOME");
	check_data("/home/ana//", NULL, "/home/ana/.local/share/safari", "slashes at the end go");
	check_data(NULL, "/", "/safari", "the root is a folder as well");
	check_data(NULL, NULL, NULL, "with neither there is no data folder, and nothing changes");
	check_data("", NULL, NULL, "an empty HOME is none");
	check_data("maison", "data", NULL, "a relative HOME is none");
	check_data("/home/rené d'Aÿ", NULL, "/home/rené d'Aÿ/.local/share/safari",
	           "blanks and accents stay");
}

/* --- Finding ----------------------------------------------------------------------- */

static struct environment environment_of_test(void)
{
	static struct buf home, data, dirs;
	buf_clear(&home);
	buf_clear(&data);
	buf_clear(&dirs);
	buf_addf(&home, "%s/home", root.ptr);
	buf_addf(&data, "%s/data", root.ptr);
	buf_addf(&dirs, "relatif:%s/dir1::%s/dir2/", root.ptr, root.ptr);
	return (struct environment){home.ptr, data.ptr, dirs.ptr, NULL};
}

/* `wanted` is below the root; NULL: there is none; with a '=' in front, as it stands. */
static void check_found(const char *name, const char *wanted, const char *sentence)
{
	struct environment env = environment_of_test();
	struct str installed = str_from(path_of("inst")), sources = str_from(path_of("src"));
	struct buf out = {0};
	buf_add(&out, STR("avant"));
	bool found = places_find_journey(&out, &env, str_from(name), installed, sources);
	const char *whole = "avant";
	if (wanted != NULL) {
		whole = wanted[0] == '=' ? wanted + 1 : path_of(wanted);
	}
	if (!ok(found == (wanted != NULL) && str_eq(buf_str(&out), str_from(whole)), sentence)) {
		tap_show("got", buf_str(&out));
		tap_show("wanted", str_from(whole));
	}
	buf_finish(&out);
}

static void test_find(void)
{
	check_found("safari", NULL, "without any place there is no journey");

	put_file("src/safari/parcours.yaml");
	check_found("safari", "src/safari/parcours.yaml", "a journey is found in the source tree");
	put_file("inst/safari/parcours.yaml");
	check_found("safari", "inst/safari/parcours.yaml", "before that, among the installed");
	put_file("dir2/safari/parcours/safari.yaml");
	check_found("safari", "dir2/safari/parcours/safari.yaml", "before that, in XDG_DATA_DIRS");
	put_file("dir1/safari/parcours/safari.yaml");
	check_found("safari", "dir1/safari/parcours/safari.yaml", "whose first folder comes first");
	put_file("data/safari/parcours/safari.yaml");
	check_found("safari", "data/safari/parcours/safari.yaml", "before all, in XDG_DATA_HOME");
	put_file("data/safari/parcours/safari/parcours.yaml");
	check_found("safari", "data/safari/parcours/safari/parcours.yaml",
	            "a folder comes before a file of the same place");

	put_file("inst/carte/images/x.png");
	check_found("carte", NULL, "a folder without parcours.yaml is no journey");
	put_file("src/carte.yaml");
	check_found("carte", "src/carte.yaml", "and doesn't stand before one that is");
	check_found("inconnu", NULL, "a journey that is nowhere isn't found");
	check_found("", NULL, "no name is no journey");
	check_found("..", NULL, "the folder above a place isn't looked at");
	put_file("data/safari/parcours/.caché/parcours.yaml");
	check_found(".caché", NULL, "hidden folders aren't looked at");

	struct environment env = environment_of_test();
	struct buf out = {0};
	ok(!places_find_journey(&out, &env, (struct str){"safari\0x", 8}, (struct str){0},
	                        (struct str){0}),
	   "a name with a NUL isn't found");
	env = (struct environment){0};
	ok(!places_find_journey(&out, &env, STR("un-parcours-que-personne-n-a"), (struct str){0},
	                        (struct str){0}),
	   "without any environment the usual folders are asked");
	env = (struct environment){.xdg_data_dirs = "/nulle/part"};
	ok(!places_find_journey(&out, &env, STR("safari"), (struct str){0}, (struct str){0}),
	   "without HOME, places or journeys nothing is found");
	ok(places_find_journey(&out, &env, STR("safari"), (struct str){0},
	                       str_from(path_of("src"))) &&
	           str_eq(buf_str(&out), str_from(path_of("src/safari/parcours.yaml"))),
	   "without HOME the source tree is found");
	buf_finish(&out);
}

/* In the root as working folder. */
static void test_find_path(void)
{
	put_file("ici/monde.yaml");
	put_file("ici/monde/parcours.yaml");
	put_file("ici/sans-suffixe");
	put_file("ici/safari");
	put_file("ici/local/parcours.yaml");
	(void)mkdir(path_of("ici/vide"), 0700);
	if (chdir(path_of("ici")) != 0) {
		ok(false, "the working folder can be changed");
		return;
	}
	check_found("./monde.yaml", "=./monde.yaml", "a path is the path itself");
	check_found("monde.yaml", "=monde.yaml", "a name in .yaml is a path");
	check_found("monde.yml", "=monde.yml", "so is one in .yml, there or not");
	check_found("./absent.yaml", "=./absent.yaml",
	            "a path need not be there: its reader says so");
	check_found("./monde", "=./monde/parcours.yaml", "a folder stands for its parcours.yaml");
	check_found("monde/", "=monde/parcours.yaml", "with a slash as well");
	check_found(path_of("ici/monde"), "ici/monde/parcours.yaml", "by its full path as well");
	check_found("./vide", "=./vide/parcours.yaml", "there or not");
	check_found("local", "=local/parcours.yaml",
	            "a folder of the working folder needs no slash");
	check_found("sans-suffixe", "=sans-suffixe", "nor does a file of it");
	check_found("vide", NULL, "a folder without parcours.yaml isn't found by its bare name");
	check_found("safari", "data/safari/parcours/safari/parcours.yaml",
	            "a file that is called as a journey doesn't stand before it");
	check_found("./safari", "=./safari", "unless it is asked for by its path");
	check_found("../ici/monde.yaml", "=../ici/monde.yaml", "a path may lead up");
}

/* --- Listing ----------------------------------------------------------------------- */

static void add_line(void *ctx, struct str name, struct str path)
{
	buf_addf(ctx, "%.*s=%.*s\n", STR_ARG(name),
	         STR_ARG(str_slice(path, root.len + 1, SIZE_MAX)));
}

static void check_same(void *ctx, struct str name, struct str path)
{
	bool *same = ctx;
	struct environment env = environment_of_test();
	struct buf out = {0};
	*same = places_find_journey(&out, &env, name, str_from(path_of("inst")),
	                            str_from(path_of("src"))) &&
	        str_eq(buf_str(&out), path) && *same;
	buf_finish(&out);
}

static void test_list(void)
{
	struct environment env = environment_of_test();
	struct str installed = str_from(path_of("inst")), sources = str_from(path_of("src"));
	put_file("data/safari/parcours/mien.yaml");
	put_file("data/safari/parcours/notes.txt");
	put_file("data/safari/parcours/.yaml");
	put_file("inst/bienvenue/parcours.yaml");
	(void)mkdir(path_of("inst/faux.yaml"), 0700);
	struct buf all = {0};
	places_list_journeys(&env, installed, sources, add_line, &all);
	is_str(buf_str(&all),
	       STR("mien=data/safari/parcours/mien.yaml\n"
	           "safari=data/safari/parcours/safari/parcours.yaml\n"
	           "bienvenue=inst/bienvenue/parcours.yaml\n"
	           "carte=src/carte.yaml\n"),
	       "every journey is listed once, the nearest first");
	bool same = true;
	places_list_journeys(&env, installed, sources, check_same, &same);
	ok(same, "what is listed is what is found by its name");
	buf_clear(&all);
	env = (struct environment){.xdg_data_dirs = "/nulle/part"};
	places_list_journeys(&env, (struct str){0}, (struct str){0}, add_line, &all);
	is_int(all.len, 0, "without places nothing is listed");
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
	buf_addf(&root, "%s/places-XXXXXX", real != NULL ? real : ".");
	free(real);
	if (mkdtemp(root.ptr) == NULL) {
		tap_note("%s: %s", root.ptr, strerror(errno));
		return EXIT_FAILURE;
	}

	test_data_folder();
	// Away from whatever stands in the folder in which the tests are run.
	(void)mkdir(path_of("ailleurs"), 0700);
	if (chdir(path_of("ailleurs")) != 0) {
		return EXIT_FAILURE;
	}
	test_find();
	test_find_path();
	test_list();

	ok(chdir("/") == 0, "the tests leave their folder");
	(void)nftw(root.ptr, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	buf_finish(&root);
	return tap_done();
}
