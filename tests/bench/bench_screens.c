/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screens on a pty against `mdp -f` showing the same text: from a key to the new step, from
 * the start to the first screen, and how many bytes that takes. In turn, safari, mdp, safari…,
 * and the median of the rounds' ratios: a machine that is busy is busy for both.
 *
 *     bench_screens SAFARI MDP
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
	N_STARTS = 15,
	MAX_BYTES = 1 << 20,
};

static char folder[] = "bench-XXXXXX", deck[64], journey[64];

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

static void start(struct shown *s, char *const *words, unsigned short rows, unsigned short cols)
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
		execv(words[0], words);
		_exit(127);
	}
	close(slave);
}

/* Until `text` has come since byte `from`; how long that took, negative: too long. */
static double read_until(struct shown *s, size_t from, const char *text)
{
	double begin = wall_s();
	size_t len = strlen(text);
	while (wall_s() - begin < 10) {
		if (s->len - from >= len &&
		    memmem(s->bytes + from, s->len - from, text, len) != NULL) {
			return wall_s() - begin;
		}
		struct pollfd fd = {.fd = s->fd, .events = POLLIN};
		poll(&fd, 1, 1000);
		ssize_t n = read(s->fd, s->bytes + s->len, MAX_BYTES - s->len);
		if (n <= 0) {
			break;
		}
		s->len += (size_t)n;
	}
	return -1;
}

static void end(struct shown *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	close(s->fd);
}

static double press(struct shown *s, const char *key, const char *text)
{
	size_t from = s->len;
	if (write(s->fd, key, strlen(key)) < 0) {
		return -1;
	}
	return read_until(s, from, text);
}

/* To the first step; false where it isn't reached. */
static bool enter(struct shown *s, const char *first)
{
	return read_until(s, 0, "Commencer") >= 0 && press(s, "\r", "ordinateur") >= 0 &&
	       press(s, "\r", first) >= 0;
}

static double median(double *values, int n)
{
	qsort(values, (size_t)n, sizeof values[0], bench_by_value);
	return values[n / 2];
}

static void bench_keys(char *const *safari, char *const *mdp, unsigned short rows,
                       unsigned short cols)
{
	static struct shown a, b;
	double ratios[N_STEPS], ours[N_STEPS], bytes[N_STEPS];
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
			bytes[n] = (double)(a.len - before);
			ratios[n++] = t_a / t_b;
		}
	}
	if (n > 0) {
		printf("%ux%u: key to new step: %.2f of mdp (median of %d), %.2f ms, %.0f bytes\n",
		       rows, cols, median(ratios, n), n, median(ours, n) * 1e3, median(bytes, n));
	}
	end(&a);
	end(&b);
}

static void bench_starts(char *const *safari, char *const *mdp)
{
	static struct shown s;
	double ratios[N_STARTS], ours[N_STARTS];
	char mark[16];
	mark_of(1, mark);
	for (int i = 0; i < N_STARTS; i++) {
		start(&s, safari, 24, 80);
		ours[i] = read_until(&s, 0, "Commencer");
		end(&s);
		start(&s, mdp, 24, 80);
		ratios[i] = ours[i] / read_until(&s, 0, mark);
		end(&s);
	}
	printf("start to first screen: %.2f of mdp, %.1f ms\n", median(ratios, N_STARTS),
	       median(ours, N_STARTS) * 1e3);
}

int main(int argc, char **argv)
{
	if (argc != 3 || mkdtemp(folder) == NULL) {
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
	char fade[] = "-f";
	char *safari[] = {argv[1], journey, NULL}, *mdp[] = {argv[2], fade, deck, NULL};
	bench_starts(safari, mdp);
	bench_keys(safari, mdp, 24, 80);
	char *other[] = {argv[1], journey, NULL};
	char data[320];
	snprintf(data, sizeof data, "%s/2", home);
	setenv("XDG_DATA_HOME", data, 1);
	bench_keys(other, mdp, 60, 200);
	return 0;
}
