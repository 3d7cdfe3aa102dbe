/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is made where nothing is traced: a frame's hash costs more than its painting. */
#include "trace.h"

#include "buf.h"
#include "file.h"
#include "i18n.h"
#include "output.h"
#include "reasons.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static const char *const key_names[] = {
	[KEY_NOTHING] = "rien",
	[KEY_RUNE] = "lettre",
	[KEY_CTRL] = "Ctrl",
	[KEY_ALT] = "Alt",
	[KEY_ENTER] = "Entrée",
	[KEY_ESCAPE] = "Échap",
	[KEY_TAB] = "Tab",
	[KEY_BACKTAB] = "Maj-Tab",
	[KEY_BACKSPACE] = "Retour-arrière",
	[KEY_DELETE] = "Suppr",
	[KEY_INSERT] = "Inser",
	[KEY_UP] = "↑",
	[KEY_DOWN] = "↓",
	[KEY_LEFT] = "←",
	[KEY_RIGHT] = "→",
	[KEY_WORD_LEFT] = "Ctrl-←",
	[KEY_WORD_RIGHT] = "Ctrl-→",
	[KEY_HOME] = "Début",
	[KEY_END] = "Fin",
	[KEY_PAGE_UP] = "Page-haut",
	[KEY_PAGE_DOWN] = "Page-bas",
	[KEY_FUNCTION] = "F",
	[KEY_CLICK] = "clic",
	[KEY_WHEEL_UP] = "molette-haut",
	[KEY_WHEEL_DOWN] = "molette-bas",
	[KEY_PASTE] = "collage",
	[KEY_RESIZE] = "taille",
	[KEY_TICK] = "temps",
};

static void say_unopened(const char *path, int error)
{
	struct buf said = {0};
	buf_addf(&said, _("le fichier de SAFARI_TRACE (%s) ne s'ouvre pas : %s."), path,
	         reason_of_error(error));
	output_complain(buf_str(&said));
	buf_finish(&said);
}

struct trace trace_begin(const char *path)
{
	struct trace t = {.fd = -1};
	if (path != NULL && path[0] != '\0') {
		t.fd = file_open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
		if (t.fd < 0) {
			say_unopened(path, errno);
		}
	}
	return t;
}

void trace_end(struct trace *t)
{
	if (t->fd >= 0) {
		(void)close(t->fd);
	}
	t->fd = -1;
}

static void write_line(const struct trace *t, struct buf *take_line)
{
	buf_addc(take_line, '\n');
	(void)output_write(t->fd, buf_str(take_line));
	buf_finish(take_line);
}

void trace_read(const struct trace *t, size_t n_bytes)
{
	if (t->fd < 0) {
		return;
	}
	struct buf line = {0};
	buf_addf(&line, "lu %zu", n_bytes);
	write_line(t, &line);
}

void trace_key(const struct trace *t, const struct key *key)
{
	if (t->fd < 0) {
		return;
	}
	struct buf line = {0};
	buf_addf(&line, "touche %s", key_names[key->kind]);
	bool has_rune = key->kind == KEY_RUNE || key->kind == KEY_CTRL || key->kind == KEY_ALT;
	if (has_rune && key->rune > 0) {
		buf_addc(&line, ' ');
		buf_add_rune(&line, key->rune);
	} else if (key->kind == KEY_FUNCTION) {
		buf_addf(&line, "%u", key->rune);
	} else if (key->kind == KEY_CLICK || key->kind == KEY_RESIZE) {
		buf_addf(&line, " %u %u", key->row, key->col);
	} else if (key->kind == KEY_PASTE) {
		buf_addf(&line, " %zu", key->text.len);
	}
	write_line(t, &line);
}

void trace_events(const struct trace *t, const struct event *events, size_t n)
{
	for (size_t i = 0; t->fd >= 0 && i < n; i++) {
		struct buf line = {0};
		buf_add(&line, STR("événement "));
		event_write(&line, &events[i], (struct stamp){0});
		// write_line ends it as it ends every other.
		buf_cut(&line, line.len - 1);
		write_line(t, &line);
	}
}

void trace_frame(const struct trace *t, const struct frame *f)
{
	if (t->fd < 0) {
		return;
	}
	uint64_t hash = STR_HASH_BEGIN;
	for (uint32_t i = 0; i < f->rows * f->cols; i++) {
		const struct cell *c = &f->cells[i];
		hash = str_hash_more(hash, (struct str){(const char *)c->runes, sizeof c->runes});
		hash = str_hash_more(hash, (struct str){(const char *)&c->role, sizeof c->role});
		hash = str_hash_more(hash, (struct str){(const char *)&c->style, sizeof c->style});
	}
	struct buf line = {0};
	buf_addf(&line, "image %08x%08x %u %u", (unsigned)(hash >> 32), (unsigned)hash, f->rows,
	         f->cols);
	write_line(t, &line);
}

void trace_wait(const struct trace *t, int ms)
{
	if (t->fd < 0) {
		return;
	}
	struct buf line = {0};
	buf_addf(&line, "attend %d", ms);
	write_line(t, &line);
}
