/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layout as cells: the lines in view, header and footer, the marks of what is not in view. */
#include "layout.h"

#include "i18n.h"

enum {
	COLS_FOR_WORDS = 30,
	HINT_GAP = 3, /* columns between two keys of the footer */
	NARROW_GAP = 2,
	NARROW_COLS = 48,
};

static uint32_t least_cols(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* What is being drawn on, and with what. */
struct pen {
	const struct layout *l;
	const struct ui *u;
	struct frame *f;
};

static uint32_t cols_of(const struct pen *p, struct str s)
{
	return (uint32_t)utf8_cols(s, p->u->setup.width);
}

static struct str glyph(const struct pen *p, enum glyph g)
{
	return glyph_str(g, p->u->settings.ascii);
}

/* All of it, or as much as leaves room for the mark of a cut. The column after it. */
static uint32_t put_cut(const struct pen *p, uint32_t row, uint32_t col, uint32_t end,
                        struct str text, enum role role, unsigned style)
{
	if (col >= end) {
		return col;
	}
	if (cols_of(p, text) <= end - col) {
		return frame_put(p->f, row, col, end, text, role, style);
	}
	col = frame_put(p->f, row, col, end - 1, text, role, style);
	return frame_put(p->f, row, col, end, glyph(p, GLYPH_CUT), role, style);
}

/* --- The text --------------------------------------------------------------------- */

static void put_line(const struct pen *p, const struct sheet *s, size_t line, uint32_t row,
                     bool is_lit)
{
	const struct sheet_line *at = &s->lines[line];
	uint32_t end = p->l->left + p->l->cols;
	if (is_lit) {
		frame_fill(p->f, row, p->l->left, end, ' ', ROLE_FOCUS, 0);
	}
	for (uint32_t i = 0; i < at->n; i++) {
		const struct sheet_piece *piece = &at->pieces[i];
		(void)frame_put(p->f, row, p->l->left + piece->col, end, piece->text,
		                is_lit ? ROLE_FOCUS : (enum role)piece->role, piece->style);
	}
}

static void put_text(const struct pen *p)
{
	const struct layout *l = p->l;
	const struct sheet_item *lit = l->focus < SIZE_MAX ? &l->sheet.items[l->focus] : NULL;
	for (uint32_t i = 0; i < l->height && l->scroll + i < l->sheet.n; i++) {
		size_t line = l->scroll + i;
		bool is_lit = lit != NULL && !lit->is_plain && !lit->is_field &&
		              l->sheet.lines[line].item == l->focus;
		put_line(p, &l->sheet, line, l->top + i, is_lit);
		if (is_lit && line == lit->first) {
			(void)frame_put(p->f, l->top + i, l->left, l->left + 1,
			                glyph(p, GLYPH_POINTER), ROLE_FOCUS, 0);
		}
	}
}

static void put_sheet_at(const struct pen *p, const struct sheet *s, uint32_t row, uint32_t n,
                         enum role role)
{
	for (uint32_t i = 0; i < n; i++) {
		frame_fill(p->f, row + i, 0, p->f->cols, ' ', role, 0);
		put_line(p, s, i, row + i, false);
	}
	if (n > 0 && n < s->n) {
		(void)frame_put(p->f, row + n - 1, p->l->left + p->l->cols - 1, p->f->cols,
		                glyph(p, GLYPH_CUT), role, 0);
	}
}

/* --- The first line --------------------------------------------------------------- */

static void put_header(const struct pen *p)
{
	const struct layout *l = p->l;
	const struct sheet *s = &l->sheet;
	uint32_t end = l->left + l->cols;
	struct str well = p->u->is_saved_now ? str_from(_("Enregistré")) : (struct str){0};
	struct str mark = l->more_above && !l->has_rule ? glyph(p, GLYPH_ABOVE) : (struct str){0};
	frame_fill(p->f, 0, 0, p->f->cols, ' ', ROLE_HEADER, 0);
	if (mark.len > 0) {
		end -= cols_of(p, mark);
		(void)frame_put(p->f, 0, end, p->f->cols, mark, ROLE_HEADER, 0);
		end -= 1;
	}
	if (s->right.len > 0 && cols_of(p, s->right) + l->left < end) {
		end -= cols_of(p, s->right);
		(void)frame_put(p->f, 0, end, p->f->cols, s->right, ROLE_HEADER, 0);
		end -= end > l->left + HINT_GAP ? HINT_GAP : end - l->left;
	}
	if (well.len > 0 && cols_of(p, well) + cols_of(p, s->left) + HINT_GAP + l->left <= end) {
		end -= cols_of(p, well);
		(void)frame_put(p->f, 0, end, p->f->cols, well, ROLE_HEADER, 0);
		end -= HINT_GAP;
	}
	(void)put_cut(p, 0, l->left, end, s->left, ROLE_HEADER, 0);
}

/* --- The last line ---------------------------------------------------------------- */

/* « ▼ plus bas », « ▲ plus haut », or both, right-aligned before `end`. Its first column. */
static uint32_t put_marks(const struct pen *p, uint32_t row, uint32_t end, bool has_words,
                          enum role role)
{
	const struct layout *l = p->l;
	struct buf b = {0};
	bool tells_above = l->more_above && (l->has_rule || !l->has_header);
	if (tells_above) {
		buf_add(&b, glyph(p, GLYPH_ABOVE));
		buf_add(&b, str_from(has_words && !l->more_below ? _(" plus haut") : ""));
	}
	if (l->more_below) {
		buf_add(&b, glyph(p, GLYPH_BELOW));
		buf_add(&b, str_from(has_words ? _(" plus bas") : ""));
	}
	uint32_t col = end - least_cols(cols_of(p, buf_str(&b)), end);
	(void)frame_put(p->f, row, col, end, buf_str(&b), role, 0);
	if (l->pages_on && b.len > 0) {
		p->f->cursor_row = row;
		p->f->cursor_col = col;
	}
	buf_finish(&b);
	return col;
}

static void put_rule(const struct pen *p)
{
	const struct layout *l = p->l;
	uint32_t end = l->left + l->cols;
	uint32_t rune = glyph_rune(GLYPH_RULE, p->u->settings.ascii);
	frame_fill(p->f, l->rule_row, l->left, end, rune, ROLE_RULE, 0);
	if (l->more_above || l->more_below) {
		uint32_t col = put_marks(p, l->rule_row, end, true, ROLE_KEY);
		frame_fill(p->f, l->rule_row, col - 1, col, ' ', ROLE_RULE, 0);
	}
}

/* What the footer says of an action; NULL: nothing now. */
static const char *hint_label(const struct pen *p, const struct key_row *row)
{
	const struct layout *l = p->l;
	bool leaves_field = l->is_typing && l->sheet.n_items > 1; // else there is nowhere to go
	switch ((int)row->action) {
	case ACTION_TAKE:
		if (l->pages_on) {
			return l->cols < COLS_FOR_WORDS ? _("la suite") : _("lire la suite");
		}
		return l->sheet.n_items > 0 ? l->sheet.enter : NULL;
	case ACTION_DOWN:
		if (l->sheet.n_items > 1) {
			return _("choisir");
		}
		return l->max_scroll > 0 ? _("faire défiler") : NULL;
	case ACTION_NEXT:
		return leaves_field ? _(row->label) : l->is_typing ? NULL : l->sheet.next;
	case ACTION_CLOSE:
		if (leaves_field) {
			return _("sortir du champ");
		}
		return p->u->n > 1                  ? _("fermer")
		       : ui_can(p->u, ACTION_CLOSE) ? _(row->label)
		                                    : NULL;
	default:
		return row->label != NULL && ui_can(p->u, row->action) ? _(row->label) : NULL;
	}
}

static uint32_t hint_gap(const struct pen *p)
{
	return p->l->cols < NARROW_COLS ? NARROW_GAP : HINT_GAP;
}

/* Without which one would not know how to answer, or to read on. */
static bool is_needed_here(const struct layout *l, enum action a)
{
	return a == ACTION_TAKE || a == ACTION_NEXT ||
	       (a == ACTION_DOWN && l->sheet.n_items > 1 && !l->pages_on);
}

/* What the way to the menu, and so to all the rest, takes; 0 where there is none, or no room. */
static uint32_t cols_for_menu(const struct pen *p, uint32_t cols)
{
	const struct key_row *row = keys_row_of(CONTEXT_KEYS, ACTION_CLOSE);
	const char *label = hint_label(p, row);
	if (label == NULL) {
		return 0;
	}
	uint32_t need = hint_gap(p) + cols_of(p, str_from(keys_name(row, p->u->settings.ascii))) +
	                1 + cols_of(p, str_from(label));
	return need < cols / 2 ? need : 0;
}

/* One key and what it does, where it fits before `end`; the column after it. */
static uint32_t put_hint(const struct pen *p, uint32_t col, uint32_t end, const char *name,
                         const char *label)
{
	uint32_t row = p->f->rows - 1, gap = col > p->l->left ? hint_gap(p) : 0;
	uint32_t need = gap + cols_of(p, str_from(name)) + 1 + cols_of(p, str_from(label));
	if (col + need > end) {
		return col;
	}
	col = frame_put(p->f, row, col + gap, end, str_from(name), ROLE_KEY, CELL_BOLD);
	return frame_put(p->f, row, col + 1, end, str_from(label), ROLE_FOOTER, 0);
}

/* « ↑ ↓ pour choisir, Entrée pour valider, Échap pour le menu » */
static bool put_sentence(const struct pen *p)
{
	static const enum action told[] = {ACTION_DOWN, ACTION_TAKE, ACTION_CLOSE};

	uint32_t row = p->f->rows - 1, col = p->l->left, end = p->l->left + p->l->cols, need = 0;
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
			const struct key_row *key = keys_row_of(CONTEXT_KEYS, told[i]);
			if (hint_label(p, key) == NULL) {
				continue;
			}
			struct str name = str_from(keys_name(key, p->u->settings.ascii));
			struct str words = str_from(_(key->spoken));
			if (pass == 0) {
				need += cols_of(p, name) + cols_of(p, words) + 3;
				continue;
			}
			if (col > p->l->left) {
				col = frame_put(p->f, row, col, end, STR(", "), ROLE_FOOTER, 0);
			}
			col = frame_put(p->f, row, col, end, name, ROLE_KEY, CELL_BOLD);
			col = frame_put(p->f, row, col + 1, end, words, ROLE_FOOTER, 0);
		}
		if (pass == 0 && need > end - col) {
			return false;
		}
	}
	return true;
}

static void put_footer(const struct pen *p)
{
	const struct layout *l = p->l;
	uint32_t row = p->f->rows - 1, col = l->left, end = l->left + l->cols;
	enum context context = l->is_typing ? CONTEXT_TYPING : CONTEXT_KEYS;
	bool told[ACTION_COUNT] = {false};
	size_t n;
	const struct key_row *rows = keys_table(&n);
	frame_fill(p->f, row, 0, p->f->cols, ' ', ROLE_FOOTER, 0);
	if (!l->has_rule && (l->more_above || l->more_below)) {
		uint32_t from = put_marks(p, row, end, l->cols >= 2 * UI_MINI_COLS, ROLE_KEY);
		end = from > l->left + 1 ? from - 1 : l->left;
	}
	if (l->sheet.is_spoken && !l->is_typing && !l->pages_on && put_sentence(p)) {
		return;
	}
	uint32_t kept = !l->is_typing && p->u->n == 1 ? cols_for_menu(p, l->cols) : 0;
	for (size_t i = 0; i < n; i++) {
		if ((rows[i].contexts & (unsigned)context) == 0 || rows[i].name == NULL ||
		    told[rows[i].action]) {
			continue;
		}
		const char *label = hint_label(p, &rows[i]);
		told[rows[i].action] = true;
		if (label != NULL) {
			const char *name = keys_name(&rows[i], p->u->settings.ascii);
			kept = rows[i].action == ACTION_CLOSE ? 0 : kept;
			bool is_needed = is_needed_here(l, rows[i].action);
			uint32_t until = is_needed || end < kept ? end : end - kept;
			col = put_hint(p, col, until, name, label);
		}
	}
}

/* --- All of it -------------------------------------------------------------------- */

static void put_cursor(const struct pen *p)
{
	const struct layout *l = p->l;
	uint32_t row, col;
	if (l->focus < SIZE_MAX) {
		const struct sheet_item *i = &l->sheet.items[l->focus];
		row = l->top + (uint32_t)(i->cursor_line - l->scroll);
		col = l->left + i->cursor_col;
	} else if (l->pages_on) {
		return; // on the mark
	} else {
		size_t last = l->sheet.n > l->scroll ? l->sheet.n - l->scroll : 1;
		row = l->top + (last < l->height ? (uint32_t)last : l->height) - 1;
		col = l->left;
	}
	p->f->cursor_row = row < p->f->rows ? row : p->f->rows - 1;
	p->f->cursor_col = col < p->f->cols ? col : p->f->cols - 1;
}

/* What Enter takes, else the title: one line of it. */
static void draw_mini(const struct pen *p)
{
	const struct layout *l = p->l;
	const struct sheet *s = &l->sheet;
	struct buf b = {0};
	size_t line = l->wanted < SIZE_MAX ? s->items[l->wanted].first : 0;
	if (l->wanted < SIZE_MAX) {
		buf_add(&b, glyph(p, GLYPH_POINTER));
	}
	for (uint32_t i = 0; line < s->n && i < s->lines[line].n; i++) {
		buf_addc(&b, ' ');
		buf_add(&b, s->lines[line].pieces[i].text);
	}
	if (l->wanted < SIZE_MAX && s->items[l->wanted].n > 1) {
		buf_addc(&b, ' ');
		buf_add(&b, glyph(p, GLYPH_CUT));
	}
	(void)put_cut(p, 0, 0, p->f->cols, buf_str(&b),
	              l->wanted < SIZE_MAX ? ROLE_FOCUS : ROLE_TITLE, 0);
	p->f->cursor_row = 0;
	p->f->cursor_col = l->wanted < SIZE_MAX && p->f->cols > 2 ? 2 : 0;
	buf_finish(&b);
}

void layout_draw(const struct layout *l, const struct ui *u, struct frame *f)
{
	struct pen p = {l, u, f};
	if (l->is_mini) {
		draw_mini(&p);
		return;
	}
	put_text(&p);
	put_sheet_at(&p, &l->banners, l->banner_row, l->n_banners, ROLE_BANNER);
	put_sheet_at(&p, &l->notices, l->notice_row, l->n_notices, u->notice_role);
	if (l->has_header) {
		put_header(&p);
	}
	if (l->has_rule) {
		put_rule(&p);
	}
	put_footer(&p);
	put_cursor(&p);
}
