/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which face comes first, and then whichever is asked for, over the same open carnet. */
#include "walking.h"

#include "i18n.h"
#include "mem.h"
#include "output.h"
#include "plain.h"
#include "rereading.h"
#include "signals.h"

#include <signal.h>
#include <string.h>

struct walking {
	const struct walking_setup *setup;
	struct screens_setup screens;
	struct settings settings;
	bool has_screens; /* as far as is known */
	int signal;       /* that ends us */
};

static bool keep(void *ctx, const struct settings *settings, struct buf *reason)
{
	return comfort_keep(ctx, settings, reason);
}

/* No screens on this one; the text that follows works on any. */
static void say_why(const char *terminal, enum terminal_outcome outcome)
{
	struct buf said = {0};
	switch (outcome) {
	case TERMINAL_UNNAMED:
		buf_add(&said, str_from(_("la variable TERM est vide : voici le texte seul.")));
		break;
	case TERMINAL_UNKNOWN:
		buf_addf(&said, _("le terminal « %s » est inconnu ici : voici le texte seul."),
		         terminal);
		break;
	case TERMINAL_SIMPLE:
		buf_addf(&said,
		         _("le terminal « %s » est trop simple pour les écrans : voici le texte "
		           "seul."),
		         terminal);
		break;
	case TERMINAL_OK:
		break;
	}
	output_complain(buf_str(&said));
	buf_finish(&said);
}

/* True: on to plain mode. */
static bool run_screens(struct walking *w, struct levels *l)
{
	enum terminal_outcome outcome;
	switch (screens_run(l, &w->screens, &w->signal, &outcome)) {
	case SCREENS_SWITCHED:
		return true;
	case SCREENS_UNUSABLE:
		w->has_screens = false;
		say_why(w->screens.terminal, outcome);
		return true;
	case SCREENS_LEFT:
	case SCREENS_KILLED:
		break;
	}
	return false;
}

static bool is_dumb(const char *terminal)
{
	return terminal != NULL && strcmp(terminal, "dumb") == 0;
}

enum status walking_run(const struct walking_setup *setup)
{
	struct loaded loaded;
	struct buf reason = {0};
	/* A reader that goes away is a failure like another: what isn't saved is still said. */
	(void)signal(SIGPIPE, SIG_IGN);
	journey_open(&loaded, setup->levels.places, setup->levels.journey);
	bool may_wait = loaded.journey == NULL && setup->levels.is_trial;
	if (loaded.journey == NULL && !(may_wait && loaded_stand_in(&loaded))) {
		loaded_print(&loaded);
		loaded_finish(&loaded);
		return STATUS_BAD_JOURNEY;
	}
	struct comfort comfort = setup->comfort;
	comfort.forces_ascii = !setup->screens.utf8;
	struct walking w = {.setup = setup, .screens = setup->screens};
	comfort_read(&comfort, &w.settings);
	w.settings.ascii = w.settings.ascii || comfort.forces_ascii;
	w.screens.settings = &w.settings;
	w.screens.keep = keep;
	w.screens.keep_ctx = &comfort;
	w.has_screens = !setup->plain && !is_dumb(setup->screens.terminal);
	struct levels *l = mem_alloc(sizeof *l);
	levels_init(l, &setup->levels, &loaded);
	l->rereading = setup->levels.is_trial ? rereading_create() : NULL;
	enum status refused = levels_begin(l, &reason);
	if (refused != STATUS_OK) {
		output_complain(buf_str(&reason));
	}
	bool on_screens = w.has_screens && !(w.settings.plain && !setup->screens.projects);
	bool goes_on = refused == STATUS_OK;
	while (goes_on) {
		goes_on = on_screens ? run_screens(&w, l) : plain_run(l, w.has_screens, &w.signal);
		on_screens = !on_screens;
	}
	rereading_destroy(l->rereading);
	enum status status = levels_finish(l);
	if (refused != STATUS_OK) {
		status = refused;
	}
	mem_free(l);
	buf_finish(&reason);
	if (w.signal != 0) {
		signals_die(w.signal);
		return (enum status)(128 + w.signal);
	}
	return status;
}
