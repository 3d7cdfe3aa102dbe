/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that YAML reads well and the format doesn't: the line as it should be written. */
#include "traps.h"

#include "i18n.h"
#include "schema.h"
#include "trap_outline.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

static size_t column_of(const struct source *src, uint32_t line, uint32_t col)
{
	return source_offset(src, line, col) - source_line_at(src, line);
}

void trap_fix_value(struct diags *d, const struct sources *sources, struct diag *to_fix,
                    const struct node *value, struct str instead)
{
	const struct source *src = &sources->list[value->file];
	bool is_on_line = value->kind == NODE_SCALAR && value->end_line == value->line;
	if (!is_on_line || diags_is_full(d)) {
		return;
	}
	size_t from = column_of(src, value->line, value->col);
	size_t to = column_of(src, value->line, value->end_col);
	bool is_quoted = value->style != NODE_PLAIN && to > from + 1;
	from += is_quoted;
	to -= is_quoted;
	write_fix(d, to_fix, (struct edit){source_line(src, value->line), from, to, instead});
}

bool trap_single_name(struct diags *d, const struct sources *sources, const struct node *value)
{
	const struct node *only = value->first;
	bool is_map = value->kind == NODE_MAP && only != NULL && only->next != NULL &&
	              only->next->next == NULL && node_is_empty(only->next);
	bool is_list = value->kind == NODE_LIST && only != NULL && only->next == NULL;
	if (value->style != NODE_FLOW || (!is_map && !is_list) || only->kind != NODE_SCALAR ||
	    only->line != value->line || !is_word(only->text) || diags_is_full(d)) {
		return false;
	}
	const struct source *src = &sources->list[value->file];
	struct str line = source_line(src, value->line);
	size_t from = column_of(src, value->line, value->col);
	size_t to = str_find(line, is_map ? STR("}") : STR("]"), from);
	struct diag *told =
		diags_add(d, DIAG_PAR23, node_span(value),
	                  _("il faut ici un seul nom, sans accolades ni crochets : « %.*s »"),
	                  STR_ARG(only->text));
	if (to != SIZE_MAX) {
		write_fix(d, told, (struct edit){line, from, to + 1, only->text});
	}
	return true;
}

bool trap_list_in_text(struct diags *d, const struct sources *sources, const struct node *value)
{
	const struct source *src = &sources->list[value->file];
	if (value->kind != NODE_LIST || value->style == NODE_FLOW || value->line < 2 ||
	    diags_is_full(d)) {
		return false;
	}
	struct str line = source_line(src, value->line - 1);
	struct entry e = entry_read(line);
	struct str key =
		e.colon == SIZE_MAX ? (struct str){0} : str_slice(line, e.body, e.colon - e.body);
	if (e.value != e.end || key_use_of(str_trim(key)) != KEY_TEXT) {
		return false;
	}
	struct span span = {value->file, value->line - 1,
	                    (uint32_t)utf8_n_runes(str_slice(line, 0, e.body)) + 1,
	                    (uint32_t)utf8_n_runes(key) + 1};
	struct diag *told = diags_add(
		d, DIAG_PAR23, span,
		_("il manque « | » après « %.*s: » : un texte qui a des tirets est à la ligne"),
		STR_ARG(key));
	write_fix(d, told, (struct edit){line, e.colon + 1, line.len, STR(" |")});
	return true;
}

bool trap_single_way(struct diags *d, const struct sources *sources, const struct node *value)
{
	if (value->kind != NODE_SCALAR || value->end_line != value->line || diags_is_full(d)) {
		return false;
	}
	struct diag *told =
		diags_add(d, DIAG_PAR23, node_span(value),
	                  _("« suite » est une liste de cas ; pour aller toujours au même endroit, "
	                    "écrivez « vers: %.*s »"),
	                  STR_ARG(value->text));
	struct str line = source_line(&sources->list[value->file], value->line);
	struct entry e = entry_read(line);
	struct str word =
		e.colon == SIZE_MAX ? (struct str){0} : str_slice(line, e.body, e.colon - e.body);
	if (schema_find_key(&step_schema, word) == schema_find_key(&step_schema, STR("suite"))) {
		write_fix(d, told, (struct edit){line, e.body, e.colon, STR("vers")});
	}
	return true;
}

/* --- Choices with dashes ------------------------------------------------------------------------
 */

/* The first words of a label as a name; nothing where none can be made. */
static void add_name_of(struct buf *out, struct str label)
{
	struct buf folded = {0};
	utf8_add_folded(&folded, label);
	schema_mend_id(out, buf_str(&folded));
	buf_finish(&folded);
}

static bool is_line_item(const struct node *item)
{
	return item->kind == NODE_SCALAR && item->end_line == item->line;
}

/* All lines of the list, each with its name in place of the dash. False where one has none. */
static bool add_named_lines(struct buf *out, const struct source *src, const struct node *list)
{
	uint32_t line = list->line;
	for (const struct node *item = list->first; item != NULL; item = item->next) {
		struct str text = source_line(src, item->line);
		struct entry e = entry_read(text);
		size_t len = out->len + (item == list->first ? 0 : 1);
		if (!is_line_item(item) || item->line != line++ || e.body == e.indent) {
			return false;
		}
		buf_addf(out, "%s%*s", item == list->first ? "" : "\n", (int)e.indent, "");
		add_name_of(out, item->text);
		if (out->len == len + e.indent) {
			return false;
		}
		buf_add(out, STR(": "));
		buf_add(out, str_slice(text, e.body, text.len));
	}
	return true;
}

/* `[oui, non]` on one line, as a map between braces. */
static void fix_brackets(struct diags *d, struct diag *told, const struct source *src,
                         const struct node *list)
{
	struct str line = source_line(src, list->line);
	struct buf pairs = {0};
	bool well = true;
	size_t from = column_of(src, list->line, list->col), to = from;
	for (const struct node *item = list->first; item != NULL && well; item = item->next) {
		well = is_line_item(item) && item->line == list->line;
		if (!well) {
			break;
		}
		size_t at = column_of(src, item->line, item->col);
		size_t len = pairs.len;
		to = column_of(src, item->line, item->end_col);
		add_name_of(&pairs, item->text);
		well = pairs.len > len;
		buf_addf(&pairs, ": %.*s%s", (int)(to - at), line.ptr + at,
		         item->next != NULL ? ", " : "}");
	}
	to = str_find(line, STR("]"), to);
	if (well && to != SIZE_MAX) {
		struct buf map = {0};
		buf_addf(&map, "{%.*s", STR_ARG(buf_str(&pairs)));
		write_fix(d, told, (struct edit){line, from, to + 1, buf_str(&map)});
		buf_finish(&map);
	}
	buf_finish(&pairs);
}

/* --- Choices without names ---------------------------------------------------------------------
 */

/* After a bullet or a number: `• `, `– `, `1. `, `2) `, `a) `. */
static struct str without_bullet(struct str line)
{
	static const char *const bullets[] = {"•", "–", "—", "·", "*", "-", "→", "◦", "▪", "o "};
	struct str text = str_trim(line);
	for (size_t i = 0; i < sizeof bullets / sizeof bullets[0]; i++) {
		if (str_starts(text, str_from(bullets[i]))) {
			struct str bullet = str_from(bullets[i]);
			return str_trim(str_slice(text, bullet.len, text.len));
		}
	}
	size_t at = 0;
	while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') {
		at++;
	}
	bool is_numbered = at > 0 && at < text.len && (text.ptr[at] == '.' || text.ptr[at] == ')');
	return is_numbered ? str_trim(str_slice(text, at + 1, text.len)) : text;
}

enum {
	NAME_BYTES = 30, /* of a name that is made of a label: it is to be typed again */
};

/* `je-ne-sais-pas: Je ne sais pas`. False where the label gives no name. */
static bool add_choice_line(struct buf *out, size_t indent, struct str label)
{
	struct buf name = {0};
	uint32_t first = 0;
	add_name_of(&name, label);
	while (name.len > NAME_BYTES && memchr(name.ptr, '-', name.len) != NULL) {
		buf_cut(&name, name.len - 1);
		while (name.len > 0 && name.ptr[name.len - 1] != '-') {
			buf_cut(&name, name.len - 1);
		}
		buf_cut(&name, name.len > 0 ? name.len - 1 : 0);
	}
	if (name.len > 0) {
		utf8_decode(buf_str(&name), 0, &first);
	}
	bool needs_quotes = label.len == 0 || str_find(label, STR(":"), 0) != SIZE_MAX ||
	                    str_find(label, STR("#"), 0) != SIZE_MAX ||
	                    strchr("@`%&*!|>[]{},\"'-?", label.ptr[0]) != NULL;
	buf_addf(out, "%s%*s%.*s: ", out->len > 0 ? "\n" : "", (int)indent, "",
	         STR_ARG(buf_str(&name)));
	if (needs_quotes) {
		write_scalar(out, label, WRITE_IN_BLOCK, indent + WRITE_INDENT);
	} else {
		buf_add(out, label);
	}
	buf_finish(&name);
	return rune_is_letter(first);
}

/* Below the key, a line each. */
static bool add_choices_below(struct buf *out, const struct source *src, const struct node *value,
                              size_t indent, struct str *ret_first)
{
	bool well = true;
	for (uint32_t line = value->line; line <= value->end_line; line++) {
		struct str item = without_bullet(source_line(src, line));
		*ret_first = line == value->line ? item : *ret_first;
		well = add_choice_line(out, indent, item) && well;
	}
	return well;
}

/* On the key's line, between commas. */
static bool add_choices_beside(struct buf *out, struct str rest, size_t indent,
                               struct str *ret_first)
{
	bool well = true;
	for (size_t at = 0; at < rest.len;) {
		size_t comma = str_find(rest, STR(","), at);
		size_t end = comma == SIZE_MAX ? rest.len : comma;
		struct str item = str_trim(str_slice(rest, at, end - at));
		*ret_first = at == 0 ? item : *ret_first;
		well = add_choice_line(out, indent, item) && well;
		at = end + 1;
	}
	return well;
}

bool trap_plain_choices(struct diags *d, const struct sources *sources, const struct node *value)
{
	if (value->kind != NODE_SCALAR || value->text.len == 0 || value->style != NODE_PLAIN) {
		return false;
	}
	const struct source *src = &sources->list[value->file];
	struct str line = source_line(src, value->line), first = {0};
	struct entry e = entry_read(line);
	struct buf lines = {0};
	bool is_beside = e.colon != SIZE_MAX && e.value < e.end, well = false;
	if (!is_beside && e.colon == SIZE_MAX) {
		well = add_choices_below(&lines, src, value, e.indent, &first);
	} else if (is_beside && value->end_line == value->line) {
		buf_add(&lines, str_slice(line, 0, e.colon + 1));
		well = add_choices_beside(&lines, str_slice(line, e.value, e.end - e.value),
		                          e.body + WRITE_INDENT, &first);
	}
	if (well) {
		struct buf name = {0};
		add_name_of(&name, first);
		struct diag *told = diags_add(d, DIAG_PAR23, node_span(value),
		                              _("chaque choix a sa ligne, et devant ses "
		                                "deux-points un nom court : « %.*s: %.*s »"),
		                              STR_ARG(buf_str(&name)), STR_ARG(first));
		write_set_fix(d, told, line, buf_str(&lines));
		buf_finish(&name);
	}
	buf_finish(&lines);
	return well;
}

bool trap_dashed_choices(struct diags *d, const struct sources *sources, const struct node *list)
{
	if (list->kind != NODE_LIST || list->first == NULL || !is_line_item(list->first)) {
		return false;
	}
	struct buf name = {0}, lines = {0};
	add_name_of(&name, list->first->text);
	if (name.len == 0) {
		buf_finish(&name);
		return false;
	}
	struct diag *told = diags_add(d, DIAG_PAR23, node_span(list),
	                              _("chaque choix a sa clé, un nom court, et pas de tiret ni "
	                                "de crochet : « %.*s: %.*s »"),
	                              STR_ARG(buf_str(&name)), STR_ARG(list->first->text));
	const struct source *src = &sources->list[list->file];
	if (list->style == NODE_FLOW && !diags_is_full(d)) {
		fix_brackets(d, told, src, list);
	} else if (!diags_is_full(d) && add_named_lines(&lines, src, list)) {
		write_set_fix(d, told, source_line(src, list->line), buf_str(&lines));
	}
	buf_finish(&name);
	buf_finish(&lines);
	return true;
}
