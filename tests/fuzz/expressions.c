/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A condition of any bytes, over the journey FUZZ_JOURNEY: parsed, printed, parsed again, asked. */
#include "fuzz.h"

#include "expr.h"
#include "from_disk.h"

static const struct journey *the_journey(void)
{
	static struct journey *j; // lives as long as the fuzzer
	if (j == NULL) {
		j = load_from_disk(FUZZ_JOURNEY);
		fuzz_check(j != NULL, "the journey of the conditions loads");
	}
	return j;
}

static void ask(const struct journey *j, const struct expr *e)
{
	struct fact *of = calloc(j->n_steps, sizeof *of);
	struct facts facts = {j, of};
	struct buf said = {0};
	(void)expr_is_true(&facts, e);
	value_print(&said, &facts, expr_eval(&facts, e));
	for (step_id s = 0; s < j->n_steps; s++) {
		of[s] = (struct fact){.visits = s, .ticked = 1, .done = s % 2 == 0};
	}
	(void)expr_is_true(&facts, e);
	value_print(&said, &facts, expr_eval(&facts, e));
	buf_finish(&said);
	free(of);
}

/* What is printed is a condition, and prints as itself. */
static void check_printing(const struct expr_scope *scope, const struct expr *e)
{
	struct buf once = {0}, twice = {0};
	struct expr_fault fault;
	expr_print(&once, scope->journey, e);
	const struct expr *again = expr_parse(scope, buf_str(&once), &fault);
	if (again != NULL) {
		expr_print(&twice, scope->journey, again);
		fuzz_check(str_eq(buf_str(&once), buf_str(&twice)), "it prints as itself");
	}
	buf_finish(&once);
	buf_finish(&twice);
}

static bool computed_type(void *ctx, uint32_t computed, int depth, const struct expr **ret_expr)
{
	const struct journey *j = ctx;
	(void)depth;
	*ret_expr = j->computed[computed].expr;
	return *ret_expr != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct journey *j = the_journey();
	struct arena arena = {0};
	struct expr_fault fault = {0};
	struct str source = {(const char *)data, size};
	struct expr_scope scope = {.journey = j, .arena = &arena, .computed_type = computed_type};

	union {
		const void *from;
		void *to;
	} lent = {.from = j};

	scope.ctx = lent.to;
	const struct expr *e = expr_parse(&scope, source, &fault);
	if (e == NULL) {
		fuzz_check(fault.message.len > 0, "a fault says something");
		/* What lacks at the end is told one character behind it. */
		fuzz_check(fault.offset <= size && fault.len <= size + 1 - fault.offset,
		           "a fault lies in the condition");
	} else {
		ask(j, e);
		check_printing(&scope, e);
	}
	arena_finish(&arena);
	return 0;
}
