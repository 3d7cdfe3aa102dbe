/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help, and why something can't be: always what to type instead, never only that it's wrong. */
#include "dialogue_parts.h"

#include "i18n.h"

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
	static const enum command commands[] = {COMMAND_REREAD, COMMAND_BACK, COMMAND_QUIT,
	                                        COMMAND_HELP};

	paper_say(&d->paper, _("Chaque ligne a un numéro. Tapez celui qui vous va, puis Entrée. "
	                       "Ces mots marchent aussi :"));
	say_commands(d, commands, sizeof commands / sizeof commands[0]);
	say_credits(d);
}

static void help_on_the_way(struct dialogue *d)
{
	static const enum command commands[] = {
		COMMAND_REREAD, COMMAND_WHERE, COMMAND_PLAN, COMMAND_CARNET,  COMMAND_RESOURCES,
		COMMAND_NOTE,   COMMAND_BACK,  COMMAND_REDO, COMMAND_RESTART, COMMAND_ERASE,
		COMMAND_HOME,   COMMAND_QUIT,  COMMAND_HELP,
	};

	paper_say(&d->paper,
	          _("Tapez un numéro, ou votre réponse, puis Entrée. Quand il n'y a qu'à "
	            "lire, Entrée suffit. Ces mots marchent partout :"));
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

void help_misread(struct dialogue *d, struct str line, const char *wanted)
{
	struct str typed = words_quoted(&d->turn, str_trim(line));
	if (typed.len > 0) {
		paper_sayf(&d->paper, _("Je n'ai pas compris « %.*s ». %s"), STR_ARG(typed),
		           wanted);
	} else {
		paper_say(&d->paper, wanted);
	}
}

void help_misread_choice(struct dialogue *d, struct str line, size_t n)
{
	struct buf b = {0};
	if (n > 1) {
		buf_addf(&b, _("Tapez un numéro de 1 à %zu, ou « ? » pour l'aide."), n);
	} else if (n == 1) {
		buf_add(&b, str_from(_("Tapez 1, ou « ? » pour l'aide.")));
	} else {
		buf_add(&b, str_from(_("Tapez « ? » pour l'aide.")));
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

static void misread_several(struct dialogue *d, struct str line)
{
	help_misread(d, line,
	             visit_step(&d->visit)->several.min == 0
	                     ? _("Tapez les numéros, séparés par des espaces, ou 0 pour "
	                         "aucun.")
	                     : _("Tapez les numéros, séparés par des espaces."));
}

static const char *const wanted_of_field[] = {
	[FIELD_TEXT] = N_("Écrivez quelques mots."),
	[FIELD_LONG_TEXT] = N_("Écrivez quelques mots."),
	[FIELD_NUMBER] = N_("Il faut un nombre, comme 1 200 ou 3,5."),
	[FIELD_DATE] = N_("Il faut une date, comme 12/03/2027."),
	[FIELD_YES_NO] = N_("Répondez par oui ou par non."),
	[FIELD_SCALE] = N_("Il faut un nombre entier."),
	[FIELD_LIST] = N_("Il faut un numéro de la liste."),
};

static void misread(struct dialogue *d, struct str line)
{
	switch (d->visit.stage) {
	case VISIT_READ:
	case VISIT_TOLD:
		help_misread(d, line, _("Ici, Entrée suffit pour continuer ; « ? » pour l'aide."));
		break;
	case VISIT_CHOOSE:
	case VISIT_HUB:
		help_misread_choice(d, line, n_numbers(d));
		break;
	case VISIT_SEVERAL:
		misread_several(d, line);
		break;
	case VISIT_GUESS:
		help_misread(d, line, _("Il faut un nombre, comme 40."));
		break;
	case VISIT_FIELD:
		if (visit_field(&d->visit)->type == FIELD_LIST) {
			help_misread_choice(d, line, n_numbers(d));
		} else {
			help_misread(d, line, _(wanted_of_field[visit_field(&d->visit)->type]));
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
		help_misread(d, line, _("« ? » pour l'aide."));
		break;
	}
}

/* --- What is understood, and can't be --------------------------------------------- */

static void add_bound(struct buf *b, const struct field *f, const struct bound *bound)
{
	if (f->type == FIELD_DATE) {
		date_add_french(b, bound->date);
	} else {
		number_add_french(b, bound->number);
	}
}

static void say_field_bound(struct dialogue *d, const struct field *f, bool is_above)
{
	struct buf b = {0};
	bool is_text = f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT;
	bool is_date = f->type == FIELD_DATE;
	add_bound(&b, f, is_above ? &f->max : &f->min);
	struct str bound = buf_str(&b);
	if (is_text && is_above) {
		paper_sayf(&d->paper, _("C'est un peu long : %.*s caractères au plus."),
		           STR_ARG(bound));
	} else if (is_text) {
		paper_sayf(&d->paper, _("C'est un peu court : %.*s caractères au moins."),
		           STR_ARG(bound));
	} else if (is_date) {
		paper_sayf(&d->paper,
		           is_above ? _("Au plus tard le %.*s.") : _("Au plus tôt le %.*s."),
		           STR_ARG(bound));
	} else {
		paper_sayf(&d->paper,
		           is_above ? _("C'est trop : %.*s au plus.")
		                    : _("Trop peu : %.*s au moins."),
		           STR_ARG(bound));
	}
	buf_finish(&b);
}

static void say_guess_range(struct dialogue *d)
{
	const struct estimate *e = visit_step(&d->visit)->estimate;
	struct buf b = {0};
	buf_add(&b, str_from(_("Il faut un nombre entre ")));
	number_add_french(&b, e->from);
	buf_add(&b, str_from(_(" et ")));
	number_add_french(&b, e->to);
	buf_add(&b, STR("."));
	paper_sayf(&d->paper, "%.*s", STR_ARG(buf_str(&b)));
	buf_finish(&b);
}

static void say_out_of_bounds(struct dialogue *d, bool is_above)
{
	if (d->visit.stage == VISIT_FIELD) {
		say_field_bound(d, visit_field(&d->visit), is_above);
	} else if (d->visit.stage == VISIT_GUESS) {
		say_guess_range(d);
	}
}

static void say_greyed(struct dialogue *d, struct str line)
{
	size_t n;
	const struct scene_row *rows = scene_rows(&d->turn, &d->visit, &n);
	const struct scene_row *row = rows_pick(rows, n, line);
	if (row != NULL && row->why.len > 0) {
		paper_sayf(&d->paper, _("Pas encore : %.*s."), STR_ARG(row->why));
	} else {
		paper_say(&d->paper, _("Ce choix n'est pas encore possible."));
	}
}

static void say_exclusive(struct dialogue *d)
{
	const struct step *s = visit_step(&d->visit);
	const struct option *o = &s->options[s->several.exclusive];
	struct str label = said_line_of(&d->turn, walk_facts(d->visit.walk, false), &o->label);
	paper_sayf(&d->paper, _("« %.*s » se choisit seul."), STR_ARG(label));
}

static void say_too_few(struct dialogue *d)
{
	uint32_t n;
	if (d->visit.stage == VISIT_HUB) {
		(void)visit_may_leave(&d->visit, &n);
		paper_sayf(&d->paper, _("Encore %u à voir avant de continuer."), (unsigned)n);
	} else {
		paper_sayf(&d->paper, _("Choisissez-en au moins %u."),
		           (unsigned)visit_step(&d->visit)->several.min);
	}
}

static void say_required(struct dialogue *d)
{
	if (d->visit.stage == VISIT_FIELD) {
		misread(d, (struct str){0});
	} else {
		paper_say(&d->paper, _("Ici, il faut une réponse pour continuer."));
	}
}

/* The author's own words about a field, where there are. */
static bool say_message(struct dialogue *d)
{
	if (d->visit.stage != VISIT_FIELD) {
		return false;
	}
	const struct text *message = &visit_field(&d->visit)->message;
	struct str said = said_line_of(&d->turn, walk_facts(d->visit.walk, false), message);
	if (said.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(said));
	}
	return said.len > 0;
}

void help_refused(struct dialogue *d, enum outcome why, struct str line)
{
	bool is_of_field = why == OUTCOME_BELOW || why == OUTCOME_ABOVE || why == OUTCOME_MALFORMED;
	if (is_of_field && say_message(d)) {
		return;
	}
	switch (why) {
	case OUTCOME_OK:
		break;
	case OUTCOME_UNANSWERED:
	case OUTCOME_NO_CHOICE:
	case OUTCOME_MALFORMED:
		misread(d, line);
		break;
	case OUTCOME_NO_WAY:
	case OUTCOME_NOT_THERE:
		paper_say(&d->paper, _("Le chemin s'arrête ici. « retour » ou « plan » ramènent en "
		                       "arrière."));
		break;
	case OUTCOME_GREYED:
		say_greyed(d, line);
		break;
	case OUTCOME_TOO_FEW:
		say_too_few(d);
		break;
	case OUTCOME_TOO_MANY:
		paper_sayf(&d->paper, _("Choisissez-en au plus %u."),
		           (unsigned)visit_step(&d->visit)->several.max);
		break;
	case OUTCOME_EXCLUSIVE:
		say_exclusive(d);
		break;
	case OUTCOME_BELOW:
		say_out_of_bounds(d, false);
		break;
	case OUTCOME_ABOVE:
		say_out_of_bounds(d, true);
		break;
	case OUTCOME_REQUIRED:
		say_required(d);
		break;
	}
}
