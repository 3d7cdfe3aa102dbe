/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One resource, the same whether it came from a step or from the catalogue. */
#include "card.h"

#include "buf.h"
#include "i18n.h"
#include "said.h"
#include "shelf.h"

static struct str joined(struct arena *arena, const char *format, struct str a, struct str b)
{
	struct buf line = {0};
	buf_add(&line, a);
	buf_add(&line, str_from(format));
	buf_add(&line, b);
	struct str made = arena_str(arena, buf_str(&line));
	buf_finish(&line);
	return made;
}

struct str card_origin(struct arena *arena, const struct resource *r)
{
	struct str publisher = said_words(arena, r->publisher);
	struct str year = said_year(arena, r->year);
	if (publisher.len > 0 && year.len > 0) {
		return joined(arena, ", ", publisher, year);
	}
	return year.len > 0 ? joined(arena, "", str_from(_("Année : ")), year) : publisher;
}

struct str card_audiences(struct arena *arena, const struct journey *j, const struct resource *r)
{
	struct str audiences = shelf_audiences(arena, j, r);
	if (j->n_audiences == 0) {
		return (struct str){0};
	}
	if (r->n_audiences == 0 || r->n_audiences == j->n_audiences) {
		return audiences;
	}
	return joined(arena, "", str_from(_("Pour : ")), audiences);
}

struct str card_caution(const struct resource *r)
{
	bool is_doubtful = r->address.len > 0 && !r->checked;
	return str_from(is_doubtful ? _("Adresse relevée dans une archive, non vérifiée.") : "");
}

void card_consult(struct walk *w, struct moves *m, uint32_t resource)
{
	struct event e;
	bool is_new = w != NULL && !walk_is_consulted(w, walk_journey(w)->resources[resource].id);
	if (is_new && walk_consult(w, resource, &e) == OUTCOME_OK) {
		moves_make(m, w, &e);
	}
}

void card_keep(struct walk *w, struct moves *m, uint32_t resource, bool keep)
{
	struct event e;
	if (walk_keep(w, resource, keep, &e) == OUTCOME_OK) {
		moves_make(m, w, &e);
	}
}
