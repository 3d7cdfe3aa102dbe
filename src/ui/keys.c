/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In the order in which the help tells them, and the footer takes them where room is short.
 * A row without a name is a second key for the same.
 */
#include "keys.h"

#include "buf.h"
#include "i18n.h"

#define KEYS CONTEXT_KEYS
#define TYPE CONTEXT_TYPING
#define ROOM CONTEXT_ROOM
#define BOTH (CONTEXT_KEYS | CONTEXT_TYPING)
#define ALONE (CONTEXT_KEYS | CONTEXT_ROOM) /* where nothing is typed */

static const struct key_row rows[] = {
	{BOTH, KEY_ENTER, 0, ACTION_TAKE, N_("Entrée"), N_("valider"),
         N_("Entrée : ce qui est sous le curseur, ou la suite"), N_("pour valider")},
	{KEYS, KEY_TAB, 0, ACTION_NEXT, N_("Tab"), NULL, NULL, NULL},
	{KEYS, KEY_UP, 0, ACTION_UP, NULL, NULL, NULL, NULL},
	{KEYS, KEY_DOWN, 0, ACTION_DOWN, N_("↑ ↓"), N_("choisir"),
         N_("↑ ↓ : choisir, ou faire défiler le texte"), N_("pour choisir")},
	{KEYS, KEY_RUNE, ' ', ACTION_TICK, N_("Espace"), NULL, N_("Espace : cocher, décocher"),
         NULL},
	{KEYS, KEY_LEFT, 0, ACTION_BACK, N_("←"), N_("revenir"),
         N_("← ou Retour arrière : un pas en arrière, rien ne se perd"), NULL},
	{KEYS, KEY_BACKSPACE, 0, ACTION_BACK, NULL, NULL, NULL, NULL},
	{TYPE, KEY_TAB, 0, ACTION_NEXT, N_("Tab"), N_("suite"),
         N_("Tab : sortir du champ, vers la suite"), NULL},
	{TYPE, KEY_BACKTAB, 0, ACTION_PREVIOUS, NULL, NULL, NULL, NULL},
	{KEYS, KEY_BACKTAB, 0, ACTION_PREVIOUS, NULL, NULL, NULL, NULL},
	{BOTH, KEY_ESCAPE, 0, ACTION_CLOSE, N_("Échap"), N_("menu"),
         N_("Échap : fermer ce qui est ouvert, sinon le menu"), N_("pour le menu")},
	{CONTEXT_ANY, KEY_FUNCTION, 1, ACTION_HELP, NULL, NULL, NULL, NULL},
	{ALONE, KEY_RUNE, '?', ACTION_HELP, N_("?"), N_("aide"), N_("? ou F1 : cette aide"), NULL},
	{ALONE, KEY_RUNE, 'u', ACTION_REDO, N_("u"), N_("refaire"),
         N_("u : un pas en avant, après un retour"), NULL},
	{ALONE, KEY_RUNE, 'c', ACTION_MAP, N_("c"), N_("carte"),
         N_("c : la carte, pour voir le chemin et s'y rendre"), NULL},
	{ALONE, KEY_RUNE, 'v', ACTION_CARNET, N_("v"), N_("carnet"),
         N_("v : votre carnet, tout ce que vous avez répondu"), NULL},
	{ALONE, KEY_RUNE, 'r', ACTION_RESOURCES, N_("r"), N_("ressources"),
         N_("r : de quoi lire ici, ou tout le catalogue"), NULL},
	{ALONE, KEY_RUNE, 'n', ACTION_NOTE, N_("n"), N_("note"),
         N_("n : écrire en marge de cette étape"), NULL},
	{ALONE, KEY_RUNE, 'm', ACTION_KEEP, N_("m"), N_("garder"),
         N_("m : garder cette ressource dans le carnet, ou ne plus la garder"), NULL},
	{ALONE, KEY_RUNE, 'o', ACTION_OPEN, N_("o"), N_("ouvrir"),
         N_("o : ouvrir l'adresse sur cet ordinateur"), NULL},
	{ALONE, KEY_RUNE, 'y', ACTION_COPY, N_("y"), N_("copier"), N_("y : copier l'adresse"),
         NULL},
	{ALONE, KEY_RUNE, 'x', ACTION_QR, N_("x"), N_("code QR"),
         N_("x : l'adresse en code QR, pour un téléphone"), NULL},
	{ALONE, KEY_RUNE, '/', ACTION_SEARCH, N_("/"), N_("chercher"),
         N_("/ : chercher un mot dans le parcours"), NULL},
	{ALONE, KEY_RUNE, 'p', ACTION_PROJECT, N_("p"), N_("projeter"),
         N_("p : l'affichage pour une salle"), NULL},
	{0, KEY_NOTHING, 0, ACTION_COMFORT, NULL, N_("mon confort"),
         N_("mon confort : les couleurs, la souris, la place entre les lignes"), NULL},
	{ALONE, KEY_RUNE, 't', ACTION_PLAIN, N_("t"), N_("texte seul"),
         N_("t : le même parcours en texte seul, pour un lecteur d'écran"), NULL},
	{0, KEY_NOTHING, 0, ACTION_CARNETS, NULL, N_("mes carnets"),
         N_("mes carnets : les renommer, les copier, les emporter sur une clé"), NULL},
	{0, KEY_NOTHING, 0, ACTION_RESTART, NULL, N_("recommencer"),
         N_("recommencer : repartir du début ; le carnet garde tout"), NULL},
	{0, KEY_NOTHING, 0, ACTION_HOME, NULL, N_("accueil"),
         N_("accueil : l'écran de départ, et les autres carnets"), NULL},
	{ALONE, KEY_RUNE, 'q', ACTION_QUIT, N_("q"), N_("quitter"),
         N_("q ou Ctrl-C : quitter ; le carnet garde la place"), NULL},
	{CONTEXT_ANY, KEY_CTRL, 'c', ACTION_QUIT, NULL, NULL, NULL, NULL},
	{TYPE, KEY_CTRL, 'z', ACTION_UNDO, N_("Ctrl-Z"), NULL,
         N_("Ctrl-Z, en écrivant : défaire la dernière frappe"), NULL},
	{KEYS | ROOM, KEY_CTRL, 'z', ACTION_SUSPEND, NULL, NULL, NULL, NULL},
	{ROOM, KEY_PAGE_DOWN, 0, ACTION_PAGE_DOWN, NULL, NULL,
         N_("Page suivante, Espace, → : la page d'après, puis la suite ; à un choix, l'allumer, "
            "puis le prendre"),
         NULL},
	{ROOM, KEY_PAGE_UP, 0, ACTION_PAGE_UP, NULL, NULL,
         N_("Page précédente, ← : la page d'avant ; à un choix allumé, le suivant"), NULL},
	{ROOM, KEY_RUNE, ' ', ACTION_PAGE_DOWN, NULL, NULL, NULL, NULL},
	{ROOM, KEY_RIGHT, 0, ACTION_PAGE_DOWN, NULL, NULL, NULL, NULL},
	{ROOM, KEY_DOWN, 0, ACTION_PAGE_DOWN, NULL, NULL, NULL, NULL},
	{ROOM, KEY_LEFT, 0, ACTION_PAGE_UP, NULL, NULL, NULL, NULL},
	{ROOM, KEY_UP, 0, ACTION_PAGE_UP, NULL, NULL, NULL, NULL},
	{ROOM, KEY_ENTER, 0, ACTION_TAKE, NULL, NULL, NULL, NULL},
	{ROOM, KEY_ESCAPE, 0, ACTION_TAKE, NULL, NULL, NULL, NULL},
	{ROOM, KEY_FUNCTION, 5, ACTION_TAKE, NULL, NULL, NULL, NULL},
	{ROOM, KEY_RUNE, 'b', ACTION_BLACK, NULL, NULL,
         N_("b ou . : l'écran noir ; une touche le rallume"), NULL},
	{ROOM, KEY_RUNE, '.', ACTION_BLACK, NULL, NULL, NULL, NULL},
	{KEYS, KEY_RUNE, 'e', ACTION_ERRORS, NULL, NULL, NULL, NULL}, // told where they are
	{KEYS, KEY_PAGE_DOWN, 0, ACTION_PAGE_DOWN, NULL, NULL,
         N_("Page suivante, Page précédente : le texte, page à page"), NULL},
	{KEYS, KEY_PAGE_UP, 0, ACTION_PAGE_UP, NULL, NULL, NULL, NULL},
	{KEYS, KEY_HOME, 0, ACTION_FIRST, NULL, NULL, NULL, NULL},
	{KEYS, KEY_END, 0, ACTION_LAST, NULL, NULL, NULL, NULL},
};

enum {
	N_ROWS = sizeof rows / sizeof rows[0],
};

const struct key_row *keys_table(size_t *ret_n)
{
	*ret_n = N_ROWS;
	return rows;
}

const char *keys_name(const struct key_row *row, bool ascii)
{
	if (ascii && row->kind == KEY_DOWN) {
		return _("Haut/Bas");
	}
	return ascii && row->kind == KEY_LEFT ? _("Gauche") : _(row->name);
}

const struct key_row *keys_row_of(enum context context, enum action action)
{
	for (size_t i = 0; i < N_ROWS; i++) {
		bool is_here = (rows[i].contexts & (unsigned)context) != 0;
		if (rows[i].action == action && is_here && rows[i].name != NULL) {
			return &rows[i];
		}
	}
	return NULL;
}

struct str keys_title_of(struct arena *arena, enum action action)
{
	const char *label = "";
	for (size_t i = 0; i < N_ROWS && *label == '\0'; i++) {
		label = rows[i].action == action && rows[i].label != NULL ? _(rows[i].label) : "";
	}
	struct buf b = {0};
	buf_add(&b, str_from(label));
	if (b.len > 0 && b.ptr[0] >= 'a' && b.ptr[0] <= 'z') {
		b.ptr[0] = (char)(b.ptr[0] - 'a' + 'A');
	}
	struct str title = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return title;
}

/* & é " ' ( - è _ ç à are the keys of 1 … 9, 0 there; 0 takes the tenth. */
static uint32_t number_of(uint32_t rune)
{
	static const uint32_t azerty[] = {'&', 0xE9, '"', '\'', '(', '-', 0xE8, '_', 0xE7, 0xE0};
	for (uint32_t i = 0; i < sizeof azerty / sizeof azerty[0]; i++) {
		if (rune == azerty[i] || rune == '1' + i) {
			return rune == ':' ? 0 : i + 1; // '1' + 9 is no digit
		}
	}
	return rune == '0' ? 10 : 0;
}

static uint32_t lowered(uint32_t rune)
{
	return rune >= 'A' && rune <= 'Z' ? rune - 'A' + 'a' : rune;
}

enum action keys_find(enum context context, const struct key *key, bool has_numbers,
                      uint32_t *ret_number)
{
	bool has_rune = key->kind == KEY_RUNE || key->kind == KEY_CTRL || key->kind == KEY_FUNCTION;
	if (key->kind == KEY_RUNE && has_numbers && context != CONTEXT_TYPING &&
	    number_of(key->rune) > 0) {
		*ret_number = number_of(key->rune);
		return ACTION_NUMBER;
	}
	for (size_t i = 0; i < N_ROWS; i++) {
		bool is_here = (rows[i].contexts & (unsigned)context) != 0;
		if (is_here && rows[i].kind == key->kind &&
		    (!has_rune || rows[i].rune == lowered(key->rune))) {
			return rows[i].action;
		}
	}
	return ACTION_NONE;
}
