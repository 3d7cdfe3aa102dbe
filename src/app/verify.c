/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Findings go to the standard error, coloured on a terminal; the verdict and the walk that was
 * asked for to the standard output. With --json all of it is one line a journey on the
 * standard output, for editors.
 */
#include "verify.h"

#include "clock.h"
#include "i18n.h"
#include "output.h"
#include "sanitise.h"
#include "since.h"
#include "typography.h"
#include "verify_json.h"

#include <unistd.h>

enum {
	EXPLORE_SEED = 7, /* of random walks where the search does not close: always the same */
};

static void add_number(struct buf *out, size_t n)
{
	number_add_french(out, (double)n);
}

/* « 12 345 situations (678 nœuds sur 1 000 000), en 0,03 s »; huge numbers as a power of ten. What
 * the search did not close holds no number of situations. */
static void add_cost(struct buf *out, const struct verified *v)
{
	double n = exploration_n_states(v->exploration);
	bool is_closed = exploration_is_closed(v->exploration);
	if (is_closed && n < 1e12) {
		number_add_french(out, n);
	} else if (is_closed) {
		int power = 0;
		for (; n >= 10; n /= 10) {
			power++;
		}
		buf_addf(out, _("environ 10^%d"), power);
	}
	buf_add(out, str_from(is_closed ? _(" situations (") : ""));
	add_number(out, exploration_n_nodes(v->exploration));
	buf_add(out, str_from(_(" nœuds sur ")));
	add_number(out, EXPLORE_BUDGET);
	buf_add(out, str_from(is_closed ? _("), en ") : _(", en ")));
	number_add_french(out, (double)(v->cpu_ms / 10) / 100);
	buf_add(out, str_from(_(" s")));
}

static void add_closure(struct buf *out, const struct verified *v)
{
	const struct exploration *x = v->exploration;
	if (exploration_is_closed(x)) {
		buf_add(out, str_from(_("  Toutes les marches possibles ont été suivies : ")));
		add_cost(out, v);
		buf_add(out, STR(".\n"));
		return;
	}
	uint32_t n_places, n_met = exploration_n_met(x, &n_places);
	buf_addf(out, _("  Toutes les marches n'ont pas pu être suivies, car %s ("),
	         exploration_why(x));
	add_cost(out, v);
	buf_add(out, str_from(_(") ; ce que les conditions rendent impossible n'est donc pas "
	                        "établi.\n")));
	if (exploration_n_random_walks(x) > 0) {
		buf_add(out, str_from(_("  Au hasard, ")));
		add_number(out, exploration_n_random_walks(x));
		buf_addf(out, _(" marches ont vu %u étapes sur %u.\n"), n_met, n_places);
	}
}

/* « Le plus court chemin vers « pas », par la porte « traversée » ». */
static void add_origin(struct buf *out, struct str wanted, struct walk_start start)
{
	struct str id = start.id;
	if (start.origin == WALK_FROM_SECTION || start.origin == WALK_FROM_REMINDER) {
		buf_addf(out, _("Ni le départ ni les portes ne mènent à « %.*s ».\n"),
		         STR_ARG(wanted));
	}
	buf_addf(out, _("Le plus court chemin vers « %.*s »"), STR_ARG(wanted));
	switch (start.origin) {
	case WALK_FROM_START:
		break;
	case WALK_FROM_DOOR:
		buf_addf(out, _(", par la porte « %.*s »"), STR_ARG(id));
		break;
	case WALK_FROM_SECTION:
		buf_addf(out, _(", par la carte et la section libre « %.*s »"), STR_ARG(id));
		break;
	case WALK_FROM_REMINDER:
		buf_addf(out, _(", par le rappel de « %.*s », une fois sa date passée"),
		         STR_ARG(id));
		break;
	}
}

static void add_wanted(struct buf *out, const struct verified *v)
{
	struct str id = v->wanted_id;
	if (v->wanted == STEP_NONE) {
		struct str near = journey_suggest_step(v->loaded->journey, id);
		buf_addf(out, _("Il n'y a pas d'étape « %.*s »"), STR_ARG(id));
		if (near.len > 0) {
			buf_addf(out, _(" ; vouliez-vous « %.*s » ?"), STR_ARG(near));
		}
		buf_addc(out, '\n');
		return;
	}
	struct buf walk = {0};
	struct walk_start start;
	if (exploration_print_walk(v->exploration, v->wanted, &walk, &start)) {
		add_origin(out, id, start);
		buf_addf(out, _(" (%zu pas) :\n"), exploration_distance(v->exploration, v->wanted));
		buf_add(out, buf_str(&walk));
		buf_finish(&walk);
		return;
	}
	buf_addf(out,
	         exploration_is_closed(v->exploration)
	                 ? _("On n'arrive jamais à « %.*s » :\n")
	                 : _("Aucune marche trouvée vers « %.*s » :\n"),
	         STR_ARG(id));
	exploration_print_why(v->exploration, v->wanted, out);
}

static bool say(const struct verified *v)
{
	struct buf out = {0}, clean = {0}, spaced = {0};
	const struct loaded *l = v->loaded;
	loaded_print(l);
	if (l->journey == NULL) {
		return true;
	}
	// As it is: a curly apostrophe is another file's name.
	sanitise_line(&spaced, buf_str(&l->path));
	buf_addf(&out, _(" : %u %s, "), l->journey->n_steps,
	         COUNTED(l->journey->n_steps, "étape", "étapes"));
	if (l->diags.n == 0) {
		buf_add(&out, str_from(_("rien à corriger.\n")));
	} else {
		buf_addf(&out, "%zu %s.\n", l->diags.n,
		         COUNTED(l->diags.n, "remarque", "remarques"));
	}
	add_closure(&out, v);
	heritage_add(&out, &v->heritage, &l->sources.sources);
	if (v->wanted_id.len > 0) {
		add_wanted(&out, v);
	}
	sanitise(&clean, buf_str(&out));
	typography_french(&spaced, buf_str(&clean));
	bool well = output_print(buf_str(&spaced));
	buf_finish(&out);
	buf_finish(&clean);
	buf_finish(&spaced);
	return well;
}

static bool say_json(const struct verified *v)
{
	struct buf out = {0};
	verify_add_json(&out, v);
	buf_addc(&out, '\n');
	bool well = output_print_bytes(buf_str(&out));
	buf_finish(&out);
	return well;
}

/* The old version, and what became of its carnets. */
struct old_version {
	struct loaded loaded;
	struct since since;
};

static void old_version_init(struct old_version *o, const struct cli *cli,
                             const struct journey *now, const struct journey_places *places,
                             struct str data_folder)
{
	*o = (struct old_version){0};
	journey_open(&o->loaded, places, str_from(cli->since));
	if (o->loaded.journey != NULL) {
		since_init(&o->since, o->loaded.journey, now, data_folder);
		return;
	}
	loaded_print(&o->loaded);
	buf_add(&o->since.why_not,
	        str_from(_("l'ancienne version ne se lit pas, ou a des erreurs.")));
}

static void old_version_finish(struct old_version *o)
{
	since_finish(&o->since);
	loaded_finish(&o->loaded);
}

static bool say_since(const struct since *since)
{
	struct buf out = {0}, typeset = {0};
	bool well = true;
	if (since->why_not.len > 0) {
		output_complain(buf_str(&since->why_not));
	} else {
		since_add_text(&out, since);
		typography_french(&typeset, buf_str(&out));
		well = output_print(buf_str(&typeset));
	}
	buf_finish(&out);
	buf_finish(&typeset);
	return well;
}

static enum status verdict(const struct cli *cli, const struct verified *v, bool is_said)
{
	const struct loaded *l = v->loaded;
	bool is_lost = v->wanted_id.len > 0 && v->wanted == STEP_NONE;
	bool is_refused = v->since != NULL && v->since->why_not.len > 0;
	if (l->diags.n_errors > 0 || (cli->strict && l->diags.n > 0) || is_refused) {
		return STATUS_BAD_JOURNEY;
	}
	return is_lost || !is_said ? STATUS_FAILURE : STATUS_OK;
}

static enum status verify_one(const struct cli *cli, const struct journey_places *places,
                              struct str data_folder, struct str name)
{
	struct loaded l;
	struct verified v = {
		.loaded = &l, .wanted = STEP_NONE, .wanted_id = str_from(cli->towards)};
	struct exploration *x = NULL;
	struct old_version old = {0};
	journey_open(&l, places, name);
	heritage_find(&v.heritage, &l, places);
	if (l.journey != NULL) {
		uint64_t begun = clock_cpu_ms();
		v.exploration = x = explore(l.journey, &(struct explore_how){.seed = EXPLORE_SEED});
		exploration_tell(x, &l.diags);
		v.cpu_ms = clock_cpu_ms() - begun;
		v.wanted = journey_step(l.journey, v.wanted_id);
		diags_sort(&l.diags);
	}
	if (l.journey != NULL && cli->since != NULL) {
		old_version_init(&old, cli, l.journey, places, data_folder);
		v.since = &old.since;
	}
	bool is_said = cli->json ? say_json(&v) : say(&v);
	if (!cli->json && is_said && v.since != NULL) {
		is_said = say_since(v.since);
	}
	enum status status = verdict(cli, &v, is_said);
	exploration_destroy(x);
	old_version_finish(&old);
	heritage_finish(&v.heritage);
	loaded_finish(&l);
	return status;
}

enum status verify(const struct cli *cli, const struct journey_places *places,
                   struct str data_folder)
{
	enum status worst = STATUS_OK;
	for (int i = 0; i < cli->n_files; i++) {
		enum status one = verify_one(cli, places, data_folder, str_from(cli->files[i]));
		worst = one > worst ? one : worst;
	}
	return worst;
}
