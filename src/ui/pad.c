/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit says it all: what both texts begin and end with stays. */
#include "pad.h"

#include "utf8.h"

enum {
	KEYS_AN_EVENT = 24,
};

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

static bool is_inside(struct str s, size_t at)
{
	return at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

/* How many bytes both begin with; whole characters. */
static size_t same_head(struct str a, struct str b)
{
	size_t n = 0;
	while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n]) {
		n++;
	}
	while (n > 0 && (is_inside(a, n) || is_inside(b, n))) {
		n--;
	}
	return n;
}

static size_t same_tail(struct str a, struct str b, size_t head)
{
	size_t n = 0;
	while (n < a.len - head && n < b.len - head &&
	       a.ptr[a.len - 1 - n] == b.ptr[b.len - 1 - n]) {
		n++;
	}
	while (n > 0 && is_inside(a, a.len - n)) {
		n--;
	}
	return n;
}

void pad_keep(struct pad *p, struct draft *d, struct moves *m)
{
	struct str old = buf_str(&d->text), new = buf_str(&p->editor.text);
	p->n_pending = 0;
	if (!d->is_open || str_eq(old, new)) {
		return;
	}
	size_t head = same_head(old, new), tail = same_tail(old, new, head);
	struct str cut = str_slice(old, head, old.len - head - tail);
	struct str put = str_slice(new, head, new.len - head - tail);
	draft_edit(d, m, (uint32_t)utf8_n_runes(str_slice(old, 0, head)),
	           (uint32_t)utf8_n_runes(cut), put);
}

bool pad_typed(struct pad *p, struct draft *d, struct moves *m)
{
	if (++p->n_pending >= KEYS_AN_EVENT) {
		pad_keep(p, d, m);
	}
	return p->n_pending > 0;
}
