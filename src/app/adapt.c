/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A copy is the original's own files, but for the two lines that name it: what is of a territory
 * stands in one of them already.
 */
#include "adapt.h"

#include "i18n.h"
#include "mem.h"
#include "new_folder.h"
#include "output.h"
#include "typography.h"
#include "whole.h"

#include <errno.h>

static const char preamble[] =
	"# Ce parcours est une adaptation du Safari.\n"
	"# Ce qui est à vous : mon-territoire.yaml d'abord, puis chaque « À ADAPTER ».\n"
	"# « safari verifier » dit ce qui reste des exemples d'origine.\n"
	"#\n";

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
		files[i] =
			(struct new_file){new_folder_last_part(s->list[i].name), s->list[i].bytes};
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

static void add_typeset(struct buf *out, const char *text)
{
	typography_french(out, str_from(text));
}

/* Four lines: what it is, what to open, how to play it, how to check it. */
static bool tell_next(const struct journey_places *places, struct str folder, struct str id)
{
	struct buf out = {0}, file = {0}, word = {0};
	new_folder_add_word(&word, places, folder);
	buf_addf(&file, "%.*s/mon-territoire.yaml", STR_ARG(folder));
	add_typeset(&out, "« ");
	buf_add(&out, folder);
	add_typeset(&out, _(" » : c'est le Safari, entier, et il est à vous. Son nom : "));
	buf_addf(&out, "%.*s.\n", STR_ARG(id));
	add_typeset(&out, _("Ouvrez dans un éditeur :  "));
	output_add_bare_word(&out, buf_str(&file));
	add_typeset(&out, _("\nPour le jouer :           "));
	buf_addf(&out, "safari %.*s", STR_ARG(buf_str(&word)));
	add_typeset(&out, _("\nCe qui reste à adapter :  "));
	buf_addf(&out, "safari verifier %.*s\n", STR_ARG(buf_str(&word)));
	bool well = output_print(buf_str(&out));
	buf_finish(&out);
	buf_finish(&file);
	buf_finish(&word);
	return well;
}

enum status adapt(const struct cli *cli, const struct journey_places *places)
{
	struct str folder;
	if (!new_folder_may_be(cli->files[0], &folder)) {
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
		new_folder_add_id(&id, places, folder);
		if (!write_copy(cli->files[0], &l, buf_str(&id))) {
			status = new_folder_refused(folder, errno);
		} else if (!tell_next(places, folder, buf_str(&id))) {
			status = STATUS_FAILURE;
		}
	}
	buf_finish(&id);
	loaded_finish(&l);
	return status;
}
