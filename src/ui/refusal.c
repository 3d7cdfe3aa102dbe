/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Never only that it's wrong: the bound, the number, the author's own words. */
#include "refusal.h"

#include "i18n.h"

#include <stdarg.h>

static struct str format(struct arena *arena, const char *words, ...)
{
	struct buf b = {0};
	va_list args;
	va_start(args, words);
	buf_addv(&b, words, args);
	va_end(args);
	struct str made = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return made;
}

static const char *const wanted_of_field[] = {
	[FIELD_TEXT] = N_("Écrivez quelques mots."),
	[FIELD_LONG_TEXT] = N_("Écrivez quelques mots."),
	[FIELD_NUMBER] = N_("Il faut un nombre en chiffres, comme 1 200 ou 3,5."),
	[FIELD_DATE] = N_("Il faut une date, comme 12/03/2027."),
	[FIELD_YES_NO] = N_("Répondez par oui ou par non."),
	[FIELD_SCALE] = N_("Il faut un nombre entier, en chiffres."),
	[FIELD_LIST] = N_("Il faut un numéro de la liste."),
};

const char *refusal_wanted(const struct field *f)
{
	return _(wanted_of_field[f->type]);
}

static struct str of_field_bound(struct arena *arena, const struct field *f, bool is_above)
{
	const struct bound *bound = is_above ? &f->max : &f->min;
	struct buf b = {0};
	const char *words;
	if (f->type == FIELD_DATE) {
		date_add_french(&b, bound->date);
		words = is_above ? _("Au plus tard le %.*s.") : _("Au plus tôt le %.*s.");
	} else if (f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT) {
		number_add_french(&b, bound->number);
		words = is_above ? _("C'est un peu long : %.*s caractères au plus.")
		                 : _("C'est un peu court : %.*s caractères au moins.");
	} else {
		number_add_french(&b, bound->number);
		words = is_above ? _("C'est trop : %.*s au plus.") : _("Trop peu : %.*s au moins.");
	}
	struct str said = format(arena, words, STR_ARG(buf_str(&b)));
	buf_finish(&b);
	return said;
}

struct str refusal_too_long(struct arena *arena, const struct field *f, struct str typed)
{
	struct buf max = {0};
	bool is_text = f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT;
	if (!is_text || f->message.source.len > 0) {
		return (struct str){0};
	}
	number_add_french(&max, f->max.number);
	struct str said = format(arena, _("C'est un peu long : %zu caractères, pour %.*s au plus."),
	                         utf8_n_runes(str_trim(typed)), STR_ARG(buf_str(&max)));
	buf_finish(&max);
	return said;
}

static struct str of_guess_range(struct arena *arena, const struct estimate *e)
{
	struct buf b = {0};
	buf_add(&b, str_from(_("Il faut un nombre entre ")));
	number_add_french(&b, e->from);
	buf_add(&b, str_from(_(" et ")));
	number_add_french(&b, e->to);
	buf_add(&b, STR("."));
	struct str said = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return said;
}

static struct str of_bounds(struct arena *arena, struct visit *v, bool is_above)
{
	if (v->stage == VISIT_FIELD) {
		return of_field_bound(arena, visit_field(v), is_above);
	}
	return v->stage == VISIT_GUESS ? of_guess_range(arena, visit_step(v)->estimate)
	                               : (struct str){0};
}

static struct str of_greyed(struct arena *arena, const struct scene_row *row)
{
	return row != NULL && row->why.len > 0
	               ? format(arena, _("Ce choix est fermé : %.*s."), STR_ARG(row->why))
	               : str_from(_("Ce choix est fermé."));
}

static struct str of_exclusive(struct arena *arena, struct visit *v)
{
	const struct step *s = visit_step(v);
	const struct option *o = &s->options[s->several.exclusive];
	struct str label = said_line_of(arena, walk_facts(v->walk, false), &o->label);
	return format(arena, _("« %.*s » se choisit seul."), STR_ARG(label));
}

static struct str of_too_few(struct arena *arena, struct visit *v)
{
	uint32_t n;
	if (v->stage == VISIT_HUB) {
		(void)visit_may_leave(v, &n);
		return format(arena, _("Encore %u à voir avant de continuer."), (unsigned)n);
	}
	return format(arena, _("Choisissez-en au moins %u."), (unsigned)visit_step(v)->several.min);
}

/* The author's own words about a field, where there are. */
static struct str message_of(struct arena *arena, struct visit *v, enum outcome why)
{
	bool is_of_field = why == OUTCOME_BELOW || why == OUTCOME_ABOVE || why == OUTCOME_MALFORMED;
	if (v->stage != VISIT_FIELD || !is_of_field) {
		return (struct str){0};
	}
	return said_line_of(arena, walk_facts(v->walk, false), &visit_field(v)->message);
}

struct str refusal_of(struct arena *arena, struct visit *v, enum outcome why,
                      const struct scene_row *greyed)
{
	struct str message = message_of(arena, v, why);
	if (message.len > 0) {
		return message;
	}
	switch (why) {
	case OUTCOME_OK:
	case OUTCOME_UNANSWERED:
	case OUTCOME_NO_CHOICE:
	case OUTCOME_MALFORMED:
	case OUTCOME_NO_WAY:
	case OUTCOME_NOT_THERE:
		break;
	case OUTCOME_GREYED:
		return of_greyed(arena, greyed);
	case OUTCOME_TOO_FEW:
		return of_too_few(arena, v);
	case OUTCOME_TOO_MANY:
		return format(arena, _("Choisissez-en au plus %u."),
		              (unsigned)visit_step(v)->several.max);
	case OUTCOME_EXCLUSIVE:
		return of_exclusive(arena, v);
	case OUTCOME_BELOW:
		return of_bounds(arena, v, false);
	case OUTCOME_ABOVE:
		return of_bounds(arena, v, true);
	case OUTCOME_REQUIRED:
		return v->stage == VISIT_FIELD
		               ? (struct str){0}
		               : str_from(_("Ici, il faut une réponse pour continuer."));
	}
	return (struct str){0};
}
