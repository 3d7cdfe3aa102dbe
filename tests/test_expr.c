/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every form of expression, in block, flow and quoted style, and what is wrong with others. */
#include "tap.h"

#include "expr.h"
#include "support.h"

#include <string.h>

/*
 * A journey whose step `fin` has one condition, spelt as the test wants. `%s` stands for the
 * line of `suite`.
 */
static const char journey_text[] =
	"safari: 1\nparcours: essai\ntitre: Essai\ndépart: qui\n"
	"calculs:\n"
	"  deux-sur-trois: compte(qui = maire-adjointe; vu(carte); répondu(nom.prénom)) >= 2\n"
	"  appel: si(répondu(nom.prénom); nom.prénom; \"personne\")\n"
	"  mixte: si(vu(carte); qui; \"rien\")\n"
	"étapes:\n"
	"  qui:\n    texte: Qui ?\n    choix: {maire-adjointe: La maire, élève: Un élève, oui: "
	"Oui, "
	"non: Non}\n    vers: nom\n"
	"  nom:\n    champs:\n      prénom: {libellé: Prénom, facultatif: oui}\n"
	"      âge: {libellé: Âge, type: nombre, facultatif: oui}\n"
	"      jour: {libellé: Jour, type: date, facultatif: oui}\n"
	"      prêt: {libellé: Prêt, type: oui-non, facultatif: oui}\n"
	"      note: {libellé: Note, type: {échelle: {de: 1, à: 5}}, facultatif: oui}\n"
	"      pourquoi: {libellé: Pourquoi, type: {liste: {parmi: {heure: Heure, langue: "
	"Langue}}}, "
	"facultatif: oui}\n"
	"    vers: carte\n"
	"  carte:\n    texte: Qui vient ?\n    choix: {école: École, mairie: Mairie, aucun: "
	"Aucun}\n"
	"    plusieurs: {exclusif: aucun}\n    vers: quiz-1\n"
	"  quiz-1:\n    texte: Vrai ?\n    choix:\n      a: {libellé: A, juste: oui}\n      b: B\n"
	"    explication: Voilà.\n    vers: combien\n"
	"  combien:\n    texte: Combien ?\n    estimer: {juste: 76, unité: \"%\", source: Étude, "
	"2016}\n"
	"    vers: croisée\n"
	"  croisée: {carrefour: [halte], ensuite: mot, texte: Choisir.}\n"
	"  halte: {texte: Halte., retour: oui}\n"
	"  mot: {note: Un mot ?, vers: virage}\n"
	"  virage:\n    suite:\n";
static const char journey_end[] = "      - sinon: bout\n"
				  "  bout: {fin: réussie, titre: Bout}\n"
				  "  ailleurs: {fin: arrêt, titre: Ailleurs}\n";

enum style {
	STYLE_BLOCK,
	STYLE_FLOW,
	STYLE_QUOTED,
};

/* Single quotes: the expressions of these tests hold none. */
static void add_edge(struct buf *out, enum style style, const char *condition)
{
	switch (style) {
	case STYLE_BLOCK:
		buf_addf(out, "      - si: %s\n        vers: ailleurs\n", condition);
		break;
	case STYLE_FLOW:
		buf_addf(out, "      - {si: %s, vers: ailleurs}\n", condition);
		break;
	case STYLE_QUOTED:
		buf_addf(out, "      - {si: '%s', vers: ailleurs}\n", condition);
		break;
	}
}

static struct loading_result load_condition(enum style style, const char *condition,
                                            struct buf *text)
{
	buf_clear(text);
	/* The estimate's source has a comma, which a flow map would cut: quoted here. */
	struct str head = str_from(journey_text);
	size_t comma = str_find(head, STR("Étude, 2016"), 0);
	buf_add(text, str_slice(head, 0, comma));
	buf_add(text, STR("\"Étude, 2016\""));
	buf_add(text, str_slice(head, comma + STR("Étude, 2016").len, head.len));
	add_edge(text, style, condition);
	buf_add(text, str_from(journey_end));
	struct memory_file files[] = {{"essai.yaml", text->ptr}, {NULL, NULL}};
	return load_memory(files);
}

static const struct expr *condition_of(const struct loading_result *r)
{
	const struct step *s = &r->journey->steps[journey_step(r->journey, STR("virage"))];
	return s->edges[0].when;
}

/* What the walker of these tests has done. */
struct world {
	struct fact facts[16];
	struct answer qui, prénom, âge, jour, prêt, note, pourquoi, nom, carte, quiz, combien, mot;
	const struct answer *fields[6];
	uint32_t set[2];
};

static struct facts make_facts(const struct journey *j, struct world *w, bool answered)
{
	*w = (struct world){
		.qui = {.kind = ANSWER_OPTION, .option = 0},
		.prénom = {.kind = ANSWER_TEXT, .text = STR("Zoé")},
		.âge = {.kind = ANSWER_NUMBER, .number = 3.5},
		.jour = {.kind = ANSWER_DATE, .date = {2013, 1, 19}},
		.prêt = {.kind = ANSWER_YES_NO, .yes = true},
		.note = {.kind = ANSWER_NUMBER, .number = 4},
		.pourquoi = {.kind = ANSWER_OPTION, .option = 1},
		.quiz = {.kind = ANSWER_OPTION, .option = 0},
		.combien = {.kind = ANSWER_NUMBER, .number = 40},
		.mot = {.kind = ANSWER_TEXT, .text = STR("salut")},
		.set = {0, 1},
	};
	w->fields[0] = &w->prénom;
	w->fields[1] = &w->âge;
	w->fields[2] = &w->jour;
	w->fields[3] = &w->prêt;
	w->fields[4] = &w->note;
	w->fields[5] = &w->pourquoi;
	w->nom.kind = ANSWER_FIELDS;
	w->nom.fields.list = w->fields;
	w->nom.fields.n = 6;
	w->carte.kind = ANSWER_SET;
	w->carte.set.options = w->set;
	w->carte.set.n = 2;

	const struct {
		const char *step;
		struct fact fact;
	} known[] = {
		{"qui", {.answer = &w->qui, .visits = 2, .done = true}},
		{"nom", {.answer = &w->nom, .visits = 1, .done = true}},
		{"carte", {.answer = &w->carte, .visits = 1, .done = true}},
		{"quiz-1", {.answer = &w->quiz, .visits = 1, .done = true, .right = true}},
		{"combien", {.answer = &w->combien, .visits = 1}},
		{"croisée", {.visits = 1, .ticked = 1}},
		{"mot", {.answer = &w->mot, .visits = 1}},
	};

	for (size_t i = 0; answered && i < sizeof known / sizeof known[0]; i++) {
		w->facts[journey_step(j, str_from(known[i].step))] = known[i].fact;
	}
	return (struct facts){j, w->facts};
}

static const struct {
	const char *condition;
	bool answered, blank; /* its value after the walk above, and before any answer */
	bool flows;           /* may stand in { } without quotes */
} conditions[] = {
	{"qui = maire-adjointe", true, false, true},
	{"qui = élève", false, false, true},
	{"qui != élève", true, false, true},
	{"qui = oui", false, false, true},
	{"qui != non", true, false, true},
	{"non qui = oui", true, true, true},
	{"qui parmi (élève; maire-adjointe)", true, false, true},
	{"qui parmi (oui; non)", false, false, true},
	{"carte contient école", true, false, true},
	{"non carte contient aucun", true, true, true},
	{"nom.prénom = \"Zoé\"", true, false, true},
	{"nom.prénom != \"Zoé\"", false, false, true},
	{"nom.âge > 3,4", true, false, false},
	{"nom.âge > 3.4", true, false, true},
	{"nom.âge > -2", true, false, true},
	{"nom.âge <= -2,5", false, false, false},
	{"nom.âge <= 3.5", true, false, true},
	{"nom.âge < 3.5", false, false, true},
	{"nom.âge >= 4", false, false, true},
	{"nom.jour = \"19/01/2013\"", true, false, true},
	{"nom.jour < \"20/01/2013\"", true, false, true},
	{"nom.prêt = oui", true, false, true},
	{"nom.prêt = non", false, false, true},
	{"nom.prêt", true, false, true},
	{"nom.note >= 4", true, false, true},
	{"nom.pourquoi = langue", true, false, true},
	{"répondu(nom.prénom)", true, false, true},
	{"repondu(nom)", true, false, true},
	{"répondu(qui)", true, false, true},
	{"répondu(mot)", true, false, true},
	{"vu(carte)", true, false, true},
	{"visites(qui) >= 2", true, false, true},
	{"visites(qui) = 0", false, true, true},
	{"fait(nom)", true, false, true},
	{"fait(combien)", false, false, true},
	{"réussi(quiz-1)", true, false, true},
	{"reussi(combien)", false, false, true},
	{"combien < 76", true, false, true},
	{"combien != 76", true, false, true},
	{"cochés(croisée) = 1", true, false, true},
	{"compte(vu(qui); vu(nom); fait(combien)) = 2", true, false, true},
	{"compte(vu(qui); vu(nom)) < 2", false, true, true},
	{"qui = élève ou vu(carte) et fait(nom)", true, false, true},
	{"(qui = élève ou vu(carte)) et non fait(nom)", false, false, true},
	{"deux-sur-trois", true, false, true},
	{"non deux-sur-trois", false, true, true},
	{"appel = \"Zoé\"", true, false, true},
	{"si(vu(carte); qui; qui) = maire-adjointe", true, false, true},
	{"si(vu(carte); 1; 2) = 1", true, false, true},
	{"mot = \"salut\"", true, false, true},
};

static void test_value(const char *condition, enum style style, const char *style_name,
                       bool answered, bool blank, struct buf *text)
{
	struct loading_result r = load_condition(style, condition, text);
	char sentence[200];
	snprintf(sentence, sizeof sentence, "%s (%s) is %s after answers, %s before", condition,
	         style_name, answered ? "true" : "false", blank ? "true" : "false");
	bool well = r.journey != NULL;
	if (well) {
		struct world w;
		struct facts facts = make_facts(r.journey, &w, true);
		well = expr_is_true(&facts, condition_of(&r)) == answered;
		facts = make_facts(r.journey, &w, false);
		well = well && expr_is_true(&facts, condition_of(&r)) == blank;
	}
	if (!ok(well, sentence)) {
		show_diags(&r);
	}
	loading_result_finish(&r);
}

static void test_values(struct buf *text)
{
	for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
		const char *c = conditions[i].condition;
		test_value(c, STYLE_BLOCK, "block", conditions[i].answered, conditions[i].blank,
		           text);
		test_value(c, STYLE_QUOTED, "quoted", conditions[i].answered, conditions[i].blank,
		           text);
		if (conditions[i].flows) {
			test_value(c, STYLE_FLOW, "flow", conditions[i].answered,
			           conditions[i].blank, text);
		}
	}
}

/* `piece` of the condition is what the finding underlines. */
static const struct {
	const char *condition;
	enum diag_code code;
	const char *piece, *message;
} faults[] = {
	{"qui = maire-adjoint", DIAG_PAR52, "maire-adjoint", "vouliez-vous « maire-adjointe »"},
	{"quoi = oui", DIAG_PAR51, "quoi", "vouliez-vous « qui »"},
	{"nom.surnom = \"x\"", DIAG_PAR51, "surnom", "n'a pas de champ"},
	{"nom = \"x\"", DIAG_PAR51, "nom", "nom.prénom"},
	{"qui", DIAG_PAR53, NULL, "comparez"},
	{"qui et vu(nom)", DIAG_PAR53, "qui", "répondu(qui)"},
	{"qui < élève", DIAG_PAR53, "<", "ordre"},
	{"carte = école", DIAG_PAR53, "=", "contient"},
	{"qui contient oui", DIAG_PAR53, "contient", "plusieurs réponses"},
	{"vu(nulle-part)", DIAG_PAR51, "nulle-part", "pas une étape"},
	{"nulle-part = oui", DIAG_PAR51, "nulle-part", "ni une étape"},
	{"mixt", DIAG_PAR51, "mixt", "vouliez-vous « mixte"},
	{"vu(mixte)", DIAG_PAR51, "mixte", "est un calcul"},
	{"mixte.ici = oui", DIAG_PAR51, "mixte", "est un calcul"},
	{"vu(virage)", DIAG_PAR53, "virage", "jonction"},
	{"réussi(qui)", DIAG_PAR53, "qui", "question"},
	{"cochés(qui)", DIAG_PAR53, "qui", "question"},
	{"répondu(halte)", DIAG_PAR53, "halte", "information"},
	{"vus(qui)", DIAG_PAR51, "vus", "fonction"},
	{"nom.âge = \"trois\"", DIAG_PAR53, "\"trois\"", "nombre"},
	{"nom.âge > 1234567890123456", DIAG_PAR53, "1234567890123456", "15 chiffres"},
	{"nom.jour = \"31/02/2030\"", DIAG_PAR53, "\"31/02/2030\"", "calendrier"},
	{"nom.jour = 3", DIAG_PAR53, "3", "date"},
	{"nom.prêt = peut-être", DIAG_PAR52, "peut-être", "oui ou non"},
	{"3 = nom.âge", DIAG_PAR53, "=", "gauche"},
	{"vu(qui) = oui", DIAG_PAR53, "=", "seule"},
	{"qui parmi élève", DIAG_PAR50, "élève", "parenthèse"},
	{"si(vu(qui); 1)", DIAG_PAR50, "si", "trois"},
	{"mixte = \"rien\"", DIAG_PAR53, NULL, "compare"},
	{"mixte", DIAG_PAR53, NULL, "condition"},
	{"non mixte", DIAG_PAR53, "mixte", "condition"},
	{"si(vu(qui); 1; \"x\")", DIAG_PAR53, NULL, "condition"},
	{"(vu(qui)", DIAG_PAR50, NULL, "parenthèse"},
	{"vu(qui))", DIAG_PAR50, ")", "attendu"},
	{"nom.prénom = \"Zoé", DIAG_PAR50, NULL, "guillemet"},
	{"qui = oui vu(nom)", DIAG_PAR50, "vu", "attendu"},
	{"qui parmi (élève, oui)", DIAG_PAR50, ",", "point-virgule"},
};

static void test_faults(struct buf *text)
{
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		struct loading_result r = load_condition(STYLE_QUOTED, faults[i].condition, text);
		char sentence[200];
		snprintf(sentence, sizeof sentence, "%s is refused with %s", faults[i].condition,
		         diag_code_name(faults[i].code));
		const struct diag *d = r.diags.n > 0 ? &r.diags.list[0] : NULL;
		bool well = r.journey == NULL && d != NULL && d->code == faults[i].code &&
		            str_find(d->message, str_from(faults[i].message), 0) != SIZE_MAX;
		if (!ok(well, sentence)) {
			show_diags(&r);
		}
		if (d != NULL && faults[i].piece != NULL) {
			const struct source *src = &r.sources.sources.list[0];
			size_t at = source_offset(src, d->span.line, d->span.col);
			struct str piece = str_from(faults[i].piece);
			is_str(str_slice(src->bytes, at, piece.len), piece,
			       "and what is wrong is underlined");
		}
		loading_result_finish(&r);
	}
}

static void test_depth(struct buf *text)
{
	struct buf deep = {0};
	for (int i = 0; i < 1000; i++) {
		buf_addc(&deep, '(');
	}
	struct loading_result r = load_condition(STYLE_QUOTED, deep.ptr, text);
	ok(has_diag(&r, DIAG_PAR50, 0), "a thousand brackets are refused, not followed");
	loading_result_finish(&r);
	buf_finish(&deep);
}

/* `n` calculs, each naming the one before `n_joined` + 1 times, in so many si(…). */
struct chain {
	int n, n_joined, n_nested;
	bool backwards; /* the last one first */
};

static struct loading_result load_chain(struct chain c)
{
	struct buf text = {0};
	buf_add(&text, STR("safari: 1\nparcours: x\ntitre: X\ndépart: a\ncalculs:\n"));
	for (int i = 0; i < c.n; i++) {
		int k = c.backwards ? c.n - 1 - i : i;
		buf_addf(&text, "  c%d: ", k);
		for (int nested = 0; nested < c.n_nested; nested++) {
			buf_add(&text, STR("si(vu(a); vu(a); "));
		}
		for (int joined = 0; joined <= c.n_joined; joined++) {
			buf_add(&text, joined > 0 ? STR(" ou ") : STR(""));
			if (k > 0) {
				buf_addf(&text, "c%d", k - 1);
			} else {
				buf_add(&text, STR("vu(a)"));
			}
		}
		for (int nested = 0; nested < c.n_nested; nested++) {
			buf_addc(&text, ')');
		}
		buf_addc(&text, '\n');
	}
	buf_addf(&text, "étapes:\n  a: {texte: A, suite: [{si: c%d, vers: b}, {sinon: b}]}\n",
	         c.n - 1);
	buf_add(&text, STR("  b: {fin: réussie, titre: B}\n"));
	struct memory_file files[] = {{"x.yaml", text.ptr}, {NULL, NULL}};
	struct loading_result r = load_memory(files);
	buf_finish(&text);
	return r;
}

static void test_expansion(void)
{
	struct loading_result r = load_chain((struct chain){.n = 8, .n_joined = 9});
	ok(r.journey == NULL && has_diag(&r, DIAG_PAR03, 0),
	   "calculs that multiply beyond measure are refused");
	loading_result_finish(&r);
	r = load_chain((struct chain){.n = 3, .n_joined = 9});
	if (!ok(r.journey != NULL, "those that come to a thousand are not")) {
		show_diags(&r);
	}
	loading_result_finish(&r);
	for (int backwards = 0; backwards < 2; backwards++) {
		r = load_chain((struct chain){60, 0, 60, backwards == 1});
		ok(r.journey == NULL && r.diags.n_errors > 0,
		   "calculs deep in one another are refused, in whatever order they stand");
		loading_result_finish(&r);
		r = load_chain((struct chain){40, 0, 0, backwards == 1});
		if (!ok(r.journey != NULL, "forty that only name one another are not")) {
			show_diags(&r);
		}
		loading_result_finish(&r);
	}
}

static void test_circles(void)
{
	struct memory_file files[] = {
		{"x.yaml", "safari: 1\nparcours: x\ntitre: X\ndépart: a\n"
	                   "calculs:\n  un: non deux\n  deux: trois ou vu(a)\n  trois: un\n"
	                   "étapes:\n  a: {fin: réussie, titre: A}\n"},
		{NULL, NULL}};
	struct loading_result r = load_memory(files);
	ok(has_diag(&r, DIAG_PAR54, 0), "a circle of calculs is refused");
	bool names_all = r.diags.n > 0 &&
	                 str_find(r.diags.list[0].message, STR("un → deux → trois"), 0) != SIZE_MAX;
	if (!ok(names_all, "and its members are named in order")) {
		show_diags(&r);
	}
	loading_result_finish(&r);
}

static void test_printing(struct buf *text)
{
	struct loading_result r = load_condition(STYLE_BLOCK, "vu(qui)", text);
	const struct journey *j = r.journey;
	struct world w;
	struct facts facts = make_facts(j, &w, true);
	struct expr_scope scope = {.journey = j, .arena = &r.journey->arena};

	static const struct {
		const char *source, *before, *after;
	} cases[] = {
		{"qui", "…", "La maire"},
		{"carte", "…", "École et Mairie"},
		{"nom.âge", "…", "3,5"},
		{"nom.jour", "…", "19/01/2013"},
		{"nom.prénom", "…", "Zoé"},
		{"nom.prêt", "…", "oui"},
		{"visites(qui)", "0", "2"},
		{"si(vu(qui); \"} n # 3, ok\"; \"\")", "", "} n # 3, ok"},
		{"combien", "…", "40"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct expr_fault fault;
		const struct expr *e = expr_parse(&scope, str_from(cases[i].source), &fault);
		struct buf out = {0};
		facts = make_facts(j, &w, false);
		value_print(&out, &facts, expr_eval(&facts, e));
		is_str(buf_str(&out), str_from(cases[i].before),
		       "an unanswered value prints as it should");
		buf_clear(&out);
		facts = make_facts(j, &w, true);
		value_print(&out, &facts, expr_eval(&facts, e));
		is_str(buf_str(&out), str_from(cases[i].after),
		       "an answered value prints the French way");
		buf_finish(&out);
	}
	loading_result_finish(&r);
}

int main(void)
{
	struct buf text = {0};
	test_values(&text);
	test_faults(&text);
	test_depth(&text);
	test_expansion();
	test_circles();
	test_printing(&text);
	buf_finish(&text);
	return tap_done();
}
