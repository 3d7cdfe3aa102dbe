/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the loader's keys as a fuzzer's dictionary, with what else a journey is made of. */
#include "load.h"

#include <stdio.h>

static void print_word(const char *word, const char *tail)
{
	putchar('"');
	for (; *word != '\0'; word++) {
		unsigned char c = (unsigned char)*word;
		if (c == '"' || c == '\\' || c < ' ' || c >= 0x7F) {
			printf("\\x%02X", c);
		} else {
			putchar(c);
		}
	}
	printf("%s\"\n", tail);
}

static void print_key(void *ctx, const char *where, const char *key, const char *type,
                      const char *preset)
{
	(void)ctx;
	(void)where;
	(void)type;
	(void)preset;
	print_word(key, ": ");
}

int main(void)
{
	static const char *const others[] = {
		"oui",        "non",      "tous",    "réussie",  "arrêt",    "${",
		"}",          ": ",       "- ",      "\n  ",     "\n    ",   "|\n",
		"{",          "[",        " et ",    " ou ",     "non ",     " parmi (",
		" contient ", "répondu(", "vu(",     "visites(", "fait(",    "réussi(",
		"compte(",    "si(",      "cochés(", "; ",       " != ",     " <= ",
		">= ",        "(mot:",    "~",       "é",        "\xC2\xA0", "\n=== a.yaml\n",
		"texte long", "nombre",   "date",    "oui-non",
	};

	load_each_key(print_key, NULL);
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
		print_word(others[i], "");
	}
	return 0;
}
