/* SPDX-License-Identifier: GPL-3.0-or-later */
/* « Avant quelle date ? », some time later. */
#include "due.h"

#include "scene.h"

static bool is_over(const struct step *s, const struct answer *a, struct date today)
{
	for (uint32_t i = 0; a != NULL && a->kind == ANSWER_FIELDS && i < s->n_fields; i++) {
		const struct answer *field = a->fields.list[i];
		if (s->fields[i].type == FIELD_DATE && field != NULL &&
		    field->kind == ANSWER_DATE) {
			return date_cmp(field->date, today) < 0;
		}
	}
	return false;
}

static bool is_among(const step_id *steps, size_t n, step_id wanted)
{
	for (size_t i = 0; i < n; i++) {
		if (steps[i] == wanted) {
			return true;
		}
	}
	return false;
}

bool due_find(struct arena *arena, struct walk *w, struct date today, step_id *ret_step,
              struct str *ret_title)
{
	const struct journey *j = walk_journey(w);
	const struct facts *facts = walk_facts(w, false);
	size_t n;
	const step_id *seen = scene_seen(arena, w, &n);
	for (size_t i = 0; i < n; i++) {
		const struct step *s = &j->steps[seen[i]];
		if (s->reminder != STEP_NONE && !is_among(seen, n, s->reminder) &&
		    is_over(s, facts->of[seen[i]].answer, today)) {
			*ret_step = s->reminder;
			*ret_title = arena_str(arena, scene_title(arena, w, s->reminder));
			return true;
		}
	}
	return false;
}
