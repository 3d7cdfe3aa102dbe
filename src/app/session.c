/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the dialogue, which asks, and the store, which may refuse: the sentences are here. */
#include "session.h"

#include "i18n.h"
#include "output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

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
	buf_finish(&s->remarks);
	buf_finish(&s->problem);
}

/* What errno means to a person. */
static const char *error_phrase(int error)
{
	switch (error) {
	case ENOSPC:
		return _("le disque est plein");
	case EDQUOT:
		return _("votre part du disque est pleine");
	case EROFS:
		return _("le disque est en lecture seule");
	case EACCES:
	case EPERM:
		return _("vous n'avez pas le droit d'écrire à cet endroit");
	case EFBIG:
		return _("le fichier atteint la taille permise");
	case ENOENT:
		return _("le dossier a disparu");
	case ENOTDIR:
		return _("un fichier est à la place du dossier");
	case ELOOP:
		return _("c'est un lien, et safari n'écrit pas à travers un lien");
	case EMFILE:
	case ENFILE:
		return _("trop de fichiers sont ouverts");
	case EIO:
		return _("le disque ne répond pas bien");
	default:
		return _("le système l'a refusé");
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
	buf_addf(&s->problem, "%s (%.*s)", error_phrase(p->error), STR_ARG(buf_str(&p->path)));
}

static struct carnet_place place_of(const struct session *s)
{
	return (struct carnet_place){buf_str(&s->folder), buf_str(&s->name)};
}

/* A walk in memory: nothing can be saved, and the problem says why. */
static void begin_in_memory(struct session *s, step_id start, const struct carnet_problem *p)
{
	s->walk = walk_create(s->journey, s->journey->steps[start].id);
	s->trouble = SESSION_CANT_CREATE;
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

bool session_begin(struct session *s, struct str name, step_id start, struct buf *reason)
{
	session_close(s);
	bool is_free = name.len == 0;
	struct carnet_problem p = {0};
	if (!is_free && !carnet_name_is_valid(name)) {
		buf_add(reason,
		        str_from(_("Ce nom ne convient pas : 64 lettres au plus, sans « / » ni "
		                   "point au début.")));
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
	if (r->n_damaged == 0) {
		return;
	}
	buf_addf(&s->remarks, "%zu %s", r->n_damaged,
	         COUNTED(r->n_damaged,
	                 "ligne du carnet est abîmée : elle est gardée telle quelle, et tout le "
	                 "reste "
	                 "est là.",
	                 "lignes du carnet sont abîmées : elles sont gardées telles quelles, et "
	                 "tout le "
	                 "reste est là."));
	buf_addc(&s->remarks, '\n');
}

static void remark_holder(struct session *s, const struct carnet_problem *p)
{
	s->trouble = SESSION_BUSY;
	buf_addf(&s->remarks,
	         _("Ce carnet est ouvert ailleurs (%.*s). Vous pouvez le relire ; pour continuer, "
	           "fermez l'autre safari."),
	         STR_ARG(str_trim(buf_str(&p->holder))));
	buf_addc(&s->remarks, '\n');
}

static void remark_unwritable(struct session *s, const struct carnet_problem *p)
{
	s->trouble = SESSION_CANT_CREATE;
	buf_addf(&s->remarks,
	         _("Ce carnet ne s'ouvre pas en écriture : %s. Vous pouvez le relire."),
	         error_phrase(p->error));
	buf_addc(&s->remarks, '\n');
}

/* The journey changed since: one line says it, once. */
static void reopen(struct session *s)
{
	struct event e;
	if (s->carnet == NULL || walk_reopen(s->walk, &e) != OUTCOME_OK) {
		return;
	}
	walk_fold(s->walk, &e);
	session_save(s, &e, 1);
	buf_addf(&s->remarks,
	         _("Le parcours a changé depuis la dernière fois (version %u). Rien n'est perdu : "
	           "vous êtes à l'étape la plus proche de celle que vous aviez quittée."),
	         s->journey->version);
	buf_addc(&s->remarks, '\n');
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
	reopen(s);
	carnet_reading_finish(&r);
	carnet_problem_finish(&p);
	return well;
}

void session_save(struct session *s, const struct event *events, size_t n)
{
	if (s->carnet == NULL) {
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

void session_close(struct session *s)
{
	if (s->carnet != NULL && carnet_n_waiting(s->carnet) > 0) {
		session_save(s, NULL, 0);
	}
	if (s->carnet != NULL && carnet_n_waiting(s->carnet) > 0) {
		s->trouble = SESSION_NOT_SAVED;
		struct buf out = {0};
		buf_addf(&out,
		         _("NON ENREGISTRÉ : %.*s. Voici ce qui manque au carnet « %.*s » ; ces "
		           "lignes "
		           "peuvent être ajoutées à la fin de son fichier :\n"),
		         STR_ARG(buf_str(&s->problem)), STR_ARG(buf_str(&s->name)));
		buf_add(&out, carnet_waiting(s->carnet));
		(void)output_write(STDOUT_FILENO, buf_str(&out));
		buf_finish(&out);
	}
	carnet_close(s->carnet);
	walk_destroy(s->walk);
	s->carnet = NULL;
	s->walk = NULL;
	s->read_only = false;
	buf_clear(&s->remarks);
}
