/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help, and why something can't be: always what to type instead, never only that it's wrong. */
#include "dialogue_parts.h"

#include "i18n.h"
#include "refusal.h"

/* --- Help ------------------------------------------------------------------------- */

static void say_commands(struct dialogue *d, const enum command *commands, size_t n)
{
	paper_block(&d->paper);
	for (size_t i = 0; i < n; i++) {
		paper_row(&d->paper, "-", str_from(command_help(commands[i])));
	}
	paper_block(&d->paper);
}

/* Who wrote the journey, and on what terms. */
static void say_credits(struct dialogue *d)
{
	const struct journey *j = d->setup.journey;
	struct str author = said_words(&d->turn, j->author);
	struct str licence = said_words(&d->turn, j->licence);
	paper_said(&d->paper, said_make(&d->turn, NULL, &j->credits));
	if (author.len > 0) {
		paper_sayf(&d->paper, _("Auteur : %.*s"), STR_ARG(author));
	}
	if (licence.len > 0) {
		paper_sayf(&d->paper, _("Licence : %.*s"), STR_ARG(licence));
	}
	paper_block(&d->paper);
}

static void help_at_home(struct dialogue *d)
{
	static const enum command commands[] = {COMMAND_REREAD, COMMAND_BACK, COMMAND_SCREENS,
	                                        COMMAND_QUIT, COMMAND_HELP};

	paper_say(&d->paper, _("Chaque ligne a un numéro. Tapez celui qui vous va, puis Entrée. "
	                       "Ces mots marchent aussi :"));
	say_commands(d, commands, sizeof commands / sizeof commands[0]);
	say_credits(d);
}

static void help_on_the_way(struct dialogue *d)
{
	static const enum command commands[] = {
		COMMAND_REREAD, COMMAND_WHERE,   COMMAND_PLAN, COMMAND_CARNET,  COMMAND_RESOURCES,
		COMMAND_NOTE,   COMMAND_BACK,    COMMAND_REDO, COMMAND_RESTART, COMMAND_ERASE,
		COMMAND_HOME,   COMMAND_SCREENS, COMMAND_QUIT, COMMAND_HELP,
	};

	if (note_at_hand(d) != NULL && d->visit.stage != VISIT_RETOUCH) {
		paper_say(&d->paper,
		          _("Vous écrivez une note : chaque ligne s'y ajoute. Pour finir, tapez un "
		            "point « . » puis Entrée. « effacer » vide la note, « refaire » la "
		            "reprend. Ces mots marchent partout :"));
	} else {
		paper_say(&d->paper,
		          _("Tapez un numéro, ou votre réponse, puis Entrée. Quand il n'y a qu'à "
		            "lire, Entrée suffit. Ces mots marchent partout :"));
	}
	say_commands(d, commands, sizeof commands / sizeof commands[0]);
	paper_say(&d->paper,
	          _("Pour écrire un de ces mots comme réponse, mettez \\ devant : \\note."));
	paper_say(&d->paper, _("Tout s'enregistre au fur et à mesure."));
	paper_block(&d->paper);
}

void help_show(struct dialogue *d)
{
	paper_block(&d->paper);
	if (d->pages[0] == PAGE_STEP) {
		help_on_the_way(d);
	} else {
		help_at_home(d);
	}
}

/* --- What isn't understood -------------------------------------------------------- */

/* Enter, where there is only reading. */
static bool enter_goes_on(const struct dialogue *d)
{
	if (dialogue_page(d) != PAGE_STEP) {
		return dialogue_page(d) > PAGE_MARGIN;
	}
	return !d->read_only &&
	       (d->visit.stage == VISIT_READ || d->visit.stage == VISIT_TOLD ||
	        d->visit.stage == VISIT_CATALOGUE || d->visit.stage == VISIT_REVIEW);
}

/* What Enter would leave open, and keeps nothing. */
static bool enter_passes(struct dialogue *d)
{
	bool is_preset;
	return dialogue_page(d) == PAGE_STEP && !d->read_only && visit_is_passable(&d->visit) &&
	       visit_prefill(&d->visit, &is_preset) == NULL;
}

bool help_do_meant(struct dialogue *d, struct str line)
{
	enum command command = words_meant(line);
	if (command != COMMAND_NONE) {
		dialogue_do(d, command);
	} else if ((words_go_on(line) && enter_goes_on(d)) ||
	           (words_are(line, _("passer")) && enter_passes(d))) {
		dialogue_enter_alone(d);
	} else {
		return false;
	}
	return true;
}

/* What to type for the word that was typed as a text; NULL: it is a text. */
static const char *word_in_doubt(const struct dialogue *d, struct str line)
{
	bool is_note = dialogue_page(d) == PAGE_MARGIN || d->visit.stage == VISIT_NOTE;
	enum command command = words_meant(line);
	bool passes = words_are(line, _("passer")) || (words_go_on(line) && !words_are(line, "ok"));
	if (is_note && (passes || command == COMMAND_QUIT)) {
		return _("Vous voulez finir ? Un point « . » puis Entrée.");
	}
	if (passes) {
		return visit_is_passable(&d->visit) ? _("Vous voulez passer ? Entrée seule suffit.")
		                                    : _("Ici, il faut une réponse pour continuer.");
	}
	switch ((int)command) {
	case COMMAND_QUIT:
		return _("Vous voulez sortir ? Tapez « quitter ».");
	case COMMAND_BACK:
		return _("Vous voulez revenir en arrière ? Tapez « retour ».");
	case COMMAND_HOME:
		return _("Vous voulez l'écran de départ ? Tapez « accueil ».");
	case COMMAND_HELP:
		return _("Vous voulez de l'aide ? Tapez « aide ».");
	}
	return NULL;
}

bool help_doubt(struct dialogue *d, struct str line)
{
	const char *words = word_in_doubt(d, line);
	struct str typed = words_quoted(&d->turn, str_trim(line));
	if (words != NULL) {
		paper_sayf(&d->paper, _("%s Pour écrire le mot « %.*s » : \\%.*s."), words,
		           STR_ARG(typed), STR_ARG(typed));
	}
	return words != NULL;
}

void help_misread(struct dialogue *d, struct str line, const char *wanted)
{
	if (help_do_meant(d, line)) {
		return;
	}
	struct str typed = words_quoted(&d->turn, str_trim(line));
	if (typed.len > 0) {
		paper_sayf(&d->paper, _("Je n'ai pas compris « %.*s ». %s"), STR_ARG(typed),
		           wanted);
	} else {
		paper_say(&d->paper, wanted);
	}
}

static void say_no_such(struct dialogue *d, uint32_t number, size_t n)
{
	if (n == 1) {
		paper_sayf(&d->paper, _("Il n'y a pas de %u ici : seulement 1."), (unsigned)number);
	} else {
		paper_sayf(&d->paper, _("Il n'y a pas de %u ici : de 1 à %zu."), (unsigned)number,
		           n);
	}
}

void help_misread_choice(struct dialogue *d, struct str line, size_t n)
{
	struct buf b = {0};
	uint32_t number;
	if (n > 0 && words_number(line, &number)) {
		say_no_such(d, number, n);
		return;
	}
	if (n > 1) {
		buf_addf(&b, _("Tapez un numéro de 1 à %zu, ou « aide »."), n);
	} else if (n == 1) {
		buf_add(&b, str_from(_("Tapez 1, ou « aide ».")));
	} else {
		buf_add(&b, str_from(_("Tapez « aide » pour savoir quoi taper.")));
	}
	help_misread(d, line, b.ptr);
	buf_finish(&b);
}

static size_t n_numbers(struct dialogue *d)
{
	size_t n;
	uint32_t n_missing;
	if (d->visit.stage == VISIT_FIELD) {
		(void)scene_field_rows(&d->turn, &d->visit, &n);
		return n;
	}
	const struct scene_row *rows = scene_rows(&d->turn, &d->visit, &n);
	n = rows_count(rows, n);
	return d->visit.stage == VISIT_HUB ? n + visit_may_leave(&d->visit, &n_missing) : n;
}

/* The first of them that the list hasn't; false where it has all. */
static bool say_stray(struct dialogue *d, struct str line)
{
	uint32_t *numbers, n;
	size_t n_there = n_numbers(d);
	if (!words_numbers(&d->turn, line, &numbers, &n)) {
		return false;
	}
	for (uint32_t i = 0; i < n; i++) {
		if (numbers[i] > n_there) {
			say_no_such(d, numbers[i], n_there);
			return true;
		}
	}
	return false;
}

static void misread_several(struct dialogue *d, struct str line)
{
	if (say_stray(d, line)) {
		return;
	}
	help_misread(d, line,
	             visit_step(&d->visit)->several.min == 0
	                     ? _("Tapez les numéros, séparés par des espaces, ou 0 pour "
	                         "aucun.")
	                     : _("Tapez les numéros, séparés par des espaces."));
}

static void misread(struct dialogue *d, struct str line)
{
	switch (d->visit.stage) {
	case VISIT_READ:
	case VISIT_TOLD:
		help_misread(d, line, _("Ici, Entrée suffit pour continuer."));
		break;
	case VISIT_CHOOSE:
	case VISIT_HUB:
		help_misread_choice(d, line, n_numbers(d));
		break;
	case VISIT_SEVERAL:
		misread_several(d, line);
		break;
	case VISIT_GUESS:
		help_misread(d, line, _("Il faut un nombre en chiffres, comme 40."));
		break;
	case VISIT_FIELD:
		if (visit_field(&d->visit)->type == FIELD_LIST) {
			help_misread_choice(d, line, n_numbers(d));
		} else {
			help_misread(d, line, refusal_wanted(visit_field(&d->visit)));
		}
		break;
	case VISIT_REVIEW:
	case VISIT_COMPOSE:
		help_misread_choice(d, line, review_n_numbers(d));
		break;
	case VISIT_HARVEST:
	case VISIT_CATALOGUE:
	case VISIT_RETOUCH:
	case VISIT_NOTE:
	case VISIT_ENDING:
		help_misread(d, line, _("« aide » dit ce que l'on peut taper."));
		break;
	}
}

/* --- What is understood, and can't be --------------------------------------------- */

/* The row that a line names, to say why it is greyed. */
static const struct scene_row *row_meant(struct dialogue *d, struct str line)
{
	size_t n;
	const struct scene_row *rows = scene_rows(&d->turn, &d->visit, &n);
	return rows_pick(rows, n, line);
}

void help_refused(struct dialogue *d, enum outcome why, struct str line)
{
	if (why == OUTCOME_MALFORMED && help_do_meant(d, line)) {
		return;
	}
	const struct scene_row *row = why == OUTCOME_GREYED ? row_meant(d, line) : NULL;
	struct str said = {0};
	if (why == OUTCOME_ABOVE && d->visit.stage == VISIT_FIELD) {
		said = refusal_too_long(&d->turn, visit_field(&d->visit), words_literal(line));
	}
	if (said.len == 0) {
		said = refusal_of(&d->turn, &d->visit, why, row);
	}
	if (said.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(said));
	} else if (why == OUTCOME_NO_WAY || why == OUTCOME_NOT_THERE) {
		paper_say(&d->paper, _("Le chemin s'arrête ici. « retour » ou « plan » ramènent en "
		                       "arrière."));
	} else if (why == OUTCOME_REQUIRED) {
		misread(d, (struct str){0});
	} else if (why != OUTCOME_OK) {
		misread(d, line);
	}
}
