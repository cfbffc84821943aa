/* SPDX-License-Identifier: ISC */
/* What of a headline another one has too: in brackets here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "coverage/shared.h"

static void
test_parts(void **state)
{
	static const struct {
		const char *lead, *title, *parts;
	} cases[] = {
		{ "Harbour wall gives way at Skerrow", "Mole at Skerrow harbour falls at high water",
		    "Mole [at Skerrow harbour ]falls [at ]high water" },
		{ "Council votes on the ferry", "Ferry: councils' vote", "[Ferry: councils' vote]" },
		{ "Council votes", "Bakers strike", "Bakers strike" },
		{ "Council votes", "", "" },
		{ NULL, "Bakers strike", "Bakers strike" },
		{ "Council votes", "\"?!\"", "\"?!\"" },
		{ "Élection à Belmar", "\xe2\x80\x9c" "ELECTION in Belmar\xe2\x80\x9d: 3 dead",
		    "[\xe2\x80\x9c" "ELECTION in Belmar\xe2\x80\x9d: ]3 dead" },
		{ "東京で地震", "大阪で地震", "大阪[で地震]" },
		{ "Part 2 of it", "Part II, at last", "[Part II, at ]last" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = { 0 };
		const char *p = cases[i].title;
		size_t n;
		const struct headline_part *parts = shared_parts(&a, cases[i].lead, p, &n);

		for (size_t k = 0; k < n; k++) {
			buf_printf(&out, parts[k].shared ? "[%.*s]" : "%.*s", (int)parts[k].n, p);
			p += parts[k].n;
		}
		assert_string_equal(buf_str(&out), cases[i].parts);
		assert_int_equal(*p, '\0');
		buf_done(&out);
	}
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
