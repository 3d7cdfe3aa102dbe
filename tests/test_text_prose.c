/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From Markdown to blocks and runs, and to plain lines: what a reader or a listener gets. */
#include "prose.h"

#include "tap.h"

#define N_OF(table) (sizeof(table) / sizeof(table)[0])

/* Marks as they stand in a source. */
#define M0 "\U000F0000"
#define M1 "\U000F0001"
#define M2 "\U000F0002"

/* Columns as a terminal has them, near enough and on every machine the same. */
static int cols_of(uint32_t rune)
{
	if (rune < ' ' || rune == 0x1FAE8) {
		return -1;
	}
	if ((rune >= 0x300 && rune <= 0x36F) || rune == 0x20E3) {
		return 0;
	}
	bool is_wide = (rune >= 0x1100 && rune <= 0x115F) || (rune >= 0x2E80 && rune <= 0xD7A3) ||
	               (rune >= 0xFF00 && rune <= 0xFF60) || (rune >= 0x1F300 && rune <= 0x1FAFF);
	return is_wide ? 2 : 1;
}

/* One run as text: style letters, the words, the target. */
static void add_run(struct buf *b, const struct prose_run *run)
{
	static const char letters[] = "*/`@#";
	for (unsigned bit = 0; bit < N_OF(letters) - 1; bit++) {
		if ((run->style & 1U << bit) != 0) {
			buf_addc(b, letters[bit]);
		}
	}
	buf_addf(b, "[%.*s]", STR_ARG(run->text));
	if (run->target.len > 0) {
		buf_addf(b, "(%.*s)", STR_ARG(run->target));
	}
}

/* All blocks, one a line: a letter for the kind, depth, number, runs. */
static void add_blocks(struct buf *b, struct str source, struct prose_values values)
{
	static const char kinds[] = {[PROSE_PARAGRAPH] = 'p',
	                             [PROSE_HEADING] = 'h',
	                             [PROSE_ITEM] = 'i',
	                             [PROSE_QUOTE] = 'q'};
	struct arena arena = {0};
	struct prose prose = prose_parse(&arena, source, values);
	for (size_t i = 0; i < prose.n_blocks; i++) {
		const struct prose_block *block = &prose.blocks[i];
		buf_addf(b, "%s%c%u.%u ", i > 0 ? "\n" : "", kinds[block->kind],
		         (unsigned)block->depth, (unsigned)block->number);
		for (size_t k = 0; k < block->n_runs; k++) {
			add_run(b, &block->runs[k]);
		}
	}
	arena_finish(&arena);
}

static void parses_with(const char *source, struct prose_values values, const char *wanted,
                        const char *sentence)
{
	struct buf b = {0};
	add_blocks(&b, str_from(source), values);
	is_str(buf_str(&b), str_from(wanted), sentence);
	buf_finish(&b);
}

static void parses(const char *source, const char *wanted, const char *sentence)
{
	parses_with(source, (struct prose_values){0}, wanted, sentence);
}

static void test_blocks(void)
{
	parses("", "", "nothing gives nothing");
	parses(" \n\n ", "", "blanks give nothing");
	parses("Un.\n\nDeux.", "p0.0 [Un.]\np0.0 [Deux.]", "blank lines part paragraphs");
	parses("Un\ndeux", "p0.0 [Un deux]", "a line end is a blank");
	parses("Un  \ndeux\\\ntrois", "p0.0 [Un\ndeux\ntrois]", "a hard break stays");
	parses("# Titre\nsuite", "h0.0 [Titre]\np0.0 [suite]", "a hash opens a heading");
	parses("- a\n- b", "i0.0 [a]\ni0.0 [b]", "dashes open items");
	parses("3. a\n4. b\n7. c", "i0.3 [a]\ni0.4 [b]\ni0.5 [c]", "numbers go on from the first");
	parses("- a\n  - b\n    1. c\n- d", "i0.0 [a]\ni1.0 [b]\ni2.1 [c]\ni0.0 [d]",
	       "lists in lists are deeper");
	parses("- a\n\n  b", "i0.0 [a]\np1.0 [b]",
	       "a second paragraph of an item is a deeper paragraph");
	parses("> a\n>\n> b", "q0.0 [a]\nq0.0 [b]", "a sign opens a quotation");
	parses("> - a\n>   > b", "i1.0 [a]\nq2.0 [b]",
	       "lists and quotations may stand in one another");
	parses("- > a", "q1.0 [a]", "a quotation may open an item");
	parses("-\n- b", "i0.0 [b]", "an empty item is not there");
	parses("    quatre blancs", "p0.0 [quatre blancs]", "four blanks are no code");
	parses("```\nif (a ?) {\n  b : c\n```", "p0.0 `[if (a ?) {\n  b : c]",
	       "fenced code keeps its lines and is not typeset");
	parses("a\n\n***\n\nb", "p0.0 [a]\np0.0 [* * *]\np0.0 [b]", "a rule is three asterisks");
	parses("<b>a</b> &lt;i&gt;", "p0.0 [<b>a</b> <i>]", "HTML is text");
	parses("| a | b |\n|---|---|\n| c | d |", "p0.0 [| a | b | |---|---| | c | d |]",
	       "a table is text");
	parses("[Nom]: Dupont\n\n- [x]: y", "p0.0 [[Nom]: Dupont]\ni0.0 [[x]: y]",
	       "what looks like a definition is not swallowed");
	parses("[Nom\nentier]: Dupont\n\n> 1. [x\n>    y]:\n>    z",
	       "p0.0 [[Nom entier]: Dupont]\ni1.1 [[x y]: z]",
	       "nor one that goes over several lines");
	parses("[a\\]b]: c", "p0.0 [[a]b]: c]", "nor one with a bracket in it");
	parses("[a](https://b.fr) c\n[d](https://e.fr)",
	       "p0.0 @[a](https://b.fr)[ c ]@[d](https://e.fr)", "a line may begin with a link");
	parses("`a\n[b]: c`", "p0.0 `[a [b]: c]", "or with a bracket in code");
	parses("```\n[a]: b\n\\[c]: d\n```", "p0.0 `[[a]: b\n\\[c]: d]",
	       "nor changed in fenced code");
}

static void test_runs(void)
{
	parses("a **b** *c* `d`", "p0.0 [a ]*[b][ ]/[c][ ]`[d]",
	       "strong, emphasis and code are styles");
	parses("***a***", "p0.0 */[a]", "two styles may lie on one run");
	parses("**a *b* c**", "p0.0 *[a ]*/[b]*[ c]", "one style may lie in another");
	parses("[ici](https://x.fr/a_b)", "p0.0 @[ici](https://x.fr/a_b)",
	       "a link has its address");
	parses("[**i**ci](u)", "p0.0 *@[i](u)@[ci](u)", "a link in two styles is two runs");
	parses("[mot](mot:catalyseur) clé", "p0.0 #[mot](catalyseur)[ clé]",
	       "a glossary word has its key");
	parses("voir https://x.fr/a?b=1&c=2.",
	       "p0.0 [voir ]@[https://x.fr/a?b=1&c=2](https://x.fr/a?b=1&c=2)[.]",
	       "an address is a link without the full stop after it");
	parses("www.x.fr, a@x.fr", "p0.0 @[www.x.fr](http://www.x.fr)[, ]@[a@x.fr](mailto:a@x.fr)",
	       "so are a site and a letter box");
	parses("[voir https://y.fr](https://x.fr)", "p0.0 @[voir https://y.fr](https://x.fr)",
	       "an address in a link's words changes nothing");
	parses("![plan](a.png)", "p0.0 [![plan](a.png)]", "an image is text");
	parses("[a](<b c> \"titre\")", "p0.0 @[a](b c)", "an address may hold blanks");
	parses("\\*a\\* 1\\. b", "p0.0 [*a* 1. b]", "a backslash takes a sign its meaning");
	parses("a&nbsp;b&#233;&amp;&foo;", "p0.0 [a\u00A0bé&&foo;]",
	       "the entities that we know are decoded");
	parses("&#27;[m &#x202e; &#0;", "p0.0 [␛[m \uFFFD &#0;]",
	       "an entity is no way round the cleaning");
	parses("a\tb\x1b[31m\xff", "p0.0 [a b␛[31m\uFFFD]", "a source is cleaned");
	parses("**Mot** : l'*eau*", "p0.0 *[Mot][\u00A0: l’]/[eau]",
	       "typography reads across a change of style");
	parses("«[mot](u)»", "p0.0 [«\u00A0]@[mot](u)[\u00A0»]",
	       "the space inside guillemets is not of the link");
	parses("`a ?` ?", "p0.0 `[a ?][\u00A0?]", "typography leaves code alone");
	parses("[l'eau](https://x.fr/l'eau)", "p0.0 @[l’eau](https://x.fr/l'eau)",
	       "typography leaves addresses alone");
}

#define VALUES(...)                                               \
	((struct prose_values){(const struct str[]){__VA_ARGS__}, \
	                       sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str)})

static void test_values(void)
{
	parses_with("Ici : " M0 ".", VALUES(STR("Loos")), "p0.0 [Ici\u00A0: Loos.]",
	            "a value takes its mark's place");
	parses_with("Porté par " M0 ".", VALUES(STR("…")), "p0.0 [Porté par …]",
	            "an ellipsis ends its sentence without a stop");
	parses_with("**" M0 "**. Puis " M1 ".", VALUES(STR("Ici."), STR("a")),
	            "p0.0 *[Ici.][ Puis a.]", "nor does what a person ended take a second one");
	parses_with(M0 "...", VALUES(STR("…")), "p0.0 […...]", "an author's own dots stay");
	parses_with(M1 M0, VALUES(STR("a"), STR("b")), "p0.0 [ba]", "each mark has its value");
	parses_with("a " M2 " b", VALUES(STR("x")), "p0.0 [a … b]",
	            "a value that lacks is an ellipsis");
	parses_with(M0, VALUES(STR("**x** [a](b) `c` &amp; <i> \\")),
	            "p0.0 [**x** [a](b) `c` &amp; <i> \\]", "a value is literal");
	parses_with(M0, VALUES(STR("- a")), "p0.0 [- a]", "a value opens no list");
	parses_with(M0, VALUES(STR("https://x.fr")), "p0.0 [https://x.fr]", "a value is no link");
	parses_with("**" M0 "**", VALUES(STR("a*b**c")), "p0.0 *[a*b**c]",
	            "a value takes the style round it");
	parses_with("`" M0 "`", VALUES(STR("a ?")), "p0.0 `[a ?]", "a value may be code");
	parses_with("[" M0 "](https://x.fr/" M0 "/b)", VALUES(STR("v")),
	            "p0.0 @[v](https://x.fr//b)", "a mark in an address is left out");
	parses_with(M0, VALUES(STR("\x1b[2J\xff\u202E")), "p0.0 [␛[2J\uFFFD\uFFFD]",
	            "a value is cleaned");
	parses_with(M0, VALUES(STR("a" M0 "b")), "p0.0 [a\uFFFDb]", "a mark in a value is none");
	parses_with("&#xF0000;", VALUES(STR("v")), "p0.0 [\uFFFD]", "an entity is no mark");
	parses_with("dit " M0 ".", VALUES(STR("l'eau : «non»")),
	            "p0.0 [dit l’eau\u00A0: «\u00A0non\u00A0».]", "a value is typeset");
	parses_with("l'" M0, VALUES(STR("eau")), "p0.0 [l’eau]",
	            "it is typeset with what stands before it");
	parses_with("a\n\n" M0 "\n\nb", VALUES(STR("")), "p0.0 [a]\np0.0 [b]",
	            "a paragraph without a character is not there");
	parses_with("- " M0 "\n- b", VALUES(STR(" \u00A0 ")), "i0.0 [b]",
	            "nor is an item of blanks");
	parses_with("a " M0 " b, " M0 "c", VALUES(STR("")), "p0.0 [a b, c]",
	            "an empty value leaves one blank");
	parses_with(M0 " Suite", VALUES(STR("")), "p0.0 [Suite]",
	            "an empty value leaves no blank at the beginning");
	parses_with("Trois" M0 ".", VALUES(STR(" et demi")), "p0.0 [Trois et demi.]",
	            "a value keeps its outer blanks");
}

static void test_values_of_lines(void)
{
	parses_with("Dit : " M0 ".", VALUES(STR("un\n\n\ndeux")),
	            "p0.0 [Dit\u00A0: un]\np0.0 [deux.]", "blank lines of a value part paragraphs");
	parses_with(M0, VALUES(STR("un\r\ndeux\n")), "p0.0 [un\ndeux]", "its line ends stay");
	parses_with(M0, VALUES(STR("\n\nun\n \n")), "p0.0 [un]", "its outer blank lines go");
	parses_with("**a " M0 " b**", VALUES(STR("un\n\ndeux")), "p0.0 *[a un]\np0.0 *[deux b]",
	            "a style goes on in the next paragraph");
	parses_with("> " M0, VALUES(STR("un\n\ndeux")), "q0.0 [un]\nq0.0 [deux]",
	            "they part those of a quotation too");
	parses_with("- " M0, VALUES(STR("un\n\ndeux")), "i0.0 [un\ndeux]",
	            "an item stays one item");
	parses_with("# " M0, VALUES(STR("un\n\ndeux")), "h0.0 [un\ndeux]",
	            "a heading stays one heading");
	parses_with(M0, VALUES(STR("\n\n")), "", "blank lines alone are nothing");
}

static void plain(uint32_t cols, const char *source, struct prose_values values, const char *wanted,
                  const char *sentence)
{
	struct buf b = {0};
	prose_add_plain(&b, str_from(source), values, cols, cols > 0 ? cols_of : NULL);
	is_str(buf_str(&b), str_from(wanted), sentence);
	buf_finish(&b);
}

static void test_plain(void)
{
	struct prose_values none = {0};
	plain(0, "", none, "", "in plain text, nothing gives nothing");
	plain(0, "# Titre\n\n**un** *deux*", none, "Titre\n\nun deux\n", "in plain text, no marks");
	plain(0, "- a\n- b\n\n2. c", none, "- a\n- b\n\n2. c\n",
	      "in plain text, bullets and numbers");
	plain(0, "> cité", none, "cité\n", "in plain text, a quotation has no ornament");
	plain(0, "[**i**ci](https://x.fr) !", none, "ici (https://x.fr)\u00A0!\n",
	      "in plain text, a link is its words and its address");
	plain(0, "https://x.fr www.x.fr a@x.fr", none, "https://x.fr www.x.fr a@x.fr\n",
	      "in plain text, an address is said once");
	plain(0, "[mot](mot:clé)", none, "mot\n", "in plain text, a glossary word is a word");
	plain(12, "- un deux trois\n  - quatre cinq", none,
	      "- un deux\n  trois\n  - quatre\n    cinq\n", "in plain text, wrapped, items hang");
	plain(0, "Ici : " M0, VALUES(STR("un\ndeux")), "Ici\u00A0: un\ndeux\n",
	      "in plain text, a value's lines");
}

static void line(const char *source, struct prose_values values, const char *wanted,
                 const char *sentence)
{
	struct buf b = {0};
	prose_add_line(&b, str_from(source), values);
	is_str(buf_str(&b), str_from(wanted), sentence);
	buf_finish(&b);
}

static void test_line(void)
{
	struct prose_values none = {0};
	line("", none, "", "on a line, nothing gives nothing");
	line("Qui *prévient* ?", none, "Qui prévient\u00A0?", "on a line, no marks of Markdown");
	line("[mot](mot:x) & [ici](u)", none, "mot & ici", "on a line, links are their words");
	line("1789. Une date", none, "1789. Une date", "on a line, a number is no list");
	line("- non", none, "- non", "on a line, a dash is no list");
	line("# 3", none, "# 3", "on a line, a hash is no heading");
	line("> 3", none, "> 3", "on a line, a sign is no quotation");
	line("***", none, "***", "on a line, asterisks are no rule");
	line("[Nom]: Dupont", none, "[Nom]: Dupont", "on a line, no definition");
	line("un\ndeux\n\ntrois\n---", none, "un deux trois ---",
	     "on a line, line ends are blanks");
	line("**« mot »** d'ici", none, "«\u00A0mot\u00A0» d’ici",
	     "on a line, emphasis may open it");
	line("(a) b)", none, "(a) b)", "on a line, brackets stay");
	line("Chez " M0 " : " M1, VALUES(STR("a\n\nb"), STR("*c*")), "Chez a b\u00A0: *c*",
	     "on a line, values are literal and on the line");
	line(M0 " Suite", VALUES(STR("")), "Suite", "on a line, an empty value leaves no blank");
}

/* A value that is empty adds nothing, but has the line read by md4c. */
static bool is_line_as_read(struct str source)
{
	struct buf straight = {0}, marked = {0}, read = {0};
	buf_add(&marked, str_trim(source));
	buf_add(&marked, STR(" " M0));
	prose_add_line(&straight, source, (struct prose_values){0});
	prose_add_line(&read, buf_str(&marked), VALUES(STR("")));
	bool is = str_eq(buf_str(&straight), buf_str(&read));
	if (!is) {
		tap_show("source", source);
		tap_show("straight", buf_str(&straight));
		tap_show("read", buf_str(&read));
	}
	buf_finish(&straight);
	buf_finish(&marked);
	buf_finish(&read);
	return is;
}

/* A label without Markdown isn't given to md4c, and none can tell. */
static void test_straight_lines(void)
{
	static const char *const pieces[] = {
		"mot",    "Un",     "d'",     " ",     " ",           " ",      ":",       ": ",
		" ?",     "!",      "« ",     " »",    "é",           "œ",      "e\u0301", "20 000",
		"1er",    "www.",   "w.",     "http:", "http://",     "a@b.fr", "*",       "_",
		"`",      "[x]",    "(y)",    "<b>",   "&amp;",       "\\",     "#",       "1. ",
		"- ",     "> ",     "=",      "~",     "|",           "$",      "\n",      "\t",
		"\u00A0", "\u00AD", "\u2028", "\x01",  "👩‍🌾", "…",      "\"",      ".",
		",",      "'",
	};

	enum {
		N_LINES = 20000,
		N_PIECES = sizeof pieces / sizeof pieces[0],
	};

	uint32_t seed = 1;
	size_t n_same = 0;
	for (int i = 0; i < N_LINES && n_same == (size_t)i; i++) {
		struct buf source = {0};
		// Half of them without what stands late in the table of pieces.
		uint32_t most = i % 2 == 0 ? N_PIECES : 20;
		for (uint32_t n = 1 + seed % 8; n > 0; n--) {
			seed = seed * 1664525 + 1013904223;
			buf_add(&source, str_from(pieces[(seed >> 16) % most]));
		}
		n_same += is_line_as_read(buf_str(&source));
		buf_finish(&source);
	}
	is_int((long)n_same, N_LINES, "20,000 lines come out as md4c gives them");
}

int main(void)
{
	test_straight_lines();
	test_blocks();
	test_runs();
	test_values();
	test_values_of_lines();
	test_plain();
	test_line();
	return tap_done();
}
