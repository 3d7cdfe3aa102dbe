/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The traps of French prose in YAML. Each is written as an author would, between a head and a
 * tail that are sound; the correction that safari proposes replaces the lines and is read by
 * libyaml, which must see what a right hand would have written.
 */
#include "buf.h"
#include "diag.h"
#include "load.h"
#include "source.h"
#include "str.h"
#include "tap.h"
#include "traps.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>

/* --- A file in memory, loaded --------------------------------------------------------------- */

static bool fetch_text(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason)
{
	const struct str *text = ctx;
	if (!str_eq(path, STR("essai.yaml"))) {
		*ret_reason = "le fichier n'existe pas";
		return false;
	}
	buf_add(ret_bytes, *text);
	return true;
}

struct loaded {
	struct load_sources sources;
	struct diags diags;
	bool well;
};

static void load(struct loaded *l, struct str text)
{
	*l = (struct loaded){0};
	struct load_files files = {fetch_text, &text};
	struct journey *j = load_journey(STR("essai.yaml"), files, &l->sources, &l->diags);
	l->well = j != NULL;
	journey_destroy(j);
}

static void unload(struct loaded *l)
{
	diags_finish(&l->diags);
	load_sources_finish(&l->sources);
}

static const struct diag *find_diag(const struct loaded *l, enum diag_code code)
{
	for (size_t i = 0; i < l->diags.n; i++) {
		if (l->diags.list[i].code == code) {
			return &l->diags.list[i];
		}
	}
	return NULL;
}

static size_t count_diags(const struct loaded *l, enum diag_code code)
{
	size_t n = 0;
	for (size_t i = 0; i < l->diags.n; i++) {
		n += l->diags.list[i].code == code;
	}
	return n;
}

static int one_col(uint32_t rune)
{
	return rune < 0x20 ? -1 : 1;
}

static void show(const struct loaded *l)
{
	struct buf out = {0};
	diags_print(&out, &l->diags, &l->sources.sources, (struct diag_style){.width = one_col});
	struct str rest = buf_str(&out), line;
	while (str_next_line(&rest, &line)) {
		tap_note("%.*s", STR_ARG(line));
	}
	buf_finish(&out);
}

/* --- What libyaml sees ----------------------------------------------------------------------- */

/* Line ends and runs of blanks are one space: `|` and quotes then say the same. */
static void add_normal(struct buf *out, const char *value, size_t len)
{
	struct str s = str_trim((struct str){value, len});
	bool was_blank = false;
	for (size_t i = 0; i < s.len; i++) {
		bool is_blank = s.ptr[i] == ' ' || s.ptr[i] == '\n';
		if (!is_blank || !was_blank) {
			buf_addc(out, is_blank ? ' ' : s.ptr[i]);
		}
		was_blank = is_blank;
	}
}

static void add_event(struct buf *out, const yaml_event_t *event)
{
	buf_addf(out, "%d", (int)event->type);
	if (event->type == YAML_SCALAR_EVENT) {
		add_normal(out, (const char *)event->data.scalar.value, event->data.scalar.length);
	}
	buf_addc(out, '\n');
}

/* All events, one a line. False where libyaml refuses the text. */
static bool read_events(struct buf *out, struct str text)
{
	yaml_parser_t parser;
	yaml_parser_initialize(&parser);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.ptr, text.len);
	bool well = true, ended = false;
	while (well && !ended) {
		yaml_event_t event;
		well = yaml_parser_parse(&parser, &event) != 0;
		if (well) {
			add_event(out, &event);
			ended = event.type == YAML_STREAM_END_EVENT;
			yaml_event_delete(&event);
		}
	}
	yaml_parser_delete(&parser);
	return well;
}

static bool same_events(struct str a, struct str b)
{
	struct buf x = {0}, y = {0};
	bool same = read_events(&x, a) && read_events(&y, b) && str_eq(buf_str(&x), buf_str(&y));
	buf_finish(&x);
	buf_finish(&y);
	return same;
}

/* --- Corrections ----------------------------------------------------------------------------- */

#define HEAD "safari: 1\nparcours: essai\ntitre: Essai\ndépart: a\nétapes:\n  a:\n    titre: A\n"
#define TAIL "    vers: b\n  b:\n    titre: B\n    texte: Fin.\n    fin: arrêt\n"

enum {
	HEAD_LINES = 7,
};

struct correction {
	const char *what;
	enum diag_code code;
	const char *written; /* lines of step a */
	unsigned int first,
		n_lines;   /* of those, what the correction replaces; 0, 0: the first line */
	const char *meant; /* how it should have been written; NULL: no correction */
};

static void wrap(struct buf *out, const char *lines)
{
	buf_clear(out);
	buf_add(out, STR(HEAD));
	buf_add(out, str_from(lines));
	buf_add(out, STR(TAIL));
}

static void replace_lines(struct buf *out, struct str text, unsigned int first, unsigned int n,
                          struct str instead)
{
	struct str rest = text, line;
	for (unsigned int at = 1; str_next_line(&rest, &line); at++) {
		if (at == first) {
			buf_add(out, instead);
			buf_addc(out, '\n');
		}
		if (at < first || at >= first + n) {
			buf_add(out, line);
			buf_addc(out, '\n');
		}
	}
}

static bool is_corrected(const struct correction *c, struct str written, const struct diag *told)
{
	if (c->meant == NULL) {
		return told->fix.len == 0;
	}
	struct buf meant = {0}, fixed = {0};
	wrap(&meant, c->meant);
	unsigned int first = c->first > 0 ? c->first : 1, n = c->n_lines > 0 ? c->n_lines : 1;
	replace_lines(&fixed, written, HEAD_LINES + first, n, told->fix);
	bool same = told->fix.len > 0 && same_events(buf_str(&fixed), buf_str(&meant));
	if (!same) {
		tap_show("fixed", buf_str(&fixed));
	}
	buf_finish(&meant);
	buf_finish(&fixed);
	return same;
}

static void test_correction(const struct correction *c)
{
	struct buf written = {0};
	struct loaded l;
	wrap(&written, c->written);
	load(&l, buf_str(&written));
	const struct diag *told = find_diag(&l, c->code);
	bool well = told != NULL && is_corrected(c, buf_str(&written), told);
	struct buf sentence = {0};
	buf_addf(&sentence, "%s is told%s", c->what,
	         c->meant != NULL ? " with the right line" : "");
	if (!ok(well, sentence.ptr)) {
		tap_note("wanted %s", diag_code_name(c->code));
		show(&l);
	}
	buf_finish(&sentence);
	unload(&l);
	buf_finish(&written);
}

#define NBSP "\xC2\xA0"
#define NNBSP "\xE2\x80\xAF"

static const struct correction corrections[] = {
	/* `: ` in a text */
	{"a colon in a text", DIAG_PAR09, "    texte: Le constat : que voit-on ?\n", 0, 0,
         "    texte: \"Le constat : que voit-on ?\"\n"},
	{"a colon after a no-break space", DIAG_PAR09,
         "    texte: Le constat" NBSP ": que voit-on ?\n", 0, 0,
         "    texte: \"Le constat" NBSP ": que voit-on ?\"\n"},
	{"a colon after a narrow no-break space", DIAG_PAR09,
         "    texte: Le constat" NNBSP ": que voit-on ?\n", 0, 0,
         "    texte: \"Le constat" NNBSP ": que voit-on ?\"\n"},
	{"a colon at the end of a text", DIAG_PAR09, "    texte: Voici le constat : ceci :\n", 0, 0,
         "    texte: \"Voici le constat : ceci :\"\n"},
	{"a colon in a text with double quotes", DIAG_PAR09, "    texte: Il dit : \"oui\"\n", 0, 0,
         "    texte: 'Il dit : \"oui\"'\n"},
	{"a colon in a text with quotes of both sorts", DIAG_PAR09,
         "    texte: L'un dit : \"oui\"\n", 0, 0, "    texte: |\n      L'un dit : \"oui\"\n"},
	{"a colon after a quoted value", DIAG_PAR09, "    texte: \"Oui\" : dit-il\n", 0, 0,
         "    texte: '\"Oui\" : dit-il'\n"},
	{"a colon in a text in curly quotes", DIAG_PAR09, "    texte: “Bravo : oui”\n", 0, 0,
         "    texte: \"Bravo : oui\"\n"},
	{"a colon in a literal of an insertion", DIAG_PAR09,
         "    texte: ${si(vu(a); \"Bravo : oui\"; \"b\")}\n", 0, 0,
         "    texte: '${si(vu(a); \"Bravo : oui\"; \"b\")}'\n"},
	{"a colon and a comment, which stays one", DIAG_PAR09, "    texte: Oui : non # à revoir\n",
         0, 0, "    texte: \"Oui : non\"\n"},
	{"a colon in a text of several lines", DIAG_PAR09,
         "    texte: Voici\n      le constat : oui\n      et non\n", 1, 3,
         "    texte: |\n      Voici\n      le constat : oui\n      et non\n"},
	{"a colon in a text under its key", DIAG_PAR09,
         "    texte:\n      Bonjour à tous\n      Attention : il pleut\n", 1, 3,
         "    texte: |\n      Bonjour à tous\n      Attention : il pleut\n"},
	{"a colon in a text between braces", DIAG_PAR09,
         "    choix:\n      x: {libellé: Attention : danger, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"Attention : danger\", vers: b}\n"},

	/* `#` */
	{"a text cut by a hash", DIAG_PAR10, "    texte: voir la fiche #3\n", 0, 0,
         "    texte: \"voir la fiche #3\"\n"},
	{"a hash that tears a text between French quotes", DIAG_PAR10,
         "    texte: Voir « la fiche # 3 »\n", 0, 0, "    texte: \"Voir « la fiche # 3 »\"\n"},
	{"a text that begins with a hash", DIAG_PAR13, "    texte: #3 de la liste\n", 0, 0,
         "    texte: \"#3 de la liste\"\n"},
	{"a hash in a literal of an insertion", DIAG_PAR50,
         "    texte: ${si(vu(a); \"n # 3\"; \"b\")}\n", 0, 0,
         "    texte: '${si(vu(a); \"n # 3\"; \"b\")}'\n"},
	{"a hash that hides the end of braces", DIAG_PAR06,
         "    choix:\n      x: {libellé: voir #3, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"voir #3\", vers: b}\n"},
	{"a hash after a comma between braces", DIAG_PAR06,
         "    choix:\n      x: {libellé: Merci, #3 est là, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"Merci, #3 est là\", vers: b}\n"},
	{"a hash in a text of several lines", DIAG_PAR06,
         "    texte: Voici\n      le n° #3\n      et la suite\n", 1, 3,
         "    texte: |\n      Voici\n      le n° #3\n      et la suite\n"},

	/* Commas between braces */
	{"a comma in a text between braces", DIAG_PAR11,
         "    choix:\n      x: {libellé: Bravo, continuez., vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"Bravo, continuez.\", vers: b}\n"},
	{"a text with several commas", DIAG_PAR11,
         "    choix:\n      x: {libellé: Un, deux, trois., vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"Un, deux, trois.\", vers: b}\n"},
	{"a comma in an address between braces", DIAG_PAR11,
         "    choix:\n      x: {libellé: https://a.org/b,c, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"https://a.org/b,c\", vers: b}\n"},
	{"a decimal comma between braces", DIAG_PAR11,
         "    estimer: {juste: 3,5, de: 0, à: 10, source: Insee}\n", 0, 0,
         "    estimer: {juste: 3.5, de: 0, à: 10, source: Insee}\n"},
	{"a comma in a literal of a condition", DIAG_PAR11,
         "    choix:\n      x: {libellé: X, si: nom = \"a, b\", vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: X, si: 'nom = \"a, b\"', vers: b}\n"},
	{"a comma, then a colon, between braces", DIAG_PAR11,
         "    choix:\n      x: {libellé: Bravo, et encore une chose: ceci, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"Bravo, et encore une chose: ceci\", vers: b}\n"},
	{"a comma in curly quotes", DIAG_PAR11,
         "    choix:\n      x: {libellé: “Bravo, oui”, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"Bravo, oui\", vers: b}\n"},
	{"a comma on the second line of braces", DIAG_PAR11,
         "    choix:\n      x: {libellé: X,\n          explication: Bravo, oui., vers: b}\n", 3, 1,
         "    choix:\n      x: {libellé: X,\n          explication: \"Bravo, oui.\", vers: b}\n"},
	{"a text with commas and quotes of both sorts", DIAG_PAR11,
         "    choix:\n      x: {libellé: L'un, \"l'autre\", vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"L'un, \\\"l'autre\\\"\", vers: b}\n"},

	/* Glued colons */
	{"a glued colon between braces", DIAG_PAR15, "    choix:\n      x: {libellé:Bravo}\n", 2, 1,
         "    choix:\n      x: {libellé: Bravo}\n"},
	{"a map with two glued colons", DIAG_PAR15,
         "    choix:\n      x: {libellé:Bravo, vers:b}\n", 2, 1,
         "    choix:\n      x: {libellé: Bravo, vers: b}\n"},
	{"a glued colon on a line", DIAG_PAR06, "    texte:Bonjour\n", 0, 0,
         "    texte: Bonjour\n"},

	/* Braces and brackets in a text */
	{"an insertion between braces", DIAG_PAR16,
         "    choix:\n      x: {libellé: Il reste ${n} points, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"Il reste ${n} points\", vers: b}\n"},
	{"an insertion alone between braces", DIAG_PAR16,
         "    choix:\n      x: {libellé: ${n}, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"${n}\", vers: b}\n"},
	{"an insertion and a full stop between braces", DIAG_PAR16,
         "    choix:\n      x: {libellé: ${n}., vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"${n}.\", vers: b}\n"},
	{"an insertion with literals between braces", DIAG_PAR16,
         "    choix:\n      x: {libellé: ${si(vu(a); \"x, y\"; \"}\")}, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: '${si(vu(a); \"x, y\"; \"}\")}', vers: b}\n"},
	{"a line with two texts that want quotes", DIAG_PAR16,
         "    choix: {x: {libellé: ${n}, vers: b}, y: {libellé: Oui, ${n}, vers: b}}\n", 1, 1,
         "    choix: {x: {libellé: \"${n}\", vers: b}, y: {libellé: \"Oui, ${n}\", vers: b}}\n"},
	{"a link that opens a text", DIAG_PAR13, "    texte: [le site](https://a.org) ici\n", 0, 0,
         "    texte: \"[le site](https://a.org) ici\"\n"},
	{"a link that is a text between braces", DIAG_PAR13,
         "    choix:\n      x: {libellé: [le site](https://a.org), vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"[le site](https://a.org)\", vers: b}\n"},
	{"a link in a text between braces", DIAG_PAR16,
         "    choix:\n      x: {libellé: Voir [le site](https://a.org) ici, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"Voir [le site](https://a.org) ici\", vers: b}\n"},
	{"braces that open a text", DIAG_PAR13, "    texte: {un} ou deux\n", 0, 0,
         "    texte: \"{un} ou deux\"\n"},

	/* Quotes */
	{"an apostrophe between apostrophes", DIAG_PAR12, "    texte: 'aujourd'hui'\n", 0, 0,
         "    texte: \"aujourd'hui\"\n"},
	{"two apostrophes between apostrophes", DIAG_PAR12, "    texte: 'c'est l'eau'\n", 0, 0,
         "    texte: \"c'est l'eau\"\n"},
	{"an apostrophe between apostrophes, not closed", DIAG_PAR12, "    texte: 'aujourd'hui\n",
         0, 0, "    texte: \"'aujourd'hui\"\n"},
	{"double quotes between double quotes", DIAG_PAR12, "    texte: \"dire \"oui\" ici\"\n", 0,
         0, "    texte: 'dire \"oui\" ici'\n"},
	{"double quotes at the end between double quotes", DIAG_PAR12,
         "    texte: \"dire \"oui\"\n", 0, 0, "    texte: 'dire \"oui\"'\n"},
	{"quoted words at both ends of a text", DIAG_PAR12, "    texte: \"Oui\" ou \"non\"\n", 0, 0,
         "    texte: '\"Oui\" ou \"non\"'\n"},
	{"a quoted word that begins a text", DIAG_PAR12, "    texte: \"Oui\", dit-elle.\n", 0, 0,
         "    texte: '\"Oui\", dit-elle.'\n"},
	{"a text with quotes of both sorts", DIAG_PAR12, "    texte: \"l'un dit \"oui\" ici\"\n", 0,
         0, "    texte: |\n      l'un dit \"oui\" ici\n"},
	{"literals of an insertion between double quotes", DIAG_PAR12,
         "    texte: \"${si(vu(a); \"n\"; \"b\")}\"\n", 0, 0,
         "    texte: '${si(vu(a); \"n\"; \"b\")}'\n"},
	{"an insertion between double quotes and braces", DIAG_PAR12,
         "    choix:\n      x: {libellé: \"${si(vu(a); \"n\"; \"b\")}\", vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: '${si(vu(a); \"n\"; \"b\")}', vers: b}\n"},
	{"a quote that nothing closes", DIAG_PAR12, "    texte: \"Bonjour\n", 0, 0,
         "    texte: \"Bonjour\"\n"},
	{"an apostrophe that nothing closes", DIAG_PAR12, "    texte: 'Bonjour\n", 0, 0,
         "    texte: 'Bonjour'\n"},
	{"a quote that the next quotation closes", DIAG_PAR12,
         "    texte: \"Bonjour\n    question: \"Et vous ?\"\n    choix: {x: X}\n", 1, 1,
         "    texte: \"Bonjour\"\n    question: \"Et vous ?\"\n    choix: {x: X}\n"},
	{"a quotation of several lines that nothing closes", DIAG_PAR12,
         "    texte: \"Bonjour\n      à tous\n", 1, 2, "    texte: \"Bonjour\n      à tous\"\n"},
	{"double quotes in a quotation of several lines", DIAG_PAR12,
         "    texte: \"Dites\n      \"oui\" ici\n      ou là\"\n", 1, 3,
         "    texte: |\n      Dites\n      \"oui\" ici\n      ou là\n"},
	{"an unclosed quote between braces", DIAG_PAR12,
         "    choix:\n      x: {libellé: \"Bravo, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"Bravo\", vers: b}\n"},
	{"a backslash between double quotes", DIAG_PAR06, "    texte: \"C:\\dossier\"\n", 0, 0,
         "    texte: 'C:\\dossier'\n"},
	{"curly quotes as YAML's", DIAG_PAR14, "    texte: “Bonjour”\n", 0, 0,
         "    texte: \"Bonjour\"\n"},
	{"French quotes as YAML's", DIAG_PAR14, "    texte: « Bonjour »\n", 0, 0,
         "    texte: \"Bonjour\"\n"},
	{"French quotes with no-break spaces", DIAG_PAR14,
         "    texte: «" NBSP "Bonjour" NNBSP "»\n", 0, 0, "    texte: \"Bonjour\"\n"},

	/* Signs that begin a text */
	{"a text that begins with @", DIAG_PAR13, "    texte: @moi\n", 0, 0,
         "    texte: \"@moi\"\n"},
	{"a text that begins with %", DIAG_PAR13, "    texte: % de gens\n", 0, 0,
         "    texte: \"% de gens\"\n"},
	{"a text that begins with `", DIAG_PAR13, "    texte: `mot` ici\n", 0, 0,
         "    texte: \"`mot` ici\"\n"},
	{"a text that begins with & and a space", DIAG_PAR13, "    texte: & compagnie\n", 0, 0,
         "    texte: \"& compagnie\"\n"},
	{"a text that begins with *", DIAG_PAR13, "    texte: *mot* ici\n", 0, 0,
         "    texte: \"*mot* ici\"\n"},
	{"a text that begins with **", DIAG_PAR13, "    texte: **mot** ici\n", 0, 0,
         "    texte: \"**mot** ici\"\n"},
	{"a text that begins with >", DIAG_PAR13, "    texte: > plus grand\n", 0, 0,
         "    texte: \"> plus grand\"\n"},
	{"a text that begins with - and a space", DIAG_PAR13, "    texte: - tiret\n", 0, 0,
         "    texte: \"- tiret\"\n"},
	{"a text that begins with ? and a space", DIAG_PAR13, "    texte: ? quoi\n", 0, 0,
         "    texte: \"? quoi\"\n"},
	{"a text that begins with a comma", DIAG_PAR13, "    texte: , et\n", 0, 0,
         "    texte: \", et\"\n"},
	{"a text that begins with ]", DIAG_PAR13, "    texte: ] et\n", 0, 0,
         "    texte: \"] et\"\n"},
	{"a text that begins with }", DIAG_PAR13, "    texte: } et\n", 0, 0,
         "    texte: \"} et\"\n"},
	{"a text beside its bar", DIAG_PAR13, "    texte: | Bonjour\n", 0, 0,
         "    texte: |\n      Bonjour\n"},
	{"a text of several lines beside its bar", DIAG_PAR13,
         "    texte: | Bonjour\n      à tous\n", 1, 1,
         "    texte: |\n      Bonjour\n      à tous\n"},
	{"a text that begins with @ between braces", DIAG_PAR13,
         "    choix:\n      x: {libellé: @moi, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"@moi\", vers: b}\n"},
	{"a text that begins with | between braces", DIAG_PAR13,
         "    choix:\n      x: {libellé: | oui, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"| oui\", vers: b}\n"},
	{"a text that begins with ** between braces", DIAG_PAR13,
         "    choix:\n      x: {libellé: **oui** ici, vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"**oui** ici\", vers: b}\n"},
	{"a text under its key that begins with **", DIAG_PAR13,
         "    texte:\n      **Gras** et\n      la suite\n", 1, 3,
         "    texte: |\n      **Gras** et\n      la suite\n"},
	{"an undefined tag", DIAG_PAR13, "    texte: !a!b c\n", 0, 0, "    texte: \"!a!b c\"\n"},

	/* Blanks */
	{"a tab in the indentation", DIAG_PAR04, "\ttexte: Bonjour\n", 0, 0,
         "    texte: Bonjour\n"},
	{"a tab after spaces", DIAG_PAR04, "  \ttexte: Bonjour\n", 0, 0, "    texte: Bonjour\n"},
	{"two tabs as two levels", DIAG_PAR04, "\t\ttexte: Bonjour\n", 0, 0,
         "    texte: Bonjour\n"},
	{"a tab before a text under a bar", DIAG_PAR04, "    texte: |\n      Un\n\tdeux\n", 3, 1,
         "    texte: |\n      Un\n      deux\n"},
	{"a tab before the first line under a bar", DIAG_PAR04, "    texte: |\n\tUn\n", 2, 1,
         "    texte: |\n      Un\n"},
	{"a tab alone on a line", DIAG_PAR04, "    texte: Bonjour\n\t\n", 2, 1, NULL},
	{"a tab after a dash", DIAG_PAR04, "    carrefour:\n      -\tb\n", 2, 1,
         "    carrefour:\n      - b\n"},
	{"no-break spaces as indentation", DIAG_PAR05, NBSP NBSP NBSP NBSP "texte: Bonjour\n", 0, 0,
         "    texte: Bonjour\n"},
	{"narrow no-break spaces as indentation", DIAG_PAR05,
         NNBSP NNBSP NNBSP NNBSP "texte: Bonjour\n", 0, 0, "    texte: Bonjour\n"},
	{"a no-break space among spaces", DIAG_PAR05, "   " NBSP "texte: Bonjour\n", 0, 0,
         "    texte: Bonjour\n"},
	{"a no-break space before a key's colon", DIAG_PAR05, "    texte" NBSP ": Bonjour\n", 0, 0,
         "    texte: Bonjour\n"},
	{"a narrow no-break space before a key's colon", DIAG_PAR05,
         "    texte" NNBSP ": Bonjour\n", 0, 0, "    texte: Bonjour\n"},
	{"a no-break space after a key's colon", DIAG_PAR05, "    texte:" NBSP "Bonjour\n", 0, 0,
         "    texte: Bonjour\n"},
	{"no-break spaces on both sides of a key's colon", DIAG_PAR05,
         "    texte" NBSP ":" NBSP "Bonjour\n", 0, 0, "    texte: Bonjour\n"},
	{"a no-break space before the colon of a key alone", DIAG_PAR05,
         "    choix" NBSP ":\n      x: X\n", 1, 1, "    choix:\n      x: X\n"},
	{"a no-break space before a colon between braces", DIAG_PAR05,
         "    choix: {x" NBSP ": X}\n", 1, 1, "    choix: {x: X}\n"},
	{"a no-break space that leaves a text", DIAG_PAR05,
         "    texte: |\n      Un\n" NBSP NBSP NBSP NBSP NBSP NBSP "deux\n", 3, 1,
         "    texte: |\n      Un\n      deux\n"},

	/* Indentation and what a line lacks */
	{"a line that leaves the text under a bar", DIAG_PAR06,
         "    texte: |\n      Un\n    et deux\n", 3, 1, "    texte: |\n      Un\n      et deux\n"},
	{"a line with a colon that leaves the text under a bar", DIAG_PAR06,
         "    texte: |\n      Un\n    Le constat : deux\n", 3, 1,
         "    texte: |\n      Un\n      Le constat : deux\n"},
	{"a text under a bar that isn't indented", DIAG_PAR06,
         "    texte: |\n    Un\n    et deux\n\n    et trois\n", 2, 4,
         "    texte: |\n      Un\n      et deux\n\n      et trois\n"},
	{"a key right of its neighbours", DIAG_PAR06, "    texte: Un\n      durée: 5 min\n", 2, 1,
         "    texte: Un\n    durée: 5 min\n"},
	{"a key right of a quoted neighbour", DIAG_PAR06, "    texte: \"Un\"\n      durée: 5 min\n",
         2, 1, "    texte: \"Un\"\n    durée: 5 min\n"},
	{"a key left of its neighbours", DIAG_PAR06, "    texte: Un\n   durée: 5 min\n", 2, 1,
         "    texte: Un\n    durée: 5 min\n"},
	{"a key without colon", DIAG_PAR06, "    texte: Un\n    durée 5 min\n", 2, 1,
         "    texte: Un\n    durée: 5 min\n"},
	{"a first key without colon", DIAG_PAR06, "    texte Bonjour à tous\n", 1, 1,
         "    texte: Bonjour à tous\n"},
	{"a text that goes on without indentation", DIAG_PAR06, "    texte: Un\n    et deux\n", 2,
         1, "    texte: Un\n      et deux\n"},
	{"an item without dash", DIAG_PAR06, "    carrefour:\n      - b\n      c\n", 3, 1,
         "    carrefour:\n      - b\n      - c\n"},
	{"a key among items", DIAG_PAR06, "    carrefour:\n      - b\n      durée: 5 min\n", 3, 1,
         "    carrefour:\n      - b\n    durée: 5 min\n"},
	{"an item beside its column", DIAG_PAR06, "    carrefour:\n      - b\n     - c\n", 3, 1,
         "    carrefour:\n      - b\n      - c\n"},
	{"a colon without key", DIAG_PAR06, "    : Bonjour\n", 0, 0, NULL},

	/* Ends of braces */
	{"a brace that nothing closes", DIAG_PAR06, "    choix:\n      x: {libellé: X, vers: b\n",
         2, 1, "    choix:\n      x: {libellé: X, vers: b}\n"},
	{"an inner brace that nothing closes", DIAG_PAR06,
         "    choix: {x: {libellé: X, vers: b}, y: {libellé: Y, vers: b}\n", 1, 1,
         "    choix: {x: {libellé: X, vers: b}, y: {libellé: Y, vers: b}}\n"},
	{"a bracket that nothing closes", DIAG_PAR06, "    carrefour: [b, c\n", 0, 0,
         "    carrefour: [b, c]\n"},
	{"a brace of several lines that nothing closes", DIAG_PAR06,
         "    choix:\n      x: {libellé: X,\n          vers: b\n", 2, 2,
         "    choix:\n      x: {libellé: X,\n          vers: b}\n"},
	{"a brace too many", DIAG_PAR06, "    choix: {x: X}}\n", 0, 0, "    choix: {x: X}\n"},
	{"a brace closed as a bracket", DIAG_PAR06, "    choix: {x: X]\n", 0, 0,
         "    choix: {x: X}\n"},
	{"a bracket closed as a brace", DIAG_PAR06, "    carrefour: [b, c}\n", 0, 0,
         "    carrefour: [b, c]\n"},
	{"a missing comma", DIAG_PAR06, "    choix:\n      x: {libellé: \"X\" vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: \"X\", vers: b}\n"},
	{"a missing comma after a plain text", DIAG_PAR06,
         "    choix:\n      x: {libellé: X vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: X, vers: b}\n"},
	{"a map without labels", DIAG_PAR25, "    choix: {oui, non}\n", 0, 0,
         "    choix: {oui: Oui, non: Non}\n"},
	{"an insertion that isn't closed", DIAG_PAR50, "    texte: Bonjour ${a et la suite\n", 0, 0,
         "    texte: Bonjour ${a} et la suite\n"},

	/* More of what a line lacks, or has too much of */
	{"a text without its bar", DIAG_PAR06,
         "    texte:\n      Deux choses : l'eau\n      et le pain.\n\n      Le vin viendra.\n", 1,
         5,
         "    texte: |\n      Deux choses : l'eau\n      et le pain.\n\n      Le vin viendra.\n"},
	{"a step without its colon", DIAG_PAR06,
         "    champs:\n      nom\n        libellé: Votre nom\n", 2, 1,
         "    champs:\n      nom:\n        libellé: Votre nom\n"},
	{"a first child out of line", DIAG_PAR06,
         "    estimer:\n     juste: 3\n      de: 1\n      à: 5\n      source: S\n", 2, 1,
         "    estimer:\n      juste: 3\n      de: 1\n      à: 5\n      source: S\n"},
	{"a first child out of line with its own children", DIAG_PAR06,
         "    choix:\n       x:\n         libellé: X\n      y:\n        libellé: Y\n", 2, 1,
         "    choix:\n      x:\n         libellé: X\n      y:\n        libellé: Y\n"},
	{"two keys on a line", DIAG_PAR06, "    durée: 5 min projection: P\n", 1, 1,
         "    durée: 5 min\n    projection: P\n"},
	{"a sign before a key", DIAG_PAR06, "    `durée: 5 min\n", 1, 1, "    durée: 5 min\n"},
	{"a brace before a key", DIAG_PAR06, "    {durée: 5 min\n", 1, 1, "    durée: 5 min\n"},
	{"a quote before a key", DIAG_PAR06, "    \"durée: 5 min\n", 1, 1, "    durée: 5 min\n"},
	{"a bar before a key", DIAG_PAR06, "    |durée: 5 min\n", 1, 1, "    durée: 5 min\n"},
	{"a colon before a key", DIAG_PAR06, "    : durée: 5 min\n", 1, 1, "    durée: 5 min\n"},
	{"a brace that was not opened", DIAG_PAR06, "    choix:\n      x: libellé: X, vers: b}\n",
         2, 1, "    choix:\n      x: {libellé: X, vers: b}\n"},
	{"a text that begins with a brace", DIAG_PAR13, "    texte: {Bonjour à tous\n", 1, 1,
         "    texte: \"{Bonjour à tous\"\n"},
	{"a text that begins with a bracket", DIAG_PAR13, "    texte: [Bonjour à tous\n", 1, 1,
         "    texte: \"[Bonjour à tous\"\n"},
	{"a list beside its key", DIAG_PAR13, "    carrefour: - b\n", 1, 1,
         "    carrefour:\n      - b\n"},
	{"a sign before a value that is no text", DIAG_PAR13, "    durée: @5 min\n", 1, 1,
         "    durée: 5 min\n"},
	{"a colon in a value that is no text", DIAG_PAR09, "    durée: 5 min : oui\n", 1, 1, NULL},
	{"words after a list", DIAG_PAR06, "    carrefour: [b, b] et b\n", 1, 1,
         "    carrefour: [b, b]\n"},
	{"a dash before the first key", DIAG_PAR06, "    estimer:\n      - juste: 3\n      de: 1\n",
         2, 1, "    estimer:\n      juste: 3\n      de: 1\n"},
	{"a dash among keys", DIAG_PAR06, "    - durée: 5 min\n", 1, 1, "    durée: 5 min\n"},
	{"a doubled quote", DIAG_PAR12, "    texte: \"\"Bonjour\"\n", 1, 1,
         "    texte: \"Bonjour\"\n"},
	{"a no-break space after a bar", DIAG_PAR05, "    texte: |" NBSP "\n      Bonjour\n", 1, 1,
         "    texte: |\n      Bonjour\n"},
	{"a no-break space after a quoted text", DIAG_PAR05, "    texte: \"Bonjour\"" NBSP "\n", 1,
         1, "    texte: \"Bonjour\"\n"},
	{"a no-break space after a list", DIAG_PAR05, "    carrefour: [b, b]" NBSP "\n", 1, 1,
         "    carrefour: [b, b]\n"},
	{"a no-break space after a name", DIAG_PAR05, "    section: base" NBSP "\n", 1, 1,
         "    section: base\n"},
	{"a no-break space before a name", DIAG_PAR05, "    section: " NBSP "base\n", 1, 1,
         "    section: base\n"},
	{"a no-break space in a list of names", DIAG_PAR05, "    carrefour: [b," NBSP "b]\n", 1, 1,
         "    carrefour: [b,b]\n"},
	{"a bar before a value that is no text", DIAG_PAR13, "    durée: > 5 min\n", 1, 1,
         "    durée: 5 min\n"},
	{"a backslash in a value that is no text", DIAG_PAR06, "    durée: \"5\\min\"\n", 1, 1,
         NULL},
	{"a line that leaves the text after a blank one", DIAG_PAR06,
         "    texte: |\n      Un\n\n    et deux\n", 4, 1,
         "    texte: |\n      Un\n\n      et deux\n"},
	{"a comma before a key that the author made", DIAG_PAR11,
         "    choix: {x: Oui, merci., y: Non}\n", 1, 1,
         "    choix: {x: \"Oui, merci.\", y: Non}\n"},
	{"a tab that slipped into the right spaces", DIAG_PAR04, "  \t  durée: 5 min\n", 1, 1,
         "    durée: 5 min\n"},
	{"a stray bracket between braces", DIAG_PAR06,
         "    choix:\n      x: {libellé: X], vers: b}\n", 2, 1,
         "    choix:\n      x: {libellé: X, vers: b}\n"},
};

static void test_corrections(void)
{
	for (size_t i = 0; i < sizeof corrections / sizeof corrections[0]; i++) {
		test_correction(&corrections[i]);
	}
}

/* --- Whole files of a beginner -------------------------------------------------------------- */

#define OPENING "safari: 1\nparcours: essai\ntitre: Essai\ndépart: soif\n\nétapes:\n"
#define TABLE "\n  table:\n    titre: La table\n    texte: On mange.\n    fin: réussie\n"

/* Every line that is told gets its correction, which replaces `n_lines`; the rest is right. */
static const struct {
	const char *sentence;
	const char *written;
	enum diag_code code;
	size_t n_told;
	unsigned int n_lines;
} repairs[] = {
	{"a step in the margin goes under its part",
         OPENING "soif:\n    titre: La soif\n    texte: Il fait chaud.\n    vers: table\n" TABLE,
         DIAG_PAR06, 1, 1},
	{"a step in the margin takes its lines along",
         OPENING "soif:\n  titre: La soif\n  texte: Il fait chaud.\n  vers: table\n" TABLE,
         DIAG_PAR06, 1, 4},
	{"every step in the margin is told",
         OPENING "soif:\n  texte: Il fait chaud.\n  vers: eau\neau:\n  texte: De l'eau.\n"
                 "  vers: table\n" TABLE,
         DIAG_PAR06, 2, 3},
	{"one step in the margin, after others",
         OPENING "    soif:\n        texte: Il fait chaud.\n        vers: table\n"
                 "table:\n    titre: La table\n    texte: On mange.\n    fin: réussie\n",
         DIAG_PAR06, 1, 4},
	{"a key among steps goes under the step above it",
         OPENING "  soif:\n    question: Soif ?\n  choix:\n      oui: {libellé: Oui, vers: "
                 "table}\n" TABLE,
         DIAG_PAR06, 1, 1},
	{"a key among steps takes its lines along",
         OPENING "  soif:\n    question: Soif ?\n  choix:\n    oui: {libellé: Oui, vers: "
                 "table}\n    non: {libellé: Non, vers: table}\n" TABLE,
         DIAG_PAR06, 1, 3},
	{"a key among steps, and one after it in its place",
         OPENING "  soif:\n    question: Soif ?\n  choix:\n      oui: Oui\n    vers: table\n" TABLE,
         DIAG_PAR06, 1, 1},
	{"keys among steps with values of their own",
         OPENING "  soif:\n    titre: La soif\n  texte: Il fait chaud.\n  vers: table\n" TABLE,
         DIAG_PAR06, 2, 1},
	{"a key of a step in the margin goes under its step",
         OPENING "  soif:\n    texte: Il fait chaud.\nvers: table\n" TABLE, DIAG_PAR06, 1, 1},
	{"a key of a step in the margin at the end",
         OPENING "  soif:\n    titre: La soif\n    texte: Il fait chaud.\nfin: réussie\n",
         DIAG_PAR06, 1, 1},
	{"a text that left its bar ends at the next key",
         OPENING
         "  soif:\n    texte: |\n    Il fait chaud.\n    On cherche.\n    vers: table\n" TABLE,
         DIAG_PAR06, 1, 2},
	{"a text that left its bar with a colon in it ends at the next key",
         OPENING "  soif:\n    texte: |\n    On dit : il fait chaud.\n    On cherche.\n"
                 "    vers: table\n" TABLE,
         DIAG_PAR06, 1, 2},
	{"a text that left its bar ends at a key with a blank before its colon",
         OPENING
         "  soif:\n    texte: |\n    Il fait chaud.\n    On cherche.\n    vers : table\n" TABLE,
         DIAG_PAR06, 1, 2},
	{"a quotation in braces that ran into the next line's is closed where it began",
         OPENING
         "  soif:\n    question: Soif ?\n    choix:\n      oui: {libellé: \"Oui, vers: table}\n"
         "      non: {libellé: \"Non\", vers: table}\n" TABLE,
         DIAG_PAR12, 1, 1},
	{"a quotation in braces that ran into the next one on its line is closed before it",
         OPENING "  soif:\n    question: Soif ?\n    choix: {oui: \"Oui, non: \"Non\"}\n"
                 "    vers: table\n" TABLE,
         DIAG_PAR12, 1, 1},
	{"`sinon` in braces gets its colon, and nothing else is told",
         OPENING "  soif:\n    question: Soif ?\n    choix: {oui: Oui, non: Non}\n    suite:\n"
                 "      - {si: soif = oui, vers: table}\n      - {sinon table}\n" TABLE,
         DIAG_PAR06, 1, 1},
	{"`vers` after a comma gets its colon",
         OPENING "  soif:\n    question: Soif ?\n    choix: {oui: Oui, non: Non}\n    suite:\n"
                 "      - {si: soif = oui, vers table}\n      - {sinon: table}\n" TABLE,
         DIAG_PAR06, 1, 1},
	{"`si` with spaces in its condition gets its colon",
         OPENING "  soif:\n    question: Soif ?\n    choix: {oui: Oui, non: Non}\n    suite:\n"
                 "      - {si soif = oui, vers: table}\n      - {sinon: table}\n" TABLE,
         DIAG_PAR06, 1, 1},
	{"`sinon` after a dash gets its colon",
         OPENING "  soif:\n    question: Soif ?\n    choix: {oui: Oui, non: Non}\n    suite:\n"
                 "      - {si: soif = oui, vers: table}\n      - sinon table\n" TABLE,
         DIAG_PAR06, 1, 1},
	{"a step before its brace gets its colon",
         OPENING "  soif {texte: Il fait chaud., vers: table}\n" TABLE, DIAG_PAR06, 1, 1},
	{"a key before its brace gets its colon",
         OPENING
         "  soif:\n    question: Soif ?\n    choix {oui: Oui, non: Non}\n    vers: table\n" TABLE,
         DIAG_PAR06, 1, 1},
	{"a key before its brace gets its colon, where libyaml is content",
         OPENING "  soif:\n    question: Soif ?\n    choix {oui: Oui}\n    vers: table\n" TABLE,
         DIAG_PAR06, 1, 1},
	{"the sign of a condition is =, whatever its words",
         OPENING "  soif:\n    question: Soif ?\n    choix: {oui: Oui, non: Non}\n    suite:\n"
                 "      - {si: soif est oui, vers: table}\n      - {sinon: table}\n" TABLE,
         DIAG_PAR50, 1, 1},
	{"the sign of a condition is =, not two of them, in quotes too",
         OPENING "  soif:\n    question: Soif ?\n    choix: {oui: Oui, non: Non}\n    suite:\n"
                 "      - {si: \"soif==oui\", vers: table}\n      - {sinon: table}\n" TABLE,
         DIAG_PAR50, 1, 1},
	{"one way only is written `vers`",
         OPENING "  soif:\n    texte: Il fait chaud.\n    suite: table\n" TABLE, DIAG_PAR23, 1, 1},
	{"choices with dashes get their names",
         OPENING "  soif:\n    question: Que planter ?\n    choix:\n      - Tomates\n"
                 "      - Des fèves, là-bas !\n    vers: table\n" TABLE,
         DIAG_PAR23, 1, 2},
	{"choices between brackets get their names",
         OPENING
         "  soif:\n    question: Que planter ?\n    choix: [Tomates, \"Des fèves, là-bas\"]\n"
         "    vers: table\n" TABLE,
         DIAG_PAR23, 1, 1},
	{"an ending's word is one of two",
         OPENING "  soif:\n    titre: La soif\n    texte: Il fait chaud.\n    fin: oui\n",
         DIAG_PAR24, 1, 1},
};

static void test_repair(size_t row)
{
	struct loaded l, again;
	struct buf fixed = {0};
	buf_add(&fixed, str_from(repairs[row].written));
	load(&l, buf_str(&fixed));
	bool told =
		l.diags.n == repairs[row].n_told && count_diags(&l, repairs[row].code) == l.diags.n;
	for (size_t i = l.diags.n; i-- > 0;) {
		const struct diag *d = &l.diags.list[i];
		struct buf next = {0};
		replace_lines(&next, buf_str(&fixed), d->span.line, repairs[row].n_lines, d->fix);
		buf_finish(&fixed);
		fixed = next;
	}
	load(&again, buf_str(&fixed));
	if (!ok(told && again.well && again.diags.n == 0, repairs[row].sentence)) {
		show(&l);
		show(&again);
		tap_show("fixed", buf_str(&fixed));
	}
	unload(&l);
	unload(&again);
	buf_finish(&fixed);
}

static void test_repairs(void)
{
	for (size_t i = 0; i < sizeof repairs / sizeof repairs[0]; i++) {
		test_repair(i);
	}
}

/* --- What is no trap ------------------------------------------------------------------------- */

static const struct {
	const char *sentence;
	const char *written;
} clean[] = {
	{"no-break spaces in texts of every form are welcome",
         "    texte: |\n      « Le constat" NBSP ": que voit-on" NNBSP "? »\n      Attention" NBSP
         ": il pleut" NBSP "!\n      clé" NBSP ": valeur\n      " NBSP "\n      " NBSP NBSP
         "fin\n"},
	{"a word and a colon at the head of a line under a bar are a text",
         "    texte: |\n      texte" NBSP ": suite\n\n      " NBSP "texte" NBSP ": encore\n"},
	{"a quotation of several lines may hold a word and a colon",
         "    texte: \"Voici\n      attention" NBSP ": il pleut\n      " NBSP "et fin\"\n"},
	{"no-break spaces in a quoted value are welcome",
         "    texte: \"Le constat" NBSP ": que voit-on" NNBSP "?\"\n"},
	{"no-break spaces in a plain text are welcome", "    texte: Que voit-on" NNBSP "?\n"},
	{"a text that ends in a no-break space is one", "    texte: Bonjour" NBSP "\n"},
	{"a key that ends in à is no key with a no-break space",
         "    estimer: {juste: 2, de: 1, à: 3, source: Insee}\n    à: 100\n"},
	{"a comment after a space is one", "    texte: Bonjour # une remarque\n"},
	{"a hash in a word is no comment", "    texte: le n°#3, ou C# ?\n"},
	{"hashes between quotes are a text", "    texte: \"la fiche #3\"\n"},
	{"a quoted sentence keeps its French quotes", "    texte: « Facile à dire. »\n"},
	{"French quotes that don't go round the whole stay", "    texte: « Oui » ou « non »\n"},
	{"tabs inside lines are no indentation", "    texte:\tBonjour\tà tous\n"},
	{"a tab after the indentation of a text is its own",
         "    texte: |\n      Un\n      \tdeux\n"},
	{"tabs between braces are blanks", "    choix: {x: X,\n\ty: Y}\n"},
	{"tabs in a quotation of several lines are blanks", "    texte: \"Un\n\tdeux\"\n"},
	{"commas in brackets separate", "    carrefour: [b, b]\n"},
	{"a time is no glued colon", "    texte: 12:30\n"},
};

static bool is_trap_code(enum diag_code code)
{
	return code >= DIAG_PAR02 && code <= DIAG_PAR16;
}

static void test_clean(void)
{
	for (size_t i = 0; i < sizeof clean / sizeof clean[0]; i++) {
		struct buf written = {0};
		struct loaded l;
		wrap(&written, clean[i].written);
		load(&l, buf_str(&written));
		size_t n = 0;
		for (size_t k = 0; k < l.diags.n; k++) {
			n += is_trap_code(l.diags.list[k].code);
		}
		if (!ok(n == 0, clean[i].sentence)) {
			show(&l);
		}
		unload(&l);
		buf_finish(&written);
	}
}

/* --- Encodings and other files --------------------------------------------------------------- */

#define FILE_OF(literal) ((struct str){(literal), sizeof(literal) - 1})

static const struct {
	const char *sentence;
	const char *bytes;
	size_t len;
	enum diag_code code;
	const char *says;
} files[] = {

#define ROW(sentence, bytes, code, says)                       \
	{                                                      \
		sentence, bytes, sizeof(bytes) - 1, code, says \
	}
	ROW("UTF-16 with its mark is named with the command",
            "\xFF\xFE"
            "a\0:\0 \0b\0",
            DIAG_PAR02, "iconv -f UTF-16 -t UTF-8 essai.yaml > nouveau.yaml"),
	ROW("UTF-16 without a mark is guessed", "a\0:\0 \0b\0c\0d\0e\0", DIAG_PAR02,
            "iconv -f UTF-16LE"),
	ROW("UTF-16 the other way round is guessed", "\0a\0:\0 \0b\0c\0d\0e", DIAG_PAR02,
            "iconv -f UTF-16BE"),
	ROW("cp1252 is named with the command",
            "titre: \xC9"
            "t\xE9 pass\xE9\n",
            DIAG_PAR02, "iconv -f WINDOWS-1252 -t UTF-8 essai.yaml > nouveau.yaml"),
	ROW("old Macintosh accents are named", "titre: \x8Et\x8E pass\x8E\n", DIAG_PAR02,
            "iconv -f MACINTOSH"),
	ROW("old DOS accents are named", "titre: \x82t\x82 pass\x82\n", DIAG_PAR02,
            "iconv -f CP850"),
	ROW("one stray byte among UTF-8 is told with its line",
            "titre: été\ntexte: d\xE9j\xC3\xA0 là\n", DIAG_PAR02, "é"),
	ROW("a file cut in a character is told", "titre: été\ntexte: l\xC3\xA0 l\xC3", DIAG_PAR02,
            "coupé"),
	ROW("a NUL byte is told", "titre: un\ntexte: de\0ux\n", DIAG_PAR02, "nul"),
	ROW("a control character is told", "titre: un\ntexte: de\x1Bux\n", DIAG_PAR02, "U+001B"),
	ROW("what was an apostrophe of cp1252 is told",
            "titre: l\xC2\x92"
            "eau\n",
            DIAG_PAR02, "’"),
	ROW("a byte order mark in the middle is told", "titre: un\n\xEF\xBB\xBFtexte: deux\n",
            DIAG_PAR02, "U+FEFF"),
	ROW("a line separator is told", "titre: un\xE2\x80\xA8texte: deux\n", DIAG_PAR02, "U+2028"),
	ROW("line ends of an old Mac are told", "titre: un\rtexte: deux\r", DIAG_PAR02, "CR"),
	ROW("a word processor's file is told", "PK\x03\x04", DIAG_PAR01, "texte brut"),
	ROW("a formatted text is told", "{\\rtf1\\ansi}", DIAG_PAR01, "RTF"),
	ROW("a web page is told", "<!DOCTYPE html>", DIAG_PAR01, "page web"),
	ROW("an empty file is told", "", DIAG_PAR01, "vide"),
	ROW("a file of comments is told", "# rien\n", DIAG_PAR01, "commentaires"),
	ROW("a list at the top is told", "- un\n- deux\n", DIAG_PAR23, ""),
	ROW("a text at the top is told", "Bonjour\n", DIAG_PAR23, ""),
	ROW("a second document is told", "titre: un\n---\ntitre: deux\n", DIAG_PAR08, "---"),
	ROW("an end of document is told", "titre: un\n...\ntitre: deux\n", DIAG_PAR06, "..."),
	ROW("a line that begins with % is told", "%titre: un\n", DIAG_PAR06, "%"),
	ROW("an anchor is told", "titre: &a un\n", DIAG_PAR07, "&"),
	ROW("an alias is told", "titre: *a\n", DIAG_PAR07, "*"),
	ROW("a tag is told", "titre: !a\n", DIAG_PAR07, "!"),
#undef ROW
};

static void test_files(void)
{
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		struct loaded l;
		load(&l, (struct str){files[i].bytes, files[i].len});
		const struct diag *told = find_diag(&l, files[i].code);
		bool says = told != NULL &&
		            (files[i].says[0] == '\0' ||
		             str_find(told->message, str_from(files[i].says), 0) != SIZE_MAX);
		if (!ok(says && !l.well, files[i].sentence)) {
			show(&l);
		}
		unload(&l);
	}
}

static void test_byte_repair(void)
{
	struct loaded l;
	load(&l, FILE_OF("titre: l\xC2\x92"
	                 "eau\nrésumé: \xC3\xA9t\xC3\xA9 d\xE9j\xC3\xA0\n"));
	is_int(count_diags(&l, DIAG_PAR02), 2, "each line with an odd character is told");
	is_str(l.diags.list[0].fix, STR("titre: l’eau"), "cp1252 shows what was meant");
	is_str(l.diags.list[1].fix, STR("résumé: été déjà"), "so does a stray byte");
	unload(&l);
}

/* The lines that the message-maker reads at once are few: what is wrong comes after them. */
static void test_far_down(void)
{
	static const struct {
		const char *line, *sentence;
		enum diag_code code;
	} rows[] = {
		{"    texte: caf\xE9\n", "a stray byte far down in a file is told as well",
	         DIAG_PAR02},
		{"    texte: l\xE2\x80\xA8"
	         "eau\n",
	         "so is a line separator", DIAG_PAR02},
		{"    texte: l\xC2\x85"
	         "eau\n",
	         "and a next-line character", DIAG_PAR02},
		{"    texte: l\x1B"
	         "eau\n",
	         "and a control character", DIAG_PAR02},
		{"    texte: l\reau\n", "and a lone CR", DIAG_PAR02},
		{"\ttexte: eau\n", "and a tab", DIAG_PAR04},
		{NBSP "texte: eau\n", "and a no-break space", DIAG_PAR05},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buf text = {0};
		buf_add(&text, STR(HEAD));
		for (int k = 0; k < 5000; k++) {
			buf_addf(&text, "    # une remarque, la n° %d\n", k);
		}
		buf_add(&text, str_from(rows[i].line));
		struct loaded l;
		load(&l, buf_str(&text));
		const struct diag *told = find_diag(&l, rows[i].code);
		ok(told != NULL && told->span.line == HEAD_LINES + 5001, rows[i].sentence);
		unload(&l);
		buf_finish(&text);
	}
}

static void test_handful(void)
{
	struct buf text = {0};
	buf_add(&text, STR(HEAD));
	for (int i = 0; i < 40; i++) {
		buf_addf(&text, "\tclé-%d: x\n", i);
	}
	struct loaded l;
	load(&l, buf_str(&text));
	is_int(count_diags(&l, DIAG_PAR04), 6, "forty tabs are five findings and a count");
	const struct diag *last = &l.diags.list[l.diags.n - 1];
	ok(str_find(last->message, STR("35 autres lignes"), 0) != SIZE_MAX, "the count is right");
	is_int(last->span.line, HEAD_LINES + 6, "it stands on the first line that isn't told");
	unload(&l);
	buf_finish(&text);
}

static void test_crlf(void)
{
	struct loaded l;
	load(&l, STR("\xEF\xBB\xBFsafari: 1\r\ntexte: Le constat : oui\r\n"));
	const struct diag *told = find_diag(&l, DIAG_PAR09);
	ok(told != NULL && told->span.line == 2 && told->span.col == 19,
	   "a mark and CRLF don't shift the place");
	is_str(told != NULL ? told->fix : STR(""), STR("texte: \"Le constat : oui\""),
	       "nor spoil the correction");
	unload(&l);
}

/* --- libyaml's sentences --------------------------------------------------------------------- */

/* All that scanner.c, parser.c and reader.c of libyaml 0.2.5 can say. */
static const char *const sentences[] = {
	"block sequence entries are not allowed in this context",
	"control characters are not allowed",
	"could not find expected ':'",
	"could not find expected directive name",
	"did not find URI escaped octet",
	"did not find expected '!'",
	"did not find expected ',' or ']'",
	"did not find expected ',' or '}'",
	"did not find expected '-' indicator",
	"did not find expected <document start>",
	"did not find expected <stream-start>",
	"did not find expected alphabetic or numeric character",
	"did not find expected comment or line break",
	"did not find expected digit or '.' character",
	"did not find expected hexdecimal number",
	"did not find expected key",
	"did not find expected node content",
	"did not find expected tag URI",
	"did not find expected version number",
	"did not find expected whitespace",
	"did not find expected whitespace or line break",
	"did not find the expected '>'",
	"found a tab character that violates indentation",
	"found a tab character where an indentation space is expected",
	"found an incorrect leading UTF-8 octet",
	"found an incorrect trailing UTF-8 octet",
	"found an indentation indicator equal to 0",
	"found character that cannot start any token",
	"found duplicate %TAG directive",
	"found duplicate %YAML directive",
	"found extremely long version number",
	"found incompatible YAML document",
	"found invalid Unicode character escape code",
	"found undefined tag handle",
	"found unexpected ':'",
	"found unexpected document indicator",
	"found unexpected end of stream",
	"found unexpected non-alphabetical character",
	"found unknown directive name",
	"found unknown escape character",
	"incomplete UTF-16 character",
	"incomplete UTF-16 surrogate pair",
	"incomplete UTF-8 octet sequence",
	"input error",
	"input is too long",
	"invalid Unicode character",
	"invalid leading UTF-8 octet",
	"invalid length of a UTF-8 sequence",
	"invalid trailing UTF-8 octet",
	"mapping keys are not allowed in this context",
	"mapping values are not allowed in this context",
	"unexpected low surrogate area",
	"a sentence of a later libyaml",
};

static bool is_told_in_french(const char *problem, struct yaml_fault fault)
{
	struct sources sources = {0};
	struct diags d = {0};
	uint32_t file = sources_add(&sources, STR("essai.yaml"), STR("un: deux\ntrois: quatre\n"));
	fault.problem = problem;
	trap_syntax(&d, &sources, file, &fault);
	bool well = d.n == 1 && d.n_errors == 1 && d.list[0].message.len > 0 &&
	            str_find(d.list[0].message, str_from(problem), 0) == SIZE_MAX &&
	            str_find(d.list[0].message, STR(" not "), 0) == SIZE_MAX;
	diags_finish(&d);
	sources_finish(&sources);
	return well;
}

static void test_sentences(void)
{
	static const struct yaml_fault places[] = {
		{.line = 1, .col = 1},
		{.line = 2, .col = 7},
		{.line = 2, .col = 99},
		{.line = 3, .col = 1},
		{.line = 99, .col = 99},
		{0},
		{.line = 2, .col = 8, .context = "while", .context_line = 1, .context_col = 5},
		{.line = 3, .col = 1, .context = "while", .context_line = 2, .context_col = 8},
		{.line = 1, .col = 1, .context = "while", .context_line = 9, .context_col = 9},
	};
	size_t n_bad = 0;
	for (size_t i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
		for (size_t k = 0; k < sizeof places / sizeof places[0]; k++) {
			if (!is_told_in_french(sentences[i], places[k])) {
				tap_note("%s, place %zu", sentences[i], k);
				n_bad++;
			}
		}
	}
	is_int(n_bad, 0, "every sentence of libyaml becomes one in French, wherever it points");
}

/* --- Time ------------------------------------------------------------------------------------ */

enum {
#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
	SOON_MS = 5000, /* sanitizers take ten times as long */
#else
	SOON_MS = 900, /* a quarter of it on a quiet machine */
#endif
};

/* Of this process alone: the machine may be busy. */
static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void add_times(struct buf *out, size_t n, const char *piece)
{
	for (size_t i = 0; i < n; i++) {
		buf_add(out, str_from(piece));
	}
}

#define TEN(literal) literal literal literal literal literal literal literal literal literal literal

static const struct {
	const char *sentence;
	const char *head;
	size_t n;
	const char *piece; /* n times */
	const char *tail;
} heavy[] = {
	{"100,000 brackets are told soon", "a: ", 100000, "[", ""},
	{"100,000 braces are told soon", "a: ", 100000, "{", ""},
	{"40,000 anchors are told soon", "", 40000, "- &a x\n", ""},
	{"an alias bomb is told soon", "a: &a x\nb: ", 10000, "[*a,*a,*a]\n", ""},
	{"16 MiB without a line end are told soon", "a: ", 16 * 1024 * 1024 - 8, "x", ""},
	{"16 MiB of blanks are told soon", "a:", 16 * 1024 * 1024 - 8, " ", "\t@"},
	{"a million lines with a tab are told soon", "a:\n", 1000000, "\tb: c\n", ""},
	{"a million lines with a no-break space are told soon", "a:\n", 1000000, NBSP "b: c\n", ""},
	{"a million keys with a no-break space are told soon", "", 1000000, "b" NBSP ": c\n", ""},
	{"16 MiB of tabs are told soon", "a:\n", 16 * 1024 * 1024 - 8, "\t", "b: c\n"},
	{"a long line of words and no-break spaces is told soon", "", 4000000, "a" NBSP ":", "\n"},
	{"a line of 200,000 scalars is told soon", "a: [", 100000, "b, c#, ", "@]"},
	{"a map of 100,000 empty keys is told soon", "a: {", 100000, "b, ", "}"},
	{"100,000 comments that tear texts are told soon", "a:\n", 100000, "  b: c #d\n", "@"},
	{"a million quotes are told soon", "a: ", 1000000, "\"\" ", "\n"},
	{"a million lines of a text that is left are told soon", "a: |\n  b\n", 1000000, " c\n",
         ""},
	{"10,000 texts cut at a comma are told soon", "étapes:\n", 10000, "  - {b: c, d e, f}\n",
         ""},
	{"lists in lists that turn out to be texts are told soon", "étapes:\n  a:\n    bilan: [",
         60, "[']', ", "${b : c\n"},
	{"steps in the margin below a million lines are told soon", "étapes:\n  a:\n    titre: a\n",
         1000000, "    # b\n", TEN(TEN("m:\n  titre: a\n"))},
	{"a million keys behind tabs below a text are told soon", "a: |\n  b\n", 1000000,
         "\ttexte: c\n", ""},
	{"17 MiB are refused at once", "a: |\n", 17 * 1024 * 1024, "x", ""},
};

static void test_time(void)
{
	for (size_t i = 0; i < sizeof heavy / sizeof heavy[0]; i++) {
		struct buf text = {0};
		buf_add(&text, str_from(heavy[i].head));
		add_times(&text, heavy[i].n, heavy[i].piece);
		buf_add(&text, str_from(heavy[i].tail));
		struct loaded l;
		double begin = now_ms();
		load(&l, buf_str(&text));
		double spent = now_ms() - begin;
		if (!ok(!l.well && spent < SOON_MS, heavy[i].sentence)) {
			tap_note("%.0f ms, %zu findings", spent, l.diags.n);
		}
		if (getenv("TIMES") != NULL) {
			struct str said = l.diags.n > 0 ? l.diags.list[0].message : STR("");
			tap_note("%.0f ms, %zu findings: %.*s", spent, l.diags.n, STR_ARG(said));
		}
		unload(&l);
		buf_finish(&text);
	}
}

/* As many findings as a file can hold, each of which looks at its map. */
static void test_many_traps(void)
{
	struct buf text = {0};
	buf_add(&text, STR(HEAD "    choix:\n"));
	for (int i = 0; i < 1000; i++) {
		buf_addf(&text, "      c%d: {libellé: Un", i);
		add_times(&text, 90, ", deux trois");
		buf_add(&text, STR("}\n"));
	}
	struct loaded l;
	double begin = now_ms();
	load(&l, buf_str(&text));
	double spent = now_ms() - begin;
	ok(count_diags(&l, DIAG_PAR11) == DIAGS_MAX && spent < SOON_MS,
	   "a thousand texts with ninety commas each are told soon");
	unload(&l);
	buf_finish(&text);
}

/* --- Mutations of the real journeys ---------------------------------------------------------- */

enum {
	N_MUTATIONS = 20000,
	MAX_EDITS = 4,
};

/* A small generator of our own, so that every machine tries the same files. */
static uint32_t random_below(uint64_t *state, size_t n)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return n == 0 ? 0 : (uint32_t)((*state >> 33) % n);
}

static const char *const patterns[] = {
	": ",
	" : ",
	" #3",
	"\t",
	NBSP,
	(NNBSP ":"),
	"{",
	"}",
	"[",
	"]",
	"${",
	"}",
	"\"",
	"'",
	"«",
	"»",
	"“",
	"”",
	"@",
	"%",
	"`",
	"&a ",
	"*b",
	"!c",
	"|",
	">",
	"- ",
	"? ",
	"---\n",
	"...\n",
	"\n",
	"\r",
	"\xC3",
	"\xE9",
	"\\",
	", ",
	"{b:c}",
	"\n\t",
	("\n" NBSP),
	"\xE2\x80\xA8",
	",",
	"# ",
	"\n  ",
	"${si(vu(a); \"b\"; \"c\")}",
	"[lien](https://a.org)",
	"\x1B",
	"\xEF\xBB\xBF",
	"\n    ",
	"x: {y: z, t}",
	"'\n",
};

static void insert(struct buf *text, size_t at, struct str piece)
{
	struct buf out = {0};
	buf_add(&out, str_slice(buf_str(text), 0, at));
	buf_add(&out, piece);
	buf_add(&out, str_slice(buf_str(text), at, text->len));
	buf_finish(text);
	*text = out;
}

static void delete (struct buf *text, size_t at, size_t n)
{
	n = at + n > text->len ? text->len - at : n;
	memmove(text->ptr + at, text->ptr + at + n, text->len - at - n);
	buf_cut(text, text->len - n);
}

static void mutate(struct buf *text, uint64_t *state)
{
	uint32_t n_edits = 1 + random_below(state, MAX_EDITS);
	for (uint32_t i = 0; i < n_edits && text->len > 0; i++) {
		size_t at = random_below(state, text->len);
		char byte = (char)random_below(state, 256);
		switch (random_below(state, 4)) {
		case 0:
			delete (text, at, 1 + random_below(state, 12));
			break;
		case 1:
			text->ptr[at] = byte;
			break;
		default:
			insert(text, at,
			       str_from(patterns[random_below(state, sizeof patterns /
			                                                     sizeof patterns[0])]));
			break;
		}
	}
}

/* Rejected with at least one error that has a line, but for files that aren't read at all. */
static bool is_sound(const struct loaded *l)
{
	size_t n_errors = 0, n_placed = 0;
	for (size_t i = 0; i < l->diags.n; i++) {
		const struct diag *d = &l->diags.list[i];
		bool is_error = diag_code_severity(d->code) == DIAG_ERROR;
		const struct source *src = d->span.file == SPAN_NO_FILE
		                                   ? NULL
		                                   : &l->sources.sources.list[d->span.file];
		n_errors += is_error;
		n_placed +=
			is_error && src != NULL && d->span.line > 0 && d->span.line <= src->n_lines;
		if (d->message.len == 0 || (src != NULL && d->span.line > src->n_lines)) {
			return false;
		}
	}
	bool is_counted =
		l->diags.n_more > 0 ? n_errors <= l->diags.n_errors : n_errors == l->diags.n_errors;
	return is_counted && l->well == (n_errors == 0) && (l->well || n_placed > 0);
}

enum {
	N_FILES = 16,
	N_CHANGED = 15, /* the first ones; the catalogue is large and all alike */
};

static const char *const names[N_FILES] = {
	"parcours.yaml",     "0-camp-de-base.yaml", "1-boussole.yaml",     "2-carte.yaml",
	"3-point-deau.yaml", "4-guide.yaml",        "5-pistes.yaml",       "6-pacte.yaml",
	"7-expedition.yaml", "8-traces.yaml",       "bivouacs.yaml",       "doucement.yaml",
	"traversee.yaml",    "revivre.yaml",        "mon-territoire.yaml", "ressources.yaml",
};

static bool read_file(const char *path, struct buf *ret)
{
	FILE *f = fopen(path, "rb");
	if (f == NULL) {
		return false;
	}
	char piece[4096];
	size_t n;
	while ((n = fread(piece, 1, sizeof piece, f)) > 0) {
		buf_add(ret, (struct str){piece, n});
	}
	(void)fclose(f);
	return true;
}

static bool fetch_from_memory(void *ctx, struct str path, struct buf *ret_bytes,
                              const char **ret_reason)
{
	const struct str *contents = ctx;
	for (size_t i = 0; i < N_FILES; i++) {
		if (str_eq(path, str_from(names[i]))) {
			buf_add(ret_bytes, contents[i]);
			return true;
		}
	}
	*ret_reason = "le fichier n'existe pas";
	return false;
}

/* The catalogue's entries that a step names, so that 20,000 loadings don't take minutes. */
static void keep_used(struct buf *catalogue, const struct buf *used)
{
	struct buf kept = {0};
	struct str rest = buf_str(catalogue), line;
	bool keep = true;
	while (str_next_line(&rest, &line)) {
		bool is_id = line.len > 3 && str_starts(line, STR("  r"));
		if (is_id) {
			struct str id = str_slice(line, 2, line.len - 3);
			keep = false;
			for (size_t i = 0; i < N_CHANGED && !keep; i++) {
				keep = str_find(buf_str(&used[i]), id, 0) != SIZE_MAX;
			}
		}
		if (keep) {
			buf_add(&kept, line);
			buf_addc(&kept, '\n');
		}
	}
	buf_finish(catalogue);
	*catalogue = kept;
}

/* Loads it; `ret_well` where it is accepted. False where that breaks the rule. */
static bool try_files(struct str *contents, bool *ret_well)
{
	struct loaded l = {0};
	struct load_files fetch = {fetch_from_memory, contents};
	struct journey *j = load_journey(str_from(names[0]), fetch, &l.sources, &l.diags);
	*ret_well = l.well = j != NULL;
	journey_destroy(j);
	struct buf out = {0};
	size_t at;
	diags_print(&out, &l.diags, &l.sources.sources, (struct diag_style){.width = one_col});
	bool sound = is_sound(&l) && utf8_is_valid(buf_str(&out), &at);
	if (!sound) {
		show(&l);
	}
	buf_finish(&out);
	unload(&l);
	return sound;
}

/* One changed file among the others. */
static bool try_mutation(const struct buf *originals, size_t which, uint64_t *state, bool *ret_well)
{
	struct buf changed = {0};
	struct str contents[N_FILES];
	for (size_t i = 0; i < N_FILES; i++) {
		contents[i] = buf_str(&originals[i]);
	}
	buf_add(&changed, contents[which]);
	mutate(&changed, state);
	contents[which] = buf_str(&changed);
	bool sound = try_files(contents, ret_well);
	buf_finish(&changed);
	return sound;
}

static void run_mutations(const struct buf *originals)
{
	uint64_t state = 20260112;
	size_t n_bad = 0, n_well = 0;
	const char *wish = getenv("MUTATIONS");
	long n = wish != NULL ? strtol(wish, NULL, 10) : N_MUTATIONS;
	for (long i = 0; i < n; i++) {
		bool well;
		if (!try_mutation(originals, (size_t)i % N_CHANGED, &state, &well)) {
			tap_note("mutation %ld", i);
			n_bad++;
		}
		n_well += well;
	}
	tap_note("%ld changed files, %zu of them still right", n, n_well);
	is_int(n_bad, 0, "20,000 changed files are read, or refused with a place, and none harms");
}

static void test_mutations(const char *parcours)
{
	struct buf originals[N_FILES] = {0};
	bool well = true;
	for (size_t i = 0; i < N_FILES; i++) {
		struct buf path = {0};
		buf_addf(&path, "%s/safari/%s", parcours, names[i]);
		well = read_file(path.ptr, &originals[i]) && originals[i].len > 0 && well;
		buf_finish(&path);
	}
	struct str contents[N_FILES];
	keep_used(&originals[N_FILES - 1], originals);
	for (size_t i = 0; i < N_FILES; i++) {
		contents[i] = buf_str(&originals[i]);
	}
	bool sound = well && try_files(contents, &well);
	ok(sound && well, "the real journey is right before it is changed");
	run_mutations(originals);
	for (size_t i = 0; i < N_FILES; i++) {
		buf_finish(&originals[i]);
	}
}

int main(int argc, char **argv)
{
	test_corrections();
	test_repairs();
	test_clean();
	test_files();
	test_byte_repair();
	test_far_down();
	test_handful();
	test_crlf();
	test_sentences();
	test_time();
	test_many_traps();
	test_mutations(argc > 1 ? argv[1] : "parcours");
	return tap_done();
}
