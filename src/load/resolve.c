/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What names something else is looked up once everything has been read: steps, sections,
 * conditions, the `${…}` of texts.
 */
#include "schema.h"

#include "i18n.h"
#include "traps.h"
#include "utf8.h"

#include <string.h>

/* --- Texts --------------------------------------------------------------------------------- */

/*
 * Byte offset of the `}` that ends the `${` whose inside begins at `from`; a text literal
 * may hold one. SIZE_MAX where it isn't closed.
 */
static size_t insert_end(struct str s, size_t from)
{
	bool in_literal = false;
	for (size_t at = from; at < s.len; at++) {
		if (s.ptr[at] == '"') {
			in_literal = !in_literal;
		} else if (s.ptr[at] == '}' && !in_literal) {
			return at;
		}
	}
	return SIZE_MAX;
}

struct insertion {
	struct buf out;
	struct inserts *list; /* NULL: none so far */
	uint32_t cap;
};

static void add_insert(struct loader *l, struct insertion *in, const struct expr *e)
{
	uint32_t n = in->list != NULL ? in->list->n : 0;
	if (n == in->cap) {
		in->cap = n == 0 ? 2 : n * 2;
		struct inserts *list =
			arena_alloc(l->arena, sizeof *list + in->cap * sizeof list->list[0]);
		if (n > 0) {
			memcpy(list->list, in->list->list, n * sizeof list->list[0]);
		}
		in->list = list;
	}
	buf_add_rune(&in->out, RUNE_MARK + n);
	in->list->list[n] = e;
	in->list->n = n + 1;
}

/* There are only so many marks. */
static bool is_full(const struct insertion *in)
{
	return in->list != NULL && in->list->n > RUNE_MARK_LAST - RUNE_MARK;
}

/* One character that stands for itself; one that could pass for a mark does not. */
static size_t copy_rune(struct insertion *in, struct str s, size_t at)
{
	uint32_t rune;
	size_t len = utf8_decode(s, at, &rune);
	buf_add_rune(&in->out,
	             rune >= RUNE_MARK && rune <= RUNE_MARK_LAST ? RUNE_REPLACEMENT : rune);
	return len;
}

/* On one line, as it goes into sentences; in the arena. */
static struct str value_line(struct loader *l, struct str text)
{
	struct insertion line = {0};
	struct str rest = text, part;
	while (str_next_line(&rest, &part)) {
		struct str words = str_trim(part);
		buf_add(&line.out, line.out.len > 0 && words.len > 0 ? STR(" ") : STR(""));
		for (size_t at = 0; at < words.len;) {
			at += copy_rune(&line, words, at);
		}
	}
	struct str kept = arena_str(l->arena, buf_str(&line.out));
	buf_finish(&line.out);
	return kept;
}

void load_value(struct loader *l, const struct node *id, const struct node *value)
{
	struct str line = {0};
	if (schema_scalar(l, value, N_("un texte"))) {
		size_t at = str_find(value->text, STR("${"), 0);
		if (at != SIZE_MAX) {
			diags_add(l->d, DIAG_PAR46, node_span_in(value, l->sources, at, 2),
			          _("une valeur est un texte tout fait : « ${…} » n'y serait pas "
			            "remplacé ; écrivez les mots eux-mêmes"));
		} else {
			line = value_line(l, value->text);
		}
	}
	loader_add_value(l, id, line);
}

/* NULL where the expression is not just the name of a value. */
static const struct expr *value_of(const struct loader *l, const struct expr *e)
{
	bool is_value = e->op == EXPR_COMPUTED && l->j->computed[e->computed].is_value;
	return is_value ? l->j->computed[e->computed].expr : NULL;
}

/*
 * As if the author had written it here: it stands in titles too, that no walk is behind. A long
 * one named everywhere is bounded as the files themselves are.
 */
static void add_value(struct loader *l, struct insertion *in, struct str value, struct span place)
{
	if (l->value_bytes + value.len > LOAD_MAX_JOURNEY_BYTES) {
		if (l->value_bytes <= LOAD_MAX_JOURNEY_BYTES) {
			diags_add(l->d, DIAG_PAR03, place,
			          _("les valeurs, une fois écrites partout où elles sont "
			            "nommées, dépassent 64 Mio"));
		}
		l->value_bytes = LOAD_MAX_JOURNEY_BYTES + 1;
		return;
	}
	l->value_bytes += value.len;
	buf_add(&in->out, value);
}

/* An answer, or what the author named. */
static bool is_name(const struct loader *l, struct str word)
{
	size_t dot = str_find(word, STR("."), 0);
	step_id step = journey_step(l->j, str_slice(word, 0, dot == SIZE_MAX ? word.len : dot));
	if (dot == SIZE_MAX) {
		return step != STEP_NONE || computed_find(l->j, word) != INDEX_NONE;
	}
	return step != STEP_NONE &&
	       field_find(&l->j->steps[step], str_slice(word, dot + 1, word.len)) != INDEX_NONE;
}

/* `{soif}`: the name of a step between braces, whose `$` was forgotten; or `$(soif)`. */
static void warn_without_sign(struct loader *l, struct str s, size_t at, const struct node *node,
                              size_t shift)
{
	enum {
		BRACED_BYTES = 2 * 64 * UTF8_MAX_BYTES + 4, /* of the longest names */
	};

	struct str near = str_slice(s, 0, at + BRACED_BYTES); // a text may be all braces
	bool is_round = s.ptr[at] == '$';
	size_t from = at + (is_round ? 2 : 1);
	size_t end = str_find(near, is_round ? STR(")") : STR("}"), from);
	struct str word = str_slice(s, from, end == SIZE_MAX ? 0 : end - from);
	if (word.len > 0 && is_name(l, word)) {
		struct str shown = str_slice(s, at, end + 1 - at);
		diags_add(l->d, DIAG_PAR72, node_span_in(node, l->sources, shift + at, shown.len),
		          _("« %.*s » s'affiche tel quel ; pour la réponse, écrivez « ${%.*s} »"),
		          STR_ARG(shown), STR_ARG(word));
	}
}

/*
 * From `${expression}` to marks. `$${` gives `${`. Offsets are those of the node's text, of
 * which text->source is a slice still.
 */
static void resolve_text(struct loader *l, struct text *text, const struct node *node)
{
	struct str s = text->source;
	size_t shift = (size_t)(s.ptr - node->text.ptr);
	struct insertion in = {0};
	for (size_t at = 0; at < s.len;) {
		struct str rest = str_slice(s, at, s.len);
		if (str_starts(rest, STR("$${"))) {
			buf_add(&in.out, STR("${"));
			at += 3;
			continue;
		}
		if (!str_starts(rest, STR("${"))) {
			if (rest.ptr[0] == '{' || str_starts(rest, STR("$("))) {
				warn_without_sign(l, s, at, node, shift);
			}
			at += copy_rune(&in, s, at);
			continue;
		}
		size_t end = insert_end(s, at + 2);
		if (end == SIZE_MAX) {
			trap_unclosed_insert(l->d, l->sources, node, shift + at);
			break;
		}
		const struct expr *e = loader_parse(l, node, shift + at + 2, end - at - 2);
		if (e == NULL || is_full(&in)) {
			break;
		}
		const struct expr *value = value_of(l, e);
		if (value != NULL) {
			add_value(l, &in, value->text,
			          node_span_in(node, l->sources, shift + at, end + 1 - at));
		} else {
			add_insert(l, &in, e);
		}
		at = end + 1;
	}
	text->source = arena_str(l->arena, buf_str(&in.out));
	text->inserts = in.list;
	buf_finish(&in.out);
}

/* --- Names --------------------------------------------------------------------------------- */

enum {
	LISTED_STEPS = 8, /* as many as are taken in at a glance */
};

/* « les étapes : soif, table, porte » */
static void add_steps(struct buf *out, const struct journey *j)
{
	for (uint32_t i = 0; i < j->n_steps && i < LISTED_STEPS; i++) {
		buf_add(out, i > 0 ? STR(", ") : STR(""));
		buf_add(out, j->steps[i].id);
	}
	buf_add(out, j->n_steps > LISTED_STEPS ? STR("…") : STR(""));
}

static void tell_no_step(struct loader *l, struct str id, const struct node *node)
{
	struct buf steps = {0};
	add_steps(&steps, l->j);
	diags_add(l->d, DIAG_PAR42, node_span(node),
	          l->j->n_steps > 0 ? _("il n'y a pas d'étape « %.*s » ; les étapes : %.*s")
	                            : _("il n'y a pas d'étape « %.*s »"),
	          STR_ARG(id), STR_ARG(buf_str(&steps)));
	buf_finish(&steps);
}

/* `quand;`, `vers qui`, `quand, qui`: what holds steps' names and more. */
static bool tell_more_than_a_step(struct loader *l, struct str id, const struct node *node)
{
	struct str found = {0};
	uint32_t n_found = 0, rune;
	for (size_t at = 0; at < id.len && n_found < 2;) {
		size_t from = at, next = at;
		while (next < id.len && strchr(" \t,;./()[]#", id.ptr[next]) == NULL) {
			next += utf8_decode(id, next, &rune);
		}
		struct str word = str_slice(id, from, next - from);
		if (word.len > 0 && journey_step(l->j, word) != STEP_NONE) {
			n_found++;
			found = word;
		}
		at = next + 1;
	}
	if (n_found == 0) {
		return false;
	}
	struct diag *told =
		n_found == 1
			? diags_add(l->d, DIAG_PAR42, node_span(node),
	                            _("il faut ici le nom d'une étape, et rien d'autre : « %.*s »"),
	                            STR_ARG(found))
			: diags_add(
				  l->d, DIAG_PAR42, node_span(node),
				  _("une seule étape à la fois : pour aller à l'une ou à l'autre, "
	                            "il faut des choix, ou « suite »"));
	if (n_found == 1) {
		trap_fix_value(l->d, l->sources, told, node, found);
	}
	return true;
}

static void resolve_step(struct loader *l, step_id *slot, const struct node *node)
{
	struct str id = str_trim(node->text);
	*slot = journey_step(l->j, id);
	bool is_told = l->j->n_steps == 0 && l->d->n_errors > 0; /* the part can't be read */
	if (*slot != STEP_NONE || is_told || ids_find(&l->malformed, id) != IDS_NONE) {
		return;
	}
	struct str near = {0};
	if (loader_may_suggest(l)) {
		if (tell_more_than_a_step(l, id, node)) {
			return;
		}
		near = journey_suggest_step(l->j, id);
	}
	if (near.len > 0) {
		diags_add(l->d, DIAG_PAR42, node_span(node),
		          _("il n'y a pas d'étape « %.*s » ; vouliez-vous « %.*s » ?"), STR_ARG(id),
		          STR_ARG(near));
	} else {
		tell_no_step(l, id, node);
	}
}

static uint32_t section_find(const struct journey *j, struct str id)
{
	for (uint32_t i = 0; i < j->n_sections; i++) {
		if (str_eq(j->sections[i].id, id)) {
			return i;
		}
	}
	return INDEX_NONE;
}

/* What is named, and all there is of it: items that begin with their ids. */
struct named {
	const char *noun;
	uint32_t (*find)(const struct journey *, struct str);
	const void *list;
	uint32_t n;
	size_t item_bytes;
};

static void resolve_name(struct loader *l, uint32_t *slot, const struct node *node,
                         struct named named)
{
	struct str id = str_trim(node->text);
	*slot = named.find(l->j, id);
	if (*slot == INDEX_NONE && ids_find(&l->malformed, id) == IDS_NONE) {
		struct buf b = {0};
		buf_addf(&b, _("il n'y a pas de %s « %.*s »"), _(named.noun), STR_ARG(id));
		loader_tell_unknown(l, node_span(node), buf_str(&b), named.list, named.n,
		                    named.item_bytes, id);
		buf_finish(&b);
	}
}

/* Whom one is can only be told by a choice. */
static void check_profile(struct loader *l, const struct node *node)
{
	if (l->j->profile == STEP_NONE) {
		return;
	}
	const struct step *s = &l->j->steps[l->j->profile];
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (s->options[i].audience != INDEX_NONE) {
			return;
		}
	}
	diags_add(l->d, DIAG_PAR43, node_span(node),
	          _("« profil » nomme l'étape dont les choix ont un « public » ; « %.*s » n'en a "
	            "pas"),
	          STR_ARG(s->id));
}

static void resolve_condition(struct loader *l, const struct expr **slot, const struct node *node)
{
	const struct expr *e = loader_parse(l, node, 0, node->text.len);
	if (e != NULL && !expr_is_condition(e)) {
		diags_add(l->d, DIAG_PAR53, node_span(node),
		          _("ce n'est pas une condition : comparez la réponse à une valeur, ou "
		            "écrivez "
		            "répondu(…)"));
		return;
	}
	*slot = e;
}

/* `[words](mot:word)`: each is to be in the glossary. */
static void check_words(struct loader *l, const struct node *node)
{
	const struct str opening = STR("](mot:");
	size_t at = str_find(node->text, opening, 0);
	for (; at != SIZE_MAX; at = str_find(node->text, opening, at)) {
		at += opening.len;
		size_t end = str_find(node->text, STR(")"), at);
		if (end == SIZE_MAX) {
			return;
		}
		struct str word = str_slice(node->text, at, end - at);
		if (word_find(l->j, word) == NULL && ids_find(&l->malformed, word) == IDS_NONE) {
			struct buf b = {0};
			buf_addf(&b, _("le glossaire (« mots ») n'explique pas « %.*s »"),
			         STR_ARG(word));
			loader_tell_unknown(l, node_span_in(node, l->sources, at, word.len),
			                    buf_str(&b), l->j->words, l->j->n_words,
			                    sizeof l->j->words[0], word);
			buf_finish(&b);
		}
	}
}

static void resolve(struct loader *l, const struct ref *ref)
{
	const struct node node = ref_node(ref);
	const struct journey *j = l->j;
	switch ((enum ref_kind)ref->kind) {
	case REF_STEP:
		resolve_step(l, ref->slot, &node);
		break;
	case REF_SECTION:
		resolve_name(l, ref->slot, &node,
		             (struct named){N_("section"), section_find, j->sections, j->n_sections,
		                            sizeof j->sections[0]});
		break;
	case REF_AUDIENCE:
		resolve_name(l, ref->slot, &node,
		             (struct named){N_("public"), audience_find, j->audiences,
		                            j->n_audiences, sizeof j->audiences[0]});
		break;
	case REF_RESOURCE:
		resolve_name(l, ref->slot, &node,
		             (struct named){N_("ressource"), resource_find, j->resources,
		                            j->n_resources, sizeof j->resources[0]});
		break;
	case REF_EXPR:
		resolve_condition(l, ref->slot, &node);
		break;
	case REF_TEXT:
		resolve_text(l, ref->slot, &node);
		break;
	case REF_WORDS:
		check_words(l, &node);
		break;
	}
}

void loader_resolve(struct loader *l)
{
	loader_compute(l);
	for (size_t i = 0; i < l->n_refs; i++) {
		resolve(l, loader_ref(l, i));
	}
	for (size_t i = 0; i < l->n_refs; i++) {
		const struct ref *ref = loader_ref(l, i);
		if (ref->slot == &l->j->profile) {
			const struct node node = ref_node(ref);
			check_profile(l, &node);
		}
	}
}
