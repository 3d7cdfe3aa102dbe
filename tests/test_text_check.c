/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The traps of Markdown: what is told, where, with which line instead, and what is not. */
#include "prose.h"

#include "tap.h"

#define N_OF(table) (sizeof(table) / sizeof(table)[0])

struct told {
	struct buf text;
	struct str source;
};

static void tell(void *ctx, enum prose_fault fault, size_t offset, struct str fix)
{
	static const char letters[] = {[PROSE_FAULT_LIST] = 'L',
	                               [PROSE_FAULT_HEADING] = 'H',
	                               [PROSE_FAULT_ASTERISKS] = 'A'};
	struct told *t = ctx;
	buf_addf(&t->text, "%c%zu %.*s|", letters[fault], offset, STR_ARG(fix));
}

static void checks(const char *source, const char *wanted, const char *sentence)
{
	struct told t = {0};
	prose_check(str_from(source), tell, &t);
	is_str(buf_str(&t.text), str_from(wanted), sentence);
	buf_finish(&t.text);
}

static void test_check_lists(void)
{
	checks("", "", "of nothing, nothing is told");
	checks("1789. Une date", "L4 1789\\. Une date|", "a year that opens a text is told");
	checks("Avant.\n\n2021. Après.", "L12 2021\\. Après.|", "so is a year later on");
	checks("1. un\n2. deux", "", "a numbered list is not");
	checks("Il en reste\n1. Puis rien", "L13 1\\. Puis rien|",
	       "a number that broke into a paragraph is told");
	checks("Avant.\n\n1. un", "", "one number with a blank line above is not");
	checks("Voici :\n1. un", "", "one that a colon announced is not");
	checks("Un texte\n- coupé - ici", "L9 – coupé - ici|",
	       "a dash that broke into a paragraph is told");
	checks("- Bonjour, dit-il.", "L0 – Bonjour, dit-il.|", "a dialogue of one line is told");
	checks("deux\n+ trois", "L5 \\+ trois|", "a plus that broke into a paragraph is told");
	checks("- un\n- deux", "", "a list of bullets is not told");
	checks("Voici :\n\n- un", "", "a list of one that a colon announced is not told");
	checks("# Titre\n- un", "", "nor is one that a heading announced");
	checks("Voici :\n- un\n  - dedans", "", "nor is a list of one in a list");
	checks("> - cité", "", "nor is a list in a quotation");
}

static void test_check_headings(void)
{
	checks("# Titre", "", "a heading is not told");
	checks("#Titre", "H1 # Titre|", "a heading without its blank is told");
	checks("###Titre", "H3 ### Titre|", "so is one of three hashes");
	checks("Une phrase #mot\n#mot encore", "", "a hash in a paragraph is not");
	checks("\\#mot", "", "nor is an escaped one");
	checks("#3", "", "nor is a hash before a number");
	checks("voir la fiche\n# 3", "H14 \\# 3|", "a number that broke in as a heading is told");
	checks("Un titre\n---\nsuite", "H0 # Un titre|", "a line that is underlined is told");
	checks("un\ndeux\n===", "H8 \\===|", "so is a paragraph that is underlined");
	checks("Il en reste\n-", "H12 \\-|", "so is a lone dash under a line");
	checks("Un texte\n\n---\n\nfin", "", "a rule is not told");
}

static void test_check_asterisks(void)
{
	checks("**Le mot :** suite", "", "emphasis that works is not told");
	checks("**Le mot :**suite", "A0 **Le mot :** suite|",
	       "a blank that lacks after a sign is told");
	checks("Avant\n**Le mot :**suite\nfin", "A6 **Le mot :** suite|",
	       "the fix is the line at fault alone");
	checks("mot**« été »** fin", "A3 mot **« été »** fin|",
	       "a blank that lacks before is told");
	checks("** mot ** fin", "A0 **mot** fin|", "blanks inside are told");
	checks("un **mot **fin", "A3 un **mot** fin|", "a blank on the wrong side is told");
	checks("**mot seul", "A0 \\*\\*mot seul|", "asterisks without a partner are told");
	checks("2 * 3 * 4", "", "products are not told");
	checks("Prix* : 3 €", "", "a footnote is not told");
	checks("`**a**` \\*\\*b", "", "code and escapes are not told");
	checks("*Le mot :*suite", "A0 *Le mot :* suite|",
	       "single asterisks that meant emphasis are told");
	checks("- **a :**b\n- c", "A2 - **a :** b|", "asterisks are told in an item too");
}

/* Nothing is told of the text once it is mended. */
static void test_fixes(void)
{
	static const char *const sources[] = {
		"1789. Une date",
		"Il en reste\n1. Puis rien",
		"- Bonjour.",
		"deux\n+ trois",
		"#Titre",
		"**Le mot :**suite",
		"mot**« été »** fin",
		"** mot ** fin",
		"un **mot **fin",
		"**mot seul",
		"Il en reste\n-",
		"*Le mot :*suite",
		"un\ndeux\n===",
	};
	size_t n_mended = 0;
	for (size_t i = 0; i < N_OF(sources); i++) {
		struct told before = {0}, after = {0};
		struct buf fixed = {0};
		struct str source = str_from(sources[i]);
		prose_check(source, tell, &before);
		struct str told = buf_str(&before.text);
		size_t space = str_find(told, STR(" "), 0),
		       line_end = str_find(source, STR("\n"), 0);
		/* In those of several lines the last is at fault. */
		while (line_end != SIZE_MAX) {
			buf_clear(&fixed);
			buf_add(&fixed, str_slice(source, 0, line_end + 1));
			line_end = str_find(source, STR("\n"), line_end + 1);
		}
		buf_add(&fixed, str_slice(told, space + 1, told.len - space - 2));
		prose_check(buf_str(&fixed), tell, &after);
		n_mended += before.text.len > 0 && after.text.len == 0;
		buf_finish(&before.text);
		buf_finish(&after.text);
		buf_finish(&fixed);
	}
	is_int(n_mended, N_OF(sources), "nothing is told of a text that took the fixes");
}

struct counts {
	struct str source;
	size_t n, n_misplaced;
};

static void count(void *ctx, enum prose_fault fault, size_t offset, struct str fix)
{
	struct counts *c = ctx;
	bool has_line_end = str_find(fix, STR("\n"), 0) != SIZE_MAX;
	(void)fault;
	c->n++;
	c->n_misplaced += offset >= c->source.len || fix.len == 0 || has_line_end ? 1 : 0;
}

/* Every way of putting four of these together. */
static void test_combinations(void)
{
	static const char *const parts[] = {"*", "**",  " ", "\n", "a", ":", "- ", "1789. ", "#",
	                                    "=", "---", ">", "\\", "`", "é", "\r", "\xff"};
	size_t n = N_OF(parts), n_misplaced = 0, n_told = 0;
	for (size_t i = 0; i < n * n * n * n; i++) {
		struct buf text = {0};
		buf_addf(&text, "%s%s%s%s", parts[i % n], parts[i / n % n], parts[i / n / n % n],
		         parts[i / n / n / n]);
		struct counts c = {.source = buf_str(&text)};
		prose_check(c.source, count, &c);
		n_told += c.n;
		n_misplaced += c.n_misplaced;
		buf_finish(&text);
	}
	ok(n_told > 1000, "combinations of signs are told of");
	is_int(n_misplaced, 0, "each with a place in the source and one line instead");
}

int main(void)
{
	test_check_lists();
	test_check_headings();
	test_check_asterisks();
	test_fixes();
	test_combinations();
	return tap_done();
}
