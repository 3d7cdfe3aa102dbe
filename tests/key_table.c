/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the loader's table of keys as mdoc, for safari-parcours(5): see manual.py. */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A leading quote would be read as a request. */
static void print_cell(const char *text)
{
	printf("%s", text[0] == '\'' || text[0] == '.' ? "\\&" : "");
	for (; *text != '\0'; text++) {
		printf(*text == '\\' ? "\\e" : "%c", *text);
	}
}

static void print_row(void *ctx, const char *where, const char *key, const char *type,
                      const char *preset)
{
	char *last = ctx;
	if (strcmp(last, where) != 0) {
		printf("%s.Ss Dans %s\n.Bl -tag -width Ds -compact\n", last[0] != '\0' ? ".El\n" : "",
		       where);
		(void)snprintf(last, 200, "%s", where);
	}
	printf(".It Ic %s\n", key);
	print_cell(type);
	if (preset != NULL) {
		printf(" ; par défaut, ");
		print_cell(preset);
	}
	printf(".\n");
}

int main(void)
{
	char last[200] = "";
	load_each_key(print_row, last);
	printf(".El\n");
	return EXIT_SUCCESS;
}
