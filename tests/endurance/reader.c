/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads carnets as the store does, one order a line on the standard input, one line of JSON
 * for each on the standard output; words are parted by tabs.
 *
 *     load FILE            the journey from now on: its description, or null
 *     read FOLDER NAME     carnet_read: {outcome, events, damaged, state}
 *     bytes FILE           the bytes that the next orders are about: their number
 *     whole                reading_fold of them
 *     flip BYTE BIT        the same with one bit the other way
 *     cut LENGTH           the same of the first bytes alone
 */
#include "carnet.h"
#include "describe.h"
#include "file.h"
#include "from_disk.h"
#include "reading.h"
#include "walk.h"

#include <string.h>

enum {
	MAX_BYTES = 64 * 1024 * 1024,
	MAX_WORDS = 3,
};

struct reader {
	struct journey *journey;
	struct buf bytes, out;
};

static const char *const outcomes[] = {
	[CARNET_OK] = "ok",
	[CARNET_ABSENT] = "absent",
	[CARNET_BUSY] = "busy",
	[CARNET_NEWER] = "newer",
	[CARNET_FOREIGN] = "foreign",
	[CARNET_UNREADABLE] = "unreadable",
	[CARNET_UNWRITABLE] = "unwritable",
	[CARNET_NOT_SAVED] = "not saved",
};

static void answer(struct reader *r, enum carnet_outcome outcome, struct walk *take_walk,
                   struct carnet_reading *take_reading)
{
	buf_addf(&r->out,
	         "{\"outcome\":\"%s\",\"events\":%zu,\"damaged\":%zu,\"state\":", outcomes[outcome],
	         take_reading->n_events, take_reading->n_damaged);
	if (take_walk != NULL) {
		walk_dump(take_walk, &r->out);
	} else {
		buf_add(&r->out, STR("null"));
	}
	while (str_ends(buf_str(&r->out), STR("\n"))) {
		buf_cut(&r->out, r->out.len - 1);
	}
	buf_addc(&r->out, '}');
	walk_destroy(take_walk);
	carnet_reading_finish(take_reading);
}

static void load(struct reader *r, char **words)
{
	journey_destroy(r->journey);
	r->journey = load_from_disk(words[1]);
	if (r->journey == NULL) {
		buf_add(&r->out, STR("null"));
		return;
	}
	describe_journey(&r->out, r->journey);
	buf_cut(&r->out, r->out.len - 1);
}

static void read_carnet(struct reader *r, char **words)
{
	struct walk *walk = NULL;
	struct carnet_reading reading = {0};
	struct carnet_problem problem = {0};
	struct carnet_place place = {str_from(words[1]), str_from(words[2])};
	enum carnet_outcome outcome = carnet_read(place, r->journey, &walk, &reading, &problem);
	answer(r, outcome, walk, &reading);
	carnet_problem_finish(&problem);
}

static void take_bytes(struct reader *r, char **words)
{
	int error;
	buf_finish(&r->bytes);
	(void)file_read(words[1], MAX_BYTES, false, &r->bytes, &error);
	buf_addf(&r->out, "%zu", r->bytes.len);
}

static void fold(struct reader *r, struct str bytes)
{
	struct walk *walk = NULL;
	struct carnet_reading reading = {0};
	enum carnet_outcome outcome = reading_fold(bytes, r->journey, &walk, &reading);
	answer(r, outcome, walk, &reading);
}

static void fold_whole(struct reader *r, char **words)
{
	(void)words;
	fold(r, buf_str(&r->bytes));
}

static void fold_flipped(struct reader *r, char **words)
{
	size_t at = strtoul(words[1], NULL, 10);
	unsigned bit = (unsigned)strtoul(words[2], NULL, 10) % 8;
	if (at < r->bytes.len) {
		r->bytes.ptr[at] = (char)((unsigned char)r->bytes.ptr[at] ^ (1U << bit));
		fold(r, buf_str(&r->bytes));
		r->bytes.ptr[at] = (char)((unsigned char)r->bytes.ptr[at] ^ (1U << bit));
	}
}

static void fold_cut(struct reader *r, char **words)
{
	fold(r, str_slice(buf_str(&r->bytes), 0, strtoul(words[1], NULL, 10)));
}

static const struct {
	const char *word;
	int n_words;
	bool needs_journey;
	void (*act)(struct reader *r, char **words);
} orders[] = {
	{"load", 2, false, load},        {"read", 3, true, read_carnet},
	{"bytes", 2, false, take_bytes}, {"whole", 1, true, fold_whole},
	{"flip", 3, true, fold_flipped}, {"cut", 2, true, fold_cut},
};

static void obey(struct reader *r, char *line)
{
	char *words[MAX_WORDS] = {line};
	int n = 1;
	for (char *tab = strchr(line, '\t'); tab != NULL && n < MAX_WORDS;
	     tab = strchr(tab, '\t')) {
		*tab++ = '\0';
		words[n++] = tab;
	}
	for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
		if (strcmp(orders[i].word, words[0]) == 0 && n >= orders[i].n_words &&
		    (r->journey != NULL || !orders[i].needs_journey)) {
			orders[i].act(r, words);
		}
	}
}

int main(void)
{
	static char line[8192];
	struct reader r = {0};
	while (fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		obey(&r, line);
		buf_addc(&r.out, '\n');
		fwrite(r.out.ptr, 1, r.out.len, stdout);
		fflush(stdout);
		buf_clear(&r.out);
	}
	journey_destroy(r.journey);
	buf_finish(&r.bytes);
	buf_finish(&r.out);
	return EXIT_SUCCESS;
}
