/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where things lie, by the XDG base directory specification. The list of places is made
 * once for each question, in one function, so that what is listed is what is found.
 */
#include "places.h"

#include "file.h"
#include "mem.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

static const struct str JOURNEY_FILE = {"parcours.yaml", sizeof("parcours.yaml") - 1};
static const struct str SUFFIX = {".yaml", sizeof(".yaml") - 1};

/* The folder named by a variable, without slashes at its end. False where it isn't absolute. */
static bool base_folder(struct str value, struct str *ret_folder)
{
	if (!str_starts(value, STR("/"))) {
		return false;
	}
	while (value.len > 0 && value.ptr[value.len - 1] == '/') {
		value.len--;
	}
	*ret_folder = value;
	return true;
}

/* `variable`, or what stands for it below HOME, and our folder in it. */
static bool our_folder(struct buf *out, const char *variable, const char *home, struct str below)
{
	struct str base;
	bool is_set = base_folder(str_from(variable), &base);
	if (!is_set && !base_folder(str_from(home), &base)) {
		return false;
	}
	buf_clear(out);
	buf_add(out, base);
	buf_add(out, is_set ? STR("") : below);
	buf_add(out, STR("/safari"));
	return true;
}

bool places_data_folder(struct buf *out, const struct environment *env)
{
	return our_folder(out, env->xdg_data_home, env->home, STR("/.local/share"));
}

bool places_config_folder(struct buf *out, const struct environment *env)
{
	return our_folder(out, env->xdg_config_home, env->home, STR("/.config"));
}

/* --- Journeys ---------------------------------------------------------------------- */

struct place_list {
	struct buf *folders; /* the nearest first */
	size_t n;
};

static void add_place(struct place_list *l, struct str base, struct str below)
{
	l->folders = mem_resize(l->folders, l->n + 1, sizeof(*l->folders));
	struct buf *folder = &l->folders[l->n++];
	*folder = (struct buf){0};
	buf_add(folder, base);
	buf_add(folder, below);
}

static void add_data_dirs(struct place_list *l, struct str dirs)
{
	if (dirs.len == 0) {
		dirs = STR("/usr/local/share:/usr/share");
	}
	while (dirs.len > 0) {
		size_t end = str_find(dirs, STR(":"), 0);
		struct str dir = str_slice(dirs, 0, end), base;
		if (base_folder(dir, &base)) {
			add_place(l, base, STR("/safari/parcours"));
		}
		dirs = str_slice(dirs, dir.len + 1, SIZE_MAX);
	}
}

static void place_list_init(struct place_list *l, const struct environment *env,
                            struct str installed, struct str source_tree)
{
	*l = (struct place_list){0};
	struct buf data = {0};
	if (places_data_folder(&data, env)) {
		add_place(l, buf_str(&data), STR("/parcours"));
	}
	buf_finish(&data);
	add_data_dirs(l, str_from(env->xdg_data_dirs));
	if (installed.len > 0) {
		add_place(l, installed, STR(""));
	}
	if (source_tree.len > 0) {
		add_place(l, source_tree, STR(""));
	}
}

static void place_list_finish(struct place_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		buf_finish(&l->folders[i]);
	}
	mem_free(l->folders);
}

enum kind {
	KIND_NONE,
	KIND_FOLDER,
	KIND_OTHER, /* a file; what isn't one is refused by who reads it */
};

static enum kind kind_of(const char *path)
{
	struct stat found;
	if (stat(path, &found) != 0) {
		return KIND_NONE;
	}
	return S_ISDIR(found.st_mode) ? KIND_FOLDER : KIND_OTHER;
}

static void add_journey_file(struct buf *path)
{
	if (!str_ends(buf_str(path), STR("/"))) {
		buf_addc(path, '/');
	}
	buf_add(path, JOURNEY_FILE);
}

/* A name that can be looked for in a place: it leads nowhere else. */
static bool is_plain(struct str name)
{
	return name.len > 0 && name.ptr[0] != '.' && str_find(name, STR("/"), 0) > name.len &&
	       str_find(name, (struct str){"", 1}, 0) > name.len;
}

/* *out becomes FOLDER/NAME/parcours.yaml, or FOLDER/NAME.yaml. */
static bool find_in(struct buf *out, struct str folder, struct str name)
{
	buf_clear(out);
	buf_addf(out, "%.*s/%.*s/%.*s", STR_ARG(folder), STR_ARG(name), STR_ARG(JOURNEY_FILE));
	if (kind_of(out->ptr) == KIND_OTHER) {
		return true;
	}
	buf_clear(out);
	buf_addf(out, "%.*s/%.*s%.*s", STR_ARG(folder), STR_ARG(name), STR_ARG(SUFFIX));
	return kind_of(out->ptr) == KIND_OTHER;
}

/* *out becomes the name, or the journey file of the folder of that name. */
static bool find_here(struct buf *out, struct str name)
{
	buf_clear(out);
	buf_add(out, name);
	if (kind_of(out->ptr) == KIND_FOLDER) {
		add_journey_file(out);
	}
	return kind_of(out->ptr) == KIND_OTHER;
}

static bool find(struct buf *out, const struct environment *env, struct str name,
                 struct str installed, struct str source_tree)
{
	if (str_find(name, STR("/"), 0) < name.len || str_ends(name, SUFFIX) ||
	    str_ends(name, STR(".yml"))) {
		(void)find_here(out, name);
		return true;
	}
	bool found = false;
	if (is_plain(name)) {
		struct place_list places;
		place_list_init(&places, env, installed, source_tree);
		for (size_t i = 0; i < places.n && !found; i++) {
			found = find_in(out, buf_str(&places.folders[i]), name);
		}
		place_list_finish(&places);
	}
	return found || (name.len > 0 && find_here(out, name));
}

bool places_find_journey(struct buf *out, const struct environment *env, struct str name,
                         struct str installed, struct str source_tree)
{
	struct buf path = {0};
	bool found = find(&path, env, name, installed, source_tree);
	if (found) {
		buf_clear(out);
		buf_add(out, buf_str(&path));
	}
	buf_finish(&path);
	return found;
}

/* The name of the journey that an entry of a place would be. */
static struct str journey_name(struct str entry)
{
	return str_ends(entry, SUFFIX) ? str_slice(entry, 0, entry.len - SUFFIX.len) : entry;
}

static bool has_name(const struct names *names, struct str name)
{
	for (size_t i = 0; i < names->n; i++) {
		if (str_eq(buf_str(&names->list[i]), name)) {
			return true;
		}
	}
	return false;
}

static void add_name(struct names *names, struct str name)
{
	names->list = mem_resize(names->list, names->n + 1, sizeof(*names->list));
	names->list[names->n] = (struct buf){0};
	buf_add(&names->list[names->n++], name);
}

void places_list_journeys(const struct environment *env, struct str installed,
                          struct str source_tree,
                          void (*found)(void *ctx, struct str name, struct str path), void *ctx)
{
	struct place_list places;
	place_list_init(&places, env, installed, source_tree);
	struct names seen = {0};
	struct buf path = {0};
	for (size_t i = 0; i < places.n; i++) {
		struct names entries;
		if (!folder_read(places.folders[i].ptr, &entries)) {
			continue;
		}
		for (size_t k = 0; k < entries.n; k++) {
			struct str name = journey_name(buf_str(&entries.list[k]));
			if (is_plain(name) && !has_name(&seen, name) &&
			    find_in(&path, buf_str(&places.folders[i]), name)) {
				add_name(&seen, name);
				found(ctx, name, buf_str(&path));
			}
		}
		names_finish(&entries);
	}
	names_finish(&seen);
	buf_finish(&path);
	place_list_finish(&places);
}
