/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The styles of a draft lie over its text as stretches, each with its end, so that
 * typography can read across a change of style (« **mot** : suite ») and still give each
 * change to the run in which it falls.
 */
#include "prose_draft.h"

#include "mem.h"
#include "typography.h"

#include <string.h>
#include <unictype.h>

static bool same_style(const struct prose_stretch *a, const struct prose_stretch *b)
{
	return a->style == b->style && str_eq(a->target, b->target);
}

static void stretches_add(struct prose_stretches *s, struct prose_stretch added)
{
	if (s->n > 0 && same_style(&s->list[s->n - 1], &added)) {
		s->list[s->n - 1].end = added.end;
		return;
	}
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 8 : s->cap * 2;
		s->list = mem_resize(s->list, s->cap, sizeof *s->list);
	}
	s->list[s->n++] = added;
}

void prose_draft_finish(struct prose_draft *d)
{
	buf_finish(&d->text);
	mem_free(d->stretches.list);
	*d = (struct prose_draft){0};
}

void prose_draft_add(struct prose_draft *d, struct str text, unsigned style, struct str target)
{
	if (text.len == 0) {
		return;
	}
	buf_add(&d->text, text);
	stretches_add(&d->stretches, (struct prose_stretch){d->text.len, style, target});
}

/*
 * A draft on its way through typography: what lies before `at` is typeset in `out`, and
 * `stretch` is the one in which `at` lies. `from` is where the present paragraph begins.
 */
struct setting {
	const struct prose_draft *draft;
	size_t from, at, stretch;
	struct buf out;
	struct prose_stretches stretches; /* over `out` */
};

static const struct prose_stretch *stretch_now(const struct setting *s)
{
	return &s->draft->stretches.list[s->stretch];
}

/* Goes on to `to`, with or without what lies between. */
static void advance(struct setting *s, size_t to, bool copies)
{
	while (s->at < to) {
		const struct prose_stretch *in = stretch_now(s);
		size_t end = in->end < to ? in->end : to;
		if (copies) {
			buf_add(&s->out, str_slice(buf_str(&s->draft->text), s->at, end - s->at));
			stretches_add(&s->stretches,
			              (struct prose_stretch){s->out.len, in->style, in->target});
		}
		s->at = end;
		if (end == in->end) {
			s->stretch++;
		}
	}
}

static void set_edit(void *ctx, struct typography_edit edit)
{
	struct setting *s = ctx;
	advance(s, s->from + edit.at, true);
	const struct prose_stretch *owner = stretch_now(s);
	buf_add(&s->out, edit.with);
	stretches_add(&s->stretches,
	              (struct prose_stretch){s->out.len, owner->style, owner->target});
	advance(s, s->from + edit.at + edit.len, false);
}

/*
 * What typography sees of the paragraph that ends at `to`: code is as one long word of the
 * same length, so that nothing in it is touched and what surrounds it is still set.
 */
static void mask_code(struct buf *out, const struct setting *s, size_t to)
{
	const struct prose_stretches *all = &s->draft->stretches;
	buf_add(out, str_slice(buf_str(&s->draft->text), s->from, to - s->from));
	size_t start = s->from;
	for (size_t i = s->stretch; i < all->n && start < to; i++) {
		size_t end = all->list[i].end < to ? all->list[i].end : to;
		if ((all->list[i].style & PROSE_CODE) != 0) {
			memset(out->ptr + (start - s->from), 'x', end - start);
		}
		start = end;
	}
}

static bool is_visible(struct str s)
{
	uint32_t rune;
	for (size_t at = 0; at < s.len;) {
		at += utf8_decode(s, at, &rune);
		if (!uc_is_property_white_space(rune)) {
			return true;
		}
	}
	return false;
}

static void blocks_add(struct prose_blocks *b, struct prose_block block)
{
	if (b->n == b->cap) {
		b->cap = b->cap == 0 ? 8 : b->cap * 2;
		b->list = mem_resize(b->list, b->cap, sizeof *b->list);
	}
	b->list[b->n++] = block;
}

/* The runs of the typeset paragraph, copied, without the blanks at both ends. */
static void set_runs(const struct setting *s, struct arena *arena, struct prose_block *block)
{
	struct str text = buf_str(&s->out), core = str_trim(text);
	size_t first = s->draft->keeps_indent ? 0 : (size_t)(core.ptr - text.ptr);
	size_t last = (size_t)(core.ptr - text.ptr) + core.len;
	struct str kept = arena_str(arena, str_slice(text, first, last - first));
	block->runs = arena_array(arena, s->stretches.n, sizeof *block->runs);
	block->n_runs = 0;
	size_t start = first;
	for (size_t i = 0; i < s->stretches.n; i++) {
		const struct prose_stretch *in = &s->stretches.list[i];
		size_t end = in->end < last ? in->end : last;
		if (end > start) {
			block->runs[block->n_runs++] = (struct prose_run){
				.text = str_slice(kept, start - first, end - start),
				.style = in->style,
				.target = in->target,
			};
			start = end;
		}
	}
}

static void set_paragraph(struct setting *s, size_t to)
{
	struct buf masked = {0};
	buf_clear(&s->out);
	s->stretches.n = 0;
	s->from = s->at;
	mask_code(&masked, s, to);
	typography_edits(buf_str(&masked), set_edit, s);
	advance(s, to, true);
	buf_finish(&masked);
}

void prose_draft_close(struct prose_draft *d, size_t from, struct prose_block model,
                       struct arena *arena, struct prose_blocks *blocks)
{
	struct setting s = {.draft = d};
	struct str text = buf_str(&d->text);
	advance(&s, from, false);
	while (s.at < text.len) {
		size_t end = str_find(text, PROSE_PARAGRAPH_SEPARATOR, s.at);
		size_t to = end == SIZE_MAX ? text.len : end;
		if (is_visible(str_slice(text, s.at, to - s.at))) {
			set_paragraph(&s, to);
			set_runs(&s, arena, &model);
			blocks_add(blocks, model);
		}
		size_t next = to + PROSE_PARAGRAPH_SEPARATOR.len;
		advance(&s, next < text.len ? next : text.len, false);
	}
	buf_finish(&s.out);
	mem_free(s.stretches.list);
	buf_clear(&d->text);
	d->stretches.n = 0;
}
