/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A reading with errors may be of a file that is only half there: an editor may empty it, write
 * it, rename it. So errors are told once nothing has happened to the files for a moment; a
 * reading without errors counts at once. What was read is known by its hash: files that were
 * touched and say the same are no news.
 */
#include "rereading.h"

#include "charset.h"
#include "edited.h"
#include "i18n.h"
#include "mem.h"
#include "typography.h"

enum {
	DOUBT_MS = 100, /* that a save may take, from one of its steps to the next */
};

struct rereading {
	struct follow follow;
	int level;            /* whose files are followed */
	uint64_t hash;        /* of what was read last */
	bool is_due;          /* something changed while it was read */
	bool is_doubtful;     /* what was read last has errors, not told yet */
	struct buf told, all; /* the errors that are: the first, and every one */
};

struct rereading *rereading_create(void)
{
	struct rereading *r = mem_alloc(sizeof *r);
	follow_begin(&r->follow);
	return r;
}

void rereading_destroy(struct rereading *r)
{
	if (r == NULL) {
		return;
	}
	follow_end(&r->follow);
	buf_finish(&r->told);
	buf_finish(&r->all);
	mem_free(r);
}

int rereading_fd(const struct levels *l)
{
	return l->rereading != NULL ? follow_fd(&l->rereading->follow) : -1;
}

int rereading_wait_ms(const struct levels *l)
{
	const struct rereading *r = l->rereading;
	if (r == NULL) {
		return -1;
	}
	bool is_new = r->level != l->n;
	return r->is_due || is_new ? 0 : r->is_doubtful ? DOUBT_MS : follow_wait_ms(&r->follow);
}

static void follow_files(struct rereading *r, const struct loaded *of)
{
	follow_clear(&r->follow);
	for (size_t i = 0; i < of->n_asked; i++) {
		follow_add(&r->follow, buf_str(&of->asked[i].path), of->asked[i].mark);
	}
	follow_watch(&r->follow);
	// What happened before its folder was watched shows by its mark.
	r->is_due = follow_has_news(&r->follow);
}

/* --- Errors ------------------------------------------------------------------------------- */

static void add_sentence(struct buf *out, const char *format, ...) PRINTF_LIKE(2, 3);

static void add_sentence(struct buf *out, const char *format, ...)
{
	struct buf line = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&line, format, args);
	va_end(args);
	typography_french(out, buf_str(&line));
	buf_addc(out, '\n');
	buf_finish(&line);
}

/* As one says it beside the main file. */
static struct str short_name(const struct loaded *l, uint32_t file)
{
	struct str name = l->sources.sources.list[file].name, main = buf_str(&l->path);
	while (main.len > 0 && main.ptr[main.len - 1] != '/') {
		main.len--;
	}
	return str_starts(name, main) ? str_slice(name, main.len, name.len) : name;
}

/* A file that can't be read makes others of what it would have held: it comes first. */
static const struct diag *first_error(const struct diags *d)
{
	const struct diag *first = NULL;
	for (size_t i = 0; i < d->n; i++) {
		const struct diag *now = &d->list[i];
		bool is_error = diag_code_severity(now->code) == DIAG_ERROR;
		bool is_of_file = now->code < DIAG_PAR20;
		if (is_error && (first == NULL || (is_of_file && first->code >= DIAG_PAR20))) {
			first = now;
		}
	}
	return first;
}

static void tell_errors(struct rereading *r, const struct loaded *l)
{
	const struct diag *first = first_error(&l->diags);
	struct diag_style style = {.width = charset_width()};
	struct buf where = {0};
	if (first->span.file != SPAN_NO_FILE) {
		buf_addf(&where, first->span.line > 0 ? _("%.*s, ligne %u : ") : "%.*s : ",
		         STR_ARG(short_name(l, first->span.file)), (unsigned)first->span.line);
	}
	buf_clear(&r->told);
	buf_clear(&r->all);
	add_sentence(&r->told, "%.*s%.*s", STR_ARG(buf_str(&where)), STR_ARG(first->message));
	if (first->fix.len > 0) {
		buf_addf(&r->told, "%s%.*s\n", _("Écrivez plutôt : "), STR_ARG(first->fix));
	}
	if (l->diags.n_errors > 1) {
		size_t others = l->diags.n_errors - 1;
		add_sentence(&r->told,
		             COUNTED(others, "Et %zu autre erreur.", "Et %zu autres erreurs."),
		             others);
	}
	diags_print(&r->all, &l->diags, &l->sources.sources, style);
	buf_finish(&where);
}

static struct turn show_errors(struct levels *l)
{
	const struct rereading *r = l->rereading;
	return l->face->warn(l->face_ctx, levels_top(l)->face, buf_str(&r->told), buf_str(&r->all));
}

/* --- Reading again -------------------------------------------------------------------------- */

/* Where the author is at work, and the sentence that says so. */
static void find_place(const struct level *level, const struct loaded *now, struct replacement *ret)
{
	const struct session *s = &level->session;
	struct edition older = {level->loaded.journey, &level->loaded.sources.sources};
	struct edition newer = {now->journey, &now->sources.sources};
	if (s->walk == NULL || walk_step(s->walk) == NULL || level->loaded.stands_in) {
		return;
	}
	step_id here = walk_here(s->walk)->step;
	step_id renamed = edited_name(older, newer, here);
	ret->from = older.journey->steps[here].id;
	bool is_there = journey_step(newer.journey, ret->from) != STEP_NONE;
	step_id edited = is_there ? edited_step(older, newer, here) : STEP_NONE;
	ret->to = renamed != STEP_NONE ? newer.journey->steps[renamed].id : ret->from;
	if (edited != STEP_NONE && !str_eq(newer.journey->steps[edited].id, ret->from)) {
		ret->jump = newer.journey->steps[edited].id;
	}
}

static void say_place(const struct loaded *now, const struct replacement *how, struct buf *out)
{
	bool is_gone = how->to.len > 0 && journey_step(now->journey, how->to) == STEP_NONE;
	size_t n = now->diags.n_warnings;
	if (how->jump.len > 0) {
		buf_addf(out,
		         _("Relu : voici l'étape « %.*s », qui vient de changer ; revenir "
		           "ramène où vous étiez."),
		         STR_ARG(how->jump));
	} else if (is_gone) {
		buf_addf(out, _("Relu : l'étape « %.*s » n'y est plus."), STR_ARG(how->to));
	} else if (!str_eq(how->from, how->to)) {
		buf_addf(out, _("Relu : l'étape « %.*s » s'appelle maintenant « %.*s »."),
		         STR_ARG(how->from), STR_ARG(how->to));
	} else {
		buf_add(out, str_from(_("Relu.")));
	}
	if (n > 0) {
		buf_addf(out,
		         COUNTED(n, " %zu avertissement : « safari verifier » le dit.",
		                 " %zu avertissements : « safari verifier » les dit."),
		         n);
	}
}

static struct turn take_journey(struct levels *l, struct loaded *take_now)
{
	struct rereading *r = l->rereading;
	struct replacement how = {0};
	struct buf remark = {0};
	buf_clear(&r->told);
	buf_clear(&r->all);
	find_place(levels_top(l), take_now, &how);
	say_place(take_now, &how, &remark);
	how.remark = buf_str(&remark);
	struct turn turn = levels_replace(l, take_now, &how);
	buf_finish(&remark);
	return turn;
}

/* The level that is walked is another one: its files, from now on. */
static void change_level(struct levels *l)
{
	struct rereading *r = l->rereading;
	const struct loaded *now = &levels_top(l)->loaded;
	r->level = l->n;
	r->hash = now->stands_in ? 0 : now->hash;
	r->is_doubtful = false;
	buf_clear(&r->told);
	buf_clear(&r->all);
	follow_files(r, now);
	r->is_due = r->is_due || now->stands_in;
}

bool rereading_look(struct levels *l, bool waited, struct turn *ret_turn)
{
	struct rereading *r = l->rereading;
	if (r == NULL) {
		return false;
	}
	if (r->level != l->n) {
		change_level(l);
	}
	bool has_news = follow_has_news(&r->follow) || r->is_due;
	if (!has_news && !(r->is_doubtful && waited)) {
		return false;
	}
	struct loaded now;
	journey_open_at(&now, buf_str(&levels_top(l)->loaded.path));
	follow_files(r, &now);
	bool is_other = now.hash != r->hash;
	r->hash = now.hash;
	if (is_other && now.journey != NULL) {
		r->is_doubtful = false;
		*ret_turn = take_journey(l, &now);
		return true;
	}
	bool is_sure = r->is_doubtful && !is_other && !has_news;
	r->is_doubtful = (r->is_doubtful || is_other) && !is_sure;
	if (is_sure) {
		tell_errors(r, &now);
		*ret_turn = show_errors(l);
	}
	loaded_finish(&now);
	return is_sure;
}

bool rereading_show(struct levels *l, struct turn *ret_turn)
{
	if (l->rereading == NULL || l->rereading->told.len == 0) {
		return false;
	}
	*ret_turn = show_errors(l);
	return true;
}
