/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of keys, in the order of the manual. */
#include "i18n.h"
#include "load.h"
#include "schema.h"

static const struct schema *const schemas[] = {
	&top_schema,       &renaming_schema,     &home_schema,     &door_schema,
	&section_schema,   &resource_schema,     &step_schema,     &edge_schema,
	&choice_schema,    &several_schema,      &estimate_schema, &sighting_schema,
	&catalogue_schema, &plain_option_schema, &field_schema,    &type_schema,
	&scale_schema,     &list_schema,
};

void load_each_key(void (*row)(void *ctx, const char *where, const char *key, const char *type,
                               const char *preset),
                   void *ctx)
{
	for (size_t i = 0; i < sizeof schemas / sizeof schemas[0]; i++) {
		const struct schema *s = schemas[i];
		for (uint32_t k = 0; k < s->n_keys; k++) {
			row(ctx, _(s->where), s->keys[k].name, s->keys[k].type, s->keys[k].preset);
		}
	}
}
