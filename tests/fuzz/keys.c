/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of a terminal, cut anywhere, to the screens of the journey FUZZ_JOURNEY. A byte 0xFF
 * ends a piece, as if nothing came for a moment; 0xFE and two bytes are a size. What the walk
 * holds in the end is what its events say.
 */
#include "fuzz.h"

#include "decode.h"
#include "stage.h"

enum {
	REST = 0xFF,
	SIZE = 0xFE,
	MAX_BYTES = 2000, /* more finds nothing new, only slower */
};

static struct journey *the_journey(void)
{
	static struct journey *j; // lives as long as the fuzzer
	if (j == NULL) {
		answers_use_our_memory();
		j = stage_load(FUZZ_JOURNEY);
		fuzz_check(j != NULL, "the journey of the screens loads");
	}
	return j;
}

static void draw(struct stage *s, struct frame *f)
{
	ui_draw(s->ui, f);
	fuzz_check(f->cursor_row < f->rows && f->cursor_col < f->cols, "the cursor is inside");
}

/* One frame a turn, however many keys there were: as the program does. */
static void take_keys(struct stage *s, struct decoder *d, bool waited, struct frame *f)
{
	struct key key;
	while (!s->has_left && decoder_next(d, waited, &key)) {
		stage_press(s, &key);
	}
	draw(s, f);
}

static void check_walks(struct stage *s)
{
	for (size_t i = 0; i < s->n_carnets; i++) {
		struct buf a = {0}, b = {0};
		walk_dump(s->carnets[i].walk, &a);
		walk_dump(s->carnets[i].mirror, &b);
		fuzz_check(str_eq(buf_str(&a), buf_str(&b)), "its events give the walk");
		buf_finish(&a);
		buf_finish(&b);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stage s = {0};
	struct decoder d = {0};
	struct frame f = {0};
	size = size < MAX_BYTES ? size : MAX_BYTES;
	stage_open(&s, the_journey());
	for (size_t at = 0; at < size && !s.has_left;) {
		size_t end = at;
		while (end < size && data[end] != REST && data[end] != SIZE) {
			end++;
		}
		decoder_feed(&d, (struct str){(const char *)data + at, end - at});
		take_keys(&s, &d, false, &f);
		if (end < size && data[end] == REST) {
			take_keys(&s, &d, true, &f);
			fuzz_check(s.has_left || decoder_wait_ms(&d) < 0 || d.pasting,
			           "what has waited is taken");
		} else if (end + 2 < size && data[end] == SIZE) {
			stage_resize(&s, data[end + 1], data[end + 2]);
			draw(&s, &f);
			end += 2;
		}
		at = end + 1;
	}
	check_walks(&s);
	stage_close(&s);
	decoder_finish(&d);
	frame_finish(&f);
	return 0;
}
