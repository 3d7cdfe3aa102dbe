/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditions and the calculs that they name. A calcul is parsed when first needed, so that its
 * type is known wherever it is used; one that needs itself is told with the names of its circle.
 * What a condition comes to, its calculs written out, has a limit.
 */
#include "schema.h"

#include "i18n.h"
#include "traps.h"

enum computing_state {
	COMPUTING_NOT_YET,
	COMPUTING_NOW,
	COMPUTING_DONE,
	COMPUTING_FAILED,
};

struct computing {
	enum computing_state state;
	struct ref ref;  /* its text and place; text.ptr NULL: it has a fault, told */
	uint32_t caller; /* while NOW: who asked, or INDEX_NONE */
	/* Of its tree, once DONE, the calculs that it names in their places. */
	uint32_t n_nodes, node_depth;
};

enum {
	MAX_EXPANDED_NODES = 10000, /* of one expression: each is gone through at every step */
	MENDED_BYTES = 4096,        /* a longer condition gets no corrected line */
	MAX_TOTAL_NODES = 4000000,  /* of all that name a calcul: the fingerprint prints them */
};

static bool computed_type(void *ctx, uint32_t computed, int depth, const struct expr **ret_expr);

static struct diag *tell_fault(struct loader *l, const struct node *node, size_t offset,
                               const struct expr_fault *fault)
{
	return diags_add(l->d, fault->code,
	                 node_span_in(node, l->sources, offset + fault->offset, fault->len), "%.*s",
	                 STR_ARG(fault->message));
}

struct expansion {
	uint32_t n_nodes, node_depth; /* calculs in their places */
	bool has_computed;
};

static uint32_t add_up(uint32_t a, uint32_t b)
{
	return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

/* The tree of one expression is no deeper than its parser went. */
static struct expansion expand(const struct loader *l, const struct expr *e)
{
	struct expansion whole = {0};
	for (uint32_t i = 0; i < e->n_args; i++) {
		struct expansion part = expand(l, e->args[i]);
		whole.n_nodes = add_up(whole.n_nodes, part.n_nodes);
		whole.has_computed = whole.has_computed || part.has_computed;
		if (part.node_depth > whole.node_depth) {
			whole.node_depth = part.node_depth;
		}
	}
	if (e->op == EXPR_COMPUTED) {
		const struct computing *c = &l->computing[e->computed];
		whole = (struct expansion){c->n_nodes, c->node_depth, true};
	}
	whole.n_nodes = add_up(whole.n_nodes, 1);
	whole.node_depth++;
	return whole;
}

/* Short calculs that name one another can stand for a condition without measure. */
static bool is_within_bounds(struct loader *l, const struct expansion *whole, struct span place)
{
	if (!whole->has_computed) {
		return true;
	}
	uint32_t total = add_up(l->n_expanded, whole->n_nodes);
	if (whole->node_depth > EXPR_MAX_NODE_DEPTH) {
		diags_add(l->d, DIAG_PAR03, place,
		          _("trop de parenthèses et de calculs les uns dans les autres ; la limite "
		            "est de %d"),
		          EXPR_MAX_DEPTH);
	} else if (whole->n_nodes > MAX_EXPANDED_NODES) {
		diags_add(l->d, DIAG_PAR03, place,
		          _("une fois ses calculs écrits en entier, cette condition est trop "
		            "longue ; la limite est de %d éléments"),
		          MAX_EXPANDED_NODES);
	} else if (total > MAX_TOTAL_NODES) {
		diags_add(
			l->d, DIAG_PAR03, place,
			_("une fois leurs calculs écrits en entier, les conditions de ce parcours "
		          "sont trop longues ; la limite est de %d éléments en tout"),
			MAX_TOTAL_NODES);
	} else {
		l->n_expanded = total;
		return true;
	}
	return false;
}

/* What people write for the signs and words of conditions. */
static const struct {
	const char *written, *meant;
} habits[] = {
	{" est égal à ", " = "}, {" égale ", " = "},         {" est ", " = "}, {" == ", " = "},
	{"==", " = "},           {" <> ", " != "},           {"<>", " != "},   {" && ", " et "},
	{" || ", " ou "},        {" différent de ", " != "},
};

/* As the fix, where it is a condition. */
static bool mend_with(struct loader *l, const struct expr_scope *scope, const struct node *node,
                      struct diag *told, struct str mended)
{
	struct expr_fault fault;
	if (expr_parse(scope, arena_str(l->arena, mended), &fault) == NULL) {
		return false;
	}
	trap_fix_value(l->d, l->sources, told, node, mended);
	return true;
}

/* `soif est oui`, `soif == oui`: a condition once it has its sign; the fault becomes that. */
static void mend_habits(struct loader *l, const struct expr_scope *scope, const struct node *node,
                        struct diag *told)
{
	for (size_t i = 0; i < sizeof habits / sizeof habits[0]; i++) {
		struct str sign = str_from(habits[i].written);
		size_t at = str_find(node->text, sign, 0);
		if (at == SIZE_MAX) {
			continue;
		}
		struct buf mended = {0};
		buf_add(&mended, str_slice(node->text, 0, at));
		buf_add(&mended, str_from(habits[i].meant));
		buf_add(&mended, str_slice(node->text, at + sign.len, node->text.len));
		bool well = mend_with(l, scope, node, told, buf_str(&mended));
		buf_finish(&mended);
		if (well) {
			return;
		}
	}
}

/* `soif = oui ou non`: what stands left of the sign is to be said again. */
static void mend_repeated(struct loader *l, const struct expr_scope *scope, const struct node *node,
                          struct diag *told, size_t fault)
{
	size_t sign = str_find(node->text, STR("="), 0);
	if (sign == SIZE_MAX || sign >= fault) {
		return;
	}
	bool is_not = sign > 0 && node->text.ptr[sign - 1] == '!';
	struct str left = str_trim(str_slice(node->text, 0, sign - is_not));
	struct buf mended = {0};
	buf_add(&mended, str_slice(node->text, 0, fault));
	buf_addf(&mended, "%.*s %s= ", STR_ARG(left), is_not ? "!" : "");
	buf_add(&mended, str_slice(node->text, fault, node->text.len));
	(void)mend_with(l, scope, node, told, buf_str(&mended));
	buf_finish(&mended);
}

/* The condition with what was meant in the place of the fault. */
static void mend_fault(struct loader *l, const struct node *node, struct diag *told,
                       const struct expr_fault *fault)
{
	struct buf mended = {0};
	size_t after = fault->offset + fault->n_instead;
	buf_add(&mended, str_slice(node->text, 0, fault->offset));
	buf_add(&mended, fault->instead);
	buf_add(&mended, str_slice(node->text, after, node->text.len));
	trap_fix_value(l->d, l->sources, told, node, buf_str(&mended));
	buf_finish(&mended);
}

/* The expression that stands in the node's text from `offset` on. NULL: told. */
static const struct expr *parse_at(struct loader *l, const struct node *node, size_t offset,
                                   size_t len, int depth)
{
	struct expr_scope scope = {
		.journey = l->j,
		.arena = l->arena,
		.computed_type = computed_type,
		.ctx = l,
		.span = node_span_in(node, l->sources, offset, len),
		.is_terse = !loader_may_suggest(l),
		.depth = depth,
	};
	struct expr_fault fault;
	const struct expr *e = expr_parse(&scope, str_slice(node->text, offset, len), &fault);
	if (e == NULL) {
		struct diag *told = tell_fault(l, node, offset, &fault);
		if (len != node->text.len || len > MENDED_BYTES) {
			return NULL;
		}
		if (fault.instead.len > 0) {
			mend_fault(l, node, told, &fault);
		} else if (fault.code == DIAG_PAR51) {
			mend_repeated(l, &scope, node, told, fault.offset);
		} else {
			mend_habits(l, &scope, node, told);
		}
	}
	return e;
}

const struct expr *loader_parse(struct loader *l, const struct node *node, size_t offset,
                                size_t len)
{
	const struct expr *e = parse_at(l, node, offset, len, 0);
	if (e == NULL) {
		return NULL;
	}
	struct expansion whole = expand(l, e);
	return is_within_bounds(l, &whole, expr_span(e)) ? e : NULL;
}

/* « a → b → a » */
static void tell_circle(struct loader *l, uint32_t first)
{
	struct buf names = {0};
	uint32_t at = l->computing[first].caller;
	buf_add(&names, l->j->computed[first].id);
	for (uint32_t hops = 0; at != INDEX_NONE && hops < l->j->n_computed; hops++) {
		struct buf longer = {0};
		buf_add(&longer, l->j->computed[at].id);
		buf_add(&longer, STR(" → "));
		buf_add(&longer, buf_str(&names));
		buf_finish(&names);
		names = longer;
		if (at == first) {
			break;
		}
		at = l->computing[at].caller;
	}
	diags_add(l->d, DIAG_PAR54, l->j->computed[first].span,
	          _("ces calculs se demandent l'un l'autre sans fin : %.*s"),
	          STR_ARG(buf_str(&names)));
	buf_finish(&names);
}

static void compute(struct loader *l, uint32_t computed, uint32_t caller, int depth)
{
	struct computing *c = &l->computing[computed];
	c->state = COMPUTING_NOW;
	c->caller = caller;
	uint32_t outer = l->computing_now;
	l->computing_now = computed;
	struct node node = ref_node(&c->ref);
	const struct expr *e = parse_at(l, &node, 0, node.text.len, depth);
	l->computing_now = outer;
	if (e != NULL) {
		struct expansion whole = expand(l, e);
		e = is_within_bounds(l, &whole, node_span(&node)) ? e : NULL;
		c->n_nodes = whole.n_nodes;
		c->node_depth = whole.node_depth;
	}
	l->j->computed[computed].expr = e;
	c->state = e != NULL ? COMPUTING_DONE : COMPUTING_FAILED;
}

static bool computed_type(void *ctx, uint32_t computed, int depth, const struct expr **ret_expr)
{
	struct loader *l = ctx;
	struct computing *c = &l->computing[computed];
	if (c->state == COMPUTING_NOW) {
		c->caller = l->computing_now;
		tell_circle(l, computed);
		return false;
	}
	if (c->state == COMPUTING_NOT_YET) {
		compute(l, computed, l->computing_now, depth);
	}
	*ret_expr = l->j->computed[computed].expr;
	return c->state == COMPUTING_DONE;
}

/* Room for one more; it counts as having a fault until it is known to have none. */
static struct computing *add_computed(struct loader *l, const struct node *id, bool is_value)
{
	struct computed *c = loader_grow(l, (void **)&l->j->computed, &l->j->n_computed,
	                                 &l->cap_computed, sizeof *c);
	*c = (struct computed){.id = id->text, .span = node_span(id), .is_value = is_value};
	uint32_t n = l->j->n_computed - 1;
	struct computing *computing =
		loader_grow(l, (void **)&l->computing, &n, &l->cap_computing, sizeof *computing);
	*computing = (struct computing){.state = COMPUTING_FAILED};
	return computing;
}

void load_computed(struct loader *l, const struct node *id, const struct node *value)
{
	struct computing *computing = add_computed(l, id, false);
	if (schema_scalar(l, value, N_("une condition ou une valeur"))) {
		/* Kept as a ref is, and then taken off the list: it is computed on demand. */
		loader_refer(l, REF_EXPR, value, NULL);
		computing->ref = *loader_ref(l, --l->n_refs);
		computing->state = COMPUTING_NOT_YET;
	}
}

void loader_add_value(struct loader *l, const struct node *id, struct str text)
{
	struct computing *computing = add_computed(l, id, true);
	if (text.ptr != NULL) {
		struct expr *e = arena_alloc(l->arena, sizeof *e);
		*e = (struct expr){.op = EXPR_TEXT, .type = TYPE_TEXT, .text = text};
		l->j->computed[l->j->n_computed - 1].expr = e;
		*computing =
			(struct computing){.state = COMPUTING_DONE, .n_nodes = 1, .node_depth = 1};
	}
}

void loader_compute(struct loader *l)
{
	l->computing_now = INDEX_NONE;
	for (uint32_t i = 0; i < l->j->n_computed; i++) {
		if (l->computing[i].state == COMPUTING_NOT_YET) {
			compute(l, i, INDEX_NONE, 0);
		}
	}
}
