/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text laid out once has the lines that it would have anew; another one has its own. */
#include "memo.h"
#include "tap.h"

static int one(uint32_t rune)
{
	(void)rune;
	return 1;
}

static struct memo *memo;

static struct prose_lines lay(const char *source, struct str value, uint32_t cols)
{
	// From places that are used again: the memo must not keep what it was lent.
	static char room[200];
	static struct str values[1];
	size_t len = strlen(source);
	memcpy(room, source, len);
	values[0] = value;
	return memo_lay(memo, (struct said){{room, len}, {values, 1}}, cols, one);
}

static bool is_as_anew(struct prose_lines found, const char *source, struct str value,
                       uint32_t cols)
{
	struct arena arena = {0};
	struct prose prose =
		prose_parse(&arena, str_from(source), (struct prose_values){&value, 1});
	struct prose_lines anew = prose_layout(&arena, &prose, cols, one);
	bool same = anew.n == found.n;
	for (size_t i = 0; same && i < anew.n; i++) {
		same = anew.lines[i].n_pieces == found.lines[i].n_pieces;
		for (size_t k = 0; same && k < anew.lines[i].n_pieces; k++) {
			same = str_eq(anew.lines[i].pieces[k].text, found.lines[i].pieces[k].text);
		}
	}
	arena_finish(&arena);
	return same;
}

static void test_keys(void)
{
	static const char *const sources[] = {"Un **pont** de dix mots, puis d'autres mots encore.",
	                                      "Un **port** de dix mots, puis d'autres mots encore.",
	                                      "À \uE000, on dit bonjour."};
	static const struct str values[] = {{"Lille", 5}, {"Lens", 4}};
	const struct prose_line *seen[12];
	size_t n = 0, n_same = 0, n_twice = 0;
	for (int turn = 0; turn < 2; turn++) {
		for (size_t i = 0; i < 12; i++) {
			const char *source = sources[i / 4];
			struct str value = values[i / 2 % 2];
			uint32_t cols = i % 2 == 0 ? 12 : 40;
			struct prose_lines found = lay(source, value, cols);
			n_same += is_as_anew(found, source, value, cols);
			n_twice += turn == 1 && seen[i] == found.lines;
			if (turn == 0) {
				seen[n++] = found.lines;
			}
		}
	}
	is_int(n_same, 24, "each source, value and width has its own lines");
	is_int(n_twice, 12, "laid out once");
}

/* The last of them is in `ret_last`. */
static void add_many(struct buf *ret_last, int from)
{
	for (int i = from; i < from + 500; i++) {
		buf_clear(ret_last);
		buf_addf(ret_last, "Le texte numéro %d, assez long pour deux lignes.", i);
		(void)lay(ret_last->ptr, STR(""), 30);
	}
}

static void test_trim(void)
{
	struct buf text = {0};
	const struct prose_line *first = lay("Bonjour.", STR(""), 20).lines;
	memo_trim(memo);
	ok(lay("Bonjour.", STR(""), 20).lines == first, "a little is kept");
	add_many(&text, 0);
	const struct prose_line *last = lay(text.ptr, STR(""), 30).lines;
	memo_trim(memo);
	ok(lay(text.ptr, STR(""), 30).lines == last, "what was laid out last is kept");
	ok(lay("Bonjour.", STR(""), 20).lines == first, "and what was there with it");
	struct buf other = {0};
	add_many(&other, 500);
	memo_trim(memo);
	struct prose_lines again = lay(text.ptr, STR(""), 30);
	ok(again.lines != last, "after as much again it is forgotten");
	ok(is_as_anew(again, text.ptr, STR(""), 30), "and made again");
	buf_finish(&other);
	buf_finish(&text);
}

int main(void)
{
	memo = memo_create();
	test_keys();
	test_trim();
	memo_destroy(memo);
	memo_destroy(NULL);
	return tap_done();
}
