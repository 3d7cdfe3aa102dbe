/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_STEPS_H
#define LOAD_STEPS_H

#include "schema.h"

/* The keys of a step, for steps.c and step_parts.c. */
enum step_key {
	KEY_SECTION,
	KEY_TITLE,
	KEY_BODY,
	KEY_QUESTION,
	KEY_ROOM,
	KEY_NOTES,
	KEY_MINUTES,
	KEY_ROOM_MINUTES,
	KEY_RESOURCES,
	KEY_OPTIONAL,
	KEY_CHOICES,
	KEY_SEVERAL,
	KEY_EXPLANATION,
	KEY_ESTIMATE,
	KEY_FIELDS,
	KEY_NOTE,
	KEY_HARVEST,
	KEY_SIGHTING,
	KEY_HUB,
	KEY_THEN,
	KEY_REQUIRED,
	KEY_REVIEW,
	KEY_COMPOSITION,
	KEY_CATALOGUE,
	KEY_ENDING,
	KEY_TO,
	KEY_EDGES,
	KEY_BACK,
	KEY_OTHERWISE,
	KEY_REMINDER,
	N_STEP_KEYS,
};

#define BIT(key) (UINT64_C(1) << (key))

/* What the keys of the step's kind hold, and `suite` and `ressources`, of whatever kind. */
void load_step_parts(struct loader *l, struct step *s, const struct reading *r,
                     const struct node *id);

#endif
