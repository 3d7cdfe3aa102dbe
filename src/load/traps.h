/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_TRAPS_H
#define LOAD_TRAPS_H

#include "diag.h"
#include "source.h"
#include "tree.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * French prose breaks YAML in known ways (format §1 and §8). Here each has its own
 * message and the corrected line, in place of what libyaml would say, or of its silence.
 */

/* What libyaml said. Lines and columns from 1; 0 where it said none. */
struct yaml_fault {
	/*
	 * Either may be NULL. A NULL problem: libyaml was content, and what begins at the place is
	 * an anchor, an alias or a tag, which safari doesn't want.
	 */
	const char *problem, *context;
	uint32_t line, col;
	uint32_t context_line, context_col;
};

/*
 * One pass over the bytes, before libyaml: UTF-8 (else UTF-16, Latin-1 or cp1252 are named
 * with the command that converts), NUL bytes, tabs in an indentation, no-break spaces used as
 * indentation or round a key. May find several; false where the text can't go to libyaml. Of a
 * large file only the head is decoded: what is malformed further on stops libyaml, and
 * trap_syntax explains it. After true, libyaml's lines are those of the source.
 */
bool trap_bytes(struct diags *d, const struct sources *sources, uint32_t file);

/* libyaml's one syntax error, explained by the trap on that line or the one it began on. */
void trap_syntax(struct diags *d, const struct sources *sources, uint32_t file,
                 const struct yaml_fault *fault);

/*
 * For each plain scalar as it is read: a text cut at ` #`, typographic quotes round a value, an odd
 * blank. Nothing to find where trap_may_have says so.
 */
void trap_plain_scalar(struct diags *d, const struct sources *sources, const struct node *scalar);

/* `has_hash`: there is a `#` on the line that the scalar ends on. */
static inline bool trap_may_have(struct str plain, bool has_hash)
{
	if (plain.len == 0) {
		return false;
	}
	char first = plain.ptr[0], last = plain.ptr[plain.len - 1];
	/* Quotes and blanks beyond ASCII begin with the first two, the blanks end in the others. */
	return has_hash || first == '\xE2' || first == '\xC2' || last == '\xA0' || last == '\xAF';
}

/*
 * A key that the schema doesn't know, or one without a value, in `map`: true where it is one
 * of the traps (a comma in a text between braces, `{b:c}`, `{oui, non}`), which is then told.
 */
bool trap_key(struct diags *d, const struct sources *sources, const struct node *map,
              const struct node *key, const struct node *value);

/*
 * A key of the file that is a step in the margin, below those of `étapes` or in their place, or a
 * key of one: true where it is, told. Reads the file up to `étapes`.
 */
bool trap_step_in_margin(struct diags *d, const struct sources *sources, const struct node *key);

/* Under `étapes`, a key in the column of steps that is one of the step above: true, told. */
bool trap_key_among_steps(struct diags *d, const struct sources *sources, const struct node *key);

/* `clé {a: b}`, read as a key up to its own colon: true where it is so, told. */
bool trap_key_before_brace(struct diags *d, const struct sources *sources, const struct node *key);

/* `vers table`, a key of the format and its value without a colon, as an item of a list. */
bool trap_item_without_colon(struct diags *d, const struct sources *sources,
                             const struct node *item);

/* The fix: `instead` in place of a scalar that is on one line, between its own quotes. */
void trap_fix_value(struct diags *d, const struct sources *sources, struct diag *to_fix,
                    const struct node *value, struct str instead);

/* A name that is no key of a step, without a value, among those of a step: the next step, a notch
 * too far right, for its keys stand in its own column. True where it is so, told. */
bool trap_step_too_deep(struct diags *d, const struct source *src, const struct node *key);

/* `vers: [table]`, `vers: {table}`, where one name is wanted: true where it is so, told. */
bool trap_single_name(struct diags *d, const struct sources *sources, const struct node *value);

/* A text that begins with dashes, below its key, without `|`: true where it is so, told. */
bool trap_list_in_text(struct diags *d, const struct sources *sources, const struct node *value);

/* `suite: table`: true where it is so, told. */
bool trap_single_way(struct diags *d, const struct sources *sources, const struct node *value);

/* Choices as a list, without their names: true where it is so, told. */
bool trap_dashed_choices(struct diags *d, const struct sources *sources, const struct node *list);

/* The same as lines of text, with bullets or numbers, or with commas between them. */
bool trap_plain_choices(struct diags *d, const struct sources *sources, const struct node *value);

/* A `${` that isn't closed in the scalar's text, at byte `offset`: why, where it can be known. */
void trap_unclosed_insert(struct diags *d, const struct sources *sources, const struct node *scalar,
                          size_t offset);

#endif
