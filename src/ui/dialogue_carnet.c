/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The carnet read through: book.h aloud. */
#include "dialogue_parts.h"

#include "book.h"
#include "i18n.h"

static void say_entry(struct dialogue *d, const struct book_entry *e)
{
	const struct journey *j = d->setup.journey;
	struct str pair = said_pair(&d->turn, e->title, e->answer);
	if (e->group.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(e->group));
	}
	switch (e->kind) {
	case BOOK_PAIR:
		if (e->part == BOOK_ORPHANS) {
			paper_row(&d->paper, "-", pair);
		} else {
			paper_sayf(&d->paper, "%.*s", STR_ARG(pair));
		}
		break;
	case BOOK_FIELD:
		paper_row(&d->paper, "-", pair);
		break;
	case BOOK_NOTE:
		paper_sayf(&d->paper, _("%.*s, vous notez :"), STR_ARG(e->title));
		paper_written(&d->paper, e->written);
		paper_block(&d->paper);
		break;
	case BOOK_TEXT:
		paper_sayf(&d->paper, "%.*s", STR_ARG(e->title));
		paper_written(&d->paper, e->written);
		paper_block(&d->paper);
		break;
	case BOOK_HARVEST:
		paper_sayf(&d->paper, "%.*s", STR_ARG(e->title));
		(void)harvest_say_lines(d, &j->steps[e->step]);
		break;
	case BOOK_RESOURCE:
		paper_row(&d->paper, "-", e->title);
		if (j->resources[e->resource].address.len > 0) {
			paper_address(&d->paper, j->resources[e->resource].address);
		}
		break;
	}
}

static void say_heading(struct dialogue *d, const struct book_entry *above,
                        const struct book_entry *e)
{
	bool is_first = above == NULL || above->part != e->part;
	const char *heading = book_heading(e->part);
	if (is_first || e->camp.len > 0) {
		paper_block(&d->paper);
	}
	if (is_first && heading != NULL) {
		paper_say(&d->paper, heading);
	}
	if (e->camp.len > 0) {
		paper_sayf(&d->paper, "%.*s", STR_ARG(e->camp));
	}
}

void carnet_show(struct dialogue *d)
{
	size_t n;
	const struct book_entry *book = book_make(&d->turn, d->walk, &n);
	paper_block(&d->paper);
	paper_sayf(&d->paper, _("Carnet : %.*s"),
	           STR_ARG(said_words(&d->turn, buf_str(&d->carnet))));
	if (n == 0 || book[0].part == BOOK_BESIDE) {
		paper_say(&d->paper, _("Encore vide : rien n'est écrit, rien n'est perdu."));
	}
	for (size_t i = 0; i < n && book[i].part != BOOK_BESIDE; i++) {
		say_heading(d, i > 0 ? &book[i - 1] : NULL, &book[i]);
		say_entry(d, &book[i]);
	}
	paper_block(&d->paper);
}
