/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LC_NUMERIC stays C: numbers are written and read by base/french.c alone. LC_MESSAGES
 * follows the environment, for gettext.
 */
#include "charset.h"

#include <langinfo.h>
#include <locale.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <uniwidth.h>
#include <wchar.h>

static bool is_utf8(void)
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
		return is_utf8();
	}
	for (size_t i = 0; i < sizeof fallbacks / sizeof fallbacks[0]; i++) {
		if (setlocale(LC_CTYPE, fallbacks[i]) != NULL && is_utf8()) {
			return true;
		}
	}
	(void)setlocale(LC_CTYPE, "C");
	return false;
}

int charset_rune_width(uint32_t rune)
{
	return wcwidth((wchar_t)rune);
}

static int width_of_unicode(uint32_t rune)
{
	return uc_width(rune, "UTF-8");
}

rune_width_fn charset_width(bool utf8)
{
	return utf8 ? charset_rune_width : width_of_unicode;
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
