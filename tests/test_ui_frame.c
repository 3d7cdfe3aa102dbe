/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells: whole characters only, whatever is written over whatever. */
#include "frame.h"
#include "tap.h"

/* As much of wcwidth as the texts below need. */
static int width(uint32_t rune)
{
	if (rune < 0x20 || rune == 0x7F) {
		return -1;
	}
	if (rune >= 0x300 && rune < 0x370) {
		return 0;
	}
	return rune >= 0x1100 ? (rune == RUNE_REPLACEMENT ? 1 : 2) : 1;
}

static struct frame frame;
static struct buf row;

static struct str put(uint32_t col, uint32_t end, struct str text)
{
	(void)frame_put(&frame, 0, col, end, text, ROLE_TITLE, CELL_BOLD);
	buf_clear(&row);
	frame_add_row(&frame, 0, &row);
	return buf_str(&row);
}

static void test_whole_characters(void)
{
	frame_resize(&frame, 2, 8, width);
	is_int(frame_put(&frame, 0, 0, 8, STR("été"), ROLE_TEXT, 0), 3, "a letter is a column");
	is_str(put(3, 8, STR("e\u0301t")), STR("étée\u0301t"), "an accent stands on its letter");
	is_int(frame_at(&frame, 0, 3)->runes[1], 0x301, "in the same cell");
	is_str(put(0, 3, STR("猫猫")), STR("猫ée\u0301t"), "half of a wide one is not written");
	is_int(frame_put(&frame, 0, 7, 8, STR("猫"), ROLE_TEXT, 0), 7, "nor in the last column");
	is_int(frame_put(&frame, 0, 20, 30, STR("x"), ROLE_TEXT, 0), 20, "nor outside");
	is_int(frame_put(&frame, 9, 0, 8, STR("x"), ROLE_TEXT, 0), 0, "nor below");
}

static void test_halves(void)
{
	frame_resize(&frame, 1, 4, width);
	(void)put(0, 4, STR("猫猫"));
	is_str(put(1, 2, STR("a")), STR(" a猫"), "over a right half: the left one is blank");
	(void)put(0, 4, STR("猫猫"));
	is_str(put(2, 3, STR("a")), STR("猫a"), "over a left half: the right one is blank");
	(void)put(0, 4, STR("猫猫"));
	is_str(put(1, 3, STR("猫")), STR(" 猫"), "between two: both are blank");
	ok(frame_at(&frame, 0, 3)->runes[0] == ' ', "to the last column");
	frame_fill(&frame, 0, 2, 3, '-', ROLE_RULE, 0);
	is_int(frame_at(&frame, 0, 1)->runes[0], ' ', "a fill breaks them too");
}

static void test_odd_bytes(void)
{
	frame_resize(&frame, 1, 8, width);
	is_str(put(0, 8, STR("a\x1b[m\xff")), STR("a\uFFFD[m\uFFFD"),
	       "what can't be shown is U+FFFD");
	frame_resize(&frame, 1, 8, width);
	is_str(put(0, 8, STR("\u0301a")), STR("a"), "an accent on nothing is left out");
	is_str(put(0, 8, STR("a\u0301\u0302\u0303\u0304\u0305")), STR("a\u0301\u0302\u0303"),
	       "of many accents, those that a cell holds");
	is_int(frame_at(&frame, 0, 0)->role, ROLE_TITLE, "a cell has its role");
	is_int(frame_at(&frame, 0, 0)->style, CELL_BOLD, "and its style");
}

static void test_sizes(void)
{
	frame_resize(&frame, 0, 0, width);
	ok(frame.rows == 1 && frame.cols == 1, "a frame has a cell at least");
	frame_resize(&frame, 1000000, 3, width);
	is_int(frame.rows, FRAME_MAX_ROWS, "and an end");
	ok(frame_at(&frame, FRAME_MAX_ROWS, 0) == NULL, "outside of it there is nothing");
}

int main(void)
{
	test_whole_characters();
	test_halves();
	test_odd_bytes();
	test_sizes();
	frame_finish(&frame);
	buf_finish(&row);
	return tap_done();
}
