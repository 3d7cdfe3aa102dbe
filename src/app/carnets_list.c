/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marie : « Le point d'eau », camp 2 sur 6, mardi: one line a carnet, to be read by ear as
 * well. A journey that isn't found on this computer doesn't hide its carnets.
 */
#include "carnets_list.h"

#include "carnet.h"
#include "clock.h"
#include "day.h"
#include "file.h"
#include "i18n.h"
#include "output.h"
#include "reasons.h"
#include "said.h"
#include "sanitise.h"
#include "scene.h"
#include "typography.h"

#include <errno.h>
#include <unistd.h>

/* --- The journey of a folder ------------------------------------------------------- */

struct search {
	const struct journey_places *places;
	struct str id;
	struct loaded *found;
};

static bool load_if(const struct journey_places *places, struct str name, struct str id,
                    struct loaded *ret)
{
	journey_open(ret, places, name);
	if (ret->journey != NULL && str_eq(ret->journey->id, id)) {
		return true;
	}
	loaded_finish(ret);
	return false;
}

static void try_place(void *ctx, struct str name, struct str path)
{
	struct search *s = ctx;
	(void)name;
	if (s->found->journey == NULL) {
		(void)load_if(s->places, path, s->id, s->found);
	}
}

/* Mostly its id is its name too. */
void carnets_list_journey(const struct journey_places *places, struct str id, struct loaded *ret)
{
	*ret = (struct loaded){0};
	if (load_if(places, id, id, ret)) {
		return;
	}
	struct search s = {places, id, ret};
	places_list_journeys(&places->environment, places->installed, places->source_tree,
	                     try_place, &s);
}

/* --- One carnet -------------------------------------------------------------------- */

/* « Le point d'eau », camp 2 sur 6 */
static void add_where(struct buf *out, struct arena *arena, struct walk *walk)
{
	const struct journey *j = walk_journey(walk);
	const struct step *here = walk_step(walk);
	size_t n_seen;
	buf_addf(out, "« %.*s »", STR_ARG(scene_title(arena, walk, walk_here(walk)->step)));
	(void)scene_seen(arena, walk, &n_seen);
	if (here->kind == STEP_ENDING) {
		buf_add(out, str_from(_(", au bout")));
	} else if (here->section < j->n_sections && j->n_sections > 1) {
		buf_addf(out, _(", camp %u sur %u"), (unsigned)here->section + 1,
		         (unsigned)j->n_sections);
	} else {
		buf_addf(out, _(", étape %zu"), n_seen);
	}
}

/* `when`: the last event's day, where it says so, and not that of the file's copying. */
static void add_state(struct buf *out, struct arena *arena, struct carnet_place place,
                      const struct journey *j, struct day *when)
{
	int64_t seconds;
	struct walk *walk = NULL;
	struct carnet_reading r = {0};
	struct carnet_problem p = {0};
	enum carnet_outcome outcome = CARNET_OK;
	if (j == NULL) {
		buf_add(out, str_from(_("son parcours n'est pas sur cet ordinateur")));
	} else {
		outcome = carnet_read(place, j, &walk, &r, &p);
	}
	if (walk != NULL) {
		add_where(out, arena, walk);
	} else if (j != NULL) {
		buf_add(out, str_from(outcome == CARNET_ABSENT ? _("pas encore commencé")
		                                               : _("ne se lit pas")));
	}
	if (outcome == CARNET_NEWER) {
		buf_add(out, str_from(_(", d'une version plus récente")));
	}
	size_t n_damaged = r.n_damaged - r.n_mended;
	if (n_damaged > 0) {
		buf_addf(out, COUNTED(n_damaged, ", %zu ligne abîmée", ", %zu lignes abîmées"),
		         n_damaged);
	}
	if (clock_seconds(buf_str(&r.last_utc), &seconds)) {
		*when = clock_day(seconds);
	}
	walk_destroy(walk);
	carnet_reading_finish(&r);
	carnet_problem_finish(&p);
}

static void add_carnet(struct buf *out, struct str folder, const struct carnet_entry *entry,
                       const struct journey *j)
{
	struct arena arena = {0};
	struct buf line = {0}, name = {0}, day = {0};
	sanitise_line(&name, buf_str(&entry->name));
	buf_addf(&line, "- %.*s : ", STR_ARG(buf_str(&name)));
	struct day when = clock_day(entry->changed_s);
	add_state(&line, &arena, (struct carnet_place){folder, buf_str(&entry->name)}, j, &when);
	day_add(&day, clock_today(), when);
	if (day.len > 0) {
		buf_addf(&line, ", %.*s", STR_ARG(buf_str(&day)));
	}
	typography_french(out, buf_str(&line));
	buf_addc(out, '\n');
	buf_finish(&line);
	buf_finish(&name);
	buf_finish(&day);
	arena_finish(&arena);
}

/* What can't be read isn't empty. */
static void complain(bool *is_whole, int error, struct str path)
{
	struct buf b = {0};
	*is_whole = false;
	buf_addf(&b, _("le dossier « %.*s » ne se lit pas : %s."), STR_ARG(path),
	         reason_of_reading(error));
	output_complain(buf_str(&b));
	buf_finish(&b);
}

/* --- All of them ------------------------------------------------------------------- */

/* `given`: the journey, where its path was said. How many carnets the folder has. */
static size_t add_folder(struct buf *out, const struct journey_places *places, struct str data,
                         struct str id, const struct journey *given, bool *is_whole)
{
	struct buf folder = {0};
	struct carnet_list list = {0};
	struct carnet_problem p = {0};
	struct loaded loaded = {0};
	buf_addf(&folder, "%.*s/%.*s", STR_ARG(data), STR_ARG(id));
	bool is_unread = carnet_list_read(buf_str(&folder), &list, &p) != CARNET_OK;
	if (is_unread && p.error != ENOTDIR) {
		complain(is_whole, p.error, buf_str(&folder));
	}
	if (list.n > 0) {
		struct arena arena = {0};
		if (given == NULL) {
			carnets_list_journey(places, id, &loaded);
		}
		const struct journey *j = given != NULL ? given : loaded.journey;
		buf_addf(out, "%s%.*s\n", out->len > 0 ? "\n" : "",
		         STR_ARG(j != NULL ? said_line_of(&arena, NULL, &j->title) : id));
		for (size_t i = 0; i < list.n; i++) {
			add_carnet(out, buf_str(&folder), &list.entries[i], j);
		}
		arena_finish(&arena);
	}
	size_t n = list.n;
	loaded_finish(&loaded);
	carnet_list_finish(&list);
	carnet_problem_finish(&p);
	buf_finish(&folder);
	return n;
}

static size_t add_all(struct buf *out, const struct journey_places *places, struct str data,
                      bool *is_whole)
{
	struct names names = {0};
	struct buf folder = {0};
	size_t n = 0;
	buf_add(&folder, data);
	if (!folder_read(folder.ptr, &names) && errno != ENOENT) {
		complain(is_whole, errno, data);
	}
	for (size_t i = 0; i < names.n; i++) {
		n += add_folder(out, places, data, buf_str(&names.list[i]), NULL, is_whole);
	}
	names_finish(&names);
	buf_finish(&folder);
	return n;
}

enum status carnets_list(const struct journey_places *places, struct str data_folder,
                         struct str only)
{
	struct buf out = {0};
	struct loaded loaded = {0};
	bool is_whole = true;
	size_t n;
	if (only.len > 0) {
		journey_open(&loaded, places, only);
		if (loaded.journey == NULL) {
			loaded_print(&loaded);
			loaded_finish(&loaded);
			return STATUS_BAD_JOURNEY;
		}
		n = add_folder(&out, places, data_folder, loaded.journey->id, loaded.journey,
		               &is_whole);
	} else {
		n = add_all(&out, places, data_folder, &is_whole);
	}
	if (n == 0 && is_whole) {
		typography_french(&out, str_from(_("Aucun carnet pour l'instant.")));
		buf_addc(&out, '\n');
	}
	bool well = output_print(buf_str(&out));
	loaded_finish(&loaded);
	buf_finish(&out);
	return well && is_whole ? STATUS_OK : STATUS_FAILURE;
}
