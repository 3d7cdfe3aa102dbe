/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor's text is the draft's, but for the last few keys. */
#include "pad.h"

void pad_finish(struct pad *p)
{
	editor_finish(&p->editor);
	*p = (struct pad){0};
}

void pad_open(struct pad *p, const struct draft *d)
{
	p->editor.has_lines = true;
	editor_set(&p->editor, buf_str(&d->text));
	p->n_pending = 0;
}

void pad_keep(struct pad *p, struct draft *d, struct moves *m)
{
	struct draft_change c;
	p->n_pending = 0;
	if (d->is_open && draft_change_between(buf_str(&d->text), buf_str(&p->editor.text), &c)) {
		draft_edit(d, m, c.at, c.cut, c.put);
	}
}

bool pad_typed(struct pad *p, struct draft *d, struct moves *m)
{
	if (++p->n_pending >= PAD_KEYS_AN_EVENT) {
		pad_keep(p, d, m);
	}
	return p->n_pending > 0;
}
