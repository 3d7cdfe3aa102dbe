/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEXT_QR_H
#define TEXT_QR_H

#include "arena.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	QR_QUIET = 4,       /* modules left white around it, by the standard */
	QR_QUIET_LEAST = 2, /* what telephones do with */
};

/* A code as squares, row after row. */
struct qr {
	const bool *dark;
	uint32_t size; /* squares a side; 0: the text is too long for a code */
};

/* The smallest that holds these very bytes, at the level that is quickest to read; in the arena. */
struct qr qr_make(struct arena *arena, struct str text);

#endif
