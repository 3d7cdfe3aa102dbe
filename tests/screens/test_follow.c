/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * --suivre: a journey is edited beside the screens that walk it. Nothing waits a fixed time: what
 * was saved is waited for on the screen.
 *
 *     test_follow SAFARI SAFARI_UNTOLD
 *
 * SAFARI_UNTOLD has no word of changes in folders (port_watch.h), and looks at the files.
 */
#define _DEFAULT_SOURCE

#include "stage.h"

#include "tap.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;
static char home[STAGE_HOME_BYTES];

static const char journey[] = "safari: 1\n"
			      "parcours: essai\n"
			      "titre: Un essai\n"
			      "départ: lire\n"
			      "inclure: [suite.yaml]\n"
			      "étapes:\n"
			      "  lire: {titre: À lire, texte: Un texte., vers: soif}\n"
			      "  soif:\n"
			      "    titre: Une soif\n"
			      "    texte: Avez-vous soif ?\n"
			      "    choix: {oui: Volontiers, non: Pas encore}\n"
			      "    vers: mot\n";
static const char rest[] = "étapes:\n"
			   "  mot: {titre: Un mot, texte: \"Vous disiez : ${soif}.\", vers: fin}\n"
			   "  fin: {fin: réussie, titre: La fin, texte: Merci.}\n";

/* --- A folder that an editor works in ------------------------------------------------------- */

static const char *path_of(const char *name)
{
	static char path[STAGE_HOME_BYTES + 40];
	snprintf(path, sizeof path, "%s/%s", home, name);
	return path;
}

static void put_text(const char *name, struct str text, int flags)
{
	int fd = open(path_of(name), O_WRONLY | O_CREAT | flags, 0644);
	ssize_t n = write(fd, text.ptr, text.len);
	(void)n;
	close(fd);
}

/* Emptied and written again, as most editors do. */
static void save(const char *name, struct str text)
{
	put_text(name, text, O_TRUNC);
}

/* Written in another folder, then in its place: nothing but a name tells. */
static void save_by_rename(const char *name, struct str text)
{
	char from[STAGE_HOME_BYTES + 40];
	(void)mkdir(path_of("ailleurs"), 0755);
	put_text("ailleurs/neuf", text, O_TRUNC);
	snprintf(from, sizeof from, "%s/ailleurs/neuf", home);
	rename(from, path_of(name));
}

/* The old one put aside first, a swap file beside it meanwhile. */
static void save_with_backup(const char *name, struct str text)
{
	char from[STAGE_HOME_BYTES + 40];
	put_text(".parcours.yaml.swp", STR("b0VIM"), O_TRUNC);
	snprintf(from, sizeof from, "%s/%s", home, name);
	rename(from, path_of("parcours.yaml~"));
	put_text(name, text, O_EXCL);
	unlink(path_of(".parcours.yaml.swp"));
}

/* The text with `from` replaced by `to`, lent until the next call. */
static struct str changed(const char *text, const char *from, const char *to)
{
	static struct buf out;
	const char *at = strstr(text, from);
	buf_clear(&out);
	buf_add(&out, (struct str){text, (size_t)(at - text)});
	buf_add(&out, str_from(to));
	buf_add(&out, str_from(at + strlen(from)));
	return buf_str(&out);
}

static void begin(struct stage *s, struct stage_setup setup)
{
	static char path[STAGE_HOME_BYTES + 40];
	static const char *words[4] = {"--suivre", path, NULL, NULL};
	stage_new_home(home);
	save("parcours.yaml", str_from(journey));
	save("suite.yaml", str_from(rest));
	snprintf(path, sizeof path, "%s/parcours.yaml", home);
	setup.program = program;
	setup.home = home;
	setup.words = words;
	stage_open(s, &setup);
	stage_settle(s);
}

static void finish(struct stage *s)
{
	stage_type(s, "qq");
	ok(stage_end(s) && stage_status(s) == 0 && stage_is_restored(s), "and it ends well");
	stage_close(s);
	stage_remove_home(home);
}

static void check(struct stage *s, bool well, const char *sentence)
{
	if (!ok(well, sentence)) {
		stage_show(s);
	}
}

/* --- What is seen --------------------------------------------------------------------------- */

/* To the question, where the second choice is lit. */
static void go_to_question(struct stage *s)
{
	stage_type(s, "\r");
	stage_type(s, "\r");
	stage_type(s, "\r");
	stage_type(s, "\033[B");
}

static size_t count(struct str s, struct str piece)
{
	size_t n = 0;
	for (size_t at = 0; (at = str_find(s, piece, at)) != SIZE_MAX; at += piece.len) {
		n++;
	}
	return n;
}

static void test_saving(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	stage_type(&s, "\r");
	check(&s, stage_shows(&s, "le parcours est relu chaque fois"),
	      "a trial says that nothing of it is kept");
	stage_type(&s, "\r");
	stage_type(&s, "\r");
	stage_type(&s, "\033[B");
	check(&s, stage_shows(&s, "Avez-vous soif"), "one is at the question");
	save("parcours.yaml", changed(journey, "Avez-vous soif", "Un grand verre"));
	check(&s, stage_await_settled(&s, "Un grand verre"),
	      "saved in place: the new text is there");
	check(&s, stage_shows(&s, "Relu.") && stage_shows(&s, "► 2. Pas encore"),
	      "on the same step, the same choice lit, and it says so");
	save_by_rename("parcours.yaml", changed(journey, "Avez-vous soif", "Un petit verre"));
	check(&s, stage_await_settled(&s, "Un petit verre"), "saved by rename: idem");
	save_with_backup("parcours.yaml", changed(journey, "Avez-vous soif", "Un fond"));
	check(&s, stage_await_settled(&s, "Un fond"), "saved with the old one put aside: idem");
	save("parcours.yaml", changed(journey, "Avez-vous soif", "Encore un verre"));
	check(&s, stage_await_settled(&s, "Encore un verre"),
	      "and the file that took the name is followed");
	stage_type(&s, "\r");
	check(&s, stage_shows(&s, ": Pas encore."), "the walk goes on from there");
	save("suite.yaml", changed(rest, "Vous disiez", "Tout à l'heure"));
	check(&s, stage_await_settled(&s, "Tout à l’heure") && stage_shows(&s, ": Pas encore."),
	      "an included file is followed too, and what was answered stays");
	struct buf out = {0};
	ok(stage_read_home(home, &out, ".local/share/safari/essai/mon-carnet.carnet").len == 0,
	   "there is no carnet");
	buf_finish(&out);
	finish(&s);
}

static void test_nothing_new(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	size_t n = count(buf_str(&s.lines), STR("attend "));
	put_text(".parcours.yaml.swp", STR("b0VIM"), O_TRUNC);
	save("parcours.yaml", str_from(journey));
	save("parcours.yaml", changed(journey, "titre: Un essai", "titre: Deux essais"));
	check(&s, stage_await_settled(&s, "Deux essais"), "the start screen is made anew too");
	check(&s, count(buf_str(&s.lines), STR("image ")) > 0 && !stage_shows(&s, "erreur"),
	      "a swap file and the same text again are no news");
	ok(count(buf_str(&s.lines), STR("attend ")) - n <= 8 &&
	           str_find(buf_str(&s.lines), STR("attend -1"), 0) != SIZE_MAX,
	   "and where nothing happens the program sleeps");
	finish(&s);
}

static void test_errors(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	go_to_question(&s);
	save("parcours.yaml",
	     changed(journey, "texte: Avez-vous soif ?", "texte: La soif : oui ?"));
	check(&s, stage_await_settled(&s, "parcours.yaml, ligne 10"),
	      "a file with an error: the strip says where");
	check(&s, stage_shows(&s, "Écrivez plutôt") && stage_shows(&s, "Avez-vous soif"),
	      "what to type instead, over the last text that was sound");
	stage_type(&s, "e");
	check(&s, stage_shows(&s, "erreur[PAR09]"), "a key shows it all");
	stage_type(&s, "\033");
	stage_type(&s, "\r");
	check(&s, stage_shows(&s, ": Pas encore.") && stage_shows(&s, "ligne 10"),
	      "one walks on under the strip");
	stage_type(&s, "\033[D");
	struct buf two = {0};
	buf_add(&two, changed(journey, "vers: mot", "vers: mott"));
	save("parcours.yaml", changed(two.ptr, "vers: soif", "vers: soiff"));
	check(&s,
	      stage_await_settled(&s, "parcours.yaml, ligne 7") &&
	              stage_shows(&s, "Et 1 autre erreur."),
	      "the others are counted");
	buf_finish(&two);
	save("parcours.yaml", changed(journey, "Avez-vous soif", "Mieux ainsi"));
	check(&s, stage_await_settled(&s, "Mieux ainsi") && !stage_shows(&s, "ligne 7"),
	      "mended: the strip goes, the text is the new one");
	save("suite.yaml", STR("étapes: [\n"));
	check(&s, stage_await_settled(&s, "suite.yaml"), "an included file has its error told");
	unlink(path_of("suite.yaml"));
	check(&s, stage_await_settled(&s, "n’existe pas"), "one that is gone is told as well");
	save("suite.yaml", str_from(rest));
	save("parcours.yaml", changed(journey, "Avez-vous soif", "De retour"));
	check(&s, stage_await_settled(&s, "De retour") && !stage_shows(&s, "n’existe pas"),
	      "and back it is well again");
	save("parcours.yaml", changed(journey, "titre: Un essai\n", "titre: Un essai\nzut: x\n"));
	check(&s, stage_await_settled(&s, "zut"), "a new error is told");
	save("parcours.yaml", changed(journey, "Avez-vous soif", "De retour"));
	check(&s, stage_await_settled(&s, "Relu.") && !stage_shows(&s, "zut"),
	      "what was sound before, taken back, is sound");
	finish(&s);
}

static void test_broken_from_the_start(void)
{
	struct stage s;
	static char path[STAGE_HOME_BYTES + 40];
	const char *words[] = {"--suivre", path, NULL};
	stage_new_home(home);
	save("suite.yaml", str_from(rest));
	snprintf(path, sizeof path, "%s/parcours.yaml", home);
	save("parcours.yaml", changed(journey, "vers: mot", "vers: mott"));
	stage_open(&s, &(struct stage_setup){.program = program, .home = home, .words = words});
	check(&s,
	      stage_await_settled(&s, "parcours.yaml, ligne 12") &&
	              stage_shows(&s, "En attente du parcours"),
	      "with an error from the start, a page waits under the strip");
	save("parcours.yaml", str_from(journey));
	check(&s, stage_await_settled(&s, "Un essai") && !stage_shows(&s, "En attente"),
	      "and the journey takes its place once it is mended");
	finish(&s);
}

static void test_steps(void)
{
	struct stage s;
	struct buf renamed = {0}, gone = {0};
	begin(&s, (struct stage_setup){0});
	go_to_question(&s);
	save("suite.yaml", changed(rest, "${soif}", "${vu(lire)}"));
	check(&s, stage_await_settled(&s, "Vous disiez"), "a step changed elsewhere is shown");
	stage_type(&s, "\033[D");
	check(&s, stage_shows(&s, "Avez-vous soif"), "and one comes back to where one was");

	buf_add(&gone, changed(journey, "  soif:\n", "  envie:\n"));
	buf_add(&renamed, changed(gone.ptr, "vers: soif", "vers: envie"));
	save("parcours.yaml", buf_str(&renamed));
	check(&s, stage_await_settled(&s, "s’appelle maintenant"),
	      "the step that one is on has another name: it says so");
	check(&s, stage_shows(&s, "Avez-vous soif"), "and stays");

	buf_clear(&gone);
	buf_add(&gone, changed(journey, "vers: soif", "vers: mot"));
	buf_cut(&gone, str_find(buf_str(&gone), STR("  soif:"), 0));
	save("parcours.yaml", buf_str(&gone));
	check(&s, stage_await_settled(&s, "n’y est plus"), "it is deleted: it says so");
	check(&s, stage_shows(&s, "Un texte."), "and shows the last one that is left of the way");
	save("parcours.yaml", buf_str(&renamed));
	check(&s, stage_await_settled(&s, "Avez-vous soif"),
	      "taken back into the file, the step is shown again");
	buf_finish(&renamed);
	buf_finish(&gone);
	finish(&s);
}

static struct str with_note(const char *prompt)
{
	static struct buf out;
	buf_clear(&out);
	buf_addf(&out,
	         "étapes:\n  mot: {titre: Un mot, note: %s, vers: fin}\n"
	         "  fin: {fin: réussie, titre: La fin, texte: Merci.}\n",
	         prompt);
	return buf_str(&out);
}

static void test_typing(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){.rows = 24, .cols = 60});
	go_to_question(&s);
	save("suite.yaml", with_note("Un mot bref"));
	check(&s, stage_await_settled(&s, "Un mot bref"), "a step that becomes a note is shown");
	stage_type(&s, "bonj");
	save("suite.yaml", with_note("Un seul mot"));
	check(&s, stage_await_settled(&s, "Un seul mot") && stage_shows(&s, "bonj"),
	      "what was being typed is still there");
	stage_type(&s, "our");
	check(&s, stage_shows(&s, "bonjour"), "and one goes on typing");
	stage_resize(&s, 12, 40);
	save("suite.yaml", with_note("Un mot court"));
	check(&s, stage_await_settled(&s, "Un mot court") && stage_shows(&s, "bonjour"),
	      "in a small window as well");
	stage_type(&s, "\033");
	finish(&s);
}

static void test_plain(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	go_to_question(&s);
	stage_push(&s, STR("t"));
	check(&s, stage_await(&s, false, "Votre choix"), "in plain mode too");
	save("parcours.yaml", changed(journey, "Avez-vous soif", "Un grand verre"));
	check(&s, stage_await(&s, false, "Un grand verre") && stage_shows(&s, "Relu."),
	      "what was saved is read out");
	save("parcours.yaml", changed(journey, "vers: mot", "vers: mott"));
	check(&s, stage_await(&s, false, "parcours.yaml, ligne 12"), "so is its error");
	stage_push(&s, STR("écrans\r"));
	check(&s, stage_await(&s, true, "parcours.yaml, ligne 12"),
	      "which the screens show when one goes back to them");
	stage_push(&s, STR("qq"));
	ok(stage_end(&s) && stage_status(&s) == 0, "and it ends well");
	stage_close(&s);
	stage_remove_home(home);
}

static void test_untold(const char *untold)
{
	struct stage s;
	program = untold;
	begin(&s, (struct stage_setup){0});
	go_to_question(&s);
	ok(str_find(buf_str(&s.lines), STR("attend 1000"), 0) != SIZE_MAX,
	   "where the system tells nothing the files are looked at every second");
	save("parcours.yaml", changed(journey, "Avez-vous soif", "Un verre bien frais"));
	check(&s, stage_await_settled(&s, "Un verre bien frais"), "and what is saved is seen");
	save_by_rename("parcours.yaml", changed(journey, "vers: mot", "vers: mott"));
	check(&s, stage_await_settled(&s, "parcours.yaml, ligne 12"), "its errors as well");
	stage_type(&s, "qq");
	ok(stage_end(&s) && stage_status(&s) == 0, "and it ends well");
	stage_close(&s);
	stage_remove_home(home);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		return 2;
	}
	program = argv[1];
	test_saving();
	test_nothing_new();
	test_errors();
	test_broken_from_the_start();
	test_steps();
	test_typing();
	test_plain();
	test_untold(argv[2]);
	return tap_done();
}
