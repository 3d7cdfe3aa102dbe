/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_DIALOGUE_PARTS_H
#define UI_DIALOGUE_PARTS_H

#include "arena.h"
#include "dialogue.h"
#include "draft.h"
#include "moves.h"
#include "paper.h"
#include "scene.h"
#include "shelf.h"
#include "visit.h"
#include "words.h"

/*
 * The inside of a dialogue, for the files dialogue*.c only. A dialogue is at a page; pages
 * lie one on another (the step, a list over it, a card over that), and each has three
 * functions: show it, say its prompt, take a line. What a turn makes lives in d->turn.
 */
enum page {
	PAGE_HOME,
	PAGE_NAME, /* the name of a new carnet */
	PAGE_STEP,
	PAGE_MARGIN, /* a note in the margin of the step */
	PAGE_PLAN,
	PAGE_RESOURCES, /* the step's resources */
	PAGE_CATALOGUE, /* its parts */
	PAGE_TITLES,    /* of one part */
	PAGE_CARD,
	PAGE_N,
};

enum {
	PAGE_MAX_DEPTH = 4, /* home or step, catalogue, titles, card */
	SHELF_TITLES = 10,  /* at a time */
};

struct dialogue {
	struct dialogue_setup setup;
	const struct known_carnet *carnets;
	size_t n_carnets;

	/* The walk that is open; NULL, and the home at the bottom of the pages: none. */
	struct walk *walk;
	struct buf carnet; /* its name */
	bool read_only;
	struct visit visit;
	struct draft margin; /* open at PAGE_MARGIN */
	uint32_t paragraph;  /* of VISIT_RETOUCH: the one being rewritten, from 1; 0: none */

	enum page pages[PAGE_MAX_DEPTH];
	size_t n_pages; /* at least 1 */

	/* What the lists on screen count in; `lists` holds them. */
	struct arena lists;
	struct shelf shelf, within; /* the titles; what the parts are parts of */
	struct shelf_part *parts;
	size_t n_parts, part;
	struct str sought; /* the titles are those that have it; empty: those of `part` */
	size_t from;       /* the first of the titles shown */
	uint32_t card;     /* the resource */
	uint32_t to_keep;  /* that a carnet is being opened for; or INDEX_NONE */
	bool explores;     /* a carnet was: the catalogue still leads to the start screen */

	/* Of this turn. */
	struct arena turn;
	struct moves moves;
	struct paper paper;
	bool is_asked; /* what is asked here was said */
	enum wish wish;
	struct buf name;
	step_id start;

	struct buf prompt;  /* that the last turn ended with, as it was written; or empty */
	struct buf problem; /* why what was done isn't saved; empty: it is */
	bool is_well_again; /* saved again, and not yet said */
	enum command twice; /* the word that was asked to be said twice */
	bool has_told_where;
	/* The last text that was emptied, and where: `refaire` takes it up again there. */
	struct buf erased;
	struct str erased_step, erased_what; /* lent by the journey; static */
	step_id *explained; /* by word of the glossary: where it was explained, or STEP_NONE */
};

/* --- Pages (dialogue.c) ----------------------------------------------------------- */

enum page dialogue_page(const struct dialogue *d);

/* Lays a page on the one that is there; what was above the home or the step goes first. */
void dialogue_open(struct dialogue *d, enum page page);

/* One more above (titles above the catalogue, a card above titles). */
void dialogue_stack(struct dialogue *d, enum page page);

/* Takes the top one away; the bottom stays. */
void dialogue_close_page(struct dialogue *d);

/* Takes all but the bottom away; a note in the margin is closed. */
void dialogue_close_all(struct dialogue *d);

/* The bottom becomes this one. */
void dialogue_rest_on(struct dialogue *d, enum page page);

/* Shows the page that is on top, as a block. */
void dialogue_show(struct dialogue *d);

void dialogue_do(struct dialogue *d, enum command command);

/* As an empty line. */
void dialogue_enter_alone(struct dialogue *d);

/* What app is to do after this turn. */
void dialogue_wish(struct dialogue *d, enum wish what, struct str name, step_id start);

/* The sentence and true, where the walk is only to be read. */
bool dialogue_is_locked(struct dialogue *d);

/* The carnet's file as shown to people; in the turn's arena. Empty: nothing can be saved. */
struct str dialogue_path(struct dialogue *d);

/* --- Start (dialogue_home.c) ------------------------------------------------------ */

void home_show(struct dialogue *d);
void home_prompt(struct dialogue *d, struct buf *prompt);
void home_line(struct dialogue *d, struct str line);
void name_show(struct dialogue *d);
void name_prompt(struct dialogue *d, struct buf *prompt);
void name_line(struct dialogue *d, struct str line);

/* --- The step (dialogue_step.c) --------------------------------------------------- */

void step_show(struct dialogue *d);

/* After an answer or a move that went well: what there is to read now. */
void step_show_after(struct dialogue *d, size_t cursor_before);

/* The three last answers, before a walk that is taken up again. */
void step_show_so_far(struct dialogue *d);

/* What can be chosen, the question, the answer that Enter keeps (dialogue_ask.c). */
void ask_show(struct dialogue *d, const struct scene *s);
void ask_prompt(struct dialogue *d, struct buf *prompt);

/* Answers read again (dialogue_review.c): a review, a composition, its text retouched. */
void review_show(struct dialogue *d, const struct scene *s);
void review_prompt(struct dialogue *d, struct buf *prompt);
enum outcome review_take(struct dialogue *d, struct str line);
size_t review_n_numbers(struct dialogue *d);
void compose_show(struct dialogue *d, const struct scene *s);
void compose_prompt(struct dialogue *d, struct buf *prompt);
enum outcome compose_take(struct dialogue *d, struct str line);
void retouch_show(struct dialogue *d, const struct scene *s);
void retouch_prompt(struct dialogue *d, struct buf *prompt);
void retouch_line(struct dialogue *d, struct str line);

/* The paragraph that is being rewritten goes; false where none is. */
bool retouch_erase(struct dialogue *d);

/* A harvest, and a catalogue step (dialogue_gather.c). */
void harvest_show(struct dialogue *d, const struct scene *s);
void harvest_prompt(struct dialogue *d, struct buf *prompt);
void harvest_line(struct dialogue *d, struct str line);
void shelf_show(struct dialogue *d, const struct scene *s);
void shelf_prompt(struct dialogue *d, struct buf *prompt);

/* The lines of a harvest; how many. */
size_t harvest_say_lines(struct dialogue *d, const struct step *s);

/* A line, and the words that move (dialogue_take.c). */
void take_line(struct dialogue *d, struct str line);
void take_back(struct dialogue *d);
void take_redo(struct dialogue *d);
void take_restart(struct dialogue *d);
void take_erase(struct dialogue *d);

/* --- Lists of choices (dialogue_rows.c) ------------------------------------------- */

/* How many rows have a number. */
size_t rows_count(const struct scene_row *rows, size_t n);

/* The k-th that has a number, from 1; NULL: none. */
const struct scene_row *rows_at(const struct scene_row *rows, size_t n, uint32_t k);

/* The row meant by a number, a label, its key, the beginning of a label; NULL: none, or two. A
 * greyed one by its words. */
const struct scene_row *rows_pick(const struct scene_row *rows, size_t n, struct str line);

/* Says them; how many have a number. */
size_t rows_say(struct dialogue *d, const struct scene_row *rows, size_t n);

/* « Votre choix, 1 à 3 »; of an empty `what`, « 1 à 3 » */
void prompt_choice(struct buf *prompt, const char *what, size_t n);

/* --- In the margin (dialogue_margin.c) -------------------------------------------- */

void margin_show(struct dialogue *d);
void margin_prompt(struct dialogue *d, struct buf *prompt);
void margin_line(struct dialogue *d, struct str line);
void margin_open(struct dialogue *d);

/* The text of several lines that is being written now; NULL: none. */
struct draft *note_at_hand(struct dialogue *d);

/* Empties it, or says that it is empty; takes up again what was emptied, false: nothing was. */
void note_erase(struct dialogue *d, struct draft *note);
bool note_take_up(struct dialogue *d);

/* After a line was added: of a blank one, that it is kept, and how to end. */
void note_say_blank(struct dialogue *d, struct str line);

/* --- Lists ------------------------------------------------------------------------ */

void plan_show(struct dialogue *d);
void plan_prompt(struct dialogue *d, struct buf *prompt);
void plan_line(struct dialogue *d, struct str line);

void resources_open(struct dialogue *d);
void resources_show(struct dialogue *d);
void resources_prompt(struct dialogue *d, struct buf *prompt);
void resources_line(struct dialogue *d, struct str line);

void catalogue_open(struct dialogue *d);
void catalogue_show(struct dialogue *d);
void catalogue_prompt(struct dialogue *d, struct buf *prompt);
void catalogue_line(struct dialogue *d, struct str line);
void titles_show(struct dialogue *d);
void titles_prompt(struct dialogue *d, struct buf *prompt);
void titles_line(struct dialogue *d, struct str line);

/* The shelf of a catalogue step: its titles, or its parts; what a line opens. */
void titles_say(struct dialogue *d, const struct shelf *shelf);
void parts_say(struct dialogue *d, const struct shelf_part *parts, size_t n);
void shelf_take(struct dialogue *d, struct str line);

void card_open(struct dialogue *d, uint32_t resource);
void card_show(struct dialogue *d);
void card_prompt(struct dialogue *d, struct buf *prompt);
void card_line(struct dialogue *d, struct str line);

/* Keeps what the card shows, in the carnet that is open. */
void card_keep_here(struct dialogue *d);

/* The whole carnet, read through. */
void carnet_show(struct dialogue *d);

/* --- Help and refusals (dialogue_help.c) ------------------------------------------ */

void help_show(struct dialogue *d);

/* « Je n'ai pas compris « 7 ». », and then what would be; what the line means, where it's clear. */
void help_misread(struct dialogue *d, struct str line, const char *wanted);

/* Does what a line that no page took may mean: « stop », « suite ». False: nothing clear. */
bool help_do_meant(struct dialogue *d, struct str line);

/*
 * Where a text is typed: « stop » alone is most often no text. Says how to do it and how to
 * write it, and true.
 */
bool help_doubt(struct dialogue *d, struct str line);

/*
 * The same for a list of n lines; of a blank line only what is wanted; of a number, that there
 * is no such line.
 */
void help_misread_choice(struct dialogue *d, struct str line, size_t n);

/* Why an answer to what is expected now was refused. */
void help_refused(struct dialogue *d, enum outcome why, struct str line);

#endif
