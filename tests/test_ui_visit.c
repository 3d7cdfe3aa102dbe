/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The visit of a step, what it shows as data, and the small grammars of plain mode. The
 * journeys are built here, in view; whole dialogues are in test_ui_dialogue.c.
 */
#include "tap.h"

#include "day.h"
#include "paper.h"
#include "scene.h"
#include "shelf.h"
#include "visit.h"
#include "words.h"

#define TEXT(literal)                                       \
	{                                                   \
		.source = {(literal), sizeof(literal) - 1 } \
	}
#define ID(literal)                            \
	{                                      \
		(literal), sizeof(literal) - 1 \
	}
/* What leads nowhere is left 0 here and set by set_out: nothing leads to the first step. */
#define OPTION(id_, label_) .id = ID(id_), .label = TEXT(label_)
#define STEP(id_, kind_) .id = ID(id_), .title = TEXT("Titre de " id_), .kind = (kind_)
#define N_OF(array) (uint32_t)(sizeof(array) / sizeof(array)[0])

/* --- A journey under a walk ------------------------------------------------------- */

struct outing {
	struct journey journey;
	struct walk *walk;
	struct visit visit;
	struct moves moves;
	struct arena arena;
	struct buf told; /* of the events, in short */
};

static void set_nowhere(uint32_t *index)
{
	*index = *index == 0 ? INDEX_NONE : *index;
}

static void set_out(struct outing *o, struct step *steps, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		set_nowhere(&steps[i].to);
		set_nowhere(&steps[i].otherwise);
		set_nowhere(&steps[i].section);
		for (uint32_t k = 0; k < steps[i].n_options; k++) {
			set_nowhere(&steps[i].options[k].to);
			set_nowhere(&steps[i].options[k].detour);
			set_nowhere(&steps[i].options[k].audience);
		}
	}
	struct journey *j = &o->journey;
	j->id = STR("essai");
	j->profile = STEP_NONE;
	j->steps = steps;
	j->n_steps = n;
	journey_index(j);
	o->walk = walk_create(j, steps[0].id);
	visit_begin(&o->visit, o->walk);
}

static void come_home(struct outing *o)
{
	visit_finish(&o->visit);
	moves_finish(&o->moves);
	walk_destroy(o->walk);
	arena_finish(&o->arena);
	arena_finish(&o->journey.arena);
	buf_finish(&o->told);
}

static void tell_event(struct buf *b, const struct event *e)
{
	static const char *const ways[PASSAGE_N] = {"",       "vers",      "suite",   "détour",
	                                            "retour", "carrefour", "ensuite", "saut"};
	static const char *const names[EVENT_N_KINDS] = {
		[EVENT_GO] = "aller",          [EVENT_ANSWER] = "répondre",
		[EVENT_BACK] = "reculer",      [EVENT_REDO] = "refaire",
		[EVENT_END] = "fin",           [EVENT_NOTE] = "noter",
		[EVENT_DRAFT] = "brouillon",   [EVENT_KEEP] = "garder",
		[EVENT_CONSULT] = "consulter",
	};
	buf_addf(b, "%s%s", b->len > 0 ? " + " : "", names[e->kind]);
	if (e->kind == EVENT_GO) {
		buf_addf(b, " %.*s>%.*s %s", STR_ARG(e->from), STR_ARG(e->to), ways[e->by]);
	}
	if (e->kind == EVENT_NOTE || e->kind == EVENT_DRAFT) {
		buf_addf(b, " %.*s '%.*s'", STR_ARG(e->what), STR_ARG(e->text));
	}
	if (e->kind == EVENT_DRAFT) {
		buf_addf(b, " %u-%u", (unsigned)e->at, (unsigned)e->cut);
	}
	if (e->answer.len > 0) {
		buf_addf(b, " %.*s", STR_ARG(e->answer));
	}
}

/* The events since the last look, in short. */
static struct str events(struct outing *o)
{
	buf_clear(&o->told);
	for (size_t i = 0; i < o->moves.n; i++) {
		tell_event(&o->told, &o->moves.list[i]);
	}
	moves_clear(&o->moves);
	return buf_str(&o->told);
}

/* --- One kind after the other ----------------------------------------------------- */

static void test_reading_and_ending(void)
{
	struct step steps[] = {
		{STEP("un", STEP_INFO), .to = 1},
		{STEP("fin", STEP_ENDING), .success = true},
	};
	struct outing o = {0};
	set_out(&o, steps, N_OF(steps));
	is_int(o.visit.stage, VISIT_READ, "an information is to be read");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "one goes on from it");
	is_str(events(&o), STR("aller un>fin vers + fin"), "an ending reached is marked, once");
	is_int(o.visit.stage, VISIT_ENDING, "an ending is a stage of its own");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_NO_WAY, "nothing leads on from it");
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_OK, "one comes back from an ending");
	is_str(events(&o), STR("reculer"), "coming back is one event");
	is_int(visit_redo(&o.visit, &o.moves), OUTCOME_OK, "and forward again");
	is_str(events(&o), STR("refaire"), "an ending come back to isn't marked again");
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_OK, "back once more");
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_NOT_THERE,
	       "nothing is before the first step");
	come_home(&o);
}

static void test_question(void)
{
	struct option options[] = {
		{OPTION("a", "Le pont"), .to = 2},
		{OPTION("b", "Le gué")},
		{OPTION("c", "C'est quoi ?"), .detour = 1},
	};
	struct step steps[] = {
		{STEP("q", STEP_QUESTION), .options = options, .n_options = 3, .to = 3},
		{STEP("détour", STEP_INFO), .back = true},
		{STEP("pont", STEP_INFO), .to = 3},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	bool is_preset;
	set_out(&o, steps, N_OF(steps));
	is_int(o.visit.stage, VISIT_CHOOSE, "a question wants one option");
	ok(visit_prefill(&o.visit, &is_preset) == NULL, "nothing is chosen on arriving");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_UNANSWERED, "Enter never chooses");
	is_int(visit_choose(&o.visit, &o.moves, 7), OUTCOME_NO_CHOICE, "an option must exist");
	is_int(visit_guess(&o.visit, &o.moves, STR("7")), OUTCOME_NOT_THERE,
	       "a guess is no answer to a question");
	is_int((long long)o.moves.n, 0, "what is refused makes no event");
	is_int(visit_choose(&o.visit, &o.moves, 2), OUTCOME_OK, "a détour can be chosen");
	is_str(events(&o), STR("aller q>détour détour"), "a détour is no answer");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "one returns from it by going on");
	is_str(events(&o), STR("aller détour>q retour"), "by retour");
	is_int(visit_choose(&o.visit, &o.moves, 0), OUTCOME_OK, "an option is chosen");
	is_str(events(&o), STR("aller q>pont vers \"a\""), "in one event, by the option's own way");
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_OK, "one goes back to the question");
	const struct answer *a = visit_prefill(&o.visit, &is_preset);
	ok(a != NULL && a->option == 0 && !is_preset, "where the answer still is");
	(void)events(&o);
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "Enter keeps it");
	is_str(events(&o), STR("aller q>pont vers \"a\""), "as if it were chosen again");
	come_home(&o);
}

static void test_several(void)
{
	struct option options[] = {
		{OPTION("a", "Un")}, {OPTION("b", "Deux")}, {OPTION("c", "Rien")}};
	struct step steps[] = {
		{STEP("s", STEP_SEVERAL), .options = options, .n_options = 3, .is_several = true,
	         .several = {.min = 1, .max = 2, .exclusive = 2}, .to = 1},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	bool is_preset;
	set_out(&o, steps, N_OF(steps));
	is_int(o.visit.stage, VISIT_SEVERAL, "several answers want a set");
	is_int(visit_choose_set(&o.visit, &o.moves, NULL, 0), OUTCOME_TOO_FEW,
	       "not an empty one here");
	uint32_t all[] = {0, 1, 2};
	is_int(visit_choose_set(&o.visit, &o.moves, (uint32_t[]){0, 2}, 2), OUTCOME_EXCLUSIVE,
	       "not one beside what excludes it");
	ok(visit_choose_set(&o.visit, &o.moves, all, 3) != OUTCOME_OK, "not all of them");
	is_int((long long)o.moves.n, 0, "a set that is refused makes no event");
	is_int(visit_choose_set(&o.visit, &o.moves, all, 2), OUTCOME_OK, "two are well");
	is_str(events(&o), STR("aller s>fin vers [\"a\",\"b\"] + fin"), "in one event");
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_OK, "and back");
	const struct answer *a = visit_prefill(&o.visit, &is_preset);
	ok(a != NULL && a->kind == ANSWER_SET && a->set.n == 2, "the set is still there");
	come_home(&o);
}

static void test_quiz(void)
{
	struct option options[] = {
		{OPTION("a", "Le maire"), .explanation = TEXT("Il signe.")},
		{OPTION("b", "Les gens"), .right = true},
	};
	struct step steps[] = {
		{STEP("q", STEP_QUIZ), .options = options, .n_options = 2, .to = 1},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	struct scene_told t;
	set_out(&o, steps, N_OF(steps));
	is_int(visit_choose(&o.visit, &o.moves, 0), OUTCOME_OK, "a quiz is answered");
	is_str(events(&o), STR("répondre \"a\""), "without leaving it");
	is_int(o.visit.stage, VISIT_TOLD, "then something is said");
	scene_tell(&t, &o.arena, &o.visit);
	is_str(t.verdict, STR("On le croit souvent."), "never that it is wrong");
	is_str(t.answer, STR("Le maire"), "what was answered is said again");
	is_int((long long)t.n_explanations, 1, "with the explanation of what was chosen");
	struct visit again = {0};
	visit_begin(&again, o.walk);
	is_int(again.stage, VISIT_TOLD, "taken up again, it is said again");
	visit_finish(&again);
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_OK, "one can go back to the question");
	is_int(o.visit.stage, VISIT_CHOOSE, "and choose otherwise");
	is_str(events(&o), STR(""), "which is no event");
	is_int(visit_redo(&o.visit, &o.moves), OUTCOME_OK, "or forward again");
	is_int(o.visit.stage, VISIT_TOLD, "to what was said");
	(void)visit_back(&o.visit, &o.moves);
	is_int(visit_choose(&o.visit, &o.moves, 1), OUTCOME_OK, "another answer");
	scene_tell(&t, &o.arena, &o.visit);
	is_str(t.verdict, STR("Oui."), "is told to be right, soberly");
	is_int((long long)t.n_explanations, 0, "and nothing explains it");
	is_str(events(&o), STR("répondre \"b\""), "by one event");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "then one goes on");
	is_str(events(&o), STR("aller q>fin vers + fin"), "without saying the answer twice");
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_OK, "back from further on");
	is_int(o.visit.stage, VISIT_CHOOSE, "never shows what was said after the answer");
	come_home(&o);
}

static void test_estimate(void)
{
	struct estimate estimate = {
		.right = 1200, .from = 0, .to = 2000, .has_range = true, .unit = TEXT("%")};
	struct step steps[] = {
		{STEP("e", STEP_ESTIMATE), .estimate = &estimate, .optional = true, .to = 1},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	struct scene_told t;
	set_out(&o, steps, N_OF(steps));
	is_int(o.visit.stage, VISIT_GUESS, "an estimation wants a guess");
	is_int(visit_guess(&o.visit, &o.moves, STR("beaucoup")), OUTCOME_MALFORMED, "a number");
	is_int(visit_guess(&o.visit, &o.moves, STR("2001")), OUTCOME_ABOVE, "within its range");
	is_int(visit_guess(&o.visit, &o.moves, STR("-1")), OUTCOME_BELOW, "on both sides");
	is_int(visit_guess(&o.visit, &o.moves, STR("1 100,5")), OUTCOME_OK,
	       "written the French way");
	is_str(events(&o), STR("répondre 1100.5"), "kept as a number");
	scene_tell(&t, &o.arena, &o.visit);
	is_str(t.answer, STR("1\u00a0100,5\u00a0%"), "the guess is said with its unit");
	is_str(t.figure, STR("1\u00a0200\u00a0%"), "and so is the figure");
	(void)visit_back(&o.visit, &o.moves);
	is_int(visit_erase(&o.visit, &o.moves), OUTCOME_OK, "it can be left open");
	is_str(events(&o), STR("répondre null"), "by an answer too");
	scene_tell(&t, &o.arena, &o.visit);
	is_str(t.answer, STR(""), "then there is no guess");
	is_str(t.figure, STR("1\u00a0200\u00a0%"), "but the figure is told");
	come_home(&o);
}

static void test_sighting(void)
{
	struct option bets[] = {{OPTION("a", "La mairie")},
	                        {OPTION("b", "La voisine"), .says = TEXT("choisi la voisine")}};
	struct sighting bet = {.place = TEXT("Metz"), .story = TEXT("Ils…"), .year = ID("~2018")};
	struct sighting plain = {.place = TEXT("Lens"), .story = TEXT("Là…"), .year = ID("s.d.")};
	struct step steps[] = {
		{STEP("o", STEP_SIGHTING), .sighting = &bet, .options = bets, .n_options = 2,
	         .to = 1},
		{
			.id = ID("p"),
			.kind = STEP_SIGHTING,
			.sighting = &plain,
			.to = 2,
		},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	struct scene s;
	struct scene_told t;
	set_out(&o, steps, N_OF(steps));
	scene_make(&s, &o.arena, &o.visit);
	is_str(s.place, STR("Metz, vers 2018"), "a sighting says where and when");
	ok(said_is_empty(s.story), "its story waits for the bet");
	is_int(visit_choose(&o.visit, &o.moves, 1), OUTCOME_OK, "a bet is taken");
	is_str(events(&o), STR("répondre \"b\""), "and kept");
	scene_tell(&t, &o.arena, &o.visit);
	is_str(t.answer, STR("choisi la voisine"), "it reads as inside a sentence");
	ok(!said_is_empty(t.story) && t.verdict.len == 0, "then comes the story, and no verdict");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "one goes on");
	is_int(o.visit.stage, VISIT_READ, "a sighting without a bet is to be read");
	scene_make(&s, &o.arena, &o.visit);
	is_str(s.title, STR("Lens, sans date"), "its place is its title");
	ok(!said_is_empty(s.story), "its story is there at once");
	come_home(&o);
}

static void test_fields(void)
{
	struct field fields[] = {
		{.id = ID("nom"), .label = TEXT("Nom"), .type = FIELD_TEXT},
		{.id = ID("âge"), .label = TEXT("Âge"), .type = FIELD_NUMBER, .optional = true},
		{.id = ID("oui"),
	         .label = TEXT("Oui ?"),
	         .type = FIELD_YES_NO,
	         .preset = ID("oui")},
	};
	struct step steps[] = {
		{STEP("f", STEP_INPUT), .fields = fields, .n_fields = 3, .to = 1},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	bool is_preset;
	set_out(&o, steps, N_OF(steps));
	is_int(o.visit.stage, VISIT_FIELD, "an input wants its first field");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_REQUIRED, "which can't be left open");
	is_int(visit_fill(&o.visit, &o.moves, STR("Zoé")), OUTCOME_OK, "it is filled");
	is_str(events(&o), STR("répondre {\"nom\":\"Zoé\"}"), "and saved at once");
	is_int(o.visit.field, 1, "the second comes next");
	struct visit again = {0};
	visit_begin(&again, o.walk);
	is_int(again.field, 1, "taken up again, one is at the first that isn't filled");
	visit_finish(&again);
	is_int(visit_fill(&o.visit, &o.moves, STR("vieux")), OUTCOME_MALFORMED,
	       "it wants a number");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "and may be left open");
	is_str(events(&o), STR("répondre {\"nom\":\"Zoé\",\"âge\":null}"), "which is an answer");
	const struct answer *a = visit_prefill(&o.visit, &is_preset);
	ok(a != NULL && a->yes && is_preset, "a défaut is offered");
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_OK, "back goes to the field before");
	is_int(o.visit.field, 1, "without leaving the step");
	is_int(visit_redo(&o.visit, &o.moves), OUTCOME_OK, "forward goes to the next");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "Enter keeps the défaut");
	is_str(events(&o),
	       STR("répondre {\"nom\":\"Zoé\",\"âge\":null,\"oui\":\"oui\"} + aller f>fin vers + "
	           "fin"),
	       "and after the last field one goes on");
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_OK, "back into the step");
	is_int(o.visit.field, 0, "is at its first field");
	a = visit_prefill(&o.visit, &is_preset);
	ok(a != NULL && str_eq(a->text, STR("Zoé")), "with its answer");
	come_home(&o);
}

static void test_optional_input(void)
{
	struct field fields[] = {{.id = ID("nom"), .label = TEXT("Nom"), .type = FIELD_TEXT}};
	struct step steps[] = {
		{STEP("f", STEP_INPUT), .fields = fields, .n_fields = 1, .optional = true, .to = 1},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	set_out(&o, steps, N_OF(steps));
	ok(visit_is_passable(&o.visit), "a field that must be filled can be passed with its step");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "by Enter");
	is_str(events(&o), STR("aller f>fin vers null + fin"), "which leaves the step open");
	come_home(&o);
}

static void test_note(void)
{
	struct step steps[] = {
		{STEP("n", STEP_NOTE), .to = 1},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	set_out(&o, steps, N_OF(steps));
	is_int(visit_write_line(&o.visit, &o.moves, STR("Du pain")), OUTCOME_OK,
	       "a line is written");
	is_str(events(&o), STR("noter note '' + brouillon note 'Du pain' 0-0"),
	       "after the text as it was");
	(void)visit_write_line(&o.visit, &o.moves, STR("e\u0301t\xff"));
	is_str(events(&o), STR("brouillon note '\n\u00e9t\ufffd' 7-0"),
	       "the next one alone, in NFC, malformed bytes replaced");
	is_str(walk_note(o.walk, STR("n"), STR("note")), STR("Du pain\n\u00e9t\ufffd"),
	       "each is in the walk at once");
	(void)visit_write_line(&o.visit, &o.moves, STR(""));
	(void)events(&o);
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "then one goes on");
	is_str(events(&o), STR("noter note 'Du pain\n\u00e9t\ufffd' + aller n>fin vers + fin"),
	       "with the whole text, without blanks at its end");
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_OK, "back to the note");
	is_str(buf_str(&o.visit.draft.text), STR("Du pain\n\u00e9t\ufffd"), "it is still written");
	(void)events(&o);
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_OK, "Enter keeps it");
	is_str(events(&o), STR("aller n>fin vers + fin"),
	       "and where nothing was typed nothing is noted");
	(void)visit_back(&o.visit, &o.moves);
	(void)events(&o);
	is_int(visit_erase(&o.visit, &o.moves), OUTCOME_OK, "it can be emptied");
	is_str(walk_note(o.walk, STR("n"), STR("note")), STR(""), "then it is empty");
	(void)events(&o);
	is_int(visit_back(&o.visit, &o.moves), OUTCOME_NOT_THERE, "a move that can't be");
	ok(o.visit.draft.is_open, "leaves the note open");
	come_home(&o);
}

static void test_hub(void)
{
	struct hub_item items[] = {{.name = ID("a"), .to = 1}, {.name = ID("b"), .to = 2}};
	struct hub hub = {.items = items, .n_items = 2, .required = 1, .then = 3};
	struct step steps[] = {
		{STEP("h", STEP_HUB), .hub = &hub},
		{STEP("a", STEP_INFO), .back = true},
		{STEP("b", STEP_INFO), .back = true},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	struct scene s;
	uint32_t n_missing;
	set_out(&o, steps, N_OF(steps));
	is_int(o.visit.stage, VISIT_HUB, "a hub wants an item");
	is_int(visit_go_on(&o.visit, &o.moves), OUTCOME_UNANSWERED, "Enter chooses none");
	ok(!visit_may_leave(&o.visit, &n_missing) && n_missing == 1, "one must be seen to go on");
	is_int(visit_leave(&o.visit, &o.moves), OUTCOME_TOO_FEW, "before that it holds");
	is_int(visit_enter(&o.visit, &o.moves, 1), OUTCOME_OK, "an item is entered");
	is_str(events(&o), STR("aller h>b carrefour"), "in one event");
	(void)visit_go_on(&o.visit, &o.moves);
	is_str(events(&o), STR("aller b>h retour"), "it returns to the hub");
	scene_make(&s, &o.arena, &o.visit);
	ok(s.n_rows == 2 && !s.rows[0].is_done && s.rows[1].is_done, "where it is ticked");
	is_str(s.rows[0].label, STR("Titre de a"), "items go by their titles");
	ok(visit_may_leave(&o.visit, &n_missing), "then the hub lets go on");
	is_int(visit_leave(&o.visit, &o.moves), OUTCOME_OK, "by its own way");
	is_str(events(&o), STR("aller h>fin ensuite + fin"), "to what follows");
	is_int(visit_jump(&o.visit, &o.moves, 1), OUTCOME_OK, "and one jumps anywhere");
	is_str(events(&o), STR("aller fin>a saut"), "by saut");
	come_home(&o);
}

/* --- Scenes ----------------------------------------------------------------------- */

static void test_rows(void)
{
	struct expr no = {.op = EXPR_YES_NO, .type = TYPE_YES_NO};
	struct expr yes = {.op = EXPR_YES_NO, .type = TYPE_YES_NO, .yes = true};
	struct option options[] = {
		{OPTION("d", "Un détour"), .detour = 1},
		{OPTION("a", "*Ici*")},
		{OPTION("b", "Jamais"), .when = &no},
		{OPTION("c", "Plus tard"), .grey = &yes, .why = TEXT("il pleut")},
	};
	struct step steps[] = {
		{.id = ID("q"),
	         .kind = STEP_QUESTION,
	         .question = TEXT("Où ?"),
	         .options = options,
	         .n_options = 4,
	         .to = 1},
		{STEP("fin", STEP_ENDING)},
	};
	struct outing o = {0};
	struct scene s;
	set_out(&o, steps, N_OF(steps));
	scene_make(&s, &o.arena, &o.visit);
	is_int((long long)s.n_rows, 3, "what isn't offered isn't shown");
	is_str(s.rows[0].label, STR("Ici"), "labels lose their Markdown");
	ok(s.rows[1].is_greyed, "what can't be taken yet is shown so");
	is_str(s.rows[1].why, STR("il pleut"), "with why");
	ok(s.rows[2].is_detour, "détours come last");
	is_str(s.title, STR(""), "a question that is the title isn't said twice");
	is_str(s.kind, STR("Question"), "the kind is said in a word");
	is_int(s.rank, 1, "steps are counted as they are seen");
	is_int(visit_choose(&o.visit, &o.moves, 3), OUTCOME_GREYED, "a greyed one is refused");
	come_home(&o);
}

static void test_shelf(void)
{
	struct option options[] = {{OPTION("a", "Asso"), .audience = 1},
	                           {OPTION("b", "Ville"), .audience = 2}};
	uint32_t both[] = {1, 2}, asso[] = {1}, ville[] = {2}, list[] = {0, 1, 2, 3};
	struct resource resources[] = {
		{.id = ID("r0"),
	         .title = TEXT("Zéro"),
	         .kind = ID("outil"),
	         .audiences = ville,
	         .n_audiences = 1},
		{.id = ID("r1"),
	         .title = TEXT("Un"),
	         .kind = ID("Méthode"),
	         .audiences = asso,
	         .n_audiences = 1,
	         .publisher = ID("L'éditeur"),
	         .year = ID("2021")},
		{.id = ID("r2"),
	         .title = TEXT("Deux"),
	         .kind = ID("fanfare"),
	         .audiences = both,
	         .n_audiences = 2},
		{.id = ID("r3"), .title = TEXT("Trois"), .kind = ID("methode")},
	};
	struct audience audiences[] = {{ID("rien"), TEXT("Personne")},
	                               {ID("asso"), TEXT("Associations")},
	                               {ID("v"), TEXT("Villes")}};
	struct step steps[] = {
		{STEP("qui", STEP_QUESTION), .options = options, .n_options = 2, .to = 1,
	         .resources = list, .n_resources = 4},
		{STEP("fin", STEP_ENDING), .resources = list, .n_resources = 4},
	};
	struct outing o = {.journey = {.resources = resources,
	                               .n_resources = 4,
	                               .audiences = audiences,
	                               .n_audiences = 3}};
	set_out(&o, steps, N_OF(steps));
	o.journey.profile = 0;
	struct shelf shelf = shelf_of_step(&o.arena, o.walk, &steps[0]);
	ok(shelf.n == 4 && shelf.n_own == 0 && shelf.resources[0] == 0,
	   "before the profile is known, resources are in the author's order");
	(void)visit_choose(&o.visit, &o.moves, 0);
	shelf = shelf_of_step(&o.arena, o.walk, &steps[1]);
	ok(shelf.n == 4 && shelf.n_own == 2 && shelf.resources[0] == 1 && shelf.resources[1] == 2 &&
	           shelf.resources[2] == 0,
	   "those of the profile come first");
	is_str(shelf.profile, STR("Associations"), "under its name");
	steps[1].n_resources = 2;
	shelf = shelf_of_step(&o.arena, o.walk, &steps[1]);
	ok(shelf.n == 2 && shelf.n_own == 0, "one alone makes no group");

	size_t n;
	const struct shelf_part *parts = shelf_parts(&o.arena, &o.journey, &n);
	is_int((long long)n, 5,
	       "the catalogue has a part for each kind and audience that it holds");
	ok(str_eq(parts[0].label, STR("Méthodes")) && parts[0].n == 2,
	   "kinds are the same with and without accents");
	ok(str_eq(parts[2].label, STR("Autres")) && parts[2].n == 1,
	   "an unknown kind is among others");
	shelf = shelf_of_part(&o.arena, &o.journey, &parts[0]);
	ok(shelf.n == 2 && shelf.resources[0] == 1 && shelf.resources[1] == 3,
	   "a part lists its own");
	is_str(shelf_line(&o.arena, &resources[1]), STR("Un. L’éditeur, 2021"),
	       "a title says its publisher and year");
	is_str(shelf_audiences(&o.arena, &o.journey, &resources[3]), STR("Pour tous"),
	       "what is for nobody in particular is for all");
	is_str(shelf_audiences(&o.arena, &o.journey, &resources[2]), STR("Associations, Villes"),
	       "else audiences are named");
	come_home(&o);
}

/* --- The grammar ------------------------------------------------------------------ */

static void test_words(void)
{
	struct arena arena = {0};
	uint32_t number, n, *list;
	is_int(words_read(STR("  Où ")), COMMAND_WHERE, "a word needs neither case nor accents");
	is_int(words_read(STR("OU")), COMMAND_WHERE, "nor that it has them");
	is_int(words_read(STR("?")), COMMAND_HELP, "a question mark is a word");
	is_int(words_read(STR("retour au camp")), COMMAND_NONE, "a word in a sentence is none");
	is_int(words_read(STR("\\note")), COMMAND_NONE, "nor is one behind a backslash");
	is_str(words_literal(STR("\\note")), STR("note"), "which it loses");
	ok(words_number(STR(" 12. "), &number) && number == 12, "a number may have its point");
	ok(words_number(STR("12)"), &number) && number == 12 &&
	           words_number(STR("n°12"), &number) && number == 12 &&
	           words_number(STR("« 12 »"), &number) && number == 12,
	   "or what people put around one");
	ok(!words_number(STR("12a"), &number), "but nothing else");
	is_int(words_meant(STR("Précédent")), COMMAND_BACK, "other words are known for it");
	is_int(words_read(STR("précédent")), COMMAND_NONE, "which are no words of the grammar");
	ok(words_begin(STR("la v"), STR("La voisine")) &&
	           !words_begin(STR("la"), STR("La voisine")),
	   "a label's beginning has three characters or more");
	ok(words_are_arrows(STR("\033[A\033OB")) && !words_are_arrows(STR("\033[A7")) &&
	           !words_are_arrows(STR("")),
	   "what arrow keys send is told from what is typed");
	ok(!words_number(STR("99999999999999"), &number), "nor be beyond any list");
	ok(words_numbers(&arena, STR("1, 3 et 4;2"), &list, &n) && n == 4 && list[2] == 4,
	   "numbers may be told apart by signs, blanks, « et »");
	ok(!words_numbers(&arena, STR("1 ou 3"), &list, &n), "but by no other word");
	ok(!words_numbers(&arena, STR(""), &list, &n), "no number is none");
	ok(words_same(STR("l'EAU : oui"), STR("L\u2019eau\u00a0: oui")),
	   "a label is known whatever its blanks, case and apostrophes");
	ok(!words_same(STR(""), STR("")), "nothing typed is no label");
	ok(words_have(STR("L\u2019Éau des «\u00a0puits\u00a0»"), STR("pui eau")),
	   "what is looked for begins words, whatever their accents and order");
	ok(!words_have(STR("Le bureau des puits"), STR("eau")), "none is found inside another");
	ok(!words_have(STR("L'eau"), STR(" ")), "a blank finds nothing");
	struct buf b = {0};
	words_clean(&b, STR("a\x80z\r"));
	is_str(buf_str(&b), STR("a\ufffdz"), "malformed bytes are replaced, a CR goes");
	is_str(words_quoted(&arena, STR("\x1b[2J")), STR("\u241b[2J"),
	       "what is quoted is harmless");
	buf_finish(&b);
	arena_finish(&arena);
}

static struct str day_said(struct buf *b, struct date today, struct date when, uint8_t weekday)
{
	buf_clear(b);
	day_add(b, (struct day){.date = today}, (struct day){.date = when, .weekday = weekday});
	return buf_str(b);
}

static void test_days(void)
{
	struct buf b = {0};
	struct date today = {2024, 3, 1};
	is_str(day_said(&b, today, today, 5), STR("aujourd'hui"), "the same day is today");
	is_str(day_said(&b, today, (struct date){2024, 2, 29}, 4), STR("hier"),
	       "29 February is before 1 March");
	is_str(day_said(&b, (struct date){2023, 3, 1}, (struct date){2023, 2, 27}, 1), STR("lundi"),
	       "two days before is a weekday");
	is_str(day_said(&b, today, (struct date){2024, 2, 23}, 5), STR("le 23 février"),
	       "a week before is a date");
	is_str(day_said(&b, today, (struct date){2023, 12, 1}, 5), STR("le 1er décembre 2023"),
	       "with its year where it isn't this one's");
	is_str(day_said(&b, today, (struct date){2024, 3, 2}, 6), STR("le 2 mars"),
	       "a day to come is a date");
	is_str(day_said(&b, today, (struct date){0}, 0), STR(""), "an unknown day is nothing");
	buf_finish(&b);
}

/* --- Paper ------------------------------------------------------------------------ */

static int one(uint32_t rune)
{
	(void)rune;
	return 1;
}

static void test_paper(void)
{
	struct buf b = {0};
	struct paper p = {.out = &b, .cols = 16, .width = one};
	paper_block(&p);
	paper_say(&p, "Un : deux");
	paper_block(&p);
	paper_block(&p);
	paper_say(&p, "");
	paper_numbered(&p, 9, STR("un deux trois quatre"));
	paper_address(&p, STR("https://exemple.fr/tres/long"));
	paper_written(&p, STR("a\n\n\n*b*\n"));
	paper_prompt(&p, STR("Choix, ou ? :"));
	is_str(buf_str(&b),
	       STR("Un\u00a0: deux\n\n9. un deux trois\n   quatre\nhttps://exemple.fr/tres/long\n"
	           "a\n\n*b*\nChoix, ou\u00a0?\u00a0: "),
	       "blocks, rows, addresses, what was written, the prompt");
	buf_finish(&b);
}

int main(void)
{
	test_reading_and_ending();
	test_question();
	test_several();
	test_quiz();
	test_estimate();
	test_sighting();
	test_fields();
	test_optional_input();
	test_note();
	test_hub();
	test_rows();
	test_shelf();
	test_words();
	test_days();
	test_paper();
	return tap_done();
}
