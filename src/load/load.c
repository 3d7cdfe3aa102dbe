/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The order of a loading: fetch and read every file, its long maps entry by entry, then resolve
 * names, then check the graph. Each part goes on after a finding of its own as far as that
 * is sensible, so that an author gets several at once; the graph is checked only where
 * everything before it was sound.
 */
#include "load.h"

#include "i18n.h"
#include "mem.h"
#include "schema.h"
#include "traps.h"

#include <string.h>

void load_sources_finish(struct load_sources *s)
{
	sources_finish(&s->sources);
	for (size_t i = 0; i < s->n_contents; i++) {
		buf_finish(&s->contents[i]);
	}
	mem_free(s->contents);
	arena_finish(&s->arena);
	*s = (struct load_sources){0};
}

struct loading {
	struct loader l;
	struct load_files files;
	struct load_sources *sources;
	uint32_t n_files;
	size_t total_bytes;
};

static const struct span NO_PLACE = {SPAN_NO_FILE, 0, 0, 0};

/* Takes the bytes over, for as long as the sources are kept. Without the BOM. */
static struct str keep_content(struct load_sources *s, struct buf *take_bytes)
{
	s->contents = mem_resize(s->contents, s->n_contents + 1, sizeof s->contents[0]);
	struct buf *kept = &s->contents[s->n_contents++];
	*kept = *take_bytes;
	struct str content = buf_str(kept);
	return str_starts(content, STR("\xEF\xBB\xBF")) ? str_slice(content, 3, content.len)
	                                                : content;
}

/* Adds the source and reads its nodes. `from`: where its name is written, or NULL. */
static const struct node *read_file(struct loading *g, struct str path, const struct node *from)
{
	struct loader *l = &g->l;
	struct buf bytes = {0};
	const char *reason = NULL;
	struct span place = from != NULL ? node_span(from) : NO_PLACE;
	if (!g->files.fetch(g->files.ctx, path, &bytes, &reason)) {
		diags_add(l->d, from != NULL ? DIAG_PAR17 : DIAG_PAR01, place, "%.*s : %s",
		          STR_ARG(path), reason);
		buf_finish(&bytes);
		return NULL;
	}
	g->total_bytes += bytes.len;
	bool too_large = bytes.len > LOAD_MAX_FILE_BYTES || g->total_bytes > LOAD_MAX_JOURNEY_BYTES;
	struct str content = keep_content(g->sources, &bytes);
	uint32_t file = sources_add(l->sources, arena_str(&g->sources->arena, path), content);
	struct span whole = {file, 0, 0, 1};
	if (too_large) {
		diags_add(l->d, DIAG_PAR03, whole,
		          _("ce fichier fait %zu octets ; la limite est de 16 Mio par fichier et "
		            "de 64 Mio "
		            "par parcours"),
		          content.len);
		return NULL;
	}
	if (!trap_bytes(l->d, l->sources, file)) {
		return NULL;
	}
	size_t n_before = l->d->n_errors;
	struct tree_reader reader = {load_wants_part, load_part_entry, l};
	const struct node *root = tree_read(&l->nodes, l->arena, l->sources, file, &reader, l->d);
	// `---` alone begins a document that has nothing in it.
	bool is_empty = root != NULL && node_is_empty(root);
	if ((root == NULL || is_empty) && l->d->n_errors == n_before) {
		diags_add(l->d, DIAG_PAR01, whole, "%s",
		          str_trim(content).len == 0 || is_empty
		                  ? _("ce fichier est vide")
		                  : _("ce fichier n'a que des commentaires : ôtez le « # » devant "
		                      "les lignes qui doivent compter"));
	}
	return is_empty ? NULL : root;
}

static bool is_inside(struct str relative)
{
	return relative.len > 0 && relative.ptr[0] != '/' && !str_starts(relative, STR("../")) &&
	       !str_ends(relative, STR("/..")) && !str_eq(relative, STR("..")) &&
	       str_find(relative, STR("/../"), 0) == SIZE_MAX &&
	       memchr(relative.ptr, '\\', relative.len) == NULL;
}

/* dir(main)/relative, in the nodes' arena. */
static struct str beside_main(struct loading *g, struct str relative)
{
	struct str dir = g->l.path;
	while (dir.len > 0 && dir.ptr[dir.len - 1] != '/') {
		dir.len--;
	}
	struct buf path = {0};
	buf_add(&path, dir);
	buf_add(&path, relative);
	struct str kept = arena_str(&g->l.nodes, buf_str(&path));
	buf_finish(&path);
	return kept;
}

/* `./a.yaml` and `b/./a.yaml` are said in one way only, so that a file is the same twice. */
static bool is_plain_path(struct str relative)
{
	return !str_starts(relative, STR("./")) && str_find(relative, STR("/./"), 0) == SIZE_MAX &&
	       str_find(relative, STR("//"), 0) == SIZE_MAX;
}

static bool is_read_already(const struct loading *g, struct str path)
{
	for (size_t i = 0; i < g->l.sources->n; i++) {
		if (str_eq(g->l.sources->list[i].name, path)) {
			return true;
		}
	}
	return false;
}

static void include(struct loading *g, const struct node *item)
{
	struct loader *l = &g->l;
	if (!schema_scalar(l, item, N_("le nom d'un fichier"))) {
		return;
	}
	struct str relative = str_trim(item->text);
	if (!is_inside(relative)) {
		diags_add(l->d, DIAG_PAR17, node_span(item),
		          _("« %.*s » : un fichier inclus est dans le dossier du parcours, sans « "
		            ".. »"),
		          STR_ARG(relative));
		return;
	}
	if (!is_plain_path(relative)) {
		diags_add(l->d, DIAG_PAR17, node_span(item),
		          _("« %.*s » : écrivez le chemin simplement, sans « ./ » ni « // »"),
		          STR_ARG(relative));
		return;
	}
	struct str path = beside_main(g, relative);
	if (is_read_already(g, path)) {
		diags_add(l->d, DIAG_PAR17, node_span(item), _("« %.*s » est déjà inclus"),
		          STR_ARG(relative));
		return;
	}
	if (g->n_files == LOAD_MAX_FILES) {
		diags_add(l->d, DIAG_PAR03, node_span(item), _("plus de %d fichiers"),
		          LOAD_MAX_FILES);
		return;
	}
	l->is_included = true;
	g->n_files++;
	const struct node *root = read_file(g, path, item);
	if (root != NULL) {
		load_head(l, root);
	}
}

static void include_all(struct loading *g)
{
	const struct node *list = g->l.includes;
	if (list == NULL) {
		return;
	}
	if (list->kind != NODE_LIST) {
		diags_add(g->l.d, DIAG_PAR23, node_span(list),
		          _("« inclure » est une liste de fichiers : [un.yaml, autre.yaml]"));
		return;
	}
	for (const struct node *item = list->first; item != NULL; item = item->next) {
		include(g, item);
	}
}

static void load_all(struct loading *g)
{
	struct loader *l = &g->l;
	l->steps_space = ids_space_new(l);
	l->sections_space = ids_space_new(l);
	l->resources_space = ids_space_new(l);
	l->words_space = ids_space_new(l);
	g->n_files = 1;
	const struct node *root = read_file(g, l->path, NULL);
	if (root == NULL) {
		return;
	}
	load_head(l, root);
	include_all(g);
	if (l->j->n_steps > LOAD_MAX_STEPS) {
		diags_add(l->d, DIAG_PAR03, NO_PLACE, _("%u étapes ; la limite est de %d"),
		          l->j->n_steps, LOAD_MAX_STEPS);
		return;
	}
	journey_index(l->j);
	loader_resolve(l);
	loader_check_renames(l);
	if (l->d->n_errors == 0) {
		journey_check(l->j, l->d);
	}
}

struct journey *load_journey(struct str path, struct load_files files,
                             struct load_sources *ret_sources, struct diags *d)
{
	struct arena arena = {0};
	struct journey *j = arena_alloc(&arena, sizeof *j);
	*j = (struct journey){
		.arena = arena,
		.owns_lists = true,
		.version = 1,
		.language = STR("fr"),
		.start = STEP_NONE,
		.profile = STEP_NONE,
	};
	ret_sources->sources = (struct sources){0};
	struct loading *g = mem_alloc(sizeof *g);
	*g = (struct loading){
		.l = {.j = j,
	              .arena = &j->arena,
	              .sources = &ret_sources->sources,
	              .d = d,
	              .path = path},
		.files = files,
		.sources = ret_sources,
	};
	load_all(g);
	arena_finish(&g->l.nodes);
	mem_free(g->l.refs);
	mem_free(g->l.computing);
	mem_free(g);
	diags_sort(d);
	if (d->n_errors > 0) {
		journey_destroy(j);
		return NULL;
	}
	return j;
}
