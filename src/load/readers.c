/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every scalar is text in the file; here it becomes what its key says it is. */
#include "schema.h"

#include "french.h"
#include "i18n.h"
#include "prose.h"
#include "trap_write.h"
#include "utf8.h"

#include <string.h>

static struct str value_text(const struct node *value)
{
	return str_trim(value->text);
}

static void tell_value(struct loader *l, const struct node *value, const char *wanted)
{
	struct str shown = value_text(value);
	diags_add(l->d, DIAG_PAR24, node_span(value), _("« %.*s » : il faut ici %s"),
	          STR_ARG(shown), wanted);
}

/* --- What Markdown would misread ------------------------------------------------------- */

struct misreading {
	struct loader *l;
	const struct node *node;
	struct str source; /* a piece of the node's text */
	bool has_blocks;   /* else it is drawn on one line: there are no lists nor headings in it */
};

/* The scalar as it should be written, on its one line; the quotes are ours. */
static void fix_scalar(const struct misreading *m, struct diag *told, struct str meant)
{
	const struct node *node = m->node;
	struct str line = source_line(&m->l->sources->list[node->file], node->line);
	struct buf scalar = {0};
	write_scalar(&scalar, meant, WRITE_IN_FLOW, 0);
	write_fix(m->l->d, told,
	          (struct edit){
			  .line = line,
			  .from = utf8_offset(line, node->col - 1),
			  .to = utf8_offset(line, node->end_col - 1),
			  .instead = buf_str(&scalar),
		  });
	buf_finish(&scalar);
}

/* The line as it will stand: with the blanks before it. */
static void fix_literal_line(const struct misreading *m, struct diag *told, struct str meant)
{
	struct str line = source_line(&m->l->sources->list[m->node->file], told->span.line);
	struct str text = str_trim(line);
	size_t begin = text.len > 0 ? (size_t)(text.ptr - line.ptr) : 0;
	write_fix(m->l->d, told, (struct edit){line, begin, line.len, meant});
}

static void tell_misreading(void *ctx, enum prose_fault fault, size_t offset, struct str fix)
{
	static const struct {
		enum diag_code code;
		const char *message;
	} faults[] = {
		[PROSE_FAULT_LIST] = {DIAG_PAR70, N_("cette ligne s'afficherait comme une liste")},
		[PROSE_FAULT_HEADING] = {DIAG_PAR70,
	                                 N_("cette ligne s'afficherait comme un titre")},
		[PROSE_FAULT_ASTERISKS] =
			{DIAG_PAR71,
	                 N_("des astérisques s'afficheraient tels quels : il manque une "
	                    "espace, ou l'un d'eux")},
	};
	const struct misreading *m = ctx;
	const struct node *node = m->node;
	if (!m->has_blocks && fault != PROSE_FAULT_ASTERISKS) {
		return;
	}
	size_t shift = (size_t)(m->source.ptr - node->text.ptr);
	struct span span = node_span_in(node, m->l->sources, shift + offset, 1);
	struct diag *told =
		diags_add(m->l->d, faults[fault].code, span, "%s", _(faults[fault].message));
	bool is_one_line = memchr(m->source.ptr, '\n', m->source.len) == NULL;
	if (node->style == NODE_LITERAL && span.line > node->line) {
		fix_literal_line(m, told, fix);
	} else if (node->style != NODE_LITERAL && node->end_line == node->line && is_one_line) {
		fix_scalar(m, told, fix);
	}
}

/* A line that begins like a list or a heading, or an asterisk: most texts have neither. */
static bool may_be_misread(struct str s)
{
	if (memchr(s.ptr, '*', s.len) != NULL) {
		return true;
	}
	while (s.len > 0) {
		size_t blanks = 0;
		while (blanks < s.len && s.ptr[blanks] == ' ') {
			blanks++;
		}
		if (blanks < s.len && strchr("0123456789#-+=_", s.ptr[blanks]) != NULL) {
			return true;
		}
		size_t end = str_find(s, STR("\n"), blanks);
		s = str_slice(s, end == SIZE_MAX ? s.len : end + 1, s.len);
	}
	return false;
}

static void check_prose(struct loader *l, const struct node *value, struct str source,
                        bool has_blocks)
{
	if (may_be_misread(source)) {
		struct misreading m = {l, value, source, has_blocks};
		prose_check(source, tell_misreading, &m);
	}
}

static void read_prose(struct loader *l, struct text *text, const struct node *value,
                       bool has_blocks)
{
	if (!schema_scalar(l, value, N_("un texte"))) {
		return;
	}
	text->source = value_text(value);
	check_prose(l, value, text->source, has_blocks);
	/* A mark of ours can't come from a file: all of plane 15 begins with F3 B0 to F3 BF. */
	bool has_insert = memchr(text->source.ptr, '$', text->source.len) != NULL ||
	                  memchr(text->source.ptr, '{', text->source.len) != NULL;
	bool has_private = memchr(text->source.ptr, 0xF3, text->source.len) != NULL;
	if (has_insert || has_private) {
		loader_refer(l, REF_TEXT, value, text);
	}
	if (str_find(text->source, STR("](mot:"), 0) != SIZE_MAX) {
		loader_refer(l, REF_WORDS, value, NULL);
	}
}

void read_text(struct loader *l, void *member, const struct node *value)
{
	read_prose(l, member, value, true);
}

void read_line(struct loader *l, void *member, const struct node *value)
{
	read_prose(l, member, value, false);
}

void read_string(struct loader *l, void *member, const struct node *value)
{
	if (schema_scalar(l, value, N_("un texte"))) {
		*(struct str *)member = value_text(value);
	}
}

void read_id(struct loader *l, void *member, const struct node *value)
{
	if (schema_scalar(l, value, N_("un nom")) && schema_check_id(l, value, false)) {
		*(struct str *)member = value->text;
	}
}

static bool is_word(struct str s, const char *a, const char *b)
{
	return str_eq(s, str_from(a)) || str_eq(s, str_from(b));
}

void read_bool(struct loader *l, void *member, const struct node *value)
{
	if (!schema_scalar(l, value, N_("oui ou non"))) {
		return;
	}
	struct str s = value_text(value);
	if (is_word(s, "oui", "vrai")) {
		*(bool *)member = true;
	} else if (is_word(s, "non", "faux")) {
		*(bool *)member = false;
	} else {
		tell_value(l, value, _("oui ou non"));
	}
}

void read_number(struct loader *l, void *member, const struct node *value)
{
	if (schema_scalar(l, value, N_("un nombre")) &&
	    !number_parse(value_text(value), (double *)member)) {
		tell_value(l, value, _("un nombre"));
	}
}

void read_whole(struct loader *l, void *member, const struct node *value)
{
	if (!schema_scalar(l, value, N_("un nombre entier"))) {
		return;
	}
	double number;
	if (!number_parse(value_text(value), &number) || number < 0 || number > 1e9 ||
	    number != (double)(uint32_t)number) {
		tell_value(l, value, _("un nombre entier"));
		return;
	}
	*(uint32_t *)member = (uint32_t)number;
}

void read_duration(struct loader *l, void *member, const struct node *value)
{
	if (schema_scalar(l, value, N_("une durée")) &&
	    !duration_parse(value_text(value), (uint16_t *)member)) {
		tell_value(l, value, _("une durée, comme « 15 min » ou « 1 h 30 »"));
	}
}

/* 2021, ~2022, s.d. */
static bool is_year(struct str s)
{
	if (is_word(s, "s.d.", "s. d.")) {
		return true;
	}
	if (str_starts(s, STR("~"))) {
		s = str_slice(s, 1, s.len);
	}
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9') {
			return false;
		}
	}
	return s.len == 4;
}

void read_year(struct loader *l, void *member, const struct node *value)
{
	if (!schema_scalar(l, value, N_("une année"))) {
		return;
	}
	struct str s = value_text(value);
	if (!is_year(s)) {
		tell_value(l, value, _("une année : 2021, ~2021 (vers 2021) ou s.d. (sans date)"));
		return;
	}
	*(struct str *)member = s;
}

static void read_ref(struct loader *l, void *member, const struct node *value, enum ref_kind kind,
                     const char *wanted)
{
	if (schema_scalar(l, value, wanted)) {
		loader_refer(l, kind, value, member);
	}
}

void read_step(struct loader *l, void *member, const struct node *value)
{
	read_ref(l, member, value, REF_STEP, N_("le nom d'une étape"));
}

void read_condition(struct loader *l, void *member, const struct node *value)
{
	read_ref(l, member, value, REF_EXPR, N_("une condition"));
}

void read_section(struct loader *l, void *member, const struct node *value)
{
	read_ref(l, member, value, REF_SECTION, N_("le nom d'une section"));
}

void read_audience(struct loader *l, void *member, const struct node *value)
{
	read_ref(l, member, value, REF_AUDIENCE, N_("le nom d'un public"));
}

uint32_t *read_names(struct loader *l, const struct node *list, enum ref_kind kind, uint32_t *ret_n)
{
	if (list->kind != NODE_LIST) {
		diags_add(l->d, DIAG_PAR23, node_span(list),
		          _("il faut ici une liste : [un-nom, un-autre]"));
		*ret_n = 0;
		return NULL;
	}
	uint32_t *names = arena_array(l->arena, list->n, sizeof names[0]);
	uint32_t n = 0;
	for (const struct node *item = list->first; item != NULL; item = item->next) {
		names[n] = INDEX_NONE;
		if (schema_scalar(l, item, N_("un nom"))) {
			loader_refer(l, kind, item, &names[n]);
			n++;
		}
	}
	*ret_n = n;
	return names;
}
