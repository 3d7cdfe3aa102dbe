/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loop of the screens: sleep until a key, a signal or the passing of time; tell the screens;
 * paint what they made of it; then write to the disk, then paint that it is written. One frame a
 * turn, however many keys were waiting, unless one of them must be saved before the next.
 */
#include "screens.h"

#include "charset.h"
#include "decode.h"
#include "i18n.h"
#include "mem.h"
#include "rereading.h"
#include "signals.h"
#include "trace.h"
#include "ui.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

enum {
	RETRY_MS = 10 * 1000, /* after a save that failed */
};

struct screens {
	struct levels *levels;
	const struct screens_setup *setup;
	struct terminal *terminal;
	struct decoder decoder;
	struct frame frame;
	struct trace trace;
	uint32_t rows, cols;  /* of the terminal */
	uint64_t last_key_ms; /* of the clock */
	bool ended, switches;
	int signal; /* that ends us */
};

/* What a level's face is: the screens, and the size that they were told. */
struct sized {
	struct ui *ui;
	uint32_t rows, cols;
};

/* --- The face -------------------------------------------------------------------------------- */

static void *create(void *ctx, const struct level *level, bool has_outer)
{
	struct screens *s = ctx;
	struct sized *sized = mem_alloc(sizeof *sized);
	sized->ui = ui_create(&(struct ui_setup){
		.journey = level->loaded.journey,
		.today = clock_today(),
		.carnet_folder = buf_str(&level->session.folder),
		.settings = *s->setup->settings,
		.projects = s->setup->projects,
		.opens = opener_is_there(&s->setup->opener),
		.copies = terminal_is_modern(s->terminal),
		.has_outer = has_outer,
		.is_trial = level->session.is_trial,
		.width = charset_width(),
	});
	return sized;
}

static void destroy(void *face)
{
	struct sized *sized = face;
	ui_destroy(sized->ui);
	mem_free(sized);
}

static struct turn home(void *ctx, void *face, const struct known_carnet *carnets, size_t n)
{
	(void)ctx;
	return ui_home(((struct sized *)face)->ui, carnets, n);
}

static void tell_bin(void *face, struct str path)
{
	ui_tell_bin(((struct sized *)face)->ui, path);
}

static struct turn enter(void *ctx, void *face, const struct walk_entry *entry)
{
	(void)ctx;
	return ui_enter(((struct sized *)face)->ui, entry);
}

static struct turn refuse(void *ctx, void *face, struct str why)
{
	(void)ctx;
	return ui_refuse(((struct sized *)face)->ui, why);
}

static void saved(void *ctx, void *face, struct str problem, bool is_new)
{
	(void)ctx;
	(void)is_new;
	ui_saved(((struct sized *)face)->ui, problem);
}

static void leave_walk(void *face)
{
	ui_leave_walk(((struct sized *)face)->ui);
}

static struct turn told(void *ctx, void *face, const struct known_carnet *carnets, size_t n,
                        struct deed_done done)
{
	(void)ctx;
	return ui_told(((struct sized *)face)->ui, carnets, n, done);
}

static struct turn settle_typing(void *ctx, void *face)
{
	(void)ctx;
	return ui_key(((struct sized *)face)->ui, &(struct key){.kind = KEY_TICK});
}

static struct turn take_after(void *ctx, void *face, const void *older, bool is_same_step,
                              struct str remark)
{
	struct sized *sized = face;
	const struct sized *was = older;
	(void)ctx;
	sized->rows = was->rows;
	sized->cols = was->cols;
	return ui_take_after(sized->ui, was->ui, is_same_step, remark);
}

static struct turn warn(void *ctx, void *face, struct str told, struct str all)
{
	(void)ctx;
	return ui_warn(((struct sized *)face)->ui, told, all);
}

static const struct face screens_face = {
	.create = create,
	.destroy = destroy,
	.home = home,
	.tell_bin = tell_bin,
	.enter = enter,
	.refuse = refuse,
	.saved = saved,
	.leave_walk = leave_walk,
	.settle = settle_typing,
	.take_after = take_after,
	.warn = warn,
	.told = told,
};

static struct sized *top(struct screens *s)
{
	return levels_top(s->levels)->face;
}

/* --- Painting --------------------------------------------------------------------------------- */

static void settle(struct screens *s, struct turn turn);

static bool is_fit(struct screens *s)
{
	return top(s)->rows == s->rows && top(s)->cols == s->cols;
}

/* The size is a key like others; screens that have just been made get it too. */
static void fit(struct screens *s)
{
	struct sized *sized = top(s);
	if (is_fit(s)) {
		return;
	}
	sized->rows = s->rows;
	sized->cols = s->cols;
	struct key key = {.kind = KEY_RESIZE, .row = s->rows, .col = s->cols};
	trace_key(&s->trace, &key);
	settle(s, ui_key(sized->ui, &key));
}

static void paint(struct screens *s)
{
	struct ui *ui = top(s)->ui;
	const struct settings *now = ui_settings(ui);
	bool has_colours = terminal_has_colours(s->terminal) && !s->setup->no_colours;
	terminal_set_look(s->terminal, look_choose(now, ui_projects(ui), has_colours));
	terminal_set_mouse(s->terminal, !now->no_mouse);
	terminal_set_paste(s->terminal, ui_is_typing(ui));
	ui_draw(ui, &s->frame);
	terminal_paint(s->terminal, &s->frame);
	trace_frame(&s->trace, &s->frame);
}

/* --- Wishes
 * --------------------------------------------------------------------------------------- */

static struct turn listen(void)
{
	return (struct turn){.wish = WISH_LISTEN};
}

static void take_size(struct screens *s)
{
	(void)terminal_measure(s->terminal, &s->rows, &s->cols);
}

static void take_signal(struct screens *s, int signal);

/* What comes while we are stopped is for afterwards; that we go on is known. */
static void suspend(struct screens *s)
{
	terminal_suspend(s->terminal);
	signals_stop();
	terminal_resume(s->terminal);
	take_size(s);
	int signal;
	while ((signal = signals_next()) != 0) {
		if (signal != SIGCONT) {
			take_signal(s, signal);
		}
	}
}

static struct turn keep_settings(struct screens *s)
{
	struct buf reason = {0};
	*s->setup->settings = *ui_settings(top(s)->ui);
	if (!s->setup->keep(s->setup->keep_ctx, s->setup->settings, &reason)) {
		return levels_refuse(s->levels, &reason);
	}
	return listen();
}

/* One wish that is the terminal's or the desktop's; the turn that follows. */
static struct turn carry_out(struct screens *s, struct turn turn)
{
	switch ((int)turn.wish) {
	case WISH_OPEN_ADDRESS:
		return opener_open(&s->setup->opener, turn.name)
		               ? listen()
		               : levels_refuse_with(s->levels,
		                                    _("Rien ici n'ouvre cette adresse ; elle reste "
		                                      "affichée en entier."));
	case WISH_COPY:
		return terminal_copy(s->terminal, turn.name)
		               ? listen()
		               : levels_refuse_with(s->levels,
		                                    _("Ce terminal ne laisse pas copier d'ici ; "
		                                      "l'adresse reste affichée en entier."));
	case WISH_SETTINGS:
		return keep_settings(s);
	case WISH_SUSPEND:
		suspend(s);
		return listen();
	case WISH_OTHER_FACE:
		s->switches = true;
		s->ended = true;
		return listen();
	case WISH_LEAVE:
		s->ended = true;
		return listen();
	default:
		return listen();
	}
}

static bool is_waiting(const struct screens *s)
{
	return decoder_wait_ms(&s->decoder) >= 0;
}

/* Painted first, unless other keys wait: the disk takes its time, the eye doesn't wait for it. */
static void save(struct screens *s, const struct turn *turn)
{
	if (turn->n_events == 0) {
		return;
	}
	if (turn->wish == WISH_LISTEN && !is_waiting(s) && is_fit(s)) {
		paint(s);
	}
	trace_events(&s->trace, turn->events, turn->n_events);
	levels_save(s->levels, turn);
}

static void settle(struct screens *s, struct turn turn)
{
	save(s, &turn);
	while (turn.wish != WISH_LISTEN) {
		turn = levels_carry_out(s->levels, turn);
		turn = carry_out(s, turn);
		save(s, &turn);
	}
}

/* --- What comes in -------------------------------------------------------------------------------
 */

static void take_key(struct screens *s, const struct key *key)
{
	trace_key(&s->trace, key);
	settle(s, ui_key(top(s)->ui, key));
}

/* The program must end: what is being typed is kept. */
static void end_by(struct screens *s, int signal)
{
	struct turn turn = ui_end(top(s)->ui);
	trace_events(&s->trace, turn.events, turn.n_events);
	levels_save(s->levels, &turn);
	s->signal = signal;
	s->ended = true;
}

static void take_signal(struct screens *s, int signal)
{
	switch (signal) {
	case SIGWINCH:
		take_size(s);
		break;
	case SIGTSTP:
		suspend(s);
		break;
	case SIGCONT:
		// Stopped by what can't be handled: who was there meanwhile wrote on our screen.
		terminal_resume(s->terminal);
		take_size(s);
		break;
	default:
		end_by(s, signal);
		break;
	}
}

static void take_bytes(struct screens *s)
{
	char bytes[4096];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
	if (n < 0 && (errno == EINTR || errno == EAGAIN)) {
		return;
	}
	if (n <= 0) {
		// Nobody is at the other end any more.
		end_by(s, SIGHUP);
		return;
	}
	trace_read(&s->trace, (size_t)n);
	decoder_feed(&s->decoder, (struct str){bytes, (size_t)n});
}

static void take_keys(struct screens *s, bool waited)
{
	struct key key;
	while (!s->ended && decoder_next(&s->decoder, waited, &key)) {
		take_key(s, &key);
		s->last_key_ms = clock_ms();
	}
}

static void take_tick(struct screens *s)
{
	take_key(s, &(struct key){.kind = KEY_TICK});
	if (!s->ended && levels_has_unsaved(s->levels)) {
		levels_retry(s->levels);
	}
	s->last_key_ms = clock_ms();
}

/* Until what the screens have to do, or a failed save, wants doing; negative: nothing does. */
static int tick_ms(struct screens *s)
{
	int tick = ui_tick_ms(top(s)->ui);
	bool is_sooner = tick >= 0 && tick < RETRY_MS;
	return levels_has_unsaved(s->levels) && !is_sooner ? RETRY_MS : tick;
}

/* How long there is nothing to do; negative: for ever. */
static int idle_ms(struct screens *s)
{
	int rest = decoder_wait_ms(&s->decoder);
	int tick = tick_ms(s);
	if (rest >= 0 || tick < 0) {
		return rest;
	}
	uint64_t passed = clock_ms() - s->last_key_ms;
	return passed >= (uint64_t)tick ? 0 : tick - (int)passed;
}

static bool take_signals(struct screens *s)
{
	int signal;
	bool some = false;
	while (!s->ended && (signal = signals_next()) != 0) {
		take_signal(s, signal);
		some = true;
	}
	return some;
}

/* The journey's files, where they are followed. */
static void take_files(struct screens *s, bool waited)
{
	struct turn turn;
	if (!s->ended && rereading_look(s->levels, waited, &turn)) {
		settle(s, turn);
	}
}

static void wait_and_take(struct screens *s)
{
	struct pollfd fds[] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = signals_fd(), .events = POLLIN},
		{.fd = rereading_fd(s->levels), .events = POLLIN},
	};
	int ms = idle_ms(s), look = rereading_wait_ms(s->levels);
	bool is_rest = is_waiting(s), is_look = look >= 0 && (ms < 0 || look < ms);
	ms = is_look ? look : ms;
	trace_wait(&s->trace, ms);
	int n = poll(fds, sizeof fds / sizeof fds[0], ms);
	if (take_signals(s)) {
		// While we were stopped the keys may have gone with the modes of the terminal: what
		// poll saw is no longer true.
		return;
	}
	if (n > 0 && fds[0].revents != 0) {
		take_bytes(s);
		take_keys(s, false);
	} else if (n == 0 && !is_look && is_rest) {
		take_keys(s, true);
	} else if (n == 0 && !is_look) {
		take_tick(s);
	}
	take_files(s, n == 0 && is_look);
}

/* The reader has the screen: what they do next is prepared in the meantime. */
static void foresee(struct screens *s)
{
	if (!is_waiting(s)) {
		ui_foresee(top(s)->ui);
	}
}

static struct str sent_for(void *ctx, const char *name)
{
	return terminal_key(ctx, name);
}

static void walk(struct screens *s)
{
	take_size(s);
	s->last_key_ms = clock_ms();
	settle(s, levels_show(s->levels));
	struct turn turn;
	if (rereading_show(s->levels, &turn)) {
		settle(s, turn);
	}
	while (!s->ended) {
		fit(s);
		if (!s->ended) {
			paint(s);
			foresee(s);
			wait_and_take(s);
		}
	}
}

enum screens_end screens_run(struct levels *l, const struct screens_setup *setup, int *ret_signal,
                             enum terminal_outcome *ret_outcome)
{
	struct screens s = {.levels = l, .setup = setup, .trace = trace_begin(setup->trace)};
	if (!signals_begin(terminal_emergency)) {
		trace_end(&s.trace);
		*ret_outcome = TERMINAL_SIMPLE;
		return SCREENS_UNUSABLE;
	}
	*ret_outcome = terminal_create(setup->terminal, setup->utf8, &s.terminal);
	if (*ret_outcome != TERMINAL_OK) {
		signals_end();
		trace_end(&s.trace);
		return SCREENS_UNUSABLE;
	}
	signals_take_back();
	s.decoder.rune_of_byte = charset_rune_of_byte(setup->utf8);
	decoder_learn(&s.decoder, sent_for, s.terminal);
	levels_take_face(l, &screens_face, &s);
	walk(&s);
	levels_drop_face(l);
	terminal_destroy(s.terminal);
	signals_end();
	trace_end(&s.trace);
	decoder_finish(&s.decoder);
	frame_finish(&s.frame);
	*ret_signal = s.signal;
	return s.signal != 0 ? SCREENS_KILLED : s.switches ? SCREENS_SWITCHED : SCREENS_LEFT;
}
