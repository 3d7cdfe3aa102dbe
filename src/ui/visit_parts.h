/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef UI_VISIT_PARTS_H
#define UI_VISIT_PARTS_H

#include "visit.h"

/* What visit.c and visit_answer.c share. */

/* The stage of a step that was just reached, and of one that asks, whatever was answered. */
enum visit_stage visit_stage_of(const struct walk *w);
enum visit_stage visit_question_stage(const struct step *s);

/* Whether something is said after this answer. */
bool visit_is_told(const struct step *s, const struct answer *a);

/* Of an answer that has fields, or NULL: one of them; NULL where it has none. */
const struct answer *visit_field_answer(const struct answer *a, uint32_t field);

/* The first field that this place holds no answer of; 0 where it holds all of them. */
uint32_t visit_first_field(const struct walk *w);

/* Opens the draft of a note step. */
void visit_open_note(struct visit *v);

#endif
