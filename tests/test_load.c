/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file becomes: identity, inclusion, limits, texts; each finding has its own fixture. */
#include "tap.h"

#include "expr.h"
#include "support.h"
#include "utf8.h"

#include <string.h>

static struct loading_result load_one(const char *content)
{
	struct memory_file files[] = {{"un/parcours.yaml", content}, {NULL, NULL}};
	return load_memory(files);
}

static const char head[] = "safari: 1\nparcours: essai\ntitre: Essai\ndépart: a\n";

static struct loading_result load_steps(const char *steps)
{
	struct buf text = {0};
	buf_add(&text, str_from(head));
	buf_add(&text, STR("étapes:\n"));
	buf_add(&text, str_from(steps));
	struct loading_result r = load_one(text.ptr);
	buf_finish(&text);
	return r;
}

/* --- Names ------------------------------------------------------------------------------- */

static void test_names(void)
{
	static const struct {
		const char *id;
		bool sound;
		const char *sentence;
	} ids[] = {
		{"a", true, "one letter is an id"},
		{"eau-manque", true, "an id may have hyphens"},
		{"élève_2", true, "and accents, underlines, digits"},
		{"Ж", true, "a letter of any script is one"},
		{"2e", false, "an id doesn't begin with a digit"},
		{"-a", false, "nor with a hyphen"},
		{"a-", false, "and doesn't end with one"},
		{"a b", false, "a blank isn't for ids"},
		{"a.b", false, "nor a dot"},
		{"e\xCC\x81t", false, "decomposed accents are refused"},
		{"sinon", false, "an operator word names no step"},
		{"répondu", false, "nor does a function's name"},
		{"Non", false, "whatever its case"},
		{"repondu", false, "or its accents"},
		{"où", false, "« où » would be read as « ou »"},
	};

	for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
		struct buf text = {0};
		buf_addf(&text,
		         "safari: 1\nparcours: x\ntitre: X\ndépart: \"%s\"\nétapes:\n"
		         "  \"%s\": {fin: réussie, titre: T}\n",
		         ids[i].id, ids[i].id);
		struct loading_result r = load_one(text.ptr);
		bool well = ids[i].sound ? r.journey != NULL : has_diag(&r, DIAG_PAR40, 6);
		if (!ok(well, ids[i].sentence)) {
			show_diags(&r);
		}
		loading_result_finish(&r);
		buf_finish(&text);
	}
}

static void test_keys(void)
{
	struct loading_result r = load_one("safari: 1\nparcours: x\ntitre: X\ndepart: a\netapes:\n"
	                                   "  a:\n    texte: T\n    choix:\n      b: {libelle: B}\n"
	                                   "    vers: c\n"
	                                   "  c: {fin: reussie, titre: C}\n");
	ok(r.journey != NULL, "accents are optional in keys and in values that are words of ours");
	ok(r.journey != NULL && r.journey->steps[1].success, "« reussie » is « réussie »");
	loading_result_finish(&r);
	r = load_steps(
		"  a: {texte: T, duree_salle: 1 h 30, vers: b}\n  b: {fin: arrêt, titre: B}\n");
	ok(r.journey != NULL && r.journey->steps[0].room_minutes == 90,
	   "_ and - are the same in keys");
	loading_result_finish(&r);
}

static void test_null_character(void)
{
	/* The key ends at the end of its memory: a reader that goes past it is caught. */
	struct loading_result r =
		load_one("safari: 1\n\"titre\\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\": X\n");
	ok(r.journey == NULL && has_diag(&r, DIAG_PAR24, 2), "a null character in a key is told");
	loading_result_finish(&r);
	r = load_steps("  a: {fin: réussie, titre: \"T\\0T\"}\n");
	ok(r.journey == NULL && has_diag(&r, DIAG_PAR24, 6), "and so is one in a text");
	loading_result_finish(&r);
}

static int one_column(uint32_t rune)
{
	return rune >= ' ' ? 1 : -1;
}

static void test_printed_findings(void)
{
	struct loading_result r =
		load_steps("  a: {fin: réussie, titre: T, "
	                   "\"b\\e[2J\\x7F\\u202E\\u061C\\u2028\\U000E0041\": x}\n");
	struct buf out = {0};
	diags_print(&out, &r.diags, &r.sources.sources, (struct diag_style){.width = one_column});
	ok(str_find(buf_str(&out), STR("« b␛[2J␡\uFFFD\uFFFD\uFFFD\uFFFD »"), 0) != SIZE_MAX ||
	           str_find(buf_str(&out), STR("«\u00A0b␛[2J␡\uFFFD\uFFFD\uFFFD\uFFFD\u00A0»"),
	                    0) != SIZE_MAX,
	   "what acts or hides in a finding is shown as everywhere");
	buf_finish(&out);
	loading_result_finish(&r);
}

static void test_way_back(void)
{
	struct loading_result r = load_steps("  a: {texte: A, vers: b, retour: non}\n"
	                                     "  b: {fin: réussie, titre: B, retour: non}\n");
	if (!ok(r.journey != NULL, "« retour: non » beside a way says nothing more")) {
		show_diags(&r);
	}
	loading_result_finish(&r);
}

static void test_many_findings(void)
{
	struct buf steps = {0};
	buf_add(&steps, STR("  a:\n    fin: réussie\n    titre: A\n"));
	for (int i = 0; i < 300000; i++) {
		buf_addf(&steps, "    inconnue-%d: x\n", i);
	}
	for (int i = 0; i < 100000; i++) {
		buf_add(&steps, STR("    titre: A\n"));
	}
	struct loading_result r = load_steps(steps.ptr);
	ok(r.diags.n == DIAGS_MAX && r.diags.n_errors == 400000,
	   "of 400,000 findings all are counted and few are kept");
	struct buf out = {0};
	diags_print(&out, &r.diags, &r.sources.sources, (struct diag_style){.width = one_column});
	ok(out.len < 100000 && str_find(buf_str(&out), STR("… et 399800 autres."), 0) != SIZE_MAX,
	   "what is left out is said");
	buf_finish(&out);
	buf_finish(&steps);
	loading_result_finish(&r);
}

/* --- Files ------------------------------------------------------------------------------- */

static void test_inclusion(void)
{
	const char *whole = "safari: 1\nparcours: x\ntitre: X\ndépart: a\nétapes:\n"
			    "  a: {texte: A, vers: b}\n  b: {fin: réussie, titre: B}\n";
	struct loading_result one = load_one(whole);
	struct memory_file files[] = {{"un/parcours.yaml",
	                               "safari: 1\nparcours: x\ntitre: X\ndépart: a\n"
	                               "inclure: [deux.yaml]\nétapes:\n  a: {texte: A, vers: b}\n"},
	                              {"un/deux.yaml", "étapes:\n  b: {fin: réussie, titre: B}\n"},
	                              {NULL, NULL}};
	struct loading_result two = load_memory(files);
	ok(two.journey != NULL && two.journey->n_steps == 2,
	   "an included file adds to the journey");
	ok(one.journey != NULL && two.journey != NULL &&
	           journey_fingerprint(one.journey) == journey_fingerprint(two.journey),
	   "a step that moved to another file leaves the fingerprint");
	loading_result_finish(&one);
	loading_result_finish(&two);

	struct memory_file twins[] = {
		{"un/parcours.yaml",
	         "safari: 1\nparcours: x\ntitre: X\ndépart: a\n"
	         "inclure: [deux.yaml]\nétapes:\n  a: {fin: réussie, titre: A}\n"},
		{"un/deux.yaml", "étapes:\n  a: {fin: réussie, titre: B}\n"},
		{NULL, NULL}};
	struct loading_result r = load_memory(twins);
	ok(has_diag(&r, DIAG_PAR41, 2), "an id in two files is refused");
	ok(r.diags.n == 1 && r.diags.list[0].span.file == 1 && r.diags.list[0].other.file == 0 &&
	           r.diags.list[0].other.line == 7,
	   "and both places are named");
	loading_result_finish(&r);

	static const char *const outside[] = {"../autre.yaml", "/etc/passwd", "a/../../b.yaml",
	                                      "rien.yaml"};
	for (size_t i = 0; i < sizeof outside / sizeof outside[0]; i++) {
		struct buf text = {0};
		buf_addf(&text, "%sinclure: [\"%s\"]\nétapes:\n  a: {fin: réussie, titre: A}\n",
		         head, outside[i]);
		r = load_one(text.ptr);
		ok(has_diag(&r, DIAG_PAR17, 5),
		   "what lies outside the folder, or nowhere, isn't included");
		loading_result_finish(&r);
		buf_finish(&text);
	}
	struct memory_file dotted[] = {
		{"un/parcours.yaml", "safari: 1\nparcours: x\ntitre: X\ndépart: a\n"
	                             "inclure: [./deux.yaml]\nétapes:\n  a: {texte: A, vers: b}\n"},
		{"un/./deux.yaml", "étapes:\n  b: {fin: réussie, titre: B}\n"},
		{NULL, NULL}};
	r = load_memory(dotted);
	ok(has_diag(&r, DIAG_PAR17, 5), "a file is named in one way only");
	loading_result_finish(&r);
	struct memory_file heads[] = {
		{"un/parcours.yaml",
	         "safari: 1\nparcours: x\ntitre: X\ndépart: a\n"
	         "inclure: [deux.yaml]\nétapes:\n  a: {fin: réussie, titre: A}\n"},
		{"un/deux.yaml", "titre: Autre\n"},
		{NULL, NULL}};
	r = load_memory(heads);
	ok(has_diag(&r, DIAG_PAR20, 1), "an included file has no title of its own");
	loading_result_finish(&r);
}

/* --- The fingerprint --------------------------------------------------------------------- */

static uint64_t fingerprint_of(const char *steps)
{
	struct loading_result r = load_steps(steps);
	if (r.journey == NULL) {
		show_diags(&r);
	}
	uint64_t f = r.journey != NULL ? journey_fingerprint(r.journey) : 0;
	loading_result_finish(&r);
	return f;
}

static void test_fingerprint(void)
{
	static const char base[] = "  a:\n    texte: Un\n    choix: {b: B, c: C}\n    suite:\n"
				   "      - {si: a = b, vers: d}\n      - sinon: e\n"
				   "  d: {fin: réussie, titre: D}\n  e: {fin: arrêt, titre: E}\n";
	uint64_t f = fingerprint_of(base);
	ok(f != 0, "a journey has a fingerprint");
	ok(f == fingerprint_of("  e: {titre: Autre, fin: arrêt}\n"
	                       "  d: {titre: D, fin: réussie, durée: 3 min}\n"
	                       "  a:\n    titre: Un titre\n    texte: D'autres mots\n"
	                       "    choix: {b: Bien, c: C}\n    suite:\n"
	                       "      - {si: \"a   = b\", vers: d}\n      - {sinon: e}\n"),
	   "texts, order and blanks don't change it");
	static const char *const others[] = {
		"  a:\n    texte: Un\n    choix: {b: B, c2: C}\n    suite:\n"
		"      - {si: a = b, vers: d}\n      - sinon: e\n"
		"  d: {fin: réussie, titre: D}\n  e: {fin: arrêt, titre: E}\n",
		"  a:\n    texte: Un\n    choix: {b: B, c: C}\n    suite:\n"
		"      - {si: a = c, vers: d}\n      - sinon: e\n"
		"  d: {fin: réussie, titre: D}\n  e: {fin: arrêt, titre: E}\n",
		"  a:\n    texte: Un\n    choix: {b: B, c: C}\n    suite:\n"
		"      - {si: a = b, vers: e}\n      - sinon: d\n"
		"  d: {fin: réussie, titre: D}\n  e: {fin: arrêt, titre: E}\n",
		"  a:\n    texte: Un\n    choix: {b: B, c: C}\n    suite:\n"
		"      - {si: a = b, vers: d}\n      - sinon: e\n"
		"  d: {fin: arrêt, titre: D}\n  e: {fin: arrêt, titre: E}\n",
	};
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		uint64_t other = fingerprint_of(others[i]);
		ok(other != 0 && other != f, "an option, a condition, an edge or an ending does");
	}
}

/* --- Texts ----------------------------------------------------------------------------------- */

static void test_texts(void)
{
	struct loading_result r = load_steps(
		"  a:\n    texte: |\n      Bonjour ${nom.p}, $${ici} et ${si(vu(a); \"} # ;\"; "
		"\"\")}.\n"
		"    vers: nom\n"
		"  nom: {champs: {p: Prénom}, vers: z}\n  z: {fin: réussie, titre: Z}\n");
	if (ok(r.journey != NULL, "a text holds expressions, even a } in one")) {
		const struct text *t = &r.journey->steps[0].body;
		is_int(text_n_inserts(t), 2, "each ${…} is one insert");
		struct buf wanted = {0};
		buf_add(&wanted, STR("Bonjour "));
		buf_add_rune(&wanted, RUNE_MARK);
		buf_add(&wanted, STR(", ${ici} et "));
		buf_add_rune(&wanted, RUNE_MARK + 1);
		buf_add(&wanted, STR("."));
		is_str(t->source, buf_str(&wanted),
		       "which stands in the text as a mark; $${ is ${");
		buf_finish(&wanted);
	} else {
		show_diags(&r);
	}
	loading_result_finish(&r);

	r = load_steps(
		"  a: {texte: \"\xF3\xB0\x80\x80\", vers: z}\n  z: {fin: réussie, titre: Z}\n");
	ok(r.journey != NULL && str_eq(r.journey->steps[0].body.source, STR("\xEF\xBF\xBD")),
	   "a character that could pass for a mark becomes U+FFFD");
	loading_result_finish(&r);

	r = load_steps(
		"  a:\n    texte: |\n      Une ligne.\n\n      Ici ${nom.q}.\n    vers: nom\n"
		"  nom: {champs: {p: Prénom}, vers: z}\n  z: {fin: réussie, titre: Z}\n");
	ok(r.diags.n == 1 && r.diags.list[0].span.line == 10 && r.diags.list[0].span.col == 17 &&
	           r.diags.list[0].span.n_runes == 1,
	   "a fault inside a literal block is shown at its own line and column");
	loading_result_finish(&r);
}

static void test_values(void)
{
	struct memory_file files[] = {
		{"un/parcours.yaml",
	         "safari: 1\nparcours: x\ntitre: Un safari ${ici}\ndépart: a\ninclure: "
	         "[mien.yaml]\n"
	         "calculs:\n  lieu: |\n    si(répondu(a.lieu); a.lieu; ici)\n"
	         "étapes:\n  a:\n    texte: \"On est ${ici}, à ${lieu}.\"\n    champs: {lieu: Où}\n"
	         "    vers: z\n  z: {fin: réussie, titre: Z}\n"},
		{"un/mien.yaml", "valeurs:\n  ici: |\n    dans le\n    Trégor\n"},
		{NULL, NULL}};
	struct loading_result r = load_memory(files);
	if (ok(r.journey != NULL, "a value of another file is known by its name")) {
		const struct text *t = &r.journey->steps[0].body;
		struct buf wanted = {0};
		buf_add(&wanted, STR("On est dans le Trégor, à "));
		buf_add_rune(&wanted, RUNE_MARK);
		buf_add(&wanted, STR("."));
		is_str(r.journey->title.source, STR("Un safari dans le Trégor"),
		       "it stands in the title, on one line");
		is_str(t->source, buf_str(&wanted), "and in a text, beside an answer");
		is_int(text_n_inserts(t), 1, "which alone is looked up while one walks");
		buf_finish(&wanted);
	} else {
		show_diags(&r);
	}
	loading_result_finish(&r);

	r = load_one("safari: 1\nparcours: x\ntitre: X\ndépart: a\nvaleurs: {a: Ici}\n"
	             "étapes:\n  a: {fin: réussie, titre: Z}\n");
	ok(has_diag(&r, DIAG_PAR41, 7), "a value and a step can't share a name");
	loading_result_finish(&r);

	struct buf text = {0};
	buf_addf(&text, "%svaleurs:\n  v: \"", head);
	for (int i = 0; i < 60000; i++) {
		buf_addc(&text, 'x');
	}
	buf_add(&text, STR("\"\nétapes:\n  a: {fin: réussie, titre: Z, texte: \""));
	for (int i = 0; i < 1200; i++) {
		buf_add(&text, STR("${v}"));
	}
	buf_add(&text, STR("\"}\n"));
	r = load_one(text.ptr);
	ok(r.diags.n == 1 && has_diag(&r, DIAG_PAR03, 8),
	   "a long value named everywhere is refused, once");
	loading_result_finish(&r);
	buf_finish(&text);
}

static void test_title(void)
{
	struct loading_result r = load_steps(
		"  a:\n    texte: Une phrase. Une autre.\n    vers: b\n"
		"  b:\n    texte: T\n    question: Laquelle ?\n    choix: {x: X}\n    vers: c\n"
		"  c:\n    observation: {lieu: Ici, scène: S, récit: R, leçon: L, source: S}\n    "
		"vers: z\n"
		"  z: {fin: réussie, titre: Z}\n");
	if (r.journey != NULL) {
		is_str(step_title(&r.journey->steps[0]).source, STR("Une phrase."),
		       "without a title, the first sentence is one");
		is_str(step_title(&r.journey->steps[1]).source, STR("Laquelle ?"),
		       "or the question");
		is_str(step_title(&r.journey->steps[2]).source, STR("Ici"),
		       "or the sighting's place");
	} else {
		ok(false, "the journey of titles loads");
		show_diags(&r);
	}
	loading_result_finish(&r);
}

/* --- Limits ---------------------------------------------------------------------------------- */

static bool loads_choices(uint32_t n)
{
	struct buf text = {0};
	buf_addf(&text, "%sétapes:\n  a:\n    texte: T\n    vers: z\n    choix:\n", head);
	for (uint32_t i = 0; i < n; i++) {
		buf_addf(&text, "      c%u: C\n", i);
	}
	buf_add(&text, STR("  z: {fin: réussie, titre: Z}\n"));
	struct loading_result r = load_one(text.ptr);
	bool well = r.journey != NULL;
	ok(well || has_diag(&r, DIAG_PAR03, 0),
	   "a number of choices is taken, or refused as too many");
	loading_result_finish(&r);
	buf_finish(&text);
	return well;
}

static bool loads_steps(uint32_t n)
{
	struct buf text = {0};
	buf_addf(&text, "%sétapes:\n  a: {fin: réussie, titre: Z}\n", head);
	for (uint32_t i = 1; i < n; i++) {
		buf_addf(&text, "  s%u: {fin: réussie, titre: Z}\n", i);
	}
	struct loading_result r = load_one(text.ptr);
	bool well = r.journey != NULL;
	ok(well || has_diag(&r, DIAG_PAR03, 0),
	   "a number of steps is taken, or refused as too many");
	loading_result_finish(&r);
	buf_finish(&text);
	return well;
}

/* A text of so many bytes, in each way of writing one. */
static bool loads_scalar(const char *open, const char *close, size_t bytes)
{
	struct buf text = {0};
	buf_addf(&text, "%sétapes:\n  a:\n    fin: réussie\n    titre: Z\n    texte: %s", head,
	         open);
	for (size_t i = 0; i < bytes; i++) {
		buf_addc(&text, 'x');
	}
	buf_addf(&text, "%s\n", close);
	struct loading_result r = load_one(text.ptr);
	bool well = r.journey != NULL;
	ok(well || has_diag(&r, DIAG_PAR03, 9) || has_diag(&r, DIAG_PAR03, 10),
	   "a length of text is taken, or refused as too long");
	loading_result_finish(&r);
	buf_finish(&text);
	return well;
}

static void test_scalars(void)
{
	static const struct {
		const char *open, *close, *sentence;
		size_t more; /* bytes that the way of writing adds to the text */
	} ways[] = {
		{"", "", "64 KiB are a text's limit, written plain", 0},
		{"\"", "\"", "and between double quotes", 0},
		{"'", "'", "and between single ones", 0},
		{"|\n      ", "", "and under a bar", 1},
		{">\n      ", "", "and folded", 1},
	};

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		size_t limit = 64 * 1024 - ways[i].more;
		ok(loads_scalar(ways[i].open, ways[i].close, limit), ways[i].sentence);
		ok(!loads_scalar(ways[i].open, ways[i].close, limit + 1),
		   "one more byte is too many");
	}
}

/* Levels within the text of a step, which stands at the third. */
static bool is_too_deep(const char *piece, unsigned levels, uint32_t *ret_line)
{
	struct buf text = {0};
	buf_addf(&text, "%sétapes:\n  a:\n    texte:", head);
	for (unsigned i = 0; i < levels; i++) {
		if (piece[0] == '\n') {
			buf_addf(&text, "\n%*s%s", (int)(6 + i), "", piece + 1);
		} else {
			buf_addf(&text, " %s", piece);
		}
	}
	buf_add(&text, STR(" x\n"));
	struct loading_result r = load_one(text.ptr);
	bool is_deep = has_diag(&r, DIAG_PAR03, 0);
	for (size_t i = 0; i < r.diags.n; i++) {
		*ret_line =
			r.diags.list[i].code == DIAG_PAR03 ? r.diags.list[i].span.line : *ret_line;
	}
	ok(r.journey == NULL && r.diags.n > 0 && r.diags.list[0].span.line >= 5,
	   "a nest is refused, on its line");
	loading_result_finish(&r);
	buf_finish(&text);
	return is_deep;
}

static void test_depth(void)
{
	uint32_t line = 0;
	ok(!is_too_deep("[", 61, &line), "64 levels are not too many");
	ok(is_too_deep("[", 62, &line) && line == 7, "one more is, and is told on its line");
	ok(is_too_deep("{a:", 100000, &line) && line == 7, "100,000 braces too");
	ok(!is_too_deep("\na:", 61, &line), "the same of maps below one another");
	ok(is_too_deep("\na:", 62, &line) && line == 7 + 62, "told where the last one begins");
	ok(is_too_deep("\n-", 5000, &line), "lists in lists end as well");
}

static bool loads_items(bool is_hub, uint32_t n)
{
	struct buf text = {0};
	buf_addf(&text, "%sétapes:\n  a:\n    texte: T\n    %s", head,
	         is_hub ? "carrefour: [" : "champs:\n");
	for (uint32_t i = 0; i < n; i++) {
		buf_addf(&text, is_hub ? "i%u, " : "      f%u: Champ\n", i);
	}
	buf_add(&text, str_from(is_hub ? "]\n    ensuite: z\n" : "    vers: z\n"));
	for (uint32_t i = 0; i < n && is_hub; i++) {
		buf_addf(&text, "  i%u: {texte: T, retour: oui}\n", i);
	}
	buf_add(&text, STR("  z: {fin: réussie, titre: Z}\n"));
	struct loading_result r = load_one(text.ptr);
	bool well = r.journey != NULL;
	if (!ok(well || r.diags.list[0].span.line > 0,
	        "a number is taken, or refused with a place")) {
		show_diags(&r);
	}
	loading_result_finish(&r);
	buf_finish(&text);
	return well;
}

static bool loads_id(unsigned n_runes)
{
	struct buf text = {0};
	buf_addf(&text, "%sétapes:\n  a: {texte: T, vers: z}\n  z: {fin: réussie, titre: Z}\n  é",
	         head);
	for (unsigned i = 1; i < n_runes; i++) {
		buf_add(&text, STR("é"));
	}
	buf_add(&text, STR(": {fin: réussie, titre: T}\n"));
	struct loading_result r = load_one(text.ptr);
	bool well = r.journey != NULL;
	ok(well || has_diag(&r, DIAG_PAR40, 8), "a name is taken, or refused where it stands");
	loading_result_finish(&r);
	buf_finish(&text);
	return well;
}

/* --- Files that only have a size --- */

struct sizes {
	size_t main, each; /* bytes */
	unsigned n;        /* included files */
};

static void fill(struct buf *out, size_t bytes)
{
	static const char line[] =
		"# Un commentaire de soixante-quatre octets, pour la longueur. #\n";
	while (out->len + sizeof line - 1 <= bytes) {
		buf_add(out, STR(line));
	}
	while (out->len < bytes) {
		buf_addc(out, '\n');
	}
}

static bool fetch_size(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason)
{
	const struct sizes *sizes = ctx;
	(void)ret_reason;
	if (str_ends(path, STR("parcours.yaml"))) {
		buf_add(ret_bytes, str_from(head));
		buf_add(ret_bytes, STR("inclure: ["));
		for (unsigned i = 0; i < sizes->n; i++) {
			buf_addf(ret_bytes, "f%u.yaml, ", i);
		}
		buf_add(ret_bytes, STR("]\nétapes: {a: {fin: réussie, titre: A}}\n"));
		fill(ret_bytes, sizes->main);
	} else {
		buf_add(ret_bytes, STR("étapes: {"));
		buf_add(ret_bytes, str_slice(path, 0, path.len - 5)); // without « .yaml »
		buf_add(ret_bytes, STR(": {fin: réussie, titre: B}}\n"));
		fill(ret_bytes, sizes->each);
	}
	return true;
}

static bool loads_sizes(struct sizes sizes)
{
	struct load_sources sources = {0};
	struct diags diags = {0};
	struct journey *j = load_journey(STR("parcours.yaml"),
	                                 (struct load_files){fetch_size, &sizes}, &sources, &diags);
	bool well = j != NULL;
	ok(well || diags.list[0].code == DIAG_PAR03, "files are taken, or refused as too many");
	journey_destroy(j);
	diags_finish(&diags);
	load_sources_finish(&sources);
	return well;
}

static void test_sizes(void)
{
	size_t file = 16 * 1024 * 1024;
	ok(loads_sizes((struct sizes){.main = file}), "16 MiB are a file's limit");
	ok(!loads_sizes((struct sizes){.main = file + 1}), "one more byte is too many");
	ok(loads_sizes((struct sizes){.n = 999}), "a thousand files are a journey's limit");
	ok(!loads_sizes((struct sizes){.n = 1000}), "one more is too many");
	ok(loads_sizes((struct sizes){.main = file, .each = file, .n = 3}),
	   "64 MiB are the limit of them together");
	ok(!loads_sizes((struct sizes){.main = file, .each = file - 1024, .n = 4}),
	   "what is beyond is too much");
}

static void test_limits(void)
{
	ok(loads_choices(1000), "a thousand choices are a step's limit");
	ok(!loads_choices(1001), "one more is too many");
	ok(loads_steps(20000), "twenty thousand steps are a journey's limit");
	ok(!loads_steps(20001), "one more is too many");
	ok(loads_items(false, 1000), "a thousand fields are a step's limit");
	ok(!loads_items(false, 1001), "one more is too many");
	ok(loads_items(true, 1000), "a thousand items are a hub's limit");
	ok(!loads_items(true, 1001), "one more is too many");
	ok(loads_id(64), "64 characters are a name's limit");
	ok(!loads_id(65), "one more is too many");
	test_scalars();
	test_depth();
	test_sizes();
}

/* --- The table of keys -------------------------------------------------------------------------
 */

static void count_key(void *ctx, const char *where, const char *key, const char *type,
                      const char *preset)
{
	(void)preset;
	int *n = ctx;
	*n += where != NULL && key[0] != '\0' && type[0] != '\0';
}

static void test_key_table(void)
{
	int n = 0;
	load_each_key(count_key, &n);
	ok(n > 90, "every key is in the table for the manual, with where it stands and its type");
}

int main(void)
{
	test_names();
	test_keys();
	test_null_character();
	test_printed_findings();
	test_way_back();
	test_many_findings();
	test_inclusion();
	test_fingerprint();
	test_texts();
	test_values();
	test_title();
	test_limits();
	test_key_table();
	return tap_done();
}
