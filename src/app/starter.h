/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_STARTER_H
#define APP_STARTER_H

#include "str.h"

/* The journey that `safari nouveau` writes: small, whole, and without a finding. */
struct str starter_journey(void);

#endif
