/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carnets from the menu, with the real program on a terminal of its own: renamed, copied, taken
 * to a key, erased, brought back; and what is said of it.
 *
 *     test_carnets SAFARI JOURNEY
 */
#include "stage.h"

#include "tap.h"
#include "utf8.h"

#include <sys/stat.h>

#define CARNETS ".local/share/safari/pas/"

static char home[STAGE_HOME_BYTES];

static bool has(const char *name)
{
	struct buf text = {0};
	bool has = stage_read_home(home, &text, name).len > 0;
	buf_finish(&text);
	return has;
}

/* The keys one by one, each when the program sleeps again. */
static bool type_each(struct stage *s, const char *keys)
{
	struct str all = str_from(keys);
	bool well = true;
	for (size_t at = 0, n; at < all.len; at += n) {
		uint32_t rune;
		n = utf8_decode(all, at, &rune);
		well = stage_type_bytes(s, str_slice(all, at, n)) && well;
	}
	return well;
}

/* The list is the last line but two of the menu. */
static bool open_list(struct stage *s)
{
	return stage_type(s, "\033") && stage_type(s, "\033[F") && stage_type(s, "\033[A") &&
	       stage_type(s, "\033[A") && stage_type(s, "\r");
}

static void test_restart(struct stage *s)
{
	ok(type_each(s, "\r\r\r1") && stage_shows(s, "Prénom"), "a carnet is walked in");
	ok(stage_type(s, "\033") && stage_type(s, "\033") && stage_type(s, "\033[F") &&
	           stage_type(s, "\033[A") && stage_type(s, "\033[A") && stage_type(s, "\033[A") &&
	           stage_type(s, "\r") && stage_shows(s, "Repartir du début"),
	   "the menu starts again, and asks first");
	ok(stage_type(s, "\r") && stage_shows(s, "Prénom"), "Enter alone stays");
	ok(stage_type(s, "\t") && stage_type(s, "\033") && stage_type(s, "\033[F") &&
	           stage_type(s, "\033[A") && stage_type(s, "\033[A") && stage_type(s, "\033[A") &&
	           type_each(s, "\r2") && stage_shows(s, "À lire"),
	   "the second line goes to the beginning");
}

static void test_deeds(struct stage *s)
{
	ok(open_list(s) && stage_shows(s, "1. mon-carnet"),
	   "the list of carnets opens from a walk, which is let go");
	ok(type_each(s, "12\025Zoé\r") && stage_shows(s, "appelle maintenant"),
	   "one is given another name, and it is said");
	ok(has(CARNETS "Zoé.carnet") && !has(CARNETS "mon-carnet.carnet"), "on the disk too");
	ok(type_each(s, "13Zoé\r") && stage_shows(s, "Un carnet s") && has(CARNETS "Zoé.carnet"),
	   "a name that is taken is refused, in a sentence");
	ok(type_each(s, "\025Léa\r") && has(CARNETS "Léa.carnet"), "another one makes a copy");
	ok(type_each(s, "14~/rien\r") && stage_shows(s, "ce chemin n"),
	   "a folder that isn't there is refused");
	ok(type_each(s, "\025 ~/clé/ \r") && has("clé/Léa.carnet"), "one that is takes the carnet");
	ok(type_each(s, "151") && has(CARNETS "Léa.carnet"), "one is asked before it is erased");
	ok(type_each(s, "52") && !has(CARNETS "Léa.carnet") && has(CARNETS "corbeille/Léa.carnet"),
	   "a yes moves it to the bin");
	ok(stage_shows(s, "de la corbeille") && stage_type(s, "\033") && open_list(s) &&
	           stage_shows(s, "de la corbeille"),
	   "which is said, and not on that day alone");
	ok(stage_type(s, "\033[F") && stage_type(s, "\r") && has(CARNETS "Léa.carnet") &&
	           !stage_shows(s, "de la corbeille"),
	   "from where one key takes it back");
	ok(type_each(s, "152") && !has(CARNETS "Léa.carnet"), "erased once more, it is gone");
	ok(stage_type(s, "\033[F") && stage_type(s, "\033[A") &&
	           type_each(s, "\r~/clé/Léa.carnet\r") && has(CARNETS "Léa.carnet"),
	   "and the copy on the key is brought back");
	ok(type_each(s, "11") && stage_shows(s, "À lire"), "it opens from here");
}

int main(int argc, char **argv)
{
	struct stage s;
	struct buf key = {0};
	if (argc != 3) {
		return 2;
	}
	stage_new_home(home);
	buf_addf(&key, "%s/clé", home);
	ok(mkdir(key.ptr, 0700) == 0, "there is a key");
	stage_open(&s, &(struct stage_setup){.program = argv[1],
	                                     .home = home,
	                                     .words = (const char *[]){argv[2], NULL}});
	ok(stage_settle(&s), "the program starts");
	test_restart(&s);
	test_deeds(&s);
	if (!ok(type_each(&s, "qq") && stage_end(&s) && stage_is_restored(&s), "and ends well")) {
		stage_show(&s);
	}
	stage_close(&s);
	stage_remove_home(home);
	buf_finish(&key);
	return tap_done();
}
