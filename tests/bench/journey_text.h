/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_BENCH_JOURNEY_TEXT_H
#define TESTS_BENCH_JOURNEY_TEXT_H

#include "buf.h"

#include <stdint.h>

/*
 * A journey of `n_steps` questions: about 300 characters of accented text in a literal
 * block, three choices that lead on, a condition, two tags' worth of other keys: some 38 events
 * of YAML and 760 bytes a step, the shape of a real journey's question.
 */
static inline void add_journey_text(struct buf *out, uint32_t n_steps)
{
	buf_add(out, STR("safari: 1\nparcours: mesure\nversion: 3\ntitre: Une mesure\n"
	                 "départ: etape-0\nsections:\n  pas: {titre: Le pas}\nétapes:\n"));
	for (uint32_t i = 0; i < n_steps; i++) {
		uint32_t next = i + 1 < n_steps ? i + 1 : 0;
		buf_addf(out, "  etape-%u:\n    section: pas\n    titre: L'étape numéro %u\n", i,
		         i);
		buf_add(out,
		        STR("    texte: |\n"
		            "      Autour de la table, on connaît déjà presque tout le monde ; "
		            "c'est\n"
		            "      peut-être là que commence la difficulté. Qui manque, et qui a\n"
		            "      été déçu la dernière fois ? Une chaise vide dit souvent plus\n"
		            "      qu'un long compte rendu, à condition que l'on s'arrête devant.\n"
		            "      Chez vous, à qui la garderiez-vous ?\n"));
		buf_addf(out,
		         "    durée: 3 min\n    choix:\n"
		         "      oui: {libellé: Nous y allons avant la réunion, vers: etape-%u}\n"
		         "      non: {libellé: Nous commençons sans, vers: etape-%u}\n"
		         "      plus-tard:\n        libellé: Nous verrons la semaine prochaine\n"
		         "        vers: etape-%u\n",
		         next, next, (next + 7) % n_steps);
		buf_addf(
			out,
			"    suite:\n      - {si: etape-%u = oui et vu(etape-%u), vers: etape-%u}\n"
			"      - sinon: bout\n",
			i, i / 2, next);
	}
	buf_add(out, STR("  bout:\n    fin: réussie\n    titre: Le bout\n    section: pas\n"));
}

#endif
