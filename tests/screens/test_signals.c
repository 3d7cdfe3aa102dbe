/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every way to be interrupted × screens × what was being done: the terminal is given back, the
 * status says what happened, the carnet is whole and holds what was typed.
 *
 *     test_signals SAFARI JOURNEY
 *
 * CASES: how many of them, evenly spread (default 40). CASE: that one alone, by its number.
 */
#define _DEFAULT_SOURCE

#include "stage.h"

#include "tap.h"

#include <signal.h>
#include <sys/wait.h>

static const char *program, *journey;

static const struct {
	const char *name, *keys;
	bool takes_text; /* where one types */
} screens[] = {
	{"the start", "", false},           {"what a carnet is", "\r", false},
	{"a text", "\r\r", false},          {"a question", "\r\r\r", false},
	{"a field", "\r\r\r\r", true},      {"a number", "\r\r\r\r\t", true},
	{"a note", "\r\r\r\r\t\t\r", true}, {"the margin", "\r\rn", true},
	{"the menu", "\r\r\033", false},    {"the help", "\r\r?", false},
	{"leaving", "\r\rq", false},
};

enum way {
	WAY_HUP,
	WAY_INT,
	WAY_TERM,
	WAY_QUIT,
	WAY_STOP,   /* SIGTSTP, SIGCONT, then SIGTERM */
	WAY_FREEZE, /* SIGSTOP, SIGCONT, then SIGTERM */
	WAY_GONE,   /* the terminal goes away */
	WAY_TWICE,  /* SIGTERM, and again at once */
	N_WAYS,
};

static const struct {
	const char *name;
	int signal, status;
} ways[N_WAYS] = {
	{"SIGHUP", SIGHUP, 128 + SIGHUP},     {"SIGINT", SIGINT, 128 + SIGINT},
	{"SIGTERM", SIGTERM, 128 + SIGTERM},  {"SIGQUIT", SIGQUIT, 128 + SIGQUIT},
	{"SIGTSTP", SIGTSTP, 128 + SIGTERM},  {"SIGSTOP", SIGSTOP, 128 + SIGTERM},
	{"a terminal gone", 0, 128 + SIGHUP}, {"SIGTERM twice", SIGTERM, 128 + SIGTERM},
};

enum state { STATE_IDLE, STATE_TYPING, STATE_SAVING, N_STATES };

enum {
	N_SCREENS = sizeof screens / sizeof screens[0],
	N_ROUNDS = 2,
	N_CASES = N_SCREENS * N_WAYS * N_STATES * N_ROUNDS, /* 528 */
};

/* Each line sealed and ended, numbered one after the other. */
static bool is_whole(struct str carnet)
{
	size_t n = 0;
	struct str line;
	if (carnet.len > 0 && carnet.ptr[carnet.len - 1] != '\n') {
		return false;
	}
	while (str_next_line(&carnet, &line)) {
		char head[32];
		int len = snprintf(head, sizeof head, "{\"n\":%zu,", n);
		// `"crc":"01234567"}` ends it.
		struct str seal = str_slice(line, line.len < 17 ? 0 : line.len - 17, 17);
		if (!str_starts(line, (struct str){head, (size_t)len}) ||
		    !str_starts(seal, STR("\"crc\":\"")) || !str_ends(seal, STR("\"}"))) {
			return false;
		}
		n++;
	}
	return true;
}

static bool interrupt(struct stage *s, enum way way)
{
	if (way == WAY_GONE) {
		stage_hang_up(s);
		return true;
	}
	stage_signal(s, ways[way].signal);
	if (way == WAY_TWICE) {
		stage_signal(s, SIGTERM);
	}
	if (way != WAY_STOP && way != WAY_FREEZE) {
		return true;
	}
	// The keys before may have ended it.
	bool well =
		stage_until_stopped(s) && (s->gone || way == WAY_FREEZE || stage_is_restored(s));
	stage_signal(s, SIGCONT);
	well = stage_settle(s) && well;
	stage_signal(s, SIGTERM);
	return well;
}

static void do_something(struct stage *s, enum state state, int round)
{
	if (state == STATE_TYPING) {
		stage_type(s, "ab");
		stage_push(s, str_from(round == 0 ? "cdé" : "\033[200~x\ny"));
	} else if (state == STATE_SAVING) {
		stage_push(s, str_from(round == 0 ? "\r" : "z\t\r"));
	}
}

static void test_case(int number)
{
	int screen = number % N_SCREENS, rest = number / N_SCREENS;
	enum way way = (enum way)(rest % N_WAYS);
	enum state state = (enum state)(rest / N_WAYS % N_STATES);
	int round = rest / N_WAYS / N_STATES;
	static const char *const doing[] = {"idle", "typing", "saving"};
	char home[STAGE_HOME_BYTES], sentence[160];
	struct stage s;
	struct buf text = {0};
	stage_new_home(home);
	stage_open(&s, &(struct stage_setup){.program = program,
	                                     .home = home,
	                                     .words = (const char *[]){journey, NULL}});
	bool well = stage_settle(&s);
	for (const char *key = screens[screen].keys; *key != '\0'; key++) {
		well = stage_type_bytes(&s, (struct str){key, 1}) && well;
	}
	do_something(&s, state, round);
	well = interrupt(&s, way) && stage_end(&s) && well;
	// Enter on « Quitter » may be faster than a signal.
	bool status = stage_status(&s) == ways[way].status ||
	              (state == STATE_SAVING && stage_status(&s) == 0);
	bool restored = way == WAY_GONE || stage_is_restored(&s);
	struct str carnet =
		stage_read_home(home, &text, ".local/share/safari/pas/mon-carnet.carnet");
	bool whole = is_whole(carnet);
	bool kept = state != STATE_TYPING || !screens[screen].takes_text ||
	            str_find(carnet, STR("ab"), 0) != SIZE_MAX;
	snprintf(sentence, sizeof sentence, "case %d: %s, %s, %s", number, ways[way].name,
	         screens[screen].name, doing[state]);
	if (!ok(well && status && restored && whole && kept, sentence)) {
		printf("# well %d, status %d, restored %d, whole %d, kept %d\n", well,
		       stage_status(&s), restored, whole, kept);
		stage_show(&s);
		printf("# %zu bytes of carnet\n", carnet.len);
	}
	buf_finish(&text);
	stage_close(&s);
	stage_remove_home(home);
}

/* A room has no cursor where nothing is lit, nor a black one; whatever ends it gives it back. */
static void test_black(enum way way)
{
	char home[STAGE_HOME_BYTES], sentence[160];
	struct stage s;
	stage_new_home(home);
	stage_open(&s, &(struct stage_setup){.program = program,
	                                     .home = home,
	                                     .words = (const char *[]){journey, NULL}});
	bool well = stage_settle(&s) && stage_type(&s, "p") && s.cursor_hidden;
	for (int i = 0; i < 6 && well && s.cursor_hidden; i++) {
		well = stage_type(&s, "\033[6~"); // until something is lit
	}
	well = well && !s.cursor_hidden;
	well = stage_type(&s, "b") && s.cursor_hidden && well;
	well = stage_type(&s, "b") && !s.cursor_hidden && well;
	well = stage_type(&s, ".") && s.cursor_hidden && well;
	if (way == WAY_STOP) {
		stage_signal(&s, SIGTSTP);
		well = stage_until_stopped(&s) && stage_is_restored(&s) && well;
		stage_signal(&s, SIGCONT);
		well = stage_settle(&s) && s.cursor_hidden && well;
		well = stage_type(&s, "b") && !s.cursor_hidden && well;
		well = stage_type(&s, "b") && s.cursor_hidden && well;
		stage_signal(&s, SIGTERM);
	} else {
		well = interrupt(&s, way) && well;
	}
	well = stage_end(&s) && stage_is_restored(&s) && well;
	snprintf(sentence, sizeof sentence, "%s gives a black room's cursor back", ways[way].name);
	if (!ok(well && stage_status(&s) == ways[way].status, sentence)) {
		stage_show(&s);
	}
	stage_close(&s);
	stage_remove_home(home);
}

/* Nothing tells it: what the carnet has is what was written as one typed. */
static void test_killed(void)
{
	char home[STAGE_HOME_BYTES];
	struct stage s;
	struct stage_setup setup = {
		.program = program, .home = home, .words = (const char *[]){journey, NULL}};
	stage_new_home(home);
	stage_open(&s, &setup);
	bool well = stage_type(&s, "\r") && stage_type(&s, "\r") && stage_type(&s, "\r") &&
	            stage_type(&s, "\r") && stage_type(&s, "Anne-Sophie de la Tour, et Zoé");
	stage_signal(&s, SIGKILL);
	ok(well && stage_end(&s), "a kill in the middle of a field ends it");
	stage_close(&s);
	stage_open(&s, &setup);
	well = stage_settle(&s) && stage_type(&s, "\r") && stage_type(&s, "\r");
	if (!ok(well && stage_shows(&s, "Anne-Sophie de la Tour"),
	        "come back, what was typed and not given is in the field")) {
		stage_show(&s);
	}
	ok(stage_type(&s, ", oui\r") && stage_shows(&s, ": Anne-Sophie"), "and can be given");
	stage_close(&s);
	stage_remove_home(home);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		return 2;
	}
	program = argv[1];
	journey = argv[2];
	signal(SIGPIPE, SIG_IGN);
	const char *wanted = getenv("CASES");
	int n = wanted != NULL ? (int)strtol(wanted, NULL, 10) : 40;
	n = n < 1 ? 1 : n > N_CASES ? N_CASES : n;
	const char *alone = getenv("CASE");
	if (alone != NULL) {
		test_case((int)(strtol(alone, NULL, 10) % N_CASES));
		return tap_done();
	}
	for (int i = 0; i < n; i++) {
		test_case((int)((long)i * N_CASES / n));
	}

	static const enum way from_black[] = {WAY_TERM, WAY_STOP, WAY_HUP, WAY_TWICE};

	for (size_t i = 0; i < sizeof from_black / sizeof from_black[0]; i++) {
		test_black(from_black[i]);
	}
	test_killed();
	tap_note("%d cases of %d", n, N_CASES);
	return tap_done();
}
