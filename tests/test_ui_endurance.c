/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screens under any size and any key. KEYS and RESIZES say how many random ones (a tenth
 * of a campaign each time), SEED which. What must hold after each: the cursor is inside, what
 * has the focus is seen, what opens does so from its top, what is cut has its mark, and folding the
 * events that app was given gives the walk.
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
	if (l.is_mini || ui_projects(s->ui) || ui_top(s->ui)->screen->draw != NULL) {
		return NULL; // a room's pages and codes are judged in test_ui_more
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
	bool is_ascii = ui_settings(s->ui)->ascii;
	bool is_marked = str_find(buf_str(&last), is_ascii ? STR("v") : STR("▼"), 0) != SIZE_MAX;
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

/* --- What the footer promises ------------------------------------------------------ */

enum {
	MAX_PRESSED = 40,
};

struct pressed {
	struct key keys[MAX_PRESSED];
	size_t n;
};

static void replay(struct stage *s, struct journey *j, const struct pressed *p)
{
	*s = (struct stage){0};
	stage_open(s, j);
	for (size_t i = 0; i < p->n && !s->has_left; i++) {
		stage_press(s, &p->keys[i]);
	}
	buf_clear(&s->events);
	s->last_wish = WISH_LISTEN;
}

/* All that a person could tell of where one is. */
static void add_sight(struct buf *out, const struct stage *s)
{
	struct frame f = {0};
	ui_draw(s->ui, &f);
	for (uint32_t row = 0; row < f.rows; row++) {
		frame_add_row(&f, row, out);
		buf_addc(out, '\n');
	}
	buf_addf(out, "%u,%u %d %d", (unsigned)f.cursor_row, (unsigned)f.cursor_col, s->last_wish,
	         s->has_left);
	buf_add(out, buf_str(&s->events));
	frame_finish(&f);
}

/* True where the last line has the key's name before what it does. */
static bool is_named(const struct stage *s, const char *name)
{
	struct frame f = {0};
	struct buf line = {0}, wanted = {0};
	ui_draw(s->ui, &f);
	frame_add_row(&f, f.rows - 1, &line);
	buf_addf(&wanted, "  %s ", name);
	bool is = str_find(buf_str(&line), buf_str(&wanted), 0) != SIZE_MAX;
	buf_finish(&line);
	buf_finish(&wanted);
	frame_finish(&f);
	return is;
}

static bool does_something(struct journey *j, const struct pressed *p, struct key key)
{
	struct stage s;
	struct buf before = {0}, after = {0};
	replay(&s, j, p);
	add_sight(&before, &s);
	stage_press(&s, &key);
	add_sight(&after, &s);
	bool does = !str_eq(buf_str(&before), buf_str(&after));
	stage_close(&s);
	buf_finish(&before);
	buf_finish(&after);
	return does || (key.kind == KEY_DOWN && // « ↑ ↓ » names both
	                does_something(j, p, (struct key){.kind = KEY_UP}));
}

/* The footer's first key that does nothing, from where these lead; NULL: none. */
static const char *idle_key(struct journey *j, const struct pressed *p)
{
	const char *idle = NULL;
	struct stage s;
	size_t n;
	const struct key_row *rows = keys_table(&n);
	replay(&s, j, p);
	// A refusal is said again in the same words.
	bool is_judged = !s.has_left && s.ui->notice.len == 0 && !ui_projects(s.ui);
	for (size_t i = 0; i < n && is_judged && idle == NULL; i++) {
		const char *name = rows[i].name != NULL ? keys_name(&rows[i], false) : NULL;
		struct key key = {.kind = rows[i].kind, .rune = rows[i].rune};
		if (name != NULL && is_named(&s, name) && !does_something(j, p, key)) {
			idle = name;
		}
	}
	stage_close(&s);
	return idle;
}

static void show_idle(struct journey *j, const struct pressed *p, const char *idle)
{
	struct stage s;
	struct buf sight = {0};
	replay(&s, j, p);
	add_sight(&sight, &s);
	tap_show("seen", buf_str(&sight));
	for (size_t i = 0; i < p->n; i++) {
		tap_note("key: kind %d, rune %u", p->keys[i].kind, (unsigned)p->keys[i].rune);
	}
	tap_note("%s does nothing", idle);
	stage_close(&s);
	buf_finish(&sight);
}

static void test_footer(struct journey *j, uint32_t n_walks)
{
	static const struct key begin[] = {{.kind = KEY_RUNE, .rune = '1'}, {.kind = KEY_ENTER}};
	const char *idle = NULL;
	for (uint32_t i = 0; i < n_walks && idle == NULL; i++) {
		struct pressed p = {.n = 2 + below(MAX_PRESSED - 2)};
		for (size_t k = 0; k < p.n; k++) {
			p.keys[k] = k < 2 ? begin[k] : any_key();
			if (p.keys[k].kind == KEY_RESIZE) {
				p.keys[k].row = 12 + below(20);
				p.keys[k].col = 50 + below(40);
			}
		}
		idle = idle_key(j, &p);
		if (idle != NULL) {
			show_idle(j, &p, idle);
		}
	}
	ok(idle == NULL, "each key that the footer names does something");
}

/* --- What is typed ---------------------------------------------------------------- */

#define TO_FIELDS "1<enter><enter>22<enter><enter>1<enter>31<end><enter>1<enter>4<enter><enter>"
#define TO_NOTE TO_FIELDS "Mot<enter>9<enter>12/3/2027<enter>142Bon<tab><enter>"

/* True where the cursor is on what takes something away, and says so. */
static bool is_on_taking_away(const struct stage *s)
{
	struct frame f = {0};
	struct buf row = {0};
	ui_draw(s->ui, &f);
	frame_add_row(&f, f.cursor_row, &row);
	bool is = str_find(buf_str(&row), STR("[ Passer"), 0) != SIZE_MAX ||
	          str_find(buf_str(&row), STR("Ôter"), 0) != SIZE_MAX;
	buf_finish(&row);
	frame_finish(&f);
	return is;
}

/* Some keys that take nothing away; false where one might have. */
static bool wander(struct stage *s)
{
	static const char *const keys[] = {
		"<enter>", "<up>",  "<down>", "<tab>",  "<esc>",     "<left>",
		"<home>",  "<end>", "<pgup>", "<pgdn>", "<c-c>",     "<a-x>",
		"1",       "2",     "3",      "c",      "v",         "r",
		"u",       "q",     "p",      "n",      "<backtab>", "<wheeldown>",
	};
	for (uint32_t i = below(12); i > 0 && !s->has_left; i--) {
		if (is_on_taking_away(s)) {
			return false;
		}
		stage_keys(s, str_from(keys[below(sizeof keys / sizeof keys[0])]));
	}
	return true;
}

static void test_typed_stays(struct journey *j, uint32_t n)
{
	static const char *const fields[] = {
		TO_FIELDS "Ω",
		TO_NOTE "Ω",
		TO_NOTE "<tab><enter>Ω",
		"1<enter><enter>nΩ",
		TO_FIELDS "Mot<enter>9<enter>12/3/2027<enter>142Ω",
		TO_FIELDS "Mot<enter>9<enter>12/3/2027<enter><home><enter><c-u>Ω",
	};
	bool stays = true;
	for (uint32_t i = 0; i < n && stays; i++) {
		struct stage s = {0};
		struct buf kept = {0};
		stage_open(&s, j);
		stage_keys(&s, str_from(fields[i % (sizeof fields / sizeof fields[0])]));
		stage_keys(&s, str_from(below(2) == 0 ? "<tab>" : "<esc>"));
		bool is_judged = wander(&s);
		if (!s.has_left) {
			stage_settle(&s, ui_end(s.ui));
		}
		walk_dump(s.carnets[0].mirror, &kept);
		stays = !is_judged || str_find(buf_str(&kept), STR("Ω"), 0) != SIZE_MAX;
		if (!stays) {
			tap_show(fields[i % (sizeof fields / sizeof fields[0])], buf_str(&kept));
		}
		buf_finish(&kept);
		stage_close(&s);
	}
	ok(stays, "what is typed is kept, whatever is pressed then");
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
		test_footer(j, from_environment("KEYS", 10000) / 25);
		test_typed_stays(j, from_environment("KEYS", 10000) / 20);
		test_resizes(j, from_environment("RESIZES", 1000));
	}
	journey_destroy(j);
	return tap_done();
}
