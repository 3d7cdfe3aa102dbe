/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only reading of a clock beside the lock file's. */
#include "clock.h"

#include <time.h>

static uint64_t milliseconds(clockid_t id)
{
	struct timespec now = {0};
	(void)clock_gettime(id, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

uint64_t clock_ms(void)
{
	return milliseconds(CLOCK_MONOTONIC);
}

uint64_t clock_cpu_ms(void)
{
	return milliseconds(CLOCK_PROCESS_CPUTIME_ID);
}

void clock_begin(struct clock *c)
{
	*c = (struct clock){.begun_ms = clock_ms()};
}

struct stamp clock_stamp(struct clock *c)
{
	time_t now = time(NULL);
	struct tm utc;
	if (gmtime_r(&now, &utc) == NULL ||
	    strftime(c->utc, sizeof c->utc, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) {
		c->utc[0] = '\0';
	}
	return (struct stamp){str_from(c->utc), clock_ms() - c->begun_ms};
}

struct day clock_day(int64_t seconds)
{
	time_t at = (time_t)seconds;
	struct tm local;
	if (localtime_r(&at, &local) == NULL || local.tm_year < -1899 || local.tm_year > 8099) {
		return (struct day){0};
	}
	return (struct day){
		.date = {(uint16_t)(local.tm_year + 1900), (uint8_t)(local.tm_mon + 1),
	                 (uint8_t)local.tm_mday},
		.weekday = (uint8_t)local.tm_wday,
	};
}

struct day clock_today(void)
{
	return clock_day((int64_t)time(NULL));
}
