/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The carnet keeps what was said as a note of the step, « rappel », which begins with the date that
 * was meant: another date is another question.
 */
#include "remind.h"

#include "i18n.h"
#include "said.h"

#define WHAT STR("rappel")

static const struct {
	const char *word;   /* in the carnet */
	const char *choice; /* on the start screen */
	const char *said;   /* beside the date */
	const char *thanks;
} answers[TOLD_N] = {
	[TOLD_DONE] = {"oui", N_("C'est fait"), N_("fait"), N_("C'est noté : fait.")},
	[TOLD_NOT_YET] = {"pas-encore", N_("Pas encore"), N_("pas encore fait"),
                          N_("C'est noté. Une autre date se choisit dans le carnet.")},
	[TOLD_LEFT] = {"laissé", N_("Je laisse"), N_("laissé"),
                       N_("C'est noté. La question ne reviendra pas.")},
};

static struct str word_for(const struct walk *w, step_id step, struct date date)
{
	struct buf day = {0};
	struct str note = walk_note(w, walk_journey(w)->steps[step].id, WHAT);
	date_add_json(&day, date);
	bool is_of_it = day.len < note.len && str_starts(note, buf_str(&day));
	struct str word = is_of_it ? str_slice(note, day.len + 1, note.len) : (struct str){0};
	buf_finish(&day);
	return word;
}

/* NULL where it has none, or it was left open. */
static const struct answer *date_at(struct walk *w, step_id step, uint32_t field)
{
	const struct answer *a = walk_facts(w, true)->of[step].answer;
	bool has = a != NULL && a->kind == ANSWER_FIELDS && field < a->fields.n;
	const struct answer *date = has ? a->fields.list[field] : NULL;
	return date != NULL && date->kind == ANSWER_DATE ? date : NULL;
}

bool reminder_due(struct walk *w, struct date today, struct reminder *ret)
{
	const struct journey *j = walk_journey(w);
	for (step_id s = 0; s < j->n_steps; s++) {
		for (uint32_t i = 0; i < j->steps[s].n_fields; i++) {
			if (j->steps[s].fields[i].reminder.source.len == 0) {
				continue;
			}
			const struct answer *a = date_at(w, s, i);
			if (a != NULL && date_cmp(a->date, today) < 0 &&
			    word_for(w, s, a->date).len == 0) {
				*ret = (struct reminder){s, i, a->date};
				return true;
			}
		}
	}
	return false;
}

struct str reminder_question(struct arena *arena, struct walk *w, const struct reminder *r)
{
	const struct field *f = &walk_journey(w)->steps[r->step].fields[r->field];
	return said_line_of(arena, walk_facts(w, true), &f->reminder);
}

void reminder_tell(struct walk *w, const struct reminder *r, enum told told,
                   struct event *ret_event)
{
	struct buf text = {0};
	date_add_json(&text, r->date);
	buf_addf(&text, " %s", answers[told].word);
	walk_write_note_of(w, r->step, WHAT, buf_str(&text), ret_event);
	buf_finish(&text);
}

struct str reminder_said(const struct walk *w, step_id step, uint32_t field, struct date date)
{
	const struct field *f = &walk_journey(w)->steps[step].fields[field];
	struct str word = word_for(w, step, date);
	for (int told = 0; f->reminder.source.len > 0 && told < TOLD_N; told++) {
		if (str_eq(word, str_from(answers[told].word))) {
			return str_from(_(answers[told].said));
		}
	}
	return (struct str){0};
}

bool reminder_is(struct str what)
{
	return str_eq(what, WHAT);
}

struct str reminder_choice(enum told told)
{
	return str_from(_(answers[told].choice));
}

struct str reminder_thanks(enum told told)
{
	return str_from(_(answers[told].thanks));
}
