/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screens, by golden frames: each scene is what a person pressed; its file holds what
 * they then see at four sizes, drawn and in ASCII: every row, the roles in it, the cursor.
 * With SAFARI_BLESS=1 the files are written anew; the diff is the review.
 */
#include "golden.h"

#define BEGIN "1<enter>"
#define TO_QUI BEGIN "<enter>"
#define TO_CLE TO_QUI "2"
#define TO_METZ TO_CLE "2<enter>"
#define TO_MARCHE TO_METZ "<enter>"
#define TO_SAC TO_MARCHE "1<enter>3"
#define TO_ESSAI TO_SAC "1<end><enter>"
#define TO_COMBIEN TO_ESSAI "1<enter>"
#define TO_FICHE TO_COMBIEN "15<enter><enter>"
#define TO_ENVIE TO_FICHE "Soleil<enter>120<enter>12/3/2027<enter>1"
#define TO_MEMO TO_ENVIE "42Bon courage<tab><enter>"
#define TO_IDEES TO_MEMO "Demander la clé<tab><enter>"
#define TO_ETAGERE TO_IDEES "Un goûter<enter>Des bancs<enter><enter>"
#define TO_RELIRE TO_ETAGERE "<end><enter>"
#define TO_LETTRE TO_RELIRE "<enter>"

static const struct golden_scene scenes[] = {
	{.name = "accueil", .keys = ""},
	{.name = "carnet-nouveau", .keys = "1"},
	{.name = "lire", .keys = BEGIN},
	{.name = "choisir", .keys = TO_QUI},
	{.name = "grise", .keys = TO_QUI "<down><down><enter>"},
	{.name = "detour", .keys = TO_QUI "3"},
	{.name = "retour-de-detour", .keys = TO_QUI "3<enter>"},
	{.name = "territoire", .keys = TO_CLE},
	{.name = "territoire-dit", .keys = TO_CLE "2"},
	{.name = "territoire-sans-pari", .keys = TO_METZ},
	{.name = "carrefour", .keys = TO_MARCHE},
	{.name = "carrefour-coche", .keys = TO_MARCHE "1<enter>"},
	{.name = "facultatif", .keys = TO_MARCHE "2"},
	{.name = "plusieurs", .keys = TO_SAC},
	{.name = "plusieurs-coches", .keys = TO_SAC "1 <down> <down>"},
	{.name = "plusieurs-trop", .keys = TO_SAC "&é\""},
	{.name = "quiz", .keys = TO_ESSAI},
	{.name = "quiz-dit", .keys = TO_ESSAI "1"},
	{.name = "estimation", .keys = TO_COMBIEN},
	{.name = "estimation-hors", .keys = TO_COMBIEN "150<enter>"},
	{.name = "estimation-dite", .keys = TO_COMBIEN "15<enter>"},
	{.name = "champ-texte", .keys = TO_FICHE "Le grand préau de la cour"},
	{.name = "champ-nombre", .keys = TO_FICHE "Soleil<enter>1 2"},
	{.name = "champ-date", .keys = TO_FICHE "Soleil<enter>120<enter>12 mars 2027"},
	{.name = "champ-oui-non", .keys = TO_FICHE "Soleil<enter>120<enter><enter>"},
	{.name = "champ-echelle", .keys = TO_ENVIE},
	{.name = "champ-liste", .keys = TO_ENVIE "4"},
	{.name = "champ-long", .keys = TO_ENVIE "42Un mot.<enter>Deux mots."},
	{.name = "champ-revenir", .keys = TO_ENVIE "<up><up>"},
	{.name = "note", .keys = TO_MEMO},
	{.name = "note-ecrite",
         .keys = TO_MEMO "Demander la clé à la voisine, le soir, quand l'école est vide et que "
                         "les chats 🐈 reviennent.<enter>猫は入れます。"},
	{.name = "note-terminee", .keys = TO_MEMO "Oui<esc>"},
	{.name = "collecte", .keys = TO_IDEES},
	{.name = "collecte-lignes", .keys = TO_IDEES "Un goûter<enter>Des bancs<enter>Un b"},
	{.name = "catalogue", .keys = TO_ETAGERE},
	{.name = "bilan", .keys = TO_RELIRE},
	{.name = "bilan-corriger", .keys = TO_RELIRE "<home><enter>"},
	{.name = "recit", .keys = TO_LETTRE},
	{.name = "recit-retouche", .keys = TO_LETTRE "2"},
	{.name = "fin", .keys = TO_LETTRE "<enter>"},
	{.name = "jusqu-ici", .keys = TO_LETTRE "<enter><home><enter>1"},
	{.name = "nom", .keys = TO_LETTRE "<enter><home><enter>5Chez Ana"},
	{.name = "accueil-carnets", .keys = TO_LETTRE "<enter><home><enter>"},
	{.name = "marge", .keys = TO_QUI "nÀ revoir"},
	{.name = "marge-notee", .keys = TO_QUI "nÀ revoir<esc><enter>"},
	{.name = "quitter", .keys = TO_QUI "q"},
	{.name = "non-enregistre",
         .keys = TO_QUI,
         .problem = "le disque est plein ; libérez de la place, rien n'est perdu tant que cette "
                    "fenêtre est ouverte."},
	{.name = "quitter-non-enregistre", .keys = TO_QUI "q", .problem = "le disque est plein."},
	{.name = "lecture-seule", .keys = BEGIN "<enter>", .read_only = true},
	{.name = "remarques",
         .keys = "1",
         .remarks = "Une ligne de ce carnet était abîmée : elle est gardée, et n'est pas lue."},
};

int main(int argc, char **argv)
{
	if (argc < 2) {
		return EXIT_FAILURE;
	}
	struct journey *j = stage_load_all(argv[1]);
	ok(j != NULL, "the journey of every kind loads");
	for (size_t i = 0; j != NULL && i < sizeof scenes / sizeof scenes[0]; i++) {
		golden_check(argv[1], &scenes[i], j);
	}
	journey_destroy(j);
	return tap_done();
}
