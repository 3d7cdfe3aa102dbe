/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows « what : value », one a line. */
#include "state.h"

#include "carnet.h"
#include "config.h"
#include "event.h"
#include "file.h"
#include "i18n.h"
#include "mem.h"
#include "output.h"
#include "port.h"
#include "sanitise.h"
#include "typography.h"

#include <errno.h>
#include <langinfo.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

struct state {
	struct buf out;
	/* Without slashes at their ends, or empty; the other as it is without links. */
	struct str home, true_home;
};

static void add_row(struct state *s, const char *what, struct str value)
{
	struct buf line = {0}, clean = {0};
	sanitise_line(&clean, value);
	buf_addf(&line, "%s : ", what);
	typography_french(&s->out, buf_str(&line));
	buf_add(&s->out, buf_str(&clean));
	buf_addc(&s->out, '\n');
	buf_finish(&line);
	buf_finish(&clean);
}

static bool is_below(struct str path, struct str home)
{
	return home.len > 1 && str_starts(path, home) &&
	       (path.len == home.len || path.ptr[home.len] == '/');
}

/* Without the name of the person, which is in it. */
static void add_path(struct state *s, const char *what, struct str path)
{
	struct buf value = {0};
	struct str home = is_below(path, s->home) ? s->home : s->true_home;
	if (is_below(path, home)) {
		buf_addc(&value, '~');
		path = str_slice(path, home.len, SIZE_MAX);
	}
	buf_add(&value, path.len + value.len > 0 ? path : str_from(_("aucun")));
	add_row(s, what, buf_str(&value));
	buf_finish(&value);
}

static void add_variable(struct state *s, const char *name)
{
	const char *value = getenv(name);
	add_row(s, name, str_from(value != NULL ? value : _("absent")));
}

/* --- Parts ------------------------------------------------------------------------- */

static void add_versions(struct state *s)
{
	struct utsname system;
	struct buf b = {0};
	add_row(s, "safari", STR(CONFIG_VERSION));
	buf_addf(&b, "%s, libunistring", CONFIG_LIBRARIES);
	add_row(s, _("Bibliothèques"), buf_str(&b));
	buf_clear(&b);
	buf_addf(&b, "%d", JOURNEY_FORMAT);
	add_row(s, _("Format des parcours"), buf_str(&b));
	if (uname(&system) == 0) {
		// Not its nodename: that is the computer's own.
		buf_clear(&b);
		buf_addf(&b, "%s %s %s", system.sysname, system.release, system.machine);
		add_row(s, _("Système"), buf_str(&b));
	}
	buf_finish(&b);
}

static const char *folder_state(const char *path)
{
	struct stat found;
	if (stat(path, &found) != 0) {
		return errno == ENOENT ? _("pas encore fait") : _("il ne se laisse pas regarder");
	}
	if (!S_ISDIR(found.st_mode)) {
		return _("ce n'est pas un dossier");
	}
	if (folder_is_exposed(path)) {
		return _("d'autres peuvent y écrire");
	}
	return access(path, R_OK | W_OK | X_OK) == 0 ? _("on peut y écrire")
	                                             : _("on ne peut pas y écrire");
}

static size_t count_carnets(struct str data)
{
	struct names names = {0};
	struct buf folder = {0};
	size_t n = 0;
	buf_add(&folder, data);
	(void)folder_read(folder.ptr, &names);
	for (size_t i = 0; i < names.n; i++) {
		struct carnet_list list = {0};
		struct carnet_problem p = {0};
		buf_clear(&folder);
		buf_addf(&folder, "%.*s/%.*s", STR_ARG(data), STR_ARG(buf_str(&names.list[i])));
		(void)carnet_list_read(buf_str(&folder), &list, &p);
		n += list.n;
		carnet_list_finish(&list);
		carnet_problem_finish(&p);
	}
	names_finish(&names);
	buf_finish(&folder);
	return n;
}

static void add_room(struct state *s, const char *path)
{
	struct statvfs disk;
	struct buf b = {0};
	if (statvfs(path, &disk) == 0) {
		unsigned long long mib =
			(unsigned long long)disk.f_bavail * disk.f_frsize / (1024 * 1024);
		buf_addf(&b, _("%llu Mio"), mib);
		add_row(s, _("Place sur le disque"), buf_str(&b));
	}
	buf_finish(&b);
}

static void add_folders(struct state *s, const struct journey_places *places, struct str data)
{
	struct buf path = {0}, b = {0};
	buf_add(&path, data);
	add_path(s, _("Dossier des carnets"), data);
	if (data.len > 0) {
		add_row(s, _("Ce dossier"), str_from(folder_state(path.ptr)));
		buf_addf(&b, "%zu", count_carnets(data));
		add_row(s, _("Carnets"), buf_str(&b));
		add_room(s, path.ptr);
	}
	add_path(s, _("Parcours installés"), places->installed);
	if (places->source_tree.len > 0) {
		add_path(s, _("Parcours des sources"), places->source_tree);
	}
	buf_finish(&path);
	buf_finish(&b);
}

static void add_terminal(struct state *s)
{
	struct buf b = {0};
	const char *yes = _("oui"), *no = _("non");
	add_variable(s, "TERM");
	add_variable(s, "COLORTERM");
	add_row(s, _("Entrée au clavier"), str_from(isatty(STDIN_FILENO) ? yes : no));
	add_row(s, _("Sortie à l'écran"), str_from(isatty(STDOUT_FILENO) ? yes : no));
	unsigned rows, cols;
	if (port_terminal_size(STDOUT_FILENO, &rows, &cols)) {
		buf_addf(&b, "%u × %u", cols, rows);
		add_row(s, _("Colonnes et lignes"), buf_str(&b));
	}
	add_variable(s, "LANG");
	add_variable(s, "LC_ALL");
	add_variable(s, "LC_CTYPE");
	add_row(s, _("Caractères"), str_from(nl_langinfo(CODESET)));
	add_variable(s, "NO_COLOR");
	buf_finish(&b);
}

static struct str without_slashes(const char *folder)
{
	struct str home = str_from(folder);
	while (str_ends(home, STR("/"))) {
		home.len--;
	}
	return home;
}

void state_add(struct buf *out, const struct journey_places *places, struct str data_folder)
{
	const char *home = places->environment.home;
	char *true_home = home != NULL ? realpath(home, NULL) : NULL;
	struct state s = {.home = without_slashes(home), .true_home = without_slashes(true_home)};
	add_versions(&s);
	add_folders(&s, places, data_folder);
	add_terminal(&s);
	buf_add(out, buf_str(&s.out));
	buf_finish(&s.out);
	mem_free(true_home);
}

enum status state_run(const struct journey_places *places, struct str data_folder)
{
	struct buf out = {0};
	state_add(&out, places, data_folder);
	bool well = output_print(buf_str(&out));
	buf_finish(&out);
	return well ? STATUS_OK : STATUS_FAILURE;
}
