/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The carnets of this journey as whole files: a list, what can be done with one of them, and for
 * each of these the name or the folder that it takes. app does it, and says what came of it.
 */
#include "ui_parts.h"

#include "day.h"
#include "i18n.h"
#include "mem.h"

enum {
	ITEM_IMPORT = 1 << 20, /* below: which carnet */
	ITEM_OPEN,
	ITEM_FIELD,
	ITEM_STAY,
	ITEM_DONE, /* below ITEM_OPEN: the deed */
	ITEM_TAKE_BACK,
};

enum deed {
	DEED_RENAME,
	DEED_COPY,
	DEED_EXPORT,
	DEED_ERASE,
	DEED_IMPORT,
	DEED_COUNT,
};

static const struct {
	enum wish wish;
	const char *line, *help, *button;
} deeds[DEED_COUNT] = {
	[DEED_RENAME] = {WISH_RENAME_CARNET, N_("Le renommer"), N_("Son nouveau nom :"),
                         N_("Renommer")},
	[DEED_COPY] = {WISH_COPY_CARNET, N_("Le copier ici"), N_("Le nom de la copie :"),
                       N_("Copier")},
	[DEED_EXPORT] = {WISH_EXPORT_CARNET, N_("L'exporter, vers une clé"),
                         N_("Dans quel dossier : celui d'une clé, ou ~ pour le vôtre ?"),
                         N_("Exporter")},
	[DEED_ERASE] = {WISH_ERASE_CARNET, N_("L'effacer"),
                        N_("Il ira dans la corbeille, d'où il se reprend."), N_("Effacer")},
	[DEED_IMPORT] = {WISH_IMPORT_CARNET, N_("En importer un, d'une clé"),
                         N_("Quel fichier ? Son nom finit par « .carnet »."), N_("Importer")},
};

/* --- The list ----------------------------------------------------------------------- */

static void add_carnet(const struct ui *u, struct sheet *s, size_t i)
{
	const struct known_carnet *c = &u->carnets[i];
	struct buf when = {0};
	struct str name = said_words(s->arena, c->name);
	struct str where = said_line(s->arena, (struct said){.source = c->where});
	if (c->when.date.year != 0) {
		day_add(&when, u->setup.today, c->when);
	}
	sheet_choice(s, &(struct sheet_choice){
				.id = (uint32_t)i,
				.number = (uint32_t)i + 1,
				.label = c->is_unreadable
	                                         ? sheet_format(s, _("%.*s, qui ne se lit pas"),
	                                                        STR_ARG(name))
	                                 : where.len > 0 ? said_pair(s->arena, name, where)
	                                                 : name,
				.note = buf_str(&when),
			});
	buf_finish(&when);
}

static struct str name_in_bin(const struct ui *u, struct sheet *s)
{
	struct str path = buf_str(&u->erased);
	size_t from = path.len;
	while (from > 0 && path.ptr[from - 1] != '/') {
		from--;
	}
	struct str name = str_slice(path, from, path.len);
	size_t end = str_ends(name, STR(".carnet")) ? name.len - STR(".carnet").len : name.len;
	return said_words(s->arena, str_slice(name, 0, end));
}

static void build_list(const struct ui *u, const struct view *v, struct sheet *s)
{
	(void)v;
	s->left = said_line_of(s->arena, NULL, &u->setup.journey->title);
	s->enter = _("ouvrir");
	s->highest = u->n_carnets;
	sheet_say(s, ROLE_TITLE, CELL_BOLD, str_from(_("Mes carnets")));
	sheet_gap(s);
	if (u->n_carnets == 0) {
		sheet_say(s, ROLE_TEXT, 0, str_from(_("Il n'y en a pas encore.")));
		sheet_gap(s);
	}
	for (size_t i = 0; i < u->n_carnets; i++) {
		add_carnet(u, s, i);
	}
	sheet_gap(s);
	sheet_choice(s, &(struct sheet_choice){.id = ITEM_IMPORT,
	                                       .label = str_from(_(deeds[DEED_IMPORT].line))});
	if (u->erased.len > 0) {
		sheet_choice(
			s, &(struct sheet_choice){
				   .id = ITEM_TAKE_BACK,
				   .label = sheet_format(s, _("Reprendre « %.*s » de la corbeille"),
		                                         STR_ARG(name_in_bin(u, s)))});
	}
}

/* --- One of them -------------------------------------------------------------------- */

/* Which carnet, and what is asked of it: the state of both screens below. */
struct asked {
	size_t which;
	enum deed deed;
	struct editor editor;
};

static struct view *push_asked(struct ui *u, const struct screen *screen, size_t which,
                               enum deed deed)
{
	struct asked *a = mem_alloc(sizeof *a);
	a->which = which;
	a->deed = deed;
	return ui_push(u, screen, a);
}

static void close_asked(struct ui *u, struct view *v)
{
	struct asked *a = v->state;
	(void)u;
	editor_finish(&a->editor);
	mem_free(a);
}

static struct str name_of(const struct ui *u, const struct asked *a)
{
	return a->which < u->n_carnets ? u->carnets[a->which].name : (struct str){0};
}

static void build_one(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct asked *a = v->state;
	uint32_t number = 0;
	s->left = str_from(_("Mes carnets"));
	s->enter = _("valider");
	sheet_say(s, ROLE_TITLE, CELL_BOLD,
	          sheet_format(s, _("Le carnet « %.*s »"),
	                       STR_ARG(said_words(s->arena, name_of(u, a)))));
	sheet_gap(s);
	if (!u->carnets[a->which].is_unreadable) {
		sheet_choice(s, &(struct sheet_choice){.id = ITEM_OPEN,
		                                       .number = ++number,
		                                       .label = str_from(_("L'ouvrir"))});
	}
	for (uint32_t d = 0; d < DEED_IMPORT; d++) {
		sheet_choice(s, &(struct sheet_choice){.id = d,
		                                       .number = ++number,
		                                       .label = str_from(_(deeds[d].line))});
	}
}

static void open_form(struct ui *u, size_t which, enum deed deed)
{
	struct asked *a = push_asked(u, &screen_carnet_deed, which, deed)->state;
	if (deed == DEED_RENAME) {
		editor_set(&a->editor, name_of(u, a));
	}
}

static void act_one(struct ui *u, struct view *v, enum action action, uint32_t item)
{
	const struct asked *a = v->state;
	(void)action;
	if (item == ITEM_OPEN) {
		ui_wish(u, WISH_OPEN_CARNET, name_of(u, a), STEP_NONE);
	} else if (item < DEED_IMPORT) {
		open_form(u, a->which, (enum deed)item);
	}
}

static void act_list(struct ui *u, struct view *v, enum action action, uint32_t item)
{
	(void)v;
	(void)action;
	if (item == ITEM_IMPORT) {
		open_form(u, SIZE_MAX, DEED_IMPORT);
	} else if (item == ITEM_TAKE_BACK) {
		ui_wish_of_carnet(u, WISH_IMPORT_CARNET, (struct str){0}, buf_str(&u->erased));
	} else if (item < u->n_carnets) {
		(void)push_asked(u, &screen_one_carnet, item, DEED_RENAME);
	}
}

/* --- What it takes ------------------------------------------------------------------ */

static void build_deed(const struct ui *u, const struct view *v, struct sheet *s)
{
	const struct asked *a = v->state;
	s->begins_at_focus = true;
	struct str name = said_words(s->arena, name_of(u, a));
	s->left = str_from(_("Mes carnets"));
	s->enter = _("valider");
	sheet_say(s, ROLE_TITLE, CELL_BOLD,
	          a->deed == DEED_IMPORT ? str_from(_("Importer un carnet"))
	                                 : sheet_format(s, "%s « %.*s »", _(deeds[a->deed].button),
	                                                STR_ARG(name)));
	sheet_gap(s);
	sheet_say(s, ROLE_TEXT, 0, str_from(_(deeds[a->deed].help)));
	sheet_gap(s);
	if (a->deed == DEED_ERASE) {
		sheet_choice(s, &(struct sheet_choice){.id = ITEM_STAY,
		                                       .number = 1,
		                                       .label = str_from(_("Le garder"))});
		sheet_choice(s, &(struct sheet_choice){.id = ITEM_DONE,
		                                       .number = 2,
		                                       .label = str_from(_("L'effacer"))});
		return;
	}
	editor_show(&a->editor, s, ITEM_FIELD, true, 1);
	sheet_gap(s);
	sheet_button(s, ITEM_DONE, _(deeds[a->deed].button));
}

static bool can_deed(const struct ui *u, const struct view *v, enum action action)
{
	(void)u;
	(void)v;
	return action == ACTION_TAKE || action == ACTION_UNDO;
}

static void act_deed(struct ui *u, struct view *v, enum action action, uint32_t item)
{
	struct asked *a = v->state;
	struct str typed = str_trim(buf_str(&a->editor.text));
	if (action == ACTION_UNDO) {
		(void)editor_undo(&a->editor);
	} else if (item == ITEM_STAY) {
		ui_close(u);
	} else if (a->deed != DEED_ERASE && typed.len == 0) {
		ui_say(u, ROLE_ERROR, str_from(_("Rien n'est écrit encore.")));
	} else if (item != ITEM_NONE) {
		ui_wish_of_carnet(u, deeds[a->deed].wish, name_of(u, a), typed);
	}
}

static void type_deed(struct ui *u, struct view *v, uint32_t item, const struct key *key)
{
	struct asked *a = v->state;
	(void)item;
	enum editor_result r = ui_edit(u, &a->editor, key);
	if (r == EDITOR_LEFT_DOWN) {
		v->focus = ITEM_DONE;
	}
}

const struct screen screen_carnets = {
	.name = "carnets",
	.build = build_list,
	.act = act_list,
};

const struct screen screen_one_carnet = {
	.name = "un carnet",
	.build = build_one,
	.act = act_one,
	.close = close_asked,
};

const struct screen screen_carnet_deed = {
	.name = "faire d'un carnet",
	.build = build_deed,
	.can = can_deed,
	.act = act_deed,
	.type = type_deed,
	.close = close_asked,
};
