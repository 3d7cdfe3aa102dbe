/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_PAIRS_H
#define LOAD_PAIRS_H

#include "diag.h"
#include "load.h"
#include "str.h"

/*
 * A small YAML file of keys and scalars, as settings are. Calls `pair` with each, in the file's
 * order; its strings last until the call returns. What is no such pair is passed over with a
 * finding in `d`; `name` is how the file is called in it. Takes `take_bytes` over, for
 * `ret_sources`.
 */
void load_pairs(struct str name, struct buf *take_bytes, struct load_sources *ret_sources,
                struct diags *d,
                void (*pair)(void *ctx, struct str key, struct str value, struct span place),
                void *ctx);

#endif
