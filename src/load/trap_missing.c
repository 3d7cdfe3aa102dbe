/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that lack what makes them a key, an item, or lines of a text. */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

/* --- Lines that left a text ------------------------------------------------------------------ */

/* `clé :`, as typography wants it and YAML bears it, of the format. */
static bool is_spaced_key(struct str text, const struct entry *e)
{
	return e->colon != SIZE_MAX &&
	       key_use_of(str_trim(str_slice(text, e->body, e->colon - e->body))) != KEY_UNKNOWN;
}

/* All lines that left together, put back under `|`. */
static void fix_left_lines(const struct scene *s, struct diag *told, const struct scene_line *l,
                           size_t indent)
{
	struct buf lines = {0};
	size_t kept = 0;
	for (uint32_t line = l->line; line <= s->src->n_lines && lines.len <= WRITE_MAX_BYTES;
	     line++) {
		struct str text = source_line(s->src, line);
		struct entry e = entry_read(text);
		if (line > l->line && !line_is_blank(text) &&
		    (entry_is_key(text, &e) || is_spaced_key(text, &e) || e.indent >= indent)) {
			break;
		}
		struct str trimmed = str_trim(text);
		buf_addf(&lines, "%s%*s%.*s", line > l->line ? "\n" : "",
		         trimmed.len > 0 ? (int)indent : 0, "", STR_ARG(trimmed));
		kept = trimmed.len > 0 ? lines.len : kept;
	}
	write_fix(s->d, told,
	          (struct edit){l->text, 0, l->text.len, str_slice(buf_str(&lines), 0, kept)});
	buf_finish(&lines);
}

/*
 * The first line of those that left with `l`, where some of them hold a colon and passed for keys:
 * the one under `|`. False where `l` stands under no such text.
 */
static bool first_left(const struct scene *s, const struct scene_line *l, struct scene_line *ret)
{
	uint32_t first = l->line;
	for (uint32_t line = l->line - 1; line > 0; line--) {
		struct str text = source_line(s->src, line);
		struct entry e = entry_read(text);
		if (line_is_blank(text)) {
			continue;
		}
		if (entry_is_key(text, &e)) {
			bool is_bar = e.end == e.value + 1 && strchr("|>", text.ptr[e.value]);
			scene_look(s, first, ret);
			return is_bar && first < l->line;
		}
		if (e.indent != l->entry.indent) {
			return false;
		}
		first = line;
	}
	return false;
}

/* --- A text without its `|` ------------------------------------------------------------------ */

static struct str without_last_blanks(struct str s)
{
	while (s.len > 0 && strchr(" \t\r\n", s.ptr[s.len - 1]) != NULL) {
		s.len--;
	}
	return s;
}

enum {
	LOOK_UP_LINES = 200, /* a text that is longer has its `|` */
};

/* The key above `l`, without a value of its own, that wants a text; 0: none. */
static uint32_t text_key_above(const struct scene *s, const struct scene_line *l)
{
	uint32_t lowest = l->line > LOOK_UP_LINES ? l->line - LOOK_UP_LINES : 1;
	for (uint32_t line = l->line - 1; line >= lowest; line--) {
		struct scene_line above = {.text = source_line(s->src, line)};
		above.entry = entry_read(above.text);
		if (line_is_blank(above.text) || above.entry.indent >= l->entry.indent) {
			continue;
		}
		bool is_bare = above.entry.value == above.entry.end;
		return is_bare && scene_key_use(&above) == KEY_TEXT ? line : 0;
	}
	return 0;
}

bool trap_no_bar(const struct scene *s)
{
	const struct scene_line *l = scene_culprit(s);
	uint32_t key_line = text_key_above(s, l);
	if (key_line == 0 || l->before.in_block || entry_is_key(l->text, &l->entry)) {
		return false;
	}
	struct str key = source_line(s->src, key_line);
	struct entry e = entry_read(key);
	struct span span = {.file = s->file,
	                    .line = key_line,
	                    .col = (uint32_t)utf8_n_runes(str_slice(key, 0, e.body)) + 1};
	struct str word = str_slice(key, e.body, e.colon + 1 - e.body);
	span.n_runes = (uint32_t)utf8_n_runes(word);
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, span,
		_("il manque « | » après « %.*s » : son texte est à la ligne"), STR_ARG(word));
	struct buf fixed = {0};
	buf_addf(&fixed, "%.*s |", (int)e.colon + 1, key.ptr);
	for (uint32_t line = key_line + 1; line <= s->src->n_lines && fixed.len <= WRITE_MAX_BYTES;
	     line++) {
		struct str text = source_line(s->src, line);
		if (!line_is_blank(text) && line_indent(text) <= e.body) {
			break;
		}
		buf_addf(&fixed, "\n%.*s", STR_ARG(text));
	}
	write_set_fix(s->d, told, key, without_last_blanks(buf_str(&fixed)));
	buf_finish(&fixed);
	return true;
}

/* --- A line without colon -------------------------------------------------------------------- */

static struct str first_word(const struct scene_line *l)
{
	size_t end = l->entry.body;
	while (end < l->text.len && strchr(" \t:", l->text.ptr[end]) == NULL) {
		end++;
	}
	return str_slice(l->text, l->entry.body, end - l->entry.body);
}

/* The text above was cut by a `#`, so this line hangs in the air. */
static bool tell_cut_above(const struct scene *s, const struct scene_line *l)
{
	uint32_t line = l->line - 1;
	while (line > 0 && line_is_blank(source_line(s->src, line))) {
		line--;
	}
	struct scene_line above;
	if (line == 0 || l->before.text_line == 0) {
		return false;
	}
	scene_look(s, line, &above);
	size_t cut = line_comment(above.text, above.entry.indent);
	bool is_cut = cut < above.entry.end && cut > above.entry.value && l->entry.indent > 0;
	if (!is_cut || l->before.in_block) {
		return false;
	}
	struct diag *told = trap_tell_cut(
		s, scene_span(s, &above, cut, cut + 1),
		_("pour YAML, ce qui suit « # » est un commentaire, qui coupe ici le texte"));
	scene_look(s, l->before.text_line, &above);
	scene_fix_text(s, told, &above);
	return true;
}

bool trap_cut_above(const struct scene *s)
{
	return s->here.at == s->here.entry.indent && tell_cut_above(s, &s->here);
}

enum {
	SHORT_WORD_BYTES = 4, /* « de », « à », « note »: words of any text, although keys too */
};

static void tell_colon_after(const struct scene *s, const struct scene_line *l, struct str word)
{
	size_t end = l->entry.body + word.len;
	struct diag *told = diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.body, end),
	                              _("il manque les deux-points après « %.*s »"), STR_ARG(word));
	size_t value = line_skip_blanks(l->text, end);
	write_fix(s->d, told,
	          (struct edit){l->text, end, value, value < l->text.len ? STR(": ") : STR(":")});
}

/* A word alone with deeper lines below is their key. */
static bool tell_key_of_lines(const struct scene *s, const struct scene_line *l, struct str word)
{
	uint32_t line = l->line + 1;
	while (line < s->src->n_lines && line_is_blank(source_line(s->src, line))) {
		line++;
	}
	struct str below = source_line(s->src, line);
	struct entry e = entry_read(below);
	bool is_alone = is_word(word) && word.len == l->entry.end - l->entry.body;
	if (!is_alone || e.indent <= l->entry.indent || !entry_is_key(below, &e)) {
		return false;
	}
	tell_colon_after(s, l, word);
	return true;
}

/* `fin` alone, in the column of its step's keys: no text is just that. */
static bool tell_key_alone(const struct scene *s, const struct scene_line *l, struct str word)
{
	static const struct {
		const char *key, *whole;
	} usual[] = {{"fin", "fin: réussie"},
	             {"retour", "retour: oui"},
	             {"facultatif", "facultatif: oui"}};

	bool is_beside = false;
	for (uint32_t i = 0; i < l->before.n_levels; i++) {
		is_beside = is_beside || (!l->before.levels[i].is_list &&
		                          (size_t)l->before.levels[i].col == l->entry.indent);
	}
	bool is_alone = word.len == l->entry.end - l->entry.body;
	if (!is_beside || !is_alone || key_use_of(word) == KEY_UNKNOWN) {
		return false;
	}
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, l, l->entry.body, l->entry.end),
		_("il manque les deux-points et une valeur après « %.*s »"), STR_ARG(word));
	for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
		if (str_eq(word, str_from(usual[i].key))) {
			write_fix(s->d, told,
			          (struct edit){l->text, l->entry.body, l->entry.end,
			                        str_from(usual[i].whole)});
		}
	}
	return true;
}

/* `clé valeur` */
static bool tell_missing_colon(const struct scene *s, const struct scene_line *l)
{
	struct str word = first_word(l);
	bool may_be_prose = l->before.in_plain && word.len <= SHORT_WORD_BYTES;
	if (tell_key_of_lines(s, l, word) || tell_key_alone(s, l, word)) {
		return true;
	}
	if (l->entry.colon != SIZE_MAX || may_be_prose || !is_word(word) || word_is_upper(word) ||
	    key_use_of(word) == KEY_UNKNOWN) {
		return false;
	}
	tell_colon_after(s, l, word);
	return true;
}

/* --- A text that a line leaves --------------------------------------------------------------- */

/* More of the text that left stands below `l`, in its column. */
static bool is_among_left(const struct scene *s, const struct scene_line *l)
{
	uint32_t line = l->line + 1;
	if (line > s->src->n_lines || line_is_blank(source_line(s->src, line))) {
		return false;
	}
	struct str below = source_line(s->src, line);
	struct entry e = entry_read(below);
	return e.indent == l->entry.indent && !entry_is_key(below, &e) && !is_spaced_key(below, &e);
}

/* `vers envie` in the column of the text's key: a short word begins prose too, so one word must
 * be all that follows it. */
static bool tell_key_after_text(const struct scene *s, const struct scene_line *l)
{
	struct str word = first_word(l);
	struct str rest = str_trim(str_slice(l->text, l->entry.body + word.len, l->text.len));
	bool may_be_prose = word.len <= SHORT_WORD_BYTES && !is_word(rest);
	return !may_be_prose && !is_among_left(s, l) && tell_missing_colon(s, l);
}

bool trap_left_text(const struct scene *s)
{
	struct scene_line first;
	const struct scene_line *l = scene_culprit(s);
	if (!entry_is_key(l->text, &l->entry) && first_left(s, l, &first)) {
		l = &first;
	}
	const struct outline *o = &l->before;
	if (!o->in_block || outline_in_text(o, l->text) || entry_is_key(l->text, &l->entry)) {
		return false;
	}
	size_t parent = o->parent > 0 ? (size_t)o->parent : 0;
	if (l->entry.indent == parent && tell_key_after_text(s, l)) {
		return true;
	}
	size_t indent =
		o->block_indent != OUTLINE_NO_COL ? (size_t)o->block_indent : parent + WRITE_INDENT;
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
		_("cette ligne sort du texte commencé ligne %u : mettez-la en retrait, comme lui"),
		o->text_line);
	fix_left_lines(s, told, l, indent);
	return true;
}

/* --- Without dash or key --------------------------------------------------------------------- */

void trap_tell_no_dash(const struct scene *s, const struct scene_line *l, uint32_t list_line)
{
	struct diag *told = diags_add(
		s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
		_("cette ligne est dans la liste de la ligne %u et n'a pas de tiret"), list_line);
	size_t dash = entry_read(source_line(s->src, list_line)).indent;
	struct buf head = {0};
	buf_addf(&head, "%*s- ", (int)dash, "");
	write_fix(s->d, told, (struct edit){l->text, 0, l->entry.indent, buf_str(&head)});
	buf_finish(&head);
}

/* The text of the line above goes on, but not in its column. */
static bool tell_text_not_indented(const struct scene *s, const struct scene_line *l)
{
	if (!l->before.in_plain || l->entry.colon != SIZE_MAX || l->entry.body > l->entry.indent) {
		return false;
	}
	struct str above = source_line(s->src, l->before.text_line);
	struct entry e = entry_read(above);
	if (e.colon == SIZE_MAX && e.body > e.indent && e.indent == l->entry.indent) {
		trap_tell_no_dash(s, l, l->before.text_line);
		return true;
	}
	struct diag *told =
		diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
	                  _("si cette ligne continue le texte de la ligne %u, mettez-la en retrait "
	                    "; sinon, il lui manque « clé: »"),
	                  l->before.text_line);
	scene_fix_indent(s, told, l, e.body + WRITE_INDENT);
	return true;
}

void trap_tell_no_colon(const struct scene *s, const struct scene_line *l)
{
	if (habit_tell(s, l) || tell_missing_colon(s, l) || tell_cut_above(s, l) ||
	    tell_text_not_indented(s, l)) {
		return;
	}
	diags_add(s->d, DIAG_PAR06, scene_span(s, l, l->entry.indent, l->entry.end),
	          _("cette ligne n'a pas de clé : écrivez « clé: valeur » ; si c'est un texte, "
	            "mettez « | » après la clé au-dessus et le texte en retrait"));
}

bool trap_no_colon(const struct scene *s)
{
	trap_tell_no_colon(s, &s->start);
	return true;
}
