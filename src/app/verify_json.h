/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_VERIFY_JSON_H
#define APP_VERIFY_JSON_H

#include "explore.h"
#include "heritage.h"
#include "journeys.h"
#include "since.h"

/* What was found in one journey, for `--json`. */
struct verified {
	const struct loaded *loaded;
	struct heritage heritage;
	struct exploration *exploration; /* NULL: it has errors */
	uint64_t cpu_ms;
	step_id wanted;            /* of --vers, or STEP_NONE */
	struct str wanted_id;      /* as it was written; empty: not asked */
	const struct since *since; /* of --depuis, or NULL */
};

/* One JSON object, on one line, without its LF. */
void verify_add_json(struct buf *out, const struct verified *v);

#endif
