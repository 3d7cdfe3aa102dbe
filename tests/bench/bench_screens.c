/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screens on a pty against `mdp -f` showing the same text: from a key to the new step, from
 * the start to the first screen, how many bytes and how much memory that takes; a selection
 * moved against whiptail; a disk that is slow; nothing to do. In turn, safari, mdp, safari…, and
 * the median of the rounds' ratios: a machine that is busy is busy for both.
 *
 *     bench_screens SAFARI MDP THE_SAFARI
 *
 * whiptail and strace are looked for on the PATH; what needs one that isn't there is left out.
 */
#include "bench.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>

enum {
	N_STEPS = 40,
	N_STARTS = 31,
	N_MOVES = 40,
	N_CHOICES = 9,
	QUIET_MS = 25,
	SLOW_DISK_MS = 300,
	MAX_BYTES = 1 << 20,
};

static char folder[] = "bench-XXXXXX", deck[64], journey[64], choices[64];

struct shown {
	pid_t pid;
	int fd;
	char bytes[MAX_BYTES];
	size_t len;
};

static double wall_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Letters that no page has at the same place as another: each is sent whole. */
static void add_letters(char *text, size_t len, uint32_t *seed)
{
	for (size_t i = 0; i < len; i++) {
		*seed = *seed * 1664525 + 1013904223;
		text[i] = (char)('a' + (*seed >> 16) % 26);
	}
	text[len] = '\0';
}

/* What ends page `n`. */
static void mark_of(int n, char mark[16])
{
	uint32_t seed = (uint32_t)n * 7919;
	add_letters(mark, 9, &seed);
}

static void write_step(FILE *yaml, FILE *markdown, int n)
{
	uint32_t seed = (uint32_t)n;
	fprintf(yaml, "  e%d:\n    titre: Page %d\n    texte: |\n", n, n);
	fprintf(markdown, "# Page %d\n\n", n);
	for (int line = 0; line < 8; line++) {
		char text[128], word[16];
		size_t len = 0;
		while (len < 50) {
			add_letters(word, 7, &seed);
			len += (size_t)snprintf(text + len, sizeof text - len, "%s ", word);
		}
		mark_of(line == 7 ? n : 1000 * n + line, word);
		fprintf(yaml, "      %s%s\n\n", text, word);
		fprintf(markdown, "%s%s\n\n", text, word);
	}
	fprintf(yaml, n < N_STEPS ? "    vers: e%d\n" : "    fin: réussie\n", n + 1);
	fprintf(markdown, "%s", n < N_STEPS ? "-----------\n\n" : "");
}

/*
 * Bytes of what a step changes: its lines, the numbers in the header and the title, and
 * « Enregistré », which goes at the key and comes back once that is so.
 */
static size_t text_of_step(void)
{
	return 8 * (7 * (7 + 1) + 9) + 2 * 2 + 2 * strlen("Enregistré");
}

static void write_both(void)
{
	snprintf(deck, sizeof deck, "%s/deck.md", folder);
	snprintf(journey, sizeof journey, "%s/parcours.yaml", folder);
	FILE *yaml = fopen(journey, "w"), *markdown = fopen(deck, "w");
	if (yaml == NULL || markdown == NULL) {
		exit(1);
	}
	fprintf(yaml, "safari: 1\nparcours: mesure\ntitre: Mesure\ndépart: e1\nétapes:\n");
	for (int n = 1; n <= N_STEPS; n++) {
		write_step(yaml, markdown, n);
	}
	fclose(yaml);
	fclose(markdown);
}

/* One question, to move the selection in. */
static void write_choices(void)
{
	snprintf(choices, sizeof choices, "%s/choix.yaml", folder);
	FILE *yaml = fopen(choices, "w");
	if (yaml == NULL) {
		exit(1);
	}
	fprintf(yaml, "safari: 1\nparcours: choix\ntitre: Choix\ndépart: un\nétapes:\n"
	              "  un:\n    question: Lequel ?\n    choix:\n");
	for (int i = 1; i <= N_CHOICES; i++) {
		fprintf(yaml, "      c%d: Le numéro %d\n", i, i);
	}
	fprintf(yaml, "    vers: fin\n  fin: {fin: réussie, titre: Fin, texte: Fini.}\n");
	fclose(yaml);
}

static void start(struct shown *s, const char *const *words, unsigned short rows,
                  unsigned short cols)
{
	struct winsize size = {.ws_row = rows, .ws_col = cols};
	s->len = 0;
	s->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (s->fd < 0 || grantpt(s->fd) != 0 || unlockpt(s->fd) != 0) {
		exit(1);
	}
	int slave = open(ptsname(s->fd), O_RDWR | O_NOCTTY | O_CLOEXEC);
	ioctl(slave, TIOCSWINSZ, &size);
	s->pid = fork();
	if (s->pid == 0) {
		setsid();
		ioctl(slave, TIOCSCTTY, 0);
		dup2(slave, 0);
		dup2(slave, 1);
		dup2(slave, 2);
		execvp(words[0], (char *const *)(uintptr_t)words);
		_exit(127);
	}
	close(slave);
}

/* Until `text` has come since byte `from`; how long since `begin` that took, negative: too long. */
static double read_until_since(struct shown *s, double begin, size_t from, const char *text)
{
	size_t len = strlen(text);
	while (wall_s() - begin < 10) {
		if (s->len - from >= len &&
		    memmem(s->bytes + from, s->len - from, text, len) != NULL) {
			return wall_s() - begin;
		}
		struct pollfd fd = {.fd = s->fd, .events = POLLIN};
		if (poll(&fd, 1, 1000) <= 0) {
			continue;
		}
		ssize_t n = read(s->fd, s->bytes + s->len, MAX_BYTES - s->len);
		if (n <= 0) {
			break;
		}
		s->len += (size_t)n;
	}
	return -1;
}

static double read_until(struct shown *s, size_t from, const char *text)
{
	return read_until_since(s, wall_s(), from, text);
}

/* All that comes until nothing does; how long since `begin` it took to the last of it. */
static double read_all_since(struct shown *s, double begin)
{
	double last = begin;
	struct pollfd fd = {.fd = s->fd, .events = POLLIN};
	while (poll(&fd, 1, QUIET_MS) > 0) {
		ssize_t n = read(s->fd, s->bytes + s->len, MAX_BYTES - s->len);
		if (n <= 0) {
			break;
		}
		s->len += (size_t)n;
		last = wall_s();
	}
	return last - begin;
}

/* A number of /proc/PID/status; negative: not there. */
static long status_of(const struct shown *s, const char *name)
{
	char path[64], line[128];
	long n = -1;
	snprintf(path, sizeof path, "/proc/%d/status", (int)s->pid);
	FILE *f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof line, f) != NULL) {
		size_t len = strlen(name);
		if (strncmp(line, name, len) == 0 && line[len] == ':') {
			n = strtol(line + len + 1, NULL, 10);
		}
	}
	if (f != NULL) {
		fclose(f);
	}
	return n;
}

static void end(struct shown *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	close(s->fd);
}

/* The clock is read before the key is written: the program may answer before write() is back. */
static double press(struct shown *s, const char *key, const char *text)
{
	size_t from = s->len;
	double begin = wall_s();
	if (write(s->fd, key, strlen(key)) < 0) {
		return -1;
	}
	return read_until_since(s, begin, from, text);
}

/* To the first step; false where it isn't reached. */
static bool enter(struct shown *s, const char *first)
{
	return read_until(s, 0, "Commencer") >= 0 && press(s, "\r", "ordinateur") >= 0 &&
	       press(s, "\r", first) >= 0;
}

/* Of a busy machine the fastest round says most. */
static double least(const double *values, int n)
{
	double found = values[0];
	for (int i = 1; i < n; i++) {
		found = values[i] < found ? values[i] : found;
	}
	return found;
}

static double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof values[0], bench_by_value);
	return values[n / 2];
}

static void bench_keys(const char *const *safari, const char *const *mdp, unsigned short rows,
                       unsigned short cols)
{
	static struct shown a, b;
	double ratios[N_STEPS], ours[N_STEPS], theirs[N_STEPS], bytes[N_STEPS];
	int n = 0;
	start(&a, safari, rows, cols);
	start(&b, mdp, rows, cols);
	char mark[16];
	mark_of(1, mark);
	if (!enter(&a, mark) || read_until(&b, 0, mark) < 0) {
		printf("%ux%u: nothing to measure\n", rows, cols);
		end(&a);
		end(&b);
		return;
	}
	for (int i = 2; i <= N_STEPS; i++) {
		mark_of(i, mark);
		size_t before = a.len;
		double t_a = press(&a, "\r", mark);
		(void)read_until(&a, before, "nregistr");
		double t_b = press(&b, " ", mark);
		if (t_a > 0 && t_b > 0) {
			ours[n] = t_a;
			theirs[n] = t_b;
			bytes[n] = (double)(a.len - before);
			ratios[n++] = t_a / t_b;
		}
	}
	if (n > 0) {
		double took = median(bytes, n);
		printf("%ux%u: key to new step: %.2f of mdp (fastest: %.2f), %.2f ms\n", rows, cols,
		       median(ratios, n), least(ours, n) / least(theirs, n), least(ours, n) * 1e3);
		printf("%ux%u: bytes of a step change: %.0f, %.2f of the text that changes\n", rows,
		       cols, took, took / (double)text_of_step());
	}
	printf("%ux%u: peak memory: %.2f of mdp, %ld KiB\n", rows, cols,
	       (double)status_of(&a, "VmHWM") / (double)status_of(&b, "VmHWM"),
	       status_of(&a, "VmHWM"));
	end(&a);
	end(&b);
}

/* « menu » ends the footer, which ends the screen. */
static void bench_starts(const char *const *safari, const char *const *mdp, const char *what)
{
	static struct shown s;
	double ratios[N_STARTS], ours[N_STARTS], theirs[N_STARTS];
	char mark[16];
	mark_of(1, mark);
	for (int i = 0; i < N_STARTS; i++) {
		start(&s, safari, 24, 80);
		ours[i] = read_until(&s, 0, "menu");
		end(&s);
		start(&s, mdp, 24, 80);
		theirs[i] = read_until(&s, 0, mark);
		ratios[i] = ours[i] / theirs[i];
		end(&s);
	}
	printf("start to first screen, %s: %.2f of mdp (fastest: %.2f), %.1f ms\n", what,
	       median(ratios, N_STARTS), least(ours, N_STARTS) / least(theirs, N_STARTS),
	       least(ours, N_STARTS) * 1e3);
}

static double move_selection(struct shown *s, int i, double *ret_bytes)
{
	const char *key = i / (N_CHOICES - 1) % 2 == 0 ? "\033OB" : "\033OA";
	size_t before = s->len;
	double begin = wall_s();
	if (write(s->fd, key, 3) != 3) {
		return -1;
	}
	double took = read_all_since(s, begin);
	*ret_bytes = (double)(s->len - before);
	return took;
}

static void bench_moves(const char *safari)
{
	static struct shown a, b;
	static char labels[N_CHOICES][2][32];
	const char *words[8 + 2 * N_CHOICES] = {"whiptail", "--menu", "Lequel ?", "20", "70", "10"};
	double ratios[N_MOVES], ours[N_MOVES], times[N_MOVES], bytes[N_MOVES], theirs[N_MOVES];
	for (int i = 0; i < N_CHOICES; i++) {
		snprintf(labels[i][0], sizeof labels[i][0], "%d", i + 1);
		snprintf(labels[i][1], sizeof labels[i][1], "Le numéro %d", i + 1);
		words[6 + 2 * i] = labels[i][0];
		words[7 + 2 * i] = labels[i][1];
	}
	start(&a, (const char *const[]){safari, choices, NULL}, 24, 80);
	start(&b, words, 24, 80);
	if (!enter(&a, "Lequel") || read_until(&b, 0, "Lequel") < 0) {
		printf("selection moved: nothing to measure it against\n");
		end(&a);
		end(&b);
		return;
	}
	(void)read_all_since(&a, wall_s());
	(void)read_all_since(&b, wall_s());
	for (int i = 0; i < N_MOVES; i++) {
		ours[i] = move_selection(&a, i, &bytes[i]);
		times[i] = move_selection(&b, i, &theirs[i]);
		ratios[i] = ours[i] / times[i];
	}
	printf("selection moved: %.2f of whiptail (fastest: %.2f), %.2f ms, %.0f bytes, theirs "
	       "%.0f\n",
	       median(ratios, N_MOVES), least(ours, N_MOVES) / least(times, N_MOVES),
	       least(ours, N_MOVES) * 1e3, median(bytes, N_MOVES), median(theirs, N_MOVES));
	end(&a);
	end(&b);
}

/* Each sync takes SLOW_DISK_MS longer, and the step is there all the same. */
static void bench_slow_disk(const char *safari)
{
	static struct shown s;
	char inject[80], mark[16];
	double took[8];
	snprintf(inject, sizeof inject, "--inject=fdatasync:delay_enter=%dms", SLOW_DISK_MS);
	start(&s,
	      (const char *const[]){"strace", "-f", "-qq", "-o", "/dev/null", "-e",
	                            "trace=fdatasync", inject, safari, journey, NULL},
	      24, 80);
	mark_of(1, mark);
	if (!enter(&s, mark)) {
		printf("a slow disk: nothing to make it with\n");
		end(&s);
		return;
	}
	for (int i = 0; i < 8; i++) {
		mark_of(i + 2, mark);
		size_t before = s.len;
		took[i] = press(&s, "\r", mark);
		(void)read_until(&s, before, "nregistr");
	}
	printf("syncs %d ms slower: key to new step %.1f ms\n", SLOW_DISK_MS,
	       median(took, 8) * 1e3);
	end(&s);
}

static void bench_idle(const char *safari)
{
	static struct shown s;
	start(&s, (const char *const[]){safari, choices, NULL}, 24, 80);
	if (enter(&s, "Lequel")) {
		(void)read_all_since(&s, wall_s());
		long before = status_of(&s, "voluntary_ctxt_switches");
		struct timespec rest = {.tv_sec = 3};
		nanosleep(&rest, NULL);
		printf("idle for 3 s: woken up %ld times\n",
		       status_of(&s, "voluntary_ctxt_switches") - before);
	}
	end(&s);
}

int main(int argc, char **argv)
{
	if (argc != 4 || mkdtemp(folder) == NULL) {
		return 2;
	}
	char here[200], home[300];
	snprintf(home, sizeof home, "%s/%s", getcwd(here, sizeof here) != NULL ? here : ".",
	         folder);
	setenv("HOME", home, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("XDG_DATA_HOME");
	setvbuf(stdout, NULL, _IOLBF, 0);
	write_both();
	write_choices();
	const char *safari[] = {argv[1], journey, NULL}, *mdp[] = {argv[2], "-f", deck, NULL};
	const char *whole[] = {argv[1], argv[3], NULL};
	bench_starts(safari, mdp, "a short journey");
	bench_starts(whole, mdp, "the Safari");
	bench_keys(safari, mdp, 24, 80);
	char data[320];
	snprintf(data, sizeof data, "%s/2", home);
	setenv("XDG_DATA_HOME", data, 1);
	bench_keys(safari, mdp, 60, 200);
	bench_moves(argv[1]);
	snprintf(data, sizeof data, "%s/3", home);
	setenv("XDG_DATA_HOME", data, 1);
	bench_slow_disk(argv[1]);
	bench_idle(argv[1]);
	return 0;
}
