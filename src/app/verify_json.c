/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For editors: places in lines and columns from 1, and in bytes from 0. */
#include "verify_json.h"

#include "quote.h"

static void add_key(struct buf *out, const char *key)
{
	char last = out->len > 0 ? out->ptr[out->len - 1] : '{';
	if (last != '{') {
		buf_addc(out, ',');
	}
	quote_add(out, str_from(key));
	buf_addc(out, ':');
}

static void add_text(struct buf *out, const char *key, struct str text)
{
	add_key(out, key);
	quote_add(out, text);
}

static void add_count(struct buf *out, const char *key, size_t n)
{
	add_key(out, key);
	buf_addf(out, "%zu", n);
}

static void add_truth(struct buf *out, const char *key, bool yes)
{
	add_key(out, key);
	buf_add(out, yes ? STR("true") : STR("false"));
}

static void add_place(struct buf *out, const struct sources *sources, struct span span)
{
	if (span.file == SPAN_NO_FILE) {
		return;
	}
	const struct source *src = &sources->list[span.file];
	add_text(out, "fichier", src->name);
	if (span.line == 0) {
		return;
	}
	size_t from = source_offset(src, span.line, span.col);
	add_count(out, "ligne", span.line);
	add_count(out, "colonne", span.col);
	add_count(out, "longueur", span.n_runes);
	add_count(out, "octet", from);
	add_count(out, "octets", source_offset(src, span.line, span.col + span.n_runes) - from);
}

static void add_diag(struct buf *out, const struct diag *d, const struct sources *sources)
{
	buf_addc(out, '{');
	add_text(out, "code", str_from(diag_code_name(d->code)));
	add_text(out, "gravité",
	         diag_code_severity(d->code) == DIAG_ERROR ? STR("erreur") : STR("avertissement"));
	add_place(out, sources, d->span);
	add_text(out, "sujet", str_from(diag_code_summary(d->code)));
	add_text(out, "message", d->message);
	if (d->fix.len > 0) {
		add_text(out, "correction", d->fix);
	}
	if (d->other.file != SPAN_NO_FILE) {
		add_key(out, "voir");
		buf_addc(out, '{');
		add_place(out, sources, d->other);
		buf_addc(out, '}');
	}
	buf_addc(out, '}');
}

static void add_exploration(struct buf *out, const struct verified *v)
{
	struct exploration *x = v->exploration;
	uint32_t n_places, n_met = exploration_n_met(x, &n_places);
	const char *why = exploration_why(x);
	add_key(out, "exploration");
	buf_addc(out, '{');
	add_truth(out, "complète", exploration_is_closed(x));
	add_key(out, "états");
	if (exploration_is_closed(x)) {
		buf_addf(out, "%.0f", exploration_n_states(x));
	} else {
		buf_add(out, STR("null"));
	}
	add_count(out, "nœuds", exploration_n_nodes(x));
	add_count(out, "ms", (size_t)v->cpu_ms);
	add_count(out, "étapes", n_places);
	add_count(out, "rencontrées", n_met);
	if (why != NULL) {
		add_text(out, "raison", str_from(why));
		add_count(out, "marches", exploration_n_random_walks(x));
	}
	buf_addc(out, '}');
}

static void add_walk(struct buf *out, const struct verified *v)
{
	static const char *const origins[] = {
		[WALK_FROM_START] = "départ",
		[WALK_FROM_DOOR] = "porte",
		[WALK_FROM_SECTION] = "section",
		[WALK_FROM_REMINDER] = "rappel",
	};
	struct buf lines = {0};
	struct walk_start start;
	bool is_reached = v->wanted != STEP_NONE &&
	                  exploration_print_walk(v->exploration, v->wanted, &lines, &start);
	add_key(out, "vers");
	buf_addc(out, '{');
	add_text(out, "étape", v->wanted_id);
	add_truth(out, "existe", v->wanted != STEP_NONE);
	if (is_reached) {
		add_count(out, "pas", exploration_distance(v->exploration, v->wanted));
		add_text(out, "origine", str_from(origins[start.origin]));
		if (start.id.len > 0) {
			add_text(out, "par", start.id);
		}
	} else if (v->wanted != STEP_NONE) {
		exploration_print_why(v->exploration, v->wanted, &lines);
	}
	add_key(out, is_reached ? "chemin" : "raisons");
	buf_addc(out, '[');
	struct str rest = buf_str(&lines), line;
	for (bool first = true; str_next_line(&rest, &line); first = false) {
		buf_add(out, first ? STR("") : STR(","));
		quote_add(out, str_trim(line));
	}
	buf_add(out, STR("]}"));
	buf_finish(&lines);
}

/* `exemples` is null where the original can't be read. */
static void add_heritage(struct buf *out, const struct heritage *h, const struct sources *sources)
{
	add_text(out, "adapté_de", h->from);
	add_key(out, "exemples");
	if (h->origin.journey == NULL) {
		buf_add(out, STR("null"));
		return;
	}
	buf_addc(out, '[');
	for (size_t i = 0; i < h->leftovers.n; i++) {
		const struct leftover *one = &h->leftovers.list[i];
		buf_add(out, i > 0 ? STR(",{") : STR("{"));
		add_place(out, sources, one->span);
		add_text(out, "quoi", one->what);
		add_text(out, "clés", one->keys);
		buf_addc(out, '}');
	}
	buf_addc(out, ']');
}

static void add_since(struct buf *out, const struct since *since)
{
	add_key(out, "depuis");
	buf_addc(out, '{');
	if (since->why_not.len > 0) {
		add_text(out, "refus", buf_str(&since->why_not));
		buf_addc(out, '}');
		return;
	}
	add_count(out, "ancienne", since->old->version);
	add_count(out, "nouvelle", since->new->version);
	add_count(out, "carnets", since->n_carnets);
	add_count(out, "marches", since->n_strolls);
	add_count(out, "ici", since->n_here);
	add_key(out, "étapes");
	buf_addc(out, '[');
	bool first = true;
	for (step_id s = 0; s < since->old->n_steps; s++) {
		const struct fate *fate = &since->fates[s];
		if (fate->n_moved == 0 && fate->n_aside == 0) {
			continue;
		}
		struct str id = since->old->steps[s].id;
		buf_add(out, first ? STR("{") : STR(",{"));
		first = false;
		add_text(out, "étape", id);
		add_truth(out, "existe", journey_step(since->new, id) != STEP_NONE);
		add_count(out, "ailleurs", fate->n_moved);
		if (fate->n_moved > 0) {
			add_text(out, "par_exemple", buf_str(&fate->to));
		}
		add_count(out, "mises_de_côté", fate->n_aside);
		buf_addc(out, '}');
	}
	buf_add(out, STR("]}"));
}

void verify_add_json(struct buf *out, const struct verified *v)
{
	const struct loaded *l = v->loaded;
	buf_addc(out, '{');
	add_text(out, "fichier", buf_str(&l->path));
	if (l->journey != NULL) {
		add_text(out, "parcours", l->journey->id);
		add_count(out, "étapes", l->journey->n_steps);
	}
	add_count(out, "erreurs", l->diags.n_errors);
	add_count(out, "avertissements", l->diags.n_warnings);
	add_key(out, "diagnostics");
	buf_addc(out, '[');
	for (size_t i = 0; i < l->diags.n; i++) {
		buf_add(out, i > 0 ? STR(",") : STR(""));
		add_diag(out, &l->diags.list[i], &l->sources.sources);
	}
	buf_addc(out, ']');
	if (v->heritage.from.len > 0) {
		add_heritage(out, &v->heritage, &l->sources.sources);
	}
	if (v->exploration != NULL) {
		add_exploration(out, v);
		if (v->wanted_id.len > 0) {
			add_walk(out, v);
		}
	}
	if (v->since != NULL) {
		add_since(out, v->since);
	}
	buf_addc(out, '}');
}
