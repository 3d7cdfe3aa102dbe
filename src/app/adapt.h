/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_ADAPT_H
#define APP_ADAPT_H

#include "cli.h"
#include "journeys.h"
#include "status.h"

/* `safari adapter DOSSIER`: the Safari, whole, under a name of its own, to be made another's. */
enum status adapt(const struct cli *cli, const struct journey_places *places);

#endif
