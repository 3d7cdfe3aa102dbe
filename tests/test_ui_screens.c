/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screens, by golden frames: each scene is what a person pressed; its file holds what
 * they then see at four sizes, drawn and in ASCII: every row, the roles in it, the cursor.
 * With SAFARI_BLESS=1 the files are written anew; the diff is the review.
 */
#include "tap.h"

#include "stage.h"

static const struct {
	uint32_t rows, cols;
} sizes[] = {{24, 80}, {12, 40}, {6, 20}, {43, 132}};

enum {
	N_SIZES = sizeof sizes / sizeof sizes[0],
};

#define BEGIN "1<enter>"
#define TO_QUI BEGIN "<enter>"
#define TO_CLE TO_QUI "2"
#define TO_METZ TO_CLE "2<enter>"
#define TO_MARCHE TO_METZ "<enter>"
#define TO_SAC TO_MARCHE "1<enter>3"
#define TO_ESSAI TO_SAC "1<end><enter>"
#define TO_COMBIEN TO_ESSAI "1<enter>"
#define TO_FICHE TO_COMBIEN "15<enter><enter>"
#define TO_ENVIE TO_FICHE "Soleil<enter>120<enter>12/3/2027<enter>1"
#define TO_MEMO TO_ENVIE "42Bon courage<tab><enter>"
#define TO_IDEES TO_MEMO "Demander la clé<tab><enter>"
#define TO_ETAGERE TO_IDEES "Un goûter<enter>Des bancs<enter><enter>"
#define TO_RELIRE TO_ETAGERE "<end><enter>"
#define TO_LETTRE TO_RELIRE "<enter>"

struct scene_of_test {
	const char *name, *keys;
	const char *problem, *remarks;
	bool read_only;
};

static const struct scene_of_test scenes[] = {
	{.name = "accueil", .keys = ""},
	{.name = "carnet-nouveau", .keys = "1"},
	{.name = "lire", .keys = BEGIN},
	{.name = "choisir", .keys = TO_QUI},
	{.name = "grise", .keys = TO_QUI "<down><down><enter>"},
	{.name = "detour", .keys = TO_QUI "3"},
	{.name = "retour-de-detour", .keys = TO_QUI "3<enter>"},
	{.name = "territoire", .keys = TO_CLE},
	{.name = "territoire-dit", .keys = TO_CLE "2"},
	{.name = "territoire-sans-pari", .keys = TO_METZ},
	{.name = "carrefour", .keys = TO_MARCHE},
	{.name = "carrefour-coche", .keys = TO_MARCHE "1<enter>"},
	{.name = "facultatif", .keys = TO_MARCHE "2"},
	{.name = "plusieurs", .keys = TO_SAC},
	{.name = "plusieurs-coches", .keys = TO_SAC "1 <down> <down>"},
	{.name = "plusieurs-trop", .keys = TO_SAC "&é\""},
	{.name = "quiz", .keys = TO_ESSAI},
	{.name = "quiz-dit", .keys = TO_ESSAI "1"},
	{.name = "estimation", .keys = TO_COMBIEN},
	{.name = "estimation-hors", .keys = TO_COMBIEN "150<enter>"},
	{.name = "estimation-dite", .keys = TO_COMBIEN "15<enter>"},
	{.name = "champ-texte", .keys = TO_FICHE "Le grand préau de la cour"},
	{.name = "champ-nombre", .keys = TO_FICHE "Soleil<enter>1 2"},
	{.name = "champ-date", .keys = TO_FICHE "Soleil<enter>120<enter>12 mars 2027"},
	{.name = "champ-oui-non", .keys = TO_FICHE "Soleil<enter>120<enter><enter>"},
	{.name = "champ-echelle", .keys = TO_ENVIE},
	{.name = "champ-liste", .keys = TO_ENVIE "4"},
	{.name = "champ-long", .keys = TO_ENVIE "42Un mot.<enter>Deux mots."},
	{.name = "champ-revenir", .keys = TO_ENVIE "<up><up>"},
	{.name = "note", .keys = TO_MEMO},
	{.name = "note-ecrite",
         .keys = TO_MEMO "Demander la clé à la voisine, le soir, quand l'école est vide et que "
                         "les chats 🐈 reviennent.<enter>猫は入れます。"},
	{.name = "note-terminee", .keys = TO_MEMO "Oui<esc>"},
	{.name = "collecte", .keys = TO_IDEES},
	{.name = "collecte-lignes", .keys = TO_IDEES "Un goûter<enter>Des bancs<enter>Un b"},
	{.name = "catalogue", .keys = TO_ETAGERE},
	{.name = "bilan", .keys = TO_RELIRE},
	{.name = "bilan-corriger", .keys = TO_RELIRE "<home><enter>"},
	{.name = "recit", .keys = TO_LETTRE},
	{.name = "recit-retouche", .keys = TO_LETTRE "2"},
	{.name = "fin", .keys = TO_LETTRE "<enter>"},
	{.name = "jusqu-ici", .keys = TO_LETTRE "<enter><home><enter>1"},
	{.name = "nom", .keys = TO_LETTRE "<enter><home><enter>5Chez Ana"},
	{.name = "accueil-carnets", .keys = TO_LETTRE "<enter><home><enter>"},
	{.name = "marge", .keys = TO_QUI "nÀ revoir"},
	{.name = "marge-notee", .keys = TO_QUI "nÀ revoir<esc><enter>"},
	{.name = "quitter", .keys = TO_QUI "q"},
	{.name = "non-enregistre",
         .keys = TO_QUI,
         .problem = "le disque est plein ; libérez de la place, rien n'est perdu tant que cette "
                    "fenêtre est ouverte."},
	{.name = "quitter-non-enregistre", .keys = TO_QUI "q", .problem = "le disque est plein."},
	{.name = "lecture-seule", .keys = BEGIN "<enter>", .read_only = true},
	{.name = "remarques",
         .keys = "1",
         .remarks = "Une ligne de ce carnet était abîmée : elle est gardée, et n'est pas lue."},
};

/* --- A frame as text -------------------------------------------------------------- */

static const char *const role_names[ROLE_COUNT] = {
	[ROLE_TEXT] = "texte",     [ROLE_TITLE] = "titre",    [ROLE_MUTED] = "discret",
	[ROLE_QUOTE] = "scène",    [ROLE_LINK] = "adresse",   [ROLE_WORD] = "mot",
	[ROLE_FIGURE] = "chiffre", [ROLE_RULE] = "filet",     [ROLE_HEADER] = "tête",
	[ROLE_FOOTER] = "pied",    [ROLE_KEY] = "touche",     [ROLE_CHOICE] = "choix",
	[ROLE_FOCUS] = "ici",      [ROLE_GREYED] = "grisé",   [ROLE_DONE] = "fait",
	[ROLE_FIELD] = "champ",    [ROLE_TYPING] = "saisie",  [ROLE_WELL] = "bien",
	[ROLE_ERROR] = "erreur",   [ROLE_BANNER] = "bandeau", [ROLE_WINDOW] = "fenêtre",
	[ROLE_QR] = "qr",          [ROLE_BLACK] = "noir",
};

/* « tête 0-79 », « titre+g 4-13 »: runs of a row, plain blank text left out. */
static void add_roles(struct buf *out, const struct frame *f, uint32_t row)
{
	uint32_t from = 0;
	while (from < f->cols) {
		const struct cell *c = frame_at(f, row, from);
		uint32_t end = from + 1;
		bool is_ink = c->runes[0] != ' ';
		for (; end < f->cols; end++) {
			const struct cell *d = frame_at(f, row, end);
			if (d->role != c->role || d->style != c->style) {
				break;
			}
			is_ink = is_ink || d->runes[0] != ' ';
		}
		if (is_ink || c->role != ROLE_TEXT) {
			buf_addf(out, " %s%s%s %u-%u", role_names[c->role],
			         (c->style & CELL_BOLD) != 0 ? "+g" : "",
			         (c->style & CELL_UNDERLINED) != 0 ? "+s" : "", (unsigned)from,
			         (unsigned)end - 1);
		}
		from = end;
	}
}

static void add_frame(struct buf *out, const struct frame *f, bool has_roles)
{
	struct buf line = {0};
	uint32_t n_blank = 0;
	for (uint32_t row = 0; row < f->rows; row++) {
		buf_clear(&line);
		frame_add_row(f, row, &line);
		if (line.len == 0 && row + 1 < f->rows) {
			n_blank++;
			continue;
		}
		for (; n_blank > 0; n_blank--) {
			buf_addf(out, "\n");
		}
		buf_addf(out, "%.*s\n", STR_ARG(buf_str(&line)));
	}
	buf_addf(out, "@ %u,%u\n", (unsigned)f->cursor_row, (unsigned)f->cursor_col);
	for (uint32_t row = 0; has_roles && row < f->rows; row++) {
		buf_clear(&line);
		add_roles(&line, f, row);
		if (line.len > 0) {
			buf_addf(out, "@ %u%.*s\n", (unsigned)row, STR_ARG(buf_str(&line)));
		}
	}
	buf_finish(&line);
}

/* --- Scenes ----------------------------------------------------------------------- */

static void set_up(struct stage *s, const struct scene_of_test *scene, struct journey *j,
                   uint32_t rows, uint32_t cols)
{
	buf_add(&s->problem, str_from(scene->problem));
	buf_add(&s->remarks, str_from(scene->remarks));
	s->read_only = scene->read_only;
	stage_open(s, j);
	/* Pressed at an ordinary size: at a small one, Enter pages first. */
	stage_resize(s, 40, 80);
	stage_keys(s, str_from(scene->keys));
	stage_resize(s, rows, cols);
}

static void add_scene(struct buf *out, const struct scene_of_test *scene, struct journey *j)
{
	struct frame f = {0};
	for (int ascii = 0; ascii < 2; ascii++) {
		for (size_t i = 0; i < N_SIZES; i++) {
			struct stage s = {.settings = {.ascii = ascii != 0}};
			set_up(&s, scene, j, sizes[i].rows, sizes[i].cols);
			ui_draw(s.ui, &f);
			buf_addf(out, "=== %u×%u%s\n", (unsigned)sizes[i].cols,
			         (unsigned)sizes[i].rows, ascii != 0 ? " ASCII" : "");
			add_frame(out, &f, ascii == 0);
			stage_close(&s);
		}
	}
	frame_finish(&f);
}

static void check_scene(const char *folder, const struct scene_of_test *scene, struct journey *j)
{
	struct buf got = {0}, wanted = {0}, path = {0};
	buf_addf(&path, "%s/%s.txt", folder, scene->name);
	add_scene(&got, scene, j);
	if (getenv("SAFARI_BLESS") != NULL) {
		FILE *f = fopen(path.ptr, "wb");
		if (f != NULL) {
			(void)fwrite(got.ptr, 1, got.len, f);
			(void)fclose(f);
		}
	}
	(void)stage_read_file(path.ptr, &wanted);
	if (!ok(str_eq(buf_str(&got), buf_str(&wanted)), scene->name)) {
		struct str a = buf_str(&got), b = buf_str(&wanted), la, lb;
		for (int line = 1; str_next_line(&a, &la) && str_next_line(&b, &lb); line++) {
			if (!str_eq(la, lb)) {
				tap_note("line %d", line);
				tap_show("got", la);
				tap_show("wanted", lb);
				break;
			}
		}
	}
	buf_finish(&path);
	buf_finish(&got);
	buf_finish(&wanted);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		return EXIT_FAILURE;
	}
	struct journey *j = stage_load_all(argv[1]);
	ok(j != NULL, "the journey of every kind loads");
	for (size_t i = 0; j != NULL && i < sizeof scenes / sizeof scenes[0]; i++) {
		check_scene(argv[1], &scenes[i], j);
	}
	journey_destroy(j);
	return tap_done();
}
