/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every pair of every look can be read, and no state is told by its colour alone. */
#include "look.h"

#include "tap.h"

static double channel(unsigned value)
{
	/* sRGB to linear light, as WCAG 2 has it: ((c + 0.055) / 1.055) to the power 2.4. */
	double c = value / 255.0;
	if (c <= 0.03928) {
		return c / 12.92;
	}
	double x = (c + 0.055) / 1.055;
	/* x^2.4 = (x^12)^(1/5), by Newton's way: no libm for one root. */
	double y = x * x * x * x;
	y = y * y * y;
	double root = x;
	for (int i = 0; i < 60; i++) {
		double r4 = root * root * root * root;
		root -= (r4 * root - y) / (5 * r4);
	}
	return root;
}

static double luminance(uint8_t colour)
{
	uint32_t rgb = look_rgb(colour);
	return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8 & 255) +
	       0.0722 * channel(rgb & 255);
}

static double contrast(struct paint p)
{
	double a = luminance(p.ink), b = luminance(p.page);
	return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static void test_contrast(void)
{
	static const struct {
		enum look look;
		const char *name;
		double least;
	} looks[] = {
		{LOOK_DARK, "dark", 4.5},
		{LOOK_LIGHT, "light", 4.5},
		{LOOK_PROJECTOR, "projector", 12},
		{LOOK_PROJECTOR_DARK, "dark projector", 12},
	};

	for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
		double lowest = 21;
		for (enum role role = 0; role < ROLE_COUNT; role++) {
			char sentence[120];
			struct paint p = look_paint(looks[i].look, role, 0);
			double c = contrast(p);
			lowest = c < lowest ? c : lowest;
			snprintf(sentence, sizeof sentence,
			         "%s, role %d: colours %u on %u are %.1f : 1", looks[i].name,
			         (int)role, p.ink, p.page, c);
			ok(p.ink >= 16 && p.page >= 16 && c >= looks[i].least, sentence);
		}
		tap_note("%s: at least %.2f : 1", looks[i].name, lowest);
	}
	is_int((long long)(contrast((struct paint){231, 16, 0}) * 1000), 21000,
	       "white on black is 21 : 1");
	is_int((long long)(contrast((struct paint){244, 231, 0}) * 100), 394,
	       "a grey that is known is what others compute");
}

static void test_palette(void)
{
	is_int(look_rgb(16), 0x000000, "16 is black");
	is_int(look_rgb(24), 0x005F87, "24 is the navy");
	is_int(look_rgb(231), 0xFFFFFF, "231 is white");
	is_int(look_rgb(232), 0x080808, "232 is the darkest grey");
	is_int(look_rgb(255), 0xEEEEEE, "255 the lightest");
}

static void test_states(void)
{
	static const struct {
		enum role a, b;
		const char *sentence;
	} pairs[] = {
		{ROLE_CHOICE, ROLE_FOCUS, "what Enter takes differs from what can be taken"},
		{ROLE_CHOICE, ROLE_GREYED, "what can't be taken yet differs from what can"},
		{ROLE_CHOICE, ROLE_DONE, "what is done differs from what can be taken"},
		{ROLE_GREYED, ROLE_DONE, "and from what can't"},
		{ROLE_FIELD, ROLE_TYPING, "where one types differs from where one could"},
		{ROLE_WELL, ROLE_ERROR, "an error differs from « Enregistré »"},
		{ROLE_TEXT, ROLE_ERROR, "and from a text"},
		{ROLE_TEXT, ROLE_BANNER, "a banner differs from a text"},
		{ROLE_HEADER, ROLE_BANNER, "and from the header"},
		{ROLE_TEXT, ROLE_LINK, "an address differs from a text"},
		{ROLE_TEXT, ROLE_TITLE, "a title too"},
		{ROLE_FOOTER, ROLE_KEY, "a key's name differs from what it does"},
	};

	for (enum look look = 0; look < LOOK_COUNT; look++) {
		for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
			ok(look_paint(look, pairs[i].a, 0).attributes !=
			           look_paint(look, pairs[i].b, 0).attributes,
			   pairs[i].sentence);
		}
	}
	for (enum look look = 0; look < LOOK_COUNT; look++) {
		struct paint text = look_paint(look, ROLE_TEXT, 0);
		struct paint stress = look_paint(look, ROLE_STRESS, 0);
		ok(stress.ink != text.ink || stress.attributes != text.attributes,
		   "a word that is stressed differs from the others");
		ok((stress.attributes & LOOK_UNDERLINE) == 0, "and doesn't look like an address");
	}
	struct paint plain = look_paint(LOOK_MONO, ROLE_TEXT, 0);
	ok(plain.ink == 0 && plain.page == 0 && plain.attributes == 0,
	   "mono text is the terminal's");
	is_int(look_paint(LOOK_MONO, ROLE_TEXT, CELL_BOLD | CELL_UNDERLINED).attributes,
	       LOOK_BOLD | LOOK_UNDERLINE, "a cell's own style is added");
}

static void test_choice(void)
{
	struct settings s = {0};
	is_int(look_choose(&s, false, true), LOOK_DARK, "dark where nothing is said");
	s.theme = THEME_LIGHT;
	is_int(look_choose(&s, false, true), LOOK_LIGHT, "light where it is asked for");
	is_int(look_choose(&s, true, true), LOOK_PROJECTOR, "the projector has its own");
	s.dark_project = true;
	is_int(look_choose(&s, true, true), LOOK_PROJECTOR_DARK, "dark on demand");
	is_int(look_choose(&s, true, false), LOOK_MONO, "without colours, none");
	s.theme = THEME_MONO;
	is_int(look_choose(&s, false, true), LOOK_MONO, "and none where none is wanted");
}

int main(void)
{
	test_palette();
	test_contrast();
	test_states();
	test_choice();
	return tap_done();
}
