/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses are ever handed to the desktop. */
#include "opener.h"

#include "buf.h"
#include "tap.h"

static void test_addresses(void)
{
	static const struct {
		const char *address;
		bool takes;
	} rows[] = {
		{"https://lerameau.fr", true},
		{"http://exemple.fr/a?b=c&d=%C3%A9", true},
		{"https://exemple.fr/$(id)`id`;id|id", true}, // one word, no shell: harmless
		{"HTTPS://exemple.fr", false},
		{"", false},
		{"https:/exemple.fr", false},
		{"-x", false},
		{"--help", false},
		{"javascript:alert(1)", false},
		{"file:///etc/passwd", false},
		{"ssh://-oProxyCommand=id", false},
		{"mailto:qui@exemple.fr", false},
		{"exec:id", false},
		{" https://exemple.fr", false},
		{"https://a\nb", false},
		{"https://a b", false},
		{"https://a\033[2J", false},
		{"https://a\177", false},
		{"https://exemplé.fr", false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buf sentence = {0};
		buf_add(&sentence, str_from(rows[i].takes ? "is opened: " : "is not: "));
		for (const char *c = rows[i].address; *c != '\0'; c++) {
			buf_addc(&sentence, *c < ' ' || *c == 0x7F ? '?' : *c);
		}
		ok(opener_takes(str_from(rows[i].address)) == rows[i].takes, sentence.ptr);
		buf_finish(&sentence);
	}
	struct buf longest = {0};
	buf_add(&longest, STR("https://exemple.fr/"));
	while (longest.len < 2083) {
		buf_addc(&longest, 'a');
	}
	ok(opener_takes(buf_str(&longest)), "2,083 bytes are opened");
	buf_addc(&longest, 'a');
	ok(!opener_takes(buf_str(&longest)), "2,084 are not");
	buf_finish(&longest);
}

static void test_nothing_there(void)
{
	struct opener nowhere = {.path = "/nulle/part:relatif:", .display = ":0"};
	struct opener unset = {0};
	ok(!opener_is_there(&nowhere), "a PATH without a program has none");
	ok(!opener_is_there(&unset), "nor has none at all");
	ok(!opener_open(&nowhere, STR("https://exemple.fr")), "and nothing is opened then");
}

int main(void)
{
	test_addresses();
	test_nothing_there();
	return tap_done();
}
