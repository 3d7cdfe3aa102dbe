/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of things to choose: their numbers, which of them a line means, how they are said. */
#include "dialogue_parts.h"

#include "i18n.h"

size_t rows_count(const struct scene_row *rows, size_t n)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++) {
		count += !rows[i].is_greyed;
	}
	return count;
}

const struct scene_row *rows_at(const struct scene_row *rows, size_t n, uint32_t k)
{
	for (size_t i = 0; i < n; i++) {
		if (!rows[i].is_greyed && --k == 0) {
			return &rows[i];
		}
	}
	return NULL;
}

enum {
	BY_LABEL,
	BY_KEY,
	BY_BEGINNING,
	N_WAYS,
};

static bool is_meant(const struct scene_row *row, struct str line, int way)
{
	return way == BY_LABEL ? words_same(line, row->label)
	       : way == BY_KEY ? words_same(line, row->key)
	                       : words_begin(line, row->label);
}

/* The surest way that finds any; where it finds two, which is meant can't be known. */
static const struct scene_row *pick_words(const struct scene_row *rows, size_t n, struct str line)
{
	const struct scene_row *found = NULL;
	for (int way = 0; way < N_WAYS && found == NULL; way++) {
		for (size_t i = 0; i < n; i++) {
			if (is_meant(&rows[i], line, way)) {
				if (found != NULL) {
					return NULL;
				}
				found = &rows[i];
			}
		}
	}
	return found;
}

const struct scene_row *rows_pick(const struct scene_row *rows, size_t n, struct str line)
{
	uint32_t number;
	const struct scene_row *found = NULL;
	if (words_number(line, &number) && number > 0) {
		found = rows_at(rows, n, number);
		if (found != NULL) {
			return found;
		}
	}
	return pick_words(rows, n, line);
}

static void say_greyed(struct dialogue *d, const struct scene_row *row)
{
	struct buf b = {0};
	buf_add(&b, row->label);
	if (row->why.len > 0) {
		buf_addf(&b, _(" (fermé : %.*s)"), STR_ARG(row->why));
	} else {
		buf_add(&b, str_from(_(" (fermé)")));
	}
	paper_row(&d->paper, "-", buf_str(&b));
	buf_finish(&b);
}

size_t rows_say(struct dialogue *d, const struct scene_row *rows, size_t n)
{
	size_t number = 0;
	for (size_t i = 0; i < n; i++) {
		if (rows[i].is_greyed) {
			say_greyed(d, &rows[i]);
			continue;
		}
		struct buf b = {0};
		buf_add(&b, rows[i].label);
		struct str mark = scene_row_mark(&rows[i]);
		if (mark.len > 0) {
			buf_addf(&b, " (%.*s)", STR_ARG(mark));
		}
		paper_numbered(&d->paper, ++number, buf_str(&b));
		buf_finish(&b);
	}
	return number;
}

void prompt_choice(struct buf *prompt, const char *what, size_t n)
{
	if (n == 1) {
		buf_add(prompt, str_from(_("Tapez 1")));
		return;
	}
	buf_add(prompt, str_from(what));
	if (n > 1) {
		buf_addf(prompt, *what == '\0' ? _("1 à %zu") : _(", 1 à %zu"), n);
	}
}
