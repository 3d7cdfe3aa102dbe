/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text as the carnet has it is the walk's; only the difference becomes an event. */
#include "unsent.h"

#include "draft.h"

static const struct str PREFIX = {"saisie", sizeof "saisie" - 1};

/* « saisie », or « saisie.ID » of a field. */
static void add_what(struct buf *out, const struct step *s, uint32_t field)
{
	buf_add(out, PREFIX);
	if (field != INDEX_NONE) {
		buf_addc(out, '.');
		buf_add(out, s->fields[field].id);
	}
}

bool unsent_is(struct str what)
{
	return str_starts(what, PREFIX);
}

/* True where the text reads as that answer. */
static bool reads_as(struct walk *w, const struct step *s, uint32_t field, struct str text,
                     const struct answer *given)
{
	const struct answer *read;
	enum outcome o = field != INDEX_NONE ? walk_read_field(w, &s->fields[field], text, &read)
	                                     : walk_read_estimate(w, s, text, &read);
	return o == OUTCOME_OK && answer_eq(read, given);
}

struct str unsent_text(struct walk *w, const struct step *s, uint32_t field,
                       const struct answer *given)
{
	struct buf what = {0};
	add_what(&what, s, field);
	struct str text = walk_note(w, s->id, buf_str(&what));
	buf_finish(&what);
	bool is_given = given != NULL && text.len > 0 && reads_as(w, s, field, text, given);
	return is_given ? (struct str){0} : text;
}

void unsent_keep(struct walk *w, struct moves *m, const struct step *s, uint32_t field,
                 struct str text)
{
	struct buf what = {0};
	struct event e;
	struct draft_change change;
	add_what(&what, s, field);
	if (draft_change_between(walk_note(w, s->id, buf_str(&what)), text, &change)) {
		walk_draft(w, buf_str(&what), change.at, change.cut, change.put, &e);
		e.step = s->id;
		moves_make(m, w, &e);
	}
	buf_finish(&what);
}
