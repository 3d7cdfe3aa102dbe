/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef APP_REASONS_H
#define APP_REASONS_H

/* What errno means to a person, as the end of a sentence: « le disque est plein ». */
const char *reason_of_error(int error);

/* The same of a file or folder that was to be read. */
const char *reason_of_reading(int error);

#endif
