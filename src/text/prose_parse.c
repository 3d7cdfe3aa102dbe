/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a source with marks to blocks of runs. md4c says where blocks and spans begin and
 * end, and this file keeps count of them; the text goes to a draft, a block at a time.
 * What md4c knows and safari doesn't draw (images, fenced code, rules) comes out as text.
 *
 * The invariant: md4c never sees a value, and what it gives back is cleaned again where an
 * entity could bring in what the first cleaning took out.
 */
#include "prose.h"

#include "mem.h"
#include "prose_entity.h"
#include "prose_fill.h"
#include "prose_look.h"
#include "sanitise.h"
#include "typography.h"

#include <md4c.h>
#include <string.h>

enum {
	N_STYLES = 4, /* that md4c opens and closes */
};

/*
 * Before the text of a line, so that md4c sees no list, heading or quotation begin; it is
 * taken off again. A sign rather than a letter, for emphasis may open right after it.
 */
#define LINE_GUARD STR("(")

/* All that md4c looks at within a line, and the first byte of marks. */
#define LINE_SIGNS "\\`*_[]<>&@\xF3"

/*
 * Before what could be a definition, so that it is none; taken off again, in fenced code too.
 * Sanitised text has no such character.
 */
#define DEFINITION_GUARD STR("\x01")

#define WORD_SCHEME STR("mot:")

/* A list or a quotation that is open. */
struct container {
	bool is_list, is_numbered;
	bool begins_item; /* the next block opens an item, whose number is `item` */
	uint32_t item, next_item;
};

struct parser {
	struct arena *arena;
	struct container containers[PROSE_MAX_DEPTH]; /* the outermost ones */
	size_t depth;
	bool in_heading;
	size_t n_open[N_STYLES]; /* by the bit of its style: how many spans are open */
	struct str address;      /* of the open link */

	bool is_open; /* a block is being gathered: */
	struct prose_block block;
	struct prose_fill fill; /* `is_line`: its one line is guarded */

	struct prose_blocks blocks;
};

static uint32_t capped(size_t depth)
{
	return (uint32_t)(depth < PROSE_MAX_DEPTH ? depth : PROSE_MAX_DEPTH);
}

/* NULL outside of all. Below the last that is kept, the last stands for all. */
static struct container *innermost(struct parser *p)
{
	return p->depth == 0 ? NULL : &p->containers[capped(p->depth) - 1];
}

/* md4c gives no paragraph to the items of a tight list: a block opens with its first text. */
static void open_block(struct parser *p)
{
	if (p->is_open) {
		return;
	}
	struct container *in = innermost(p);
	size_t depth = p->depth;
	p->is_open = true;
	p->block = (struct prose_block){.kind = p->in_heading ? PROSE_HEADING : PROSE_PARAGRAPH};
	if (in != NULL && in->is_list && in->begins_item) {
		p->block.kind = PROSE_ITEM;
		p->block.is_numbered = in->is_numbered;
		p->block.number = in->is_numbered ? in->item : 0;
		in->begins_item = false;
		depth--;
	} else if (in != NULL && !in->is_list && !p->in_heading) {
		p->block.kind = PROSE_QUOTE;
		depth--;
	}
	p->block.depth = capped(depth);
	prose_fill_begin(&p->fill,
	                 p->block.kind == PROSE_PARAGRAPH || p->block.kind == PROSE_QUOTE);
}

static void close_block(struct parser *p)
{
	if (p->is_open) {
		size_t from = p->fill.is_line ? LINE_GUARD.len : 0;
		prose_draft_close(&p->fill.draft, from, p->block, p->arena, &p->blocks);
	}
	p->is_open = false;
}

static unsigned style_now(const struct parser *p)
{
	unsigned style = p->fill.draft.keeps_indent ? PROSE_CODE : 0;
	for (unsigned bit = 0; bit < N_STYLES; bit++) {
		style |= p->n_open[bit] > 0 ? 1U << bit : 0;
	}
	if ((style & PROSE_LINK) != 0 && str_starts(p->address, WORD_SCHEME)) {
		style ^= PROSE_LINK | PROSE_WORD;
	}
	return style;
}

static struct str target_now(const struct parser *p, unsigned style)
{
	if ((style & PROSE_WORD) != 0) {
		return str_slice(p->address, WORD_SCHEME.len, p->address.len);
	}
	return (style & PROSE_LINK) != 0 ? p->address : (struct str){0};
}

/* What is added next, in the style of the open spans. */
static void ready(struct parser *p)
{
	open_block(p);
	p->fill.style = style_now(p);
	p->fill.target = target_now(p, p->fill.style);
}

/* Adds sanitised text to the block. */
static void add_clean(struct parser *p, struct str text)
{
	if (text.len > 0) {
		ready(p);
		prose_fill_add(&p->fill, text);
	}
}

/* The address of a link or an image, in the arena. */
static struct str read_address(struct parser *p, const MD_ATTRIBUTE *a)
{
	struct buf address = {0};
	for (size_t i = 0; a->size > 0 && a->substr_offsets[i] < a->size; i++) {
		MD_OFFSET from = a->substr_offsets[i];
		struct str part = {a->text + from, a->substr_offsets[i + 1] - from};
		if (a->substr_types[i] == MD_TEXT_ENTITY) {
			prose_entity_decode(&address, part);
		} else {
			prose_fill_without_marks(&address, part);
		}
	}
	struct str kept = arena_str(p->arena, buf_str(&address));
	buf_finish(&address);
	return kept;
}

static void open_container(struct parser *p, struct container c)
{
	if (p->depth < PROSE_MAX_DEPTH) {
		p->containers[p->depth] = c;
	}
	p->depth++;
}

static void begin_item(struct parser *p)
{
	struct container *in = innermost(p);
	in->begins_item = true;
	in->item = in->next_item++;
}

static bool is_container(MD_BLOCKTYPE type)
{
	return type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct parser *p = ctx;
	close_block(p);
	if (is_container(type)) {
		const MD_BLOCK_OL_DETAIL *list = detail;
		bool is_numbered = type == MD_BLOCK_OL;
		open_container(p, (struct container){
					  .is_list = type != MD_BLOCK_QUOTE,
					  .is_numbered = is_numbered,
					  .next_item = is_numbered ? list->start : 0,
				  });
	} else if (type == MD_BLOCK_LI) {
		begin_item(p);
	} else if (type == MD_BLOCK_HR) {
		add_clean(p, STR("* * *"));
	}
	p->in_heading = type == MD_BLOCK_H;
	p->fill.draft.keeps_indent = type == MD_BLOCK_CODE;
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *ctx)
{
	struct parser *p = ctx;
	(void)detail;
	close_block(p);
	if (is_container(type)) {
		p->depth--;
	}
	p->in_heading = p->fill.draft.keeps_indent = false;
	return 0;
}

/* The style of a span; 0: one that is drawn as text. */
static unsigned span_style(MD_SPANTYPE type)
{
	static const struct {
		MD_SPANTYPE type;
		unsigned style;
	} styles[] = {
		{MD_SPAN_STRONG, PROSE_STRONG},
		{MD_SPAN_EM, PROSE_EMPHASIS},
		{MD_SPAN_CODE, PROSE_CODE},
		{MD_SPAN_A, PROSE_LINK},
	};

	for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
		if (styles[i].type == type) {
			return styles[i].style;
		}
	}
	return 0;
}

static void count_span(struct parser *p, MD_SPANTYPE type, bool opens)
{
	unsigned style = span_style(type);
	for (unsigned bit = 0; bit < N_STYLES; bit++) {
		if ((style & 1U << bit) != 0) {
			p->n_open[bit] = opens ? p->n_open[bit] + 1 : p->n_open[bit] - 1;
		}
	}
}

static int enter_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct parser *p = ctx;
	/* The outer link keeps its address when its words are an address too. */
	if (type == MD_SPAN_A && (style_now(p) & (PROSE_LINK | PROSE_WORD)) == 0) {
		const MD_SPAN_A_DETAIL *link = detail;
		p->address = read_address(p, &link->href);
	}
	if (type == MD_SPAN_IMG) {
		add_clean(p, STR("!["));
	}
	count_span(p, type, true);
	return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *ctx)
{
	struct parser *p = ctx;
	count_span(p, type, false);
	if (type == MD_SPAN_IMG) {
		const MD_SPAN_IMG_DETAIL *image = detail;
		add_clean(p, STR("]("));
		add_clean(p, read_address(p, &image->src));
		add_clean(p, STR(")"));
	}
	return 0;
}

static void add_unguarded(struct parser *p, struct str text)
{
	size_t guard;
	ready(p);
	while ((guard = str_find(text, DEFINITION_GUARD, 0)) != SIZE_MAX) {
		prose_fill_add_text(&p->fill, str_slice(text, 0, guard));
		text = str_slice(text, guard + DEFINITION_GUARD.len, text.len);
	}
	prose_fill_add_text(&p->fill, text);
}

static int text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE size, void *ctx)
{
	struct parser *p = ctx;
	switch (type) {
	case MD_TEXT_BR:
		add_clean(p, STR("\n"));
		break;
	case MD_TEXT_SOFTBR:
		add_clean(p, STR(" "));
		break;
	case MD_TEXT_ENTITY:
		ready(p);
		prose_fill_add_entity(&p->fill, (struct str){ptr, size});
		break;
	case MD_TEXT_NORMAL:
	case MD_TEXT_NULLCHAR:
	case MD_TEXT_CODE:
	case MD_TEXT_HTML:
	case MD_TEXT_LATEXMATH:
		add_unguarded(p, (struct str){ptr, size});
		break;
	}
	return 0;
}

/* Where the text of a line begins, behind the signs of the lists and quotations it is in. */
static size_t skip_signs(struct str line)
{
	for (size_t at = 0;;) {
		while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '>')) {
			at++;
		}
		size_t end = at;
		while (end < line.len && line.ptr[end] >= '0' && line.ptr[end] <= '9') {
			end++;
		}
		const char *ends = end > at ? ".)" : "-+*";
		if (end + 1 >= line.len || strchr(ends, line.ptr[end]) == NULL ||
		    line.ptr[end + 1] != ' ') {
			return at;
		}
		at = end + 1;
	}
}

/*
 * The source as md4c is to read it: `[Nom]: Dupont`, which may go over several lines, is no
 * definition, for Markdown would not show it at all.
 */
static void prepare(struct buf *out, struct str source)
{
	struct buf clean = {0};
	sanitise(&clean, source);
	struct str rest = buf_str(&clean), line;
	while (str_next_line(&rest, &line)) {
		size_t at = skip_signs(line);
		bool may_define = at < line.len && line.ptr[at] == '[';
		buf_add(out, str_slice(line, 0, at));
		buf_add(out, may_define ? DEFINITION_GUARD : STR(""));
		buf_add(out, str_slice(line, at, line.len));
		buf_addc(out, '\n');
	}
	buf_finish(&clean);
}

static void parse(struct parser *p, struct str source)
{
	static const MD_PARSER callbacks = {
		.flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS |
	                 MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_COLLAPSEWHITESPACE,
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = text,
	};
	source = str_slice(source, 0, UINT32_MAX);
	if (md_parse(source.ptr, (MD_SIZE)source.len, &callbacks, p) != 0) {
		/* Our callbacks never refuse, so md4c is out of memory. */
		mem_exhausted();
	}
	prose_draft_finish(&p->fill.draft);
}

struct prose prose_parse(struct arena *arena, struct str source, struct prose_values values)
{
	struct parser p = {.arena = arena, .fill = {.values = values}};
	struct prose prose = {0};
	struct buf prepared = {0};
	prepare(&prepared, source);
	parse(&p, buf_str(&prepared));
	if (p.blocks.n > 0) {
		prose.n_blocks = p.blocks.n;
		prose.blocks = arena_array(arena, p.blocks.n, sizeof *prose.blocks);
		memcpy(prose.blocks, p.blocks.list, p.blocks.n * sizeof *prose.blocks);
	}
	mem_free(p.blocks.list);
	buf_finish(&prepared);
	return prose;
}

/*
 * A sanitised line in which md4c would find nothing: no sign of Markdown, no address, no mark. One
 * without any ASCII could be of blanks that nobody sees, and is left to it.
 */
static bool is_bare(struct str line)
{
	bool is_seen = false;
	for (size_t i = 0; i < line.len; i++) {
		char c = line.ptr[i], next = i + 1 < line.len ? line.ptr[i + 1] : '\0';
		bool may_lead =
			(c == ':' && next == '/') || ((c == 'w' || c == 'W') && next == '.');
		bool is_second = c == ' ' && (next == ' ' || next == '\0');
		if (may_lead || is_second || memchr(LINE_SIGNS, c, sizeof LINE_SIGNS - 1) != NULL) {
			return false;
		}
		is_seen = is_seen || c > ' ';
	}
	return is_seen && line.ptr[0] != ' ';
}

/* What stands on one line, most often a label or a title: few of them have any Markdown. */
void prose_add_line(struct buf *out, struct str source, struct prose_values values)
{
	struct arena arena = {0};
	struct parser p = {.arena = &arena, .fill = {.values = values, .is_line = true}};
	struct buf prepared = {0};
	source = str_trim(source);
	if (source.len == 0) {
		return;
	}
	buf_add(&prepared, LINE_GUARD);
	sanitise_line(&prepared, source);
	struct str line = str_slice(buf_str(&prepared), LINE_GUARD.len, SIZE_MAX);
	if (is_bare(line)) {
		typography_french(out, line);
		buf_finish(&prepared);
		return;
	}
	parse(&p, buf_str(&prepared));
	for (size_t i = 0; i < p.blocks.n; i++) {
		for (size_t k = 0; k < p.blocks.list[i].n_runs; k++) {
			buf_add(out, p.blocks.list[i].runs[k].text);
		}
	}
	mem_free(p.blocks.list);
	buf_finish(&prepared);
	arena_finish(&arena);
}
