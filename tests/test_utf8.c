/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters counted, folded, compared. */
#include "utf8.h"

#include "tap.h"

static bool folds_to(const char *word, const char *wanted)
{
	struct buf b = {0};
	utf8_add_folded(&b, str_from(word));
	bool well = str_eq(buf_str(&b), str_from(wanted));
	buf_finish(&b);
	return well;
}

static void test_folding(void)
{
	ok(folds_to("Étapes", "etapes"), "accents and capitals fall off");
	ok(folds_to("E\u0301tapes", "etapes"), "accents of their own too");
	ok(folds_to("Œuvre_d’Ætius", "oeuvre-d'aetius"), "letters that are two become two");
	ok(folds_to("ệ", "e"), "accents on accents fall off");
	ok(!utf8_folds_alike(STR("가"), STR("고")), "Korean syllables stay as they are");
	ok(folds_to("\x80z\xC3", "\uFFFDz\uFFFD"), "what is malformed is told");
}

/* As the header defines it, a character at a time. */
static size_t n_runes_slowly(struct str s)
{
	size_t n = 0;
	uint32_t rune;
	for (size_t at = 0; at < s.len; n++) {
		at += utf8_decode(s, at, &rune);
	}
	return n;
}

static void test_counting(void)
{
	static const char text[] =
		"Un été, 12 mois\u00A0: œuf, ça\xFF dépend de 日本 et de 😀.\xE2\x82";
	size_t n_wrong = 0;
	for (size_t from = 0; from < sizeof text - 1; from++) {
		for (size_t len = 0; from + len < sizeof text; len++) {
			struct str s = {text + from, len};
			n_wrong += utf8_n_runes(s) != n_runes_slowly(s);
			n_wrong += utf8_offset(s, utf8_n_runes(s)) != len;
		}
	}
	is_int(n_wrong, 0, "characters are counted alike from wherever, however far");
	size_t at = 0;
	ok(!utf8_is_valid(STR(text), &at) && text[at] == '\xFF',
	   "the first malformed byte is found");
	ok(utf8_is_valid(STR("Un été, 12 mois, œuf, 日本, 😀"), &at), "or none");
	ok(!utf8_is_valid(STR("abcdefgh\xED\xA0\x80"), &at) && at == 8, "a surrogate is none");
	ok(!utf8_is_valid(STR("abcdefgh\xC1\x80"), &at) && at == 8, "nor an overlong form");
}

static void test_distance(void)
{
	is_int(utf8_distance(STR("étape"), STR("étape")), 0, "the same word is near");
	is_int(utf8_distance(STR("étape"), STR("étpae")), 1, "two letters swapped: 1");
	is_int(utf8_distance(STR(""), STR("été")), 3, "nothing and three letters: 3");
	struct buf longest = {0};
	for (int i = 0; i < 64; i++) {
		buf_add(&longest, STR("é"));
	}
	is_int(utf8_distance(buf_str(&longest), STR("é")), 63, "64 letters are a word");
	buf_add(&longest, STR("é"));
	ok(utf8_distance(buf_str(&longest), STR("é")) == SIZE_MAX, "65 are none");
	buf_finish(&longest);
}

static void test_nfc(void)
{
	struct buf b = {0};
	utf8_add_nfc(&b, STR("e\u0301te\u0301\xFF"));
	is_str(buf_str(&b), STR("été\uFFFD"), "accents join their letters");
	ok(!utf8_is_nfc(STR("e\u0301")) && utf8_is_nfc(STR("l’été")) && utf8_is_nfc(STR("")),
	   "what is joined already is known");
	buf_finish(&b);
}

int main(void)
{
	test_folding();
	test_counting();
	test_distance();
	test_nfc();
	return tap_done();
}
