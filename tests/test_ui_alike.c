/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain mode and screens side by side: the same answers, given to each as a person would,
 * come to the same events (drafts apart, which follow the typing). WALKS says how many
 * random walks, SEED which.
 */
#include "tap.h"

#include "dialogue.h"
#include "stage.h"
#include "step_parts.h"

enum {
	MOVES_A_WALK = 60,
};

static uint64_t seed = 1;

static uint32_t below(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return n == 0 ? 0 : (uint32_t)(seed >> 33) % n;
}

struct pair {
	struct stage screen;
	struct dialogue *plain;
	struct walk *walk; /* of plain mode */
	struct buf out, events;
	struct arena arena;
};

/* --- Both at once ----------------------------------------------------------------- */

static void say(struct pair *p, const char *line)
{
	struct turn turn = dialogue_line(p->plain, str_from(line), &p->out);
	for (size_t i = 0; i < turn.n_events; i++) {
		stage_add_event(&p->events, &turn.events[i]);
	}
}

static void sayf(struct pair *p, const char *format, ...) PRINTF_LIKE(2, 3);

static void sayf(struct pair *p, const char *format, ...)
{
	struct buf b = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&b, format, args);
	va_end(args);
	say(p, b.ptr);
	buf_finish(&b);
}

static void press(struct pair *p, const char *keys)
{
	stage_keys(&p->screen, str_from(keys));
}

/* Out of the field, by Tab or among ticks down to the item, then Enter. */
static void take(struct pair *p, uint32_t item)
{
	for (int i = 0; i < 40 && ui_top(p->screen.ui)->focus != item; i++) {
		bool is_below = ui_top(p->screen.ui)->focus < item && item < STEP_ITEM_GO;
		press(p, ui_is_typing(p->screen.ui) ? "<esc>" : is_below ? "<down>" : "<tab>");
	}
	press(p, "<enter>");
}

/* In the place of what stands there. */
static void type(struct pair *p, const char *text)
{
	for (int i = 0; i < 40 && ui_top(p->screen.ui)->focus != STEP_ITEM_FIELD; i++) {
		press(p, "<tab>");
	}
	press(p, "<end><c-u>");
	press(p, text);
}

static void to_keys(struct pair *p)
{
	if (ui_is_typing(p->screen.ui)) {
		press(p, "<esc>");
	}
}

static struct visit *visit_of(struct pair *p)
{
	return p->screen.ui->visit;
}

/* --- One move at each stage ------------------------------------------------------- */

static void move_on(struct pair *p)
{
	say(p, "");
	take(p, STEP_ITEM_GO);
}

static void move_choose(struct pair *p)
{
	size_t n;
	bool is_preset;
	const struct scene_row *rows = scene_rows(&p->arena, visit_of(p), &n);
	uint32_t k = below((uint32_t)n), number = 0;
	const struct answer *kept = visit_prefill(visit_of(p), &is_preset);
	bool has_prefill = kept != NULL;
	if (below(5) == 0 && (has_prefill || visit_is_passable(visit_of(p)))) {
		say(p, "");
		if (has_prefill) {
			take(p, kept->option);
		} else {
			take(p, STEP_ITEM_PASS);
		}
		return;
	}
	for (uint32_t i = 0; i <= k; i++) {
		number += !rows[i].is_greyed;
	}
	if (rows[k].is_greyed) {
		sayf(p, "%.*s", STR_ARG(rows[k].label));
	} else {
		sayf(p, "%u", (unsigned)number);
	}
	take(p, rows[k].index);
}

static void move_several(struct pair *p)
{
	const struct step *s = visit_step(visit_of(p));
	const struct step_state *state = p->screen.ui->stack[0].state;
	uint32_t most = s->several.max < s->n_options ? s->several.max : s->n_options;
	bool wanted[16] = {false};
	uint32_t n_wanted = 0;
	struct buf line = {0};
	for (uint32_t i = 0; i < s->n_options; i++) {
		wanted[i] = i != s->several.exclusive && n_wanted < most && below(2) == 0;
		n_wanted += wanted[i];
	}
	if (n_wanted == 0 && s->several.exclusive != INDEX_NONE) {
		wanted[s->several.exclusive] = true;
	}
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (wanted[i]) {
			buf_addf(&line, "%u ", (unsigned)i + 1);
		} else if (state->ticks[i]) {
			take(p, i);
		}
	}
	for (uint32_t i = 0; i < s->n_options; i++) {
		if (wanted[i] && !state->ticks[i]) {
			take(p, i);
		}
	}
	sayf(p, "%s", line.len > 0 ? line.ptr : "0");
	take(p, STEP_ITEM_GO);
	buf_finish(&line);
}

static void type_both(struct pair *p, const char *text)
{
	type(p, text);
	say(p, text);
	take(p, STEP_ITEM_GO);
}

static void move_guess(struct pair *p)
{
	static const char *const guesses[] = {"12", "40", "1 000", "3,5", "quarante"};
	type_both(p, guesses[below(5)]);
}

static void move_row(struct pair *p, uint32_t row)
{
	const struct field *f = visit_field(visit_of(p));
	if (f->type == FIELD_YES_NO) {
		say(p, row == 0 ? "oui" : "non");
	} else if (f->type == FIELD_SCALE) {
		sayf(p, "%d", (int)f->min.number + (int)row);
	} else {
		sayf(p, "%u", (unsigned)row + 1);
	}
	take(p, row);
}

static void move_field(struct pair *p)
{
	static const char *const typed[][4] = {
		[FIELD_TEXT] = {"Soleil", "L'été", "Un nom beaucoup trop long", "猫"},
		[FIELD_LONG_TEXT] = {"Bon courage", "À lundi", "Oui", "Un mot, deux mots"},
		[FIELD_NUMBER] = {"12", "1 200", "douze", "3,5"},
		[FIELD_DATE] = {"12/03/2027", "12 mars 2027", "hier", "31/02/2027"},
	};
	const struct field *f = visit_field(visit_of(p));
	bool is_preset, has_prefill = visit_prefill(visit_of(p), &is_preset) != NULL;
	bool has_rows = f->type == FIELD_LIST || f->type == FIELD_YES_NO || f->type == FIELD_SCALE;
	if (below(6) == 0 && !has_prefill && f->optional) {
		say(p, "");
		take(p, STEP_ITEM_PASS);
	} else if (f->type == FIELD_YES_NO) {
		move_row(p, below(2));
	} else if (f->type == FIELD_SCALE) {
		move_row(p, below((uint32_t)(f->max.number - f->min.number) + 1));
	} else if (has_rows) {
		move_row(p, below(f->n_options));
	} else {
		type_both(p, typed[f->type][below(4)]);
	}
}

static void move_note(struct pair *p)
{
	bool has_text = visit_of(p)->draft.text.len > 0;
	if (below(3) == 0) {
		move_on(p);
		return;
	}
	say(p, "Une ligne à ajouter");
	say(p, ".");
	press(p, "<down><down><down><down><down><backtab><c-e>");
	for (int i = 0; i < 5 && ui_top(p->screen.ui)->focus != STEP_ITEM_FIELD; i++) {
		press(p, "<tab>");
	}
	press(p, "<c-e>");
	press(p, has_text ? "<enter>Une ligne à ajouter" : "Une ligne à ajouter");
	take(p, STEP_ITEM_GO);
}

static void move_hub(struct pair *p)
{
	uint32_t n_missing, n = visit_step(visit_of(p))->hub->n_items;
	if (visit_may_leave(visit_of(p), &n_missing) && below(2) == 0) {
		sayf(p, "%u", (unsigned)n + 1);
		take(p, STEP_ITEM_GO);
	} else {
		uint32_t item = below(n);
		sayf(p, "%u", (unsigned)item + 1);
		take(p, item);
	}
}

static void move_harvest(struct pair *p)
{
	if (below(2) == 0) {
		say(p, "Un goûter");
		type(p, "Un goûter<enter>");
	} else {
		move_on(p);
	}
}

static void move_review(struct pair *p)
{
	size_t n;
	const struct scene_answer *rows = scene_review(&p->arena, visit_of(p), &n);
	uint32_t k = below((uint32_t)n);
	if (n > 0 && !rows[k].is_beside && below(2) == 0) {
		sayf(p, "%u", (unsigned)k + 1);
		take(p, k);
	} else {
		move_on(p);
	}
}

static void move_compose(struct pair *p)
{
	if (below(2) == 0) {
		say(p, "2");
		take(p, STEP_ITEM_RETOUCH);
	} else {
		move_on(p);
	}
}

static void move_ending(struct pair *p)
{
	(void)p; // going back is done from anywhere
}

static void (*const moves[])(struct pair *p) = {
	[VISIT_READ] = move_on,         [VISIT_CHOOSE] = move_choose,
	[VISIT_SEVERAL] = move_several, [VISIT_GUESS] = move_guess,
	[VISIT_FIELD] = move_field,     [VISIT_NOTE] = move_note,
	[VISIT_HUB] = move_hub,         [VISIT_HARVEST] = move_harvest,
	[VISIT_CATALOGUE] = move_on,    [VISIT_REVIEW] = move_review,
	[VISIT_COMPOSE] = move_compose, [VISIT_RETOUCH] = move_on,
	[VISIT_TOLD] = move_on,         [VISIT_ENDING] = move_ending,
};

static void move_any(struct pair *p)
{
	uint32_t k = below(20);
	enum visit_stage stage = visit_of(p)->stage;
	if (k < 2 || stage == VISIT_ENDING) {
		to_keys(p);
		say(p, "retour");
		press(p, "<left>");
	} else if (k == 2 && stage != VISIT_RETOUCH) {
		to_keys(p);
		say(p, "refaire");
		press(p, "u");
	} else if (k == 3 && !visit_is_editing(visit_of(p)) && stage != VISIT_RETOUCH) {
		to_keys(p);
		say(p, "note");
		say(p, "En marge");
		say(p, ".");
		press(p,
		      walk_note(p->screen.ui->walk, visit_step(visit_of(p))->id, STR("marge")).len >
		                      0
		              ? "n<enter>En marge<tab><enter>"
		              : "nEn marge<tab><enter>");
	} else {
		moves[stage](p);
	}
}

/* --- Walks ------------------------------------------------------------------------ */

static void open_pair(struct pair *p, struct journey *j)
{
	stage_open(&p->screen, j);
	stage_resize(&p->screen, 60, 80);
	press(p, "1<enter>");
	p->walk = walk_create(j, walk_step(p->screen.ui->walk)->id);
	p->plain = dialogue_create(&(struct dialogue_setup){.journey = j, .width = stage_width});
	(void)dialogue_enter(
		p->plain,
		&(struct walk_entry){.walk = p->walk, .name = STR("ana"), .jump = STEP_NONE},
		&p->out);
	buf_clear(&p->screen.events);
}

static void close_pair(struct pair *p)
{
	dialogue_destroy(p->plain);
	walk_destroy(p->walk);
	stage_close(&p->screen);
	buf_finish(&p->out);
	buf_finish(&p->events);
	arena_finish(&p->arena);
}

/* False with what each said, at the first move where they differ. */
static bool walk_alike(struct journey *j, bool *seen)
{
	struct pair p = {0};
	bool alike = true;
	open_pair(&p, j);
	for (int i = 0; i < MOVES_A_WALK && alike; i++) {
		enum visit_stage stage = visit_of(&p)->stage;
		seen[stage] = true;
		arena_reset(&p.arena);
		buf_clear(&p.out);
		buf_clear(&p.events);
		buf_clear(&p.screen.events);
		move_any(&p);
		alike = str_eq(buf_str(&p.events), buf_str(&p.screen.events));
		if (!alike) {
			tap_note("move %d, at stage %d", i, (int)stage);
			tap_show("plain", buf_str(&p.events));
			tap_show("screen", buf_str(&p.screen.events));
			tap_show("said", buf_str(&p.out));
		}
	}
	close_pair(&p);
	return alike;
}

int main(int argc, char **argv)
{
	bool seen[sizeof moves / sizeof moves[0]] = {false}, alike = true, all = true;
	if (argc < 2) {
		return EXIT_FAILURE;
	}
	const char *n_walks = getenv("WALKS"), *given = getenv("SEED");
	seed = given != NULL ? strtoul(given, NULL, 10) : 20270311;
	tap_note("SEED=%lu", (unsigned long)seed);
	struct journey *j = stage_load_all(argv[1]);
	if (ok(j != NULL, "the journey of every kind loads")) {
		unsigned long n = n_walks != NULL ? strtoul(n_walks, NULL, 10) : 40;
		for (unsigned long i = 0; i < n && alike; i++) {
			alike = walk_alike(j, seen);
		}
		for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++) {
			all = all && seen[i];
			if (!seen[i]) {
				tap_note("stage %zu was never met", i);
			}
		}
		ok(alike, "the same answers give the same events on screens as in plain mode");
		ok(all, "at every stage of a visit");
	}
	journey_destroy(j);
	return tap_done();
}
