/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A name that is typed comes back in commands that the program shows; so one that holds what can't
 * be shown is refused before anything is made.
 */
#include "new_folder.h"

#include "i18n.h"
#include "output.h"
#include "reasons.h"
#include "sanitise.h"
#include "schema.h"
#include "utf8.h"

#include <errno.h>

static struct str without_slashes(struct str path)
{
	while (path.len > 1 && path.ptr[path.len - 1] == '/') {
		path.len--;
	}
	return path;
}

struct str new_folder_last_part(struct str path)
{
	path = without_slashes(path);
	size_t from = path.len;
	while (from > 0 && path.ptr[from - 1] != '/') {
		from--;
	}
	return str_slice(path, from, path.len);
}

bool new_folder_may_be(const char *path, struct str *ret_folder)
{
	struct str folder = without_slashes(str_from(path));
	struct str name = new_folder_last_part(folder);
	struct buf shown = {0};
	if (name.len == 0 || str_eq(name, STR(".")) || str_eq(name, STR("..")) ||
	    str_eq(name, STR("/"))) {
		output_complain(
			str_from(_("donnez le nom du dossier à faire, comme « mon-pays ».")));
		return false;
	}
	sanitise_line(&shown, folder);
	bool is_shown = str_eq(buf_str(&shown), folder);
	buf_finish(&shown);
	if (!is_shown) {
		output_complain(str_from(_("le nom de ce dossier contient un signe qui ne se "
		                           "montre pas : donnez-en un autre.")));
	}
	*ret_folder = folder;
	return is_shown;
}

/* Whether carnets would be mixed with those of another journey, or with what lies beside them. */
static bool is_taken(const struct journey_places *places, struct str id)
{
	struct buf found = {0};
	bool taken = str_eq(id, STR("parcours")) || str_eq(id, STR("corbeille")) ||
	             places_find_journey(&found, &places->environment, id, places->installed,
	                                 places->source_tree);
	buf_finish(&found);
	return taken;
}

enum {
	NAME_MAX_RUNES = 56, /* of the 64 of an id, so that there is room before it */
};

void new_folder_add_id(struct buf *out, const struct journey_places *places, struct str folder)
{
	struct buf whole = {0}, name = {0};
	uint32_t first = 0;
	utf8_add_nfc(&whole, new_folder_last_part(folder));
	struct str part = buf_str(&whole);
	while (part.len > 0 && (part.ptr[0] == '-' || part.ptr[0] == '_')) {
		part = str_slice(part, 1, part.len);
	}
	schema_mend_id(&name, str_slice(part, 0, utf8_offset(part, NAME_MAX_RUNES)));
	if (name.len == 0) {
		buf_add(&name, STR("safari"));
	}
	utf8_decode(buf_str(&name), 0, &first);
	if (!rune_is_letter(first) || is_taken(places, buf_str(&name))) {
		buf_add(out, STR("mon-"));
	}
	buf_add(out, buf_str(&name));
	buf_finish(&whole);
	buf_finish(&name);
}

/* A folder called as a journey that is known by that name, or as an option is, is meant only with
 * its path. */
void new_folder_add_word(struct buf *out, const struct journey_places *places, struct str folder)
{
	struct buf found = {0}, own = {0}, word = {0};
	buf_addf(&own, "%.*s/parcours.yaml", STR_ARG(folder));
	bool is_it = places_find_journey(&found, &places->environment, folder, places->installed,
	                                 places->source_tree) &&
	             str_eq(buf_str(&found), buf_str(&own));
	bool is_plain =
		folder.ptr[0] != '-' && (is_it || str_find(folder, STR("/"), 0) != SIZE_MAX);
	buf_add(&word, is_plain ? STR("") : STR("./"));
	buf_add(&word, folder);
	output_add_bare_word(out, buf_str(&word));
	buf_finish(&found);
	buf_finish(&own);
	buf_finish(&word);
}

enum status new_folder_refused(struct str folder, int error)
{
	struct buf said = {0};
	if (error == EEXIST) {
		buf_addf(&said,
		         _("« %.*s » existe déjà, et n'est pas un dossier vide : rien n'a été "
		           "touché."),
		         STR_ARG(folder));
	} else if (error == ENOENT) {
		buf_addf(&said,
		         _("« %.*s » serait dans un dossier qui n'existe pas : faites-le d'abord."),
		         STR_ARG(folder));
	} else {
		buf_addf(&said, _("« %.*s » n'a pas pu être écrit : %s. Il n'en reste rien."),
		         STR_ARG(folder), reason_of_error(error));
	}
	output_complain(buf_str(&said));
	buf_finish(&said);
	return STATUS_CANT_CREATE;
}
