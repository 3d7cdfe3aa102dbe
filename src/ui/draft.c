/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text here is at any time what folding the events gives: both splice alike. */
#include "draft.h"

#include "utf8.h"

#include <assert.h>

void draft_open(struct draft *d, struct walk *w, struct str step, struct str what)
{
	assert(!d->is_open);
	d->walk = w;
	d->step = step;
	d->what = what;
	d->is_open = true;
	d->has_begun = false;
	buf_clear(&d->text);
	buf_add(&d->text, walk_note(w, step, what));
}

void draft_offer(struct draft *d, struct str text)
{
	if (d->text.len == 0) {
		buf_add(&d->text, text);
	}
}

static void write_whole(struct draft *d, struct moves *m)
{
	struct event e;
	walk_write_note(d->walk, d->what, buf_str(&d->text), &e);
	e.step = d->step;
	moves_make(m, d->walk, &e);
}

/* The text with [from, to) replaced. */
static void splice(struct buf *text, size_t from, size_t to, struct str put)
{
	struct buf whole = {0};
	buf_add(&whole, str_slice(buf_str(text), 0, from));
	buf_add(&whole, put);
	buf_add(&whole, str_slice(buf_str(text), to, text->len));
	buf_finish(text);
	*text = whole;
}

void draft_edit(struct draft *d, struct moves *m, uint32_t at, uint32_t cut, struct str put)
{
	assert(d->is_open);
	struct buf nfc = {0};
	struct event e;
	if (!d->has_begun) {
		write_whole(d, m);
		d->has_begun = true;
	}
	utf8_add_nfc(&nfc, put);
	walk_draft(d->walk, d->what, at, cut, buf_str(&nfc), &e);
	e.step = d->step;
	moves_make(m, d->walk, &e);

	size_t from = utf8_offset(buf_str(&d->text), at);
	struct str rest = str_slice(buf_str(&d->text), from, d->text.len);
	splice(&d->text, from, from + utf8_offset(rest, cut), buf_str(&nfc));
	buf_finish(&nfc);
}

void draft_add_line(struct draft *d, struct moves *m, struct str line)
{
	struct buf put = {0};
	if (d->text.len > 0) {
		buf_addc(&put, '\n');
	}
	buf_add(&put, line);
	draft_edit(d, m, (uint32_t)utf8_n_runes(buf_str(&d->text)), 0, buf_str(&put));
	buf_finish(&put);
}

void draft_erase(struct draft *d, struct moves *m)
{
	if (d->text.len > 0) {
		draft_edit(d, m, 0, (uint32_t)utf8_n_runes(buf_str(&d->text)), (struct str){0});
	}
}

void draft_close(struct draft *d, struct moves *m)
{
	if (d->is_open && d->has_begun) {
		size_t len = d->text.len;
		while (len > 0 && (d->text.ptr[len - 1] == '\n' || d->text.ptr[len - 1] == ' ')) {
			len--;
		}
		buf_cut(&d->text, len);
		write_whole(d, m);
	}
	d->is_open = false;
}

void draft_finish(struct draft *d)
{
	buf_finish(&d->text);
	*d = (struct draft){0};
}

/* --- From one text to another ------------------------------------------------------- */

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

bool draft_change_between(struct str old, struct str new, struct draft_change *ret)
{
	size_t head = same_head(old, new), tail = same_tail(old, new, head);
	struct str cut = str_slice(old, head, old.len - head - tail);
	*ret = (struct draft_change){
		.at = (uint32_t)utf8_n_runes(str_slice(old, 0, head)),
		.cut = (uint32_t)utf8_n_runes(cut),
		.put = str_slice(new, head, new.len - head - tail),
	};
	return !str_eq(old, new);
}
