/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What app says, as it is said on these screens: to a room, and in a small window. */
#include "ui_parts.h"

#include "i18n.h"
#include "mem.h"

/* --- To a room ---------------------------------------------------------------------- */

/* From a bracket that opens before a path to where it closes: names may have brackets too. */
static size_t bracket_len(struct str text, size_t at)
{
	size_t n_open = 0;
	for (size_t i = at; i < text.len; i++) {
		n_open += text.ptr[i] == '(';
		n_open -= text.ptr[i] == ')';
		if (n_open == 0) {
			return i + 1 - at;
		}
	}
	return text.len - at;
}

/* « (/home/… ») » or « : /home/….carnet » at `at`; 0: neither. */
static size_t told_path_len(struct str text, size_t at)
{
	static const struct str suffix = {".carnet", sizeof(".carnet") - 1};
	struct str rest = str_slice(text, at, SIZE_MAX);
	if (str_starts(rest, STR(" (/"))) {
		return 1 + bracket_len(text, at + 1);
	}
	if (!str_starts(rest, STR(" : /"))) {
		return 0;
	}
	size_t end = str_find(rest, suffix, 0);
	return end < SIZE_MAX ? end + suffix.len : rest.len;
}

struct str ui_told_here(const struct ui *u, struct arena *arena, struct str text)
{
	if (!u->projects) {
		return text;
	}
	struct buf b = {0};
	for (size_t at = 0; at < text.len;) {
		size_t len = told_path_len(text, at);
		if (len == 0) {
			buf_addc(&b, text.ptr[at]);
		}
		at += len > 0 ? len : 1;
	}
	struct str told = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return told;
}

/* --- In a small window: by itself --------------------------------------------------- */

struct told {
	struct buf sentence;
	enum role role;
};

static void build(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct told *t = v->state;
	s->left = str_from(_("À savoir"));
	s->enter = _("fermer");
	sheet_say(s, t->role, 0, ui_told_here(u, s->arena, buf_str(&t->sentence)));
	sheet_gap(s);
	sheet_button(s, 0, _("Fermer"));
}

static void act(struct ui *u, struct view *v, enum action a, uint32_t item)
{
	(void)v;
	(void)a;
	(void)item;
	ui_close(u);
}

static void close_told(struct ui *u, struct view *v)
{
	struct told *t = v->state;
	(void)u;
	buf_finish(&t->sentence);
	mem_free(t);
}

const struct screen screen_told = {
	.name = "dit",
	.build = build,
	.act = act,
	.close = close_told,
};

void screen_told_open(struct ui *u, enum role role, struct str sentence)
{
	struct told *t = mem_alloc(sizeof *t);
	t->role = role;
	buf_add(&t->sentence, sentence);
	(void)ui_push(u, &screen_told, t);
}
