/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

/*
 * Golden frames: a scene is what a person pressed; its file holds what they then see at four sizes,
 * drawn and in ASCII: every row, the roles in it, the cursor. With SAFARI_BLESS=1 the files are
 * written anew; the diff is the review.
 */
#include "stage.h"
#include "tap.h"

struct golden_scene {
	const char *name, *keys;
	const char *problem, *remarks;
	bool read_only;
	struct settings settings;
};

static const struct {
	uint32_t rows, cols;
} golden_sizes[] = {{24, 80}, {12, 40}, {6, 20}, {43, 132}};

enum {
	N_GOLDEN_SIZES = sizeof golden_sizes / sizeof golden_sizes[0],
};

static const char *const golden_roles[ROLE_COUNT] = {
	[ROLE_STRESS] = "appui",   [ROLE_TEXT] = "texte",     [ROLE_TITLE] = "titre",
	[ROLE_MUTED] = "discret",  [ROLE_QUOTE] = "scène",    [ROLE_LINK] = "adresse",
	[ROLE_WORD] = "mot",       [ROLE_FIGURE] = "chiffre", [ROLE_RULE] = "filet",
	[ROLE_HEADER] = "tête",    [ROLE_FOOTER] = "pied",    [ROLE_KEY] = "touche",
	[ROLE_CHOICE] = "choix",   [ROLE_FOCUS] = "ici",      [ROLE_GREYED] = "grisé",
	[ROLE_DONE] = "fait",      [ROLE_FIELD] = "champ",    [ROLE_TYPING] = "saisie",
	[ROLE_WELL] = "bien",      [ROLE_ERROR] = "erreur",   [ROLE_BANNER] = "bandeau",
	[ROLE_WINDOW] = "fenêtre", [ROLE_QR] = "qr",          [ROLE_BLACK] = "noir",
};

/* « tête 0-79 », « titre+g 4-13 »: runs of a row, plain blank text left out. */
static inline void golden_add_roles(struct buf *out, const struct frame *f, uint32_t row)
{
	for (uint32_t from = 0, end; from < f->cols; from = end) {
		const struct cell *c = frame_at(f, row, from);
		bool is_ink = false;
		for (end = from; end < f->cols; end++) {
			const struct cell *d = frame_at(f, row, end);
			if (d->role != c->role || d->style != c->style) {
				break;
			}
			is_ink = is_ink || d->runes[0] != ' ';
		}
		if (is_ink || c->role != ROLE_TEXT) {
			buf_addf(out, " %s%s%s %u-%u", golden_roles[c->role],
			         (c->style & CELL_BOLD) != 0 ? "+g" : "",
			         (c->style & CELL_UNDERLINED) != 0 ? "+s" : "", (unsigned)from,
			         (unsigned)end - 1);
		}
	}
}

static inline void golden_add_frame(struct buf *out, const struct frame *f, bool has_roles)
{
	struct buf line = {0};
	for (uint32_t row = 0; row < f->rows; row++) {
		buf_clear(&line);
		frame_add_row(f, row, &line);
		buf_addf(out, "%.*s\n", STR_ARG(buf_str(&line)));
	}
	buf_addf(out, "@ %u,%u%s\n", (unsigned)f->cursor_row, (unsigned)f->cursor_col,
	         f->hides_cursor ? " caché" : "");
	for (uint32_t row = 0; has_roles && row < f->rows; row++) {
		buf_clear(&line);
		golden_add_roles(&line, f, row);
		if (line.len > 0) {
			buf_addf(out, "@ %u%.*s\n", (unsigned)row, STR_ARG(buf_str(&line)));
		}
	}
	buf_finish(&line);
}

/* Pressed at an ordinary size: at a small one, Enter pages first. */
static inline void golden_add_scene(struct buf *out, const struct golden_scene *scene,
                                    struct journey *j, bool ascii)
{
	struct frame f = {0};
	for (size_t i = 0; i < N_GOLDEN_SIZES; i++) {
		struct stage s = {.settings = scene->settings};
		s.settings.ascii = ascii;
		buf_add(&s.problem, str_from(scene->problem));
		buf_add(&s.remarks, str_from(scene->remarks));
		s.read_only = scene->read_only;
		stage_open(&s, j);
		stage_resize(&s, 40, 80);
		stage_keys(&s, str_from(scene->keys));
		stage_resize(&s, golden_sizes[i].rows, golden_sizes[i].cols);
		ui_draw(s.ui, &f);
		buf_addf(out, "=== %u×%u%s\n", (unsigned)golden_sizes[i].cols,
		         (unsigned)golden_sizes[i].rows, ascii ? " ASCII" : "");
		golden_add_frame(out, &f, !ascii);
		stage_close(&s);
	}
	frame_finish(&f);
}

static inline void golden_tell(struct str a, struct str b)
{
	struct str la, lb;
	for (int line = 1; str_next_line(&a, &la) && str_next_line(&b, &lb); line++) {
		if (!str_eq(la, lb)) {
			tap_note("line %d", line);
			tap_show("got", la);
			tap_show("wanted", lb);
			return;
		}
	}
}

static inline void golden_check(const char *folder, const struct golden_scene *scene,
                                struct journey *j)
{
	struct buf got = {0}, wanted = {0}, path = {0};
	buf_addf(&path, "%s/%s.txt", folder, scene->name);
	golden_add_scene(&got, scene, j, false);
	golden_add_scene(&got, scene, j, true);
	if (getenv("SAFARI_BLESS") != NULL) {
		FILE *f = fopen(path.ptr, "wb");
		if (f != NULL) {
			(void)fwrite(got.ptr, 1, got.len, f);
			(void)fclose(f);
		}
	}
	(void)stage_read_file(path.ptr, &wanted);
	if (!ok(str_eq(buf_str(&got), buf_str(&wanted)), scene->name)) {
		golden_tell(buf_str(&got), buf_str(&wanted));
	}
	buf_finish(&path);
	buf_finish(&got);
	buf_finish(&wanted);
}

#endif
