/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_STAGE_H
#define TESTS_STAGE_H

/*
 * The screens without a terminal: app in small, keys written as text, what a turn gave. A
 * mirror walk folds what app was given and nothing else; it must stay equal to the walk.
 */
#include "buf.h"
#include "load.h"
#include "mem.h"
#include "ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	STAGE_MAX_CARNETS = 4,
};

struct stage_carnet {
	struct buf name;
	struct walk *walk, *mirror;
};

struct stage {
	struct journey *journey;
	struct ui *ui;
	struct stage_carnet carnets[STAGE_MAX_CARNETS]; /* the last used first */
	size_t n_carnets;
	struct known_carnet listed[STAGE_MAX_CARNETS];
	struct buf events; /* each as a line, without its number */
	struct buf problem, remarks;
	bool read_only, has_left;
	enum wish last_wish;
	struct settings settings;
};

static inline bool stage_read_file(const char *path, struct buf *ret_bytes)
{
	FILE *f = fopen(path, "rb");
	char chunk[4096];
	size_t n;
	if (f == NULL) {
		return false;
	}
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) {
		buf_add(ret_bytes, (struct str){chunk, n});
	}
	return fclose(f) == 0;
}

static inline bool stage_fetch(void *ctx, struct str path, struct buf *ret_bytes,
                               const char **ret_reason)
{
	char *name = mem_alloc(path.len + 1);
	(void)ctx;
	memcpy(name, path.ptr, path.len);
	bool well = stage_read_file(name, ret_bytes);
	mem_free(name);
	*ret_reason = "le fichier ne se lit pas";
	return well;
}

static inline struct journey *stage_load(const char *path)
{
	struct load_sources sources = {0};
	struct diags d = {0};
	struct journey *j = load_journey(str_from(path), (struct load_files){.fetch = stage_fetch},
	                                 &sources, &d);
	for (size_t i = 0; j == NULL && i < d.n; i++) {
		printf("# %s:%u: %.*s\n", path, (unsigned)d.list[i].span.line,
		       STR_ARG(d.list[i].message));
	}
	load_sources_finish(&sources);
	diags_finish(&d);
	return j;
}

/* The journey of every kind, which the tests of screens walk. */
static inline struct journey *stage_load_all(const char *folder)
{
	struct buf path = {0};
	buf_addf(&path, "%s/tout.yaml", folder);
	struct journey *j = stage_load(path.ptr);
	buf_finish(&path);
	return j;
}

/* Latin letters are one column, combining marks none, East Asian ones and emoji two. */
static inline int stage_width(uint32_t rune)
{
	if (rune < ' ' || (rune >= 0x7F && rune < 0xA0)) {
		return -1;
	}
	if (rune >= 0x300 && rune < 0x370) {
		return 0;
	}
	bool is_wide = (rune >= 0x2E80 && rune < 0xFFFD) || (rune >= 0x1F300 && rune < 0x1FAFF);
	return is_wide ? 2 : 1;
}

/* --- What app does ---------------------------------------------------------------- */

static inline void stage_add_event(struct buf *out, const struct event *e)
{
	if (e->kind == EVENT_DRAFT) {
		return;
	}
	buf_addf(out, "%d %.*s>%.*s %d %.*s %.*s %.*s %u %.*s « %.*s » %.*s %d\n", (int)e->kind,
	         STR_ARG(e->from), STR_ARG(e->to), (int)e->by, STR_ARG(e->choice),
	         STR_ARG(e->answer), STR_ARG(e->step), (unsigned)e->count, STR_ARG(e->what),
	         STR_ARG(e->text), STR_ARG(e->resource), e->keep);
}

static inline void stage_save(struct stage *s, const struct turn *turn)
{
	for (size_t i = 0; i < turn->n_events; i++) {
		stage_add_event(&s->events, &turn->events[i]);
		walk_fold(s->carnets[0].mirror, &turn->events[i]);
	}
	ui_saved(s->ui, buf_str(&s->problem));
}

static inline struct turn stage_enter(struct stage *s, size_t i, bool resumed, step_id jump)
{
	struct stage_carnet kept = s->carnets[i];
	memmove(&s->carnets[1], &s->carnets[0], i * sizeof kept);
	s->carnets[0] = kept;
	return ui_enter(s->ui, &(struct walk_entry){
				       .walk = kept.walk,
				       .name = buf_str(&s->carnets[0].name),
				       .remarks = buf_str(&s->remarks),
				       .resumed = resumed,
				       .read_only = s->read_only,
				       .jump = jump,
			       });
}

static inline bool stage_is_over(const struct step *step)
{
	return step->kind == STEP_ENDING && step->success;
}

static inline void stage_list(struct stage *s)
{
	for (size_t i = 0; i < s->n_carnets; i++) {
		s->listed[i] = (struct known_carnet){
			.name = buf_str(&s->carnets[i].name),
			.where = step_title(walk_step(s->carnets[i].walk)).source,
			.has_arrived = stage_is_over(walk_step(s->carnets[i].walk)),
			.when = {{2027, 3, 9}, 2},
		};
	}
}

static inline struct turn stage_home(struct stage *s)
{
	stage_list(s);
	ui_leave_walk(s->ui);
	return ui_home(s->ui, s->listed, s->n_carnets);
}

/* A new name, or what would have been done. */
static inline struct turn stage_do_deed(struct stage *s, const struct turn *turn)
{
	struct buf said = {0};
	buf_addf(&s->events, "fichier %d %.*s > %.*s\n", (int)turn->wish, STR_ARG(turn->name),
	         STR_ARG(turn->other));
	for (size_t i = 0; i < s->n_carnets; i++) {
		if (str_eq(buf_str(&s->carnets[i].name), turn->other)) {
			return ui_refuse(s->ui, STR("Ce nom est pris."));
		}
		if (turn->wish == WISH_RENAME_CARNET &&
		    str_eq(buf_str(&s->carnets[i].name), turn->name)) {
			buf_clear(&s->carnets[i].name);
			buf_add(&s->carnets[i].name, turn->other);
		}
	}
	buf_addf(&said, "C'est fait : %.*s.", STR_ARG(turn->other));
	stage_list(s);
	struct turn next =
		ui_told(s->ui, s->listed, s->n_carnets,
	                (struct deed_done){buf_str(&said), turn->wish == WISH_ERASE_CARNET
	                                                           ? STR("/corbeille/un.carnet")
	                                                           : STR("")});
	buf_finish(&said);
	return next;
}

static inline struct turn stage_carry_out(struct stage *s, const struct turn *turn)
{
	s->last_wish = turn->wish;
	switch (turn->wish) {
	case WISH_HOME:
		return stage_home(s);
	case WISH_OPEN_CARNET:
		for (size_t i = 0; i < s->n_carnets; i++) {
			if (str_eq(turn->name, buf_str(&s->carnets[i].name))) {
				return stage_enter(s, i, true, turn->start);
			}
		}
		return ui_refuse(s->ui, STR("Ce carnet n'est plus là."));
	case WISH_NEW_CARNET: {
		if (s->n_carnets == STAGE_MAX_CARNETS) {
			return ui_refuse(s->ui, STR("Il y a assez de carnets."));
		}
		struct stage_carnet *c = &s->carnets[s->n_carnets++];
		struct str start = s->journey->steps[turn->start].id;
		buf_add(&c->name, turn->name);
		if (turn->name.len == 0) {
			buf_addf(&c->name, "carnet-%zu", s->n_carnets);
		}
		c->walk = walk_create(s->journey, start);
		c->mirror = walk_create(s->journey, start);
		return stage_enter(s, s->n_carnets - 1, false, STEP_NONE);
	}
	case WISH_OPEN_JOURNEY:
		return ui_refuse(s->ui, STR("Ce parcours ne s'ouvre pas ici."));
	case WISH_RENAME_CARNET:
	case WISH_COPY_CARNET:
	case WISH_EXPORT_CARNET:
	case WISH_IMPORT_CARNET:
	case WISH_ERASE_CARNET:
		return stage_do_deed(s, turn);
	case WISH_LISTEN:
	case WISH_OTHER_FACE:
	case WISH_OPEN_ADDRESS:
	case WISH_COPY:
	case WISH_SETTINGS:
	case WISH_SUSPEND:
	case WISH_LEAVE:
		break;
	}
	return (struct turn){.wish = WISH_LISTEN};
}

static inline void stage_settle(struct stage *s, struct turn turn)
{
	stage_save(s, &turn);
	s->has_left = s->has_left || turn.wish == WISH_LEAVE;
	while (turn.wish != WISH_LISTEN && turn.wish != WISH_LEAVE) {
		turn = stage_carry_out(s, &turn);
		stage_save(s, &turn);
	}
}

static inline void stage_open(struct stage *s, struct journey *j)
{
	s->journey = j;
	s->ui = ui_create(&(struct ui_setup){
		.journey = j,
		.today = {{2027, 3, 11}, 4},
		.carnet_folder = STR("/home/ana/.local/share/safari/essai"),
		.settings = s->settings,
		.opens = true,
		.copies = true,
		.width = stage_width,
	});
	stage_settle(s, stage_home(s));
}

static inline void stage_close(struct stage *s)
{
	ui_destroy(s->ui);
	for (size_t i = 0; i < s->n_carnets; i++) {
		buf_finish(&s->carnets[i].name);
		walk_destroy(s->carnets[i].walk);
		walk_destroy(s->carnets[i].mirror);
	}
	buf_finish(&s->events);
	buf_finish(&s->problem);
	buf_finish(&s->remarks);
	*s = (struct stage){0};
}

/* --- Keys ------------------------------------------------------------------------- */

static inline void stage_press(struct stage *s, const struct key *key)
{
	stage_settle(s, ui_key(s->ui, key));
}

static inline void stage_resize(struct stage *s, uint32_t rows, uint32_t cols)
{
	stage_press(s, &(struct key){.kind = KEY_RESIZE, .row = rows, .col = cols});
}

static inline struct key stage_named_key(struct str name)
{
	static const struct {
		const char *name;
		enum key_kind kind;
	} names[] = {
		{"enter", KEY_ENTER},
		{"esc", KEY_ESCAPE},
		{"tab", KEY_TAB},
		{"backtab", KEY_BACKTAB},
		{"bs", KEY_BACKSPACE},
		{"del", KEY_DELETE},
		{"up", KEY_UP},
		{"down", KEY_DOWN},
		{"left", KEY_LEFT},
		{"right", KEY_RIGHT},
		{"home", KEY_HOME},
		{"end", KEY_END},
		{"pgup", KEY_PAGE_UP},
		{"pgdn", KEY_PAGE_DOWN},
		{"tick", KEY_TICK},
		{"wleft", KEY_WORD_LEFT},
		{"wright", KEY_WORD_RIGHT},
		{"wheelup", KEY_WHEEL_UP},
		{"wheeldown", KEY_WHEEL_DOWN},
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (str_eq(name, str_from(names[i].name))) {
			return (struct key){.kind = names[i].kind};
		}
	}
	if (str_starts(name, STR("c-"))) {
		return (struct key){.kind = KEY_CTRL, .rune = (unsigned char)name.ptr[2]};
	}
	if (str_starts(name, STR("a-"))) {
		return (struct key){.kind = KEY_ALT, .rune = (unsigned char)name.ptr[2]};
	}
	if (str_starts(name, STR("f"))) {
		return (struct key){.kind = KEY_FUNCTION, .rune = (uint32_t)name.ptr[1] - '0'};
	}
	return (struct key){.kind = KEY_PASTE, .text = str_slice(name, 2, name.len)}; /* p:… */
}

/* Characters stand for themselves; « <enter> », « <c-c> », « <p:text> » is pasted. */
static inline void stage_keys(struct stage *s, struct str keys)
{
	for (size_t at = 0; at < keys.len && !s->has_left;) {
		struct key key = {.kind = KEY_RUNE};
		size_t end = keys.ptr[at] == '<' ? str_find(keys, STR(">"), at) : SIZE_MAX;
		if (end != SIZE_MAX) {
			key = stage_named_key(str_slice(keys, at + 1, end - at - 1));
			at = end + 1;
		} else {
			at += utf8_decode(keys, at, &key.rune);
		}
		stage_press(s, &key);
	}
}

#endif
