/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold.h"

#include "tap.h"

static void test_all(void)
{
	size_t n_wrong = 0;
	for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
		uint32_t c = fold_rune(rune);
		n_wrong += c < 0x20 || c > 0x7E ? 1 : 0;
	}
	is_int(n_wrong, 0, "of all characters, each becomes one that ASCII can show");
	size_t n_changed = 0;
	for (uint32_t rune = 0x20; rune < 0x7F; rune++) {
		n_changed += fold_rune(rune) != rune ? 1 : 0;
	}
	is_int(n_changed, 0, "ASCII stays as it is");
}

static void test_french(void)
{
	static const struct {
		uint32_t rune;
		char ascii;
	} rows[] = {
		{0xE9, 'e'},    {0xC9, 'E'},   {0xE0, 'a'},   {0xEA, 'e'},   {0xEB, 'e'},
		{0xEE, 'i'},    {0xEF, 'i'},   {0xF4, 'o'},   {0xF9, 'u'},   {0xFB, 'u'},
		{0xFC, 'u'},    {0xFF, 'y'},   {0xE7, 'c'},   {0xC7, 'C'},   {0x153, 'o'},
		{0xE6, 'a'},    {0xAB, '"'},   {0xBB, '"'},   {0xA0, ' '},   {0x202F, ' '},
		{0x2019, '\''}, {0x2013, '-'}, {0x2026, '.'}, {0x20AC, 'E'}, {0xB0, 'o'},
		{0x2500, '-'},  {0x2502, '|'}, {0x250C, '+'}, {0x2588, '#'}, {0x2580, '"'},
		{0x2584, 'm'},  {0x2713, 'x'}, {0x2192, '>'}, {0x25CF, '*'}, {0x25CB, 'o'},
		{0x1F600, '?'}, {0x65E5, '?'}, {0x07, '?'},   {0x7F, '?'},   {0x2260, '#'},
		{0x226E, '?'},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char sentence[60];
		snprintf(sentence, sizeof sentence, "U+%04X becomes « %c »", rows[i].rune,
		         rows[i].ascii);
		is_int(fold_rune(rows[i].rune), rows[i].ascii, sentence);
	}
}

static void test_two(void)
{
	is_int(fold_second(0x153), 'e', "œ is oe");
	is_int(fold_second(0x152), 'E', "in capitals too");
	is_int(fold_second(0xE6), 'e', "so is æ two letters");
	is_int(fold_second('o'), ' ', "others are one");
	is_int(fold_second(0x65E5), ' ', "however wide");
}

int main(void)
{
	test_all();
	test_french();
	test_two();
	return tap_done();
}
