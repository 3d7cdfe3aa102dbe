/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sequences that begin with Escape, by ECMA-48's own grammar, so that an unknown one is passed
 * over whole instead of typed. What a final byte or a number means is in tables.
 */
#include "decode_sequence.h"

#include <stdint.h>

enum {
	ESC = 0x1B,
	MAX_PARAMETERS = 4,
	MAX_SEQUENCE_BYTES = 64, /* a longer one is no key's */
	MAX_STRING_BYTES = 4096, /* a reply to a question that we didn't ask */
};

enum modifier {
	MODIFIER_SHIFT = 1,
	MODIFIER_ALT = 2,
	MODIFIER_CTRL = 4,
};

static struct key key_of(enum key_kind kind)
{
	return (struct key){.kind = kind};
}

static struct key function_key(uint32_t n)
{
	return (struct key){.kind = KEY_FUNCTION, .rune = n};
}

/* Alt or Ctrl with an arrow goes by words; Alt with what types, or ends a line, is no such key. */
static struct key with_modifiers(struct key key, unsigned modifiers)
{
	bool types = key.kind == KEY_RUNE || key.kind == KEY_ENTER || key.kind == KEY_TAB ||
	             key.kind == KEY_BACKSPACE;
	if ((modifiers & MODIFIER_ALT) != 0 && types) {
		return (struct key){.kind = KEY_ALT, .rune = key.rune};
	}
	if ((modifiers & (MODIFIER_ALT | MODIFIER_CTRL)) != 0) {
		if (key.kind == KEY_LEFT) {
			key.kind = KEY_WORD_LEFT;
		} else if (key.kind == KEY_RIGHT) {
			key.kind = KEY_WORD_RIGHT;
		}
	}
	if ((modifiers & MODIFIER_SHIFT) != 0 && key.kind == KEY_TAB) {
		key.kind = KEY_BACKTAB;
	}
	return key;
}

/* The final byte of CSI and SS3 sequences that mean the same in both. */
static struct key key_of_letter(char c)
{
	switch (c) {
	case 'A':
	case 'a':
		return key_of(KEY_UP);
	case 'B':
	case 'b':
		return key_of(KEY_DOWN);
	case 'C':
		return key_of(KEY_RIGHT);
	case 'D':
		return key_of(KEY_LEFT);
	case 'c':
		return key_of(KEY_WORD_RIGHT);
	case 'd':
		return key_of(KEY_WORD_LEFT);
	case 'F':
		return key_of(KEY_END);
	case 'H':
		return key_of(KEY_HOME);
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return function_key((uint32_t)(c - 'P') + 1);
	case 'Z':
		return key_of(KEY_BACKTAB);
	default:
		return key_of(KEY_NOTHING);
	}
}

/* CSI n ~, and what rxvt ends with ^, $ or @. */
static struct key key_of_number(uint32_t n)
{
	static const uint8_t functions[] = {
		[11] = 1, [12] = 2, [13] = 3, [14] = 4,  [15] = 5,  [17] = 6,
		[18] = 7, [19] = 8, [20] = 9, [21] = 10, [23] = 11, [24] = 12,
	};

	static const enum key_kind kinds[] = {
		[1] = KEY_HOME,    [2] = KEY_INSERT,    [3] = KEY_DELETE, [4] = KEY_END,
		[5] = KEY_PAGE_UP, [6] = KEY_PAGE_DOWN, [7] = KEY_HOME,   [8] = KEY_END,
	};

	if (n < sizeof kinds / sizeof kinds[0]) {
		return key_of(kinds[n]);
	}
	if (n < sizeof functions / sizeof functions[0] && functions[n] != 0) {
		return function_key(functions[n]);
	}
	return key_of(KEY_NOTHING);
}

/* A key told by its character's number (CSI … u, and xterm's modifyOtherKeys). */
static struct key key_of_code(uint32_t code, unsigned modifiers)
{
	switch (code) {
	case '\r':
		return with_modifiers(key_of(KEY_ENTER), modifiers);
	case '\t':
		return with_modifiers(key_of(KEY_TAB), modifiers);
	case ESC:
		return key_of(KEY_ESCAPE);
	case 0x08:
	case 0x7F:
		return with_modifiers(key_of(KEY_BACKSPACE), modifiers);
	default:
		break;
	}
	if ((modifiers & MODIFIER_CTRL) != 0) {
		uint32_t letter = code | 0x20;
		bool is_letter = letter >= 'a' && letter <= 'z';
		return (struct key){.kind = is_letter ? KEY_CTRL : KEY_NOTHING, .rune = letter};
	}
	bool is_text = code >= 0x20 && code <= 0x10FFFF && (code < 0x80 || code >= 0xA0) &&
	               (code < 0xD800 || code > 0xDFFF) && (code < 0xE000 || code > 0xF8FF);
	return with_modifiers(
		(struct key){.kind = is_text ? KEY_RUNE : KEY_NOTHING, .rune = is_text ? code : 0},
		modifiers);
}

/* --- CSI ------------------------------------------------------------------------------------ */

struct csi {
	uint32_t parameters[MAX_PARAMETERS]; /* 0 where left out */
	int n;
	char mark, final; /* '<' or '?' first; the byte that ends it */
};

/* The numbers of "<0;12;5", each cut where it grows absurd. */
static void read_parameters(struct csi *csi, struct str s)
{
	csi->n = 1;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == ';') {
			if (csi->n == MAX_PARAMETERS) {
				return;
			}
			csi->n++;
		} else if (c >= '0' && c <= '9') {
			uint32_t *p = &csi->parameters[csi->n - 1];
			*p = *p > 1000000 ? *p : *p * 10 + (uint32_t)(c - '0');
		} else if (i == 0) {
			csi->mark = c;
		}
	}
}

/* `button` by xterm's encoding. Only the press of the first button and the wheel count. */
static struct key mouse_key(uint32_t button, uint32_t col, uint32_t row, bool is_press)
{
	struct key key = {.kind = KEY_NOTHING, .row = row - 1, .col = col - 1};
	// Without Shift, Alt and Ctrl.
	uint32_t which = button & ~(uint32_t)28;
	if (!is_press || row == 0 || col == 0) {
		return key_of(KEY_NOTHING);
	}
	if (which == 0) {
		key.kind = KEY_CLICK;
	} else if (which == 64) {
		key.kind = KEY_WHEEL_UP;
	} else if (which == 65) {
		key.kind = KEY_WHEEL_DOWN;
	}
	return key.kind == KEY_NOTHING ? key_of(KEY_NOTHING) : key;
}

static struct key csi_key(const struct csi *csi)
{
	uint32_t first = csi->parameters[0];
	unsigned modifiers = csi->parameters[1] > 0 ? csi->parameters[1] - 1 : 0;
	if (csi->mark == '<') {
		bool is_mouse = csi->n == 3 && (csi->final == 'M' || csi->final == 'm');
		return is_mouse ? mouse_key(first, csi->parameters[1], csi->parameters[2],
		                            csi->final == 'M')
		                : key_of(KEY_NOTHING);
	}
	if (csi->mark != 0) {
		return key_of(KEY_NOTHING);
	}
	switch (csi->final) {
	case '~':
		return first == 27 ? key_of_code(csi->parameters[2], modifiers)
		                   : with_modifiers(key_of_number(first), modifiers);
	case '^':
	case '@':
	case '$':
		return key_of_number(first);
	case 'u':
		return key_of_code(first, modifiers);
	case 'c':
	case 'd':
		// rxvt's Shift with an arrow has no number; a terminal's name has.
		return first == 0 ? key_of_letter((char)(csi->final - 'a' + 'A'))
		                  : key_of(KEY_NOTHING);
	case 'R':
		// Else a cursor's place, which we never ask for.
		return first <= 1 ? function_key(3) : key_of(KEY_NOTHING);
	default:
		return first <= 1 ? with_modifiers(key_of_letter(csi->final), modifiers)
		                  : key_of(KEY_NOTHING);
	}
}

/* The first mouse's way: three bytes after CSI M, each 32 and more. */
static size_t decode_old_mouse(struct str s, struct key *ret_key)
{
	enum {
		LENGTH = 6,
		BASE = 32,
	};

	if (s.len < LENGTH) {
		return 0;
	}
	unsigned char button = (unsigned char)s.ptr[3], col = (unsigned char)s.ptr[4],
		      row = (unsigned char)s.ptr[5];
	*ret_key = key_of(KEY_NOTHING);
	if (button >= BASE && col > BASE && row > BASE) {
		*ret_key = mouse_key((uint32_t)button - BASE, (uint32_t)col - BASE,
		                     (uint32_t)row - BASE, true);
	}
	return LENGTH;
}

static size_t decode_csi(struct str s, struct key *ret_key)
{
	size_t at = 2;
	*ret_key = key_of(KEY_NOTHING);
	// The Linux console's F1 to F5.
	if (s.len > at && s.ptr[at] == '[') {
		if (s.len > at + 1 && s.ptr[at + 1] >= 'A' && s.ptr[at + 1] <= 'E') {
			*ret_key = function_key((uint32_t)(s.ptr[at + 1] - 'A') + 1);
		}
		return s.len > at + 1 ? at + 2 : 0;
	}
	while (at < s.len && at < MAX_SEQUENCE_BYTES && s.ptr[at] >= 0x30 && s.ptr[at] <= 0x3F) {
		at++;
	}
	struct csi csi = {0};
	read_parameters(&csi, str_slice(s, 2, at - 2));
	// rxvt ends with a $ what it holds Shift with.
	bool plain = true;
	while (at < s.len && at < MAX_SEQUENCE_BYTES && s.ptr[at] >= 0x20 && s.ptr[at] <= 0x2F) {
		if (s.ptr[at] == '$' && csi.n == 1 && csi.parameters[0] != 0) {
			csi.final = '$';
			*ret_key = csi_key(&csi);
			return at + 1;
		}
		plain = false;
		at++;
	}
	if (at == s.len) {
		return at >= MAX_SEQUENCE_BYTES ? at : 0;
	}
	if (at >= MAX_SEQUENCE_BYTES || s.ptr[at] < 0x40 || s.ptr[at] > 0x7E) {
		// Broken off: what comes now is something else.
		return at;
	}
	if (s.ptr[at] == 'M' && at == 2) {
		return decode_old_mouse(s, ret_key);
	}
	csi.final = s.ptr[at];
	if (plain) {
		*ret_key = csi_key(&csi);
	}
	return at + 1;
}

/* --- The rest ----------------------------------------------------------------------------------
 */

/* SS3: application mode, and the keypad. */
static struct key ss3_key(char c)
{
	if (c == 'M') {
		return key_of(KEY_ENTER);
	}
	if (c >= 'j' && c <= 'y') {
		return (struct key){.kind = KEY_RUNE, .rune = (uint32_t)(c - 'j' + '*')};
	}
	if (c == 'X') {
		return (struct key){.kind = KEY_RUNE, .rune = '='};
	}
	return key_of_letter(c);
}

/* SS3 with a modifier in the middle, as "ESC O 5 D", is some old terminal's Ctrl. */
static size_t decode_ss3(struct str s, struct key *ret_key)
{
	size_t at = 2;
	unsigned modifiers = 0;
	*ret_key = key_of(KEY_NOTHING);
	if (at < s.len && s.ptr[at] >= '2' && s.ptr[at] <= '8') {
		modifiers = (unsigned)(s.ptr[at] - '1');
		at++;
	}
	if (at == s.len) {
		return 0;
	}
	if (s.ptr[at] < 0x20 || s.ptr[at] > 0x7E) {
		return at;
	}
	*ret_key = with_modifiers(ss3_key(s.ptr[at]), modifiers);
	return at + 1;
}

/* OSC, DCS, APC, PM and SOS: a text up to BEL or ST, nobody's key. */
static size_t decode_string(struct str s, struct key *ret_key)
{
	*ret_key = key_of(KEY_NOTHING);
	for (size_t at = 2; at < s.len && at < MAX_STRING_BYTES; at++) {
		if (s.ptr[at] == '\a') {
			return at + 1;
		}
		if (s.ptr[at] == ESC) {
			return at + 1 == s.len ? 0 : s.ptr[at + 1] == '\\' ? at + 2 : at;
		}
	}
	return s.len < MAX_STRING_BYTES ? 0 : MAX_STRING_BYTES;
}

/* Alt with a key comes as Escape before it. */
static size_t decode_alt(struct str s, struct key *ret_key)
{
	size_t len = sequence_decode(str_slice(s, 1, s.len), ret_key);
	if (len < 3) {
		// Two Escapes: the first is a key.
		*ret_key = key_of(KEY_ESCAPE);
		return len == 0 ? 0 : 1;
	}
	*ret_key = with_modifiers(*ret_key, MODIFIER_ALT);
	return len + 1;
}

size_t sequence_decode(struct str s, struct key *ret_key)
{
	*ret_key = key_of(KEY_ESCAPE);
	if (s.len < 2) {
		return 0;
	}
	switch (s.ptr[1]) {
	case '[':
		return decode_csi(s, ret_key);
	case 'O':
		return decode_ss3(s, ret_key);
	case ']':
	case 'P':
	case '_':
	case '^':
	case 'X':
		return decode_string(s, ret_key);
	case 'b':
		*ret_key = key_of(KEY_WORD_LEFT);
		return 2;
	case 'f':
		*ret_key = key_of(KEY_WORD_RIGHT);
		return 2;
	case ESC:
		// Three of them are three keys, however many follow: no recursion on data.
		if (s.len > 2 && s.ptr[2] == ESC) {
			return 1;
		}
		return decode_alt(s, ret_key);
	default:
		return 1;
	}
}

bool sequence_is_paste(struct str sequence)
{
	return str_eq(sequence, STR("\033[200~"));
}
