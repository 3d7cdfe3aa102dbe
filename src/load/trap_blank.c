/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blanks that nobody sees where only ordinary spaces may stand: tabs, no-break spaces. */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

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
	/* A no-break space after an ordinary one is the text's own. */
	bool is_key = after.len > 0 || ret->value == line.len;
	bool is_odd = str_trim(before).len > 0 || (after.len > 0 && line_odd_blank(after, 0) > 0);
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
	struct diag *told = is_before ? diags_add(d, DIAG_PAR05, line_span,
	                                          _("une espace insécable entre la clé « %.*s » et "
	                                            "ses deux-points : ôtez-la"),
	                                          STR_ARG(word))
	                              : diags_add(d, DIAG_PAR05, line_span,
	                                          _("une espace insécable après « %.*s: » : mettez "
	                                            "une espace ordinaire"),
	                                          STR_ARG(word));
	write_fix(d, told,
	          (struct edit){line, key->word_end, key->value,
	                        key->value < line.len ? STR(": ") : STR(":")});
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
		in_head ? _("cette ligne commence par une tabulation : mettez des espaces")
			: _("une tabulation à cet endroit : mettez une espace"));
	struct buf spaces = {0};
	buf_addf(&spaces, "%*s", in_head ? (int)(2 * to) : 1, "");
	write_fix(s->d, told, (struct edit){l->text, from, to, buf_str(&spaces)});
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
		_("cette ligne commence par une espace insécable : mettez des espaces ordinaires"));
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
