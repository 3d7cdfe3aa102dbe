/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Comments say where, trees say what: libyaml drops comments, so they are looked for in the lines,
 * and the entry that begins on the next line that counts is looked for in the tree.
 */
#include "leftover.h"

#include "buf.h"
#include "diag.h"
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

/* The entry of the map, or item of the list, that begins on the line or holds it. */
static bool step_down(struct place *p, const struct node *in, uint32_t line, uint32_t *ret_begins)
{
	const struct node *found = NULL, *value = NULL;
	uint32_t i = 0, at = 0;
	for (const struct node *child = in->first; child != NULL; i++) {
		if (child->line > line) {
			break;
		}
		found = child;
		at = i;
		value = in->kind == NODE_MAP ? child->next : child;
		child = value != NULL ? value->next : NULL;
	}
	if (value == NULL || p->n > TREE_MAX_DEPTH) {
		return false;
	}
	p->way[p->n] = in->kind == NODE_MAP ? found : NULL;
	p->index[p->n++] = at;
	p->value = value;
	*ret_begins = found->line;
	return true;
}

/* The outermost entry that begins on the line. False: none does. */
static bool find_place(struct place *ret, const struct node *root, uint32_t line)
{
	uint32_t begins = 0;
	*ret = (struct place){.value = root};
	while (ret->value->kind != NODE_SCALAR) {
		if (!step_down(ret, ret->value, line, &begins)) {
			return false;
		}
		if (begins == line) {
			return true;
		}
	}
	return false;
}

/* Accents are optional in keys; where ids differ by them alone, the nearest is near enough. */
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

static const struct node *value_of(const struct node *map, struct str key)
{
	const struct node *child = map->kind == NODE_MAP ? map->first : NULL;
	for (; child != NULL && child->next != NULL; child = child->next->next) {
		if (is_same_key(child->text, key)) {
			return child->next;
		}
	}
	return NULL;
}

static const struct node *item_of(const struct node *list, uint32_t index)
{
	const struct node *item = list->kind == NODE_LIST ? list->first : NULL;
	for (; item != NULL && index > 0; index--) {
		item = item->next;
	}
	return item;
}

/* What stands at that place below another root; NULL: nothing. */
static const struct node *follow(const struct place *p, const struct node *root)
{
	const struct node *at = root;
	for (size_t i = 0; i < p->n && at != NULL; i++) {
		at = p->way[i] != NULL ? value_of(at, p->way[i]->text) : item_of(at, p->index[i]);
	}
	return at;
}

/* --- Comparing ----------------------------------------------------------------------------- */

/* What walkers read of a step, a sighting or a resource, and hardly says the same by chance. */
static const char *const told_keys[] = {
	"titre", "texte",  "question",    "projection", "lieu",   "scène",   "récit",
	"leçon", "source", "explication", "aide",       "résumé", "éditeur", "lien",
};

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
	const struct node *key = adapted->first;
	for (; key != NULL && key->next != NULL; key = key->next->next) {
		const struct node *value = key->next, *was = value_of(original, key->text);
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
}

static void compare(struct leftovers *l, const struct place *p, const struct node *original,
                    struct str what)
{
	struct buf keys = {0};
	struct span span = node_span(p->value);
	bool is_left = is_same_text(p->value, original);
	if (p->value->kind == NODE_MAP) {
		compare_maps(p->value, original, &keys, &span);
		is_left = keys.len > 0;
	} else if (p->way[p->n - 1] != NULL) {
		span = node_span(p->way[p->n - 1]);
	}
	if (is_left) {
		if (l->n == l->cap) {
			l->cap = l->cap == 0 ? 16 : l->cap * 2;
			l->list = mem_resize(l->list, l->cap, sizeof l->list[0]);
		}
		l->list[l->n++] = (struct leftover){span, arena_str(&l->arena, what),
		                                    arena_str(&l->arena, buf_str(&keys))};
	}
	buf_finish(&keys);
}

/* The root of each file, NULL where it holds none. Owned. */
static const struct node **read_roots(struct arena *nodes, const struct sources *s)
{
	const struct node **roots = mem_array(s->n, sizeof roots[0]);
	struct diags told = {0}; // the journey is sound: nothing is new in here
	for (uint32_t i = 0; i < s->n; i++) {
		roots[i] = tree_read(nodes, nodes, s, i, NULL, &told);
	}
	diags_finish(&told);
	return roots;
}

void leftovers_find(struct leftovers *ret, const struct sources *adapted,
                    const struct sources *original)
{
	struct arena nodes = {0};
	const struct node **mine = read_roots(&nodes, adapted);
	const struct node **theirs = read_roots(&nodes, original);
	*ret = (struct leftovers){0};
	for (size_t f = 0; f < adapted->n; f++) {
		const struct source *s = &adapted->list[f];
		for (uint32_t line = 1; mine[f] != NULL && line <= s->n_lines; line++) {
			struct place place;
			struct str what;
			if (!is_invitation(source_line(s, line), &what) ||
			    !find_place(&place, mine[f], line_below(s, line))) {
				continue;
			}
			const struct node *was = NULL;
			for (size_t i = 0; i < original->n && was == NULL; i++) {
				was = theirs[i] != NULL ? follow(&place, theirs[i]) : NULL;
			}
			if (was != NULL) {
				compare(ret, &place, was, what);
			}
		}
	}
	mem_free(mine);
	mem_free(theirs);
	arena_finish(&nodes);
}

void leftovers_finish(struct leftovers *l)
{
	mem_free(l->list);
	arena_finish(&l->arena);
	*l = (struct leftovers){0};
}
