/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text being typed: where the cursor goes, what is undone, what may stand in it. */
#include "tap.h"

#include "editor.h"

/* As much of wcwidth as the texts below need. */
static int width(uint32_t rune)
{
	if (rune >= 0x300 && rune < 0x370) {
		return 0;
	}
	return rune >= 0x2E80 ? 2 : 1;
}

static struct editor editor;
static struct buf shown;

enum {
	COLS = 10,
	ROWS = 4,
};

static const struct editor_window seen = {COLS, ROWS, width};

static enum editor_result press(enum key_kind kind)
{
	return editor_key(&editor, &(struct key){.kind = kind}, seen);
}

static enum editor_result control(uint32_t letter)
{
	return editor_key(&editor, &(struct key){.kind = KEY_CTRL, .rune = letter}, seen);
}

static void type(struct str text)
{
	for (size_t at = 0; at < text.len;) {
		struct key key = {.kind = KEY_RUNE};
		at += utf8_decode(text, at, &key.rune);
		(void)editor_key(&editor, &key, seen);
	}
}

/* The text with a bar where the cursor is. */
static struct str state(void)
{
	buf_clear(&shown);
	buf_add(&shown, str_slice(buf_str(&editor.text), 0, editor.at));
	buf_addc(&shown, '|');
	buf_add(&shown, str_slice(buf_str(&editor.text), editor.at, editor.text.len));
	return buf_str(&shown);
}

static void begin(struct str text)
{
	editor_set(&editor, text);
}

static void test_moving(void)
{
	begin(STR("l'été passé"));
	is_str(state(), STR("l'été passé|"), "one begins at the end");
	press(KEY_WORD_LEFT);
	is_str(state(), STR("l'été |passé"), "a word back");
	press(KEY_WORD_LEFT);
	is_str(state(), STR("l'|été passé"), "and one more");
	press(KEY_RIGHT);
	is_str(state(), STR("l'é|té passé"), "an accented letter is one step");
	press(KEY_WORD_RIGHT);
	press(KEY_WORD_RIGHT);
	is_str(state(), STR("l'été passé|"), "words on");
	press(KEY_RIGHT);
	is_str(state(), STR("l'été passé|"), "never past the end");
	begin(STR("x\u0323\u0301y"));
	press(KEY_LEFT);
	press(KEY_LEFT);
	is_str(state(), STR("|x\u0323\u0301y"), "nor between a letter and its accents");
	press(KEY_DELETE);
	is_str(state(), STR("|y"), "which go with it");
}

static void test_rows(void)
{
	editor.has_lines = true;
	begin(STR("un deux trois\nquatre"));
	is_int(press(KEY_DOWN), EDITOR_LEFT_DOWN, "↓ on the last row leaves");
	press(KEY_HOME);
	is_str(state(), STR("un deux trois\n|quatre"), "Home goes to the beginning of the row");
	press(KEY_UP);
	is_str(state(), STR("un deux |trois\nquatre"), "↑ to the row above, as it is wrapped");
	press(KEY_END);
	is_str(state(), STR("un deux trois|\nquatre"), "End to its end");
	press(KEY_UP);
	is_str(state(), STR("un de|ux trois\nquatre"), "in the same column");
	is_int(press(KEY_UP), EDITOR_LEFT_UP, "↑ on the first row leaves");
	begin(STR("\n"));
	press(KEY_UP);
	is_str(state(), STR("|\n"), "empty rows are rows");
	begin(STR("猫猫猫猫猫猫"));
	press(KEY_HOME);
	is_str(state(), STR("猫猫猫猫猫|猫"), "a row is as wide as its columns");
	begin(STR("aaaaaaaaaa  \u0301"));
	press(KEY_HOME);
	is_str(state(), STR("aaaaaaaaaa | \u0301"), "a blank with a mark on it hangs past no edge");
}

static void test_pages(void)
{
	begin(STR("a\nb\nc\nd\ne\nf\ng"));
	is_int(press(KEY_PAGE_UP), EDITOR_MOVED, "a page up");
	is_str(state(), STR("a\nb\nc\nd|\ne\nf\ng"), "is a screenful, but for a row");
	press(KEY_PAGE_UP);
	is_str(state(), STR("a|\nb\nc\nd\ne\nf\ng"), "up to the first row");
	press(KEY_PAGE_UP);
	is_str(state(), STR("|a\nb\nc\nd\ne\nf\ng"), "to its beginning");
	is_int(press(KEY_PAGE_UP), EDITOR_LEFT_UP, "and out");
	press(KEY_PAGE_DOWN);
	is_str(state(), STR("a\nb\nc\n|d\ne\nf\ng"), "a page down too");
	press(KEY_PAGE_DOWN);
	press(KEY_PAGE_DOWN);
	is_str(state(), STR("a\nb\nc\nd\ne\nf\ng|"), "down to the end");
	is_int(press(KEY_PAGE_DOWN), EDITOR_LEFT_DOWN, "and out");
}

static void test_alt(void)
{
	begin(STR("ab"));
	struct key key = {.kind = KEY_ALT, .rune = 'q'};
	is_int(editor_key(&editor, &key, seen), EDITOR_IGNORED, "Alt with a letter types nothing");
	is_str(state(), STR("ab|"), "and moves nothing");
}

static void test_changing(void)
{
	begin(STR("un deux"));
	type(STR(" trois"));
	type(STR("x"));
	press(KEY_BACKSPACE);
	is_str(state(), STR("un deux trois|"), "letters come and go");
	editor_undo(&editor);
	is_str(state(), STR("un deux troisx|"), "what was taken away comes back");
	editor_undo(&editor);
	is_str(state(), STR("un deux|"), "what was typed in one go goes at once");
	ok(!editor_undo(&editor), "until nothing is left to undo");
	control('w');
	is_str(state(), STR("un |"), "Ctrl-W takes a word");
	type(STR("deux"));
	control('a');
	control('k');
	is_str(state(), STR("|"), "Ctrl-K the rest of the row");
	type(STR("ab"));
	control('u');
	is_str(state(), STR("|"), "Ctrl-U what is before");
	is_int(control('q'), EDITOR_IGNORED, "others are none of its keys");
}

static void test_pasting(void)
{
	begin(STR(""));
	editor.has_lines = false;
	ok(editor_put(&editor, STR("a\tb\nc\x1b[m\x7f")), "what is pasted");
	is_str(state(), STR("a b c[m|"), "has no control characters; on one line no line ends");
	begin(STR(""));
	ok(editor_put(&editor, STR("e\u0301\xff")), "any bytes");
	is_str(state(), STR("é\uFFFD|"), "are characters, composed");
	begin(STR(""));
	struct buf much = {0};
	for (int i = 0; i < EDITOR_MAX_BYTES; i++) {
		buf_addc(&much, 'a');
	}
	ok(editor_put(&editor, buf_str(&much)), "a text may be long");
	ok(!editor_put(&editor, STR("a")), "not without end");
	is_int(editor.text.len, EDITOR_MAX_BYTES, "and what is there stays");
	buf_finish(&much);
}

int main(void)
{
	test_moving();
	test_rows();
	test_pages();
	test_alt();
	test_changing();
	test_pasting();
	editor_finish(&editor);
	buf_finish(&shown);
	return tap_done();
}
