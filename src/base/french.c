/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small readers over a borrowed text, each of which takes what it knows and leaves the
 * rest; a form is right when its reader has taken everything. Digits are counted and
 * added by hand, so that no locale has a say. What is written is read back the same.
 */
#include "french.h"

#include "utf8.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	RUNE_THIN_SPACE = 0x2009,
	RUNE_NARROW_NBSP = 0x202F,
	RUNE_MINUS = 0x2212,

	/* A double gives back any 15 digits, and 10²² is the last exact power of ten. */
	MAX_SIGNIFICANT = 15,
	MAX_DECIMALS = 22,

	MAX_DURATION_MIN = 24 * 60,
};

struct reader {
	struct str s;
	size_t at;
};

static bool is_done(const struct reader *r)
{
	return r->at == r->s.len;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_space(uint32_t rune)
{
	return rune == ' ' || rune == RUNE_NBSP || rune == RUNE_NARROW_NBSP ||
	       rune == RUNE_THIN_SPACE;
}

/* Takes one space of any kind. */
static bool take_space(struct reader *r)
{
	uint32_t rune;
	if (is_done(r)) {
		return false;
	}
	size_t len = utf8_decode(r->s, r->at, &rune);
	if (!is_space(rune)) {
		return false;
	}
	r->at += len;
	return true;
}

static void skip_spaces(struct reader *r)
{
	while (take_space(r)) {
	}
}

/* Bytes of the space at the end of `s`; 0: none. */
static size_t trailing_space(struct str s)
{
	static const struct str spaces[] = {
		{" ", 1},
		{"\u00A0", 2},
		{"\u202F", 3},
		{"\u2009", 3},
	};
	for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
		if (str_ends(s, spaces[i])) {
			return spaces[i].len;
		}
	}
	return 0;
}

/* A reader of what lies between the outer blanks of `s`. */
static struct reader reader_of(struct str s)
{
	struct reader r = {.s = str_trim(s)};
	for (size_t len = trailing_space(r.s); len > 0; len = trailing_space(r.s)) {
		r.s.len -= len;
	}
	skip_spaces(&r);
	return r;
}

static bool take(struct reader *r, struct str word)
{
	if (!str_starts(str_slice(r->s, r->at, r->s.len), word)) {
		return false;
	}
	r->at += word.len;
	return true;
}

static size_t n_digits(const struct reader *r)
{
	size_t n = 0;
	while (r->at + n < r->s.len && is_digit(r->s.ptr[r->at + n])) {
		n++;
	}
	return n;
}

/* Takes a whole number of `min` to `max` digits; at most 9, which fit. */
static bool take_whole(struct reader *r, size_t min, size_t max, uint32_t *ret_value)
{
	size_t n = n_digits(r);
	uint32_t value = 0;
	if (n < min || n > max) {
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		value = value * 10 + (uint32_t)(r->s.ptr[r->at++] - '0');
	}
	*ret_value = value;
	return true;
}

/* The digits read so far as one whole number, and how many of them follow the comma. */
struct decimal {
	uint64_t digits;
	size_t n_significant, n_decimals;
};

static void take_digits(struct reader *r, size_t n, struct decimal *d)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t digit = (uint64_t)(r->s.ptr[r->at++] - '0');
		if (d->n_significant > 0 || digit != 0) {
			d->n_significant++;
		}
		if (d->n_significant <= MAX_SIGNIFICANT) {
			d->digits = d->digits * 10 + digit;
		}
	}
}

/* "1200" or "1 200 000": a first group of one to three, then groups of exactly three. */
static bool take_grouped(struct reader *r, struct decimal *d)
{
	size_t n = n_digits(r);
	if (n == 0) {
		return false;
	}
	take_digits(r, n, d);
	while (n <= 3 && take_space(r)) {
		n = n_digits(r);
		if (n != 3) {
			return false;
		}
		take_digits(r, n, d);
	}
	return true;
}

static bool take_fraction(struct reader *r, struct decimal *d)
{
	d->n_decimals = n_digits(r);
	take_digits(r, d->n_decimals, d);
	return d->n_decimals > 0 && d->n_decimals <= MAX_DECIMALS;
}

bool number_parse(struct str s, double *ret_number)
{
	struct reader r = reader_of(s);
	struct decimal d = {0};
	bool negative = take(&r, STR("-")) || take(&r, STR("\u2212"));
	if (!take_grouped(&r, &d)) {
		return false;
	}
	if ((take(&r, STR(",")) || take(&r, STR("."))) && !take_fraction(&r, &d)) {
		return false;
	}
	if (!is_done(&r) || d.n_significant > MAX_SIGNIFICANT) {
		return false;
	}
	/* Both are exact, so the one division rounds as it should. */
	double scale = 1;
	for (size_t i = 0; i < d.n_decimals; i++) {
		scale *= 10;
	}
	double number = (double)d.digits / scale;
	*ret_number = negative && number > 0 ? -number : number;
	return true;
}

/* DBL_MAX has 309 digits before the point, the smallest double 323 zeros after it. */
struct written {
	char text[400];
	size_t n_whole, n_fraction; /* the fraction begins after the point at n_whole */
};

/* Fifteen significant digits without an exponent and without needless zeros. */
static struct written write_digits(double number)
{
	struct written w = {0};
	assert(isfinite(number));
	number = fabs(number);
	/* "d.dddddddddddddde±x": how many places lie before the point decides the rest. */
	snprintf(w.text, sizeof w.text, "%.*e", MAX_SIGNIFICANT - 1, number);
	struct reader r = {.s = str_from(w.text), .at = MAX_SIGNIFICANT + 2};
	bool small = take(&r, STR("-"));
	uint32_t exponent = 0;
	(void)take(&r, STR("+"));
	(void)take_whole(&r, 1, 3, &exponent);
	int decimals = MAX_SIGNIFICANT - 1 + (small ? (int)exponent : -(int)exponent);
	snprintf(w.text, sizeof w.text, "%.*f", decimals < 0 ? 0 : decimals, number);
	w.n_whole = strcspn(w.text, ".");
	size_t len = strlen(w.text);
	while (len > w.n_whole + 1 && w.text[len - 1] == '0') {
		len--;
	}
	w.n_fraction = len > w.n_whole ? len - w.n_whole - 1 : 0;
	return w;
}

void number_add_french(struct buf *b, double number)
{
	struct written w = write_digits(number);
	if (number < 0) {
		buf_addc(b, '-');
	}
	for (size_t i = 0; i < w.n_whole; i++) {
		if (i > 0 && (w.n_whole - i) % 3 == 0) {
			buf_add_rune(b, RUNE_NBSP);
		}
		buf_addc(b, w.text[i]);
	}
	if (w.n_fraction > 0) {
		buf_addc(b, ',');
		buf_add(b, (struct str){w.text + w.n_whole + 1, w.n_fraction});
	}
}

void number_add_json(struct buf *b, double number)
{
	struct written w = write_digits(number);
	if (number < 0) {
		buf_addc(b, '-');
	}
	size_t len = w.n_fraction > 0 ? w.n_whole + 1 + w.n_fraction : w.n_whole;
	buf_add(b, (struct str){w.text, len});
}

struct month {
	const char *name; /* as utf8_add_folded leaves it */
	uint8_t n_days;   /* February: in a leap year */
};

static const struct month months[] = {
	{"janvier", 31},   {"fevrier", 29}, {"mars", 31},     {"avril", 30},
	{"mai", 31},       {"juin", 30},    {"juillet", 31},  {"aout", 31},
	{"septembre", 30}, {"octobre", 31}, {"novembre", 30}, {"decembre", 31},
};

enum {
	N_MONTHS = sizeof months / sizeof months[0],
	FEBRUARY = 2,
};

static bool is_leap(uint32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* What was read, before it is known to be a day of the calendar. */
struct day {
	uint32_t year, month, day;
};

static bool day_exists(const struct day *d)
{
	if (d->year == 0 || d->month == 0 || d->month > N_MONTHS || d->day == 0) {
		return false;
	}
	uint32_t n_days = months[d->month - 1].n_days;
	if (d->month == FEBRUARY && !is_leap(d->year)) {
		n_days--;
	}
	return d->day <= n_days;
}

/* "2027-03-12" */
static bool read_iso(struct reader *r, struct day *d)
{
	return take_whole(r, 4, 4, &d->year) && take(r, STR("-")) &&
	       take_whole(r, 1, 2, &d->month) && take(r, STR("-")) && take_whole(r, 1, 2, &d->day);
}

/* "12/03/2027", with the same sign twice. */
static bool read_signs(struct reader *r, struct day *d)
{
	if (!take_whole(r, 1, 2, &d->day) || is_done(r)) {
		return false;
	}
	struct str sign = str_slice(r->s, r->at, 1);
	if (!str_eq(sign, STR("/")) && !str_eq(sign, STR("-")) && !str_eq(sign, STR("."))) {
		return false;
	}
	return take(r, sign) && take_whole(r, 1, 2, &d->month) && take(r, sign) &&
	       take_whole(r, 4, 4, &d->year);
}

/* The number of the month from 1; 0: no such month. */
static uint32_t month_named(struct str word)
{
	struct buf folded = {0};
	uint32_t month = 0;
	utf8_add_folded(&folded, word);
	for (uint32_t i = 0; i < N_MONTHS && month == 0; i++) {
		if (str_eq(buf_str(&folded), str_from(months[i].name))) {
			month = i + 1;
		}
	}
	buf_finish(&folded);
	return month;
}

static struct str take_word(struct reader *r)
{
	size_t from = r->at;
	uint32_t rune;
	while (!is_done(r)) {
		size_t len = utf8_decode(r->s, r->at, &rune);
		if (is_space(rune)) {
			break;
		}
		r->at += len;
	}
	return str_slice(r->s, from, r->at - from);
}

/* "12 mars 2027", "1er mars 2027" */
static bool read_words(struct reader *r, struct day *d)
{
	if (!take_whole(r, 1, 2, &d->day)) {
		return false;
	}
	if (d->day == 1) {
		(void)take(r, STR("er"));
	}
	if (!take_space(r)) {
		return false;
	}
	skip_spaces(r);
	d->month = month_named(take_word(r));
	skip_spaces(r);
	return d->month != 0 && take_whole(r, 4, 4, &d->year);
}

bool date_parse(struct str s, struct date *ret_date)
{
	static bool (*const forms[])(struct reader *, struct day *) = {
		read_iso,
		read_signs,
		read_words,
	};
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		struct reader r = reader_of(s);
		struct day d = {0};
		if (forms[i](&r, &d) && is_done(&r) && day_exists(&d)) {
			*ret_date =
				(struct date){(uint16_t)d.year, (uint8_t)d.month, (uint8_t)d.day};
			return true;
		}
	}
	return false;
}

void date_add_french(struct buf *b, struct date date)
{
	buf_addf(b, "%02d/%02d/%04d", date.day, date.month, date.year);
}

void date_add_json(struct buf *b, struct date date)
{
	buf_addf(b, "%04d-%02d-%02d", date.year, date.month, date.day);
}

int date_cmp(struct date a, struct date b)
{
	if (a.year != b.year) {
		return a.year - b.year;
	}
	return a.month != b.month ? a.month - b.month : a.day - b.day;
}

bool yes_no_parse(struct str s, bool *ret_yes)
{
	static const struct {
		const char *word;
		bool yes;
	} words[] = {
		{"oui", true},  {"o", true},  {"vrai", true},
		{"non", false}, {"n", false}, {"faux", false},
	};
	struct reader r = reader_of(s);
	struct buf folded = {0};
	bool known = false;
	utf8_add_folded(&folded, str_slice(r.s, r.at, r.s.len));
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (str_eq(buf_str(&folded), str_from(words[i].word))) {
			*ret_yes = words[i].yes;
			known = true;
		}
	}
	buf_finish(&folded);
	return known;
}

/* What may follow the hours: "30", "05", "30 min". */
static bool take_minutes(struct reader *r, uint32_t *ret_minutes)
{
	*ret_minutes = 0;
	skip_spaces(r);
	if (is_done(r)) {
		return true;
	}
	if (!take_whole(r, 1, 2, ret_minutes) || *ret_minutes >= 60) {
		return false;
	}
	skip_spaces(r);
	(void)take(r, STR("min"));
	return true;
}

bool duration_parse(struct str s, uint16_t *ret_minutes)
{
	struct reader r = reader_of(s);
	uint32_t n, more = 0;
	if (!take_whole(&r, 1, 4, &n)) {
		return false;
	}
	skip_spaces(&r);
	if (take(&r, STR("h"))) {
		if (!take_minutes(&r, &more)) {
			return false;
		}
		n = n * 60 + more;
	} else if (!take(&r, STR("min"))) {
		return false;
	}
	if (!is_done(&r) || n > MAX_DURATION_MIN) {
		return false;
	}
	*ret_minutes = (uint16_t)n;
	return true;
}

void duration_add_french(struct buf *b, uint16_t minutes)
{
	if (minutes < 60) {
		buf_addf(b, "%d\u00A0min", minutes);
		return;
	}
	buf_addf(b, "%d\u00A0h", minutes / 60);
	if (minutes % 60 != 0) {
		buf_addf(b, "\u00A0%02d", minutes % 60);
	}
}
