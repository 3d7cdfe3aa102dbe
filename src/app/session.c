/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the dialogue, which asks, and the store, which may refuse: the sentences are here. */
#include "session.h"

#include "i18n.h"
#include "reasons.h"
#include "scene.h"

#include <errno.h>

void session_init(struct session *s, const struct journey *j, struct clock *clock,
                  struct str program, struct str data_folder)
{
	*s = (struct session){.journey = j, .clock = clock, .program = program};
	if (data_folder.len > 0) {
		buf_addf(&s->folder, "%.*s/%.*s", STR_ARG(data_folder), STR_ARG(j->id));
	}
}

void session_finish(struct session *s)
{
	session_close(s);
	buf_finish(&s->folder);
	buf_finish(&s->name);
	buf_finish(&s->lines);
	buf_finish(&s->remarks);
	buf_finish(&s->problem);
	buf_finish(&s->lost);
}

/* The worst is what counts at the end. */
static void raise_trouble(struct session *s, enum session_trouble trouble)
{
	if (trouble > s->trouble) {
		s->trouble = trouble;
	}
}

static void say_unsaved(struct session *s, const struct carnet_problem *p)
{
	buf_clear(&s->problem);
	if (s->folder.len == 0) {
		buf_add(&s->problem,
		        str_from(_("aucun dossier personnel (HOME n'est pas défini) ; ce que vous "
		                   "faites ne sera pas gardé")));
		return;
	}
	buf_addf(&s->problem, "%s (%.*s)", reason_of_error(p->error), STR_ARG(buf_str(&p->path)));
}

static struct carnet_place place_of(const struct session *s)
{
	return (struct carnet_place){buf_str(&s->folder), buf_str(&s->name)};
}

/* A walk in memory: nothing can be saved, and the problem says why. */
static void begin_in_memory(struct session *s, step_id start, const struct carnet_problem *p)
{
	struct event first;
	s->walk = walk_create(s->journey, s->journey->steps[start].id);
	walk_begin_event(s->walk, s->program, &first);
	walk_fold(s->walk, &first);
	event_write(&s->lines, &first, clock_stamp(s->clock));
	raise_trouble(s, SESSION_CANT_CREATE);
	say_unsaved(s, p);
}

static enum carnet_outcome make(struct session *s, step_id start, struct carnet_problem *p)
{
	s->walk = walk_create(s->journey, s->journey->steps[start].id);
	struct event first;
	walk_begin_event(s->walk, s->program, &first);
	enum carnet_outcome outcome =
		carnet_make(place_of(s), &first, clock_stamp(s->clock), &s->carnet, p);
	if (outcome == CARNET_OK) {
		walk_fold(s->walk, &first);
	} else {
		walk_destroy(s->walk);
		s->walk = NULL;
	}
	return outcome;
}

enum {
	MAX_FREE_NAMES = 1000, /* tried before giving up */
};

/* mon-carnet, mon-carnet-2… */
static void nth_name(struct buf *name, int n)
{
	buf_clear(name);
	buf_add(name, str_from(_("mon-carnet")));
	if (n > 1) {
		buf_addf(name, "-%d", n);
	}
}

bool session_check_name(struct str name, struct buf *reason)
{
	bool well = carnet_name_is_valid(name);
	if (!well) {
		buf_add(reason,
		        str_from(_("Ce nom ne convient pas : 64 lettres au plus, sans « / » ni "
		                   "point au début.")));
	}
	return well;
}

bool session_begin(struct session *s, struct str name, step_id start, struct buf *reason)
{
	session_close(s);
	bool is_free = name.len == 0;
	struct carnet_problem p = {0};
	if (!is_free && !session_check_name(name, reason)) {
		return false;
	}
	buf_clear(&s->name);
	buf_add(&s->name, name);
	enum carnet_outcome outcome = CARNET_UNWRITABLE;
	for (int n = 1; s->folder.len > 0 && n <= MAX_FREE_NAMES; n++) {
		if (is_free) {
			nth_name(&s->name, n);
		}
		outcome = make(s, start, &p);
		bool is_taken = outcome == CARNET_UNWRITABLE && p.error == EEXIST;
		if (!is_free || !is_taken) {
			break;
		}
	}
	bool well = true;
	if (outcome == CARNET_UNWRITABLE && p.error == EEXIST) {
		buf_addf(reason, _("Un carnet s'appelle déjà « %.*s »."),
		         STR_ARG(buf_str(&s->name)));
		well = false;
	} else if (outcome != CARNET_OK) {
		begin_in_memory(s, start, &p);
	}
	carnet_problem_finish(&p);
	return well;
}

static void remark_damage(struct session *s, const struct carnet_reading *r)
{
	size_t n = r->n_damaged - r->n_mended;
	if (r->cut) {
		n--;
		buf_add(&s->remarks,
		        str_from(_("La dernière ligne du carnet n'avait pas fini de s'écrire, une "
		                   "coupure peut-être. Tout ce qui était enregistré est là.\n")));
	}
	if (n == 0) {
		return;
	}
	buf_addf(&s->remarks,
	         COUNTED(n,
	                 "%zu ligne du carnet est abîmée : elle est gardée telle quelle, et tout "
	                 "le reste est là.\n",
	                 "%zu lignes du carnet sont abîmées : elles sont gardées telles quelles, "
	                 "et tout le reste est là.\n"),
	         n);
}

static void remark_holder(struct session *s, const struct carnet_problem *p)
{
	raise_trouble(s, SESSION_BUSY);
	struct str holder = str_trim(buf_str(&p->holder));
	buf_add(&s->remarks, str_from(_("Ce carnet est déjà ouvert dans un autre terminal")));
	if (holder.len > 0) {
		buf_addf(&s->remarks, " (%.*s)", STR_ARG(holder));
	}
	buf_add(&s->remarks, str_from(_(". Vous pouvez le relire ; pour continuer, fermez l'autre "
	                                "safari.")));
	buf_addc(&s->remarks, '\n');
}

static void remark_unwritable(struct session *s, const struct carnet_problem *p)
{
	raise_trouble(s, SESSION_CANT_CREATE);
	buf_addf(&s->remarks,
	         _("Ce carnet ne s'ouvre pas en écriture : %s. Vous pouvez le relire."),
	         reason_of_error(p->error));
	buf_addc(&s->remarks, '\n');
}

/* What changed, where one is, that nothing was lost. */
static void remark_change(struct session *s, const struct carnet_reading *r, size_t n_gone)
{
	struct arena arena = {0};
	struct buf *b = &s->remarks;
	struct str title = scene_title(&arena, s->walk, walk_here(s->walk)->step);
	size_t n_aside = walk_n_orphans(s->walk);
	if (r->version > 0 && r->version < s->journey->version) {
		buf_addf(b,
		         _("Ce parcours a changé : vous aviez la version %u, voici la version "
		           "%u.\n"),
		         r->version, s->journey->version);
	} else {
		buf_add(b, str_from(_("Ce parcours a changé depuis la dernière fois.\n")));
	}
	if (n_gone > 0) {
		buf_addf(b,
		         COUNTED(n_gone, "%zu étape de votre chemin n'y est plus.\n",
		                 "%zu étapes de votre chemin n'y sont plus.\n"),
		         n_gone);
	}
	if (n_aside > 0) {
		buf_addf(
			b,
			COUNTED(n_aside,
		                "%zu réponse n'y a plus sa place : elle est gardée à part, et « "
		                "carnet » la montre.\n",
		                "%zu réponses n'y ont plus leur place : elles sont gardées à part, "
		                "et « carnet » les montre.\n"),
			n_aside);
	}
	buf_addf(b,
	         r->moved ? _("L'étape où vous étiez n'y est plus : vous reprenez à « %.*s », la "
	                      "dernière de votre chemin qui reste.\n")
	                  : _("Vous êtes toujours à « %.*s ».\n"),
	         STR_ARG(title));
	buf_add(b, str_from(_("Rien n'est perdu : ce que vous aviez écrit est toujours dans votre "
	                      "carnet.\n")));
	arena_finish(&arena);
}

/* The journey changed since: it is said once, for the carnet then knows it. */
static void reopen(struct session *s, const struct carnet_reading *r)
{
	struct event e;
	if (s->carnet == NULL || walk_reopen(s->walk, &e) != OUTCOME_OK) {
		return;
	}
	remark_change(s, r, e.n_removed);
	walk_fold(s->walk, &e);
	session_save(s, &e, 1);
}

static const char *refusal(enum carnet_outcome outcome)
{
	switch (outcome) {
	case CARNET_ABSENT:
		return _("Il n'y a pas de carnet de ce nom.");
	case CARNET_FOREIGN:
		return _("Ce carnet est celui d'un autre parcours.");
	case CARNET_UNREADABLE:
		return _("Ce carnet ne se lit pas. Il reste où il est, tel quel.");
	case CARNET_UNWRITABLE:
		return _("Ce carnet ne s'ouvre pas en écriture.");
	case CARNET_OK:
	case CARNET_BUSY:
	case CARNET_NEWER:
	case CARNET_NOT_SAVED:
		break;
	}
	return "";
}

bool session_open(struct session *s, struct str name, struct buf *reason)
{
	session_close(s);
	buf_clear(&s->name);
	buf_add(&s->name, name);
	struct carnet_problem p = {0};
	struct carnet_reading r = {0};
	enum carnet_outcome outcome =
		s->folder.len == 0 || !carnet_name_is_valid(name)
			? CARNET_ABSENT
			: carnet_open(place_of(s), s->journey, &s->carnet, &s->walk, &r, &p);
	bool well = s->walk != NULL;
	s->is_absent = outcome == CARNET_ABSENT;
	s->read_only = s->carnet == NULL;
	if (!well) {
		buf_add(reason, str_from(refusal(outcome)));
		if (p.path.len > 0) {
			buf_addf(reason, " (%.*s)", STR_ARG(buf_str(&p.path)));
		}
	} else {
		remark_damage(s, &r);
	}
	if (outcome == CARNET_BUSY) {
		remark_holder(s, &p);
	} else if (well && outcome == CARNET_UNWRITABLE) {
		remark_unwritable(s, &p);
	} else if (outcome == CARNET_NEWER) {
		buf_add(&s->remarks,
		        str_from(_("Ce carnet vient d'une version plus récente : vous pouvez "
		                   "le relire, pas le continuer.\n")));
	}
	reopen(s, &r);
	carnet_reading_finish(&r);
	carnet_problem_finish(&p);
	return well;
}

void session_save(struct session *s, const struct event *events, size_t n)
{
	if (s->carnet == NULL) {
		for (size_t i = 0; i < n && s->lines.len > 0; i++) {
			event_write(&s->lines, &events[i], clock_stamp(s->clock));
		}
		return;
	}
	struct carnet_problem p = {0};
	enum carnet_outcome outcome = CARNET_OK;
	for (size_t i = 0; i < n; i++) {
		outcome = carnet_append(s->carnet, &events[i], clock_stamp(s->clock), &p);
	}
	if (n == 0 && carnet_n_waiting(s->carnet) > 0) {
		outcome = carnet_retry(s->carnet, &p);
	} else if (n == 0) {
		carnet_problem_finish(&p);
		return;
	}
	if (outcome == CARNET_OK) {
		buf_clear(&s->problem);
	} else {
		say_unsaved(s, &p);
	}
	carnet_problem_finish(&p);
}

/* What isn't on the disk goes where the person may still keep it. */
static void hand_over(struct session *s)
{
	struct buf *out = &s->lost;
	if (s->carnet != NULL) {
		buf_addf(out,
		         _("NON ENREGISTRÉ : %.*s. Voici ce qui manque au carnet « %.*s » ; ces "
		           "lignes peuvent être ajoutées à la fin de son fichier :\n"),
		         STR_ARG(buf_str(&s->problem)), STR_ARG(buf_str(&s->name)));
		buf_add(out, carnet_waiting(s->carnet));
	} else {
		buf_addf(out,
		         _("NON ENREGISTRÉ : %.*s. Voici tout ce que vous avez fait ; gardez ces "
		           "lignes dans un fichier, et « safari carnets importer » le "
		           "reprendra :\n"),
		         STR_ARG(buf_str(&s->problem)));
		buf_add(out, buf_str(&s->lines));
	}
}

/* More than its first line. */
static bool has_moves(struct str lines)
{
	return str_find(lines, STR("\n"), 0) + 1 < lines.len;
}

void session_close(struct session *s)
{
	if (s->carnet != NULL && carnet_n_waiting(s->carnet) > 0) {
		session_save(s, NULL, 0);
	}
	if (s->carnet != NULL && carnet_n_waiting(s->carnet) > 0) {
		raise_trouble(s, SESSION_NOT_SAVED);
		hand_over(s);
	} else if (s->lines.len > 0 && has_moves(buf_str(&s->lines))) {
		hand_over(s);
	}
	carnet_close(s->carnet);
	walk_destroy(s->walk);
	s->carnet = NULL;
	s->walk = NULL;
	s->read_only = false;
	buf_clear(&s->remarks);
	buf_clear(&s->problem);
	buf_clear(&s->lines);
}
