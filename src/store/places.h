/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef STORE_PLACES_H
#define STORE_PLACES_H

#include "buf.h"
#include "str.h"

#include <stdbool.h>

/*
 * What app read of the environment; NULL where unset. Relative values are ignored, as the
 * XDG specification says. Without xdg_data_dirs: /usr/local/share and /usr/share.
 */
struct environment {
	const char *home, *xdg_data_home, *xdg_data_dirs, *xdg_config_home;
};

/*
 * *out becomes $XDG_DATA_HOME/safari, else $HOME/.local/share/safari. False where neither
 * is set: then nothing can be saved, and the caller says so.
 */
bool places_data_folder(struct buf *out, const struct environment *env);

/* The same of $XDG_CONFIG_HOME/safari, else $HOME/.config/safari: where « Mon confort » is. */
bool places_config_folder(struct buf *out, const struct environment *env);

/*
 * *out becomes the file of the journey called `name`. Where that is a path (it has a slash,
 * or ends in .yaml or .yml) it is the path itself, there or not: who reads it says best what
 * is wrong with it. Else it is NAME/parcours.yaml or NAME.yaml below
 * $XDG_DATA_HOME/safari/parcours, each of $XDG_DATA_DIRS/safari/parcours, `installed`, and
 * `source_tree` (each may be empty; the second is, unless run from a build folder); else
 * NAME/parcours.yaml or the file NAME in the working folder. A folder stands for its
 * parcours.yaml. False where there is none.
 *
 * The working folder comes last, so that a folder or a program that happens to be called as
 * a journey doesn't stand before it.
 */
bool places_find_journey(struct buf *out, const struct environment *env, struct str name,
                         struct str installed, struct str source_tree);

/*
 * Calls `found` with each journey's name and file in those places but the working folder,
 * the nearest place first; a name found before is passed over.
 */
void places_list_journeys(const struct environment *env, struct str installed,
                          struct str source_tree,
                          void (*found)(void *ctx, struct str name, struct str path), void *ctx);

#endif
