/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Mon confort »: each line a setting as it is; Enter turns it to the next, at once and for good.
 */
#include "ui_parts.h"

#include "i18n.h"

enum setting {
	SETTING_THEME,
	SETTING_SIZE,
	SETTING_MOUSE,
	SETTING_ASCII,
	SETTING_PROJECTOR,
	SETTING_MODE,
	SETTING_DONE,
};

/* What a setting is called, and its values in words; of a switch, off and on. */
static const struct {
	const char *name;
	const char *values[THEME_COUNT];
	const char *help;
} rows[] = {
	[SETTING_THEME] = {N_("Couleurs"),
                           {
				   [THEME_AUTO] = N_("celles de safari (sombres)"),
				   [THEME_DARK] = N_("sombres"),
				   [THEME_LIGHT] = N_("claires"),
				   [THEME_MONO] = N_("aucune"),
			   },
                           N_("Sans couleur, le gras et le souligné disent tout.")},
	[SETTING_SIZE] = {N_("Texte"),
                          {N_("serré"), N_("aéré")},
                          N_("Aéré : des lignes plus courtes, de l'espace entre elles. La taille "
                             "des lettres est celle de votre terminal (Ctrl et +).")},
	[SETTING_MOUSE] = {N_("Souris"),
                           {N_("pour choisir"), N_("laissée au terminal")},
                           N_("Laissée au terminal, elle y sélectionne du texte.")},
	[SETTING_ASCII] = {N_("Dessins"),
                           {N_("traits et points"), N_("lettres seules")},
                           N_("Lettres seules : pour un terminal qui dessine mal les traits.")},
	[SETTING_PROJECTOR] = {N_("Projection"),
                               {N_("page blanche"), N_("page noire")},
                               N_("La page noire repose, si la salle est dans le noir.")},
	[SETTING_MODE] = {N_("Au démarrage"),
                          {N_("ces écrans"), N_("texte seul")},
                          N_("Texte seul : ligne à ligne, pour un lecteur d'écran. La touche t y "
                             "mène à tout moment.")},
};

static bool *switch_of(struct settings *s, uint32_t setting)
{
	switch (setting) {
	case SETTING_SIZE:
		return &s->large;
	case SETTING_MOUSE:
		return &s->no_mouse;
	case SETTING_ASCII:
		return &s->ascii;
	case SETTING_PROJECTOR:
		return &s->dark_project;
	case SETTING_MODE:
		return &s->plain;
	default:
		return NULL;
	}
}

static const char *value_of(struct settings s, uint32_t setting)
{
	const bool *on = switch_of(&s, setting);
	return rows[setting].values[on != NULL ? (size_t)*on : (size_t)s.theme];
}

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	s->left = str_from(_("Mon confort"));
	s->enter = v->focus == SETTING_DONE ? _("fermer") : _("changer");
	for (uint32_t i = 0; i < SETTING_DONE; i++) {
		struct str value = str_from(_(value_of(u->settings, i)));
		sheet_choice(s,
		             &(struct sheet_choice){
				     .id = i,
				     .number = i + 1,
				     .label = said_pair(s->arena, str_from(_(rows[i].name)), value),
			     });
	}
	sheet_gap(s);
	sheet_button(s, SETTING_DONE, _("Terminé"));
	if (v->focus < SETTING_DONE) {
		sheet_gap(s);
		sheet_say(s, ROLE_MUTED, 0, str_from(_(rows[v->focus].help)));
	}
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)a;
	if (item >= SETTING_DONE) {
		ui_close(u);
		return;
	}
	v->focus = item;
	bool *on = switch_of(&u->settings, item);
	if (on != NULL) {
		*on = !*on;
	} else {
		u->settings.theme = (u->settings.theme + 1) % THEME_COUNT;
	}
	ui_wish(u, WISH_SETTINGS, (struct str){0}, STEP_NONE);
}

const struct screen screen_comfort = {
	.name = "confort",
	.build = build,
	.act = act,
};
