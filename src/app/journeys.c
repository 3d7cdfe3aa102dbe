/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loader's file reader, and the finding of a journey by its name. */
#include "journeys.h"

#include "charset.h"
#include "file.h"
#include "i18n.h"
#include "mem.h"
#include "output.h"
#include "reasons.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The phrase that follows « path : ». */
static const char *file_reason(enum file_outcome outcome, int error)
{
	if (outcome == FILE_IS_FOLDER) {
		return _("c'est un dossier qui n'a pas de parcours.yaml");
	}
	if (outcome == FILE_TOO_LARGE) {
		return _("ce fichier dépasse la limite de 16 Mio");
	}
	// Here links are followed; a carnet's are not.
	return error == ELOOP ? _("ce lien tourne en rond") : reason_of_reading(error);
}

static const char *remember(struct loaded *l, struct str path)
{
	l->asked = mem_resize(l->asked, l->n_asked + 1, sizeof l->asked[0]);
	struct asked *asked = &l->asked[l->n_asked++];
	*asked = (struct asked){0};
	buf_add(&asked->path, path);
	asked->mark = file_mark_take(asked->path.ptr);
	return asked->path.ptr;
}

static bool fetch(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason)
{
	struct loaded *l = ctx;
	const char *name = remember(l, path);
	int error = ENOENT;
	enum file_outcome outcome =
		memchr(path.ptr, '\0', path.len) != NULL
			? FILE_ABSENT
			: file_read(name, LOAD_MAX_FILE_BYTES, true, ret_bytes, &error);
	char came = (char)outcome;
	l->hash = str_hash_more(str_hash_more(l->hash, path), (struct str){&came, 1});
	l->hash = str_hash_more(l->hash, buf_str(ret_bytes));
	if (outcome == FILE_OK) {
		return true;
	}
	*ret_reason = file_reason(outcome, error);
	return false;
}

static void load(struct loaded *l)
{
	l->hash = STR_HASH_BEGIN;
	l->journey = load_journey(buf_str(&l->path), (struct load_files){fetch, l}, &l->sources,
	                          &l->diags);
}

void journey_open_at(struct loaded *ret_loaded, struct str path)
{
	*ret_loaded = (struct loaded){0};
	buf_add(&ret_loaded->path, path);
	load(ret_loaded);
}

void journey_open(struct loaded *ret_loaded, const struct journey_places *places, struct str name)
{
	*ret_loaded = (struct loaded){.no_colours = places->no_colours};
	struct loaded *l = ret_loaded;
	if (!places_find_journey(&l->path, &places->environment, name, places->installed,
	                         places->source_tree)) {
		diags_add(&l->diags, DIAG_PAR01, (struct span){.file = SPAN_NO_FILE},
		          _("il n'y a pas de parcours « %.*s » : ni fichier, ni dossier, ni nom "
		            "connu "
		            "(voyez « safari parcours »)"),
		          STR_ARG(name));
		return;
	}
	load(l);
}

void loaded_finish(struct loaded *l)
{
	journey_destroy(l->journey);
	load_sources_finish(&l->sources);
	diags_finish(&l->diags);
	buf_finish(&l->path);
	for (size_t i = 0; i < l->n_asked; i++) {
		buf_finish(&l->asked[i].path);
	}
	mem_free(l->asked);
	*l = (struct loaded){0};
}

static bool fetch_stand_in(void *ctx, struct str path, struct buf *ret_bytes,
                           const char **ret_reason)
{
	static const char text[] =
		"safari: 1\n"
		"parcours: en-attente\n"
		"titre: En attente du parcours\n"
		"résumé: Il prendra cette place dès qu'il se lira sans erreur.\n"
		"départ: attente\n"
		"étapes:\n"
		"  attente: {fin: arrêt, titre: En attente, texte: Corrigez puis enregistrez.}\n";
	(void)ctx;
	(void)path;
	(void)ret_reason;
	buf_add(ret_bytes, str_from(text));
	return true;
}

bool loaded_stand_in(struct loaded *l)
{
	if (l->n_asked == 0) {
		return false;
	}
	load_sources_finish(&l->sources);
	diags_finish(&l->diags);
	l->sources = (struct load_sources){0};
	l->diags = (struct diags){0};
	l->stands_in = true;
	l->journey = load_journey(buf_str(&l->path), (struct load_files){fetch_stand_in, NULL},
	                          &l->sources, &l->diags);
	return l->journey != NULL;
}

void loaded_print(const struct loaded *l)
{
	struct diag_style style = {
		.width = charset_width(),
		.colour = !l->no_colours && isatty(STDERR_FILENO),
	};
	struct buf out = {0};
	diags_print(&out, &l->diags, &l->sources.sources, style);
	(void)output_tell(STDERR_FILENO, buf_str(&out));
	buf_finish(&out);
}
