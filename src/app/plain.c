/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loop of plain mode: save, then print, then carry out what is wished, then read the next
 * line. The dialogue decides what is said; here it is only carried.
 */
#include "plain.h"

#include "charset.h"
#include "dialogue.h"
#include "i18n.h"
#include "output.h"
#include "port.h"
#include "rereading.h"
#include "signals.h"
#include "typography.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

enum {
	PLAIN_COLS = 72,
	PLAIN_LEAST_COLS = 20,
};

struct plain {
	struct levels *levels;
	struct input input;
	struct buf out;
	bool has_screens;
	bool echoes_ends; /* no terminal shows the Enter that ended a line: we do */
};

/* --- The face -------------------------------------------------------------------------------- */

/* A reader's measure, or what the terminal has where that is less. */
static uint32_t plain_cols(void)
{
	unsigned rows = 0, cols = 0;
	if (!port_terminal_size(STDOUT_FILENO, &rows, &cols) || cols == 0 || cols >= PLAIN_COLS) {
		return PLAIN_COLS;
	}
	return cols > PLAIN_LEAST_COLS ? cols : PLAIN_LEAST_COLS;
}

static void *create(void *ctx, const struct level *level, bool has_outer)
{
	(void)ctx;
	(void)has_outer;
	return dialogue_create(&(struct dialogue_setup){
		.journey = level->loaded.journey,
		.today = clock_today(),
		.carnet_folder = buf_str(&level->session.folder),
		.is_trial = level->session.is_trial,
		.cols = plain_cols(),
		.width = charset_width(),
	});
}

static void destroy(void *face)
{
	dialogue_destroy(face);
}

static struct turn home(void *ctx, void *face, const struct known_carnet *carnets, size_t n)
{
	struct plain *p = ctx;
	return dialogue_home(face, carnets, n, &p->out);
}

static struct turn enter(void *ctx, void *face, const struct walk_entry *entry)
{
	struct plain *p = ctx;
	return dialogue_enter(face, entry, &p->out);
}

static struct turn refuse(void *ctx, void *face, struct str why)
{
	struct plain *p = ctx;
	return dialogue_refuse(face, why, &p->out);
}

/* The turn's text is made already: what just went wrong is said before it. */
static void warn_first(struct plain *p, struct str problem)
{
	struct buf out = {0};
	typography_french(&out, STR("\nNON ENREGISTRÉ : "));
	typography_french(&out, problem);
	buf_addc(&out, '\n');
	buf_add(&out, buf_str(&p->out));
	buf_finish(&p->out);
	p->out = out;
}

static void saved(void *ctx, void *face, struct str problem, bool is_new)
{
	if (is_new) {
		warn_first(ctx, problem);
	}
	dialogue_saved(face, problem);
}

static void leave_walk(void *face)
{
	dialogue_leave_walk(face);
}

static struct turn settle_typing(void *ctx, void *face)
{
	struct plain *p = ctx;
	return dialogue_end(face, &p->out);
}

/* Said before what the new face has just said. */
static struct turn take_after(void *ctx, void *face, const void *older, bool is_same_step,
                              struct str remark)
{
	struct plain *p = ctx;
	struct buf out = {0};
	(void)face;
	(void)older;
	(void)is_same_step;
	buf_addc(&out, '\n');
	typography_french(&out, remark);
	buf_addc(&out, '\n');
	buf_add(&out, buf_str(&p->out));
	buf_finish(&p->out);
	p->out = out;
	return (struct turn){.wish = WISH_LISTEN};
}

static struct turn warn(void *ctx, void *face, struct str told, struct str all)
{
	struct plain *p = ctx;
	struct buf why = {0};
	(void)all;
	buf_addc(&p->out, '\n'); // nobody pressed Enter after the prompt
	buf_add(&why,
	        str_from(_("Le fichier a des erreurs ; le parcours reste comme il était.\n")));
	buf_add(&why, told);
	struct turn turn = dialogue_refuse(face, buf_str(&why), &p->out);
	buf_finish(&why);
	return turn;
}

static bool print(struct plain *p)
{
	bool well = output_print(buf_str(&p->out));
	buf_clear(&p->out);
	if (!well) {
		levels_fail(p->levels);
	}
	return well;
}

static void hand_over(void *ctx, struct str lines)
{
	(void)print(ctx);
	(void)output_write(STDOUT_FILENO, lines);
}

static const struct face plain_face = {
	.create = create,
	.destroy = destroy,
	.home = home,
	.enter = enter,
	.refuse = refuse,
	.saved = saved,
	.leave_walk = leave_walk,
	.hand_over = hand_over,
	.settle = settle_typing,
	.take_after = take_after,
	.warn = warn,
};

/* --- The loop ----------------------------------------------------------------------------------
 */

static void say_farewell(struct plain *p)
{
	dialogue_farewell(levels_top(p->levels)->face, &p->out);
}

/*
 * Before its text is printed, what the turn changed is on the disk; then wish after wish,
 * until there is something to listen for.
 */
static struct turn settle(struct plain *p, struct turn turn)
{
	levels_save(p->levels, &turn);
	for (;;) {
		turn = levels_carry_out(p->levels, turn);
		switch ((int)turn.wish) {
		case WISH_OTHER_FACE:
			if (p->has_screens) {
				return turn;
			}
			turn = levels_refuse_with(p->levels,
			                          _("Les écrans ne s'ouvrent pas d'ici : le texte "
			                            "continue."));
			break;
		case WISH_OPEN_ADDRESS:
		case WISH_COPY:
			turn = levels_refuse_with(
				p->levels, _("L'adresse est écrite en entier : elle se copie "
			                     "d'ici."));
			break;
		case WISH_LEAVE:
			say_farewell(p);
			return turn;
		default:
			return turn;
		}
	}
}

static void end_of_input(struct plain *p)
{
	if (p->input.error != 0) {
		output_complain(str_from(_("ce que l'on tape ne se lit plus.")));
		levels_fail(p->levels);
	}
	struct turn turn = dialogue_end(levels_top(p->levels)->face, &p->out);
	levels_save(p->levels, &turn);
	say_farewell(p);
	(void)print(p);
}

static void say_cut(struct plain *p)
{
	typography_french(&p->out,
	                  str_from(_("Cette ligne était trop longue : son début seul est gardé.")));
	buf_addc(&p->out, '\n');
}

/* Until there is a line to read; meanwhile the journey may be read again. */
static bool wait_for_line(struct plain *p)
{
	bool well = true;
	while (well && p->levels->rereading != NULL && !input_has_line(&p->input)) {
		struct pollfd fds[] = {
			{.fd = STDIN_FILENO, .events = POLLIN},
			{.fd = rereading_fd(p->levels), .events = POLLIN},
			{.fd = p->input.hears_signals ? signals_fd() : -1, .events = POLLIN},
		};
		struct turn turn;
		int n = poll(fds, sizeof fds / sizeof fds[0], rereading_wait_ms(p->levels));
		if (n < 0 && errno != EINTR) {
			break;
		}
		if (rereading_look(p->levels, n == 0, &turn)) {
			(void)settle(p, turn);
			well = print(p);
		} else if (n > 0 && (fds[0].revents != 0 || !input_goes_on(&p->input))) {
			break;
		}
	}
	return well;
}

static bool converse(struct plain *p, struct turn turn)
{
	struct buf line = {0}, typed = {0};
	turn = settle(p, turn);
	if (rereading_show(p->levels, &turn)) {
		turn = settle(p, turn);
	}
	while (print(p) && turn.wish != WISH_LEAVE && turn.wish != WISH_OTHER_FACE &&
	       wait_for_line(p)) {
		buf_clear(&line);
		if (!input_read_line(&p->input, &line)) {
			end_of_input(p);
			break;
		}
		if (p->echoes_ends) {
			buf_addc(&p->out, '\n');
		}
		if (p->input.was_cut) {
			say_cut(p);
		}
		buf_clear(&typed);
		charset_add_typed(&typed, buf_str(&line));
		turn = settle(p,
		              dialogue_line(levels_top(p->levels)->face, buf_str(&typed), &p->out));
	}
	buf_finish(&line);
	buf_finish(&typed);
	return turn.wish == WISH_OTHER_FACE;
}

bool plain_run(struct levels *l, bool has_screens, int *ret_signal)
{
	struct plain p = {
		.levels = l,
		.has_screens = has_screens,
		.echoes_ends = !isatty(STDIN_FILENO),
	};
	p.input.hears_signals = signals_begin(NULL);
	levels_take_face(l, &plain_face, &p);
	bool switches = converse(&p, levels_show(l));
	levels_drop_face(l);
	if (p.input.hears_signals) {
		signals_end();
	}
	*ret_signal = p.input.signal;
	input_finish(&p.input);
	buf_finish(&p.out);
	return switches;
}
