/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screens beside the steps: menu, help, resources and their codes, map, search, carnet,
 * settings, and the look for a room, by golden frames and by what they do; SEED which strolls.
 */
#include "golden.h"
#include "read_code.h"

#include "ui_parts.h"

#define BEGIN "1<enter>"
#define TO_QUI BEGIN "<enter>"
#define TO_CLE TO_QUI "1"
#define TO_SAID TO_CLE "1"
#define TO_METZ TO_SAID "<enter>"
#define CARNETS TO_QUI "<esc><end><up><up><enter>"
#define COMFORT "<esc><end><up><up><up><up><up><up><up><up><enter>"

static const struct golden_scene scenes[] = {
	{.name = "menu", .keys = TO_QUI "<esc>"},
	{.name = "menu-accueil", .keys = "<esc>"},
	{.name = "menu-grise", .keys = "<esc><home><enter>"},
	{.name = "aide", .keys = TO_QUI "?"},
	{.name = "aide-ecrire", .keys = TO_QUI "n<f1>"},
	{.name = "catalogue", .keys = "2"},
	{.name = "titres", .keys = "21"},
	{.name = "titres-chercher", .keys = "2<enter>bail"},
	{.name = "titres-rien", .keys = "2<enter>éléphant"},
	{.name = "fiche", .keys = "21<enter>"},
	{.name = "fiche-gardee", .keys = "21<enter>m"},
	{.name = "qr", .keys = "21<enter>x"},
	{.name = "ressources", .keys = TO_SAID "r"},
	{.name = "carte", .keys = TO_METZ "c"},
	{.name = "carte-camp", .keys = TO_METZ "c<enter>"},
	{.name = "chercher", .keys = TO_METZ "/"},
	{.name = "chercher-mot", .keys = TO_QUI "nUne clé<esc><enter>1/clé"},
	{.name = "carnet", .keys = TO_QUI "nÀ revoir<esc><enter>11rm<enter>m<esc><esc><enter>v"},
	{.name = "carnet-vide", .keys = BEGIN "v"},
	{.name = "carnet-plus-loin", .keys = TO_METZ "<left><left><left>v"},
	{.name = "recommencer", .keys = TO_QUI "<esc><end><up><up><up><enter>"},
	{.name = "carnets", .keys = CARNETS},
	{.name = "carnets-un", .keys = CARNETS "1"},
	{.name = "carnets-exporter", .keys = CARNETS "14/media/cl\u00E9"},
	{.name = "confort", .keys = COMFORT},
	{.name = "confort-change", .keys = COMFORT "1125"},
	{.name = "salle-accueil", .keys = "p"},
	{.name = "salle-portes", .keys = "p<pgdn><pgdn><pgdn>"},
	{.name = "salle-camp", .keys = BEGIN "p"},
	{.name = "salle-choix", .keys = TO_QUI "p"},
	{.name = "salle-choix-suivant", .keys = TO_QUI "p<pgdn><pgup>"},
	{.name = "salle-dit", .keys = TO_SAID "p<pgdn><pgup>"},
	{.name = "salle-noir", .keys = TO_QUI "pb"},
	{.name = "salle-aide", .keys = TO_QUI "p?"},
};

/* --- What they do ----------------------------------------------------------------- */

static bool has(const struct stage *s, const char *words)
{
	struct frame f = {0};
	struct buf all = {0};
	ui_draw(s->ui, &f);
	for (uint32_t row = 0; row < f.rows; row++) {
		frame_add_row(&f, row, &all);
		buf_addc(&all, '\n');
	}
	bool found = str_find(buf_str(&all), str_from(words), 0) != SIZE_MAX;
	frame_finish(&f);
	buf_finish(&all);
	return found;
}

static void test_keeping(struct journey *j)
{
	struct stage s = {0};
	stage_open(&s, j);
	stage_resize(&s, 40, 100);
	stage_keys(&s, STR("21<enter>m"));
	is_int(s.n_carnets, 1, "keeping behind the door opens a carnet");
	ok(walk_is_kept(s.carnets[0].walk, j->resources[0].id), "the resource is kept in it");
	ok(walk_is_kept(s.carnets[0].mirror, j->resources[0].id), "and on the disk");
	ok(has(&s, "carnet-1.carnet"), "where it is kept is said");
	stage_close(&s);
	stage_open(&s, j);
	stage_resize(&s, 40, 100);
	stage_keys(&s, STR("21<enter>"));
	s.ui->projects = true;
	stage_keys(&s, STR("m"));
	ok(has(&s, "Gardée") && !has(&s, "/home"), "but not to a room");
	s.ui->projects = false;
	ok(has(&s, "Ne plus la garder"), "one is still at the card");
	stage_keys(&s, STR("<esc><esc><esc>"));
	is_int(s.last_wish, WISH_HOME, "the catalogue still leads back to the door");
	stage_keys(&s, STR("32<down><down><enter>"));
	ok(s.n_carnets == 1, "leafing again opens none");
	stage_close(&s);
}

static void test_editing(struct journey *j)
{
	struct stage s = {0};
	stage_open(&s, j);
	stage_resize(&s, 40, 80);
	stage_keys(&s, STR(TO_METZ "v<enter>2"));
	ok(str_find(buf_str(&s.events), STR("qui"), 0) != SIZE_MAX, "the walk passed there");
	struct visit v = {0};
	visit_begin(&v, s.carnets[0].mirror);
	const struct answer *a =
		walk_facts(s.carnets[0].mirror, false)->of[journey_step(j, STR("qui"))].answer;
	ok(a != NULL && a->option == 1, "an answer taken in the carnet is changed, in one event");
	visit_finish(&v);
	is_int((long long)s.ui->n, 2, "one is in the carnet again");
	stage_keys(&s, STR("<esc><left><left><left>v"));
	ok(has(&s, "Plus loin sur votre chemin"), "what one came back from lies further on");
	stage_close(&s);
}

static void test_map(struct journey *j)
{
	struct stage s = {0};
	stage_open(&s, j);
	stage_resize(&s, 40, 80);
	stage_keys(&s, STR(TO_METZ "c<enter>1"));
	is_str(walk_step(s.carnets[0].walk)->id, STR("portail"), "the map goes to a step seen");
	stage_keys(&s, STR("c<down><enter><enter>"));
	is_str(walk_step(s.carnets[0].walk)->id, STR("essai"), "and to the entry of an open camp");
	stage_keys(&s, STR("/chapeau<esc>"));
	ok(has(&s, "Étapes vues"), "a word of a step seen finds it");
	stage_close(&s);
}

static void test_comfort(struct journey *j)
{
	struct stage s = {0};
	stage_open(&s, j);
	stage_resize(&s, 40, 80);
	stage_keys(&s, STR(COMFORT "1"));
	is_int(s.last_wish, WISH_SETTINGS, "a setting that changes is to be kept");
	is_int(ui_settings(s.ui)->theme, THEME_DARK, "Enter or its number turns it to the next");
	stage_keys(&s, STR("4"));
	ok(ui_settings(s.ui)->ascii && has(&s, "lettres seules"), "it shows at once");
	stage_close(&s);
}

/* --- Codes ------------------------------------------------------------------------ */

static bool is_dark(const struct frame *f, uint32_t row, uint32_t col, bool ascii)
{
	const struct cell *c = frame_at(f, ascii ? row : row / 2, ascii ? col * 2 : col);
	if (c == NULL || (c->role != ROLE_QR && c->role != ROLE_BLACK)) {
		return false;
	}
	bool upper = c->runes[0] == 0x2580 || c->runes[0] == 0x2588;
	bool lower = c->runes[0] == 0x2584 || c->runes[0] == 0x2588;
	return ascii ? c->role == ROLE_BLACK : row % 2 == 0 ? upper : lower;
}

/* The square of dark and light that the frame shows, from its first dark corner. */
static void find_code(const struct frame *f, bool ascii, struct code *ret_code)
{
	uint32_t rows = ascii ? f->rows : f->rows * 2, cols = ascii ? f->cols / 2 : f->cols;
	uint32_t top = UINT32_MAX, left = UINT32_MAX, bottom = 0;
	for (uint32_t row = 0; row < rows; row++) {
		for (uint32_t col = 0; col < cols; col++) {
			if (is_dark(f, row, col, ascii)) {
				top = row < top ? row : top;
				left = col < left ? col : left;
				bottom = row;
			}
		}
	}
	*ret_code = (struct code){.size = top < bottom ? bottom - top + 1 : 0};
	ret_code->dark = mem_array((size_t)ret_code->size * ret_code->size + 1, sizeof(bool));
	for (uint32_t i = 0; i < ret_code->size * ret_code->size; i++) {
		ret_code->dark[i] =
			is_dark(f, top + i / ret_code->size, left + i % ret_code->size, ascii);
	}
}

/* White all round: so many squares of ROLE_QR. */
static uint32_t quiet_of(const struct frame *f)
{
	uint32_t n = 0;
	for (uint32_t col = 0; col < f->cols; col++) {
		const struct cell *c = frame_at(f, f->rows / 2, col);
		if (c->role == ROLE_QR && c->runes[0] != ' ') {
			break;
		}
		n += c->role == ROLE_QR;
	}
	return n;
}

static void read_at(struct journey *j, uint32_t rows, uint32_t cols, bool ascii, const char *keys,
                    struct buf *text, uint32_t *ret_quiet)
{
	struct stage s = {.settings = {.ascii = ascii}};
	struct frame f = {0};
	struct code code;
	stage_open(&s, j);
	stage_resize(&s, 40, 100);
	stage_keys(&s, str_from(keys));
	stage_resize(&s, rows, cols);
	ui_draw(s.ui, &f);
	find_code(&f, ascii, &code);
	*ret_quiet = quiet_of(&f);
	if (code.size >= 21) {
		code_read(&code, text);
	}
	mem_free(code.dark);
	frame_finish(&f);
	stage_close(&s);
}

static void test_codes(struct journey *j)
{
	struct buf text = {0};
	uint32_t quiet;
	struct str address = j->resources[0].address;
	read_at(j, 24, 80, false, "21<enter>x", &text, &quiet);
	is_str(buf_str(&text), address, "a code at 80×24 reads as the address");
	ok(quiet >= 4, "four squares are white around it");
	buf_clear(&text);
	read_at(j, 60, 120, true, "21<enter>x", &text, &quiet);
	is_str(buf_str(&text), address, "in ASCII too, where there is room");
	buf_clear(&text);
	read_at(j, 18, 60, false, "21<enter>x", &text, &quiet);
	is_str(buf_str(&text), address, "in a low window it keeps to two squares of white");
	is_int(quiet, 2, "not more, not less");
	buf_clear(&text);
	read_at(j, 12, 40, false, "21<enter>x", &text, &quiet);
	is_int((long long)text.len, 0, "where it has no room it isn't drawn");
	buf_finish(&text);
}

/* Every address of the journey, of whatever version its code is. */
static void test_all_codes(struct journey *j)
{
	struct stage s = {0};
	struct frame f = {0};
	size_t n_wrong = 0, n = 0;
	stage_open(&s, j);
	stage_resize(&s, 80, 120);
	for (uint32_t i = 0; i < j->n_resources; i++) {
		struct buf text = {0};
		struct code code;
		screen_qr_open(s.ui, i);
		ui_draw(s.ui, &f);
		find_code(&f, false, &code);
		if (code.size >= 21 && code.size <= 53) {
			code_read(&code, &text);
			n++;
			n_wrong += !str_eq(buf_str(&text), j->resources[i].address);
		}
		mem_free(code.dark);
		buf_finish(&text);
		ui_close(s.ui);
	}
	tap_note("%zu codes read", n);
	ok(n > 100 && n_wrong == 0, "every code of the Safari reads as its address");
	frame_finish(&f);
	stage_close(&s);
}

/* --- Two buttons ------------------------------------------------------------------ */

enum {
	MAX_STROLLS = 200,
	MAX_MOVES = 900,
	MAX_WAYS = 12,
};

struct clicker {
	struct stage s;
	bool *is_met;
	size_t (*taken)[MAX_WAYS]; /* by step, the start screen last: how often each way */
	uint32_t seed;
	size_t n_walks, n_black, n_blank;
	bool has_left;
};

static uint32_t seed;

static uint32_t next_random(struct clicker *c)
{
	c->seed = c->seed * 1664525u + 1013904223u;
	return c->seed >> 16;
}

static void click(struct clicker *c, const char *key)
{
	stage_keys(&c->s, str_from(key));
	if (c->s.n_carnets > 0 && c->s.ui->walk != NULL) {
		step_id here = walk_here(c->s.ui->walk)->step;
		c->is_met[here] = true;
	}
}

static uint32_t lit(const struct clicker *c)
{
	return c->s.ui->stack[c->s.ui->n - 1].lit;
}

static void check_frame(struct clicker *c)
{
	struct frame f = {0};
	struct buf all = {0};
	ui_draw(c->s.ui, &f);
	for (uint32_t row = 0; row < f.rows; row++) {
		frame_add_row(&f, row, &all);
	}
	c->n_blank += all.len < 4;
	c->n_blank += f.cursor_row >= f.rows || f.cursor_col >= f.cols;
	c->n_blank += f.hides_cursor == (lit(c) > 0);
	frame_finish(&f);
	buf_finish(&all);
}

/*
 * The way that was taken least; « revenir » is one of them. Such turns keep in step from fork to
 * fork, so that some answers never come together: every other walk is left to chance, and goes
 * on.
 */
static void light_rarest(struct clicker *c)
{
	const struct ui *u = c->s.ui;
	size_t *taken =
		c->taken[u->walk != NULL ? walk_here(u->walk)->step : c->s.journey->n_steps];
	uint32_t n_ways = 0, rarest = 0;
	uint32_t first = lit(c);
	do {
		n_ways++;
		click(c, "<pgup>");
	} while (lit(c) != first && n_ways < MAX_WAYS);
	for (uint32_t way = 1; way < n_ways; way++) {
		rarest = taken[way] < taken[rarest] ? way : rarest;
	}
	bool by_chance = c->n_walks % 2 == 1 || next_random(c) % 3 == 0;
	rarest = by_chance ? next_random(c) % (n_ways > 1 ? n_ways - 1 : 1) : rarest;
	taken[rarest] += rarest + 1 == n_ways ? 4 : 1; // not back and forth for ever
	while (lit(c) != rarest + 1) {
		click(c, "<pgup>");
	}
}

/* One press on; at a fork, some way of it. Now and then back, and black. */
static void step_on(struct clicker *c)
{
	uint32_t dice = next_random(c) % 64;
	if (dice == 0) {
		click(c, "<pgup>");
		return;
	}
	if (dice == 1) {
		click(c, "b");
		c->n_black += c->s.ui->is_black;
		click(c, "<pgdn>");
		return;
	}
	click(c, "<pgdn>");
	if (lit(c) > 0) {
		light_rarest(c);
		click(c, "<pgdn>");
	}
}

/* Where a date that is over leads, some other day: in a room nobody types one. */
static bool is_of_a_reminder(const struct journey *j, step_id step)
{
	for (step_id s = 0; s < j->n_steps; s++) {
		if (j->steps[s].reminder == step) {
			return true;
		}
	}
	return false;
}

static size_t n_unmet(const struct journey *j, const bool *is_met, bool tells)
{
	size_t n = 0;
	for (uint32_t i = 0; i < j->n_steps; i++) {
		if (j->steps[i].kind != STEP_JUNCTION && !is_met[i] && !is_of_a_reminder(j, i)) {
			n++;
			if (tells) {
				tap_note("not met: %.*s", STR_ARG(j->steps[i].id));
			}
		}
	}
	return n;
}

/* A walk from the start screen; short, since a long way makes each press dear. */
static void stroll(struct clicker *c, struct journey *j, uint32_t rows, uint32_t cols)
{
	stage_open(&c->s, j);
	stage_resize(&c->s, rows, cols);
	stage_keys(&c->s, STR("pb"));
	c->n_black += c->s.ui->is_black;
	stage_keys(&c->s, STR("."));
	for (size_t n = 0; n < MAX_MOVES && n_unmet(j, c->is_met, false) > 0; n++) {
		step_on(c);
		if (n % 16 == 0) {
			check_frame(c);
		}
	}
	c->has_left = c->has_left || c->s.has_left || !ui_projects(c->s.ui);
	stage_close(&c->s);
}

static void test_clicker(struct journey *j, uint32_t rows, uint32_t cols, const char *name)
{
	struct clicker c = {.is_met = mem_array(j->n_steps, sizeof(bool)),
	                    .taken = mem_array((size_t)j->n_steps + 1, sizeof c.taken[0]),
	                    .seed = 277 + rows + seed};
	for (; c.n_walks < MAX_STROLLS && n_unmet(j, c.is_met, false) > 0; c.n_walks++) {
		stroll(&c, j, rows, cols);
	}
	tap_note("%s at %u×%u: %zu walks", name, cols, rows, c.n_walks);
	ok(!c.has_left, "no clicker key ever quits");
	is_int((long long)n_unmet(j, c.is_met, true), 0, "two buttons reach every step");
	ok(c.n_black > 0 && c.n_blank == 0, "the room goes black when asked, and never otherwise");
	mem_free(c.is_met);
	mem_free(c.taken);
}

/* The welcome's start screen has one line, so nothing to choose. */
static void test_sentence(struct journey *welcome)
{
	struct stage s = {0};
	stage_open(&s, welcome);
	stage_resize(&s, 24, 80);
	ok(has(&s, "    Entrée pour valider, Échap pour le menu") && !has(&s, "pour choisir"),
	   "a footer told in a sentence begins with its first key");
	stage_close(&s);
}

static void test_empty_bag(struct journey *welcome)
{
	struct stage s = {0};
	stage_open(&s, welcome);
	stage_resize(&s, 24, 80);
	stage_keys(&s, STR("<enter><enter>11<tab><enter><enter><tab><enter><enter>"));
	ok(has(&s, "Aux pieds") && has(&s, "sac\u00A0: rien. Sur"), "an empty bag holds nothing");
	stage_close(&s);
}

/* `doucement` has five minutes, for somebody alone. */
static void test_camp(struct journey *safari)
{
	struct stage s = {0};
	stage_open(&s, safari);
	stage_resize(&s, 18, 60);
	stage_keys(&s, STR("p<pgdn><pgdn>1<pgdn>"));
	ok(has(&s, "█▀█") && !has(&s, "min"), "a camp opens before a room without its time");
	stage_close(&s);
}

/* Rows of text, without the title and the foot. */
static size_t n_rows_of_text(const struct stage *s)
{
	struct frame f = {0};
	struct buf row = {0};
	size_t n = 0;
	ui_draw(s->ui, &f);
	for (uint32_t i = 1; i + 1 < f.rows; i++) {
		buf_clear(&row);
		frame_add_row(&f, i, &row);
		n += row.len > 0;
	}
	frame_finish(&f);
	buf_finish(&row);
	return n;
}

/* At any size: the story of a bet, the lesson with its source; a text of two paragraphs, a list. */
static void test_pages(struct journey *j)
{
	size_t n_blank = 0, n_alone = 0, n_pages = 0, n_bets = 0, n_sources = 0, n_sizes = 0;
	for (uint32_t rows = 9; rows <= 24; rows++) {
		for (uint32_t cols = 30; cols <= 60; cols += 6, n_sizes++) {
			struct stage s = {0};
			stage_open(&s, j);
			stage_resize(&s, rows, cols);
			stage_keys(&s, STR(BEGIN "p<pgdn>"));
			for (int i = 0; i < 6 && walk_step(s.carnets[0].walk) == &j->steps[0];
			     i++) {
				n_pages++;
				n_alone += n_rows_of_text(&s) == 1;
				stage_keys(&s, STR("<pgdn>"));
			}
			stage_close(&s);
			stage_open(&s, j);
			stage_resize(&s, 40, 80);
			stage_keys(&s, STR(TO_SAID "p"));
			stage_resize(&s, rows, cols);
			stage_keys(&s, STR("<pgdn><pgup>"));
			n_bets += has(&s, "voisine") && has(&s, "Votre pari");
			for (int i = 0; i < 4 && !has(&s, "Gazette"); i++) {
				n_blank += n_rows_of_text(&s) == 0;
				stage_keys(&s, STR("<pgdn>"));
			}
			n_sources += has(&s, "fois.") && has(&s, "Source");
			stage_close(&s);
		}
	}
	ok(n_pages > n_sizes && n_alone == 0, "no line of a text has a page to itself");
	is_int((long long)n_bets, (long long)n_sizes, "a bet stands under what answers it");
	is_int((long long)n_sources, (long long)n_sizes, "a source under what it is of");
	is_int((long long)n_blank, 0, "no page is blank");
}

/* To where something of the step is lit. */
static void go_to_fork(struct stage *s, struct str step, uint32_t rows, uint32_t cols)
{
	screen_step_jump(s->ui, journey_step(s->journey, step));
	stage_resize(s, rows, cols);
	for (int i = 0; i < 20 && s->ui->stack[0].lit == 0; i++) {
		stage_keys(s, STR("<pgdn>"));
	}
}

static void test_asked(struct journey *j, struct journey *safari)
{
	size_t n_asked = 0, n_sizes = 0;
	for (uint32_t rows = 10; rows <= 24; rows++) {
		for (uint32_t cols = 30; cols <= 60; cols += 10, n_sizes++) {
			struct stage s = {0};
			stage_open(&s, safari);
			stage_resize(&s, 18, 60);
			stage_keys(&s, STR("p<pgdn><pgdn>2<pgdn>"));
			go_to_fork(&s, STR("mureaux"), rows, cols);
			n_asked += has(&s, "Par où commencer") && has(&s, "► 1. Par ce qui");
			stage_close(&s);
		}
	}
	is_int((long long)n_asked, (long long)n_sizes, "a bet's question is over its choices");
	struct stage s = {0};
	stage_open(&s, j);
	stage_resize(&s, 18, 60);
	stage_keys(&s, STR(BEGIN "p"));
	go_to_fork(&s, STR("clé"), 10, 30);
	ok(has(&s, "Votre pari") && has(&s, "► 1."), "where its scene asks nothing, it says so");
	go_to_fork(&s, STR("essai"), 10, 30);
	ok(has(&s, "Qui décide de"), "so does a question, where the choices scroll under it");
	stage_close(&s);
}

/* Zoomed for the back row, it stays at what the room looks at. */
static void test_zoom(struct journey *j)
{
	struct stage s = {0};
	stage_open(&s, j);
	stage_resize(&s, 18, 60);
	stage_keys(&s, STR("p<pgdn><pgdn><pgdn>"));
	ok(has(&s, "► 1. Entrer"), "at a fork, with a choice lit,");
	stage_resize(&s, 10, 30);
	ok(has(&s, "► 1. Entrer"), "a zoom stays there");
	stage_keys(&s, STR("<pgup>"));
	stage_resize(&s, 18, 60);
	ok(has(&s, "► 2. Aller"), "with what is lit");
	stage_close(&s);
	size_t n_lost = 0;
	for (uint32_t rows = 9; rows <= 24; rows++) {
		stage_open(&s, j);
		stage_resize(&s, 18, 60);
		stage_keys(&s, STR("p<pgdn>"));
		stage_resize(&s, rows, 30);
		stage_resize(&s, 18, 60);
		n_lost += !has(&s, "quitte cet ordinateur");
		stage_close(&s);
	}
	is_int((long long)n_lost, 0, "and so it does at a text, there and back");
}

static void test_fork(struct journey *j)
{
	struct stage s = {0};
	stage_open(&s, j);
	stage_resize(&s, 18, 60);
	stage_keys(&s, STR(TO_QUI "p<pgdn>"));
	const struct view *v = &s.ui->stack[0];
	while (v->lit == 0) {
		stage_keys(&s, STR("<pgdn>"));
	}
	is_int(v->lit, 1, "the second button lights the first choice");
	stage_keys(&s, STR("<pgup>"));
	is_int(v->lit, 2, "then the first button lights the next");
	stage_keys(&s, STR("<pgup><pgup><pgup>"));
	is_int(v->lit, 1, "past « revenir » the list begins again");
	stage_keys(&s, STR("<f5>"));
	is_str(walk_step(s.carnets[0].walk)->id, STR("clé"), "F5 takes what is lit");
	stage_keys(&s, STR("<esc><f5><enter>"));
	is_str(walk_step(s.carnets[0].walk)->id, STR("clé"), "and is harmless where nothing is");
	stage_close(&s);
}

/* Any small size, on any of the scenes: what is drawn stays inside, and there is a cursor. */
static void test_sizes(struct journey *j)
{
	struct frame f = {0};
	size_t n_wrong = 0;
	for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
		struct stage s = {.settings = scenes[i].settings};
		stage_open(&s, j);
		stage_resize(&s, 40, 80);
		stage_keys(&s, str_from(scenes[i].keys));
		for (uint32_t rows = 1; rows <= 20; rows++) {
			for (uint32_t cols = 1; cols <= 30; cols += 1 + rows % 2) {
				stage_resize(&s, rows, cols);
				ui_draw(s.ui, &f);
				n_wrong += f.cursor_row >= f.rows || f.cursor_col >= f.cols;
			}
		}
		stage_close(&s);
	}
	is_int((long long)n_wrong, 0, "every screen draws at every small size");
	frame_finish(&f);
}

static struct journey *load_in(const char *folder, const char *name)
{
	struct buf path = {0};
	buf_addf(&path, "%s/%s", folder, name);
	struct journey *j = stage_load(path.ptr);
	ok(j != NULL, name);
	buf_finish(&path);
	return j;
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		return EXIT_FAILURE;
	}
	const char *given = getenv("SEED");
	seed = given != NULL ? (uint32_t)strtoul(given, NULL, 10) : 0;
	tap_note("SEED=%u", seed);
	struct journey *j = load_in(argv[1], "genres.yaml");
	struct journey *safari = load_in(argv[3], "safari/parcours.yaml");
	struct journey *welcome = load_in(argv[3], "bienvenue/parcours.yaml");
	if (j == NULL || safari == NULL || welcome == NULL) {
		return tap_done();
	}
	for (size_t i = 0; i < sizeof scenes / sizeof scenes[0]; i++) {
		golden_check(argv[2], &scenes[i], j);
	}
	test_keeping(j);
	test_editing(j);
	test_map(j);
	test_comfort(j);
	test_codes(j);
	test_all_codes(safari);
	test_pages(j);
	test_asked(j, safari);
	test_zoom(j);
	test_fork(j);
	test_camp(safari);
	test_sentence(welcome);
	test_empty_bag(welcome);
	test_sizes(j);
	test_clicker(welcome, 18, 60, "bienvenue");
	test_clicker(welcome, 10, 30, "bienvenue");
	test_clicker(safari, 18, 60, "safari");
	test_clicker(safari, 10, 30, "safari");
	journey_destroy(j);
	journey_destroy(safari);
	journey_destroy(welcome);
	return tap_done();
}
