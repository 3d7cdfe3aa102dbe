/* SPDX-License-Identifier: GPL-3.0-or-later */
/* French spacing. In the cases a no-break space is written ~, which no case needs itself. */
#include "typography.h"

#include "tap.h"
#include "utf8.h"

#define N_OF(table) (sizeof(table) / sizeof(table)[0])

/* `~` to U+00A0. */
static void add_with_spaces(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '~') {
			buf_add_rune(b, RUNE_NBSP);
		} else {
			buf_addc(b, s.ptr[i]);
		}
	}
}

struct typeset_case {
	const char *source, *wanted, *sentence;
};

static void test_cases(const struct typeset_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct buf source = {0}, wanted = {0}, got = {0}, again = {0};
		add_with_spaces(&source, str_from(cases[i].source));
		add_with_spaces(&wanted, str_from(cases[i].wanted));
		typography_french(&got, buf_str(&source));
		typography_french(&again, buf_str(&got));
		is_str(buf_str(&got), buf_str(&wanted), cases[i].sentence);
		if (!str_eq(buf_str(&got), buf_str(&again))) {
			is_str(buf_str(&again), buf_str(&got), "twice is as once");
		}
		buf_finish(&source);
		buf_finish(&wanted);
		buf_finish(&got);
		buf_finish(&again);
	}
}

static void test_signs(void)
{
	static const struct typeset_case cases[] = {
		{"", "", "nothing gives nothing"},
		{"Qui manque ?", "Qui manque~?", "a space before a question mark is held"},
		{"Le constat : rien ; enfin !", "Le constat~: rien~; enfin~!",
	         "so it is before a colon, a semicolon, an exclamation mark"},
		{"76 % des maires", "76~% des maires", "so it is before a per cent sign"},
		{"Quoi ?!", "Quoi~?!", "two signs at once have one space before them"},
		{"Quoi ? !", "Quoi~?~!", "two signs apart have one each"},
		{"Quoi  ?", "Quoi~?", "two blanks become one"},
		{"Quoi \u202F?", "Quoi~?", "a blank and a narrow one become one"},
		{"Quoi\u202F?", "Quoi~?", "a narrow no-break space is widened"},
		{"Quoi?", "Quoi?", "no space is invented before a question mark"},
		{"Le constat: rien", "Le constat: rien", "no space is invented before a colon"},
		{"à 12:30 précises", "à 12:30 précises", "a time keeps its colon"},
		{"std :: vec, a != b, a != c", "std :: vec, a != b, a != c",
	         "signs of programs are left alone"},
		{"Loos : 12/03/2027", "Loos~: 12/03/2027", "a date is left alone"},
		{" : suite", " : suite", "a sign that begins a text is held to nothing"},
		{"Ligne\n: suite", "Ligne\n: suite", "a line end is no blank"},
		{"Oui, non. Voire… (peut-être)", "Oui, non. Voire… (peut-être)",
	         "low signs take no space"},
		{"a\u202Fb\u2007c", "a~b~c", "other no-break spaces become the common one"},
		{"a\u2009b", "a\u2009b", "a thin space elsewhere may still break"},
	};
	test_cases(cases, N_OF(cases));
}

static void test_guillemets(void)
{
	static const struct typeset_case cases[] = {
		{"« Les gens »", "«~Les gens~»", "spaces inside guillemets are held"},
		{"«Les gens»", "«~Les gens~»", "a space that lacks is added"},
		{"«Toujours les mêmes !»", "«~Toujours les mêmes~!~»",
	         "one is added after a sign too"},
		{"« Quoi ? »", "«~Quoi~?~»", "a sign before a guillemet is held on both sides"},
		{"«»", "«~»", "empty guillemets hold one space"},
		{"« »", "«~»", "so do guillemets round a blank"},
		{"«\u202Fnon\u202F»", "«~non~»", "narrow spaces are widened"},
		{"Il dit : « Non. »", "Il dit~: «~Non.~»",
	         "a colon before guillemets is held to its word"},
		{"« ouvert", "«~ouvert", "an opening guillemet alone holds its word"},
		{"fermé »", "fermé~»", "a closing guillemet alone holds its word"},
		{"fin «", "fin «", "an opening guillemet at the end asks for nothing"},
		{"» début", "» début", "a closing guillemet at the beginning asks for nothing"},
		{"«\nligne\n»", "«\nligne\n»", "line ends inside are left alone"},
	};
	test_cases(cases, N_OF(cases));
}

static void test_numbers(void)
{
	static const struct typeset_case cases[] = {
		{"7 000 habitants", "7~000 habitants", "thousands stay in one piece"},
		{"1 200 000 pas", "1~200~000 pas", "millions stay in one piece"},
		{"20 000 €", "20~000~€", "an amount stays with its currency"},
		{"20\u2009000", "20~000", "a thin space between groups is held"},
		{"15 min", "15~min", "a number stays with its minutes"},
		{"1 h 30", "1~h~30", "a duration stays in one piece"},
		{"à 9 h 05.", "à 9~h~05.", "a time of day stays in one piece"},
		{"1h 30", "1h~30", "hours without a space stay with their minutes"},
		{"3 km, 12 ha et 5 °C", "3~km, 12~ha et 5~°C", "measures stay with their units"},
		{"18 mois, 3 ans", "18~mois, 3~ans", "numbers stay with months and years"},
		{"5 millions d'euros", "5~millions d’euros", "a number stays with its millions"},
		{"le 4 juillet 2022", "le 4~juillet 2022", "a day stays with its month"},
		{"le 1er mars", "le 1er~mars", "the first stays with its month"},
		{"n° 3, N° 4", "n°~3, N°~4", "a sign of number stays with the number"},
		{"ODD 17, ép. 2", "ODD~17, ép.~2", "so does the name of a numbered thing"},
		{"p. 12 et pp. 3", "p.~12 et pp.~3", "a page stays with its number"},
		{"§ 6", "§~6", "a section sign stays with its number"},
		{"un coup. 12 chaises", "un coup. 12 chaises", "a word's end is no abbreviation"},
		{"en 2021 100 communes", "en 2021 100 communes", "a year begins no group"},
		{"01 23 45 67 89", "01 23 45 67 89", "a telephone number is left alone"},
		{"les 5 s'en vont", "les 5 s’en vont", "an elision is no unit"},
		{"2 tables, 3 groupes", "2 tables, 3 groupes",
	         "a word that begins as a unit is none"},
		{"R21 100", "R21 100", "a reference is no number"},
		{"12 1000", "12 1000", "four digits are no group"},
		{"un 3 4", "un 3 4", "single digits are no groups"},
	};
	test_cases(cases, N_OF(cases));
}

static void test_apostrophes(void)
{
	static const struct typeset_case cases[] = {
		{"l'eau d'aujourd'hui", "l’eau d’aujourd’hui",
	         "an apostrophe between letters is curved"},
		{"L'Été, qu'À", "L’Été, qu’À", "so it is before accents and capitals"},
		{"l'« été »", "l’«~été~»", "so it is before a guillemet"},
		{"l'“été”", "l’“été”", "so it is before a high quotation mark"},
		{"l'\"été\"", "l’\"été\"", "so it is before a plain quotation mark"},
		{"l'11 mars", "l’11~mars", "so it is before a digit"},
		{"e\u0301te\u0301'a", "e\u0301te\u0301’a", "so it is after a combining accent"},
		{"l’eau", "l’eau", "an apostrophe that is right stays"},
		{"'mot'", "'mot'", "quotation marks are left alone"},
		{"5'30", "5'30", "minutes of an arc are left alone"},
		{"les dits' ", "les dits' ", "at the end of a word it is left alone"},
	};
	test_cases(cases, N_OF(cases));
}

static void test_addresses(void)
{
	static const struct typeset_case cases[] = {
		{"https://x.fr/l'eau?a=1&b=2", "https://x.fr/l'eau?a=1&b=2",
	         "an address is left alone"},
		{"(https://x.fr/l'eau)", "(https://x.fr/l'eau)", "so it is in brackets"},
		{"HTTP://x.fr/d'a", "HTTP://x.fr/d'a", "so it is in capitals"},
		{"www.l'eau.fr", "www.l'eau.fr", "so it is without a scheme"},
		{"mailto:l'eau@x.fr", "mailto:l'eau@x.fr", "so is the address of a letter box"},
		{"https://x.fr : l'eau", "https://x.fr~: l’eau",
	         "what follows an address is typeset"},
		{"«https://x.fr»", "«~https://x.fr~»",
	         "guillemets round an address get their spaces"},
		{"xhttp:l'eau", "xhttp:l’eau", "a word that ends as a scheme is none"},
		{"http: l'eau", "http: l’eau", "a scheme alone is no address"},
	};
	test_cases(cases, N_OF(cases));
}

struct edits {
	size_t n, last_end;
	bool in_order;
};

static void count_edit(void *ctx, struct typography_edit edit)
{
	struct edits *e = ctx;
	e->n++;
	e->in_order = e->in_order && edit.at >= e->last_end && edit.len > 0;
	e->last_end = edit.at + edit.len;
}

static void test_edits(void)
{
	struct edits e = {.in_order = true};
	typography_edits(STR("l'eau : «oui» ?"), count_edit, &e);
	is_int(e.n, 5, "each change is told once");
	ok(e.in_order, "changes are told in order, each over bytes of the source");
	e = (struct edits){.in_order = true};
	typography_edits(STR("l’eau\u00A0: «\u00A0oui\u00A0»\u00A0?"), count_edit, &e);
	is_int(e.n, 0, "a text that is right has no changes");
}

static uint32_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 16);
}

static void add_noise(struct buf *b, uint64_t *state)
{
	static const char *const parts[] = {
		" ",  " ",  " ",   "\u00A0", "\u202F", "\u2009", "\n",  ":",    ";",  "?",
		"!",  "%",  "«",   "»",      "'",      "’",      "\"",  "a",    "é",  "e\u0301",
		"1",  "20", "000", "h",      "min",    "€",      "mai", "1er",  "n°", "p.",
		"::", "!=", "ou",  "https:", "www.x",  "/",      "水",  "\xff", "-",  ".",
	};
	for (uint32_t n = next_random(state) % 24; n > 0; n--) {
		buf_add(b, str_from(parts[next_random(state) % N_OF(parts)]));
	}
}

/* Both without their blanks, and ’ as ': what typography may not touch. */
static void add_core(struct buf *b, struct str s)
{
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		size_t len = utf8_decode(s, at, &rune);
		if (rune == 0x2019) {
			buf_addc(b, '\'');
		} else if (rune != ' ' && rune != 0xA0 && rune != 0x202F && rune != 0x2009) {
			buf_add(b, str_slice(s, at, len));
		}
		at += len;
	}
}

static void test_random(void)
{
	uint64_t state = 20210701;
	size_t n_unstable = 0, n_harmed = 0;
	tap_note("seed %llu", (unsigned long long)state);
	for (size_t i = 0; i < 50000; i++) {
		struct buf noise = {0}, once = {0}, twice = {0}, before = {0}, after = {0};
		add_noise(&noise, &state);
		typography_french(&once, buf_str(&noise));
		typography_french(&twice, buf_str(&once));
		add_core(&before, buf_str(&noise));
		add_core(&after, buf_str(&once));
		n_unstable += str_eq(buf_str(&once), buf_str(&twice)) ? 0 : 1;
		n_harmed += str_eq(buf_str(&before), buf_str(&after)) ? 0 : 1;
		buf_finish(&noise);
		buf_finish(&once);
		buf_finish(&twice);
		buf_finish(&before);
		buf_finish(&after);
	}
	is_int(n_unstable, 0, "doing it twice is doing it once, on 50,000 random texts");
	is_int(n_harmed, 0, "nothing but blanks and apostrophes is ever touched");
}

int main(void)
{
	test_signs();
	test_guillemets();
	test_numbers();
	test_apostrophes();
	test_addresses();
	test_edits();
	test_random();
	return tap_done();
}
