/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store says what it found in values; here they become what a person reads. */
#include "remarks.h"

#include "clock.h"
#include "day.h"
#include "i18n.h"
#include "reasons.h"
#include "scene.h"

void remarks_add_damage(struct buf *out, const struct carnet_reading *r)
{
	size_t n = r->n_damaged - r->n_mended;
	if (r->cut) {
		n--;
		buf_add(out,
		        str_from(_("La dernière ligne du carnet n'avait pas fini de s'écrire, une "
		                   "coupure peut-être. Tout ce qui était enregistré est là.\n")));
	}
	if (n == 0) {
		return;
	}
	buf_addf(out,
	         COUNTED(n,
	                 "%zu ligne du carnet est abîmée : elle est gardée telle quelle, et tout "
	                 "le reste est là.\n",
	                 "%zu lignes du carnet sont abîmées : elles sont gardées telles quelles, "
	                 "et tout le reste est là.\n"),
	         n);
}

/* The next word of the text, which moves on behind it. */
static struct str take_word(struct str *text)
{
	struct str word = str_slice(*text, 0, str_find(*text, STR(" "), 0));
	*text = str_slice(*text, word.len + 1, SIZE_MAX);
	return word;
}

void remarks_add_who(struct buf *out, struct str holder)
{
	struct str rest = str_trim(holder);
	struct str program = take_word(&rest), host = take_word(&rest), utc = take_word(&rest);
	int64_t seconds;
	if (program.len == 0) {
		buf_add(out, str_from(_("un autre programme")));
		return;
	}
	buf_addf(out, _("programme %.*s"), STR_ARG(program));
	if (host.len > 0) {
		buf_addf(out, _(", sur %.*s"), STR_ARG(host));
	}
	if (clock_seconds(utc, &seconds)) {
		buf_add(out, STR(", "));
		day_add(out, clock_today(), clock_day(seconds));
		clock_add_time(out, seconds);
	}
}

void remarks_add_holder(struct buf *out, const struct carnet_problem *p)
{
	buf_add(out, str_from(_("Ce carnet est déjà ouvert dans un autre terminal (")));
	remarks_add_who(out, buf_str(&p->holder));
	buf_add(out, str_from(_("). Vous pouvez le relire tel qu'il est ; « relire », ou la touche "
	                        "r, va voir s'il a avancé, et le reprend dès que l'autre safari "
	                        "est fermé. « safari carnets copier » en fait une copie, où vous "
	                        "pouvez continuer tout de suite.\n")));
}

void remarks_add_unwritable(struct buf *out, const struct carnet_problem *p)
{
	buf_addf(out, _("Ce carnet ne s'ouvre pas en écriture : %s. Vous pouvez le relire."),
	         reason_of_error(p->error));
	buf_addc(out, '\n');
}

void remarks_add_newer(struct buf *out)
{
	buf_add(out,
	        str_from(_("Ce carnet vient d'une version plus récente : vous pouvez le relire, "
	                   "pas le continuer.\n")));
}

void remarks_add_change(struct buf *out, struct walk *w, const struct carnet_reading *r,
                        size_t n_gone)
{
	struct arena arena = {0};
	struct str title = scene_title(&arena, w, walk_here(w)->step);
	size_t n_aside = walk_n_orphans(w);
	if (r->version > 0 && r->version < walk_journey(w)->version) {
		buf_addf(out,
		         _("Ce parcours a changé : vous aviez la version %u, voici la version "
		           "%u.\n"),
		         r->version, walk_journey(w)->version);
	} else {
		buf_add(out, str_from(_("Ce parcours a changé depuis la dernière fois.\n")));
	}
	if (n_gone > 0) {
		buf_addf(out,
		         COUNTED(n_gone, "%zu étape de votre chemin n'y est plus.\n",
		                 "%zu étapes de votre chemin n'y sont plus.\n"),
		         n_gone);
	}
	if (n_aside > 0) {
		buf_addf(
			out,
			COUNTED(n_aside,
		                "%zu réponse n'y a plus sa place : elle est gardée à part, et « "
		                "carnet » la montre.\n",
		                "%zu réponses n'y ont plus leur place : elles sont gardées à part, "
		                "et « carnet » les montre.\n"),
			n_aside);
	}
	buf_addf(out,
	         r->moved ? _("L'étape où vous étiez n'y est plus : vous reprenez à « %.*s », la "
	                      "dernière de votre chemin qui reste.\n")
	                  : _("Vous êtes toujours à « %.*s ».\n"),
	         STR_ARG(title));
	buf_add(out,
	        str_from(_("Rien n'est perdu : ce que vous aviez écrit est toujours dans votre "
	                   "carnet.\n")));
	arena_finish(&arena);
}

const char *remarks_refusal(enum carnet_outcome outcome)
{
	switch (outcome) {
	case CARNET_ABSENT:
		return _("Il n'y a pas de carnet de ce nom.");
	case CARNET_FOREIGN:
		return _("Ce carnet est celui d'un autre parcours.");
	case CARNET_UNREADABLE:
		return _("Ce carnet ne se lit pas. Il reste où il est, tel quel.");
	case CARNET_UNWRITABLE:
		return _("Ce carnet ne s'ouvre pas en écriture.");
	case CARNET_OK:
	case CARNET_BUSY:
	case CARNET_NEWER:
	case CARNET_NOT_SAVED:
		break;
	}
	return "";
}
