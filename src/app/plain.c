/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loop of plain mode: save, then print, then carry out what is wished, then read the next
 * line. The dialogue decides what is said; here it is only carried.
 */
#include "plain.h"

#include "charset.h"
#include "dialogue.h"
#include "i18n.h"
#include "mem.h"
#include "output.h"
#include "port.h"
#include "reasons.h"
#include "session.h"
#include "typography.h"

#include <unistd.h>

enum {
	PLAIN_COLS = 72,
	PLAIN_LEAST_COLS = 20,
	MAX_NESTED_JOURNEYS = 4, /* a door opens a journey whose door opens… */
};

/* One journey of the nest; the innermost is walked. */
struct level {
	struct loaded loaded;
	struct session session;
	struct dialogue *dialogue;
	struct carnet_list list;
	struct known_carnet *carnets;
};

struct plain {
	const struct plain_setup *setup;
	struct clock clock;
	struct input input;
	struct buf out;
	struct level levels[MAX_NESTED_JOURNEYS];
	int n_levels;
	enum status status;
	bool echoes_ends; /* no terminal shows the Enter that ended a line: we do */
};

static struct level *top(struct plain *p)
{
	return &p->levels[p->n_levels - 1];
}

/* --- The start screen's carnets ----------------------------------------------------------- */

static void forget_carnets(struct level *level)
{
	mem_free(level->carnets);
	level->carnets = NULL;
	carnet_list_finish(&level->list);
	level->list = (struct carnet_list){0};
}

/* Where a carnet stopped: the title of its step, in the journey's arena of strings. */
static struct str stopped_at(struct level *level, struct str name)
{
	struct walk *walk = NULL;
	struct carnet_reading r = {0};
	struct carnet_problem p = {0};
	struct carnet_place place = {buf_str(&level->session.folder), name};
	struct str title = {0};
	(void)carnet_read(place, level->loaded.journey, &walk, &r, &p);
	if (walk != NULL) {
		title = step_title(walk_step(walk)).source;
	}
	walk_destroy(walk);
	carnet_reading_finish(&r);
	carnet_problem_finish(&p);
	return title;
}

/* Where the folder can't be read, a sentence goes to `reason`: those it has aren't forgotten. */
static void list_carnets(struct level *level, struct buf *reason)
{
	forget_carnets(level);
	struct carnet_problem p = {0};
	if (level->session.folder.len > 0 &&
	    carnet_list_read(buf_str(&level->session.folder), &level->list, &p) != CARNET_OK) {
		buf_addf(reason,
		         _("Le dossier de vos carnets ne se lit pas : %s (%.*s). Ils y sont "
		           "toujours."),
		         reason_of_error(p.error), STR_ARG(buf_str(&p.path)));
	}
	carnet_problem_finish(&p);
	level->carnets = mem_array(level->list.n, sizeof level->carnets[0]);
	for (size_t i = 0; i < level->list.n; i++) {
		struct str name = buf_str(&level->list.entries[i].name);
		level->carnets[i] = (struct known_carnet){
			.name = name,
			.where = stopped_at(level, name),
			.when = clock_day(level->list.entries[i].changed_s),
		};
	}
}

static struct turn go_home(struct plain *p)
{
	struct level *level = top(p);
	dialogue_leave_walk(level->dialogue);
	session_close(&level->session);
	struct buf reason = {0};
	list_carnets(level, &reason);
	struct turn turn = dialogue_home(level->dialogue, level->carnets, level->list.n, &p->out);
	if (reason.len > 0) {
		turn = dialogue_refuse(level->dialogue, buf_str(&reason), &p->out);
	}
	buf_finish(&reason);
	return turn;
}

/* --- Levels -------------------------------------------------------------------------------- */

/* A reader's measure, or what the terminal has where that is less. */
static uint32_t plain_cols(void)
{
	unsigned cols = port_terminal_cols(STDOUT_FILENO);
	if (cols == 0 || cols >= PLAIN_COLS) {
		return PLAIN_COLS;
	}
	return cols > PLAIN_LEAST_COLS ? cols : PLAIN_LEAST_COLS;
}

static void push_level(struct plain *p, struct loaded *take_loaded)
{
	struct level *level = &p->levels[p->n_levels++];
	*level = (struct level){.loaded = *take_loaded};
	session_init(&level->session, level->loaded.journey, &p->clock, p->setup->program,
	             p->setup->data_folder);
	level->dialogue = dialogue_create(&(struct dialogue_setup){
		.journey = level->loaded.journey,
		.today = clock_today(),
		.carnet_folder = buf_str(&level->session.folder),
		.cols = plain_cols(),
		.width = charset_rune_width,
	});
}

/* The worst that a session met is how the program ends. */
static void note_trouble(struct plain *p, const struct session *s)
{
	static const enum status statuses[] = {
		[SESSION_SOUND] = STATUS_OK,
		[SESSION_CANT_CREATE] = STATUS_CANT_CREATE,
		[SESSION_NOT_SAVED] = STATUS_NOT_SAVED,
		[SESSION_BUSY] = STATUS_BUSY,
	};

	if (s->trouble != SESSION_SOUND && p->status != STATUS_NOT_SAVED) {
		p->status = statuses[s->trouble];
	}
}

static void pop_level(struct plain *p)
{
	struct level *level = top(p);
	dialogue_leave_walk(level->dialogue);
	session_close(&level->session);
	note_trouble(p, &level->session);
	dialogue_destroy(level->dialogue);
	session_finish(&level->session);
	forget_carnets(level);
	loaded_finish(&level->loaded);
	p->n_levels--;
}

/* --- Wishes --------------------------------------------------------------------------------- */

static struct turn refuse(struct plain *p, struct buf *reason)
{
	struct turn turn = dialogue_refuse(top(p)->dialogue, buf_str(reason), &p->out);
	buf_finish(reason);
	return turn;
}

static struct turn enter(struct plain *p, bool resumed, step_id jump)
{
	struct level *level = top(p);
	const struct session *s = &level->session;
	dialogue_saved(level->dialogue, buf_str(&s->problem));
	return dialogue_enter(level->dialogue,
	                      &(struct walk_entry){
				      .walk = s->walk,
				      .name = buf_str(&s->name),
				      .remarks = buf_str(&s->remarks),
				      .resumed = resumed,
				      .read_only = s->read_only,
				      .jump = jump,
			      },
	                      &p->out);
}

static struct turn open_carnet(struct plain *p, struct str name, step_id jump)
{
	struct buf reason = {0};
	if (!session_open(&top(p)->session, name, &reason)) {
		return refuse(p, &reason);
	}
	return enter(p, true, jump);
}

static struct turn new_carnet(struct plain *p, struct str name, step_id start)
{
	struct buf reason = {0};
	if (!session_begin(&top(p)->session, name, start, &reason)) {
		return refuse(p, &reason);
	}
	return enter(p, false, STEP_NONE);
}

/* The newest carnet of the level's journey, else a new one at its beginning. */
static struct turn enter_journey(struct plain *p)
{
	struct level *level = top(p);
	struct buf reason = {0};
	list_carnets(level, &reason);
	if (reason.len > 0) {
		return refuse(p, &reason);
	}
	if (level->list.n > 0) {
		struct buf name = {0};
		buf_add(&name, buf_str(&level->list.entries[0].name));
		struct turn turn = open_carnet(p, buf_str(&name), STEP_NONE);
		buf_finish(&name);
		return turn;
	}
	return new_carnet(p, STR(""), level->loaded.journey->start);
}

static struct turn open_journey(struct plain *p, struct str name)
{
	struct buf reason = {0};
	struct loaded loaded = {0};
	if (p->n_levels == MAX_NESTED_JOURNEYS) {
		buf_add(&reason,
		        str_from(_("Trop de parcours sont déjà ouverts l'un dans l'autre.")));
		return refuse(p, &reason);
	}
	journey_open(&loaded, p->setup->places, name);
	if (loaded.journey == NULL) {
		loaded_finish(&loaded);
		buf_addf(&reason, _("Le parcours « %.*s » ne s'ouvre pas ici."), STR_ARG(name));
		return refuse(p, &reason);
	}
	push_level(p, &loaded);
	return enter_journey(p);
}

/* Out of the innermost journey: its outer one's start screen. */
static struct turn come_back(struct plain *p)
{
	if (p->n_levels > 1) {
		pop_level(p);
	}
	return go_home(p);
}

/* --- The loop -------------------------------------------------------------------------------- */

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

/* Before its text is printed, what the turn changed is on the disk. */
static void save_turn(struct plain *p, const struct turn *turn)
{
	struct level *level = top(p);
	bool was_well = level->session.problem.len == 0;
	session_save(&level->session, turn->events, turn->n_events);
	struct str problem = buf_str(&level->session.problem);
	if (was_well && problem.len > 0) {
		warn_first(p, problem);
	}
	dialogue_saved(level->dialogue, problem);
}

/* The next turn that a wish leads to. */
static struct turn carry_out(struct plain *p, const struct turn *turn)
{
	switch (turn->wish) {
	case WISH_LISTEN:
	case WISH_OTHER_FACE:
	case WISH_OPEN_ADDRESS:
	case WISH_COPY:
	case WISH_SETTINGS:
	case WISH_SUSPEND:
	case WISH_LEAVE:
		break;
	case WISH_HOME:
		return come_back(p);
	case WISH_OPEN_CARNET:
		return open_carnet(p, turn->name, turn->start);
	case WISH_NEW_CARNET:
		return new_carnet(p, turn->name, turn->start);
	case WISH_OPEN_JOURNEY:
		return open_journey(p, turn->name);
	}
	return *turn;
}

static bool print(struct plain *p)
{
	bool well = output_write(STDOUT_FILENO, buf_str(&p->out));
	buf_clear(&p->out);
	return well;
}

/* Saves, carries out wish after wish until there is something to listen for. */
static struct turn settle(struct plain *p, struct turn turn)
{
	save_turn(p, &turn);
	while (turn.wish != WISH_LISTEN && turn.wish != WISH_LEAVE) {
		turn = carry_out(p, &turn);
		save_turn(p, &turn);
	}
	return turn;
}

static void converse(struct plain *p, struct turn turn)
{
	struct buf line = {0};
	turn = settle(p, turn);
	while (print(p) && turn.wish != WISH_LEAVE) {
		buf_clear(&line);
		if (!input_read_line(&p->input, &line)) {
			turn = dialogue_end(top(p)->dialogue, &p->out);
			save_turn(p, &turn);
			(void)print(p);
			break;
		}
		if (p->echoes_ends) {
			buf_addc(&p->out, '\n');
		}
		turn = settle(p, dialogue_line(top(p)->dialogue, buf_str(&line), &p->out));
	}
	buf_finish(&line);
}

/*
 * The carnet that the command line names, whether it is there or not. Where it can't be had,
 * the start screen comes after the reason, and the status tells scripts.
 */
static struct turn begin_with_carnet(struct plain *p)
{
	struct level *level = top(p);
	struct buf reason = {0};
	if (session_open(&level->session, p->setup->carnet, &reason)) {
		return enter(p, true, STEP_NONE);
	}
	if (level->session.is_absent) {
		buf_clear(&reason);
		if (session_begin(&level->session, p->setup->carnet, level->loaded.journey->start,
		                  &reason)) {
			buf_finish(&reason);
			return enter(p, false, STEP_NONE);
		}
	}
	p->status = STATUS_FAILURE;
	(void)go_home(p);
	return refuse(p, &reason);
}

enum status plain_run(const struct plain_setup *setup)
{
	struct loaded loaded;
	journey_open(&loaded, setup->places, setup->journey);
	if (loaded.journey == NULL) {
		loaded_print(&loaded);
		loaded_finish(&loaded);
		return STATUS_BAD_JOURNEY;
	}
	struct plain *p = mem_alloc(sizeof *p);
	p->setup = setup;
	clock_begin(&p->clock);
	p->echoes_ends = !isatty(STDIN_FILENO);
	push_level(p, &loaded);
	converse(p, setup->carnet.len > 0 ? begin_with_carnet(p) : go_home(p));
	while (p->n_levels > 0) {
		pop_level(p);
	}
	enum status status = p->status;
	input_finish(&p->input);
	buf_finish(&p->out);
	mem_free(p);
	return status;
}
