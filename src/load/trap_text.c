/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that need quotes. */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"

#include <string.h>

/* --- Colons -------------------------------------------------------------------------------- */

static void tell_colon(const struct scene *s, const struct scene_line *text)
{
	struct span span = scene_span(s, &s->here, s->here.at, s->here.at + 1);
	if (scene_key_use(text) == KEY_OTHER) {
		struct str key = str_slice(text->text, text->entry.body,
		                           text->entry.colon - text->entry.body);
		key = str_trim(key);
		diags_add(s->d, DIAG_PAR09, span,
		          _("ces deux-points sont de trop dans la valeur de « %.*s »"),
		          STR_ARG(key));
		return;
	}
	scene_fix_text(s,
	               diags_add(s->d, DIAG_PAR09, span,
	                         _("« : » dans un texte : mettez le texte entre guillemets")),
	               text);
}

/* Where the word begins that ends at `end`. */
static size_t word_before(struct str line, size_t end)
{
	while (end > 0 && strchr(" \t", line.ptr[end - 1]) == NULL) {
		end--;
	}
	return end;
}

/* `vers: b durée: 5 min`: a second key, behind a value that is no text. */
static bool tell_two_keys(const struct scene *s, const struct scene_line *l)
{
	size_t from = word_before(l->text, l->at);
	struct str word = str_slice(l->text, from, l->at - from);
	if (scene_key_use(l) != KEY_OTHER || from <= l->entry.value ||
	    key_use_of(word) == KEY_UNKNOWN) {
		return false;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, l, from, l->at),
		_("deux clés sur une même ligne : mettez « %.*s » à la ligne"), STR_ARG(word));
	struct buf between = {0};
	size_t end = from;
	while (l->text.ptr[end - 1] == ' ') {
		end--;
	}
	buf_addf(&between, "\n%*s", (int)l->entry.body, "");
	write_fix(s->d, told, (struct edit){l->text, end, from, buf_str(&between)});
	buf_finish(&between);
	return true;
}

/* `x: libellé: oui, vers: b}` */
static bool tell_no_brace(const struct scene *s, const struct scene_line *l)
{
	struct str value = str_slice(l->text, l->entry.value, l->entry.end - l->entry.value);
	bool is_map = is_word(str_slice(l->text, l->entry.value, l->at - l->entry.value));
	if (!is_map || !str_ends(value, STR("}")) || memchr(value.ptr, '{', value.len) != NULL) {
		return false;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.value, l->at),
	                              _("il manque « { » devant « %.*s: »"),
	                              (int)(l->at - l->entry.value), value.ptr);
	write_fix(s->d, told, (struct edit){l->text, l->entry.value, l->entry.value, STR("{")});
	return true;
}

/* `x: (libellé: oui, vers: b)`, `- (si: a = b, vers: c)` */
static bool tell_parentheses(const struct scene *s, const struct scene_line *l)
{
	bool is_item = l->entry.body > l->entry.indent && l->text.ptr[l->entry.body] == '(';
	size_t from = is_item ? l->entry.body : l->entry.value, to = l->entry.end;
	size_t colon = line_colon(l->text, from);
	bool is_map = l->text.ptr[from] == '(' && to > from && l->text.ptr[to - 1] == ')' &&
	              key_use_of(str_slice(l->text, from + 1, colon - from - 1)) != KEY_UNKNOWN;
	if (!is_map) {
		return false;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR06, scene_span(s, l, from, from + 1),
	                              _("mettez des accolades { } au lieu de ces parenthèses"));
	struct buf map = {0};
	buf_addf(&map, "{%.*s}", (int)(to - from - 2), l->text.ptr + from + 1);
	write_fix(s->d, told, (struct edit){l->text, from, to, buf_str(&map)});
	buf_finish(&map);
	return true;
}

/* `- si: a = b, vers: c`: two keys of an item on its line, without the braces; also `alors: c`. */
static bool tell_item_without_braces(const struct scene *s, const struct scene_line *l)
{
	size_t from = word_before(l->text, l->at), to = l->entry.end;
	struct str key = str_slice(l->text, l->entry.body, l->entry.colon - l->entry.body);
	struct str second = str_slice(l->text, from, l->at - from);
	bool is_item = l->entry.body > l->entry.indent && key_use_of(key) != KEY_UNKNOWN;
	bool is_then = str_eq(key, STR("si")) && is_word(second);
	size_t before = from;
	while (before > 0 && l->text.ptr[before - 1] == ' ') {
		before--;
	}
	bool is_known = key_use_of(second) != KEY_UNKNOWN;
	bool is_second = from > l->entry.value && strchr(",;", l->text.ptr[before - 1]) != NULL &&
	                 (is_then || is_known);
	if (!is_item || !is_second) {
		return false;
	}
	struct diag *told =
		diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.body, to),
	                  _("plusieurs clés sur une même ligne se mettent entre accolades { }"));
	struct buf map = {0};
	struct str rest = str_slice(l->text, l->at, to - l->at);
	buf_addf(&map, "{%.*s, %.*s%.*s}", (int)(before - 1 - l->entry.body),
	         l->text.ptr + l->entry.body, STR_ARG(is_known ? second : STR("vers")),
	         STR_ARG(rest));
	write_fix(s->d, told, (struct edit){l->text, l->entry.body, to, buf_str(&map)});
	buf_finish(&map);
	return true;
}

bool trap_colon(const struct scene *s)
{
	const struct scene_line *l = &s->here;
	if (l->at >= l->text.len || l->text.ptr[l->at] != ':') {
		return false;
	}
	if (l->before.in_plain && outline_in_text(&l->before, l->text)) {
		struct scene_line text;
		scene_look(s, l->before.text_line, &text);
		tell_colon(s, &text);
		return true;
	}
	if (l->entry.colon == SIZE_MAX || l->at <= l->entry.colon) {
		return false;
	}
	if (!tell_two_keys(s, l) && !tell_no_brace(s, l) && !tell_parentheses(s, l) &&
	    !tell_item_without_braces(s, l)) {
		tell_colon(s, l);
	}
	return true;
}

/* --- `#` ------------------------------------------------------------------------------------- */

/* Two findings with one cause: the warning goes. */
static void drop_warning_at(struct diags *d, struct span span)
{
	const struct diag *last = d->n > 0 ? &d->list[d->n - 1] : NULL;
	if (last != NULL && last->code == DIAG_PAR10 && last->span.file == span.file &&
	    last->span.line == span.line && last->span.col == span.col) {
		diags_drop_last(d);
	}
}

struct diag *trap_tell_cut(const struct scene *s, struct span span, const char *message)
{
	drop_warning_at(s->d, span);
	return diags_add(s->d, DIAG_PAR06, span, "%s", message);
}

/* --- Signs that begin something else ------------------------------------------------------- */

/* The line as a text from its body on: `@ Paris : demain` has no key. */
static struct scene_line as_text(struct scene_line l)
{
	bool is_word_key = l.entry.colon != SIZE_MAX &&
	                   is_word(str_slice(l.text, l.entry.body, l.entry.colon - l.entry.body));
	if (l.at == l.entry.body && !is_word_key) {
		l.entry.colon = SIZE_MAX;
		l.entry.value = l.entry.body;
	}
	return l;
}

/* The place is between braces or brackets. */
static bool is_in_flow(const struct scene_line *l)
{
	bool begins_flow = l->entry.value < l->at && (l->text.ptr[l->entry.value] == '{' ||
	                                              l->text.ptr[l->entry.value] == '[');
	return l->before.flow_depth > 0 || begins_flow;
}

static struct diag *tell_sign(const struct scene *s, const struct scene_line *l,
                              enum diag_code code, const char *message)
{
	struct str sign = str_slice(l->text, l->at, 1);
	struct span span = scene_span(s, l, l->at, l->at + 1);
	return diags_add(s->d, code, span,
	                 _("un texte ne commence pas par « %.*s » sans guillemets : %s"),
	                 STR_ARG(sign), message);
}

static void fix_sign(const struct scene *s, struct diag *told, const struct scene_line *l)
{
	if (is_in_flow(l)) {
		trap_fix_flow(s, told, l);
	} else {
		scene_fix_text(s, told, l);
	}
}

static const char *sign_meaning(char sign)
{
	switch (sign) {
	case '-':
		return _("pour YAML, ce signe commence une liste, et une liste s'écrit à la ligne");
	case '*':
	case '&':
	case '!':
		return _("pour YAML, c'est un renvoi ou une étiquette");
	default:
		return _("pour YAML, ce signe annonce autre chose");
	}
}

/* `carrefour: - un`: the list goes to the next line. */
static void fix_list(const struct scene *s, struct diag *told, const struct scene_line *l)
{
	struct buf below = {0};
	buf_addf(&below, "\n%*s", (int)l->entry.body + WRITE_INDENT, "");
	write_fix(s->d, told, (struct edit){l->text, l->entry.colon + 1, l->at, buf_str(&below)});
	buf_finish(&below);
}

/* Before a value that is no text, a sign is one too many; a dash begins a list. */
static void tell_sign_of_other(const struct scene *s, const struct scene_line *l)
{
	char sign = l->text.ptr[l->at];
	struct span span = scene_span(s, l, l->at, l->at + 1);
	struct str key = str_slice(l->text, l->entry.body, l->entry.colon - l->entry.body);
	if (sign == '-' && key_takes_lines(str_trim(key))) {
		fix_list(s,
		         diags_add(s->d, DIAG_PAR13, span,
		                   _("une liste commence à la ligne, un tiret par ligne")),
		         l);
		return;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR13, span,
	                              _("« %c » ne peut pas être ici : ôtez ce signe"), sign);
	size_t rest = line_skip_blanks(l->text, l->at + 1);
	write_fix(s->d, told, (struct edit){l->text, l->at, rest, STR("")});
}

bool trap_sign(const struct scene *s)
{
	struct scene_line l = as_text(s->start);
	static const char signs[] = "@`%&*!-?,]}|>";
	if (l.at >= l.text.len || strchr(signs, l.text.ptr[l.at]) == NULL) {
		return false;
	}
	if (l.at != l.entry.value && !is_in_flow(&l)) {
		return false;
	}
	if (!is_in_flow(&l) && scene_key_use(&l) == KEY_OTHER) {
		tell_sign_of_other(s, &l);
	} else {
		fix_sign(s, tell_sign(s, &l, DIAG_PAR13, sign_meaning(l.text.ptr[l.at])), &l);
	}
	return true;
}

bool trap_reference(const struct scene *s)
{
	struct scene_line l = as_text(s->here);
	if (l.at >= l.text.len || strchr("&*!", l.text.ptr[l.at]) == NULL) {
		return false;
	}
	fix_sign(s,
	         tell_sign(s, &l, DIAG_PAR07,
	                   _("pour YAML, c'est une ancre, un renvoi ou une étiquette, que safari "
	                     "n'emploie pas")),
	         &l);
	return true;
}

/*
 * The column of the word at `word` once the sign at `at` is gone: a blank may have come with
 * it, or all of them.
 */
static size_t column_without(const struct scene_line *l, size_t at, size_t word)
{
	size_t columns[] = {word - 1, word >= 2 ? word - 2 : 0, at};
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		for (uint32_t k = 0; k < l->before.n_levels; k++) {
			if ((size_t)l->before.levels[k].col == columns[i] && columns[i] >= at) {
				return columns[i];
			}
		}
	}
	return word - 1;
}

/* `{si: a, vers: b}` below `{si: …}`, without their dashes: all of them get one. */
static bool tell_no_dashes(const struct scene *s, const struct scene_line *l)
{
	uint32_t first = l->line;
	bool is_item = l->entry.end > l->entry.indent + 1 && l->text.ptr[l->entry.indent] == '{' &&
	               l->text.ptr[l->entry.end - 1] == '}';
	while (is_item && first > 1) {
		struct str above = source_line(s->src, first - 1);
		struct entry e = entry_read(above);
		if (e.indent != l->entry.indent || e.indent >= above.len ||
		    above.ptr[e.indent] != '{') {
			break;
		}
		first--;
	}
	if (!is_item || first == l->line) {
		return false;
	}
	struct scene_line head;
	struct buf lines = {0};
	scene_look(s, first, &head);
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, &head, head.entry.indent, head.entry.indent + 1),
		_("plusieurs accolades l'une sous l'autre font une liste : un tiret devant "
	          "chacune"));
	for (uint32_t line = first; line <= l->line; line++) {
		struct str text = source_line(s->src, line);
		buf_addf(&lines, "%s%*s- %.*s", line > first ? "\n" : "", (int)l->entry.indent, "",
		         STR_ARG(str_slice(text, l->entry.indent, text.len)));
	}
	write_set_fix(s->d, told, head.text, buf_str(&lines));
	buf_finish(&lines);
	return true;
}

/* A sign in front of `clé: `, which it spoils. */
static bool tell_stray_sign(const struct scene *s, const struct scene_line *l)
{
	static const char signs[] = "{}[]\"'@%`&*!|>,?:";
	size_t at = l->entry.indent;
	if (at >= l->text.len || strchr(signs, l->text.ptr[at]) == NULL) {
		return false;
	}
	size_t word = line_skip_blanks(l->text, at + 1);
	size_t colon = line_colon(l->text, word);
	bool is_key = colon != SIZE_MAX && is_word(str_slice(l->text, word, colon - word)) &&
	              !word_is_upper(str_slice(l->text, word, colon - word));
	bool is_flow = l->text.ptr[at] == '{' && str_ends(l->text, STR(","));
	if (!is_key || is_flow || l->before.flow_depth > 0) {
		return false;
	}
	struct diag *told = diags_add(s->d, DIAG_PAR06, scene_span(s, l, at, at + 1),
	                              _("« %c » est de trop devant « %.*s: »"), l->text.ptr[at],
	                              (int)(colon - word), l->text.ptr + word);
	struct buf head = {0};
	buf_addf(&head, "%*s", (int)column_without(l, at, word), "");
	write_fix(s->d, told, (struct edit){l->text, 0, word, buf_str(&head)});
	buf_finish(&head);
	return true;
}

bool trap_stray_sign(const struct scene *s)
{
	return tell_no_dashes(s, &s->start) || tell_no_dashes(s, &s->here) ||
	       tell_stray_sign(s, &s->start) || tell_stray_sign(s, &s->here);
}

/* --- `|` ------------------------------------------------------------------------------------ */

/* The indent of the line that follows, where it is deeper than the value's own line; else 0. */
static size_t indent_below(const struct scene *s, const struct scene_line *l)
{
	if (scene_last_of_text(s, l) == l->line) {
		return 0;
	}
	uint32_t line = l->line + 1;
	while (line_is_blank(source_line(s->src, line))) {
		line++;
	}
	return line_indent(source_line(s->src, line));
}

/* `texte: |` and a blank that nobody sees. */
static bool tell_blank_after_bar(const struct scene *s, const struct scene_line *l, size_t text)
{
	size_t used = text;
	while (used > 0 && (l->text.ptr[used - 1] & 0x80) != 0) {
		used--; /* back over the odd blanks: all that precedes them is ASCII */
	}
	if (text < l->text.len || used == text) {
		return false;
	}
	struct diag *told =
		diags_add(s->d, DIAG_PAR05, scene_span(s, l, used, text),
	                  _("une espace insécable après « %c » : ôtez-la"), l->text.ptr[l->at]);
	write_fix(s->d, told, (struct edit){l->text, used, text, STR("")});
	return true;
}

bool trap_block_header(const struct scene *s)
{
	const struct scene_line *l = &s->start;
	size_t text = l->at + 1;
	while (text < l->text.len && strchr("+-0123456789", l->text.ptr[text]) != NULL) {
		text++;
	}
	text = line_skip_blanks(l->text, text);
	if (tell_blank_after_bar(s, l, text)) {
		return true;
	}
	if (l->at != l->entry.value || text >= l->entry.end) {
		return false;
	}
	if (scene_key_use(l) == KEY_OTHER) {
		tell_sign_of_other(s, l);
		return true;
	}
	struct str sign = str_slice(l->text, l->at, 1);
	size_t indent = indent_below(s, l);
	if (indent == 0 && sign.ptr[0] == '>') {
		fix_sign(s, tell_sign(s, l, DIAG_PAR13, sign_meaning('>')), l);
		return true;
	}
	struct diag *told =
		diags_add(s->d, DIAG_PAR13, scene_span(s, l, l->at, l->entry.end),
	                  _("après « %.*s », le texte commence à la ligne suivante ; un texte qui "
	                    "commence par ce signe se met entre guillemets"),
	                  STR_ARG(sign));
	struct buf below = {0};
	struct str rest = str_slice(l->text, text, l->entry.end - text);
	buf_addf(&below, "%.*s\n%*s%.*s", STR_ARG(sign),
	         (int)(indent > 0 ? indent : l->entry.body + WRITE_INDENT), "", STR_ARG(rest));
	write_fix(s->d, told, (struct edit){l->text, l->at, l->text.len, buf_str(&below)});
	buf_finish(&below);
	return true;
}

bool trap_escape(const struct scene *s)
{
	const struct scene_line *l = &s->start;
	if (l->at != l->entry.value || l->at >= l->text.len || l->text.ptr[l->at] != '"') {
		return false;
	}
	struct diag *told =
		diags_add(s->d, DIAG_PAR06, scene_span(s, &s->here, s->here.at, s->here.at + 1),
	                  _("entre guillemets doubles, « \\ » est un signe à part : entourez ce "
	                    "texte d'apostrophes"));
	scene_fix_text(s, told, l);
	return true;
}
