/* SPDX-License-Identifier: ISC */
/* "Did you mean": near enough to be right, and silent when nothing is. */
#include "base/nearest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

static const char *const names[] = {
	"topic", "provider", "source", "heat", "quality", "is", "has", "before", "after", NULL,
	"open.browser",
};

static void
typing_mistakes_find_their_word(void **state)
{
	static const struct { const char *word, *found; } cases[] = {
		{ "topik", "topic" },			/* a wrong letter */
		{ "topc", "topic" },			/* one missing */
		{ "toppic", "topic" },			/* one too many */
		{ "tpoic", "topic" },			/* two swapped */
		{ "porvider", "provider" },
		{ "provid", "provider" },		/* not typed out */
		{ "PROV", "provider" },
		{ "qualtiy", "quality" },
		{ "haet", "heat" },
		{ "open.brwser", "open.browser" },
		{ "browser", NULL },
		{ "xyzzy", NULL },
		{ "x", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *found = nearest_name(cases[i].word, names, COUNT(names));

		if (cases[i].found == NULL)
			assert_null(found);
		else if (found == NULL || strcmp(found, cases[i].found) != 0)
			fail_msg("%s: %s, not %s", cases[i].word, found, cases[i].found);
	}
	assert_null(nearest_name("topic", names, 0));
}

/* Two rows serve all: no length may pass them. */
static void
long_words_are_no_danger(void **state)
{
	char word[200];
	const char *const longest[] = {
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	};

	(void)state;
	for (size_t n = 1; n < sizeof(word); n++) {
		memset(word, 'a', n);
		word[n] = '\0';
		nearest_name(word, names, COUNT(names));
		assert_null(nearest_name(word, longest, 1));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typing_mistakes_find_their_word),
		cmocka_unit_test(long_words_are_no_danger),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
