/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text for authors, so in French; each kind of step that a beginner wants is there once. */
#include "starter.h"

#include "i18n.h"
#include "new_folder.h"
#include "output.h"
#include "typography.h"
#include "whole.h"

#include <errno.h>

/* The journey up to its name, and after it. */
static const char head[] = "# Un petit parcours, à changer ligne par ligne.\n"
			   "# Gardez les retraits (deux espaces) et les deux-points.\n"
			   "# Pour voir ce que vous écrivez : safari --suivre ce-dossier\n"
			   "safari: 1\n"
			   "parcours: ";
static const char rest[] =
	"\n"
	"version: 1\n"
	"langue: fr\n"
	"titre: Mon premier parcours\n"
	"départ: accueil\n"
	"\n"
	"étapes:\n"
	"\n"
	"  # Une étape à lire : un texte, puis où aller.\n"
	"  accueil:\n"
	"    titre: Bonjour\n"
	"    texte: |\n"
	"      Ce parcours prend cinq minutes.\n"
	"\n"
	"      Au bout, vous aurez une idée et quelqu'un à qui la dire.\n"
	"    vers: envie\n"
	"\n"
	"  # Une question : des choix, chacun avec son nom à gauche.\n"
	"  envie:\n"
	"    question: Qu'est-ce qui vous amène ?\n"
	"    choix:\n"
	"      idée: J'ai une idée à partager\n"
	"      voisins: Je voudrais rencontrer mes voisins\n"
	"      rien: Je ne sais pas encore\n"
	"    suite:\n"
	"      - {si: envie = rien, vers: promenade}\n"
	"      - sinon: qui\n"
	"\n"
	"  promenade:\n"
	"    titre: Alors, une promenade\n"
	"    texte: |\n"
	"      Faites le tour du quartier, sans but, et saluez trois personnes.\n"
	"\n"
	"      L'envie viendra en marchant.\n"
	"    vers: qui\n"
	"\n"
	"  # Quelque chose à remplir.\n"
	"  qui:\n"
	"    titre: La première personne\n"
	"    texte: À qui pourriez-vous en parler cette semaine ?\n"
	"    champs:\n"
	"      prénom: {libellé: Son prénom, facultatif: oui}\n"
	"    vers: mot\n"
	"\n"
	"  # Un mot à garder dans le carnet.\n"
	"  mot:\n"
	"    note: La première phrase que vous lui direz.\n"
	"    vers: fin\n"
	"\n"
	"  # Une fin. Les réponses reviennent entre ${ et }.\n"
	"  fin:\n"
	"    titre: C'est parti\n"
	"    texte: |\n"
	"      Vous en parlerez à ${si(répondu(qui.prénom); qui.prénom; \"quelqu'un\")}.\n"
	"    fin: réussie\n";

static bool tell_next(const struct journey_places *places, struct str folder)
{
	struct buf out = {0}, word = {0};
	new_folder_add_word(&word, places, folder);
	buf_addf(&out, "%.*s/parcours.yaml", STR_ARG(folder));
	typography_french(&out, str_from(_(" est prêt.\n")));

	const struct {
		const char *what, *command;
	} lines[] = {
		{N_("\n  pour l'écrire, et voir :  "), "safari --suivre "},
		{N_("\n  pour le parcourir :       "), "safari "},
		{N_("\n  pour le relire :          "), "safari verifier "},
	};

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		typography_french(&out, str_from(_(lines[i].what)));
		buf_addf(&out, "%s%.*s", lines[i].command, STR_ARG(buf_str(&word)));
	}
	typography_french(&out, str_from(_("\n  pour apprendre :          safari ecrire\n")));
	bool well = output_print(buf_str(&out));
	buf_finish(&out);
	buf_finish(&word);
	return well;
}

enum status starter_run(const struct cli *cli, const struct journey_places *places)
{
	struct str folder;
	if (!new_folder_may_be(cli->files[0], &folder)) {
		return STATUS_USAGE;
	}
	struct buf text = {0};
	enum status status = STATUS_OK;
	buf_add(&text, str_from(head));
	new_folder_add_id(&text, places, folder);
	buf_add(&text, str_from(rest));
	const struct new_file file = {STR("parcours.yaml"), buf_str(&text)};
	if (!folder_create(cli->files[0], &file, 1)) {
		status = new_folder_refused(folder, errno);
	} else if (!tell_next(places, folder)) {
		status = STATUS_FAILURE;
	}
	buf_finish(&text);
	return status;
}
