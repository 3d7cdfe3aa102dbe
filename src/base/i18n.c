/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "i18n.h"

bool i18n_has_catalogue;

void i18n_begin(const char *folder)
{
	(void)bindtextdomain("safari", folder);
	(void)bind_textdomain_codeset("safari", "UTF-8");
	(void)textdomain("safari");
	// The translation of nothing is a catalogue's header.
	i18n_has_catalogue = gettext("")[0] != '\0';
}
