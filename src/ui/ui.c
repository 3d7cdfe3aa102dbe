/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Turns and the stack of screens; what a key does is in ui_keys.c. At the end of a turn the
 * view is brought to where the layout put it.
 */
#include "layout.h"

#include "i18n.h"
#include "mem.h"
#include "room.h"

#include <assert.h>

enum {
	DEFAULT_ROWS = 24,
	DEFAULT_COLS = 80,
};

/* --- The stack -------------------------------------------------------------------- */

struct view *ui_view(struct ui *u)
{
	return &u->stack[u->n - 1];
}

const struct view *ui_top(const struct ui *u)
{
	return &u->stack[u->n - 1];
}

struct view *ui_push(struct ui *u, const struct screen *screen, void *take_state)
{
	if (u->n == UI_MAX_DEPTH) {
		ui_close(u);
	}
	u->stack[u->n++] = (struct view){
		.screen = screen, .state = take_state, .focus = ITEM_NONE, .is_fresh = true};
	return ui_view(u);
}

static void close_view(struct ui *u, struct view *v)
{
	if (v->screen->close != NULL) {
		v->screen->close(u, v);
	}
	v->state = NULL;
}

void ui_close(struct ui *u)
{
	if (u->n > 1) {
		close_view(u, ui_view(u));
		u->n--;
	}
}

void ui_close_all(struct ui *u)
{
	while (u->n > 1) {
		ui_close(u);
	}
}

void ui_rest_on(struct ui *u, const struct screen *screen, void *take_state)
{
	ui_close_all(u);
	close_view(u, ui_view(u));
	u->n = 0;
	(void)ui_push(u, screen, take_state);
}

void ui_open(struct ui *u, const struct screen *screen)
{
	for (size_t i = 0; i < u->n; i++) {
		if (u->stack[i].screen == screen) {
			return;
		}
	}
	if (u->n == UI_MAX_DEPTH) {
		ui_close_all(u);
	}
	(void)ui_push(u, screen, screen->open != NULL ? screen->open(u) : NULL);
}

void ui_turn_page(struct view *v, uint32_t focus)
{
	v->focus = focus;
	v->scroll = 0;
	v->is_fresh = true;
	v->has_read = false;
	v->page = 0;
	v->lit = 0;
}

/* --- What a turn comes to --------------------------------------------------------- */

void ui_wish(struct ui *u, enum wish what, struct str name, step_id start)
{
	struct buf kept = {0};
	buf_add(&kept, name); // it may be u->name's own
	buf_finish(&u->name);
	u->name = kept;
	u->wish = what;
	u->start = start;
}

void ui_wish_of_carnet(struct ui *u, enum wish what, struct str name, struct str other)
{
	buf_clear(&u->other);
	buf_add(&u->other, other);
	ui_wish(u, what, name, STEP_NONE);
}

void ui_say(struct ui *u, enum role role, struct str sentence)
{
	buf_clear(&u->notice);
	buf_add(&u->notice, sentence);
	u->notice_role = role;
}

bool ui_is_locked(struct ui *u)
{
	if (u->read_only) {
		ui_say(u, ROLE_ERROR,
		       str_from(_("Rien n'a changé : ce carnet ne fait que se lire.")));
	}
	return u->read_only;
}

void ui_keep_typing(struct ui *u)
{
	for (size_t i = 0; i < u->n; i++) {
		if (u->stack[i].screen->tick != NULL) {
			u->stack[i].screen->tick(u, &u->stack[i]);
		}
	}
	u->has_pending = false;
}

void ui_settle(struct ui *u)
{
	ui_close_all(u);
	ui_keep_typing(u);
	if (u->walk != NULL) {
		visit_close(u->visit, &u->moves);
		screen_step_begin(u);
	}
}

struct str ui_carnet_path(const struct ui *u, struct arena *arena)
{
	struct buf b = {0};
	struct str folder = u->setup.carnet_folder;
	if (folder.len > 0) {
		buf_add(&b, folder);
		buf_add(&b, str_from(str_ends(folder, STR("/")) ? "" : "/"));
		buf_add(&b, buf_str(&u->carnet));
		buf_add(&b, STR(".carnet"));
	}
	struct str path = arena_str(arena, buf_str(&b));
	buf_finish(&b);
	return path;
}

enum editor_result ui_edit(const struct ui *u, struct editor *e, const struct key *key)
{
	return editor_key(e, key,
	                  (struct editor_window){editor_cols(layout_cols(u)), u->laid->height,
	                                         u->setup.width});
}

static void begin_turn(struct ui *u)
{
	moves_clear(&u->moves);
	arena_reset(&u->turn_arena);
	u->is_laid = false;
	u->foresees = true;
	u->wish = WISH_LISTEN;
	u->start = STEP_NONE;
	u->is_saved_now = false;
}

/* The view goes where it is shown; what was in view once has been read. */
static void settle_view(struct ui *u)
{
	struct layout *l = u->laid;
	struct view *v = ui_view(u), before = *v;
	layout_make(l, u, v);
	v->scroll = l->scroll;
	v->has_read = v->has_read || l->focus < SIZE_MAX || !l->more_below;
	if (l->wanted < SIZE_MAX) {
		v->focus = l->sheet.items[l->wanted].id;
	}
	if (v->focus != before.focus || v->has_read != before.has_read) {
		layout_make(l, u, v);
	}
	u->is_laid = true;
}

/* What was refused is read to its end, however small the window is. */
static void tell_whole(struct ui *u)
{
	const struct layout *l = u->laid;
	bool is_cut = !room_is_on(u) && !l->is_mini && l->n_notices < l->notices.n;
	if (is_cut && u->notice_role == ROLE_ERROR) {
		screen_told_open(u, u->notice_role, buf_str(&u->notice));
		buf_clear(&u->notice);
		settle_view(u);
	}
}

static struct turn end_turn(struct ui *u)
{
	settle_view(u);
	tell_whole(u);
	return (struct turn){
		.wish = u->wish,
		.name = u->wish == WISH_LISTEN ? STR("") : buf_str(&u->name),
		.other = buf_str(&u->other),
		.start = u->start,
		.events = u->moves.list,
		.n_events = u->moves.n,
	};
}

void ui_lay(struct layout *l, const struct ui *u)
{
	if (u->is_laid) {
		*l = *u->laid;
	} else {
		layout_make(l, u, ui_top(u));
	}
}

struct turn ui_key(struct ui *u, const struct key *key)
{
	struct layout l;
	bool is_told = u->is_saved_now;
	ui_lay(&l, u);
	begin_turn(u);
	if (key->kind == KEY_TICK || key->kind == KEY_RESIZE) {
		u->is_saved_now = is_told;
	} else {
		buf_clear(&u->notice);
	}
	ui_take_key(u, &l, key);
	return end_turn(u);
}

/* --- From app --------------------------------------------------------------------- */

struct turn ui_home(struct ui *u, const struct known_carnet *carnets, size_t n_carnets)
{
	begin_turn(u);
	ui_leave_walk(u);
	u->carnets = carnets;
	u->n_carnets = n_carnets;
	if (u->to_carnets) {
		u->to_carnets = false;
		ui_open(u, &screen_carnets);
	}
	return end_turn(u);
}

void ui_tell_bin(struct ui *u, struct str path)
{
	buf_clear(&u->erased);
	buf_add(&u->erased, path);
}

struct turn ui_told(struct ui *u, const struct known_carnet *carnets, size_t n_carnets,
                    struct deed_done done)
{
	begin_turn(u);
	ui_close_all(u);
	u->carnets = carnets;
	u->n_carnets = n_carnets;
	if (done.erased.len > 0) {
		ui_tell_bin(u, done.erased); // what was erased just now, whatever else lies there
	}
	ui_open(u, &screen_carnets);
	ui_say(u, ROLE_WELL, done.sentence);
	return end_turn(u);
}

/* The step takes the place of what lies at the bottom. */
static void rest_under(struct ui *u)
{
	close_view(u, &u->stack[0]);
	u->stack[0] = (struct view){.screen = &screen_step, .focus = ITEM_NONE, .is_fresh = true};
	u->stack[0].state = screen_step.open(u);
}

static void go_through_door(struct ui *u, step_id to)
{
	if (to != STEP_NONE && to != walk_here(u->walk)->step && !ui_is_locked(u)) {
		(void)visit_jump(u->visit, &u->moves, to);
		screen_step_begin(u);
	}
}

/* The carnet was opened from a card: one stays there, and the catalogue leads home. */
static void keep_then_stay(struct ui *u, const struct walk_entry *entry)
{
	uint32_t resource = u->to_keep;
	u->to_keep = INDEX_NONE;
	u->explores = true;
	screen_card_keep(u, resource);
	if (entry->remarks.len > 0) {
		screen_arrival_open(u, entry);
	}
}

struct turn ui_enter(struct ui *u, const struct walk_entry *entry)
{
	bool keeps = u->to_keep != INDEX_NONE;
	begin_turn(u);
	if (!keeps) {
		ui_leave_walk(u);
	}
	if (!entry->is_reread) {
		buf_clear(&u->notice);
	}
	buf_clear(&u->carnet);
	u->walk = entry->walk;
	u->read_only = entry->read_only;
	buf_add(&u->carnet, entry->name);
	rest_under(u);
	screen_step_begin(u);
	if (keeps) {
		keep_then_stay(u, entry);
	} else if (!entry->is_reread) {
		screen_arrival_open(u, entry);
		go_through_door(u, entry->jump);
	}
	return end_turn(u);
}

struct turn ui_refuse(struct ui *u, struct str why)
{
	begin_turn(u);
	u->to_keep = INDEX_NONE;
	ui_say(u, ROLE_ERROR, why);
	return end_turn(u);
}

struct turn ui_end(struct ui *u)
{
	begin_turn(u);
	ui_settle(u);
	ui_wish(u, WISH_LEAVE, (struct str){0}, STEP_NONE);
	return end_turn(u);
}

void ui_saved(struct ui *u, struct str problem)
{
	bool was_well = u->problem.len == 0;
	u->is_laid = u->is_laid && str_eq(buf_str(&u->problem), problem);
	buf_clear(&u->problem);
	buf_add(&u->problem, problem);
	// At home no carnet is open; one that was left may still wait, which is said there.
	bool is_news = u->moves.n > 0 || !was_well;
	bool is_kept = problem.len == 0 && !u->setup.is_trial;
	u->is_saved_now = is_kept && is_news && u->walk != NULL;
}

struct turn ui_take_after(struct ui *u, const struct ui *older, bool is_same_step,
                          struct str remark)
{
	const struct view *was = &older->stack[0];
	struct view *v = ui_view(u);
	begin_turn(u);
	u->rows = older->rows;
	u->cols = older->cols;
	u->settings = older->settings;
	u->projects = older->projects;
	u->is_black = older->is_black;
	u->explores = older->explores;
	u->has_told_where = older->has_told_where;
	u->is_sized = older->is_sized;
	v->has_read = false; // it was laid out for no window yet
	if (is_same_step && was->screen == v->screen) {
		v->focus = was->focus;
		v->scroll = was->scroll;
		v->has_read = was->has_read;
		v->page = was->page;
		v->is_fresh = false;
	}
	ui_say(u, ROLE_WELL, remark);
	return end_turn(u);
}

struct turn ui_warn(struct ui *u, struct str told, struct str all)
{
	begin_turn(u);
	buf_clear(&u->told_errors);
	buf_clear(&u->all_errors);
	buf_add(&u->told_errors, told);
	buf_add(&u->all_errors, all);
	return end_turn(u);
}

void ui_leave_walk(struct ui *u)
{
	u->is_laid = false;
	u->walk = NULL;
	u->read_only = false;
	u->has_pending = false;
	u->to_keep = INDEX_NONE;
	u->explores = false;
	u->visit->draft.is_open = false;
	buf_clear(&u->carnet);
	ui_rest_on(u, &screen_home, NULL);
}

/* --- Life ------------------------------------------------------------------------- */

struct ui *ui_create(const struct ui_setup *setup)
{
	struct ui *u = mem_alloc(sizeof *u);
	u->setup = *setup;
	u->settings = setup->settings;
	u->projects = setup->projects;
	u->rows = DEFAULT_ROWS;
	u->cols = DEFAULT_COLS;
	u->start = STEP_NONE;
	u->to_keep = INDEX_NONE;
	u->visit = mem_alloc(sizeof *u->visit);
	u->scratch = mem_alloc(sizeof *u->scratch);
	u->drawn = mem_alloc(sizeof *u->drawn);
	u->laid = mem_alloc(sizeof *u->laid);
	u->memo = memo_create();
	(void)ui_push(u, &screen_home, NULL);
	return u;
}

void ui_destroy(struct ui *u)
{
	if (u == NULL) {
		return;
	}
	u->walk = NULL; // it may be gone already
	ui_close_all(u);
	close_view(u, ui_view(u));
	visit_finish(u->visit);
	moves_finish(&u->moves);
	arena_finish(&u->turn_arena);
	arena_finish(u->scratch);
	arena_finish(u->drawn);
	buf_finish(&u->carnet);
	buf_finish(&u->name);
	buf_finish(&u->other);
	buf_finish(&u->erased);
	buf_finish(&u->notice);
	buf_finish(&u->problem);
	buf_finish(&u->told_errors);
	buf_finish(&u->all_errors);
	mem_free(u->visit);
	mem_free(u->scratch);
	mem_free(u->drawn);
	mem_free(u->laid);
	memo_destroy(u->memo);
	mem_free(u);
}

/* --- What it shows ---------------------------------------------------------------- */

void ui_draw(const struct ui *u, struct frame *f)
{
	struct layout l;
	const struct view *v = ui_top(u);
	frame_resize(f, u->rows, u->cols, u->setup.width);
	if (room_is_on(u) || u->is_black) {
		room_draw(u, f);
		return;
	}
	if (v->screen->draw != NULL && v->screen->draw(u, v, f)) {
		return;
	}
	ui_lay(&l, u);
	layout_draw(&l, u, f);
}

int ui_tick_ms(const struct ui *u)
{
	return u->has_pending ? UI_TYPING_MS : -1;
}

const struct settings *ui_settings(const struct ui *u)
{
	return &u->settings;
}

bool ui_projects(const struct ui *u)
{
	return u->projects;
}

bool ui_is_typing(const struct ui *u)
{
	struct layout l;
	ui_lay(&l, u);
	return l.is_typing && !room_is_on(u);
}
