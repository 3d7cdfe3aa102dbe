/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report is a record of safari rejouer whose remarks say what is in it. It is done again
 * before it is written, so that it says itself where it leads without the words.
 */
#include "attach.h"

#include "blank.h"
#include "carnet.h"
#include "carnet_file.h"
#include "carnets.h"
#include "carnets_list.h"
#include "file.h"
#include "i18n.h"
#include "output.h"
#include "reading.h"
#include "reasons.h"
#include "retrace.h"
#include "state.h"
#include "typography.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Whose walk it is. */
struct attached {
	struct buf folder, name;
	struct loaded loaded;
};

static void attached_finish(struct attached *a)
{
	buf_finish(&a->folder);
	buf_finish(&a->name);
	loaded_finish(&a->loaded);
}

static enum status complain(enum status status, const char *sentence)
{
	output_complain(str_from(sentence));
	return status;
}

/* --- Which carnet ------------------------------------------------------------------------ */

/* The one used last of the folder, where that is later than *newest. */
static void find_newest(struct attached *a, struct str folder, int64_t *newest)
{
	struct carnet_list list = {0};
	struct carnet_problem p = {0};
	(void)carnet_list_read(folder, &list, &p);
	if (list.n > 0 && (a->name.len == 0 || list.entries[0].changed_s > *newest)) {
		*newest = list.entries[0].changed_s;
		buf_clear(&a->folder);
		buf_clear(&a->name);
		buf_add(&a->folder, folder);
		buf_add(&a->name, buf_str(&list.entries[0].name));
	}
	carnet_list_finish(&list);
	carnet_problem_finish(&p);
}

static void find_newest_of_all(struct attached *a, struct str data)
{
	struct names names = {0};
	struct buf folder = {0};
	int64_t newest = 0;
	buf_add(&folder, data);
	(void)folder_read(folder.ptr, &names);
	for (size_t i = 0; i < names.n; i++) {
		buf_clear(&folder);
		buf_addf(&folder, "%.*s/%.*s", STR_ARG(data), STR_ARG(buf_str(&names.list[i])));
		find_newest(a, buf_str(&folder), &newest);
	}
	names_finish(&names);
	buf_finish(&folder);
}

static struct str last_name(struct str path)
{
	size_t at = path.len;
	while (at > 0 && path.ptr[at - 1] != '/') {
		at--;
	}
	return str_slice(path, at, path.len);
}

/* Of the journey that was named. */
static enum status find_in(struct attached *a, const struct cli *cli, struct str data)
{
	struct buf folder = {0};
	int64_t newest = 0;
	buf_addf(&folder, "%.*s/%.*s", STR_ARG(data), STR_ARG(a->loaded.journey->id));
	if (cli->carnet != NULL) {
		buf_add(&a->folder, buf_str(&folder));
		buf_add(&a->name, str_from(cli->carnet));
	} else {
		find_newest(a, buf_str(&folder), &newest);
	}
	buf_finish(&folder);
	return STATUS_OK;
}

/* STATUS_OK, with the journey, else it was said. */
static enum status find(struct attached *a, const struct cli *cli,
                        const struct journey_places *places, struct str data)
{
	enum status status = STATUS_OK;
	if (cli->n_files > 1) {
		journey_open(&a->loaded, places, str_from(cli->files[1]));
		if (a->loaded.journey == NULL) {
			loaded_print(&a->loaded);
			return STATUS_BAD_JOURNEY;
		}
		status = find_in(a, cli, data);
	} else if (cli->carnet != NULL) {
		status = carnets_find(data, str_from(cli->carnet), &a->folder, &a->name);
	} else {
		find_newest_of_all(a, data);
	}
	if (status == STATUS_OK && a->name.len == 0) {
		return complain(STATUS_FAILURE, _("il n'y a pas encore de carnet à joindre."));
	}
	if (status == STATUS_OK && a->loaded.journey == NULL) {
		carnets_list_journey(places, last_name(buf_str(&a->folder)), &a->loaded);
	}
	if (status == STATUS_OK && a->loaded.journey == NULL) {
		return complain(STATUS_FAILURE,
		                _("le parcours de ce carnet n'est pas parmi ceux de cet "
		                  "ordinateur\u00a0: nommez-le après le fichier."));
	}
	return status;
}

/* --- The report ------------------------------------------------------------------------------ */

/* Each good line, blanked; its times go too. */
static size_t add_lines(struct buf *out, const struct journey *j, struct str carnet)
{
	struct arena arena = {0};
	struct str rest = carnet, line, utc;
	struct event e;
	size_t n = 0;
	while (str_next_line(&rest, &line)) {
		bool is_good = event_read(&arena, line, &e, &utc) == EVENT_READ;
		if (is_good && e.kind != EVENT_FOREIGN) {
			event_blank(&arena, j, &e);
			event_write(out, &e, (struct stamp){.utc = STR("2000-01-01T00:00:00Z")});
			n++;
		}
	}
	arena_finish(&arena);
	return n;
}

/* Each line of the text behind a #, typeset. */
static void add_remark(struct buf *out, struct str text)
{
	struct str rest = text, line;
	while (str_next_line(&rest, &line)) {
		buf_add(out, STR("# "));
		typography_french(out, line);
		buf_addc(out, '\n');
	}
}

static void add_head(struct buf *out, const struct journey_places *places, struct str data)
{
	struct buf state = {0};
	add_remark(out,
	           str_from(_("Une marche dans un parcours de safari, pour la personne qui vous "
	                      "aide à trouver une faute.\n"
	                      "Ce qui est ici : les étapes par où l'on est passé, les choix, "
	                      "les nombres et les dates donnés,\n"
	                      "les fiches gardées ; la longueur de ce qui fut écrit.\n"
	                      "Ce qui n'y est pas : vos mots (chaque lettre y est un x), le nom "
	                      "du carnet, le jour, l'heure.\n"
	                      "C'est du texte : relisez-le avant de l'envoyer.\n"
	                      "Pour la refaire : safari rejouer PARCOURS CE-FICHIER\n")));
	state_add(&state, places, data);
	buf_add(out, STR("#\n"));
	add_remark(out, buf_str(&state));
	buf_add(out, STR("#\n"));
	buf_finish(&state);
}

/* Where the carnet itself has led; empty where that can't be known. */
static void find_here(struct buf *ret, const struct journey *j, struct str carnet)
{
	struct walk *walk = NULL;
	struct carnet_reading r = {0};
	(void)reading_fold(carnet, j, &walk, &r);
	if (walk != NULL) {
		buf_add(ret, walk_step_name(walk, walk_here(walk)->step));
	}
	walk_destroy(walk);
	carnet_reading_finish(&r);
}

/* Where it leads, done again; where it can't be, or leads elsewhere, that too. */
static void add_end(struct buf *out, const struct journey *j, struct str lines, struct str carnet)
{
	struct buf said = {0}, here = {0};
	struct retraced r = {0};
	retrace_record(j, lines, &r);
	find_here(&here, j, carnet);
	if (r.well) {
		buf_addf(&said, _("Refaite, elle mène à l'étape « %.*s ».\n"),
		         STR_ARG(buf_str(&r.here)));
	} else {
		buf_addf(&said, _("Refaite, elle s'arrête au geste %u : %.*s.\n"), r.line,
		         STR_ARG(buf_str(&r.reason)));
	}
	if (here.len > 0 && !str_eq(buf_str(&here), buf_str(&r.here))) {
		buf_addf(&said,
		         _("Le carnet, lui, est à l'étape « %.*s » : le parcours a changé depuis, "
		           "ou "
		           "une condition y lit vos mots.\n"),
		         STR_ARG(buf_str(&here)));
	}
	add_remark(out, buf_str(&said));
	retraced_finish(&r);
	buf_finish(&said);
	buf_finish(&here);
}

static enum status say_refused(const char *path, int error)
{
	struct buf said = {0};
	if (error == EEXIST) {
		buf_addf(&said, _("« %s » existe déjà : rien n'a été touché."), path);
	} else {
		buf_addf(&said, _("« %s » n'a pas pu être écrit : %s. Il n'en reste rien."), path,
		         reason_of_error(error));
	}
	output_complain(buf_str(&said));
	buf_finish(&said);
	return STATUS_CANT_CREATE;
}

static enum status write_report(const char *path, struct str report)
{
	size_t n_written;
	if (path == NULL || strcmp(path, "-") == 0) {
		return output_print_bytes(report) ? STATUS_OK : STATUS_FAILURE;
	}
	int fd = file_open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	if (fd < 0) {
		return say_refused(path, errno);
	}
	bool well = file_write(fd, report, &n_written);
	int error = errno;
	if (close(fd) != 0 && well) {
		well = false;
		error = errno;
	}
	if (!well) {
		// A half one would be taken for the whole.
		(void)unlink(path);
		return say_refused(path, error);
	}
	struct buf said = {0}, out = {0};
	buf_addf(&said,
	         _("« %s » est écrit : votre marche, geste par geste, sans un mot de ce que vous "
	           "avez "
	           "écrit. Relisez-le avant de l'envoyer.\n"),
	         path);
	typography_french(&out, buf_str(&said));
	well = output_print(buf_str(&out));
	buf_finish(&said);
	buf_finish(&out);
	return well ? STATUS_OK : STATUS_FAILURE;
}

static enum status report(const struct attached *a, const struct cli *cli,
                          const struct journey_places *places, struct str data)
{
	struct buf path = {0}, carnet = {0}, lines = {0}, out = {0};
	struct carnet_problem p = {0};
	enum status status;
	buf_addf(&path, "%.*s/%.*s.carnet", STR_ARG(buf_str(&a->folder)),
	         STR_ARG(buf_str(&a->name)));
	if (carnet_bytes(buf_str(&path), &carnet, &p) != CARNET_OK ||
	    add_lines(&lines, a->loaded.journey, buf_str(&carnet)) == 0) {
		status = complain(STATUS_FAILURE, _("ce carnet ne se lit pas."));
	} else {
		add_head(&out, places, data);
		add_end(&out, a->loaded.journey, buf_str(&lines), buf_str(&carnet));
		buf_add(&out, buf_str(&lines));
		status = write_report(cli->n_files > 0 ? cli->files[0] : NULL, buf_str(&out));
	}
	carnet_problem_finish(&p);
	buf_finish(&path);
	buf_finish(&carnet);
	buf_finish(&lines);
	buf_finish(&out);
	return status;
}

enum status attach_run(const struct cli *cli, const struct journey_places *places,
                       struct str data_folder)
{
	struct attached a = {0};
	enum status status = find(&a, cli, places, data_folder);
	if (status == STATUS_OK) {
		status = report(&a, cli, places, data_folder);
	}
	attached_finish(&a);
	return status;
}
