/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain mode, by golden dialogues: `dialogues/NAME.txt` is what a person sees and types.
 *
 * Lines of head begin with #: a remark, or `#! parcours NAME` (the journey NAME.yaml),
 * `#! colonnes N`. Then the dialogue, verbatim. `[[…]]` at the end of a line is what is
 * typed there; `[[!…]]` is something that happens instead (see acts). Lines that begin
 * with @ are what the dialogue gave to app: wishes, and events in short.
 *
 * With SAFARI_BLESS=1 each file is written anew from what it types.
 */
#include "tap.h"

#include "diag.h"
#include "dialogue.h"
#include "load.h"
#include "mem.h"
#include "sanitise.h"

#include <dirent.h>

enum {
	MAX_CARNETS = 8,
	MAX_INPUTS = 400,
	MAX_NAMES = 100,
};

/* --- Files ------------------------------------------------------------------------ */

static bool read_file(const char *path, struct buf *ret_bytes)
{
	FILE *f = fopen(path, "rb");
	char chunk[4096];
	size_t n;
	if (f == NULL) {
		return false;
	}
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) {
		buf_add(ret_bytes, (struct str){chunk, n});
	}
	return fclose(f) == 0;
}

static bool write_file(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "wb");
	if (f == NULL) {
		return false;
	}
	bool well = fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len;
	return fclose(f) == 0 && well;
}

static bool fetch(void *ctx, struct str path, struct buf *ret_bytes, const char **ret_reason)
{
	(void)ctx;
	char *name = mem_alloc(path.len + 1);
	memcpy(name, path.ptr, path.len);
	bool well = read_file(name, ret_bytes);
	mem_free(name);
	*ret_reason = "le fichier ne se lit pas";
	return well;
}

static struct journey *load(const char *path)
{
	struct load_sources sources = {0};
	struct diags d = {0};
	struct journey *j =
		load_journey(str_from(path), (struct load_files){.fetch = fetch}, &sources, &d);
	if (j == NULL) {
		tap_note("%s does not load", path);
	}
	for (size_t i = 0; j == NULL && i < d.n; i++) {
		tap_note("line %u: %.*s", (unsigned)d.list[i].span.line,
		         STR_ARG(d.list[i].message));
	}
	load_sources_finish(&sources);
	diags_finish(&d);
	return j;
}

/* --- A play: app in small --------------------------------------------------------- */

struct carnet {
	struct buf name;
	struct walk *walk;
	struct walk *mirror; /* folds what app was given, and nothing else */
	struct day when;
};

struct play {
	struct journey *journey;
	struct dialogue *dialogue;
	struct carnet carnets[MAX_CARNETS]; /* the last used first */
	size_t n_carnets;
	struct known_carnet listed[MAX_CARNETS];
	struct carnet *open; /* the one that events go to */
	uint32_t cols;
	struct day today;
	bool read_only, no_folder;
	struct buf refusal, home_word, remarks, problem;
	struct buf script; /* the file, made again */
	struct buf out;    /* of the turn */
	bool has_left;
};

/* Latin letters are one column, combining marks none, East Asian ones two. */
static int rune_width(uint32_t rune)
{
	if (rune < ' ' || (rune >= 0x7F && rune < 0xA0)) {
		return -1;
	}
	if (rune >= 0x300 && rune < 0x370) {
		return 0;
	}
	return rune >= 0x2E80 && rune < 0xFFFD ? 2 : 1;
}

static void add_event(struct buf *out, const struct event *e)
{
	static const char *const ways[PASSAGE_N] = {
		[PASSAGE_VERS] = "vers",           [PASSAGE_SUITE] = "suite",
		[PASSAGE_DETOUR] = "détour",       [PASSAGE_RETOUR] = "retour",
		[PASSAGE_CARREFOUR] = "carrefour", [PASSAGE_ENSUITE] = "ensuite",
		[PASSAGE_SAUT] = "saut",
	};
	struct buf line = {0}, *b = &line;
	buf_addf(b, "@ %u ", (unsigned)e->n);
	switch (e->kind) {
	case EVENT_GO:
		buf_addf(b, "aller %.*s → %.*s, %s", STR_ARG(e->from), STR_ARG(e->to), ways[e->by]);
		break;
	case EVENT_ANSWER:
		buf_addf(b, "répondre %.*s", STR_ARG(e->step));
		break;
	case EVENT_CORRECT:
		buf_addf(b, "corriger %.*s", STR_ARG(e->step));
		break;
	case EVENT_GATHER:
		buf_addf(b, "recueillir %.*s", STR_ARG(e->object));
		break;
	case EVENT_BACK:
		buf_addf(b, "reculer %u à %.*s", (unsigned)e->count, STR_ARG(e->to));
		break;
	case EVENT_REDO:
		buf_addf(b, "refaire %u à %.*s", (unsigned)e->count, STR_ARG(e->to));
		break;
	case EVENT_END:
		buf_addf(b, "fin");
		break;
	case EVENT_NOTE:
		buf_addf(b, "noter %.*s %.*s « ", STR_ARG(e->step), STR_ARG(e->what));
		break;
	case EVENT_DRAFT:
		buf_addf(b, "brouillon %.*s %.*s %u-%u « ", STR_ARG(e->step), STR_ARG(e->what),
		         (unsigned)e->at, (unsigned)e->cut);
		break;
	case EVENT_KEEP:
		buf_addf(b, "garder %.*s %s", STR_ARG(e->resource), e->keep ? "oui" : "non");
		break;
	case EVENT_CONSULT:
		buf_addf(b, "consulter %.*s", STR_ARG(e->resource));
		break;
	case EVENT_BEGIN:
	case EVENT_OPEN:
	case EVENT_RESTART:
	case EVENT_VOTE:
	case EVENT_FOREIGN:
	case EVENT_N_KINDS:
		buf_addf(b, "événement %d", (int)e->kind);
		break;
	}
	for (size_t i = 0; i < e->text.len; i++) {
		buf_addc(b, e->text.ptr[i] == '\n' ? '|' : e->text.ptr[i]);
	}
	if (e->kind == EVENT_NOTE || e->kind == EVENT_DRAFT) {
		buf_addf(b, " »");
	}
	if (e->choice.len > 0) {
		buf_addf(b, " choix %.*s", STR_ARG(e->choice));
	}
	if (e->answer.len > 0) {
		buf_addf(b, " rép %.*s", STR_ARG(e->answer));
	}
	for (size_t i = 0; i < e->n_legs; i++) {
		const struct leg *leg = &e->legs[i];
		buf_addf(b, " → %.*s, %s", STR_ARG(leg->to), ways[leg->by]);
		if (leg->answer.len > 0) {
			buf_addf(b, " rép %.*s", STR_ARG(leg->answer));
		}
	}
	sanitise_line(out, buf_str(b));
	buf_addc(out, '\n');
	buf_finish(b);
}

/* What app would do before it prints; every line of it begins with @. */
static void save(struct play *p, const struct turn *turn)
{
	bool is_cut = turn->n_events > 0 && !str_ends(buf_str(&p->script), STR("\n"));
	if (is_cut) {
		/* The input ended after a prompt: the events come between the two. */
		struct str rest = str_slice(buf_str(&p->out), 1, p->out.len);
		struct buf out = {0};
		buf_add(&out, rest);
		buf_finish(&p->out);
		p->out = out;
		buf_addc(&p->script, '\n');
	}
	for (size_t i = 0; i < turn->n_events; i++) {
		add_event(&p->script, &turn->events[i]);
		walk_fold(p->open->mirror, &turn->events[i]);
	}
	dialogue_saved(p->dialogue, buf_str(&p->problem));
}

static struct carnet *find(struct play *p, struct str name)
{
	for (size_t i = 0; i < p->n_carnets; i++) {
		if (str_eq(buf_str(&p->carnets[i].name), name)) {
			return &p->carnets[i];
		}
	}
	return NULL;
}

/* Makes it the last used one. */
static struct carnet *to_front(struct play *p, struct carnet *c)
{
	struct carnet kept = *c;
	size_t i = (size_t)(c - p->carnets);
	memmove(&p->carnets[1], &p->carnets[0], i * sizeof kept);
	p->carnets[0] = kept;
	p->carnets[0].when = p->today;
	return &p->carnets[0];
}

static struct turn enter(struct play *p, struct carnet *c, bool resumed, step_id jump)
{
	c = p->open = to_front(p, c);
	struct walk_entry entry = {
		.walk = c->walk,
		.name = buf_str(&c->name),
		.remarks = buf_str(&p->remarks),
		.resumed = resumed,
		.read_only = p->read_only,
		.jump = jump,
	};
	return dialogue_enter(p->dialogue, &entry, &p->out);
}

static struct turn refuse(struct play *p, struct str why)
{
	struct turn turn = dialogue_refuse(p->dialogue, why, &p->out);
	buf_clear(&p->refusal);
	return turn;
}

static struct turn begin(struct play *p, struct str name, step_id start)
{
	if (p->n_carnets == MAX_CARNETS) {
		return refuse(p, STR("Il y a assez de carnets."));
	}
	struct carnet *c = &p->carnets[p->n_carnets++];
	buf_add(&c->name, name);
	if (name.len == 0) {
		buf_addf(&c->name, "carnet-%zu", p->n_carnets);
	}
	c->walk = walk_create(p->journey, p->journey->steps[start].id);
	c->mirror = walk_create(p->journey, p->journey->steps[start].id);
	return enter(p, c, false, STEP_NONE);
}

static struct turn go_home(struct play *p)
{
	for (size_t i = 0; i < p->n_carnets; i++) {
		const struct step *s = walk_step(p->carnets[i].walk);
		p->listed[i] = (struct known_carnet){
			.name = buf_str(&p->carnets[i].name),
			.where = step_title(s).source,
			.when = p->carnets[i].when,
			.has_arrived = s->kind == STEP_ENDING && s->success,
		};
	}
	dialogue_leave_walk(p->dialogue);
	struct turn turn = dialogue_home(p->dialogue, p->listed, p->n_carnets, &p->out);
	if (p->home_word.len > 0) {
		turn = dialogue_refuse(p->dialogue, buf_str(&p->home_word), &p->out);
		buf_clear(&p->home_word);
	}
	return turn;
}

static struct turn carry_out(struct play *p, const struct turn *turn)
{
	struct str start = turn->start != STEP_NONE ? p->journey->steps[turn->start].id : STR("-");
	struct carnet *known = find(p, turn->name);
	switch (turn->wish) {
	case WISH_OTHER_FACE:
		buf_addf(&p->script, "@ écrans\n");
		return refuse(p, STR("Les écrans ne s'ouvrent pas d'ici."));
	case WISH_LISTEN:
	case WISH_RENAME_CARNET:
	case WISH_COPY_CARNET:
	case WISH_EXPORT_CARNET:
	case WISH_IMPORT_CARNET:
	case WISH_ERASE_CARNET:
	case WISH_OPEN_ADDRESS:
	case WISH_COPY:
	case WISH_SETTINGS:
	case WISH_SUSPEND:
	case WISH_LEAVE:
		return *turn;
	case WISH_HOME:
		buf_addf(&p->script, "@ accueil\n");
		return go_home(p);
	case WISH_OPEN_CARNET:
		buf_addf(&p->script, "@ ouvrir le carnet « %.*s », saut %.*s\n",
		         STR_ARG(turn->name), STR_ARG(start));
		return known == NULL || p->refusal.len > 0 ? refuse(p, buf_str(&p->refusal))
		                                           : enter(p, known, true, turn->start);
	case WISH_NEW_CARNET:
		buf_addf(&p->script, "@ nouveau carnet « %.*s », début %.*s\n", STR_ARG(turn->name),
		         STR_ARG(start));
		return known != NULL ? refuse(p, STR("Un carnet s'appelle déjà comme cela."))
		                     : begin(p, turn->name, turn->start);
	case WISH_OPEN_JOURNEY:
		buf_addf(&p->script, "@ parcours « %.*s »\n", STR_ARG(turn->name));
		return p->refusal.len > 0 ? refuse(p, buf_str(&p->refusal)) : go_home(p);
	}
	return *turn;
}

/* Saves, carries out, then puts the text in the script. */
static void settle(struct play *p, struct turn turn)
{
	save(p, &turn);
	while (turn.wish != WISH_LISTEN && turn.wish != WISH_LEAVE) {
		turn = carry_out(p, &turn);
		save(p, &turn);
	}
	if (turn.wish == WISH_LEAVE) {
		dialogue_farewell(p->dialogue, &p->out);
	}
	buf_add(&p->script, buf_str(&p->out));
	buf_clear(&p->out);
	if (turn.wish == WISH_LEAVE) {
		buf_addf(&p->script, "@ sortie\n");
		p->has_left = true;
	}
}

/* --- What happens in a script ----------------------------------------------------- */

static void start_again(struct play *p)
{
	dialogue_destroy(p->dialogue);
	struct dialogue_setup setup = {
		.journey = p->journey,
		.today = p->today,
		.carnet_folder =
			p->no_folder ? STR("") : STR("/home/ana/.local/share/safari/essai"),
		.cols = p->cols,
		.width = rune_width,
	};
	p->dialogue = dialogue_create(&setup);
	p->has_left = false;
	settle(p, go_home(p));
}

/* Another run, on another day: "2027-03-14 0". */
static void restart(struct play *p, struct str day)
{
	if (day.len > 11 && date_parse(str_slice(day, 0, 10), &p->today.date)) {
		p->today.weekday = (uint8_t)(day.ptr[11] - '0');
	}
	start_again(p);
}

static void set(struct buf *b, struct str value)
{
	buf_clear(b);
	buf_add(b, value);
}

static void act_problem(struct play *p, struct str what)
{
	set(&p->problem, what);
}

static void act_refusal(struct play *p, struct str what)
{
	set(&p->refusal, what);
}

static void act_home_word(struct play *p, struct str what)
{
	set(&p->home_word, what);
}

static void act_remarks(struct play *p, struct str what)
{
	set(&p->remarks, what);
}

static void act_read_only(struct play *p, struct str what)
{
	p->read_only = !str_eq(what, STR("non"));
}

static void act_no_folder(struct play *p, struct str what)
{
	(void)what;
	p->no_folder = true;
	start_again(p);
}

static void act_end(struct play *p, struct str what)
{
	(void)what;
	settle(p, dialogue_end(p->dialogue, &p->out));
}

/* Bytes that no text file may hold: ESC, a lone continuation byte, CR. */
static void act_bytes(struct play *p, struct str what)
{
	struct buf line = {0};
	buf_add(&line, what);
	buf_add(&line, STR("\x1b[2J\x80\r"));
	settle(p, dialogue_line(p->dialogue, buf_str(&line), &p->out));
	buf_finish(&line);
}

/* A carnet that went through a step which the journey no longer has. */
static void act_old(struct play *p, struct str what)
{
	struct str start = p->journey->steps[p->journey->start].id;
	struct event events[] = {
		{.kind = EVENT_GO,
	         .n = 1,
	         .from = start,
	         .to = STR("disparue"),
	         .by = PASSAGE_VERS},
		{.kind = EVENT_GO,
	         .n = 2,
	         .from = STR("disparue"),
	         .to = start,
	         .by = PASSAGE_VERS,
	         .answer = STR("\"Une réponse d'avant\"")},
	};
	struct carnet *c = &p->carnets[p->n_carnets++];
	(void)what;
	buf_add(&c->name, STR("ancien"));
	c->walk = walk_create(p->journey, start);
	c->mirror = walk_create(p->journey, start);
	for (size_t i = 0; i < sizeof events / sizeof events[0]; i++) {
		walk_fold(c->walk, &events[i]);
		walk_fold(c->mirror, &events[i]);
	}
	walk_settle(c->walk);
	walk_settle(c->mirror);
	start_again(p);
}

static const struct {
	struct str name;
	void (*act)(struct play *p, struct str what);
} acts[] = {
	{{"panne", 5}, act_problem},     /* why nothing is saved; empty: all is well */
	{{"refus", 5}, act_refusal},     /* of the next carnet or journey */
	{{"accueil", 7}, act_home_word}, /* what can't be, said on coming home next */
	{{"remarques", 9}, act_remarks}, /* at the next entry */
	{{"lecture", 7}, act_read_only}, /* carnets open read-only */
	{{"sans-dossier", 12}, act_no_folder},
	{{"relancer", 8}, restart},
	{{"fin", 3}, act_end},
	{{"ancien", 6}, act_old},
	{{"octets", 6}, act_bytes},
};

static void do_act(struct play *p, struct str words)
{
	size_t blank = str_find(words, STR(" "), 0);
	struct str name = str_slice(words, 0, blank);
	struct str rest = str_slice(words, name.len + 1, words.len);
	for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
		if (str_eq(acts[i].name, name)) {
			acts[i].act(p, rest);
			return;
		}
	}
	tap_note("no such act: %.*s", STR_ARG(name));
}

static void type(struct play *p, struct str typed)
{
	bool is_end = str_eq(typed, STR("!fin")); // nobody pressed Enter
	buf_addf(&p->script, "[[%.*s]]%s", STR_ARG(typed), is_end ? "" : "\n");
	if (str_starts(typed, STR("!"))) {
		do_act(p, str_slice(typed, 1, typed.len));
	} else if (!p->has_left) {
		settle(p, dialogue_line(p->dialogue, typed, &p->out));
	}
}

/* --- Files of dialogues ----------------------------------------------------------- */

/* What a line of the file types; false: nothing. */
static bool typed_in(struct str line, struct str *ret_typed)
{
	size_t at = SIZE_MAX;
	if (!str_ends(line, STR("]]"))) {
		return false;
	}
	for (size_t i = str_find(line, STR("[["), 0); i != SIZE_MAX;
	     i = str_find(line, STR("[["), i + 1)) {
		at = i;
	}
	if (at == SIZE_MAX) {
		return false;
	}
	*ret_typed = str_slice(line, at + 2, line.len - at - 4);
	return true;
}

static bool head_value(struct str line, struct str key, struct str *ret_value)
{
	if (!str_starts(line, key)) {
		return false;
	}
	*ret_value = str_trim(str_slice(line, key.len, line.len));
	return true;
}

static void play_lines(struct play *p, struct str rest)
{
	struct str line, typed;
	while (str_next_line(&rest, &line)) {
		if (typed_in(line, &typed)) {
			type(p, typed);
		}
	}
}

/* Reads the head into the script; the journey's path in `path`. */
static struct str read_head(struct play *p, struct str rest, const char *folder, struct buf *path)
{
	struct str line, value, before = rest;
	while (str_next_line(&rest, &line) && str_starts(line, STR("#"))) {
		double cols;
		buf_addf(&p->script, "%.*s\n", STR_ARG(line));
		if (head_value(line, STR("#! parcours"), &value)) {
			buf_addf(path, "%s/%.*s.yaml", folder, STR_ARG(value));
		} else if (head_value(line, STR("#! colonnes"), &value) &&
		           number_parse(value, &cols)) {
			p->cols = (uint32_t)cols;
		}
		before = rest;
	}
	return before;
}

static void finish(struct play *p)
{
	dialogue_destroy(p->dialogue);
	for (size_t i = 0; i < p->n_carnets; i++) {
		walk_destroy(p->carnets[i].walk);
		walk_destroy(p->carnets[i].mirror);
		buf_finish(&p->carnets[i].name);
	}
	journey_destroy(p->journey);
	buf_finish(&p->refusal);
	buf_finish(&p->home_word);
	buf_finish(&p->remarks);
	buf_finish(&p->problem);
	buf_finish(&p->script);
	buf_finish(&p->out);
}

/* The events alone give the state that the dialogue is in. */
static bool is_mirrored(const struct play *p)
{
	bool same = true;
	for (size_t i = 0; i < p->n_carnets; i++) {
		struct buf ours = {0}, theirs = {0};
		walk_dump(p->carnets[i].walk, &ours);
		walk_dump(p->carnets[i].mirror, &theirs);
		same = same && str_eq(buf_str(&ours), buf_str(&theirs));
		buf_finish(&ours);
		buf_finish(&theirs);
	}
	return same;
}

/* Addresses, prompts and what isn't the dialogue's own may be wider than the columns. */
static bool may_be_wide(struct str line)
{
	return str_starts(line, STR("#")) || str_starts(line, STR("@")) ||
	       str_ends(line, STR("]]")) || str_find(line, STR("https:"), 0) != SIZE_MAX ||
	       str_starts(line, STR("/home/"));
}

/* What holds for every dialogue whatever it says. */
static bool is_well_set(const struct play *p)
{
	struct str rest = buf_str(&p->script), line;
	bool was_blank = false, well = true;
	while (str_next_line(&rest, &line)) {
		bool is_last = rest.len == 0; // a prompt that nobody answers
		bool is_wide = !is_last && p->cols > 0 && utf8_cols(line, rune_width) > p->cols;
		bool has_control = false;
		for (size_t i = 0; i < line.len; i++) {
			has_control = has_control || (unsigned char)line.ptr[i] < ' ';
		}
		if ((is_wide && !may_be_wide(line)) || (was_blank && line.len == 0) ||
		    (str_ends(line, STR(" ")) && !is_last) || has_control ||
		    !utf8_is_valid(line, &(size_t){0})) {
			tap_note("badly set: \"%.*s\"", STR_ARG(line));
			well = false;
		}
		was_blank = line.len == 0;
	}
	return well;
}

static void show_first_difference(struct str got, struct str wanted)
{
	struct str a, b;
	for (unsigned n = 1;; n++) {
		bool more_a = str_next_line(&got, &a), more_b = str_next_line(&wanted, &b);
		if (!more_a && !more_b) {
			return;
		}
		if (!more_a || !more_b || !str_eq(a, b)) {
			tap_note("line %u\n# wanted: %.*s\n# got:    %.*s", n,
			         STR_ARG(more_b ? b : STR("(the end)")),
			         STR_ARG(more_a ? a : STR("(the end)")));
			return;
		}
	}
}

static void test_dialogue(const char *folder, const char *name)
{
	struct buf path = {0}, file = {0}, journey = {0};
	struct play p = {.cols = 72, .today = {.date = {2027, 3, 12}, .weekday = 5}};
	buf_addf(&path, "%s/%s", folder, name);
	if (!ok(read_file(path.ptr, &file), name)) {
		buf_finish(&path);
		return;
	}
	struct str rest = read_head(&p, buf_str(&file), folder, &journey);
	p.journey = journey.len > 0 ? load(journey.ptr) : NULL;
	if (ok(p.journey != NULL, "its journey loads")) {
		start_again(&p);
		play_lines(&p, rest);
		if (getenv("SAFARI_BLESS") != NULL) {
			ok(write_file(path.ptr, buf_str(&p.script)), "it is written anew");
		} else if (!ok(str_eq(buf_str(&p.script), buf_str(&file)), "it is as it was")) {
			show_first_difference(buf_str(&p.script), buf_str(&file));
		}
		ok(is_well_set(&p), "it keeps to its columns, without controls or doubled blanks");
		ok(is_mirrored(&p), "its events alone give the same state");
	}
	finish(&p);
	buf_finish(&path);
	buf_finish(&file);
	buf_finish(&journey);
}

/* --- Anything at all ---------------------------------------------------------------- */

/* Park and Miller's generator: the same lines each time. */
static uint32_t next(uint32_t *seed)
{
	*seed = (uint32_t)((uint64_t)*seed * 48271 % 2147483647);
	return *seed;
}

static const char *const random_lines[] = {
	"",        "",           "",       "1",      "1",       "2",          "2",
	"3",       "4",          "5",      "0",      "12",      "1 2",        "40",
	"oui",     "3/4/27",     ".",      "..",     "\\note",  "retour",     "retour",
	"refaire", "plan",       "carnet", "note",   "relire",  "ressources", "effacer",
	"accueil", "aide",       "où",     "garder", "retirer", "\xff\x1b[A", "Un mot de trop",
	"quitter", "12/03/2027",
};

enum {
	N_RANDOM_LINES = sizeof random_lines / sizeof random_lines[0],
	N_RANDOM_TURNS = 4000,
};

static void type_at_random(struct play *p, uint32_t *seed)
{
	struct str line = str_from(random_lines[next(seed) % N_RANDOM_LINES]);
	settle(p, dialogue_line(p->dialogue, line, &p->out));
	if (p->has_left) {
		start_again(p);
	}
}

static void test_anything(const char *folder, const char *journey)
{
	struct buf path = {0};
	struct play p = {.cols = 72, .today = {.date = {2027, 3, 12}, .weekday = 5}};
	uint32_t seed = 2021, n_badly_set = 0, n_unmirrored = 0;
	buf_addf(&path, "%s/%s.yaml", folder, journey);
	p.journey = load(path.ptr);
	if (ok(p.journey != NULL, journey)) {
		start_again(&p);
		for (uint32_t i = 0; i < N_RANDOM_TURNS; i++) {
			buf_clear(&p.script);
			type_at_random(&p, &seed);
			n_badly_set += !is_well_set(&p);
			n_unmirrored += i % 16 == 0 && !is_mirrored(&p);
		}
		is_int(n_badly_set, 0, "whatever is typed, what is said is well set");
		is_int(n_unmirrored, 0, "and its events alone give the same state");
	}
	finish(&p);
	buf_finish(&path);
}

static int by_name(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;
	return strcmp(*x, *y);
}

int main(int argc, char **argv)
{
	const char *folder = argc > 1 ? argv[1] : "tests/dialogues";
	const char *only = argc > 2 ? argv[2] : NULL;
	char *names[MAX_NAMES];
	size_t n = 0;
	DIR *dir = opendir(folder);
	if (dir == NULL) {
		printf("Bail out! no folder %s\n", folder);
		return EXIT_FAILURE;
	}
	for (struct dirent *e = readdir(dir); e != NULL && n < MAX_NAMES; e = readdir(dir)) {
		bool is_one = str_ends(str_from(e->d_name), STR(".txt"));
		if (is_one && (only == NULL || strstr(e->d_name, only) != NULL)) {
			names[n++] = mem_strdup(e->d_name);
		}
	}
	(void)closedir(dir);
	qsort(names, n, sizeof names[0], by_name);
	for (size_t i = 0; i < n; i++) {
		test_dialogue(folder, names[i]);
		mem_free(names[i]);
	}
	if (only == NULL) {
		test_anything(folder, "genres");
		test_anything(folder, "chemins");
		test_anything(folder, "livres");
		test_anything(folder, "recoins");
	}
	return tap_done();
}
