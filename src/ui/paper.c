/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every line goes out through emit, which alone knows of gaps. */
#include "paper.h"

#include "sanitise.h"

#include <stdarg.h>

enum {
	/* Words that would have less room beside their number go below it. */
	ROW_MIN_COLS = 12,
	/* What is typed has room for a number beside the prompt. */
	PROMPT_ROOM = 3,
};

void paper_block(struct paper *p)
{
	p->gap = true;
}

static void emit(struct paper *p, struct str lines)
{
	if (lines.len == 0) {
		return;
	}
	if (p->gap && p->has_text) {
		buf_addc(p->out, '\n');
	}
	buf_add(p->out, lines);
	p->gap = false;
	p->has_text = true;
}

/* `words` as lines, literally. */
static void wrap(const struct paper *p, struct buf *lines, struct str words, uint32_t cols)
{
	char mark[UTF8_MAX_BYTES];
	size_t len = utf8_encode(RUNE_MARK, mark);
	prose_add_plain(lines, (struct str){mark, len}, (struct prose_values){&words, 1}, cols,
	                p->width);
}

static void say(struct paper *p, struct str words)
{
	struct buf lines = {0};
	wrap(p, &lines, words, p->cols);
	emit(p, buf_str(&lines));
	buf_finish(&lines);
}

void paper_say(struct paper *p, const char *sentence)
{
	say(p, str_from(sentence));
}

void paper_sayf(struct paper *p, const char *format, ...)
{
	struct buf b = {0};
	va_list args;
	va_start(args, format);
	buf_addv(&b, format, args);
	va_end(args);
	say(p, buf_str(&b));
	buf_finish(&b);
}

void paper_said(struct paper *p, struct said s)
{
	struct buf lines = {0};
	prose_add_plain(&lines, s.source, s.values, p->cols, p->width);
	emit(p, buf_str(&lines));
	buf_finish(&lines);
}

void paper_written(struct paper *p, struct str text)
{
	struct str line;
	while (str_next_line(&text, &line)) {
		if (str_trim(line).len == 0) {
			paper_block(p);
		} else {
			say(p, line);
		}
	}
}

static void hang(struct buf *out, struct str lines, size_t cols)
{
	struct str line;
	for (bool first = true; str_next_line(&lines, &line); first = false) {
		for (size_t i = 0; !first && i < cols; i++) {
			buf_addc(out, ' ');
		}
		buf_add(out, line);
		buf_addc(out, '\n');
	}
}

void paper_row(struct paper *p, const char *head, struct str words)
{
	struct buf row = {0}, lines = {0};
	size_t cols = utf8_cols(str_from(head), p->width) + 1;
	bool hangs = p->cols == 0 || p->cols >= cols + ROW_MIN_COLS;
	buf_add(&row, str_from(head));
	buf_addc(&row, ' ');
	if (hangs) {
		wrap(p, &lines, words, p->cols == 0 ? 0 : p->cols - (uint32_t)cols);
		if (lines.len == 0) {
			buf_addc(&lines, '\n');
		}
		hang(&row, buf_str(&lines), cols);
		emit(p, buf_str(&row));
	} else {
		buf_add(&row, words);
		say(p, buf_str(&row));
	}
	buf_finish(&row);
	buf_finish(&lines);
}

void paper_numbered(struct paper *p, size_t number, struct str words)
{
	struct buf head = {0};
	buf_addf(&head, "%zu.", number);
	paper_row(p, head.ptr, words);
	buf_finish(&head);
}

void paper_address(struct paper *p, struct str address)
{
	struct buf line = {0};
	sanitise_line(&line, address);
	buf_addc(&line, '\n');
	emit(p, buf_str(&line));
	buf_finish(&line);
}

void paper_prompt(struct paper *p, struct str prompt)
{
	struct buf lines = {0};
	wrap(p, &lines, prompt, p->cols > PROMPT_ROOM ? p->cols - PROMPT_ROOM : p->cols);
	if (lines.len > 0) {
		buf_cut(&lines, lines.len - 1);
	}
	buf_addc(&lines, ' ');
	emit(p, buf_str(&lines));
	buf_finish(&lines);
}
