/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lock is what the kernel says of the file; what the file says is for people. So
 * writing it may fail without harm, and reading it may give the one before, or nothing.
 */
#include "lock.h"

#include "file.h"
#include "port.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	LOCK_MODE = 0600,
	HOLDER_MAX_BYTES = 512, /* a host's name has 255 at most */
};

/*
 * "2027-03-12T18:04:05Z", or nothing where there is no clock. Not by gmtime, which reads the
 * environment and a file. Years are counted from 1 March of 0000, so that a leap day comes
 * last, in eras of 400 years, which are all alike (Hinnant, chrono-compatible date
 * algorithms: civil_from_days).
 */
static void add_now(struct buf *b)
{
	enum {
		SECONDS_A_DAY = 24 * 60 * 60,
		DAYS_AN_ERA = 400 * 365 + 97,
		DAYS_BEFORE_1970 = 719468,
	};
	struct timespec now;
	if (clock_gettime(CLOCK_REALTIME, &now) != 0 || now.tv_sec < 0) {
		return;
	}
	long long days = now.tv_sec / SECONDS_A_DAY + DAYS_BEFORE_1970;
	int second = (int)(now.tv_sec % SECONDS_A_DAY);
	int of_era = (int)(days % DAYS_AN_ERA);
	int year = (of_era - of_era / (4 * 365) + of_era / (100 * 365 + 24) -
	            of_era / (DAYS_AN_ERA - 1)) /
	           365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153; // 0: March
	int day = of_year - (153 * month + 2) / 5 + 1;
	buf_addf(b, "%04lld-%02d-%02dT%02d:%02d:%02dZ",
	         days / DAYS_AN_ERA * 400 + year + (month >= 10 ? 1 : 0),
	         month < 10 ? month + 3 : month - 9, day, second / 3600, second / 60 % 60,
	         second % 60);
}

static void write_holder(int lock, struct str utc)
{
	char host[256] = "";
	(void)gethostname(host, sizeof(host) - 1);
	struct buf line = {0};
	buf_addf(&line, "%ld %s %.*s", (long)getpid(), host, STR_ARG(utc));
	if (utc.len == 0) {
		add_now(&line);
	}
	buf_addc(&line, '\n');
	// Cut last: a file that is cut to nothing and filled again, ext4 hastens to the disk.
	size_t n_written;
	bool is_told = file_write(lock, buf_str(&line), &n_written) &&
	               ftruncate(lock, (off_t)n_written) == 0;
	(void)is_told;
	buf_finish(&line);
}

static void read_holder(int lock, struct buf *ret_holder)
{
	struct buf text = {0};
	int error;
	if (file_read_open(lock, HOLDER_MAX_BYTES, &text, &error) == FILE_OK) {
		size_t end = str_find(buf_str(&text), STR("\n"), 0);
		buf_cut(&text, end < text.len ? end : text.len);
	}
	*ret_holder = text;
}

static enum lock_outcome take_open(int lock, struct str utc, struct buf *ret_holder)
{
	struct stat found;
	if (fstat(lock, &found) != 0) {
		return LOCK_FAILED;
	}
	if (!S_ISREG(found.st_mode)) {
		errno = EINVAL;
		return LOCK_FAILED;
	}
	bool busy;
	if (!port_lock(lock, &busy)) {
		if (busy) {
			read_holder(lock, ret_holder);
		}
		return busy ? LOCK_HELD : LOCK_FAILED;
	}
	// The umask may have taken bits of our own; a file that isn't ours stays as it is.
	(void)fchmod(lock, LOCK_MODE);
	write_holder(lock, utc);
	return LOCK_TAKEN;
}

enum lock_outcome lock_take(const char *path, struct str utc, int *ret_lock, struct buf *ret_holder)
{
	int lock = file_open(path, O_RDWR | O_CREAT | O_NONBLOCK, LOCK_MODE);
	if (lock < 0) {
		return LOCK_FAILED;
	}
	enum lock_outcome outcome = take_open(lock, utc, ret_holder);
	if (outcome == LOCK_TAKEN) {
		*ret_lock = lock;
		return outcome;
	}
	int error = errno;
	(void)close(lock);
	errno = error;
	return outcome;
}
