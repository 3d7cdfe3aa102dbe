/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three lines are enough to be back; the carnet has the whole. */
#include "so_far.h"

#include "buf.h"
#include "scene.h"
#include "utf8.h"

enum {
	SO_FAR_STEPS = 3,
	SO_FAR_MAX_RUNES = 120, /* of an answer */
};

static struct str shortened(struct arena *arena, struct str s)
{
	size_t end = utf8_offset(s, SO_FAR_MAX_RUNES);
	if (end == s.len) {
		return s;
	}
	struct buf b = {0};
	buf_add(&b, str_trim(str_slice(s, 0, end)));
	buf_add(&b, STR("…"));
	struct str cut = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return cut;
}

/* The last answered steps before this one, the latest first; how many. */
static size_t last_answered(struct arena *arena, struct walk *w, step_id *ret_steps)
{
	size_t n_seen, n = 0;
	const step_id *seen = scene_seen(arena, w, &n_seen);
	const struct journey *j = walk_journey(w);
	const struct facts *facts = walk_facts(w, false);
	while (n_seen > 0 && n < SO_FAR_STEPS) {
		step_id step = seen[--n_seen];
		const struct answer *a = facts->of[step].answer;
		bool is_answered =
			a != NULL && a->kind != ANSWER_OPEN && step != walk_here(w)->step;
		// Not where each field was left open.
		if (is_answered && scene_answer(arena, w, &j->steps[step], a).len > 0) {
			ret_steps[n++] = step;
		}
	}
	return n;
}

struct so_far *so_far_make(struct arena *arena, struct walk *w, size_t *ret_n)
{
	step_id steps[SO_FAR_STEPS];
	size_t n = last_answered(arena, w, steps);
	struct so_far *list = arena_array(arena, n, sizeof *list);
	*ret_n = n;
	for (size_t i = 0; i < n; i++) {
		step_id step = steps[n - 1 - i];
		const struct answer *a = walk_facts(w, false)->of[step].answer;
		const struct step *s = &walk_journey(w)->steps[step];
		list[i].title = scene_title(arena, w, step);
		list[i].answer = shortened(arena, scene_answer(arena, w, s, a));
	}
	return list;
}
