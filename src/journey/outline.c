/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The graph for people: one list of the ways of a step, written in two languages. */
#include "outline.h"

#include "expr.h"
#include "i18n.h"

/* One way, as it is shown. */
struct shown_way {
	step_id to;
	struct str name;         /* of a choice or an item; may be empty */
	const char *how;         /* translated; may be empty */
	const struct expr *when; /* NULL: always */
	bool is_call;
};

typedef void (*way_fn)(void *ctx, const struct shown_way *way);

static void give(way_fn each, void *ctx, struct shown_way way)
{
	if (way.to != STEP_NONE) {
		each(ctx, &way);
	}
}

static void each_way(const struct step *s, way_fn each, void *ctx)
{
	for (uint32_t i = 0; i < s->n_options; i++) {
		const struct option *o = &s->options[i];
		give(each, ctx, (struct shown_way){o->to, o->id, "", o->when, false});
		give(each, ctx, (struct shown_way){o->detour, o->id, _("détour"), o->when, true});
	}
	for (uint32_t i = 0; s->hub != NULL && i < s->hub->n_items; i++) {
		give(each, ctx,
		     (struct shown_way){s->hub->items[i].to, s->hub->items[i].name, _("carrefour"),
		                        NULL, true});
	}
	if (s->hub != NULL) {
		give(each, ctx,
		     (struct shown_way){s->hub->then, (struct str){0}, _("ensuite"), NULL, false});
	}
	for (uint32_t i = 0; i < s->n_edges; i++) {
		const struct edge *e = &s->edges[i];
		bool is_last = e->when == NULL && i > 0;
		give(each, ctx,
		     (struct shown_way){e->to, (struct str){0}, is_last ? _("sinon") : "", e->when,
		                        false});
	}
	give(each, ctx, (struct shown_way){s->to, (struct str){0}, "", NULL, false});
	give(each, ctx,
	     (struct shown_way){s->otherwise, (struct str){0}, _("sans appel"), NULL, false});
	give(each, ctx, (struct shown_way){s->reminder, (struct str){0}, _("rappel"), NULL, false});
}

/* « choix, si condition » */
static void add_label(struct buf *out, const struct journey *j, const struct shown_way *way)
{
	buf_add(out, way->name);
	if (way->how[0] != '\0') {
		buf_addf(out, "%s%s", way->name.len > 0 ? ", " : "", way->how);
	}
	if (way->when != NULL) {
		bool is_first = way->name.len == 0 && way->how[0] == '\0';
		buf_addf(out, "%s%s ", is_first ? "" : ", ", _("si"));
		expr_print(out, j, way->when);
	}
}

/* --- Graphviz ------------------------------------------------------------------------------- */

static void add_quoted(struct buf *out, struct str s)
{
	buf_addc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"' || s.ptr[i] == '\\') {
			buf_addc(out, '\\');
		}
		buf_addc(out, s.ptr[i] == '\n' ? ' ' : s.ptr[i]);
	}
	buf_addc(out, '"');
}

static const char *const shapes[STEP_N_KINDS] = {
	[STEP_INFO] = "box",         [STEP_JUNCTION] = "point",   [STEP_QUESTION] = "hexagon",
	[STEP_SEVERAL] = "hexagon",  [STEP_QUIZ] = "hexagon",     [STEP_ESTIMATE] = "hexagon",
	[STEP_INPUT] = "note",       [STEP_NOTE] = "note",        [STEP_HARVEST] = "note",
	[STEP_SIGHTING] = "house",   [STEP_HUB] = "octagon",      [STEP_REVIEW] = "folder",
	[STEP_COMPOSITION] = "note", [STEP_CATALOGUE] = "folder", [STEP_ENDING] = "doublecircle",
};

struct drawing {
	struct buf *out;
	const struct journey *j;
	const struct step *from;
};

static void draw_way(void *ctx, const struct shown_way *way)
{
	struct drawing *d = ctx;
	struct buf label = {0};
	add_label(&label, d->j, way);
	buf_add(d->out, STR("  "));
	add_quoted(d->out, d->from->id);
	buf_add(d->out, STR(" -> "));
	add_quoted(d->out, d->j->steps[way->to].id);
	buf_add(d->out, STR(" [label="));
	add_quoted(d->out, buf_str(&label));
	buf_add(d->out, way->is_call ? STR(", style=dashed];\n") : STR("];\n"));
	buf_finish(&label);
}

static void draw_steps(struct drawing *d, uint32_t section)
{
	for (step_id s = 0; s < d->j->n_steps; s++) {
		const struct step *step = &d->j->steps[s];
		if (step->section != section) {
			continue;
		}
		buf_add(d->out, STR("  "));
		add_quoted(d->out, step->id);
		buf_addf(d->out, " [shape=%s%s];\n", shapes[step->kind],
		         s == d->j->start ? ", penwidth=3" : "");
	}
}

void outline_add_dot(struct buf *out, const struct journey *j)
{
	struct drawing d = {.out = out, .j = j};
	buf_add(out, STR("digraph "));
	add_quoted(out, j->id);
	buf_add(out, STR(" {\n  rankdir=TB;\n  node [fontname=\"sans-serif\"];\n"
	                 "  edge [fontname=\"sans-serif\", fontsize=10];\n"));
	for (uint32_t i = 0; i < j->n_sections; i++) {
		buf_addf(out, "  subgraph \"cluster_%u\" {\n  label=", i);
		add_quoted(out, j->sections[i].title.source);
		buf_add(out, STR(";\n"));
		draw_steps(&d, i);
		buf_add(out, STR("  }\n"));
	}
	draw_steps(&d, INDEX_NONE);
	for (step_id s = 0; s < j->n_steps; s++) {
		d.from = &j->steps[s];
		each_way(d.from, draw_way, &d);
	}
	buf_add(out, STR("}\n"));
}

/* --- Lines --------------------------------------------------------------------------------- */

static void write_way(void *ctx, const struct shown_way *way)
{
	struct drawing *d = ctx;
	buf_addf(d->out, "    %s %.*s", way->is_call ? "⇄" : "→", STR_ARG(d->j->steps[way->to].id));
	if (way->name.len > 0 || way->how[0] != '\0' || way->when != NULL) {
		buf_add(d->out, STR(" ("));
		add_label(d->out, d->j, way);
		buf_addc(d->out, ')');
	}
	buf_addc(d->out, '\n');
}

void outline_add_text(struct buf *out, const struct journey *j)
{
	struct drawing d = {.out = out, .j = j};
	uint32_t section = INDEX_NONE;
	for (step_id s = 0; s < j->n_steps; s++) {
		const struct step *step = d.from = &j->steps[s];
		if (step->section != section && step->section != INDEX_NONE) {
			buf_addf(out, "%s== %.*s ==\n\n", s > 0 ? "\n" : "",
			         STR_ARG(j->sections[step->section].title.source));
		}
		section = step->section;
		buf_addf(out, "%.*s [%s]%s\n", STR_ARG(step->id), step_kind_name(step->kind),
		         s == j->start ? _(" départ") : "");
		each_way(step, write_way, &d);
		if (step->back) {
			buf_add(out, str_from(_("    ↩ retour\n")));
		}
	}
}
