/* SPDX-License-Identifier: ISC */
/* Articles are linked as they arrive: what is found, that the order of arrival
 * matters little, that doing it twice is doing it once, and that what was
 * learned outlives the process. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "coverage/coverage.h"

enum { HOUR = 3600, DAY = 86400, NOON = 1608206400, EVENTS = 60, OUTLETS = 5 };

static const char *const first[] = { "Mar", "Tin", "Osk", "Bel", "Quen", "Yar", "Zem", "Ard", "Fen", "Glo" };
static const char *const last[] = { "low", "dra", "any", "port", "nell", "row", "bla", "wick" };
static const char *const things[] = { "bridge", "ferry", "library", "orchard", "museum", "reservoir",
	"tramway" };
static const char *const deeds[] = { "collapses", "reopens", "is sold", "floods", "wins prize" };

/* The same event in the words of five outlets: each event has a place and a
 * person of its own, things and deeds come again and again. */
static struct coverage_article
event(int e, int outlet, char text[600])
{
	static const char *const domains[] = { "a.example", "b.example", "c.example", "d.example",
		"e.example" };
	static const char *const forms[] = { "%s %s %s", "Update: %s %s %s overnight",
		"%s: %s %s, mayor says", "Why the %s %s %s", "The %s %s %s after long dispute" };
	char place[32], person[32];

	snprintf(place, sizeof(place), "%s%s", first[e % 10], last[(e / 10 + e) % 8]);
	snprintf(person, sizeof(person), "%s%s", last[e % 8], first[(e / 8 + e) % 10]);
	int n = snprintf(text, 300, forms[outlet], place, things[e % 7], deeds[e % 5]);
	snprintf(text + n + 1, 299, "It was %s who told the neighbours of %s.", person, place);
	return (struct coverage_article){ .id = e * OUTLETS + outlet + 1,
		.time = NOON + (int64_t)e * 5 * HOUR + outlet * HOUR,
		.title = text,
		.excerpt = text + n + 1,
		.domain = domains[outlet] };
}

static void
add(struct coverage *c, int number)
{
	struct coverage_links links;
	char text[600];
	struct coverage_article a = event(number / OUTLETS, number % OUTLETS, text);

	coverage_add(c, &a, &links, NULL);
	coverage_tell(c, a.id, &links, NULL);
}

/* Pairs of one event that share a story, in a hundred; and pairs of two events
 * that do. */
static void
judge(const struct coverage *c, int *found, int *wrong)
{
	int together = 0, pairs = 0;

	*wrong = 0;
	for (int a = 0; a < EVENTS * OUTLETS; a++)
		for (int b = a + 1; b < EVENTS * OUTLETS; b++) {
			bool same = coverage_story(c, a + 1) == coverage_story(c, b + 1);
			bool truth = a / OUTLETS == b / OUTLETS;
			pairs += truth;
			together += truth && same;
			*wrong += !truth && same;
		}
	*found = together * 100 / pairs;
}

static void
test_finds_the_event(void **state)
{
	struct coverage *c = coverage_new();
	int found, wrong;

	(void)state;
	for (int i = 0; i < EVENTS * OUTLETS; i++)
		add(c, i);
	judge(c, &found, &wrong);
	assert_in_range(found, 90, 100);
	assert_in_range(wrong, 0, 30);
	coverage_free(c);
}

/* Backwards, event by event or shuffled: nine in ten stories stay. */
static void
test_order(void **state)
{
	static const int steps[] = { 1, 299, 7, 101, 143 };

	(void)state;
	for (size_t s = 0; s < COUNT(steps); s++) {
		struct coverage *c = coverage_new();
		int found, wrong;
		for (int i = 0; i < EVENTS * OUTLETS; i++)
			add(c, (i * steps[s] + 13) % (EVENTS * OUTLETS));
		judge(c, &found, &wrong);
		assert_in_range(found, 85, 100);
		assert_in_range(wrong, 0, 150);
		coverage_free(c);
	}
}

static void
test_twice_is_once(void **state)
{
	struct coverage *c = coverage_new();
	int found, wrong, again, wrong_again;

	(void)state;
	for (int i = 0; i < EVENTS * OUTLETS; i++)
		add(c, i);
	judge(c, &found, &wrong);
	for (int i = 0; i < EVENTS * OUTLETS; i++)
		add(c, i);
	judge(c, &again, &wrong_again);
	assert_in_range(again, found - 3, 100);
	assert_in_range(wrong_again, 0, wrong + 20);
	coverage_free(c);
}

/* A window of time, both ways, and nothing for what is removed. */
static void
test_window(void **state)
{
	static const struct {
		int64_t apart;
		bool found;
	} cases[] = { { 0, true }, { 13 * DAY, true }, { -13 * DAY, true }, { 15 * DAY, false },
		{ -15 * DAY, false } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct coverage *c = coverage_new();
		struct coverage_article a = {
			.id = 1, .time = NOON, .title = "Harbour wall gives way", .domain = "a.example"
		};
		struct coverage_links links;
		coverage_add(c, &a, &links, NULL);
		a.id = 2;
		a.domain = "b.example";
		a.time += cases[i].apart;
		coverage_add(c, &a, &links, NULL);
		assert_int_equal(links.n, cases[i].found ? 1 : 0);
		if (links.n > 0)
			assert_true(links.item[0].id == 1 && links.item[0].score > 0.5);
		coverage_remove(c, 1);
		a.id = 3;
		a.time = NOON;
		coverage_add(c, &a, &links, NULL);
		for (size_t k = 0; k < links.n; k++)
			assert_int_not_equal(links.item[k].id, 1);
		coverage_free(c);
	}
}

/* What an outlet writes under every article does not bring its articles
 * together, once it was seen twice. */
static void
test_boilerplate(void **state)
{
	static const char *const titles[] = { "Otter seen in canal", "Tax office moves",
		"Choir of Tindra on tour", "Price of bread falls", "Snow closes pass",
		"Chess master retires" };
	struct coverage *c = coverage_new();
	struct coverage_links links;

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct coverage_article a = { .id = i + 1,
			.time = NOON + i * HOUR,
			.title = titles[i],
			.domain = "a.example",
			.excerpt = "Purchases through our links may earn us a commission." };
		coverage_add(c, &a, &links, NULL);
		for (size_t k = 0; i >= 2 && k < links.n; k++)
			assert_true(links.item[k].score < COVERAGE_RELATED);
	}
	coverage_free(c);
}

static void
test_state(void **state)
{
	struct coverage *c = coverage_new(), *d = coverage_new();
	struct buf saved = { 0 }, notes[EVENTS * OUTLETS] = { 0 };
	struct coverage_links links, again;
	char text[600];

	(void)state;
	for (int i = 0; i < EVENTS * OUTLETS; i++) {
		struct coverage_article a = event(i / OUTLETS, i % OUTLETS, text);
		coverage_add(c, &a, &links, &notes[i]);
		coverage_tell(c, a.id, &links, NULL);
	}
	coverage_save(c, &saved);
	assert_true(coverage_load(d, saved.p, saved.n));
	for (int i = 0; i < EVENTS * OUTLETS; i++) {
		struct coverage_article a = event(i / OUTLETS, i % OUTLETS, text);
		struct coverage_note note = { a.id, a.time, coverage_story(c, a.id), notes[i].p, notes[i].n };
		assert_true(coverage_restore(d, &note));
		assert_int_equal(coverage_story(d, a.id), coverage_story(c, a.id));
		buf_done(&notes[i]);
	}
	struct coverage_article late = event(3, 2, text);
	late.id = 1000;
	coverage_add(c, &late, &links, NULL);
	coverage_add(d, &late, &again, NULL);
	assert_true(links.n > 3 && again.n > 3);
	for (size_t i = 0; i < links.n && links.item[i].score > COVERAGE_ALSO; i++) {
		assert_true(links.item[i].score - again.item[i].score < 0.05 &&
			    again.item[i].score - links.item[i].score < 0.05);
	}
	buf_done(&saved);
	coverage_free(c);
	coverage_free(d);
}

/* Bytes that are no state, cut or spoiled, are refused or harmless. */
static void
test_bad_state(void **state)
{
	struct coverage *c = coverage_new();
	struct coverage_links links;
	struct buf saved = { 0 }, note = { 0 };
	struct coverage_article a = { .id = 1, .time = NOON, .title = "Harbour wall", .excerpt = "It fell." };

	(void)state;
	coverage_add(c, &a, &links, &note);
	coverage_save(c, &saved);
	for (size_t n = 0; n < saved.n; n++)
		assert_false(coverage_load(c, saved.p, n));
	assert_false(coverage_load(c, "dcov1\xff\xff\xff\xff\xff\xff", 11));
	for (size_t n = 0; n < note.n; n++) {
		struct coverage_note cut = { 2, NOON, 0, note.p, n };
		assert_false(coverage_restore(c, &cut));
	}
	for (size_t i = 0; i < note.n; i++) {
		struct coverage_note spoiled = { 3, NOON, 0, note.p, note.n };
		note.p[i] = (char)(note.p[i] ^ 0x55);
		coverage_restore(c, &spoiled);
		note.p[i] = (char)(note.p[i] ^ 0x55);
	}
	buf_done(&saved);
	buf_done(&note);
	coverage_free(c);
}

static void
test_stories_by_hand(void **state)
{
	struct coverage *c = coverage_new();
	int64_t ids[8];

	(void)state;
	for (int i = 0; i < 2 * OUTLETS; i++)
		add(c, i);
	int64_t story = coverage_story(c, 1), other = coverage_story(c, OUTLETS + 1);
	assert_int_not_equal(story, other);
	coverage_join(c, OUTLETS + 1, story);
	assert_int_equal(coverage_story(c, OUTLETS + 1), story);
	assert_int_equal(coverage_members(c, story, ids, COUNT(ids)), OUTLETS + 1);
	coverage_merge(c, other, story);
	assert_int_equal(coverage_story(c, OUTLETS + 2), story);
	coverage_join(c, 2, 77);
	assert_int_equal(coverage_story(c, 2), 77);
	coverage_remove(c, 2);
	assert_int_equal(coverage_members(c, 77, ids, COUNT(ids)), 0);
	assert_int_equal(coverage_story(c, 2), 0);
	coverage_free(c);
}

/* However many come, what is held is bounded by the window. */
static void
test_memory_is_bounded(void **state)
{
	struct coverage *c = coverage_new();
	struct coverage_links links;
	char text[64];

	(void)state;
	for (int i = 0; i < 160000; i++) {
		struct coverage_article a = { .id = i + 1, .time = NOON + (int64_t)i * 120, .title = text };
		snprintf(text, sizeof(text), "w%d x%d y%d", i % 5003, i % 601, i % 97);
		coverage_add(c, &a, &links, NULL);
		coverage_tell(c, a.id, &links, NULL);
	}
	assert_in_range(coverage_count(c), 43000, 75000);
	assert_true(coverage_has(c, 160000));
	assert_false(coverage_has(c, 1));
	coverage_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finds_the_event),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_twice_is_once),
		cmocka_unit_test(test_window),
		cmocka_unit_test(test_boilerplate),
		cmocka_unit_test(test_state),
		cmocka_unit_test(test_bad_state),
		cmocka_unit_test(test_stories_by_hand),
		cmocka_unit_test(test_memory_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
