/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal's edge, with a small ui that shows what it is told: what is sent, what is left
 * behind, what each end of the program is.
 *
 *     test_edge SAFARI_SCRIPTED JOURNEY
 */
#define _DEFAULT_SOURCE

#include "stage.h"

#include "tap.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program, *journey;
static char home[STAGE_HOME_BYTES];

static void begin(struct stage *s, struct stage_setup setup)
{
	static const char *words[] = {NULL, NULL};
	words[0] = journey;
	stage_new_home(home);
	setup.program = program;
	setup.home = home;
	if (setup.words == NULL) {
		setup.words = words;
	}
	stage_open(s, &setup);
}

static void finish(struct stage *s)
{
	stage_close(s);
	stage_remove_home(home);
}

static size_t count(struct str s, struct str piece)
{
	size_t n = 0;
	for (size_t at = 0; (at = str_find(s, piece, at)) != SIZE_MAX; at += piece.len) {
		n++;
	}
	return n;
}

static struct str carnet_text(struct buf *out)
{
	return stage_read_home(home, out, ".local/share/safari/bienvenue/mon-carnet.carnet");
}

/* --- Frames ------------------------------------------------------------------------------------
 */

static VTermScreenCell cell_at(struct stage *s, int row, int col)
{
	VTermScreenCell cell = {0};
	vterm_screen_get_cell(s->screen, (VTermPos){.row = row, .col = col}, &cell);
	return cell;
}

/* In reverse, or in colours that come to the same: the row below has another page. */
static bool is_lit(struct stage *s, int row)
{
	VTermScreenCell cell = cell_at(s, row, 0), below = cell_at(s, row + 1, 0);
	return cell.attrs.reverse ||
	       (VTERM_COLOR_IS_INDEXED(&cell.bg) && cell.bg.indexed.idx != below.bg.indexed.idx);
}

static void test_frame(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	ok(stage_settle(&s), "the program shows its first screen and sleeps");
	ok(s.alternate, "on the alternate screen");
	ok(!s.cursor_hidden, "with the cursor to be seen");
	is_str(stage_row(&s, 0), STR("Apprendre les touches"), "the header is there");
	ok(stage_shows(&s, "« Cœur », 日本, e\xCC\x81té"),
	   "œ, wide and combining characters arrive whole");
	is_str(stage_row(&s, 3), STR("24x80, 0 carnets, 0 notes, 0 temps"),
	       "the screens know the terminal's size");
	VTermPos pos;
	vterm_state_get_cursorpos(vterm_obtain_state(s.vt), &pos);
	ok(pos.row == 4 && pos.col == 0, "the cursor is where the frame has it");
	size_t n_bare = 0;
	for (int row = 0; row < 24; row++) {
		for (int col = 0; col < 80; col++) {
			VTermScreenCell cell = cell_at(&s, row, col);
			if (cell.chars[0] == (uint32_t)-1) {
				// The right half of a wide one has no page of its own here.
				continue;
			}
			n_bare += !VTERM_COLOR_IS_INDEXED(&cell.bg) || cell.bg.indexed.idx < 16 ? 1
			                                                                        : 0;
		}
	}
	is_int(n_bare, 0, "every cell has a page of ours behind it");
	ok(is_lit(&s, 4) && cell_at(&s, 4, 0).attrs.bold, "the focused item is lit and bold");
	ok(!s.paste, "a paste is not bracketed where nobody types");
	ok(s.mouse, "the mouse is there");
	size_t n = s.bytes.len;
	ok(stage_type(&s, "\033[B"), "a key is taken");
	ok(stage_shows(&s, "touche 11"), "and shown");
	ok(s.bytes.len - n <= 80, "what changed costs 80 bytes at most");
	tap_note("%zu bytes", s.bytes.len - n);
	n = s.bytes.len;
	stage_type(&s, "\033[B");
	ok(s.bytes.len - n <= 16, "and next to nothing where nothing changes");
	stage_type(&s, "q");
	ok(stage_end(&s) && stage_status(&s) == 0, "q ends, 0");
	ok(stage_is_restored(&s), "and all is as it was");
	finish(&s);
}

static void test_keys(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	stage_settle(&s);
	stage_type(&s, "\033");
	ok(stage_shows(&s, "touche 4 "), "Escape is a key, without another after it");
	stage_type(&s, "\033OA");
	ok(stage_shows(&s, "touche 10 "), "the arrows of both encodings are: ESC O A");
	stage_type(&s, "\033[1;5D");
	ok(stage_shows(&s, "touche 14 "), "Ctrl with an arrow goes by words");
	stage_type(&s, "\023");
	ok(stage_shows(&s, "touche 2 115"), "Ctrl-S is a key, and stops nothing");
	stage_type(&s, "\003");
	ok(stage_shows(&s, "touche 2 99"), "Ctrl-C is a key");
	stage_type(&s, "\034");
	ok(stage_shows(&s, "touche 0"), "Ctrl-\\ is nobody's, and ends nothing");
	stage_type(&s, "\033[<0;8;4M");
	ok(stage_shows(&s, "touche 21 0 3 7"), "a click says where");
	stage_type(&s, "é");
	ok(stage_shows(&s, "touche 1 233"), "é is a character");
	stage_push(&s, STR("\033[200~été\rbis\033["));
	stage_type(&s, "201~");
	ok(stage_shows(&s, "touche 24 0 0 0 été"), "a paste is one key, however it is cut");
	stage_type(&s, "i");
	ok(s.paste, "pastes are bracketed while one types");
	stage_type(&s, "i");
	ok(!s.paste, "and no longer");
	stage_type(&s, "s");
	ok(!s.mouse, "the mouse goes where the walker wants none");
	struct buf text = {0};
	struct str kept = stage_read_home(home, &text, ".config/safari/reglages.yaml");
	ok(count(kept, STR("souris: non\n")) == 1 && count(kept, STR("couleurs: clair\n")) == 1,
	   "which is remembered on the disk");
	is_int(cell_at(&s, 6, 6).bg.indexed.idx, 230, "the other theme has another page");
	stage_type(&s, "i");
	stage_type(&s, "q");
	ok(stage_end(&s) && stage_is_restored(&s), "leaving while typing leaves nothing behind");
	buf_finish(&text);
	finish(&s);
}

static void test_saving(void)
{
	struct stage s;
	struct buf text = {0};
	begin(&s, (struct stage_setup){0});
	stage_settle(&s);
	stage_type(&s, "n");
	ok(stage_shows(&s, "étape"), "a new carnet is opened");
	size_t from = s.bytes.len;
	stage_type(&s, "n");
	ok(stage_shows(&s, "Enregistré"), "a note is saved, and said to be");
	struct str sent = str_slice(buf_str(&s.bytes), from, s.bytes.len);
	size_t first = str_find(sent, STR("\xE2\x80\xA6"), 0),
	       second = str_find(sent, STR("Enregistr"), 0);
	ok(first < second && second != SIZE_MAX, "what it came to was painted before that");
	is_int(count(carnet_text(&text), STR("\"noter\"")), 1, "it is in the carnet");
	stage_type(&s, "nnn");
	is_int(count(carnet_text(&text), STR("\"noter\"")), 4, "three keys at once make three");
	stage_push(&s, STR("u"));
	ok(stage_settle(&s) && stage_shows(&s, "en cours"), "what is being typed waits");
	while (stage_shows(&s, "en cours")) {
		s.waits = false;
		if (!stage_settle(&s)) {
			break;
		}
	}
	is_int(count(carnet_text(&text), STR("\"noter\"")), 5, "two seconds, then it is kept");
	stage_type(&s, "q");
	stage_end(&s);
	buf_finish(&text);
	finish(&s);
}

static void test_resize(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	stage_settle(&s);
	stage_resize(&s, 10, 40);
	ok(stage_shows(&s, "10x40"), "a smaller window is painted at its size");
	stage_resize(&s, 50, 150);
	ok(stage_shows(&s, "50x150"), "a larger one too");
	is_str(stage_row(&s, 49), STR("on lit"), "down to its last row");
	stage_resize(&s, 1, 1);
	ok(!s.gone, "one cell is enough to go on");
	stage_resize(&s, 24, 80);
	stage_resize(&s, 5000, 5000);
	ok(stage_resize(&s, 24, 80) && stage_shows(&s, "24x80"), "and an absurd size does no harm");
	stage_type(&s, "q");
	ok(stage_end(&s) && stage_is_restored(&s), "all is as it was");
	finish(&s);
	begin(&s, (struct stage_setup){.more = (const char *[]){"LINES=7", "COLUMNS=9", NULL}});
	stage_settle(&s);
	ok(stage_shows(&s, "24x80"), "LINES and COLUMNS don't freeze the size");
	finish(&s);
}

/* --- Ways out
 * ------------------------------------------------------------------------------------- */

static void test_signals(void)
{
	static const struct {
		int number;
		const char *name;
	} signals[] = {{SIGHUP, "HUP"}, {SIGINT, "INT"}, {SIGTERM, "TERM"}, {SIGQUIT, "QUIT"}};

	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		struct stage s;
		struct buf text = {0};
		char sentence[100];
		begin(&s, (struct stage_setup){0});
		stage_settle(&s);
		stage_type(&s, "niu");
		stage_signal(&s, signals[i].number);
		snprintf(sentence, sizeof sentence, "SIG%s ends", signals[i].name);
		ok(stage_end(&s), sentence);
		is_int(stage_status(&s), 128 + signals[i].number, "with its own status");
		ok(stage_is_restored(&s), "all is as it was");
		is_int(count(carnet_text(&text), STR("\"noter\"")), 1,
		       "what was being typed is kept");
		buf_finish(&text);
		finish(&s);
	}
}

static void test_fatal(void)
{
	static const int signals[] = {SIGSEGV, SIGABRT, SIGBUS};
	if (getenv("ASAN_OPTIONS") != NULL) {
		tap_note("the sanitizers have these signals");
		return;
	}
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		struct stage s;
		begin(&s, (struct stage_setup){0});
		stage_settle(&s);
		stage_type(&s, "i");
		stage_signal(&s, signals[i]);
		ok(stage_end(&s) && WIFSIGNALED(s.status), "a fault of our own ends the program");
		ok(stage_is_restored(&s), "and yet the terminal is given back");
		finish(&s);
	}
}

static void test_stop(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	stage_settle(&s);
	stage_type(&s, "ni");
	for (int i = 0; i < 2; i++) {
		if (i == 0) {
			stage_type(&s, "z");
		} else {
			stage_signal(&s, SIGTSTP);
			stage_settle(&s);
		}
		ok(s.stopped, i == 0 ? "it stops when the walker wishes" : "SIGTSTP stops it");
		ok(stage_is_restored(&s), "with the terminal as it was");
		stage_signal(&s, SIGCONT);
		ok(stage_settle(&s) && s.alternate && stage_shows(&s, "Apprendre"),
		   "and goes on where it was");
		ok(s.paste && s.mouse, "with its mouse and its way of pasting");
	}
	stage_signal(&s, SIGSTOP);
	stage_settle(&s);
	ok(s.stopped, "SIGSTOP can't be handled");
	size_t from = s.bytes.len;
	stage_signal(&s, SIGCONT);
	ok(stage_settle(&s), "but what follows it can");
	ok(s.bytes.len - from > 200, "the whole screen is painted again");
	stage_type(&s, "q");
	ok(stage_end(&s) && stage_status(&s) == 0 && stage_is_restored(&s),
	   "it ends well after all");
	finish(&s);
}

/* A key and a signal at once: the key goes with the modes of the terminal, and nobody waits for it.
 */
static void test_stop_and_key(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	stage_settle(&s);
	stage_hold(&s, "x");
	stage_push(&s, STR("x"));
	stage_signal(&s, SIGTSTP);
	stage_let_go(&s);
	ok(stage_until_stopped(&s) && s.stopped, "SIGTSTP in the midst of painting stops it");
	stage_signal(&s, SIGCONT);
	ok(stage_settle(&s) && s.alternate, "nor is it waited for afterwards");
	stage_type(&s, "q");
	ok(stage_end(&s) && stage_status(&s) == 0, "the next key is heard");
	finish(&s);
}

static void test_hang_up(void)
{
	struct stage s;
	struct buf text = {0};
	begin(&s, (struct stage_setup){0});
	stage_settle(&s);
	stage_type(&s, "nu");
	stage_hang_up(&s);
	ok(stage_end(&s), "a terminal that goes away ends it");
	is_int(stage_status(&s), 128 + SIGHUP, "as SIGHUP does");
	is_int(count(carnet_text(&text), STR("\"noter\"")), 1, "what was being typed is kept");
	buf_finish(&text);
	finish(&s);
}

/* --- Wishes
 * ------------------------------------------------------------------------------------------ */

static void test_copy_and_open(void)
{
	struct stage s;
	char path[400], script[300];
	stage_new_home(home);
	snprintf(path, sizeof path, "%s/xdg-open", home);
	FILE *f = fopen(path, "w");
	fprintf(f,
	        "#!/bin/sh\nprintf '%%s|' \"$#\" \"$@\" >'%s/opened'\necho bruit\n"
	        "echo bruit >&2\nread x\n",
	        home);
	fclose(f);
	chmod(path, 0700);
	snprintf(path, sizeof path, "%s/opened", home);
	mkfifo(path, 0600);
	int pipe_end = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	snprintf(script, sizeof script, "PATH=%s:/usr/bin:/bin", home);
	const char *words[] = {journey, NULL};
	const char *more[] = {script, "DISPLAY=:99", NULL};
	struct stage_setup setup = {.program = program, .home = home, .words = words, .more = more};
	stage_open(&s, &setup);
	stage_settle(&s);
	size_t from = s.bytes.len;
	stage_type(&s, "y");
	ok(str_find(buf_str(&s.bytes), STR("\033]52;c;aHR0cHM6Ly9leGVtcGxlLmZyL8OpdMOp\a"), from) !=
	           SIZE_MAX,
	   "an address is copied by OSC 52");
	from = s.bytes.len;
	stage_type(&s, "o");
	char said[100];
	struct pollfd heard = {.fd = pipe_end, .events = POLLIN};
	poll(&heard, 1, 1000 * STAGE_DEADLINE_S);
	ssize_t n = read(pipe_end, said, sizeof said);
	struct str opened = {said, n > 0 ? (size_t)n : 0};
	is_str(opened, STR("1|https://exemple.fr/a?b=c|"),
	       "an address is opened: one word, no shell");
	close(pipe_end);
	stage_type(&s, "x");
	ok(str_find(buf_str(&s.bytes), STR("bruit"), from) == SIZE_MAX,
	   "and what opens it says nothing here");
	stage_close(&s);
	setup.more = (const char *[]){script, NULL};
	stage_open(&s, &setup);
	stage_settle(&s);
	stage_type(&s, "o");
	ok(stage_shows(&s, "Rien ici n'ouvre"),
	   "without a display nothing is started in our terminal");
	finish(&s);
}

static void test_other_face(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){.untraced = false});
	stage_settle(&s);
	stage_type(&s, "n");
	stage_push(&s, STR("t"));
	ok(stage_await(&s, false, "Les chaussures"), "t goes on in plain text, on the same step");
	ok(stage_is_restored(&s), "with the terminal as it was");
	stage_push(&s, STR("quitter\r"));
	ok(stage_end(&s) && stage_status(&s) == 0, "and ends there");
	finish(&s);
}

/* --- Sobriety
 * ----------------------------------------------------------------------------------------- */

static bool is_coloured(struct stage *s)
{
	for (int i = 0; i < 24 * 80; i++) {
		VTermScreenCell cell = cell_at(s, i / 80, i % 80);
		if (!VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)) {
			return true;
		}
	}
	return false;
}

static void test_colours(void)
{
	static const char *const no_color[] = {"NO_COLOR=1", NULL};
	static const char *const empty[] = {"NO_COLOR=", NULL};
	const char *option[] = {"--sans-couleur", journey, NULL};

	const struct {
		struct stage_setup setup;
		bool coloured;
		const char *sentence;
	} rows[] = {
		{{.more = no_color}, false, "NO_COLOR: no colour is sent"},
		{{.more = empty}, true, "an empty NO_COLOR is none"},
		{{.words = option}, false, "--sans-couleur: none either"},
		{{.terminal = "xterm"}, false, "with 8 colours: none, but attributes"},
		{{.terminal = "xterm-mono"}, false, "without any: the same"},
		{{.terminal = "xterm-256color"}, true, "256: our own"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct stage s;
		begin(&s, rows[i].setup);
		stage_settle(&s);
		ok(is_coloured(&s) == rows[i].coloured, rows[i].sentence);
		ok(is_lit(&s, 4), "the focus is to be seen all the same");
		finish(&s);
	}
}

static void test_projection(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){.words = (const char *[]){"--projection", journey, NULL}});
	stage_settle(&s);
	VTermScreenCell cell = cell_at(&s, 10, 40);
	ok(VTERM_COLOR_IS_INDEXED(&cell.bg) && cell.bg.indexed.idx == 231,
	   "the projector's page is white, colour 231, in the cells of nothing too");
	finish(&s);
}

/* --- « Mon confort »
 * -------------------------------------------------------------------------------- */

static void write_settings(const char *text)
{
	char path[STAGE_HOME_BYTES * 2];
	snprintf(path, sizeof path, "%s/.config", home);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/.config/safari", home);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/.config/safari/reglages.yaml", home);
	FILE *f = fopen(path, "w");
	fputs(text, f);
	fclose(f);
}

static void begin_with(struct stage *s, const char *settings)
{
	stage_new_home(home);
	write_settings(settings);
	stage_open(s, &(struct stage_setup){.program = program,
	                                    .home = home,
	                                    .words = (const char *[]){journey, NULL}});
}

static void test_settings(void)
{
	struct stage s;
	struct buf text = {0};
	begin_with(&s, "# les miens\nCOULEURS: Clair\nsouris: non\nfutur: l'avenir\n");
	stage_settle(&s);
	is_int(cell_at(&s, 6, 6).bg.indexed.idx, 230, "the colours that were chosen are there");
	ok(!s.mouse, "and the mouse is left alone");
	stage_type(&s, "s");
	struct str kept = stage_read_home(home, &text, ".config/safari/reglages.yaml");
	ok(count(kept, STR("couleurs: sombre\n")) == 1 && count(kept, STR("souris: oui\n")) == 1,
	   "what changes is written");
	is_int(count(kept, STR("futur: 'l''avenir'\n")), 1, "what isn't understood stays");
	finish(&s);

	begin_with(&s, "mode: texte\n");
	ok(stage_await(&s, false, "Tapez 1, ou"), "« mode: texte » begins in plain text");
	is_int(count(buf_str(&s.bytes), STR("\033")), 0, "without one escape byte");
	finish(&s);

	begin_with(&s, "couleurs: mauve\nsouris: non\n");
	stage_settle(&s);
	ok(str_find(buf_str(&s.bytes), STR("reglages.yaml:1:11"), 0) != SIZE_MAX &&
	           str_find(buf_str(&s.bytes), STR("sombre"), 0) != SIZE_MAX,
	   "a word that isn't known is told on its line, with those that are");
	ok(s.alternate && !s.mouse, "and the rest is taken");
	finish(&s);

	static const char *const broken[] = {"[",
	                                     "a: b: c",
	                                     "- liste",
	                                     "couleurs: {a: b}",
	                                     "couleurs: clair\ncouleurs: \"\n",
	                                     "\xff\xfe",
	                                     "&a x: *a"};
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		begin_with(&s, broken[i]);
		ok(stage_settle(&s) && s.alternate &&
		           str_find(buf_str(&s.bytes), STR("reglages.yaml"), 0) != SIZE_MAX,
		   "settings that can't be read are told, and the journey begins");
		stage_type(&s, "s");
		ok(stage_shows(&s, "n'a pas pu") || stage_shows(&s, "n’a pas pu"),
		   "they are not written over, which is said");
		is_str(stage_read_home(home, &text, ".config/safari/reglages.yaml"),
		       str_from(broken[i]), "and stay as they were");
		stage_type(&s, "q");
		ok(stage_end(&s) && stage_status(&s) == 0, "nothing of it is fatal");
		finish(&s);
	}
	begin_with(&s, "");
	stage_settle(&s);
	ok(s.alternate && str_find(buf_str(&s.bytes), STR("reglages"), 0) == SIZE_MAX,
	   "an empty file is no fault");
	finish(&s);
	buf_finish(&text);
}

/* What the kernel has counted of it, once it sleeps; -1: there is no /proc. */
static long n_switches_asleep(pid_t pid)
{
	char path[64], line[200];
	long n = -1;
	bool sleeps = false;
	snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
	while (!sleeps) {
		FILE *f = fopen(path, "r");
		if (f == NULL) {
			return -1;
		}
		while (fgets(line, sizeof line, f) != NULL) {
			if (strncmp(line, "State:\tS", 8) == 0) {
				sleeps = true;
			} else if (strncmp(line, "voluntary_ctxt_switches:", 24) == 0) {
				n = strtol(line + 24, NULL, 10);
			}
		}
		fclose(f);
	}
	return n;
}

/* How often it has written, to whatever; -1: there is no /proc. */
static long n_writes(pid_t pid)
{
	char path[64], line[200];
	long n = -1;
	snprintf(path, sizeof path, "/proc/%ld/io", (long)pid);
	FILE *f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof line, f) != NULL) {
		if (strncmp(line, "syscw:", 6) == 0) {
			n = strtol(line + 6, NULL, 10);
		}
	}
	if (f != NULL) {
		fclose(f);
	}
	return n;
}

/* The trace writes too, as often for one key as for another. */
static void test_writes(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	stage_settle(&s);
	long before = n_writes(s.program);
	if (before < 0) {
		tap_note("no /proc here");
		finish(&s);
		return;
	}
	size_t bytes = s.bytes.len;
	stage_type(&s, "\033[B");
	long moved = n_writes(s.program) - before;
	ok(s.bytes.len > bytes, "a key changes the screen");
	before = n_writes(s.program);
	stage_resize(&s, 20, 70);
	long whole = n_writes(s.program) - before;
	ok(whole <= moved + 1, "a whole frame is as few writes as a small one");
	tap_note("%ld writes, and %ld", moved, whole);
	finish(&s);
}

static void test_idle(void)
{
	struct stage s;
	begin(&s, (struct stage_setup){0});
	stage_settle(&s);
	stage_type(&s, "n");
	long before = n_switches_asleep(s.program);
	if (before < 0) {
		tap_note("no /proc here");
		finish(&s);
		return;
	}
	// The one wait of these tests: it is what is tested.
	sleep(2);
	is_int(n_switches_asleep(s.program) - before, 0, "asleep, it is never woken");
	finish(&s);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		return 2;
	}
	program = argv[1];
	journey = argv[2];
	signal(SIGPIPE, SIG_IGN);
	test_frame();
	test_keys();
	test_saving();
	test_resize();
	test_signals();
	test_fatal();
	test_stop();
	test_stop_and_key();
	test_hang_up();
	test_copy_and_open();
	test_other_face();
	test_colours();
	test_projection();
	test_settings();
	test_writes();
	test_idle();
	return tap_done();
}
