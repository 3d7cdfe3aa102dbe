/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks and reasons in words: the ids of the author, which are what can be looked for. */
#include "explore_parts.h"

#include "graph.h"
#include "i18n.h"
#include "mem.h"

/* --- Answers ------------------------------------------------------------------------- */

static void add_options(struct buf *out, const struct option *options, const uint32_t *list,
                        uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		buf_addf(out, "%s%.*s", i > 0 ? " + " : "", STR_ARG(options[list[i]].id));
	}
	if (n == 0) {
		buf_add(out, STR("…"));
	}
}

static void add_value(struct buf *out, const struct answer *a, const struct option *options)
{
	if (a == NULL) {
		buf_add(out, STR("…"));
		return;
	}
	switch (a->kind) {
	case ANSWER_OPTION:
		add_options(out, options, &a->option, 1);
		break;
	case ANSWER_SET:
		add_options(out, options, a->set.options, a->set.n);
		break;
	case ANSWER_NUMBER:
		number_add_french(out, a->number);
		break;
	case ANSWER_TEXT:
		buf_addf(out, "\"%.*s\"", STR_ARG(a->text));
		break;
	case ANSWER_DATE:
		date_add_french(out, a->date);
		break;
	case ANSWER_YES_NO:
		buf_add(out, str_from(a->yes ? _("oui") : _("non")));
		break;
	case ANSWER_OPEN:
	case ANSWER_FIELDS:
	case ANSWER_MISFIT:
		break;
	}
}

/* What the row holds of a fact. */
static uint32_t value_in(const struct var *v, const uint64_t *row)
{
	uint32_t value = 0;
	for (uint32_t i = 0; i < v->n_bits; i++) {
		uint32_t bit = v->first_bit + i;
		value |= (uint32_t)(row[bit / 64] >> bit % 64 & 1) << i;
	}
	return value;
}

static void add_fields(const struct exploration *x, step_id s, const uint64_t *row, struct buf *out)
{
	const struct step_vars *of = &x->vars.of[s];
	const struct step *step = &x->j->steps[s];
	for (uint32_t i = 0; i < of->n_fields; i++) {
		const struct var *v = &x->vars.list[of->first_field + i];
		const struct field *f = &step->fields[v->index];
		buf_addf(out, "%s%.*s = ", i > 0 ? ", " : "", STR_ARG(f->id));
		add_value(out, v->answers[value_in(v, row)], f->options);
	}
}

/* A choice that the row's value stands for, and that leads the same way. */
static uint32_t option_in(const struct exploration *x, const struct way *way, const uint64_t *row)
{
	step_id s = x->spots[way->from].step;
	const struct option *options = x->j->steps[s].options;
	uint32_t answer = x->vars.of[s].answer;
	const struct var *v = answer != VAR_NONE ? &x->vars.list[answer] : NULL;
	for (uint32_t i = way->index; v != NULL && i < x->j->steps[s].n_options; i++) {
		if (v->class_of[i] == value_in(v, row) && options[i].to == options[way->index].to &&
		    options[i].detour == STEP_NONE) {
			return i;
		}
	}
	return way->index;
}

/* What the way answers, in brackets; nothing where nothing is answered. */
static void add_move(const struct exploration *x, const struct way *way, const uint64_t *row,
                     struct buf *out)
{
	step_id s = x->spots[way->from].step;
	const struct step *step = &x->j->steps[s];
	uint32_t answer = x->vars.of[s].answer;
	const struct var *v = answer != VAR_NONE ? &x->vars.list[answer] : NULL;
	struct buf said = {0};
	switch (way->kind) {
	case MOVE_OPTION:
		buf_add(&said, step->options[option_in(x, way, row)].id);
		break;
	case MOVE_DETOUR:
		buf_add(&said, step->options[way->index].id);
		break;
	case MOVE_ITEM:
		buf_add(&said, step->hub->items[way->index].name);
		break;
	case MOVE_SET:
	case MOVE_GUESS:
	case MOVE_WRITE:
		if (v != NULL) {
			add_value(&said, v->answers[value_in(v, row)], step->options);
		}
		break;
	case MOVE_FIELDS:
		add_fields(x, s, row, &said);
		break;
	case MOVE_OPEN:
		buf_add(&said, str_from(_("laissé ouvert")));
		break;
	case MOVE_ON:
		break;
	}
	if (step->kind == STEP_JUNCTION) {
		buf_addf(out, " (%s)", _("jonction"));
	} else if (said.len > 0) {
		buf_addf(out, " (%.*s)", STR_ARG(buf_str(&said)));
	}
	buf_finish(&said);
}

/* --- Walks ---------------------------------------------------------------------------- */

/* One stay of a walk: the rows just after the way by which it was left. */
struct stay {
	uint32_t spot;
	const struct way *way; /* NULL: the last one */
	uint64_t *row;
};

struct walk_found {
	struct stay *list; /* last to first */
	size_t n, cap;
};

static struct stay *stay_add(struct walk_found *f, const struct exploration *x, uint32_t spot)
{
	if (f->n == f->cap) {
		f->cap = f->cap == 0 ? 16 : f->cap * 2;
		f->list = mem_resize(f->list, f->cap, sizeof f->list[0]);
	}
	struct stay *s = &f->list[f->n++];
	*s = (struct stay){.spot = spot, .row = mem_array(x->n_words, sizeof s->row[0])};
	return s;
}

/* Those met at the distance, at the spot. */
static bdd met_at(const struct spot *s, uint32_t distance)
{
	for (uint32_t i = 0; i < s->n_layers; i++) {
		if (s->layers[i].distance == distance) {
			return s->layers[i].set;
		}
	}
	return BDD_NONE;
}

static bdd one_row(struct exploration *x, bdd set)
{
	uint64_t *row = mem_array(x->n_words, sizeof row[0]);
	bdd one = BDD_ALL;
	bdd_pick(&x->b, set, row);
	for (uint32_t i = x->vars.n_bits; i-- > 0;) {
		bdd bit = bdd_bit(&x->b, i);
		bool is_set = (row[i / 64] >> i % 64 & 1) != 0;
		one = bdd_and(&x->b, is_set ? bit : bdd_not(&x->b, bit), one);
	}
	mem_free(row);
	return one;
}

/* The way by which one row at the spot was first met, and a row that it came from. */
static bool step_back(struct exploration *x, struct walk_found *f, uint32_t *spot, bdd *row,
                      uint32_t *distance)
{
	bool is_place = x->j->steps[x->spots[*spot].step].kind != STEP_JUNCTION;
	if (is_place && (*distance == 0 || *distance == x->open_from)) {
		return false;
	}
	bdd here = bdd_free(&x->b, *row, x->spots[*spot].dead);
	uint32_t before = *distance - is_place;
	for (uint32_t w = 0; w < x->n_ways; w++) {
		const struct way *way = &x->ways[w];
		if (way->to != *spot) {
			continue;
		}
		bdd from = bdd_and(&x->b, way_back(x, way, here),
		                   met_at(&x->spots[way->from], before));
		if (from == BDD_NONE) {
			continue;
		}
		from = one_row(x, from);
		struct stay *s = stay_add(f, x, way->from);
		s->way = way;
		bdd_pick(&x->b, bdd_and(&x->b, way_forth_whole(x, way, from), here), s->row);
		*spot = way->from;
		*row = from;
		*distance = before;
		return true;
	}
	return false;
}

static bool nearest(struct exploration *x, const bdd *sets, uint32_t *ret_spot, bdd *ret_set,
                    uint32_t *ret_distance)
{
	*ret_spot = SPOT_NONE;
	for (uint32_t i = 0; i < x->n_spots; i++) {
		const struct spot *s = &x->spots[i];
		for (uint32_t k = 0; k < s->n_layers && sets[i] != BDD_NONE; k++) {
			bdd set = bdd_and(&x->b, s->layers[k].set, sets[i]);
			bool is_nearer =
				*ret_spot == SPOT_NONE || s->layers[k].distance < *ret_distance;
			if (set != BDD_NONE && is_nearer) {
				*ret_spot = i;
				*ret_set = set;
				*ret_distance = s->layers[k].distance;
			}
		}
	}
	return *ret_spot != SPOT_NONE;
}

bool walk_add(struct exploration *x, const bdd *sets, const char *between, struct buf *out,
              struct walk_ends *ret_ends)
{
	struct walk_found f = {0};
	bdd row;
	uint32_t spot, distance;
	if (!nearest(x, sets, &spot, &row, &distance)) {
		return false;
	}
	ret_ends->last = spot;
	ret_ends->is_open = distance >= x->open_from;
	row = one_row(x, row);
	(void)stay_add(&f, x, spot);
	while (step_back(x, &f, &spot, &row, &distance)) {
	}
	ret_ends->first = spot;
	for (size_t i = f.n; i-- > 0;) {
		step_id s = x->spots[f.list[i].spot].step;
		buf_addf(out, "%.*s", STR_ARG(x->j->steps[s].id));
		if (f.list[i].way != NULL) {
			add_move(x, f.list[i].way, f.list[i].row, out);
			buf_add(out, str_from(between));
		}
		mem_free(f.list[i].row);
	}
	mem_free(f.list);
	return true;
}

/* A reminder before a section: whom it reminds has less behind them than can be. */
static void find_opening(const struct journey *j, step_id first, struct walk_start *ret_start)
{
	for (step_id s = 0; s < j->n_steps; s++) {
		if (j->steps[s].reminder == first) {
			*ret_start = (struct walk_start){WALK_FROM_REMINDER, j->steps[s].id};
			return;
		}
	}
	for (uint32_t i = 0; i < j->n_sections; i++) {
		if (j->sections[i].entry == first) {
			*ret_start = (struct walk_start){WALK_FROM_SECTION, j->sections[i].id};
			return;
		}
	}
}

static struct walk_start find_start(const struct journey *j, step_id first, bool is_open)
{
	struct walk_start start = {WALK_FROM_START, {0}};
	if (is_open) {
		find_opening(j, first, &start);
		return start;
	}
	for (uint32_t i = 0; i < j->n_doors && first != j->start; i++) {
		if (j->doors[i].to == first) {
			return (struct walk_start){WALK_FROM_DOOR, j->doors[i].id};
		}
	}
	return start;
}

bool exploration_print_walk(struct exploration *x, step_id step, struct buf *out,
                            struct walk_start *ret_start)
{
	bdd *sets = mem_array(x->n_spots, sizeof sets[0]);
	struct walk_ends ends;
	for (uint32_t i = 0; i < x->n_spots; i++) {
		sets[i] = x->spots[i].step == step ? x->spots[i].met : BDD_NONE;
	}
	bool is_found = walk_add(x, sets, "\n", out, &ends);
	if (is_found) {
		buf_addc(out, '\n');
		*ret_start = find_start(x->j, x->spots[ends.first].step, ends.is_open);
	}
	mem_free(sets);
	return is_found;
}

/* --- Reasons ---------------------------------------------------------------------------- */

/* Looks for the edges from one step to another, with the condition that each has. */
struct looking {
	const struct exploration *x;
	struct buf *out;
	step_id to;
	uint32_t n_found;
};

static void say_edge(struct looking *k, step_id from, const char *how, struct str name,
                     const struct expr *when)
{
	const struct step *s = &k->x->j->steps[from];
	k->n_found++;
	buf_addf(k->out, "  %.*s : %s", STR_ARG(s->id), how);
	if (name.len > 0) {
		buf_addf(k->out, " « %.*s »", STR_ARG(name));
	}
	if (when != NULL) {
		buf_add(k->out, str_from(_(", si ")));
		expr_print(k->out, k->x->j, when);
	}
	if (!k->x->met[from]) {
		buf_add(k->out, str_from(_(" ; mais on n'arrive jamais là")));
	} else if (when != NULL) {
		buf_add(k->out, str_from(_(" ; ce n'est jamais vrai là")));
	}
	buf_addc(k->out, '\n');
}

static void look_at(struct looking *k, step_id from)
{
	const struct step *s = &k->x->j->steps[from];
	for (uint32_t i = 0; i < s->n_options; i++) {
		const struct option *o = &s->options[i];
		if (o->to == k->to || o->detour == k->to) {
			say_edge(k, from, _("le choix"), o->id, o->when);
		}
	}
	for (uint32_t i = 0; i < s->n_edges; i++) {
		if (s->edges[i].to == k->to) {
			say_edge(k, from,
			         s->edges[i].when == NULL ? _("le « sinon »") : _("la suite"),
			         (struct str){0}, s->edges[i].when);
		}
	}
	if (s->to == k->to || s->otherwise == k->to) {
		say_edge(k, from, s->to == k->to ? _("« vers »") : _("« sinon »"), (struct str){0},
		         NULL);
	}
	for (uint32_t i = 0; s->hub != NULL && i < s->hub->n_items; i++) {
		if (s->hub->items[i].to == k->to) {
			say_edge(k, from, _("l'étape du carrefour"), s->hub->items[i].name, NULL);
		}
	}
	if (s->hub != NULL && s->hub->then == k->to) {
		say_edge(k, from, _("« ensuite »"), (struct str){0}, NULL);
	}
}

void exploration_print_why(const struct exploration *x, step_id step, struct buf *out)
{
	struct looking k = {.x = x, .out = out, .to = step};
	for (step_id s = 0; s < x->j->n_steps; s++) {
		look_at(&k, s);
	}
	if (k.n_found == 0) {
		buf_add(out, str_from(_("  aucune étape n'y mène\n")));
	}
}
