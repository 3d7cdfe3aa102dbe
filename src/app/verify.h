/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_VERIFY_H
#define APP_VERIFY_H

#include "cli.h"
#include "journeys.h"
#include "status.h"

/*
 * `safari verifier`: loads, checks, explores; says what is to be mended. `data_folder`: where the
 * carnets are that --depuis replays; may be empty.
 */
enum status verify(const struct cli *cli, const struct journey_places *places,
                   struct str data_folder);

#endif
