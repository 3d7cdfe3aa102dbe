/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screens under any size and any key. KEYS and RESIZES say how many random ones (a tenth
 * of a campaign each time), SEED which. What must hold after each: the cursor is inside, what
 * has the focus is seen, what opens does so from its top, what is cut has its mark, and folding the events that app was given
 * gives the walk.
 */
#include "tap.h"

#include "layout.h"
#include "stage.h"

static uint64_t seed = 1;

static uint32_t below(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 33) % n;
}

static uint32_t from_environment(const char *name, uint32_t otherwise)
{
	const char *value = getenv(name);
	return value != NULL ? (uint32_t)strtoul(value, NULL, 10) : otherwise;
}

/* --- What must hold --------------------------------------------------------------- */

static bool same_walks(const struct stage *s)
{
	struct buf a = {0}, b = {0};
	walk_dump(s->carnets[0].walk, &a);
	walk_dump(s->carnets[0].mirror, &b);
	bool same = str_eq(buf_str(&a), buf_str(&b));
	buf_finish(&a);
	buf_finish(&b);
	return same;
}

/* What is wrong with the frame; NULL: nothing. */
static const char *fault_of(const struct stage *s, const struct frame *f)
{
	struct layout l;
	ui_lay(&l, s->ui);
	if (f->cursor_row >= f->rows || f->cursor_col >= f->cols) {
		return "the cursor is outside";
	}
	if (l.is_mini || ui_projects(s->ui)) {
		return NULL; // pages in front of a room are judged in test_ui_more
	}
	bool may_scroll = l.sheet.news > 0 || l.sheet.begins_at_focus;
	if (ui_top(s->ui)->is_fresh && l.scroll > 0 && !may_scroll) {
		return "a screen opens scrolled";
	}
	if (l.focus == SIZE_MAX && !l.more_below && !l.more_above && l.sheet.n_items > 0) {
		return "nothing has the focus, and nothing is out of view";
	}
	for (size_t i = 0; i < l.sheet.n; i++) {
		for (uint32_t k = 0; k < l.sheet.lines[i].n; k++) {
			const struct sheet_piece *p = &l.sheet.lines[i].pieces[k];
			if (p->col + utf8_cols(p->text, stage_width) > l.cols) {
				return "a line is cut";
			}
		}
	}
	struct buf last = {0};
	frame_add_row(f, l.has_rule ? l.rule_row : f->rows - 1, &last);
	bool is_marked =
		str_find(buf_str(&last), s->settings.ascii ? STR("v") : STR("▼"), 0) != SIZE_MAX;
	buf_finish(&last);
	if (l.more_below && !is_marked) {
		return "more lies below, and no mark says so";
	}
	for (uint32_t row = 0; row < f->rows; row++) {
		const struct cell *c = frame_at(f, row, f->cols - 1);
		if (c->runes[0] != 0 && stage_width(c->runes[0]) == 2) {
			return "half a character stands at the edge";
		}
	}
	return NULL;
}

/* --- Every size ------------------------------------------------------------------- */

static const char *const places[] = {
	"",
	"1",
	"1<enter>",
	"1<enter><enter>",
	"1<enter><enter>2",
	"1<enter><enter>22",
	"1<enter><enter>22<enter><enter>",
	"1<enter><enter>22<enter><enter>1<enter>3",
	"1<enter><enter>22<enter><enter>1<enter>31<end><enter>",
	"1<enter><enter>22<enter><enter>1<enter>31<end><enter>1<enter>4",
	"1<enter><enter>22<enter><enter>1<enter>31<end><enter>1<enter>4<enter>",
	"1<enter><enter>22<enter><enter>1<enter>31<end><enter>1<enter>4<enter><enter>Mot",
	"1<enter><enter>22<enter><enter>1<enter>31<end><enter>1<enter>4<enter><enter>Mot<enter>9"
	"<enter>12/3/2027<enter>142Bon<tab><enter>猫は入れます。 Un mot, et un autre 🐈🐈🐈",
	"1<enter><enter>22<enter><enter>1<enter>31<end><enter>1<enter>4<enter><enter>Mot<enter>9"
	"<enter>12/3/2027<enter>142Bon<tab><enter>Oui<tab><enter>Un<enter><enter><enter>",
	"1<enter><enter>n猫",
	"1<enter><enter>q",
};

static void test_sizes(struct journey *j)
{
	struct frame f = {0};
	const char *fault = NULL;
	uint32_t n = 0;
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		struct stage s = {.settings = {.ascii = i % 2 == 1}};
		stage_open(&s, j);
		stage_resize(&s, 40, 80);
		stage_keys(&s, str_from(places[i]));
		for (uint32_t rows = 1; rows <= 20; rows++) {
			for (uint32_t cols = 1; cols <= 30; cols++) {
				stage_resize(&s, rows, cols);
				ui_draw(s.ui, &f);
				const char *found = fault_of(&s, &f);
				n++;
				if (found != NULL && fault == NULL) {
					fault = found;
					tap_note("place %zu, %u rows, %u columns", i,
					         (unsigned)rows, (unsigned)cols);
				}
			}
		}
		stage_close(&s);
	}
	frame_finish(&f);
	if (fault != NULL) {
		tap_note("%s", fault);
	}
	ok(fault == NULL, "every screen is sound from 1 × 1 to 20 × 30");
	tap_note("%u frames", (unsigned)n);
}

/* --- Any key ---------------------------------------------------------------------- */

static struct key any_key(void)
{
	static const enum key_kind kinds[] = {
		KEY_ENTER,   KEY_ENTER,     KEY_ENTER,      KEY_DOWN,      KEY_UP,         KEY_TAB,
		KEY_BACKTAB, KEY_LEFT,      KEY_RIGHT,      KEY_BACKSPACE, KEY_DELETE,     KEY_HOME,
		KEY_END,     KEY_PAGE_DOWN, KEY_ESCAPE,     KEY_WORD_LEFT, KEY_WORD_RIGHT, KEY_TICK,
		KEY_PAGE_UP, KEY_WHEEL_UP,  KEY_WHEEL_DOWN,
	};

	static const char *const pasted[] = {"deux\nlignes", "\x1b[31m\x80", "猫e\u0301🐈",
	                                     "12/03/2027"};
	static const uint32_t runes[] = {'1', '2', '3',    '4', 'n', 'u', ' ', 0xE9, 0x301, '5',
	                                 'a', 'B', 0x732B, '?', 'v', 'c', 'r', '/',  'x',   'o'};
	uint32_t k = below(100);
	if (k < 45) {
		return (struct key){.kind = kinds[below(sizeof kinds / sizeof kinds[0])]};
	}
	if (k < 90) {
		return (struct key){.kind = KEY_RUNE,
		                    .rune = runes[below(sizeof runes / sizeof runes[0])]};
	}
	if (k < 93) {
		return (struct key){.kind = KEY_CLICK, .row = below(30), .col = below(90)};
	}
	if (k < 96) {
		return (struct key){.kind = KEY_PASTE, .text = str_from(pasted[below(4)])};
	}
	if (k < 98) {
		return (struct key){.kind = KEY_CTRL, .rune = 'a' + below(26)};
	}
	return (struct key){.kind = KEY_RESIZE, .row = 1 + below(50), .col = 1 + below(140)};
}

static void test_keys(struct journey *j, uint32_t n_keys)
{
	struct stage s = {0};
	struct frame f = {0};
	const char *fault = NULL;
	bool folds = true;
	stage_open(&s, j);
	for (uint32_t i = 0; i < n_keys && fault == NULL && folds; i++) {
		struct key key = any_key();
		stage_press(&s, &key);
		ui_draw(s.ui, &f);
		fault = fault_of(&s, &f);
		folds = s.n_carnets == 0 || i % 16 != 0 || same_walks(&s);
		if (fault != NULL || !folds) {
			tap_note("%s, key %u: kind %d, rune %u, %u × %u: %s",
			         ui_top(s.ui)->screen->name, (unsigned)i, key.kind,
			         (unsigned)key.rune, (unsigned)f.rows, (unsigned)f.cols,
			         fault != NULL ? fault : "the fold differs");
		}
		if (s.has_left || i % 2000 == 1999) {
			stage_close(&s);
			s.settings.ascii = i % 2 == 1;
			stage_open(&s, j);
		}
	}
	ok(fault == NULL, "no key breaks a screen");
	ok(folds, "folding what app was given gives the walk");
	stage_close(&s);
	frame_finish(&f);
}

static void test_resizes(struct journey *j, uint32_t n)
{
	struct stage s = {0};
	struct frame f = {0};
	const char *fault = NULL;
	stage_open(&s, j);
	stage_keys(&s, str_from(places[12]));
	for (uint32_t i = 0; i < n && fault == NULL; i++) {
		stage_resize(&s, 1 + below(60), 1 + below(200));
		ui_draw(s.ui, &f);
		fault = fault_of(&s, &f);
	}
	ok(fault == NULL, "nor does any resize");
	stage_resize(&s, 24, 80);
	ok(ui_is_typing(s.ui), "and one still types where one did");
	stage_close(&s);
	frame_finish(&f);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		return EXIT_FAILURE;
	}
	struct journey *j = stage_load_all(argv[1]);
	if (ok(j != NULL, "the journey of every kind loads")) {
		seed = from_environment("SEED", 20270311);
		tap_note("SEED=%u", (unsigned)seed);
		test_sizes(j);
		test_keys(j, from_environment("KEYS", 10000));
		test_resizes(j, from_environment("RESIZES", 1000));
	}
	journey_destroy(j);
	return tap_done();
}
