/* SPDX-License-Identifier: ISC */
/* What a headline and an excerpt are to coverage: which texts count as the
 * same words, and what is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "coverage/terms.h"
#include "coverage/words.h"

static struct arena arena;

static int
tear_down(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

static void
stems(const char *text, struct buf *out)
{
	struct words w;
	struct word word;
	char stem[WORD_MAX];
	const char *folded = utf8_fold(&arena, text, strlen(text));

	words_start(&w, folded, strlen(folded));
	while (words_next(&w, &word)) {
		size_t n = word_stem(&word, stem);
		if (n > 0 && out->n > 0)
			buf_putc(out, ' ');
		buf_add(out, stem, n);
	}
}

static void
test_words(void **state)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ "", "" },
		{ "The Harbour’s walls, breached again!", "harbour wall breach" },
		{ "Council's vote; councils voting, council voted", "council vote council vot council vot" },
		{ "Cities, passes, boxes, buses and gas", "city pass box buse gas" },
		{ "Stopped stopping stop", "stop stop stop" },
		{ "Rising rise rises", "ris rise rise" },
		{ "Part III of 2024: Chapter IX", "part 3 2024 chapter 9" },
		{ "It isn't what we'd said", "isn" },
		{ "Café CAFÉ cafe", "cafe cafe cafe" },
		{ "Straße", "strass" },
		{ "Новости дня", "новости дня" },
		{ "東京都知事", "東京 京都 都知 知事" },
		{ "水 iPhone水", "水 iphon 水" },
		{ "🚒 fire — 3–2", "fire 3 2" },
		{ "x y z", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = { 0 };
		stems(cases[i].text, &out);
		assert_string_equal(buf_str(&out), cases[i].words);
		buf_done(&out);
	}
}

static void
read(struct terms *t, const char *title, const char *excerpt)
{
	terms_read(t, &arena, title, excerpt, NULL);
}

static int
compare_words(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void
test_same_and_different(void **state)
{
	struct terms a, b;

	(void)state;
	read(&a, "Ferry's engines fail, passengers rescued", NULL);
	read(&b, "PASSENGERS RESCUED: ferry engine failed", NULL);
	assert_int_equal(a.ntitle, b.ntitle);
	qsort(a.title, a.ntitle, sizeof(a.title[0]), compare_words);
	qsort(b.title, b.ntitle, sizeof(b.title[0]), compare_words);
	assert_memory_equal(a.title, b.title, a.ntitle * sizeof(a.title[0]));
	read(&a, "Night ferry", "Night ferry");
	assert_int_equal(a.ntitle, 2);
	assert_int_equal(a.ntext, 2);
	read(&a, "one two one two two", NULL);
	assert_int_equal(a.ntitle, 1);
	read(&a, "2020 budget", NULL);
	assert_true(a.number[0]);
	assert_false(a.number[1]);
}

/* As many as there is room for, and always in order. */
static void
test_limits(void **state)
{
	struct buf long_text = { 0 };
	struct terms t;

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_printf(&long_text, "word%dé ", i);
	read(&t, buf_str(&long_text), buf_str(&long_text));
	assert_in_range(t.ntitle, 1, TERMS_TITLE);
	assert_int_equal(t.ntext, TERMS_TEXT);
	assert_in_range(t.ngrams, 1, TERMS_GRAMS);
	for (size_t i = 1; i < t.ngrams; i++)
		assert_true(t.grams[i - 1] < t.grams[i]);
	for (size_t i = 1; i < t.ntext; i++)
		assert_true(t.text[i - 1] < t.text[i]);
	read(&t, NULL, NULL);
	assert_int_equal(t.ntitle + t.ntext + t.ngrams, 0);
	buf_done(&long_text);
}

static bool
not_twice(void *arg, uint64_t sentence)
{
	uint64_t *last = arg;
	bool is_new = *last != sentence;

	*last = sentence;
	return is_new;
}

static void
test_sentences(void **state)
{
	uint64_t last = 0;
	struct terms_judge judge = { not_twice, &last };
	struct terms t;

	(void)state;
	terms_read(&t, &arena, NULL, "Boat sinks. Boat sinks. Crew safe… crew safe…  Boat sinks!", &judge);
	assert_int_equal(t.ntext, 4);
	last = 0;
	terms_read(&t, &arena, NULL, "We may earn a commission.\nWe may earn a commission.", &judge);
	assert_int_equal(t.ntext, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_same_and_different),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_sentences),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
