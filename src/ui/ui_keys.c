/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key becomes an action by the table and the context that the layout shows; the screen on
 * top takes it, or what every screen does alike: focus, scrolling, what opens and closes.
 */
#include "layout.h"

#include "i18n.h"
#include "room.h"

enum {
	WHEEL_LINES = 3,
};

static bool has_resources(const struct ui *u)
{
	return u->setup.journey->n_resources > 0;
}

static bool has_errors(const struct ui *u)
{
	return u->told_errors.len > 0;
}

/* The screens that an action opens, from anywhere. */
static const struct {
	const struct screen *screen;
	void (*open)(struct ui *u); /* where which one depends */
	bool (*can)(const struct ui *u);
	bool needs_walk;
	bool stays;  /* lies on whatever is there; the others take its place */
	bool writes; /* not where the walk is only to be read */
} opened[ACTION_COUNT] = {
	[ACTION_QUIT] = {.screen = &screen_quit, .stays = true},
	[ACTION_HELP] = {.screen = &screen_help, .stays = true},
	[ACTION_COMFORT] = {.screen = &screen_comfort, .stays = true},
	[ACTION_RESOURCES] = {.open = screen_resources_open, .can = has_resources},
	[ACTION_CARNET] = {.screen = &screen_carnet, .needs_walk = true},
	[ACTION_MAP] = {.screen = &screen_map, .needs_walk = true},
	[ACTION_SEARCH] = {.screen = &screen_search, .needs_walk = true},
	[ACTION_ERRORS] = {.screen = &screen_errors, .can = has_errors, .stays = true},
	[ACTION_NOTE] = {.screen = &screen_margin, .needs_walk = true, .writes = true},
	[ACTION_RESTART] = {.screen = &screen_restart, .needs_walk = true, .writes = true},
};

/* --- Focus and scrolling ---------------------------------------------------------- */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void scroll_by(struct view *v, const struct layout *l, size_t lines, bool is_down)
{
	v->scroll = is_down ? least(l->scroll + lines, l->max_scroll)
	                    : l->scroll - least(lines, l->scroll);
}

/* True where the item is no more than a window away: one step takes there. */
static bool is_near(const struct layout *l, size_t item, bool is_down)
{
	const struct sheet_item *i = &l->sheet.items[item];
	size_t line = i->cursor_line;
	return is_down ? line < l->scroll + 2 * (size_t)l->height : line + l->height >= l->scroll;
}

/* Keeps the focus on something that is in view, where there is. */
static void focus_in_view(struct ui *u, bool is_down)
{
	struct layout l;
	struct view *v = ui_view(u);
	layout_make(&l, u, v);
	if (l.focus < SIZE_MAX) {
		return;
	}
	for (size_t k = 0; k < l.sheet.n_items; k++) {
		size_t i = is_down ? k : l.sheet.n_items - 1 - k;
		if (layout_shows(&l, i)) {
			v->focus = l.sheet.items[i].id;
			return;
		}
	}
}

/* Where a screen of its own left `item` for another, the window shows that. */
static void follow(struct ui *u, struct view *v, uint32_t item)
{
	struct layout l;
	if (v == ui_view(u) && v->focus != item) {
		layout_make(&l, u, v);
		v->scroll = l.wanted < SIZE_MAX ? layout_scroll_to(&l, l.wanted) : v->scroll;
	}
}

static void type(struct ui *u, uint32_t item, const struct key *key)
{
	struct view *v = ui_view(u);
	v->screen->type(u, v, item, key);
	follow(u, v, item);
}

/* To the item after or before; text that lies between is scrolled through. */
static void move(struct ui *u, const struct layout *l, bool is_down)
{
	struct view *v = ui_view(u);
	size_t n = l->sheet.n_items;
	size_t next = l->focus + (is_down ? 1 : (size_t)-1);
	bool has_next = l->focus < SIZE_MAX && (is_down ? next < n : l->focus > 0);
	if (has_next && is_near(l, next, is_down)) {
		v->focus = l->sheet.items[next].id;
		v->scroll = layout_scroll_to(l, next);
		return;
	}
	scroll_by(v, l, 1, is_down);
	focus_in_view(u, is_down);
}

static void turn_window(struct ui *u, const struct layout *l, bool is_down)
{
	size_t lines = l->height > 2 ? l->height - 1 : 1; // one line stays, to go on from
	scroll_by(ui_view(u), l, lines, is_down);
	focus_in_view(u, is_down);
}

static void next_item(struct ui *u, const struct layout *l, bool is_down)
{
	struct view *v = ui_view(u);
	size_t n = l->sheet.n_items;
	if (n == 0 || l->wanted == SIZE_MAX) {
		return;
	}
	size_t next = (l->wanted + (is_down ? 1 : n - 1)) % n;
	v->focus = l->sheet.items[next].id;
	v->scroll = layout_scroll_to(l, next);
}

static void go_to_end(struct ui *u, const struct layout *l, bool is_last)
{
	struct view *v = ui_view(u);
	size_t n = l->sheet.n_items;
	v->scroll = is_last ? l->max_scroll : 0;
	if (n > 0) {
		v->focus = l->sheet.items[is_last ? n - 1 : 0].id;
	}
}

/* --- Actions ---------------------------------------------------------------------- */

static bool is_scrolling(enum action a)
{
	return a == ACTION_UP || a == ACTION_DOWN || a == ACTION_PAGE_UP || a == ACTION_PAGE_DOWN ||
	       a == ACTION_FIRST || a == ACTION_LAST || a == ACTION_NEXT || a == ACTION_PREVIOUS;
}

static bool opens_screen(enum action a)
{
	return opened[a].screen != NULL || opened[a].open != NULL;
}

/* True where it is the view, or what stays lies under it. */
static bool is_open(const struct ui *u, const struct view *v, enum action a)
{
	bool is = v->screen == opened[a].screen;
	for (const struct view *under = u->stack; under < v && opened[a].stays; under++) {
		is = is || under->screen == opened[a].screen;
	}
	return is;
}

/* What doesn't stay takes the place of what is there, unless something is typed in it. */
static bool can_open(const struct ui *u, const struct view *v, enum action a)
{
	bool is_free = opened[a].stays || v == u->stack || v->screen->type == NULL;
	return is_free && !is_open(u, v, a) && (!opened[a].needs_walk || u->walk != NULL) &&
	       (opened[a].can == NULL || opened[a].can(u));
}

/* True where the screen does it itself. */
static bool is_own(const struct ui *u, const struct view *v, enum action a)
{
	return v->screen->can != NULL ? v->screen->can(u, v, a) : a == ACTION_TAKE;
}

bool ui_can_at(const struct ui *u, size_t depth, enum action a)
{
	const struct view *v = &u->stack[depth];
	if (is_own(u, v, a)) {
		return true;
	}
	if (opens_screen(a)) {
		return can_open(u, v, a);
	}
	switch ((int)a) {
	case ACTION_CLOSE:
		return true;
	case ACTION_BACK:
		return depth > 0;
	case ACTION_HOME:
		return u->walk != NULL;
	case ACTION_CARNETS:
		return !u->setup.has_outer && u->setup.carnet_folder.len > 0;
	case ACTION_PLAIN:
	case ACTION_PROJECT:
	case ACTION_SUSPEND:
		return true;
	default:
		return is_scrolling(a);
	}
}

bool ui_can(const struct ui *u, enum action a)
{
	return ui_can_at(u, u->n - 1, a);
}

static void go_home(struct ui *u)
{
	ui_settle(u);
	ui_wish(u, WISH_HOME, (struct str){0}, STEP_NONE);
}

/* What is done with a carnet's file is done from the start screen, where none is open. */
static void to_carnets(struct ui *u)
{
	if (u->walk != NULL) {
		u->to_carnets = true;
		go_home(u);
	} else {
		ui_close_all(u);
		ui_open(u, &screen_carnets);
	}
}

static void to_plain(struct ui *u)
{
	ui_settle(u);
	ui_wish(u, WISH_OTHER_FACE, (struct str){0}, STEP_NONE);
}

static void suspend(struct ui *u)
{
	ui_keep_typing(u);
	ui_wish(u, WISH_SUSPEND, (struct str){0}, STEP_NONE);
}

/* What a room sees as its own stays; what is only seen alone goes. */
static void project(struct ui *u)
{
	if (u->n > 1 && ui_top(u)->screen->room != NULL) {
		ui_keep_typing(u);
	} else {
		ui_settle(u);
	}
	u->projects = !u->projects;
	ui_turn_page(ui_view(u), ITEM_NONE);
	if (u->projects) {
		room_tell_ways(u);
	}
}

static void open_for(struct ui *u, enum action a)
{
	if (opened[a].writes && ui_is_locked(u)) {
		return;
	}
	if (!opened[a].stays) {
		ui_close_all(u);
	}
	if (opened[a].open != NULL) {
		opened[a].open(u);
	} else {
		ui_open(u, opened[a].screen);
	}
}

/* What every screen does alike, when it doesn't do it itself. */
static void do_common(struct ui *u, enum action a)
{
	if (opens_screen(a)) {
		open_for(u, a);
	} else if (a == ACTION_CLOSE && u->n == 1) {
		ui_open(u, &screen_menu);
	} else if (a == ACTION_CLOSE || a == ACTION_BACK) {
		ui_close(u);
	} else if (a == ACTION_HOME) {
		go_home(u);
	} else if (a == ACTION_CARNETS) {
		to_carnets(u);
	} else if (a == ACTION_PLAIN) {
		to_plain(u);
	} else if (a == ACTION_SUSPEND) {
		suspend(u);
	} else if (a == ACTION_PROJECT) {
		project(u);
	}
}

static void do_with(struct ui *u, enum action a, uint32_t item)
{
	struct view *v = ui_view(u);
	if (is_own(u, v, a)) {
		v->screen->act(u, v, a, item);
	} else if (ui_can(u, a)) {
		do_common(u, a);
	}
}

void ui_do(struct ui *u, enum action a)
{
	do_with(u, a, ITEM_NONE);
}

static void do_scrolling(struct ui *u, const struct layout *l, enum action a)
{
	switch ((int)a) {
	case ACTION_UP:
	case ACTION_DOWN:
		move(u, l, a == ACTION_DOWN);
		break;
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
		turn_window(u, l, a == ACTION_PAGE_DOWN);
		break;
	case ACTION_FIRST:
	case ACTION_LAST:
		go_to_end(u, l, a == ACTION_LAST);
		break;
	default:
		next_item(u, l, a == ACTION_NEXT);
		break;
	}
}

static void take_item(struct ui *u, const struct layout *l, size_t item)
{
	struct view *v = ui_view(u);
	v->focus = l->sheet.items[item].id;
	v->scroll = layout_scroll_to(l, item);
	if (!l->sheet.items[item].is_field) {
		do_with(u, ACTION_TAKE, v->focus);
	}
}

static bool has_numbers(const struct layout *l)
{
	for (size_t i = 0; i < l->sheet.n_items; i++) {
		if (l->sheet.items[i].number > 0) {
			return true;
		}
	}
	return false;
}

static void take_number(struct ui *u, const struct layout *l, uint32_t number)
{
	for (size_t i = 0; i < l->sheet.n_items; i++) {
		if (l->sheet.items[i].number == number) {
			take_item(u, l, i);
			return;
		}
	}
}

static uint32_t focused_id(const struct layout *l)
{
	return l->focus < SIZE_MAX ? l->sheet.items[l->focus].id : ITEM_NONE;
}

static void press(struct ui *u, const struct layout *l, const struct key *key)
{
	struct view *v = ui_view(u);
	uint32_t number = 0, id = focused_id(l);
	enum context context = l->is_typing ? CONTEXT_TYPING : CONTEXT_KEYS;
	enum action a = keys_find(context, key, has_numbers(l), &number);
	if (a == ACTION_NONE) {
		if (l->is_typing) {
			type(u, id, key);
		}
	} else if (a == ACTION_RESOURCES && u->read_only) {
		// Another safari writes into it: it is read again. Resources are in the menu.
		ui_wish(u, WISH_OPEN_CARNET, buf_str(&u->carnet), STEP_NONE);
	} else if (a == ACTION_NUMBER) {
		take_number(u, l, number);
	} else if (a == ACTION_TAKE && l->pages_on) {
		turn_window(u, l, true);
	} else if (a == ACTION_TAKE && l->focus == SIZE_MAX && l->wanted < SIZE_MAX) {
		v->scroll = layout_scroll_to(l, l->wanted); // what is taken is seen first
	} else if (a == ACTION_CLOSE && l->is_typing && l->sheet.n_items > 1) {
		next_item(u, l, true); // out of the field first
	} else if (a == ACTION_PAGE_UP && u->projects && l->scroll == 0) {
		ui_close(u); // in front of a room two buttons come out of everything
	} else if (is_scrolling(a) && !is_own(u, v, a)) {
		do_scrolling(u, l, a);
	} else {
		do_with(u, a, id);
		if (a == ACTION_NEXT) {
			follow(u, v, id);
		}
	}
}

static void click(struct ui *u, const struct layout *l, const struct key *key)
{
	size_t item = layout_item_at(l, key->row, key->col);
	if (item < SIZE_MAX) {
		take_item(u, l, item);
	}
}

/* What was laid out before the terminal told its size, nobody has read. */
static void take_first_size(struct ui *u)
{
	for (size_t i = 0; i < u->n && !u->is_sized; i++) {
		u->stack[i].has_read = false;
	}
	u->is_sized = true;
}

/* Where nothing was pressed yet, it opens anew: from its top. */
static void resize(struct ui *u, const struct key *key)
{
	struct layout l;
	struct view *v = ui_view(u);
	uint32_t rows = key->row > 0 ? key->row : 1, cols = key->col > 0 ? key->col : 1;
	rows = rows > FRAME_MAX_ROWS ? FRAME_MAX_ROWS : rows;
	cols = cols > FRAME_MAX_COLS ? FRAME_MAX_COLS : cols;
	take_first_size(u);
	if (room_is_on(u)) {
		room_resize(u, rows, cols);
	}
	u->rows = rows;
	u->cols = cols;
	layout_make(&l, u, v);
	if (v->has_read && !v->is_fresh && l.wanted < SIZE_MAX) {
		v->scroll = layout_scroll_to(&l, l.wanted);
	}
}

void ui_take_key(struct ui *u, const struct layout *l, const struct key *key)
{
	bool is_pressed = key->kind != KEY_TICK && key->kind != KEY_RESIZE;
	ui_view(u)->is_fresh = ui_view(u)->is_fresh && !is_pressed;
	if (is_pressed && (room_is_on(u) || u->is_black)) {
		room_press(u, key);
		return;
	}
	switch ((int)key->kind) {
	case KEY_TICK:
		ui_keep_typing(u);
		break;
	case KEY_RESIZE:
		resize(u, key);
		break;
	case KEY_CLICK:
		click(u, l, key);
		break;
	case KEY_WHEEL_UP:
	case KEY_WHEEL_DOWN:
		scroll_by(ui_view(u), l, WHEEL_LINES, key->kind == KEY_WHEEL_DOWN);
		focus_in_view(u, key->kind == KEY_WHEEL_DOWN);
		break;
	default:
		press(u, l, key);
		break;
	}
}
