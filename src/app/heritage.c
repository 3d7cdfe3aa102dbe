/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Found by comparing with the original as it is here, so that an author has no marks to keep up: a
 * place is adapted as soon as it says something else.
 */
#include "heritage.h"

#include "i18n.h"
#include "prose.h"
#include "sanitise.h"

void heritage_find(struct heritage *ret, const struct loaded *adapted,
                   const struct journey_places *places)
{
	*ret = (struct heritage){0};
	if (adapted->journey == NULL || adapted->journey->adapted_from.len == 0) {
		return;
	}
	ret->from = adapted->journey->adapted_from;
	journey_open(&ret->origin, places, ret->from);
	if (ret->origin.journey != NULL) {
		prose_add_line(&ret->title, ret->origin.journey->title.source,
		               (struct prose_values){0});
		leftovers_find(&ret->leftovers, &adapted->sources.sources,
		               &ret->origin.sources.sources);
	}
}

/* A comment may end as a sentence; here more follows. */
static struct str without_stop(struct str s)
{
	return str_ends(s, STR(".")) ? str_slice(s, 0, s.len - 1) : s;
}

static void add_leftover(struct buf *out, const struct leftover *one, const struct sources *sources)
{
	buf_add(out, STR("    "));
	sanitise_line(out, sources->list[one->span.file].name);
	buf_addf(out, ":%u : ", one->span.line);
	sanitise_line(out, without_stop(one->what));
	if (one->keys.len > 0) {
		buf_addf(out, " (%.*s)", STR_ARG(one->keys));
	}
	buf_addc(out, '\n');
}

void heritage_add(struct buf *out, const struct heritage *h, const struct sources *sources)
{
	size_t n = h->leftovers.n;
	if (h->from.len == 0) {
		return;
	}
	if (h->origin.journey == NULL) {
		buf_addf(out,
		         _("  Le parcours d'origine, « %.*s », ne se lit pas ici : ses exemples "
		           "n'ont pas été cherchés.\n"),
		         STR_ARG(h->from));
		return;
	}
	if (n == 0) {
		buf_addf(out, _("  Il ne reste aucun exemple d'origine (%.*s).\n"),
		         STR_ARG(buf_str(&h->title)));
		return;
	}
	buf_addf(out,
	         COUNTED(n, "  Il reste %zu exemple d'origine (%.*s) :\n",
	                 "  Il reste %zu exemples d'origine (%.*s) :\n"),
	         n, STR_ARG(buf_str(&h->title)));
	for (size_t i = 0; i < n; i++) {
		add_leftover(out, &h->leftovers.list[i], sources);
	}
}

void heritage_finish(struct heritage *h)
{
	leftovers_finish(&h->leftovers);
	loaded_finish(&h->origin);
	buf_finish(&h->title);
	*h = (struct heritage){0};
}
