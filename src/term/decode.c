/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What terminfo says of this terminal, then characters, controls and sequences. Every call
 * that gives a key consumes at least one byte, so that no input can make a loop of it.
 */
#include "decode.h"

#include "decode_sequence.h"
#include "mem.h"
#include "utf8.h"

#include <string.h>

enum {
	ESC = 0x1B,
	DEL = 0x7F,
};

void decoder_finish(struct decoder *d)
{
	for (size_t i = 0; i < d->n_known; i++) {
		buf_finish(&d->known[i].bytes);
	}
	mem_free(d->known);
	buf_finish(&d->bytes);
	buf_finish(&d->paste);
	*d = (struct decoder){0};
}

void decoder_learn(struct decoder *d, struct str (*sent)(void *ctx, const char *name), void *ctx)
{
	static const struct {
		const char *name;
		struct key key;
	} names[] = {
		{"kcuu1", {.kind = KEY_UP}},
		{"kcud1", {.kind = KEY_DOWN}},
		{"kcub1", {.kind = KEY_LEFT}},
		{"kcuf1", {.kind = KEY_RIGHT}},
		{"khome", {.kind = KEY_HOME}},
		{"kend", {.kind = KEY_END}},
		{"kpp", {.kind = KEY_PAGE_UP}},
		{"knp", {.kind = KEY_PAGE_DOWN}},
		{"kich1", {.kind = KEY_INSERT}},
		{"kdch1", {.kind = KEY_DELETE}},
		{"kcbt", {.kind = KEY_BACKTAB}},
		{"kent", {.kind = KEY_ENTER}},
		{"kf1", {.kind = KEY_FUNCTION, .rune = 1}},
		{"kf2", {.kind = KEY_FUNCTION, .rune = 2}},
		{"kf3", {.kind = KEY_FUNCTION, .rune = 3}},
		{"kf4", {.kind = KEY_FUNCTION, .rune = 4}},
		{"kf5", {.kind = KEY_FUNCTION, .rune = 5}},
		{"kf6", {.kind = KEY_FUNCTION, .rune = 6}},
		{"kf7", {.kind = KEY_FUNCTION, .rune = 7}},
		{"kf8", {.kind = KEY_FUNCTION, .rune = 8}},
		{"kf9", {.kind = KEY_FUNCTION, .rune = 9}},
		{"kf10", {.kind = KEY_FUNCTION, .rune = 10}},
		{"kf11", {.kind = KEY_FUNCTION, .rune = 11}},
		{"kf12", {.kind = KEY_FUNCTION, .rune = 12}},
	};

	enum {
		N = sizeof names / sizeof names[0],
	};

	d->known = mem_resize(d->known, d->n_known + N, sizeof d->known[0]);
	for (size_t i = 0; i < N; i++) {
		struct str bytes = sent(ctx, names[i].name);
		// One byte, or one without Escape, is a character or a control to everybody else.
		if (bytes.len < 2 || bytes.ptr[0] != ESC) {
			continue;
		}
		struct decode_known *known = &d->known[d->n_known++];
		*known = (struct decode_known){.key = names[i].key};
		buf_add(&known->bytes, bytes);
	}
}

void decoder_feed(struct decoder *d, struct str bytes)
{
	if (d->at > 0) {
		memmove(d->bytes.ptr, d->bytes.ptr + d->at, d->bytes.len - d->at);
		buf_cut(&d->bytes, d->bytes.len - d->at);
		d->at = 0;
	}
	buf_add(&d->bytes, bytes);
}

static struct str rest_of(const struct decoder *d)
{
	return str_slice(buf_str(&d->bytes), d->at, d->bytes.len);
}

int decoder_wait_ms(const struct decoder *d)
{
	if (d->pasting) {
		return DECODE_PASTE_MS;
	}
	return rest_of(d).len > 0 ? DECODE_ESCAPE_MS : -1;
}

/* --- Pastes -------------------------------------------------------------------------------------
 */

/* How many bytes at the end of `s` may begin what ends a paste. */
static size_t tail_of_end(struct str s)
{
	struct str end = SEQUENCE_PASTE_END;
	for (size_t n = end.len - 1; n > 0; n--) {
		if (s.len >= n && str_eq(str_slice(s, s.len - n, n), str_slice(end, 0, n))) {
			return n;
		}
	}
	return 0;
}

/* Characters as they are; a line ends with LF, however it was pasted. */
static void add_pasted(struct decoder *d, struct str s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t rune;
		unsigned char byte = (unsigned char)s.ptr[at];
		if (d->rune_of_byte != NULL && byte >= 0x80) {
			rune = d->rune_of_byte(byte);
			at++;
		} else {
			at += utf8_decode(s, at, &rune);
		}
		if (rune == '\r') {
			rune = '\n';
			at += at < s.len && s.ptr[at] == '\n' ? 1 : 0;
		}
		buf_add_rune(&d->paste, rune);
	}
}

/* Not in the middle of a character, nor between CR and LF. */
static size_t whole_len(struct str s)
{
	size_t len = s.len < DECODE_MAX_PASTE ? s.len : DECODE_MAX_PASTE;
	while (len > 0 && len < s.len &&
	       (((unsigned char)s.ptr[len] & 0xC0) == 0x80 || s.ptr[len - 1] == '\r')) {
		len--;
	}
	return len > 0 ? len : s.len;
}

static bool next_pasted(struct decoder *d, bool waited, struct key *ret_key)
{
	struct str s = rest_of(d);
	size_t end = str_find(s, SEQUENCE_PASTE_END, 0);
	bool ends = end != SIZE_MAX || waited;
	size_t len = end != SIZE_MAX ? end : s.len - (waited ? 0 : tail_of_end(s));
	if (!ends && len <= DECODE_MAX_PASTE) {
		return false;
	}
	if (len > DECODE_MAX_PASTE) {
		len = whole_len(str_slice(s, 0, len));
		ends = false;
	}
	buf_clear(&d->paste);
	add_pasted(d, str_slice(s, 0, len));
	d->at += len;
	if (ends) {
		d->at += end != SIZE_MAX ? SEQUENCE_PASTE_END.len : 0;
		d->pasting = false;
	}
	*ret_key = (struct key){.kind = d->paste.len > 0 ? KEY_PASTE : KEY_NOTHING,
	                        .text = buf_str(&d->paste)};
	return true;
}

/* --- One key
 * -------------------------------------------------------------------------------------- */

/* The longest that terminfo knows; *ret_more where a longer one may still come. */
static size_t next_known(const struct decoder *d, struct str s, struct key *ret_key, bool *ret_more)
{
	size_t len = 0;
	*ret_more = false;
	for (size_t i = 0; i < d->n_known; i++) {
		struct str bytes = buf_str(&d->known[i].bytes);
		if (bytes.len > len && str_starts(s, bytes)) {
			*ret_key = d->known[i].key;
			len = bytes.len;
		} else if (bytes.len > s.len && str_starts(bytes, s)) {
			*ret_more = true;
		}
	}
	return len;
}

static struct key control_key(unsigned char c)
{
	switch (c) {
	case '\r':
	case '\n':
		return (struct key){.kind = KEY_ENTER};
	case '\t':
		return (struct key){.kind = KEY_TAB};
	case '\b':
	case DEL:
		return (struct key){.kind = KEY_BACKSPACE};
	default:
		break;
	}
	if (c >= 1 && c <= 26) {
		return (struct key){.kind = KEY_CTRL, .rune = (uint32_t)c + 'a' - 1};
	}
	return (struct key){.kind = KEY_NOTHING};
}

/* The first byte says how many there are to be; fewer are there, and they are well so far. */
static bool is_cut_short(struct str s)
{
	unsigned char c = (unsigned char)s.ptr[0];
	size_t whole = c >= 0xF0 && c < 0xF5 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
	if (c >= 0xF5 || s.len >= whole) {
		return false;
	}
	for (size_t i = 1; i < s.len; i++) {
		if (((unsigned char)s.ptr[i] & 0xC0) != 0x80) {
			return false;
		}
	}
	return true;
}

static size_t next_character(const struct decoder *d, struct str s, bool waited,
                             struct key *ret_key)
{
	size_t len = 1;
	*ret_key = (struct key){.kind = KEY_RUNE};
	if (d->rune_of_byte != NULL) {
		ret_key->rune = d->rune_of_byte((unsigned char)s.ptr[0]);
	} else if (!waited && is_cut_short(s)) {
		return 0;
	} else {
		len = utf8_decode(s, 0, &ret_key->rune);
	}
	// U+FFFD is what malformed bytes are decoded as; C1 controls are nobody's.
	if (ret_key->rune == RUNE_REPLACEMENT || (ret_key->rune >= 0x80 && ret_key->rune < 0xA0)) {
		*ret_key = (struct key){.kind = KEY_NOTHING};
	}
	return len;
}

/*
 * What types, or ends a line, and comes at once behind Escape was told with Alt: no key of ours,
 * but no Escape either, which would leave a field and take the letter for a command.
 */
static size_t next_alt(const struct decoder *d, struct str s, bool waited, struct key *ret_key)
{
	struct str behind = str_slice(s, 1, s.len);
	unsigned char c = (unsigned char)behind.ptr[0];
	struct key key =
		c < 0x20 || c == DEL ? control_key(c) : (struct key){.kind = KEY_RUNE, .rune = c};
	size_t len = c < 0x80 ? 1 : next_character(d, behind, waited, &key);
	*ret_key = (struct key){.kind = KEY_ESCAPE};
	switch ((int)key.kind) {
	case KEY_RUNE:
	case KEY_ENTER:
	case KEY_TAB:
	case KEY_BACKSPACE:
		*ret_key = (struct key){.kind = KEY_ALT, .rune = key.rune};
		return len > 0 ? len + 1 : 0;
	default:
		return 1;
	}
}

static size_t next_escape(struct decoder *d, struct str s, bool waited, struct key *ret_key)
{
	bool more;
	size_t len = next_known(d, s, ret_key, &more);
	if (len > 0 || (more && !waited)) {
		return len;
	}
	len = sequence_decode(s, ret_key);
	// Of a sequence that goes no further than its first letter, that was the key.
	bool is_begun = len == 0 && waited;
	if (is_begun && s.len != 2) {
		*ret_key = (struct key){.kind = KEY_ESCAPE};
		return 1;
	}
	bool is_alone = len == 1 && ret_key->kind == KEY_ESCAPE && s.len > 1 && s.ptr[1] != ESC;
	if (is_begun || is_alone) {
		return next_alt(d, s, waited, ret_key);
	}
	if (len > 0 && sequence_is_paste(str_slice(s, 0, len))) {
		d->pasting = true;
	}
	return len;
}

bool decoder_next(struct decoder *d, bool waited, struct key *ret_key)
{
	struct str s = rest_of(d);
	if (d->pasting) {
		return next_pasted(d, waited, ret_key);
	}
	if (s.len == 0) {
		return false;
	}
	unsigned char c = (unsigned char)s.ptr[0];
	size_t len = 1;
	if (c == ESC) {
		len = next_escape(d, s, waited, ret_key);
	} else if (c < 0x20 || c == DEL) {
		*ret_key = control_key(c);
	} else if (c < 0x80) {
		*ret_key = (struct key){.kind = KEY_RUNE, .rune = c};
	} else {
		len = next_character(d, s, waited, ret_key);
	}
	d->at += len;
	// What begins a paste is no key itself.
	return d->pasting ? next_pasted(d, waited, ret_key) : len > 0;
}
