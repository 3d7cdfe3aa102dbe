/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table of keys: what is read is what is written. */
#include "comfort.h"

#include "charset.h"
#include "file.h"
#include "i18n.h"
#include "output.h"
#include "pairs.h"
#include "replace.h"
#include "utf8.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum {
	MAX_SETTINGS_BYTES = 64 * 1024,
};

#define SETTINGS_NAME "reglages.yaml"

static const char *const theme_words[THEME_COUNT] = {
	[THEME_AUTO] = "auto",
	[THEME_DARK] = "sombre",
	[THEME_LIGHT] = "clair",
	[THEME_MONO] = "sans-couleur",
};

/* The word for false and for true of each switch. */
struct switch_row {
	const char *key;
	const char *words[2];
	size_t offset; /* of a bool in struct settings */
};

static const struct switch_row switches[] = {
	{"mode", {"écrans", "texte"}, offsetof(struct settings, plain)},
	{"souris", {"oui", "non"}, offsetof(struct settings, no_mouse)},
	{"ascii", {"non", "oui"}, offsetof(struct settings, ascii)},
	{"aéré", {"non", "oui"}, offsetof(struct settings, large)},
	{"projection", {"claire", "sombre"}, offsetof(struct settings, dark_project)},
};

enum {
	N_SWITCHES = sizeof switches / sizeof switches[0],
};

struct reading {
	struct settings settings;
	struct diags diags;
	struct buf unknown; /* lines to keep as they are meant */
};

static void tell_words(struct reading *r, struct span place, const char *const *words, size_t n)
{
	struct buf list = {0};
	for (size_t i = 0; i < n; i++) {
		buf_addf(&list, "%s« %s »", i > 0 ? ", " : "", words[i]);
	}
	diags_add(&r->diags, DIAG_PAR24, place, _("on attend ici l'un de ces mots : %.*s"),
	          STR_ARG(buf_str(&list)));
	buf_finish(&list);
}

/* Which of the words it is; n: none, which is told. */
static size_t which(struct reading *r, struct str value, struct span place,
                    const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (utf8_folds_alike(str_trim(value), str_from(words[i]))) {
			return i;
		}
	}
	tell_words(r, place, words, n);
	return n;
}

static void take_pair(void *ctx, struct str key, struct str value, struct span place)
{
	struct reading *r = ctx;
	if (utf8_folds_alike(str_trim(key), STR("couleurs"))) {
		size_t theme = which(r, value, place, theme_words, THEME_COUNT);
		if (theme < THEME_COUNT) {
			r->settings.theme = (enum theme)theme;
		}
		return;
	}
	for (size_t i = 0; i < N_SWITCHES; i++) {
		const struct switch_row *row = &switches[i];
		if (!utf8_folds_alike(str_trim(key), str_from(row->key))) {
			continue;
		}
		size_t word = which(r, value, place, row->words, 2);
		if (word < 2) {
			*(bool *)((char *)&r->settings + row->offset) = word == 1;
		}
		return;
	}
	// Of a newer version, perhaps. Quoted, whatever it holds is one text.
	buf_addf(&r->unknown, "%.*s: '", STR_ARG(key));
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		buf_addc(&r->unknown, c == '\n' ? ' ' : c);
		if (c == '\'') {
			buf_addc(&r->unknown, c);
		}
	}
	buf_add(&r->unknown, STR("'\n"));
}

/* `sources` is for the printer of what was found. False: the file is there and isn't read. */
static bool read_file(const struct comfort *c, struct reading *r, struct load_sources *sources,
                      int *ret_error)
{
	struct buf path = {0}, bytes = {0};
	*ret_error = ENOENT;
	if (c->folder.len == 0) {
		return true;
	}
	buf_addf(&path, "%.*s/%s", STR_ARG(c->folder), SETTINGS_NAME);
	enum file_outcome outcome =
		file_read(path.ptr, MAX_SETTINGS_BYTES, false, &bytes, ret_error);
	if (outcome == FILE_OK) {
		load_pairs(buf_str(&path), &bytes, sources, &r->diags, take_pair, r);
	}
	buf_finish(&path);
	return outcome == FILE_OK || outcome == FILE_ABSENT;
}

static void finish(struct reading *r, struct load_sources *sources)
{
	diags_finish(&r->diags);
	buf_finish(&r->unknown);
	load_sources_finish(sources);
}

void comfort_read(const struct comfort *c, struct settings *ret_settings)
{
	struct reading r = {0};
	struct load_sources sources = {0};
	struct buf said = {0};
	int error;
	if (!read_file(c, &r, &sources, &error)) {
		buf_addf(&said,
		         _("les réglages (%.*s/%s) ne se lisent pas ; ils restent où ils sont."),
		         STR_ARG(c->folder), SETTINGS_NAME);
		output_complain(buf_str(&said));
	}
	buf_clear(&said);
	diags_print(&said, &r.diags, &sources.sources,
	            (struct diag_style){.width = charset_width()});
	(void)output_tell(STDERR_FILENO, buf_str(&said));
	buf_finish(&said);
	*ret_settings = r.settings;
	finish(&r, &sources);
}

static void write_settings(const struct settings *s, struct buf *out)
{
	buf_add(out, str_from(_("# Les réglages de safari. « Mon confort », dans le menu, les "
	                        "change aussi.\n")));
	buf_addf(out, "couleurs: %s\n", theme_words[s->theme]);
	for (size_t i = 0; i < N_SWITCHES; i++) {
		bool on = *(const bool *)((const char *)s + switches[i].offset);
		buf_addf(out, "%s: %s\n", switches[i].key, switches[i].words[on ? 1 : 0]);
	}
}

bool comfort_keep(const struct comfort *c, const struct settings *s, struct buf *reason)
{
	struct reading r = {0};
	struct load_sources sources = {0};
	struct buf out = {0};
	struct settings kept = *s;
	int error;
	bool well = c->folder.len > 0 && read_file(c, &r, &sources, &error);
	// What can't be read as a whole isn't ours to write over.
	well = well && r.diags.n_errors == 0;
	if (well) {
		kept.ascii = c->forces_ascii ? r.settings.ascii : s->ascii;
		write_settings(&kept, &out);
		buf_add(&out, buf_str(&r.unknown));
		well = file_replace(c->folder, STR(SETTINGS_NAME), buf_str(&out));
	}
	if (!well) {
		buf_add(reason,
		        str_from(_("C'est fait pour cette fois, mais le fichier des réglages "
		                   "n'a pas pu être écrit.")));
	}
	buf_finish(&out);
	finish(&r, &sources);
	return well;
}
