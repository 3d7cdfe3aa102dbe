/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_CLOCK_H
#define APP_CLOCK_H

#include "buf.h"
#include "event.h"
#include "str.h"
#include "turn.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	CLOCK_UTC_BYTES = sizeof "2027-03-12T18:04:05Z",
};

/* The clocks are read here and handed on as values. A zeroed one has begun at the boot. */
struct clock {
	uint64_t begun_ms;
	char utc[CLOCK_UTC_BYTES];
};

/* Milliseconds of a clock that never goes back. */
uint64_t clock_ms(void);

void clock_begin(struct clock *c);

/* What the program has computed since it began. */
uint64_t clock_cpu_ms(void);

/* Lent until the next call. */
struct stamp clock_stamp(struct clock *c);

/* Seconds since 1970 of a carnet's time. False where it is none. */
bool clock_seconds(struct str utc, int64_t *ret_seconds);

/* « à 18:04 », on the walker's wall clock, behind a space. */
void clock_add_time(struct buf *out, int64_t seconds);

/* The day that the walker's wall calendar shows at this time (seconds since 1970). */
struct day clock_day(int64_t seconds);
struct day clock_today(void);

#endif
