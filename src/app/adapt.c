/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A copy is the original's own files, but for the two lines that name it: what is of a territory
 * stands in one of them already.
 */
#include "adapt.h"

#include "i18n.h"
#include "mem.h"
#include "output.h"
#include "reasons.h"
#include "sanitise.h"
#include "typography.h"
#include "utf8.h"
#include "whole.h"

#include <errno.h>
#include <string.h>

static const char preamble[] =
	"# Ce parcours est une adaptation du Safari.\n"
	"# Ce qui est à vous : mon-territoire.yaml d'abord, puis chaque « À ADAPTER ».\n"
	"# « safari verifier » dit ce qui reste des exemples d'origine.\n"
	"#\n";

/* --- A name ---------------------------------------------------------------------------------- */

static struct str last_part(struct str path)
{
	while (path.len > 1 && path.ptr[path.len - 1] == '/') {
		path.len--;
	}
	size_t from = path.len;
	while (from > 0 && path.ptr[from - 1] != '/') {
		from--;
	}
	return str_slice(path, from, path.len);
}

/* Whether carnets would be mixed with those of another journey, or with what lies beside them. */
static bool is_taken(const struct journey *original, struct str id)
{
	bool taken = str_eq(id, original->id) || str_eq(id, STR("parcours")) ||
	             str_eq(id, STR("corbeille"));
	for (uint32_t i = 0; i < original->n_doors; i++) {
		taken = taken || str_eq(id, original->doors[i].journey);
	}
	return taken;
}

enum {
	NAME_MAX_RUNES = 56, /* of the 64 of an id, so that there is room before it */
};

/* « Pays de Retz » gives `Pays-de-Retz`: an id whatever the folder is called. */
static void add_id(struct buf *out, const struct journey *original, struct str folder)
{
	struct buf whole = {0}, name = {0};
	uint32_t first = 0;
	utf8_add_nfc(&whole, folder);
	struct str part = buf_str(&whole);
	schema_mend_id(&name, str_slice(part, 0, utf8_offset(part, NAME_MAX_RUNES)));
	if (name.len > 0) {
		utf8_decode(buf_str(&name), 0, &first);
	}
	if (name.len == 0) {
		buf_add(&name, STR("safari"));
	}
	bool begins_well = first == 0 || rune_is_letter(first);
	buf_add(out, begins_well && !is_taken(original, buf_str(&name)) ? STR("") : STR("mon-"));
	buf_add(out, buf_str(&name));
	buf_finish(&whole);
	buf_finish(&name);
}

/* --- A copy ---------------------------------------------------------------------------------- */

/* The main file with the new name in the place of the old. False: that isn't written as usual. */
static bool add_renamed(struct buf *out, struct str main_file, const struct journey *original,
                        struct str id)
{
	struct str rest = main_file, line;
	bool named = false;
	buf_add(out, str_from(preamble));
	while (str_next_line(&rest, &line)) {
		if (!named && str_starts(line, STR("parcours:"))) {
			buf_addf(out, "parcours: %.*s\nadapté_de: %.*s\n", STR_ARG(id),
			         STR_ARG(original->id));
			named = true;
		} else {
			buf_addf(out, "%.*s\n", STR_ARG(line));
		}
	}
	return named;
}

static bool write_copy(const char *path, const struct loaded *l, struct str id)
{
	const struct sources *s = &l->sources.sources;
	struct new_file *files = mem_array(s->n, sizeof files[0]);
	struct buf main_file = {0};
	bool well = add_renamed(&main_file, s->list[0].bytes, l->journey, id);
	for (size_t i = 0; i < s->n; i++) {
		files[i] = (struct new_file){last_part(s->list[i].name), s->list[i].bytes};
	}
	files[0] = (struct new_file){STR("parcours.yaml"), buf_str(&main_file)};
	errno = well ? 0 : EINVAL;
	well = well && folder_create(path, files, s->n);
	int error = errno;
	buf_finish(&main_file);
	mem_free(files);
	errno = error;
	return well;
}

/* --- What is said ------------------------------------------------------------------------------
 */

static enum status tell_failure(const char *path, int error)
{
	struct buf said = {0}, shown = {0};
	sanitise_line(&shown, str_from(path));
	struct str name = buf_str(&shown);
	if (error == EEXIST) {
		buf_addf(&said,
		         _("« %.*s » existe déjà, et n'est pas un dossier vide : rien n'a été "
		           "touché."),
		         STR_ARG(name));
	} else if (error == ENOENT) {
		buf_addf(&said,
		         _("« %.*s » serait dans un dossier qui n'existe pas : faites-le d'abord."),
		         STR_ARG(name));
	} else {
		buf_addf(&said, _("« %.*s » n'a pas pu être écrit : %s. Il n'en reste rien."),
		         STR_ARG(name), reason_of_error(error));
	}
	output_complain(buf_str(&said));
	buf_finish(&said);
	buf_finish(&shown);
	return STATUS_CANT_CREATE;
}

/* As a shell takes it for one word. */
static void add_word(struct buf *out, struct str word)
{
	struct buf quoted = {0};
	bool plain = true;
	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.ptr[i];
		bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
		plain = plain && (is_letter || (c >= '0' && c <= '9') || strchr("-_./", c));
	}
	if (plain) {
		sanitise_line(out, word);
		return;
	}
	buf_addc(&quoted, '\'');
	for (size_t i = 0; i < word.len; i++) {
		buf_add(&quoted, word.ptr[i] == '\'' ? STR("'\\''") : str_slice(word, i, 1));
	}
	buf_addc(&quoted, '\'');
	sanitise_line(out, buf_str(&quoted));
	buf_finish(&quoted);
}

/* A folder called as a journey that is known by that name is meant only with its path. */
static void add_folder(struct buf *out, const struct journey_places *places, struct str folder)
{
	struct buf found = {0}, own = {0}, word = {0};
	buf_addf(&own, "%.*s/parcours.yaml", STR_ARG(folder));
	bool is_it = places_find_journey(&found, &places->environment, folder, places->installed,
	                                 places->source_tree) &&
	             str_eq(buf_str(&found), buf_str(&own));
	buf_add(&word, is_it || str_find(folder, STR("/"), 0) != SIZE_MAX ? STR("") : STR("./"));
	buf_add(&word, folder);
	add_word(out, buf_str(&word));
	buf_finish(&found);
	buf_finish(&own);
	buf_finish(&word);
}

static void add_typeset(struct buf *out, const char *text)
{
	typography_french(out, str_from(text));
}

/* Four lines: what it is, what to open, how to play it, how to check it. */
static bool tell_next(const struct journey_places *places, struct str folder, struct str id)
{
	struct buf out = {0}, file = {0}, word = {0}, shown = {0};
	add_folder(&word, places, folder);
	buf_addf(&file, "%.*s/mon-territoire.yaml", STR_ARG(folder));
	sanitise_line(&shown, folder);
	add_typeset(&out, "« ");
	buf_add(&out, buf_str(&shown));
	add_typeset(&out, _(" » : c'est le Safari, entier, et il est à vous. Son nom : "));
	buf_addf(&out, "%.*s.\n", STR_ARG(id));
	add_typeset(&out, _("Ouvrez dans un éditeur :  "));
	add_word(&out, buf_str(&file));
	add_typeset(&out, _("\nPour le jouer :           "));
	buf_addf(&out, "safari %.*s", STR_ARG(buf_str(&word)));
	add_typeset(&out, _("\nCe qui reste à adapter :  "));
	buf_addf(&out, "safari verifier %.*s\n", STR_ARG(buf_str(&word)));
	bool well = output_print(buf_str(&out));
	buf_finish(&out);
	buf_finish(&file);
	buf_finish(&word);
	buf_finish(&shown);
	return well;
}

enum status adapt(const struct cli *cli, const struct journey_places *places)
{
	const char *path = cli->files[0];
	struct str folder = str_from(path);
	while (folder.len > 1 && folder.ptr[folder.len - 1] == '/') {
		folder.len--;
	}
	struct str name = last_part(folder);
	if (name.len == 0 || str_eq(name, STR(".")) || str_eq(name, STR("..")) ||
	    str_eq(name, STR("/"))) {
		output_complain(
			str_from(_("Donnez le nom du dossier à faire, comme « mon-pays ».")));
		return STATUS_USAGE;
	}
	struct loaded l;
	struct buf id = {0};
	enum status status = STATUS_OK;
	journey_open(&l, places, STR("safari"));
	if (l.journey == NULL) {
		loaded_print(&l);
		status = STATUS_BAD_JOURNEY;
	} else {
		add_id(&id, l.journey, name);
		if (!write_copy(path, &l, buf_str(&id))) {
			status = tell_failure(path, errno);
		} else if (!tell_next(places, folder, buf_str(&id))) {
			status = STATUS_FAILURE;
		}
	}
	buf_finish(&id);
	loaded_finish(&l);
	return status;
}
