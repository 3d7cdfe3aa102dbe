/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words and labels are compared as keys: folded and without blanks. */
#include "words.h"

#include "i18n.h"
#include "sanitise.h"
#include "utf8.h"

enum {
	QUOTED_MAX_RUNES = 40,   /* of what was typed, in a sentence about it */
	NUMBER_MAX = 1000000,    /* more than any list holds */
	BEGINNING_MIN_RUNES = 3, /* of a label: fewer are most often a slip */
};

static const struct {
	const char *folded;
	const char *help;
} words[COMMAND_N] = {
	[COMMAND_REREAD] = {"relire", N_("relire : redire ce qui est ici")},
	[COMMAND_WHERE] = {"ou", N_("où : savoir où vous êtes")},
	[COMMAND_PLAN] = {"plan", N_("plan : les étapes déjà vues ; un numéro y ramène")},
	[COMMAND_CARNET] = {"carnet", N_("carnet : vos réponses, vos notes, ce que vous gardez")},
	[COMMAND_RESOURCES] = {"ressources", N_("ressources : de quoi lire sur cette étape")},
	[COMMAND_NOTE] = {"note", N_("note : écrire en marge de cette étape")},
	[COMMAND_BACK] = {"retour", N_("retour : un pas en arrière, rien ne se perd")},
	[COMMAND_REDO] = {"refaire", N_("refaire : un pas en avant, après un retour")},
	[COMMAND_RESTART] = {"recommencer", N_("recommencer : repartir du début ; le carnet garde "
                                               "tout")},
	[COMMAND_ERASE] = {"effacer", N_("effacer : retirer votre réponse à cette étape")},
	[COMMAND_HOME] = {"accueil", N_("accueil : l'écran de départ")},
	[COMMAND_SCREENS] = {"ecrans", N_("écrans : continuer en plein écran")},
	[COMMAND_QUIT] = {"quitter", N_("quitter : sortir ; le carnet garde la place")},
	[COMMAND_HELP] = {"aide", N_("aide, ou ? : cette liste")},
};

/* What people type for them: only where nothing else there reads so. */
static const struct {
	const char *folded;
	enum command command;
} others[] = {
	{"stop", COMMAND_QUIT},    {"sortir", COMMAND_QUIT}, {"exit", COMMAND_QUIT},
	{"q", COMMAND_QUIT},       {"quit", COMMAND_QUIT},   {"precedent", COMMAND_BACK},
	{"revenir", COMMAND_BACK}, {"menu", COMMAND_HOME},   {"help", COMMAND_HELP},
};

static const char *const onward[] = {"suivant", "suite", "continuer", "ok"};

static void add_key(struct buf *key, struct str s)
{
	struct buf folded = {0};
	uint32_t rune;
	utf8_add_folded(&folded, s);
	for (size_t at = 0; at < folded.len;) {
		at += utf8_decode(buf_str(&folded), at, &rune);
		if (!rune_is_blank(rune)) {
			buf_add_rune(key, rune);
		}
	}
	buf_finish(&folded);
}

bool words_same(struct str typed, struct str label)
{
	struct buf a = {0}, b = {0};
	add_key(&a, typed);
	add_key(&b, label);
	bool same = a.len > 0 && str_eq(buf_str(&a), buf_str(&b));
	buf_finish(&a);
	buf_finish(&b);
	return same;
}

/* Folded, each run of blanks as one space. */
static void add_spaced(struct buf *out, struct str s)
{
	struct buf folded = {0};
	uint32_t rune;
	utf8_add_folded(&folded, s);
	for (size_t at = 0; at < folded.len;) {
		at += utf8_decode(buf_str(&folded), at, &rune);
		if (!rune_is_blank(rune)) {
			buf_add_rune(out, rune);
		} else if (out->len > 0 && out->ptr[out->len - 1] != ' ') {
			buf_addc(out, ' ');
		}
	}
	buf_finish(&folded);
}

/* A word of the text begins so. */
static bool has_beginning(struct str text, struct str beginning)
{
	bool is_inside = false;
	uint32_t rune;
	for (size_t at = 0; at < text.len;) {
		if (!is_inside && str_starts(str_slice(text, at, beginning.len), beginning)) {
			return true;
		}
		at += utf8_decode(text, at, &rune);
		is_inside = rune_is_letter(rune) || (rune >= '0' && rune <= '9');
	}
	return false;
}

bool words_have(struct str text, struct str typed)
{
	struct buf hay = {0}, needles = {0};
	add_spaced(&hay, text);
	add_spaced(&needles, typed);
	struct str rest = str_trim(buf_str(&needles));
	bool has = rest.len > 0;
	while (has && rest.len > 0) {
		size_t space = str_find(rest, STR(" "), 0);
		struct str needle = str_slice(rest, 0, space);
		has = has_beginning(buf_str(&hay), needle);
		rest = str_trim(str_slice(rest, needle.len, rest.len));
	}
	buf_finish(&hay);
	buf_finish(&needles);
	return has;
}

bool words_are(struct str line, const char *word)
{
	return words_same(line, str_from(word));
}

enum command words_read(struct str line)
{
	struct buf key = {0};
	enum command found = COMMAND_NONE;
	add_key(&key, line);
	if (str_eq(buf_str(&key), STR("?"))) {
		found = COMMAND_HELP;
	}
	for (int i = COMMAND_NONE + 1; i < COMMAND_N && found == COMMAND_NONE; i++) {
		if (str_eq(buf_str(&key), str_from(words[i].folded))) {
			found = (enum command)i;
		}
	}
	buf_finish(&key);
	return found;
}

enum command words_meant(struct str line)
{
	enum command found = words_read(line);
	for (size_t i = 0; i < sizeof others / sizeof others[0] && found == COMMAND_NONE; i++) {
		if (words_are(line, others[i].folded)) {
			found = others[i].command;
		}
	}
	return found;
}

bool words_go_on(struct str line)
{
	for (size_t i = 0; i < sizeof onward / sizeof onward[0]; i++) {
		if (words_are(line, onward[i])) {
			return true;
		}
	}
	return false;
}

bool words_begin(struct str typed, struct str label)
{
	struct buf a = {0}, b = {0};
	add_key(&a, typed);
	add_key(&b, label);
	bool begins = utf8_n_runes(buf_str(&a)) >= BEGINNING_MIN_RUNES &&
	              str_starts(buf_str(&b), buf_str(&a));
	buf_finish(&a);
	buf_finish(&b);
	return begins;
}

const char *command_help(enum command command)
{
	return _(words[command].help);
}

/* A number made of ASCII digits from *at on. */
static bool take_number(struct str s, size_t *at, uint32_t *ret_number)
{
	size_t from = *at;
	uint32_t number = 0;
	while (*at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '9' && number < NUMBER_MAX) {
		number = number * 10 + (uint32_t)(s.ptr[(*at)++] - '0');
	}
	*ret_number = number;
	return *at > from && number < NUMBER_MAX;
}

/* Without what stands around it; blanks as wide as they come. */
static struct str without(struct str s, struct str before, struct str after)
{
	static const char *const blanks[] = {"\u00A0", "\u202F"};
	if (!str_starts(s, before) || !str_ends(s, after) || s.len < before.len + after.len) {
		return s;
	}
	s = str_trim(str_slice(s, before.len, s.len - before.len - after.len));
	for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
		struct str blank = str_from(blanks[i]);
		s = str_starts(s, blank) ? str_slice(s, blank.len, s.len) : s;
		s = str_ends(s, blank) ? str_slice(s, 0, s.len - blank.len) : s;
	}
	return s;
}

bool words_number(struct str line, uint32_t *ret_number)
{
	size_t at = 0;
	line = without(str_trim(line), STR("«"), STR("»"));
	line = without(line, STR("\""), STR("\""));
	line = without(without(line, STR("n°"), STR("")), STR("N°"), STR(""));
	line = without(without(line, STR(""), STR(".")), STR(""), STR(")"));
	return take_number(line, &at, ret_number) && at == line.len;
}

/* Passes what may stand between two numbers; how much. */
static size_t skip_between(struct str s, size_t at)
{
	size_t from = at;
	while (at < s.len) {
		uint32_t rune;
		size_t len = utf8_decode(s, at, &rune);
		if (str_starts(str_slice(s, at, s.len), STR("et")) && at > from) {
			at += 2;
		} else if (rune == ',' || rune == ';' || rune_is_blank(rune)) {
			at += len;
		} else {
			break;
		}
	}
	return at - from;
}

bool words_numbers(struct arena *arena, struct str line, uint32_t **ret_list, uint32_t *ret_n)
{
	line = str_trim(line);
	uint32_t *list = arena_array(arena, line.len / 2 + 1, sizeof *list);
	uint32_t n = 0;
	for (size_t at = 0; at < line.len;) {
		if (!take_number(line, &at, &list[n])) {
			return false;
		}
		n++;
		size_t between = skip_between(line, at);
		if (between == 0 && at < line.len) {
			return false;
		}
		at += between;
	}
	*ret_list = list;
	*ret_n = n;
	return n > 0;
}

bool words_are_arrows(struct str line)
{
	size_t at = 0;
	line = str_trim(line);
	while (at + 2 < line.len && line.ptr[at] == '\033' &&
	       (line.ptr[at + 1] == '[' || line.ptr[at + 1] == 'O') && line.ptr[at + 2] >= 'A' &&
	       line.ptr[at + 2] <= 'H') {
		at += 3;
	}
	return at > 0 && at == line.len;
}

struct str words_literal(struct str line)
{
	return str_starts(line, STR("\\")) ? str_slice(line, 1, line.len) : line;
}

void words_clean(struct buf *out, struct str line)
{
	uint32_t rune;
	if (str_ends(line, STR("\r"))) {
		line.len--;
	}
	for (size_t at = 0; at < line.len;) {
		at += utf8_decode(line, at, &rune);
		buf_add_rune(out, rune);
	}
}

struct str words_quoted(struct arena *arena, struct str line)
{
	struct buf b = {0};
	size_t end = utf8_offset(line, QUOTED_MAX_RUNES);
	sanitise_line(&b, str_slice(line, 0, end));
	if (end < line.len) {
		buf_add(&b, STR("…"));
	}
	struct str quoted = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return quoted;
}
