/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small ui for tests of the loop and the terminal alone: it shows what it was told, and
 * wishes what a letter says. It stands in for ui.c in a program of its own.
 */
#include "ui.h"

#include "buf.h"
#include "mem.h"

struct ui {
	struct ui_setup setup;
	struct settings settings;
	uint32_t rows, cols;
	struct walk *walk;
	struct str carnet;
	struct event event;
	struct buf said;
	size_t n_carnets, n_notes, n_ticks;
	bool typing, unsaved;
};

struct ui *ui_create(const struct ui_setup *setup)
{
	struct ui *u = mem_alloc(sizeof *u);
	*u = (struct ui){.setup = *setup, .settings = setup->settings, .rows = 24, .cols = 80};
	return u;
}

void ui_destroy(struct ui *u)
{
	buf_finish(&u->said);
	mem_free(u);
}

static struct turn listen(void)
{
	return (struct turn){.wish = WISH_LISTEN};
}

static void say(struct ui *u, struct str text)
{
	buf_clear(&u->said);
	buf_add(&u->said, text);
}

struct turn ui_home(struct ui *u, const struct known_carnet *carnets, size_t n_carnets)
{
	(void)carnets;
	u->n_carnets = n_carnets;
	say(u, STR("accueil"));
	return listen();
}

struct turn ui_enter(struct ui *u, const struct walk_entry *entry)
{
	u->walk = entry->walk;
	u->carnet = entry->name;
	say(u, STR("étape"));
	return listen();
}

struct turn ui_refuse(struct ui *u, struct str why)
{
	say(u, why);
	return listen();
}

/* A note, folded and to be saved. */
static struct turn note(struct ui *u)
{
	u->event = (struct event){
		.kind = EVENT_NOTE,
		.step = walk_step(u->walk)->id,
		.what = STR("marge"),
		.text = STR("écrit"),
	};
	walk_fold(u->walk, &u->event);
	u->n_notes++;
	u->unsaved = false;
	say(u, STR("…"));
	return (struct turn){.wish = WISH_LISTEN, .events = &u->event, .n_events = 1};
}

static struct turn wish(enum wish wish, struct str name)
{
	return (struct turn){.wish = wish, .name = name, .start = STEP_NONE};
}

static struct turn take_letter(struct ui *u, uint32_t letter)
{
	switch (letter) {
	case 'n':
		if (u->walk != NULL) {
			return note(u);
		}
		return (struct turn){.wish = WISH_NEW_CARNET, .start = u->setup.journey->start};
	case 'i':
		u->typing = !u->typing;
		return listen();
	case 'u':
		u->unsaved = u->walk != NULL;
		return listen();
	case 't':
		return wish(WISH_OTHER_FACE, STR(""));
	case 'o':
		return wish(WISH_OPEN_ADDRESS, STR("https://exemple.fr/a?b=c"));
	case 'y':
		return wish(WISH_COPY, STR("https://exemple.fr/été"));
	case 'z':
		return wish(WISH_SUSPEND, STR(""));
	case 'h':
		return wish(WISH_HOME, STR(""));
	case 's':
		u->settings.no_mouse = !u->settings.no_mouse;
		u->settings.theme = u->settings.no_mouse ? THEME_LIGHT : THEME_DARK;
		return wish(WISH_SETTINGS, STR(""));
	case 'q':
		return wish(WISH_LEAVE, STR(""));
	default:
		return listen();
	}
}

struct turn ui_key(struct ui *u, const struct key *key)
{
	if (key->kind == KEY_RESIZE) {
		u->rows = key->row;
		u->cols = key->col;
		return listen();
	}
	if (key->kind == KEY_TICK) {
		u->n_ticks++;
		return u->unsaved ? note(u) : listen();
	}
	buf_clear(&u->said);
	buf_addf(&u->said, "touche %d %u %u %u %.*s", (int)key->kind, key->rune, key->row, key->col,
	         STR_ARG(key->text));
	return key->kind == KEY_RUNE ? take_letter(u, key->rune) : listen();
}

struct turn ui_end(struct ui *u)
{
	return u->unsaved ? note(u) : listen();
}

void ui_tell_bin(struct ui *u, struct str path)
{
	(void)u;
	(void)path;
}

struct turn ui_told(struct ui *u, const struct known_carnet *carnets, size_t n_carnets,
                    struct deed_done done)
{
	(void)carnets;
	u->n_carnets = n_carnets;
	say(u, done.sentence);
	return listen();
}

void ui_saved(struct ui *u, struct str problem)
{
	if (problem.len > 0) {
		say(u, problem);
	} else if (str_eq(buf_str(&u->said), STR("…"))) {
		say(u, STR("Enregistré"));
	}
}

struct turn ui_take_after(struct ui *u, const struct ui *older, bool is_same_step,
                          struct str remark)
{
	u->rows = older->rows;
	u->cols = older->cols;
	say(u, is_same_step ? STR("la même étape") : remark);
	return listen();
}

struct turn ui_warn(struct ui *u, struct str told, struct str all)
{
	(void)all;
	say(u, told);
	return listen();
}

void ui_leave_walk(struct ui *u)
{
	u->walk = NULL;
}

void ui_draw(const struct ui *u, struct frame *f)
{
	struct buf line = {0};
	frame_resize(f, u->rows, u->cols, u->setup.width);
	frame_put(f, 0, 0, f->cols, u->setup.journey->title.source, ROLE_HEADER, 0);
	frame_fill(f, 1, 0, f->cols, 0x2500, ROLE_RULE, 0);
	frame_put(f, 2, 2, f->cols, STR("« Cœur », 日本, e\xCC\x81té"), ROLE_TEXT, CELL_BOLD);
	buf_addf(&line, "%ux%u, %zu carnets, %zu notes, %zu temps%s", u->rows, u->cols,
	         u->n_carnets, u->n_notes, u->n_ticks, u->unsaved ? ", en cours" : "");
	frame_put(f, 3, 0, f->cols, buf_str(&line), ROLE_MUTED, 0);
	frame_put(f, 4, 0, f->cols, buf_str(&u->said), ROLE_FOCUS, 0);
	frame_put(f, f->rows - 1, 0, f->cols, u->typing ? STR("on écrit") : STR("on lit"),
	          ROLE_FOOTER, 0);
	f->cursor_row = f->rows > 4 ? 4 : f->rows - 1;
	buf_finish(&line);
}

void ui_foresee(struct ui *u)
{
	(void)u;
}

int ui_tick_ms(const struct ui *u)
{
	return u->unsaved ? 2000 : -1;
}

const struct settings *ui_settings(const struct ui *u)
{
	return &u->settings;
}

bool ui_projects(const struct ui *u)
{
	return u->setup.projects;
}

bool ui_is_typing(const struct ui *u)
{
	return u->typing;
}
