/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Terminals × charsets × colours, each with what the manual says of it; and where one end is no
 * terminal, not one escape byte.
 *
 *     test_matrix SAFARI JOURNEY
 */
#define _DEFAULT_SOURCE

#include "stage.h"

#include "tap.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program, *journey;
static char home[STAGE_HOME_BYTES];

enum outcome {
	COLOURS, /* screens, in ours */
	PLAINLY, /* screens, with attributes alone */
	TEXT,    /* plain mode */
	TOLD,    /* plain mode, after a sentence that says why */
};

static const struct {
	const char *name;
	enum outcome outcome;
	bool is_ansi; /* libvterm understands it */
} terminals[] = {
	{"xterm-256color", COLOURS, true},
	{"xterm-kitty", COLOURS, true}, /* unknown here: as its elder */
	{"xterm-ghostty", COLOURS, true},
	{"screen-256color", COLOURS, true},
	{"tmux-256color", COLOURS, true},
	{"rxvt-unicode-256color", COLOURS, true},
	{"alacritty", COLOURS, true},
	{"xterm", PLAINLY, true},
	{"xterm-color", PLAINLY, true},
	{"xterm-mono", PLAINLY, true},
	{"xterm-vt220", PLAINLY, true},
	{"screen", PLAINLY, true},
	{"tmux", PLAINLY, true},
	{"rxvt", PLAINLY, true},
	{"linux", PLAINLY, true},
	{"vt100", PLAINLY, true},
	{"vt102", PLAINLY, true},
	{"vt220", PLAINLY, true},
	{"vt52", PLAINLY, false},
	{"ansi", PLAINLY, true},
	{"cygwin", PLAINLY, true},
	{"dumb", TEXT, true},
	{"", TOLD, true},
	{"unknown", TOLD, true},
	{"minitel-9600", TOLD, true},
};

static const struct {
	const char *words[3];
	bool utf8;
	const char *name;
} charsets[] = {
	{{"LANG=C.UTF-8"}, true, "C.UTF-8"},
	{{"LANG=C"}, true, "C"},
	{{"LC_ALL=POSIX", "LANG=fr_FR.UTF-8"}, true, "POSIX"},
	{{"LANG="}, true, "none"},
	{{"LANG=xx_XX.UTF-8"}, true, "missing"},
	{{"LC_ALL=fr_FR.ISO-8859-1"}, false, "ISO-8859-1"},
};

static const struct {
	const char *variable, *option;
	bool wants;
} tastes[] = {{NULL, NULL, true}, {"NO_COLOR=1", NULL, false}, {NULL, "--sans-couleur", false}};

static bool has_high_byte(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] >= 0x80) {
			return true;
		}
	}
	return false;
}

/* On the screens: colours or not, its charset, and the way out. */
static bool check_screens(struct stage *s, size_t t, bool colours, bool utf8)
{
	bool well = stage_settle(s) && !s->gone;
	struct str bytes = buf_str(&s->bytes);
	bool coloured = str_find(bytes, STR("8;5;2"), 0) != SIZE_MAX;
	well = well && coloured == colours && has_high_byte(bytes) == utf8;
	if (terminals[t].is_ansi) {
		well = well && stage_shows(s, utf8 ? "Entrée" : "Entree");
	}
	stage_signal(s, SIGTERM);
	return stage_end(s) && stage_status(s) == 128 + SIGTERM && stage_is_restored(s) && well;
}

/* Lines, and nothing that a terminal would obey. */
static bool check_text(struct stage *s, bool told)
{
	bool well = stage_await(s, false, "Tapez 1, ou");
	bool says = str_find(buf_str(&s->bytes), STR("le texte seul"), 0) != SIZE_MAX;
	stage_push(s, STR("\004"));
	well = stage_end(s) && stage_status(s) == 0 && stage_is_restored(s) && well;
	return well && says == told && str_find(buf_str(&s->bytes), STR("\033"), 0) == SIZE_MAX;
}

static void test_cell(size_t t, size_t c, size_t k)
{
	struct stage s;
	char sentence[120];
	const char *more[4] = {charsets[c].words[0]};
	size_t n = 1;
	if (charsets[c].words[1] != NULL) {
		more[n++] = charsets[c].words[1];
	}
	more[n] = tastes[k].variable;
	const char *words[] = {journey, tastes[k].option, NULL};
	stage_open(&s, &(struct stage_setup){.program = program,
	                                     .home = home,
	                                     .words = words,
	                                     .more = more,
	                                     .terminal = terminals[t].name});
	enum outcome outcome = terminals[t].outcome;
	bool well = outcome == TEXT || outcome == TOLD
	                    ? check_text(&s, outcome == TOLD)
	                    : check_screens(&s, t, outcome == COLOURS && tastes[k].wants,
	                                    charsets[c].utf8);
	snprintf(sentence, sizeof sentence, "TERM=%s, %s%s%s: %s", terminals[t].name,
	         charsets[c].name, k > 0 ? ", " : "",
	         k == 1   ? "NO_COLOR"
	         : k == 2 ? "--sans-couleur"
	                  : "",
	         outcome == TEXT                         ? "plain text"
	         : outcome == TOLD                       ? "plain text, and why"
	         : outcome == COLOURS && tastes[k].wants ? "screens in colours"
	                                                 : "screens in bold and reverse");
	if (!ok(well, sentence)) {
		stage_show(&s);
		printf("# status %d, %zu bytes\n", s.gone ? stage_status(&s) : -1, s.bytes.len);
	}
	stage_close(&s);
}

/* Made here, where the system has what it is made of. */
static bool make_latin1(void)
{
	static char folder[STAGE_HOME_BYTES + 20], locale[STAGE_HOME_BYTES * 2];
	snprintf(folder, sizeof folder, "%s/locales", home);
	snprintf(locale, sizeof locale, "%s/fr_FR.ISO-8859-1", folder);
	pid_t pid = fork();
	if (pid == 0) {
		execlp("mkdir", "mkdir", folder, (char *)NULL);
		_exit(1);
	}
	waitpid(pid, NULL, 0);
	pid = fork();
	if (pid == 0) {
		execlp("localedef", "localedef", "-i", "fr_FR", "-f", "ISO-8859-1", locale,
		       (char *)NULL);
		_exit(127);
	}
	int status = 0;
	waitpid(pid, &status, 0);
	setenv("LOCPATH", folder, 1);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Folded to ASCII, œ is two letters, on its two columns. */
static void test_letters_that_are_two(void)
{
	char path[STAGE_HOME_BYTES + 20];
	struct stage s;
	snprintf(path, sizeof path, "%s/coeur.yaml", home);
	FILE *f = fopen(path, "w");
	ok(f != NULL && fputs("safari: 1\nparcours: coeur\ntitre: \"Cœur, Œuvre | et fin\"\n"
	                      "départ: f\nétapes:\n  f: {fin: réussie, titre: F, texte: T}\n",
	                      f) >= 0,
	   "a journey whose title has them is written");
	if (f != NULL) {
		(void)fclose(f);
	}
	stage_open(&s, &(struct stage_setup){
			       .program = program,
			       .home = home,
			       .words = (const char *[]){path, NULL},
			       .more = (const char *[]){"LC_ALL=fr_FR.ISO-8859-1", NULL}});
	if (!ok(stage_settle(&s) && stage_shows(&s, "Coeur, OEuvre | et fin"),
	        "in a charset that isn't UTF-8, œ is written oe, and nothing is cut")) {
		stage_show(&s);
	}
	stage_signal(&s, SIGTERM);
	ok(stage_end(&s), "and ends");
	stage_close(&s);
}

static void test_matrix(void)
{
	bool has_latin1 = make_latin1();
	if (has_latin1) {
		test_letters_that_are_two();
	}
	for (size_t t = 0; t < sizeof terminals / sizeof terminals[0]; t++) {
		for (size_t c = 0; c < sizeof charsets / sizeof charsets[0]; c++) {
			for (size_t k = 0; k < sizeof tastes / sizeof tastes[0]; k++) {
				if (charsets[c].utf8 || has_latin1) {
					test_cell(t, c, k);
				}
			}
		}
	}
	if (!has_latin1) {
		ok(true, "a charset that isn't UTF-8 # SKIP localedef can't make one here");
	}
}

static void test_pipes(void)
{
	for (int i = 1; i < 4; i++) {
		struct stage s;
		bool in = (i & 1) != 0, out = (i & 2) != 0;
		stage_open(&s, &(struct stage_setup){.program = program,
		                                     .home = home,
		                                     .words = (const char *[]){journey, NULL},
		                                     .stdin_away = in,
		                                     .stdout_away = out});
		if (in) {
			close(s.away_in);
			s.away_in = -1;
		} else {
			stage_push(&s, STR("\004"));
		}
		ok(stage_end(&s) && stage_status(&s) == 0 && stage_is_restored(&s),
		   in ? out ? "pipes at both ends: it ends well" : "a pipe for input: it ends well"
		      : "a pipe for output: it ends well");
		struct str seen = out ? buf_str(&s.aside) : buf_str(&s.bytes);
		ok(seen.len > 100 && str_find(seen, STR("\033"), 0) == SIZE_MAX &&
		           str_find(buf_str(&s.bytes), STR("\033"), 0) == SIZE_MAX,
		   "it says what there is to say, without one escape byte");
		stage_close(&s);
	}
}

static void test_wishes(void)
{
	static const struct {
		const char *words[3], *more[3], *sentence;
	} rows[] = {
		{{"--texte"}, {NULL}, "--texte is plain text"},
		{{NULL}, {"ACCESSIBLE=1"}, "ACCESSIBLE=1 too"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct stage s;
		const char *words[] = {journey, rows[i].words[0], NULL};
		stage_open(&s, &(struct stage_setup){.program = program,
		                                     .home = home,
		                                     .words = words,
		                                     .more = rows[i].more});
		ok(check_text(&s, false), rows[i].sentence);
		stage_close(&s);
	}
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		return 2;
	}
	program = argv[1];
	journey = argv[2];
	signal(SIGPIPE, SIG_IGN);
	stage_new_home(home);
	test_pipes();
	test_wishes();
	test_matrix();
	stage_remove_home(home);
	return tap_done();
}
