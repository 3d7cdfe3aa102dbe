/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only reading of a clock beside the lock file's. */
#include "clock.h"

#include "i18n.h"

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

/* A number of so many digits. False where there are others. */
static bool read_digits(struct str utc, size_t at, size_t n, int *ret)
{
	*ret = 0;
	for (size_t i = at; i < at + n; i++) {
		if (utc.ptr[i] < '0' || utc.ptr[i] > '9') {
			return false;
		}
		*ret = *ret * 10 + (utc.ptr[i] - '0');
	}
	return true;
}

/* POSIX's own reckoning (Seconds Since the Epoch): timegm isn't everywhere. */
bool clock_seconds(struct str utc, int64_t *ret_seconds)
{
	static const int days_before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	int year, month, day, hour, minute, second;
	if (utc.len != CLOCK_UTC_BYTES - 1 || !read_digits(utc, 0, 4, &year) ||
	    !read_digits(utc, 5, 2, &month) || !read_digits(utc, 8, 2, &day) ||
	    !read_digits(utc, 11, 2, &hour) || !read_digits(utc, 14, 2, &minute) ||
	    !read_digits(utc, 17, 2, &second) || year < 1970 || month < 1 || month > 12) {
		return false;
	}
	bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	int before = year - 1;
	int64_t days = 365 * (int64_t)(year - 1970) + (before / 4 - 1969 / 4) -
	               (before / 100 - 1969 / 100) + (before / 400 - 1969 / 400) +
	               days_before[month - 1] + (is_leap && month > 2) + day - 1;
	*ret_seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
	return true;
}

void clock_add_time(struct buf *out, int64_t seconds)
{
	time_t at = (time_t)seconds;
	struct tm local;
	if (localtime_r(&at, &local) != NULL) {
		buf_addf(out, _(" à %02d:%02d"), local.tm_hour, local.tm_min);
	}
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
