/* SPDX-License-Identifier: ISC */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/automaton.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/words.h"

static bool
note(void *arg, int value)
{
	char *letters = arg, letter[2] = { (char)value, '\0' };

	if (strchr(letters, value) == NULL)
		strcat(letters, letter);
	return true;
}

static void
whole_words_are_found_in_any_form(void **state)
{
	static const struct { const char *words; char letter; } words[] = {
		{ "mill", 'm' }, { "water wheel", 'w' }, { "Élan", 'e' }, { "C++", 'c' }, { "he", 'h' },
		{ "she sells", 's' }, { "水車", 'x' }, { "ไทย", 't' }, { "wheel", 'v' }, { "AI", 'a' },
	};
	static const struct { const char *text, *found;
	} cases[] = {
		{ "The old MILL.", "m" },
		{ "Mills and millers", "" },
		{ "(mill)", "m" },
		{ "mill", "m" },
		{ "a water-wheel!", "wv" },
		{ "water, wheel", "wv" },
		{ "waterwheel", "" },
		{ "water wheels", "" },
		{ "elan", "e" },
		{ "E\xcc\x81LAN", "e" },
		{ "in C++, not C", "c" },
		{ "C", "" },
		{ "she he sells", "h" },
		{ "she sells", "s" },
		{ "古い水車小屋", "x" },
		{ "水 車", "" },
		{ "ประเทศไทย", "t" },
		{ "AI/ML", "a" },
		{ "air", "" },
		{ "", "" },
		{ "?!", "" },
	};
	struct automaton *m = automaton_new();

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++)
		assert_true(automaton_add(m, words[i].words, words[i].letter));
	assert_false(automaton_add(m, "?!", 'z'));
	for (size_t i = 0; i < COUNT(cases); i++) {
		char found[32] = "";

		automaton_search(m, cases[i].text, strlen(cases[i].text), note, found);
		if (strspn(found, cases[i].found) != strlen(found) || strlen(found) != strlen(cases[i].found))
			fail_msg("\"%s\" gives \"%s\", not \"%s\"", cases[i].text, found, cases[i].found);
	}
	automaton_free(m);
}

struct place {
	char text[64];
	const char *of;
};

static void
note_place(void *arg, size_t from, size_t to)
{
	struct place *p = arg;
	size_t n = strlen(p->text);

	snprintf(p->text + n, sizeof(p->text) - n, "[%.*s]", (int)(to - from), p->of + from);
}

static void
places_are_those_of_the_text_as_it_is(void **state)
{
	static const struct { const char *text, *places;
	} cases[] = {
		{ "An OLD  mill, old", "[OLD  mill]" },
		{ "é́lan: \xc3\x89LAN vital", "[é́lan][\xc3\x89LAN]" },
		{ "millers and milling", "[millers][milling]" },
		{ "古い水車小屋", "[水車]" },
		{ "mill", "[mill]" },
		{ "the mill", "[mill]" },
		{ "", "" },
	};
	struct automaton *m = automaton_new();

	(void)state;
	assert_true(automaton_add(m, "old mill", 0));
	assert_true(automaton_add(m, "elan", 0));
	assert_true(automaton_add(m, "水車", 0));
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct place p = { "", cases[i].text };

		if (i == 2)
			assert_true(automaton_add_begin(m, "mill", 0));
		automaton_places(m, cases[i].text, strlen(cases[i].text), note_place, &p);
		if (i == 2)
			assert_string_equal(p.text, "[mill][mill]");
		else
			assert_string_equal(p.text, cases[i].places);
	}
	automaton_free(m);
}

static bool
count(void *arg, int value)
{
	(void)value;
	++*(size_t *)arg;
	return true;
}

/* Against looking for each of a thousand words by itself. */
static void
many_words_are_found_as_one_by_one(void **state)
{
	struct automaton *m = automaton_new();
	struct buf text = { 0 };
	unsigned seed = 1;
	size_t found = 0, expected = 0;
	char word[32];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		seed = seed * 1103515245U + 12345U;
		buf_printf(&text, " a%ub", seed / 65536 % 2000);
	}
	buf_putc(&text, ' ');
	for (int i = 0; i < 1000; i++) {
		snprintf(word, sizeof(word), " a%db ", 2 * i);
		assert_true(automaton_add(m, word, i));
		for (const char *p = text.p; (p = strstr(p, word)) != NULL; p++)
			expected++;
	}
	automaton_search(m, text.p, text.n, count, &found);
	assert_true(expected > 500);
	assert_int_equal(found, expected);
	automaton_free(m);
	buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_words_are_found_in_any_form),
		cmocka_unit_test(places_are_those_of_the_text_as_it_is),
		cmocka_unit_test(many_words_are_found_as_one_by_one),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
