/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, dates, yes and no, durations: what is read, refused, written and read again. */
#include "french.h"

#include "tap.h"

#include <float.h>
#include <math.h>

#define N_OF(table) (sizeof(table) / sizeof(table)[0])

/* As far as an answer can tell: a minus before zero counts too. */
static bool same_number(double a, double b)
{
	return a == b && signbit(a) == signbit(b);
}

static void test_numbers_read(void)
{
	static const struct {
		const char *text;
		double number;
		const char *sentence;
	} cases[] = {
		{"1200", 1200, "digits are a number"},
		{"0", 0, "zero is a number"},
		{"007", 7, "zeros in front mean nothing"},
		{"1 200", 1200, "a space parts groups of three"},
		{"1\u00A0200", 1200, "so does a no-break space"},
		{"1\u202F200", 1200, "so does a narrow no-break space"},
		{"1\u2009200", 1200, "so does a thin space"},
		{"12\u202F345 678", 12345678, "kinds of space may be mixed"},
		{"3,5", 3.5, "the comma is decimal"},
		{"3.5", 3.5, "the point is decimal"},
		{"1 200,25", 1200.25, "groups and a comma go together"},
		{"-0", 0, "there is no zero below zero"},
		{"-2", -2, "a hyphen is a minus"},
		{"\u22122", -2, "the true minus is a minus"},
		{"  42\t", 42, "blanks around are passed over"},
		{"\u00A042\u202F", 42, "no-break spaces around are passed over"},
		{"0,1", 0.1, "a tenth is the tenth that C reads"},
		{"123456789012345", 123456789012345.0, "fifteen digits are read"},
		{"0,000000000000001", 1e-15, "zeros after the comma are not significant"},
		{"1,7976931348623", 1.7976931348623, "a division of exact numbers rounds once"},
	};

	for (size_t i = 0; i < N_OF(cases); i++) {
		double number = NAN;
		bool read = number_parse(str_from(cases[i].text), &number);
		ok(read && same_number(number, cases[i].number), cases[i].sentence);
	}
}

static void test_numbers_refused(void)
{
	static const struct {
		const char *text;
		const char *sentence;
	} cases[] = {
		{"", "nothing is no number"},
		{" ", "a blank is no number"},
		{"-", "a sign alone is no number"},
		{"+2", "a plus is refused"},
		{"- 2", "a blank after the sign is refused"},
		{"--2", "two signs are refused"},
		{"3,", "a comma wants digits after it"},
		{",5", "a comma wants digits before it"},
		{"3,5,1", "two commas are refused"},
		{"1,200.5", "English grouping is refused"},
		{"1 20", "a group of two is refused"},
		{"1 2000", "a group of four is refused"},
		{"1200 300", "a first group of four is refused"},
		{"1  200", "two spaces between groups are refused"},
		{"3,5 000", "decimals are not grouped"},
		{"12 %", "a unit after the number is refused"},
		{"12min", "a word after the number is refused"},
		{"1e3", "exponents are refused"},
		{"0x10", "hexadecimal is refused"},
		{"nan", "words for no number are refused"},
		{"1234567890123456", "sixteen significant digits are refused"},
		{"1,000000000000000", "zeros that were typed count as significant"},
		{"0,00000000000000000000001", "more than 22 decimals are refused"},
		{"\xFF", "malformed bytes are refused"},
	};

	for (size_t i = 0; i < N_OF(cases); i++) {
		double number = 7;
		ok(!number_parse(str_from(cases[i].text), &number) && number > 6,
		   cases[i].sentence);
	}
}

static void test_numbers_written(void)
{
	static const struct {
		double number;
		const char *french, *json, *sentence;
	} cases[] = {
		{0, "0", "0", "zero is written 0"},
		{-0.0, "0", "0", "there is one zero"},
		{7, "7", "7", "a digit is a digit"},
		{999, "999", "999", "three digits are one group"},
		{1200, "1\u00A0200", "1200", "four digits are two groups"},
		{1234567, "1\u00A0234\u00A0567", "1234567", "groups count from the right"},
		{3.5, "3,5", "3.5", "decimals follow a comma, in JSON a point"},
		{-1234.5, "-1\u00A0234,5", "-1234.5", "the sign comes before the groups"},
		{0.1 + 0.2, "0,3", "0.3", "what a double cannot hold is not shown"},
		{1.0 / 3, "0,333333333333333", "0.333333333333333",
	         "fifteen significant digits at most"},
		{9.9999999999999999, "10", "10", "rounding up may add a digit"},
		{999999.99999999999, "1\u00A0000\u00A0000", "1000000",
	         "rounding up may add a group"},
		{0.0000001, "0,0000001", "0.0000001", "small numbers have no exponent"},
		{123456789012345, "123\u00A0456\u00A0789\u00A0012\u00A0345", "123456789012345",
	         "fifteen digits are written whole"},
		{9007199254740991, "9\u00A0007\u00A0199\u00A0254\u00A0740\u00A0991",
	         "9007199254740991", "sixteen digits are written whole"},
	};

	for (size_t i = 0; i < N_OF(cases); i++) {
		struct buf french = {0}, json = {0};
		number_add_french(&french, cases[i].number);
		number_add_json(&json, cases[i].number);
		is_str(buf_str(&french), str_from(cases[i].french), cases[i].sentence);
		is_str(buf_str(&json), str_from(cases[i].json), cases[i].sentence);
		buf_finish(&french);
		buf_finish(&json);
	}
	struct buf extreme = {0};
	number_add_json(&extreme, DBL_MAX);
	is_int(extreme.len, 309, "the largest double is written whole");
	buf_clear(&extreme);
	number_add_json(&extreme, DBL_TRUE_MIN);
	ok(str_ends(buf_str(&extreme), STR("494065645841247")),
	   "the smallest double is written whole");
	buf_finish(&extreme);
}

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void test_numbers_round_trip(void)
{
	uint64_t state = 20210704;
	size_t n_french = 0, n_json = 0;
	tap_note("seed %llu", (unsigned long long)state);
	for (size_t i = 0; i < 20000; i++) {
		double number = (double)(next_random(&state) % UINT64_C(1000000000000000));
		for (uint64_t places = next_random(&state) % 16; places > 0; places--) {
			number /= 10;
		}
		struct buf french = {0}, json = {0}, again = {0};
		double read = 0;
		number = i % 2 == 0 ? number : -number;
		number_add_french(&french, number);
		number_add_json(&json, number);
		/* A run of divisions is off by a hair; what is written is the number. */
		if (number_parse(buf_str(&french), &read)) {
			number_add_french(&again, read);
			n_french += str_eq(buf_str(&again), buf_str(&french)) ? 1 : 0;
			n_json += same_number(read, strtod(json.ptr, NULL)) ? 1 : 0;
		}
		buf_finish(&french);
		buf_finish(&json);
		buf_finish(&again);
	}
	is_int(n_french, 20000, "what was written in French is read and written again the same");
	is_int(n_json, 20000, "the French and the JSON form are one number");
}

static void test_dates_read(void)
{
	static const struct {
		const char *text;
		struct date date;
		const char *sentence;
	} cases[] = {
		{"12/03/2027", {2027, 3, 12}, "a date is read with slashes"},
		{"12-3-2027", {2027, 3, 12}, "a date is read with hyphens and without zeros"},
		{"12.03.2027", {2027, 3, 12}, "a date is read with points"},
		{"12 mars 2027", {2027, 3, 12}, "a date is read with its month in letters"},
		{"1er mars 2027", {2027, 3, 1}, "the first of the month is read"},
		{"1 mars 2027", {2027, 3, 1}, "so is the first without its ending"},
		{"2027-03-12", {2027, 3, 12}, "a date is read as it is stored"},
		{" 12/03/2027 ", {2027, 3, 12}, "blanks around are passed over"},
		{"12\u00A0mars\u202F2027", {2027, 3, 12}, "no-break spaces may part the words"},
		{"4 AOÛT 1789", {1789, 8, 4}, "months are read in capitals"},
		{"4 aout 1789", {1789, 8, 4}, "months are read without accents"},
		{"25 Décembre 0800", {800, 12, 25}, "an old year is read on four digits"},
		{"29/02/2024", {2024, 2, 29}, "a leap year has its leap day"},
		{"29 février 2000", {2000, 2, 29}, "2000 has its leap day"},
		{"31/12/9999", {9999, 12, 31}, "the last day of 9999 is read"},
	};

	for (size_t i = 0; i < N_OF(cases); i++) {
		struct date date = {0};
		bool read = date_parse(str_from(cases[i].text), &date);
		ok(read && date_cmp(date, cases[i].date) == 0, cases[i].sentence);
	}
}

static void test_dates_refused(void)
{
	static const struct {
		const char *text, *sentence;
	} cases[] = {
		{"", "nothing is no date"},
		{"12/03", "a date wants its year"},
		{"12/03/27", "a year of two digits is refused"},
		{"12/03/20277", "a year of five digits is refused"},
		{"12/03-2027", "two different signs are refused"},
		{"12 / 03 / 2027", "blanks round the slashes are refused"},
		{"00/03/2027", "there is no day 0"},
		{"32/03/2027", "there is no day 32"},
		{"31/04/2027", "April has thirty days"},
		{"29/02/2023", "2023 is no leap year"},
		{"29/02/1900", "1900 is no leap year"},
		{"12/13/2027", "there is no month 13"},
		{"12/00/2027", "there is no month 0"},
		{"12/03/0000", "there is no year 0"},
		{"2er mars 2027", "only the first has its ending"},
		{"12 brumaire 2027", "another calendar is refused"},
		{"mars 2027", "a date wants its day"},
		{"12 mars 2027 !", "what follows a date is refused"},
		{"2027-3", "a stored date wants its day"},
	};

	for (size_t i = 0; i < N_OF(cases); i++) {
		struct date date = {1, 1, 1};
		ok(!date_parse(str_from(cases[i].text), &date) && date.year == 1,
		   cases[i].sentence);
	}
}

static void test_dates_written(void)
{
	struct buf b = {0};
	date_add_french(&b, (struct date){2027, 3, 5});
	is_str(buf_str(&b), STR("05/03/2027"), "a date is written day, month, year");
	buf_clear(&b);
	date_add_json(&b, (struct date){987, 12, 25});
	is_str(buf_str(&b), STR("0987-12-25"), "a date is stored year, month, day");
	buf_finish(&b);
	struct date date = {2027, 3, 12};
	ok(date_cmp(date, (struct date){2027, 3, 12}) == 0, "a day is the same as itself");
	ok(date_cmp(date, (struct date){2028, 1, 1}) < 0, "the year counts first");
	ok(date_cmp(date, (struct date){2027, 2, 28}) > 0, "then the month");
	ok(date_cmp(date, (struct date){2027, 3, 13}) < 0, "then the day");
}

static void test_dates_round_trip(void)
{
	struct buf b = {0};
	size_t n_days = 0, n_same = 0;
	struct date before = {0};
	for (uint32_t i = 0; i < 400 * 13 * 33; i++) {
		struct date again = {0}, date = {(uint16_t)(1800 + i / 33 / 13),
		                                 (uint8_t)(i / 33 % 13), (uint8_t)(i % 33)};
		buf_clear(&b);
		date_add_json(&b, date);
		if (!date_parse(buf_str(&b), &date)) {
			continue;
		}
		buf_clear(&b);
		date_add_french(&b, date);
		n_days++;
		n_same += date_parse(buf_str(&b), &again) && date_cmp(date, again) == 0 &&
		          date_cmp(before, date) < 0;
		before = date;
	}
	buf_finish(&b);
	is_int(n_days, 146097, "four centuries of the Gregorian calendar have 146,097 days");
	is_int(n_same, n_days, "each of them is written, read again, and after the one before");
}

static void test_yes_no(void)
{
	static const struct {
		const char *text;
		bool known, yes;
		const char *sentence;
	} cases[] = {
		{"oui", true, true, "oui is yes"},
		{"O", true, true, "O is yes"},
		{" Vrai ", true, true, "Vrai is yes"},
		{"NON", true, false, "NON is no"},
		{"n", true, false, "n is no"},
		{"faux", true, false, "faux is no"},
		{"", false, false, "nothing is neither"},
		{"yes", false, false, "yes is neither"},
		{"1", false, false, "1 is neither"},
		{"oui.", false, false, "oui. is neither"},
	};

	for (size_t i = 0; i < N_OF(cases); i++) {
		bool yes = !cases[i].yes;
		bool known = yes_no_parse(str_from(cases[i].text), &yes);
		ok(known == cases[i].known && (!known || yes == cases[i].yes), cases[i].sentence);
	}
}

static void test_durations(void)
{
	static const struct {
		const char *text;
		int minutes; /* -1: refused */
		const char *sentence;
	} cases[] = {
		{"15 min", 15, "minutes are read"},
		{"45min", 45, "so are minutes without a space"},
		{"90 min", 90, "minutes may be more than an hour has"},
		{"1 h", 60, "an hour is read"},
		{"2h", 120, "so are hours without a space"},
		{"1 h 30", 90, "an hour and a half is read"},
		{"1h30", 90, "so is an hour and a half without spaces"},
		{"1\u00A0h\u00A005", 65, "no-break spaces and a zero are read"},
		{"1 h 30 min", 90, "minutes after an hour may have their unit"},
		{"24 h", 1440, "a day is the longest"},
		{"24 h 01", -1, "more than a day is refused"},
		{"1 h 60", -1, "sixty minutes after an hour are refused"},
		{"15", -1, "a number without its unit is refused"},
		{"15 minutes", -1, "another unit is refused"},
		{"h", -1, "a unit without its number is refused"},
		{"1 h 30 s", -1, "seconds are refused"},
		{"1,5 h", -1, "half hours with a comma are refused"},
		{"-1 h", -1, "a sign is refused"},
		{"99999 min", -1, "five digits are refused"},
	};

	for (size_t i = 0; i < N_OF(cases); i++) {
		uint16_t minutes = 9999;
		bool read = duration_parse(str_from(cases[i].text), &minutes);
		is_int(read ? (int)minutes : -1, cases[i].minutes, cases[i].sentence);
	}
}

static void test_durations_written(void)
{
	struct buf b = {0};
	size_t n_same = 0;
	for (uint16_t minutes = 0; minutes <= 1440; minutes++) {
		uint16_t again = 9999;
		buf_clear(&b);
		duration_add_french(&b, minutes);
		n_same += duration_parse(buf_str(&b), &again) && again == minutes;
	}
	is_int(n_same, 1441, "every duration of a day is written and read again");
	buf_clear(&b);
	duration_add_french(&b, 15);
	is_str(buf_str(&b), STR("15\u00A0min"), "minutes keep their unit by a no-break space");
	buf_clear(&b);
	duration_add_french(&b, 65);
	is_str(buf_str(&b), STR("1\u00A0h\u00A005"), "minutes after an hour have two digits");
	buf_clear(&b);
	duration_add_french(&b, 120);
	is_str(buf_str(&b), STR("2\u00A0h"), "whole hours have no minutes");
	buf_finish(&b);
}

int main(void)
{
	test_numbers_read();
	test_numbers_refused();
	test_numbers_written();
	test_numbers_round_trip();
	test_dates_read();
	test_dates_refused();
	test_dates_written();
	test_dates_round_trip();
	test_yes_no();
	test_durations();
	test_durations_written();
	return tap_done();
}
