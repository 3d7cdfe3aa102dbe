/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each is read whole: where it stopped, and what it asks, is only known so. */
#include "known.h"

#include "due.h"
#include "i18n.h"
#include "mem.h"
#include "reasons.h"

void known_forget(struct level *level)
{
	mem_free(level->carnets);
	level->carnets = NULL;
	arena_finish(&level->said);
	level->bin = (struct str){0};
	carnet_list_finish(&level->list);
	level->list = (struct carnet_list){0};
}

/*
 * Where and when a carnet stopped: the title of its step, in the journey's arena of strings.
 * False where it can't be read.
 */
static bool find_place(struct level *level, struct str name, struct known_carnet *ret)
{
	struct walk *walk = NULL;
	struct carnet_reading r = {0};
	struct carnet_problem p = {0};
	struct carnet_place place = {buf_str(&level->session.folder), name};
	(void)carnet_read(place, level->loaded.journey, &walk, &r, &p);
	bool reads = walk != NULL;
	int64_t seconds;
	if (reads && clock_seconds(buf_str(&r.last_utc), &seconds)) {
		// The file's own time is that of its copying, where it came from elsewhere.
		ret->when = clock_day(seconds);
	}
	if (reads) {
		ret->where = step_title(walk_step(walk)).source;
		ret->has_arrived = walk_step(walk)->kind == STEP_ENDING && walk_step(walk)->success;
		(void)due_find(&level->said, walk, clock_today().date, &ret->due_at, &ret->due);
	}
	walk_destroy(walk);
	carnet_reading_finish(&r);
	carnet_problem_finish(&p);
	return reads;
}

static bool is_here(const struct carnet_list *list, struct str name)
{
	for (size_t i = 0; i < list->n; i++) {
		if (str_eq(buf_str(&list->entries[i].name), name)) {
			return true;
		}
	}
	return false;
}

/* What can't be read there is no reason to worry anybody. */
static void find_in_bin(struct level *level)
{
	struct buf path = {0};
	struct carnet_list bin = {0};
	struct carnet_problem p = {0};
	buf_addf(&path, "%.*s/corbeille", STR_ARG(buf_str(&level->session.folder)));
	if (carnet_list_read(buf_str(&path), &bin, &p) == CARNET_OK) {
		size_t i = 0;
		while (i < bin.n && is_here(&level->list, buf_str(&bin.entries[i].name))) {
			i++;
		}
		if (i < bin.n) {
			buf_addf(&path, "/%.*s.carnet", STR_ARG(buf_str(&bin.entries[i].name)));
			level->bin = arena_str(&level->said, buf_str(&path));
		}
	}
	carnet_list_finish(&bin);
	carnet_problem_finish(&p);
	buf_finish(&path);
}

void known_read(struct level *level, struct buf *reason)
{
	known_forget(level);
	struct carnet_problem p = {0};
	if (level->session.folder.len > 0 &&
	    carnet_list_read(buf_str(&level->session.folder), &level->list, &p) != CARNET_OK) {
		buf_addf(reason,
		         _("Le dossier de vos carnets ne se lit pas : %s (%.*s). Ils y sont "
		           "toujours."),
		         reason_of_reading(p.error), STR_ARG(buf_str(&p.path)));
	}
	carnet_problem_finish(&p);
	if (level->session.folder.len > 0) {
		find_in_bin(level);
	}
	level->carnets = mem_array(level->list.n, sizeof level->carnets[0]);
	size_t n = 0, first_bad = level->list.n;
	for (size_t i = 0; i < level->list.n; i++) {
		struct known_carnet c = {
			.name = buf_str(&level->list.entries[i].name),
			.when = clock_day(level->list.entries[i].changed_s),
		};
		c.is_unreadable = !find_place(level, c.name, &c);
		level->carnets[c.is_unreadable ? --first_bad : n++] = c;
	}
}
