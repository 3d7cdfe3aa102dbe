/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_ATTACH_H
#define APP_ATTACH_H

#include "cli.h"
#include "journeys.h"
#include "status.h"

/*
 * safari etat --joindre [FICHIER [PARCOURS]]: a carnet as a recorded walk, to be sent to who
 * looks for a fault: the state of this computer, every move, and not one word that was written.
 * The carnet is that of --carnet, else the one used last, of PARCOURS where that is said.
 * Without FICHIER, or for « - », it goes to the standard output.
 */
enum status attach_run(const struct cli *cli, const struct journey_places *places,
                       struct str data_folder);

#endif
