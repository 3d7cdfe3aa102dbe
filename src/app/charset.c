/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LC_NUMERIC stays C: numbers are written and read by base/french.c alone. LC_MESSAGES
 * follows the environment, for gettext.
 */
#include "charset.h"

#include "fold.h"

#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <uniwidth.h>
#include <wchar.h>

bool charset_is_utf8(void)
{
	const char *codeset = nl_langinfo(CODESET);
	return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "utf8") == 0;
}

static bool is_plain_c(const char *name)
{
	return name == NULL || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
}

bool charset_begin(void)
{
	static const char *const fallbacks[] = {
		"C.UTF-8", "C.utf8", "fr_FR.UTF-8", "fr_FR.utf8", "en_US.UTF-8", "en_US.utf8",
	};
	(void)setlocale(LC_MESSAGES, "");
	if (!is_plain_c(setlocale(LC_CTYPE, ""))) {
		return charset_is_utf8();
	}
	for (size_t i = 0; i < sizeof fallbacks / sizeof fallbacks[0]; i++) {
		if (setlocale(LC_CTYPE, fallbacks[i]) != NULL && charset_is_utf8()) {
			return true;
		}
	}
	(void)setlocale(LC_CTYPE, "C");
	return false;
}

static int width_of_libc(uint32_t rune)
{
	return wcwidth((wchar_t)rune);
}

/* As it is folded to ASCII, where a letter may be two. */
static int width_of_folded(uint32_t rune)
{
	return fold_second(rune) != ' ' ? 2 : uc_width(rune, "UTF-8");
}

rune_width_fn charset_width(void)
{
	return charset_is_utf8() ? width_of_libc : width_of_folded;
}

/* In lines of text nothing has to keep its width, so that these may be told in full. */
static const struct {
	uint32_t rune;
	const char *letters;
} in_full[] = {
	{0x0152, "OE"},  {0x0153, "oe"}, {0x2026, "..."},
	{0x20AC, "EUR"}, {0x2190, "<-"}, {0x2192, "->"},
};

static void add_nearest(struct buf *out, uint32_t rune)
{
	for (size_t i = 0; i < sizeof in_full / sizeof in_full[0]; i++) {
		if (in_full[i].rune == rune) {
			buf_add(out, str_from(in_full[i].letters));
			return;
		}
	}
	buf_addc(out, (char)fold_rune(rune));
}

void charset_add(struct buf *out, struct str text)
{
	if (charset_is_utf8()) {
		buf_add(out, text);
		return;
	}
	for (size_t at = 0; at < text.len;) {
		uint32_t rune;
		char bytes[MB_LEN_MAX];
		mbstate_t state = {0};
		at += utf8_decode(text, at, &rune);
		size_t n = rune < 0x80 ? (size_t)-1 : wcrtomb(bytes, (wchar_t)rune, &state);
		if (rune < 0x80) {
			buf_addc(out, (char)rune);
		} else if (n != (size_t)-1) {
			buf_add(out, (struct str){bytes, n});
		} else {
			add_nearest(out, rune);
		}
	}
}

void charset_add_typed(struct buf *out, struct str typed)
{
	size_t malformed_at;
	mbstate_t state = {0};
	if (charset_is_utf8() || utf8_is_valid(typed, &malformed_at)) {
		buf_add(out, typed);
		return;
	}
	for (size_t at = 0; at < typed.len;) {
		wchar_t wide;
		size_t n = mbrtowc(&wide, typed.ptr + at, typed.len - at, &state);
		bool is_read = n != (size_t)-1 && n != (size_t)-2;
		if (!is_read) {
			state = (mbstate_t){0};
		}
		buf_add_rune(out, is_read ? (uint32_t)wide : RUNE_REPLACEMENT);
		at += is_read && n > 0 ? n : 1;
	}
}

static uint32_t rune_of_byte(unsigned char byte)
{
	wint_t rune = btowc(byte);
	return rune == WEOF ? RUNE_REPLACEMENT : (uint32_t)rune;
}

uint32_t (*charset_rune_of_byte(bool utf8))(unsigned char byte)
{
	return utf8 ? NULL : rune_of_byte;
}
