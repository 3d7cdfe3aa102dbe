/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a carnet: what is written, what is read back, what is refused. */
#include "crc.h"
#include "event.h"
#include "tap.h"

/* CRCs in this file were computed by another program, bit by bit. */
static const char begin_line[] =
	"{\"n\":0,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"carnet\",\"format\":1,"
	"\"parcours\":\"safari\",\"version\":3,\"empreinte\":\"0123456789abcdef\","
	"\"programme\":\"safari 0.1.0\",\"début\":\"portage\",\"crc\":\"2e5dc6b0\"}";
static const char open_line[] =
	"{\"n\":1,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"ouvrir\",\"version\":4,"
	"\"empreinte\":\"fedcba9876543210\",\"retirées\":[\"ancien\",\"vieux\"],"
	"\"à\":\"portage\",\"crc\":\"a5236121\"}";
static const char go_line[] =
	"{\"n\":2,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"aller\",\"de\":\"portage\","
	"\"à\":\"règles\",\"par\":\"vers\",\"rép\":\"ville\",\"crc\":\"e5a6ec10\"}";
static const char detour_line[] =
	"{\"n\":3,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"aller\",\"de\":\"règles\","
	"\"à\":\"mot\",\"par\":\"détour\",\"choix\":\"quoi\",\"crc\":\"8e996aee\"}";
static const char answer_line[] =
	"{\"n\":4,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"répondre\","
	"\"étape\":\"portage\",\"rép\":{\"lieu\":\"Là-bas\",\"an\":null},\"crc\":\"d3f2bf7a\"}";
static const char correct_line[] =
	"{\"n\":5,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"corriger\","
	"\"étape\":\"portage\",\"rép\":null,\"trajet\":[{\"à\":\"mot\",\"par\":\"détour\","
	"\"choix\":\"quoi\"},{\"à\":\"règles\",\"par\":\"retour\",\"rép\":[\"a\",\"b\"]}],"
	"\"crc\":\"8e984a67\"}";
static const char back_line[] =
	"{\"n\":6,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"reculer\",\"pas\":2,"
	"\"à\":\"portage\",\"crc\":\"ca51c67c\"}";
static const char redo_line[] =
	"{\"n\":7,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"refaire\",\"pas\":1,"
	"\"à\":\"règles\",\"crc\":\"492d8d78\"}";
static const char restart_line[] =
	"{\"n\":8,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"recommencer\","
	"\"crc\":\"84298fac\"}";
static const char end_line[] = "{\"n\":9,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"fin\","
			       "\"crc\":\"e17aff82\"}";
static const char note_line[] =
	"{\"n\":10,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"noter\",\"étape\":\"sac\","
	"\"quoi\":\"marge\",\"texte\":\"« \\\"Non\\\" »\\n\\\\ \\u0001\\u0000\","
	"\"crc\":\"cda8bb82\"}";
static const char draft_line[] =
	"{\"n\":11,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"brouillon\","
	"\"étape\":\"sac\",\"quoi\":\"récit\",\"pos\":3,\"ôté\":2,\"mis\":\"é\","
	"\"crc\":\"44c19676\"}";
static const char keep_line[] =
	"{\"n\":12,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"garder\","
	"\"ressource\":\"r078\",\"oui\":false,\"crc\":\"51465f67\"}";
static const char consult_line[] =
	"{\"n\":13,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"consulter\","
	"\"ressource\":\"r078\",\"crc\":\"9a3e9295\"}";
static const char vote_line[] =
	"{\"n\":14,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"voter\",\"étape\":\"qui\","
	"\"voix\":{\"asso\":12,\"ent\":3},\"crc\":\"b5249631\"}";
static const char gather_line[] =
	"{\"n\":15,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"recueillir\","
	"\"étape\":\"idées\",\"id\":\"c1\",\"texte\":\"un four\",\"étoile\":true,"
	"\"crc\":\"bb329be5\"}";

static const struct stamp stamp = {{"2027-03-12T18:04:05Z", 20}, 1234};

/* What event_write gives, without its LF; in the arena. */
static struct str written(struct arena *arena, const struct event *e)
{
	struct buf out = {0};
	event_write(&out, e, stamp);
	struct str line = arena_str(arena, str_slice(buf_str(&out), 0, out.len - 1));
	buf_finish(&out);
	return line;
}

/* A line with a true seal, made of these members of an object. */
static struct str sealed(struct arena *arena, const char *members)
{
	struct buf line = {0};
	buf_addf(&line, "{%s", members);
	buf_addf(&line, ",\"crc\":\"%08x\"}", (unsigned)crc32c(buf_str(&line)));
	struct str kept = arena_str(arena, buf_str(&line));
	buf_finish(&line);
	return kept;
}

static enum event_reading reading_of(struct str line, struct event *ret_event)
{
	static struct arena arena; /* lives as long as the events of this test */
	struct str utc;
	return event_read(&arena, line, ret_event, &utc);
}

static bool is_damaged(struct str line)
{
	struct event e;
	return reading_of(line, &e) == EVENT_DAMAGED;
}

/* The event of the line, written again, gives the same line. */
static bool comes_back(const char *line)
{
	struct arena arena = {0};
	struct event e;
	bool same = reading_of(str_from(line), &e) == EVENT_READ &&
	            str_eq(written(&arena, &e), str_from(line));
	arena_finish(&arena);
	return same;
}

static void test_writing(void)
{
	struct arena arena = {0};
	struct buf out = {0};
	buf_add(&out, STR("déjà là\n"));
	event_write(&out, &(struct event){.kind = EVENT_END, .n = 9}, stamp);
	is_str(str_slice(buf_str(&out), strlen("déjà là\n"), SIZE_MAX),
	       STR("{\"n\":9,\"t\":\"2027-03-12T18:04:05Z\",\"ms\":1234,\"e\":\"fin\","
	           "\"crc\":\"e17aff82\"}\n"),
	       "a line ends in LF, and its seal covers nothing before it");
	buf_finish(&out);

	struct event begin = {
		.kind = EVENT_BEGIN,
		.format = 1,
		.journey = STR("safari"),
		.version = 3,
		.fingerprint = STR("0123456789abcdef"),
		.program = STR("safari 0.1.0"),
		.start = STR("portage"),
	};
	is_str(written(&arena, &begin), str_from(begin_line), "the first line says all of itself");
	struct event go = {.kind = EVENT_GO,
	                   .n = 2,
	                   .from = STR("portage"),
	                   .to = STR("règles"),
	                   .by = PASSAGE_VERS,
	                   .answer = STR("\"ville\"")};
	is_str(written(&arena, &go), str_from(go_line),
	       "a move with an answer has rép and no choix");
	struct event note = {.kind = EVENT_NOTE,
	                     .n = 10,
	                     .step = STR("sac"),
	                     .what = STR("marge"),
	                     .text = STR("« \"Non\" »\n\\ \x01\0")};
	is_str(written(&arena, &note), str_from(note_line),
	       "quotes, line ends, controls and NUL are escaped");
	note.text = STR("mal\xFF"
	                "formé");
	ok(str_find(written(&arena, &note),
	            STR("mal\xEF\xBF\xBD"
	                "formé"),
	            0) != SIZE_MAX,
	   "a malformed byte becomes U+FFFD");
	struct event leg_less = {.kind = EVENT_CORRECT, .step = STR("x"), .answer = STR("1")};
	ok(str_find(written(&arena, &leg_less), STR("\"trajet\":[],"), 0) != SIZE_MAX,
	   "a trajet without places is an empty array");
	arena_finish(&arena);
}

static void test_round_trips(void)
{
	static const struct {
		const char *line, *sentence;
	} trips[] = {
		{begin_line, "carnet is read and written back the same"},
		{open_line, "ouvrir is read and written back the same"},
		{go_line, "aller with an answer is read and written back the same"},
		{detour_line, "aller into a détour is read and written back the same"},
		{answer_line, "répondre is read and written back the same"},
		{correct_line, "corriger is read and written back the same"},
		{back_line, "reculer is read and written back the same"},
		{redo_line, "refaire is read and written back the same"},
		{restart_line, "recommencer is read and written back the same"},
		{end_line, "fin is read and written back the same"},
		{note_line, "noter is read and written back the same"},
		{draft_line, "brouillon is read and written back the same"},
		{keep_line, "garder is read and written back the same"},
		{consult_line, "consulter is read and written back the same"},
		{vote_line, "voter is read and written back the same"},
		{gather_line, "recueillir is read and written back the same"},
	};

	for (size_t i = 0; i < sizeof trips / sizeof trips[0]; i++) {
		ok(comes_back(trips[i].line), trips[i].sentence);
	}
}

static void test_facts(void)
{
	struct event e;
	struct arena arena = {0};
	struct str utc;
	event_read(&arena, str_from(begin_line), &e, &utc);
	is_str(utc, STR("2027-03-12T18:04:05Z"), "the time of a line is handed out");
	ok(e.kind == EVENT_BEGIN && e.n == 0 && e.format == 1 && e.version == 3,
	   "numbers of the first line are read");
	is_str(e.start, STR("portage"), "début is read");
	reading_of(str_from(open_line), &e);
	ok(e.n_removed == 2 && str_eq(e.removed[1], STR("vieux")), "retirées are read in order");
	reading_of(str_from(detour_line), &e);
	is_int(e.by, PASSAGE_DETOUR, "par is read");
	is_str(e.choice, STR("quoi"), "choix is read");
	ok(e.answer.len == 0, "an absent answer is empty");
	reading_of(str_from(answer_line), &e);
	is_str(e.answer, STR("{\"lieu\":\"Là-bas\",\"an\":null}"), "rép is kept as its JSON");
	reading_of(str_from(correct_line), &e);
	is_int(e.n_legs, 2, "a trajet has its places");
	ok(e.legs[0].by == PASSAGE_DETOUR && e.legs[0].answer.len == 0,
	   "a place of a trajet without rép has none");
	is_str(e.legs[1].answer, STR("[\"a\",\"b\"]"), "a place of a trajet has its rép");
	is_str(e.answer, STR("null"), "left open is null");
	reading_of(str_from(note_line), &e);
	is_str(e.text, STR("« \"Non\" »\n\\ \x01\0"), "NUL inside a text stays");
	reading_of(str_from(draft_line), &e);
	ok(e.at == 3 && e.cut == 2, "pos and ôté are read");
	reading_of(str_from(keep_line), &e);
	ok(!e.keep, "oui false is read");
	reading_of(str_from(vote_line), &e);
	is_str(e.object, STR("{\"asso\":12,\"ent\":3}"), "voix are kept as their JSON");
	reading_of(str_from(gather_line), &e);
	is_str(e.what, STR("c1"), "the id of a contribution is read");
	is_str(e.object,
	       STR("{\"étape\":\"idées\",\"id\":\"c1\",\"texte\":\"un four\",\"étoile\":true}"),
	       "a contribution is the whole line but its head and seal");
	arena_finish(&arena);
}

/* Every byte changed in turn, and every length cut. */
static void test_any_damage(void)
{
	struct arena arena = {0};
	size_t len = strlen(correct_line), n_read = 0;
	char *line = arena_alloc(&arena, len + 1);
	for (size_t i = 0; i < len; i++) {
		for (unsigned bit = 0; bit < 8; bit++) {
			memcpy(line, correct_line, len + 1);
			line[i] = (char)(line[i] ^ (1 << bit));
			n_read += !is_damaged((struct str){line, len});
		}
	}
	is_int(n_read, 0, "a line with one bit changed anywhere is damaged");
	n_read = 0;
	for (size_t i = 0; i < len; i++) {
		n_read += !is_damaged((struct str){correct_line, i});
	}
	is_int(n_read, 0, "a line cut short anywhere is damaged");
	arena_finish(&arena);
}

#define HEAD "\"n\":1,\"t\":\"\",\"ms\":0,\"e\":"

/* An answer in that many brackets. */
static struct str nested(struct arena *arena, int depth)
{
	struct buf members = {0};
	buf_addf(&members, HEAD "\"répondre\",\"étape\":\"x\",\"rép\":");
	for (int i = 0; i < depth; i++) {
		buf_addc(&members, '[');
	}
	for (int i = 0; i < depth; i++) {
		buf_addc(&members, ']');
	}
	struct str line = sealed(arena, members.ptr);
	buf_finish(&members);
	return line;
}

static void test_strictness(void)
{
	struct arena arena = {0};

	static const struct {
		const char *members, *sentence;
	} bad[] = {
		{HEAD "\"reculer\",\"à\":\"x\"", "a needed fact that is absent is damage"},
		{HEAD "\"reculer\",\"pas\":\"2\",\"à\":\"x\"", "a number as a text is damage"},
		{HEAD "\"reculer\",\"pas\":-1,\"à\":\"x\"", "a negative number of steps is damage"},
		{HEAD "\"reculer\",\"pas\":1.0,\"à\":\"x\"", "a decimal number of steps is damage"},
		{HEAD "\"reculer\",\"pas\":4294967296,\"à\":\"x\"",
	         "a number of 33 bits is damage"},
		{HEAD "\"reculer\",\"pas\":1,\"pas\":1,\"à\":\"x\"", "a fact said twice is damage"},
		{HEAD "\"aller\",\"de\":\"a\",\"à\":\"b\",\"par\":\"vol\"",
	         "an unknown par is damage"},
		{HEAD "\"aller\",\"de\":\"a\",\"à\":null,\"par\":\"vers\"",
	         "a null step is damage"},
		{HEAD "\"garder\",\"ressource\":\"r\",\"oui\":1", "1 for true is damage"},
		{HEAD "\"ouvrir\",\"version\":1,\"empreinte\":\"\",\"retirées\":[1],\"à\":\"x\"",
	         "a number among retirées is damage"},
		{HEAD "\"ouvrir\",\"version\":1,\"empreinte\":\"\",\"retirées\":{},\"à\":\"x\"",
	         "retirées that are no array are damage"},
		{HEAD "\"corriger\",\"étape\":\"x\",\"rép\":1,\"trajet\":[{\"à\":\"y\"}]",
	         "a place of a trajet without par is damage"},
		{HEAD "\"corriger\",\"étape\":\"x\",\"rép\":1,\"trajet\":[1]",
	         "a number in a trajet is damage"},
		{HEAD "\"voter\",\"étape\":\"x\",\"voix\":[]",
	         "voix that are no object are damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":{\"a\":}", "broken JSON is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":[1,]", "a comma too many is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":[1}",
	         "a bracket closed by another is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":01",
	         "a number with a leading 0 is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":1.",
	         "a number without decimals is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":nul", "half a word is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":\"\\x\"",
	         "an unknown escape is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":\"\\ud800\"",
	         "half a surrogate is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":\"\\ud83e\\u0041\"",
	         "a surrogate before a letter is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":\"\t\"", "a bare control is damage"},
		{HEAD "\"répondre\",\"étape\":\"x\",\"rép\":\"\xC3\"", "malformed UTF-8 is damage"},
		{HEAD "\"fin\"},{\"a\":1", "two objects on a line are damage"},
		{"\"n\":1,\"t\":\"\",\"e\":\"fin\"", "a line without ms is damage"},
		{"\"n\":-1,\"t\":\"\",\"ms\":0,\"e\":\"fin\"", "a negative n is damage"},
		{"\"n\":18446744073709551616,\"t\":\"\",\"ms\":0,\"e\":\"fin\"",
	         "an n of 65 bits is damage"},
		{"\"n\":1,\"t\":0,\"ms\":0,\"e\":\"fin\"", "a time that is no text is damage"},
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		ok(is_damaged(sealed(&arena, bad[i].members)), bad[i].sentence);
	}
	ok(is_damaged(STR("")), "an empty line is damage");
	ok(is_damaged(STR("{}")), "a line without a seal is damage");
	struct buf upper = {0};
	buf_add(&upper, str_from(end_line));
	upper.ptr[upper.len - 3] = 'F';
	upper.ptr[upper.len - 4] = '8';
	ok(is_damaged(buf_str(&upper)), "another seal is damage");
	buf_finish(&upper);
	ok(is_damaged(nested(&arena, 65)), "brackets deeper than anything we write are damage");
	ok(!is_damaged(nested(&arena, 64)), "up to there they are JSON");
	ok(is_damaged(nested(&arena, 100000)), "however deep, they are damage and no more");
	arena_finish(&arena);
}

static void test_leniency(void)
{
	struct arena arena = {0};
	struct event e;
	enum event_reading r = reading_of(
		sealed(&arena, HEAD "\"reculer\",\"pas\":2,\"à\":\"x\",\"neuf\":[{\"a\":1}]"), &e);
	ok(r == EVENT_READ && e.count == 2, "a key that isn't known is passed over");
	r = reading_of(sealed(&arena, HEAD "\"danser\",\"pas\":\"chassé\""), &e);
	ok(r == EVENT_READ && e.kind == EVENT_FOREIGN && e.n == 1,
	   "a kind that isn't known is foreign, not damaged");
	r = reading_of(sealed(&arena, HEAD "\"fin\",\"pas\":\"chassé\""), &e);
	ok(r == EVENT_READ && e.kind == EVENT_END, "a fact of another kind has no type here");
	r = reading_of(sealed(&arena, "\"e\" : \"fin\" , \"ms\":0, \"t\":\"\", \"n\": 1"), &e);
	ok(r == EVENT_READ && e.kind == EVENT_END, "blanks and another order are JSON too");
	r = reading_of(sealed(&arena, HEAD "\"noter\",\"étape\":\"\\u00e9\",\"quoi\":\"note\","
	                                   "\"texte\":\"\\ud83e\\udd81\\/\""),
	               &e);
	ok(r == EVENT_READ, "escapes that we don't write are read");
	is_str(e.step, STR("é"), "an escape is a character");
	is_str(e.text, STR("🦁/"), "two escaped surrogates are one character");
	r = reading_of(sealed(&arena, HEAD "\"reculer\",\"pas\":4294967295,\"à\":\"x\""), &e);
	ok(r == EVENT_READ && e.count == UINT32_MAX, "a number of 32 bits is read");
	reading_of(sealed(&arena, HEAD "\"répondre\",\"étape\":\"x\",\"rép\":-1.5e+3"), &e);
	is_str(e.answer, STR("-1.5e+3"), "any JSON number is an answer");
	reading_of(sealed(&arena, HEAD "\"répondre\",\"étape\":\"x\",\"rép\":[[],{},[{}]]"), &e);
	is_str(e.answer, STR("[[],{},[{}]]"), "empty containers are JSON");
	arena_finish(&arena);
}

static void test_untouched(void)
{
	struct arena arena = {0};
	struct event e = {.kind = EVENT_KEEP, .n = 77};
	struct str utc = STR("rien");
	event_read(&arena, STR("{\"n\":1}"), &e, &utc);
	ok(e.kind == EVENT_KEEP && e.n == 77 && str_eq(utc, STR("rien")),
	   "a damaged line leaves the caller's event as it was");
	char line[sizeof end_line];
	memcpy(line, end_line, sizeof line);
	event_read(&arena, (struct str){line, sizeof line - 1}, &e, &utc);
	memset(line, 0, sizeof line);
	is_str(utc, STR("2027-03-12T18:04:05Z"), "what was read needs the line no more");
	arena_finish(&arena);
}

int main(void)
{
	test_writing();
	test_round_trips();
	test_facts();
	test_any_damage();
	test_strictness();
	test_leniency();
	test_untouched();
	return tap_done();
}
