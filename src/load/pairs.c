/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One flat map. The traps of YAML are told as they are in a journey: by the same eye. */
#include "pairs.h"

#include "i18n.h"
#include "mem.h"
#include "traps.h"
#include "tree.h"

void load_pairs(struct str name, struct buf *take_bytes, struct load_sources *ret_sources,
                struct diags *d,
                void (*pair)(void *ctx, struct str key, struct str value, struct span place),
                void *ctx)
{
	struct load_sources *s = ret_sources;
	*s = (struct load_sources){0};
	s->contents = mem_array(1, sizeof s->contents[0]);
	s->contents[s->n_contents++] = *take_bytes;
	*take_bytes = (struct buf){0};
	uint32_t file =
		sources_add(&s->sources, arena_str(&s->arena, name), buf_str(&s->contents[0]));
	struct arena nodes = {0};
	const struct node *root = NULL;
	// Nothing is set in a file that holds nothing: no fault of anybody's.
	bool holds = str_trim(buf_str(&s->contents[0])).len > 0;
	if (holds && trap_bytes(d, &s->sources, file)) {
		root = tree_read(&nodes, &nodes, &s->sources, file, NULL, d);
	}
	if (root != NULL && root->kind != NODE_MAP) {
		diags_add(d, DIAG_PAR23, node_span(root),
		          _("on attend ici des lignes « clé: valeur »"));
		root = NULL;
	}
	const struct node *key = root != NULL ? root->first : NULL;
	for (; key != NULL && key->next != NULL; key = key->next->next) {
		const struct node *value = key->next;
		if (value->kind == NODE_SCALAR) {
			pair(ctx, key->text, value->text, node_span(value));
		} else {
			diags_add(d, DIAG_PAR23, node_span(value), _("on attend ici un seul mot"));
		}
	}
	arena_finish(&nodes);
	diags_sort(d);
}
