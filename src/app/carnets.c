/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that follow « carnets ». A carnet is called by its name, or PARCOURS/NOM where
 * several journeys have one of that name: a name has no slash, so the two can't be confused.
 */
#include "carnets.h"

#include "carnet_deeds.h"
#include "carnets_list.h"
#include "charset.h"
#include "file.h"
#include "i18n.h"
#include "output.h"
#include "reasons.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct request {
	const struct journey_places *places;
	struct str data;         /* $XDG_DATA_HOME/safari */
	const struct str *words; /* what the verb is given; no `ptr`: it is not */
};

/* `command`: a line to be copied, or empty. */
static void say(struct str sentence, struct str command)
{
	struct buf out = {0};
	output_add_sentence(&out, sentence);
	if (command.len > 0) {
		output_add_command(&out, command);
	}
	(void)output_print(buf_str(&out));
	buf_finish(&out);
}

static enum status complain(enum status status, struct buf *take_sentence)
{
	output_complain(buf_str(take_sentence));
	buf_finish(take_sentence);
	return status;
}

/* --- Which carnet ------------------------------------------------------------------ */

/* A carnet that was named. */
struct found {
	struct buf folder, name;
};

static void found_finish(struct found *f)
{
	buf_finish(&f->folder);
	buf_finish(&f->name);
}

static struct carnet_place place_of(const struct found *f)
{
	return (struct carnet_place){buf_str(&f->folder), buf_str(&f->name)};
}

static bool has_carnet(struct str folder, struct str name)
{
	struct carnet_list list;
	struct carnet_problem p = {0};
	bool has = false;
	if (carnet_list_read(folder, &list, &p) == CARNET_OK) {
		for (size_t i = 0; i < list.n && !has; i++) {
			has = str_eq(buf_str(&list.entries[i].name), name);
		}
		carnet_list_finish(&list);
	}
	carnet_problem_finish(&p);
	return has;
}

static void say_unread(int error, struct str folder)
{
	struct buf b = {0};
	buf_addf(&b, _("le dossier « %.*s » ne se lit pas : %s."), STR_ARG(folder),
	         reason_of_reading(error));
	(void)complain(STATUS_OK, &b);
}

/* The folders of the data folder that have a carnet of that name; `ret` becomes the first. */
static size_t find_by_name(const struct request *r, struct str name, struct found *ret,
                           struct buf *list)
{
	struct names folders = {0};
	struct buf data = {0}, folder = {0};
	size_t n = 0;
	buf_add(&data, r->data);
	if (!folder_read(data.ptr, &folders) && errno != ENOENT) {
		say_unread(errno, r->data);
	}
	for (size_t i = 0; i < folders.n; i++) {
		buf_clear(&folder);
		buf_addf(&folder, "%.*s/%.*s", STR_ARG(r->data),
		         STR_ARG(buf_str(&folders.list[i])));
		if (!has_carnet(buf_str(&folder), name)) {
			continue;
		}
		if (n++ == 0) {
			buf_add(&ret->folder, buf_str(&folder));
			buf_add(&ret->name, name);
		}
		buf_addf(list, "%s%.*s/%.*s", n > 1 ? ", " : "", STR_ARG(buf_str(&folders.list[i])),
		         STR_ARG(name));
	}
	names_finish(&folders);
	buf_finish(&data);
	buf_finish(&folder);
	return n;
}

/* NOM or PARCOURS/NOM. STATUS_OK, else it was said. */
static enum status find(const struct request *r, struct str asked, struct found *ret)
{
	struct str name = asked;
	struct buf list = {0}, sentence = {0};
	size_t n = 0, slash = str_find(asked, STR("/"), 0);
	if (slash < asked.len) {
		name = str_slice(asked, slash + 1, SIZE_MAX);
		buf_addf(&ret->folder, "%.*s/%.*s", STR_ARG(r->data),
		         STR_ARG(str_slice(asked, 0, slash)));
		buf_add(&ret->name, name);
		bool is_plain = carnet_name_is_valid(str_slice(asked, 0, slash));
		n = is_plain && has_carnet(buf_str(&ret->folder), name) ? 1 : 0;
	} else {
		n = find_by_name(r, name, ret, &list);
	}
	if (n == 0) {
		buf_addf(&sentence,
		         _("il n'y a pas de carnet « %.*s » ; « safari carnets » les montre."),
		         STR_ARG(asked));
	} else if (n > 1) {
		buf_addf(&sentence,
		         _("plusieurs parcours ont un carnet « %.*s » ; dites lequel : %.*s."),
		         STR_ARG(asked), STR_ARG(buf_str(&list)));
	}
	buf_finish(&list);
	if (n != 1) {
		return complain(STATUS_FAILURE, &sentence);
	}
	return STATUS_OK;
}

enum status carnets_find(struct str data_folder, struct str word, struct buf *ret_folder,
                         struct buf *ret_name)
{
	struct request r = {.data = data_folder};
	struct found found = {0};
	enum status status = find(&r, word, &found);
	*ret_folder = found.folder;
	*ret_name = found.name;
	return status;
}

/* --- What went wrong --------------------------------------------------------------- */

static enum status refuse(enum carnet_outcome outcome, struct carnet_problem *take_problem,
                          struct str name)
{
	static const enum status statuses[] = {
		[CARNET_OK] = STATUS_OK,
		[CARNET_ABSENT] = STATUS_FAILURE,
		[CARNET_BUSY] = STATUS_BUSY,
		[CARNET_NEWER] = STATUS_FAILURE,
		[CARNET_FOREIGN] = STATUS_FAILURE,
		[CARNET_UNREADABLE] = STATUS_FAILURE,
		[CARNET_UNWRITABLE] = STATUS_CANT_CREATE,
		[CARNET_NOT_SAVED] = STATUS_NOT_SAVED,
	};
	struct buf b = {0};
	deed_add_reason(&b, outcome, take_problem, name);
	carnet_problem_finish(take_problem);
	return complain(statuses[outcome], &b);
}

/* --- Verbs ------------------------------------------------------------------------- */

static enum status erase(const struct request *r)
{
	struct found f = {0};
	struct buf path = {0}, b = {0}, command = {0};
	struct carnet_problem p = {0};
	enum status status = find(r, r->words[0], &f);
	if (status == STATUS_OK) {
		enum carnet_outcome outcome = carnet_erase(place_of(&f), &path, &p);
		if (outcome != CARNET_OK) {
			status = refuse(outcome, &p, buf_str(&f.name));
		} else {
			buf_addf(&b,
			         _("Le carnet « %.*s » est dans la corbeille. Pour le reprendre :"),
			         STR_ARG(buf_str(&f.name)));
			buf_add(&command, STR("safari carnets importer "));
			output_add_word(&command, buf_str(&path));
			say(buf_str(&b), buf_str(&command));
		}
	}
	found_finish(&f);
	carnet_problem_finish(&p);
	buf_finish(&path);
	buf_finish(&b);
	buf_finish(&command);
	return status;
}

typedef enum carnet_outcome make_fn(struct carnet_place from, struct carnet_place to,
                                    struct carnet_problem *problem);

/* The second word is the new name, in the same journey. */
static enum status make_another(const struct request *r, make_fn *make, const char *done)
{
	struct found f = {0};
	struct carnet_problem p = {0};
	struct str name = r->words[1];
	enum status status = find(r, r->words[0], &f);
	if (status == STATUS_OK) {
		struct carnet_place to = {buf_str(&f.folder), name};
		enum carnet_outcome outcome = make(place_of(&f), to, &p);
		if (outcome == CARNET_BUSY) {
			status = refuse(outcome, &p, buf_str(&f.name));
		} else if (outcome != CARNET_OK) {
			status = refuse(outcome, &p, name);
		} else {
			struct buf b = {0};
			buf_addf(&b, "« %.*s » %s « %.*s ».", STR_ARG(buf_str(&f.name)), done,
			         STR_ARG(name));
			say(buf_str(&b), STR(""));
			buf_finish(&b);
		}
	}
	found_finish(&f);
	carnet_problem_finish(&p);
	return status;
}

static enum status move(const struct request *r)
{
	return make_another(r, carnet_move, _("s'appelle maintenant"));
}

static enum status copy(const struct request *r)
{
	return make_another(r, carnet_copy, _("a une copie :"));
}

static enum status export_one(const struct request *r)
{
	struct found f = {0};
	struct buf path = {0}, b = {0};
	struct carnet_problem p = {0};
	enum status status = find(r, r->words[0], &f);
	if (status == STATUS_OK) {
		struct str folder = deed_folder(r->words[1]);
		enum carnet_outcome outcome = carnet_export(place_of(&f), folder, &path, &p);
		if (outcome != CARNET_OK) {
			status = refuse(outcome, &p, buf_str(&f.name));
		} else {
			buf_add(&b, str_from(_("Le carnet est copié, tout entier. Sur l'autre "
			                       "ordinateur, « safari carnets importer » puis ce "
			                       "fichier le reprend :")));
			say(buf_str(&b), buf_str(&path));
		}
	}
	carnet_problem_finish(&p);
	found_finish(&f);
	buf_finish(&path);
	buf_finish(&b);
	return status;
}

static void say_imported(const struct carnet_sight *sight, struct str name)
{
	struct buf b = {0};
	buf_addf(&b, _("Le carnet « %.*s » est là : %zu %s."), STR_ARG(name), sight->n_lines,
	         COUNTED(sight->n_lines, "ligne", "lignes"));
	if (sight->n_damaged > 0) {
		buf_add(&b, str_from(_(" Il y manque quelque chose, ou une ligne est abîmée : tout "
		                       "le reste est lu, et le fichier est gardé tel quel.")));
	}
	say(buf_str(&b), STR(""));
	buf_finish(&b);
}

static enum status import_one(const struct request *r)
{
	struct buf name = {0};
	struct carnet_problem p = {0};
	struct carnet_sight sight = {0};
	enum status status = STATUS_OK;
	enum carnet_outcome outcome =
		deed_import(r->data, r->words[0], r->words[1], &sight, &name, &p);
	if (outcome == CARNET_OK) {
		say_imported(&sight, buf_str(&name));
	} else {
		status = refuse(outcome, &p, buf_str(&name));
	}
	carnet_sight_finish(&sight);
	carnet_problem_finish(&p);
	buf_finish(&name);
	return status;
}

enum {
	MAX_WORDS = 2,
	NO_PATH = -1,
};

static const struct verb {
	const char *word;
	int least, most; /* words after it */
	int path;        /* which of them is one: its bytes are the file system's; or NO_PATH */
	const char *usage;
	enum status (*act)(const struct request *r);
} verbs[] = {
	{"effacer", 1, 1, NO_PATH, N_("safari carnets effacer NOM"), erase},
	{"renommer", 2, 2, NO_PATH, N_("safari carnets renommer NOM NOUVEAU-NOM"), move},
	{"copier", 2, 2, NO_PATH, N_("safari carnets copier NOM NOUVEAU-NOM"), copy},
	{"exporter", 2, 2, 1, N_("safari carnets exporter NOM DOSSIER"), export_one},
	{"importer", 1, 2, 0, N_("safari carnets importer FICHIER [NOM]"), import_one},
};

/* Names are in the terminal's charset there, in ours on the disk. */
static enum status act(const struct verb *verb, struct request r, char **words, int n_words)
{
	struct buf b = {0}, typed[MAX_WORDS] = {{0}};
	struct str given[MAX_WORDS] = {{0}};
	if (n_words < verb->least || n_words > verb->most) {
		buf_addf(&b, _("cela s'écrit : %s"), _(verb->usage));
		return complain(STATUS_USAGE, &b);
	}
	for (int i = 0; i < n_words; i++) {
		charset_add_typed(&typed[i], str_from(words[i]));
		given[i] = i == verb->path ? str_from(words[i]) : buf_str(&typed[i]);
	}
	r.words = given;
	enum status status = verb->act(&r);
	for (int i = 0; i < n_words; i++) {
		buf_finish(&typed[i]);
	}
	return status;
}

enum status carnets_run(const struct journey_places *places, struct str data_folder, char **words,
                        int n_words)
{
	struct buf b = {0};
	if (data_folder.len == 0) {
		buf_add(&b, str_from(_("aucun dossier personnel (HOME n'est pas défini), donc "
		                       "aucun carnet.")));
		return complain(STATUS_FAILURE, &b);
	}
	carnets_warn_if_exposed(data_folder);
	for (size_t i = 0; n_words > 0 && i < sizeof verbs / sizeof verbs[0]; i++) {
		if (strcmp(words[0], verbs[i].word) == 0) {
			return act(&verbs[i], (struct request){places, data_folder, NULL},
			           words + 1, n_words - 1);
		}
	}
	if (n_words > 1) {
		struct buf typed = {0};
		charset_add_typed(&typed, str_from(words[0]));
		buf_addf(&b,
		         _("« safari carnets » ne sait pas faire « %.*s » ; il sait effacer, "
		           "renommer, copier, exporter, importer."),
		         STR_ARG(buf_str(&typed)));
		buf_finish(&typed);
		return complain(STATUS_USAGE, &b);
	}
	return carnets_list(places, data_folder, str_from(n_words > 0 ? words[0] : NULL));
}

/* The data folder, or the first one in it, that others may write in. */
static bool find_exposed(struct str data_folder, struct buf *path)
{
	struct names names = {0};
	buf_add(path, data_folder);
	bool is = folder_is_exposed(path->ptr);
	if (!is) {
		(void)folder_read(path->ptr, &names);
	}
	for (size_t i = 0; i < names.n && !is; i++) {
		buf_clear(path);
		buf_addf(path, "%.*s/%.*s", STR_ARG(data_folder), STR_ARG(buf_str(&names.list[i])));
		is = folder_is_exposed(path->ptr);
	}
	names_finish(&names);
	return is;
}

void carnets_warn_if_exposed(struct str data_folder)
{
	struct buf path = {0}, out = {0}, command = {0};
	if (data_folder.len > 0 && find_exposed(data_folder, &path)) {
		output_complain(str_from(_("d'autres personnes de cet ordinateur peuvent changer "
		                           "vos carnets. Pour l'empêcher :")));
		buf_add(&command, STR("chmod 700 "));
		output_add_word(&command, buf_str(&path));
		output_add_command(&out, buf_str(&command));
		(void)output_tell(STDERR_FILENO, buf_str(&out));
	}
	buf_finish(&path);
	buf_finish(&command);
	buf_finish(&out);
}
