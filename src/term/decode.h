/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TERM_DECODE_H
#define TERM_DECODE_H

#include "buf.h"
#include "key.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Bytes of a terminal to keys: total, every byte is of some key, and pure. It knows the
 * sequences of the xterm family, rxvt, the Linux and BSD consoles and VT220 by heart, whatever
 * TERM says, for terminals are often called what they aren't; what terminfo says of this one
 * is asked first.
 *
 * Escape is a key and the beginning of others: which, only time tells.
 */
enum {
	DECODE_ESCAPE_MS = 25,    /* after these, Escape was the key */
	DECODE_PASTE_MS = 2000,   /* after these, a paste without an end has ended */
	DECODE_MAX_PASTE = 65536, /* a longer one comes as several */
};

/* A sequence that terminfo knows. */
struct decode_known {
	struct buf bytes;
	struct key key;
};

struct decoder {
	struct buf bytes; /* read, not yet decoded */
	size_t at;        /* in them */
	bool pasting;
	struct buf paste; /* lent by the last KEY_PASTE */
	struct decode_known *known;
	size_t n_known;
	uint32_t (*rune_of_byte)(unsigned char byte); /* NULL: bytes are UTF-8 */
};

/* A zeroed decoder is ready. */
void decoder_finish(struct decoder *d);

/*
 * Asks `sent` for what the terminal sends for each key that terminfo has a name for (empty: it
 * has none).
 */
void decoder_learn(struct decoder *d, struct str (*sent)(void *ctx, const char *name), void *ctx);

void decoder_feed(struct decoder *d, struct str bytes);

/*
 * The next key. False: what is left needs more bytes, or nothing is. `waited`: no more came
 * for decoder_wait_ms, so what is left is all.
 */
bool decoder_next(struct decoder *d, bool waited, struct key *ret_key);

/* How long to wait for the rest of what is left; negative: nothing is. */
int decoder_wait_ms(const struct decoder *d);

#endif
