/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One pass that looks at each blank, guillemet and apostrophe with what stands around it.
 * Looking back or ahead never goes further than a word of the tables below, so the whole
 * is linear. A rule only turns a blank into U+00A0 or adds one where there was none, and
 * every rule takes U+00A0 for a blank: that is why a second pass finds nothing to do.
 */
#include "typography.h"

#include "address.h"
#include "utf8.h"

#include <string.h>
#include <unictype.h>

enum {
	RUNE_FIGURE_SPACE = 0x2007,
	RUNE_THIN_SPACE = 0x2009,
	RUNE_NARROW_NBSP = 0x202F,
	RUNE_OPENING = 0x00AB,      /* « */
	RUNE_CLOSING = 0x00BB,      /* » */
	RUNE_OPENING_HIGH = 0x201C, /* “ */
	RUNE_APOSTROPHE = 0x2019,   /* ’ */
};

#define NBSP STR("\u00A0")

/* What stays beside the number before it. */
static const char *const units[] = {
	"€",        "k€",        "M€",       "Md€",      "$",     "£",       "°",
	"°C",       "h",         "min",      "s",        "ms",    "j",       "km",
	"km²",      "m",         "m²",       "m³",       "cm",    "mm",      "ha",
	"kg",       "g",         "mg",       "t",        "l",     "L",       "cl",
	"W",        "kW",        "MW",       "Wh",       "kWh",   "MWh",     "ko",
	"Ko",       "Mo",        "Go",       "To",       "an",    "ans",     "mois",
	"jour",     "jours",     "semaine",  "semaines", "heure", "heures",  "minute",
	"minutes",  "seconde",   "secondes", "euro",     "euros", "million", "millions",
	"milliard", "milliards", "fois",
};

static const char *const months[] = {
	"janvier", "février", "mars",      "avril",   "mai",      "juin",
	"juillet", "août",    "septembre", "octobre", "novembre", "décembre",
};

/* What stays beside the number after it. */
static const char *const abbreviations[] = {
	"n°", "N°", "nº", "Nº", "p.", "pp.", "§", "art.", "chap.", "fig.", "vol.", "ép.", "ODD",
};

#define N_OF(table) (sizeof(table) / sizeof(table)[0])

struct setter {
	struct str s;
	void (*edit)(void *ctx, struct typography_edit edit);
	void *ctx;
};

/* The character at `at`; 0 at the end. */
static uint32_t rune_at(struct str s, size_t at)
{
	uint32_t rune = 0;
	if (at < s.len) {
		(void)utf8_decode(s, at, &rune);
	}
	return rune;
}

/* Where the character before `at` (> 0) begins. */
static size_t step_back(struct str s, size_t at)
{
	size_t from = at - 1;
	while (from > 0 && at - from < UTF8_MAX_BYTES && (s.ptr[from] & 0xC0) == 0x80) {
		from--;
	}
	uint32_t rune;
	return from + utf8_decode(s, from, &rune) == at ? from : at - 1;
}

/* The character before `at`; 0 at the beginning. */
static uint32_t rune_before(struct str s, size_t at)
{
	return at > 0 ? rune_at(s, step_back(s, at)) : 0;
}

static bool is_blank(uint32_t rune)
{
	return rune == ' ' || rune == RUNE_NBSP || rune == RUNE_NARROW_NBSP ||
	       rune == RUNE_THIN_SPACE || rune == RUNE_FIGURE_SPACE;
}

/* The edges of a text or of a line, where nothing is to be held together. */
static bool is_edge(uint32_t rune)
{
	return rune == 0 || rune == '\n';
}

static bool is_digit(uint32_t rune)
{
	return rune >= '0' && rune <= '9';
}

/* A letter, or the accent of one when the text is decomposed. */
static bool is_word_rune(uint32_t rune)
{
	return rune_is_letter(rune) || (rune > 0x7F && uc_combining_class(rune) != 0);
}

/* The end of the blanks that begin at `at`. */
static size_t skip_blanks(struct str s, size_t at)
{
	while (is_blank(rune_at(s, at))) {
		uint32_t rune;
		at += utf8_decode(s, at, &rune);
	}
	return at;
}

/* How many digits end at `at`, at most `max`. */
static size_t n_digits_before(struct str s, size_t at, size_t max)
{
	size_t n = 0;
	while (n < max && n < at && is_digit((unsigned char)s.ptr[at - n - 1])) {
		n++;
	}
	return n;
}

/* How many digits begin at `at`, at most `max`. */
static size_t n_digits_at(struct str s, size_t at, size_t max)
{
	size_t n = 0;
	while (n < max && at + n < s.len && is_digit((unsigned char)s.ptr[at + n])) {
		n++;
	}
	return n;
}

/* True where one of `words` stands whole at `at`; an elision (« s'en ») is no unit. */
static bool one_stands_at(struct str s, size_t at, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str word = str_from(words[i]);
		uint32_t after = rune_at(s, at + word.len);
		if (str_eq(str_slice(s, at, word.len), word) && !is_word_rune(after) &&
		    !is_digit(after) && after != '\'' && after != RUNE_APOSTROPHE) {
			return true;
		}
	}
	return false;
}

/* « 20 000 »: up to three digits, then three. */
static bool is_grouping(struct str s, size_t from, size_t to)
{
	size_t before = n_digits_before(s, from, 4);
	return before >= 1 && before <= 3 && n_digits_at(s, to, 4) == 3 &&
	       !is_word_rune(rune_before(s, from - before));
}

/* « 1 h 30 » */
static bool is_after_hour(struct str s, size_t from, size_t to)
{
	size_t n = n_digits_at(s, to, 3);
	if (n == 0 || n > 2 || from < 2 || s.ptr[from - 1] != 'h') {
		return false;
	}
	size_t at = from - 1;
	if (is_blank(rune_before(s, at))) {
		at = step_back(s, at);
	}
	return n_digits_before(s, at, 1) == 1;
}

/* « n° 3 » */
static bool is_after_abbreviation(struct str s, size_t from)
{
	struct str head = str_slice(s, 0, from);
	for (size_t i = 0; i < N_OF(abbreviations); i++) {
		struct str word = str_from(abbreviations[i]);
		if (str_ends(head, word) && !is_word_rune(rune_before(s, from - word.len))) {
			return true;
		}
	}
	return false;
}

static bool holds_number(struct str s, size_t from, size_t to)
{
	if (is_digit(rune_at(s, to))) {
		return is_grouping(s, from, to) || is_after_hour(s, from, to) ||
		       is_after_abbreviation(s, from);
	}
	if (is_digit(rune_before(s, from))) {
		return one_stands_at(s, to, units, N_OF(units)) ||
		       one_stands_at(s, to, months, N_OF(months));
	}
	return str_ends(str_slice(s, 0, from), STR("1er")) &&
	       one_stands_at(s, to, months, N_OF(months));
}

/* A sign that French sets apart from its word; « :: » and « != » are somebody's code. */
static bool is_high_sign(struct str s, size_t at)
{
	uint32_t rune = rune_at(s, at), after = rune_at(s, at + 1);
	if (rune == 0 || (rune == ':' && after == ':') || (rune == '!' && after == '=')) {
		return false;
	}
	return rune == RUNE_CLOSING || (rune < 0x80 && strchr(":;?!%", (int)rune) != NULL);
}

/* True where the line must not end at the blanks from `from` to `to`. */
static bool holds(struct str s, size_t from, size_t to)
{
	uint32_t before = rune_before(s, from);
	if (is_edge(before) || is_edge(rune_at(s, to))) {
		return false;
	}
	return before == RUNE_OPENING || is_high_sign(s, to) || holds_number(s, from, to);
}

static void replace(struct setter *t, size_t at, size_t len, struct str with)
{
	if (!str_eq(str_slice(t->s, at, len), with)) {
		t->edit(t->ctx, (struct typography_edit){at, len, with});
	}
}

static size_t set_blanks(struct setter *t, size_t at)
{
	size_t end = skip_blanks(t->s, at);
	if (holds(t->s, at, end)) {
		replace(t, at, end - at, NBSP);
		return end;
	}
	while (at < end) {
		uint32_t rune;
		size_t len = utf8_decode(t->s, at, &rune);
		if (rune == RUNE_NARROW_NBSP || rune == RUNE_FIGURE_SPACE) {
			replace(t, at, len, NBSP);
		}
		at += len;
	}
	return end;
}

/* The added space belongs with the guillemet, so that it never lies in a linked word. */
static size_t set_opening(struct setter *t, size_t at)
{
	size_t end = at + STR("«").len;
	uint32_t after = rune_at(t->s, end);
	if (!is_edge(after) && !is_blank(after)) {
		replace(t, at, end - at, STR("«\u00A0"));
	}
	return end;
}

static size_t set_closing(struct setter *t, size_t at)
{
	size_t end = at + STR("»").len;
	uint32_t before = rune_before(t->s, at);
	if (!is_edge(before) && !is_blank(before) && before != RUNE_OPENING) {
		replace(t, at, end - at, STR("\u00A0»"));
	}
	return end;
}

static size_t set_apostrophe(struct setter *t, size_t at)
{
	uint32_t after = rune_at(t->s, at + 1);
	bool joins = is_word_rune(after) || is_digit(after) || after == '"' ||
	             after == RUNE_OPENING || after == RUNE_OPENING_HIGH;
	if (joins && is_word_rune(rune_before(t->s, at))) {
		replace(t, at, 1, STR("’"));
	}
	return at + 1;
}

/* Most of any text: nothing is ever to be set there. */
static bool is_plain(char c)
{
	return c > ' ' && c != '\'' && !address_may_begin(c); // c < 0: the first byte of more
}

/* Sets what stands at `at`; where to go on. */
static size_t set_at(struct setter *t, size_t at)
{
	size_t len = address_len(t->s, at);
	if (len > 0) {
		return at + len;
	}
	uint32_t rune;
	len = utf8_decode(t->s, at, &rune);
	if (is_blank(rune)) {
		return set_blanks(t, at);
	}
	if (rune == RUNE_OPENING) {
		return set_opening(t, at);
	}
	if (rune == RUNE_CLOSING) {
		return set_closing(t, at);
	}
	return rune == '\'' ? set_apostrophe(t, at) : at + len;
}

void typography_edits(struct str s, void (*edit)(void *ctx, struct typography_edit edit), void *ctx)
{
	struct setter t = {.s = s, .edit = edit, .ctx = ctx};
	for (size_t at = 0; at < s.len;) {
		at = is_plain(s.ptr[at]) ? at + 1 : set_at(&t, at);
	}
}

/* A copy in the making: what comes before `from` is written. */
struct copy {
	struct buf *out;
	struct str s;
	size_t from;
};

static void copy_edit(void *ctx, struct typography_edit edit)
{
	struct copy *c = ctx;
	buf_add(c->out, str_slice(c->s, c->from, edit.at - c->from));
	buf_add(c->out, edit.with);
	c->from = edit.at + edit.len;
}

void typography_french(struct buf *out, struct str s)
{
	struct copy c = {.out = out, .s = s};
	typography_edits(s, copy_edit, &c);
	buf_add(out, str_slice(s, c.from, s.len));
}
