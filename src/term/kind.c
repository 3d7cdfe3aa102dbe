/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asked of terminfo before curses writes anything: what can't show the screens sees no byte of
 * them. */
#include "kind.h"

#include "str.h"

#include <curses.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

/* NULL or (char *)-1 by curses' custom: it has no such string. */
struct str kind_string(const char *name)
{
	// Older prototypes take a char *, and change nothing in it.
	char copy[16];
	size_t len = strlen(name);
	if (len >= sizeof copy) {
		return (struct str){0};
	}
	memcpy(copy, name, len + 1);
	const char *s = tigetstr(copy);
	if (s == NULL || s == (const char *)-1) {
		return (struct str){0};
	}
	return str_from(s);
}

static bool has_flag(const char *name)
{
	char copy[16] = {0};
	memcpy(copy, name, strlen(name));
	return tigetflag(copy) > 0;
}

/* What terminfo says of a type, before curses writes anything for it. */
static enum terminal_outcome look_up(const char *type)
{
	int error = 0;
	if (setupterm(type, STDOUT_FILENO, &error) != OK) {
		return TERMINAL_UNKNOWN;
	}
	bool moves = kind_string("cup").len > 0 && kind_string("clear").len > 0 && !has_flag("hc");
	(void)del_curterm(cur_term);
	return moves ? TERMINAL_OK : TERMINAL_SIMPLE;
}

/* Newer terminals have names that an older machine doesn't know; their elders' do. */
static const struct {
	const char *head;
	const char *elders[4];
} families[] = {
	{"xterm", {"xterm-256color", "xterm", "vt100"}},
	{"tmux", {"screen-256color", "screen", "vt100"}},
	{"screen", {"screen-256color", "screen", "vt100"}},
	{"rxvt", {"rxvt-256color", "rxvt", "vt100"}},
	{"alacritty", {"xterm-256color", "xterm", "vt100"}},
	{"foot", {"xterm-256color", "xterm", "vt100"}},
	{"kitty", {"xterm-256color", "xterm", "vt100"}},
	{"ghostty", {"xterm-256color", "xterm", "vt100"}},
	{"wezterm", {"xterm-256color", "xterm", "vt100"}},
};

/* The type or its nearest elder that is known here. */
enum terminal_outcome kind_find(const char *type, const char **ret_type)
{
	*ret_type = type;
	if (type == NULL || type[0] == '\0') {
		return TERMINAL_UNNAMED;
	}
	enum terminal_outcome outcome = look_up(type);
	for (size_t i = 0; outcome == TERMINAL_UNKNOWN && i < sizeof families / sizeof families[0];
	     i++) {
		if (!str_starts(str_from(type), str_from(families[i].head))) {
			continue;
		}
		const char *const *elder = families[i].elders;
		for (; outcome == TERMINAL_UNKNOWN && *elder != NULL; elder++) {
			outcome = look_up(*elder);
			*ret_type = *elder;
		}
	}
	return outcome;
}
