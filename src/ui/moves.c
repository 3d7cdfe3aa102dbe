/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding and keeping are one act here, so that no event can be kept unfolded. */
#include "moves.h"

#include "mem.h"

void moves_finish(struct moves *m)
{
	mem_free(m->list);
	*m = (struct moves){0};
}

void moves_clear(struct moves *m)
{
	m->n = 0;
}

void moves_make(struct moves *m, struct walk *w, const struct event *e)
{
	if (m->n == m->cap) {
		m->cap = m->cap == 0 ? 8 : m->cap * 2;
		m->list = mem_resize(m->list, m->cap, sizeof *m->list);
	}
	m->list[m->n++] = *e;
	walk_fold(w, e);
}
