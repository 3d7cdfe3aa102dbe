/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>
#include <stdbool.h>

/*
 * What a user reads is French in the source; gettext translates it where a catalogue is. Where none
 * is, which is nearly everywhere, it isn't asked: it would look for one each time.
 */
#define _(message) (i18n_has_catalogue ? gettext(message) : (message))

/* Set once, by i18n_begin. */
extern bool i18n_has_catalogue;

/* After setlocale: the catalogue of the language of messages, of those in the folder. */
void i18n_begin(const char *folder);

/* Marks a message of a table, translated where it is used. */
#define N_(message) (message)

/*
 * A counted word: French counts 0 and 1 as singular, with or without a catalogue.
 * gettext's own rule without a catalogue is the Germanic one, so we don't ask it.
 */
#define COUNTED(n, one, many) ((n) < 2 ? _(one) : _(many))

#endif
