/* SPDX-License-Identifier: ISC */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "model/article.h"
#include "model/keywords.h"

static struct article
article(const char *title, const char *excerpt)
{
	struct article art;

	article_init(&art);
	art.title = title;
	art.excerpt = excerpt;
	return art;
}

static void
topics_are_found_in_order(void **state)
{
	static const char *const own[] = { "Own" };
	struct article art = article("the weir", "A Mill; the weir");
	struct keywords k;
	int found[KEYWORDS_MOST];

	(void)state;
	keywords_init(&k);
	assert_int_equal(keywords_find(&k, &art, found), 0);
	keywords_begin(&k);
	assert_true(keywords_add(&k, "mill"));
	assert_false(keywords_add(&k, "?!"));
	keywords_begin(&k);
	assert_true(keywords_add(&k, "weir"));
	assert_true(keywords_add(&k, "Weir"));
	assert_int_equal(k.topics, 2);
	assert_int_equal(k.words, 3);
	assert_int_equal(keywords_find(&k, &art, found), 2);
	assert_int_equal(found[0], 1);
	assert_int_equal(found[1], 0);
	art.topics = (const char **)(uintptr_t)own;
	art.ntopics = 1;
	assert_int_equal(keywords_find(&k, &art, found), 0);
	keywords_done(&k);
}

static void
no_more_than_that_many(void **state)
{
	struct article art = article("j i h g f e", "d c b a");
	struct keywords k;
	int found[KEYWORDS_MOST];

	(void)state;
	keywords_init(&k);
	for (char word[2] = "a"; word[0] <= 'j'; word[0]++) {
		keywords_begin(&k);
		assert_true(keywords_add(&k, word));
	}
	assert_int_equal(keywords_find(&k, &art, found), KEYWORDS_MOST);
	for (int i = 0; i < KEYWORDS_MOST; i++)
		assert_int_equal(found[i], 9 - i);
	keywords_done(&k);
}

static void
lists_are_read_back(void **state)
{
	static const struct { const char *bytes; size_t n; bool ok; size_t topics, words;
	} cases[] = {
		{ "", 0, true, 0, 0 },
		{ "\0", 1, true, 1, 0 },
		{ "\0mill\0weir\0\0\0lock\0", 18, true, 3, 3 },
		{ "mill\0", 5, false, 0, 0 },
		{ "\0mill", 5, false, 0, 0 },
		{ "\0mill\0?\0", 8, false, 1, 1 },
		{ "\0\377\376\0", 4, false, 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct keywords k;

		keywords_init(&k);
		assert_int_equal(keywords_read(&k, cases[i].bytes, cases[i].n), cases[i].ok);
		assert_int_equal(k.topics, cases[i].topics);
		assert_int_equal(k.words, cases[i].words);
		if (cases[i].ok) {
			assert_int_equal(k.bytes.n, cases[i].n);
			assert_memory_equal(buf_str(&k.bytes), cases[i].bytes, cases[i].n);
		}
		keywords_done(&k);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(topics_are_found_in_order),
		cmocka_unit_test(no_more_than_that_many),
		cmocka_unit_test(lists_are_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
