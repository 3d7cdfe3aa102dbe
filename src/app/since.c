/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Each carnet is folded twice, by the old journey and by the new one; what differs is counted
 * by step of the old one. Ids are shown: it is the author who reads.
 */
#include "since.h"

#include "carnet.h"
#include "carnet_file.h"
#include "i18n.h"
#include "mem.h"
#include "reading.h"
#include "stroll.h"

enum {
	N_STROLLS = 200,
	MAX_MOVES = 60,
};

static struct str id_here(const struct walk *w)
{
	return walk_step(w)->id;
}

static void count_aside(struct since *r, const struct walk *now)
{
	for (size_t i = 0; i < walk_n_orphans(now); i++) {
		step_id step = journey_step(r->old, walk_orphan(now, i).step);
		if (step != STEP_NONE) {
			r->fates[step].n_aside++;
		}
	}
}

static void compare(struct since *r, const struct walk *before, const struct walk *now)
{
	r->n_carnets++;
	count_aside(r, now);
	step_id was = walk_here(before)->step;
	if (was < r->old->n_steps && !str_eq(id_here(before), id_here(now))) {
		struct fate *fate = &r->fates[was];
		if (fate->n_moved++ == 0) {
			buf_add(&fate->to, id_here(now));
		}
	}
}

/* False where it isn't one of the old version, or the new journey can't read it. */
static bool replay(struct since *r, struct str bytes)
{
	struct walk *before = NULL, *now = NULL;
	struct carnet_reading then = {0}, today = {0};
	bool is_old = reading_fold(bytes, r->old, &before, &then) == CARNET_OK;
	(void)reading_fold(bytes, r->new, &now, &today);
	bool both = is_old && now != NULL;
	if (both) {
		compare(r, before, now);
	}
	walk_destroy(before);
	walk_destroy(now);
	carnet_reading_finish(&then);
	carnet_reading_finish(&today);
	return both;
}

/* The journey's départ, or a door's. */
static step_id nth_start(const struct journey *j, uint64_t n)
{
	uint64_t door = n % (j->n_doors + 1);
	if (door == 0 || j->doors[door - 1].to == STEP_NONE) {
		return j->start;
	}
	return j->doors[door - 1].to;
}

/* Someone may have stopped after any of its moves. */
static void replay_stroll(struct since *r, uint64_t seed)
{
	struct stroll s;
	stroll_init(&s, r->old, nth_start(r->old, seed), seed);
	(void)replay(r, buf_str(&s.lines));
	for (int i = 0; i < MAX_MOVES && stroll_move(&s); i++) {
		(void)replay(r, buf_str(&s.lines));
	}
	stroll_finish(&s);
	r->n_strolls++;
}

static void replay_those_here(struct since *r, struct str data)
{
	struct buf folder = {0}, path = {0};
	struct carnet_list list = {0};
	struct carnet_problem p = {0};
	buf_addf(&folder, "%.*s/%.*s", STR_ARG(data), STR_ARG(r->old->id));
	if (data.len > 0) {
		(void)carnet_list_read(buf_str(&folder), &list, &p);
	}
	for (size_t i = 0; i < list.n; i++) {
		struct buf bytes = {0};
		buf_clear(&path);
		buf_addf(&path, "%.*s/%.*s.carnet", STR_ARG(buf_str(&folder)),
		         STR_ARG(buf_str(&list.entries[i].name)));
		if (carnet_bytes(buf_str(&path), &bytes, &p) == CARNET_OK &&
		    replay(r, buf_str(&bytes))) {
			r->n_here++;
		}
		buf_finish(&bytes);
	}
	carnet_list_finish(&list);
	carnet_problem_finish(&p);
	buf_finish(&folder);
	buf_finish(&path);
}

/* Whether the two can be compared at all; where not, why. */
static bool are_versions(struct buf *why, const struct journey *old, const struct journey *new)
{
	if (!str_eq(old->id, new->id)) {
		buf_addf(why, _("ce sont deux parcours différents : « %.*s » et « %.*s »."),
		         STR_ARG(old->id), STR_ARG(new->id));
	} else if (new->version < old->version) {
		buf_addf(why,
		         _("la version a baissé, de %u à %u : les carnets ne pourraient plus "
		           "qu'être relus."),
		         old->version, new->version);
	} else if (new->version == old->version &&
	           journey_fingerprint(new) != journey_fingerprint(old)) {
		buf_addf(why,
		         _("les étapes ou les choix ont changé : la version doit passer de %u à "
		           "%u."),
		         old->version, old->version + 1);
	}
	return why->len == 0;
}

void since_init(struct since *r, const struct journey *old, const struct journey *new,
                struct str data_folder)
{
	*r = (struct since){.old = old, .new = new};
	if (!are_versions(&r->why_not, old, new)) {
		return;
	}
	r->fates = mem_array(old->n_steps, sizeof *r->fates);
	for (uint64_t seed = 1; seed <= N_STROLLS; seed++) {
		replay_stroll(r, seed);
	}
	replay_those_here(r, data_folder);
}

void since_finish(struct since *r)
{
	for (step_id s = 0; r->fates != NULL && s < r->old->n_steps; s++) {
		buf_finish(&r->fates[s].to);
	}
	mem_free(r->fates);
	buf_finish(&r->why_not);
	*r = (struct since){0};
}

/* --- The report -------------------------------------------------------------------- */

static void add_fate(struct buf *out, const struct since *r, step_id step)
{
	struct str id = r->old->steps[step].id;
	const struct fate *fate = &r->fates[step];
	bool is_there = journey_step(r->new, id) != STEP_NONE;
	if (fate->n_moved > 0) {
		buf_addf(out,
		         is_there ? _("- « %.*s » : qui s'y trouvait reprend ailleurs, par "
		                      "exemple à « %.*s » (%zu %s).\n")
		                  : _("- « %.*s » n'existe plus : qui s'y trouvait reprend, par "
		                      "exemple, à « %.*s » (%zu %s).\n"),
		         STR_ARG(id), STR_ARG(buf_str(&fate->to)), fate->n_moved,
		         COUNTED(fate->n_moved, "carnet", "carnets"));
	}
	if (fate->n_aside > 0) {
		buf_addf(out,
		         _("- « %.*s » : la réponse ne trouve plus sa place ; elle est mise de "
		           "côté, et gardée (%zu %s).\n"),
		         STR_ARG(id), fate->n_aside, COUNTED(fate->n_aside, "carnet", "carnets"));
	}
}

void since_add_text(struct buf *out, const struct since *r)
{
	buf_addf(out,
	         _("De la version %u à la version %u : %zu carnets rejoués (%zu marches au "
	           "hasard, %zu de cet ordinateur).\n"),
	         r->old->version, r->new->version, r->n_carnets, r->n_strolls, r->n_here);
	size_t head = out->len;
	for (step_id s = 0; s < r->old->n_steps; s++) {
		add_fate(out, r, s);
	}
	if (out->len == head) {
		buf_add(out, str_from(_("Chacun reprend à l'étape où il s'était arrêté, avec "
		                        "toutes ses réponses.\n")));
	}
}
