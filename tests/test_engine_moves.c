/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may come next, and what is refused. A move that was made is shown as
 * « from by to choice =answer »; what was expected was worked out by hand.
 */
#include "expr.h"
#include "tap.h"
#include "walk.h"

/* --- A journey ------------------------------------------------------------------------ */

enum {
	A, /* question: x → b; y, by the step's suite; z, a détour to m, once; cachée; grise */
	B, /* information, to a junction */
	J, /* junction: to q where a is y, to s where b is fait, else to e */
	Q, /* quiz: v is right; suite: to f where réussi(q), else to e */
	E, /* estimation, 0 to 100, in %; to f */
	S, /* several of p, q, r (excludes the others), at least 1, at most 2; to f */
	F, /* fields; to h */
	H, /* hub: un → i, deux → k; exiger tous; then z */
	I, /* item, comes back */
	K, /* item, optional estimation, comes back */
	M, /* comes back, otherwise to b */
	O, /* optional question with one way, to b */
	N, /* note, to b */
	V, /* sighting with a bet, to b */
	R, /* junction, to itself */
	Z, /* ending */
	N_STEPS,
};

enum {
	T,  /* text of 2 to 5 characters */
	NB, /* number from -1.5 to 10, optional */
	D,  /* date from 2020-02-29, optional */
	ON, /* oui-non, optional */
	SC, /* scale from 1 to 5, optional */
	L,  /* list of u, w « L'œil », optional */
	N_FIELDS,
};

static struct option a_options[5], q_options[2], s_options[3], l_options[2], v_options[1];
static struct edge a_edges[2], j_edges[3], q_edges[2], r_edges[1];
static struct field fields[N_FIELDS];
static struct estimate estimate = {.right = 42, .to = 100, .has_range = true};
static struct sighting sighting;
static struct hub_item items[2];
static struct hub hub = {items, 2, HUB_ALL, Z};
static struct resource resources[1];
static struct step steps[N_STEPS];
static struct journey journey;

static struct text text(const char *s)
{
	return (struct text){.source = str_from(s)};
}

static struct option option(const char *id, const char *label)
{
	return (struct option){.id = str_from(id),
	                       .label = text(label),
	                       .to = STEP_NONE,
	                       .detour = STEP_NONE,
	                       .audience = INDEX_NONE};
}

static struct step *add_step(step_id step, const char *id, enum step_kind kind, step_id to)
{
	steps[step] =
		(struct step){.id = str_from(id), .kind = kind, .to = to, .otherwise = STEP_NONE, .reminder = STEP_NONE};
	return &steps[step];
}

static void set_options(step_id step, struct option *options, uint32_t n)
{
	steps[step].options = options;
	steps[step].n_options = n;
}

static void set_edges(step_id step, struct edge *edges, uint32_t n)
{
	steps[step].edges = edges;
	steps[step].n_edges = n;
}

static const struct expr *condition(const char *source)
{
	struct expr_scope scope = {.journey = &journey, .arena = &journey.arena};
	struct expr_fault fault;
	const struct expr *e = expr_parse(&scope, str_from(source), &fault);
	if (e == NULL) {
		tap_note("%s: %.*s", source, STR_ARG(fault.message));
		exit(EXIT_FAILURE);
	}
	return e;
}

static void make_steps(void)
{
	add_step(A, "a", STEP_QUESTION, STEP_NONE);
	add_step(B, "b", STEP_INFO, J);
	add_step(J, "j", STEP_JUNCTION, STEP_NONE);
	add_step(Q, "q", STEP_QUIZ, STEP_NONE);
	add_step(E, "e", STEP_ESTIMATE, F)->estimate = &estimate;
	add_step(S, "s", STEP_SEVERAL, F)->is_several = true;
	add_step(F, "f", STEP_INPUT, H);
	add_step(H, "h", STEP_HUB, STEP_NONE)->hub = &hub;
	add_step(I, "i", STEP_INFO, STEP_NONE)->back = true;
	add_step(K, "k", STEP_ESTIMATE, STEP_NONE)->back = true;
	add_step(M, "m", STEP_INFO, STEP_NONE)->back = true;
	add_step(O, "o", STEP_QUESTION, B)->optional = true;
	add_step(N, "n", STEP_NOTE, B);
	add_step(V, "v", STEP_SIGHTING, B)->sighting = &sighting;
	add_step(R, "r", STEP_JUNCTION, STEP_NONE);
	add_step(Z, "z", STEP_ENDING, STEP_NONE);
	steps[K].estimate = &estimate;
	steps[K].optional = true;
	steps[M].otherwise = B;
	estimate.unit = text("%");
	items[0] = (struct hub_item){.name = STR("un"), .to = I};
	items[1] = (struct hub_item){.name = STR("deux"), .to = K};
}

static void make_options(void)
{
	a_options[0] = option("x", "Le *x*");
	a_options[0].to = B;
	a_options[0].says = text("l'x");
	a_options[1] = option("y", "Le y");
	a_options[2] = option("z", "Voir");
	a_options[2].detour = M;
	a_options[2].once = true;
	a_options[3] = option("cachée", "Cachée");
	a_options[4] = option("grise", "Grise");
	set_options(A, a_options, 5);
	q_options[0] = option("v", "Vrai");
	q_options[0].right = true;
	q_options[1] = option("faux", "Faux");
	set_options(Q, q_options, 2);
	s_options[0] = option("p", "P");
	s_options[1] = option("q", "Q");
	s_options[2] = option("r", "R");
	set_options(S, s_options, 3);
	set_options(O, q_options, 2);
	v_options[0] = option("pari", "Pari");
	set_options(V, v_options, 1);
	steps[S].several = (struct several){.min = 1, .max = 2, .exclusive = 2};
}

static void make_fields(void)
{
	l_options[0] = option("u", "Un");
	l_options[1] = option("w", "L'œil");
	fields[T] = (struct field){
		.id = STR("t"), .type = FIELD_TEXT, .min = {true, 2, {0}}, .max = {true, 5, {0}}};
	fields[NB] = (struct field){.id = STR("n"),
	                            .type = FIELD_NUMBER,
	                            .min = {true, -1.5, {0}},
	                            .max = {true, 10, {0}}};
	fields[D] =
		(struct field){.id = STR("d"), .type = FIELD_DATE, .min = {true, 0, {2020, 2, 29}}};
	fields[ON] = (struct field){.id = STR("o"), .type = FIELD_YES_NO};
	fields[SC] = (struct field){
		.id = STR("e"), .type = FIELD_SCALE, .min = {true, 1, {0}}, .max = {true, 5, {0}}};
	fields[L] = (struct field){
		.id = STR("l"), .type = FIELD_LIST, .options = l_options, .n_options = 2};
	for (size_t i = NB; i < N_FIELDS; i++) {
		fields[i].optional = true;
	}
	steps[F].fields = fields;
	steps[F].n_fields = N_FIELDS;
}

static void make_journey(void)
{
	make_steps();
	make_options();
	make_fields();
	resources[0] = (struct resource){.id = STR("r078")};
	journey = (struct journey){.id = STR("essai"),
	                           .version = 1,
	                           .steps = steps,
	                           .n_steps = N_STEPS,
	                           .start = A,
	                           .resources = resources,
	                           .n_resources = 1};
	journey_index(&journey);
	a_options[3].when = condition("vu(q)");
	a_options[4].grey = condition("non vu(q)");
	a_edges[0] = (struct edge){condition("a = y"), Q};
	a_edges[1] = (struct edge){NULL, E};
	set_edges(A, a_edges, 2);
	j_edges[0] = (struct edge){condition("a = y"), Q};
	j_edges[1] = (struct edge){condition("fait(b)"), S};
	j_edges[2] = (struct edge){NULL, E};
	set_edges(J, j_edges, 3);
	q_edges[0] = (struct edge){condition("réussi(q)"), F};
	q_edges[1] = (struct edge){NULL, E};
	set_edges(Q, q_edges, 2);
	r_edges[0] = (struct edge){NULL, R};
	set_edges(R, r_edges, 1);
}

/* --- Moves ------------------------------------------------------------------------------ */

static struct walk *walk_at(const char *start)
{
	return walk_create(&journey, str_from(start));
}

/* What was asked for is folded where it may be. */
static enum outcome then(struct walk *w, enum outcome outcome, const struct event *e)
{
	if (outcome == OUTCOME_OK) {
		walk_fold(w, e);
	}
	return outcome;
}

static enum outcome go(struct walk *w, const struct answer *a)
{
	struct event e;
	return then(w, walk_go(w, a, &e), &e);
}

static enum outcome choose(struct walk *w, uint32_t choice)
{
	return go(w, walk_option_answer(w, choice));
}

static enum outcome give(struct walk *w, const struct answer *a)
{
	struct event e;
	return then(w, walk_answer(w, a, &e), &e);
}

static enum outcome detour(struct walk *w, uint32_t choice)
{
	struct event e;
	return then(w, walk_detour(w, choice, &e), &e);
}

static enum outcome enter(struct walk *w, uint32_t item)
{
	struct event e;
	return then(w, walk_enter(w, item, &e), &e);
}

static enum outcome back(struct walk *w, uint32_t count)
{
	struct event e;
	return then(w, walk_back(w, count, &e), &e);
}

static enum outcome jump(struct walk *w, step_id to)
{
	struct event e;
	return then(w, walk_jump(w, to, &e), &e);
}

static enum outcome type(struct walk *w, uint32_t field, const char *typed)
{
	struct event e;
	const struct answer *a;
	enum outcome outcome = walk_read_field(w, &fields[field], str_from(typed), &a);
	return outcome == OUTCOME_OK ? then(w, walk_answer_field(w, field, a, &e), &e) : outcome;
}

static bool is_at(const struct walk *w, step_id step)
{
	return walk_here(w)->step == step;
}

/* The event as its line has it, without head and seal; lent until the next call. */
static struct str facts_of(const struct event *e)
{
	static struct buf line;
	buf_clear(&line);
	event_write(&line, e, (struct stamp){STR(""), 0});
	size_t from = str_find(buf_str(&line), STR("\"e\":"), 0);
	size_t to = str_find(buf_str(&line), STR(",\"crc\""), from);
	return str_slice(buf_str(&line), from, to - from);
}

/* --- Tests -------------------------------------------------------------------------------- */

static void test_question(void)
{
	struct walk *w = walk_at("a");
	struct event e;
	is_int(go(w, NULL), OUTCOME_UNANSWERED, "a question wants an answer");
	is_int(go(w, walk_open_answer()), OUTCOME_UNANSWERED, "and can't be left open");
	is_int(choose(w, 9), OUTCOME_NO_CHOICE, "a choice out of range is none");
	is_int(choose(w, 2), OUTCOME_NO_CHOICE, "a détour is no answer");
	is_int(choose(w, 3), OUTCOME_NO_CHOICE, "a choice whose condition doesn't hold is none");
	is_int(choose(w, 4), OUTCOME_GREYED, "what is greyed can't be taken");
	is_int(walk_option_state(w, 0), OPTION_OFFERED, "a choice without condition is offered");
	is_int(walk_option_state(w, 3), OPTION_HIDDEN,
	       "one whose condition doesn't hold is hidden");
	is_int(walk_option_state(w, 4), OPTION_GREYED, "one may be shown and not taken");
	ok(option_is_detour(&a_options[2]) && !option_is_detour(&a_options[0]),
	   "a détour is known from an answer");
	is_int(walk_go(w, walk_set_answer(w, NULL, 0), &e), OUTCOME_MALFORMED,
	       "a set is no answer to a question");
	is_int(walk_last_n(w), 0, "what is refused makes no event");
	is_int(walk_go(w, walk_option_answer(w, 0), &e), OUTCOME_OK, "a choice may be taken");
	is_int(e.n, 1, "its event has the next number");
	is_str(facts_of(&e),
	       STR("\"e\":\"aller\",\"de\":\"a\",\"à\":\"b\",\"par\":\"vers\",\"rép\":\"x\""),
	       "a choice's own way beats the step's");
	is_int(walk_go(w, walk_option_answer(w, 1), &e), OUTCOME_OK,
	       "another has no way of its own");
	is_str(facts_of(&e),
	       STR("\"e\":\"aller\",\"de\":\"a\",\"à\":\"q\",\"par\":\"suite\",\"rép\":\"y\""),
	       "then the step's suite is taken, which sees the answer");
	choose(w, 0);
	back(w, 1);
	is_int(walk_go(w, NULL, &e), OUTCOME_OK, "the answer that the place holds will do");
	is_str(facts_of(&e), STR("\"e\":\"aller\",\"de\":\"a\",\"à\":\"b\",\"par\":\"vers\""),
	       "and isn't said again");
	jump(w, Q);
	jump(w, A);
	is_int(choose(w, 3), OUTCOME_OK, "a condition may come to hold");
	walk_destroy(w);
}

static void test_detour(void)
{
	struct walk *w = walk_at("a");
	struct event e;
	is_int(detour(w, 0), OUTCOME_NO_CHOICE, "an answer is no détour");
	is_int(detour(w, 7), OUTCOME_NO_CHOICE, "nor is a choice out of range");
	is_int(walk_detour(w, 2, &e), OUTCOME_OK, "a détour may be taken");
	is_str(facts_of(&e),
	       STR("\"e\":\"aller\",\"de\":\"a\",\"à\":\"m\",\"par\":\"détour\",\"choix\":\"z\""),
	       "it says by which choice");
	walk_fold(w, &e);
	is_int(walk_go(w, NULL, &e), OUTCOME_OK, "it comes back");
	is_str(facts_of(&e), STR("\"e\":\"aller\",\"de\":\"m\",\"à\":\"a\",\"par\":\"retour\""),
	       "to where it began");
	walk_fold(w, &e);
	is_int(walk_option_state(w, 2), OPTION_HIDDEN, "what is to be taken once is gone then");
	is_int(detour(w, 2), OUTCOME_NO_CHOICE, "and can't be taken");
	a_options[2].once = false;
	is_int(walk_option_state(w, 2), OPTION_OFFERED, "another stays");
	a_options[2].once = true;
	back(w, 2);
	is_int(detour(w, 2), OUTCOME_OK, "going back gives it again");
	walk_destroy(w);
	w = walk_at("m");
	is_int(walk_go(w, NULL, &e), OUTCOME_OK, "without a call there is the step's sinon");
	is_str(facts_of(&e), STR("\"e\":\"aller\",\"de\":\"m\",\"à\":\"b\",\"par\":\"vers\""),
	       "which is an ordinary way");
	walk_destroy(w);
	w = walk_at("i");
	is_int(go(w, NULL), OUTCOME_NO_WAY, "without either there is no way");
	walk_destroy(w);
	w = walk_at("a");
	jump(w, M);
	is_int(walk_go(w, NULL, &e), OUTCOME_OK, "after a jump one comes back");
	is_int(e.by, PASSAGE_VERS, "by the step's sinon where it has one");
	jump(w, I);
	is_int(walk_go(w, NULL, &e), OUTCOME_OK, "or, where it has none");
	is_str(facts_of(&e), STR("\"e\":\"aller\",\"de\":\"i\",\"à\":\"m\",\"par\":\"retour\""),
	       "to the place that was left");
	walk_destroy(w);
}

static void test_dropped_caller(void)
{
	struct walk *w = walk_at("n");
	struct event e;
	struct str removed[] = {STR("h")};
	go(w, NULL);
	jump(w, H);
	enter(w, 0);
	walk_fold(w, &(struct event){.kind = EVENT_OPEN,
	                             .n = walk_last_n(w) + 1,
	                             .fingerprint = STR(""),
	                             .removed = removed,
	                             .n_removed = 1});
	is_int(walk_go(w, NULL, &e), OUTCOME_OK, "a caller that is gone is no dead end");
	is_str(facts_of(&e), STR("\"e\":\"aller\",\"de\":\"i\",\"à\":\"b\",\"par\":\"retour\""),
	       "one returns to the last place outside the call");
	walk_destroy(w);
}

static void test_junction(void)
{
	struct walk *w = walk_at("a");
	struct event e;
	choose(w, 0);
	is_int(walk_go(w, NULL, &e), OUTCOME_OK, "a way may lead through a junction");
	is_str(facts_of(&e), STR("\"e\":\"aller\",\"de\":\"b\",\"à\":\"s\",\"par\":\"vers\""),
	       "which sees the step that is left as fait, and is no place");
	back(w, 1);
	a_options[1].to = J;
	is_int(walk_go(w, walk_option_answer(w, 1), &e), OUTCOME_OK, "so does a choice's way");
	is_str(facts_of(&e),
	       STR("\"e\":\"aller\",\"de\":\"a\",\"à\":\"q\",\"par\":\"vers\",\"rép\":\"y\""),
	       "and the junction sees the answer that is being given");
	a_options[1].to = STEP_NONE;
	is_int(walk_jump(w, J, &e), OUTCOME_OK, "a jump to a junction goes through it too");
	is_str(facts_of(&e), STR("\"e\":\"aller\",\"de\":\"a\",\"à\":\"e\",\"par\":\"saut\""),
	       "and finishes nothing");
	is_int(walk_jump(w, R, &e), OUTCOME_NO_WAY, "a ring of junctions leads nowhere");
	walk_destroy(w);
}

static void test_quiz(void)
{
	struct walk *w = walk_at("q");
	struct event e;
	is_int(walk_answer(w, walk_option_answer(w, 0), &e), OUTCOME_OK,
	       "a quiz is answered first");
	is_str(facts_of(&e), STR("\"e\":\"répondre\",\"étape\":\"q\",\"rép\":\"v\""),
	       "without being left");
	walk_fold(w, &e);
	ok(walk_is_told(w), "so that something can be said");
	is_int(go(w, NULL), OUTCOME_OK, "then one goes on");
	ok(is_at(w, F), "and the suite sees the answer");
	back(w, 1);
	give(w, walk_option_answer(w, 1));
	go(w, NULL);
	ok(is_at(w, E), "whichever it is");
	ok(answer_is_right(&steps[Q], walk_option_answer(w, 0)), "the right choice is right");
	ok(!answer_is_right(&steps[Q], walk_option_answer(w, 1)), "the other isn't");
	ok(!answer_is_right(&steps[A], walk_option_answer(w, 0)), "a question has nothing right");
	ok(!answer_is_right(&steps[Q], NULL), "no answer isn't right");
	steps[Q].is_several = true;
	ok(answer_is_right(&steps[Q], walk_set_answer(w, (uint32_t[]){0}, 1)),
	   "a set is right when it is that of the right ones");
	ok(!answer_is_right(&steps[Q], walk_set_answer(w, (uint32_t[]){0, 1}, 2)),
	   "and not with more");
	ok(!answer_is_right(&steps[Q], walk_set_answer(w, NULL, 0)), "or with fewer");
	steps[Q].is_several = false;
	walk_destroy(w);
}

static void test_set(void)
{
	struct walk *w = walk_at("s");
	struct event e;
	is_int(go(w, walk_set_answer(w, NULL, 0)), OUTCOME_TOO_FEW, "a set has its minimum");
	is_int(go(w, walk_set_answer(w, (uint32_t[]){0, 1, 2}, 3)), OUTCOME_EXCLUSIVE,
	       "an option may exclude the others");
	steps[S].several.exclusive = INDEX_NONE;
	is_int(go(w, walk_set_answer(w, (uint32_t[]){0, 1, 2}, 3)), OUTCOME_TOO_MANY,
	       "a set has its maximum");
	steps[S].several = (struct several){.min = 2, .max = 2, .exclusive = 2};
	is_int(walk_go(w, walk_set_answer(w, (uint32_t[]){2}, 1), &e), OUTCOME_OK,
	       "what excludes the others is never too few");
	is_int(go(w, walk_set_answer(w, (uint32_t[]){0, 7}, 2)), OUTCOME_NO_CHOICE,
	       "a set has no option out of range");
	is_int(walk_go(w, walk_set_answer(w, (uint32_t[]){1, 0, 1}, 3), &e), OUTCOME_OK,
	       "a set may be given in any order");
	is_str(e.answer, STR("[\"p\",\"q\"]"), "and is written in that of the file, each once");
	steps[S].several = (struct several){.min = 1, .max = 2, .exclusive = 2};
	walk_destroy(w);
}

static void test_estimate(void)
{
	struct walk *w = walk_at("e");
	const struct answer *a = NULL;
	struct event e;
	is_int(walk_read_estimate(w, &steps[E], STR("42,5 %"), &a), OUTCOME_OK,
	       "a guess may have its unit");
	is_int(walk_answer(w, a, &e), OUTCOME_OK, "a guess is an answer");
	is_str(e.answer, STR("42.5"), "which is written as a number");
	is_int(walk_read_estimate(w, &steps[E], STR("-1"), &a), OUTCOME_BELOW, "it has its bounds");
	is_int(walk_read_estimate(w, &steps[E], STR("101"), &a), OUTCOME_ABOVE, "at both ends");
	is_int(walk_read_estimate(w, &steps[E], STR("mille"), &a), OUTCOME_MALFORMED,
	       "a word is no guess");
	is_int(walk_read_estimate(w, &steps[E], STR(" "), &a), OUTCOME_UNANSWERED,
	       "a guess is wanted");
	is_int(walk_read_estimate(w, &steps[K], STR(""), &a), OUTCOME_OK,
	       "unless the step is optional");
	is_int(a->kind, ANSWER_OPEN, "then it is left open");
	walk_destroy(w);
}

static void test_reading_fields(void)
{
	struct walk *w = walk_at("f");
	const struct answer *a = NULL;

	static const struct {
		uint32_t field;
		const char *typed;
		enum outcome outcome;
		const char *sentence;
	} typings[] = {
		{T, "  ", OUTCOME_REQUIRED, "a field that isn't optional wants something"},
		{T, "\u00A0", OUTCOME_REQUIRED, "a no-break space is nothing"},
		{T, "a", OUTCOME_BELOW, "a text has its minimum of characters"},
		{T, "éàüöïo", OUTCOME_ABOVE, "and its maximum"},
		{T, "éàüöï", OUTCOME_OK, "characters aren't bytes"},
		{NB, "", OUTCOME_OK, "a field that is optional may be left open"},
		{NB, "3,5", OUTCOME_OK, "a number has a comma"},
		{NB, "trois", OUTCOME_MALFORMED, "a word is no number"},
		{NB, "-2", OUTCOME_BELOW, "a number has its minimum"},
		{NB, "1 000", OUTCOME_ABOVE, "and its maximum"},
		{D, "29/02/2020", OUTCOME_OK, "a date is written the French way"},
		{D, "28/2/2020", OUTCOME_BELOW, "a date has its minimum"},
		{D, "30/02/2020", OUTCOME_MALFORMED, "a day that isn't is no date"},
		{ON, "OUI", OUTCOME_OK, "oui is oui in capitals"},
		{ON, "peut-être", OUTCOME_MALFORMED, "peut-être is neither oui nor non"},
		{SC, "3", OUTCOME_OK, "a step of a scale is a number"},
		{SC, "3,5", OUTCOME_MALFORMED, "between two steps there is none"},
		{SC, "0", OUTCOME_BELOW, "a scale begins at its first step"},
		{SC, "6", OUTCOME_ABOVE, "and ends at its last"},
		{L, "2", OUTCOME_OK, "an item is taken by its number"},
		{L, "3", OUTCOME_NO_CHOICE, "a number without an item is none"},
		{L, "1,5", OUTCOME_NO_CHOICE, "nor is one between two"},
		{L, "U", OUTCOME_OK, "an item is taken by its id"},
		{L, "l’oeil", OUTCOME_OK, "an item is taken by its label, however typed"},
		{L, "autre", OUTCOME_NO_CHOICE, "another word is no item"},
	};

	for (size_t i = 0; i < sizeof typings / sizeof typings[0]; i++) {
		is_int(walk_read_field(w, &fields[typings[i].field], str_from(typings[i].typed),
		                       &a),
		       typings[i].outcome, typings[i].sentence);
	}
	walk_read_field(w, &fields[T], STR(" e\u0301\r\nb\r "), &a);
	is_str(a->text, STR("é\nb"), "a text is in NFC, its lines end in LF, its ends are trimmed");
	walk_read_field(w, &fields[L], STR("l’oeil"), &a);
	is_int(a->option, 1, "the item is the one that was meant");
	walk_destroy(w);
}

static void test_fields(void)
{
	struct walk *w = walk_at("f");
	struct event e;
	const struct answer *a;
	is_int(go(w, NULL), OUTCOME_UNANSWERED, "fields want an answer");
	is_int(type(w, NB, "3,5"), OUTCOME_OK, "fields are filled one by one");
	is_int(go(w, NULL), OUTCOME_REQUIRED, "one that isn't optional is wanted still");
	type(w, D, "1er mars 2027");
	type(w, ON, "n");
	type(w, L, "");
	walk_read_field(w, &fields[T], STR("\"a\""), &a);
	is_int(walk_answer_field(w, T, a, &e), OUTCOME_OK, "the last of them");
	is_str(facts_of(&e),
	       STR("\"e\":\"répondre\",\"étape\":\"f\",\"rép\":{\"t\":\"\\\"a\\\"\",\"n\":3.5,"
	           "\"d\":\"2027-03-01\",\"o\":\"non\",\"l\":null}"),
	       "is written with all the others, those left open as null, those not seen absent");
	walk_fold(w, &e);
	is_int(walk_answer_field(w, T, walk_open_answer(), &e), OUTCOME_REQUIRED,
	       "a field that isn't optional can't be left open");
	is_int(walk_answer_field(w, 9, a, &e), OUTCOME_NO_CHOICE, "a field out of range is none");
	is_int(walk_answer_field(w, NB, a, &e), OUTCOME_MALFORMED, "a text is no number");
	is_int(go(w, NULL), OUTCOME_OK, "then one goes on");
	jump(w, F);
	type(w, NB, "4");
	type(w, ON, "oui");
	ok(walk_here(w)->answer->fields.list[T] == NULL,
	   "at another passage the fields begin empty");
	back(w, 2);
	jump(w, A);
	jump(w, F);
	type(w, NB, "5");
	const struct answer *all = walk_here(w)->answer;
	ok(all->fields.list[ON] != NULL && all->fields.list[ON]->yes,
	   "or as they were when they were cut off");
	ok(answer_eq(all->fields.list[NB], &(struct answer){.kind = ANSWER_NUMBER, .number = 5}),
	   "but for the one that is typed");
	walk_destroy(w);
}

static void test_hub(void)
{
	struct walk *w = walk_at("h");
	struct event e;
	is_int(go(w, NULL), OUTCOME_TOO_FEW, "a hub may hold one back");
	is_int(enter(w, 2), OUTCOME_NO_CHOICE, "an item out of range is none");
	is_int(walk_enter(w, 0, &e), OUTCOME_OK, "an item may be entered");
	is_str(facts_of(&e),
	       STR("\"e\":\"aller\",\"de\":\"h\",\"à\":\"i\",\"par\":\"carrefour\",\"choix\":"
	           "\"un\""),
	       "by its name in the hub");
	walk_fold(w, &e);
	is_int(enter(w, 0), OUTCOME_NO_CHOICE, "a step that is no hub has no items");
	go(w, NULL);
	is_int(walk_go(w, NULL, &e), OUTCOME_OK, "optional items don't count among « tous »");
	is_str(facts_of(&e), STR("\"e\":\"aller\",\"de\":\"h\",\"à\":\"z\",\"par\":\"ensuite\""),
	       "and the hub leads on");
	hub.required = 2;
	is_int(go(w, NULL), OUTCOME_TOO_FEW, "a number counts them all");
	enter(w, 1);
	is_int(go(w, NULL), OUTCOME_OK, "an optional item may be passed");
	is_int(go(w, NULL), OUTCOME_OK, "and is ticked then");
	hub.required = HUB_ALL;
	walk_destroy(w);
}

static void test_passing(void)
{
	struct walk *w = walk_at("o");
	is_int(go(w, walk_open_answer()), OUTCOME_OK, "an optional question may be left open");
	ok(is_at(w, B), "by its one way");
	back(w, 1);
	is_int(walk_here(w)->answer->kind, ANSWER_OPEN, "and is so");
	walk_destroy(w);
	w = walk_at("o");
	is_int(go(w, NULL), OUTCOME_OK, "or be passed without a word");
	walk_destroy(w);
	w = walk_at("n");
	is_int(go(w, NULL), OUTCOME_OK, "a note wants nothing");
	is_int(give(w, walk_option_answer(w, 0)), OUTCOME_NO_CHOICE,
	       "an information takes no answer");
	walk_destroy(w);
	w = walk_at("v");
	is_int(go(w, NULL), OUTCOME_UNANSWERED, "a bet is wanted");
	is_int(give(w, walk_option_answer(w, 0)), OUTCOME_OK, "and may be made");
	is_int(go(w, NULL), OUTCOME_OK, "then the sighting leads on");
	walk_destroy(w);
}

static void test_along(void)
{
	struct walk *w = walk_at("a");
	struct event e;
	is_int(walk_back(w, 1, &e), OUTCOME_NOT_THERE, "there is nothing before the first place");
	is_int(walk_redo(w, 1, &e), OUTCOME_NOT_THERE, "nor after the last");
	choose(w, 1);
	is_int(walk_back(w, 2, &e), OUTCOME_NOT_THERE, "nor further back than there are places");
	is_int(walk_back(w, 0, &e), OUTCOME_NOT_THERE, "no step back is no move");
	is_int(walk_back(w, 1, &e), OUTCOME_OK, "one may go back");
	is_str(facts_of(&e), STR("\"e\":\"reculer\",\"pas\":1,\"à\":\"a\""), "and it says where");
	walk_fold(w, &e);
	is_int(walk_redo(w, 1, &e), OUTCOME_OK, "and there again");
	is_str(facts_of(&e), STR("\"e\":\"refaire\",\"pas\":1,\"à\":\"q\""),
	       "and it says where, too");
	is_int(walk_end(w, &e), OUTCOME_NO_WAY, "only an ending is one");
	is_int(walk_jump(w, N_STEPS, &e), OUTCOME_NOT_THERE, "a jump needs a step");
	jump(w, Z);
	is_int(go(w, NULL), OUTCOME_NO_WAY, "nothing leads on from an ending");
	is_int(walk_end(w, &e), OUTCOME_OK, "where the walk may be marked as finished");
	is_int(walk_restart(w, &e), OUTCOME_OK, "or begin again");
	is_str(facts_of(&e), STR("\"e\":\"recommencer\""), "without a further fact");
	walk_destroy(w);
}

static struct str legs_of(const struct event *e)
{
	static struct buf b;
	buf_clear(&b);
	for (size_t i = 0; i < e->n_legs; i++) {
		buf_addf(&b, "%s%.*s", i > 0 ? " " : "", STR_ARG(e->legs[i].to));
		if (e->legs[i].answer.len > 0) {
			buf_addf(&b, "=%.*s", STR_ARG(e->legs[i].answer));
		}
	}
	return buf_str(&b);
}

static void test_correct(void)
{
	struct walk *w = walk_at("a");
	const uint32_t first[] = {0}, second[] = {1};
	struct event e;
	ok(walk_look_back(w, A) == NULL, "there is no looking back at where one stands");
	ok(walk_correct(w, A, walk_option_answer(w, 0), &e) == OUTCOME_NOT_THERE,
	   "nor is it corrected");
	choose(w, 0);
	go(w, NULL);
	go(w, walk_set_answer(w, first, 1));
	ok(is_at(w, F), "on the way: a, b, s, f");
	struct walk *look = walk_look_back(w, S);
	ok(look != NULL && walk_step(look) == &steps[S] && walk_here(look)->answer != NULL,
	   "looking back, one stands there with the answer that was given");
	walk_destroy(look);
	ok(is_at(w, F) && walk_n_places(w) == 4, "looking back changes nothing");

	ok(walk_correct(w, S, walk_open_answer(), &e) == OUTCOME_UNANSWERED,
	   "what had to be answered can't be left open afterwards");
	ok(walk_correct(w, S, walk_set_answer(w, second, 1), &e) == OUTCOME_OK &&
	           str_eq(legs_of(&e), STR("f")),
	   "a corrected answer that leads on as before is followed as far as one was");
	walk_fold(w, &e);
	ok(is_at(w, F) && walk_n_places(w) == 4, "and one is where one was");
	ok(walk_correct(w, A, walk_option_answer(w, 0), &e) == OUTCOME_OK &&
	           str_eq(legs_of(&e), STR("b s=[\"q\"] f")),
	   "later answers come again with their places");
	ok(walk_correct(w, A, walk_option_answer(w, 1), &e) == OUTCOME_OK && e.n_legs == 1 &&
	           !str_eq(e.legs[0].to, STR("b")),
	   "where it leads elsewhere the way ends on the step it leads to");
	walk_fold(w, &e);
	ok(walk_left_over(w, S) != NULL && !walk_is_behind(w, S),
	   "what is off the path then is kept, and can't be corrected");
	walk_destroy(w);
}

static void test_beside(void)
{
	struct walk *w = walk_at("n");
	struct event e;
	walk_write_note(w, STR("note"), STR("e\u0301\r\n« oui »"), &e);
	is_str(facts_of(&e),
	       STR("\"e\":\"noter\",\"étape\":\"n\",\"quoi\":\"note\",\"texte\":\"é\\n« oui »\""),
	       "a note is in NFC, its lines end in LF");
	walk_draft(w, STR("note"), 3, 1, STR("x"), &e);
	is_str(facts_of(&e),
	       STR("\"e\":\"brouillon\",\"étape\":\"n\",\"quoi\":\"note\",\"pos\":3,\"ôté\":1,"
	           "\"mis\":\"x\""),
	       "a draft says what changed");
	is_int(walk_keep(w, 1, true, &e), OUTCOME_NOT_THERE, "a resource out of range is none");
	is_int(walk_consult(w, 0, &e), OUTCOME_OK, "a resource may be consulted");
	is_str(facts_of(&e), STR("\"e\":\"consulter\",\"ressource\":\"r078\""), "by its id");
	walk_keep(w, 0, true, &e);
	is_str(facts_of(&e), STR("\"e\":\"garder\",\"ressource\":\"r078\",\"oui\":true"),
	       "or kept");
	walk_begin_event(w, STR("safari 0.1.0"), &e);
	struct buf wanted = {0};
	unsigned long long fingerprint = journey_fingerprint(&journey);
	buf_addf(&wanted,
	         "\"e\":\"carnet\",\"format\":1,\"parcours\":\"essai\",\"version\":1,"
	         "\"empreinte\":\"%016llx\",\"programme\":\"safari 0.1.0\",\"début\":\"n\"",
	         fingerprint);
	is_str(facts_of(&e), buf_str(&wanted), "a carnet begins with what it is of");
	is_int(walk_last_n(w), 0, "asking makes nothing");
	walk_fold(w, &(struct event){.kind = EVENT_BEGIN,
	                             .start = STR("n"),
	                             .version = 1,
	                             .fingerprint = STR("0000000000000abd")});
	is_int(walk_reopen(w, &e), OUTCOME_OK, "another fingerprint is another journey");
	buf_clear(&wanted);
	buf_addf(&wanted,
	         "\"e\":\"ouvrir\",\"version\":1,\"empreinte\":\"%016llx\",\"retirées\":[],"
	         "\"à\":\"n\"",
	         fingerprint);
	is_str(facts_of(&e), buf_str(&wanted), "which is said once");
	buf_finish(&wanted);
	walk_destroy(w);
}

static void test_printing(void)
{
	struct walk *w = walk_at("f");
	struct buf out = {0};
	answer_print(&out, w, &steps[A], walk_option_answer(w, 0));
	buf_addc(&out, '|');
	answer_print(&out, w, &steps[S], walk_set_answer(w, (uint32_t[]){0, 1, 2}, 3));
	buf_addc(&out, '|');
	answer_print(&out, w, &steps[A], walk_open_answer());
	buf_addc(&out, '|');
	answer_print(&out, w, &steps[A], NULL);
	buf_addc(&out, '|');
	answer_print(&out, w, &steps[E], &(struct answer){.kind = ANSWER_NUMBER, .number = 3.5});
	buf_addc(&out, '|');
	answer_print(&out, w, &steps[A],
	             &(struct answer){.kind = ANSWER_MISFIT, .misfit = STR("1")});
	is_str(buf_str(&out), STR("Le *x*|P, Q et R|…|…|3,5|…"),
	       "an answer is printed by its labels, numbers the French way, what is open as « … »");
	buf_clear(&out);
	type(w, T, "abc");
	type(w, D, "2027-03-12");
	type(w, L, "w");
	answer_print(&out, w, &steps[F], walk_here(w)->answer);
	is_str(buf_str(&out), STR("abc ; … ; 12/03/2027 ; … ; … ; L'œil"),
	       "fields are printed one after the other");
	buf_finish(&out);
	walk_destroy(w);
}

int main(void)
{
	make_journey();
	test_question();
	test_detour();
	test_dropped_caller();
	test_junction();
	test_quiz();
	test_set();
	test_estimate();
	test_reading_fields();
	test_fields();
	test_hub();
	test_passing();
	test_along();
	test_correct();
	test_beside();
	test_printing();
	arena_finish(&journey.arena);
	return tap_done();
}
