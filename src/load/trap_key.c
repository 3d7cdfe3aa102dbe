/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * YAML that libyaml reads without a word, as something else than was meant. The schema meets
 * a key that it doesn't know, or without a value, and asks here.
 */
#include "trap_scene.h"

#include "i18n.h"
#include "trap_write.h"
#include "utf8.h"

#include <assert.h>
#include <string.h>

enum {
	TRAP_MAX_PAIRS = 100, /* of a map between braces; one with more is not written by hand */
};

static bool is_empty(const struct node *value)
{
	return value->kind == NODE_SCALAR && value->style == NODE_PLAIN && value->text.len == 0;
}

static bool is_plain_text(const struct node *value)
{
	return value->kind == NODE_SCALAR && value->style == NODE_PLAIN && value->text.len > 0;
}

static void fix_map(struct diags *d, const struct sources *sources, struct diag *told,
                    const struct node *map)
{
	const struct source *src = &sources->list[map->file];
	size_t at = source_offset(src, map->line, map->col) - source_line_at(src, map->line);
	write_flow_fix(d, told, src, map->line, at);
}

/* --- Between braces ------------------------------------------------------------------------ */

static bool is_all_digits(struct str s)
{
	for (size_t at = 0; at < s.len; at++) {
		if (s.ptr[at] < '0' || s.ptr[at] > '9') {
			return false;
		}
	}
	return s.len > 0;
}

/* The colon of `b:c` as a key; SIZE_MAX where it is none. */
static size_t glued_colon(const struct node *key)
{
	size_t colon = str_find(key->text, STR(":"), 0);
	bool is_glued = colon != SIZE_MAX && is_word(str_slice(key->text, 0, colon)) &&
	                !str_starts(str_slice(key->text, colon, 3), STR("://"));
	return is_glued ? colon : SIZE_MAX;
}

/* `{b:c}`, once for all of them in a map: their correction is one. */
static bool trap_glued_colon(struct diags *d, const struct sources *sources, const struct node *map,
                             const struct node *key)
{
	size_t colon = glued_colon(key);
	if (colon == SIZE_MAX) {
		return false;
	}
	for (const struct node *k = map->first; k != NULL && k != key; k = k->next->next) {
		if (is_empty(k->next) && glued_colon(k) != SIZE_MAX) {
			return true;
		}
	}
	struct diag *told =
		diags_add(d, DIAG_PAR15, node_span(key), _("il manque une espace après « %.*s: »"),
	                  (int)colon, key->text.ptr);
	fix_map(d, sources, told, map);
	return true;
}

static void tell_comma(struct diags *d, const struct sources *sources, const struct node *map,
                       const struct node *before, const struct node *key)
{
	bool is_number = is_all_digits(before->text) && is_all_digits(key->text);
	struct diag *told =
		diags_add(d, DIAG_PAR11, node_span(key), "%s",
	                  is_number ? _("un nombre à virgule entre accolades : mettez un point")
	                            : _("une virgule dans un texte entre accolades : mettez le "
	                                "texte entre guillemets"));
	fix_map(d, sources, told, map);
}

/* An id with a capital, which is often the label. */
static void add_as_label(struct buf *out, struct str id)
{
	size_t from = out->len;
	buf_add(out, id);
	if (id.len > 0 && id.ptr[0] >= 'a' && id.ptr[0] <= 'z') {
		out->ptr[from] = (char)(id.ptr[0] - 'a' + 'A');
	}
}

/* `{oui, non}` as a map of labels: each with its own name. */
static void tell_no_labels(struct diags *d, const struct sources *sources, const struct node *map)
{
	struct diag *told = diags_add(d, DIAG_PAR25, node_span(map->first),
	                              _("« %.*s » n'a pas de valeur : entre accolades, chaque clé "
	                                "a la sienne ; une simple liste se met entre crochets [ ]"),
	                              STR_ARG(map->first->text));
	const struct source *src = &sources->list[map->file];
	struct str line = source_line(src, map->line);
	size_t from = source_offset(src, map->line, map->col) - source_line_at(src, map->line);
	size_t to = str_find(line, STR("}"), from);
	if (to == SIZE_MAX) {
		return;
	}
	struct buf pairs = {0};
	for (const struct node *key = map->first; key != NULL; key = key->next->next) {
		buf_addf(&pairs, "%s%.*s: ", key == map->first ? "{" : ", ", STR_ARG(key->text));
		add_as_label(&pairs, key->text);
	}
	write_fix(d, told, (struct edit){line, from, to, buf_str(&pairs)});
	buf_finish(&pairs);
}

/* `{libellé= Le nom, type= nombre}`: every `=` after a key of the format becomes a colon. */
static bool tell_equals(struct diags *d, const struct sources *sources, const struct node *map)
{
	struct str word = map->first->text;
	size_t sign = str_find(word, STR("="), 0);
	const struct source *src = &sources->list[map->file];
	struct str line = source_line(src, map->line);
	size_t from = source_offset(src, map->line, map->col) - source_line_at(src, map->line);
	size_t to = str_find(line, STR("}"), from);
	if (sign == SIZE_MAX || to == SIZE_MAX ||
	    key_use_of(str_trim(str_slice(word, 0, sign))) == KEY_UNKNOWN) {
		return false;
	}
	struct diag *told = diags_add(d, DIAG_PAR25, node_span(map->first),
	                              _("après « %.*s », mettez deux-points au lieu de « = »"),
	                              STR_ARG(str_trim(str_slice(word, 0, sign))));
	struct buf fixed = {0};
	size_t begun = from + 1;
	for (size_t at = begun; at < to; at++) {
		struct str key = str_trim(str_slice(line, begun, at - begun));
		if (line.ptr[at] == '=' && key_use_of(key) != KEY_UNKNOWN) {
			size_t value = line_skip_blanks(line, at + 1);
			buf_addf(&fixed, "%s%.*s: ", fixed.len > 0 ? " " : "", STR_ARG(key));
			at = value - 1;
			begun = to; /* what follows is the value, up to a comma */
		} else if (line.ptr[at] == ',') {
			buf_addc(&fixed, ',');
			begun = at + 1;
		} else if (begun == to) {
			buf_addc(&fixed, line.ptr[at]);
		}
	}
	write_fix(d, told, (struct edit){line, from + 1, to, buf_str(&fixed)});
	buf_finish(&fixed);
	return true;
}

/* `nom = "a`: the comma was the text's own. */
static bool has_open_quote(struct str text)
{
	bool is_open = false;
	for (size_t at = 0; at < text.len; at++) {
		is_open = text.ptr[at] == '"' ? !is_open : is_open;
	}
	return is_open;
}

/* `{si: a = b, c = d, vers: e}` */
static bool tell_comma_in_condition(struct diags *d, const struct node *map, const struct node *key)
{
	for (const struct node *at = map->first; at != NULL && at != key; at = at->next->next) {
		bool is_condition =
			str_eq(at->text, STR("si")) || str_eq(at->text, STR("griser_si"));
		if (is_condition && at->next->next == key && !has_open_quote(at->next->text)) {
			diags_add(d, DIAG_PAR11, node_span(key),
			          _("dans une condition, « et » ou « ou » joignent ; la virgule, "
			            "entre "
			            "accolades, commence autre chose"));
			return true;
		}
	}
	return false;
}

/* What stands before a key in its map: the value before the run of empty keys it is in. */
struct run {
	const struct node *value; /* NULL: the run is at the map's beginning */
	const struct node *first; /* key of the run */
	bool is_all;              /* every key of the map is empty */
};

static struct run run_before(const struct node *map, const struct node *key)
{
	struct run run = {.first = map->first, .is_all = true};
	bool reached = false;
	for (const struct node *k = map->first; k != NULL; k = k->next->next) {
		reached = reached || k == key;
		if (is_empty(k->next)) {
			continue;
		}
		run.is_all = false;
		if (!reached) {
			run.value = k->next;
			run.first = k->next->next;
		}
	}
	return run;
}

/* `clé valeur` in one node: the first word is a key of the format. Its bytes; 0: it isn't. */
static size_t key_without_colon(const struct node *n)
{
	size_t end = str_find(n->text, STR(" "), 0);
	struct str word = str_slice(n->text, 0, end);
	bool is_key = end != SIZE_MAX && n->style == NODE_PLAIN && !word_is_upper(word) &&
	              key_use_of(word) != KEY_UNKNOWN;
	return is_key ? end : 0;
}

static void tell_without_colon(struct diags *d, const struct sources *sources, const struct node *n,
                               size_t end)
{
	const struct source *src = &sources->list[n->file];
	struct str line = source_line(src, n->line);
	size_t at = source_offset(src, n->line, n->col) - source_line_at(src, n->line) + end;
	struct diag *told =
		diags_add(d, DIAG_PAR06, node_span(n),
	                  _("il manque les deux-points après « %.*s »"), (int)end, n->text.ptr);
	write_fix(d, told, (struct edit){line, at, at, STR(":")});
}

/* `- si envie = rien vers promenade` */
static bool tell_bare_case(struct diags *d, const struct sources *sources, const struct node *item)
{
	static const char *const thens[] = {", vers ", " vers ", ", alors ", " alors ", " → "};
	struct str text = item->text;
	bool is_case = str_starts(text, STR("si ")) && item->end_line == item->line;
	for (size_t i = 0; is_case && i < sizeof thens / sizeof thens[0]; i++) {
		size_t at = str_find(text, str_from(thens[i]), 0);
		struct str target = at == SIZE_MAX
		                            ? (struct str){0}
		                            : str_slice(text, at + strlen(thens[i]), text.len);
		if (!is_word(str_trim(target))) {
			continue;
		}
		struct diag *told = diags_add(
			d, DIAG_PAR06, node_span(item),
			_("un cas s'écrit entre accolades : {si: condition, vers: étape}"));
		struct buf map = {0};
		struct str condition = str_trim(str_slice(text, strlen("si "), at - strlen("si ")));
		buf_addf(&map, "{si: %.*s, vers: %.*s}", STR_ARG(condition),
		         STR_ARG(str_trim(target)));
		trap_fix_value(d, sources, told, item, buf_str(&map));
		buf_finish(&map);
		return true;
	}
	return false;
}

/*
 * `{sinon table}`, `{si: a = b, vers table}`. After a comma it may be prose, unless the key takes
 * a name, which it has here, and stands nowhere else in the map.
 */
static bool trap_no_colon_in_flow(struct diags *d, const struct sources *sources,
                                  const struct node *map, const struct node *key)
{
	size_t end = key_without_colon(key);
	if (end == 0) {
		return false;
	}
	struct str word = str_slice(key->text, 0, end);
	bool is_name = key_use_of(word) == KEY_OTHER &&
	               is_word(str_trim(str_slice(key->text, end, key->text.len)));
	for (const struct node *k = map->first; k != NULL; k = k->next->next) {
		is_name = is_name && !str_eq(k->text, word);
	}
	if (key != map->first && !is_name) {
		return false;
	}
	tell_without_colon(d, sources, key, end);
	return true;
}

bool trap_item_without_colon(struct diags *d, const struct sources *sources,
                             const struct node *item)
{
	size_t end = item->kind == NODE_SCALAR ? key_without_colon(item) : 0;
	if (end > 0 && !tell_bare_case(d, sources, item)) {
		tell_without_colon(d, sources, item, end);
	}
	return end > 0;
}

static bool trap_empty_in_flow(struct diags *d, const struct sources *sources,
                               const struct node *map, const struct node *key)
{
	if (trap_glued_colon(d, sources, map, key)) {
		return true;
	}
	if (map->first == NULL) {
		return false; /* read entry by entry: its neighbours are not at hand */
	}
	if (trap_no_colon_in_flow(d, sources, map, key)) {
		return true;
	}
	struct run run = run_before(map, key);
	if (run.is_all) {
		if (key == map->first && !tell_equals(d, sources, map)) {
			tell_no_labels(d, sources, map);
		}
		return true;
	}
	if (run.value == NULL || !is_plain_text(run.value)) {
		return false;
	}
	if (key == run.first && !tell_comma_in_condition(d, map, key)) {
		tell_comma(d, sources, map, run.value, key);
	}
	return true;
}

static bool trap_in_flow(struct diags *d, const struct sources *sources, const struct node *map,
                         const struct node *key, const struct node *value)
{
	if (map->n > TRAP_MAX_PAIRS) {
		return false;
	}
	if (is_empty(value)) {
		return trap_empty_in_flow(d, sources, map, key);
	}
	/* `{texte: Bravo, et aussi: continuez}` */
	struct run run = run_before(map, key);
	bool is_prose = memchr(key->text.ptr, ' ', key->text.len) != NULL;
	if (!is_prose || run.value == NULL || !is_plain_text(run.value) || key != run.first) {
		return false;
	}
	tell_comma(d, sources, map, run.value, key);
	return true;
}

/* --- On lines of their own ------------------------------------------------------------------- */

/* `texte: #3`: what follows is a comment. */
static bool tell_comment(struct diags *d, const struct source *src, const struct node *key)
{
	struct str line = source_line(src, key->line);
	struct entry e = entry_read(line);
	if (e.colon == SIZE_MAX || e.value >= line.len || line.ptr[e.value] != '#') {
		return false;
	}
	struct span span = node_span(key);
	span.col = (uint32_t)utf8_n_runes(str_slice(line, 0, e.value)) + 1;
	span.n_runes = 1;
	if (key_use_of(key->text) == KEY_OTHER) {
		diags_add(d, DIAG_PAR25, span,
		          _("« # » commence un commentaire, et « %.*s » reste sans valeur"),
		          STR_ARG(key->text));
		return true;
	}
	struct diag *told = diags_add(d, DIAG_PAR13, span,
	                              _("« # » commence un commentaire, et « %.*s » reste sans "
	                                "valeur : mettez le texte entre guillemets"),
	                              STR_ARG(key->text));
	struct buf fixed = {0};
	struct str raw = str_trim(str_slice(line, e.value, line.len));
	write_scalar(&fixed, raw, WRITE_IN_BLOCK, e.body + WRITE_INDENT);
	write_fix(d, told, (struct edit){line, e.value, line.len, buf_str(&fixed)});
	buf_finish(&fixed);
	return true;
}

/* « Le constat : », or « Attention : », which no key is. */
static bool is_prose_key(struct str line, const struct entry *e)
{
	if (e->colon == SIZE_MAX || e->value == e->end) {
		return false;
	}
	struct str before = str_slice(line, e->body, e->colon - e->body);
	size_t end = 0;
	while (end < before.len && line_skip_blanks(before, end) == end) {
		end++;
	}
	struct str word = str_slice(before, 0, end);
	return end < before.len && (word_is_upper(word) || !is_word(str_trim(before)));
}

/* `texte: Prenez votre temps.`, and in the column of `texte`, `Et demandez : qui aide ?` */
static bool tell_text_goes_on(const struct scene *s, const struct scene_line *l)
{
	struct str line = source_line(s->src, l->line - 1);
	struct entry e = entry_read(line);
	bool is_text = e.colon != SIZE_MAX && e.value < e.end && e.body == l->entry.indent &&
	               strchr("|>\"'{[", line.ptr[e.value]) == NULL &&
	               key_use_of(str_trim(str_slice(line, e.body, e.colon - e.body))) == KEY_TEXT;
	if (!is_text) {
		return false;
	}
	struct scene_line above;
	struct buf fixed = {0};
	scene_look(s, l->line - 1, &above);
	struct diag *told = diags_add(
		s->d, DIAG_PAR09, scene_span(s, &above, e.value, e.end),
		_("ce texte semble continuer à la ligne %u : mettez « | » après « %.*s: », et le "
	          "texte en retrait"),
		l->line, (int)(e.colon - e.body), line.ptr + e.body);
	int indent = (int)e.body + WRITE_INDENT;
	buf_addf(&fixed, " |\n%*s%.*s\n%*s%.*s", indent, "",
	         STR_ARG(str_slice(line, e.value, e.end - e.value)), indent, "",
	         STR_ARG(str_trim(l->text)));
	write_fix(s->d, told, (struct edit){line, e.colon + 1, line.len, buf_str(&fixed)});
	buf_finish(&fixed);
	return true;
}

/* A text that was read as a key and its value: it left the text above, or is alone. */
static bool tell_prose(struct diags *d, const struct sources *sources, const struct node *map,
                       const struct node *key)
{
	struct scene s = {
		.d = d,
		.sources = sources,
		.src = &sources->list[key->file],
		.file = key->file,
		.fault = &(struct yaml_fault){.line = key->line, .col = key->col},
	};
	struct str line = source_line(s.src, key->line);
	struct entry e = entry_read(line);
	bool is_too_much = d->n > WRITE_MAX_FIXES; /* each look reads the file again */
	if (is_too_much || key->style != NODE_PLAIN || !is_prose_key(line, &e)) {
		return false;
	}
	scene_look(&s, key->line, &s.here);
	s.start = s.here;
	if (trap_left_text(&s)) {
		return true;
	}
	if (map->n > 1) {
		return key->line > 1 && tell_text_goes_on(&s, &s.here);
	}
	struct scene_line *l = &s.here;
	struct span span = scene_span(&s, l, e.colon, e.colon + 1);
	struct diag *told = diags_add(d, DIAG_PAR09, span,
	                              _("« : » dans un texte : mettez le texte entre guillemets"));
	l->entry.value = l->entry.body;
	l->entry.colon = SIZE_MAX;
	scene_fix_text(&s, told, l);
	return true;
}

static bool tell_odd_key(struct diags *d, const struct source *src, const struct node *key)
{
	struct odd_key odd;
	struct str line = source_line(src, key->line);
	if (key->style != NODE_PLAIN || !odd_key_read(line, &odd)) {
		return false;
	}
	odd_key_tell(d, node_span(key), line, &odd);
	return true;
}

static bool tell_bare_key(struct diags *d, const struct source *src, const struct node *map,
                          const struct node *key)
{
	if (map->n <= 1) {
		return false;
	}
	if (trap_step_too_deep(d, src, key)) {
		return true;
	}
	diags_add(d, DIAG_PAR25, node_span(key),
	          _("« %.*s » n'a pas de valeur : écrivez-la après les deux-points ; si les lignes "
	            "d'en dessous lui appartiennent, mettez-les en retrait"),
	          STR_ARG(key->text));
	return true;
}

static bool trap_in_block(struct diags *d, const struct sources *sources, const struct node *map,
                          const struct node *key, const struct node *value)
{
	const struct source *src = &sources->list[key->file];
	if (is_empty(value)) {
		return tell_comment(d, src, key) || trap_steps_follow(src, key->line) ||
		       tell_bare_key(d, src, map, key);
	}
	return trap_key_before_brace(d, sources, key) || tell_prose(d, sources, map, key) ||
	       tell_odd_key(d, src, key);
}

bool trap_key(struct diags *d, const struct sources *sources, const struct node *map,
              const struct node *key, const struct node *value)
{
	assert(key != NULL && value != NULL);
	if (diags_is_full(d)) {
		return false;
	}
	return map->style == NODE_FLOW ? trap_in_flow(d, sources, map, key, value)
	                               : trap_in_block(d, sources, map, key, value);
}
