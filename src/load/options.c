/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `choix`, `pari`, `parmi` and `champs`: what a walker can answer. */
#include "schema.h"

#include "french.h"
#include "i18n.h"
#include "traps.h"
#include "utf8.h"

/* --- Options ------------------------------------------------------------------------ */

#define OPTION_KEY(name, type, preset, read, member)                             \
	{                                                                        \
		name, type, preset, read, offsetof(struct option, member), false \
	}

enum choice_key {
	CHOICE_KEY_LABEL,
	CHOICE_KEY_SAYS,
	CHOICE_KEY_TO,
	CHOICE_KEY_DETOUR,
};

static const struct key choice_keys[] = {
	[CHOICE_KEY_LABEL] = OPTION_KEY("libellé", "texte", NULL, read_line, label),
	[CHOICE_KEY_SAYS] = OPTION_KEY("dit", "texte", "le libellé", read_line, says),
	[CHOICE_KEY_TO] = OPTION_KEY("vers", "étape", "celui de l'étape", read_step, to),
	[CHOICE_KEY_DETOUR] = OPTION_KEY("détour", "étape", NULL, read_step, detour),
	OPTION_KEY("si", "condition", "toujours", read_condition, when),
	OPTION_KEY("griser_si", "condition", "jamais", read_condition, grey),
	OPTION_KEY("pourquoi", "texte", NULL, read_line, why),
	OPTION_KEY("une_fois", "oui ou non", "non", read_bool, once),
	OPTION_KEY("public", "public", NULL, read_audience, audience),
	OPTION_KEY("juste", "oui ou non", "non", read_bool, right),
	OPTION_KEY("explication", "texte", NULL, read_text, explanation),
};

static const struct key plain_option_keys[] = {
	OPTION_KEY("libellé", "texte", NULL, read_line, label),
	OPTION_KEY("dit", "texte", "le libellé", read_line, says),
};

const struct schema choice_schema = {N_("un choix"), choice_keys,
                                     sizeof choice_keys / sizeof choice_keys[0]};
const struct schema plain_option_schema = {N_("un pari ou un élément de liste"), plain_option_keys,
                                           sizeof plain_option_keys / sizeof plain_option_keys[0]};

void load_tell_none(struct loader *l, const struct node *value)
{
	if (value->kind == NODE_SCALAR) {
		return; // no list at all, which is told
	}
	diags_add(l->d, DIAG_PAR25, node_span(value),
	          _("il n'y a rien à choisir ni à remplir ici"));
}

struct options_ctx {
	struct option *options;
	const struct schema *schema;
};

static void read_option(struct loader *l, void *ctx, uint32_t i, const struct node *id,
                        const struct node *value)
{
	const struct options_ctx *options = ctx;
	struct option *o = &options->options[i];
	*o = (struct option){
		.id = id->text,
		.span = node_span(id),
		.to = STEP_NONE,
		.detour = STEP_NONE,
		.audience = INDEX_NONE,
	};
	if (value->kind == NODE_SCALAR) {
		read_line(l, &o->label, value);
		return;
	}
	struct reading r;
	schema_read(l, options->schema, o, value, &r);
	schema_need(l, options->schema, &r, 0, id);
	o->has_way = reading_value(&r, CHOICE_KEY_TO) != NULL ||
	             reading_value(&r, CHOICE_KEY_DETOUR) != NULL;
	if (reading_value(&r, CHOICE_KEY_TO) != NULL &&
	    reading_value(&r, CHOICE_KEY_DETOUR) != NULL) {
		diags_add(l->d, DIAG_PAR26, o->span,
		          _("un choix a « vers » ou « détour », pas les deux"));
	}
}

struct option *load_options(struct loader *l, const struct node *map, bool full, uint32_t *ret_n)
{
	struct options_ctx ctx = {
		.options = arena_array(l->arena, map->n, sizeof(struct option)),
		.schema = full ? &choice_schema : &plain_option_schema,
	};
	if (trap_dashed_choices(l->d, l->sources, map) ||
	    trap_plain_choices(l->d, l->sources, map)) {
		*ret_n = 0;
		return ctx.options;
	}
	*ret_n = schema_each_id(l, map, (struct id_map){.limit = LOAD_MAX_CHOICES}, read_option,
	                        &ctx);
	if (map->n == 0) {
		load_tell_none(l, map);
	}
	return ctx.options;
}

/* --- Fields -------------------------------------------------------------------------- */

enum field_key {
	FIELD_KEY_LABEL,
	FIELD_KEY_TYPE,
	FIELD_KEY_OPTIONAL,
	FIELD_KEY_PRESET,
	FIELD_KEY_MIN,
	FIELD_KEY_MAX,
	FIELD_KEY_MESSAGE,
	FIELD_KEY_HELP,
};

#define FIELD_KEY(name, type, preset, read, member)                             \
	{                                                                       \
		name, type, preset, read, offsetof(struct field, member), false \
	}

/* What `type`, `min` and `max` are depends on one another: they wait in the reading. */
static const struct key field_keys[] = {
	[FIELD_KEY_LABEL] = FIELD_KEY("libellé", "texte", NULL, read_line, label),
	[FIELD_KEY_TYPE] =
		FIELD_KEY("type", "texte, texte long, nombre, date, oui-non, échelle, liste",
                          "texte", NULL, type),
	[FIELD_KEY_OPTIONAL] = FIELD_KEY("facultatif", "oui ou non", "non", read_bool, optional),
	[FIELD_KEY_PRESET] = FIELD_KEY("défaut", "valeur", NULL, read_string, preset),
	[FIELD_KEY_MIN] = FIELD_KEY("min", "nombre, date ou longueur", NULL, NULL, min),
	[FIELD_KEY_MAX] = FIELD_KEY("max", "nombre, date ou longueur", NULL, NULL, max),
	[FIELD_KEY_MESSAGE] = FIELD_KEY("message", "texte", NULL, read_line, message),
	[FIELD_KEY_HELP] = FIELD_KEY("aide", "texte", NULL, read_line, help),
};
const struct schema field_schema = {N_("un champ"), field_keys,
                                    sizeof field_keys / sizeof field_keys[0]};

struct scale_draft {
	double from, to;
};

static const struct key scale_keys[] = {
	{"de", "nombre entier", NULL, read_number, offsetof(struct scale_draft, from), false},
	{"à", "nombre entier", NULL, read_number, offsetof(struct scale_draft, to), false},
	{"libellés", "libellés par nombre", NULL, NULL, 0, false},
};
const struct schema scale_schema = {N_("une échelle"), scale_keys,
                                    sizeof scale_keys / sizeof scale_keys[0]};

static const struct key list_keys[] = {
	{"parmi", "libellés par identifiant", NULL, NULL, 0, false},
};
const struct schema list_schema = {N_("une liste"), list_keys, 1};

static const struct key type_keys[] = {
	{"échelle", "échelle", NULL, NULL, 0, false},
	{"liste", "liste", NULL, NULL, 0, false},
};
const struct schema type_schema = {N_("un type de champ"), type_keys, 2};

static const struct {
	const char *word;
	enum field_type type;
} type_words[] = {
	{"texte", FIELD_TEXT}, {"texte long", FIELD_LONG_TEXT}, {"nombre", FIELD_NUMBER},
	{"date", FIELD_DATE},  {"oui-non", FIELD_YES_NO},
};

static void read_type_word(struct loader *l, struct field *f, const struct node *value)
{
	struct buf word = {0}, name = {0};
	utf8_add_folded(&word, str_trim(value->text));
	bool found = false;
	for (size_t i = 0; i < sizeof type_words / sizeof type_words[0]; i++) {
		buf_clear(&name);
		utf8_add_folded(&name, str_from(type_words[i].word));
		if (str_eq(buf_str(&name), buf_str(&word))) {
			f->type = type_words[i].type;
			found = true;
		}
	}
	if (!found && str_eq(buf_str(&word), STR("echelle"))) {
		diags_add(l->d, DIAG_PAR24, node_span(value),
		          _("une échelle dit ses bornes : « type: {échelle: {de: 1, à: 5}} »"));
	} else if (!found && str_eq(buf_str(&word), STR("liste"))) {
		diags_add(l->d, DIAG_PAR24, node_span(value),
		          _("une liste dit ce qu'on y choisit : « type: {liste: {parmi: {un: Un, "
		            "deux: Deux}}} »"));
	} else if (!found) {
		diags_add(l->d, DIAG_PAR24, node_span(value),
		          _("« %.*s » n'est pas un type ; il y a texte, texte long, nombre, date, "
		            "oui-non, "
		            "échelle et liste"),
		          STR_ARG(value->text));
	}
	buf_finish(&name);
	buf_finish(&word);
}

enum {
	SCALE_MAX_STEPS = 100,
	SCALE_FARTHEST = 1000000, /* what a scale may begin or end at */
};

static bool is_whole(double number)
{
	return number >= -SCALE_FARTHEST && number <= SCALE_FARTHEST &&
	       (double)(int32_t)number == number;
}

/* `libellés: {1: peu, 5: tout à fait}`: the keys are numbers here, not ids. */
static void read_scale_labels(struct loader *l, struct field *f, const struct node *map)
{
	if (map->kind != NODE_MAP) {
		diags_add(l->d, DIAG_PAR23, node_span(map),
		          _("les libellés d'une échelle s'écrivent {1: peu, 5: beaucoup}"));
		return;
	}
	f->labels = arena_array(l->arena, map->n, sizeof f->labels[0]);
	double last = f->min.number - 1;
	for (const struct node *key = map->first; key != NULL; key = key->next->next) {
		double at;
		if (!number_parse(str_trim(key->text), &at) || at <= last || at > f->max.number ||
		    !is_whole(at)) {
			diags_add(l->d, DIAG_PAR24, node_span(key),
			          _("« %.*s » : il faut ici un nombre de l'échelle, du plus petit "
			            "au plus "
			            "grand"),
			          STR_ARG(key->text));
			continue;
		}
		struct scale_label *label = &f->labels[f->n_labels++];
		label->at = (int32_t)at;
		read_line(l, &label->label, key->next);
		last = at;
	}
}

static void read_scale(struct loader *l, struct field *f, const struct node *map)
{
	struct scale_draft draft = {0};
	struct reading r;
	schema_read(l, &scale_schema, &draft, map, &r);
	f->type = FIELD_SCALE;
	if (!schema_need(l, &scale_schema, &r, 0, map) ||
	    !schema_need(l, &scale_schema, &r, 1, map)) {
		return;
	}
	if (draft.from >= draft.to || draft.to - draft.from > SCALE_MAX_STEPS ||
	    !is_whole(draft.from) || !is_whole(draft.to)) {
		diags_add(
			l->d, DIAG_PAR24, node_span(map),
			_("une échelle va d'un nombre entier à un plus grand, en 100 pas au plus"));
		return;
	}
	f->min = (struct bound){.is_set = true, .number = draft.from};
	f->max = (struct bound){.is_set = true, .number = draft.to};
	if (reading_value(&r, 2) != NULL) {
		read_scale_labels(l, f, reading_value(&r, 2));
	}
}

static void read_list(struct loader *l, struct field *f, const struct node *map)
{
	struct reading r;
	schema_read(l, &list_schema, f, map, &r);
	f->type = FIELD_LIST;
	if (schema_need(l, &list_schema, &r, 0, map)) {
		f->options = load_options(l, reading_value(&r, 0), false, &f->n_options);
	}
}

static void read_type(struct loader *l, struct field *f, const struct node *value)
{
	if (value->kind == NODE_SCALAR) {
		read_type_word(l, f, value);
		return;
	}
	struct reading r;
	schema_read(l, &type_schema, f, value, &r);
	if (reading_value(&r, 0) != NULL) {
		read_scale(l, f, reading_value(&r, 0));
	} else if (reading_value(&r, 1) != NULL) {
		read_list(l, f, reading_value(&r, 1));
	}
}

static void read_bound(struct loader *l, const struct field *f, struct bound *bound,
                       const struct node *value)
{
	if (value == NULL) {
		return;
	}
	if (!schema_scalar(l, value, N_("une borne"))) {
		return;
	}
	bool is_date = f->type == FIELD_DATE;
	bool well = is_date ? date_parse(str_trim(value->text), &bound->date)
	                    : number_parse(str_trim(value->text), &bound->number);
	if (f->type == FIELD_YES_NO || f->type == FIELD_SCALE || f->type == FIELD_LIST) {
		diags_add(l->d, DIAG_PAR26, node_span(value),
		          _("ce type de champ n'a ni « min » ni « max »"));
	} else if (!well) {
		diags_add(l->d, DIAG_PAR24, node_span(value), "%s",
		          is_date ? _("la borne d'une date est une date, comme 31/12/2027")
		                  : _("il faut ici un nombre"));
	} else {
		bound->is_set = true;
	}
}

/* Negative, 0 or positive, as one is below the other; of the kind that the field has. */
static int bound_cmp(const struct field *f, const struct bound *a, const struct bound *b)
{
	return f->type == FIELD_DATE ? date_cmp(a->date, b->date)
	                             : (a->number > b->number) - (a->number < b->number);
}

static bool is_within(const struct field *f, const struct bound *b)
{
	return (!f->min.is_set || bound_cmp(f, b, &f->min) >= 0) &&
	       (!f->max.is_set || bound_cmp(f, b, &f->max) <= 0);
}

static bool names_option(const struct field *f, struct str s)
{
	for (uint32_t i = 0; i < f->n_options; i++) {
		if (str_eq(f->options[i].id, s) || str_eq(f->options[i].label.source, s)) {
			return true;
		}
	}
	return false;
}

/* Whether `défaut` could be typed there. */
static bool is_preset_sound(const struct field *f, struct str preset)
{
	struct bound b = {0};
	bool yes;
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_LONG_TEXT:
		b.number = (double)utf8_n_runes(preset);
		return is_within(f, &b);
	case FIELD_NUMBER:
	case FIELD_SCALE:
		return number_parse(preset, &b.number) && is_within(f, &b) &&
		       (f->type == FIELD_NUMBER || is_whole(b.number));
	case FIELD_DATE:
		return date_parse(preset, &b.date) && is_within(f, &b);
	case FIELD_YES_NO:
		return yes_no_parse(preset, &yes);
	case FIELD_LIST:
		return names_option(f, preset);
	}
	return false;
}

/* Once type and bounds are known. */
static void check_field(struct loader *l, const struct field *f, const struct reading *r)
{
	const struct node *max = reading_value(r, FIELD_KEY_MAX);
	const struct node *preset = reading_value(r, FIELD_KEY_PRESET);
	bool is_text = f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT;
	bool has_both = max != NULL && f->min.is_set && f->max.is_set;
	if (max != NULL && f->max.is_set && is_text && f->max.number < 1) {
		diags_add(l->d, DIAG_PAR24, node_span(max),
		          _("« max » est le nombre de lettres que l'on peut écrire : au moins 1"));
	} else if (has_both && bound_cmp(f, &f->min, &f->max) > 0) {
		diags_add(l->d, DIAG_PAR24, node_span(max),
		          _("« max » est en dessous de « min » : rien ne conviendrait"));
	} else if (preset != NULL && f->preset.len > 0 && !is_preset_sound(f, f->preset)) {
		diags_add(l->d, DIAG_PAR24, node_span(preset),
		          _("« défaut » doit être une réponse que ce champ accepte"));
	}
}

static void read_field(struct loader *l, void *ctx, uint32_t i, const struct node *id,
                       const struct node *value)
{
	struct step *s = ctx;
	struct field *f = &s->fields[i];
	*f = (struct field){.id = id->text, .span = node_span(id)};
	if (value->kind == NODE_SCALAR) {
		read_line(l, &f->label, value);
		return;
	}
	struct reading r;
	schema_read(l, &field_schema, f, value, &r);
	schema_need(l, &field_schema, &r, FIELD_KEY_LABEL, id);
	if (reading_value(&r, FIELD_KEY_TYPE) != NULL) {
		read_type(l, f, reading_value(&r, FIELD_KEY_TYPE));
	}
	read_bound(l, f, &f->min, reading_value(&r, FIELD_KEY_MIN));
	read_bound(l, f, &f->max, reading_value(&r, FIELD_KEY_MAX));
	check_field(l, f, &r);
}

void load_fields(struct loader *l, struct step *s, const struct node *map)
{
	s->fields = arena_array(l->arena, map->n, sizeof s->fields[0]);
	s->n_fields = schema_each_id(
		l, map, (struct id_map){.limit = LOAD_MAX_CHOICES, .is_name = true}, read_field, s);
}
