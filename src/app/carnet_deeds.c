/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store does it, whole or not at all; here are the names that are tried and what is said. */
#include "carnet_deeds.h"

#include "i18n.h"
#include "reasons.h"
#include "remarks.h"

#include <assert.h>
#include <errno.h>

static const struct str SUFFIX = {".carnet", sizeof(".carnet") - 1};

/* --- What went wrong --------------------------------------------------------------- */

void deed_add_reason(struct buf *out, enum carnet_outcome outcome, const struct carnet_problem *p,
                     struct str name)
{
	bool is_unread = outcome == CARNET_ABSENT || outcome == CARNET_UNREADABLE;
	if (outcome == CARNET_BUSY) {
		buf_addf(out, _("le carnet « %.*s » est ouvert ailleurs ("), STR_ARG(name));
		remarks_add_who(out, buf_str(&p->holder));
		buf_add(out, STR(")."));
	} else if (outcome == CARNET_FOREIGN) {
		buf_addf(out,
		         _("« %.*s » n'est pas un carnet dont la première ligne se lit ; rien n'a "
		           "changé."),
		         STR_ARG(name));
	} else if (outcome == CARNET_UNWRITABLE && p->error == EEXIST) {
		buf_addf(out, _("un carnet s'appelle déjà « %.*s » ; rien n'a changé."),
		         STR_ARG(name));
	} else if (outcome == CARNET_UNWRITABLE && p->error == EINVAL) {
		buf_addf(out,
		         _("« %.*s » ne convient pas : 64 lettres au plus, sans « / » ni point au "
		           "début."),
		         STR_ARG(name));
	} else if (!is_unread && p->error == ENOENT) {
		buf_addf(out, _("rien n'a changé : ce chemin n'existe pas (%.*s)."),
		         STR_ARG(buf_str(&p->path)));
	} else {
		buf_addf(out, _("rien n'a changé : %s (%.*s)."),
		         is_unread ? reason_of_reading(p->error) : reason_of_error(p->error),
		         STR_ARG(buf_str(&p->path)));
	}
}

/* --- Bringing in -------------------------------------------------------------------- */

/* The last part of the path, without « .carnet ». */
static struct str base_name(struct str path)
{
	for (size_t at = path.len; at > 0; at--) {
		if (path.ptr[at - 1] == '/') {
			path = str_slice(path, at, SIZE_MAX);
			break;
		}
	}
	return str_ends(path, SUFFIX) ? str_slice(path, 0, path.len - SUFFIX.len) : path;
}

/* By the given name, else by that of the file or the first free one like it. */
static enum carnet_outcome bring_in(struct str folder, struct str bytes, struct str given,
                                    struct str path, struct buf *ret_name, struct carnet_problem *p)
{
	enum {
		MAX_TRIES = 1000,
	};

	bool is_given = given.len > 0;
	enum carnet_outcome outcome = CARNET_UNWRITABLE;
	for (unsigned n = 1; n <= (is_given ? 1 : MAX_TRIES); n++) {
		carnet_nth_name(ret_name, is_given ? given : base_name(path), n);
		outcome = carnet_import(bytes, (struct carnet_place){folder, buf_str(ret_name)}, p);
		if (outcome != CARNET_UNWRITABLE || p->error != EEXIST) {
			break;
		}
	}
	return outcome;
}

enum carnet_outcome deed_import(struct str data_folder, struct str path, struct str name,
                                struct carnet_sight *ret_sight, struct buf *ret_name,
                                struct carnet_problem *problem)
{
	struct buf bytes = {0}, folder = {0};
	enum carnet_outcome outcome = carnet_bytes(path, &bytes, problem);
	buf_add(ret_name, path);
	if (outcome == CARNET_OK) {
		carnet_sight_make(ret_sight, buf_str(&bytes));
		outcome = carnet_name_is_valid(buf_str(&ret_sight->journey)) ? CARNET_OK
		                                                             : CARNET_FOREIGN;
	}
	if (outcome == CARNET_OK) {
		buf_addf(&folder, "%.*s/%.*s", STR_ARG(data_folder),
		         STR_ARG(buf_str(&ret_sight->journey)));
		outcome =
			bring_in(buf_str(&folder), buf_str(&bytes), name, path, ret_name, problem);
	}
	buf_finish(&bytes);
	buf_finish(&folder);
	return outcome;
}

struct str deed_folder(struct str typed)
{
	while (typed.len > 1 && str_ends(typed, STR("/"))) {
		typed.len--;
	}
	return typed;
}

/* --- For the screens ---------------------------------------------------------------- */

/* « ~/clé », and a name that was dropped on the window, between quotes. */
static void add_path(struct buf *out, const struct deed_place *place, struct str typed)
{
	typed = str_trim(typed);
	bool is_quoted = typed.len > 1 && (typed.ptr[0] == '\'' || typed.ptr[0] == '"') &&
	                 typed.ptr[typed.len - 1] == typed.ptr[0];
	if (is_quoted) {
		typed = str_slice(typed, 1, typed.len - 2);
	}
	bool is_home = str_eq(typed, STR("~")) || str_starts(typed, STR("~/"));
	if (is_home && place->home != NULL) {
		buf_add(out, str_from(place->home));
		typed = str_slice(typed, 1, SIZE_MAX);
	}
	buf_add(out, typed);
}

static enum carnet_outcome export_one(const struct deed_place *place, const struct turn *turn,
                                      struct buf *said, struct carnet_problem *p)
{
	struct buf folder = {0}, path = {0};
	add_path(&folder, place, turn->other);
	enum carnet_outcome outcome =
		carnet_export((struct carnet_place){place->folder, turn->name},
	                      deed_folder(buf_str(&folder)), &path, p);
	if (outcome == CARNET_OK) {
		buf_addf(said,
		         _("Le carnet est copié, tout entier : %.*s. Sur l'autre ordinateur, "
		           "« Mes carnets » sait l'importer."),
		         STR_ARG(buf_str(&path)));
	}
	buf_finish(&folder);
	buf_finish(&path);
	return outcome;
}

static void say_imported(const struct deed_place *place, const struct carnet_sight *sight,
                         struct str name, struct buf *said)
{
	struct str journey = buf_str(&sight->journey);
	if (str_eq(journey, place->journey)) {
		buf_addf(said, _("Le carnet « %.*s » est là."), STR_ARG(name));
	} else {
		buf_addf(said, _("Le carnet « %.*s » est rangé avec ceux du parcours « %.*s »."),
		         STR_ARG(name), STR_ARG(journey));
	}
	if (sight->n_damaged > 0) {
		buf_add(said,
		        str_from(_(" Une ligne y est abîmée, ou manque : tout le reste est lu.")));
	}
}

static enum carnet_outcome import_one(const struct deed_place *place, const struct turn *turn,
                                      struct buf *said, struct buf *ret_name,
                                      struct carnet_problem *p)
{
	struct buf path = {0};
	struct carnet_sight sight = {0};
	add_path(&path, place, turn->other);
	enum carnet_outcome outcome = deed_import(place->data_folder, buf_str(&path),
	                                          (struct str){0}, &sight, ret_name, p);
	if (outcome == CARNET_OK) {
		say_imported(place, &sight, buf_str(ret_name), said);
	}
	carnet_sight_finish(&sight);
	buf_finish(&path);
	return outcome;
}

static enum carnet_outcome erase(const struct deed_place *place, const struct turn *turn,
                                 struct buf *said, struct buf *ret_path, struct carnet_problem *p)
{
	enum carnet_outcome outcome =
		carnet_erase((struct carnet_place){place->folder, turn->name}, ret_path, p);
	if (outcome == CARNET_OK) {
		buf_addf(said, _("Le carnet « %.*s » est dans la corbeille : %.*s"),
		         STR_ARG(turn->name), STR_ARG(buf_str(ret_path)));
	}
	return outcome;
}

/* By another name, the same or a second one. */
static enum carnet_outcome call(const struct deed_place *place, const struct turn *turn,
                                struct buf *said, struct carnet_problem *p)
{
	bool is_copy = turn->wish == WISH_COPY_CARNET;
	struct carnet_place from = {place->folder, turn->name}, to = {place->folder, turn->other};
	enum carnet_outcome outcome = is_copy ? carnet_copy(from, to, p) : carnet_move(from, to, p);
	if (outcome == CARNET_OK) {
		buf_addf(said,
		         is_copy ? _("Le carnet « %.*s » a une copie : « %.*s ».")
		                 : _("Le carnet « %.*s » s'appelle maintenant « %.*s »."),
		         STR_ARG(turn->name), STR_ARG(turn->other));
	}
	return outcome;
}

static enum carnet_outcome carry_out(const struct deed_place *place, const struct turn *turn,
                                     struct buf *said, struct buf *ret_name, struct buf *ret_erased,
                                     struct carnet_problem *p)
{
	switch ((int)turn->wish) {
	case WISH_RENAME_CARNET:
	case WISH_COPY_CARNET:
		buf_add(ret_name, turn->other);
		return call(place, turn, said, p);
	case WISH_EXPORT_CARNET:
		buf_add(ret_name, turn->name);
		return export_one(place, turn, said, p);
	case WISH_IMPORT_CARNET:
		return import_one(place, turn, said, ret_name, p);
	default:
		assert(turn->wish == WISH_ERASE_CARNET);
		buf_add(ret_name, turn->name);
		return erase(place, turn, said, ret_erased, p);
	}
}

/* The sentence of the command line, which begins in lower case there. */
static void add_sentence(struct buf *out, struct str sentence)
{
	size_t from = out->len;
	buf_add(out, sentence);
	if (out->len > from && out->ptr[from] >= 'a' && out->ptr[from] <= 'z') {
		out->ptr[from] = (char)(out->ptr[from] - 'a' + 'A');
	}
}

bool deed_do(const struct deed_place *place, const struct turn *turn, struct buf *ret_sentence,
             struct buf *ret_erased)
{
	struct buf name = {0}, why = {0};
	struct carnet_problem p = {0};
	enum carnet_outcome outcome = carry_out(place, turn, ret_sentence, &name, ret_erased, &p);
	if (outcome != CARNET_OK) {
		struct str whose = outcome == CARNET_BUSY ? turn->name : buf_str(&name);
		deed_add_reason(&why, outcome, &p, whose);
		add_sentence(ret_sentence, buf_str(&why));
	}
	carnet_problem_finish(&p);
	buf_finish(&name);
	buf_finish(&why);
	return outcome == CARNET_OK;
}
