/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What makes the graph, in canonical order, hashed as one text: steps sorted by id, options
 * and fields in the order of the file (an answer's set is in that order), conditions printed
 * back with calculs expanded. Texts, resources and notes are left out: a corrected comma is
 * no new journey.
 */
#include "journey.h"

#include "expr.h"
#include "mem.h"

#include <stdlib.h>

/* --- Expressions ------------------------------------------------------------------------ */

static const char *const op_names[] = {
	[EXPR_OR] = "ou",         [EXPR_AND] = "et",
	[EXPR_NOT] = "non",       [EXPR_EQ] = "=",
	[EXPR_NE] = "!=",         [EXPR_LT] = "<",
	[EXPR_LE] = "<=",         [EXPR_GT] = ">",
	[EXPR_GE] = ">=",         [EXPR_CONTAINS] = "contient",
	[EXPR_AMONG] = "parmi",   [EXPR_ANSWERED] = "répondu",
	[EXPR_SEEN] = "vu",       [EXPR_VISITS] = "visites",
	[EXPR_DONE] = "fait",     [EXPR_RIGHT] = "réussi",
	[EXPR_TICKED] = "cochés", [EXPR_COUNT] = "compte",
	[EXPR_IF] = "si",
};

static void add_place(struct buf *out, const struct journey *j, const struct expr *e)
{
	const struct step *s = &j->steps[e->step];
	buf_add(out, s->id);
	if (e->field != EXPR_NO_FIELD) {
		buf_addc(out, '.');
		buf_add(out, s->fields[e->field].id);
	}
}

static void add_option(struct buf *out, const struct journey *j, const struct expr *e)
{
	const struct step *s = &j->steps[e->step];
	const struct option *options =
		e->field == EXPR_NO_FIELD ? s->options : s->fields[e->field].options;
	buf_add(out, options[e->option].id);
}

/* The arguments, in brackets; depth is bounded by EXPR_MAX_DEPTH at parsing. */
static void add_arguments(struct buf *out, const struct journey *j, const struct expr *e)
{
	buf_addc(out, '(');
	for (uint32_t i = 0; i < e->n_args; i++) {
		if (i > 0) {
			buf_add(out, STR("; "));
		}
		expr_print(out, j, e->args[i]);
	}
	buf_addc(out, ')');
}

static void add_infix(struct buf *out, const struct journey *j, const struct expr *e)
{
	buf_addc(out, '(');
	for (uint32_t i = 0; i < e->n_args; i++) {
		if (i > 0) {
			buf_addc(out, ' ');
			buf_add(out, str_from(op_names[e->op]));
			buf_addc(out, ' ');
		}
		expr_print(out, j, e->args[i]);
	}
	buf_addc(out, ')');
}

void expr_print(struct buf *out, const struct journey *j, const struct expr *e)
{
	switch (e->op) {
	case EXPR_OR:
	case EXPR_AND:
	case EXPR_EQ:
	case EXPR_NE:
	case EXPR_LT:
	case EXPR_LE:
	case EXPR_GT:
	case EXPR_GE:
	case EXPR_CONTAINS:
		add_infix(out, j, e);
		break;
	case EXPR_NOT:
	case EXPR_AMONG:
	case EXPR_COUNT:
	case EXPR_IF:
		buf_add(out, str_from(op_names[e->op]));
		add_arguments(out, j, e);
		break;
	case EXPR_NUMBER:
		number_add_json(out, e->number);
		break;
	case EXPR_TEXT:
		buf_addf(out, "\"%.*s\"", STR_ARG(e->text));
		break;
	case EXPR_DATE:
		buf_addc(out, '"');
		date_add_json(out, e->date);
		buf_addc(out, '"');
		break;
	case EXPR_YES_NO:
		buf_add(out, str_from(e->yes ? "oui" : "non"));
		break;
	case EXPR_OPTION:
		add_option(out, j, e);
		break;
	case EXPR_ANSWER:
		add_place(out, j, e);
		break;
	case EXPR_ANSWERED:
	case EXPR_SEEN:
	case EXPR_VISITS:
	case EXPR_DONE:
	case EXPR_RIGHT:
	case EXPR_TICKED:
		buf_add(out, str_from(op_names[e->op]));
		buf_addc(out, '(');
		add_place(out, j, e);
		buf_addc(out, ')');
		break;
	case EXPR_COMPUTED:
		expr_print(out, j, j->computed[e->computed].expr);
		break;
	}
}

/* --- The graph ---------------------------------------------------------------------------- */

/* The text of the graph is hashed as it comes, never held; only numbers and conditions are
 * written out first, in `piece`. */
struct digest {
	uint64_t hash;
	struct buf piece;
};

static void add(struct digest *out, struct str s)
{
	out->hash = str_hash_more(out->hash, s);
}

static void add_piece(struct digest *out)
{
	add(out, buf_str(&out->piece));
	buf_clear(&out->piece);
}

/* " name:"; plain copies, for this runs over every edge of a journey. */
static void add_label(struct digest *out, const char *name)
{
	add(out, STR(" "));
	add(out, str_from(name));
	add(out, STR(":"));
}

static void add_step_id(struct digest *out, const struct journey *j, const char *name, step_id s)
{
	if (s != STEP_NONE) {
		add_label(out, name);
		add(out, j->steps[s].id);
	}
}

static void add_condition(struct digest *out, const struct journey *j, const char *name,
                          const struct expr *e)
{
	if (e != NULL) {
		add_label(out, name);
		expr_print(&out->piece, j, e);
		add_piece(out);
	}
}

static void add_options(struct digest *out, const struct journey *j, const struct option *options,
                        uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		const struct option *o = &options[i];
		add(out, STR("\n  o "));
		add(out, o->id);
		add(out, str_from(o->once ? " une_fois" : ""));
		add(out, str_from(o->right ? " juste" : ""));
		add_step_id(out, j, "vers", o->to);
		add_step_id(out, j, "détour", o->detour);
		add_condition(out, j, "si", o->when);
		add_condition(out, j, "griser_si", o->grey);
	}
}

static void add_bound(struct digest *out, const char *name, const struct field *f,
                      const struct bound *b)
{
	if (!b->is_set) {
		return;
	}
	buf_addf(&out->piece, " %s:", name);
	add_piece(out);
	if (f->type == FIELD_DATE) {
		date_add_json(&out->piece, b->date);
		add_piece(out);
	} else {
		number_add_json(&out->piece, b->number);
		add_piece(out);
	}
}

static void add_fields(struct digest *out, const struct journey *j, const struct step *s)
{
	for (uint32_t i = 0; i < s->n_fields; i++) {
		const struct field *f = &s->fields[i];
		add(out, STR("\n  c "));
		add(out, f->id);
		buf_addf(&out->piece, " %u%s", (unsigned)f->type, f->optional ? " facultatif" : "");
		add_piece(out);
		add_bound(out, "min", f, &f->min);
		add_bound(out, "max", f, &f->max);
		add_options(out, j, f->options, f->n_options);
	}
}

static void add_hub(struct digest *out, const struct journey *j, const struct hub *hub)
{
	for (uint32_t i = 0; i < hub->n_items; i++) {
		add(out, STR("\n  i "));
		add(out, hub->items[i].name);
		add_step_id(out, j, "vers", hub->items[i].to);
	}
	buf_addf(&out->piece, "\n  exiger:%u", hub->required);
	add_piece(out);
	add_step_id(out, j, "ensuite", hub->then);
}

static void add_step(struct digest *out, const struct journey *j, const struct step *s)
{
	add(out, STR("\ne "));
	add(out, s->id);
	add(out, STR(" "));
	add(out, str_from(step_kind_name(s->kind)));
	add(out, str_from(s->optional ? " facultatif" : ""));
	if (s->is_several) {
		buf_addf(&out->piece, " %u %u %u", s->several.min, s->several.max,
		         s->several.exclusive);
		add_piece(out);
	}
	add_options(out, j, s->options, s->n_options);
	add_fields(out, j, s);
	if (s->estimate != NULL) {
		add(out, STR(" "));
		number_add_json(&out->piece, s->estimate->right);
		add_piece(out);
		add(out, STR(" "));
		number_add_json(&out->piece, s->estimate->from);
		add_piece(out);
		add(out, STR(" "));
		number_add_json(&out->piece, s->estimate->to);
		add_piece(out);
	}
	if (s->hub != NULL) {
		add_hub(out, j, s->hub);
	}
	add_step_id(out, j, "vers", s->to);
	for (uint32_t i = 0; i < s->n_edges; i++) {
		add_condition(out, j, "si", s->edges[i].when);
		add_step_id(out, j, "vers", s->edges[i].to);
	}
	add(out, str_from(s->back ? " retour" : ""));
	add_step_id(out, j, "sinon", s->otherwise);
	if (s->reminder != STEP_NONE) {
		add_step_id(out, j, "rappel", s->reminder);
	}
	add(out, str_from(s->success ? " réussie" : ""));
}

static int by_id(const void *a, const void *b)
{
	const struct step *const *left = a, *const *right = b;
	return str_cmp((*left)->id, (*right)->id);
}

uint64_t journey_fingerprint(const struct journey *j)
{
	const struct step **sorted = mem_array(j->n_steps, sizeof sorted[0]);
	for (uint32_t i = 0; i < j->n_steps; i++) {
		sorted[i] = &j->steps[i];
	}
	if (j->n_steps > 0) {
		qsort(sorted, j->n_steps, sizeof sorted[0], by_id);
	}
	struct digest digest = {.hash = STR_HASH_BEGIN};
	add_step_id(&digest, j, "départ", j->start);
	for (uint32_t i = 0; i < j->n_steps; i++) {
		add_step(&digest, j, sorted[i]);
	}
	buf_finish(&digest.piece);
	mem_free(sorted);
	return digest.hash;
}
