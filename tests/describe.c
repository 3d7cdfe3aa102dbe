/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "describe.h"

#include "quote.h"

static const char *const field_types[] = {
	[FIELD_TEXT] = "texte", [FIELD_LONG_TEXT] = "texte long", [FIELD_NUMBER] = "nombre",
	[FIELD_DATE] = "date",  [FIELD_YES_NO] = "oui-non",       [FIELD_SCALE] = "échelle",
	[FIELD_LIST] = "liste",
};

static void add_key(struct buf *out, struct str key)
{
	char last = out->len > 0 ? out->ptr[out->len - 1] : '{';
	if (last != '{') {
		buf_addc(out, ',');
	}
	quote_add(out, key);
	buf_addc(out, ':');
}

static void add_options(struct buf *out, const struct option *options, uint32_t n, bool right)
{
	bool is_first = true;
	buf_addc(out, '[');
	for (uint32_t i = 0; i < n; i++) {
		if (right && !options[i].right) {
			continue;
		}
		buf_add(out, is_first ? STR("") : STR(","));
		quote_add(out, options[i].id);
		is_first = false;
	}
	buf_addc(out, ']');
}

static void add_bound(struct buf *out, const char *key, const struct field *f,
                      const struct bound *b)
{
	if (!b->is_set) {
		return;
	}
	add_key(out, str_from(key));
	if (f->type == FIELD_DATE) {
		buf_addc(out, '"');
		date_add_json(out, b->date);
		buf_addc(out, '"');
	} else {
		number_add_json(out, b->number);
	}
}

static void add_fields(struct buf *out, const struct step *s)
{
	buf_addc(out, '{');
	for (uint32_t i = 0; i < s->n_fields; i++) {
		const struct field *f = &s->fields[i];
		add_key(out, f->id);
		buf_addc(out, '{');
		add_key(out, STR("type"));
		quote_add(out, str_from(field_types[f->type]));
		if (f->type == FIELD_LIST) {
			add_key(out, STR("options"));
			add_options(out, f->options, f->n_options, false);
		}
		add_bound(out, "min", f, &f->min);
		add_bound(out, "max", f, &f->max);
		buf_addc(out, '}');
	}
	buf_addc(out, '}');
}

static void add_items(struct buf *out, const struct journey *j, const struct hub *hub)
{
	buf_addc(out, '{');
	for (uint32_t i = 0; i < hub->n_items; i++) {
		add_key(out, hub->items[i].name);
		quote_add(out, j->steps[hub->items[i].to].id);
	}
	buf_addc(out, '}');
}

static void add_step(struct buf *out, const struct journey *j, const struct step *s)
{
	buf_addc(out, '{');
	add_key(out, STR("genre"));
	quote_add(out, str_from(step_kind_name(s->kind)));
	if (s->n_options > 0) {
		add_key(out, STR("options"));
		add_options(out, s->options, s->n_options, false);
	}
	if (s->kind == STEP_QUIZ) {
		add_key(out, STR("justes"));
		add_options(out, s->options, s->n_options, true);
		add_key(out, STR("plusieurs"));
		buf_add(out, str_from(s->is_several ? "true" : "false"));
	}
	if (s->kind == STEP_ESTIMATE) {
		add_key(out, STR("justes"));
		number_add_json(out, s->estimate->right);
	}
	if (s->kind == STEP_INPUT) {
		add_key(out, STR("champs"));
		add_fields(out, s);
	}
	if (s->hub != NULL) {
		add_key(out, STR("articles"));
		add_items(out, j, s->hub);
	}
	add_key(out, STR("sinon"));
	if (s->otherwise != STEP_NONE) {
		quote_add(out, j->steps[s->otherwise].id);
	} else {
		buf_add(out, STR("null"));
	}
	buf_addc(out, '}');
}

static void add_renames(struct buf *out, const char *key, const struct renames *renames)
{
	add_key(out, str_from(key));
	buf_addc(out, '{');
	for (uint32_t i = 0; i < renames->n; i++) {
		add_key(out, renames->list[i].from);
		if (renames->list[i].to.len > 0) {
			quote_add(out, renames->list[i].to);
		} else {
			buf_add(out, STR("null"));
		}
	}
	buf_addc(out, '}');
}

static void add_renamings(struct buf *out, const struct journey *j)
{
	add_key(out, STR("renommages"));
	buf_addc(out, '{');
	for (uint32_t i = 0; i < j->n_renamings; i++) {
		buf_addf(out, "%s\"%u\":{", i > 0 ? "," : "", (unsigned)j->renamings[i].version);
		add_renames(out, "étapes", &j->renamings[i].steps);
		add_renames(out, "choix", &j->renamings[i].options);
		add_renames(out, "champs", &j->renamings[i].fields);
		buf_addc(out, '}');
	}
	buf_addc(out, '}');
}

void describe_journey(struct buf *out, const struct journey *j)
{
	buf_addc(out, '{');
	add_key(out, STR("parcours"));
	quote_add(out, j->id);
	buf_addf(out, ",\"version\":%u,\"empreinte\":\"%016llx\"", (unsigned)j->version,
	         (unsigned long long)journey_fingerprint(j));
	add_key(out, STR("départ"));
	quote_add(out, j->steps[j->start].id);
	add_key(out, STR("étapes"));
	buf_addc(out, '{');
	for (step_id s = 0; s < j->n_steps; s++) {
		add_key(out, j->steps[s].id);
		add_step(out, j, &j->steps[s]);
	}
	buf_addc(out, '}');
	add_renamings(out, j);
	buf_add(out, STR("}\n"));
}
