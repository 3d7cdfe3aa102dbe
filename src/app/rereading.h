/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_REREADING_H
#define APP_REREADING_H

#include "levels.h"

#include <stdbool.h>

/*
 * --suivre: the journey that is walked is read again whenever its author saves one of its
 * files. One stays on the step that is being edited; while a file has errors the last journey
 * that had none stays, with the first of them told. `levels->rereading` is it, or NULL: each
 * function then does nothing.
 */
struct rereading *rereading_create(void);
void rereading_destroy(struct rereading *r);

/* For the loop's poll: a descriptor, or -1, and how long it may sleep, or negative. */
int rereading_fd(const struct levels *l);
int rereading_wait_ms(const struct levels *l);

/*
 * Looks whether something was saved, and reads it again. `waited`: rereading_wait_ms has
 * passed. True with a turn to be settled where the face has something else to show.
 */
bool rereading_look(struct levels *l, bool waited, struct turn *ret_turn);

/* Tells a face that has just been taken what the other one showed. */
bool rereading_show(struct levels *l, struct turn *ret_turn);

#endif
