/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate: what is made visible, what is dropped, what passes, and that nothing else does. */
#include "sanitise.h"

#include "tap.h"
#include "utf8.h"

#define N_OF(table) (sizeof(table) / sizeof(table)[0])

static void is_clean(struct str source, struct str wanted, const char *sentence)
{
	struct buf b = {0};
	sanitise(&b, source);
	is_str(buf_str(&b), wanted, sentence);
	buf_finish(&b);
}

static void test_controls(void)
{
	is_clean(STR(""), STR(""), "nothing gives nothing");
	is_clean(STR("Relire, relier."), STR("Relire, relier."), "plain text passes");
	is_clean(STR("a\x1b[31mb"), STR("a␛[31mb"), "an escape is shown as its picture");
	is_clean(STR("\0\a\b"), STR("␀␇␈"), "NUL, BEL and backspace are shown");
	is_clean(STR("a\x7f"), STR("a␡"), "DEL is shown");
	is_clean(STR("a\nb"), STR("a\nb"), "a line feed stays");
	is_clean(STR("a\tb"), STR("a b"), "a tab becomes a blank");
	is_clean(STR("a\r\nb"), STR("a\nb"), "a return before a line feed goes");
	is_clean(STR("a\rb\r"), STR("a␍b␍"), "a return alone cannot overwrite the line");
	is_clean(STR("\xc2\x9b[31m"), STR("\uFFFD[31m"), "a C1 control in UTF-8 is replaced");
	is_clean(STR("\x9b"), STR("\uFFFD"), "a C1 control as a raw byte is replaced");
	is_clean(STR("a\u2028b\u2029c"), STR("a\nb\nc"), "Unicode's line ends are line ends");
}

static void test_malformed(void)
{
	is_clean(STR("a\xffz"), STR("a\uFFFDz"), "a byte of no character is replaced");
	is_clean(STR("\xc3"), STR("\uFFFD"), "a character cut short is replaced");
	is_clean(STR("\xc0\xaf"), STR("\uFFFD\uFFFD"), "an overlong form is replaced");
	is_clean(STR("\xed\xa0\x80"), STR("\uFFFD\uFFFD\uFFFD"), "a surrogate is replaced");
	is_clean(STR("\xf4\x90\x80\x80"), STR("\uFFFD\uFFFD\uFFFD\uFFFD"),
	         "what lies above U+10FFFF is replaced");
}

static void test_hidden(void)
{
	is_clean(STR("a\u202Eb"), STR("a\uFFFDb"), "an override of direction is replaced");
	is_clean(STR("a\u2066b\u2069"), STR("a\uFFFDb\uFFFD"), "isolates are replaced");
	is_clean(STR("\u200E\u200F\u061C"), STR("\uFFFD\uFFFD\uFFFD"), "marks of direction too");
	is_clean(STR("a\u200Bb"), STR("a\uFFFDb"), "a zero-width space is replaced");
	is_clean(STR("a\u200Db\u200Cc"), STR("a\uFFFDb\uFFFDc"), "joiners between letters too");
	is_clean(STR("\uFEFFa\u2060b"), STR("\uFFFDa\uFFFDb"),
	         "a byte order mark in a text and a word joiner too");
	is_clean(STR("co\u00ADopérer"), STR("coopérer"), "a soft hyphen is dropped");
	is_clean(STR("a\uFE0F"), STR("a\uFFFD"), "an emoji style on a letter is replaced");
	is_clean(STR("\U000E0041"), STR("\uFFFD"), "a tag alone is replaced");
	is_clean(STR("a\u034Fb\uFE00c\uFE0D"), STR("a\uFFFDb\uFFFDc\uFFFD"),
	         "a grapheme joiner and variations too");
	is_clean(STR("a\U000E0100b\U000E01EF"), STR("a\uFFFDb\uFFFD"), "the rarer ones as well");
	is_clean(STR("葛\U000E0100飾"), STR("葛飾"),
	         "one that shapes a Chinese character is dropped");
}

static void test_emoji(void)
{
	is_clean(STR("👨\u200D👩\u200D👧"), STR("👨👩👧"), "joiners inside an emoji are dropped");
	is_clean(STR("❤\uFE0F\u200D🔥"), STR("❤🔥"), "style and joiner together are dropped");
	is_clean(STR("👍🏽"), STR("👍🏽"), "the colour of a hand stays");
	is_clean(STR("🧑🏽\u200D🌾"), STR("🧑🏽🌾"),
	         "a joiner after a colour is dropped");
	is_clean(STR("1\uFE0F\u20E3"), STR("1\u20E3"), "a keycap keeps its key");
	is_clean(STR("🏴\U000E0067\U000E007F"), STR("🏴"), "tags of a flag are dropped");
	is_clean(STR("🇫🇷"), STR("🇫🇷"), "a flag of two letters passes");
	is_clean(STR("👨\u200Da"), STR("👨\uFFFDa"), "a joiner that joins nothing is replaced");
	is_clean(STR("👨\u200D"), STR("👨\uFFFD"), "a joiner at the end is replaced");
	is_clean(STR("1\u200D2"), STR("1\uFFFD2"), "digits are no emoji to be joined");
}

static void test_passing(void)
{
	is_clean(STR("e\u0301te\u0301"), STR("e\u0301te\u0301"), "combining marks stay");
	is_clean(STR("a\u00A0b\u202Fc"), STR("a\u00A0b\u202Fc"), "no-break spaces stay");
	is_clean(STR("水 ☕ œ €"), STR("水 ☕ œ €"), "all scripts pass");
	is_clean(STR("\U000F0000\U000FFFFD"), STR("\U000F0000\U000FFFFD"), "marks pass");
	is_clean(STR("\U0010FFFD\uE000"), STR("\U0010FFFD\uE000"), "private use passes");
	is_clean(STR("\uFFFD␛"), STR("\uFFFD␛"), "what stands for a bad character passes");
}

static void test_line(void)
{
	struct buf b = {0};
	sanitise_line(&b, STR("a\nb\r\nc\u2028d\x1b"));
	is_str(buf_str(&b), STR("a b c d␛"), "on one line, line ends become blanks");
	buf_clear(&b);
	buf_add(&b, STR("avant "));
	sanitise(&b, STR("après"));
	is_str(buf_str(&b), STR("avant après"), "the clean text is added to what is there");
	buf_finish(&b);
}

/* Written apart from the program's own table: what must never come out. */
static bool is_forbidden(uint32_t rune, bool malformed)
{
	return malformed || (rune < 0x20 && rune != '\n') || (rune >= 0x7F && rune <= 0x9F) ||
	       rune == 0xAD || rune == 0x61C || (rune >= 0x200B && rune <= 0x200F) ||
	       (rune >= 0x2028 && rune <= 0x202E) || (rune >= 0x2060 && rune <= 0x206F) ||
	       (rune >= 0xFE00 && rune <= 0xFE0F) || rune == 0xFEFF || rune == 0x34F ||
	       (rune >= 0xE0000 && rune <= 0xE007F) || (rune >= 0xE0100 && rune <= 0xE01EF);
}

static size_t n_forbidden(struct str s)
{
	size_t n = 0;
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		size_t len = utf8_decode(s, at, &rune);
		n += is_forbidden(rune, len == 1 && rune >= 0x80) ? 1 : 0;
		at += len;
	}
	return n;
}

static void test_every_character(void)
{
	size_t n_bad = 0, n_changed = 0;
	for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
		struct buf b = {0}, out = {0};
		buf_add_rune(&b, rune);
		sanitise(&out, buf_str(&b));
		n_bad += n_forbidden(buf_str(&out));
		n_changed += str_eq(buf_str(&b), buf_str(&out)) ? 0 : 1;
		buf_finish(&b);
		buf_finish(&out);
	}
	is_int(n_bad, 0, "no character of Unicode comes out that may not");
	ok(n_changed > 450 && n_changed < 550, "all but a few of them pass");
}

static uint32_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16);
}

/* Raw bytes, and characters that have a rule of their own. */
static void add_noise(struct buf *b, uint64_t *state)
{
	static const uint32_t runes[] = {
		'a',    '1',    ' ',     '\n',    '\r',    '\t',    0x1B,    0x7F,   0x9B,   0xAD,
		0x301,  0x61C,  0x200B,  0x200D,  0x200D,  0x202E,  0x2066,  0x2028, 0x20E3, 0xFE0F,
		0xFEFF, 0x2764, 0x1F468, 0x1F3FD, 0x1F1EB, 0xE0067, 0xF0003, 0x6C34, 0x20AC, 0xA0,
	};
	for (uint32_t n = next_random(state) % 40; n > 0; n--) {
		if (next_random(state) % 3 == 0) {
			buf_addc(b, (char)(next_random(state) & 0xFF));
		} else {
			buf_add_rune(b, runes[next_random(state) % N_OF(runes)]);
		}
	}
}

static void test_random(void)
{
	uint64_t state = 20190119;
	size_t n_bad = 0, n_unstable = 0, n_broken_lines = 0;
	tap_note("seed %llu", (unsigned long long)state);
	for (size_t i = 0; i < 20000; i++) {
		struct buf noise = {0}, once = {0}, twice = {0}, line = {0};
		add_noise(&noise, &state);
		sanitise(&once, buf_str(&noise));
		sanitise(&twice, buf_str(&once));
		sanitise_line(&line, buf_str(&noise));
		n_bad += n_forbidden(buf_str(&once)) + n_forbidden(buf_str(&line));
		n_unstable += str_eq(buf_str(&once), buf_str(&twice)) ? 0 : 1;
		n_broken_lines += str_find(buf_str(&line), STR("\n"), 0) == SIZE_MAX ? 0 : 1;
		buf_finish(&noise);
		buf_finish(&once);
		buf_finish(&twice);
		buf_finish(&line);
	}
	is_int(n_bad, 0, "nothing forbidden comes out of 20,000 random strings");
	is_int(n_unstable, 0, "cleaning what is clean changes nothing");
	is_int(n_broken_lines, 0, "a line stays one line");
}

/* The four ways to write a terminal sequence, in each of its introducers. */
static void test_payloads(void)
{
	static const char *const heads[] = {"\x1b", "\xc2\x9b", "\x9b", "\xc2\x90",
	                                    "\x90", "\xc2\x9d", "\x9d", "\x0e"};
	static const char *const tails[] = {"[6n",       "]0;titre\a", "]52;c;QQ==\x1b\\",
	                                    "]8;;x\x9c", "P+q\x1b\\",  "[?1049l",
	                                    "[2J\r\b",   "c"};
	size_t n_bad = 0;
	for (size_t i = 0; i < N_OF(heads) * N_OF(tails); i++) {
		struct buf payload = {0}, out = {0};
		buf_addf(&payload, "%s%s", heads[i / N_OF(tails)], tails[i % N_OF(tails)]);
		sanitise(&out, buf_str(&payload));
		n_bad += n_forbidden(buf_str(&out));
		buf_finish(&payload);
		buf_finish(&out);
	}
	is_int(n_bad, 0, "no terminal sequence keeps its introducer");
}

int main(void)
{
	test_controls();
	test_malformed();
	test_hidden();
	test_emoji();
	test_passing();
	test_line();
	test_every_character();
	test_random();
	test_payloads();
	return tap_done();
}
