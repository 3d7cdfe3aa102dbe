/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands for authors: what they print is made below, here it is only carried. */
#include "authoring.h"

#include "file.h"
#include "i18n.h"
#include "outline.h"
#include "output.h"
#include "retrace.h"
#include "sanitise.h"
#include "starter.h"
#include "stats_text.h"
#include "trial.h"
#include "typography.h"

#include <errno.h>
#include <fcntl.h>
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

/* A number of the command line; `preset` where it wasn't given. False, told, where it is none. */
static bool read_count(const char *option, const char *value, uint64_t preset, uint64_t *ret)
{
	char *end = NULL;
	*ret = preset;
	if (value == NULL) {
		return true;
	}
	errno = 0;
	unsigned long long n = strtoull(value, &end, 10);
	if (errno != 0 || end == value || *end != '\0' || value[0] == '-') {
		struct buf said = {0};
		buf_addf(&said, _("« %s » attend un nombre entier."), option);
		output_complain(buf_str(&said));
		buf_finish(&said);
		return false;
	}
	*ret = n;
	return true;
}

static bool write_record(const char *name, struct str record)
{
	size_t n_written;
	int fd = file_open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd < 0) {
		return false;
	}
	bool well = file_write(fd, record, &n_written);
	return close(fd) == 0 && well;
}

/* A walk that did not end well is kept as a file that `rejouer` reads. */
static void say_failure(const struct trials *t, uint64_t seed, enum trial_outcome outcome,
                        step_id last, struct str record)
{
	struct buf said = {0}, name = {0};
	buf_addf(&name, "essai-%llu-%u.carnet", (unsigned long long)seed, t->n_walks);
	buf_addf(
		&said,
		outcome == TRIAL_STUCK
			? _("marche %u : à « %.*s », rien n'est possible")
			: _("marche %u : toujours pas de fin à « %.*s », la marche est abandonnée"),
		t->n_walks, STR_ARG(t->journey->steps[last].id));
	buf_addf(&said,
	         write_record(name.ptr, record) ? _(" ; rejouez-la avec %s")
	                                        : _(" ; %s n'a pas pu être écrit"),
	         name.ptr);
	output_complain(buf_str(&said));
	buf_finish(&said);
	buf_finish(&name);
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
	buf_addf(out, _("%u étapes vues sur %u, %u choix pris sur %u.\n"), n_met, n_steps, n_taken,
	         n_choices);
	buf_add(out, buf_str(&unseen));
	buf_finish(&unseen);
}

static enum status run_trials(const struct journey *j, uint64_t n, uint64_t seed)
{
	struct trials t;
	struct buf record = {0}, out = {0};
	uint64_t n_failed = 0;
	trials_init(&t, j, seed);
	for (uint64_t i = 0; i < n; i++) {
		step_id last;
		enum trial_outcome outcome = trial_walk(&t, &record, &last);
		if (outcome != TRIAL_ENDED && n_failed++ < 3) {
			say_failure(&t, seed, outcome, last, buf_str(&record));
		}
	}
	buf_addf(&out, _("%u marches (graine %llu), %llu pas, %u arrivées à une fin.\n"), t.n_walks,
	         (unsigned long long)seed, (unsigned long long)t.n_moves, t.n_ended);
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
	if (!read_count("-n", cli->count, 100, &n) ||
	    !read_count("--graine", cli->seed, 1, &seed)) {
		return STATUS_USAGE;
	}
	if (!open_sound(&l, places, cli->files[0])) {
		return STATUS_BAD_JOURNEY;
	}
	enum status status = run_trials(l.journey, n, seed);
	loaded_finish(&l);
	return status;
}

/* --- Retracing ---------------------------------------------------------------------------- */

enum {
	MAX_RECORD_BYTES = 16 * 1024 * 1024,
};

/* One record, told in a line; true where all of it could be done again. */
static bool retrace(const struct journey *j, const char *path, struct str record)
{
	struct buf said = {0};
	struct retraced r = {0};
	retrace_record(j, record, &r);
	if (r.well) {
		buf_addf(&said, _("%s : %u gestes rejoués, on est à « %.*s ».\n"), path, r.n_done,
		         STR_ARG(buf_str(&r.here)));
		(void)print_typeset(buf_str(&said));
	} else {
		buf_addf(&said, _("%s, ligne %u : %.*s."), path, r.line,
		         STR_ARG(buf_str(&r.reason)));
		output_complain(buf_str(&said));
	}
	bool well = r.well;
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
			buf_addf(&said, _("%s ne se lit pas."), cli->files[i]);
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

/* --- Beginning ------------------------------------------------------------------------------ */

static enum status cant_write(const char *path)
{
	struct buf said = {0};
	buf_addf(&said,
	         errno == EEXIST ? _("« %s » existe déjà : rien n'a été touché.")
	                         : _("« %s » n'a pas pu être écrit."),
	         path);
	output_complain(buf_str(&said));
	buf_finish(&said);
	return STATUS_CANT_CREATE;
}

enum status authoring_new(const struct cli *cli)
{
	struct buf path = {0}, said = {0};
	size_t n_written;
	buf_addf(&path, "%s/parcours.yaml", cli->files[0]);
	enum status status = STATUS_OK;
	int fd = -1;
	if (folder_make(cli->files[0]) || errno == EEXIST) {
		fd = file_open(path.ptr, O_WRONLY | O_CREAT | O_EXCL, 0644);
	}
	if (fd < 0) {
		status = cant_write(path.ptr);
	} else {
		bool well = file_write(fd, starter_journey(), &n_written);
		status = close(fd) == 0 && well ? STATUS_OK : cant_write(path.ptr);
	}
	if (status == STATUS_OK) {
		buf_addf(&said,
		         _("%s est prêt.\n\n"
		           "  pour l'écrire, et voir :  safari --suivre %s\n"
		           "  pour le parcourir :       safari %s\n"
		           "  pour le relire :          safari verifier %s\n"
		           "  pour apprendre :          safari ecrire\n"),
		         path.ptr, cli->files[0], cli->files[0], cli->files[0]);
		(void)print_typeset(buf_str(&said));
	}
	buf_finish(&path);
	buf_finish(&said);
	return status;
}

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
