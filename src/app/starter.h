/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_STARTER_H
#define APP_STARTER_H

#include "cli.h"
#include "journeys.h"
#include "status.h"

/* `safari nouveau DOSSIER`: a journey to begin with: small, whole, and without a finding. */
enum status starter_run(const struct cli *cli, const struct journey_places *places);

#endif
