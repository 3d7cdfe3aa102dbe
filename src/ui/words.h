/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_WORDS_H
#define UI_WORDS_H

#include "arena.h"
#include "buf.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The grammar of the lines that a person types. Case and accents never matter. */
enum command {
	COMMAND_NONE,
	COMMAND_REREAD, /* relire */
	COMMAND_WHERE,  /* où */
	COMMAND_PLAN,
	COMMAND_CARNET,
	COMMAND_RESOURCES, /* ressources */
	COMMAND_NOTE,
	COMMAND_BACK,    /* retour */
	COMMAND_REDO,    /* refaire */
	COMMAND_RESTART, /* recommencer */
	COMMAND_ERASE,   /* effacer */
	COMMAND_HOME,    /* accueil */
	COMMAND_SCREENS, /* écrans */
	COMMAND_QUIT,    /* quitter */
	COMMAND_HELP,    /* aide, ? */
	COMMAND_N,
};

/* COMMAND_NONE unless the line is a word alone. */
enum command words_read(struct str line);

/*
 * The same, and also what people type for them: « stop », « menu ». A label that reads so
 * comes first.
 */
enum command words_meant(struct str line);

/* « suite », « ok »: Enter, where there is only reading. */
bool words_go_on(struct str line);

/* What the word does, for the help; « relire : redire cette étape ». */
const char *command_help(enum command command);

/* True where the line is this very word, folded. */
bool words_are(struct str line, const char *word);

/* « 3 », « 3. », « 3) », « n°3 », the number between guillemets. */
bool words_number(struct str line, uint32_t *ret_number);

/*
 * « 1 3 », « 1,3 », « 1 ; 3 », « 1 et 3 »: numbers and nothing else, in the arena. False for
 * anything else.
 */
bool words_numbers(struct arena *arena, struct str line, uint32_t **ret_list, uint32_t *ret_n);

/* True where both read the same: folded, blanks aside. */
bool words_same(struct str typed, struct str label);

/* True where each word that is typed begins a word of the text, folded; never for a blank line. */
bool words_have(struct str text, struct str typed);

/* True where the label begins so, by three characters or more. */
bool words_begin(struct str typed, struct str label);

/* True where the line is what arrow keys send, and nothing else. */
bool words_are_arrows(struct str line);

/* A text without the backslash that makes a word of the grammar a text. */
struct str words_literal(struct str line);

/*
 * Appends the line as it is worked with: without its CR, malformed bytes as U+FFFD.
 */
void words_clean(struct buf *out, struct str line);

/* What was typed, to be shown in a sentence: short, sanitised. In the arena. */
struct str words_quoted(struct arena *arena, struct str line);

#endif
