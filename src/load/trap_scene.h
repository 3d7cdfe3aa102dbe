/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LOAD_TRAP_SCENE_H
#define LOAD_TRAP_SCENE_H

#include "diag.h"
#include "source.h"
#include "str.h"
#include "trap_outline.h"
#include "trap_write.h"
#include "traps.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What the traps of a syntax error look at: the line where it shows, the line where it
 * began, and what is open at their heads. Private to the traps.
 */
struct scene_line {
	uint32_t line;         /* one that exists */
	struct str text;       /* of it */
	size_t at;             /* the byte in it */
	struct entry entry;    /* what the line is */
	struct outline before; /* at its head */
};

struct scene {
	struct diags *d;
	const struct sources *sources;
	const struct source *src;
	uint32_t file;
	const struct yaml_fault *fault;
	struct scene_line here;  /* where libyaml saw it */
	struct scene_line start; /* its context; `here` again where it gave none */
};

/* True where it is this trap, which is then told. */
typedef bool (*trap_fn)(const struct scene *s);

/* The span of bytes [from, to) of a line. */
struct span scene_span(const struct scene *s, const struct scene_line *l, size_t from, size_t to);

/* What `line` is and what is open at its head; `at` is where its value begins. */
void scene_look(const struct scene *s, uint32_t line, struct scene_line *ret);

/* The same at a place as libyaml gives it, which may be beyond the last line. */
void scene_look_at(const struct scene *s, uint32_t line, uint32_t col, struct scene_line *ret);

/* The last line of the text that goes on below the value of `l`; its own where none does. */
uint32_t scene_last_of_text(const struct scene *s, const struct scene_line *l);

/* The line to blame: one without a colon is named in libyaml's context, others show themselves. */
const struct scene_line *scene_culprit(const struct scene *s);

/* What the format says of its key. */
enum key_use scene_key_use(const struct scene_line *l);

/* The value of `l` as the text that was meant, with the lines below that belong to it. */
void scene_fix_text(const struct scene *s, struct diag *to_fix, const struct scene_line *l);

/* The line with its head made `indent` spaces. */
void scene_fix_indent(const struct scene *s, struct diag *to_fix, const struct scene_line *l,
                      size_t indent);

/* --- Blanks, trap_blank.c ------------------------------------------------------------------- */

bool trap_odd_blanks(const struct scene *s);

/* --- Texts, trap_text.c ------------------------------------------------------------------- */

bool trap_colon(const struct scene *s);
bool trap_stray_sign(const struct scene *s);
bool trap_sign(const struct scene *s);
bool trap_block_header(const struct scene *s);
bool trap_escape(const struct scene *s);

/* What tree.c found at the place: `&`, `*` or `!`, which YAML knows and safari doesn't. */
bool trap_reference(const struct scene *s);

/* A `#` that brought a syntax error: told in place of the warning that it already had. */
struct diag *trap_tell_cut(const struct scene *s, struct span span, const char *message);

/* --- Quotations, trap_quote.c -------------------------------------------------------------- */

bool trap_after_value(const struct scene *s);
bool trap_unclosed_quote(const struct scene *s);

/* The quotation that begins at l->at was never closed, or by another's opening. */
void trap_tell_unclosed(const struct scene *s, const struct scene_line *l);

/* --- What lacks, trap_missing.c -------------------------------------------------------------- */

bool trap_left_text(const struct scene *s);
bool trap_no_bar(const struct scene *s);
bool trap_cut_above(const struct scene *s);
bool trap_no_colon(const struct scene *s);

/* The line has no colon, whatever the reason is. */
void trap_tell_no_colon(const struct scene *s, const struct scene_line *l);

/* The line stands among the items of the list that begins on `list_line`. */
void trap_tell_no_dash(const struct scene *s, const struct scene_line *l, uint32_t list_line);

/* --- Indentation, trap_indent.c ------------------------------------------------------------ */

bool trap_key_too_deep(const struct scene *s);
bool trap_off_level(const struct scene *s);
bool trap_no_dash(const struct scene *s);
bool trap_document_end(const struct scene *s);

/* --- Habits from elsewhere, trap_habit.c ----------------------------------------------------- */

bool trap_habit(const struct scene *s);
bool trap_comment_in_text(const struct scene *s);

/* `clé = valeur`, `clé:valeur`, `// remarque`: true where the line is that, told. */
bool habit_tell(const struct scene *s, const struct scene_line *l);

/* --- Too far left under `étapes`, trap_margin.c --------------------------------------------- */

bool trap_margin(const struct scene *s);

/* Steps, and nowhere the line `étapes:` that they go under. */
bool trap_no_steps(const struct scene *s);

/* The line is `étapes:`, and the steps after it stand in the margin. */
bool trap_steps_follow(const struct source *src, uint32_t line);

/* --- Braces, trap_flow.c ------------------------------------------------------------------- */

bool trap_flow(const struct scene *s);

/* `clé {a: b}` */
bool trap_no_colon_before_brace(const struct scene *s);

/* The fix for the outermost brace or bracket that is open at `l`, or begins on its line. */
void trap_fix_flow(const struct scene *s, struct diag *to_fix, const struct scene_line *l);

/* --- A key with a no-break space beside its colon ------------------------------------------ */

struct odd_key {
	size_t word, word_end, colon, value; /* bytes of its line */
};

/* False where the line doesn't begin with one. */
bool odd_key_read(struct str line, struct odd_key *ret);

void odd_key_tell(struct diags *d, struct span line_span, struct str line,
                  const struct odd_key *key);

#endif
