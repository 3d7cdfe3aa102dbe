/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_NEW_FOLDER_H
#define APP_NEW_FOLDER_H

#include "buf.h"
#include "journeys.h"
#include "status.h"
#include "str.h"

#include <stdbool.h>

/* What `nouveau` and `adapter` share: a folder that becomes a journey's, and how it is told. */

/* The folder of that path, without its last slashes. False, told, where it has no name that can
 * be shown and typed. */
bool new_folder_may_be(const char *path, struct str *ret_folder);

/* « Pays de Retz » gives `Pays-de-Retz`: an id whatever the folder is called, and no id of a
 * journey that is known here, whose carnets would be mixed with its own. */
void new_folder_add_id(struct buf *out, const struct journey_places *places, struct str folder);

/* The word that names it in a command, as a shell takes it. */
void new_folder_add_word(struct buf *out, const struct journey_places *places, struct str folder);

/* Says why nothing was made. */
enum status new_folder_refused(struct str folder, int error);

/* What stands behind the last slash. */
struct str new_folder_last_part(struct str path);

#endif
