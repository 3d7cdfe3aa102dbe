/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days are numbered through the calendar, so that the day before 1 March is the right one. */
#include "day.h"

#include "i18n.h"

enum {
	N_WEEKDAYS = 7,
};

static const char *const weekdays[N_WEEKDAYS] = {
	N_("dimanche"), N_("lundi"),    N_("mardi"),  N_("mercredi"),
	N_("jeudi"),    N_("vendredi"), N_("samedi"),
};

static const char *const months[] = {
	N_("janvier"),   N_("février"), N_("mars"),     N_("avril"),
	N_("mai"),       N_("juin"),    N_("juillet"),  N_("août"),
	N_("septembre"), N_("octobre"), N_("novembre"), N_("décembre"),
};

/*
 * Since a day long ago. Years begin in March here, so that the leap day is their last; 153
 * is the number of days in five months from March on.
 */
static int32_t number_of(struct date d)
{
	int32_t year = d.month > 2 ? d.year : d.year - 1;
	int32_t month = d.month > 2 ? d.month - 3 : d.month + 9;
	return year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + d.day;
}

static void add_date(struct buf *out, struct date date, uint16_t year_now)
{
	buf_addf(out, _("le %u%s %s"), (unsigned)date.day, date.day == 1 ? _("er") : "",
	         _(months[date.month - 1]));
	if (date.year != year_now) {
		buf_addf(out, " %u", (unsigned)date.year);
	}
}

void day_add(struct buf *out, struct day today, struct day when)
{
	if (when.date.year == 0 || when.date.month == 0 || when.date.month > 12) {
		return;
	}
	int32_t ago = number_of(today.date) - number_of(when.date);
	if (ago == 0) {
		buf_add(out, str_from(_("aujourd'hui")));
	} else if (ago == 1) {
		buf_add(out, str_from(_("hier")));
	} else if (ago > 1 && ago < N_WEEKDAYS) {
		buf_add(out, str_from(_(weekdays[when.weekday % N_WEEKDAYS])));
	} else {
		add_date(out, when.date, today.date.year);
	}
}
