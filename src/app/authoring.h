/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_AUTHORING_H
#define APP_AUTHORING_H

#include "cli.h"
#include "journeys.h"
#include "status.h"

/* What helps an author beside `verifier`; each says on the standard error what goes wrong. */

/* `safari graphe PARCOURS --format dot|texte` */
enum status authoring_graph(const struct cli *cli, const struct journey_places *places);

/* `safari stats PARCOURS [--json]` */
enum status authoring_stats(const struct cli *cli, const struct journey_places *places);

/* `safari essais PARCOURS -n N --graine S` */
enum status authoring_trials(const struct cli *cli, const struct journey_places *places);

/* `safari rejouer PARCOURS FICHIER…` */
enum status authoring_retrace(const struct cli *cli, const struct journey_places *places);

/* `safari ecrire`: the tutorial. */
enum status authoring_tutorial(const struct journey_places *places);

#endif
