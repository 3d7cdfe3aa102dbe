/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comments say where, trees say what: libyaml drops comments, so they are looked for in the lines,
 * and the entry that begins on the next line that counts is looked for in the tree. A journey may
 * have an invitation on each of its lines: what was looked up stays at hand for the next one.
 */
#include "leftover.h"

#include "buf.h"
#include "diag.h"
#include "ids.h"
#include "mem.h"
#include "tree.h"
#include "utf8.h"

/* --- Comments ------------------------------------------------------------------------------ */

/* False where the line is no invitation. *ret_what is what follows it. */
static bool is_invitation(struct str line, struct str *ret_what)
{
	static const char *const words[] = {"À ADAPTER", "A ADAPTER"};
	line = str_trim(line);
	if (!str_starts(line, STR("#"))) {
		return false;
	}
	line = str_trim(str_slice(line, 1, line.len));
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		struct str word = str_from(words[i]);
		if (str_starts(line, word)) {
			struct str rest = str_trim(str_slice(line, word.len, line.len));
			bool has_colon = str_starts(rest, STR(":"));
			*ret_what = str_trim(str_slice(rest, has_colon ? 1 : 0, rest.len));
			return true;
		}
	}
	return false;
}

/* The next line that is neither blank nor a comment; 0 where there is none. */
static uint32_t line_below(const struct source *s, uint32_t line)
{
	for (line++; line <= s->n_lines; line++) {
		struct str text = str_trim(source_line(s, line));
		if (text.len > 0 && text.ptr[0] != '#') {
			return line;
		}
	}
	return 0;
}

/* --- Places -------------------------------------------------------------------------------- */

struct place {
	const struct node *way[TREE_MAX_DEPTH + 1]; /* keys; of a list, NULL */
	uint32_t index[TREE_MAX_DEPTH + 1];         /* and which item of it */
	size_t n;
	const struct node *value;
};

/* How far one map or list was gone through: invitations come from the first line to the last. */
struct passed {
	const struct node *in, *child;
	uint32_t i;
};

enum {
	MAX_LEVELS = TREE_MAX_DEPTH + 1,
};

/* The entry of the map, or item of the list, that begins on the line or holds it. */
static bool step_down(struct place *p, struct passed *passed, uint32_t line)
{
	const struct node *in = p->value, *value = NULL;
	bool goes_on = passed->in == in && passed->child->line <= line;
	const struct node *child = goes_on ? passed->child : in->first;
	uint32_t i = goes_on ? passed->i : 0;
	for (; child != NULL && child->line <= line; i++) {
		*passed = (struct passed){in, child, i};
		value = in->kind == NODE_MAP ? child->next : child;
		child = value != NULL ? value->next : NULL;
	}
	if (value == NULL) {
		return false;
	}
	p->way[p->n] = in->kind == NODE_MAP ? passed->child : NULL;
	p->index[p->n++] = passed->i;
	p->value = value;
	return true;
}

/* The outermost entry that begins on the line; `passed` by depth. False: none does. */
static bool find_place(struct place *ret, const struct node *root, struct passed *passed,
                       uint32_t line)
{
	*ret = (struct place){.value = root};
	while (ret->value->kind != NODE_SCALAR && ret->n < MAX_LEVELS) {
		struct passed *level = &passed[ret->n];
		if (!step_down(ret, level, line)) {
			return false;
		}
		if (level->child->line == line) {
			return true;
		}
	}
	return false;
}

/* --- Looking up ------------------------------------------------------------------------------ */

/* What a map or a list holds, by key, by number. A zeroed one holds nothing. */
struct contents {
	const struct node *of;
	const struct node **values;
	uint32_t n;
	struct ids by_key; /* folded, for accents are optional; of those alike, the first */
	struct arena arena;
};

static void contents_finish(struct contents *c)
{
	arena_finish(&c->arena);
	*c = (struct contents){0};
}

static void contents_take(struct contents *c, const struct node *of)
{
	if (c->of == of) {
		return;
	}
	contents_finish(c);
	c->of = of;
	c->values = arena_array(&c->arena, of->n, sizeof c->values[0]);
	struct buf folded = {0};
	const struct node *child = of->first;
	for (; child != NULL && c->n < of->n; child = child->next) {
		if (of->kind == NODE_MAP) {
			buf_clear(&folded);
			utf8_add_folded(&folded, child->text);
			(void)ids_add(&c->by_key, &c->arena, arena_str(&c->arena, buf_str(&folded)),
			              c->n);
			child = child->next;
		}
		c->values[c->n++] = child;
	}
	buf_finish(&folded);
}

static const struct node *contents_under(const struct contents *c, struct str key)
{
	struct buf folded = {0};
	utf8_add_folded(&folded, key);
	uint32_t i = ids_find(&c->by_key, buf_str(&folded));
	buf_finish(&folded);
	return i < c->n ? c->values[i] : NULL;
}

/* A file of the original, and what was taken of it last, by depth. */
struct original {
	const struct node *root; /* NULL: it holds nothing */
	struct contents levels[MAX_LEVELS];
};

/* What stands at that place in the file; NULL: nothing. */
static const struct node *follow(const struct place *p, struct original *o)
{
	const struct node *at = o->root;
	for (size_t i = 0; i < p->n && at != NULL; i++) {
		bool is_key = p->way[i] != NULL;
		struct contents *c = &o->levels[i];
		if (at->kind != (is_key ? NODE_MAP : NODE_LIST)) {
			return NULL;
		}
		contents_take(c, at);
		at = is_key               ? contents_under(c, p->way[i]->text)
		     : p->index[i] < c->n ? c->values[p->index[i]]
		                          : NULL;
	}
	return at;
}

/* --- Comparing ----------------------------------------------------------------------------- */

/* What walkers read of a step, a sighting or a resource, and hardly says the same by chance. */
static const char *const told_keys[] = {
	"titre", "texte",  "question",    "projection", "lieu",   "scène",   "récit",
	"leçon", "source", "explication", "aide",       "résumé", "éditeur", "lien",
};

/* Accents are optional in keys. */
static bool is_same_key(struct str a, struct str b)
{
	if (str_eq(a, b)) {
		return true;
	}
	struct buf left = {0}, right = {0};
	utf8_add_folded(&left, a);
	utf8_add_folded(&right, b);
	bool same = str_eq(buf_str(&left), buf_str(&right));
	buf_finish(&left);
	buf_finish(&right);
	return same;
}

static bool is_told(struct str key)
{
	for (size_t i = 0; i < sizeof told_keys / sizeof told_keys[0]; i++) {
		if (is_same_key(key, str_from(told_keys[i]))) {
			return true;
		}
	}
	return false;
}

static bool is_same_text(const struct node *a, const struct node *b)
{
	return a->kind == NODE_SCALAR && b->kind == NODE_SCALAR &&
	       str_eq(str_trim(a->text), str_trim(b->text));
}

/* Adds to `keys` those of the map, and of the maps in it, whose texts are the same. */
static void compare_maps(const struct node *adapted, const struct node *original, struct buf *keys,
                         struct span *ret_first)
{
	const struct node *key = original->kind == NODE_MAP ? adapted->first : NULL;
	struct contents before = {0};
	contents_take(&before, original);
	for (; key != NULL && key->next != NULL; key = key->next->next) {
		const struct node *value = key->next, *was = contents_under(&before, key->text);
		if (was == NULL) {
			continue;
		}
		if (value->kind == NODE_MAP) {
			compare_maps(value, was, keys, ret_first);
		} else if (is_told(key->text) && is_same_text(value, was)) {
			*ret_first = keys->len == 0 ? node_span(key) : *ret_first;
			buf_add(keys, keys->len > 0 ? STR(", ") : STR(""));
			buf_add(keys, key->text);
		}
	}
	contents_finish(&before);
}

/* What is left of one place, for all the invitations that stand above it. */
struct found {
	const struct node *value;
	bool is_left;
	struct span span;
	struct buf keys;
};

static void compare(struct found *f, const struct place *p, const struct node *original)
{
	buf_clear(&f->keys);
	f->value = p->value;
	f->span = node_span(p->value);
	f->is_left = is_same_text(p->value, original);
	if (p->value->kind == NODE_MAP) {
		compare_maps(p->value, original, &f->keys, &f->span);
		f->is_left = f->keys.len > 0;
	} else if (p->way[p->n - 1] != NULL) {
		f->span = node_span(p->way[p->n - 1]);
	}
}

static void add(struct leftovers *l, const struct found *f, struct str what)
{
	if (l->n == l->cap) {
		l->cap = l->cap == 0 ? 16 : l->cap * 2;
		l->list = mem_resize(l->list, l->cap, sizeof l->list[0]);
	}
	l->list[l->n++] = (struct leftover){f->span, arena_str(&l->arena, what),
	                                    arena_str(&l->arena, buf_str(&f->keys))};
}

/* NULL where the file holds none. */
static const struct node *read_root(struct arena *nodes, const struct sources *s, uint32_t i)
{
	struct diags told = {0}; // the journey is sound: nothing is new in here
	const struct node *root = tree_read(nodes, nodes, s, i, NULL, &told);
	diags_finish(&told);
	return root;
}

struct search {
	struct leftovers *into;
	struct original *originals;
	size_t n_originals;
};

static void search_file(const struct search *search, const struct source *s,
                        const struct node *root)
{
	struct passed passed[MAX_LEVELS] = {0};
	struct found found = {0};
	uint32_t below = 0;
	for (uint32_t line = 1; root != NULL && line <= s->n_lines; line++) {
		struct place place;
		struct str what;
		if (!is_invitation(source_line(s, line), &what)) {
			continue;
		}
		below = below > line ? below : line_below(s, line);
		if (below == 0) {
			break;
		}
		if (!find_place(&place, root, passed, below)) {
			continue;
		}
		const struct node *was = NULL;
		for (size_t i = 0; i < search->n_originals && was == NULL; i++) {
			was = follow(&place, &search->originals[i]);
		}
		if (was != NULL && found.value != place.value) {
			compare(&found, &place, was);
		}
		if (was != NULL && found.is_left) {
			add(search->into, &found, what);
		}
	}
	buf_finish(&found.keys);
}

void leftovers_find(struct leftovers *ret, const struct sources *adapted,
                    const struct sources *original)
{
	struct arena nodes = {0};
	struct search search = {
		.into = ret,
		.originals = mem_array(original->n, sizeof search.originals[0]),
		.n_originals = original->n,
	};
	*ret = (struct leftovers){0};
	for (uint32_t i = 0; i < original->n; i++) {
		search.originals[i].root = read_root(&nodes, original, i);
	}
	for (uint32_t i = 0; i < adapted->n; i++) {
		search_file(&search, &adapted->list[i], read_root(&nodes, adapted, i));
	}
	for (size_t i = 0; i < original->n; i++) {
		for (size_t k = 0; k < MAX_LEVELS; k++) {
			contents_finish(&search.originals[i].levels[k]);
		}
	}
	mem_free(search.originals);
	arena_finish(&nodes);
}

void leftovers_finish(struct leftovers *l)
{
	mem_free(l->list);
	arena_finish(&l->arena);
	*l = (struct leftovers){0};
}
