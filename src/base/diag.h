/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "arena.h"
#include "buf.h"
#include "source.h"
#include "str.h"
#include "utf8.h"

#include <stdbool.h>
#include <stddef.h>

enum diag_severity {
	DIAG_ERROR,
	DIAG_WARNING,
};

/*
 * Every code: name, severity, what it is about. A code keeps its meaning for ever; a
 * number that falls out of use is not given again. PAR0x–PAR1x: reading the file;
 * PAR2x–PAR3x: keys and values; PAR4x: names and references; PAR5x: expressions;
 * PAR6x: the graph; PAR7x: texts;
 * PAR8x: what conditions make impossible.
 */
#define DIAG_LIST(X)                                                                     \
	X(PAR01, DIAG_ERROR, N_("fichier illisible"))                                    \
	X(PAR02, DIAG_ERROR, N_("codage du fichier"))                                    \
	X(PAR03, DIAG_ERROR, N_("limite dépassée"))                                      \
	X(PAR04, DIAG_ERROR, N_("tabulation dans le retrait"))                           \
	X(PAR05, DIAG_ERROR, N_("espace insécable dans le retrait ou autour d'une clé")) \
	X(PAR06, DIAG_ERROR, N_("YAML illisible"))                                       \
	X(PAR07, DIAG_ERROR, N_("ancre, alias ou étiquette"))                            \
	X(PAR08, DIAG_ERROR, N_("plusieurs documents dans un fichier"))                  \
	X(PAR09, DIAG_ERROR, N_("deux-points dans un texte"))                            \
	X(PAR10, DIAG_WARNING, N_("texte coupé par un dièse"))                           \
	X(PAR11, DIAG_ERROR, N_("virgule dans un texte entre accolades"))                \
	X(PAR12, DIAG_ERROR, N_("guillemets ou apostrophes mal fermés"))                 \
	X(PAR13, DIAG_ERROR, N_("texte qui commence par un signe réservé"))              \
	X(PAR14, DIAG_WARNING, N_("guillemets typographiques autour d'une valeur"))      \
	X(PAR15, DIAG_ERROR, N_("deux-points collé entre accolades"))                    \
	X(PAR16, DIAG_ERROR, N_("accolades d'un texte prises pour du YAML"))             \
	X(PAR17, DIAG_ERROR, N_("inclusion impossible"))                                 \
	X(PAR20, DIAG_ERROR, N_("clé inconnue"))                                         \
	X(PAR21, DIAG_ERROR, N_("clé définie deux fois"))                                \
	X(PAR22, DIAG_ERROR, N_("clé obligatoire absente"))                              \
	X(PAR23, DIAG_ERROR, N_("forme inattendue"))                                     \
	X(PAR24, DIAG_ERROR, N_("valeur inattendue"))                                    \
	X(PAR25, DIAG_ERROR, N_("valeur vide"))                                          \
	X(PAR26, DIAG_ERROR, N_("clés qui se contredisent"))                             \
	X(PAR27, DIAG_ERROR, N_("format trop récent"))                                   \
	X(PAR40, DIAG_ERROR, N_("nom mal formé"))                                        \
	X(PAR41, DIAG_ERROR, N_("nom défini deux fois"))                                 \
	X(PAR42, DIAG_ERROR, N_("étape inconnue"))                                       \
	X(PAR43, DIAG_ERROR, N_("nom inconnu"))                                          \
	X(PAR44, DIAG_ERROR, N_("étape sans réponse dans un bilan"))                     \
	X(PAR45, DIAG_WARNING, N_("catalogue vide"))                                     \
	X(PAR46, DIAG_ERROR, N_("valeur qui en contient une autre"))                     \
	X(PAR50, DIAG_ERROR, N_("condition illisible"))                                  \
	X(PAR51, DIAG_ERROR, N_("nom inconnu dans une condition"))                       \
	X(PAR52, DIAG_ERROR, N_("réponse inconnue dans une condition"))                  \
	X(PAR53, DIAG_ERROR, N_("comparaison impossible"))                               \
	X(PAR54, DIAG_ERROR, N_("calcul circulaire"))                                    \
	X(PAR60, DIAG_ERROR, N_("départ absent"))                                        \
	X(PAR61, DIAG_ERROR, N_("étape sans suite"))                                     \
	X(PAR62, DIAG_ERROR, N_("« suite » sans « sinon »"))                             \
	X(PAR63, DIAG_WARNING, N_("étape hors d'atteinte"))                              \
	X(PAR64, DIAG_ERROR, N_("aucune fin atteignable"))                               \
	X(PAR65, DIAG_ERROR, N_("boucle d'aiguillages"))                                 \
	X(PAR66, DIAG_ERROR, N_("retour sans appel possible"))                           \
	X(PAR70, DIAG_WARNING, N_("texte pris pour une liste ou un titre"))              \
	X(PAR71, DIAG_WARNING, N_("astérisques restés dans un texte"))                   \
	X(PAR72, DIAG_WARNING, N_("nom entre accolades, sans « $ »"))                    \
	X(PAR80, DIAG_WARNING, N_("étape que les conditions rendent inaccessible"))      \
	X(PAR81, DIAG_WARNING, N_("choix jamais proposé"))                               \
	X(PAR82, DIAG_WARNING, N_("condition toujours vraie"))                           \
	X(PAR83, DIAG_WARNING, N_("condition toujours fausse"))                          \
	X(PAR84, DIAG_WARNING, N_("réponse lue avant de pouvoir être donnée"))           \
	X(PAR85, DIAG_ERROR, N_("marche qui ne peut plus avancer"))                      \
	X(PAR86, DIAG_ERROR, N_("marche qui tourne sans fin"))

enum diag_code {

#define DIAG_ENUM(name, severity, summary) DIAG_##name,
	DIAG_LIST(DIAG_ENUM)
#undef DIAG_ENUM
		DIAG_N_CODES,
};

/* One finding. Its strings live in the arena of the diags that hold it. */
struct diag {
	enum diag_code code;
	struct span span;
	struct str message; /* a French sentence, translated */
	struct str fix;     /* the corrected line, or empty */
	struct span other;  /* the second place of a double definition; file SPAN_NO_FILE: none */
};

/* A zeroed one is valid and empty. */
struct diags {
	struct arena arena;
	struct diag *list;
	size_t n, cap;
	size_t n_errors, n_warnings; /* those that aren't kept too */
	size_t n_more;               /* that are only counted: the list is full */
	struct diag spare;           /* lent for each of these */
};

enum {
	DIAGS_MAX = 200,          /* nobody mends more at a time */
	DIAGS_MAX_WARNINGS = 100, /* of them: the errors must be among those that are told */
};

/* What is added now is only counted: no trouble need be taken to explain it. */
bool diags_is_full(const struct diags *d);

void diags_finish(struct diags *d);

/* Lent until the next one is added, so that a fix or a second place can be set on it. */
struct diag *diags_add(struct diags *d, enum diag_code code, struct span span, const char *format,
                       ...) PRINTF_LIKE(4, 5);

/* Adds all that another one holds. */
void diags_add_all(struct diags *d, const struct diags *more);

/* Takes the last one of the list back. */
void diags_drop_last(struct diags *d);

/* Takes back those of this code that are in [from, to) of the list. */
void diags_drop_between(struct diags *d, size_t from, size_t to, enum diag_code code);

/* By file, line, column, code; the same code twice at one place is kept once. */
void diags_sort(struct diags *d);

const char *diag_code_name(enum diag_code code);
enum diag_severity diag_code_severity(enum diag_code code);

/* Translated. */
const char *diag_code_summary(enum diag_code code);

struct diag_style {
	rune_width_fn width; /* for the caret */
	bool colour;         /* with SGR sequences, for a terminal */
};

/*
 * The one printer. `file:line:col: erreur[PAR42] : message`, the line, a caret below,
 * « Écrivez plutôt : » where the fix is known. Nothing malformed or invisible passes:
 * control characters become their pictures, the rest U+FFFD.
 */
void diag_print(struct buf *out, const struct diag *d, const struct sources *sources,
                struct diag_style style);

/* All of them, then a line of counts. Nothing where there are none. */
void diags_print(struct buf *out, const struct diags *d, const struct sources *sources,
                 struct diag_style style);

#endif
