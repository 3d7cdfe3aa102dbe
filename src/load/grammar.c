/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The productions of YAML 1.1 as libyaml 0.2.5 has them, by a stack of states: one for each map
 * or list that is open, which says what its next token may be. A token that a state has
 * no use for ends what it waited for, without a value perhaps, and is looked at again by the
 * state that this leads to.
 */
#include "grammar.h"

#include "libyaml.h"
#include "mem.h"

/* What comes next, in the innermost map or list that is open. */
enum state {
	AT_START,      /* of the file */
	AT_DIRECTIVES, /* after one: %YAML, %TAG */
	AT_DOCUMENT,   /* after `---` */
	AT_FINISH,     /* after the document */

	AT_MAP_KEY_SIGN, /* a block: its marks are lines and margins */
	AT_MAP_KEY,
	AT_MAP_VALUE_SIGN,
	AT_MAP_VALUE,
	AT_LIST_DASH,
	AT_LIST_ITEM,
	AT_FLUSH_LIST_DASH, /* its dashes stand right below the key that it is the value of */
	AT_FLUSH_LIST_ITEM,

	AT_FLOW_MAP_PAIR, /* between { }: of a key and its value */
	AT_FLOW_MAP_COMMA,
	AT_FLOW_MAP_KEY,
	AT_FLOW_MAP_NO_SIGN, /* the key stood there alone */
	AT_FLOW_MAP_VALUE_SIGN,
	AT_FLOW_MAP_VALUE,
	AT_FLOW_LIST_ITEM, /* between [ ] */
	AT_FLOW_LIST_COMMA,

	AT_FLOW_PAIR_KEY, /* `[key: value]`, a map of one pair */
	AT_FLOW_PAIR_VALUE_SIGN,
	AT_FLOW_PAIR_VALUE,
	AT_FLOW_PAIR_END,
};

struct grammar {
	yaml_parser_t scanner;
	yaml_token_t token;
	bool has_token;   /* scanned, and not yet used */
	yaml_mark_t mark; /* just after the last sign of a block: an empty value stands there */
	struct str bytes;
	enum state states[GRAMMAR_MAX_DEPTH + 1];
	int depth;
	struct part part;
};

struct grammar *grammar_open(struct str bytes)
{
	struct grammar *g = mem_alloc(sizeof *g);
	g->bytes = bytes;
	libyaml_begin(&g->scanner, bytes);
	return g;
}

void grammar_close(struct grammar *g)
{
	yaml_token_delete(&g->token);
	yaml_parser_delete(&g->scanner);
	mem_free(g);
}

static const struct part *give(struct grammar *g, enum part_kind kind, enum node_style style,
                               const yaml_mark_t *from, const yaml_mark_t *to)
{
	struct part *part = &g->part;
	part->kind = kind;
	part->style = style;
	part->line = (uint32_t)from->line + 1;
	part->col = (uint32_t)from->column + 1;
	part->end_line = (uint32_t)to->line + 1;
	part->end_col = (uint32_t)to->column + 1;
	return part;
}

/* The token fits nowhere. */
static const struct part *stop(struct grammar *g)
{
	g->part.fault = (struct yaml_fault){
		.problem = "did not find expected node content",
		.line = (uint32_t)g->token.start_mark.line + 1,
		.col = (uint32_t)g->token.start_mark.column + 1,
	};
	g->part.kind = PART_FAULT;
	libyaml_stops(g->bytes, YAML_STREAM_END_EVENT, &g->part);
	return &g->part;
}

/* --- What the states are made of ---------------------------------------------------------- */

/* The token is used up; its text stays until the next is scanned. */
static void use(struct grammar *g)
{
	g->has_token = false;
}

/* What the innermost map or list is at from now on. Returns what gives no part: NULL. */
static const struct part *be(struct grammar *g, enum state state)
{
	g->states[g->depth] = state;
	return NULL;
}

static const struct part *use_and_be(struct grammar *g, enum state state)
{
	use(g);
	return be(g, state);
}

/* A sign of a block. */
static const struct part *pass_sign(struct grammar *g, enum state after)
{
	g->mark = g->token.end_mark;
	return use_and_be(g, after);
}

static const struct part *begin_part(struct grammar *g, enum part_kind kind, enum node_style style,
                                     enum state inside)
{
	g->depth++;
	be(g, inside);
	return give(g, kind, style, &g->token.start_mark, &g->token.end_mark);
}

/* The token, which stays, is of what the map or list stands in. */
static const struct part *end_part(struct grammar *g)
{
	g->depth--;
	return give(g, PART_END, NODE_PLAIN, &g->token.start_mark, &g->token.end_mark);
}

static const struct part *use_and_end(struct grammar *g)
{
	use(g);
	return end_part(g);
}

static const struct part *give_empty(struct grammar *g, enum state after, const yaml_mark_t *at)
{
	be(g, after);
	g->part.text = (struct str){"", 0};
	return give(g, PART_SCALAR, NODE_PLAIN, at, at);
}

/* Where the token stands. */
static const struct part *give_empty_here(struct grammar *g, enum state after)
{
	return give_empty(g, after, &g->token.start_mark);
}

static const enum node_style scalar_styles[] = {
	[YAML_ANY_SCALAR_STYLE] = NODE_PLAIN,
	[YAML_PLAIN_SCALAR_STYLE] = NODE_PLAIN,
	[YAML_SINGLE_QUOTED_SCALAR_STYLE] = NODE_SINGLE_QUOTED,
	[YAML_DOUBLE_QUOTED_SCALAR_STYLE] = NODE_DOUBLE_QUOTED,
	[YAML_LITERAL_SCALAR_STYLE] = NODE_LITERAL,
	[YAML_FOLDED_SCALAR_STYLE] = NODE_FOLDED,
};

static const struct opening {
	enum part_kind kind;
	enum node_style style;
	enum state inside; /* AT_START: the token opens nothing */
} openings[YAML_SCALAR_TOKEN + 1] = {
	[YAML_BLOCK_MAPPING_START_TOKEN] = {PART_MAP, NODE_BLOCK, AT_MAP_KEY_SIGN},
	[YAML_BLOCK_SEQUENCE_START_TOKEN] = {PART_LIST, NODE_BLOCK, AT_LIST_DASH},
	[YAML_FLOW_MAPPING_START_TOKEN] = {PART_MAP, NODE_FLOW, AT_FLOW_MAP_PAIR},
	[YAML_FLOW_SEQUENCE_START_TOKEN] = {PART_LIST, NODE_FLOW, AT_FLOW_LIST_ITEM},
};

/* The token begins a node, after which the innermost map or list is at `after`. */
static const struct part *give_node(struct grammar *g, enum state after)
{
	const yaml_token_t *token = &g->token;
	if (token->type == YAML_SCALAR_TOKEN) {
		use_and_be(g, after);
		g->part.text = (struct str){(const char *)token->data.scalar.value,
		                            token->data.scalar.length};
		return give(g, PART_SCALAR, scalar_styles[token->data.scalar.style],
		            &token->start_mark, &token->end_mark);
	}
	const struct opening *opening = &openings[token->type];
	if (opening->inside == AT_START) {
		return stop(g);
	}
	use_and_be(g, after);
	return begin_part(g, opening->kind, opening->style, opening->inside);
}

/* Between brackets, where margins mean nothing. */
static const struct part *give_flow_node(struct grammar *g, enum state after)
{
	return openings[g->token.type].style == NODE_BLOCK ? stop(g) : give_node(g, after);
}

/* --- The states: each gives a part, or NULL where it only went on to another --------------- */

/* Of a key or a value of a block: whether it is empty. */
static bool is_map_sign(yaml_token_type_t type)
{
	return type == YAML_KEY_TOKEN || type == YAML_VALUE_TOKEN || type == YAML_BLOCK_END_TOKEN;
}

static bool is_list_sign(yaml_token_type_t type)
{
	return type == YAML_BLOCK_ENTRY_TOKEN || type == YAML_BLOCK_END_TOKEN;
}

/* A key or a value of a block may be a list whose dashes stand as far left as the key. */
static const struct part *in_map(struct grammar *g, enum state after)
{
	if (is_map_sign(g->token.type)) {
		return give_empty(g, after, &g->mark);
	}
	if (g->token.type == YAML_BLOCK_ENTRY_TOKEN) {
		be(g, after);
		return begin_part(g, PART_LIST, NODE_BLOCK, AT_FLUSH_LIST_DASH);
	}
	return give_node(g, after);
}

static const struct part *at_map_key_sign(struct grammar *g)
{
	if (g->token.type == YAML_KEY_TOKEN) {
		return pass_sign(g, AT_MAP_KEY);
	}
	return g->token.type == YAML_BLOCK_END_TOKEN ? use_and_end(g) : stop(g);
}

static const struct part *at_map_key(struct grammar *g)
{
	return in_map(g, AT_MAP_VALUE_SIGN);
}

static const struct part *at_map_value_sign(struct grammar *g)
{
	return g->token.type == YAML_VALUE_TOKEN ? pass_sign(g, AT_MAP_VALUE)
	                                         : give_empty_here(g, AT_MAP_KEY_SIGN);
}

static const struct part *at_map_value(struct grammar *g)
{
	return in_map(g, AT_MAP_KEY_SIGN);
}

static const struct part *at_list_dash(struct grammar *g)
{
	if (g->token.type == YAML_BLOCK_ENTRY_TOKEN) {
		return pass_sign(g, AT_LIST_ITEM);
	}
	return g->token.type == YAML_BLOCK_END_TOKEN ? use_and_end(g) : stop(g);
}

static const struct part *at_list_item(struct grammar *g)
{
	return is_list_sign(g->token.type) ? give_empty(g, AT_LIST_DASH, &g->mark)
	                                   : give_node(g, AT_LIST_DASH);
}

static const struct part *at_flush_list_dash(struct grammar *g)
{
	return g->token.type == YAML_BLOCK_ENTRY_TOKEN ? pass_sign(g, AT_FLUSH_LIST_ITEM)
	                                               : end_part(g);
}

static const struct part *at_flush_list_item(struct grammar *g)
{
	return is_list_sign(g->token.type) || is_map_sign(g->token.type)
	               ? give_empty(g, AT_FLUSH_LIST_DASH, &g->mark)
	               : give_node(g, AT_FLUSH_LIST_DASH);
}

/* Between brackets: a comma, or what closes them. */
static bool ends_flow_part(const struct grammar *g, yaml_token_type_t closing)
{
	return g->token.type == YAML_FLOW_ENTRY_TOKEN || g->token.type == closing;
}

static const struct part *at_comma(struct grammar *g, yaml_token_type_t closing, enum state after)
{
	if (g->token.type == closing) {
		return use_and_end(g);
	}
	return g->token.type == YAML_FLOW_ENTRY_TOKEN ? use_and_be(g, after) : stop(g);
}

/* After { or a comma. */
static const struct part *at_flow_map_pair(struct grammar *g)
{
	if (g->token.type == YAML_FLOW_MAPPING_END_TOKEN) {
		return use_and_end(g);
	}
	return g->token.type == YAML_KEY_TOKEN ? use_and_be(g, AT_FLOW_MAP_KEY)
	                                       : give_flow_node(g, AT_FLOW_MAP_NO_SIGN);
}

static const struct part *at_flow_map_comma(struct grammar *g)
{
	return at_comma(g, YAML_FLOW_MAPPING_END_TOKEN, AT_FLOW_MAP_PAIR);
}

static const struct part *at_flow_map_key(struct grammar *g)
{
	return ends_flow_part(g, YAML_FLOW_MAPPING_END_TOKEN) || g->token.type == YAML_VALUE_TOKEN
	               ? give_empty_here(g, AT_FLOW_MAP_VALUE_SIGN)
	               : give_flow_node(g, AT_FLOW_MAP_VALUE_SIGN);
}

static const struct part *at_flow_map_no_sign(struct grammar *g)
{
	return give_empty_here(g, AT_FLOW_MAP_COMMA);
}

static const struct part *at_flow_map_value_sign(struct grammar *g)
{
	return g->token.type == YAML_VALUE_TOKEN ? use_and_be(g, AT_FLOW_MAP_VALUE)
	                                         : give_empty_here(g, AT_FLOW_MAP_COMMA);
}

static const struct part *at_flow_map_value(struct grammar *g)
{
	return ends_flow_part(g, YAML_FLOW_MAPPING_END_TOKEN)
	               ? give_empty_here(g, AT_FLOW_MAP_COMMA)
	               : give_flow_node(g, AT_FLOW_MAP_COMMA);
}

/* After [ or a comma. */
static const struct part *at_flow_list_item(struct grammar *g)
{
	if (g->token.type == YAML_FLOW_SEQUENCE_END_TOKEN) {
		return use_and_end(g);
	}
	if (g->token.type == YAML_KEY_TOKEN) {
		use_and_be(g, AT_FLOW_LIST_COMMA);
		return begin_part(g, PART_MAP, NODE_FLOW, AT_FLOW_PAIR_KEY);
	}
	return give_flow_node(g, AT_FLOW_LIST_COMMA);
}

static const struct part *at_flow_list_comma(struct grammar *g)
{
	return at_comma(g, YAML_FLOW_SEQUENCE_END_TOKEN, AT_FLOW_LIST_ITEM);
}

static const struct part *at_flow_pair_key(struct grammar *g)
{
	if (ends_flow_part(g, YAML_FLOW_SEQUENCE_END_TOKEN) || g->token.type == YAML_VALUE_TOKEN) {
		use(g); /* libyaml forgets the sign that the key is missing at */
		return give_empty(g, AT_FLOW_PAIR_VALUE_SIGN, &g->token.end_mark);
	}
	return give_flow_node(g, AT_FLOW_PAIR_VALUE_SIGN);
}

static const struct part *at_flow_pair_value_sign(struct grammar *g)
{
	return g->token.type == YAML_VALUE_TOKEN ? use_and_be(g, AT_FLOW_PAIR_VALUE)
	                                         : give_empty_here(g, AT_FLOW_PAIR_END);
}

static const struct part *at_flow_pair_value(struct grammar *g)
{
	return ends_flow_part(g, YAML_FLOW_SEQUENCE_END_TOKEN)
	               ? give_empty_here(g, AT_FLOW_PAIR_END)
	               : give_flow_node(g, AT_FLOW_PAIR_END);
}

/* --- Outside of every map and list ------------------------------------------------------- */

static bool is_directive(yaml_token_type_t type)
{
	return type == YAML_VERSION_DIRECTIVE_TOKEN || type == YAML_TAG_DIRECTIVE_TOKEN;
}

static const struct part *at_start(struct grammar *g)
{
	yaml_token_type_t type = g->token.type;
	if (type == YAML_STREAM_START_TOKEN) {
		use(g);
		return NULL;
	}
	if (type == YAML_STREAM_END_TOKEN) {
		return be(g, AT_FINISH);
	}
	if (is_directive(type)) {
		use_and_be(g, AT_DIRECTIVES);
		return libyaml_stops(g->bytes, YAML_DOCUMENT_START_EVENT, &g->part) ? &g->part
		                                                                    : NULL;
	}
	return type == YAML_DOCUMENT_START_TOKEN ? use_and_be(g, AT_DOCUMENT)
	                                         : give_node(g, AT_FINISH);
}

/* libyaml was asked: they are sound, and `---` comes. */
static const struct part *at_directives(struct grammar *g)
{
	return use_and_be(g, is_directive(g->token.type) ? AT_DIRECTIVES : AT_DOCUMENT);
}

static const struct part *at_document(struct grammar *g)
{
	yaml_token_type_t type = g->token.type;
	bool is_empty = type == YAML_DOCUMENT_END_TOKEN || type == YAML_STREAM_END_TOKEN ||
	                type == YAML_DOCUMENT_START_TOKEN || is_directive(type);
	return is_empty ? give_empty_here(g, AT_FINISH) : give_node(g, AT_FINISH);
}

static const struct part *at_finish(struct grammar *g)
{
	if (g->token.type == YAML_STREAM_END_TOKEN) {
		return give(g, PART_FINISH, NODE_PLAIN, &g->token.start_mark, &g->token.end_mark);
	}
	return g->token.type == YAML_DOCUMENT_END_TOKEN ? use_and_be(g, AT_FINISH) : stop(g);
}

static const struct part *(*const states[])(struct grammar *g) = {
	[AT_START] = at_start,
	[AT_DIRECTIVES] = at_directives,
	[AT_DOCUMENT] = at_document,
	[AT_FINISH] = at_finish,
	[AT_MAP_KEY_SIGN] = at_map_key_sign,
	[AT_MAP_KEY] = at_map_key,
	[AT_MAP_VALUE_SIGN] = at_map_value_sign,
	[AT_MAP_VALUE] = at_map_value,
	[AT_LIST_DASH] = at_list_dash,
	[AT_LIST_ITEM] = at_list_item,
	[AT_FLUSH_LIST_DASH] = at_flush_list_dash,
	[AT_FLUSH_LIST_ITEM] = at_flush_list_item,
	[AT_FLOW_MAP_PAIR] = at_flow_map_pair,
	[AT_FLOW_MAP_COMMA] = at_flow_map_comma,
	[AT_FLOW_MAP_KEY] = at_flow_map_key,
	[AT_FLOW_MAP_NO_SIGN] = at_flow_map_no_sign,
	[AT_FLOW_MAP_VALUE_SIGN] = at_flow_map_value_sign,
	[AT_FLOW_MAP_VALUE] = at_flow_map_value,
	[AT_FLOW_LIST_ITEM] = at_flow_list_item,
	[AT_FLOW_LIST_COMMA] = at_flow_list_comma,
	[AT_FLOW_PAIR_KEY] = at_flow_pair_key,
	[AT_FLOW_PAIR_VALUE_SIGN] = at_flow_pair_value_sign,
	[AT_FLOW_PAIR_VALUE] = at_flow_pair_value,
	[AT_FLOW_PAIR_END] = end_part,
};

/* Most tokens own nothing. */
static void delete_token(yaml_token_t *token)
{
	bool owns = token->type >= YAML_ALIAS_TOKEN || token->type == YAML_TAG_DIRECTIVE_TOKEN;
	if (owns) {
		yaml_token_delete(token);
	}
}

const struct part *grammar_next(struct grammar *g)
{
	const struct part *part;
	do {
		if (!g->has_token) {
			delete_token(&g->token);
			if (!yaml_parser_scan(&g->scanner, &g->token)) {
				libyaml_fault(&g->scanner, &g->part);
				return &g->part;
			}
			g->has_token = true;
		}
		part = states[g->states[g->depth]](g);
	} while (part == NULL);
	return part;
}
