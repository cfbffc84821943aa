/* SPDX-License-Identifier: ISC */
/* The marks at the beginning of a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "model/text.h"

static void
lines_by_their_marks(void **state)
{
	static const struct {
		const char *line;
		struct text_line is;
	} cases[] = {
		{ "Words > and - more", { TEXT_PLAIN, 0, 0, 0 } },
		{ "", { TEXT_PLAIN, 0, 0, 0 } },
		{ ">x", { TEXT_PLAIN, 0, 0, 0 } },
		{ "> said", { TEXT_QUOTE, 1, 2, 0 } },
		{ "> > said", { TEXT_QUOTE, 2, 4, 0 } },
		{ ">", { TEXT_QUOTE, 1, 1, 0 } },
		{ "- item", { TEXT_PLAIN, 0, 2, 2 } },
		{ "-item", { TEXT_PLAIN, 0, 0, 0 } },
		{ "  - item", { TEXT_PLAIN, 0, 4, 2 } },
		{ "12. item", { TEXT_PLAIN, 0, 4, 4 } },
		{ "12345. no", { TEXT_PLAIN, 0, 0, 0 } },
		{ "> 1. said", { TEXT_QUOTE, 1, 5, 3 } },
		{ "    goes on", { TEXT_PLAIN, 0, 4, 0 } },
		{ "## Title", { TEXT_HEADING, 0, 3, 0 } },
		{ "#tag", { TEXT_PLAIN, 0, 0, 0 } },
		{ "####### seven", { TEXT_PLAIN, 0, 0, 0 } },
		{ "\tint x;", { TEXT_CODE, 0, 0, 0 } },
		{ "> \tint x;", { TEXT_CODE, 1, 2, 0 } },
		{ "\t| a | b |", { TEXT_TABLE, 0, 0, 0 } },
		{ "---", { TEXT_RULE, 0, 0, 0 } },
		{ "----", { TEXT_PLAIN, 0, 0, 0 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text_line is = text_line_of(cases[i].line, strlen(cases[i].line));

		assert_int_equal(is.kind, cases[i].is.kind);
		assert_int_equal(is.quotes, cases[i].is.quotes);
		assert_int_equal(is.prefix, cases[i].is.prefix);
		assert_int_equal(is.marker, cases[i].is.marker);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_by_their_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
