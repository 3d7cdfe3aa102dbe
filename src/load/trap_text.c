/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that need quotes, and no-break spaces that stand where only ordinary ones may. */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

/* --- Blanks -------------------------------------------------------------------------------- */

bool odd_key_read(struct str line, struct odd_key *ret)
{
	size_t at = line_indent(line);
	while (at + 1 < line.len && line.ptr[at] == '-' && line.ptr[at + 1] == ' ') {
		at = line_skip_blanks(line, at + 1);
	}
	ret->word = at;
	while (at < line.len && strchr(" \t:\"'", line.ptr[at]) == NULL &&
	       line_odd_blank(line, at) == 0) {
		at++;
	}
	ret->word_end = at;
	ret->colon = line_skip_blanks(line, at);
	if (ret->colon >= line.len || line.ptr[ret->colon] != ':') {
		return false;
	}
	ret->value = line_skip_blanks(line, ret->colon + 1);
	struct str before = str_slice(line, at, ret->colon - at);
	struct str after = str_slice(line, ret->colon + 1, ret->value - ret->colon - 1);
	bool is_key = after.len > 0 || ret->value == line.len;
	bool is_odd = str_trim(before).len > 0 || str_trim(after).len > 0;
	return is_key && is_odd && is_word(str_slice(line, ret->word, at - ret->word));
}

void odd_key_tell(struct diags *d, struct span line_span, struct str line,
                  const struct odd_key *key)
{
	struct str word = str_slice(line, key->word, key->word_end - key->word);
	bool is_before = key->colon > key->word_end;
	size_t from = is_before ? key->word_end : key->colon + 1;
	size_t to = is_before ? key->colon : key->value;
	line_span.col = (uint32_t)utf8_n_runes(str_slice(line, 0, from)) + 1;
	line_span.n_runes = (uint32_t)utf8_n_runes(str_slice(line, from, to - from));
	struct diag *told =
		is_before ? diags_add(d, DIAG_PAR05, line_span,
	                              _("une espace insécable entre la clé « %.*s » et ses deux-points : "
	                                "ôtez-la"),
	                              STR_ARG(word))
			  : diags_add(d, DIAG_PAR05, line_span,
	                              _("une espace insécable après « %.*s: » : mettez une espace "
	                                "ordinaire"),
	                              STR_ARG(word));
	write_fix(d, told, line, key->word_end, key->value,
	          key->value < line.len ? STR(": ") : STR(":"));
}

static bool tell_tab(const struct scene *s, const struct scene_line *l)
{
	size_t head = line_skip_blanks(l->text, 0);
	bool in_head = memchr(l->text.ptr, '\t', head) != NULL;
	if (!in_head && (l->at >= l->text.len || l->text.ptr[l->at] != '\t')) {
		return false;
	}
	size_t from = in_head ? 0 : l->at;
	size_t to = line_skip_blanks(l->text, from);
	struct diag *told = diags_add(
		s->d, DIAG_PAR04, scene_span(s, l, from, to), "%s",
		in_head ? _("une tabulation dans le retrait : YAML veut des espaces")
			: _("une tabulation à cet endroit : YAML veut une espace"));
	struct buf spaces = {0};
	buf_addf(&spaces, "%*s", in_head ? (int)(2 * to) : 1, "");
	write_fix(s->d, told, l->text, from, to, buf_str(&spaces));
	buf_finish(&spaces);
	return true;
}

static bool tell_odd_head(const struct scene *s, const struct scene_line *l)
{
	size_t head = line_skip_blanks(l->text, 0);
	if (head == l->entry.indent) {
		return false;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR05, scene_span(s, l, l->entry.indent, head), "%s",
		_("une espace insécable dans le retrait : YAML veut des espaces ordinaires"));
	scene_fix_indent(s, told, l, utf8_n_runes(str_slice(l->text, 0, head)));
	return true;
}

static bool tell_odd_blanks(const struct scene *s, const struct scene_line *l)
{
	struct odd_key key;
	if (l->text.len == 0) {
		return false;
	}
	if (tell_tab(s, l) || tell_odd_head(s, l)) {
		return true;
	}
	if (outline_in_text(&l->before, l->text) || !odd_key_read(l->text, &key)) {
		return false;
	}
	odd_key_tell(s->d, scene_span(s, l, 0, 0), l->text, &key);
	return true;
}

bool trap_odd_blanks(const struct scene *s)
{
	return tell_odd_blanks(s, &s->start) || tell_odd_blanks(s, &s->here);
}

/* --- Colons -------------------------------------------------------------------------------- */

static void tell_colon(const struct scene *s, const struct scene_line *text)
{
	struct diag *told =
		diags_add(s->d, DIAG_PAR09, scene_span(s, &s->here, s->here.at, s->here.at + 1),
	                  _("« : » dans un texte : mettez le texte entre guillemets"));
	scene_fix_text(s, told, text);
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
	if (l->entry.colon != SIZE_MAX && l->at > l->entry.colon) {
		tell_colon(s, l);
		return true;
	}
	return false;
}

/* --- `#` ------------------------------------------------------------------------------------- */

/* Two findings with one cause: the warning goes. */
static void drop_warning_at(struct diags *d, struct span span)
{
	const struct diag *last = d->n > 0 ? &d->list[d->n - 1] : NULL;
	if (last != NULL && last->code == DIAG_PAR10 && last->span.file == span.file &&
	    last->span.line == span.line && last->span.col == span.col) {
		d->n--;
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

/* What the braces are called in which it stands; NULL where it stands in none. */
static bool is_in_flow(const struct scene_line *l)
{
	bool begins_flow = l->entry.value < l->at &&
		(l->text.ptr[l->entry.value] == '{' || l->text.ptr[l->entry.value] == '[');
	return l->before.flow_depth > 0 || begins_flow;
}

static void tell_sign(const struct scene *s, const struct scene_line *l, enum diag_code code,
                      const char *message)
{
	struct str sign = str_slice(l->text, l->at, 1);
	struct span span = scene_span(s, l, l->at, l->at + 1);
	struct diag *told =
		diags_add(s->d, code, span,
	                  _("un texte ne commence pas par « %.*s » sans guillemets : %s"), STR_ARG(sign),
	                  message);
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
	tell_sign(s, &l, DIAG_PAR13, sign_meaning(l.text.ptr[l.at]));
	return true;
}

bool trap_reference(const struct scene *s)
{
	struct scene_line l = as_text(s->here);
	if (l.at >= l.text.len || strchr("&*!", l.text.ptr[l.at]) == NULL) {
		return false;
	}
	tell_sign(s, &l, DIAG_PAR07,
	          _("pour YAML, c'est une ancre, un renvoi ou une étiquette, que safari n'emploie pas"));
	return true;
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

bool trap_block_header(const struct scene *s)
{
	const struct scene_line *l = &s->start;
	size_t text = l->at + 1;
	while (text < l->text.len && strchr("+-0123456789", l->text.ptr[text]) != NULL) {
		text++;
	}
	text = line_skip_blanks(l->text, text);
	if (l->at != l->entry.value || text >= l->entry.end) {
		return false;
	}
	struct str sign = str_slice(l->text, l->at, 1);
	size_t indent = indent_below(s, l);
	if (indent == 0 && sign.ptr[0] == '>') {
		tell_sign(s, l, DIAG_PAR13, sign_meaning('>'));
		return true;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR13, scene_span(s, l, l->at, l->entry.end),
		_("après « %.*s », le texte commence à la ligne suivante ; un texte qui commence par ce "
	          "signe se met entre guillemets"),
		STR_ARG(sign));
	struct buf below = {0};
	struct str rest = str_slice(l->text, text, l->entry.end - text);
	buf_addf(&below, "%.*s\n%*s%.*s", STR_ARG(sign),
	         (int)(indent > 0 ? indent : l->entry.body + 2), "", STR_ARG(rest));
	write_fix(s->d, told, l->text, l->at, l->text.len, buf_str(&below));
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
	                  _("entre guillemets doubles, « \\ » est un signe à part : entourez ce texte "
	                    "d'apostrophes"));
	scene_fix_text(s, told, l);
	return true;
}
