/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each event makes of a walk. A path is shown as « a=x m<a> a* »: steps with the stack
 * of their callers, the answer, and a star at the cursor; what was expected was worked out
 * by hand from the rules.
 */
#include "expr.h"
#include "tap.h"
#include "walk.h"

/* --- A journey ------------------------------------------------------------------------ */

enum {
	A, /* question: x, y, and z, a détour to m */
	B, /* information */
	C, /* information */
	M, /* comes back */
	Q, /* quiz: v is right */
	E, /* estimation: 42 is right */
	S, /* several of p, q, r */
	F, /* fields: t text, n number, l list of u */
	H, /* hub: un → i, deux → k, then z */
	I, /* item, comes back */
	K, /* item, comes back */
	N, /* note */
	Z, /* ending */
	N_STEPS,
};

static struct option a_options[3], q_options[2], s_options[3], l_options[1];
static struct field f_fields[3];
static struct estimate estimate = {.right = 42};
static struct hub_item items[2];
static struct hub hub = {items, 2, 0, Z};
static struct step steps[N_STEPS];
static struct journey journey;

static struct option option(const char *id)
{
	return (struct option){
		.id = str_from(id), .to = STEP_NONE, .detour = STEP_NONE, .audience = INDEX_NONE};
}

static void add_step(step_id step, const char *id, enum step_kind kind)
{
	steps[step] = (struct step){
		.id = str_from(id), .kind = kind, .to = STEP_NONE, .otherwise = STEP_NONE, .reminder = STEP_NONE};
}

static void make_steps(void)
{
	add_step(A, "a", STEP_QUESTION);
	add_step(B, "b", STEP_INFO);
	add_step(C, "c", STEP_INFO);
	add_step(M, "m", STEP_INFO);
	add_step(Q, "q", STEP_QUIZ);
	add_step(E, "e", STEP_ESTIMATE);
	add_step(S, "s", STEP_SEVERAL);
	add_step(F, "f", STEP_INPUT);
	add_step(H, "h", STEP_HUB);
	add_step(I, "i", STEP_INFO);
	add_step(K, "k", STEP_INFO);
	add_step(N, "n", STEP_NOTE);
	add_step(Z, "z", STEP_ENDING);
}

static void make_options(void)
{
	a_options[0] = option("x");
	a_options[1] = option("y");
	a_options[2] = option("z");
	a_options[2].detour = M;
	q_options[0] = option("v");
	q_options[0].right = true;
	q_options[1] = option("faux");
	s_options[0] = option("p");
	s_options[1] = option("q");
	s_options[2] = option("r");
	l_options[0] = option("u");
}

static void make_journey(void)
{
	make_steps();
	make_options();
	steps[A].options = a_options;
	steps[A].n_options = 3;
	steps[Q].options = q_options;
	steps[Q].n_options = 2;
	steps[E].estimate = &estimate;
	steps[S].options = s_options;
	steps[S].n_options = 3;
	steps[S].is_several = true;
	f_fields[0] = (struct field){.id = STR("t"), .type = FIELD_TEXT};
	f_fields[1] = (struct field){.id = STR("n"), .type = FIELD_NUMBER};
	f_fields[2] = (struct field){
		.id = STR("l"), .type = FIELD_LIST, .options = l_options, .n_options = 1};
	steps[F].fields = f_fields;
	steps[F].n_fields = 3;
	items[0] = (struct hub_item){.name = STR("un"), .to = I};
	items[1] = (struct hub_item){.name = STR("deux"), .to = K};
	steps[H].hub = &hub;
	journey = (struct journey){
		.id = STR("essai"), .version = 1, .steps = steps, .n_steps = N_STEPS, .start = A};
	journey_index(&journey);
}

/* --- Events ---------------------------------------------------------------------------- */

static void fold(struct walk *w, struct event e)
{
	e.n = walk_last_n(w) + 1;
	walk_fold(w, &e);
}

static void go(struct walk *w, const char *from, const char *to, enum passage by)
{
	fold(w, (struct event){
			.kind = EVENT_GO, .from = str_from(from), .to = str_from(to), .by = by});
}

static void go_with(struct walk *w, const char *from, const char *to, const char *answer)
{
	fold(w, (struct event){.kind = EVENT_GO,
	                       .from = str_from(from),
	                       .to = str_from(to),
	                       .by = PASSAGE_VERS,
	                       .answer = str_from(answer)});
}

static void call(struct walk *w, const char *from, const char *to, enum passage by,
                 const char *choice)
{
	fold(w, (struct event){.kind = EVENT_GO,
	                       .from = str_from(from),
	                       .to = str_from(to),
	                       .by = by,
	                       .choice = str_from(choice)});
}

static void answer(struct walk *w, const char *step, const char *json)
{
	fold(w, (struct event){
			.kind = EVENT_ANSWER, .step = str_from(step), .answer = str_from(json)});
}

static void back(struct walk *w, uint32_t count)
{
	fold(w, (struct event){.kind = EVENT_BACK, .count = count});
}

static void redo(struct walk *w, uint32_t count)
{
	fold(w, (struct event){.kind = EVENT_REDO, .count = count});
}

static void restart(struct walk *w)
{
	fold(w, (struct event){.kind = EVENT_RESTART});
}

static void correct(struct walk *w, const char *step, const char *json, struct leg *legs, size_t n)
{
	fold(w, (struct event){.kind = EVENT_CORRECT,
	                       .step = str_from(step),
	                       .answer = str_from(json),
	                       .legs = legs,
	                       .n_legs = n});
}

static void reopen(struct walk *w, const char *removed)
{
	struct str list[] = {str_from(removed)};
	fold(w, (struct event){.kind = EVENT_OPEN,
	                       .version = 2,
	                       .fingerprint = STR("0123456789abcdef"),
	                       .removed = list,
	                       .n_removed = removed != NULL ? 1 : 0});
}

static void note(struct walk *w, const char *step, const char *what, const char *text)
{
	fold(w, (struct event){.kind = EVENT_NOTE,
	                       .step = str_from(step),
	                       .what = str_from(what),
	                       .text = str_from(text)});
}

static void draft(struct walk *w, uint32_t at, uint32_t cut, const char *put)
{
	fold(w, (struct event){.kind = EVENT_DRAFT,
	                       .step = STR("n"),
	                       .at = at,
	                       .cut = cut,
	                       .text = str_from(put)});
}

/* --- What is shown ---------------------------------------------------------------------- */

static void show_answer(struct buf *out, step_id step, const struct answer *a)
{
	/* An answer of a foreign step is no option. */
	const struct option *options = step < N_STEPS ? steps[step].options : a_options;
	switch (a->kind) {
	case ANSWER_OPEN:
		buf_add(out, STR("null"));
		break;
	case ANSWER_OPTION:
		buf_add(out, options[a->option].id);
		break;
	case ANSWER_SET:
		for (uint32_t i = 0; i < a->set.n; i++) {
			buf_add(out, options[a->set.options[i]].id);
		}
		break;
	case ANSWER_NUMBER:
		buf_addf(out, "%g", a->number);
		break;
	case ANSWER_TEXT:
		buf_add(out, a->text);
		break;
	case ANSWER_DATE:
	case ANSWER_YES_NO:
		buf_add(out, STR("?"));
		break;
	case ANSWER_FIELDS:
		buf_addf(out, "%u champs", (unsigned)a->fields.n);
		break;
	case ANSWER_MISFIT:
		buf_addf(out, "!%.*s", STR_ARG(a->misfit));
		break;
	}
}

/* Outermost first. */
static void show_stack(struct buf *out, const struct walk *w, const struct call *c)
{
	struct buf stack = {0};
	for (; c != NULL; c = c->up) {
		struct buf outer = {0};
		buf_add(&outer, c->caller->dropped ? STR("-") : walk_step_name(w, c->caller->step));
		buf_add(&outer, buf_str(&stack));
		buf_finish(&stack);
		stack = outer;
	}
	if (stack.len > 0) {
		buf_addf(out, "<%.*s>", STR_ARG(buf_str(&stack)));
	}
	buf_finish(&stack);
}

/* The path, lent until the next call. */
static struct str path_of(const struct walk *w)
{
	static struct buf out;
	buf_clear(&out);
	for (size_t i = 0; i < walk_n_places(w); i++) {
		const struct place *p = walk_place(w, i);
		buf_add(&out, i > 0 ? STR(" ") : STR(""));
		buf_add(&out, walk_step_name(w, p->step));
		show_stack(&out, w, p->call);
		if (p->answer != NULL) {
			buf_addc(&out, '=');
			show_answer(&out, p->step, p->answer);
		}
		buf_add(&out, i == walk_cursor(w) ? STR("*") : STR(""));
	}
	return buf_str(&out);
}

/* « 2 visites, fait, réussi, =x » of a step, lent until the next call. */
static struct str fact_of(struct walk *w, step_id step, bool with_own)
{
	static struct buf out;
	const struct fact *f = &walk_facts(w, with_own)->of[step];
	buf_clear(&out);
	buf_addf(&out, "%u", (unsigned)f->visits);
	buf_add(&out, f->done ? STR(" fait") : STR(""));
	buf_add(&out, f->right ? STR(" réussi") : STR(""));
	if (f->answer != NULL) {
		buf_addc(&out, '=');
		show_answer(&out, step, f->answer);
	}
	return buf_str(&out);
}

static bool prefill_is(const struct walk *w, const char *shown)
{
	struct buf out = {0};
	const struct answer *a = walk_prefill(w);
	if (a != NULL) {
		show_answer(&out, walk_here(w)->step, a);
	}
	bool same = str_eq(buf_str(&out), str_from(shown));
	buf_finish(&out);
	return same;
}

/* --- Tests -------------------------------------------------------------------------------- */

static void test_beginning(void)
{
	struct walk *w = walk_create(&journey, STR("b"));
	is_str(path_of(w), STR("b*"), "a new walk has one place, at its start");
	is_int(walk_last_n(w), 0, "a new walk has folded nothing but its beginning");
	walk_fold(w, &(struct event){.kind = EVENT_BEGIN, .start = STR("c"), .version = 1});
	is_str(path_of(w), STR("c*"), "the first line says where the carnet begins");
	go(w, "c", "a", PASSAGE_VERS);
	walk_fold(w, &(struct event){.kind = EVENT_BEGIN, .start = STR("b"), .version = 1});
	is_str(path_of(w), STR("c a*"), "a first line that comes again is skipped");
	walk_destroy(w);
	w = walk_create(&journey, (struct str){0});
	is_str(path_of(w), STR("a*"), "without a first line one begins at départ");
	walk_destroy(w);
	walk_destroy(NULL);
}

static void test_go(void)
{
	struct walk *w = walk_create(&journey, STR("a"));
	go_with(w, "a", "b", "\"x\"");
	is_str(path_of(w), STR("a=x b*"), "the answer goes to the place that is left");
	go(w, "b", "c", PASSAGE_SUITE);
	is_str(path_of(w), STR("a=x b c*"), "a move without answer leaves what the place holds");
	back(w, 2);
	is_str(path_of(w), STR("a=x* b c"), "back moves the cursor only");
	redo(w, 1);
	is_str(path_of(w), STR("a=x b* c"), "redo moves the cursor only");
	redo(w, 9);
	is_str(path_of(w), STR("a=x b c*"), "redo stops at the last place");
	back(w, 9);
	is_str(path_of(w), STR("a=x* b c"), "back stops at the first place");
	go_with(w, "a", "q", "null");
	is_str(path_of(w), STR("a=null q*"), "a new move cuts what lay ahead");
	walk_fold(w, &(struct event){.kind = EVENT_GO,
	                             .n = walk_last_n(w),
	                             .from = STR("q"),
	                             .to = STR("b"),
	                             .by = PASSAGE_VERS});
	is_str(path_of(w), STR("a=null q*"), "an event whose number was folded is skipped");
	fold(w, (struct event){.kind = EVENT_FOREIGN});
	is_int(walk_last_n(w), 8, "a foreign event takes its number");
	fold(w, (struct event){.kind = EVENT_END});
	is_str(path_of(w), STR("a=null q*"), "fin changes nothing");
	walk_destroy(w);
}

static void test_prefill(void)
{
	struct walk *w = walk_create(&journey, STR("a"));
	go_with(w, "a", "b", "\"x\"");
	go(w, "b", "a", PASSAGE_VERS);
	ok(prefill_is(w, ""), "a step that one comes to again has no answer of its own");
	answer(w, "a", "\"y\"");
	back(w, 1);
	go(w, "b", "a", PASSAGE_VERS);
	is_str(path_of(w), STR("a=x b a*"), "the place that was cut is forgotten");
	ok(prefill_is(w, "y"), "the answer that was cut comes back as pre-fill");
	is_str(fact_of(w, A, true), STR("2 fait=x"), "pre-fill is no answer");
	answer(w, "a", "null");
	back(w, 2);
	go(w, "a", "a", PASSAGE_VERS);
	ok(prefill_is(w, "null"), "what was cut last is pre-fill, left open too");
	walk_destroy(w);
}

static void test_answer(void)
{
	struct walk *w = walk_create(&journey, STR("a"));
	ok(!walk_is_told(w), "nothing is to be told at first");
	answer(w, "a", "\"x\"");
	ok(walk_is_told(w), "after an answer here, something is to be told");
	note(w, "a", "marge", "tiens");
	ok(walk_is_told(w), "a note doesn't change that");
	go(w, "a", "b", PASSAGE_VERS);
	ok(!walk_is_told(w), "after a move nothing is to be told");
	go(w, "b", "a", PASSAGE_VERS);
	go(w, "a", "c", PASSAGE_VERS);
	answer(w, "a", "\"y\"");
	is_str(path_of(w), STR("a=x b a=y c*"),
	       "an answer elsewhere goes to the step's last place");
	ok(!walk_is_told(w), "after an answer elsewhere nothing is to be told");
	back(w, 2);
	answer(w, "a", "null");
	is_str(path_of(w), STR("a=null b* a=y c"), "the last place is one at or before the cursor");
	answer(w, "q", "\"v\"");
	go(w, "b", "q", PASSAGE_VERS);
	ok(prefill_is(w, "v"), "an answer to a step without a place is pre-fill");
	walk_destroy(w);
}

static void test_calls(void)
{
	struct walk *w = walk_create(&journey, STR("a"));
	call(w, "a", "m", PASSAGE_DETOUR, "z");
	is_str(path_of(w), STR("a m<a>*"), "a détour pushes the place that is left");
	go(w, "m", "b", PASSAGE_VERS);
	is_str(path_of(w), STR("a m<a> b<a>*"), "vers keeps the stack");
	answer(w, "a", "\"x\"");
	go(w, "b", "a", PASSAGE_RETOUR);
	is_str(path_of(w), STR("a=x m<a> b<a> a=x*"),
	       "retour is a new place, with what the caller holds by now");
	ok(walk_was_taken(w, A, STR("z")), "the choice of the détour was taken");
	is_str(fact_of(w, M, false), STR("1 fait"), "a step left by vers is fait");
	is_str(fact_of(w, B, false), STR("1 fait"), "a step left by retour is fait");
	is_str(fact_of(w, A, false), STR("1=x"),
	       "a step left by a détour isn't fait, and retour is no visit");
	back(w, 3);
	ok(!walk_was_taken(w, A, STR("z")), "back takes the détour back");
	redo(w, 3);
	go(w, "a", "h", PASSAGE_VERS);
	call(w, "h", "i", PASSAGE_CARREFOUR, "un");
	call(w, "i", "m", PASSAGE_DETOUR, "z");
	is_str(path_of(w), STR("a=x m<a> b<a> a=x h i<h> m<hi>*"), "calls nest");
	go(w, "m", "i", PASSAGE_RETOUR);
	is_str(str_slice(path_of(w), strlen("a=x m<a> b<a> a=x h "), SIZE_MAX),
	       STR("i<h> m<hi> i<h>*"), "retour takes the stack of the caller");
	ok(!walk_is_ticked(w, H, STR("un")), "an item isn't ticked inside");
	go(w, "i", "h", PASSAGE_RETOUR);
	ok(walk_is_ticked(w, H, STR("un")), "an item is ticked when one is back at its hub");
	ok(!walk_is_ticked(w, H, STR("deux")), "another isn't");
	is_int(walk_facts(w, false)->of[H].ticked, 1, "ticked items are counted");
	call(w, "h", "i", PASSAGE_CARREFOUR, "un");
	go(w, "i", "h", PASSAGE_RETOUR);
	is_int(walk_facts(w, false)->of[H].ticked, 1, "an item done twice counts once");
	is_int(walk_facts(w, false)->of[H].visits, 1, "coming back to a hub is no visit");
	call(w, "h", "z", PASSAGE_CARREFOUR, "deux");
	is_str(str_slice(path_of(w), path_of(w).len - 2, 2), STR("z*"),
	       "an ending ends all open calls");
	ok(walk_was_taken(w, H, STR("deux")), "the item that led to the ending was taken");
	walk_destroy(w);
}

static void test_jumps(void)
{
	struct walk *w = walk_create(&journey, STR("a"));
	call(w, "a", "m", PASSAGE_DETOUR, "z");
	go(w, "m", "c", PASSAGE_SAUT);
	is_str(path_of(w), STR("a m<a> c<m>*"),
	       "a jump to a step not visited has a stack of the place left");
	go(w, "c", "m", PASSAGE_SAUT);
	is_str(path_of(w), STR("a m<a> c<m> m<a>*"),
	       "a jump to a step visited has the stack of its last place");
	go(w, "m", "a", PASSAGE_SAUT);
	is_str(path_of(w), STR("a m<a> c<m> m<a> a*"), "that stack may be empty");
	is_str(fact_of(w, M, false), STR("2"), "a step left by a jump isn't fait");
	back(w, 3);
	go(w, "m", "c", PASSAGE_SAUT);
	is_str(path_of(w), STR("a m<a> c<m>*"), "a step that was cut off isn't visited");
	walk_destroy(w);
}

static void test_facts(void)
{
	struct walk *w = walk_create(&journey, STR("q"));
	is_str(fact_of(w, Q, false), STR("1"), "the step at the cursor is visited");
	answer(w, "q", "\"v\"");
	is_str(fact_of(w, Q, false), STR("1 réussi"),
	       "a condition doesn't see the answer here yet");
	is_str(fact_of(w, Q, true), STR("1 réussi=v"), "unless it is asked with it");
	go(w, "q", "q", PASSAGE_VERS);
	answer(w, "q", "\"faux\"");
	go(w, "q", "b", PASSAGE_VERS);
	is_str(fact_of(w, Q, false), STR("2 fait réussi=faux"),
	       "the last answer counts, and the first try");
	back(w, 1);
	is_str(fact_of(w, Q, false), STR("2 fait réussi=v"),
	       "back at a step, its answer before is seen");
	back(w, 1);
	answer(w, "q", "\"faux\"");
	redo(w, 2);
	is_str(fact_of(w, Q, false), STR("2 fait=faux"), "the first try is the first place's");
	go(w, "b", "q", PASSAGE_VERS);
	go_with(w, "q", "e", "null");
	is_str(fact_of(w, Q, false), STR("3 fait=null"), "left open is an answer like another");
	answer(w, "e", "42");
	is_str(fact_of(w, E, true), STR("1 réussi=42"), "an estimation is right when it is exact");
	answer(w, "e", "41.5");
	is_str(fact_of(w, E, true), STR("1=41.5"), "and not when it is near");
	walk_destroy(w);
}

static void test_notes(void)
{
	struct walk *w = walk_create(&journey, STR("n"));
	note(w, "n", "note", "éàü");
	draft(w, 1, 1, "XY");
	is_str(walk_note(w, STR("n"), STR("note")), STR("éXYü"), "a draft counts characters");
	draft(w, 99, 9, "!");
	is_str(walk_note(w, STR("n"), STR("note")), STR("éXYü!"), "a draft past the end appends");
	draft(w, 2, 99, "");
	is_str(walk_note(w, STR("n"), STR("note")), STR("éX"), "a draft cuts at most to the end");
	is_str(fact_of(w, N, false), STR("1=éX"), "a note is read by its step's id");
	note(w, "n", "marge", "à part");
	is_str(walk_note(w, STR("n"), STR("note")), STR("éX"), "a margin is another text");
	is_str(walk_note(w, STR("b"), STR("note")), STR(""), "a step without a note has none");
	go(w, "n", "b", PASSAGE_VERS);
	back(w, 1);
	is_str(walk_note(w, STR("n"), STR("marge")), STR("à part"), "back undoes no note");
	is_int(walk_n_notes(w), 2, "notes are counted");
	note(w, "n", "note", " ");
	is_str(fact_of(w, N, false), STR("1"), "a blank note is as none");
	restart(w);
	is_str(walk_note_at(w, 1).text, STR("à part"), "nor does beginning again");
	fold(w, (struct event){.kind = EVENT_KEEP, .resource = STR("r1"), .keep = true});
	fold(w, (struct event){.kind = EVENT_CONSULT, .resource = STR("r2")});
	ok(walk_is_kept(w, STR("r1")) && !walk_is_kept(w, STR("r2")), "a resource is kept");
	ok(walk_is_consulted(w, STR("r2")) && !walk_is_consulted(w, STR("r1")), "or consulted");
	fold(w, (struct event){.kind = EVENT_KEEP, .resource = STR("r1"), .keep = false});
	ok(!walk_is_kept(w, STR("r1")), "the last word on a resource counts");
	walk_destroy(w);
}

static void test_correct(void)
{
	struct walk *w = walk_create(&journey, STR("a"));
	struct leg legs[] = {
		{.to = STR("c"), .by = PASSAGE_VERS},
		{.to = STR("q"), .by = PASSAGE_VERS, .answer = STR("\"v\"")},
	};
	go_with(w, "a", "b", "\"x\"");
	go(w, "b", "q", PASSAGE_VERS);
	go_with(w, "q", "s", "\"faux\"");
	go(w, "s", "f", PASSAGE_VERS);
	back(w, 1);
	correct(w, "a", "\"y\"", legs, 2);
	is_str(path_of(w), STR("a=y c q=v*"),
	       "a correction edits the old answer and walks the new way");
	back(w, 2);
	go(w, "a", "q", PASSAGE_VERS);
	ok(prefill_is(w, "v"), "the answers that it cuts are pre-fill");
	go(w, "q", "a", PASSAGE_VERS);
	correct(w, "a", "\"x\"", legs, 1);
	is_str(path_of(w), STR("a=x c*"), "the place at the cursor isn't the one corrected");
	correct(w, "a", "null", NULL, 0);
	is_str(path_of(w), STR("a=null*"), "a correction may end on the place corrected");
	struct leg round[] = {
		{.to = STR("m"), .by = PASSAGE_DETOUR, .choice = STR("z")},
		{.to = STR("a"), .by = PASSAGE_RETOUR, .answer = STR("\"y\"")},
	};
	go(w, "a", "b", PASSAGE_VERS);
	correct(w, "a", "\"x\"", round, 2);
	is_str(path_of(w), STR("a=x m<a> a=y*"), "a leg's answer is of the place that it reaches");
	ok(walk_was_taken(w, A, STR("z")), "a leg may be a détour");
	walk_destroy(w);
}

static void test_restart(void)
{
	struct walk *w = walk_create(&journey, STR("a"));
	go_with(w, "a", "q", "\"x\"");
	go_with(w, "q", "b", "\"v\"");
	back(w, 1);
	restart(w);
	is_str(path_of(w), STR("a*"), "beginning again is one place at début");
	ok(prefill_is(w, "x"), "the answers are pre-fill");
	is_str(fact_of(w, Q, false), STR("0"), "and nothing else");
	back(w, 1);
	is_str(path_of(w), STR("a*"), "there is no way back from beginning again");
	walk_destroy(w);
}

static void test_damage(void)
{
	struct walk *w = walk_create(&journey, STR("a"));
	go(w, "a", "b", PASSAGE_VERS);
	go(w, "b", "c", PASSAGE_VERS);
	walk_damaged(w);
	go_with(w, "a", "q", "\"y\"");
	is_str(path_of(w), STR("a=y q*"), "a move that began elsewhere takes the cursor there");
	call(w, "q", "m", PASSAGE_DETOUR, "z");
	walk_damaged(w);
	go_with(w, "s", "c", "[\"p\",\"r\"]");
	is_str(path_of(w), STR("a=y q m<q> s<q>=pr c<q>*"),
	       "where there is no such place, one is added with the same stack");
	walk_damaged(w);
	go(w, "c", "a", PASSAGE_RETOUR);
	is_str(path_of(w), STR("a=y q m<q> s<q>=pr c<q> a*"),
	       "a retour to what is no caller has an empty stack");
	back(w, 1);
	call(w, "c", "i", PASSAGE_CARREFOUR, "un");
	go(w, "i", "q", PASSAGE_RETOUR);
	is_str(str_slice(path_of(w), path_of(w).len - strlen("i<qc> q*"), SIZE_MAX),
	       STR("i<qc> q*"), "a retour to an outer caller ends the calls inside it");
	walk_damaged(w);
	correct(w, "i", "null", NULL, 0);
	ok(str_ends(path_of(w), STR(" i<qc>=null*")),
	   "a correction is of the last place before the cursor");
	correct(w, "i", "\"?\"", NULL, 0);
	ok(str_ends(path_of(w), STR(" i<qc>=!\"?\"*")),
	   "or, with lines missing, of the last there is");
	walk_destroy(w);
}

static void test_changed_journey(void)
{
	struct walk *w = walk_create(&journey, STR("a"));
	go_with(w, "a", "b", "\"x\"");
	call(w, "b", "m", PASSAGE_DETOUR, "ici");
	go(w, "m", "c", PASSAGE_VERS);
	go(w, "c", "q", PASSAGE_VERS);
	back(w, 1);
	reopen(w, NULL);
	is_str(path_of(w), STR("a=x b m<b> c<b>* q<b>"), "a new version that removes nothing");
	reopen(w, "c");
	is_str(path_of(w), STR("a=x b m<b>* q<b>"),
	       "the places of a removed step go, the cursor to the last before");
	reopen(w, "b");
	is_str(path_of(w), STR("a=x m<->* q<->"), "a caller that is gone leaves a mark");
	ok(!walk_was_taken(w, B, STR("ici")), "what was taken at a step that is gone wasn't");
	go(w, "m", "a", PASSAGE_RETOUR);
	is_str(path_of(w), STR("a=x m<-> a=x*"), "one returns to the last place outside the call");
	is_int(walk_n_orphans(w), 0, "places without an answer leave no orphan");
	reopen(w, "a");
	is_str(path_of(w), STR("m<->*"), "the cursor stays among those before it");
	is_int(walk_n_orphans(w), 2, "answers of dropped places are orphans");
	is_str(walk_orphan(w, 0).step, STR("a"), "an orphan knows its step");
	reopen(w, "m");
	is_str(path_of(w), STR("a*"), "with no place left there is one at départ");
	go(w, "a", "b", PASSAGE_VERS);
	go(w, "b", "c", PASSAGE_VERS);
	back(w, 2);
	reopen(w, "a");
	is_str(path_of(w), STR("a* b c"), "what lies ahead stays ahead");
	walk_destroy(w);
	w = walk_create(&journey, STR("b"));
	go(w, "b", "a", PASSAGE_VERS);
	answer(w, "a", "\"x\"");
	call(w, "a", "m", PASSAGE_DETOUR, "z");
	reopen(w, "a");
	go(w, "m", "a", PASSAGE_RETOUR);
	is_str(path_of(w), STR("b m<-> a*"), "a caller that is gone isn't returned to by its name");
	walk_destroy(w);
}

static void test_foreign(void)
{
	struct walk *w = walk_create(&journey, STR("ancien"));
	go_with(w, "ancien", "a", "{\"x\": 1}");
	is_str(path_of(w), STR("ancien=!{\"x\": 1} a*"),
	       "a step that the journey doesn't have is a place all the same");
	call(w, "a", "vieux", PASSAGE_DETOUR, "z");
	go(w, "vieux", "m", PASSAGE_VERS);
	ok(walk_step_name(w, walk_place(w, 2)->step).len == 5, "and keeps its name");
	struct event e;
	walk_settle(w);
	is_str(path_of(w), STR("a m<a>*"), "settling drops it");
	is_int(walk_n_orphans(w), 1, "its answer is an orphan");
	ok(walk_reopen(w, &e) == OUTCOME_NOT_THERE, "the journey is the carnet's own");
	journey.version = 2;
	ok(walk_reopen(w, &e) == OUTCOME_OK, "a new version is to be written");
	ok(e.n_removed == 2 && str_eq(e.removed[0], STR("ancien")), "with the steps that are gone");
	is_str(e.to, STR("m"), "and where one is");
	walk_fold(w, &e);
	is_str(path_of(w), STR("a m<a>*"), "what is settled stays so");
	ok(walk_reopen(w, &e) == OUTCOME_NOT_THERE, "it is written once");
	restart(w);
	is_str(path_of(w), STR("a*"), "a début that is gone becomes départ");
	go(w, "a", "vieux", PASSAGE_VERS);
	walk_settle(w);
	journey.version = 3;
	ok(walk_reopen(w, &e) == OUTCOME_OK && e.n_removed == 1 &&
	           str_eq(e.removed[0], STR("vieux")),
	   "only what was reached since the last time is said to be gone");
	journey.version = 1;
	walk_destroy(w);
	w = walk_create(&journey, STR("ancien"));
	restart(w);
	is_str(path_of(w), STR("ancien*"), "while début was there, one began again there");
	reopen(w, "ancien");
	is_str(path_of(w), STR("a*"), "until the journey lost it");
	restart(w);
	is_str(path_of(w), STR("a*"), "for good");
	walk_destroy(w);
}

static void test_misfits(void)
{
	struct walk *w = walk_create(&journey, STR("a"));

	static const struct {
		const char *step, *json, *shown, *sentence;
	} answers[] = {
		{"a", "\"x\"", "a=x*", "an option's id is the option"},
		{"a", "\"\\u0078\"", "a=x*", "whatever its escapes"},
		{"a", "\"perdu\"", "a=!\"perdu\"*", "an option that is gone doesn't fit"},
		{"a", "[\"x\"]", "a=![\"x\"]*", "a set doesn't fit a question"},
		{"a", "3", "a=!3*", "a number doesn't fit a question"},
		{"s", "[\"p\",\"r\"]", "s=pr*", "a set is of options in the order of the file"},
		{"s", "[]", "s=*", "an empty set is an answer"},
		{"s", "[\"r\",\"p\"]", "s=![\"r\",\"p\"]*", "another order isn't what was written"},
		{"s", "[\"p\",\"p\"]", "s=![\"p\",\"p\"]*", "nor is one option twice"},
		{"s", "\"p\"", "s=!\"p\"*", "one option doesn't fit a set"},
		{"e", "1e2", "e=100*", "a number fits an estimation"},
		{"e", "\"100\"", "e=!\"100\"*", "a text doesn't"},
		{"f", "{\"t\":\"a\",\"l\":null}", "f=3 champs*", "fields fit, some of them open"},
		{"f", "{\"n\":\"1\"}", "f=!{\"n\":\"1\"}*", "a field of another type doesn't"},
		{"f", "{\"autre\":1}", "f=!{\"autre\":1}*", "nor does one that is gone"},
		{"f", "{\"l\":\"w\"}", "f=!{\"l\":\"w\"}*", "nor an item that is gone"},
		{"b", "\"x\"", "b=!\"x\"*", "no answer fits an information"},
	};

	for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
		const char *from = i > 0 ? answers[i - 1].step : "a";
		go(w, from, answers[i].step, PASSAGE_VERS);
		answer(w, answers[i].step, answers[i].json);
		ok(str_ends(path_of(w), str_from(answers[i].shown)), answers[i].sentence);
	}
	is_str(fact_of(w, A, false), STR("6 fait=!3"),
	       "what doesn't fit is an answer nobody reads");
	reopen(w, NULL);
	ok(walk_here(w)->answer == NULL, "once the journey changed, it is an orphan");
	is_int(walk_n_orphans(w), 11, "each of them");
	walk_destroy(w);
}

static void test_dump(void)
{
	struct walk *w = walk_create(&journey, STR("q"));
	struct buf out = {0};
	go_with(w, "q", "h", "\"v\"");
	call(w, "h", "i", PASSAGE_CARREFOUR, "un");
	go(w, "i", "h", PASSAGE_RETOUR);
	note(w, "n", "note", "é\"\n");
	walk_dump(w, &out);
	is_str(buf_str(&out),
	       STR("{\"consulted\":[],\"cursor\":3,\"facts\":{"
	           "\"h\":{\"fait\":false,\"réussi\":false,\"visites\":1},"
	           "\"i\":{\"fait\":true,\"réussi\":false,\"visites\":1},"
	           "\"q\":{\"fait\":true,\"rép\":\"v\",\"réussi\":true,\"visites\":1}},"
	           "\"harvest\":{},\"kept\":[],\"notes\":{\"n/note\":\"é\\\"\\n\"},"
	           "\"once\":[\"h.un\"],\"orphans\":[],\"path\":["
	           "{\"par\":null,\"rép\":\"v\",\"stack\":[],\"step\":\"q\"},"
	           "{\"par\":\"vers\",\"stack\":[],\"step\":\"h\"},"
	           "{\"par\":\"carrefour\",\"stack\":[\"h\"],\"step\":\"i\"},"
	           "{\"par\":\"retour\",\"stack\":[],\"step\":\"h\"}],"
	           "\"prefill\":{},\"ticks\":{\"h\":[\"un\"]},\"told\":false,\"votes\":{}}"),
	       "the whole state is one line of canonical JSON");
	buf_finish(&out);
	walk_destroy(w);
}

int main(void)
{
	make_journey();
	test_beginning();
	test_go();
	test_prefill();
	test_answer();
	test_calls();
	test_jumps();
	test_facts();
	test_notes();
	test_correct();
	test_restart();
	test_damage();
	test_changed_journey();
	test_foreign();
	test_misfits();
	test_dump();
	arena_finish(&journey.arena);
	return tap_done();
}
