/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_FRENCH_H
#define BASE_FRENCH_H

#include "buf.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Numbers, dates and yes/no as people in France write and read them, whatever the
 * locale. Stored forms are JSON's number, "2027-03-12", "oui" and "non".
 */
struct date {
	uint16_t year; /* 1–9999; 0: no date */
	uint8_t month, day;
};

/*
 * "1200", "1 200" (any kind of space between groups of three), "3,5", "3.5", "-2". At
 * most 15 significant digits and 22 decimals, so that a double holds it exactly enough to
 * be given back as typed. False for anything else; blanks around are passed over.
 */
bool number_parse(struct str s, double *ret_number);

/*
 * "1 200" with U+00A0 between groups, "3,5": 15 significant digits, whole numbers in full.
 * The number is finite.
 */
void number_add_french(struct buf *b, double number);

/* As JSON: "1200", "3.5". */
void number_add_json(struct buf *b, double number);

/* "12/03/2027", "12-3-2027", "12.03.2027", "12 mars 2027", "1er mars 2027", "2027-03-12".
 * False where there is no such day in the Gregorian calendar. */
bool date_parse(struct str s, struct date *ret_date);

/* "12/03/2027". */
void date_add_french(struct buf *b, struct date date);

/* "2027-03-12". */
void date_add_json(struct buf *b, struct date date);

/* Negative, 0, positive as `a` is before, the same, after. */
int date_cmp(struct date a, struct date b);

/* "oui", "o", "vrai", "non", "n", "faux", whatever the case. */
bool yes_no_parse(struct str s, bool *ret_yes);

/* "15 min", "1 h 30", "1 h", "45min", "2h" as minutes, at most 24 h. */
bool duration_parse(struct str s, uint16_t *ret_minutes);

/* "15 min", "1 h 30", "1 h 05", with U+00A0 for each blank. */
void duration_add_french(struct buf *b, uint16_t minutes);

#endif
