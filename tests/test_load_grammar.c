/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The grammar that is read from libyaml's tokens, beside libyaml's own parser: the same parts at
 * the same places, or the same fault, on every file under the folders given and on random
 * texts made of YAML's signs; as deep as a caller goes.
 */
#define _XOPEN_SOURCE 700

#include "grammar.h"

#include "buf.h"
#include "tap.h"

#include <ftw.h>
#include <yaml.h>

enum {
	MAX_TEXT_PIECES = 40,
};

/* --- What libyaml's parser says, as parts ------------------------------------------------ */

static void add_places(struct buf *out, const char *name, int style, yaml_mark_t from,
                       yaml_mark_t to)
{
	buf_addf(out, "%s %d %zu:%zu-%zu:%zu\n", name, style, from.line + 1, from.column + 1,
	         to.line + 1, to.column + 1);
}

static const int styles_of_scalars[] = {
	[YAML_PLAIN_SCALAR_STYLE] = NODE_PLAIN,
	[YAML_SINGLE_QUOTED_SCALAR_STYLE] = NODE_SINGLE_QUOTED,
	[YAML_DOUBLE_QUOTED_SCALAR_STYLE] = NODE_DOUBLE_QUOTED,
	[YAML_LITERAL_SCALAR_STYLE] = NODE_LITERAL,
	[YAML_FOLDED_SCALAR_STYLE] = NODE_FOLDED,
};

static void add_text(struct buf *out, struct str text)
{
	buf_addf(out, "%zu ", text.len);
	buf_add(out, text);
	buf_addc(out, '\n');
}

static void add_mark(struct buf *out, const char *name, yaml_mark_t at)
{
	buf_addf(out, "%s %zu:%zu\n", name, at.line + 1, at.column + 1);
}

/* False where nothing follows. */
static bool add_event(struct buf *out, const yaml_event_t *e, int *n_documents)
{
	bool is_flow;
	switch ((int)e->type) {
	case YAML_ALIAS_EVENT:
		add_mark(out, "reference", e->start_mark);
		return false;
	case YAML_SCALAR_EVENT:
		if (e->data.scalar.anchor != NULL || e->data.scalar.tag != NULL) {
			add_mark(out, "reference", e->start_mark);
			return false;
		}
		add_places(out, "scalar", styles_of_scalars[e->data.scalar.style], e->start_mark,
		           e->end_mark);
		add_text(out,
		         (struct str){(const char *)e->data.scalar.value, e->data.scalar.length});
		return true;
	case YAML_MAPPING_START_EVENT:
		if (e->data.mapping_start.anchor != NULL || e->data.mapping_start.tag != NULL) {
			add_mark(out, "reference", e->start_mark);
			return false;
		}
		is_flow = e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
		add_places(out, "map", is_flow ? NODE_FLOW : NODE_BLOCK, e->start_mark,
		           e->end_mark);
		return true;
	case YAML_SEQUENCE_START_EVENT:
		if (e->data.sequence_start.anchor != NULL || e->data.sequence_start.tag != NULL) {
			add_mark(out, "reference", e->start_mark);
			return false;
		}
		is_flow = e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
		add_places(out, "list", is_flow ? NODE_FLOW : NODE_BLOCK, e->start_mark,
		           e->end_mark);
		return true;
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		buf_add(out, STR("end\n"));
		return true;
	case YAML_DOCUMENT_START_EVENT:
		if ((*n_documents)++ > 0) {
			add_mark(out, "second", e->start_mark);
			return false;
		}
		return true;
	case YAML_STREAM_END_EVENT:
		buf_add(out, STR("finish\n"));
		return false;
	default:
		return true;
	}
}

static void add_libyaml(struct buf *out, struct str text)
{
	yaml_parser_t parser;
	yaml_parser_initialize(&parser);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text.ptr, text.len);
	int n_documents = 0, depth = 0;
	for (bool goes_on = true; goes_on && depth < GRAMMAR_MAX_DEPTH;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			add_mark(out, parser.problem, parser.problem_mark);
			if (parser.context != NULL) {
				add_mark(out, parser.context, parser.context_mark);
			}
			break;
		}
		goes_on = add_event(out, &event, &n_documents);
		depth += event.type == YAML_MAPPING_START_EVENT ||
		         event.type == YAML_SEQUENCE_START_EVENT;
		depth -= event.type == YAML_MAPPING_END_EVENT ||
		         event.type == YAML_SEQUENCE_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

/* --- What ours says ---------------------------------------------------------------------- */

static const char *const names[] = {
	[PART_SCALAR] = "scalar",
	[PART_MAP] = "map",
	[PART_LIST] = "list",
};

static void add_fault(struct buf *out, const struct yaml_fault *fault)
{
	buf_addf(out, "%s %u:%u\n", fault->problem, fault->line, fault->col);
	if (fault->context != NULL) {
		buf_addf(out, "%s %u:%u\n", fault->context, fault->context_line,
		         fault->context_col);
	}
}

static void add_ours(struct buf *out, struct str text)
{
	struct grammar *g = grammar_open(text);
	int depth = 0;
	for (bool goes_on = true; goes_on && depth < GRAMMAR_MAX_DEPTH;) {
		const struct part *part = grammar_next(g);
		switch (part->kind) {
		case PART_SCALAR:
		case PART_MAP:
		case PART_LIST:
			buf_addf(out, "%s %d %u:%u-%u:%u\n", names[part->kind], (int)part->style,
			         part->line, part->col, part->end_line, part->end_col);
			if (part->kind == PART_SCALAR) {
				add_text(out, part->text);
			} else {
				depth++;
			}
			break;
		case PART_END:
			buf_add(out, STR("end\n"));
			depth--;
			break;
		case PART_FINISH:
			buf_add(out, STR("finish\n"));
			goes_on = false;
			break;
		case PART_FAULT:
			add_fault(out, &part->fault);
			goes_on = false;
			break;
		case PART_REFERENCE:
			buf_addf(out, "reference %u:%u\n", part->fault.line, part->fault.col);
			goes_on = false;
			break;
		case PART_SECOND_DOCUMENT:
			buf_addf(out, "second %u:%u\n", part->line, part->col);
			goes_on = false;
			break;
		}
	}
	grammar_close(g);
}

static bool is_alike(struct str text)
{
	struct buf wanted = {0}, got = {0};
	add_libyaml(&wanted, text);
	add_ours(&got, text);
	bool alike = str_eq(buf_str(&got), buf_str(&wanted));
	if (!alike) {
		tap_show("text", text);
		tap_show("got", buf_str(&got));
		tap_show("wanted", buf_str(&wanted));
	}
	buf_finish(&wanted);
	buf_finish(&got);
	return alike;
}

/* --- Texts ------------------------------------------------------------------------------- */

static int n_files, n_files_alike;

static int compare_file(const char *path, const struct stat *state, int kind, struct FTW *place)
{
	(void)place;
	struct str name = str_from(path);
	if (kind != FTW_F || state->st_size == 0 || !str_ends(name, STR(".yaml"))) {
		return 0;
	}
	char *bytes = malloc((size_t)state->st_size);
	FILE *f = fopen(path, "r");
	if (f != NULL && fread(bytes, 1, (size_t)state->st_size, f) == (size_t)state->st_size) {
		n_files++;
		n_files_alike += is_alike((struct str){bytes, (size_t)state->st_size});
	}
	if (f != NULL) {
		fclose(f);
	}
	free(bytes);
	return 0;
}

static void test_files(const char *folder)
{
	n_files = n_files_alike = 0;
	nftw(folder, compare_file, 16, FTW_PHYS);
	tap_note("%d files under %s", n_files, folder);
	ok(n_files > 0, "there are files to compare");
	is_int(n_files_alike, n_files, "each is read as libyaml's parser reads it");
}

/* What is seldom written, and what chance seldom makes. */
static void test_rarities(void)
{
	static const char *const texts[] = {
		"\n",
		"# rien\n",
		"---",
		"--- a\n...\n...\n",
		"...\na",
		"a\n---\nb",
		"a\n...\nb",
		"--- ---",
		"%YAML 1.1\n%TAG !x! y\n---\na: b",
		"%YAML 1.1\na: b",
		"%YAML 2.0\n--- a",
		"a: b\n...\n%YAML 1.1\n---\n",
		"? a\n: - b\n?\n: c\n? d\n",
		"a:\n- b\n-\n- - c\nd:\n",
		"- - a\n  -\n-\n",
		"a:\nb:\n  c:\nd: \"e\"\n",
		"{a, b: , : c, ? d : e, ? : f, ? , 'g': h,}",
		"[a, b: c, : d, ? e : f, ? g, {h: [i]},]",
		"[?], a: b",
		"[?], - a",
		"{, a}",
		"[a b: c d\n e]",
		"{a: [b, {c: d}]",
		"a: {b: c}}",
		"a: &x b",
		"a: *x",
		"!t {a: b}",
		"&x &y a",
		"a: b\n  c: d",
		"a: |\n  b\n   c\nd: >-\n  e\n",
		"a: 'b\n",
	};
	bool alike = true;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		alike = is_alike(str_from(texts[i])) && alike;
	}
	ok(alike, "what is seldom written is read as libyaml's parser reads it");
}

static uint64_t state;

static uint32_t draw(uint32_t n)
{
	state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (uint32_t)(state >> 33) % n;
}

static const char *const pieces[] = {
	"a",    "b c",   "é",       "- ",     "-",          ": ",        ":",    "? ",     "?",
	"\n",   "\n",    "\n",      "\n  ",   "\n ",        "\n\n",      "{",    "}",      "[",
	"]",    ",",     ", ",      "'q'",    "\"d\\n\"",   "'",         "\"",   "|\n",    ">-\n",
	"# c",  " #c\n", "\n---\n", "--- ",   "\n...",      "%YAML 1.1", "&x ",  "*x",     "!t ",
	"k: v", "- i",   "\t",      "[a: b]", "a: ",        "b: ",       "\n- ", "\n  - ", "\n? ",
	"\n: ", "{a: ",  "c:\n  ",  "|2\n  ", "%TAG ! x\n",
};

static void add_random_text(struct buf *out)
{
	uint32_t n = 1 + draw(MAX_TEXT_PIECES);
	for (uint32_t i = 0; i < n; i++) {
		buf_add(out, str_from(pieces[draw(sizeof pieces / sizeof pieces[0])]));
	}
}

static void test_random_texts(uint64_t n)
{
	bool alike = true;
	uint64_t n_well = 0;
	struct buf text = {0}, parts = {0};
	for (uint64_t i = 0; i < n && alike; i++) {
		text.len = 0;
		add_random_text(&text);
		alike = is_alike(buf_str(&text));
		parts.len = 0;
		add_ours(&parts, buf_str(&text));
		n_well += str_ends(buf_str(&parts), STR("finish\n"));
	}
	tap_note("%llu texts, %llu without a fault", (unsigned long long)n,
	         (unsigned long long)n_well);
	ok(alike, "a random text is read, or refused, as libyaml's parser does");
	ok(n_well > n / 50, "of which many are sound");
	buf_finish(&text);
	buf_finish(&parts);
}

int main(int n_args, char **args)
{
	const char *seed = getenv("SEED"), *n_texts = getenv("TEXTS");
	state = seed != NULL ? strtoull(seed, NULL, 10) : 20261125;
	tap_note("SEED=%llu", (unsigned long long)state);
	for (int i = 1; i < n_args; i++) {
		test_files(args[i]);
	}
	test_rarities();
	test_random_texts(n_texts != NULL ? strtoull(n_texts, NULL, 10) : 200000);
	return tap_done();
}
