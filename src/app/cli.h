/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CLI_H
#define APP_CLI_H

#include "buf.h"

#include <stdbool.h>

enum command {
	COMMAND_WALK,     /* safari [PARCOURS] */
	COMMAND_VERIFY,   /* safari verifier FICHIER… */
	COMMAND_JOURNEYS, /* safari parcours */
	COMMAND_CARNETS,  /* safari carnets [VERBE…] */
	COMMAND_STATE,    /* safari etat */
	COMMAND_GRAPH,    /* safari graphe PARCOURS */
	COMMAND_STATS,    /* safari stats PARCOURS */
	COMMAND_TRIALS,   /* safari essais PARCOURS */
	COMMAND_RETRACE,  /* safari rejouer PARCOURS FICHIER… */
	COMMAND_NEW,      /* safari nouveau DOSSIER */
	COMMAND_ADAPT,    /* safari adapter DOSSIER */
	COMMAND_TUTORIAL, /* safari ecrire */
	COMMAND_HELP,
	COMMAND_VERSION,
};

/* What was asked, as values. Strings are lent by argv. */
struct cli {
	enum command command;
	const char *journey; /* NULL: the Safari */
	const char *carnet;  /* --carnet, or NULL */
	const char *since;   /* --depuis, or NULL */
	bool plain;          /* --texte */
	bool projects;       /* --projection */
	bool no_colours;     /* --sans-couleur */
	bool follows;        /* --suivre */
	bool joins;          /* --joindre */
	bool strict;         /* --strict */
	bool json;           /* --json */
	const char *towards; /* --vers, or NULL */
	const char *format;  /* --format, or NULL */
	const char *count;   /* -n, or NULL */
	const char *seed;    /* --graine, or NULL */
	char **files;        /* of verifier; of carnets and etat, the words after it */
	int n_files;
};

/* False with a French sentence in `reason`. */
bool cli_parse(struct cli *ret_cli, int argc, char **argv, struct buf *reason);

/* The help, for --help on the standard output. */
void cli_add_help(struct buf *out);

#endif
