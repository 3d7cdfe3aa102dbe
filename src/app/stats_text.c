/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shortest walks are the explorer's, of a person alone: to the nearest ending, for
 * everybody and for each audience that `profil` knows. So is the longest, of one who takes each
 * détour and each item of a hub once.
 */
#include "stats_text.h"

#include "explore.h"
#include "i18n.h"
#include "mem.h"
#include "quote.h"
#include "stats.h"

/* What one kind of walker meets. */
struct reach {
	struct str audience; /* its label; empty: everybody */
	bool is_closed;
	size_t shortest; /* screens to the nearest ending; 0: none */
	uint32_t n_endings;
	uint32_t n_resources, n_resources_for;
};

struct figures {
	const struct journey *j;
	struct stats stats;
	struct reach *reaches; /* everybody, then each audience */
	uint32_t n_reaches;
	uint32_t n_endings;
	size_t longest; /* screens; EXPLORE_NEVER: one can go round, or it isn't known */
};

static struct reach reach_of(const struct journey *j, uint32_t audience)
{
	struct explore_how how = {
		.alone = true, .has_audience = audience != INDEX_NONE, .audience = audience};
	struct exploration *x = explore(j, &how);
	struct reach r = {.is_closed = exploration_is_closed(x)};
	bool *met = mem_array(j->n_steps, sizeof met[0]);
	for (step_id s = 0; s < j->n_steps; s++) {
		met[s] = exploration_met(x, s);
		if (j->steps[s].kind != STEP_ENDING || !met[s]) {
			continue;
		}
		size_t n = exploration_distance(x, s);
		r.n_endings++;
		if (n != EXPLORE_NEVER && (r.shortest == 0 || n + 1 < r.shortest)) {
			r.shortest = n + 1;
		}
	}
	r.n_resources = stats_resources_met(j, audience, met);
	r.n_resources_for = stats_resources_for(j, audience);
	mem_free(met);
	exploration_destroy(x);
	return r;
}

static size_t longest_walk(const struct journey *j)
{
	struct exploration *x = explore(j, &(struct explore_how){.alone = true, .once = true});
	size_t n = exploration_longest(x);
	exploration_destroy(x);
	return n;
}

struct figures *figures_make(const struct journey *j)
{
	struct figures *f = mem_alloc(sizeof *f);
	*f = (struct figures){.j = j};
	stats_make(&f->stats, j);
	f->n_endings = f->stats.n_of_kind[STEP_ENDING];
	f->longest = longest_walk(j);
	f->n_reaches = 1 + (j->profile != STEP_NONE ? j->n_audiences : 0);
	f->reaches = mem_array(f->n_reaches, sizeof f->reaches[0]);
	f->reaches[0] = reach_of(j, INDEX_NONE);
	for (uint32_t i = 1; i < f->n_reaches; i++) {
		f->reaches[i] = reach_of(j, i - 1);
		f->reaches[i].audience = j->audiences[i - 1].label.source;
	}
	return f;
}

void figures_destroy(struct figures *f)
{
	mem_free(f->reaches);
	mem_free(f);
}

/* In French, two begin the plural. */
static const char *s_of(size_t n)
{
	return n >= 2 ? "s" : "";
}

static uint32_t per(uint32_t n, uint32_t of)
{
	return of > 0 ? (n + of / 2) / of : 0;
}

/* --- As text -------------------------------------------------------------------------------- */

static void add_reach(struct buf *out, const struct reach *r)
{
	buf_addf(out, "  %.*s : ",
	         STR_ARG(r->audience.len > 0 ? r->audience : str_from(_("tout le monde"))));
	if (r->shortest > 0) {
		buf_addf(out, _("fin la plus proche à %zu écran%s, "), r->shortest,
		         s_of(r->shortest));
	} else {
		buf_add(out, str_from(_("aucune fin trouvée, ")));
	}
	buf_addf(out, _("%u fin%s, %u ressource%s sur le chemin (%u pour ce public)"), r->n_endings,
	         s_of(r->n_endings), r->n_resources, s_of(r->n_resources), r->n_resources_for);
	buf_add(out, str_from(r->is_closed ? "\n" : _(" ; exploration incomplète\n")));
}

static void add_longest(struct buf *out, const struct figures *f)
{
	if (f->longest == EXPLORE_NEVER) {
		buf_add(out, str_from(_("Aucune marche n'est la plus longue : on peut tourner en "
		                        "rond, ou c'est trop grand pour le dire.\n")));
		return;
	}
	buf_addf(out,
	         _("La marche la plus longue, seul, chaque détour et chaque élément d'un carrefour "
	           "une fois : %zu écrans.\n"),
	         f->longest);
}

void figures_add_text(struct buf *out, const struct figures *f)
{
	const struct stats *s = &f->stats;
	const struct step *steps = f->j->steps;
	buf_addf(out, "%.*s\n\n", STR_ARG(f->j->title.source));
	buf_addf(out, _("%u étape%s : "), s->n_steps, s_of(s->n_steps));
	bool first = true;
	for (int kind = 0; kind < STEP_N_KINDS; kind++) {
		if (s->n_of_kind[kind] > 0 && kind != STEP_JUNCTION) {
			struct str name = str_from(kind == STEP_SEVERAL
			                                   ? _("à plusieurs réponses")
			                                   : step_kind_name((enum step_kind)kind));
			bool has_plural =
				name.ptr[name.len - 1] != 's' && name.ptr[name.len - 1] != 'z';
			buf_addf(out, "%s%u %.*s%s", first ? "" : ", ", s->n_of_kind[kind],
			         STR_ARG(name), has_plural ? s_of(s->n_of_kind[kind]) : "");
			first = false;
		}
	}
	buf_addf(out, _(".\n%u choix, %u chose%s à écrire, %u ressource%s.\n\n"), s->n_choices,
	         s->n_typed, s_of(s->n_typed), s->n_resources, s_of(s->n_resources));
	add_longest(out, f);
	buf_add(out, str_from(_("Seul, selon qui l'on est :\n")));
	for (uint32_t i = 0; i < f->n_reaches; i++) {
		add_reach(out, &f->reaches[i]);
	}
	buf_addf(out, _("\n%u mots ; %u par bloc en moyenne, %u au plus (%.*s) ;\n"), s->n_words,
	         per(s->n_words, s->n_blocks), s->longest_block,
	         STR_ARG(steps[s->longest_block_at].id));
	buf_addf(out, _("%u par phrase en moyenne, %u au plus (%.*s).\n"),
	         per(s->n_words, s->n_sentences), s->longest_sentence,
	         STR_ARG(steps[s->longest_sentence_at].id));
}

/* --- As JSON --------------------------------------------------------------------------------- */

static void add_count(struct buf *out, const char *key, size_t n)
{
	char last = out->len > 0 ? out->ptr[out->len - 1] : '{';
	buf_add(out, last != '{' ? STR(",") : STR(""));
	quote_add(out, str_from(key));
	buf_addf(out, ":%zu", n);
}

void figures_add_json(struct buf *out, const struct figures *f)
{
	const struct stats *s = &f->stats;
	buf_add(out, STR("{\"parcours\":"));
	quote_add(out, f->j->id);
	add_count(out, "étapes", s->n_steps);
	buf_add(out, STR(",\"genres\":{"));
	for (int kind = 0; kind < STEP_N_KINDS; kind++) {
		add_count(out, step_kind_name((enum step_kind)kind), s->n_of_kind[kind]);
	}
	buf_addc(out, '}');
	add_count(out, "choix", s->n_choices);
	add_count(out, "saisies", s->n_typed);
	add_count(out, "quiz", s->n_of_kind[STEP_QUIZ]);
	add_count(out, "fins", f->n_endings);
	add_count(out, "ressources", s->n_resources);
	if (f->longest != EXPLORE_NEVER) {
		add_count(out, "marche_la_plus_longue", f->longest);
	} else {
		buf_add(out, STR(",\"marche_la_plus_longue\":null"));
	}
	add_count(out, "mots", s->n_words);
	add_count(out, "blocs", s->n_blocks);
	add_count(out, "phrases", s->n_sentences);
	add_count(out, "mots_par_bloc", per(s->n_words, s->n_blocks));
	add_count(out, "bloc_le_plus_long", s->longest_block);
	add_count(out, "mots_par_phrase", per(s->n_words, s->n_sentences));
	add_count(out, "phrase_la_plus_longue", s->longest_sentence);
	buf_add(out, STR(",\"profils\":["));
	for (uint32_t i = 0; i < f->n_reaches; i++) {
		const struct reach *r = &f->reaches[i];
		buf_add(out, i > 0 ? STR(",{\"profil\":") : STR("{\"profil\":"));
		quote_add(out, r->audience);
		add_count(out, "marche_la_plus_courte", r->shortest);
		add_count(out, "fins", r->n_endings);
		add_count(out, "ressources", r->n_resources);
		add_count(out, "ressources_du_profil", r->n_resources_for);
		buf_add(out, r->is_closed ? STR(",\"complet\":true}") : STR(",\"complet\":false}"));
	}
	buf_add(out, STR("]}\n"));
}
