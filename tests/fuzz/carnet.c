/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A carnet of any bytes, of the journey FUZZ_JOURNEY: as it is, and with each line sealed anew,
 * for no fuzzer guesses a seal. Then its moves are asked of the journey.
 */
#include "fuzz.h"

#include "blank.h"
#include "crc.h"
#include "from_disk.h"
#include "reading.h"
#include "retrace.h"

static const struct journey *the_journey(void)
{
	static struct journey *j; // lives as long as the fuzzer
	if (j == NULL) {
		answers_use_our_memory();
		j = load_from_disk(FUZZ_JOURNEY);
		fuzz_check(j != NULL, "the journey of the carnet loads");
	}
	return j;
}

/* What stands before `,"crc"`, with its seal. */
static void seal(struct buf *out, struct str line)
{
	size_t end = str_find(line, STR(",\"crc\":"), 0);
	if (end == SIZE_MAX) {
		end = str_ends(line, STR("}")) ? line.len - 1 : line.len;
	}
	struct str body = str_slice(line, 0, end);
	buf_add(out, body);
	buf_addf(out, ",\"crc\":\"%08x\"}\n", (unsigned)crc32c(body));
}

/* Every event is one that can be written, and is then read as itself; blanked as well. */
static void check_events(const struct journey *j, struct str carnet)
{
	struct arena arena = {0};
	struct str rest = carnet, line, utc;
	while (str_next_line(&rest, &line)) {
		struct event e, again;
		struct buf out = {0};
		if (event_read(&arena, line, &e, &utc) == EVENT_READ && e.kind != EVENT_FOREIGN) {
			struct stamp stamp = {.utc = STR("2000-01-01T00:00:00Z")};
			event_write(&out, &e, stamp);
			struct str text = str_slice(buf_str(&out), 0, out.len - 1);
			fuzz_check(event_read(&arena, text, &again, &utc) == EVENT_READ &&
			                   again.kind == e.kind && again.n == e.n,
			           "what was read is written and read");
			event_blank(&arena, j, &e);
			buf_clear(&out);
			event_write(&out, &e, stamp);
			text = str_slice(buf_str(&out), 0, out.len - 1);
			fuzz_check(event_read(&arena, text, &again, &utc) == EVENT_READ,
			           "what was blanked is an event");
		}
		buf_finish(&out);
	}
	arena_finish(&arena);
}

static void fold(const struct journey *j, struct str carnet)
{
	struct walk *walk = NULL;
	struct carnet_reading r = {0};
	struct buf dump = {0};
	(void)reading_fold(carnet, j, &walk, &r);
	if (walk != NULL) {
		walk_dump(walk, &dump);
		fuzz_check(walk_step(walk) != NULL, "a walk stands on a step");
	}
	buf_finish(&dump);
	walk_destroy(walk);
	carnet_reading_finish(&r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct journey *j = the_journey();
	struct str carnet = {(const char *)data, size}, rest = carnet, line;
	struct buf sealed = {0};
	struct retraced r = {0};
	while (str_next_line(&rest, &line)) {
		seal(&sealed, line);
	}
	fold(j, carnet);
	fold(j, buf_str(&sealed));
	check_events(j, buf_str(&sealed));
	retrace_record(j, carnet, &r);
	retraced_finish(&r);
	buf_finish(&sealed);
	return 0;
}
