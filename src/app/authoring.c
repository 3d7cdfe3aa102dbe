/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands for authors: what they print is made below, here it is only carried. */
#include "authoring.h"

#include "file.h"
#include "french.h"
#include "i18n.h"
#include "outline.h"
#include "output.h"
#include "reasons.h"
#include "replace.h"
#include "retrace.h"
#include "sanitise.h"
#include "stats_text.h"
#include "trial.h"
#include "typography.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum status print(struct str text)
{
	return output_print(text) ? STATUS_OK : STATUS_FAILURE;
}

/* What a program reads. */
static enum status print_bytes(struct str bytes)
{
	return output_print_bytes(bytes) ? STATUS_OK : STATUS_FAILURE;
}

static enum status print_typeset(struct str text)
{
	struct buf clean = {0}, out = {0};
	sanitise(&clean, text);
	typography_french(&out, buf_str(&clean));
	enum status status = print(buf_str(&out));
	buf_finish(&clean);
	buf_finish(&out);
	return status;
}

/* False, told, where it can't be walked. */
static bool open_sound(struct loaded *ret_loaded, const struct journey_places *places,
                       const char *name)
{
	journey_open(ret_loaded, places, str_from(name));
	if (ret_loaded->journey == NULL) {
		loaded_print(ret_loaded);
		loaded_finish(ret_loaded);
		return false;
	}
	return true;
}

enum status authoring_graph(const struct cli *cli, const struct journey_places *places)
{
	struct loaded l;
	struct buf out = {0}, clean = {0};
	bool is_text = cli->format == NULL || strcmp(cli->format, "texte") == 0;
	if (!is_text && strcmp(cli->format, "dot") != 0) {
		output_complain(str_from(_("« --format » est dot ou texte.")));
		return STATUS_USAGE;
	}
	if (!open_sound(&l, places, cli->files[0])) {
		return STATUS_BAD_JOURNEY;
	}
	if (is_text) {
		outline_add_text(&out, l.journey);
	} else {
		outline_add_dot(&out, l.journey);
	}
	sanitise(&clean, buf_str(&out)); // titles and conditions are as the file has them
	enum status status = is_text ? print(buf_str(&clean)) : print_bytes(buf_str(&clean));
	buf_finish(&out);
	buf_finish(&clean);
	loaded_finish(&l);
	return status;
}

enum status authoring_stats(const struct cli *cli, const struct journey_places *places)
{
	struct loaded l;
	struct buf out = {0};
	if (!open_sound(&l, places, cli->files[0])) {
		return STATUS_BAD_JOURNEY;
	}
	struct figures *f = figures_make(l.journey);
	if (cli->json) {
		figures_add_json(&out, f);
	} else {
		figures_add_text(&out, f);
	}
	figures_destroy(f);
	enum status status = cli->json ? print_bytes(buf_str(&out)) : print_typeset(buf_str(&out));
	buf_finish(&out);
	loaded_finish(&l);
	return status;
}

/* --- Trials ------------------------------------------------------------------------------ */

enum {
	MOST_WALKS = 1000000, /* hours; more is a slip, and could only be interrupted */
};

static bool read_digits(const char *value, uint64_t *ret)
{
	char *end;
	errno = 0;
	*ret = strtoull(value, &end, 10);
	return value[0] >= '0' && value[0] <= '9' && errno == 0 && *end == '\0';
}

/* How many, and from which seed. False, told, where that is none. */
static bool read_counts(const struct cli *cli, uint64_t *ret_n, uint64_t *ret_seed)
{
	struct buf said = {0};
	*ret_n = 100;
	*ret_seed = 1;
	if (cli->count != NULL &&
	    (!read_digits(cli->count, ret_n) || *ret_n == 0 || *ret_n > MOST_WALKS)) {
		buf_add(&said, str_from(_("« -n » attend un nombre de marches, en chiffres, de 1 "
		                          "à ")));
		number_add_french(&said, MOST_WALKS);
		buf_addc(&said, '.');
	} else if (cli->seed != NULL && !read_digits(cli->seed, ret_seed)) {
		buf_add(&said, str_from(_("« --graine » attend un nombre entier, en chiffres.")));
	}
	bool well = said.len == 0;
	if (!well) {
		output_complain(buf_str(&said));
	}
	buf_finish(&said);
	return well;
}

/* A walk that did not end well is kept as a file that `rejouer` reads. */
static void say_failure(const struct trials *t, const struct cli *cli, uint64_t seed,
                        enum trial_outcome outcome, step_id last, struct str record)
{
	struct buf said = {0}, name = {0}, out = {0};
	buf_addf(&name, "essai-%llu-%u.carnet", (unsigned long long)seed, t->n_walks);
	buf_addf(
		&said,
		outcome == TRIAL_STUCK
			? _("marche %u : à « %.*s », rien n'est possible")
			: _("marche %u : toujours pas de fin à « %.*s », la marche est abandonnée"),
		t->n_walks, STR_ARG(t->journey->steps[last].id));
	bool is_kept = file_put(STR("."), buf_str(&name), record);
	if (is_kept) {
		buf_add(&said, str_from(_(" ; pour la refaire :")));
	} else {
		buf_addf(&said, _(" ; « %s » n'a pas pu être écrit : %s"), name.ptr,
		         reason_of_error(errno));
	}
	output_complain(buf_str(&said));
	if (is_kept) {
		buf_add(&out, STR("  safari rejouer "));
		output_add_bare_word(&out, str_from(cli->files[0]));
		buf_addf(&out, " %s\n", name.ptr);
		buf_clear(&said);
		sanitise(&said, buf_str(&out));
		(void)output_tell(STDERR_FILENO, buf_str(&said));
	}
	buf_finish(&said);
	buf_finish(&name);
	buf_finish(&out);
}

static void add_unseen(struct buf *out, const struct trials *t)
{
	const struct journey *j = t->journey;
	uint32_t n_steps = 0, n_met = 0, n_choices = 0, n_taken = 0;
	struct buf unseen = {0};
	for (step_id s = 0; s < j->n_steps; s++) {
		const struct step *step = &j->steps[s];
		if (step->kind == STEP_JUNCTION) {
			continue;
		}
		n_steps++;
		n_met += t->n_steps[s] > 0;
		if (t->n_steps[s] == 0) {
			buf_addf(&unseen, _("  étape jamais vue : %.*s\n"), STR_ARG(step->id));
		}
		for (uint32_t k = t->first_choice[s]; k < t->first_choice[s + 1]; k++) {
			uint32_t i = k - t->first_choice[s];
			struct str id =
				step->hub != NULL ? step->hub->items[i].name : step->options[i].id;
			n_choices++;
			n_taken += t->n_choices[k] > 0;
			if (t->n_steps[s] > 0 && t->n_choices[k] == 0) {
				buf_addf(&unseen, _("  choix jamais pris : %.*s.%.*s\n"),
				         STR_ARG(step->id), STR_ARG(id));
			}
		}
	}
	buf_addf(out, _("%u %s sur %u, %u choix pris sur %u.\n"), n_met,
	         COUNTED(n_met, "étape vue", "étapes vues"), n_steps, n_taken, n_choices);
	buf_add(out, buf_str(&unseen));
	buf_finish(&unseen);
}

static enum status run_trials(const struct journey *j, const struct cli *cli, uint64_t n,
                              uint64_t seed)
{
	struct trials t;
	struct buf record = {0}, out = {0};
	uint64_t n_failed = 0;
	trials_init(&t, j, seed);
	for (uint64_t i = 0; i < n; i++) {
		step_id last;
		enum trial_outcome outcome = trial_walk(&t, &record, &last);
		if (outcome != TRIAL_ENDED && n_failed++ < 3) {
			say_failure(&t, cli, seed, outcome, last, buf_str(&record));
		}
	}
	buf_addf(&out, _("%u %s (graine %llu), %llu pas, %u %s à une fin.\n"), t.n_walks,
	         COUNTED(t.n_walks, "marche", "marches"), (unsigned long long)seed,
	         (unsigned long long)t.n_moves, t.n_ended,
	         COUNTED(t.n_ended, "arrivée", "arrivées"));
	add_unseen(&out, &t);
	enum status printed = print_typeset(buf_str(&out));
	buf_finish(&out);
	buf_finish(&record);
	trials_finish(&t);
	return n_failed > 0 ? STATUS_BAD_JOURNEY : printed;
}

enum status authoring_trials(const struct cli *cli, const struct journey_places *places)
{
	struct loaded l;
	uint64_t n, seed;
	if (!read_counts(cli, &n, &seed)) {
		return STATUS_USAGE;
	}
	if (!open_sound(&l, places, cli->files[0])) {
		return STATUS_BAD_JOURNEY;
	}
	enum status status = run_trials(l.journey, cli, n, seed);
	loaded_finish(&l);
	return status;
}

/* --- Retracing ---------------------------------------------------------------------------- */

enum {
	MAX_RECORD_BYTES = 16 * 1024 * 1024,
};

/* One record, told in a line; true where all of it could be done again, and told. */
static bool retrace(const struct journey *j, const char *path, struct str record)
{
	struct buf said = {0};
	struct retraced r = {0};
	retrace_record(j, record, &r);
	bool well = r.well;
	if (well) {
		buf_addf(&said, _("%s : %u %s, on est à « %.*s ».\n"), path, r.n_done,
		         COUNTED(r.n_done, "geste rejoué", "gestes rejoués"),
		         STR_ARG(buf_str(&r.here)));
		well = print_typeset(buf_str(&said)) == STATUS_OK;
	} else {
		buf_addf(&said, _("%s, ligne %u : %.*s."), path, r.line,
		         STR_ARG(buf_str(&r.reason)));
		output_complain(buf_str(&said));
	}
	retraced_finish(&r);
	buf_finish(&said);
	return well;
}

enum status authoring_retrace(const struct cli *cli, const struct journey_places *places)
{
	struct loaded l;
	enum status status = STATUS_OK;
	if (!open_sound(&l, places, cli->files[0])) {
		return STATUS_BAD_JOURNEY;
	}
	for (int i = 1; i < cli->n_files; i++) {
		struct buf record = {0};
		int error;
		if (file_read(cli->files[i], MAX_RECORD_BYTES, true, &record, &error) != FILE_OK) {
			struct buf said = {0};
			buf_addf(&said, _("« %s » ne se lit pas : %s."), cli->files[i],
			         reason_of_reading(error));
			output_complain(buf_str(&said));
			buf_finish(&said);
			status = STATUS_FAILURE;
		} else if (!retrace(l.journey, cli->files[i], buf_str(&record))) {
			status = STATUS_FAILURE;
		}
		buf_finish(&record);
	}
	loaded_finish(&l);
	return status;
}

/* --- Learning ------------------------------------------------------------------------------- */

enum status authoring_tutorial(const struct journey_places *places)
{
	const struct str folders[] = {places->source_tree, places->installed};
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
		struct buf path = {0}, text = {0};
		int error;
		buf_addf(&path, "%.*s/ECRIRE.md", STR_ARG(folders[i]));
		bool found = folders[i].len > 0 &&
		             file_read(path.ptr, MAX_RECORD_BYTES, true, &text, &error) == FILE_OK;
		if (found) {
			enum status status = print(buf_str(&text));
			buf_finish(&path);
			buf_finish(&text);
			return status;
		}
		buf_finish(&path);
		buf_finish(&text);
	}
	output_complain(
		str_from(_("Le guide ECRIRE.md n'est pas là où il devrait être installé.")));
	return STATUS_FAILURE;
}
